"""Days, months, years and clock times as people write them. Years run from 1900 to 2100."""

import re
from calendar import monthrange
from datetime import date, time, timedelta
from functools import lru_cache

from dangjian_cli.finding import Value, message
from dangjian_cli.ledger.values.numerals import NUMERALS, YEAR_DIGITS, read_digits, read_numeral
from dangjian_cli.ledger.values.scalar import BadValue, Kind, Scalar, hyphenated, unspaced
from dangjian_cli.pattern import pattern
from dangjian_cli.periods import Day

_FIRST_YEAR, _LAST_YEAR = 1900, 2100

_DAY = Kind("一个日期", "写成年-月-日，如 2026-03-05；只知道月份就写 2026-03")
_MONTH = Kind("一个月份", "写成年-月，如 2026-03")
_YEAR = Kind("一个年份", "写成四位数字，如 2026")
_TIME = Kind("一个钟点", "用二十四小时制写，如 14:30")


def parse_day(value: object) -> Day:
    """A day, or a month where only the month is written: 2026-03-05, 2026年3月5日, 20260305, 198003 …

    Raises ``BadValue`` when the year, or the day in the month, is missing or impossible, or when the words
    can be read in two ways (``1980.1``: January, or an October that lost its zero).
    """
    if isinstance(value, Day):
        return value
    if isinstance(value, date):
        return Day.exact(date(value.year, value.month, value.day))
    return _day_of(value) if isinstance(value, str) else _read_day(_DAY.read(value))


def parse_month(value: object) -> Day:
    """A month, in any of the forms of ``parse_day``. Raises ``BadValue`` for a full date as well."""
    if isinstance(value, Day):
        return _checked_month(Scalar(_MONTH, str(value), str(value)), value)
    return _month_of(value) if isinstance(value, str) else _read_month(_MONTH.read(value))


def parse_year(value: object) -> int:
    """A year from 1900 to 2100: 2026, 2026年, 2026年度, 二〇二六年. Raises ``BadValue`` for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    scalar = _YEAR.read(value)
    matched = _YEAR_ONLY.fullmatch(unspaced(scalar.text))
    year = read_digits(matched[1]) if matched else None
    if year is None:
        raise _why_no_year(scalar)
    return _checked_year(scalar, year)


def parse_time(value: object) -> time:
    """A time of day: 14:30 (24 hours), 14点30分, 上午9时30分, 下午3点, 下午2点半.

    Raises ``BadValue`` where the half of the day is missing (3点) or does not fit the hour (上午15点).
    """
    if isinstance(value, time):
        return value
    scalar = _TIME.read(value)
    matched = _CLOCK.fullmatch(unspaced(scalar.text))
    if not matched:
        raise _why_no_time(scalar)
    hour, minute, second = _hour_of(matched), _minute_of(matched), int(matched["second"] or 0)
    if hour is None or minute is None or hour > 23 or minute > 59 or second > 59:
        raise scalar.bad("time-impossible", "没有“{typed}”这个钟点：小时到 23，分到 59")
    return time(_in_half(scalar, hour, matched["half"], spoken=not matched["colon"]), minute, second)


# Days --------------------------------------------------------------------------------------------------

_NUMBER = rf"(?:[0-9]{{1,2}}|[{NUMERALS}]{{1,3}})"
_MONTH_NUMBER = f"(?:{_NUMBER}|元)"
_WRITTEN = pattern(rf"([{YEAR_DIGITS}]{{4}})年({_MONTH_NUMBER})月份?(?:({_NUMBER})[日号]?)?")
_SEPARATED = pattern(r"([0-9]{4})([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?")
_COMPACT = pattern(r"([0-9]{4})([0-9]{2})([0-9]{2})?")
_LOST_ZERO = pattern(r"([0-9]{4})\.1")

_Parts = tuple[int, int, int | None]
"""Year, month, day as written; not yet known to exist."""


@lru_cache(maxsize=1 << 14)
def _day_of(text: str) -> Day:
    if len(text) == 10 and text[4] == text[7] == "-" and text.isascii():
        try:
            day = date.fromisoformat(text)
        except ValueError:
            pass
        else:
            if _FIRST_YEAR <= day.year <= _LAST_YEAR:
                return Day(day, day)
    return _read_day(_DAY.read(text))


def _read_day(scalar: Scalar) -> Day:
    text = _tidied(scalar)
    if lost := _LOST_ZERO.fullmatch(text):
        january, october = Value(f"{lost[1]}-01"), Value(f"{lost[1]}-10")
        fix = message("1 月写成 {january}，10 月写成 {october}", january=january, october=october)
        raise scalar.bad("day-ambiguous", "“{typed}”分不清是 1 月，还是丢了末尾 0 的 10 月", fix)
    parts = _parts_of(text)
    if parts is None or (len(text) == 6 and not _known_year(parts[0]) and _SHORT_COMPACT.fullmatch(text)):
        raise _why_no_day(scalar, text)
    return _checked_day(scalar, parts)


@lru_cache(maxsize=1 << 12)
def _month_of(text: str) -> Day:
    return _read_month(_MONTH.read(text))


def _read_month(scalar: Scalar) -> Day:
    return _checked_month(scalar, _read_day(scalar))


def _checked_month(scalar: Scalar, day: Day) -> Day:
    if day.is_exact:
        fix = message("写成 {month}", month=Value(f"{day.first:%Y-%m}"))
        raise scalar.bad("month-with-day", "这里只写到月，“{typed}”带了日", fix)
    return day


def _tidied(scalar: Scalar) -> str:
    return unspaced(hyphenated(scalar.text))


def _parts_of(text: str) -> _Parts | None:
    if m := _SEPARATED.fullmatch(text):
        return int(m[1]), int(m[3]), int(m[4]) if m[4] else None
    if m := _COMPACT.fullmatch(text):
        return int(m[1]), int(m[2]), int(m[3]) if m[3] else None
    if m := _WRITTEN.fullmatch(text):
        year, month = read_digits(m[1]), _small(m[2])
        day = _small(m[3]) if m[3] else None
        if year is not None and month is not None and (day is not None or not m[3]):
            return year, month, day
    return None


def _small(text: str) -> int | None:
    if text.isdecimal():
        return int(text)
    return 1 if text == "元" else read_numeral(text)


def _known_year(year: int) -> bool:
    return _FIRST_YEAR <= year <= _LAST_YEAR


def _checked_year(scalar: Scalar, year: int) -> int:
    if not _known_year(year):
        raise scalar.bad(
            "year-out-of-range",
            "“{typed}”的年份不在 {first} 年到 {last} 年之间，像是写错了",
            first=_FIRST_YEAR,
            last=_LAST_YEAR,
        )
    return year


def _checked_day(scalar: Scalar, parts: _Parts) -> Day:
    year, month, day = parts
    _checked_year(scalar, year)
    if not 1 <= month <= 12:
        raise scalar.bad("day-impossible", "“{typed}”里的月份不存在：一年只有 1 月到 12 月")
    if day is None:
        return Day.month(year, month)
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise scalar.bad(
            "day-impossible",
            "“{typed}”这一天不存在：那个月从 1 日到 {days} 日",
            message("对照原始材料改成真实的日期；日子记不清就只写到月，如 2026-03"),
            days=days,
        )
    return Day.exact(date(year, month, day))


# Why it is no day --------------------------------------------------------------------------------------

_RELATIVE = pattern(
    r"[昨今明前后当次同翌][天日晚早年月]|去年|[上下本这][个]?(?:周|月|星期|礼拜|季度|半年|年)|刚才|最近|近期|日前"
    r"|周[一二三四五六日末]|星期|礼拜"
)
_SHORT_YEAR = pattern(
    r"'?(?P<year>[0-9]{2})(?P<mark>[-/.年])(?P<month>0?[1-9]|1[0-2])"
    r"(?:(?:(?P=mark)|月)(?P<day>0?[1-9]|[12][0-9]|3[01])[日号]?|月)?"
)
_SHORT_COMPACT = pattern(r"(?P<year>[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])")
_YEARLESS = pattern(
    rf"{_MONTH_NUMBER}月(?:份|{_NUMBER}[日号]?)?|[0-9]{{1,2}}[-/.][0-9]{{1,2}}|{_NUMBER}[日号]"
)
_YEAR_ONLY = pattern(rf"([{YEAR_DIGITS}]{{4}})(?:年度?)?")
_SERIAL = pattern(r"([1-7][0-9]{4})(?:\.[0-9]+)?")
_INSIDE = pattern(
    r"(?<![0-9])([0-9]{4})(?:[-/.、。,\s]+|年)([0-9]{1,2})"
    r"(?:(?:[-/.、。,\s]+|月)([0-9]{1,2})(?![0-9])|(?![0-9]))"
)


def _why_no_day(scalar: Scalar, text: str) -> BadValue:
    if likely := _likely_day(text):
        fix = message("若是 {day}，就只写 {day}，别的话写到备注里", day=Value(str(likely)))
        return scalar.bad("day-unreadable", "“{typed}”不是单独一个日期", fix)
    if _RELATIVE.search(text):
        return scalar.bad("day-relative", "“{typed}”要知道是哪天写的才明白，过后查不出是哪一天")
    return _why_incomplete(scalar, text) or scalar.bad("day-unreadable", "认不出“{typed}”是哪一天")


def _why_incomplete(scalar: Scalar, text: str) -> BadValue | None:
    if short := _short_year(text):
        fix = message("把年份写全四位，如 {day}", day=Value(short))
        return scalar.bad("year-two-digits", "“{typed}”的年份没有写全", fix)
    if _YEARLESS.fullmatch(text):
        return scalar.bad("year-missing", "“{typed}”没有写年份", message("补上年份，写成 2026-03-05 的样子"))
    if _YEAR_ONLY.fullmatch(text):
        return scalar.bad("day-year-only", "“{typed}”只有年份", message("至少写到月，如 2026-03"))
    if serial := _SERIAL.fullmatch(text):
        day = date(1899, 12, 30) + timedelta(days=int(serial[1]))
        return scalar.bad(
            "day-serial",
            "“{typed}”像是 Excel 里日期的序号，不是日期",
            message("照 Excel 的算法它是 {day}；对照原表核对后这样写", day=Value(day.isoformat())),
        )
    return None


def _short_year(text: str) -> str | None:
    """What a year of two digits probably means; ``None`` where the first number need not be a year."""
    matched = _SHORT_COMPACT.fullmatch(text) or _SHORT_YEAR.fullmatch(text)
    if not matched:
        return None
    year, month, day = matched["year"], matched["month"], matched["day"]
    if not day and matched.re is _SHORT_YEAR and matched["mark"] != "年" and int(year) <= 12:
        return None
    century = "20" if int(year) < 50 else "19"
    return "-".join([century + year, month.zfill(2), *([day.zfill(2)] if day else [])])


def _likely_day(text: str) -> Day | None:
    """The one date, or month, that stands among other words."""
    found = _INSIDE.search(text)
    if not found:
        return None
    try:
        year, month = int(found[1]), int(found[2])
        day = Day.exact(date(year, month, int(found[3]))) if found[3] else Day.month(year, month)
    except ValueError:
        return None
    return day if _known_year(year) else None


def _why_no_year(scalar: Scalar) -> BadValue:
    text = _tidied(scalar)
    if _RELATIVE.search(text):
        return scalar.bad("year-relative", "“{typed}”要知道是哪年写的才明白")
    if re.fullmatch(r"'?[0-9]{2}年?", text):
        return scalar.bad("year-two-digits", "“{typed}”的年份没有写全")
    if _parts_of(text):
        return scalar.bad("year-with-month", "这里只写年份，“{typed}”还带着月份")
    return scalar.bad("year-unreadable", "“{typed}”不是年份")


# Times -------------------------------------------------------------------------------------------------

_HALVES = {
    "凌晨": range(6),
    "清晨": range(4, 9),
    "早晨": range(4, 12),
    "早上": range(4, 12),
    "上午": range(12),
    "中午": range(11, 15),
    "下午": range(12, 20),
    "傍晚": range(16, 21),
    "晚上": range(17, 24),
    "晚": range(17, 24),
}
"""The hours (0–23) that each word for a part of the day can mean."""

_CLOCK = pattern(
    rf"(?P<half>{'|'.join(_HALVES)})?"
    r"(?:(?P<hour>[0-9]{1,2})(?P<colon>:)(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    rf"|(?P<spoken_hour>{_NUMBER})[点时](?:(?P<part>半|整|一刻|三刻|钟)|(?P<spoken_minute>{_NUMBER})分"
    rf"|(?P<bare_minute>[0-9]{{2}}|[{NUMERALS}]{{2,3}}))?)"
)
_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45}


def _hour_of(clock: re.Match[str]) -> int | None:
    return int(clock["hour"]) if clock["hour"] else _small(clock["spoken_hour"])


def _minute_of(clock: re.Match[str]) -> int | None:
    if clock["minute"]:
        return int(clock["minute"])
    if spoken := clock["spoken_minute"] or clock["bare_minute"]:
        return _small(spoken.removeprefix("零") or "零")
    return _QUARTERS.get(clock["part"] or "", 0)


def _in_half(scalar: Scalar, hour: int, half: str | None, *, spoken: bool) -> int:
    """The hour from 0 to 23, by the word for the part of the day."""
    if half is None:
        if spoken and 1 <= hour <= 6:
            raise scalar.bad("time-ambiguous", "“{typed}”分不清是凌晨还是下午")
        return hour
    possible = {h for h in (hour, hour + 12) if h in _HALVES[half]}
    if len(possible) != 1:
        raise scalar.bad("time-half-mismatch", "“{typed}”里的时段和钟点对不上")
    return possible.pop()


def _why_no_time(scalar: Scalar) -> BadValue:
    text = hyphenated(scalar.text)
    if re.search(r"[0-9]{4}[-/.年][0-9]", text):
        return scalar.bad("time-with-day", "这里只写钟点，“{typed}”带着日期")
    if re.search(r"[0-9点时分半].*[-~至到].*[0-9点时]", text):
        return scalar.bad("time-range", "“{typed}”像是起止两个钟点，这里只写一个")
    return scalar.bad("time-unreadable", "认不出“{typed}”是几点")
