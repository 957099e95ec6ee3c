"""What the terminal can take: characters, colours, width, and whether others may be reading."""

import codecs
import os
import sys
from collections.abc import Mapping
from io import TextIOWrapper
from typing import IO, TextIO

from dangjian_cli.finding import Privacy

DEFAULT_WIDTH = 80
MIN_WIDTH = 40

_ERROR_HANDLER = "dangjian-stand-in"
_NO = frozenset({"", "0", "false"})

_STAND_INS = {
    "✓": "√",
    "✔": "√",
    "✅": "√",
    "☑": "√",
    "✗": "×",
    "✘": "×",
    "❌": "×",
    "☒": "×",
    "⚠": "!",
    "❗": "!",
    "ℹ": "i",
    "•": "·",
    "‣": "·",
    "➜": "→",
    "➔": "→",
    "▸": ">",
    "–": "-",
    "¥": "￥",
    "€": "欧元",
    "\u00a0": " ",
    "\u200b": "",
    "\u200d": "",
    "\ufe0e": "",
    "\ufe0f": "",
    "\ufeff": "",
} | {chr(0x2460 + n - 1): f"({n})" for n in range(11, 21)}


def guard() -> None:
    """Make standard output and error show a stand-in for what their encoding lacks.

    A Chinese Windows pipe is GBK and lacks rare characters of names. The encoding itself is left
    alone: PowerShell decodes a pipe by the code page of the console.
    """
    codecs.register_error(_ERROR_HANDLER, _stand_in)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=_ERROR_HANDLER)


def _stand_in(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    shown = "".join(_readable(char, error.encoding) for char in lost)
    # Python's UTF-8 encoder, which lacks only lone surrogates, takes a stand-in as bytes or as ASCII.
    return shown.encode() if error.encoding == "utf-8" else shown, error.end


def _readable(char: str, encoding: str) -> str:
    for choice in (_STAND_INS.get(char), f"〔U+{ord(char):04X}〕"):
        if choice is not None and _encodable(choice, encoding):
            return choice
    return f"<U+{ord(char):04X}>"


def _encodable(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def is_utf8(stream: TextIO) -> bool:
    """Whether the stream takes every character as programs expect it."""
    return codecs.lookup(stream.encoding or "utf-8").name == "utf-8"


def colour_wanted(stream: IO[str]) -> bool:
    """Whether escape sequences, bold included, may be written to the stream.

    ``NO_COLOR`` wins over ``FORCE_COLOR``, which wins over not being a terminal.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "").lower() not in _NO:
        return True
    return os.environ.get("TERM") != "dumb" and is_terminal(stream) and _obeys_escapes(stream)


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether a person is looking at the stream. ``None`` is what a program without console has."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


if sys.platform == "win32":  # pragma: no cover

    def _obeys_escapes(stream: IO[str]) -> bool:
        """Ask the console to obey escape sequences, which it does not do by itself."""
        import ctypes
        import msvcrt

        virtual_terminal = 0x0004
        kernel = ctypes.windll.kernel32
        mode = ctypes.c_ulong()
        try:
            handle = ctypes.c_void_p(msvcrt.get_osfhandle(stream.fileno()))
        except OSError:
            return False
        if not kernel.GetConsoleMode(handle, ctypes.byref(mode)):
            return False
        return bool(kernel.SetConsoleMode(handle, mode.value | virtual_terminal))

else:

    def _obeys_escapes(_stream: IO[str]) -> bool:
        """Every other terminal does."""
        return True


def width(stream: IO[str]) -> int:
    """The columns of the terminal; ``COLUMNS`` wins, 80 where there is no terminal, 40 at least."""
    return max(MIN_WIDTH, _stated_columns() or _terminal_columns(stream) or DEFAULT_WIDTH)


def _stated_columns() -> int:
    stated = os.environ.get("COLUMNS", "")
    return int(stated) if stated.isascii() and stated.isdigit() else 0


def _terminal_columns(stream: IO[str]) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError, AttributeError):  # no terminal, closed, no stream
        return 0


def privacy_default(stream: IO[str], environ: Mapping[str, str]) -> Privacy:
    """Strict wherever the words may be kept or read by others: CI, a pipe, a file."""
    in_ci = environ.get("CI", "").strip().lower() not in _NO
    return Privacy.STRICT if in_ci or not is_terminal(stream) else Privacy.LOCAL
