"""每人频次、到会：what everybody whom the roster marks has on record, and whether they were there."""

from typing import Any

import pytest
from judging import DUE, GAP, MET, NOT_APPLICABLE, Status, judgements, states

from dangjian_cli.finding import Privacy

YEARLY = {
    "类型": "每人频次",
    "对象": "双重组织生活",
    "谁": {"党员领导干部": "是"},
    "每": "年",
    "年度栏": "所属年度",
}
HALF = {**{k: v for k, v in YEARLY.items() if k != "年度栏"}, "每": "半年"}


def cadre(number: str = "D-1", name: str = "麦晓川", **own: Any) -> dict[str, Any]:
    return {
        "编号": number,
        "姓名": name,
        "党员领导干部": "是",
        "入党日期": "1999-06-20",
        "转正日期": "2000-06-20",
        **own,
    }


def life(day: str, name: str = "麦晓川", **own: Any) -> dict[str, Any]:
    return {"姓名": name, "日期": day, "类型": "民主生活会", **own}


def said(rule: dict[str, Any], *held: dict[str, Any], member: Any = None, **more: Any) -> dict[str, Status]:
    data = {"支部": {"建账日期": "2025-01-01"}, "党员": member or cadre(), "双重组织生活": list(held)}
    return states(rule, data, **more)


def test_every_year_is_asked_and_the_open_one_is_due() -> None:
    assert said(YEARLY) == {"D-1/2025": GAP, "D-1/2026": DUE}
    assert said(YEARLY, life("2025-12-31")) == {"D-1/2025": MET, "D-1/2026": DUE}


def test_a_year_named_counts_instead_of_the_day() -> None:
    held = life("2026-01-20", 所属年度="2025")
    assert said(YEARLY, held) == {"D-1/2025": MET, "D-1/2026": DUE}


def test_the_last_day_is_still_in_time() -> None:
    assert said(YEARLY, as_of="2025-12-31")["D-1/2025"] is DUE
    assert said(YEARLY, as_of="2026-01-01")["D-1/2025"] is GAP


def test_what_lies_between_two_periods_counts_for_neither() -> None:
    held = life("2025-06"), life("2025-12")
    assert said(HALF, *held)["D-1/2025-H1"] is MET
    assert said({**YEARLY, "每": "季度", "年度栏": ""}, *held)["D-1/2025-Q2"] is MET


def test_another_person_and_two_of_one_name_do_not_count() -> None:
    assert said(YEARLY, life("2025-05-01", "田喜垚"))["D-1/2025"] is GAP
    both = [cadre(), cadre("D-2", 党员领导干部="否")]
    assert said(YEARLY, life("2025-05-01"), member=both)["D-1/2025"] is GAP
    assert said(YEARLY, life("2025-05-01", 党员编号="D-1"), member=both)["D-1/2025"] is MET


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ({"党员领导干部": "否"}, {}),
        ({"党员领导干部": ""}, {}),
        ({"变动": {"类型": "转入", "日期": "2025-01-02"}}, {"D-1/2026": DUE}),
        ({"变动": {"类型": "转入", "日期": "2025-01-01"}}, {"D-1/2025": GAP, "D-1/2026": DUE}),
        ({"变动": {"类型": "转出", "日期": "2025-12-31"}}, {}),
        ({"变动": {"类型": "转出", "日期": "2026-01-01"}}, {"D-1/2025": GAP}),
        ({"变动": {"类型": "转出", "日期": "2025-12"}}, {}),
    ],
)
def test_who_came_or_left_within_the_year_is_not_asked(
    own: dict[str, Any], expected: dict[str, Status]
) -> None:
    member = {k: v for k, v in cadre(**own).items() if v}
    assert said(YEARLY, member=member) == expected


def test_a_year_that_is_not_whole_is_excused() -> None:
    late = {"支部": {"建账日期": "2025-01-02"}, "党员": cadre()}
    assert states(YEARLY, late) == {"D-1/2025": NOT_APPLICABLE, "D-1/2026": DUE}
    ended = {"支部": {"建账日期": "2025-01-01", "撤销日期": "2025-12-31"}, "党员": cadre()}
    assert states(YEARLY, ended) == {"D-1/2025": NOT_APPLICABLE}


def test_the_name_is_hidden_from_strangers() -> None:
    (gap,) = [
        j
        for j in judgements(YEARLY, {"支部": {"建账日期": "2025-01-01"}, "党员": cadre()})
        if j.status is GAP
    ]
    assert "麦晓川" in gap.message.render(Privacy.LOCAL)
    assert "麦晓川" not in gap.message.render(Privacy.STRICT)
    assert gap.route == ("members", 0)


PRESENT = {"类型": "到会", "对象": "双重组织生活", "栏目": "姓名", "会议": "会议"}


@pytest.mark.parametrize(
    ("ref", "absent", "expected"),
    [
        ("P-1", [], {"SC-1": MET}),
        ("P-1", [{"姓名": "田喜垚"}], {"SC-1": MET}),
        ("P-1", [{"姓名": "田喜垚"}, {"姓名": "麦晓川"}], {"SC-1": GAP}),
        ("P-1", [{"姓名": "D-1"}], {"SC-1": GAP}),
        ("P-9", [{"姓名": "麦晓川"}], {}),  # 会议找不到，另有要求核对
        (None, [{"姓名": "麦晓川"}], {}),
    ],
)
def test_who_took_part_is_not_among_the_absent(
    ref: str | None, absent: list[dict[str, str]], expected: dict[str, Status]
) -> None:
    meeting = {"编号": "P-1", "类型": "主题党日", "日期": "2026-03-10", "缺席": absent}
    record = life("2026-03-10", 编号="SC-1", **({"会议": ref} if ref else {}))
    data = {"党员": cadre(), "会议": meeting, "双重组织生活": record}
    assert states(PRESENT, data) == expected


def test_two_of_one_name_are_told_apart_by_number() -> None:
    meeting = {
        "编号": "P-1",
        "类型": "主题党日",
        "日期": "2026-03-10",
        "缺席": {"姓名": "麦晓川", "党员编号": "D-2"},
    }
    record = life("2026-03-10", 编号="SC-1", 会议="P-1", 党员编号="D-1")
    data = {"党员": [cadre(), cadre("D-2")], "会议": meeting, "双重组织生活": record}
    assert states(PRESENT, data) == {"SC-1": MET}
