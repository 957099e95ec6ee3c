"""表和台账放在一起：新的、补的、不一样的分开说；台账写了的不悄悄换掉。"""

from typing import Any

from shapes import data, id_number, page, reading, told

from dangjian_cli.exchange.merging import Plan, merged
from dangjian_cli.exchange.pages import Page
from dangjian_cli.exchange.reading import Reading
from dangjian_cli.ledger import Sections
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.table import fields_of


def ledger(**sections: list[dict[str, Any]]) -> Sections:
    """Sections by their attributes, each record as a ledger has it."""
    models = {f.attr: f.inner for f in fields_of(Sections)}

    def typed(attr: str, record: dict[str, Any]) -> Record:
        model = models[attr]
        assert model is not None
        return model.model_validate(record)

    return Sections.model_construct(**{a: tuple(typed(a, r) for r in rs) for a, rs in sections.items()})


def beside(sheet: Page, sections: Sections, **known: Any) -> tuple[Plan, Reading]:
    found = reading(sheet, sections=sections, **known)
    return merged(found, sections), found


def changes(plan: Plan) -> list[tuple[Any, ...]]:
    return [(c.position, "-".join(map(str, c.way)), c.old, c.new) for c in (*plan.fills, *plan.differences)]


MEMBER = {"编号": "D-01", "姓名": "甲一", "出生日期": "1968-04-12", "其他": {"备注": "老党员"}}


def test_what_is_there_already_changes_nothing() -> None:
    sheet = page([["姓名", "出生日期", "备注"], ["甲一", "1968年4月12日", "老党员"]])

    plan, _ = beside(sheet, ledger(members=[MEMBER]))
    assert (plan.additions, plan.fills, plan.differences, plan.unchanged) == ([], [], [], 1)


def test_a_gap_is_filled_and_a_difference_is_told() -> None:
    sheet = page([["姓名", "出生日期", "性别", "备注", "特长"], ["甲一", "1968-04-21", "男", "退休", "书法"]])

    plan, _ = beside(sheet, ledger(members=[MEMBER]))
    assert changes(plan) == [
        (0, "性别", None, "男"),
        (0, "其他-特长", None, "书法"),
        (0, "出生日期", "1968-04-12", "1968-04-21"),
        (0, "其他-备注", "老党员", "退休"),
    ]
    assert (len(plan.fills), len(plan.differences)) == (2, 2)


def test_a_month_does_not_contradict_the_day_in_it() -> None:
    for said, differs in (("1968-04", 0), ("1968-05", 1)):
        plan, _ = beside(page([["姓名", "出生日期"], ["甲一", said]]), ledger(members=[MEMBER]))
        assert len(plan.differences) == differs


def test_people_are_known_by_number_then_by_identity_then_by_name() -> None:
    members = [
        {"编号": "D-01", "姓名": "甲一", "身份证号": id_number("19680412")},
        {"编号": "D-02", "姓名": "甲一", "身份证号": id_number("19700101")},
    ]
    sheet = page(
        [
            ["编号", "姓名", "身份证号", "学历"],
            ["D-02", "甲一", "", "高中"],
            ["", "甲一", id_number("19680412"), "大专"],
            ["", "甲一", "", "初中"],
            ["", "甲一", id_number("19990909"), "本科"],
        ]
    )

    plan, found = beside(sheet, ledger(members=members))
    assert changes(plan) == [(1, "学历", None, "高中"), (0, "学历", None, "大专")]
    assert told(found) == [("第4行", "several-alike")]
    assert [a.data["学历"] for a in plan.additions] == ["本科"]


def test_two_rows_of_one_new_person_become_one() -> None:
    sheet = page(
        [["姓名", "性别", "学历", "民族"], ["甲一", "男", "", "汉族"], ["甲一", "男", "大专", "回族"]]
    )

    plan, found = beside(sheet, ledger())
    assert [a.data for a in plan.additions] == [
        {"姓名": "甲一", "性别": "男", "民族": "汉族", "学历": "大专"}
    ]
    assert told(found) == [("D3", "rows-differ")]


def test_tables_of_one_case_become_one_record() -> None:
    times = page([["姓名", "申请入党时间", "列为发展对象时间"], ["己六", "2023-03-01", "2025-03-10"]], "时间")
    papers = page([["姓名", "入党申请书", "自传"], ["己六", "是", "否"]], "材料")

    found = reading(times, papers)
    plan = merged(found, ledger())
    assert [a.data for a in plan.additions] == [
        {
            "姓名": "己六",
            "步骤": {"递交入党申请书": [{"日期": "2023-03-01"}], "列为发展对象": [{"日期": "2025-03-10"}]},
            "资料": [{"名称": "入党申请书"}],
            "其他": {"自传": "否"},
        }
    ]


def test_steps_are_compared_one_by_one() -> None:
    case = {
        "编号": "F-01",
        "姓名": "己六",
        "步骤": {
            "递交入党申请书": {"日期": "2023-03-01", "机关": "支部"},
            "列为发展对象": {"日期": "2025-03-01"},
            "半年考察": [{"日期": "2024-01-05"}, {"日期": "2024-07-05"}],
        },
    }
    sheet = page(
        [
            ["姓名", "申请入党时间", "列为发展对象时间", "政审时间", "半年考察时间"],
            ["己六", "2023.3.1", "2025.3.10", "2025.4.1", "2025-01-05"],
        ]
    )

    plan, _ = beside(sheet, ledger(developments=[case]))
    assert changes(plan) == [
        (0, "步骤-政治审查", None, [{"日期": "2025-04-01"}]),
        (0, "步骤-半年考察", None, {"日期": "2025-01-05"}),
        (0, "步骤-列为发展对象-0-日期", "2025-03-01", "2025-03-10"),
    ]


def test_a_meeting_is_known_by_its_kind_and_day() -> None:
    meeting = {"类型": ["党课", "主题党日"], "日期": "2026-03-05", "实到": "20", "缺席": [{"姓名": "甲一"}]}
    rows = [
        ["会议类型", "日期", "地点", "实到", "缺席"],
        ["主题党日、党课", "2026.3.5", "会议室", 21.0, "甲一（病假）、乙二"],
        ["党课", "2026.3.5", "礼堂", 9.0, ""],
    ]

    plan, _ = beside(page(rows), ledger(meetings=[meeting]))
    assert changes(plan) == [
        (0, "地点", None, "会议室"),
        (0, "缺席-0-原因", None, "病假"),
        (0, "缺席", None, {"姓名": "乙二"}),
        (0, "实到", "20", "21"),
    ]
    assert [a.data["地点"] for a in plan.additions] == ["礼堂"]


def test_dues_are_known_by_person_and_month() -> None:
    paid = {"姓名": "甲一", "月份": "2026-01", "实交": "0.20"}
    sheet = page([["姓名", "1月", "2月"], ["甲一", 0.2, 0.2], ["乙二", 0.3, ""]], "2026年党费")

    plan, _ = beside(
        sheet, ledger(dues_payments=[paid], members=[MEMBER, MEMBER | {"编号": "D-02", "姓名": "乙二"}])
    )
    assert [(a.data["姓名"], a.data["月份"]) for a in plan.additions] == [
        ("甲一", "2026-02"),
        ("乙二", "2026-01"),
    ]
    assert plan.unchanged == 1


def test_the_category_comes_from_the_roster() -> None:
    members = [{"编号": "D-01", "姓名": "甲一", "党费类别": "离退休"}]
    sheet = page([["姓名", "月应缴"], ["甲一", 5.0]], "2026年党费")

    plan, _ = beside(sheet, ledger(members=members))
    assert [a.data["类别"] for a in plan.additions] == ["离退休"]


def test_signatures_find_their_meeting() -> None:
    meetings = [{"编号": "M-2026-03", "类型": "党课", "日期": "2026-03-05"}]
    sheet = page([["姓名", "3月5日", "第二节"], ["甲一", "√", "√"], ["乙二", "×", "√"]], "2026年签到")

    plan, _ = beside(sheet, ledger(meetings=meetings), mapped={"第二节": "M-2026-03"})
    assert changes(plan)[:3] == [
        (0, "实到", None, "1"),
        (0, "应到", None, "2"),
        (0, "缺席", None, [{"姓名": "乙二"}]),
    ]


def test_what_the_schema_refuses_is_told_at_its_cell() -> None:
    sheet = page([["姓名", "年度", "月应缴", "类别"], ["甲一", "2026", 5.0, "农场主"]], "党费")

    _, found = beside(sheet, ledger(members=[MEMBER]))
    assert told(found)[0] == ("“党费”D2", "unknown-word")


def test_columns_go_where_a_person_says() -> None:
    rows = [
        ["姓名", "性别", "座机", "手机号码", "民族"],
        ["甲一", "男", "010-62340000", "13000000001", "汉族"],
    ]

    (member,) = data(reading(page(rows), mapped={"座机": "联系电话", "E": "不导入"}), "members")
    assert member["联系电话"] == "010-62340000"
    assert member["其他"] == {"手机号码": "13000000001"}
    assert "民族" not in member


def test_a_number_that_only_counts_is_nobodys_own() -> None:
    sheet = page([["编号", "姓名", "学历"], [1.0, "甲一", "大专"], [2.0, "乙二", "高中"]])

    plan, _ = beside(sheet, ledger(members=[MEMBER]))
    assert changes(plan) == [(0, "学历", None, "大专")]
    assert [a.data for a in plan.additions] == [{"姓名": "乙二", "学历": "高中"}]


def test_one_identity_number_is_one_person_whatever_the_numbers_say() -> None:
    number = id_number("19680412")
    members = [{"编号": "D-01", "姓名": "甲一", "身份证号": number}]
    sheet = page([["编号", "姓名", "身份证号"], ["A-7", "甲一", number]])

    plan, _ = beside(sheet, ledger(members=members))
    assert (plan.additions, changes(plan)) == ([], [(0, "编号", "D-01", "A-7")])


def test_dues_of_nobody_on_the_roster_are_for_a_person_to_say() -> None:
    two = [{"编号": "D-01", "姓名": "甲一"}, {"编号": "D-02", "姓名": "甲一"}]
    sheet = page(
        [
            ["姓名", "党员编号", "1月", "2月"],
            ["甲一", "", 1.0, 1.0],
            ["甲一", "D-02", 2.0, ""],
            ["丙三", "", 3.0, ""],
        ],
        "2026年党费",
    )

    plan, found = beside(sheet, ledger(members=two))
    assert [a.data["党员编号"] for a in plan.additions] == ["D-02"]
    assert told(found) == [("“2026年党费”A2", "nobody"), ("“2026年党费”A4", "nobody")]


def test_a_roster_in_the_same_file_counts() -> None:
    roster = page([["姓名", "性别"], ["甲一", "男"]], "花名册")
    dues = page([["姓名", "1月", "2月"], ["甲一", 1.0, 1.0]], "2026年党费")

    found = reading(dues, roster)
    assert len(merged(found, ledger()).additions) == 3
    assert told(found) == []
