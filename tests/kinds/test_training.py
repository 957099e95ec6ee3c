"""年度学时、年度参训、期内参训：who was trained, how much, and in time."""

from typing import Any

import pytest
from judging import DUE, GAP, MET, NOT_APPLICABLE, Status, states

HOURS = {"类型": "年度学时", "谁": "党员", "至少": "32"}
BOARD_HOURS = {**HOURS, "谁": "支委", "至少": "56"}
ROTATION = {"类型": "年度参训", "对象": "教育培训", "条件": {"举办层级": "县级以上"}, "谁": "书记"}
AT_HOME = {"类型": "年度参训", "对象": "教育培训", "条件": {"类型": "送学上门"}, "谁": "年老体弱党员"}
NEW = {"类型": "期内参训", "对象": "教育培训", "条件": {"类型": "任职培训"}, "从": "新任书记", "至多": "6"}


def member(number: str = "D-1", name: str = "麦晓川", **own: Any) -> dict[str, Any]:
    return {"编号": number, "姓名": name, "入党日期": "1999-06-20", "转正日期": "2000-06-20", **own}


def course(day: str, hours: int = 40, **own: Any) -> dict[str, Any]:
    usual = {"名称": "轮训", "日期": day, "类型": "集中轮训", "举办层级": "县级以上", "学时": str(hours)}
    return {**usual, "参加人": "麦晓川", **own}


def term(day: str, **own: Any) -> dict[str, Any]:
    return {"编号": f"W-{day}", "当选日期": day, "成员": [{"姓名": "麦晓川", "职务": "书记", **own}]}


def registered(hours: str, year: str = "2026") -> dict[str, Any]:
    return {"学时登记": {"姓名": "麦晓川", "年度": year, "学时": hours}}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (registered("32"), MET),
        (registered("31.5"), DUE),
        ({"教育培训": [course("2026-03-02", 20), course("2026-05-02", 12)]}, MET),
        ({"教育培训": [course("2026-03-02", 20), course("2025-05-02", 12)]}, DUE),
        ({"教育培训": course("2026-03-02", 40, 参加人="", 全体党员="是")}, MET),
        ({"教育培训": course("2026-03-02", 40, 参加人="田喜垚")}, DUE),
        ({**registered("20"), "教育培训": course("2026-03-02")}, DUE),  # 登记了的，以登记为准
    ],
)
def test_hours_of_the_year(data: dict[str, Any], expected: Status) -> None:
    assert states(HOURS, {"党员": member(), **data}) == {"D-1/2026": expected}


def test_a_year_that_is_over_is_a_gap() -> None:
    found = states(HOURS, {"党员": member(), **registered("31")}, as_of="2027-01-01")
    assert found == {"D-1/2026": GAP, "D-1/2027": DUE}


@pytest.mark.parametrize(
    "own",
    [
        {"年老体弱": "是"},
        {"入党日期": "2026-02-01"},
        {"变动": {"类型": "转入", "日期": "2026-01-02"}},
        {"变动": {"类型": "转出", "日期": "2026-11-22"}},
    ],
)
def test_who_was_not_there_all_year_is_not_asked(own: dict[str, Any]) -> None:
    assert states(HOURS, {"党员": member(**own)}) == {}


def test_the_first_partial_year_is_excused() -> None:
    late = {"党员": member(), "支部": {"建账日期": "2026-01-02"}}
    assert states(HOURS, late) == {"2026": NOT_APPLICABLE}
    assert states(ROTATION, {**late, "支委会": term("2021-03-01")}) == {"2026": NOT_APPLICABLE}


def test_hours_of_the_committee() -> None:
    both = [member(), member("D-2", "田喜垚")]
    assert states(BOARD_HOURS, {"党员": both, "支委会": term("2021-03-01"), **registered("56")}) == {
        "D-1/2026": MET
    }
    assert states(BOARD_HOURS, {"党员": both, "支委会": term("2026-03-01")}) == {}


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (course("2026-12-31"), DUE),  # 还没有到
        (course("2026-03-02"), MET),
        (course("2025-12-31"), DUE),
        (course("2026-03-02", 举办层级="支部"), DUE),
        (course("2026-03-02", 参加人="D-1"), MET),
    ],
)
def test_the_secretary_goes_every_year(held: dict[str, Any], expected: Status) -> None:
    data = {"党员": member(), "支委会": term("2021-03-01"), "教育培训": held}
    assert states(ROTATION, data) == {"D-1/2026": expected}


def test_the_frail_are_taught_at_home() -> None:
    people = [member(年老体弱="是"), member("D-2", "田喜垚")]
    assert states(AT_HOME, {"党员": people}) == {"D-1/2026": DUE}
    assert states(AT_HOME, {"党员": people, "教育培训": course("2026-07-01", 类型="送学上门")}) == {
        "D-1/2026": MET
    }


@pytest.mark.parametrize(
    ("terms", "held", "as_of", "expected"),
    [
        ([term("2026-03-01")], [], "2026-09-01", {"D-1/2026-03-01": DUE}),
        ([term("2026-03-01")], [], "2026-09-02", {"D-1/2026-03-01": GAP}),
        ([term("2026-03-01")], ["2026-09-01"], "2026-11-22", {"D-1/2026-03-01": MET}),
        ([term("2026-03-01")], ["2026-09-02"], "2026-11-22", {"D-1/2026-03-01": GAP}),
        ([term("2026-03-01")], ["2026-02-28"], "2026-11-22", {"D-1/2026-03-01": GAP}),
        ([term("2026-03-01", 起="2026-06-01")], ["2026-11-01"], "2026-11-22", {"D-1/2026-06-01": MET}),
        ([term("2021-03-01"), term("2026-03-01")], [], "2026-11-22", {}),  # 连任，不是新任
        ([term("2025-12-01")], [], "2026-11-22", {}),  # 建账以前上任
        ([term("2026-03-01", 职务="副书记")], [], "2026-11-22", {}),
        (
            [term("2026-03-01", 职务="书记、组织委员")],
            [],
            "2026-11-22",
            {"D-1/2026-03-01": GAP},
        ),  # 一人兼两样
        ([term("2026-03-01", 止="2026-08-01")], [], "2026-11-22", {}),  # 不再任职
    ],
)
def test_a_new_secretary_is_trained_in_time(
    terms: list[Any], held: list[str], as_of: str, expected: dict[str, Status]
) -> None:
    courses = [course(day, 类型="任职培训") for day in held]
    assert states(NEW, {"党员": member(), "支委会": terms, "教育培训": courses}, as_of=as_of) == expected


@pytest.mark.parametrize(
    ("start", "own", "expected"),
    [
        ("成为预备党员", {"入党日期": "2026-02-01"}, {"D-1/2026-02-01": DUE}),
        ("转正", {"转正日期": "2026-02-01"}, {"D-1/2026-02-01": DUE}),
        ("转正", {}, {}),
        ("成为预备党员", {"入党日期": "2026-02-01", "变动": {"类型": "转出", "日期": "2026-03-01"}}, {}),
    ],
)
def test_from_the_day_of_the_assembly(start: str, own: dict[str, Any], expected: dict[str, Status]) -> None:
    rule = {**NEW, "从": start, "至多": "12", "条件": {"类型": "集中轮训"}}
    data = {"党员": member(**{"转正日期": "", **own})}
    data["党员"] = {k: v for k, v in data["党员"].items() if v != ""}
    if start == "转正" and not own:
        data["党员"] = member()
    assert states(rule, data) == expected
