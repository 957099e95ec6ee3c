"""The rows of a table that are records, and those that only look it: titles, samples, totals, footers."""

import re
from collections.abc import Callable, Iterator, Mapping

from dangjian_cli.exchange.cells import text_of
from dangjian_cli.exchange.headings import squeezed
from dangjian_cli.exchange.pages import is_empty
from dangjian_cli.exchange.reading import Draft, Reading, Weight
from dangjian_cli.exchange.synonyms import NAMES_FOR_SAMPLES
from dangjian_cli.exchange.tables.base import COUNTER, Column, Line, Table
from dangjian_cli.finding import Word, message
from dangjian_cli.pattern import pattern

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
    keyed = any(not is_empty(line.value(c)) and text_of(line.value(c)) != first for c in key)
    signs: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("只有序号的空行", lambda: texts.keys() <= counters and all(t.isdigit() for t in texts.values())),
        ("重复的表头", lambda: _repeats(texts, titles)),
        ("小标题", lambda: not keyed and len(texts) == 1 and _across(line, next(iter(texts)))),
        (
            "合计行",
            lambda: any(squeezed(t) in _TOTAL for t in (first, *(text_of(line.value(c)) for c in key))),
        ),
        ("填表提示", lambda: not keyed and bool(_PROMPT.match(first))),
        ("表尾的签字、日期", lambda: not keyed and any(_FOOTER.match(_close(t)) for t in texts.values())),
        ("样例行", lambda: _is_sample(texts, line, key)),
    )
    return next((why for why, holds in signs if holds()), "")


def _close(text: str) -> str:
    return re.sub(r"\s", "", text)


def _across(line: Line, column: int) -> bool:
    """Whether a cell is merged over most of the columns."""
    least = len(line.table.columns) / 2
    return any(
        r0 == r1 == line.row and c0 == column and c1 - c0 >= least
        for (r0, c0), (r1, c1) in line.table.page.merged
    )


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
