"""The ledger → sheets that a clerk can look at, edit, and import again."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from dangjian_cli.exchange import book
from dangjian_cli.exchange.book import Child
from dangjian_cli.ledger import Sections, values
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.organization import Member
from dangjian_cli.ledger.people import Development
from dangjian_cli.ledger.shape import shape_of
from dangjian_cli.ledger.table import Field, fields_of
from dangjian_cli.privacy.traces import mask, masked
from dangjian_cli.render.sheet import Column, Sheet

_ABOUT = (
    "改好存盘，再导入：dj import 这个文件 支部文件夹。先给看改了什么，看过才写。",
    "一页是台账的一栏，一行是一条记录。有下拉的格，从里面选；几个人、几项用顿号隔开。",
    "“步骤”“资料”和带短横线的几页，靠前面几列认出是哪条记录的；那几列照抄，不要改。",
    "新添的记录，“编号”可以空着，导入时给；没有的栏目空着。",
    "里面有党员的个人信息：只留在本单位的电脑上，不发群，不用的时候删掉。",
)


@dataclass
class _Row:
    """A record on its sheet, and where it belongs."""

    record: Record
    lead: tuple[str, ...] = ()
    parent: "tuple[str, int] | None" = None


@dataclass
class _Pages:
    """The rows of every sheet; a sheet of records inside comes after that of the records around them."""

    rows: dict[str, list[_Row]] = field(default_factory=dict)
    models: dict[str, type[Record]] = field(default_factory=dict)


def sheets(sections: Sections, *, hidden: bool = False) -> list[Sheet]:
    """The workbook's sheets: those of the sections that hold anything, then what is inside their records.

    ``hidden``: without people's numbers; such a workbook cannot be imported again.
    """
    pages = _Pages()
    for section in fields_of(Sections):
        value = getattr(sections, section.attr)
        records = value if isinstance(value, tuple) else (value,)
        assert section.inner is not None  # noqa: S101 - sections are of records
        for record in records:
            _walk(pages, section.label, section.inner, _Row(record))
    order = sorted(pages.rows, key=lambda name: (name in book.POOLED.values(), book.JOINT in name))
    found = [_sheet(pages, name) for name in order]
    if hidden:
        return [_hidden(sheet) for sheet in found]
    about = Sheet(book.ABOUT, (Column(f"{book.MARK}：{sections.branch.name}", 80),), [(t,) for t in _ABOUT])
    return [about, *found]


def _hidden(sheet: Sheet) -> Sheet:
    """The sheet without people's numbers, whatever column they stand in."""
    whole = {i for i, c in enumerate(sheet.columns) if c.heading in _NUMBERS}
    rows = [
        tuple(mask(text) if i in whole else masked(text) for i, text in enumerate(row)) for row in sheet.rows
    ]
    return replace(sheet, rows=rows)


_NUMBERS = {
    field.label
    for model in (Member, Development)
    for field in fields_of(model)
    if shape_of(model, field.attr).parse in {values.parse_id_number, values.parse_phone}
}


def _walk(pages: _Pages, name: str, model: type[Record], row: _Row) -> None:
    rows = pages.rows.setdefault(name, [])
    pages.models[name] = model
    rows.append(row)
    here = (name, len(rows) - 1)
    for child in book.children(model):
        for record in _held(row.record, child):
            below = book.sheet_of(name, child)
            lead = (name, child.place) if below in book.POOLED.values() else ()
            _walk(pages, below, child.model, _Row(record, lead, here))


def _held(record: Record, child: Child) -> Iterator[Record]:
    value = _at(record, child.way)
    if isinstance(value, Record):
        yield value
    elif value is not None:
        yield from value


def _at(record: Record, way: tuple[Field, ...]) -> Any:
    value: Any = record
    for step in way:
        value = getattr(value, step.attr) if value is not None else None
    return value


# One sheet ---------------------------------------------------------------------------------------------


def _sheet(pages: _Pages, name: str) -> Sheet:
    rows, model = pages.rows[name], pages.models[name]
    columns = [c for c in book.plain_columns(model) if not c.shape.free]
    others = list(dict.fromkeys(k for row in rows for k in getattr(row.record, "other", {})))
    numbered = not _keyed(rows) and _has_children(pages, name)
    headings = (
        *((Column(book.NUMBER),) if numbered else ()),
        *(Column(heading) for heading in book.lead(name)),
        *(Column(c.heading, choices=c.shape.words, strict=not c.shape.many) for c in columns),
        *(Column(f"{book.OTHER}{book.JOINT}{key}") for key in others),
    )
    texts = []
    for i, row in enumerate(rows):
        own = (book.cell(_at(row.record, c.way), c.shape) for c in columns)
        other = (getattr(row.record, "other", {}).get(key, "") for key in others)
        texts.append((*((str(i + 1),) if numbered else ()), *_lead(pages, row), *own, *other))
    return Sheet(name, headings, texts)


def _lead(pages: _Pages, row: _Row) -> tuple[str, ...]:
    if row.parent is None:
        return ()
    sheet, at = row.parent
    above = pages.rows[sheet]
    key = str(getattr(above[at].record, "ref", "")) if _keyed(above) else str(at + 1)
    return (row.lead[0], key, row.lead[1]) if row.lead else (key,)


def _keyed(rows: list[_Row]) -> bool:
    """Whether the records can be told apart by their numbers."""
    refs = [getattr(row.record, "ref", None) for row in rows]
    return all(refs) and len(set(refs)) == len(refs)


def _has_children(pages: _Pages, name: str) -> bool:
    return any(row.parent and row.parent[0] == name for rows in pages.rows.values() for row in rows)
