"""次序、含齐、对应、必填、佐证、不重复、频次、人工核实：steps, papers and their edges."""

from itertools import permutations
from typing import Any

import pytest
from judging import ATTEST, DUE, GAP, MET, NOT_APPLICABLE, Status, judgements, states

from dangjian_cli.finding import Privacy

# 次序

ORDER = {"类型": "次序", "对象": "发展党员", "次序": ["上级同意", "公示", "列为发展对象"]}


def case(**steps: Any) -> dict[str, Any]:
    """One person's case; a step is a day, several, or as written."""
    listed = {k: [v] if isinstance(v, str | dict) else v for k, v in steps.items()}
    days = {k: [d if isinstance(d, dict) else {"日期": d} for d in v] for k, v in listed.items()}
    return {"发展党员": {"编号": "F-1", "姓名": "谷雨声", "步骤": days}}


@pytest.mark.parametrize(
    ("consent", "notice", "expected"),
    [
        ("2026-05-25", "2026-05-26", MET),
        ("2026-05-26", "2026-05-26", MET),  # 同一天不算颠倒
        ("2026-05-27", "2026-05-26", GAP),
        ("2026-05", "2026-05-26", ATTEST),
        ("2026-05", "2026-05-31", MET),
        ("2026-05", "2026-05", ATTEST),
        ("2026-05", "2026-04-30", GAP),
        ("2026-05", "2026-06", MET),
        (None, "2026-05-26", GAP),
        ("2026-05-25", "2025-12-31", None),  # 建账以前的事
    ],
)
def test_a_step_comes_no_later_than_the_next(consent: str | None, notice: str, expected: Any) -> None:
    rule = {**ORDER, "次序": ["上级同意", "公示"]}
    steps = case(**({"上级同意": consent} if consent else {}), 公示=notice)

    assert states(rule, steps) == ({"F-1/上级同意": expected} if expected else {})


def test_a_step_still_to_come_is_not_asked_for() -> None:
    assert states(ORDER, case(上级同意="2026-05-25")) == {}
    later = case(上级同意="2026-06-25", 公示="2026-06-20")
    assert states(ORDER, later, as_of="2026-06-19") == {}


def test_one_step_may_be_before_one_and_after_another() -> None:
    steps = case(上级同意="2026-06-01", 公示="2026-05-26", 列为发展对象="2026-06-02")

    assert {j.subject: set() for j in judgements(ORDER, steps)}.keys() == {"F-1/上级同意", "F-1/公示"}
    found = [(j.subject, j.status) for j in judgements(ORDER, steps)]
    assert ("F-1/上级同意", GAP) in found
    assert ("F-1/公示", MET) in found


def test_what_may_be_left_out_keeps_its_place() -> None:
    rule = {**ORDER, "可省": "公示"}

    assert states(rule, case(上级同意="2026-05-25", 列为发展对象="2026-06-02")) == {"F-1/上级同意": MET}
    turned = case(上级同意="2026-05-25", 公示="2026-06-03", 列为发展对象="2026-06-02")
    assert states(rule, turned)["F-1/公示"] is GAP


def test_of_a_step_that_repeats_the_first_counts() -> None:
    again = case(听取意见=["2026-05-20", "2026-04-01"], 支委会研究发展对象="2026-05-01")
    rule = {**ORDER, "次序": ["听取意见", "支委会研究发展对象"]}

    assert states(rule, again) == {"F-1/听取意见": MET}


def test_reversed_and_missing_are_different_problems() -> None:
    (missing,) = judgements(ORDER, case(公示="2026-05-26"))
    (turned,) = judgements(ORDER, case(上级同意="2026-05-27", 公示="2026-05-26"))

    assert (missing.problem, turned.problem) == ("", "3.2")


# 含齐

OPINIONS = {
    "类型": "含齐",
    "对象": "发展党员",
    "按": "支委会研究发展对象",
    "栏目": "听取意见.来源",
    "应含": ["党员", "群众"],
    "有党小组时": "党小组",
}
GROUP = {"编号": "X-1", "名称": "川道组", "成立日期": "2026-01-01"}


def heard(*sources: str) -> dict[str, Any]:
    steps = {"听取意见": [{"日期": "2026-05-12", "来源": s} for s in sources]}
    return case(**steps, 支委会研究发展对象="2026-05-18")


def test_every_entry_asked_for_is_named_in_some_step() -> None:
    assert states(OPINIONS, heard("党员", "群众")) == {"F-1/党员": MET, "F-1/群众": MET}
    assert states(OPINIONS, heard("党员、群众")) == {"F-1/党员": MET, "F-1/群众": MET}
    assert states(OPINIONS, heard("党员")) == {"F-1/党员": MET, "F-1/群众": GAP}
    assert states(OPINIONS, heard()) == {"F-1/党员": GAP, "F-1/群众": GAP}


def test_groups_are_heard_where_there_are_groups() -> None:
    assert states(OPINIONS, {**heard("党员、群众"), "党小组": GROUP})["F-1/党小组"] is GAP
    assert states(OPINIONS, {**heard("党员、群众、党小组"), "党小组": GROUP})["F-1/党小组"] is MET


def test_nothing_is_asked_before_the_deciding_step() -> None:
    steps = case(听取意见={"日期": "2026-05-12", "来源": "党员"})

    assert states(OPINIONS, steps) == {}
    ahead = {**steps, "发展党员": {**steps["发展党员"]}}
    ahead["发展党员"]["步骤"]["支委会研究发展对象"] = [{"日期": "2026-06-18"}]
    assert states(OPINIONS, ahead, as_of="2026-06-17") == {}
    assert states(OPINIONS, ahead, as_of="2026-06-18")["F-1/群众"] is GAP


# 对应

POINTS = {
    "类型": "对应",
    "对象": "发展党员.支委会研究发展对象",
    "栏目": "会议",
    "会议类型": "支委会",
    "代行": "党员大会",
    "议题类别": "研究发展对象",
    "议题对象": "姓名",
}
SEATS = [{"姓名": n} for n in ("石岩松", "柳青禾", "麦晓川")]


def pointed(seats: int = 3, day: str = "2026-05-18", ref: str = "Z-1", **meeting: Any) -> Status:
    held = {
        "编号": "Z-1",
        "类型": "支委会",
        "日期": "2026-05-18",
        "议题": {"类别": "研究发展对象", "对象": "谷雨声"},
        **meeting,
    }
    committee = {"编号": "W-9", "当选日期": "2024-12-20", "成员": SEATS[:seats]}
    step = {"日期": day, **({"会议": ref} if ref else {})}
    (only,) = states(POINTS, {**case(支委会研究发展对象=step), "会议": held, "支委会": committee}).values()
    return only


def test_the_meeting_exists_and_agrees() -> None:
    assert pointed() is MET
    assert pointed(day="2026-05") is MET
    assert pointed(ref="") is GAP
    assert pointed(ref="Z-9") is GAP
    assert pointed(day="2026-05-19") is GAP
    assert pointed(类型="党员大会") is GAP
    assert pointed(议题={"类别": "学习"}) is GAP
    assert pointed(议题={"类别": "研究发展对象", "对象": "路远航"}) is GAP
    assert pointed(议题={"类别": "研究发展对象"}) is MET  # 没有写是谁，不说成别人


def test_without_a_committee_the_assembly_stands_in() -> None:
    assert pointed(seats=1, 类型="党员大会") is MET
    assert pointed(seats=1) is GAP


# 必填、人工核实


def test_a_zero_is_filled_in() -> None:
    rule = {"类型": "必填", "对象": "会议", "栏目": ["应到", "实到"]}
    meeting = {"编号": "M-1", "类型": "党员大会", "日期": "2026-05-28"}

    assert states(rule, {"会议": {**meeting, "应到": 0}}) == {"M-1/应到": MET, "M-1/实到": GAP}


def test_what_may_be_written_later_is_due_until_then() -> None:
    rule = {"类型": "必填", "对象": "会议", "栏目": "内容", "过后": "10"}
    data = {"会议": {"编号": "M-1", "类型": "党员大会", "日期": "2026-05-28"}}

    assert states(rule, data, as_of="2026-06-07") == {"M-1": DUE}
    assert states(rule, data, as_of="2026-06-08") == {"M-1": GAP}


def test_what_no_record_shows_is_always_for_a_person() -> None:
    rule = {"类型": "人工核实", "对象": "会议", "核实": "讨论充分不充分"}

    assert states(rule, {"会议": {"编号": "M-1", "类型": "党员大会", "日期": "2026-05-28"}}) == {
        "M-1": ATTEST
    }
    assert states(rule, {"会议": {"编号": "M-1", "类型": "党员大会", "日期": "2025-12-31"}}) == {}


# 佐证

PAPERS = {"类型": "佐证", "对象": "会议", "应有": ["签到册", "会议记录/纪要"]}
RECORD = {"名称": "会议记录", "文件": "2026/记录.pdf"}


def kept(*papers: dict[str, Any]) -> dict[str, Status]:
    meeting = {"编号": "M-1", "类型": "党员大会", "日期": "2026-05-28", "资料": list(papers)}
    found = states(PAPERS, {"会议": meeting}, files=("2026/记录.pdf", "2026/签到.jpg"))
    return {subject.removeprefix("M-1/"): state for subject, state in found.items()}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"文件": "2026/签到.jpg"}, MET),
        ({"文件": ["2026/签到.jpg", "2026/签到二.jpg"]}, GAP),
        ({"文件": "2026/没有.jpg"}, GAP),
        ({"存放": "纸质", "盒号": "2026-1"}, MET),
        ({"存放": "纸质"}, GAP),
        ({"去向": "党委"}, MET),
        ({"去向": "支部"}, GAP),
        ({}, GAP),
    ],
)
def test_a_paper_is_kept_as_a_file_on_paper_or_elsewhere(written: dict[str, Any], expected: Status) -> None:
    assert kept(RECORD, {"名称": "签到册", **written}) == {"签到册": expected, "会议记录": MET}


def test_one_of_two_names_will_do() -> None:
    minutes = {"名称": "纪要", "存放": "纸质", "盒号": "2026-1"}

    assert kept(minutes) == {"签到册": GAP, "会议记录": MET}


def test_one_copy_kept_is_enough() -> None:
    lost, held = {"名称": "会议记录", "文件": "2026/没有.pdf"}, RECORD

    assert kept(lost, held)["会议记录"] is kept(held, lost)["会议记录"] is MET


def test_a_missing_file_is_told_apart_and_its_name_is_hidden() -> None:
    meeting = {"编号": "M-1", "类型": "党员大会", "日期": "2026-05-28"}
    papers = [RECORD, {"名称": "签到册", "文件": "张三的签到.jpg"}]
    found = judgements(PAPERS, {"会议": {**meeting, "资料": papers}}, files=("2026/记录.pdf",))
    (gap,) = [j for j in found if j.status is GAP]

    assert "张三的签到.jpg" in gap.message.render(Privacy.LOCAL)
    assert "张三" not in gap.message.render(Privacy.STRICT)


# 不重复

ONCE = {"类型": "不重复", "对象": "会议", "栏目": "资料.文件"}


def meetings(*files: tuple[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "编号": ref,
            "类型": "党员大会",
            "日期": f"2026-05-{i + 1:02}",
            "资料": {"名称": "签到册", "文件": f.split()},
        }
        for i, (ref, f) in enumerate(files)
    ]


def test_the_gap_lies_with_all_but_the_first_by_address_in_any_order() -> None:
    three = meetings(("M-1", "甲.pdf"), ("M-2", "乙.pdf 甲.pdf"), ("M-3", "丙.pdf 乙.pdf"))

    for order in permutations(three):
        assert states(ONCE, {"会议": list(order)}) == {"M-1": MET, "M-2": GAP, "M-3": GAP}


def test_the_same_words_are_said_every_time() -> None:
    both = meetings(("M-1", "甲.pdf 乙.pdf 丙.pdf"), ("M-2", "丙.pdf 乙.pdf 甲.pdf"))
    said = {
        next(j for j in judgements(ONCE, {"会议": list(order)}) if j.status is GAP).message.render(
            Privacy.LOCAL
        )
        for order in permutations(both)
        for _ in range(3)
    }

    assert len(said) == 1


def test_one_file_may_stand_twice_on_one_record() -> None:
    assert states(ONCE, {"会议": meetings(("M-1", "甲.pdf 甲.pdf"))}) == {"M-1": MET}


# 频次

MEET = {"类型": "频次", "对象": "会议", "条件": {"类型": "党员大会"}, "每": "季度"}


def held(*days: str, **branch: str) -> dict[str, Any]:
    listed = [{"编号": f"M-{i}", "类型": "党员大会", "日期": d} for i, d in enumerate(days)]
    return {"会议": listed, "支部": branch}


def test_quarter_by_quarter() -> None:
    found = states(MEET, held("2026-01-01", "2026-06-30", "2026-10-01"))

    assert found == {"2026-Q1": MET, "2026-Q2": MET, "2026-Q3": GAP, "2026-Q4": MET}


def test_the_first_partial_period_is_excused_and_says_so() -> None:
    data = held(建账日期="2026-02-10")
    first = judgements(MEET, data, as_of="2026-05-01")[0]

    assert (first.subject, first.status) == ("2026-Q1", NOT_APPLICABLE)
    assert "2026-02-10" in first.message.render(Privacy.STRICT)
    assert states(MEET, held(建账日期="2026-04-01"), as_of="2026-05-01") == {"2026-Q2": DUE}


def test_a_period_is_open_to_its_last_day() -> None:
    (first, second) = judgements(MEET, held("2026-02-01"), as_of="2026-06-30")

    assert (first.status, second.status, str(second.deadline)) == (MET, DUE, "2026-06-30")
    assert states(MEET, held("2026-02-01"), as_of="2026-07-01")["2026-Q2"] is GAP


def test_a_month_only_meeting_lies_in_its_quarter() -> None:
    assert states(MEET, held("2026-06"), as_of="2026-07-01")["2026-Q2"] is MET


def test_a_yearly_act_may_belong_to_the_year_before() -> None:
    rule = {**MEET, "条件": {"类型": "组织生活会"}, "每": "年", "年度栏": "所属年度"}
    late = {"编号": "M-1", "类型": "组织生活会", "日期": "2027-02-10", "所属年度": "2026"}

    assert states(rule, {"会议": late}, as_of="2027-02-09") == {"2026": GAP, "2027": DUE}
    assert states(rule, {"会议": late}, as_of="2027-02-10") == {"2026": MET, "2027": DUE}
    dated = {k: v for k, v in late.items() if k != "所属年度"}
    assert states(rule, {"会议": dated}, as_of="2027-02-10") == {"2026": GAP, "2027": MET}
