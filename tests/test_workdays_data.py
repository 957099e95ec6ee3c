"""The working-day tables as data: each year holds together and agrees with days anybody can look up."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from dangjian_cli.periods import Workdays, YearTable

FOLDER = Path(__file__).parents[1] / "standards" / "workdays"
FILES = sorted(FOLDER.glob("*.yaml"))
SATURDAY = 5

# Added up by hand from the notices: weekdays of the year - weekdays off + weekend days worked.
WORKED_IN_YEAR = {2024: 262 - 19 + 8, 2025: 261 - 18 + 5, 2026: 261 - 19 + 6}

# The days that are all too easy to get wrong, as the notices have them.
KNOWN = {
    date(2024, 2, 9): True,  # New Year's Eve: the notice only encouraged a day off
    date(2024, 2, 18): True,
    date(2024, 9, 16): False,
    date(2025, 1, 1): False,
    date(2025, 1, 2): True,  # a Wednesday holiday alone, no bridge
    date(2025, 1, 28): False,  # New Year's Eve is a holiday by law from 2025 on
    date(2025, 4, 27): True,
    date(2025, 10, 8): False,  # eight days, as Mid-autumn fell within
    date(2026, 1, 4): True,
    date(2026, 2, 16): False,
    date(2026, 5, 9): True,
    date(2026, 5, 10): False,
    date(2026, 9, 20): True,
    date(2026, 10, 8): True,
    date(2026, 10, 10): True,
}


def read(path: Path) -> dict[str, Any]:
    """The file as it stands."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


def off(data: dict[str, Any]) -> list[date]:
    """Every weekday off, over all holidays of the year."""
    return [day for days in data["放假"].values() for day in days]


@pytest.fixture(scope="module")
def workdays() -> Workdays:
    return Workdays(
        {
            data["年份"]: YearTable(frozenset(off(data)), frozenset(data["调休上班"]))
            for data in map(read, FILES)
        }
    )


def test_there_are_tables() -> None:
    assert WORKED_IN_YEAR.keys() <= {int(path.stem) for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestFile:
    def test_has_exactly_these_keys(self, path: Path) -> None:
        data = read(path)

        assert list(data) == ["年份", "来源", "放假", "调休上班"]
        assert list(data["来源"]) == ["发文机关", "标题", "文号", "成文日期"]
        assert data["年份"] == int(path.stem)

    def test_names_its_notice(self, path: Path) -> None:
        year, source = int(path.stem), read(path)["来源"]

        assert source["标题"] == f"国务院办公厅关于{year}年部分节假日安排的通知"
        assert source["文号"].startswith("国办发明电〔") or source["文号"] == "文号未核"
        assert source["成文日期"] < date(year, 1, 1)

    def test_days_belong_to_the_year(self, path: Path) -> None:
        data = read(path)

        assert {day.year for day in off(data) + data["调休上班"]} == {int(path.stem)}

    def test_days_off_are_weekdays(self, path: Path) -> None:
        assert [day for day in off(read(path)) if day.weekday() >= SATURDAY] == []

    def test_days_worked_are_weekend_days(self, path: Path) -> None:
        assert [day for day in read(path)["调休上班"] if day.weekday() < SATURDAY] == []

    def test_days_are_in_order_and_stand_once(self, path: Path) -> None:
        data = read(path)

        assert off(data) == sorted(set(off(data)))
        assert data["调休上班"] == sorted(set(data["调休上班"]))

    def test_comments_name_the_right_weekday(self, path: Path) -> None:
        lines = [line.split("#") for line in path.read_text(encoding="utf-8").splitlines() if "- 2" in line]

        for value, comment in lines:
            day = date.fromisoformat(value.strip(" -"))
            assert comment.strip()[:2] == "周" + "一二三四五六日"[day.weekday()], day


@pytest.mark.parametrize(("year", "expected"), WORKED_IN_YEAR.items())
def test_working_days_in_the_year(workdays: Workdays, year: int, expected: int) -> None:
    assert workdays.count(date(year, 1, 1), date(year, 12, 31)) == expected


@pytest.mark.parametrize(("day", "expected"), KNOWN.items(), ids=str)
def test_known_days(workdays: Workdays, day: date, expected: bool) -> None:
    assert workdays.is_workday(day) is expected


def test_a_year_without_a_table_is_not_guessed(workdays: Workdays) -> None:
    beyond = date(max(workdays.tables) + 1, 1, 5)

    assert workdays.is_workday(beyond) is None
    assert workdays.count(beyond - timedelta(days=30), beyond) is None
