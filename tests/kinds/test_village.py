"""对应记录、届期、不兼任、逐人，和频次、数量里村里要用的几样。"""

from typing import Any

import pytest
from judging import ATTEST, DUE, GAP, MET, NOT_APPLICABLE, Status, judgements, ledger, rule, situation, states

from dangjian_cli.finding import Privacy

# 对应记录

RESOLVED = {
    "类型": "对应记录",
    "对象": "四议两公开.村民会议或村民代表会议决议",
    "栏目": "会议",
    "另在": "村民会议",
    "应是": {"类型": ["村民会议", "村民代表会议"], "议题.结果": "通过"},
}
ASSEMBLY = {
    "编号": "A-1",
    "类型": "村民代表会议",
    "日期": "2026-09-08",
    "议题": {"名称": "修渠", "结果": "通过"},
}


def resolved(assembly: dict[str, Any] | None = None, **step: Any) -> dict[str, Any]:
    taken = {k: v for k, v in {"日期": "2026-09-08", "会议": "A-1", **step}.items() if v}
    return {
        "四议两公开": {"编号": "E-1", "步骤": {"村民会议或村民代表会议决议": taken}},
        "村民会议": {**ASSEMBLY, **(assembly or {})},
    }


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (resolved(), None),
        (resolved(日期="2026-09"), None),  # 只写到月份，那次会在这个月里
        (resolved(会议=""), "没有写是哪次村民会议"),
        (resolved(会议="A-9"), "在“村民会议”里找不到"),
        (resolved(日期="2026-09-09"), "却在2026-09-08"),
        (resolved({"类型": "集体经济组织成员大会"}), "应是“类型为村民代表会议或村民会议”"),
        (resolved({"议题": {"结果": "未通过"}}), "应是“议题的结果为通过”"),
    ],
)
def test_a_step_points_at_an_assembly(data: dict[str, Any], said: str | None) -> None:
    (judged,) = judgements(RESOLVED, data)

    assert judged.status is (MET if said is None else GAP)
    assert said is None or said in judged.message.render(Privacy.LOCAL)


def test_a_step_without_a_day_points_at_nothing() -> None:
    assert states(RESOLVED, resolved(日期="")) == {}


def test_an_assembly_still_to_come_is_not_seen() -> None:
    data = resolved({"日期": "2026-12-08"}, 日期="2026-11-20")

    assert set(states(RESOLVED, data).values()) == {GAP}


# 届期

TERM = {"类型": "届期", "对象": "村级组织", "条件": {"类型": "村民委员会"}, "年": 5, "提前": 6}


def bodies(*days: str, kind: str = "村民委员会") -> dict[str, Any]:
    return {"村级组织": [{"编号": f"V-{i}", "类型": kind, "产生日期": day} for i, day in enumerate(days, 1)]}


@pytest.mark.parametrize(
    ("days", "as_of", "found"),
    [
        (("2021-04-10",), "2026-04-10", {"V-1": DUE}),  # 当天还来得及
        (("2021-04-10",), "2026-04-11", {"V-1": GAP}),
        (("2022-04-10",), "2026-10-09", {"V-1": MET}),
        (("2022-04-10",), "2026-10-10", {"V-1": DUE}),  # 届满前六个月
        (("2021-04-10", "2026-04-10"), "2026-11-22", {"V-1": MET, "V-2": MET}),
        (("2021-04-10", "2026-04-11"), "2026-11-22", {"V-1": GAP, "V-2": MET}),
        (("2021-04-10", "2026-04"), "2026-11-22", {"V-1": ATTEST, "V-2": MET}),
        (("2015-04-10", "2021-04-10"), "2026-01-05", {"V-2": DUE}),  # 建账以前换的届不看
    ],
)
def test_a_term_is_followed_by_another(days: tuple[str, ...], as_of: str, found: dict[str, Status]) -> None:
    assert states(TERM, bodies(*days), as_of=as_of) == found


def test_another_body_does_not_follow() -> None:
    data = bodies("2021-04-10")
    data["村级组织"] += [{"编号": "V-9", "类型": "村民代表会议", "产生日期": "2026-04-01"}]

    assert states({**TERM, "条件": {}}, data) == {"V-1": GAP, "V-9": MET}


def test_each_holder_has_terms_of_its_own() -> None:
    terms = {"类型": "届期", "对象": "合作组织.历届", "年": 5, "提前": 6}
    two = [
        {"编号": "Z-1", "类型": "合作社", "历届": [{"产生日期": "2021-03-01"}, {"产生日期": "2026-02-01"}]},
        {"编号": "Z-2", "类型": "合作社", "历届": {"产生日期": "2021-03-01"}},
    ]

    found = states(terms, {"合作组织": two})

    assert found == {"Z-1/2021-03-01": MET, "Z-1/2026-02-01": MET, "Z-2/2021-03-01": GAP}


def test_a_branch_dissolved_before_the_term_ran_out_owes_nothing() -> None:
    data = {**bodies("2021-12-10"), "支部": {"撤销日期": "2026-11-01"}}

    assert states(TERM, data, as_of="2026-11-22") == {}


# 不兼任

APART = {
    "类型": "不兼任",
    "对象": "村级组织.成员",
    "条件": {"类型": "村务监督机构"},
    "另": {"类型": "村民委员会"},
}


def serving(committee: dict[str, Any], supervisor: dict[str, Any], **later: Any) -> dict[str, Any]:
    return {
        "村级组织": [
            {"编号": "V-1", "类型": "村民委员会", "产生日期": "2021-04-10", "成员": committee},
            {"编号": "V-2", "类型": "村务监督机构", "产生日期": "2021-04-20", "成员": supervisor},
            *([{"编号": "V-3", "类型": "村民委员会", **later}] if later else []),
        ]
    }


SAME, OTHER = {"姓名": "甲一"}, {"姓名": "乙二"}


@pytest.mark.parametrize(
    ("data", "state"),
    [
        (serving(OTHER, SAME), MET),
        (serving(SAME, SAME), GAP),
        (serving({**SAME, "止": "2026-06-30"}, {**SAME, "起": "2026-07-01"}), MET),
        (serving({**SAME, "止": "2026-06-30"}, {**SAME, "起": "2026-06-30"}), GAP),
        (serving({**SAME, "止": "2025-12-31"}, SAME), MET),  # 建账以前的事
        (serving(SAME, {**SAME, "起": "2026-04-10"}, 产生日期="2026-04-10", 成员=OTHER), MET),  # 换届那天离任
        (serving(OTHER, SAME, 产生日期="2026-04-10", 成员=SAME), GAP),
        (serving(OTHER, SAME, 产生日期="2026-12-10", 成员=SAME), MET),  # 还没有到那一天
    ],
)
def test_nobody_serves_in_both(data: dict[str, Any], state: Status) -> None:
    assert set(states(APART, data).values()) == {state}


def test_the_day_is_that_on_which_both_began() -> None:
    (judged,) = judgements(APART, serving(OTHER, SAME, 产生日期="2026-04-10", 成员=SAME))

    assert str(judged.on) == "2026-04-10"
    assert "甲一" not in judged.message.render(Privacy.STRICT)


# 逐人

VISITED = {
    "类型": "逐人",
    "对象": "走访慰问",
    "条件": {"类型": ["慰问", "送学上门"]},
    "栏目": "对象",
    "名册": {"年老体弱": "是"},
    "至多": 12,
}
OLD = {"编号": "D-1", "姓名": "甲一", "年老体弱": "是", "入党日期": "1980-07-01", "转正日期": "1981-07-01"}


def visited(*days: str, kind: str = "慰问", to: str = "甲一", **member: Any) -> dict[str, Any]:
    visits = [{"编号": f"B-{i}", "类型": kind, "日期": day, "对象": to} for i, day in enumerate(days, 1)]
    return {"党员": {**OLD, **member}, "走访慰问": visits}


@pytest.mark.parametrize(
    ("data", "as_of", "found"),
    [
        (visited("2026-02-11"), "2026-11-22", {"D-1": MET}),
        (visited("2026-02-11", to="乙二、甲一"), "2026-11-22", {"D-1": MET}),
        (visited("2026-02-11", to="D-1"), "2026-11-22", {"D-1": MET}),
        (visited("2026-02-11", kind="社区报到"), "2026-11-22", {"D-1": DUE}),
        (visited("2026-02-11", to="老党员五户"), "2027-01-02", {"D-1": GAP}),
        (visited(), "2027-01-01", {"D-1": DUE}),  # 从建账那天起十二个月
        (visited(), "2027-01-02", {"D-1": GAP}),
        (visited("2026-02-11"), "2027-01-11", {"D-1": DUE}),  # 快到期提前一个月列出来
        (visited("2026-02-11"), "2027-02-11", {"D-1": DUE}),
        (visited("2026-02-11"), "2027-02-12", {"D-1": GAP}),
        (visited("2026-02-11", "2027-01-30"), "2027-02-12", {"D-1": MET}),
        (visited(年老体弱="否"), "2027-02-12", {}),
        (visited(变动={"类型": "去世", "日期": "2026-05-01"}), "2027-02-12", {}),
        (visited(变动={"类型": "转入", "日期": "2026-08-01"}), "2027-02-12", {"D-1": DUE}),
    ],
)
def test_everybody_is_visited_in_time(data: dict[str, Any], as_of: str, found: dict[str, Status]) -> None:
    assert states(VISITED, data, as_of=as_of) == found


# 频次：村里是不是这样


def frequency(when: str) -> dict[str, Any]:
    return {"类型": "频次", "对象": "村务公开", "条件": {"类型": "财务"}, "每": "季度", "当": when}


@pytest.mark.parametrize(
    ("when", "sections", "asked"),
    [
        ("设村民代表会议", {}, False),
        ("设村民代表会议", bodies("2026-04-01", kind="村民代表会议"), True),
        ("设村民代表会议", bodies("2026-04-02", kind="村民代表会议"), False),
        ("设村民代表会议", bodies("2021-04-01"), False),
        ("财务往来较多", bodies("2021-04-01"), False),
        (
            "财务往来较多",
            {"村级组织": {"类型": "村民委员会", "产生日期": "2021-04-01", "财务往来较多": "是"}},
            True,
        ),
        ("有集体经济组织", {"合作组织": {"编号": "Z-1", "类型": "合作社", "成立日期": "2019-01-01"}}, False),
        ("有集体经济组织", {"合作组织": {"编号": "Z-1", "类型": "集体经济组织"}}, True),
        (
            "有集体经济组织",
            {"合作组织": {"编号": "Z-1", "类型": "集体经济组织", "终止日期": "2026-04-01"}},
            False,
        ),
    ],
)
def test_a_village_is_asked_for_what_it_has(when: str, sections: dict[str, Any], asked: bool) -> None:
    found = states(frequency(when), sections, as_of="2026-07-01")

    assert found["2026-Q2"] is (GAP if asked else NOT_APPLICABLE)


def test_the_last_committee_decides_whether_there_is_much_money() -> None:
    terms = [
        {"类型": "村民委员会", "产生日期": "2026-04-01", "财务往来较多": "是"},
        {"类型": "村民委员会", "产生日期": "2021-04-01", "财务往来较多": "否"},
    ]

    found = states(frequency("财务往来较多"), {"村级组织": terms}, as_of="2026-07-01")

    assert (found["2026-Q1"], found["2026-Q2"]) == (NOT_APPLICABLE, GAP)


# 数量：单数


@pytest.mark.parametrize(("number", "state"), [(2, GAP), (3, MET), (4, GAP), (5, MET), (7, MET), (9, GAP)])
def test_odd(number: int, state: Status) -> None:
    odd = {"类型": "数量", "对象": "合作组织.历届", "栏目": "理事", "至少": 3, "至多": 7, "单数": "是"}
    names = ["甲一", "乙二", "丙三", "丁四", "戊五", "己六", "庚七", "辛八", "壬九"][:number]
    data = {"合作组织": {"编号": "Z-1", "类型": "合作社", "历届": {"产生日期": "2026-03-01", "理事": names}}}

    assert set(states(odd, data).values()) == {state}


# 互斥：几张名单


def test_nobody_of_the_first_list_is_on_any_of_the_others() -> None:
    apart = {"类型": "互斥", "对象": "合作组织.历届", "左": "监事", "右": ["理事", "财务人员"]}
    term = {"产生日期": "2026-03-01", "监事": "甲一、乙二、丙三", "理事": ["乙二"], "财务人员": ["丙三"]}
    data = {"合作组织": {"编号": "Z-1", "类型": "集体经济组织", "历届": term}}

    judged = list(rule(apart).check(situation(ledger(data)), None))

    assert [j.status for j in judged] == [MET, GAP, GAP]
    assert ["也在理事里" in j.message.render(Privacy.LOCAL) for j in judged] == [False, True, False]
    assert "也在财务人员里" in judged[2].message.render(Privacy.LOCAL)
