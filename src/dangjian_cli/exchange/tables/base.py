"""A table of some kind: its columns, its rows without titles, samples and footers, its cells as values."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from dangjian_cli.exchange.cells import is_blank, is_serial, plain, text_of
from dangjian_cli.exchange.headings import Head, Heading, Target, named, one_line, squeezed
from dangjian_cli.exchange.pages import CellValue, Page, is_empty, letter
from dangjian_cli.exchange.reading import Draft, Goes, Known, Place, Reading, Weight
from dangjian_cli.exchange.synonyms import NAMES_FOR_SAMPLES, ROW_COUNTERS
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
        text = self._read(column, value, parse)
        if parse is values.parse_day and text is not None and is_serial(value):
            self.tell(column, "serial", f"是日期的序号“{{typed}}”，当作 {text}")
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

    def tell(self, column: Column, code: str, template: str, weight: Weight = Weight.TOLD) -> None:
        """A remark on a cell; ``{typed}`` is what stands there."""
        said = message(template, typed=Value(one_line(text_of(self.value(column)))[:40]))
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
    return "只是行号，不导入" if column.target == COUNTER else "-".join(column.target)


def _target(page: Page, kind: Kind, head: Head, heading: Heading) -> Target | None:
    if heading.text.strip() in ROW_COUNTERS or heading.words[:1] in {("序号",), ("no",)}:
        return COUNTER if _counts(page, head, heading.column) else None
    return kind.target(heading)


def _counts(page: Page, head: Head, column: int) -> bool:
    """Whether the numbers below only count: 1, 2, 3 …, perhaps from 1 again."""
    numbers = [text_of(page.at(row, column)) for row in range(head.body, len(page.rows))]
    counted = [int(n) for n in numbers if n.isascii() and n.isdigit() and len(n) < 6]
    return all(b in {a, a + 1, 1} for a, b in pairwise(counted))


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


# Rows ---------------------------------------------------------------------------------------------------

_PROMPT = pattern(r"^[（(【\[*★※]?\s*(?:温馨)?(?:提示|填表说明|填写说明|说明|注意|注|备注|要求|标红)[:：]?")
_FOOTER = pattern(
    r"^(?:填表人|填报人|制表人?|审核人?|审批人|经办人|复核人?|负责人|支部书记|书记签字|党支部书记|填表(?:日期|时间|单位)|填报(?:日期|时间|单位)"
    r"|制表(?:日期|时间)|单位[（(]?(?:盖章|公章)|[（(]?盖章|日期[:：]|联系人[:：]|组织委员[:：]|第.{1,4}页)"
)
_TOTAL = frozenset({"合计", "总计", "小计", "共计", "本页合计", "合计人数", "总数"})
_CHOICE = pattern(r"^\S{1,4}[\\/／、或]\S{1,4}$")
_FILLER = pattern(r"[xX×*]{4,}")
_EXAMPLE = pattern(r"^(?:示例|样例|例[:：]|举例|填写示例|如[:：])")


def lines(table: Table, reading: Reading) -> Iterator[Line]:
    """The rows that may be records; the others are told of."""
    page, spread = table.page, _spread_of(table)
    key = [c for c in table.columns if c.target in table.kind.keys]
    titles = [squeezed(h.text) for h in table.head.headings]
    for row in range(table.head.body, len(page.rows)):
        texts = {c: text_of(v) for c, v in enumerate(page.rows[row]) if not is_empty(v)}
        if not texts:
            continue
        line = Line(table, row, reading, spread)
        if why := _no_record(texts, line, key, titles):
            reading.leave_out(page, row, why)
        else:
            yield line


def _no_record(texts: Mapping[int, str], line: Line, key: list[Column], titles: list[str]) -> str:
    first = next(iter(texts.values()))
    counters = {c.at for c in line.table.columns if c.target == COUNTER}
    if texts.keys() <= counters and all(text.isdigit() for text in texts.values()):
        return "只有序号的空行"
    keyed = any(not is_empty(line.value(c)) and text_of(line.value(c)) != first for c in key)
    if _repeats(texts, titles):
        return "重复的表头"
    if squeezed(first) in _TOTAL or any(squeezed(text_of(line.value(c))) in _TOTAL for c in key):
        return "合计行"
    if not keyed and _PROMPT.match(first):
        return "填表提示"
    if not keyed and any(_FOOTER.match(re.sub(r"\s", "", text)) for text in texts.values()):
        return "表尾的签字、日期"
    return "样例行" if _is_sample(texts, line, key) else ""


def _repeats(texts: Mapping[int, str], titles: list[str]) -> bool:
    same = sum(squeezed(text) in titles for text in texts.values())
    return same >= 2 and same * 2 >= len(texts)


def _is_sample(texts: Mapping[int, str], line: Line, key: list[Column]) -> bool:
    """Two signs of a made-up person, or one that says so."""
    if any(_EXAMPLE.match(text) for text in texts.values()):
        return True
    signs: int = any(text_of(line.value(c)).replace(" ", "") in NAMES_FOR_SAMPLES for c in key)
    signs += any(_FILLER.search(text) for text in texts.values())
    signs += any(_CHOICE.match(text) and not any(map(str.isdigit, text)) for text in texts.values())
    return signs >= 2


def _spread_of(table: Table) -> dict[tuple[int, int], int]:
    """The row in which the contents of every cell stand that is merged with cells above it."""
    found: dict[tuple[int, int], int] = {}
    for (r0, c0), (r1, c1) in table.page.merged:
        if c0 == c1 and r0 >= table.head.body:
            found |= {(row, c0): r0 for row in range(r0 + 1, r1 + 1)}
    return found


def draft(line: Line, section: str, data: dict[str, object], reading: Reading) -> Draft:
    """A record out of a row; the columns are those of its fields."""
    columns = {c.target[0]: c.at for c in line.table.columns if c.target and c.target[0] in data}
    made = Draft(section, line.place(), data, columns)
    reading.drafts.append(made)
    return made


def nameless(line: Line, reading: Reading) -> None:
    """Tell of a row whose key is missing or cannot be read."""
    keys = [c for c in line.table.columns if c.target in line.table.kind.keys]
    word = Word("、".join(c.heading.text for c in keys))
    if all(is_empty(line.value(c)) for c in keys):
        said, fix = (
            message("这一行没有“{word}”，没有导入", word=word),
            message("补上，或者把这一行从表里删去"),
        )
        reading.remark(Weight.DECIDE, line.place(), "no-key", said, fix)
    not_taken(line, reading)


def not_taken(line: Line, reading: Reading) -> None:
    """Account for all of a row that became no record; why has been said, of one cell at least."""
    here = (line.table.page.name, line.row)
    if not any(r.place[:2] == here and r.place.column is None for r in reading.remarks[-20:]):
        said = message("这一行因此整行没有导入")
        reading.remark(
            Weight.DECIDE, line.place(), "row-not-taken", said, message("照上面说的改好，再导入一次")
        )
    reading.take(line.table.page, line.row, range(len(line.table.page.rows[line.row])))
