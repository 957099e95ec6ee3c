"""The next 编号 of a section, by the pattern of those that it has."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from dangjian_cli.pattern import pattern

_REF = pattern(r"(?P<head>.*?)(?:(?P<year>(?:19|20)[0-9]{2})(?P<mid>[^0-9]+))?(?P<number>[0-9]+)")


class Shape(NamedTuple):
    """A pattern of numbers: M-2026-07 is ``M-``, a year, ``-`` and two digits."""

    head: str
    mid: str
    width: int
    yearly: bool

    def written(self, year: int, number: int) -> str:
        """The number of that pattern."""
        return f"{self.head}{f'{year}{self.mid}' if self.yearly else ''}{number:0{self.width}}"


class _Read(NamedTuple):
    shape: Shape
    year: int
    number: int


def next_ref(refs: Sequence[str], year: int, like: str = "") -> str:
    """The number after the last of the year; ``like`` is an example for a section that has none.

    Nothing where no pattern can be seen.
    """
    read = [found for ref in refs if (found := _read(ref))]
    if not read:
        example = _read(like)
        return example.shape.written(year, 1) if example else ""
    # the commonest pattern, and of two the newer; its width may have grown from 99 to 100
    habits = Counter((r.shape.head, r.shape.mid, r.shape.yearly) for r in reversed(read))
    (habit, _), *_ = habits.most_common(1)
    same = [r for r in read if (r.shape.head, r.shape.mid, r.shape.yearly) == habit]
    shape = same[-1].shape
    last = max((r.number for r in same if r.year == year or not shape.yearly), default=0)
    width = min(r.shape.width for r in same)
    ref, taken = "", set(refs)
    while not ref or ref in taken:
        last += 1
        ref = shape._replace(width=width).written(year, last)
    return ref


def _read(ref: str) -> _Read | None:
    hit = _REF.fullmatch(ref)
    if not hit:
        return None
    shape = Shape(hit["head"], hit["mid"] or "", len(hit["number"]), bool(hit["year"]))
    return _Read(shape, int(hit["year"] or 0), int(hit["number"]))
