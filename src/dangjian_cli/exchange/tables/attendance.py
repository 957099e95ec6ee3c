"""考勤：people by rows, one column a session → who was there at each meeting, and who was not."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from dangjian_cli.exchange.headings import Target, squeezed, table_of
from dangjian_cli.exchange.reading import Draft, Known, Place, Reading, Weight
from dangjian_cli.exchange.tables.base import SESSION, Column, Kind, Line, Table, year_in
from dangjian_cli.exchange.tables.meetings import named_in
from dangjian_cli.exchange.tables.rows import lines, nameless
from dangjian_cli.finding import Value, Word, message
from dangjian_cli.ledger import values
from dangjian_cli.ledger.base import OwnName, Record, zh
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.pattern import pattern

_NAME: Target = ("姓名",)
_DAY = pattern(
    r"^(?:(?P<year>20\d\d)[年./-]?)?(?P<month>1[0-2]|0?[1-9])[月./-](?P<day>3[01]|[12]\d|0?[1-9])[日号]?(?P<rest>\D.*)?$"
)
_COMPACT = pattern(r"^(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?P<rest>\D.*)?$")
_NUMBERED = pattern(r"^第[一二三四五六七八九十\d]+(?:节|次|场|讲|期|课)")
_REFERENCE = pattern(r"^[a-z]{1,4}\d[\d-]*$")

_THERE = frozenset("√✓✔☑○到是1出签") | {
    "出席",
    "已到",
    "签到",
    "参加",
    "正常",
    "线上",
    "实到",
    "到会",
    "已签",
}
_AWAY = frozenset("×✗✘缺旷否0xX") | {"缺席", "未到", "旷课", "未参加", "没来"}
_LEAVE = pattern(r"假|出差|外出|公务|务工|生病|住院|出国|值班|年老|体弱|卧病")


class _Person(Record):
    """Whoever has a row in such a table."""

    name: OwnName = zh("姓名", "党员姓名", default=...)


WORDS = {**table_of(_Person, {"姓名": "名字"}), "学员姓名": _NAME}


def _find(word: str) -> Target | None:
    """A column of a session: a day, or a number."""
    return (SESSION, word) if _day_in(word) or _NUMBERED.match(word) or _REFERENCE.match(word) else None


@cache
def _day_in(word: str) -> tuple[str, int, int, str] | None:
    """Year (perhaps empty), month and day in a squeezed heading, and what else it says."""
    found = _DAY.match(word) or _COMPACT.match(word)
    return found and (found["year"] or "", int(found["month"]), int(found["day"]), found["rest"] or "")


def _fits(targets: Collection[Target]) -> int:
    sessions = sum(t[0] == SESSION for t in targets)
    return 10 * (sessions + 1) if _NAME in targets and sessions else 0


@dataclass
class _Session:
    """One meeting, as far as its column tells."""

    column: Column
    present: int = 0
    unmarked: int = 0
    unclear: bool = False
    absent: list[dict[str, str]] = field(default_factory=list)


def _read(table: Table, reading: Reading, known: Known) -> None:
    sessions = [_Session(c) for c in table.columns if c.target and c.target[0] == SESSION]
    for line in lines(table, reading):
        name = line.typed(table.of("姓名"), _Person, "姓名")
        if not name:
            nameless(line, reading)
            continue
        for session in sessions:
            _mark(line, name, session)
        line.others()
    if sessions and (names := table.of("姓名")):
        said = message("到会的只记人数，不记姓名；没到的记在“缺席”")
        reading.remark(Weight.TOLD, Place(table.page.name, table.head.top, names.at), "only-counted", said)
    for session in sessions:
        _meeting(session, table, reading, known)


def _mark(line: Line, name: str, session: _Session) -> None:
    column = session.column
    text = line.shown(column)
    if not text:
        session.unmarked += 1
    elif text in _THERE:
        session.present += 1
    elif text in _AWAY:
        session.absent.append({"姓名": name})
    elif _LEAVE.search(text):
        session.absent.append({"姓名": name, "原因": text})
    else:
        session.unclear = True
        line.tell(column, "unknown-mark", "看不懂记号“{typed}”：到了写 √，没到写 × 或原因", Weight.DECIDE)


def _meeting(session: _Session, table: Table, reading: Reading, known: Known) -> None:
    """The meeting of a column: by its day, or by the number that the person said."""
    column = session.column
    place = Place(table.page.name, table.head.top, column.at)
    if not session.present and not session.absent:
        reading.remark(Weight.TOLD, place, "no-marks", message("这一列没有记号，没有导入"))
        return
    data = _which(session, table, known)
    if isinstance(data, BadValue):
        reading.remark(Weight.DECIDE, place, data.code, data.message, data.fix)
        return
    data["实到"] = str(session.present)
    if session.unmarked:
        said = message("有{count}个人没有记号，没有记成缺席，也没有算应到", count=session.unmarked)
        reading.remark(Weight.TOLD, place, "unmarked", said)
    elif not session.unclear:
        data["应到"] = str(session.present + len(session.absent))
    if session.absent:
        data["缺席"] = session.absent
    columns = dict.fromkeys(data, column.at)
    reading.drafts.append(Draft("meetings", place, data, columns))


def _which(session: _Session, table: Table, known: Known) -> dict[str, Any] | BadValue:
    assert session.column.target  # noqa: S101 - chosen by it
    said = session.column.target[1]
    meeting = next((m for m in known.sections.meetings if m.ref and squeezed(m.ref) == said), None)
    if meeting is not None and meeting.ref:
        return {"编号": meeting.ref, "类型": _alone(meeting.kinds), "日期": str(meeting.date)}
    heading = Word(session.column.heading.text)
    day = _day_of(said, table, known)
    if isinstance(day, BadValue):
        return day
    if day is None:
        text = message("不知道“{heading}”是哪天的会", heading=heading)
        fix = message("加 --map {heading}=2026-03-05 写明日期，或者写那次会议的编号", heading=heading)
        return BadValue("no-day", text, fix)
    kinds = named_in(session.column.heading.text) or _recorded(day, known) or _told(table, known)
    if not kinds:
        text = message("不知道{day}是什么会", day=day)
        return BadValue("no-kind", text, message("加 --set 类型={kind} 说明", kind=Word("党员大会")))
    return {"类型": _alone(kinds), "日期": day.isoformat()}


def _alone(kinds: Sequence[str]) -> Any:
    """One kind as people write it, without a list."""
    return kinds[0] if len(kinds) == 1 else list(kinds)


def _recorded(day: date, known: Known) -> list[str]:
    """What the ledger already has on that day, if it is one meeting."""
    found = [m for m in known.sections.meetings if m.date.is_exact and m.date.first == day]
    return list(found[0].kinds) if len(found) == 1 else []


def _told(table: Table, known: Known) -> list[str]:
    return named_in(known.given.get("类型", "")) or named_in(f"{table.title} {known.file}")


def _day_of(said: str, table: Table, known: Known) -> date | BadValue | None:
    found = _day_in(said)
    if found is None:
        return None
    year, month, day, _ = found
    if not year:
        year = known.given.get("年度", "") or year_in(f"{table.title} {known.file}")
    if not year:
        text = message("“{said}”没有写年份", said=Value(said))
        return BadValue("no-year", text, message("加 --set 年度=2026 说明"))
    try:
        return values.parse_day(f"{year}-{month}-{day}").first
    except BadValue as error:
        return error


KIND = Kind("考勤", ("考勤", "签到", "出勤"), WORDS, (_NAME,), _find, _fits, _read, keeps=False)
