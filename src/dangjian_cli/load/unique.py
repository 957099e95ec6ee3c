"""Records that cannot be told apart, and members who share a name."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from dangjian_cli.finding import Person, Problem, Word, message
from dangjian_cli.ledger import Ledger, Sections
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.table import fields_of, key_of
from dangjian_cli.load import typed
from dangjian_cli.load.nodes import Node


class Held(Protocol):
    """Where a record came from."""

    @property
    def file(self) -> str:
        """Its file."""

    @property
    def node(self) -> Node:
        """The record with positions."""


NOT_UNIQUE = "not-unique"

Origin = Mapping[str, Sequence[Held]]
"""Where the records of each section came from, in their order."""


def not_unique(ledger: Ledger, origin: Origin) -> Iterator[Problem]:
    """Records that cannot be told apart: their addresses would be the same."""
    for attr, i, first in repeated(ledger):
        yield _same(attr, getattr(ledger.sections, attr)[i], i, first, origin)
    yield from _shared_names(ledger, origin)


def repeated(ledger: Ledger) -> Iterator[tuple[str, int, int]]:
    """Each record that has the address of an earlier one: its section, its place, the earlier one's."""
    for field in fields_of(Sections):
        records = getattr(ledger.sections, field.attr)
        if not isinstance(records, tuple):
            continue
        seen: dict[str, int] = {}
        for i, record in enumerate(records):
            key = key_of(record, ledger.roster)
            if key and seen.setdefault(key, i) != i:
                yield field.attr, i, seen[key]


def _same(attr: str, record: Record, index: int, first: int, origin: Origin) -> Problem:
    held, other = origin[attr][index], origin[attr][first]
    ref = getattr(record, "ref", None)
    what = Word(record.label)
    line, column = typed.place(held.node, ("ref",), type(record))
    there = {"what": what, "file": Word(other.file), "line": other.node.mark.line + 1}
    text = (
        message("这个编号已经用在{file}第{line}行的{what}上", **there)
        if ref
        else message("和{file}第{line}行的{what}分不清，又没有编号", **there)
    )
    fix = message("给每条{what}一个不同的编号", what=what)
    if "ref" not in type(record).model_fields:
        text = message("和{file}第{line}行的{what}重复，说的是同一件事", **there)
        fix = message("留一条")
    return Problem(NOT_UNIQUE, text, fix, held.file, line, column)


def _shared_names(ledger: Ledger, origin: Origin) -> Iterator[Problem]:
    """Two members of one name are told, so that every mention of them is written by number."""
    seen: dict[str, int] = {}
    for i, member in enumerate(ledger.sections.members):
        first = seen.setdefault(member.name, i)
        if first != i:
            held = origin["members"][i]
            line, column = typed.place(held.node, ("name",), type(member))
            text = message(
                "名册里有两个{name}（{a}、{b}）",
                name=Person(member.name),
                a=Word(ledger.sections.members[first].ref),
                b=Word(member.ref),
            )
            fix = message("其他记录里写到他们时，用编号代替姓名，才分得清是谁")
            yield Problem("shared-name", text, fix, held.file, line, column, fatal=False)
