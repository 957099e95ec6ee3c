"""One cell of a sheet → the text that a ledger would have, by the same readers that ledgers go through.

What Excel makes of a value is undone here: dates that became serial numbers, numbers with a tail of
binary fractions, text that became a number and lost its last digits.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from dangjian_cli.exchange.packed import ERRORS
from dangjian_cli.exchange.pages import CellValue
from dangjian_cli.finding import Value, Word, message
from dangjian_cli.ledger import values
from dangjian_cli.ledger.shape import Parser
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.periods import Day

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel knows no time zones
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 73_415
"""Serial numbers of days from 1927 to 2100."""

_LIKE_YEARS = range(19_000, 21_000)
"""Serial numbers of the fifties that may as well be a year with a month: 19803."""


def text_of(value: CellValue) -> str:
    """A cell as a person sees it, on as many lines as it has."""
    if isinstance(value, timedelta):
        return text_of((_EPOCH + value).time()) if value < timedelta(days=1) else str(value)
    return _TEXTS[type(value)](value)


def day_and_time(value: datetime) -> str:
    """A day, with the time of day where there is one."""
    day = value.date().isoformat()
    return day if value.time() == time.min else f"{day} {text_of(value.time())}"


_TEXTS: dict[type, Callable[[Any], str]] = {
    str: str.strip,
    bool: lambda value: "是" if value else "否",
    int: lambda value: f"{value:.15g}",
    float: lambda value: f"{value:.15g}",
    datetime: day_and_time,
    date: date.isoformat,
    time: lambda value: f"{value:%H:%M:%S}".removesuffix(":00"),
}


def plain(value: CellValue, parse: Parser | None) -> str:
    """The value as a ledger writes it.

    Raises ``BadValue`` for what the field cannot hold, and for a number that is no longer what was typed.
    """
    if isinstance(value, str) and value.startswith("#") and value in ERRORS:
        fix = message("在表里改好这一格；公式没有算的，用 Excel 打开存一次")
        raise BadValue("formula", message("是公式，没有算出结果（{error}）", error=Word(value)), fix)
    if parse is None:
        return _free_text(value)
    return written(parse(_typed(value, parse)))


def written(value: Any) -> str:
    """A typed value as a ledger writes it."""
    match value:
        case bool():
            return "是" if value else "否"
        case Decimal():
            return f"{value.normalize():f}"
        case time():
            return text_of(value)
        case _:
            return str(value)


def is_blank(value: CellValue) -> bool:
    """Whether the cell says that there is nothing: strokes, 无, 暂无."""
    return isinstance(value, str) and len(value) <= _LONGEST_BLANK and _says_nothing(value)


_LONGEST_BLANK = 20
_says_nothing = lru_cache(maxsize=1 << 12)(values.is_blank)


def is_serial(value: CellValue) -> bool:
    """Whether a number is, by its size, the serial number of a day."""
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and _FIRST_SERIAL <= value <= _LAST_SERIAL
    )


_DATES = (values.parse_day, values.parse_month)


def _typed(value: CellValue, parse: Parser) -> object:
    """What the reader of that field is given."""
    match value:
        case str():
            return value.strip("'‘’ \n\t") if value[:1] in "'‘’" else value
        case bool():
            return text_of(value)
        case int() | float():
            return _number(value, parse)
        case date():
            return _date(value, parse)
        case time() | timedelta() if parse is values.parse_time:
            return (_EPOCH + value).time() if isinstance(value, timedelta) else value
    return text_of(value)


def _date(value: date, parse: Parser) -> object:
    """What of a day, perhaps with the time, the field is about; the month of a first day."""
    day = value.date() if isinstance(value, datetime) else value
    if parse is values.parse_time and isinstance(value, datetime):
        return value.time()
    if parse is values.parse_month:
        return Day.month(day.year, day.month) if day.day == 1 else Day.exact(day)
    if parse is values.parse_year:
        return str(day.year)
    return day if parse is values.parse_day else text_of(value)


def _number(value: float, parse: Parser) -> object:
    """A number as it was typed, or the day or time that it stands for."""
    if parse in _DATES and is_serial(value):
        day = (_EPOCH + timedelta(days=int(value))).date()
        if int(value) in _LIKE_YEARS:
            typed, serial = Value(text_of(value)), Value(day.isoformat())
            said = message("“{typed}”分不清是年月，还是日期的序号", typed=typed)
            raise BadValue("day-ambiguous", said, message("照序号是 {day}；核对后把日期写全", day=serial))
        return _typed(day, parse)
    if parse is values.parse_time and 0 <= value < 1:
        return (_EPOCH + timedelta(minutes=round(value * 24 * 60))).time()
    return text_of(value)


def _free_text(value: CellValue) -> str:
    text = text_of(value)
    if isinstance(value, float) and "e" in text:
        said = message("“{typed}”被 Excel 存成了数字，末几位可能已经丢失", typed=Value(text))
        fix = message("对照原件重新填；在 Excel 里先把这一列设成{what}格式", what=Word("文本"))
        raise BadValue("digits-lost", said, fix)
    return text
