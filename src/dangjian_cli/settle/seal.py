"""The fingerprint of what a person looked at: of records as they were meant, and of their evidence files.

How a record is laid out does not matter: its file, its line, the order of its fields, another word for a
field, another way to write a date. What it says does, and so does every byte of a file that it names.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from dangjian_cli.finding import Route
from dangjian_cli.ledger import Ledger
from dangjian_cli.ledger.base import Material, Record
from dangjian_cli.ledger.table import fields_of, spoken, visible
from dangjian_cli.periods import Day

_DIGITS = 16
"""Enough that nobody meets the same twice, and few enough to copy by hand."""


class Seals:
    """Makes fingerprints as of a day: what is dated later is not seen, here as everywhere.

    ``unread`` gathers the files on disk whose contents the ledger does not hold.
    """

    def __init__(self, ledger: Ledger, as_of: date) -> None:
        self._ledger = ledger
        self._as_of = as_of
        self.unread: set[str] = set()

    def of(self, route: Route, evidence: Iterable[Record] = ()) -> str:
        """The fingerprint of the records that a finding is about, with what else was looked at."""
        records = [_plain(record, self._as_of) for record in self._records(route)]
        named = {file for each in (*self._records(route), *evidence) for file in _files(each, self._as_of)}
        sealed = {
            "records": sorted(_text(record) for record in records),
            "files": {file: self._content(file) for file in sorted(named)},
        }
        return hashlib.sha256(_text(sealed).encode()).hexdigest()[:_DIGITS]

    def _records(self, route: Route) -> tuple[Record, ...]:
        """The record that the route leads into; every record of the section, where it leads to none."""
        section, *rest = route
        held = getattr(self._ledger.sections, str(section))
        if isinstance(held, Record):
            return (held,)
        if rest and isinstance(rest[0], int):
            return (held[rest[0]],)
        return tuple(record for record in held if visible(record, self._as_of))

    def _content(self, file: str) -> str | None:
        if file not in self._ledger.files:
            return None
        if file not in self._ledger.contents:
            self.unread.add(file)
        return self._ledger.contents.get(file)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


_SHELVED = frozenset({"box", "year", "retention", "item", "volume", "sheets"})
"""Where a document is put when the year's papers are filed says nothing of the work that was looked at."""


def _plain(value: Any, as_of: date) -> Any:
    """A value as plain data under the names on the paper; what is not filled in is left out."""
    if isinstance(value, Record):
        fields = type(value).model_fields
        shelved = _SHELVED if type(value) is Material else frozenset()
        filled = ((f, getattr(value, f.attr)) for f in fields_of(type(value)) if f.attr not in shelved)
        return {f.label: _plain(held, as_of) for f, held in filled if held != fields[f.attr].default}
    if isinstance(value, tuple) and not isinstance(value, Day):
        return [_plain(v, as_of) for v in value if not isinstance(v, Record) or visible(v, as_of)]
    if isinstance(value, Mapping):
        return {key: _plain(held, as_of) for key, held in value.items()}
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "".join(spoken(value).split())  # where a long text is broken into lines is layout


def _files(value: Any, as_of: date) -> Iterator[str]:
    """The evidence files that a record names."""
    if isinstance(value, Material):
        yield from value.file
    elif isinstance(value, Record):
        for field in fields_of(type(value)):
            if field.inner is not None:
                yield from _files(getattr(value, field.attr), as_of)
    elif isinstance(value, tuple):
        for held in value:
            if visible(held, as_of):
                yield from _files(held, as_of)
