"""A table of some kind: its columns, its rows without titles, samples and footers, its cells as values."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from dangjian_cli.exchange.cells import is_blank, is_serial, plain, text_of
from dangjian_cli.exchange.headings import Head, Heading, Target, named, one_line, squeezed
from dangjian_cli.exchange.pages import CellValue, Page, is_empty, letter
from dangjian_cli.exchange.reading import Goes, Known, Place, Reading, Weight
from dangjian_cli.exchange.synonyms import ROW_COUNTERS
from dangjian_cli.finding import InputError, Problem, Value, Word, message
from dangjian_cli.ledger import values
from dangjian_cli.ledger.base import Record, suggestion
from dangjian_cli.ledger.shape import Parser, shape_of
from dangjian_cli.ledger.table import words_of
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.pattern import pattern

LEFT: Target = ("不导入",)
"""Where a column goes that the person does not want."""

COUNTER: Target = ("序号",)
"""A column that counts the rows."""

MONTHS, SESSION = "格", "场次"
SEVERAL = frozenset({MONTHS, SESSION})
"""Columns of which there are many of one sort: months that were paid for, sessions that were attended."""

OTHER = "其他"


class Column(NamedTuple):
    """A column: where its cells go, and its own name for those that have no other place."""

    at: int
    heading: Heading
    target: Target | None
    key: str


@dataclass(frozen=True)
class Kind:
    """A kind of table. ``find`` tells where a heading goes, ``fits`` how surely these targets are its own."""

    name: str
    hints: tuple[str, ...]
    words: Mapping[str, Target]
    keys: tuple[Target, ...]
    find: Callable[[str], Target | None]
    fits: Callable[[Collection[Target]], int]
    read: "Callable[[Table, Reading, Known], None]"
    keeps: bool = True
    """Whether its records have a place for columns that the ledger has no field for."""

    def target(self, heading: Heading) -> Target | None:
        """Where a column of that heading goes."""
        for word in heading.words:
            if target := self.words.get(word) or self.find(word):
                return target
        return None

    def said(self, to: str) -> Target | None:
        """Where the person said that it goes. Raises ``InputError`` for no such place."""
        word = squeezed(to)
        if word in {squeezed(OTHER), "其它"}:
            return None
        if word in {squeezed(LEFT[0]), "不要", "略"}:
            return LEFT
        target = self.words.get(word) or self.find(word)
        if target is None:
            text = message("--map：{kind}没有“{to}”这一栏", kind=Word(self.name), to=Value(to))
            fix = suggestion(to, {"".join(t[-2:]): t for t in self.words.values()})
            raise InputError(Problem("unknown-target", text, fix))
        return target


@dataclass
class Table:
    """A page taken for a table of a kind."""

    page: Page
    kind: Kind
    head: Head
    columns: tuple[Column, ...]

    @property
    def title(self) -> str:
        """Everything above the headings, and the page's name."""
        above = (text_of(v) for cells in self.page.rows[: self.head.top] for v in cells)
        return " ".join((*filter(None, above), self.page.name))

    def of(self, *target: str) -> Column | None:
        """The column that goes there."""
        return next((c for c in self.columns if c.target == target), None)


class Line:
    """One row of the table."""

    def __init__(
        self, table: Table, row: int, reading: Reading, spread: Mapping[tuple[int, int], int]
    ) -> None:
        self.table = table
        self.row = row
        self._reading = reading
        self._spread = spread

    def place(self, column: Column | None = None) -> Place:
        """The row, or one of its cells."""
        return Place(self.table.page.name, self.row, column.at if column else None)

    def value(self, column: Column) -> CellValue:
        """What stands there, also where several rows are merged into one."""
        return self.table.page.at(self._spread.get((self.row, column.at), self.row), column.at)

    def shown(self, column: Column | None) -> str:
        """The same as text, accounted for; nothing where it says that there is nothing."""
        if column is None:
            return ""
        value = self.value(column)
        self._reading.take(self.table.page, self.row, (column.at,))
        if is_empty(value):
            return ""
        if is_blank(value):
            self.tell(column, "blank", "写的是“{typed}”，当作没有填")
            return ""
        return self._read(column, value, None) or ""

    def typed(self, column: Column | None, model: type[Record], label: str) -> str | None:
        """What stands there as a ledger has it for that field; a doubt where it cannot."""
        if column is None:
            return None
        value = self.value(column)
        self._reading.take(self.table.page, self.row, (column.at,))
        if is_empty(value):
            return None
        if is_blank(value):
            self.tell(column, "blank", "写的是“{typed}”，当作没有填")
            return None
        parse = _parser(model, label)
        if parse is values.parse_day and isinstance(value, date) and value.day == 1 and _monthly(column):
            return f"{value:%Y-%m}"
        text = self._read(column, value, parse)
        if parse is values.parse_day and text is not None and is_serial(value):
            self.tell(column, "serial", "是日期的序号“{typed}”，当作 {taken}", taken=text)
        return text

    def _read(self, column: Column, value: CellValue, parse: Parser | None) -> str | None:
        try:
            return plain(value, parse)
        except BadValue as error:
            self.doubt(column, error)
            return None

    def doubt(self, column: Column, error: BadValue) -> None:
        """Something in the cell that the field cannot hold."""
        self._reading.remark(Weight.DECIDE, self.place(column), error.code, error.message, error.fix)

    def tell(
        self, column: Column, code: str, template: str, weight: Weight = Weight.TOLD, taken: str = ""
    ) -> None:
        """A remark on a cell; ``{typed}`` is what stands there, ``{taken}`` what it was taken for."""
        typed = Value(one_line(text_of(self.value(column)))[:40])
        said = message(template, typed=typed, taken=Value(taken))
        self._reading.remark(weight, self.place(column), code, said)

    def others(self) -> dict[str, str]:
        """What stands in columns that the ledger has no field for, under their own headings."""
        found = {}
        for column in self.table.columns:
            if column.target is None and (text := self.shown(column)):
                found[column.key] = text
            elif column.target in {LEFT, COUNTER}:
                self._reading.take(self.table.page, self.row, (column.at,))
        return found


def _monthly(column: Column) -> bool:
    """Whether a heading asks for the month only: Excel makes the first day of it."""
    return "年月" in column.heading.text and "日" not in column.heading.text


@cache
def _parser(model: type[Record], label: str) -> Parser | None:
    return shape_of(model, words_of(model)[label].attr).parse


# Columns ------------------------------------------------------------------------------------------------


def columns_of(page: Page, kind: Kind, head: Head, known: Known, reading: Reading) -> tuple[Column, ...]:
    """Where every column goes. Two that would go to the same place are told of; one of them does."""
    found: list[Column] = []
    for heading in head.headings:
        said = named(heading, known.mapped)
        target = kind.said(said) if said is not None else _target(page, kind, head, heading)
        marks = target is not None and target[0] == OTHER  # it only tells what kind of table it is
        found.append(Column(heading.column, heading, None if marks else target, heading.text))
    found = [_one_each(c, found, page, head, known, reading) for c in found]
    named_once: dict[str, int] = {}
    for i, column in enumerate(found):
        named_once[column.key] = number = named_once.get(column.key, 0) + 1
        if number > 1:
            found[i] = column._replace(key=f"{column.key}{number}")
        reading.goes.append(Goes(page.name, column.at, column.heading.text, _to(found[i], kind)))
        if column.target is None and not kind.keeps:
            lost = message("{kind}表里这一列没有地方记，没有导入", kind=Word(kind.name))
            reading.remark(Weight.TOLD, Place(page.name, head.top, column.at), "no-place", lost)
    for row in range(head.top, head.body):
        reading.take(page, row, range(len(page.rows[row])))
    return tuple(found)


def _to(column: Column, kind: Kind) -> str:
    if column.target is None:
        return f"{OTHER}-{column.key}" if kind.keeps else "没有地方记，不导入"
    if column.target == COUNTER:
        return "只是行号，不导入"
    return column.heading.text if column.target[0] in SEVERAL else "-".join(column.target)


def _target(page: Page, kind: Kind, head: Head, heading: Heading) -> Target | None:
    if heading.text.strip() in ROW_COUNTERS or heading.words[:1] in {("序号",), ("no",)}:
        return COUNTER if _counts(page, head, heading.column) else None
    target = kind.target(heading)
    return COUNTER if target == ("编号",) and _counts(page, head, heading.column) else target


def _counts(page: Page, head: Head, column: int) -> bool:
    """Whether the numbers below only count: 1, 2, 3 …, perhaps from 1 again."""
    texts = [text_of(page.at(row, column)) for row in range(head.body, len(page.rows))]
    numbers = [n for n in texts if n.isascii() and n.isdigit() and len(n) < 6 and not n.startswith("0")]
    counted = [int(n) for n in numbers]
    return bool(counted) and counted[0] == 1 and all(b in {a, a + 1, 1} for a, b in pairwise(counted))


def _one_each(
    column: Column, all_: list[Column], page: Page, head: Head, known: Known, reading: Reading
) -> Column:
    """The column; without its target where another has a better claim to it."""
    if column.target is None or column.target in {LEFT, COUNTER}:
        return column
    rivals = [c for c in all_ if c.target == column.target]
    chosen = min(rivals, key=lambda c: _claim(c, known))
    if chosen is column:
        return column
    same = squeezed(chosen.heading.text) == squeezed(column.heading.text)
    differ = same and _differ(page, head, chosen.at, column.at)
    said = message(
        "“{second}”和{first}列“{heading}”都像是“{field}”，这一栏取了{first}列，另一列放在“其他”",
        second=Word(column.heading.text),
        first=Word(letter(chosen.at)),
        heading=Word(chosen.heading.text),
        field=Word(column.target[-1] if column.target[-1] != "日期" else column.target[-2]),
    )
    fix = message(
        "认得对就加 --map {a}={field} 定下来；要换一列，写 --map {b}={field}",
        a=Word(letter(chosen.at)),
        b=Word(letter(column.at)),
        field=Word(column.target[-1] if column.target[-1] != "日期" else column.target[-2]),
    )
    place = Place(page.name, head.top, column.at)
    reading.remark(Weight.DECIDE if differ else Weight.TOLD, place, "two-columns", said, fix)
    return column._replace(target=None)


def _claim(column: Column, known: Known) -> tuple[bool, bool, int]:
    exact = column.target is not None and column.heading.words[:1] == (squeezed(column.target[-1]),)
    return named(column.heading, known.mapped) is None, not exact, column.at


def _differ(page: Page, head: Head, first: int, second: int) -> bool:
    """Whether any row says two different things."""
    pairs = ((page.at(r, first), page.at(r, second)) for r in range(head.body, len(page.rows)))
    return any(not is_empty(a) and not is_empty(b) and text_of(a) != text_of(b) for a, b in pairs)


_YEAR = pattern(r"(?<!\d)(20\d\d)(?:\s*年|(?!\d))")


def year_in(text: str) -> str:
    """The year that a title speaks of."""
    found = _YEAR.search(text)
    return found[1] if found else ""
