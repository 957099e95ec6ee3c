"""Writing down one more record: the form, what would be written and what it does, then the writing itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from dangjian_cli.edit.built import built
from dangjian_cli.edit.change import Change, carry_out, difference
from dangjian_cli.edit.draft import Draft
from dangjian_cli.edit.entry import COMMON, Desk, Entry, entries, entry_named
from dangjian_cli.finding import Finding, InputError
from dangjian_cli.ledger.seven import sections_of
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.load.branch import LoadedBranch
from dangjian_cli.load.examples import example_refs
from dangjian_cli.load.judged import judge
from dangjian_cli.load.pack import standards_folder
from dangjian_cli.report.effect import effect
from dangjian_cli.report.view import Located
from dangjian_cli.web.desk import Sight
from dangjian_cli.web.form import Values, filled, notes
from dangjian_cli.web.state import ATTEST, Matter, matter

ATTESTATION = Entry(ATTEST, "attestations")


class Menu(NamedTuple):
    """What can be entered: the common ones, and all others by ledger."""

    common: tuple[str, ...]
    others: tuple[tuple[str, tuple[str, ...]], ...]


def menu(sight: Sight) -> Menu:
    """Everything that can be entered."""
    held = tuple(dict.fromkeys(entry.word for entry in entries().values() if entry.given))
    common = (*held, *(word for word in COMMON if word not in held))
    others = []
    for ledger in sight.pack.head.ledgers:
        words = [field.label for field in sections_of(ledger.key)]
        words = [w for label in words for w in (label, f"{label}步骤") if w in entries()]
        others.append((ledger.title, tuple(words)))
    return Menu(common, (*others, ("核实", (ATTESTATION.word,))))


def entry_of(word: str) -> Entry | None:
    """What is entered under that name."""
    if word == ATTESTATION.word:
        return ATTESTATION
    try:
        return entry_named(word)
    except BadValue:
        return None


def desk_for(entry: Entry, sight: Sight, loaded: LoadedBranch) -> Desk:
    """What is known while it is entered."""
    begun = bool(getattr(loaded.ledger.sections, entry.section))
    return Desk(loaded.ledger, sight.run.as_of, {} if begun else example_refs(standards_folder()))


class Piece(NamedTuple):
    """A line of what is going to be different: new, gone, or as it is."""

    sort: str
    text: str


@dataclass(frozen=True)
class Plan:
    """What is going to be written, before it is."""

    changes: Sequence[Change]
    files: tuple[tuple[str, tuple[Piece, ...]], ...]
    notes: tuple[str, ...]
    closed: tuple[Matter, ...]
    opened: tuple[Matter, ...]
    done: tuple[Matter, ...]
    asked: tuple[Matter, ...]
    section: str
    position: int

    @property
    def seal(self) -> str:
        """Stands for exactly this: whoever agrees has seen what is then written."""
        digest = sha256()
        for change in self.changes:
            digest.update(str(change.path).encode(errors="surrogateescape") + b"\0")
            digest.update(sha256(change.old or b"").digest() + sha256(change.new).digest())
        return digest.hexdigest()

    def carry_out(self) -> None:
        """Write it. Raises ``InputError``, and then nothing is written."""
        carry_out(self.changes)


def plan(entry: Entry, values: Values, sight: Sight, loaded: LoadedBranch) -> Plan:
    """What comes of what was typed. Raises ``InputError`` with everything that is wrong with it."""
    made = built(entry, filled(values), desk_for(entry, sight, loaded))
    draft = Draft(loaded)
    made.put(draft)
    changes, after = draft.changes(), draft.after
    assert sight.branch is not None  # noqa: S101 - a branch that was read was judged
    found = effect(sight.branch.report, judge(after, sight.pack, sight.run.as_of))
    position = made.position
    return Plan(
        changes,
        tuple((_name(change, loaded), tuple(_pieces(change))) for change in changes),
        notes(made.notes),
        _matters(found.closed, sight, loaded),
        _matters(found.opened, sight, after),
        _matters(found.done, sight, loaded),
        _matters(found.asked, sight, after),
        entry.section,
        _new_at(entry.section, loaded, after) if position is None else position,
    )


def _name(change: Change, loaded: LoadedBranch) -> str:
    return change.path.relative_to(loaded.folder).as_posix()


def _pieces(change: Change) -> Iterator[Piece]:
    for line in difference(change).splitlines()[2:]:
        sort = {"+": "add", "-": "del", "@": "at"}.get(line[:1], "")
        yield Piece(sort, "……" if sort == "at" else line[1:] if not sort else line)


def _matters(found: Sequence[Finding], sight: Sight, loaded: LoadedBranch) -> tuple[Matter, ...]:
    """Findings in words; a record that is still to be written has no page to lead to."""
    return tuple(
        matter(Located(finding, *loaded.locate(finding.route)), sight)._replace(place=None, line=0)
        for finding in found
    )


def _new_at(section: str, before: LoadedBranch, after: LoadedBranch) -> int:
    """Where the first new record stands among those of its section."""
    old, new = (getattr(b.ledger.sections, section) for b in (before, after))
    differing = (i for i, (one, other) in enumerate(zip(old, new, strict=False)) if one != other)
    return next(differing, len(old))


def problems_of(error: InputError) -> tuple[str, ...]:
    """Why it was not written, in words."""
    return notes(message for p in error for message in (p.message, p.fix) if message is not None)
