"""职务有没有人、空了补没补、不该有的步骤、党龄：这几种类型的边角。"""

from typing import Any

import pytest
from judging import ATTEST, DUE, GAP, MET, judgements, states
from pydantic import ValidationError

from dangjian_cli.kinds import kinds
from dangjian_cli.ledger.roster import offices_in
from dangjian_cli.ledger.values import BadValue

OFFICES = {"类型": "在任", "机构": "支委会", "职务": ["书记", "纪检委员/纪律检查委员"], "至多": 1}
LEADERS = {"类型": "在任", "机构": "党小组", "至多": 1}
REFILLED = {"类型": "补缺", "机构": "支委会", "至多": 3}
LED = {"类型": "补缺", "机构": "党小组", "至多": 1}


def term(*seats: dict[str, Any], elected: str = "2025-03-15") -> dict[str, Any]:
    more = [{"姓名": name, "职务": "委员"} for name in ("甲", "乙", "丙")]
    return {"支委会": {"编号": "W-1", "当选日期": elected, "成员": [*more, *seats]}}


@pytest.mark.parametrize(
    ("role", "offices"),
    [
        ("书记", {"书记"}),
        ("副书记、纪检委员", {"副书记", "纪检委员"}),
        ("副书记兼组织委员", {"副书记", "组织委员"}),
        ("副书记, 宣传委员", {"副书记", "宣传委员"}),
        (None, {"委员"}),
    ],
)
def test_one_person_may_hold_several_offices(role: str | None, offices: set[str]) -> None:
    assert offices_in(role) == offices


def test_an_office_given_to_nobody_is_a_gap() -> None:
    data = term({"姓名": "丁", "职务": "书记"}, {"姓名": "戊", "职务": "副书记"})

    assert states(OFFICES, data) == {"W-1/书记": MET, "W-1/纪检委员": GAP}


def test_another_word_for_the_office_counts() -> None:
    data = term({"姓名": "丁", "职务": "书记、纪律检查委员"})

    assert set(states(OFFICES, data).values()) == {MET}


def test_an_office_left_within_the_term_was_given() -> None:
    data = term({"姓名": "丁", "职务": "书记、纪检委员", "止": "2026-05-01"})

    assert set(states(OFFICES, data).values()) == {MET}


def test_two_secretaries_at_once_are_too_many() -> None:
    both = ({"姓名": "丁", "职务": "书记、纪检委员"}, {"姓名": "戊", "职务": "书记", "起": "2026-06-01"})

    assert states(OFFICES, term(*both))["W-1/书记"] is GAP
    assert states(OFFICES, term(*both), as_of="2026-05-31")["W-1/书记"] is MET


def test_where_there_is_no_committee_no_office_is_asked() -> None:
    alone = {"支委会": {"编号": "W-1", "当选日期": "2025-03-15", "成员": [{"姓名": "甲", "职务": "书记"}]}}

    assert states(OFFICES, alone) == {}


def test_only_the_committee_of_today_is_asked() -> None:
    old = term()["支委会"]
    new = {
        **term({"姓名": "丁", "职务": "书记、纪检委员"})["支委会"],
        "编号": "W-2",
        "当选日期": "2026-03-15",
    }

    assert states(OFFICES, {"支委会": [old, new]}) == {"W-2/书记": MET, "W-2/纪检委员": MET}


def test_a_dissolved_branch_has_nobody_in_office() -> None:
    data = {**term(), "支部": {"撤销日期": "2026-06-01"}}

    assert states(OFFICES, data) == {}


@pytest.mark.parametrize(
    ("leaders", "as_of", "state"),
    [
        ([{"姓名": "甲", "起": "2021-01-01"}], "2026-11-22", MET),
        ([], "2026-11-22", GAP),
        ([{"姓名": "甲", "止": "2026-06-30"}], "2026-06-30", MET),
        ([{"姓名": "甲", "止": "2026-06-30"}], "2026-07-01", GAP),
        ([{"姓名": "甲"}, {"姓名": "乙", "起": "2026-06-01"}], "2026-11-22", GAP),
    ],
)
def test_each_group_has_one_leader_today(leaders: list[Any], as_of: str, state: object) -> None:
    group = {"编号": "G-1", "名称": "一组", "成立日期": "2020-01-01", "组长": leaders}

    assert states(LEADERS, {"党小组": group}, as_of=as_of) == {"G-1": state}


def test_a_group_that_ended_needs_no_leader() -> None:
    assert states(LEADERS, {"党小组": {"编号": "G-1", "名称": "一组", "撤销日期": "2026-03-01"}}) == {}


@pytest.mark.parametrize("wrong", [{"机构": "支委会"}, {"机构": "党小组", "职务": "组长"}])
def test_offices_are_named_for_a_committee_only(wrong: dict[str, Any]) -> None:
    with pytest.raises((ValidationError, BadValue)):
        kinds()["在任"].model_validate(wrong)


LEFT = {"姓名": "丁", "职务": "委员", "止": "2026-03-31"}


@pytest.mark.parametrize(
    ("came", "as_of", "found"),
    [
        ("2026-06-30", "2026-11-22", [MET]),
        ("2026-07-01", "2026-11-22", [GAP]),
        ("2026-03-05", "2026-11-22", [MET]),  # 提前接手
        ("2026-01-05", "2026-11-22", [GAP]),  # 早就加进来的，不是来补缺的
        (None, "2026-06-30", [DUE]),
        (None, "2026-07-01", [GAP]),
        (None, "2026-03-30", []),
    ],
)
def test_a_vacant_seat_is_filled_in_time(came: str | None, as_of: str, found: list[object]) -> None:
    seats = (LEFT, {"姓名": "戊", "职务": "委员", "起": came}) if came else (LEFT,)

    assert list(states(REFILLED, term(*seats), as_of=as_of).values()) == found


def test_two_who_left_need_two_successors() -> None:
    left = ({**LEFT, "职务": "副书记"}, {"姓名": "己", "职务": "委员", "止": "2026-04-10"})
    came = {"姓名": "戊", "职务": "委员", "起": "2026-05-01"}

    assert states(REFILLED, term(*left, came)) == {"W-1/副书记": MET, "W-1/委员": GAP}


def test_who_changes_office_has_not_left() -> None:
    moved = ({**LEFT, "职务": "组织委员"}, {"姓名": "丁", "职务": "书记", "起": "2026-04-01"})

    assert states(REFILLED, term(*moved)) == {}


def test_the_end_of_the_term_ends_the_waiting() -> None:
    old = term(LEFT)["支委会"]
    new = {**term()["支委会"], "编号": "W-2", "当选日期": "2026-06-15"}

    assert states(REFILLED, {"支委会": [old, new]}) == {}


def test_who_left_long_ago_is_not_looked_at() -> None:
    assert states(REFILLED, term({**LEFT, "止": "2025-08-01"})) == {}


def test_nobody_follows_in_a_dissolved_branch() -> None:
    assert states(REFILLED, {**term(LEFT), "支部": {"撤销日期": "2026-05-01"}}) == {}


def test_a_leader_is_followed_by_a_leader() -> None:
    led = {"姓名": "甲", "起": "2021-01-01", "止": "2026-03-31"}
    group = {"编号": "G-1", "名称": "一组", "组长": [led, {"姓名": "乙", "起": "2026-05-01"}]}

    assert list(states(LED, {"党小组": group}).values()) == [GAP]
    assert states(LED, {"党小组": {**group, "撤销日期": "2026-04-20"}}) == {}


def test_a_vacancy_known_to_the_month_counts_from_its_end() -> None:
    data = term({**LEFT, "止": "2026-03"}, {"姓名": "戊", "职务": "委员", "起": "2026-06-30"})

    assert list(states(REFILLED, data).values()) == [MET]


TEMPORARY = {"类型": "不应有", "对象": "组织事项", "条件": {"类型": "临时"}, "栏目": ["选举", "备案"]}


def test_a_step_that_must_not_be_there() -> None:
    affair = {"编号": "S-1", "类型": "临时", "步骤": {"选举": {"日期": "2026-05-01"}}}

    assert states(TEMPORARY, {"组织事项": affair}) == {"S-1/选举": GAP, "S-1/备案": MET}


def test_a_step_still_to_come_is_not_there_yet() -> None:
    steps = {"批复": {"日期": "2026-11-20"}, "选举": {"日期": "2026-12-01"}}
    affair = {"编号": "S-1", "类型": "临时", "步骤": steps}

    assert set(states(TEMPORARY, {"组织事项": affair}).values()) == {MET}


AGE = {
    "类型": "身份",
    "对象": "支委会.成员",
    "条件": {"职务": "书记"},
    "栏目": "姓名",
    "应是": "正式党员",
    "党龄满": 12,
}


@pytest.mark.parametrize(
    ("confirmed", "state"),
    [("2025-06-01", MET), ("2025-06-02", GAP), ("2025-06", ATTEST), ("2025-05", MET), ("2025-07", GAP)],
)
def test_a_year_as_a_full_member_on_the_day(confirmed: str, state: object) -> None:
    data = {
        **term({"姓名": "丁", "职务": "书记", "起": "2026-06-01"}),
        "党员": {"编号": "D-1", "姓名": "丁", "入党日期": "2024-01-01", "转正日期": confirmed},
    }

    assert list(states(AGE, data).values()) == [state]


def test_no_date_of_becoming_a_full_member_is_for_a_person() -> None:
    data = {
        **term({"姓名": "丁", "职务": "书记", "起": "2026-06-01"}),
        "党员": {"编号": "D-1", "姓名": "丁", "变动": {"类型": "转正", "日期": "2020-01-01"}},
    }

    assert [j.status for j in judgements(AGE, data)] == [ATTEST]


YEARLY = {"类型": "频次", "对象": "述职评议", "每": "年", "年度栏": "年度", "宽限": 3}


@pytest.mark.parametrize(
    ("as_of", "state"), [("2026-12-31", DUE), ("2027-01-01", DUE), ("2027-03-31", DUE), ("2027-04-01", GAP)]
)
def test_a_yearly_act_may_follow_after_the_year(as_of: str, state: object) -> None:
    assert states(YEARLY, {}, as_of=as_of)["2026"] is state
    assert states(YEARLY, {"述职评议": {"年度": "2026"}}, as_of=as_of)["2026"] is MET


def test_time_after_the_year_needs_the_year_written() -> None:
    with pytest.raises((ValidationError, BadValue)):
        kinds()["频次"].model_validate({"对象": "会议", "每": "年", "宽限": 3})


def test_numbers_within_a_list_are_added_up() -> None:
    rule = {"类型": "平衡", "对象": "组织事项", "左": "党员去向.人数", "右": "党员数"}
    went = [{"名称": "甲支部", "人数": 2}, {"名称": "乙支部", "人数": 1}]

    for members, state in ((3, MET), (4, GAP)):
        data = {"组织事项": {"编号": "S-1", "类型": "撤销", "党员数": members, "党员去向": went}}
        assert states(rule, data) == {"S-1": state}
