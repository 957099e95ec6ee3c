"""Which file of a branch a record belongs in."""

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import PurePosixPath
from typing import Any

from dangjian_cli.ledger import Sections
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.seven import LEDGERS, ledger_of
from dangjian_cli.ledger.table import Field, fields_of, words_of
from dangjian_cli.ledger.values import BadValue, parse_day, parse_year
from dangjian_cli.load.branch import BRANCH_FILES, LEDGER_FOLDER, LoadedBranch
from dangjian_cli.periods import Day


def section_named(word: str) -> Field:
    """The section of that name. Raises ``KeyError``."""
    return words_of(Sections)[word]


_HEADING = re.compile(r"^([^\s#:]+):", re.MULTILINE)

Headings = Mapping[str, frozenset[str]]
"""What the sections in each file are called, those of empty ones too; the main file first."""


def headings(text: str, data: Mapping[str, Any] | None) -> frozenset[str]:
    """The sections that a file has: those with records, and those with nothing after the name yet."""
    known = words_of(Sections)
    found = {hit[1] for hit in _HEADING.finditer(text)} | set(data or ())
    return frozenset(word for word in found if word in known)


class Places:
    """Where the records of a branch go; what is there already is looked at once."""

    def __init__(self, loaded: LoadedBranch) -> None:
        self._loaded = loaded
        self._dated: dict[str, list[tuple[str, str]]] = {}

    def place_for(self, files: Headings, section: Field, record: Mapping[str, Any]) -> str:
        """The file that a new record goes to, by its path below the branch's folder; it may not be there yet.

        Where several files hold the section, the one with the record nearest before it; where none does, the
        one with most of the same ledger; where there is none of that either, a new one.
        """
        return (
            self._with_section(files, section, record)
            or _with_ledger(self._loaded, files, section)
            or _new(self._loaded, files, section)
        )

    def _with_section(self, files: Headings, section: Field, record: Mapping[str, Any]) -> str:
        names = [name for name, words in files.items() if words & set(section.words)]
        when = _turn(section.inner, record) if section.inner and len(names) > 1 else ""
        if not when:
            return names[-1] if names else ""
        dated = self._turns(section)
        before = [pair for pair in dated if pair[0] <= when]
        return (max(before)[1] if before else min(dated)[1]) if dated else names[-1]

    def _turns(self, section: Field) -> list[tuple[str, str]]:
        """When the section's records are of, and the file of each."""
        if section.attr not in self._dated and section.inner is not None:
            records = getattr(self._loaded.ledger.sections, section.attr)
            places = (file for file, _, _ in self._loaded.origin(section.attr))
            turns = ((_turn(section.inner, held), file) for held, file in zip(records, places, strict=True))
            self._dated[section.attr] = [pair for pair in turns if pair[0]]
        return self._dated[section.attr]


_WHEN = ("month", "year", "elected", "since", "date")


def _turn(model: type[Record], record: Record | Mapping[str, Any]) -> str:
    """When a record is of, in a form that can be compared: only the year where it has but that."""
    known = {field.attr: field for field in fields_of(model)}
    for attr in (model.act, *_WHEN):
        if attr not in known:
            continue
        if isinstance(record, Record):
            value = getattr(record, attr)
        else:
            value = next((record[word] for word in known[attr].words if word in record), None)
        if value is not None:
            return _comparable(value)
    return ""


def _comparable(value: Any) -> str:
    for parse in (parse_day, parse_year):
        with suppress(BadValue):
            found = parse(value)
            return found.first.isoformat() if isinstance(found, Day) else str(found)
    return ""


def _with_ledger(loaded: LoadedBranch, files: Headings, section: Field) -> str:
    """The file with most sections of the section's ledger, or the one that is named after it."""
    ledger = ledger_of(section)
    if not ledger:
        return loaded.main
    known = words_of(Sections)
    most = {
        name: len({known[word].attr for word in words if ledger_of(known[word]) == ledger})
        for name, words in files.items()
    }
    best = max(most.values(), default=0)
    found = [name for name, count in most.items() if count == best > 0]
    named = [name for name in files if ledger in PurePosixPath(name).stem]
    return next(iter((*found[-1:], *named)), "")


def _new(loaded: LoadedBranch, files: Headings, section: Field) -> str:
    """A new file beside the others; the main one where a small branch keeps everything in it."""
    known = words_of(Sections)
    in_main = any(ledger_of(known[word]) for word in files[loaded.main])
    if loaded.main not in BRANCH_FILES or (len(files) == 1 and in_main):
        return loaded.main
    ledger = ledger_of(section)
    return f"{LEDGER_FOLDER}/{LEDGERS.index(ledger) + 1}-{ledger}.yaml"
