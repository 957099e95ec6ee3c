"""What a printed document is made of, whatever file it becomes: sections of pages, blocks on them.

A block is data. Each target (HTML, PDF, Word, sheets) has one way to set each kind of block, found by its
``kind``; so a document is described once and a kind of block is drawn once a target. Lengths are millimetres.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from dangjian_cli.pattern import pattern

Align = Literal["left", "center", "right"]
Face = Literal["song", "hei"]
Rule = Literal["", "under", "double", "box", "cut"]


@dataclass(frozen=True, slots=True)
class Block:
    """Something that stands on a page."""

    kind: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Heading(Block):
    """A heading; level 1 is the document's title, 2 a part of it, 3 a part of that.

    One with an ``anchor`` can be led to from a table of contents.
    """

    kind = "heading"
    text: str
    level: Literal[1, 2, 3] = 2
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph(Block):
    """Running text; ``note`` is small and grey, as what a document says of itself."""

    kind = "paragraph"
    text: str
    indent: bool = True
    note: bool = False


@dataclass(frozen=True, slots=True)
class Items(Block):
    """A list, each entry with the mark that stands before it."""

    kind = "items"
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. Widths of a table are shared out in proportion where they do not fill the page."""

    title: str
    width: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: a cell for every column.

    ``missing`` marks what should be there and is not; ``group`` is a row whose only cell runs through all.
    """

    cells: tuple[str, ...]
    missing: bool = False
    group: bool = False


@dataclass(frozen=True, slots=True)
class Table(Block):
    """A table whose headings repeat on every page it runs over. ``row_height`` is the least."""

    kind = "table"
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    row_height: float = 7
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A place of a form: what it is for, and what is filled in. ``span`` is its share of the line."""

    label: str
    value: str = ""
    span: int = 1
    height: float = 9

    @property
    def tall(self) -> bool:
        """Whether it is a place to write at length: what stands in it begins at the top."""
        return self.height >= 30


@dataclass(frozen=True, slots=True)
class Form(Block):
    """A ruled form: lines of labelled places, each line as wide as the page."""

    kind = "form"
    lines: tuple[tuple[Cell, ...], ...]
    label_width: float = 26


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart; ``shown`` is the number as people read it."""

    label: str
    value: float
    shown: str
    of: float | None = None
    """What the value is a part of, where there is such a number: 应到 behind 实到."""


@dataclass(frozen=True, slots=True)
class Chart(Block):
    """Bars over a common scale, from zero."""

    kind = "chart"
    title: str
    bars: tuple[Bar, ...]
    unit: str = ""

    @property
    def top(self) -> float:
        """The largest number drawn, never zero."""
        return max((max(bar.value, bar.of or 0) for bar in self.bars), default=0) or 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a table of contents. ``page`` is known only where a document's pages are fixed."""

    title: str
    anchor: str
    level: Literal[1, 2] = 1
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Contents(Block):
    """A table of contents."""

    kind = "contents"
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class TitlePage(Block):
    """The front of a document: what it is, whose, of when."""

    kind = "titlepage"
    title: str
    lines: tuple[str, ...]
    foot: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """A paragraph of a letter; the ``head`` of a part of it is set in another face."""

    text: str
    head: bool = False


@dataclass(frozen=True, slots=True)
class Letter(Block):
    """An official letter (GB/T 9704): its pages hold 22 lines of 28 characters between ``LETTER_MARGINS``."""

    kind = "letter"
    title: str
    clauses: tuple[Clause, ...]
    to: str = ""
    attached: tuple[str, ...] = ()
    signed: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something at a place of a board: text in a box, lines round or below it.

    ``down`` writes from top to bottom; ``size`` is in points and does not shrink by itself: use ``fitted``.
    """

    x: float
    y: float
    width: float
    height: float
    text: str = ""
    size: float = 12
    face: Face = "song"
    align: Align = "center"
    rule: Rule = ""
    down: bool = False


@dataclass(frozen=True, slots=True)
class Board(Block):
    """A part of a page where everything has its place, from its upper left corner: a cover, a label."""

    kind = "board"
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Stamped:
    """A stamp filled in, and what it stands on."""

    cells: tuple[str, ...]
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stamps(Block):
    """Stamps of one size with their cells in rows, two stamps abreast, each beside what it stands on."""

    kind = "stamps"
    width: float
    height: float
    columns: int
    size: float
    items: tuple[Stamped, ...]


POINT = 25.4 / 72
"""Millimetres."""

LEADING = 1.25
"""A line of a mark, in letters."""


def fitted(text: str, width: float, height: float, size: float, *, down: bool = False) -> float | None:
    """The size in points, at most ``size``, at which the text has room; nothing where it has none."""
    letter = size * POINT
    if not (down or "\n" in text) and max(1.0, _width(text)) * letter <= width and letter * LEADING <= height:
        return size  # one line, as nearly always
    widest = max(map(_width, (*_WORDS.findall(text), "字")))
    while size >= SMALLEST:
        letter = size * POINT
        if down:
            fits = len(text) * letter * 1.05 <= height and letter * 1.5 <= width
        else:
            lines = sum(max(1, -(-_width(line) * letter // width)) for line in text.split("\n"))
            fits = lines * letter * LEADING <= height and widest * letter <= width
        if fits:
            return size
        size -= 0.5
    return None


SMALLEST = 5.0
"""Letters that can just be read."""


_WORDS = pattern("[!-~]+")
"""What no line ends inside of."""


def _width(line: str) -> float:
    return len(line) - 0.4 * len(line.encode("ascii", "ignore"))


@dataclass(frozen=True, slots=True)
class Margins:
    """White round the text of a page."""

    top: float = 25
    right: float = 20
    bottom: float = 20
    left: float = 25


LETTER_MARGINS = Margins(37, 26, 35, 28)


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one shape; a section begins a page.

    ``numbered`` prints page numbers, counted over numbered sections. ``head`` stands small in the upper
    margin of every page: words of the program, never typed by anybody.
    """

    blocks: tuple[Block, ...]
    name: str = ""
    landscape: bool = False
    margins: Margins = Margins()
    numbered: bool = True
    head: str = ""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of an A4 page as it lies."""
        return (297, 210) if self.landscape else (210, 297)

    @property
    def width(self) -> float:
        """What is left for the text."""
        return self.size[0] - self.margins.left - self.margins.right

    @property
    def height(self) -> float:
        """What is left for the text, from top to bottom."""
        return self.size[1] - self.margins.top - self.margins.bottom


@dataclass(frozen=True, slots=True)
class Document:
    """A document. ``name`` is its file's name without ending; ``branch`` whose it is."""

    name: str
    title: str
    branch: str
    sections: tuple[Section, ...]

    def tables(self) -> Iterator[tuple[str, Table]]:
        """Its tables with a name each, for a target that has nothing else."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Table):
                    yield block.caption or section.name or self.title, block
