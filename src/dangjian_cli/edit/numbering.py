"""The next 编号 of a section, by the pattern of those that it has."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import date
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


def ref_of_day(dated: Sequence[tuple[str, date]], day: date, taken: Collection[str]) -> str:
    """The 编号 by the day, where others of the kind have theirs: Z-2026-05 in May, else Z-2026-0513.

    Nothing where they are counted, or where the numbers of that day are taken.
    """
    read = [(found, on) for ref, on in dated if (found := _read(ref)) and found.shape.yearly]
    if len(read) < _ENOUGH or any(r.number != _BY_DAY.get(r.shape.width, _none)(on) for r, on in read):
        return ""
    widths = Counter(r.shape.width for r, _ in reversed(read))
    (usual, _), *_ = widths.most_common(1)
    shape = read[-1][0].shape
    refs = (
        shape._replace(width=w).written(day.year, number(day)) for w, number in _BY_DAY.items() if w >= usual
    )
    return next((ref for ref in refs if ref not in taken), "")


def _none(_: date) -> int:
    return -1


_BY_DAY: dict[int, Callable[[date], int]] = {
    2: lambda day: day.month,
    4: lambda day: day.month * 100 + day.day,
}
"""How many digits a number by the day has, and what they say."""

_ENOUGH = 3
"""As many numbers are not those of their days by chance."""


def next_ref(refs: Sequence[str], year: int, like: str = "", taken: Collection[str] = ()) -> str:
    """The number after the last of the year; ``like`` is an example for a section that has none.

    ``taken`` are further numbers that are not free. Nothing where no pattern can be seen.
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
    of_year = [r for r in same if r.year == year or not shape.yearly]
    last = max((r.number for r in of_year), default=0)
    width = next((r.shape.width for r in of_year if r.number == last), min(r.shape.width for r in same))
    ref, held = "", {*refs, *taken}
    while not ref or ref in held:
        last += 1
        ref = shape._replace(width=width).written(year, last)
    return ref


def _read(ref: str) -> _Read | None:
    hit = _REF.fullmatch(ref)
    if not hit:
        return None
    shape = Shape(hit["head"], hit["mid"] or "", len(hit["number"]), bool(hit["year"]))
    return _Read(shape, int(hit["year"] or 0), int(hit["number"]))
