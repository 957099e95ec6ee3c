"""The ledger as a workbook that can be edited and read back: its plan, shared by writing and reading.

A section is a sheet, a record a row, a field a column under its own name. Records inside records have sheets
of their own, told which record they belong to by its 编号, or by its 序号 where not all have one; steps and
papers, which nearly every section has, are together on one sheet each.
"""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from dangjian_cli.exchange.cells import written
from dangjian_cli.finding import Message, message
from dangjian_cli.ledger.base import Material, Record, Step
from dangjian_cli.ledger.shape import Shape, shape_of
from dangjian_cli.ledger.table import Field, fields_of
from dangjian_cli.ledger.values import BadValue

ABOUT = "说明"
MARK = "dj 导出的台账"
"""What the first cell of the sheet of explanations begins with: by it a workbook is known again."""

STEPS, MATERIALS = "步骤", "资料"
TABLE, RECORD, PLACE = "所在表", "所在记录", "栏目"
NUMBER = "序号"
BELONGS = "所属"
OTHER = "其他"
JOINT = "-"

POOLED: dict[type[Record], str] = {Step: STEPS, Material: MATERIALS}
"""The sheets that hold what is inside records of every section."""


class Plain(NamedTuple):
    """A column: its heading, and the way to the field from the row's record."""

    heading: str
    way: tuple[Field, ...]
    shape: Shape


class Child(NamedTuple):
    """Where a record holds others: the way to them, and what the place is called on their sheet."""

    way: tuple[Field, ...]
    place: str
    model: type[Record]
    many: bool


@cache
def plain_columns(model: type[Record]) -> tuple[Plain, ...]:
    """The columns for what a record holds itself; the figures of a vote stand beside its item."""
    return tuple(_plain(model, (), ""))


def _plain(model: type[Record], way: tuple[Field, ...], before: str) -> Iterator[Plain]:
    for field in fields_of(model):
        shape = shape_of(model, field.attr)
        if field.inner is None:
            yield Plain(before + field.label, (*way, field), shape)
        elif _is_beside(field, shape):
            yield from _plain(field.inner, (*way, field), f"{before}{field.label}{JOINT}")


def _is_beside(field: Field, shape: Shape) -> bool:
    """Whether a record inside is one alone, and no step, paper, or group of steps."""
    inner = field.inner
    return inner is not None and not shape.many and inner not in POOLED and not is_group(inner)


@cache
def is_group(model: type[Record]) -> bool:
    """Whether a record holds nothing but named steps."""
    return all(field.inner is Step for field in fields_of(model))


@cache
def children(model: type[Record]) -> tuple[Child, ...]:
    """Everything inside a record that has a sheet of its own."""
    return tuple(_children(model))


def _children(model: type[Record]) -> Iterator[Child]:
    for field in fields_of(model):
        shape = shape_of(model, field.attr)
        if field.inner is None or _is_beside(field, shape):
            continue
        if is_group(field.inner):
            yield from (Child((field, step), step.label, Step, many=True) for step in fields_of(field.inner))
        else:
            yield Child((field,), field.label, field.inner, shape.many)


def sheet_of(parent: str, child: Child) -> str:
    """The sheet that holds the records of a place."""
    return POOLED.get(child.model, f"{parent}{JOINT}{child.place}")


def lead(sheet: str) -> tuple[str, ...]:
    """The columns that say where the records of a sheet belong."""
    if sheet in POOLED.values():
        return TABLE, RECORD, PLACE
    return (f"{BELONGS}{sheet.split(JOINT)[-2]}",) if JOINT in sheet else ()


# Cells ---------------------------------------------------------------------------------------------------

_PARTING = frozenset("、，,；;\n")
_PARTS = str.maketrans(dict.fromkeys("，,；;", "、"))


def cell(value: Any, shape: Shape) -> str:
    """What a field holds as the text of one cell."""
    if value in (None, (), ""):
        return ""
    return _joined([written(each) for each in value]) if shape.many else written(value)


def _joined(texts: list[str]) -> str:
    """Several in one cell: parted by 、 or on lines of their own, where that can be undone."""
    odd = any(not t.strip() or t.strip() != t or "\n" in t or t.startswith("[") for t in texts)
    if not odd and not any(_PARTING & set(t) for t in texts):
        return "、".join(texts)
    if not odd and len(texts) > 1:
        return "\n".join(texts)
    return json.dumps(texts, ensure_ascii=False)


def parted(text: str) -> list[str]:
    """The several that stand in one cell. Raises ``BadValue`` for a list that somebody broke."""
    if text.startswith("["):
        try:
            found = json.loads(text)
        except ValueError:
            found = None
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            raise BadValue("not-a-list", _BROKEN, message("照别的格那样，用顿号隔开"))
        return found
    parts = text.split("\n") if "\n" in text else text.translate(_PARTS).split("、")
    return [part.strip() for part in parts if part.strip()]


_BROKEN: Message = message("方括号里的几项写坏了")
