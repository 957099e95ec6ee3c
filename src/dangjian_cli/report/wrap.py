"""Text on a grid of terminal cells: how wide it is, how it is padded, where its lines break.

Rich breaks Chinese at spaces only and costs 0.1 s to import, so this is done here.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

NEVER_FIRST = frozenset("，。；：？！、）】》”’％…〉」』〕〗］｝．·～—,.;:?!)]}%℃°‰")
"""Characters that may not begin a line."""

NEVER_LAST = frozenset("（【《“‘〈「『〔〖［｛￥([{")
"""Characters that may not end a line."""

_QUOTES = frozenset("“”‘’")
_NAMED_CONTROLS = {"\n": "〔换行〕", "\r": "〔回车〕", "\t": "〔制表符〕"}
_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def visible(text: str) -> str:
    """The text with every character that acts instead of showing replaced by a visible stand-in.

    Escape sequences, direction marks, zero-width characters and line breaks in what a person typed
    could otherwise move the cursor, reorder a line or make two different names look the same.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible_char, text.replace("\r\n", "\n")))


@lru_cache(maxsize=4096)
def _visible_char(char: str) -> str:
    if unicodedata.category(char) not in _UNSEEN_CATEGORIES:
        return char
    return _NAMED_CONTROLS.get(char, f"〔U+{ord(char):04X}〕")


def cell_width(text: str) -> int:
    """How many cells the text takes, ambiguous characters counted as one."""
    return len(text) if text.isascii() and text.isprintable() else sum(map(_char_width, text))


@lru_cache(maxsize=4096)
def _char_width(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cc", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def pad(text: str, width: int) -> str:
    """The visible text, filled with spaces on the right up to ``width`` cells; never cut."""
    shown = visible(text)
    return shown + " " * (width - cell_width(shown))


def wrap(text: str, width: int, first_indent: str = "", next_indent: str = "") -> list[str]:
    """The visible text in lines of at most ``width`` cells, indents included; at least one line.

    A line breaks between Chinese characters and at spaces. Words, numbers, paths and ids stay
    whole unless they are longer than a line. Spaces where a line breaks are dropped.
    """
    rooms = _Rooms(max(2, width - cell_width(first_indent)), max(2, width - cell_width(next_indent)))
    first, *others = _fill(_units(visible(text).strip()), rooms)
    return [(first_indent + first).rstrip(), *(next_indent + line for line in others)]


class _Rooms(NamedTuple):
    """The cells that an indent leaves."""

    first: int
    other: int


class _Unit(NamedTuple):
    """What no line break may divide, and the spaces before it."""

    gap: str
    body: str


def _fill(units: Iterator[_Unit], rooms: _Rooms) -> list[str]:
    """Lines, each filled as far as it goes."""
    lines: list[str] = []
    line, used = "", 0
    for gap, body in units:
        added = cell_width(gap) + cell_width(body)
        room = rooms.other if lines else rooms.first
        if used + added <= room:
            line, used = line + gap + body, used + added
            continue
        if line:
            lines.append(line)
        *full, line = _cut(body, rooms if not lines else _Rooms(rooms.other, rooms.other))
        lines += full
        used = cell_width(line)
    return [*lines, line]


def _units(text: str) -> Iterator[_Unit]:
    """The text cut at every place where a line may break."""
    start = gap_start = 0
    for here in range(1, len(text)):
        if text[here].isspace():
            continue
        before = here
        while text[before - 1].isspace():
            before -= 1
        if _may_break(text[before - 1], text[here], spaced=before < here):
            yield _Unit(text[gap_start:start], text[start:before])
            gap_start, start = before, here
    yield _Unit(text[gap_start:start], text[start:])


def _may_break(left: str, right: str, *, spaced: bool = False) -> bool:
    if right in NEVER_FIRST or left in NEVER_LAST or _char_width(right) == 0:
        return False
    return spaced or not (_in_word(left) and _in_word(right))


def _in_word(char: str) -> bool:
    return _char_width(char) < 2 and char not in _QUOTES


def _cut(body: str, rooms: _Rooms) -> list[str]:
    """The unit in as many pieces as it takes; the last may have room left."""
    pieces: list[str] = []
    while cell_width(body) > (room := rooms.other if pieces else rooms.first):
        end = _forced_end(body, room)
        pieces.append(body[:end].rstrip())
        body = body[end:].lstrip()
    return [*pieces, body]


def _forced_end(text: str, room: int) -> int:
    """Where to cut a unit that no line can hold: as late as fits and as politely as possible."""
    fitting = [i for i in range(1, len(text)) if _char_width(text[i]) and cell_width(text[:i]) <= room]
    polite = [i for i in fitting if _is_polite(text[:i].rstrip(), text[i:].lstrip())]
    return (polite or fitting or [_first_whole_character(text)])[-1]


def _is_polite(line: str, following: str) -> bool:
    return line[-1] not in NEVER_LAST and following[0] not in NEVER_FIRST


def _first_whole_character(text: str) -> int:
    """The length of the first character with the marks that stand on it."""
    return next((i for i in range(1, len(text)) if _char_width(text[i])), len(text))
