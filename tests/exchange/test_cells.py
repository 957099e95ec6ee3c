"""一格的值照台账的写法；Excel 动过的当面说。"""

from datetime import date, time, timedelta
from typing import Any

import pytest
from shapes import data, id_number, moment, page, reading, told

from dangjian_cli.exchange.cells import plain
from dangjian_cli.exchange.reading import Weight
from dangjian_cli.ledger import values
from dangjian_cli.ledger.values import BadValue

DAYS = values.parse_day


@pytest.mark.parametrize(
    ("value", "parse", "text"),
    [
        (20180910.0, DAYS, "2018-09-10"),
        (198003.0, DAYS, "1980-03"),
        (1980.03, DAYS, "1980-03"),
        (1980.12, DAYS, "1980-12"),
        (37803.0, DAYS, "2003-07-01"),
        (37803, DAYS, "2003-07-01"),
        (date(2004, 7, 1), DAYS, "2004-07-01"),
        (moment(5, 14, 30), DAYS, "2026-03-05"),
        ("2004年7月1日", DAYS, "2004-07-01"),
        (date(2026, 3, 1), values.parse_month, "2026-03"),
        ("2026.03", values.parse_month, "2026-03"),
        (date(2026, 3, 1), values.parse_year, "2026"),
        (2026.0, values.parse_year, "2026"),
        (time(14, 30), values.parse_time, "14:30"),
        (moment(5, 14, 30), values.parse_time, "14:30"),
        (timedelta(hours=14, minutes=30), values.parse_time, "14:30"),
        (0.6041666666666666, values.parse_time, "14:30"),
        (13000000001.0, values.parse_phone, "13000000001"),
        ("'13000000001", values.parse_phone, "13000000001"),
        (0.1 + 0.2, values.parse_amount, "0.3"),
        (1200.0, values.parse_amount, "1200"),
        ("￥1,200.50元", values.parse_amount, "1200.5"),
        (True, values.parse_yes_no, "是"),
        ("√", values.parse_yes_no, "是"),
        (23.0, values.parse_count, "23"),
        (20191234567.0, None, "20191234567"),
        (date(2026, 3, 5), None, "2026-03-05"),
        (time(9), None, "09:00"),
        ("=1+1", None, "=1+1"),
        ("@SUM(A1)", None, "@SUM(A1)"),
        ("长" * 10_000, None, "长" * 10_000),
    ],
)
def test_plain(value: Any, parse: Any, text: str) -> None:
    assert plain(value, parse) == text


@pytest.mark.parametrize(
    ("value", "parse", "code"),
    [
        (1980.1, DAYS, "day-ambiguous"),
        ("1980.1", DAYS, "day-ambiguous"),
        (19803.0, DAYS, "day-ambiguous"),
        ("45356", DAYS, "day-serial"),
        (2004.0, DAYS, "day-year-only"),
        (date(2026, 3, 5), values.parse_month, "month-with-day"),
        (4.30000198001011e17, values.parse_id_number, "id-digits-lost"),
        (id_number("19800101")[:15] + "000", values.parse_id_number, "id-digits-lost"),
        (4.30000198001011e17, None, "digits-lost"),
        (3.333333, values.parse_amount, "amount-below-fen"),
        ("#DIV/0!", None, "formula"),
        ("#公式", DAYS, "formula"),
    ],
)
def test_what_is_no_longer_what_was_typed(value: Any, parse: Any, code: str) -> None:
    with pytest.raises(BadValue) as caught:
        plain(value, parse)

    assert caught.value.code == code


def test_doubtful_cells_are_listed_by_sheet_row_and_column() -> None:
    rows = [
        ["姓名", "性别", "身份证号", "出生年月", "联系电话"],
        ["甲一", "男\\女", 4.3e17, 1980.1, "1380000"],
        ["乙、丙", "女", "", "", ""],
    ]

    found = reading(page(rows, "党员"))
    assert told(found) == [
        ("“党员”B2", "unknown-word"),
        ("“党员”C2", "id-digits-lost"),
        ("“党员”D2", "day-ambiguous"),
        ("“党员”E2", "phone-length"),
        ("“党员”A3", "name-several"),
        ("“党员”第3行", "row-not-taken"),
    ]
    assert data(found, "members") == [{"姓名": "甲一"}]


@pytest.mark.parametrize("blank", ["/", "—", "无", "＼", "\\", "暂无", "-"])
def test_what_says_that_there_is_nothing(blank: str) -> None:
    found = reading(page([["姓名", "性别", "备注"], ["甲一", blank, blank]]))

    assert data(found, "members") == [{"姓名": "甲一"}]
    assert told(found, Weight.TOLD) == [("B2", "blank"), ("C2", "blank")]


@pytest.mark.parametrize("hostile", ["=1+1", "@SUM(A1)", "+86", "甲\x0b乙", "\u202e倒\u200f", "长" * 10_000])
def test_hostile_text_stays_text(hostile: str) -> None:
    (member,) = data(reading(page([["姓名", "性别", "备注"], ["甲一", "男", hostile]])), "members")

    assert member["其他"] == {"备注": hostile}


def test_a_birthday_that_the_identity_number_contradicts_is_told() -> None:
    rows = [["姓名", "身份证号", "出生日期"], ["甲一", id_number("19800305"), "1980.3.6"]]

    assert told(reading(page(rows)), Weight.TOLD) == [("B1", "id-numbers"), ("C2", "two-birthdays")]


def test_a_heading_that_asks_for_the_month_is_not_given_a_day() -> None:
    rows = [["姓名", "出生年月", "入党时间"], ["甲一", date(1980, 3, 1), date(2004, 7, 1)]]

    (member,) = data(reading(page(rows)), "members")
    assert (member["出生日期"], member["入党日期"]) == ("1980-03", "2004-07-01")
