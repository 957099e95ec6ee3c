"""Tables whose columns fit the page, and forms whose places fit their lines.

Widths come from what is to be read: short columns keep their words whole, long ones share the rest. Columns
for which a page has no room go together into one, each value with its label.
"""

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from dangjian_cli.render.paper import Align, Cell, Column, Form, Row, Table

LETTER = 3.75
"""Millimetres of a Chinese character in a table."""

PADDING = 3.4
_SHORT = 30.0
"""A column no wider is never broken."""

_LEAST = 26.0
"""A long column is no narrower."""

_USUAL = 62.0
"""A long column asks for no more."""

_MOST = 150.0
"""However long its words, a column wants no more than this beyond the least."""

NUMBER = "序号"
OTHERS = "其他"

Cells = Sequence[str]


def span(text: str) -> float:
    """The width of the longest line, in Chinese characters."""
    return max(
        (sum(1 if east_asian_width(c) in "WF" else 0.55 for c in line) for line in text.split("\n")),
        default=0,
    )


class Fitting:
    """A table to be made: headings, rows, and how its columns share a width."""

    def __init__(self, titles: Sequence[str], rows: Sequence[Cells], *, fixed: int = 0) -> None:
        filled = [i for i in range(len(titles)) if i < fixed or any(row[i] for row in rows)]
        self.titles = [titles[i] for i in filled]
        self.rows = [[row[i] for i in filled] for row in rows]
        self.fixed = fixed

    @property
    def _natural(self) -> list[float]:
        columns = zip(self.titles, *self.rows, strict=True)
        return [max(map(span, column)) * LETTER + PADDING for column in columns]

    @property
    def wide(self) -> float:
        """The width that the table would like to have."""
        return sum(min(width, _USUAL) for width in self._natural)

    def fits(self, width: float) -> bool:
        """Whether every column has room in so many millimetres."""
        return sum(self._least()) <= width

    def table(self, width: float, caption: str = "") -> Table:
        """The table in so many millimetres."""
        while len(self.titles) > self.fixed + 1 and not self.fits(width):
            self._join()
        widths = self._shared(width)
        columns = zip(self.titles, widths, self._aligns(), strict=True)
        return Table(
            tuple(Column(title, round(share, 2), align) for title, share, align in columns),
            tuple(Row(tuple(row)) for row in self.rows),
            caption=caption,
        )

    def _least(self) -> list[float]:
        return [width if width <= _SHORT else _LEAST for width in self._natural]

    def _join(self) -> None:
        """Put the column with the least in it among the others."""
        if self.titles[-1] != OTHERS:
            self.titles.append(OTHERS)
            for row in self.rows:
                row.append("")
        loose = range(self.fixed, len(self.titles) - 1)
        least = min(loose, key=lambda i: (sum(bool(row[i]) for row in self.rows), -i))
        title = self.titles.pop(least)
        for row in self.rows:
            text = row.pop(least)
            if text:
                row[-1] = "\n".join(filter(None, (f"{title}：{text}", row[-1])))

    def _shared(self, width: float) -> list[float]:
        """What each column gets: what it asks for where there is room, else the more the more it wants.

        The number of a row wants no more than it needs.
        """
        natural, least = self._natural, self._least()
        spare = width - sum(natural)
        if spare >= 0:
            numbered = self.titles[0] == NUMBER and len(natural) > 1
            growing = [0.0 if numbered and not i else n for i, n in enumerate(natural)]
            return [n + spare * part / sum(growing) for n, part in zip(natural, growing, strict=True)]
        wants = [min(n - low, _MOST) for n, low in zip(natural, least, strict=True)]
        room = max(width - sum(least), 0.0)
        return [low + room * want / sum(wants) for low, want in zip(least, wants, strict=True)]

    def _aligns(self) -> Iterator[Align]:
        for natural in self._natural:
            yield "center" if natural <= _SHORT else "left"


_UNITS = 3
"""Places in a line of a form."""

_LABEL = 25.5
_FORM_LETTER = 4.3


def form(parts: Sequence[tuple[str, str]], width: float) -> Form:
    """Labelled places, short ones beside each other."""
    lines: list[tuple[Cell, ...]] = []
    line: list[Cell] = []
    room = _UNITS
    for label, text in parts:
        units = _units(text, width)
        if units > room:
            lines.append(_stretched(line, room))
            line, room = [], _UNITS
        line.append(Cell(label, text, units))
        room -= units
        if not room:
            lines.append(tuple(line))
            line, room = [], _UNITS
    if line:
        lines.append(_stretched(line, room))
    return Form(tuple(lines), _LABEL)


def _stretched(line: Sequence[Cell], room: int) -> tuple[Cell, ...]:
    *before, last = line
    return (*before, Cell(last.label, last.value, last.span + room))


def _units(text: str, width: float) -> int:
    each = width / _UNITS
    needed = span(text) * _FORM_LETTER + 3.5 + _LABEL
    return next((n for n in range(1, _UNITS) if needed <= each * n), _UNITS)
