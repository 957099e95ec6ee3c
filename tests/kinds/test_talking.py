"""谈话关系：by seats of the day, year by year. 占比：at most a share."""

from typing import Any

import pytest
from judging import DUE, GAP, MET, NOT_APPLICABLE, UNEXAMINED, report, requirement, states

RULE = {
    "类型": "谈话关系",
    "对象": "谈心谈话",
    "关系": ["支委之间", "支委和党员", "党员之间"],
    "每": "年",
}
MEMBERS = [
    {"编号": f"D-{i}", "姓名": name, "入党日期": "2000-01-01", "转正日期": "2001-01-01"}
    for i, name in enumerate(("甲一", "乙二", "丙三", "丁四", "戊五"), 1)
]
COMMITTEE = {
    "编号": "W-1",
    "当选日期": "2024-01-01",
    "成员": [
        {"姓名": "甲一", "职务": "书记"},
        {"姓名": "乙二", "职务": "委员"},
        {"姓名": "丙三", "职务": "委员", "止": "2026-05-31"},
        {"姓名": "丁四", "职务": "委员", "起": "2026-06-01"},
    ],
}


def talks(*pairs: tuple[str, str, str], **more: Any) -> dict[str, Any]:
    listed = [
        {"编号": f"T-{i}", "日期": day, "谈话人": by, "谈话对象": to}
        for i, (day, by, to) in enumerate(pairs, 1)
    ]
    return {"党员": MEMBERS, "支委会": COMMITTEE, "谈心谈话": listed, **more}


def found(*pairs: tuple[str, str, str], **how: Any) -> set[str]:
    """The relations that were met in 2026."""
    judged = states(RULE, talks(*pairs), **how)
    return {subject.split("/")[1] for subject, state in judged.items() if state is MET}


@pytest.mark.parametrize(
    ("day", "by", "to", "relation"),
    [
        ("2026-03-05", "甲一", "乙二", "支委之间"),
        ("2026-03-05", "甲一", "戊五", "支委和党员"),
        ("2026-03-05", "戊五", "甲一", "支委和党员"),
        ("2026-03-05", "丁四", "戊五", "党员之间"),
        ("2026-07-05", "丁四", "戊五", "支委和党员"),
        ("2026-07-05", "丙三", "戊五", "党员之间"),
        ("2026-07-05", "丙三", "丁四", "支委和党员"),
    ],
)
def test_a_relation_is_of_the_day(day: str, by: str, to: str, relation: str) -> None:
    assert found((day, by, to)) == {relation}


@pytest.mark.parametrize(
    ("by", "to"), [("甲一", "甲一"), ("甲一", "不在册"), ("不在册", "戊五"), ("不在册", "也不在")]
)
def test_who_is_no_member_counts_for_none(by: str, to: str) -> None:
    assert found(("2026-03-05", by, to)) == set()


def test_open_in_the_year_and_a_gap_after_it() -> None:
    data = talks(("2026-03-05", "甲一", "乙二"))

    assert states(RULE, data)["2026/党员之间"] is DUE
    assert states(RULE, data, as_of="2026-12-31")["2026/党员之间"] is DUE
    assert states(RULE, data, as_of="2027-01-01")["2026/党员之间"] is GAP
    assert states(RULE, data, as_of="2027-01-01")["2027/党员之间"] is DUE


def test_the_partial_year_is_excused_unless_met() -> None:
    judged = states(RULE, talks(("2026-03-05", "甲一", "乙二")), start="2026-02-01")

    assert judged["2026/党员之间"] is NOT_APPLICABLE
    assert judged["2026/支委之间"] is MET


def test_without_a_committee_its_members_need_not_talk() -> None:
    alone = {"编号": "W-1", "当选日期": "2024-01-01", "成员": {"姓名": "甲一", "职务": "书记"}}
    data = talks(("2026-03-05", "甲一", "乙二"), 支委会=alone)

    assert states(RULE, data, as_of="2027-01-01") == {
        "2026/支委之间": NOT_APPLICABLE,
        "2026/支委和党员": MET,
        "2026/党员之间": GAP,
        "2027/支委之间": NOT_APPLICABLE,
        "2027/支委和党员": DUE,
        "2027/党员之间": DUE,
    }


def test_a_branch_that_was_dissolved_is_excused() -> None:
    data = talks(支部={"撤销日期": "2026-10-01"})

    assert set(states(RULE, data).values()) == {NOT_APPLICABLE}


PORTION = {"类型": "占比", "对象": "民主评议", "分子": "优秀", "分母": "参评人数", "至多": "1/3"}


@pytest.mark.parametrize(
    ("part", "whole", "state"),
    [("3", "9", MET), ("4", "9", GAP), ("3", "10", MET), ("4", "11", GAP), ("4", "12", MET), ("0", "0", MET)],
)
def test_a_third_itself_is_allowed(part: str, whole: str, state: Any) -> None:
    review = {"编号": "E-1", "所属年度": "2026", "优秀": part, "参评人数": whole}

    assert states(PORTION, {"民主评议": review}) == {"E-1": state}


def test_a_portion_needs_both_numbers() -> None:
    judged = report(requirement(PORTION), {"民主评议": {"编号": "E-1", "所属年度": "2026", "优秀": "3"}})

    assert [v.status for v in judged.verdicts] == [UNEXAMINED]
