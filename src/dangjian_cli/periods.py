"""Days, months and periods, and how the rules count them. Knows nothing else.

Three rules of counting, fixed for the whole program:

* *n* months from a day: the same day number *n* months on, clipped at the month's end; that day is
  still in time.
* *n* days from a day: the first day is not counted.
* working days of a notice: from its first day to its last, both counted.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple, Self


class Day(NamedTuple):
    """A day as somebody wrote it: exact, or known to the month only.

    ``first`` and ``last`` bound the days it can be; they are equal for an exact day.
    """

    first: date
    last: date

    @classmethod
    def exact(cls, day: date) -> Self:
        """The day itself."""
        return cls(day, day)

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """Some day of a month. Raises ``ValueError`` for a month that does not exist."""
        return cls(date(year, month, 1), date(year, month, monthrange(year, month)[1]))

    @property
    def is_exact(self) -> bool:
        """Whether the day number is known."""
        return self.first == self.last

    def months_on(self, months: int) -> Self:
        """The same day number so many months later, as far as it is known."""
        return self._replace(first=add_months(self.first, months), last=add_months(self.last, months))

    def __str__(self) -> str:
        return self.first.isoformat() if self.is_exact else self.first.isoformat()[:7]


def add_months(day: date, months: int) -> date:
    """The same day number ``months`` later, clipped at the month's end (31 January + 1 → 28/29 February)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class Unit(StrEnum):
    """The length of a recurring period."""

    MONTH = "月"
    QUARTER = "季度"
    HALF = "半年"
    YEAR = "年"

    @property
    def months(self) -> int:
        """Its length in months."""
        return _MONTHS[self]


_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}


class Period(NamedTuple):
    """One natural month, quarter, half or year, from ``first`` to ``last`` inclusive."""

    unit: Unit
    first: date
    last: date

    @classmethod
    def of(cls, unit: Unit, day: date) -> Self:
        """The period of that length that holds ``day``."""
        months = unit.months
        first = (day.month - 1) // months * months + 1
        last = first + months - 1
        return cls(unit, date(day.year, first, 1), date(day.year, last, monthrange(day.year, last)[1]))

    def next(self) -> "Period":
        """The period that follows."""
        return Period.of(self.unit, self.last + timedelta(days=1))

    def __contains__(self, day: object) -> bool:
        """Whether a date, or a ``Day`` as a whole, lies inside."""
        if isinstance(day, Day):
            return self.first <= day.first and day.last <= self.last
        return isinstance(day, date) and self.first <= day <= self.last

    @property
    def key(self) -> str:
        """Stable and sortable: ``2026-05``, ``2026-Q2``, ``2026-H1``, ``2026``."""
        year, month = self.first.year, self.first.month
        match self.unit:
            case Unit.MONTH:
                return f"{year}-{month:02}"
            case Unit.QUARTER:
                return f"{year}-Q{month // 3 + 1}"
            case Unit.HALF:
                return f"{year}-H{month // 6 + 1}"
            case _:
                return str(year)

    def __str__(self) -> str:
        year, month = self.first.year, self.first.month
        match self.unit:
            case Unit.MONTH:
                return f"{year}年{month}月"
            case Unit.QUARTER:
                return f"{year}年{'一二三四'[month // 3]}季度"
            case Unit.HALF:
                return f"{year}年{'上下'[month // 6]}半年"
            case _:
                return f"{year}年"


def periods(unit: Unit, first: date, last: date) -> Iterator[Period]:
    """Every period of that length that touches the days from ``first`` to ``last``."""
    if first > last:
        return
    period = Period.of(unit, first)
    while period.first <= last:
        yield period
        period = period.next()


@dataclass(frozen=True, slots=True)
class YearTable:
    """One year's arrangement of public holidays: weekdays off, and weekend days worked (调休)."""

    off: frozenset[date]
    worked: frozenset[date]


@dataclass(frozen=True, slots=True)
class Workdays:
    """Working days by the published yearly arrangements; a year without a table is not guessed."""

    tables: Mapping[int, YearTable]

    def is_workday(self, day: date) -> bool | None:
        """Whether ``day`` is worked; ``None`` when its year has no table."""
        table = self.tables.get(day.year)
        if table is None:
            return None
        return day in table.worked or (day.weekday() < 5 and day not in table.off)

    def count(self, first: date, last: date) -> int | None:
        """Working days from ``first`` to ``last``, both counted; ``None`` when a year has no table."""
        total = 0
        day = first
        while day <= last:
            worked = self.is_workday(day)
            if worked is None:
                return None
            total += worked
            day += timedelta(days=1)
        return total

    def nth(self, first: date, n: int) -> date | None:
        """The day on which the ``n``-th working day from ``first`` (counted) falls; ``None`` as above."""
        day, left = first, n
        while True:
            worked = self.is_workday(day)
            if worked is None:
                return None
            left -= worked
            if left == 0:
                return day
            day += timedelta(days=1)
