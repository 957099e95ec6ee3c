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


_NOT_FIRST = frozenset("，。、；：？！）》〉」』〕】”’…％,.;:?!)]}%")
_NOT_LAST = frozenset("（《〈「『〔【“‘([{")


def lines(text: str, room: float) -> int:
    """How many lines a text takes where so many letters stand on a line, by Chinese rules of breaking."""
    if wide(text) <= room:
        return 1
    count, used = 1, 0.0
    for run in _runs(text):
        need = wide(run)
        if used and used + need > room:
            count, used = count + 1, 0.0
        if need > room:
            count += ceil(need / room) - 1
            need %= room
        used += need
    return count


@lru_cache(4096)
def wide(text: str) -> float:
    """How wide it is, in letters; those of other scripts are taken for wider than most are."""
    return sum(1.0 if east_asian_width(letter) in "WFA" else 0.6 for letter in text)


@lru_cache(4096)
def _runs(text: str) -> Sequence[str]:
    """The text in pieces that no line ends within."""
    runs: list[str] = []
    for letter in text:
        glued = runs and (
            letter in _NOT_FIRST
            or runs[-1][-1] in _NOT_LAST
            or (letter.isascii() and letter != " " and runs[-1][-1].isascii() and runs[-1][-1] != " ")
        )
        if glued:
            runs[-1] += letter
        else:
            runs.append(letter)
    return runs
