"""Records as tables and one by one, to be read; and the files that they stand in."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from dangjian_cli.documents.parts.words import plain
from dangjian_cli.finding import Status
from dangjian_cli.ledger import Sections
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.seven import sections_of
from dangjian_cli.ledger.table import Field, fields_of, key_of, words_of
from dangjian_cli.load.branch import LoadedBranch, Location, ledger_files
from dangjian_cli.load.encoding import decode
from dangjian_cli.privacy.sorts import Sort, told
from dangjian_cli.privacy.traces import NAME, mask, traces
from dangjian_cli.report.view import BranchReport, Located
from dangjian_cli.web.desk import Sight

MOST_COLUMNS = 6
"""More do not fit on a screen beside each other; the rest is on the record's own page."""

_MASKED = frozenset({Sort.ID, Sort.PHONE})
_NUMBER = re.compile(r"[0-9０-９](?:[ \u3000-]?[0-9０-９XxＸ])*")


class Part(NamedTuple):
    """A field as it is shown: words, or the records that it holds."""

    label: str
    text: str
    records: tuple[tuple["Part", ...], ...] = ()


class Entry(NamedTuple):
    """A record in a table."""

    position: int
    subject: str
    cells: tuple[str, ...]
    gaps: int
    place: Location


class Listing(NamedTuple):
    """A section as a table."""

    field: Field
    columns: tuple[str, ...]
    rows: tuple[Entry, ...]


class Shelf(NamedTuple):
    """The sections of a ledger and how many records each holds."""

    title: str
    sections: tuple[tuple[Field, int], ...]


def shelves(sight: Sight, loaded: LoadedBranch) -> Iterator[Shelf]:
    """Every section by its ledger."""
    for name in sight.pack.head.ledgers:
        found = tuple((f, len(_records(loaded, f))) for f in sections_of(name.key))
        if found:
            yield Shelf(name.title, found)
    acts = ("waivers", "attestations")
    yield Shelf("豁免和人工核实", tuple((f, len(_records(loaded, f))) for f in map(_field, acts)))


def section(attr: str) -> Field | None:
    """The section of that name, if it is one of records."""
    return next((f for f in fields_of(Sections) if f.attr == attr != "branch"), None)


def _field(attr: str) -> Field:
    return words_of(Sections)[attr]


def _records(loaded: LoadedBranch, field: Field) -> tuple[Record, ...]:
    records: tuple[Record, ...] = getattr(loaded.ledger.sections, field.attr)
    return records


def listing(field: Field, loaded: LoadedBranch, branch: BranchReport) -> Listing:
    """The section as a table of the fields that are filled in most."""
    assert field.inner is not None  # noqa: S101 - sections hold records
    rows = [shown(record) for record in _records(loaded, field)]
    filled = Counter(part.label for parts in rows for part in parts if part.text)
    labels = [f.label for f in fields_of(field.inner) if f.attr != "ref" and filled[f.label]]
    most = sorted(labels, key=lambda label: -filled[label])[:MOST_COLUMNS]
    columns = tuple(label for label in labels if label in most)
    roster = loaded.ledger.roster
    entries = []
    for i, (record, parts) in enumerate(zip(_records(loaded, field), rows, strict=True)):
        texts = {part.label: part.text for part in parts}
        entries.append(
            Entry(
                i,
                key_of(record, roster) or f"第{i + 1}条",
                tuple(texts.get(label, "") for label in columns),
                sum(f.finding.status is Status.GAP for f in about(field, i, branch)),
                loaded.locate((field.attr, i)),
            )
        )
    return Listing(field, columns, tuple(entries))


def about(field: Field, position: int, branch: BranchReport) -> list[Located]:
    """What was found of a record."""
    return [f for f in branch.findings if f.finding.route[:2] == (field.attr, position)]


def record(field: Field, position: int, loaded: LoadedBranch) -> Record | None:
    """The record at that place of a section."""
    records = _records(loaded, field)
    return records[position] if position < len(records) else None


def shown(record: Record) -> tuple[Part, ...]:
    """Everything that is filled in, in the order of the model."""
    sorts = told(type(record))
    parts = []
    for field in fields_of(type(record)):
        value = getattr(record, field.attr)
        if value is None or value in ((), {}, ""):
            continue
        sort = sorts.get(field.attr)
        parts.append(_part(field.label, value, masked=sort is not None and sort.sort in _MASKED))
    return tuple(parts)


def _part(label: str, value: Any, *, masked: bool) -> Part:
    if isinstance(value, Record):
        return Part(label, "", (shown(value),))
    if isinstance(value, tuple) and value and isinstance(value[0], Record):
        return Part(label, "", tuple(shown(each) for each in value))
    text = plain(value)
    return Part(label, mask(text) if masked else text)


def text_of(sight: Sight, name: str) -> list[str] | None:
    """The lines of one of the branch's files, numbers of people masked; nothing for any other file."""
    folder = sight.folder
    files = ledger_files(folder) if sight.path.is_dir() else [sight.path]
    path = next((p for p in files if p.relative_to(folder).as_posix() == name), None)
    if path is None:
        return None
    lines = decode(path.read_bytes()).text.split("\n")
    if lines[-1] == "":
        lines.pop()
    for trace in sorted(traces("\n".join(lines)), key=lambda t: (t.line, -t.column)):
        if trace.kind != NAME:
            line = lines[trace.line - 1]
            before, rest = line[: trace.column - 1], line[trace.column - 1 :]
            lines[trace.line - 1] = before + _NUMBER.sub(lambda m: mask(m[0]), rest, count=1)
    return lines
