"""A sheet as it was read: typed cells where they stand. Knows no file formats."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dangjian_cli.finding import InputError, Problem, Word, message

CellValue = str | int | float | bool | date | datetime | time | timedelta
"""``""`` is an empty cell."""

Range = tuple[tuple[int, int], tuple[int, int]]
"""First and last row and column of merged cells, from 0."""


@dataclass(frozen=True)
class Page:
    """One sheet of the file, from its first row and column on; rows may differ in length."""

    name: str
    rows: list[list[CellValue]]
    merged: tuple[Range, ...] = ()
    hidden: bool = False

    def at(self, row: int, column: int) -> CellValue:
        """A cell, empty where the sheet has none."""
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column < len(cells) else ""

    def filled(self) -> Iterator[tuple[int, int]]:
        """Where something stands."""
        for i, cells in enumerate(self.rows):
            yield from ((i, j) for j, value in enumerate(cells) if not is_empty(value))


def is_empty(value: CellValue) -> bool:
    """Whether nothing can be seen in the cell."""
    return isinstance(value, str) and not value.strip()


def letter(column: int) -> str:
    """What Excel calls a column: A, B … Z, AA."""
    name, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def refused(code: str, text: str, fix: str) -> InputError:
    """A file that cannot be read: why, and what to do about it."""
    return InputError(Problem(code, message(text), message("{fix}", fix=Word(fix))))
