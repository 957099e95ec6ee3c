"""连续缺席：months of meetings missed. A talk must be on record; what it means is a person's to say."""

from typing import Any

import pytest
from judging import ATTEST, GAP, MET, Status, states

MISSED = {"类型": "连续缺席", "对象": "会议", "条件": {"类型": ["党员大会", "主题党日"]}, "连续": "6"}
LOOK = {**MISSED, "要求": "人工核实"}
PEOPLE = [
    {"编号": "D-1", "姓名": "麦晓川", "入党日期": "1999-06-20", "转正日期": "2000-06-20"},
    {"编号": "D-2", "姓名": "田喜垚", "入党日期": "1999-06-20", "转正日期": "2000-06-20"},
]
EVERY_MONTH = tuple(f"2026-{month:02}-10" for month in range(2, 9))


def held(day: str, **own: Any) -> dict[str, Any]:
    return {"编号": f"P-{day}", "类型": "主题党日", "日期": day, **own}


def missed(*days: str, **own: Any) -> list[dict[str, Any]]:
    return [held(day, 缺席={"姓名": "麦晓川", "原因": "务工"}, **own) for day in days]


def found(meetings: list[Any], rule: dict[str, Any] = MISSED, **more: Any) -> dict[str, Status]:
    every = states(rule, {"党员": PEOPLE, "会议": meetings, **more})
    return {subject: state for subject, state in every.items() if not subject.startswith("D-2")}


def test_half_a_year_of_nothing_asks_for_a_talk() -> None:
    assert found(missed(*EVERY_MONTH)) == {"D-1/2026-02-10": GAP}
    assert found(missed(*EVERY_MONTH), LOOK) == {"D-1/2026-02-10": ATTEST}


@pytest.mark.parametrize(
    ("last", "expected"), [("2026-08-09", {"D-1": MET}), ("2026-08-10", {"D-1/2026-02-10": GAP})]
)
def test_six_months_to_the_day(last: str, expected: dict[str, Status]) -> None:
    assert found(missed("2026-02-10", last)) == expected


def test_a_run_may_have_begun_before_the_ledger_was_opened() -> None:
    assert found(missed("2025-07-10", "2026-01-10")) == {"D-1/2025-07-10": GAP}
    assert found([*missed("2025-06-10", "2025-12-31"), held("2026-01-10")]) == {"D-1": MET}


def test_one_meeting_attended_breaks_the_run() -> None:
    assert found([*missed(*EVERY_MONTH), held("2026-05-20")]) == {"D-1": MET}
    assert found([*missed(*EVERY_MONTH), held("2026-09-10")]) == {"D-1/2026-02-10": GAP}


@pytest.mark.parametrize(
    ("talk", "expected"),
    [
        ({"日期": "2026-02-10"}, MET),
        ({"日期": "2026-02-09"}, GAP),
        ({"日期": "2026-12-01"}, GAP),
        ({"日期": "2026-05-01", "谈话对象": "田喜垚"}, GAP),
    ],
)
def test_a_talk_since_the_first_day_answers_it(talk: dict[str, str], expected: Status) -> None:
    row = {"谈话人": "石岩松", "谈话对象": "麦晓川", **talk}
    assert found(missed(*EVERY_MONTH), 谈心谈话=row) == {"D-1/2026-02-10": expected}


def test_only_a_talk_of_the_kind_asked_for() -> None:
    row = {"日期": "2026-05-01", "谈话人": "石岩松", "谈话对象": "D-1", "类型": "日常"}
    rule = {**MISSED, "谈话": "提醒谈话"}
    assert found(missed(*EVERY_MONTH), rule, 谈心谈话=row) == {"D-1/2026-02-10": GAP}
    assert found(missed(*EVERY_MONTH), rule, 谈心谈话={**row, "类型": "提醒谈话"}) == {"D-1/2026-02-10": MET}


@pytest.mark.parametrize("mark", ["流动党员", "年老体弱"])
def test_the_away_and_the_frail_are_not_looked_at(mark: str) -> None:
    people = [{**PEOPLE[0], mark: "是"}, PEOPLE[1]]
    assert states(MISSED, {"党员": people, "会议": missed(*EVERY_MONTH)}) == {"D-2": MET}


def test_who_is_not_counted_is_not_absent() -> None:
    excused = {"不计入应到": {"姓名": "麦晓川"}}
    assert found([*missed("2026-02-10"), *missed("2026-05-10", "2026-09-10", **excused)]) == {"D-1": MET}


def test_another_group_s_meeting_is_no_attendance() -> None:
    people = [{**PEOPLE[0], "党小组": "川道组"}, PEOPLE[1]]
    rule = {**MISSED, "条件": {"类型": ["主题党日", "党小组会"]}}
    other = {"编号": "X-1", "类型": "党小组会", "日期": "2026-05-20", "党小组": "山上组"}
    for group, expected in (
        ("山上组", {"D-1/2026-02-10": GAP, "D-2": MET}),
        ("川道组", {"D-1": MET, "D-2": MET}),
    ):
        data = {"党员": people, "会议": [*missed(*EVERY_MONTH), {**other, "党小组": group}]}
        assert states(rule, data) == expected


def test_without_meetings_there_is_nothing_to_say() -> None:
    assert found([]) == {}


@pytest.mark.parametrize(
    "change", [{"类型": "转入", "日期": "2026-12-01"}, {"类型": "转出", "日期": "2026-01-15"}]
)
def test_who_was_never_to_come_is_not_counted_as_in_order(change: dict[str, str]) -> None:
    people = [{**PEOPLE[0], "变动": change}, PEOPLE[1]]

    assert found([held("2026-03-10"), held("2026-04-10")], 党员=people) == {}
