"""换届、党小组、名册这几种类型的边角。"""

from typing import Any

import pytest
from judging import ATTEST, DUE, GAP, MET, NOT_APPLICABLE, judgements, states

from dangjian_cli.kinds import kinds
from dangjian_cli.kinds.margin import Margin

TERM = {"类型": "任期", "对象": "支委会", "任期": {"农村": 5}, "其他": 3, "提前": 6, "延期": 12}
MEMBERS = [
    {"编号": f"D-{i}", "姓名": name, "入党日期": "2000-07-01", "转正日期": "2001-07-01"}
    for i, name in enumerate(("石松", "柳禾", "麦川", "田垚", "苗昇", "黎仓", "佟麦"), 1)
]


def committee(elected: str, number: int = 3, **more: Any) -> dict[str, Any]:
    return {"当选日期": elected, "成员": [{"姓名": m["姓名"]} for m in MEMBERS[:number]], **more}


@pytest.mark.parametrize(
    ("as_of", "state"),
    [("2026-03-17", MET), ("2026-03-18", DUE), ("2026-09-18", DUE), ("2026-09-19", GAP)],
)
def test_a_term_is_announced_then_due_then_a_gap(as_of: str, state: object) -> None:
    data = {"支委会": committee("2021-09-18")}

    assert list(states(TERM, data, as_of=as_of).values()) == [state]


@pytest.mark.parametrize(
    ("field", "own", "branch", "gap"),
    [
        ("农村", None, None, "2026"),
        ("机关", None, None, "2024"),
        ("机关", 4, None, "2025"),
        ("机关", None, 5, "2026"),
    ],
)
def test_the_length_is_the_terms_own_else_the_branchs_else_the_fields(
    field: str, own: int | None, branch: int | None, gap: str
) -> None:
    more = {"任期": str(own)} if own else {}
    data = {
        "支部": {"领域": field, "建账日期": "2022-01-01", **({"届期": str(branch)} if branch else {})},
        "支委会": committee("2021-03-18", **more),
    }

    assert DUE in states(TERM, data, as_of=f"{gap}-03-18").values()
    assert GAP in states(TERM, data, as_of=f"{gap}-03-19").values()


@pytest.mark.parametrize(
    ("approved", "until", "state"),
    [
        ("2026-03-18", "2026-12-31", DUE),
        ("2026-03-19", "2026-12-31", GAP),
        ("2026-03-01", None, DUE),
        ("2026-03-01", "2026-06-30", GAP),
    ],
)
def test_a_delay_counts_when_it_was_approved_in_time(approved: str, until: str | None, state: object) -> None:
    step = {"日期": approved, **({"截止": until} if until else {})}
    data = {
        "支委会": committee("2021-03-18"),
        "换届选举": {"编号": "X-1", "步骤": {"延期批复": step}},
    }

    assert list(states(TERM, data).values()) == [state]


def test_a_month_only_election_may_or_may_not_be_late() -> None:
    data = {"支委会": [committee("2021-03-18"), committee("2026-03")]}

    assert ATTEST in states(TERM, data).values()


def test_a_dissolved_branch_elects_nobody() -> None:
    data = {"支部": {"撤销日期": "2026-02-01"}, "支委会": committee("2021-03-18")}

    assert states(TERM, data) == {}


@pytest.mark.parametrize(("seats", "least"), [(1, 2), (3, 4), (5, 6), (7, 9), (10, 12)])
def test_a_fraction_of_a_candidate_counts_as_one(seats: int, least: int) -> None:
    kind = kinds()["差额"].model_validate(
        {"对象": "换届选举", "候选": "候选人", "应选": "应选人数", "比例": "1/5"}
    )

    assert isinstance(kind, Margin)
    assert kind.least(seats) == least


@pytest.mark.parametrize(("full", "seats", "state"), [(7, 3, MET), (7, 2, GAP), (6, 3, GAP), (6, 2, MET)])
def test_the_board_by_the_full_members_of_the_day(full: int, seats: int, state: object) -> None:
    rule = {"类型": "班子", "对象": "支委会", "满": 7, "至少": 3, "不足时至多": 2}
    data = {"党员": MEMBERS[:full], "支委会": committee("2026-03-18", seats)}

    assert list(states(rule, data).values()) == [state]


MONTHLY = {"类型": "频次", "对象": "会议", "每": "月"}


def test_no_committee_on_the_first_day_nothing_is_asked() -> None:
    rule = {**MONTHLY, "当": "设支委会"}
    found = states(rule, {"支委会": committee("2026-03-15")}, as_of="2026-05-10")

    assert found["2026-03"] is NOT_APPLICABLE
    assert found["2026-04"] is GAP
    assert found["2026-05"] is DUE


def test_every_group_by_its_number_from_its_first_whole_period() -> None:
    rule = {**MONTHLY, "当": "设党小组", "每个": "党小组"}
    data = {
        "党小组": [
            {"编号": "G-1", "名称": "一组", "成立日期": "2025-01-01", "撤销日期": "2026-03-10"},
            {"编号": "G-2", "名称": "二组", "成立日期": "2026-02"},
        ],
        "会议": {"类型": "党小组会", "日期": "2026-02-05", "党小组": "一组"},
    }
    found = states(rule, data, as_of="2026-03-31")

    assert found == {
        "G-1/2026-01": GAP,
        "G-1/2026-02": MET,
        "G-1/2026-03": NOT_APPLICABLE,
        "G-2/2026-03": DUE,
    }


def test_who_has_left_is_not_asked_for_a_group() -> None:
    rule = {"类型": "每名党员", "编入党小组": "是"}
    left = {**MEMBERS[1], "变动": {"类型": "转出", "日期": "2026-05-01"}}
    data = {
        "党小组": {"编号": "G-1", "名称": "一组"},
        "党员": [{**MEMBERS[0], "党小组": "一组"}, left, MEMBERS[2]],
    }

    assert states(rule, data) == {"D-1/党小组": MET, "D-3/党小组": GAP}
    assert states(rule, {"党员": data["党员"]}) == {}


def test_what_may_be_written_later_is_due_until_then() -> None:
    rule = {"类型": "必填", "对象": "会议", "栏目": "落实情况", "过后": 30}
    data = {"会议": {"类型": "主题党日", "日期": "2026-05-10"}}

    assert list(states(rule, data, as_of="2026-06-09").values()) == [DUE]
    assert list(states(rule, data, as_of="2026-06-10").values()) == [GAP]


def test_names_stay_out_of_addresses() -> None:
    rule = {"类型": "互斥", "对象": "换届选举", "左": "监票人", "右": "候选人"}
    data = {"换届选举": {"编号": "X-1", "监票人": ["石松", "柳禾"], "候选人": ["柳禾", "麦川"]}}

    assert [j.subject for j in judgements(rule, data)] == ["X-1", "X-1/2"]
