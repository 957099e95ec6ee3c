"""公开的样表都认得：标题行、两行表头、表头里的说明、样例行、表尾，一格也不丢。"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapes import (
    ATTENDANCE,
    CASES,
    DUES_BY_MONTHS,
    DUES_BY_PAYMENTS,
    DUES_OF_A_YEAR,
    DUES_OF_SALARIES,
    EVERY_SHAPE,
    MEETINGS,
    MINUTES,
    OFFICIAL,
    PAPERS,
    ROSTER,
    TIMES,
    data,
    empty,
    id_number,
    moment,
    page,
    reading,
    told,
    where,
)

from dangjian_cli.exchange.cells import text_of
from dangjian_cli.exchange.pages import Page
from dangjian_cli.exchange.reading import Reading, Weight
from dangjian_cli.finding import Privacy
from dangjian_cli.ledger.values import BadValue, parse_day

FARMERS = {"类别": "农民"}


def test_a_messy_roster() -> None:
    found = reading(ROSTER)

    assert found.kinds == [("Sheet1", "花名册")]
    assert data(found, "members") == [
        {
            "姓名": "甲一",
            "性别": "男",
            "民族": "汉族",
            "身份证号": id_number("19680412"),
            "出生日期": "1968-04-12",
            "学历": "大专",
            "入党日期": "1992-06-20",
            "转正日期": "1993-06-20",
            "联系电话": "13000000001",
            "其他": {"备注": "老党员", "备注2": "住镇上"},
        },
        {
            "姓名": "乙二",
            "性别": "女",
            "出生日期": "1983-09",
            "学历": "高中",
            "入党日期": "2003-07-01",
            "其他": {"学历在职": "大专"},
        },
    ]
    assert told(found) == []
    assert told(found, Weight.TOLD) == [
        ("H3", "two-columns"),
        ("E3", "id-numbers"),
        ("D7", "ethnicity"),
        ("D8", "blank"),
        ("I8", "serial"),
        ("J8", "blank"),
    ]
    left_out = [
        (r.place.row + 1, r.message.render(Privacy.STRICT))
        for r in found.remarks
        if r.weight is Weight.LEFT_OUT
    ]
    assert left_out == [
        (1, "标题"), (2, "标题"), (5, "填表提示"), (6, "样例行"), (10, "表尾的签字、日期")
    ]  # fmt: skip


def test_the_columns_of_the_national_system() -> None:
    found = reading(OFFICIAL)

    (member,) = data(found, "members")
    assert member["其他"].keys() == {
        "人员类别",
        "所在党支部",
        "党龄",
        "是否农民工",
        "户籍所在地",
        "是否失联党员",
    }
    assert {k: member[k] for k in ("家庭住址", "工作岗位", "流动党员", "入党时所在支部")} == {
        "家庭住址": "石泉村一组",
        "工作岗位": "农民",
        "流动党员": "否",
        "入党时所在支部": "石泉村党支部",
    }
    assert told(found, Weight.TOLD) == [("C1", "id-numbers")]


def test_dues_of_a_whole_year() -> None:
    found = reading(DUES_OF_A_YEAR, given=FARMERS)

    assert data(found, "dues_rates")[0] == {
        "姓名": "甲一", "年度": "2026", "类别": "农民", "基数": "5000", "月应交": "25",
        "其他": {"执行标准": "0.5%", "备注": "按月交"},
    }  # fmt: skip
    assert data(found, "dues_payments")[1] == {
        "姓名": "乙二", "月份": "2026-01", "至": "2026-12", "应交": "180", "实交": "180"
    }  # fmt: skip
    assert told(found) == []


def test_without_a_category_nothing_is_fixed() -> None:
    assert told(reading(DUES_OF_A_YEAR)) == [("第3行", "no-category"), ("第4行", "no-category")]


def test_a_table_of_salaries_says_the_category_itself() -> None:
    found = reading(DUES_OF_SALARIES)

    (rate,) = data(found, "dues_rates")
    assert (rate["类别"], rate["基数"], rate["月应交"]) == ("按月领工资", "4230", "42.3")
    assert len(rate["其他"]) == 9
    assert data(found, "dues_payments")[0]["实交"] == "507.6"


def test_part_of_a_year_is_for_a_person_to_say() -> None:
    rows = [*DUES_OF_A_YEAR.rows[:3], [2.0, "乙二", 3000.0, "0.5%", 15.0, 90.0, 90.0, ""]]

    assert told(reading(page(rows), given=FARMERS)) == [("第4行", "part-of-year")]


def test_a_grid_of_months() -> None:
    found = reading(DUES_BY_MONTHS, given=FARMERS)

    assert [(p["姓名"], p["月份"], p["实交"]) for p in data(found, "dues_payments")] == [
        ("甲一", "2026-01", "0.2"),
        ("甲一", "2026-02", "0.2"),
        ("甲一", "2026-03", "0.2"),
        ("乙二", "2026-01", "25"),
    ]
    assert data(found, "dues_rates")[1]["其他"] == {"备注": "三月外出"}
    assert told(found, Weight.TOLD) == [
        ("F3", "tick"), ("G3", "blank"), ("H3", "total-agrees"), ("E4", "nothing-paid"), ("H4",
         "total-differs")
    ]  # fmt: skip


def test_a_grid_of_what_was_due_and_what_was_paid() -> None:
    rows = [
        ["姓名", "2026年"],
        ["", "1月", "", "2月", ""],
        ["", "应缴", "实缴", "应缴", "实缴"],
        ["甲一", 2.0, 2.0, 2.0, 1.5],
    ]
    merged = (((0, 1), (0, 4)), ((1, 1), (1, 2)), ((1, 3), (1, 4)), ((0, 0), (2, 0)))

    assert data(reading(page(rows, merged=merged)), "dues_payments") == [
        {"姓名": "甲一", "月份": "2026-01", "应交": "2", "实交": "2"},
        {"姓名": "甲一", "月份": "2026-02", "应交": "2", "实交": "1.5"},
    ]


def test_a_grid_of_quarters() -> None:
    rows = [["姓名", "月应缴", "一季度", "第二季度"], ["甲一", 0.2, 0.6, "√"]]

    found = reading(page(rows), given={**FARMERS, "年度": "2026"})
    assert [(p["月份"], p["至"], p["实交"]) for p in data(found, "dues_payments")] == [
        ("2026-01", "2026-03", "0.6"),
        ("2026-04", "2026-06", "0.6"),
    ]


def test_a_tick_without_an_amount_is_for_a_person_to_say() -> None:
    found = reading(page([["姓名", "1月", "2月"], ["甲一", "√", 0.2]], "2026年党费"))

    assert told(found) == [("“2026年党费”B2", "tick-without-amount")]


def test_payments_one_by_one() -> None:
    found = reading(DUES_BY_PAYMENTS)

    assert data(found, "dues_payments") == [
        {
            "姓名": "甲一", "月份": "2026-03", "应交": "20", "实交": "20", "交纳日期": "2026-03-05",
            "其他": {"基数": "4000", "党组织": "石泉村党支部", "缴费方式": "现金", "状态": "已缴",
            "是否欠缴": "否"},
        }
    ]  # fmt: skip
    assert told(found, Weight.TOLD) == [("第3行", "no-amount")]


def test_meetings() -> None:
    (meeting,) = data(reading(MEETINGS), "meetings")

    assert meeting == {
        "类型": "党员大会", "日期": "2026-03-05", "开始": "14:30", "结束": "16:00", "地点": "会议室",
        "主题": "一季度党员大会", "主持人": "甲一", "记录人": "乙二", "应到": "23", "实到": "20",
        "其他": {"党组织": "石泉村党支部", "出勤率": "0.87", "状态": "已结束"},
    }  # fmt: skip


def test_minutes_as_a_table() -> None:
    first, second = data(reading(MINUTES), "meetings")

    assert (first["类型"], first["日期"], first["开始"]) == ("党员大会", "2026-03-05", "14:30")
    assert first["缺席"] == [
        {"姓名": "丙三", "原因": "请病假"},
        {"姓名": "丁四", "原因": "外出务工，在邻县"},
    ]
    assert first["议题"] == [{"名称": "传达上级文件"}, {"名称": "研究党费"}]
    assert first["其他"] == {"决议": "按要求办"}
    assert (second["日期"], second["开始"]) == ("2026-04-05", "15:00")
    assert second["议题"] == [
        {
            "名称": "接收己六为预备党员",
            "讨论": "同意接收",
            "决议": "接收己六为预备党员",
            "表决": {"赞成": "20", "反对": "0", "弃权": "1"},
        }
    ]


@pytest.mark.parametrize(
    ("said", "vote"),
    [
        ("同意8票，反对0票，弃权1票", {"赞成": "8", "反对": "0", "弃权": "1"}),
        ("8票同意、2票不同意", {"赞成": "8", "反对": "2"}),
        ("不赞成：1 赞成：9", {"赞成": "9", "反对": "1"}),
        ("全票通过", {"方式": "全票通过"}),
        ("同意8票，另有2人书面同意", {"方式": "同意8票，另有2人书面同意"}),
    ],
)
def test_a_vote_in_words(said: str, vote: dict[str, str]) -> None:
    rows = [["会议类型", "日期", "议题", "表决"], ["党员大会", "2026-03-05", "接收", said]]

    (meeting,) = data(reading(page(rows)), "meetings")
    assert meeting["议题"] == [{"名称": "接收", "表决": vote}]


def test_further_items_stand_below_their_meeting() -> None:
    rows = [
        ["会议类型", "日期", "地点", "议题", "决议"],
        ["党员大会", "2026-03-05", "会议室", "工作报告", "通过"],
        ["", "", "", "党费", "照办"],
        ["支委会", "2026-03-06", "", "研究", ""],
    ]

    first, second = data(reading(page(rows, merged=(((1, 0), (2, 0)), ((1, 1), (2, 1))))), "meetings")
    assert first["议题"] == [{"名称": "工作报告", "决议": "通过"}, {"名称": "党费", "决议": "照办"}]
    assert second["议题"] == [{"名称": "研究"}]


def test_what_kind_of_meeting_may_stand_elsewhere() -> None:
    rows = [["日期", "主题", "主持人"], ["2026-03-05", "七一党课", "甲一"], ["2026-03-06", "学文件", "甲一"]]

    found = reading(page(rows))
    assert [m["类型"] for m in data(found, "meetings")] == ["党课"]
    assert told(found) == [("第3行", "no-kind")]
    assert [m["类型"] for m in data(reading(page(rows), given={"类型": "集中学习"}), "meetings")] == [
        "集中学习",
        "集中学习",
    ]


def test_an_unknown_kind_of_meeting_is_listed() -> None:
    rows = [["会议类型", "日期", "地点"], ["茶话会", "2026-03-05", "会议室"]]

    assert told(reading(page(rows))) == [("A2", "unknown-word"), ("第2行", "row-not-taken")]


def test_a_ledger_of_admissions() -> None:
    (case,) = data(reading(CASES), "developments")

    assert case["出生日期"] == "2001-03-05"
    assert case["其他"]["入党积极分子/发展对象/预备党员/党员"] == "发展对象"
    assert case["其他"]["学号"] == "20190001"


def test_a_table_of_times_becomes_steps() -> None:
    (case,) = data(reading(TIMES), "developments")

    assert case["步骤"] == {
        "递交入党申请书": [{"日期": "2023-03-01"}],
        "确定为入党积极分子": [{"日期": "2023-09-10"}],
        "列为发展对象": [{"日期": "2025-03-10"}],
        "公示": [{"日期": "2025-03-11", "截止": "2025-03-17"}],
        "发放入党志愿书": [{"日期": "2025-05-06"}],
        "党员大会接收": [{"日期": "2025-06-20"}],
        "指定培养联系人": [{"人员": ["甲一", "乙二"]}],
        "确定入党介绍人": [{"人员": ["甲一", "乙二"]}],
    }
    assert case["其他"] == {
        "确认为发展对象时间（支部大会）": "2025.3.1",
        "报院党委的请示时间": "2025.3.3",
        "报院党委的请示时间2": "2025.6.23",
    }


def test_papers_ticked_off() -> None:
    first, second = data(reading(PAPERS), "developments")

    assert [paper["名称"] for paper in second["资料"]] == [
        "入党申请书", "两推一备案", "积极分子培训材料", "谈话记录", "思想汇报"
    ]  # fmt: skip
    assert len(first["资料"]) == 11
    assert set(first["其他"].values()) == {"否"}


def test_a_list_of_signatures() -> None:
    found = reading(ATTENDANCE)

    assert data(found, "meetings") == [
        {"类型": "主题党日", "日期": "2026-03-05", "实到": "2", "应到": "3",
         "缺席": [{"姓名": "乙二", "原因": "病假"}]},
        {"类型": "党员大会", "日期": "2026-04-03", "实到": "2", "应到": "3", "缺席": [{"姓名": "丙三"}]},
    ]  # fmt: skip
    assert told(found, Weight.TOLD) == [
        ("C2", "no-place"), ("D2", "no-place"), ("G2", "no-place"), ("B2", "only-counted")
    ]  # fmt: skip


def test_sessions_without_a_day_are_for_a_person_to_say() -> None:
    rows = [["姓名", "第一节", "第二节"], ["甲一", "√", "√"], ["乙二", "", "?"]]
    sheet = page(rows, "党课签到")

    assert told(reading(sheet)) == [
        ("“党课签到”C3", "unknown-mark"), ("“党课签到”B1", "no-day"), ("“党课签到”C1", "no-day")
    ]  # fmt: skip
    found = reading(sheet, mapped={"第一节": "2026-03-05", "C": "2026-03-06"})
    assert data(found, "meetings") == [
        {"类型": "党课", "日期": "2026-03-05", "实到": "1"},
        {"类型": "党课", "日期": "2026-03-06", "实到": "1"},
    ]


# Nothing is lost --------------------------------------------------------------------------------------------

SAID_OTHERWISE = {"支部党员大会", "星期日", "下午3点", "是", "0.87", "√", "×"}
"""In the result in another form: the day of the week in the day, the mark in a count."""


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    else:
        yield str(value)


def bare(text: str) -> str:
    return re.sub(r"\W", "", text)


def lost(sheet: Page, found: Reading) -> list[str]:
    """The cells that are neither in a draft nor told of, found without the reader's own bookkeeping."""
    held = bare("".join(text for draft in found.drafts for text in texts(draft.data)))
    headings = bare("".join(goes.heading for goes in found.goes))
    cells = {(r.place.row, r.place.column) for r in found.remarks}
    rows = {r.place.row for r in found.remarks if r.place.column is None}
    columns = {
        r.place.column for r in found.remarks if r.code in {"no-place", "only-counted", "unmarked", "no-day"}
    }
    columns |= {goes.column for goes in found.goes if "不导入" in goes.to}
    missing = []
    for i, cells_of_row in enumerate(sheet.rows):
        for j, value in enumerate(cells_of_row):
            if empty(value) or i in rows or (i, j) in cells or j in columns:
                continue
            missing += [part for part in parts(value) if not _held(part, held, headings)]
    return missing


def parts(value: Any) -> list[str]:
    if isinstance(value, date | datetime):
        return [text_of(value)]
    return [part for part in re.split(r"[\s、，,；;（）()]+", text_of(value)) if part]


def _held(part: str, held: str, headings: str) -> bool:
    if part in SAID_OTHERWISE or bare(part) in held or bare(part) in headings:
        return True
    if (number := re.sub(r"^\d+\.", "", part)) != part and bare(number) in held:
        return True
    days = [part, f"{part[:4]}.{part.rpartition('-')[2]}", part.rpartition("-")[0]]
    return any(bare(day) in held for text in days if (day := _day(text)))


def _day(text: str) -> str:
    try:
        return str(parse_day(text))
    except BadValue:
        return ""


@pytest.mark.parametrize("sheet", EVERY_SHAPE.values(), ids=EVERY_SHAPE)
def test_every_cell_is_in_the_result_or_in_the_list(sheet: Page) -> None:
    found = reading(sheet, given=FARMERS)

    assert found.drafts
    assert lost(sheet, found) == []


@pytest.mark.parametrize("sheet", EVERY_SHAPE.values(), ids=EVERY_SHAPE)
def test_the_reader_accounts_for_every_cell_by_itself(sheet: Page) -> None:
    """Without the net that lists what was forgotten."""
    assert "unplaced" not in [code for _, code in told(reading(sheet, given=FARMERS))]


STRANGE = st.one_of(
    st.integers(0, 99).map(lambda n: f"记号{n:02}号"),
    st.sampled_from(["=1+1", "@SUM", "\u202e倒写\u200f", "甲\x0b乙", "男\\女", "1980.1", "是", "无", "/",
    "张三"]),
    st.sampled_from([1980.1, 20180910.0, 45356.0, 4.3e17, 0.5, -3.0, True, date(2026, 3, 5), moment(5, 9)]),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(EVERY_SHAPE.values())), st.data())
def test_whatever_is_typed_is_in_the_result_or_in_the_list(sheet: Page, draw: st.DataObject) -> None:
    rows = [list(row) for row in sheet.rows]
    first = next(i for i, row in enumerate(rows) if sum(not empty(c) for c in row) >= 3) + 1
    body = [i for i in range(first, len(rows)) if rows[i]]
    for _ in range(draw.draw(st.integers(1, 4))):
        row = draw.draw(st.sampled_from(body))
        rows[row][draw.draw(st.integers(0, len(rows[row]) - 1))] = draw.draw(STRANGE)
    changed = page(rows, sheet.name, sheet.merged)

    found = reading(changed, given=FARMERS)

    accounted = found.seen | {
        (sheet.name, r.place.row, c)
        for r in found.remarks
        if r.place.column is None
        for c in range(len(rows[r.place.row]))
    }
    assert set(changed.filled()) <= {(row, column) for _, row, column in accounted}
    for marked in {c for row in rows for c in row if isinstance(c, str) and c.startswith("记号")}:
        assert lost_mark(marked, changed, found) == []


def lost_mark(mark: str, sheet: Page, found: Reading) -> list[str]:
    return [part for part in lost(sheet, found) if part == mark]


def test_where_columns_go_is_told() -> None:
    assert where(reading(ROSTER))["姓别"] == "性别"
    assert where(reading(ROSTER))["序号"] == "只是行号，不导入"
    assert where(reading(OFFICIAL))["党龄"] == "其他-党龄"
