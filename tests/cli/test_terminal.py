"""What the terminal is found to take."""

import io
import os
import sys
from typing import IO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_cli.cli import terminal
from dangjian_cli.finding import Privacy


class Screen(io.StringIO):
    """A stream that a person looks at."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


def written(text: str, encoding: str) -> str:
    """The text as it arrives through a guarded stream of an encoding."""
    raw = io.BytesIO()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding, newline=""))
        patched.setattr(sys, "stderr", None)
        terminal.guard()
        sys.stdout.write(text)
        sys.stdout.flush()
        return raw.getvalue().decode(encoding)


# The guard -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("党员 √ × · —— “①”", "党员 √ × · —— “①”"),
        ("✓✗ ⚠\ufe0f •", "√× ! ·"),
        ("✔✘➜", "√×→"),
        ("𠮷㛃", "〔U+20BB7〕〔U+36C3〕"),
        ("前𠮷后", "前〔U+20BB7〕后"),
        ("⑪⑳", "(11)(20)"),
        ("¥5\u00a0元", "￥5 元"),
        ("坏\udc80名", "坏〔U+DC80〕名"),
    ],
)
def test_gbk_output_has_stand_ins(text: str, shown: str) -> None:
    assert written(text, "gbk") == shown


def test_utf8_output_is_left_alone_but_for_what_is_no_character() -> None:
    assert written("✓𠮷\udc80", "utf-8") == "✓𠮷〔U+DC80〕"


def test_an_encoding_without_chinese_gets_ascii() -> None:
    assert written("党✓x", "ascii") == "<U+515A><U+2713>x"


@given(
    st.text(st.characters()),
    st.sampled_from(["gbk", "gb18030", "cp1252", "ascii", "utf-8"]),
)
def test_no_text_breaks_a_guarded_stream(text: str, encoding: str) -> None:
    written(text, encoding)


def test_the_guard_keeps_the_encoding_and_takes_any_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="gbk")
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    terminal.guard()
    terminal.guard()
    assert stream.encoding == "gbk"


def test_a_decoding_error_is_no_matter_of_the_guard() -> None:
    terminal.guard()
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("utf-8", errors="dangjian-stand-in")


# Colour --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("env", "stream", "wanted"),
    [
        ({}, Screen(), True),
        ({}, io.StringIO(), False),
        ({"TERM": "dumb"}, Screen(), False),
        ({"NO_COLOR": "1"}, Screen(), False),
        ({"NO_COLOR": ""}, Screen(), True),
        ({"FORCE_COLOR": "1"}, io.StringIO(), True),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, io.StringIO(), True),
        ({"FORCE_COLOR": "0"}, io.StringIO(), False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, Screen(), False),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="a made-up stream has no console there")
def test_when_colour_is_wanted(
    monkeypatch: pytest.MonkeyPatch, env: dict[str, str], stream: IO[str], wanted: bool
) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert terminal.colour_wanted(stream) is wanted


def test_a_closed_or_missing_stream_is_no_terminal() -> None:
    stream = io.StringIO()
    stream.close()
    assert not terminal.is_terminal(stream)
    assert not terminal.is_terminal(None)


# Width ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "width"), [("100", 100), ("20", 40), ("0", 80), ("", 80), ("宽", 80), ("-5", 80), ("²", 80)]
)
def test_columns_state_the_width(monkeypatch: pytest.MonkeyPatch, columns: str, width: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert terminal.width(io.StringIO()) == width


@pytest.mark.parametrize(("real", "width"), [(120, 120), (30, 40), (0, 80)])
def test_the_width_of_a_terminal(monkeypatch: pytest.MonkeyPatch, real: int, width: int) -> None:
    def size(_: int) -> os.terminal_size:
        return os.terminal_size((real, 24))

    monkeypatch.setattr(os, "get_terminal_size", size)
    with open(os.devnull, encoding="utf-8") as stream:  # noqa: PTH123 - any stream with a number
        assert terminal.width(stream) == width


# Privacy -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environ", "stream", "privacy"),
    [
        ({}, Screen(), Privacy.LOCAL),
        ({}, io.StringIO(), Privacy.STRICT),
        ({"CI": "true"}, Screen(), Privacy.STRICT),
        ({"CI": "1"}, Screen(), Privacy.STRICT),
        ({"CI": "false"}, Screen(), Privacy.LOCAL),
        ({"CI": "False"}, Screen(), Privacy.LOCAL),
        ({"CI": "0"}, Screen(), Privacy.LOCAL),
        ({"CI": ""}, Screen(), Privacy.LOCAL),
        ({"CI": "0"}, io.StringIO(), Privacy.STRICT),
    ],
)
def test_who_may_read(environ: dict[str, str], stream: IO[str], privacy: Privacy) -> None:
    assert terminal.privacy_default(stream, environ) is privacy
