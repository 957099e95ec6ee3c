"""Bytes of every kind → text or a kind refusal."""

import codecs

import pytest

from dangjian_cli.finding import InputError, Privacy, Problem
from dangjian_cli.load import encoding
from dangjian_cli.load.encoding import decode

GOOD = "支部: 甲村党支部\n党员:\n  - 姓名: 张三\n    入党日期: 2001-07-01\n备注: “不忘初心”，𠮷\n"


def refused(data: bytes) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        decode(data)
    assert all(p.message.render(Privacy.LOCAL) and p.fix for p in caught.value)
    return caught.value.problems


@pytest.mark.parametrize(
    ("data", "name", "note"),
    [
        (GOOD.encode(), "utf-8", None),
        (codecs.BOM_UTF8 + GOOD.encode(), "utf-8", None),
        (GOOD.encode("gb18030"), "gb18030", "gbk-encoding"),
        ("支部: 甲\n".encode("gbk"), "gb18030", "gbk-encoding"),
        (codecs.BOM_UTF16_LE + GOOD.encode("utf-16-le"), "utf-16-le", "utf16-encoding"),
        (codecs.BOM_UTF16_BE + GOOD.encode("utf-16-be"), "utf-16-be", "utf16-encoding"),
        (GOOD.encode("utf-16-le"), "utf-16-le", "utf16-encoding"),
        (GOOD.encode("utf-16-be"), "utf-16-be", "utf16-encoding"),
        (codecs.BOM_UTF32_LE + GOOD.encode("utf-32-le"), "utf-32-le", "utf16-encoding"),
        (b"", "utf-8", None),
    ],
)
def test_ladder(data: bytes, name: str, note: str | None) -> None:
    decoded = decode(data)
    assert decoded.encoding == name
    assert [(p.code, p.fatal) for p in decoded.notes] == ([(note, False)] if note else [])
    assert decoded.text in (GOOD, "支部: 甲\n", "")


@pytest.mark.parametrize(
    ("typed", "newline"),
    [("甲: 1\n乙: 2\n", "\n"), ("甲: 1\r\n乙: 2\r\n", "\r\n"), ("甲: 1\r乙: 2\r", "\r"), ("", "\n")],
)
def test_line_ends_become_line_feeds(typed: str, newline: str) -> None:
    decoded = decode(typed.encode())
    assert (decoded.text, decoded.newline) == (typed.replace("\r\n", "\n").replace("\r", "\n"), newline)


def test_the_commoner_line_end_is_the_files_own() -> None:
    assert decode(b"a: 1\r\nb: 2\r\nc: 3\n").newline == "\r\n"


def test_damaged_utf8_names_each_bad_line() -> None:
    lines = GOOD.encode().split(b"\n")
    lines[0] = lines[0][:-1]
    lines[2] = lines[2][:-2]
    assert [(p.code, p.line) for p in refused(b"\n".join(lines))] == [
        ("damaged-utf8", 1),
        ("damaged-utf8", 3),
    ]


def test_text_cut_in_the_middle_of_a_character_is_damaged() -> None:
    assert refused(codecs.BOM_UTF8 + GOOD.encode()[:-2])[0].code == "damaged-utf8"


@pytest.mark.parametrize("lost", ["\ufffd", "锟斤拷"])
def test_characters_lost_before_are_told_by_line(lost: str) -> None:
    (problem,) = refused(f"支部: 甲\n姓名: 张{lost}\n".encode())
    assert (problem.code, problem.line, problem.column) == ("lost-characters", 2, 6)


def test_mojibake_is_recognised_and_says_what_was_meant() -> None:
    spoiled = "会议:\n  - 类型: 党员大会\n    日期: 2026-03-05\n    支部: 甲村支部\n"
    spoiled = spoiled.encode().decode("gb18030", "replace")
    (problem,) = refused(spoiled.encode())
    assert (problem.code, problem.line) == ("mojibake", 1)
    assert "会议" in problem.message.render(Privacy.LOCAL)
    assert "会议" not in problem.message.render(Privacy.STRICT)


@pytest.mark.parametrize("text", [GOOD, "联通: 移动\n", "龘: 靐\n" * 40, "a: b\n", "鍏: 氬\n"])
def test_ordinary_text_is_no_mojibake(text: str) -> None:
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04\x14\x00xl/workbook.xml", "Excel"),
        (b"PK\x03\x04\x14\x00word/document.xml", "Word"),
        (b"PK\x03\x04\x14\x00a.txt", "压缩包"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", ".doc"),
        (b"\x89PNG\r\n", "图片"),
        (b"\x01\x00\x00\x00\x00\xff", "数据"),
    ],
)
def test_a_renamed_file_is_called_what_it_is(data: bytes, words: str) -> None:
    (problem,) = refused(data)
    assert problem.code == "not-text"
    assert words in problem.message.render(Privacy.STRICT)


def test_bytes_of_no_encoding() -> None:
    assert refused(b"\xff\xff\xff: 1\n")[0].code == "unknown-encoding"
    assert refused(codecs.BOM_UTF16_LE + b"a")[0].code == "unknown-encoding"


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "MAX_BYTES", 10)
    assert decode(b"a: 1234567").text
    assert refused(b"a: 12345678")[0].code == "file-too-large"
