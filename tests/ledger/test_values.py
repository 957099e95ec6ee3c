"""What each parser reads and refuses. Identity numbers use region 999999, which belongs to nobody."""

from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, BeforeValidator, ValidationError

from dangjian_cli.finding import Privacy, Value, Word
from dangjian_cli.ledger.values import (
    BadValue,
    is_blank,
    parse_amount,
    parse_count,
    parse_day,
    parse_id_number,
    parse_month,
    parse_name,
    parse_number,
    parse_phone,
    parse_reference,
    parse_text,
    parse_time,
    parse_year,
    parse_yes_no,
    people,
)
from dangjian_cli.ledger.values.numerals import read_numeral, write_numeral
from dangjian_cli.ledger.values.people import check_digit
from dangjian_cli.periods import Day

Parser = Callable[[object], object]

PARSERS: tuple[Parser, ...] = (
    parse_amount,
    parse_count,
    parse_day,
    parse_id_number,
    parse_month,
    parse_name,
    parse_number,
    parse_phone,
    parse_reference,
    parse_text,
    parse_time,
    parse_year,
    parse_yes_no,
)
STRICT_PARSERS = tuple(p for p in PARSERS if p is not parse_text)


def refusal(parse: Parser, value: object) -> BadValue:
    with pytest.raises(BadValue) as caught:
        parse(value)
    return caught.value


def tried(parse: Parser, value: object) -> object:
    try:
        return parse(value)
    except BadValue as bad:
        return bad


def shown(bad: BadValue) -> str:
    fix = bad.fix.render(Privacy.LOCAL) if bad.fix else ""
    return bad.message.render(Privacy.LOCAL) + "｜" + fix


def id_number(birthday: str, serial: str = "001") -> str:
    first = "999999" + birthday + serial
    return first + check_digit(first)


# Days --------------------------------------------------------------------------------------------------

FIFTH = Day.exact(date(2026, 3, 5))
MARCH = Day.month(2026, 3)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-05",
        "2026-3-5",
        "2026/3/5",
        "2026/03/05",
        "2026.3.5",
        "2026.03.05",
        "2026年3月5日",
        "2026年3月5号",
        "2026年03月05日",
        "2026年3月5",
        "２０２６－０３－０５",
        "２０２６年３月５日",
        "２０２６．３．５",
        "20260305",
        "二〇二六年三月五日",
        "二零二六年三月五日",
        "二○二六年三月五日",
        "二O二六年三月五日",
        "2026年三月五日",
        " 2026-03-05 ",
        "　2026-03-05",
        "2026-03-05\u200b",
        "2026 年 3 月 5 日",
        "2026. 3. 5",
        "2026—03—05",
        "2026–03–05",
        "2026年3⽉5⽇",
    ],
)
def test_a_day_in_every_accepted_form(text: str) -> None:
    assert parse_day(text) == FIFTH


@pytest.mark.parametrize(
    "text", ["2026.03", "2026.3", "2026-03", "2026/3", "202603", "2026年3月", "2026年3月份", "二〇二六年三月"]
)
def test_a_month_keeps_its_precision(text: str) -> None:
    assert parse_day(text) == parse_month(text) == MARCH


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("198003", Day.month(1980, 3)),
        ("1980-10", Day.month(1980, 10)),
        ("2026.10", Day.month(2026, 10)),
        ("2026.01", Day.month(2026, 1)),
        ("2026-1", Day.month(2026, 1)),
        ("2026.1.5", Day.exact(date(2026, 1, 5))),
        ("2024-02-29", Day.exact(date(2024, 2, 29))),
        ("二〇二五年十二月三十一日", Day.exact(date(2025, 12, 31))),
        ("二〇二五年十月二十日", Day.exact(date(2025, 10, 20))),
        ("二〇二五年十二月廿三日", Day.exact(date(2025, 12, 23))),
        ("2026年元月1日", Day.exact(date(2026, 1, 1))),
        ("1900-01-01", Day.exact(date(1900, 1, 1))),
        ("2100-12-31", Day.exact(date(2100, 12, 31))),
    ],
)
def test_days_worth_a_second_look(text: str, day: Day) -> None:
    assert parse_day(text) == day


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("26.3.5", "year-two-digits", "2026-03-05"),
        ("26-03-05", "year-two-digits", "2026-03-05"),
        ("80年3月5日", "year-two-digits", "1980-03-05"),
        ("26年3月", "year-two-digits", "2026-03"),
        ("260305", "year-two-digits", "2026-03-05"),
        ("3月5日", "year-missing", "年份"),
        ("三月五日", "year-missing", "年份"),
        ("3月", "year-missing", "年份"),
        ("3.5", "year-missing", "年份"),
        ("5日", "year-missing", "年份"),
        ("2026年", "day-year-only", "2026-03"),
        ("2026", "day-year-only", "2026-03"),
        ("2026-02-30", "day-impossible", "28 日"),
        ("2025年2月29日", "day-impossible", "28 日"),
        ("2026-00-05", "day-impossible", "1 月到 12 月"),
        ("2026-13", "day-impossible", "1 月到 12 月"),
        ("20261305", "day-impossible", "1 月到 12 月"),
        ("2026-03-00", "day-impossible", "31 日"),
        ("2026.1", "day-ambiguous", "2026-10"),
        ("1980.1", "day-ambiguous", "1980-01"),
        ("45356", "day-serial", "2024-03-05"),
        ("45356.5", "day-serial", "2024-03-05"),
        ("昨天", "day-relative", "哪天"),
        ("今天", "day-relative", "哪天"),
        ("上周五", "day-relative", "哪天"),
        ("去年3月5日", "day-relative", "哪天"),
        ("/", "blank", "“/”"),
        ("", "blank", "空着"),
        ("   ", "blank", "空着"),
        ("无", "blank", "“无”"),
        ("1899-12-31", "year-out-of-range", "1900"),
        ("2101-01-01", "year-out-of-range", "2100"),
        ("20206-3-5", "day-unreadable", "哪一天"),
        ("2026-03-05 14:30", "day-unreadable", "2026-03-05"),
        ("2026年3月5日（周四）", "day-unreadable", "2026-03-05"),
        ("2026、3、5", "day-unreadable", "2026-03-05"),
        ("2026-3.5", "day-unreadable", "2026-03-05"),
        ("2026年3月上旬", "day-unreadable", "2026-03"),
        ("2026 0305", "day-unreadable", "年-月-日"),
        ("2026305", "day-unreadable", "年-月-日"),
        ("2026-W10-4", "day-unreadable", "年-月-日"),
        ("2026-03-0²", "day-unreadable", "年-月-日"),
        ("待定", "day-unreadable", "年-月-日"),
    ],
)
def test_what_is_no_day_is_refused_with_a_reason_and_a_fix(text: str, code: str, words: str) -> None:
    bad = refusal(parse_day, text)
    assert bad.code == code
    assert words in shown(bad)
    assert bad.fix


def test_a_typed_day_passes_through() -> None:
    assert parse_day(MARCH) is MARCH
    assert parse_day(date(2026, 3, 5)) == FIFTH
    assert parse_month(MARCH) is MARCH


@pytest.mark.parametrize("value", ["2026-03-05", "2026年3月5日", FIFTH])
def test_a_month_has_no_day(value: object) -> None:
    bad = refusal(parse_month, value)
    assert bad.code == "month-with-day"
    assert "写成 2026-03" in shown(bad)


@pytest.mark.parametrize(
    ("text", "code"), [("3月", "year-missing"), ("2026.1", "day-ambiguous"), ("", "blank")]
)
def test_what_is_no_month(text: str, code: str) -> None:
    assert refusal(parse_month, text).code == code


DAY_FORMS = (
    "{y}-{m:02}-{d:02}",
    "{y}-{m}-{d}",
    "{y}/{m}/{d}",
    "{y}.{m}.{d}",
    "{y}.{m:02}.{d:02}",
    "{y}{m:02}{d:02}",
    "{y}年{m}月{d}日",
    "{y} 年 {m} 月 {d} 号",
    "　{y}-{m}-{d} ",
    "{cy}年{cm}月{cd}日",
)


@given(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    st.sampled_from(DAY_FORMS),
    st.booleans(),
)
def test_a_date_written_any_way_is_that_date(day: date, form: str, wide: bool) -> None:
    text = form.format(
        y=day.year,
        m=day.month,
        d=day.day,
        cy="".join("〇一二三四五六七八九"[int(c)] for c in str(day.year)),
        cm=chinese(day.month).removeprefix("一") if 10 <= day.month < 20 else chinese(day.month),
        cd=chinese(day.day),
    )
    if wide:
        text = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    assert parse_day(text) == Day.exact(day)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_month_written_any_way_is_that_month(day: date) -> None:
    y, m = day.year, day.month
    for text in (f"{y}-{m}", f"{y}/{m:02}", f"{y}.{m:02}", f"{y}{m:02}", f"{y}年{m}月"):
        assert parse_month(text) == parse_day(text) == Day.month(y, m)


@pytest.mark.parametrize(
    "text", ["2026", "2026年", "2026年度", "２０２６", "二〇二六年", "二零二六", " 2026 年"]
)
def test_a_year(text: str) -> None:
    assert parse_year(text) == parse_year(2026) == 2026


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("26", "year-two-digits"),
        ("26年", "year-two-digits"),
        ("2026-03", "year-with-month"),
        ("2026年3月5日", "year-with-month"),
        ("今年", "year-relative"),
        ("1899", "year-out-of-range"),
        ("二一〇一年", "year-out-of-range"),
        (3026, "year-out-of-range"),
        ("20260", "year-unreadable"),
        ("二十六年", "year-unreadable"),
        ("/", "blank"),
    ],
)
def test_what_is_no_year(value: object, code: str) -> None:
    assert refusal(parse_year, value).code == code


# Times -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("14:30", time(14, 30)),
        ("14：30", time(14, 30)),
        ("１４：３０", time(14, 30)),
        ("14:30:00", time(14, 30)),
        ("9:05", time(9, 5)),
        ("09:00", time(9)),
        ("00:00", time(0)),
        ("3:30", time(3, 30)),
        ("14点30分", time(14, 30)),
        ("14点30", time(14, 30)),
        ("14时", time(14)),
        ("9点整", time(9)),
        ("下午3点", time(15)),
        ("下午3点钟", time(15)),
        ("下午三点", time(15)),
        ("下午两点半", time(14, 30)),
        ("下午2点半", time(14, 30)),
        ("下午 2 点半", time(14, 30)),
        ("下午2点一刻", time(14, 15)),
        ("下午2：30", time(14, 30)),
        ("下午14:30", time(14, 30)),
        ("下午12:30", time(12, 30)),
        ("上午9时30分", time(9, 30)),
        ("上午九时三十分", time(9, 30)),
        ("上午九时零五分", time(9, 5)),
        ("中午12点", time(12)),
        ("中午1点", time(13)),
        ("晚上7点半", time(19, 30)),
        ("晚7:30", time(19, 30)),
        ("凌晨0点10分", time(0, 10)),
    ],
)
def test_a_time(text: str, clock: time) -> None:
    assert parse_time(text) == parse_time(clock) == clock


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("25:00", "time-impossible"),
        ("24:00", "time-impossible"),
        ("14:60", "time-impossible"),
        ("3点", "time-ambiguous"),
        ("三点半", "time-ambiguous"),
        ("上午15点", "time-half-mismatch"),
        ("上午12点", "time-half-mismatch"),
        ("晚上12点", "time-half-mismatch"),
        ("晚上3点", "time-half-mismatch"),
        ("14:30-16:00", "time-range"),
        ("下午2点至4点", "time-range"),
        ("2026-03-05 14:30", "time-with-day"),
        ("14:5", "time-unreadable"),
        ("1 4:30", "time-unreadable"),
        ("下午", "time-unreadable"),
        ("1430", "time-unreadable"),
        ("下午3点5", "time-unreadable"),
        ("", "blank"),
        ("--", "blank"),
    ],
)
def test_what_is_no_time(text: str, code: str) -> None:
    assert refusal(parse_time, text).code == code


@given(st.times())
def test_a_time_written_on_the_24_hour_clock(clock: time) -> None:
    expected = clock.replace(second=0, microsecond=0)
    assert parse_time(f"{clock.hour}:{clock.minute:02}") == expected
    assert parse_time(f"{clock.hour:02}：{clock.minute:02}") == expected


# Numbers -----------------------------------------------------------------------------------------------


def chinese(number: int) -> str:
    """A second, naive writer of numerals from 0 to 9999, to hold the program's own against."""
    if number == 0:
        return "零"
    digits = f"{number:04}"
    parts = [
        "零" if d == "0" else "零一二三四五六七八九"[int(d)] + u
        for d, u in zip(digits, "千百十 ", strict=True)
    ]
    text = "".join(parts).replace(" ", "")
    while "零零" in text:
        text = text.replace("零零", "零")
    text = text.strip("零")
    return text.removeprefix("一") if 10 <= number < 20 else text


@pytest.mark.parametrize(
    ("value", "count"),
    [
        ("40", 40),
        ("40人", 40),
        ("40 人", 40),
        ("40名", 40),
        ("４０", 40),
        ("四十", 40),
        ("四十人", 40),
        ("十二人", 12),
        ("两名", 2),
        ("两百", 200),
        ("一百零五", 105),
        ("一千零二十", 1020),
        ("廿三", 23),
        ("肆拾", 40),
        ("0", 0),
        ("零", 0),
        ("007", 7),
        ("1,200", 1200),
        ("1，200人", 1200),
        ("12人次", 12),
        ("3个", 3),
        ("5票", 5),
        ("12页", 12),
        ("30毫米", 30),
        (40, 40),
        (0, 0),
    ],
)
def test_a_count(value: object, count: int) -> None:
    assert parse_count(value) == count


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("约40", "number-approximate"),
        ("40多", "number-approximate"),
        ("40余人", "number-approximate"),
        ("40左右", "number-approximate"),
        ("近40人", "number-approximate"),
        ("十几", "number-approximate"),
        ("十来人", "number-approximate"),
        ("三四人", "number-approximate"),
        ("40+", "number-approximate"),
        ("3.5", "count-fraction"),
        ("40.0", "count-fraction"),
        ("-1", "number-negative"),
        ("−1", "number-negative"),
        (-1, "number-negative"),
        ("40-50", "number-range"),
        ("40~50人", "number-range"),
        ("12,00", "number-comma"),
        ("1e3", "number-scientific"),
        ("40/38", "number-listed"),
        ("1 200", "number-listed"),
        ("1  200", "number-listed"),
        ("13000000000", "number-too-long"),
        ("9" * 150, "number-too-long"),
        ("9" * 5000, "too-long"),
        ("二百五", "count-unreadable"),
        ("二〇", "count-unreadable"),
        ("4²", "count-unreadable"),
        ("④", "count-unreadable"),
        ("全体", "count-unreadable"),
        ("3厘米", "count-unreadable"),
        ("1年", "count-unit"),
        ("6个月", "count-unit"),
        ("90天", "count-unit"),
        ("/", "blank"),
        ("", "blank"),
        (True, "wrong-type"),
        (3.5, "wrong-type"),
    ],
)
def test_what_is_no_count(value: object, code: str) -> None:
    assert refusal(parse_count, value).code == code


@pytest.mark.parametrize(
    ("text", "unit", "count"), [("5年", "年", 5), ("6个月", "月", 6), ("六个月", "月", 6), ("9", "天", 9)]
)
def test_a_span_of_time_in_its_own_unit(text: str, unit: str, count: int) -> None:
    assert parse_count(text, unit=unit) == count


@given(st.integers(0, 9999))
def test_a_chinese_numeral_is_its_number(number: int) -> None:
    assert parse_count(chinese(number)) == parse_count(chinese(number) + "人") == number


@given(st.integers(0, 10**12 - 1))
def test_numerals_are_read_as_they_are_written(number: int) -> None:
    assert read_numeral(write_numeral(number)) == number


@given(st.text("零〇一二三四五六七八九十百千万亿两廿壹拾佰", max_size=8))
def test_a_numeral_has_one_reading_or_none(text: str) -> None:
    number = read_numeral(text)
    assert number is None or read_numeral(write_numeral(number)) == number


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("1200.50", "1200.50"),
        ("1,200.50", "1200.50"),
        ("1，200.50", "1200.50"),
        ("１，２００．５０", "1200.50"),
        ("￥1,200.50", "1200.50"),
        ("¥1200.5", "1200.5"),
        ("￥ 5", "5"),
        ("人民币5元", "5"),
        ("RMB 5", "5"),
        ("5元", "5"),
        ("5元整", "5"),
        ("5.00元", "5"),
        ("5 元", "5"),
        ("5块", "5"),
        ("5元3角", "5.3"),
        ("5元3角2分", "5.32"),
        ("5元零2分", "5.02"),
        ("5元05分", "5.05"),
        ("5角", "0.5"),
        ("5角5分", "0.55"),
        ("1.2万", "12000"),
        ("1.2万元", "12000"),
        ("1.2345万元", "12345"),
        ("3亿", "300000000"),
        ("1,234,567", "1234567"),
        ("0", "0"),
        ("0.5", "0.5"),
        ("-0", "0"),
        ("贰拾元整", "20"),
        ("贰拾圆正", "20"),
        ("壹佰贰拾叁元肆角伍分", "123.45"),
        ("叁元零伍分", "3.05"),
        ("壹拾万零柒仟元整", "107000"),
        ("人民币贰万元整", "20000"),
        ("二十元", "20"),
        ("二十", "20"),
        (5, "5"),
        (Decimal("5.5"), "5.5"),
        (Decimal("1E+3"), "1000"),
    ],
)
def test_an_amount(value: object, amount: str) -> None:
    assert parse_amount(value) == Decimal(amount)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("12,00", "number-comma"),
        ("1,2000", "number-comma"),
        ("1200,50", "number-comma"),
        (",200", "amount-unreadable"),
        ("约1200", "number-approximate"),
        ("1200余元", "number-approximate"),
        ("1e3", "number-scientific"),
        ("1.2E+05", "number-scientific"),
        ("-5", "number-negative"),
        ("￥-5", "number-negative"),
        ("－5元", "number-negative"),
        (Decimal(-5), "number-negative"),
        ("--5", "amount-unreadable"),
        ("12.345", "amount-below-fen"),
        ("1.2345678万", "amount-below-fen"),
        ("1234567890123", "number-too-long"),
        ("1.123456789", "number-too-long"),
        ("5-10", "number-range"),
        ("5/10", "number-listed"),
        ("5元5", "amount-unreadable"),
        ("1.2.3", "amount-unreadable"),
        ("元整", "amount-unreadable"),
        ("整", "amount-unreadable"),
        ("百角", "amount-unreadable"),
        ("免交", "amount-unreadable"),
        ("/", "blank"),
        ("", "blank"),
        (Decimal("NaN"), "blank"),
        (Decimal("Infinity"), "amount-unreadable"),
    ],
)
def test_what_is_no_amount(value: object, code: str) -> None:
    assert refusal(parse_amount, value).code == code


@pytest.mark.parametrize("text", ["-5.5", "－5.5", "￥-5.5", "-￥5.5元"])
def test_a_negative_amount_where_it_is_allowed(text: str) -> None:
    assert parse_amount(text, allow_negative=True) == Decimal("-5.5")


@given(
    st.decimals(0, 10**9, places=2),
    st.sampled_from(["{}", "{:,}", "￥{:,}", "{}元", "{:,} 元", "人民币{}元整"]),
)
def test_an_amount_written_any_way_is_that_amount(amount: Decimal, form: str) -> None:
    assert parse_amount(form.format(amount)) == amount
    assert parse_amount(form.format(amount).replace(",", "，")) == amount
    assert parse_amount("-" + form.format(amount), allow_negative=True) == -amount


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("24", "24"),
        ("24学时", "24"),
        ("24 个学时", "24"),
        ("3.5", "3.5"),
        ("３．５", "3.5"),
        ("3天", "3"),
        ("三天", "3"),
        ("3.5小时", "3.5"),
        ("5个工作日", "5"),
        ("半天", "0.5"),
        ("半个小时", "0.5"),
        ("两天半", "2.5"),
        ("1个半小时", "1.5"),
        ("0", "0"),
        ("90分", "90"),
        ("2次", "2"),
        (24, "24"),
        (Decimal("3.5"), "3.5"),
    ],
)
def test_a_number(value: object, number: str) -> None:
    assert parse_number(value) == Decimal(number)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("约24", "number-approximate"),
        ("三四天", "number-approximate"),
        ("-3", "number-negative"),
        ("3-5天", "number-range"),
        ("3.555", "number-too-long"),
        ("3.5天半", "number-unreadable"),
        ("3元", "number-unreadable"),
        ("很多", "number-approximate"),
        ("1e3", "number-scientific"),
        ("", "blank"),
        (float("nan"), "wrong-type"),
    ],
)
def test_what_is_no_number(value: object, code: str) -> None:
    assert refusal(parse_number, value).code == code


# People ------------------------------------------------------------------------------------------------

VALID = id_number("19900307")
VALID_X = next(n for n in (id_number("19900307", f"{i:03}") for i in range(99)) if n.endswith("X"))


@pytest.mark.parametrize(
    "text",
    [
        VALID,
        f" {VALID} ",
        f"'{VALID}",
        f"‘{VALID}",
        f"{VALID[:6]} {VALID[6:14]} {VALID[14:]}",
        f"{VALID[:6]}-{VALID[6:14]}-{VALID[14:]}",
        f"\u202d{VALID}\u202c",
        "".join(chr(ord(c) + 0xFEE0) for c in VALID),
    ],
)
def test_an_identity_number(text: str) -> None:
    assert parse_id_number(text) == VALID


@pytest.mark.parametrize("last", "XxⅩⅹ×хХＸ")
def test_the_last_x_of_an_identity_number(last: str) -> None:
    assert parse_id_number(VALID_X[:17] + last) == VALID_X


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("999999900307001", "id-15-digits"),
        ("9.99999199003070E+17", "id-digits-lost"),
        ("9.99999E+17", "id-digits-lost"),
        ("999999199003070000", "id-digits-lost"),
        (VALID[:17], "id-length"),
        (VALID + "1", "id-length"),
        (id_number("19900230"), "id-date"),
        (id_number("18991231"), "id-date"),
        (id_number("19901301"), "id-date"),
        (VALID[:17] + ("0" if VALID[17] != "0" else "1"), "id-check-digit"),
        ("999999********0011", "id-masked"),
        (VALID[:10] + "X" + VALID[11:], "id-characters"),
        ("没有带", "id-characters"),
        ("无", "blank"),
        ("", "blank"),
    ],
)
def test_what_is_no_identity_number(text: str, code: str) -> None:
    bad = refusal(parse_id_number, text)
    assert bad.code == code
    assert bad.fix
    digits = "".join(c for c in text if c.isdigit())
    assert not digits or digits[6:] not in shown(bad).replace(" ", "")


def test_a_number_that_ends_in_zeros_may_be_right() -> None:
    numbers = [id_number(f"1990{month:02}01", "000") for month in range(1, 13)]
    number = next(n for n in numbers if n.endswith("0"))
    assert parse_id_number(number) == number


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(0, 999), st.integers(0, 16))
def test_one_wrong_digit_is_always_noticed(birthday: date, serial: int, place: int) -> None:
    number = id_number(f"{birthday:%Y%m%d}", f"{serial:03}")
    assert parse_id_number(number) == number
    wrong = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
    refusal(parse_id_number, wrong)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("张三", "张三"),
        (" 张三 ", "张三"),
        ("张 三", "张三"),
        ("张　三", "张三"),
        ("张\u200b三", "张三"),
        ("欧阳 小明", "欧阳小明"),
        ("张三（大）", "张三(大)"),
        ("甲乙·丙丁", "甲乙·丙丁"),
        ("甲乙•丙丁", "甲乙·丙丁"),
        ("甲乙．丙丁", "甲乙·丙丁"),
        ("甲乙‧丙丁", "甲乙·丙丁"),
        ("甲乙・丙丁", "甲乙·丙丁"),
        ("甲乙.丙丁", "甲乙·丙丁"),
        ("甲乙 · 丙丁", "甲乙·丙丁"),
        ("Li  Ming", "Li  Ming"),
        ("Ｌｉ Ming", "Li Ming"),
        ("J. O'Neil-Li", "J. O'Neil-Li"),
        ("张\U00020000", "张\U00020000"),
        ("张\ue123", "张\ue123"),
        ("〇一", "〇一"),
    ],
)
def test_a_name(text: str, name: str) -> None:
    assert parse_name(text) == name
    assert parse_name(name) == name


@given(
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=5) | st.sampled_from("无略")
)
def test_usual_names_are_read_as_all_others_are(text: str) -> None:
    """The short way and the long way agree."""
    assert _outcome(people._name_of, text) == _outcome(
        lambda t: people._read_name(people._NAME.read(t)), text
    )


def _outcome(read: Callable[[str], str], text: str) -> object:
    try:
        return read(text)
    except BadValue as refused:
        return refused.code


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("张三、李四", "name-several", "几个人"),
        ("张三，李四", "name-several", "几个人"),
        ("张三,李四", "name-several", "几个人"),
        ("张三；李四", "name-several", "几个人"),
        ("张三/李四", "name-several", "几个人"),
        ("张三\n李四", "name-several", "几个人"),
        ("张三丰 李四光", "name-several", "空格"),
        ("张三1", "name-strange", "数字"),
        ("张三等５人", "name-strange", "数字"),
        ("13", "name-strange", "数字"),
        ("李?", "name-strange", "?"),
        ("李�", "name-strange", "�"),
        ("李\x07", "name-strange", "�"),
        ("***", "name-strange", "*"),
        ("()", "name-strange", "没有字"),
        ("", "blank", "空着"),
        ("无", "blank", "“无”"),
        ("——", "blank", "等于没有填"),
        ("甲" * 300, "too-long", "一大段"),
    ],
)
def test_what_is_no_name(text: str, code: str, words: str) -> None:
    bad = refusal(parse_name, text)
    assert bad.code == code
    assert words in shown(bad)


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("13000000000", "13000000000"),
        ("130 0000 0000", "13000000000"),
        ("130-0000-0000", "13000000000"),
        ("+8613000000000", "13000000000"),
        ("+86 130 0000 0000", "13000000000"),
        ("008613000000000", "13000000000"),
        ("１３０００００００００", "13000000000"),
        ("'13000000000", "13000000000"),
        ("010-12345678", "010-12345678"),
        ("(010)12345678", "010-12345678"),
        ("（0931）1234567", "0931-1234567"),
        ("09311234567", "0931-1234567"),
        ("010 1234 5678", "010-12345678"),
        ("+86-10-12345678", "010-12345678"),
    ],
)
def test_a_phone_number(text: str, phone: str) -> None:
    assert parse_phone(text) == phone


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1300000000", "phone-length"),
        ("130000000000", "phone-length"),
        ("12000000000", "phone-unreadable"),
        ("1.30E+10", "phone-digits-lost"),
        ("13000000000、13100000000", "phone-several"),
        ("13000000000/13100000000", "phone-several"),
        ("22345678", "phone-no-area"),
        ("130****0000", "phone-unreadable"),
        ("/", "blank"),
    ],
)
def test_what_is_no_phone_number(text: str, code: str) -> None:
    assert refusal(parse_phone, text).code == code


# Words -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value", ["是", "有", "对", "√", "✓", "true", "TRUE", "yes", "Y", "Ｙ", "1", " 是 ", True]
)
def test_yes(value: object) -> None:
    assert parse_yes_no(value) is True


@pytest.mark.parametrize(
    "value", ["否", "无", "没有", "不是", "×", "✗", "false", "No", "n", "0", "０", False]
)
def test_no(value: object) -> None:
    assert parse_yes_no(value) is False


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("男", "not-yes-or-no"),
        ("2", "not-yes-or-no"),
        ("", "blank"),
        ("/", "blank"),
        ("暂无", "blank"),
        (1, "wrong-type"),
    ],
)
def test_neither_yes_nor_no(value: object, code: str) -> None:
    assert refusal(parse_yes_no, value).code == code


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" 传达１２号文件 ", "传达１２号文件"),
        ("　甲　乙　", "甲　乙"),
        ("无", "无"),
        ("", ""),
        ("a\n b", "a\n b"),
        ("字" * 999, "字" * 999),
    ],
)
def test_text_is_kept_as_it_is(text: str, kept: str) -> None:
    assert parse_text(text) == kept


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("M-2026-03", "M-2026-03"),
        (" M-2026-03 ", "M-2026-03"),
        ("Ｍ－２０２６－０３", "M-2026-03"),
        ("M—2026—03", "M-2026-03"),
        ("a_b.c", "a_b.c"),
        ("1", "1"),
        ("0123", "0123"),
        ("DZZ-15-2026-0305-1", "DZZ-15-2026-0305-1"),
        ("20260305001", "20260305001"),
        ("x" * 40, "x" * 40),
    ],
)
def test_a_reference(text: str, reference: str) -> None:
    assert parse_reference(text) == reference


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (VALID, "reference-personal"),
        (VALID_X, "reference-personal"),
        (f"P-{VALID}-1", "reference-personal"),
        (f"{VALID[:6]}-{VALID[6:14]}-{VALID[14:]}", "reference-personal"),
        ("13000000000", "reference-personal"),
        ("M13000000000", "reference-personal"),
        ("130-0000-0000", "reference-personal"),
        ("x" * 41, "reference-long"),
        ("会议-3", "reference-characters"),
        ("M 3", "reference-characters"),
        ("M/3", "reference-characters"),
        ("", "blank"),
        ("null", "blank"),
    ],
)
def test_what_is_no_reference(text: str, code: str) -> None:
    bad = refusal(parse_reference, text)
    assert bad.code == code
    assert "M-2026-03" in shown(bad)


BLANKS = ("/", "//", "／", "\\", "—", "——", "-", "--", "－", "~", "无", "暂无", "空")
EMPTY = ("none", "None", "null", "NULL", "N/A")


@pytest.mark.parametrize("text", ["", " ", "　", "\u200b", " 无 ", *BLANKS, *EMPTY])
def test_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", "否", "无异议", "空军", "张三", "-1", "待定", "."])
def test_not_blank(text: str) -> None:
    assert not is_blank(text)


# All of them -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize("group", [[], ["2026-03-05"], {}, {"日期": "2026"}, ("a",)])
def test_a_group_is_no_scalar(parse: Parser, group: object) -> None:
    bad = refusal(parse, group)
    assert bad.code == "not-a-scalar"
    assert "不是一组内容" in shown(bad)


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize("value", [None, object(), 1.5])
def test_other_things_are_refused(parse: Parser, value: object) -> None:
    assert refusal(parse, value).code == ("blank" if value is None else "wrong-type")


@pytest.mark.parametrize("parse", STRICT_PARSERS)
@pytest.mark.parametrize("text", ["", "/", "暂无", "--", "null"])
def test_blank_words_are_no_values(parse: Parser, text: str) -> None:
    assert refusal(parse, text).code == "blank"


LIKELY = st.text(
    "0123456789０３５年月日号时点分半上下午.,，-/:：元角万亿约人一二三十百零〇 　xX×￥+eE张·、", max_size=24
)


@given(st.sampled_from(PARSERS), st.text() | LIKELY | st.text(st.characters(), min_size=150, max_size=400))
def test_no_text_raises_anything_but_bad_value(parse: Parser, text: str) -> None:
    bad = tried(parse, text)
    if isinstance(bad, BadValue):
        assert bad.code.replace("-", "").isalnum()
        assert str(bad) == bad.code
        assert bad.message.render(Privacy.LOCAL)
        assert bad.fix
        assert bad.fix.render(Privacy.LOCAL)


@given(st.sampled_from(PARSERS), st.text("甲乙丙丁戊12345x", min_size=1, max_size=30))
def test_typed_words_never_show_when_privacy_is_strict(parse: Parser, text: str) -> None:
    bad = tried(parse, "壬癸" + text)
    if isinstance(bad, BadValue):
        for said in filter(None, (bad.message, bad.fix)):
            assert "壬癸" not in said.render(Privacy.STRICT)
            assert all(isinstance(arg, Value | Word | int) for arg in said.args.values())


@given(st.sampled_from(PARSERS), LIKELY)
def test_a_value_read_once_is_read_the_same_again(parse: Parser, text: str) -> None:
    value = tried(parse, text)
    assert isinstance(value, BadValue) or parse(value) == value


def test_a_message_shows_long_and_strange_text_on_one_short_line() -> None:
    bad = refusal(parse_day, "第一行\n第二行\x1b[31m" + "长" * 100)
    assert "\n" not in shown(bad)
    assert "\x1b" not in shown(bad)
    assert len(shown(bad)) < 120


def test_pydantic_keeps_the_refusal_and_its_text_keeps_the_secret() -> None:
    class Model(BaseModel):
        day: Annotated[Day, BeforeValidator(parse_day)]
        amount: Annotated[Decimal, BeforeValidator(parse_amount)]

    assert Model.model_validate({"day": "2026年3月5日", "amount": "5元"}).day == FIFTH
    with pytest.raises(ValidationError) as caught:
        Model.model_validate({"day": "26.3.5", "amount": "5"})
    error = caught.value.errors()[0]
    assert error["ctx"]["error"].code == "year-two-digits"
    assert "26.3.5" not in error["msg"]


def test_the_common_form_is_itself() -> None:
    days = [(date(1950, 1, 1) + timedelta(days=n)).isoformat() for n in range(20_000)]
    assert [parse_day(text).first.isoformat() for text in days] == days
