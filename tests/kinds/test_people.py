"""身份、应到核对：who could act that day, and how many ought to come."""

from typing import Any

import pytest
from judging import ATTEST, GAP, MET, Status, judgements, states

from dangjian_cli.finding import Privacy

FULL = {
    "类型": "身份",
    "对象": "发展党员.确定入党介绍人",
    "栏目": "人员",
    "应是": "正式党员",
    "不得是": "留党察看",
}
SANCTIONED = {**{k: v for k, v in FULL.items() if k != "应是"}, "不得是": "处分影响期"}


def member(name: str, number: str = "D-1", **own: Any) -> dict[str, Any]:
    return {"编号": number, "姓名": name, "入党日期": "1999-06-20", "转正日期": "2000-06-20", **own}


def change(kind: str, day: str, until: str | None = None, **more: str) -> dict[str, Any]:
    return {"变动": {"类型": kind, "日期": day, **({"截止": until} if until else {}), **more}}


def sponsored(day: str, *members: dict[str, Any], by: str = "麦晓川") -> dict[str, Any]:
    step = {"日期": day, "人员": by}
    person = {"编号": "F-1", "姓名": "谷雨声", "步骤": {"确定入党介绍人": step}}
    return {"党员": list(members), "发展党员": person}


def stood(rule: dict[str, Any], day: str, *members: dict[str, Any], by: str = "麦晓川") -> Status:
    (only,) = states(rule, sponsored(day, *members, by=by)).values()
    return only


@pytest.mark.parametrize(
    ("day", "own", "expected"),
    [
        ("2026-06-05", {}, MET),
        ("2026-06-05", {"转正日期": "2026-06-04"}, MET),
        ("2026-06-05", {"转正日期": "2026-06-05"}, GAP),  # 通过转正的会上还不是
        ("2026-06-05", {"转正日期": "2026-06"}, ATTEST),
        ("2026-06", {"转正日期": "2026-06-05"}, ATTEST),
        ("2026-06", {"转正日期": "2026-05-31"}, MET),
        ("2026-06", {"转正日期": "2026-07-01"}, GAP),
        ("2026-06-05", change("转出", "2026-06-05"), GAP),
        ("2026-06-05", change("转出", "2026-06-06"), MET),
        ("2026-06-05", change("转入", "2026-06-05"), MET),
        ("2026-06-05", change("转入", "2026-06-06"), GAP),
        ("2026-06-05", change("去世", "2026-06-05"), GAP),
        ("2026-06-05", change("留党察看", "2026-06-05", "2027-06-04"), GAP),
        ("2026-06-05", change("留党察看", "2025-06-05", "2026-06-04"), MET),
        ("2026-06-05", change("留党察看", "2025-06-06", "2026-06-05"), GAP),
        ("2026-06-05", change("留党察看", "2026-06", "2027-06-04"), ATTEST),
        ("2026-06", change("留党察看", "2026-06-05", "2027-06-04"), ATTEST),
    ],
)
def test_a_sponsor_is_a_full_member_that_day(day: str, own: dict[str, Any], expected: Status) -> None:
    assert stood(FULL, day, member("麦晓川", **own)) is expected


def test_one_who_is_on_no_roster_is_no_member() -> None:
    assert stood(FULL, "2026-06-05", member("麦晓川"), by="没有此人") is GAP


def test_two_of_one_name_are_for_a_person_to_tell_apart() -> None:
    both = member("麦晓川"), member("麦晓川", "D-2")

    assert stood(FULL, "2026-06-05", *both) is ATTEST


def test_a_sanction_counts_until_its_end_and_without_one_is_for_a_person() -> None:
    def on(until: str | None) -> Status:
        return stood(SANCTIONED, "2026-06-05", member("麦晓川", **change("受处分", "2025-02-01", until)))

    assert on("2026-06-05") is GAP
    assert on("2026-06-04") is MET
    assert on("2026-06") is ATTEST
    assert on(None) is ATTEST


def test_each_person_has_an_address_without_a_name() -> None:
    data = sponsored("2026-06-05", member("麦晓川"))
    data["发展党员"]["步骤"]["确定入党介绍人"]["人员"] = ["麦晓川", "没有此人"]
    found = judgements(FULL, data)

    assert [(j.subject, j.status) for j in found] == [("F-1/2026-06-05", MET), ("F-1/2026-06-05/2", GAP)]
    assert "没有此人" not in found[1].message.render(Privacy.STRICT)


# 职务

CHAIR = {
    "类型": "身份",
    "对象": "会议",
    "栏目": "主持人",
    "职务": ["书记", "副书记", "委员"],
    "委托": "委托主持",
}
COMMITTEE = {
    "编号": "W-9",
    "当选日期": "2026-05-01",
    "成员": [
        {"姓名": "石岩松", "职务": "书记"},
        {"姓名": "柳青禾", "职务": "副书记", "止": "2026-08-31"},
        {"姓名": "麦晓川", "职务": "组织委员"},
    ],
}


@pytest.mark.parametrize(
    ("day", "chair", "delegated", "expected"),
    [
        ("2026-05-28", "石岩松", "", MET),
        ("2026-05-28", "柳青禾", "书记轮训，委托副书记", MET),
        ("2026-05-28", "柳青禾", "", GAP),
        ("2026-05-28", "麦晓川", "书记轮训，委托组织委员", MET),
        ("2026-05-28", "田喜垚", "书记轮训", GAP),
        ("2026-08-31", "柳青禾", "书记轮训", MET),
        ("2026-09-01", "柳青禾", "书记轮训", GAP),
        ("2026-04-30", "石岩松", "", ATTEST),  # 那时的支委会没有记
        ("2026-05-01", "石岩松", "", MET),
    ],
)
def test_who_may_take_the_chair(day: str, chair: str, delegated: str, expected: Status) -> None:
    meeting = {"编号": "M-1", "类型": "党员大会", "日期": day, "主持人": chair}
    data = {"会议": {**meeting, "委托主持": delegated or None}, "支委会": COMMITTEE}

    assert states(CHAIR, data) == {"M-1": expected}


# 应到核对

ROLL = {"类型": "应到核对", "对象": "会议", "栏目": "应到", "计": "全体党员", "扣除": "不计入应到"}
VOTERS = {**ROLL, "栏目": "有表决权应到", "计": "有表决权党员"}
PEOPLE = [
    member("石岩松", "D-1"),
    member("佟小麦", "D-2", **change("留党察看", "2025-10-01", "2026-09-30")),
    member("祁闻溪", "D-3", **change("转出", "2026-09-01")),
    {"编号": "D-4", "姓名": "阮喆", "入党日期": "2025-12-10"},
]


def rolled(rule: dict[str, Any], day: str, written: int, *excluded: Any, people: Any = PEOPLE) -> Status:
    field = rule["栏目"]
    meeting = {"编号": "M-1", "类型": "党员大会", "日期": day, field: written, "不计入应到": list(excluded)}
    (only,) = states(rule, {"会议": meeting, "党员": people}).values()
    return only


@pytest.mark.parametrize(
    ("day", "members", "voters"),
    [("2026-08-31", 4, 2), ("2026-09-01", 3, 1), ("2026-09-30", 3, 1), ("2026-10-01", 3, 2)],
)
def test_the_number_expected_is_the_rosters_of_that_day(day: str, members: int, voters: int) -> None:
    assert [rolled(ROLL, day, n) for n in (members - 1, members, members + 1)] == [GAP, MET, GAP]
    assert [rolled(VOTERS, day, n) for n in (voters - 1, voters, voters + 1)] == [GAP, MET, GAP]


def test_who_is_excluded_lowers_it_once_and_only_if_counted() -> None:
    one = {"姓名": "石岩松"}

    assert rolled(ROLL, "2026-08-31", 3, one) is MET
    assert rolled(ROLL, "2026-08-31", 3, one, one) is MET
    assert rolled(VOTERS, "2026-08-31", 1, one) is MET
    assert rolled(VOTERS, "2026-08-31", 2, {"姓名": "阮喆"}) is MET  # 预备党员本来就不算
    assert rolled(ROLL, "2026-09-01", 3, {"姓名": "祁闻溪"}) is MET  # 已经转出
    assert rolled(ROLL, "2026-08-31", 4, {"姓名": "没有此人"}) is MET


def test_a_month_only_date_in_the_roster_leaves_a_range() -> None:
    people = [member("石岩松", "D-1"), member("祁闻溪", "D-3", **change("转出", "2026-09"))]

    assert [rolled(ROLL, "2026-09-15", n, people=people) for n in (0, 1, 2, 3)] == [GAP, ATTEST, ATTEST, GAP]
    assert rolled(ROLL, "2026-10-01", 1, people=people) is MET


def test_a_month_only_meeting_leaves_a_range_where_somebody_came_or_went() -> None:
    assert [rolled(ROLL, "2026-09", n) for n in (3, 4)] == [MET, GAP]  # 9月1日就转出了
    people = [member("石岩松", "D-1"), member("祁闻溪", "D-3", **change("转出", "2026-09-15"))]
    assert [rolled(ROLL, "2026-09", n, people=people) for n in (0, 1, 2, 3)] == [GAP, ATTEST, ATTEST, GAP]


def test_one_who_is_excluded_and_may_have_left_makes_no_range() -> None:
    people = [member("石岩松", "D-1"), member("祁闻溪", "D-3", **change("转出", "2026-09"))]

    assert rolled(ROLL, "2026-09-15", 1, {"姓名": "祁闻溪"}, people=people) is MET
    assert rolled(ROLL, "2026-09-15", 2, {"姓名": "祁闻溪"}, people=people) is GAP


def test_one_of_two_of_one_name_is_excluded() -> None:
    people = [member("王芳", "D-1"), {"编号": "D-2", "姓名": "王芳", "入党日期": "2025-12-10"}]

    assert rolled(ROLL, "2026-09-15", 1, {"姓名": "王芳"}, people=people) is MET
    assert rolled(VOTERS, "2026-09-15", 0, {"姓名": "王芳"}, people=people) is ATTEST
    assert rolled(VOTERS, "2026-09-15", 0, {"姓名": "王芳", "党员编号": "D-1"}, people=people) is MET
    assert rolled(VOTERS, "2026-09-15", 1, {"姓名": "王芳", "党员编号": "D-2"}, people=people) is MET


def test_without_a_roster_there_is_nothing_to_hold_it_against() -> None:
    assert states(ROLL, {"会议": {"编号": "M-1", "类型": "党员大会", "日期": "2026-08-31", "应到": 4}}) == {}


def test_the_committee_of_that_day() -> None:
    rule = {"类型": "应到核对", "对象": "会议", "栏目": "应到", "计": "支委会成员"}

    def on(day: str, written: int) -> Status:
        meeting = {"编号": "Z-1", "类型": "支委会", "日期": day, "应到": written}
        return states(rule, {"会议": meeting, "支委会": COMMITTEE, "党员": PEOPLE})["Z-1"]

    assert on("2026-08-31", 3) is MET
    assert on("2026-09-01", 3) is GAP
    assert on("2026-09-01", 2) is MET
