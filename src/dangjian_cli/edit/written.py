"""Records as a ledger's text: what is written reads as exactly what was meant, and looks like what is there.

A word is tried bare, then in quotes; the loader itself says whether it reads the same. So whatever the loader
comes to warn of is quoted here on the same day.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from dangjian_cli.finding import InputError
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.table import fields_of, words_of
from dangjian_cli.load import nodes
from dangjian_cli.load.lines import CONTROL, ZERO_WIDTH
from dangjian_cli.load.lines import quoted as in_quotes
from dangjian_cli.periods import Day

_Frame = tuple[str, Callable[[str], Any]]
"""A line with a place for words, and what it is to read as."""

_BLOCK_FRAMES: tuple[_Frame, ...] = (
    ("x: {}\n", lambda words: {"x": words}),
    ("x:\n  - {}\n", lambda words: {"x": [words]}),
)
_FLOW_FRAMES: tuple[_Frame, ...] = (
    ("x: [{}]\n", lambda words: {"x": [words]}),
    ("x: {{y: {}}}\n", lambda words: {"x": {"y": words}}),
)
_KEY_FRAMES: tuple[_Frame, ...] = (
    ("{}: x\n", lambda words: {words: "x"}),
    ("x:\n  - {}: x\n", lambda words: {"x": [{words: "x"}]}),
)
_EASY = re.compile(r"[\u4e00-\u9fffA-Za-z0-9（〔《][\u4e00-\u9fffA-Za-z0-9（）〔〕《》。·./%_-]*")
_TAKEN = re.compile(r"(?i:yes|no|on|off|true|false|null|y|n)|~|0[0-9]+|0[xo][0-9a-fA-F_]+|[0-9_]+e[0-9]+")
"""What other programs that read YAML take for something else than words."""
_UNSAFE = re.compile(f"[{ZERO_WIDTH}{CONTROL}\t\r]")


_TELLING = frozenset({"来源"})
"""Other words for a field that say more than its label, which is 去向."""


@dataclass(frozen=True)
class Style:
    """How a file is indented: dash from name, words from dash, names from the name above."""

    dash: int = 2
    step: int = 2
    indent: int = 2


def plain(value: Any, model: type[Record] | None = None) -> Any:
    """A value as text, lists and groups: what reading it back will give. Nothing is kept of what is empty.

    A field is called by its label, whatever word for it was used, but for words that say more.
    """
    if isinstance(value, Record):
        model = type(value)
        value = {field.attr: getattr(value, field.attr) for field in fields_of(model)}
    if isinstance(value, Mapping):
        known = words_of(model) if model else {}
        found = {}
        for word, inner in value.items():
            field = known.get(word)
            text = plain(inner, field.inner if field else None)
            if text not in (None, "", [], {}):
                found[field.label if field and word not in _TELLING else str(word)] = text
        return found
    if isinstance(value, Sequence) and not isinstance(value, str | Day):
        return [text for item in value if (text := plain(item, model)) not in (None, "", [], {})]
    return value if value is None or isinstance(value, str) else _worded(value)


def _worded(value: object) -> str:
    """A single typed value as ledgers write it."""
    match value:
        case bool():
            return "是" if value else "否"
        case time():
            return f"{value:%H:%M}"
        case Decimal():
            return f"{value:f}"
        case Day() | date() | int():
            return str(value)
        case _:
            raise TypeError(f"{type(value).__name__} is nothing that a ledger holds")


@lru_cache(maxsize=4096)
def scalar(text: str, *, flow: bool = False, key: bool = False) -> str:
    """Words on one line, in quotes where they must be."""
    if _EASY.fullmatch(text) and not _TAKEN.fullmatch(text):
        return text
    frames = _KEY_FRAMES if key else _FLOW_FRAMES if flow else _BLOCK_FRAMES
    for candidate in _candidates(text):
        if all(_reads(line.format(candidate), meant(text)) for line, meant in frames):
            return candidate
    return _escaped(text)


def _candidates(text: str) -> Iterator[str]:
    if not text or "\n" in text or _UNSAFE.search(text):
        return
    if not _TAKEN.fullmatch(text):
        yield text
    yield in_quotes(text)


def _escaped(text: str) -> str:
    """In double quotes, with everything unseen written as a number."""
    shown = json.dumps(text, ensure_ascii=False)
    return _UNSAFE.sub(lambda hit: f"\\u{ord(hit.group()):04x}", shown)


def _reads(lines: str, meant: Any) -> bool:
    """Whether the loader reads the lines so, and has nothing to say about them."""
    try:
        document = nodes.read(lines.encode())
    except (InputError, UnicodeEncodeError):
        return False
    return not document.notes and bool(document.data == meant)


def group_lines(record: Mapping[str, Any], column: int, style: Style, *, literal: bool = True) -> list[str]:
    """The lines of a group whose names stand in ``column``."""
    found = []
    for word, value in record.items():
        lead = f"{' ' * column}{scalar(word, key=True)}:"
        if isinstance(value, Mapping):
            found += [lead, *group_lines(value, column + style.indent, style, literal=literal)]
        elif not isinstance(value, str):
            found += [lead, *list_lines(value, column + style.dash, style, literal=literal)]
        elif literal and (lines := _block(value)):
            found += [f"{lead} {lines[0]}", *_shifted(lines[1:], column + style.indent)]
        else:
            found.append(f"{lead} {scalar(value)}")
    return found


def list_lines(items: Sequence[Any], column: int, style: Style, *, literal: bool = True) -> list[str]:
    """The lines of a list whose dashes stand in ``column``."""
    found = []
    inside = column + style.step
    dash = f"{' ' * column}-{' ' * (style.step - 1)}"
    for item in items:
        if isinstance(item, Mapping):
            lines = group_lines(item, inside, style, literal=literal)
        elif not isinstance(item, str):
            lines = list_lines(item, inside, style, literal=literal)
        elif literal and (block := _block(item)):
            lines = [f"{' ' * inside}{block[0]}", *_shifted(block[1:], inside)]
        else:
            lines = [" " * inside + scalar(item)]
        found += [dash + lines[0][inside:], *lines[1:]]
    return found


def flow(value: Any) -> str:
    """A value in braces and brackets, on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(k, flow=True)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, str):
        return scalar(value, flow=True)
    return "[" + ", ".join(map(flow, value)) + "]"


_BLANK_AT_END = re.compile(r"[ \t]$", re.MULTILINE)
"""Some editors take it away."""


@lru_cache(maxsize=256)
def _block(text: str) -> tuple[str, ...]:
    """Several lines of words as a block of lines, where they keep every character so; else nothing."""
    body = text.removesuffix("\n")
    if "\n" not in body or _BLANK_AT_END.search(body) or _UNSAFE.search(body):
        return ()
    lines = ("|-" if body == text else "|", *body.split("\n"))
    written = "\n".join((f"x: {lines[0]}", *_shifted(lines[1:], 2), "z: z\n"))
    return lines if _reads(written, {"x": text, "z": "z"}) else ()


def _shifted(lines: Sequence[str], column: int) -> Iterator[str]:
    return (" " * column + line if line else "" for line in lines)
