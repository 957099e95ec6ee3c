"""Lines of mixed Chinese and ASCII text."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_cli.report.wrap import NEVER_FIRST, NEVER_LAST, cell_width, pad, visible, wrap

CHINESE = "党支部台账核对第一季度没有开"
MARKS = "，。；：？！、）】》”’％…（【《“‘"
MIXED = st.text(
    st.sampled_from([*CHINESE, *MARKS, *"aZ09.-@:/,() ", "\u3000", "\u0301", "𠮷", "é", "—", "·"]),
    max_size=120,
)
ANY_TEXT = st.one_of(MIXED, st.text(max_size=80))
WIDTHS = st.integers(2, 60)


def squeezed(text: str) -> str:
    return "".join(text.split())


def divisible(text: str) -> list[int]:
    """Where a line may be cut without a forbidden end, words not minded."""
    return [
        i
        for i in range(1, len(text))
        if text[i:].lstrip()[0] not in NEVER_FIRST
        and text[:i].rstrip()[-1] not in NEVER_LAST
        and cell_width(text[i]) > 0
    ]


# Examples ------------------------------------------------------------------------------------------------


def test_chinese_breaks_anywhere() -> None:
    assert wrap("第一季度党员大会没有开", 10) == ["第一季度党", "员大会没有", "开"]


def test_a_space_is_no_better_a_break_than_others() -> None:
    assert wrap("第一季度 党员大会没有开", 14) == ["第一季度 党员", "大会没有开"]


def test_words_stay_whole() -> None:
    assert wrap("问题编号 DJ13.meet@2026-Q2 要改", 20) == ["问题编号", "DJ13.meet@2026-Q2 要", "改"]
    assert wrap("共有1234人参加", 8) == ["共有1234", "人参加"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert wrap("见ledgers/2026/meetings.yaml", 12) == ["见", "ledgers/2026", "/meetings.ya", "ml"]


def test_closing_marks_do_not_begin_a_line() -> None:
    assert wrap("党员大会。没有", 8) == ["党员大", "会。没有"]
    assert wrap("按《条例》办", 8) == ["按《条", "例》办"]


def test_opening_marks_do_not_end_a_line() -> None:
    assert wrap("依据是《条例》", 8) == ["依据是", "《条例》"]


def test_a_mark_goes_with_the_end_of_a_cut_word() -> None:
    assert wrap("abcdefgh，", 8) == ["abcdefg", "h，"]
    assert wrap("abcdefgh ，", 8) == ["abcdefg", "h ，"]


def test_indents_count() -> None:
    assert wrap("党员大会没有开", 10, "1. ", "   ") == ["1. 党员大", "   会没有", "   开"]


@pytest.mark.parametrize("text", ["", "   ", "\u3000"])
def test_nothing_is_one_line(text: str) -> None:
    assert wrap(text, 20, "- ", "  ") == ["-"]


def test_a_mark_on_a_letter_stays_on_it() -> None:
    assert wrap("e\u0301" * 4, 2) == ["e\u0301e\u0301"] * 2


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("张三\n李四", "张三〔换行〕李四"),
        ("张三\r\n李四", "张三〔换行〕李四"),
        ("a\tb", "a〔制表符〕b"),
        ("\x1b[31m红", "〔U+001B〕[31m红"),
        ("a\x9b2Jb", "a〔U+009B〕2Jb"),
        ("\u202e倒", "〔U+202E〕倒"),
        ("\u2066x\u2069", "〔U+2066〕x〔U+2069〕"),
        ("张\u200b三", "张〔U+200B〕三"),
        ("段\u2029落", "段〔U+2029〕落"),
        ("坏\udc80", "坏〔U+DC80〕"),
        ("平常 text", "平常 text"),
    ],
)
def test_unseen_characters_become_visible(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert visible(shown) == shown


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc", 3),
        ("党员", 4),
        ("“①…—·√×", 7),
        ("𠮷", 2),
        ("e\u0301", 1),
        ("⚠\ufe0f", 1),
        ("Ａ，", 4),
        ("✅", 2),
    ],
)
def test_cell_width(text: str, width: int) -> None:
    assert cell_width(text) == width


def test_pad_fills_and_never_cuts() -> None:
    assert pad("党员", 6) == "党员  "
    assert pad("党员", 3) == "党员"
    assert pad("\x1b", 10) == "〔U+001B〕"


# Properties ----------------------------------------------------------------------------------------------


@given(ANY_TEXT, WIDTHS)
def test_no_line_is_too_wide(text: str, width: int) -> None:
    for line in wrap(text, width):
        assert cell_width(line) <= width


@given(ANY_TEXT, st.integers(10, 60), st.sampled_from(["", "- ", "一、"]), st.sampled_from(["", "    "]))
def test_no_line_is_too_wide_with_indents(text: str, width: int, first: str, other: str) -> None:
    lines = wrap(text, width, first, other)
    assert all(cell_width(line) <= width for line in lines)
    assert all(line.startswith(other) for line in lines[1:])


@given(ANY_TEXT, WIDTHS)
def test_nothing_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width, "> ", "| ")
    bodies = [lines[0].removeprefix(">"), *(line.removeprefix("| ") for line in lines[1:])]
    assert squeezed("".join(bodies)) == squeezed(visible(text))


@given(ANY_TEXT, WIDTHS)
def test_no_line_ends_or_is_nothing_but_space(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(line == line.rstrip() for line in lines)
    assert all(lines) or lines == [""]


@given(ANY_TEXT, WIDTHS)
def test_forbidden_ends_only_where_a_line_has_no_other(text: str, width: int) -> None:
    lines = wrap(text, width)
    for line, following in pairwise(lines):
        if following[0] in NEVER_FIRST or line[-1] in NEVER_LAST:
            assert not divisible(line)


@given(MIXED, st.integers(24, 60))
def test_short_words_are_never_cut(text: str, width: int) -> None:
    words = [word for word in squeezed_words(text) if cell_width(word) <= width // 2]
    lines = wrap(text, width)
    joined = "\n".join(lines)
    for word in words:
        assert word in joined


def squeezed_words(text: str) -> list[str]:
    """Runs of ASCII letters and digits."""
    return "".join(c if c.isascii() and c.isalnum() else " " for c in text).split()


@given(ANY_TEXT, WIDTHS)
def test_nothing_that_acts_comes_out(text: str, width: int) -> None:
    out = "".join([*wrap("\x1b[2J" + text, width), pad(text, width)])
    assert not {unicodedata.category(char) for char in out} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
