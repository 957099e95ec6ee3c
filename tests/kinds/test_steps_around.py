"""先后、登记、限期：steps around an act, records that point back, days that were set."""

from typing import Any

import pytest
from judging import ATTEST, DUE, GAP, MET, states

BEFORE = {"类型": "先后", "对象": "组织生活会", "先": ["确定主题", "学习"], "后": "召开会议"}
AFTER = {"类型": "先后", "对象": "组织生活会", "先": "召开会议", "后": ["整改", "通报"]}


def life(**steps: str) -> dict[str, Any]:
    return {
        "组织生活会": {
            "编号": "L-1",
            "所属年度": "2026",
            "步骤": {k: {"日期": d} for k, d in steps.items()},
        }
    }


@pytest.mark.parametrize(
    ("theme", "study", "expected"),
    [
        ("2026-09-01", "2026-09-02", {"L-1/确定主题": MET, "L-1/学习": MET}),
        ("2026-09-02", "2026-09-01", {"L-1/确定主题": MET, "L-1/学习": MET}),
        ("2026-09-25", "2026-09-25", {"L-1/确定主题": MET, "L-1/学习": MET}),
        ("2026-09-26", "2026-09-01", {"L-1/确定主题": GAP, "L-1/学习": MET}),
        ("2026-09", "2026-09-01", {"L-1/确定主题": ATTEST, "L-1/学习": MET}),
    ],
)
def test_each_comes_before_in_any_order(theme: str, study: str, expected: dict[str, Any]) -> None:
    assert states(BEFORE, life(确定主题=theme, 学习=study, 召开会议="2026-09-25")) == expected


def test_a_missing_step_is_asked_for_once_the_later_one_is_taken() -> None:
    assert states(BEFORE, life(确定主题="2026-09-01")) == {}
    assert states(BEFORE, life(确定主题="2026-09-01", 召开会议="2026-09-25"))["L-1/学习"] is GAP


def test_several_may_follow() -> None:
    assert states(AFTER, life(召开会议="2026-09-25")) == {}
    assert states(AFTER, life(整改="2026-09-30", 通报="2026-10-08")) == {"L-1/召开会议": GAP}
    assert states(AFTER, life(召开会议="2026-09-25", 整改="2026-09-25")) == {"L-1/召开会议": MET}


ENTERED = {
    "类型": "登记",
    "对象": "会议",
    "条件": {"类型": "组织生活会"},
    "另在": "组织生活会",
    "写在": ["召开会议.会议", "会议"],
}
MEETING = {"编号": "M-1", "类型": "组织生活会", "日期": "2026-09-25"}


@pytest.mark.parametrize(
    ("entry", "state"),
    [
        ({"会议": "M-1"}, MET),
        ({"步骤": {"召开会议": {"日期": "2026-09-25", "会议": "M-1"}}}, MET),
        ({"会议": "M-2"}, GAP),
        ({}, GAP),
    ],
)
def test_what_was_held_is_entered(entry: dict[str, Any], state: Any) -> None:
    data = {"会议": MEETING, "组织生活会": {"编号": "L-1", "所属年度": "2026"} | entry}

    assert states(ENTERED, data) == {"M-1": state}


def test_other_meetings_need_no_entry() -> None:
    assert states(ENTERED, {"会议": MEETING | {"类型": "党课"}}) == {}
    assert states(ENTERED, {"会议": MEETING | {"日期": "2025-12-20"}}) == {}


TASK = {"类型": "限期", "对象": "组织生活会.整改清单", "期限": "期限", "完成": "完成日期"}


@pytest.mark.parametrize(
    ("limit", "done", "state"),
    [
        ("2026-11-21", "", GAP),
        ("2026-11-22", "", DUE),
        ("2026-11", "", DUE),
        ("2026-10", "", GAP),
        ("2026-10-31", "2026-10-31", MET),
        ("2026-10-31", "2026-11-20", MET),
        ("2026-10-31", "2026-11-23", GAP),
        ("2026-12-31", "2026-11-23", DUE),
        ("2025-12-31", "", None),
        ("", "", None),
    ],
)
def test_open_until_its_own_day(limit: str, done: str, state: Any) -> None:
    task = {"编号": "Z-1"} | {k: v for k, v in {"期限": limit, "完成日期": done}.items() if v}
    data = {"组织生活会": {"编号": "L-1", "所属年度": "2026", "整改清单": task}}

    assert states(TASK, data).get("L-1/Z-1") is state


def test_a_branch_that_is_gone_owes_nothing_later() -> None:
    task = {"编号": "Z-1", "期限": "2026-10-31"}
    data = {
        "支部": {"撤销日期": "2026-10-01"},
        "组织生活会": {"编号": "L-1", "所属年度": "2026", "整改清单": task},
    }

    assert states(TASK, data) == {}


DECISION = {"类型": "先后", "对象": "议事决策", "先": "支委会研究", "后": "党员大会讨论", "当": "设支委会"}


@pytest.mark.parametrize(
    ("elected", "seats", "expected"),
    [
        ("2026-03-01", 3, {"JC-1/支委会研究": GAP}),
        ("2026-03-01", 1, {}),
        ("2026-07-28", 3, {"JC-1/支委会研究": GAP}),
        ("2026-07-29", 3, {}),  # 讨论那天还没有支委会
    ],
)
def test_only_a_branch_with_a_committee_is_asked(elected: str, seats: int, expected: dict[str, Any]) -> None:
    names = ("石岩松", "柳青禾", "麦晓川")[:seats]
    data = {
        "支委会": {"当选日期": elected, "成员": [{"姓名": name} for name in names]},
        "议事决策": {"编号": "JC-1", "步骤": {"党员大会讨论": {"日期": "2026-07-28"}}},
    }
    assert states(DECISION, data) == expected


MEASURES = {"类型": "必填", "对象": "组织生活会.整改清单", "栏目": "措施"}


@pytest.mark.parametrize(
    ("steps", "as_of", "state"),
    [
        ({"确定主题": {"日期": "2026-06-01"}, "召开会议": {"日期": "2026-06-20"}}, "2026-05-31", None),
        ({"召开会议": {"日期": "2026-06-20"}, "确定主题": {"日期": "2026-06-01"}}, "2026-06-01", GAP),
        ({"召开会议": {"会议": "M-1"}}, "2026-05-31", GAP),
        ({}, "2026-05-31", GAP),
    ],
)
def test_a_record_without_a_day_is_known_of_from_its_first_step_on(
    steps: dict[str, Any], as_of: str, state: Any
) -> None:
    held = {"编号": "L-1", "所属年度": "2026", "步骤": steps, "整改清单": {"编号": "Z-1"}}

    assert states(MEASURES, {"组织生活会": held}, as_of=as_of).get("L-1/Z-1") is state
