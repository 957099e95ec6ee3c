"""How many lines a text takes, by Chinese rules of breaking; widths in letters: a Chinese one is 1."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import ceil
from unicodedata import east_asian_width


def abreast(widths: Iterable[float], room: float) -> int:
    """How many lines things take that stand side by side where they can."""
    count, used = 0, room + 1.0
    for width in widths:
        if used + 1 + width > room:
            count, used = count + ceil(width / room), width
        else:
            used += 1 + width
    return count


_NOT_FIRST = frozenset("，。、；：？！）》〉」』〕】”’…％,.:;?!)]}%")
_NOT_LAST = frozenset("（《〈「『〔【“‘([{")
_QUOTES = frozenset("“”‘’")
"""Browsers part none of these from what stands beside it."""

_JOINER = "\u2060"


def whole(text: str) -> str:
    """The text as one that no line ends within."""
    return _JOINER.join(text)


def lines(text: str, room: float) -> int:
    """How many lines a text takes where so many letters stand on a line, by Chinese rules of breaking."""
    if wide(text) <= room:
        return 1
    count, used = 1, 0.0
    for need in _widths(text):
        if used and used + need > room:
            count, used = count + 1, 0.0
        if need > room:
            count += ceil(need / room) - 1
            need %= room  # noqa: PLW2901 - what stands on the last of its lines
        used += need
    return count


@lru_cache(4096)
def wide(text: str) -> float:
    """How wide it is, in letters; those of other scripts are taken for wider than most are."""
    return sum(_WIDTHS.get(east_asian_width(letter), 0.6) for letter in text if letter != _JOINER)


@lru_cache(4096)
def _widths(text: str) -> tuple[float, ...]:
    return tuple(map(wide, _runs(text)))


_WIDTHS = {"W": 1.0, "F": 1.0, "A": 1.0}


def _runs(text: str) -> Sequence[str]:
    """The text in pieces that no line ends within."""
    runs: list[str] = []
    last = " "
    for letter in text:
        if runs and _bound(last, letter):
            runs[-1] += letter
        else:
            runs.append(letter)
        last = letter
    return runs


def _bound(last: str, letter: str) -> bool:
    return (
        letter in _NOT_FIRST
        or last in _NOT_LAST
        or _JOINER in {last, letter}
        or not _QUOTES.isdisjoint((last, letter))
        or (letter.isascii() and letter != " " and last.isascii() and last != " ")
    )
