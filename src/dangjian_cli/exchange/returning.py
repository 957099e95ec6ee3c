"""A workbook that the ledger was written to, perhaps edited since → drafts of the records in it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from dangjian_cli.exchange import book
from dangjian_cli.exchange.book import Child, Plain
from dangjian_cli.exchange.cells import plain, text_of
from dangjian_cli.exchange.packed import ERRORS
from dangjian_cli.exchange.pages import CellValue, Page, is_empty
from dangjian_cli.exchange.reading import Draft, Goes, Place, Reading, Weight
from dangjian_cli.finding import Value, Word, message
from dangjian_cli.ledger import Sections
from dangjian_cli.ledger.base import Record, suggestion
from dangjian_cli.ledger.table import fields_of, words_of
from dangjian_cli.ledger.values import BadValue


def is_returned(pages: Sequence[Page]) -> bool:
    """Whether it is a workbook that the ledger was written to."""
    first = pages[0].at(0, 0) if pages else ""
    return (
        bool(pages) and pages[0].name == book.ABOUT and isinstance(first, str) and first.startswith(book.MARK)
    )


def read_back(pages: Sequence[Page]) -> Reading:
    """Everything that the workbook holds, and what of it has no place."""
    reading = Reading(returned=True)
    models = _models()
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for page in sorted(
        pages,
        key=lambda p: (p.name in book.POOLED.values(), p.name == book.MATERIALS, p.name.count(book.JOINT)),
    ):
        if page.name == book.ABOUT:
            for row, column in page.filled():
                reading.take(page, row, (column,))
        elif page.name in models:
            _Sheet(page, models[page.name], reading, rows, models).read()
        else:
            said = message("这一页不是台账的栏目，没有导入")
            reading.remark(
                Weight.DECIDE, Place(page.name, 0), "unknown-sheet", said, suggestion(page.name, models)
            )
            for row, column in page.filled():
                reading.take(page, row, (column,))
    return reading


def _models() -> dict[str, type[Record]]:
    """The records of every sheet that there can be."""
    found: dict[str, type[Record]] = {}
    todo = [(f.label, f.inner) for f in fields_of(Sections) if f.inner is not None]
    for name, model in todo:
        if name not in found:
            found[name] = model
            todo += ((book.sheet_of(name, child), child.model) for child in book.children(model))
    return found


class _Column(NamedTuple):
    """A column of the sheet; without a field and a name it is one that says where the row belongs."""

    at: int
    heading: str
    field: Plain | None = None
    other: str | None = None


class _Sheet:
    """One page on its way to records."""

    def __init__(
        self,
        page: Page,
        model: type[Record],
        reading: Reading,
        rows: dict[tuple[str, str], dict[str, Any]],
        models: Mapping[str, type[Record]],
    ) -> None:
        self.page = page
        self.model = model
        self.reading = reading
        self.rows = rows
        self.models = models
        self.lead = book.lead(page.name)
        self.columns = list(self._columns())

    def _columns(self) -> Iterator[_Column]:
        fields = {c.heading: c for c in book.plain_columns(self.model) if not c.shape.free}
        free = any(c.shape.free for c in book.plain_columns(self.model))
        before = f"{book.OTHER}{book.JOINT}"
        for index, value in enumerate(self.page.rows[0] if self.page.rows else []):
            heading = value if isinstance(value, str) else text_of(value)
            self.reading.take(self.page, 0, (index,))
            if heading in fields:
                yield _Column(index, heading, fields[heading])
            elif heading in self.lead or heading == book.NUMBER or not heading:
                yield _Column(index, heading)
            elif heading.startswith(before) and free:
                yield _Column(index, heading, other=heading.removeprefix(before))
            elif free:
                self.reading.goes.append(Goes(self.page.name, index, heading, f"{before}{heading}"))
                yield _Column(index, heading, other=heading)
            else:
                self._unknown(index, heading, fields)

    def _unknown(self, index: int, heading: str, fields: Mapping[str, Plain]) -> None:
        said = message(
            "“{sheet}”没有“{heading}”这一栏，没有导入", sheet=Word(self.page.name), heading=Value(heading)
        )
        place = Place(self.page.name, 0, index)
        self.reading.remark(Weight.DECIDE, place, "unknown-heading", said, suggestion(heading, fields))
        for row, column in self.page.filled():
            if column == index:
                self.reading.take(self.page, row, (column,))

    def read(self) -> None:
        """Every row below the headings."""
        self.reading.kinds.append((self.page.name, self.page.name))
        for row in range(1, len(self.page.rows)):
            if any(not is_empty(value) for value in self.page.rows[row]):
                self._row(row)
        self.reading.close(self.page)

    def _row(self, row: int) -> None:
        data: dict[str, Any] = {}
        told: dict[str, str] = {}
        columns: dict[str, int] = {}
        for column in self.columns:
            value = self.page.at(row, column.at)
            self.reading.take(self.page, row, (column.at,))
            if is_empty(value):
                continue
            if column.field is not None:
                self._take(data, column, column.field, Place(self.page.name, row, column.at), value)
                columns.setdefault(column.field.way[0].label, column.at)
            elif column.other is not None:
                data.setdefault(book.OTHER, {})[column.other] = (
                    value if isinstance(value, str) else text_of(value)
                )
            else:
                told[column.heading] = text_of(value)
        place = Place(self.page.name, row)
        if key := told.get(book.NUMBER) or data.get("编号"):
            self.rows.setdefault((self.page.name, str(key)), data)
        if self.lead:
            self._belongs(place, data, told)
        else:
            section = words_of(Sections)[self.page.name].attr
            self.reading.drafts.append(Draft(section, place, data, columns))

    def _take(
        self, data: dict[str, Any], column: _Column, field: Plain, place: Place, value: CellValue
    ) -> None:
        try:
            text: Any = self._read(field, value)
        except BadValue as error:
            self.reading.remark(Weight.DECIDE, place, error.code, error.message, error.fix)
            return
        *above, last = field.way
        for step in above:
            data = data.setdefault(step.label, {})
        data[last.label] = text
        del column

    @staticmethod
    def _read(field: Plain, value: CellValue) -> str | list[str]:
        parse = field.shape.parse
        if parse is None and not field.shape.many and isinstance(value, str) and value not in ERRORS:
            return value
        if not field.shape.many:
            return plain(value, parse)
        return [plain(each, parse) if parse else each for each in book.parted(text_of(value))]

    # What belongs to another record ---------------------------------------------------------------------

    def _belongs(self, place: Place, data: dict[str, Any], told: Mapping[str, str]) -> None:
        """Put the row into the record that it is of."""
        sheet, key, where = self._told(told)
        owner, model = self.rows.get((sheet, key)), self.models.get(sheet)
        child = self._child(model, where) if model else None
        if owner is None or child is None:
            said = message("不知道是哪条记录的，没有导入")
            fix = message("“{columns}”照导出时的写", columns=Word("、".join(self.lead)))
            self.reading.remark(Weight.DECIDE, place, "belongs-nowhere", said, fix)
            return
        *above, last = child.way
        for step in above:
            owner = owner.setdefault(step.label, {})
        if child.many:
            owner.setdefault(last.label, []).append(data)
        elif last.label not in owner:
            owner[last.label] = data
        else:
            said = message("“{place}”只能有一条，这一条没有导入", place=Word(child.place))
            self.reading.remark(Weight.DECIDE, place, "only-one", said)

    def _told(self, told: Mapping[str, str]) -> tuple[str, str, str]:
        """The sheet, the key and the place of the record that the row is of."""
        if self.page.name in book.POOLED.values():
            return told.get(book.TABLE, ""), told.get(book.RECORD, ""), told.get(book.PLACE, "")
        sheet, _, where = self.page.name.rpartition(book.JOINT)
        return sheet, told.get(self.lead[0], ""), where

    def _child(self, model: type[Record], where: str) -> Child | None:
        return next((c for c in book.children(model) if c.place == where and c.model is self.model), None)
