"""What comes of reading a file of tables: drafts of records, and everything that is not plainly in them.

Every cell that holds something is either taken into a draft or told of, by sheet, row and column.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, NamedTuple

from dangjian_cli.exchange.pages import Page, letter
from dangjian_cli.finding import Message, Word, message
from dangjian_cli.ledger import Sections


class Weight(IntEnum):
    """What a remark asks of the reader."""

    DECIDE = 0
    """Somebody must look at it: the cell is not taken."""
    TOLD = 1
    """Something was done that is worth knowing."""
    LEFT_OUT = 2
    """Not a record: titles, samples, footers."""


class Place(NamedTuple):
    """A cell, or a row where there is no column; rows and columns from 0, as ``sheets`` has them."""

    page: str
    row: int
    column: int | None = None


class Remark(NamedTuple):
    """Something to be told of a cell or a row."""

    weight: Weight
    place: Place
    code: str
    message: Message
    fix: Message | None = None


@dataclass
class Draft:
    """A record as the table has it: keys and values as a ledger writes them, and where it stands.

    ``section`` is the section's attribute; ``columns`` say in which column the value of a key stands.
    ``rows`` are all that went into it.
    """

    section: str
    place: Place
    data: dict[str, Any]
    columns: dict[str, int] = field(default_factory=dict)


class Goes(NamedTuple):
    """Where the contents of a column went, in words."""

    page: str
    column: int
    heading: str
    to: str


@dataclass(frozen=True)
class Known:
    """What is known beside the tables: the branch's ledger, and what the person said.

    ``mapped`` says where a column goes, by heading or letter; ``given`` has values that no column holds.
    """

    sections: Sections
    file: str = ""
    kind: str = ""
    mapped: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Reading:
    """All that was read."""

    drafts: list[Draft] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    goes: list[Goes] = field(default_factory=list)
    kinds: list[tuple[str, str]] = field(default_factory=list)
    """Each sheet, and what it was taken for."""
    returned: bool = False
    """Whether it is a workbook that the ledger was written to."""
    seen: set[tuple[str, int, int]] = field(default_factory=set)
    """The cells that are accounted for."""

    def remark(
        self, weight: Weight, place: Place, code: str, said: Message, fix: Message | None = None
    ) -> None:
        """Tell of a cell, which is thereby accounted for, or of a row."""
        self.remarks.append(Remark(weight, place, code, said, fix))
        if place.column is not None:
            self.seen.add((place.page, place.row, place.column))

    def take(self, page: Page, row: int, columns: Iterable[int]) -> None:
        """Account for cells."""
        self.seen.update((page.name, row, column) for column in columns)

    def leave_out(self, page: Page, row: int, why: str) -> None:
        """Tell of a whole row that is no record."""
        self.remark(Weight.LEFT_OUT, Place(page.name, row), "left-out", message("{why}", why=Word(why)))
        self.take(page, row, range(len(page.rows[row])))

    def close(self, page: Page) -> None:
        """Whatever nobody has accounted for is to be decided."""
        for row, column in page.filled():
            if (page.name, row, column) not in self.seen:
                said = message("这一格没有归到哪一栏")
                fix = message("不是记录的，从表里拿掉；是的，给这一列写上表头")
                self.remark(Weight.DECIDE, Place(page.name, row, column), "unplaced", said, fix)


def address(place: Place) -> str:
    """A place as people find it in Excel."""
    cell = f"第{place.row + 1}行" if place.column is None else f"{letter(place.column)}{place.row + 1}"
    return f"“{place.page}”{cell}"
