"""How deep the lines of a ledger stand: the open lists and records, and where a line out of step belongs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from dangjian_cli.load.lines import Line, take_apart


@dataclass(slots=True)
class Level:
    """An open list, or an open record with the lines of its names, beginning at a column."""

    column: int
    is_list: bool
    names: dict[str, int] = field(default_factory=dict)


def next_line(lines: Sequence[str], number: int) -> Line | None:
    """The next line with words after the ``number``-th."""
    for at, text in enumerate(islice(lines, number, None), number + 1):
        if text.strip() and not text.lstrip().startswith("#"):
            return take_apart(at, text)
    return None


def meant_column(line: Line, column: int, levels: Sequence[Level], lines: Sequence[str]) -> int | None:
    """The open column that a line stands too far left of, when the lines below go on at another depth."""
    below = next_line(lines, line.number) if _is_whole(line) else None
    if below is None or not (below.key or below.dashes):
        return None
    depth = len(below.lead)
    if depth <= column or depth == column + _sign_width(line):
        return None
    if line.dashes and not below.dashes:
        meant = depth - _sign_width(line)
        return meant if any(level.is_list and level.column == meant for level in levels) else None
    if all(level.column != depth for level in levels):
        return None
    least = depth + 1 if below.dashes else depth
    return min((o.column for o in levels if not o.is_list and o.column >= least), default=None)


def meant_first(line: Line, column: int, parent: int, lines: Sequence[str]) -> int | None:
    """The column of the first line below a name at ``parent`` that does not go with the lines below it."""
    below = next_line(lines, line.number) if _is_whole(line) else None
    if below is None or below.key is None or below.dashes:
        return None
    depth = len(below.lead)
    if not line.dashes:
        return depth if column <= parent < depth else None
    third = next_line(lines, below.number)  # of a list's sign, two further lines must say so
    meant = depth - _sign_width(line)
    agrees = third is not None and len(third.lead) == (meant if third.dashes else depth)
    return meant if agrees and meant != column and meant >= parent and depth > column else None


def _is_whole(line: Line) -> bool:
    """Whether a line has a name and a value, and leaves nothing open for the lines below."""
    return line.key is not None and line.text[line.value : line.value + 1] not in {"", *"|>#&!"}


def _sign_width(line: Line) -> int:
    """The columns that the list signs of a line take, once they are proper."""
    return sum(dash.end - dash.start if dash.proper else 2 for dash in line.dashes)


def seeming_width(lead: str) -> int:
    """The columns that blanks seem to take: two for a full-width space, two for a tab."""
    return sum(0 if sign in _UNSEEN else 2 if sign in "\u3000\t" else 1 for sign in lead)


_UNSEEN = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\xad")
