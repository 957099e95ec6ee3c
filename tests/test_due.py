"""``dj due``: what the check calls due, soonest first, and a calendar that two other programs read."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject
from branches import check, dj

EXAMPLES = Path(__file__).parents[1] / "examples"
RURAL = EXAMPLES / "农村"
DAY = date(2026, 11, 22)


def due(*args: str | Path, **env: str | None) -> Any:
    return dj("due", RURAL, "--as-of", str(DAY), *args, **env)


@pytest.fixture(scope="module")
def expected() -> list[tuple[str, str]]:
    """What a check says is due."""
    (branch,) = json.loads(check(RURAL, "-f", "json").stdout)["branches"]
    return sorted((d["deadline"], d["id"]) for d in branch["due"])


def listed(days: int) -> list[tuple[str, str]]:
    found = json.loads(due("--days", str(days), "-f", "json").stdout)["due"]
    return [(d["deadline"], d["id"]) for d in found]


def test_it_is_what_the_check_calls_due_soonest_first(expected: list[tuple[str, str]]) -> None:
    assert len(expected) > 3
    assert listed(3660) == expected


@pytest.mark.parametrize("days", [0, 12, 13, 14, 38, 39, 40, 365])
def test_days_are_counted_to_the_last_one(days: int, expected: list[tuple[str, str]]) -> None:
    until = str(DAY + timedelta(days=days))

    assert listed(days) == [item for item in expected if item[0] <= until]


def test_text_says_how_long_is_left_and_which_card() -> None:
    result = due("--days", "60")

    assert result.exit_code == 0
    assert result.stdout.startswith("2026-11-22到2027-01-21要办的，")
    assert re.search(r"^2026-12-31前（还有39天）$", result.stdout, re.MULTILINE)
    assert re.search(r"（卡\d\d .+?）", result.stdout.replace("\n    ", ""))


def test_what_is_settled_for_a_time_ends_on_a_day() -> None:
    args = ("due", EXAMPLES / "农村-有缺项", "--as-of", str(DAY), "--days", "3000")
    ending = {
        d["id"]: (d["deadline"], d["message"].partition("：")[0])
        for d in json.loads(dj(*args, "-f", "json").stdout)["due"]
        if "到这一天为止" in d["message"]
    }

    assert ending == {
        "DJ13.papers@M-2025-11/会议记录": ("2027-03-31", "豁免到这一天为止，过了又算缺项"),
        "DJ25.talk@F-2024-02/组织员谈话": ("2028-11-20", "人工核实到这一天为止，过了要重新核实"),
    }


def test_nothing_to_do_is_said() -> None:
    assert due("--days", "0").stdout == "2026-11-22到2026-11-22没有要办的\n"


def test_a_branch_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "branch.yaml").write_text("支部：\n", encoding="utf-8")
    result = dj("due", tmp_path, "--as-of", str(DAY))

    assert result.exit_code == 2
    assert "冒号" in result.stderr


# The calendar ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ics(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("日历") / "待办.ics"
    assert due("--days", "90", "--ics", file).exit_code == 0
    return file.read_bytes()


def test_two_readers_find_every_item_on_its_day(ics: bytes) -> None:
    wanted = sorted(day for day, _ in listed(90))
    one = icalendar.Calendar.from_ical(ics).walk("VEVENT")
    other = vobject.readOne(ics.decode()).vevent_list

    assert sorted(str(event["DTSTART"].dt) for event in one) == wanted
    assert sorted(str(event.dtstart.value) for event in other) == wanted
    assert [str(e["SUMMARY"]) for e in one] == [e.summary.value for e in other]
    assert all(len(list(event.walk("VALARM"))) == 1 for event in one)


def test_lines_are_short_and_end_as_they_must(ics: bytes) -> None:
    lines = ics.split(b"\r\n")

    assert lines.pop() == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    for line in lines:
        line.decode()


def test_importing_again_updates(tmp_path: Path, ics: bytes) -> None:
    file = tmp_path / "再.ics"
    dj("due", RURAL, "--as-of", "2026-11-30", "--days", "82", "--ics", file)
    before = {e["UID"]: str(e["SUMMARY"]) for e in icalendar.Calendar.from_ical(ics).walk("VEVENT")}
    after = {
        e["UID"]: str(e["SUMMARY"]) for e in icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    }

    assert len(before) == len(listed(90))
    assert before.items() <= after.items()


def test_a_calendar_names_nobody_unless_asked(tmp_path: Path) -> None:
    names = [m[1] for m in re.finditer(r"姓名: (\S{2,3})$", _roster(), re.MULTILINE)]
    said = {}
    for level in ((), ("--privacy", "local")):
        file = tmp_path / "历.ics"
        dj("due", EXAMPLES / "农村-有缺项", "--as-of", str(DAY), "--days", "400", "--ics", file, *level)
        said[level] = file.read_text(encoding="utf-8").replace("\n ", "")

    assert names
    assert not any(name in said[()] for name in names)
    assert said[()] != "" != said[("--privacy", "local")]


def _roster() -> str:
    return (EXAMPLES / "农村-有缺项" / "台账" / "2-党员名册.yaml").read_text(encoding="utf-8")
