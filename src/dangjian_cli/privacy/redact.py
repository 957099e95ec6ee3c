"""A branch's files with nobody in them, that are judged as the originals are.

Names become invented names, numbers invented numbers, free words a sign that words stood there; what rules
read stays. Words are replaced where they stand, so every record keeps its line. Comments lose their words.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

from dangjian_cli.ledger import Sections, values
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.branch import Attestation
from dangjian_cli.ledger.table import is_sayable
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.load import nodes, typed
from dangjian_cli.load.branch import LEDGER_FOLDER, LoadedBranch, ledger_files
from dangjian_cli.load.lines import quoted
from dangjian_cli.load.spans import Span, comments, spans, spliced
from dangjian_cli.privacy.aliases import Aliases, Real
from dangjian_cli.privacy.public import Public
from dangjian_cli.privacy.sorts import Sort, Told, held, told

VOID = "0" * 16
"""The fingerprint of nothing: an attestation that was void stays so."""

_PARTING = re.compile("([、，,；;])")
_OFFICES = re.compile("([、，,；;兼])")
_PLAIN = re.compile(r"[\w（）](?:[\w（）、，；·. -]*[\w（）])?")
_ADDRESS_SIGN = r"[A-Za-z0-9._@/+、，,；;兼-]"
_FILE_SIGN = r"[0-9 _.()（）、-]"


def gather(loaded: LoadedBranch, public: Public, real: Real) -> None:
    """Add what stands in a branch to what is known to be real."""
    kept = {Sort.ID: real.ids, Sort.PHONE: real.phones, Sort.OWN: real.names}
    for _, field, value in held(loaded.ledger.sections):
        if field.sort in kept:
            kept[field.sort].add(value)
        elif field.sort is Sort.PERSON and _name(value) and not public.stays(value):
            real.names.add(value)


def _name(typed_name: str) -> str:
    """A person's name made plain; nothing where a member's 编号 stands for it."""
    try:
        return values.parse_name(typed_name)
    except BadValue:
        return ""


class Redaction:
    """The copy of one branch in the making."""

    def __init__(self, loaded: LoadedBranch, aliases: Aliases, public: Public) -> None:
        self._loaded = loaded
        self._aliases = aliases
        self._public = public
        sections = loaded.ledger.sections
        fields = list(held(sections))
        self._refs = {value for _, field, value in fields if field.attr == "ref"}
        self._seals: Mapping[int, str] = {}
        self._attestation = -1
        self._by_sort: Mapping[Sort, Callable[[str], str]] = {
            Sort.KEPT: str,
            Sort.OWN: self._person,
            Sort.PERSON: self._person,
            Sort.ID: lambda words: aliases.id_number(values.parse_id_number(words)),
            Sort.PHONE: lambda words: aliases.phone(values.parse_phone(words)),
            Sort.OTHER: aliases.text,
            Sort.BRANCH: lambda words: aliases.branch(words, sections.branch.field),
            Sort.FILE: aliases.file,
            Sort.ADDRESS: self._address,
            Sort.DAY: lambda words: words if _is_day(words) else aliases.text(words),
            Sort.SEAL: lambda _: self._seals.get(self._attestation, VOID),
        }

    def files(self, seals: Mapping[int, str]) -> dict[str, bytes]:
        """The ledger's files by their names in the copy. ``seals`` are fingerprints by attestation."""
        self._seals, self._attestation = seals, -1
        folder = self._loaded.folder
        paths = list(ledger_files(folder))
        named = self._names([path.relative_to(folder) for path in paths])
        return {name: self._written(path) for name, path in zip(named, paths, strict=True)}

    def evidence(self) -> tuple[str, ...]:
        """The names of the evidence files in the copy."""
        return tuple(self._aliases.file(name) for name in sorted(self._loaded.ledger.files))

    def _names(self, paths: list[Path]) -> list[str]:
        """As they are, where they say only what the ledgers say; else all by number, in their order."""
        words = "".join(part for path in paths[1:] for part in (*path.parts[1:-1], path.stem, " "))
        if self._public.covers(unicodedata.normalize("NFC", words), _FILE_SIGN):
            return [path.as_posix() for path in paths]
        numbered = (f"{LEDGER_FOLDER}/{n:03}.yaml" for n in range(1, len(paths)))
        return [paths[0].as_posix(), *numbered]

    def _written(self, path: Path) -> bytes:
        document = nodes.read(path.read_bytes(), typed.field_words(Sections))
        page = _Page(document.text)
        if isinstance(document.root, nodes.Mapping):
            self._record(page, document.root, Sections)
        return page.done().replace("\n", document.newline).encode()

    def _record(self, page: "_Page", record: nodes.Mapping, model: type[Record]) -> None:
        self._attestation += model is Attestation
        fields = told(model)
        for key, node in record.values.items():
            self._node(page, node, model, fields[key])

    def _node(self, page: "_Page", node: nodes.Node, owner: type[Record], field: Told) -> None:
        if isinstance(node, nodes.Sequence):
            for item in node.items:
                self._node(page, item, owner, field._replace(split=False))
        elif isinstance(node, nodes.Scalar):
            page.put(node.mark, node.value, self._line(node.value, owner, field))
        elif field.inner is not None:
            self._record(page, node, field.inner)
        else:
            for key, value in node.values.items():
                page.put(node.keys[key], key, self._aliases.text(key))
                self._node(page, value, owner, field)

    def _line(self, words: str, owner: type[Record], field: Told) -> str:
        """What stands in one place: one thing, or several parted by signs."""
        parting = _OFFICES if field.sort is Sort.OFFICE else _PARTING if field.split else None
        if parting is None:
            return self._said(words.strip(), owner, field)
        parts = parting.split(words.strip())
        parts[::2] = (self._said(part.strip(), owner, field) for part in parts[::2])
        return "".join(parts)

    def _said(self, words: str, owner: type[Record], field: Told) -> str:
        """What stands in the copy for one thing that was typed."""
        if not words:
            return words
        if field.sort in {Sort.TEXT, Sort.OFFICE}:
            return self._text(words, owner, field.attr)
        return self._by_sort[field.sort](words)

    def _person(self, words: str) -> str:
        name = _name(words)
        return self._aliases.person(name) if name in self._aliases.real.names else words

    def _address(self, words: str) -> str:
        """The address in the copy; of what is none, as much as says which requirement was meant."""
        code, sign, subject = words.partition("@")
        if not sign or code not in self._public.codes:
            return self._aliases.text(words)
        safe = self._public.covers(subject, _ADDRESS_SIGN)
        return words if safe else f"{code}@{self._aliases.text(subject)}"

    def _text(self, words: str, owner: type[Record], attr: str) -> str:
        """Free words: gone, but for what some rule reads in them."""
        if words in self._aliases.real.names:
            return self._aliases.person(words)
        place = owner, attr
        in_addresses = attr in owner.sayable and is_sayable(words, owner.sayable[attr])
        if in_addresses or words in self._refs or self._public.stays(words, place):
            return words
        return self._aliases.text(words) + " ".join(self._public.inside(words, place))


def _is_day(words: str) -> bool:
    try:
        values.parse_day(words)
    except BadValue:
        return False
    return True


class _Page:
    """A file's text, and what is to be put into it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = spans(text)
        self._changes: dict[tuple[int, int], str] = {}

    def put(self, mark: nodes.Mark, old: str, new: str) -> None:
        """Other words where some stand; nothing where none do."""
        span = self._spans.get(mark.index)
        if span is not None and new != old.strip():
            self._changes[span.start, span.end] = self._laid_out(span, new)

    def _laid_out(self, span: Span, new: str) -> str:
        """The words as they must be written there, on as many lines as before."""
        bare = _PLAIN.fullmatch(new)
        quote = "" if span.is_block else span.style
        words = f"{quote}{new}{quote}" if bare else quoted(new)
        lines = self._text.count("\n", span.start, span.end)
        more = self._text[span.end : span.end + 1]
        if not lines or span.is_block or more in {"", "\n"}:
            return words + "\n" * lines
        last = self._text[self._text.rfind("\n", 0, span.end) + 1 : span.end]
        return words + "\n" * lines + last[: len(last) - len(last.lstrip())]

    def done(self) -> str:
        """The text with everything put in, and comments without words."""
        gone = {start for start, _ in self._changes}
        emptied = dict.fromkeys(comments(self._text, self._spans, gone), "")
        return spliced(self._text, self._changes | emptied)
