"""表头的叫法：去掉空白、括号、说明、序号以后，认得出是哪一栏；表头占几行都找得到。"""

import pytest
from shapes import data, page, reading, told, where

from dangjian_cli.exchange.headings import candidates, squeezed
from dangjian_cli.exchange.reading import Weight


@pytest.mark.parametrize(
    ("heading", "word"),
    [
        ("姓名*", "姓名"),
        ("*姓　名", "姓名"),
        ("1.姓名", "姓名"),
        ("（1）姓名", "姓名"),
        ("三、姓名", "姓名"),
        ("姓名：", "姓名"),
        ("姓名(必填)", "姓名"),
        ("申请入党时间（首次递交入党申请书）", "申请入党时间"),
        ("列为发展对象时间\n（院党委批复）", "列为发展对象时间"),
        ("身份证号码\n（请核对，18位", "身份证号码"),
        ("入党时间，如20180910（不加逗点符号，不要加年月字样）", "入党时间"),
        ("出生年月如:1980.01", "出生年月"),
        ("联系电话请填手机", "联系电话"),
        ("月应缴党费（元）", "月应缴党费"),
        ("月应缴党费单位：元", "月应缴党费"),
    ],
)
def test_what_a_heading_means(heading: str, word: str) -> None:
    assert word in candidates(heading)


@pytest.mark.parametrize(
    "heading", ["申请入党时间", "请示时间", "填写入党志愿书时间", "公示、请示、批复", "2026-03-05"]
)
def test_what_is_no_instruction_is_kept(heading: str) -> None:
    assert candidates(heading)[0] == squeezed(heading)
    assert all(len(word) > 1 for word in candidates(heading))


def test_two_rows_of_headings_without_merged_cells() -> None:
    """As CSV and LibreOffice have them."""
    rows = [
        ["姓名", "学历", "", "入党时间"],
        ["", "全日制", "在职", ""],
        ["甲一", "大专", "本科", "2004-07-01"],
    ]

    found = reading(page(rows))
    assert where(found) == {
        "姓名": "姓名", "学历全日制": "学历", "学历在职": "其他-学历在职", "入党时间": "入党日期"
    }  # fmt: skip
    assert data(found, "members")[0]["入党日期"] == "2004-07-01"


def test_a_row_of_data_is_no_second_row_of_headings() -> None:
    rows = [["姓名", "性别", "备注"], ["", "男", ""], ["甲一", "男", "x"]]

    found = reading(page(rows))
    assert len(data(found, "members")) == 1
    assert told(found) == [("第2行", "no-key")]


def test_two_columns_of_one_name() -> None:
    rows = [["姓名", "性别", "备注", "备注", "学历", "学历"], ["甲一", "男", "a", "b", "大专", "本科"]]

    found = reading(page(rows))
    assert data(found, "members")[0]["其他"] == {"备注": "a", "备注2": "b", "学历2": "本科"}
    assert told(found) == [("F1", "two-columns")]
    assert told(reading(page(rows), mapped={"F": "学历"})) == [("E1", "two-columns")]
    assert told(reading(page(rows), mapped={"F": "其他"})) == []


def test_headings_on_every_page_and_titles_between() -> None:
    head = ["序号", "姓名", "性别", "民族"]
    rows = [head, [1.0, "甲一", "男", "汉族"], ["第二党小组"], head, [1.0, "乙二", "女", "汉族"], [2.0], []]

    found = reading(page(rows, merged=(((2, 0), (2, 3)),)))
    assert [m["姓名"] for m in data(found, "members")] == ["甲一", "乙二"]
    assert told(found) == []
    assert [r.message.args["why"][0] for r in found.remarks if r.weight is Weight.LEFT_OUT] == [  # type: ignore[index]
        "小标题", "重复的表头", "只有序号的空行"
    ]  # fmt: skip


def test_a_group_written_once_for_several_rows() -> None:
    rows = [["姓名", "性别", "党小组"], ["甲一", "男", "第一党小组"], ["乙二", "女", ""], ["丙三", "男", ""]]

    found = reading(page(rows, merged=(((1, 2), (2, 2)),)))
    assert [m.get("党小组") for m in data(found, "members")] == ["第一党小组", "第一党小组", None]


def test_a_person_called_like_the_samples_is_a_person() -> None:
    found = reading(page([["姓名", "性别", "民族"], ["张三", "男", "汉族"]]))

    assert [m["姓名"] for m in data(found, "members")] == ["张三"]


def test_a_page_of_instructions_is_told_and_does_not_stop_the_rest() -> None:
    roster = page([["姓名", "性别"], ["甲一", "男"]], "花名册")
    found = reading(page([["填表说明"], ["一、用黑笔"]], "说明"), roster)

    assert len(found.drafts) == 1
    assert told(found, Weight.TOLD) == [("“说明”第1行", "unknown-table")]


def test_a_table_can_be_called_by_its_kind() -> None:
    rows = [["姓名", "申请入党时间", "入党时间", "转正时间"], ["甲一", "2023-03-01", "", ""]]

    assert reading(page(rows)).kinds == [("Sheet1", "花名册")]
    assert len(data(reading(page(rows), kind="花名册"), "members")) == 1
