"""定期、期满：stretches of months counted from a day of the case itself."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import ATTEST, DUE, GAP, MET, Status, judgements, rule, states
from pydantic import ValidationError

REVIEWS = {
    "类型": "定期",
    "对象": "发展党员",
    "从": "确定为入党积极分子",
    "办": "半年考察",
    "每": "6",
    "止": ["列为发展对象", "终止日期"],
}
EARLY = {
    "类型": "期满",
    "对象": "发展党员",
    "从": "党员大会接收",
    "办": "党员大会讨论转正",
    "期": "12",
    "延长": "延长预备期",
}
LATE = {**EARLY, "延长": ["延长预备期", "推迟讨论转正"], "不超过": "1", "除非": "取消预备党员资格"}
OLD = {"支部": {"建账日期": "2020-01-01"}}


def case(**steps: Any) -> dict[str, Any]:
    """One person's case; a step is a day, several, or days with a number of months."""
    written = {
        name: [_step(day) for day in (days if isinstance(days, list) else [days])]
        for name, days in steps.items()
    }
    return {"发展党员": {"编号": "F-1", "姓名": "谷雨声", "步骤": written}}


def _step(day: Any) -> dict[str, Any]:
    return {"日期": day} if isinstance(day, str) else {"日期": day[0], "月数": day[1]}


def reviewed(*days: str, as_of: str = "2027-03-31", **how: Any) -> dict[str, Status]:
    data = case(确定为入党积极分子="2026-03-10", 半年考察=list(days))
    return states(REVIEWS, {**data, **how}, as_of=as_of)


# 定期


def test_every_stretch_is_judged() -> None:
    assert reviewed("2026-06-01", "2026-12-01") == {"F-1/1": MET, "F-1/2": MET, "F-1/3": DUE}
    assert reviewed("2026-06-01") == {"F-1/1": MET, "F-1/2": GAP, "F-1/3": DUE}
    assert reviewed("2026-12-01") == {"F-1/1": GAP, "F-1/2": MET, "F-1/3": DUE}


def test_two_in_one_stretch_do_not_make_up_for_the_next() -> None:
    assert reviewed("2026-03-20", "2026-09-01")["F-1/2"] == GAP


@pytest.mark.parametrize(
    ("day", "first", "second"),
    [
        ("2026-03-10", MET, GAP),
        ("2026-03-09", GAP, GAP),
        ("2026-09-10", MET, GAP),
        ("2026-09-11", GAP, MET),
        ("2027-03-10", GAP, MET),
        ("2026-09", ATTEST, ATTEST),
        ("2026-08", MET, GAP),
    ],
)
def test_a_stretch_ends_on_the_same_day_number(day: str, first: Status, second: Status) -> None:
    found = reviewed(day)

    assert (found["F-1/1"], found["F-1/2"]) == (first, second)


def test_from_the_end_of_a_month() -> None:
    data = case(确定为入党积极分子="2026-08-31", 半年考察="2027-03-01")

    assert states(REVIEWS, data, as_of="2027-03-31") == {"F-1/1": GAP, "F-1/2": MET}


def test_a_month_without_a_day_leaves_the_edge_open() -> None:
    data = case(确定为入党积极分子="2026-03", 半年考察="2026-09-10")

    assert states(REVIEWS, data, as_of="2026-11-22") == {"F-1/1": ATTEST, "F-1/2": DUE}
    data = case(确定为入党积极分子="2026-03", 半年考察="2026-08-31")
    assert states(REVIEWS, data, as_of="2026-11-22") == {"F-1/1": MET, "F-1/2": DUE}


def test_open_until_its_last_day() -> None:
    (on,) = judgements(REVIEWS, case(确定为入党积极分子="2026-03-10"), as_of="2026-09-10")

    assert (on.status, str(on.deadline), str(on.on)) == (DUE, "2026-09-10", "2026-03-10")
    assert reviewed(as_of="2026-09-11") == {"F-1/1": GAP, "F-1/2": DUE}
    assert reviewed(as_of="2026-03-09") == {}


@pytest.mark.parametrize(("stop", "asked"), [("2026-09-10", False), ("2026-09-11", True)])
def test_a_stretch_that_was_not_run_out_is_not_asked_for(stop: str, asked: bool) -> None:
    data = case(确定为入党积极分子="2026-03-10", 列为发展对象=stop)

    assert states(REVIEWS, data, as_of="2027-12-31") == ({"F-1/1": GAP} if asked else {})


def test_a_stretch_that_began_before_the_ledger_is_not_judged() -> None:
    data = case(确定为入党积极分子="2025-09-10")

    assert states(REVIEWS, data) == {"F-1/2": GAP, "F-1/3": DUE}
    assert states(REVIEWS, {**data, **OLD}) == {"F-1/1": GAP, "F-1/2": GAP, "F-1/3": DUE}


def test_a_dissolved_branch_is_not_asked_for_what_it_had_time_for_yet() -> None:
    gone = {"支部": {"撤销日期": "2026-09-10"}}

    assert reviewed(**gone) == {}
    assert reviewed(支部={"撤销日期": "2026-09-11"}) == {"F-1/1": GAP}


# 期满


@pytest.mark.parametrize(
    ("passed", "discussed", "expected"),
    [
        ("2025-06-28", "2026-06-28", MET),
        ("2025-06-28", "2026-06-27", GAP),
        ("2025-06", "2026-06-28", ATTEST),
        ("2025-06", "2026-06-30", MET),
        ("2025-06-28", "2026-06", ATTEST),
        ("2025-06-28", "2026-05", GAP),
        ("2024-06-28", "2025-06-01", None),  # 建账以前的事
    ],
)
def test_not_before_the_year_is_over(passed: str, discussed: str, expected: Status | None) -> None:
    found = states(EARLY, case(党员大会接收=passed, 党员大会讨论转正=discussed))

    assert found == ({"F-1": expected} if expected else {})


def test_a_longer_term_counts_for_what_comes_after_it() -> None:
    steps: dict[str, Any] = {"党员大会接收": "2025-01-10", "延长预备期": [["2026-01-10", 6]]}

    on_time = case(**steps, 党员大会讨论转正=["2026-01-10", "2026-07-10"])
    assert states(EARLY, on_time) == {"F-1": MET, "F-1/2": MET}
    too_soon = case(**steps, 党员大会讨论转正=["2026-01-10", "2026-07-09"])
    assert states(EARLY, too_soon) == {"F-1": MET, "F-1/2": GAP}


def test_nothing_is_said_where_the_months_are_not_written() -> None:
    data = case(
        党员大会接收="2025-01-10", 延长预备期="2026-01-10", 党员大会讨论转正=["2026-01-10", "2026-03-01"]
    )

    assert states(EARLY, data) == {"F-1": MET}
    assert states(LATE, data) == {"F-1": MET}


def test_postponing_does_not_make_the_term_longer() -> None:
    data = case(党员大会接收="2025-06-10", 推迟讨论转正=[["2026-06-10", 3]], 党员大会讨论转正="2026-06-20")

    assert states(EARLY, data) == {"F-1": MET}
    assert states(LATE, data) == {"F-1": MET, "F-1/2": MET}


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2026-06-28", DUE), ("2026-07-28", DUE), ("2026-07-29", GAP)],
)
def test_open_until_the_last_day_after_the_term(as_of: str, expected: Status) -> None:
    assert states(LATE, case(党员大会接收="2025-06-28"), as_of=as_of) == {"F-1": expected}


@pytest.mark.parametrize(
    ("discussed", "expected"),
    [("2026-07-28", MET), ("2026-07-29", GAP), ("2026-07", ATTEST), ("2026-06-30", MET), ("2026-08", GAP)],
)
def test_discussed_soon_after_the_term(discussed: str, expected: Status) -> None:
    assert states(LATE, case(党员大会接收="2025-06-28", 党员大会讨论转正=discussed)) == {"F-1": expected}


def test_a_decision_answers_for_the_term_that_it_ends() -> None:
    data = case(党员大会接收="2025-03-10", 延长预备期=[["2026-03-20", 6]])

    assert states(LATE, data, as_of="2026-10-10") == {"F-1": MET, "F-1/2": DUE}
    assert states(LATE, data, as_of="2026-10-11") == {"F-1": MET, "F-1/2": GAP}
    done = case(
        党员大会接收="2025-03-10",
        延长预备期=[["2026-03-20", 6]],
        党员大会讨论转正=["2026-03-20", "2026-09-20"],
    )
    assert states(LATE, done) == {"F-1": MET, "F-1/2": MET}


def test_some_steps_end_the_waiting() -> None:
    data = case(党员大会接收="2025-06-28", 取消预备党员资格="2026-07-20")

    assert states(LATE, data) == {}
    assert states(LATE, data, as_of="2026-07-10") == {"F-1": DUE}


def test_a_dissolved_branch_is_not_waited_for() -> None:
    data = {**case(党员大会接收="2025-06-28"), "支部": {"撤销日期": "2026-07-28"}}

    assert states(LATE, data) == {}


def test_only_steps_have_months() -> None:
    with pytest.raises(ValidationError, match="no-months"):
        rule({**EARLY, "延长": "终止日期"})


DAYS = st.dates(date(2021, 1, 1), date(2024, 12, 31))


@given(DAYS, DAYS, st.integers(1, 24))
def test_early_and_late_leave_no_day_between(passed: date, discussed: date, months: int) -> None:
    """办早了、办晚了，不会同时成立；期满当天两样都不算。"""
    data = {**case(党员大会接收=str(passed), 党员大会讨论转正=str(discussed)), **OLD}
    early, late = (
        states({**r, "期": str(months)}, data).get("F-1") for r in (EARLY, {**LATE, "不超过": "1"})
    )

    assert not (early == GAP and late == GAP)
