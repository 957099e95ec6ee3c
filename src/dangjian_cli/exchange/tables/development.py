"""发展党员：the dates on which one person went from step to step, and the papers that are there."""

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from dangjian_cli.exchange.cells import text_of
from dangjian_cli.exchange.headings import Target, squeezed, table_of
from dangjian_cli.exchange.pages import is_empty
from dangjian_cli.exchange.reading import Known, Reading
from dangjian_cli.exchange.synonyms import CASE, CASE_MARKS, STEP_PEOPLE, STEPS
from dangjian_cli.exchange.tables.base import OTHER, Column, Kind, Line, Table
from dangjian_cli.exchange.tables.roster import person
from dangjian_cli.exchange.tables.rows import draft, lines, nameless
from dangjian_cli.ledger import values
from dangjian_cli.ledger.base import Step
from dangjian_cli.ledger.people import Development, DevelopmentSteps
from dangjian_cli.ledger.table import fields_of
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.pattern import pattern

STEP, DATE, PEOPLE = "步骤", "日期", "人员"
_NAME: Target = ("姓名",)
_ENDS = ("时间", "日期", "年月", "年月日", "的时间", "的日期")


def _steps() -> Iterator[tuple[str, Target]]:
    """Every way of heading the date of a step."""
    for field in fields_of(DevelopmentSteps):
        words = (*field.words[:-1], *STEPS.get(field.label, "").split())
        for word in words:
            yield from ((squeezed(f"{word}{end}"), (STEP, field.label, DATE)) for end in ("", *_ENDS))
    for label, words_ in STEP_PEOPLE.items():
        yield from ((squeezed(word), (STEP, label, PEOPLE)) for word in (*words_.split(), f"{label}姓名"))


_PERSON = table_of(Development, CASE, without=(OTHER, "终止日期", "终止原因"))
_MARKS_OF_A_CASE: dict[str, Target] = {squeezed(word): (OTHER, word) for word in CASE_MARKS.split()}
WORDS = {**_MARKS_OF_A_CASE, **dict(_steps()), **_PERSON}

_AS_IN_A_ROSTER: set[Target] = {
    (STEP, "递交入党申请书", DATE),
    (STEP, "党员大会接收", DATE),
    (STEP, "党员大会讨论转正", DATE),
}
_YES, _NO = frozenset("是有√✓✔☑齐全"), frozenset("否无×✗✘缺")
_MARKS = _YES | _NO | {"齐全", "已有", "没有", "不需要"}
_SPAN = pattern(r"^(.*\d[日号]?)\s*(?:[-—–~～至到]+)\s*(.*\d[日号]?)$")


def _find(_word: str) -> Target | None:
    """Every heading is looked up by its words."""
    return None


def _fits(targets: Collection[Target]) -> int:
    steps = {t for t in targets if t[0] in {STEP, OTHER}}
    own = steps - _AS_IN_A_ROSTER
    return 10 * len(targets) if _NAME in targets and own and len(steps) >= 2 else 0


def _read(table: Table, reading: Reading, _known: Known) -> None:
    papers = [c for c in table.columns if _is_paper(c, table)]
    table.columns = tuple(c._replace(target=None) if c in papers else c for c in table.columns)
    for line in lines(table, reading):
        data: dict[str, Any] = person(line, Development, reading)
        if "姓名" not in data:
            nameless(line, reading)
            continue
        if steps := _steps_of(line, reading):
            data[STEP] = steps
        kept = [{"名称": c.heading.text} for c in papers if _mark(line, c) in _YES]
        if kept:
            data["资料"] = kept
        there = {c.key for c in papers if _mark(line, c) in _YES}
        if other := {key: text for key, text in line.others().items() if key not in there}:
            data[OTHER] = other
        draft(line, "developments", data, reading)


def _mark(line: Line, column: Column) -> str:
    return text_of(line.value(column)).strip()


def _is_paper(column: Column, table: Table) -> bool:
    """Whether a column only says of each person whether a paper is there; a step's name may be one, too."""
    if column.target is not None and column.target[0] != STEP:
        return False
    page = table.page
    cells = (page.at(row, column.at) for row in range(table.head.body, len(page.rows)))
    marks = [text_of(v).strip() for v in cells if not is_empty(v)]
    marked = [mark for mark in marks if mark in _MARKS]
    return bool(marked) and len(marked) * 2 > len(marks) and bool(set(marked) & _YES or len(marked) > 1)


def _steps_of(line: Line, reading: Reading) -> dict[str, Any]:
    """The steps whose date, or whose people, the row has."""
    found: dict[str, Any] = {}
    for column in line.table.columns:
        if column.target is None or column.target[0] != STEP:
            continue
        _, label, attribute = column.target
        value = _people(line, column) if attribute == PEOPLE else _dated(line, column, reading)
        if value:
            found.setdefault(label, {}).update(value)
    return {label: [step] for label, step in found.items()}


def _dated(line: Line, column: Column, reading: Reading) -> dict[str, str]:
    """One day, or the first and the last of several."""
    value = line.value(column)
    span = _SPAN.match(value.strip()) if isinstance(value, str) else None
    if span and (days := _two_days(*span.groups())):
        reading.take(line.table.page, line.row, (column.at,))
        return dict(zip((DATE, "截止"), days, strict=True))
    text = line.typed(column, Step, DATE)
    return {DATE: text} if text else {}


def _two_days(first: str, last: str) -> tuple[str, str] | None:
    for end in (last, _completed(first, last)):
        try:
            days = values.parse_day(first), values.parse_day(end)
        except BadValue:
            continue
        if days[0].first <= days[1].last:
            return str(days[0]), str(days[1])
    return None


@cache
def _completed(first: str, last: str) -> str:
    """The last day with the year, or the year and the month, of the first: 2025.3.1-3.7, 2025年3月1日-7日."""
    parts, ends = _DIGITS.findall(first), _DIGITS.findall(last)
    return "-".join([*parts[: 3 - len(ends)], *ends]) if len(parts) == 3 and len(ends) < 3 else last


_DIGITS = pattern(r"\d+")


def _people(line: Line, column: Column) -> dict[str, list[str]]:
    text = line.shown(column)
    names = [part.strip() for part in _PARTED.split(text) if part.strip()]
    good = []
    for name in names:
        try:
            good.append(values.parse_person(name))
        except BadValue as error:
            line.doubt(column, error)
    return {PEOPLE: good} if good else {}


_PARTED = pattern(r"[、，,；;/\s]+")

KIND = Kind(
    "发展党员",
    ("发展党员", "发展信息", "发展对象", "积极分子", "入党申请", "预备党员", "发展台账", "时间表", "进度"),
    WORDS,
    (_NAME,),
    _find,
    _fits,
    _read,
)
