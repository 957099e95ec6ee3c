"""比例、平衡、数量、足量：the edges of numbers."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import GAP, MET, Status, judgements, rule, states

from dangjian_cli.finding import Privacy
from dangjian_cli.kinds.ratio import Ratio

# 比例

PRESENT = {"类型": "比例", "对象": "会议", "分子": "有表决权实到", "分母": "有表决权应到"}
HALF, MORE = {**PRESENT, "至少": "1/2"}, {**PRESENT, "超过": "1/2"}
VOTES = {**MORE, "对象": "会议.议题", "分子": "表决.赞成"}


def voters(present: int, expected: int) -> dict[str, Any]:
    meeting = {"编号": "M-1", "类型": "党员大会", "日期": "2026-05-28"}
    return {"会议": {**meeting, "有表决权实到": present, "有表决权应到": expected}}


@pytest.mark.parametrize(
    ("present", "expected", "half", "more"),
    [
        (20, 40, MET, GAP),  # 半数以上含半数，超过半数不含
        (21, 40, MET, MET),
        (19, 40, GAP, GAP),
        (3, 7, GAP, GAP),
        (4, 7, MET, MET),
        (0, 1, GAP, GAP),
        (1, 1, MET, MET),
        (0, 0, MET, GAP),
    ],
)
def test_half_or_more_and_more_than_half(present: int, expected: int, half: Status, more: Status) -> None:
    assert states(HALF, voters(present, expected)) == {"M-1": half}
    assert states(MORE, voters(present, expected)) == {"M-1": more}


@pytest.mark.parametrize(("present", "expected", "state"), [(4, 5, MET), (8, 10, MET), (7, 9, GAP)])
def test_four_fifths(present: int, expected: int, state: Status) -> None:
    assert states({**PRESENT, "至少": "4/5"}, voters(present, expected)) == {"M-1": state}


def test_votes_are_counted_against_those_expected_not_those_present() -> None:
    data = voters(4, 7)
    data["会议"]["议题"] = {"类别": "重要事项", "表决": {"赞成": 3}}

    assert states(VOTES, data) == {"M-1/议题1": GAP}
    present = {**VOTES, "分母": "有表决权实到"}  # 选举按实到
    assert states(present, data) == {"M-1/议题1": MET}


def test_a_number_that_is_not_written_is_not_judged() -> None:
    assert states(HALF, {"会议": {"编号": "M-1", "类型": "党员大会", "日期": "2026-05-28"}}) == {}


def test_the_message_says_how_many_it_takes() -> None:
    (more,) = judgements(MORE, voters(20, 40))

    assert "至少要21人" in more.message.render(Privacy.STRICT)


SHARES = st.fractions(min_value=Fraction(1, 10), max_value=1, max_denominator=10)


@given(SHARES, st.integers(0, 200), st.integers(0, 200))
def test_a_share_is_reckoned_exactly(share: Fraction, part: int, whole: int) -> None:
    least, more = rule({**PRESENT, "至少": str(share)}), rule({**PRESENT, "超过": str(share)})
    assert isinstance(least, Ratio)
    assert isinstance(more, Ratio)

    assert least.reached(part, whole) == (part >= share * whole)
    assert more.reached(part, whole) == (part > share * whole)
    assert least.reached(part, whole) or not more.reached(part, whole)


# 平衡

COUNTED = {
    "类型": "平衡",
    "对象": "会议.议题",
    "条件": {"表决": "有"},
    "左": ["表决.赞成", "表决.反对", "表决.弃权"],
    "右": ["有表决权实到", "表决.书面意见"],
    "缺省为零": ["表决.反对", "表决.弃权", "表决.书面意见"],
}


def vote(**numbers: int) -> dict[str, Any]:
    data = voters(7, 8)
    data["会议"]["议题"] = {"表决": numbers}
    return data


@pytest.mark.parametrize(
    ("numbers", "state"),
    [
        ({"赞成": 7}, MET),
        ({"赞成": 5, "反对": 1, "弃权": 1}, MET),
        ({"赞成": 5, "反对": 1}, GAP),
        ({"赞成": 8}, GAP),
        ({"赞成": 8, "书面意见": 1}, MET),
        ({"赞成": 0, "反对": 7}, MET),
    ],
)
def test_votes_agree_with_those_present_and_written_opinions(numbers: dict[str, int], state: Status) -> None:
    assert states(COUNTED, vote(**numbers)) == {"M-1/议题1": state}


def test_a_number_that_must_be_there_and_is_not_leaves_nothing_to_hold() -> None:
    assert states(COUNTED, vote(反对=7)) == {}


ABSENT = {"类型": "平衡", "对象": "会议", "左": ["实到", "缺席"], "右": "应到"}


def test_a_list_counts_how_many_it_holds() -> None:
    meeting = {"编号": "M-1", "类型": "党员大会", "日期": "2026-05-28", "应到": 9, "实到": 8}

    assert states(ABSENT, {"会议": meeting}) == {"M-1": GAP}
    assert states(ABSENT, {"会议": {**meeting, "缺席": {"姓名": "黎满仓"}}}) == {"M-1": MET}
    assert states(ABSENT, {"会议": {**meeting, "实到": 9}}) == {"M-1": MET}


def test_not_more_than() -> None:
    most = {**ABSENT, "左": "实到", "关系": "不超过"}
    meeting = {"编号": "M-1", "类型": "党员大会", "日期": "2026-05-28", "应到": 9}

    assert states(most, {"会议": {**meeting, "实到": 8}}) == {"M-1": MET}
    assert states(most, {"会议": {**meeting, "实到": 9}}) == {"M-1": MET}
    assert states(most, {"会议": {**meeting, "实到": 10}}) == {"M-1": GAP}


# 数量

SPONSORS = {
    "类型": "数量",
    "对象": "发展党员.确定入党介绍人",
    "栏目": "人员",
    "至少": "2",
    "至多": "2",
    "单位": "人",
}


def sponsors(*names: str) -> dict[str, Any]:
    step = {"日期": "2026-06-05", **({"人员": list(names)} if names else {})}
    return {"发展党员": {"编号": "F-1", "姓名": "谷雨声", "步骤": {"确定入党介绍人": step}}}


@pytest.mark.parametrize(
    ("names", "state"),
    [
        (["麦晓川", "柳青禾"], MET),
        (["麦晓川"], GAP),
        ([], GAP),  # 一个也没有写，不能算够
        (["麦晓川", "柳青禾", "田喜垚"], GAP),
    ],
)
def test_two_sponsors(names: list[str], state: Status) -> None:
    assert states(SPONSORS, sponsors(*names)) == {"F-1/2026-06-05": state}


def test_a_step_that_was_not_taken_needs_no_sponsors() -> None:
    assert states(SPONSORS, {"发展党员": {"编号": "F-1", "姓名": "谷雨声"}}) == {}


def test_an_empty_list_proves_no_upper_bound() -> None:
    most = {k: v for k, v in SPONSORS.items() if k != "至少"}

    assert states(most, sponsors()) == {}
    assert states(most, sponsors("麦晓川")) == {"F-1/2026-06-05": MET}


def test_a_single_paper_is_counted_not_compared() -> None:
    papers = {"类型": "数量", "对象": "会议", "栏目": "资料", "至少": "2"}
    meeting = {"编号": "M-1", "类型": "党员大会", "日期": "2026-05-28"}

    assert states(papers, {"会议": {**meeting, "资料": {"名称": "签到册"}}}) == {"M-1": GAP}
    two = [{"名称": "签到册"}, {"名称": "会议记录"}]
    assert states(papers, {"会议": {**meeting, "资料": two}}) == {"M-1": MET}


def test_a_number_is_taken_as_it_is() -> None:
    seats = {"类型": "数量", "对象": "换届选举", "栏目": "应选人数", "至少": "3", "至多": "5"}

    def elected(n: int) -> dict[str, Status]:
        return states(seats, {"换届选举": {"编号": "X-1", "应选人数": n}})

    assert [elected(n)["X-1"] for n in (2, 3, 5, 6)] == [GAP, MET, MET, GAP]
    assert states(seats, {"换届选举": {"编号": "X-1"}}) == {}


# 足量

TRAINED = {"类型": "足量", "对象": "发展党员.集中培训", "任一": {"天数": "3", "学时": "24"}}


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ({"天数": "3"}, MET),
        ({"学时": "24"}, MET),
        ({"天数": "2", "学时": "24"}, MET),
        ({"天数": "3", "学时": "8"}, MET),
        ({"天数": "2.5", "学时": "20"}, GAP),
        ({"天数": "2"}, GAP),
        ({}, GAP),
    ],
)
def test_three_days_or_twenty_four_hours(written: dict[str, str], state: Status) -> None:
    step = {"集中培训": {"日期": "2026-06-24", **written}}
    data = {"发展党员": {"编号": "F-1", "姓名": "谷雨声", "步骤": step}}

    assert states(TRAINED, data) == {"F-1/2026-06-24": state}
