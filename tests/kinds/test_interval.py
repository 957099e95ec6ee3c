"""间隔：month ends, working days, month-only dates, limits that came in later, steps that repeat."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import ATTEST, DUE, GAP, MET, Status, judgements, states

TALK = {"类型": "间隔", "对象": "发展党员", "从": "递交入党申请书", "到": "派人谈话", "至多": "1"}
YEAR = {
    "类型": "间隔",
    "对象": "发展党员",
    "从": "确定为入党积极分子",
    "到": "支委会研究发展对象",
    "至少": "12",
}
NOTICE = {
    "类型": "间隔",
    "对象": "发展党员.公示",
    "从": "日期",
    "到": "截止",
    "至少": "5",
    "单位": "个工作日",
}


def case(**steps: Any) -> dict[str, Any]:
    """One person's case; a step is a day, or several."""
    days = {k: [{"日期": d} for d in ([v] if isinstance(v, str) else v)] for k, v in steps.items()}
    return {"发展党员": {"编号": "F-1", "姓名": "谷雨声", "步骤": days}}


def notice(first: str, last: str) -> dict[str, Any]:
    step = {"公示": {"日期": first, "截止": last}}
    return {"发展党员": {"编号": "F-1", "姓名": "谷雨声", "步骤": step}}


def only(rule: dict[str, Any], data: dict[str, Any], **how: Any) -> Status | None:
    found = states(rule, data, **how)
    assert len(found) <= 1
    return next(iter(found.values()), None)


# 至少


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2025-05-18", "2026-05-18", MET),
        ("2025-05-19", "2026-05-18", GAP),
        ("2025-02-28", "2026-02-28", MET),
        ("2024-02-29", "2025-02-28", None),  # 建账以前的事
        ("2025-05", "2026-05-31", MET),
        ("2025-05", "2026-05-30", ATTEST),
        ("2025-05", "2026-04-30", GAP),
        ("2025-05-18", "2026-05", ATTEST),
        ("2025-05-01", "2026-05", MET),
        ("2025-05-18", "2026-06", MET),
        ("2025-05", "2026-05", ATTEST),
        ("2026-05-18", "2026-03-01", GAP),
    ],
)
def test_at_least_a_year(start: str, end: str, expected: Status | None) -> None:
    steps = case(确定为入党积极分子=start, 支委会研究发展对象=end)

    assert only(YEAR, steps) == expected


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("2008-05-18", MET),
        ("2008-05-19", GAP),
        ("2008-05", ATTEST),
        ("2008-04", MET),
        ("2008-06", GAP),
        ("2008-02-29", MET),
    ],
)
def test_years_run_to_the_birthday(born: str, expected: Status) -> None:
    age = {**YEAR, "从": "出生日期", "到": "递交入党申请书", "至少": "18", "单位": "年"}
    file = {"编号": "F-1", "姓名": "谷雨声", "出生日期": born}

    assert only(age, {"发展党员": {**file, "步骤": {"递交入党申请书": {"日期": "2026-05-18"}}}}) == expected


def test_at_most_a_year() -> None:
    year = {**TALK, "至多": "1", "单位": "年"}

    assert only(year, case(递交入党申请书="2025-05-18", 派人谈话="2026-05-18")) == MET
    assert only(year, case(递交入党申请书="2025-05-18", 派人谈话="2026-05-19")) == GAP


def test_a_leap_day_counts_a_year_on_the_28th() -> None:
    steps = case(确定为入党积极分子="2024-02-29", 支委会研究发展对象="2025-02-28")

    assert only(YEAR, {**steps, "支部": {"建账日期": "2025-01-01"}}) == MET


def test_a_step_still_to_come_is_not_asked_for() -> None:
    assert only(YEAR, case(确定为入党积极分子="2024-03-01")) is None


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-05-26", "2026-06-01", MET),
        ("2026-05-26", "2026-05-31", GAP),  # 四个工作日
        ("2026-09-30", "2026-10-12", MET),  # 10月10日周六调休上班
        ("2026-09-30", "2026-10-11", GAP),
        ("2026-10-01", "2026-10-09", GAP),
        ("2026-05", "2026-05-31", ATTEST),
        ("2026-05-29", "2026-06", ATTEST),
        ("2026-05-04", "2026-06", MET),
        ("2026-05-26", "2026-05-25", GAP),
    ],
)
def test_a_notice_of_five_working_days(first: str, last: str, expected: Status) -> None:
    assert only(NOTICE, notice(first, last)) == expected


def test_a_year_without_a_working_day_table_is_for_a_person() -> None:
    data = notice("2031-05-26", "2031-05-27")

    assert only(NOTICE, data, as_of="2031-06-30") == ATTEST


# 至多


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-01-31", "2026-02-28", MET),
        ("2026-01-31", "2026-03-01", GAP),
        ("2026-03-31", "2026-04-30", MET),
        ("2026-05-18", "2026-06-18", MET),
        ("2026-05-18", "2026-06-19", GAP),
        ("2025-12-20", "2026-01-20", MET),
        ("2025-12-20", "2026-01-21", GAP),
        ("2025-11-20", "2025-12-31", None),
        ("2026-05", "2026-06-01", MET),
        ("2026-05", "2026-06-02", ATTEST),
        ("2026-05", "2026-06-30", ATTEST),
        ("2026-05", "2026-07-01", GAP),
        ("2026-05-18", "2026-06", ATTEST),
        ("2026-05-31", "2026-06", MET),
        ("2026-05-18", "2026-07", GAP),
    ],
)
def test_at_most_a_month(start: str, end: str, expected: Status | None) -> None:
    assert only(TALK, case(递交入党申请书=start, 派人谈话=end)) == expected


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2026-05-17", None), ("2026-05-18", DUE), ("2026-06-18", DUE), ("2026-06-19", GAP)],
)
def test_open_until_its_last_day_then_a_gap(as_of: str, expected: Status | None) -> None:
    assert only(TALK, case(递交入党申请书="2026-05-18"), as_of=as_of) == expected


def test_what_is_open_says_until_when() -> None:
    (exact,) = judgements(TALK, case(递交入党申请书="2026-01-31"), as_of="2026-02-10")
    (vague,) = judgements(TALK, case(递交入党申请书="2026-01"), as_of="2026-02-10")

    assert str(exact.deadline) == "2026-02-28"
    assert str(vague.deadline) == "2026-02-01"
    assert vague.message.args["deadline"] == vague.deadline


def test_days_do_not_count_the_first() -> None:
    days = {**TALK, "至多": "10", "单位": "日"}

    assert only(days, case(递交入党申请书="2026-05-18", 派人谈话="2026-05-28")) == MET
    assert only(days, case(递交入党申请书="2026-05-18", 派人谈话="2026-05-29")) == GAP


def test_an_act_after_the_day_of_judgement_is_not_seen() -> None:
    steps = case(递交入党申请书="2026-05-18", 派人谈话="2026-06-25")

    assert only(TALK, steps, as_of="2026-06-10") == DUE
    assert only(TALK, steps, as_of="2026-06-20") == GAP
    assert only(TALK, steps, as_of="2026-06-25") == GAP
    assert only(TALK, case(递交入党申请书="2026-05-18"), as_of="2026-05-17") is None


def test_a_day_written_ahead_ends_no_waiting() -> None:
    election = {**TALK, "对象": "换届选举", "从": "届满日期", "到": "选举日期"}
    data = {"换届选举": {"编号": "X-1", "届满日期": "2026-05-18", "选举日期": "2026-06-10"}}

    assert only(election, data, as_of="2026-06-09") == DUE
    assert only(election, data, as_of="2026-06-10") == MET


def test_what_fell_due_before_the_ledger_was_opened_is_not_judged() -> None:
    assert only(TALK, case(递交入党申请书="2019-03-01")) is None
    assert only(TALK, case(递交入党申请书="2025-11-30")) is None
    assert only(TALK, case(递交入党申请书="2025-12-01")) == GAP
    assert only(TALK, case(递交入党申请书="2025-12-01"), start="2026-01-02") is None


def test_what_falls_due_after_the_branch_was_dissolved_is_not_asked_for() -> None:
    data = {**case(递交入党申请书="2026-05-18"), "支部": {"撤销日期": "2026-06-10"}}

    assert only(TALK, data, as_of="2026-06-09") == DUE
    assert only(TALK, data, as_of="2026-06-10") is None
    assert only(TALK, data, as_of="2026-07-01") is None
    later = {**data, "支部": {"撤销日期": "2026-06-19"}}
    assert only(TALK, later, as_of="2026-07-01") == GAP


def test_a_limit_runs_from_the_day_it_came_in() -> None:
    def on(end: str) -> Status | None:
        return only(TALK, case(递交入党申请书="2026-03-01", 派人谈话=end), came_in="2026-05-11")

    assert on("2026-06-11") == MET
    assert on("2026-06-12") == GAP
    waiting = case(递交入党申请书="2026-03-01")
    assert only(TALK, waiting, came_in="2026-05-11", as_of="2026-06-11") == DUE
    assert only(TALK, waiting, came_in="2026-05-11", as_of="2026-06-12") == GAP
    assert only(TALK, case(递交入党申请书="2026-05-20", 派人谈话="2026-06-20"), came_in="2026-05-11") == MET


def test_some_steps_end_the_waiting() -> None:
    rule = {**TALK, "除非": "材料转交"}
    steps = case(递交入党申请书="2026-05-18", 材料转交="2026-06-30")

    assert only(rule, steps, as_of="2026-06-29") == GAP
    assert only(rule, steps, as_of="2026-06-30") is None
    assert only(TALK, steps) == GAP


def test_each_beginning_has_its_own_end() -> None:
    steps = case(
        递交入党申请书=["2026-02-01", "2026-05-18", "2026-09-01"],
        派人谈话=["2026-02-20", "2026-07-01", "2026-09-20"],
    )

    assert states(TALK, steps) == {"F-1": MET, "F-1/2": GAP, "F-1/3": MET}


def test_beginning_again_takes_the_place_of_what_was_not_finished() -> None:
    steps = case(递交入党申请书=["2026-02-01", "2026-09-01"], 派人谈话="2026-09-20")

    assert states(TALK, steps) == {"F-1/2": MET}


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (["2026-03-01"], GAP),
        (["2026-03-01", "2026-05-17"], GAP),
        (["2026-03-01", "2026-05-18"], MET),
        (["2026-03-01", "2026-05-17", "2026-08-01"], MET),
        (["2026-06-01", "2026-03-01"], MET),
    ],
)
def test_doing_it_anew_makes_up_for_having_done_it_too_soon(days: list[str], state: Status) -> None:
    steps = case(确定为入党积极分子="2025-05-18", 支委会研究发展对象=days)

    assert only(YEAR, steps) == state


def notices(*spans: tuple[str, str]) -> dict[str, Any]:
    steps = {"公示": [{"日期": first, "截止": last} for first, last in spans]}
    return {"发展党员": {"编号": "F-1", "姓名": "谷雨声", "步骤": steps}}


SHORT, LONG = ("2026-06-01", "2026-06-03"), ("2026-06-08", "2026-06-12")


def test_a_notice_put_up_again_closes_the_gap_of_the_first_from_that_day_on() -> None:
    both = notices(SHORT, LONG)
    first, second = "F-1/2026-06-01", "F-1/2026-06-08"

    assert states(NOTICE, both, as_of="2026-06-07") == {first: GAP}
    assert states(NOTICE, both, as_of="2026-06-08") == {first: MET, second: MET}
    assert states(NOTICE, notices(LONG, SHORT)) == {first: MET, second: MET}


@pytest.mark.parametrize("other", [("2026-06-02", "2026-06-12"), ("2026-06-08", "2026-06-10")])
def test_one_beside_it_or_as_short_does_not(other: tuple[str, str]) -> None:
    assert states(NOTICE, notices(SHORT, other))["F-1/2026-06-01"] == GAP


DAYS = st.dates(date(2026, 1, 1), date(2029, 12, 31))


@given(DAYS, DAYS, st.integers(1, 24), st.integers(0, 12))
def test_tightening_a_limit_never_removes_a_gap(start: date, end: date, months: int, slack: int) -> None:
    steps = case(递交入党申请书=str(start), 派人谈话=str(end))
    loose = only({**TALK, "至多": str(months + slack)}, steps, as_of="2031-01-01")
    tight = only({**TALK, "至多": str(months)}, steps, as_of="2031-01-01")

    assert tight == GAP or loose != GAP


@given(DAYS, DAYS, st.integers(1, 24))
def test_one_bound_is_the_other_turned_round(start: date, end: date, months: int) -> None:
    """至少 n 和至多 n 只在恰好那一天都成立。"""
    first, last = sorted((start, end))
    steps = case(递交入党申请书=str(first), 派人谈话=str(last))
    most = only({**TALK, "至多": str(months)}, steps, as_of="2031-01-01")
    rest = {k: v for k, v in TALK.items() if k != "至多"}
    least = only({**rest, "至少": str(months)}, steps, as_of="2031-01-01")

    assert MET in {most, least}
