"""``dj scrub``: finds people where they should not be, says where, never whom."""

from pathlib import Path
from typing import Any

import pytest
from branches import dj, sample_branch
from hypothesis import given
from hypothesis import strategies as st

from dangjian_cli.ledger.values.people import check_digit
from dangjian_cli.privacy.traces import CARD, ID, NAME, PHONE, kind_of, traces

NONE, FOUND, WRONG = 0, 1, 2

DAYS = st.dates().filter(lambda day: 1900 <= day.year <= 2100)


def id_number(day: str, order: int = 1) -> str:
    """A number of region 999999, which is no place."""
    body = f"999999{day}{order:03}"
    return body + check_digit(body)


SAMPLE_ID = id_number("19800101")
CARD_NUMBER = "6222000000000000004"
PHONE_NUMBER = "13000000000"


@given(DAYS, st.integers(0, 999))
def test_every_identity_number_is_found_and_one_wrong_digit_is_not(day: Any, order: int) -> None:
    number = id_number(f"{day:%Y%m%d}", order)
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")

    assert kind_of(number) == ID
    assert kind_of(wrong) != ID


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"身份证{SAMPLE_ID}。", [ID]),
        (f"{SAMPLE_ID[:6]} {SAMPLE_ID[6:14]} {SAMPLE_ID[14:]}", [ID]),
        (SAMPLE_ID.translate(str.maketrans("0123456789", "０１２３４５６７８９")), [ID]),
        (f"电话：{PHONE_NUMBER}", [PHONE]),
        ("电话 130-0000-0000", [PHONE]),
        ("+8613000000000", [PHONE]),
        (f"卡号{CARD_NUMBER}", [CARD]),
        ("6222 0000 0000 0000 004", [CARD]),
        ("石岩松主持，田喜垚记录", [NAME, NAME]),
        ("文号 2026000000000000001", []),
        ("2026-11-22 2026-11-23", []),
        ("a13000000000b", []),
        ("0000000000000000", []),
        ("青党发〔2026〕12号", []),
    ],
)
def test_what_is_a_trace(text: str, kinds: list[str]) -> None:
    found = list(traces(f"头一行\n{text}", ["石岩松", "田喜垚"]))

    assert [trace.kind for trace in found] == kinds
    assert all(trace.line == 2 for trace in found)


@pytest.fixture
def branch(tmp_path: Path) -> Path:
    return sample_branch(tmp_path / "支部")


def put(branch: Path, name: str, text: str) -> Path:
    path = branch / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_branch_as_it_should_be(branch: Path) -> None:
    result = dj("scrub", branch)

    assert (result.exit_code, result.stdout) == (NONE, "")


def test_traces_are_told_by_place_and_never_repeated(branch: Path) -> None:
    put(branch, "报告/小结.md", f"# 小结\n\n石岩松 {PHONE_NUMBER}\n")
    put(branch, "档案/2026/石岩松的处分.pdf", "")
    put(branch, "台账/9.yaml", f"谈心谈话:\n  - {{编号: T-9, 日期: 2026-01-01, 内容: 号{SAMPLE_ID}}}\n")
    result = dj("scrub", branch)

    assert result.exit_code == FOUND
    assert "小结.md:3:1：有姓名" in result.stdout
    assert "小结.md:3:5：有手机号" in result.stdout
    assert "….pdf：文件名里有姓名" in result.stdout
    assert "9.yaml:2:" in result.stdout
    assert "共4处" in result.stdout
    assert not any(word in result.output for word in ("石岩松", PHONE_NUMBER, SAMPLE_ID))


def test_a_ledger_may_hold_what_belongs_there(branch: Path) -> None:
    text = f"党员:\n  - {{编号: D-99, 姓名: 顾新苗, 身份证号: '{SAMPLE_ID}', 联系电话: '{PHONE_NUMBER}'}}\n"
    put(branch, "台账/9.yaml", text)

    assert dj("scrub", branch).exit_code == NONE


def test_a_single_file_is_held_against_its_branchs_roster(branch: Path) -> None:
    file = put(branch, "档案/记录.txt", "主持人：石岩松\n")

    assert dj("scrub", file).exit_code == FOUND


def test_other_encodings_are_read_and_pictures_left_alone(branch: Path) -> None:
    (branch / "旧.txt").write_bytes("主持人：石岩松\n".encode("gb18030"))
    (branch / "图.png").write_bytes(b"\x89PNG" + PHONE_NUMBER.encode())

    assert dj("scrub", branch).stdout.count("：有") == 1


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    assert dj("scrub", tmp_path / "没有").exit_code == WRONG
