"""Days, months, periods and working days: the edges where counting goes wrong."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_cli.load.pack import load_pack, standards_folder
from dangjian_cli.periods import Day, Period, Unit, Workdays, YearTable, add_months, periods

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
UNITS = st.sampled_from(Unit)
WORKDAYS = load_pack(standards_folder()).workdays
PLAIN = Workdays({2026: YearTable(frozenset(), frozenset())})


def d(word: str) -> date:
    return date.fromisoformat(word)


# 日


def test_a_month_covers_its_days() -> None:
    assert Day.month(2024, 2) == Day(d("2024-02-01"), d("2024-02-29"))
    assert Day.month(2026, 2).last == d("2026-02-28")
    assert Day.month(2026, 12).last == d("2026-12-31")


def test_a_day_reads_as_written() -> None:
    assert str(Day.exact(d("2026-05-11"))) == "2026-05-11"
    assert str(Day.month(2026, 5)) == "2026-05"
    assert not Day.month(2026, 5).is_exact


def test_no_thirteenth_month() -> None:
    with pytest.raises(ValueError, match="month"):
        Day.month(2026, 13)


# 月


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-02-28", 1, "2026-03-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-05-11", 0, "2026-05-11"),
    ],
)
def test_months_from_a_day(start: str, months: int, expected: str) -> None:
    assert add_months(d(start), months) == d(expected)


@given(DAYS, st.integers(-240, 240))
def test_months_keep_the_day_number_or_clip_it_at_the_months_end(start: date, months: int) -> None:
    end = add_months(start, months)

    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@given(DAYS, DAYS, st.integers(0, 60))
def test_a_later_start_never_ends_earlier(one: date, other: date, months: int) -> None:
    early, late = sorted((one, other))

    assert add_months(early, months) <= add_months(late, months)


# 期


@pytest.mark.parametrize(
    ("unit", "on", "key", "text", "span"),
    [
        (Unit.MONTH, "2024-02-29", "2024-02", "2024年2月", "2024-02-01 2024-02-29"),
        (Unit.MONTH, "2026-12-31", "2026-12", "2026年12月", "2026-12-01 2026-12-31"),
        (Unit.QUARTER, "2026-03-31", "2026-Q1", "2026年一季度", "2026-01-01 2026-03-31"),
        (Unit.QUARTER, "2026-04-01", "2026-Q2", "2026年二季度", "2026-04-01 2026-06-30"),
        (Unit.QUARTER, "2026-11-22", "2026-Q4", "2026年四季度", "2026-10-01 2026-12-31"),
        (Unit.HALF, "2026-06-30", "2026-H1", "2026年上半年", "2026-01-01 2026-06-30"),
        (Unit.HALF, "2026-07-01", "2026-H2", "2026年下半年", "2026-07-01 2026-12-31"),
        (Unit.YEAR, "2026-07-01", "2026", "2026年", "2026-01-01 2026-12-31"),
    ],
)
def test_the_period_of_a_day(unit: Unit, on: str, key: str, text: str, span: str) -> None:
    period = Period.of(unit, d(on))

    assert (period.key, str(period), f"{period.first} {period.last}") == (key, text, span)


@given(UNITS, DAYS)
def test_periods_leave_no_day_out_and_count_none_twice(unit: Unit, on: date) -> None:
    period = Period.of(unit, on)
    after = period.next()

    assert on in period
    assert after.first == period.last + timedelta(days=1)
    assert Period.of(unit, period.first) == Period.of(unit, period.last) == period
    assert period.key < after.key


@given(UNITS, DAYS, st.integers(0, 900))
def test_the_periods_of_a_span_cover_it(unit: Unit, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found = list(periods(unit, first, last))

    assert first in found[0]
    assert last in found[-1]
    assert all(a.next() == b for a, b in pairwise(found))


def test_no_periods_in_an_empty_span() -> None:
    assert list(periods(Unit.MONTH, d("2026-05-02"), d("2026-05-01"))) == []


def test_a_month_only_day_lies_in_a_period_as_a_whole() -> None:
    second = Period.of(Unit.QUARTER, d("2026-04-01"))

    assert Day.month(2026, 6) in second
    assert Day.month(2026, 7) not in second
    assert Day(d("2026-06-30"), d("2026-07-01")) not in second


# 工作日


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-09-30", "2026-10-11", 4),  # 9月30日，10月8日、9日，10日（周六）调休上班
        ("2026-09-30", "2026-10-12", 5),
        ("2026-10-01", "2026-10-07", 0),
        ("2026-09-19", "2026-09-20", 1),  # 20日（周日）调休上班
        ("2026-05-26", "2026-05-31", 4),
        ("2026-05-26", "2026-06-01", 5),
        ("2026-05-26", "2026-05-26", 1),  # 首日、末日都算，同一天就是一天
        ("2026-05-30", "2026-05-31", 0),
        ("2026-06-01", "2026-05-26", 0),
        ("2025-12-31", "2026-01-05", 3),  # 12月31日，1月4日（周日）调休上班，1月5日
    ],
)
def test_working_days_count_both_ends(first: str, last: str, expected: int) -> None:
    assert WORKDAYS.count(d(first), d(last)) == expected


def test_a_year_without_a_table_is_not_guessed() -> None:
    assert PLAIN.is_workday(d("2027-01-01")) is None
    assert PLAIN.count(d("2026-12-30"), d("2027-01-01")) is None
    assert PLAIN.nth(d("2026-12-30"), 3) is None
    assert PLAIN.nth(d("2026-12-30"), 2) == d("2026-12-31")


def test_the_fifth_working_day_falls_after_the_holiday() -> None:
    assert WORKDAYS.nth(d("2026-09-30"), 4) == d("2026-10-10")
    assert WORKDAYS.nth(d("2026-09-30"), 5) == d("2026-10-12")


@given(st.dates(date(2024, 1, 1), date(2026, 10, 31)), st.integers(1, 30))
def test_the_nth_working_day_closes_a_count_of_n(first: date, n: int) -> None:
    last = WORKDAYS.nth(first, n)

    assert last is not None
    assert WORKDAYS.is_workday(last)
    assert WORKDAYS.count(first, last) == n


@given(st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.integers(0, 40), st.integers(0, 40))
def test_counts_add_up(first: date, one: int, other: int) -> None:
    middle = first + timedelta(days=one)
    last = middle + timedelta(days=other)
    parts = WORKDAYS.count(first, middle), WORKDAYS.count(middle + timedelta(days=1), last)
    whole = WORKDAYS.count(first, last)

    assert whole is None or whole == sum(p or 0 for p in parts)
