"""The one door to xlsxwriter: tables of text → the bytes of a workbook.

Every cell is text, whatever it looks like: nothing becomes a formula, a link or a number. The same tables
give the same bytes.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from unicodedata import east_asian_width

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32767
"""Characters that one cell can hold."""

_NARROWEST, _WIDEST = 6, 40
_LOOKED_AT = 300
"""Rows by which a column's width is judged."""

_LIST_LONGEST = 255
"""Characters that Excel allows for the words of a drop-down list."""

_SPARE_ROWS = 500
"""Rows below the last one that also offer the list: the clerk goes on typing there."""

_NEVER = datetime(2000, 1, 1)  # noqa: DTZ001 - Excel knows no time zones; any fixed day will do
_NAME_LONGEST = 31
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", "-"))


class Column(NamedTuple):
    """A column: its heading, its width in characters (0: as the contents need), the words it offers.

    ``strict``: nothing but one of the words may be typed.
    """

    heading: str
    width: float = 0
    choices: tuple[str, ...] = ()
    strict: bool = True
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True)
class Sheet:
    """One sheet: titles and remarks above the headings, rows of text, remarks below.

    ``ruled`` draws lines around the cells and sets an A4 page with the headings on every page. Rows of
    ``groups`` have one text that runs through all columns; those of ``marked`` stand out.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    title: str = ""
    above: Sequence[str] = ()
    below: Sequence[str] = field(default=())
    ruled: bool = False
    landscape: bool = False
    groups: AbstractSet[int] = frozenset()
    marked: AbstractSet[int] = frozenset()


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The workbook as a file's bytes.

    Raises ``ImportError`` where xlsxwriter is not installed, and ``ValueError`` for a text that no cell can
    hold whole.
    """
    import xlsxwriter  # noqa: PLC0415 - an optional extra

    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"created": _NEVER})
    book.set_size(24000, 12000)
    styles = _Styles(book)
    names = _Names()
    for sheet in sheets:
        _write(book.add_worksheet(names.fit(sheet.name)), sheet, styles)
    book.close()
    return buffer.getvalue()


class _Names:
    """Names of sheets as Excel allows them: short, without some signs, no two alike."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def fit(self, name: str) -> str:
        plain = name.translate(_NOT_IN_NAMES)[:_NAME_LONGEST] or "表"
        fitting, number = plain, 1
        while fitting.casefold() in self._taken:
            number += 1
            end = f"({number})"
            fitting = plain[: _NAME_LONGEST - len(end)] + end
        self._taken.add(fitting.casefold())
        return fitting


class _Styles:
    """How cells look. ``@`` makes Excel keep what is typed there later as text, too."""

    def __init__(self, book: "xlsxwriter.Workbook") -> None:
        def made(**looks: Any) -> "Format":
            return book.add_format({"font_name": "宋体", "font_size": 11, "valign": "vcenter", **looks})

        self.title = made(bold=True, font_size=16, align="center")
        self.remark = made(text_wrap=True)
        heading = {"bold": True, "text_wrap": True, "align": "center", "num_format": "@"}
        self.heading = made(**heading, bg_color="#E7E6E6", border=1)
        self.cell = made(num_format="@", text_wrap=True, valign="top")
        ruled = {"num_format": "@", "text_wrap": True, "border": 1}
        self.ruled = {side: made(**ruled, align=side) for side in ("left", "center", "right")}
        self.marked = {side: made(**ruled, align=side, font_color="#B30000") for side in self.ruled}
        self.group = made(**ruled, bold=True, bg_color="#F3F0EA")

    def of(self, sheet: Sheet, *, marked: bool = False) -> "Sequence[Format]":
        """How the cells of a row look, column by column."""
        if not sheet.ruled:
            return [self.cell] * len(sheet.columns)
        return [(self.marked if marked else self.ruled)[column.align] for column in sheet.columns]


def _write(page: "Worksheet", sheet: Sheet, styles: _Styles) -> None:
    width = len(sheet.columns)
    top = _head(page, sheet, styles)
    row = top
    for i, texts in enumerate(sheet.rows):
        row = top + 1 + i
        if i in sheet.groups:
            _across(page, row, width, texts[0], styles.group)
        else:
            _row(page, row, texts, sheet, styles.of(sheet, marked=i in sheet.marked))
    for i, (column, style) in enumerate(zip(sheet.columns, styles.of(sheet), strict=True)):
        page.set_column(i, i, column.width or _needed(sheet, i), style)
        _offer(page, (top + 1, row + _SPARE_ROWS, i), column)
    for below, remark in enumerate(sheet.below, row + 1):
        _across(page, below, width, remark, styles.remark)
    page.freeze_panes(top + 1, 0)
    if sheet.ruled:
        _paged(page, sheet, top)


def _row(page: "Worksheet", row: int, texts: Sequence[str], sheet: Sheet, styles: Sequence["Format"]) -> None:
    for i, (text, style) in enumerate(zip(texts, styles, strict=False)):
        if text:
            _text(page, row, i, text, style)
        elif sheet.ruled:
            page.write_blank(row, i, None, style)


def _head(page: "Worksheet", sheet: Sheet, styles: _Styles) -> int:
    """Write what stands above the rows; the row of the headings."""
    width = len(sheet.columns)
    if sheet.title:
        _across(page, 0, width, sheet.title, styles.title)
        page.set_row(0, 30)
    for row, remark in enumerate(sheet.above, bool(sheet.title)):
        _across(page, row, width, remark, styles.remark)
    top = bool(sheet.title) + len(sheet.above)
    for i, column in enumerate(sheet.columns):
        _text(page, top, i, column.heading, styles.heading)
    return top


def _text(page: "Worksheet", row: int, column: int, text: str, style: "Format") -> None:
    if len(text) > LONGEST:
        raise ValueError(f"第{row + 1}行第{column + 1}列有{len(text)}个字，一格最多{LONGEST}个")
    page.write_string(row, column, text, style)


def _across(page: "Worksheet", row: int, width: int, text: str, style: "Format") -> None:
    if width > 1:
        page.merge_range(row, 0, row, width - 1, "", style)
    _text(page, row, 0, text, style)


def _offer(page: "Worksheet", place: tuple[int, int, int], column: Column) -> None:
    """A drop-down list, where the words fit into one."""
    first, last, index = place
    if not column.choices or len(",".join(column.choices)) > _LIST_LONGEST:
        return
    page.data_validation(
        first,
        index,
        last,
        index,
        {
            "validate": "list",
            "source": list(column.choices),
            "error_type": "stop" if column.strict else "information",
            "error_title": column.heading[:32],
            "error_message": "请从列出的词里选。" if column.strict else "列出的词以外的，请再核对一下。",
        },
    )


def _paged(page: "Worksheet", sheet: Sheet, top: int) -> None:
    page.set_paper(9)  # A4
    if sheet.landscape:
        page.set_landscape()
    page.set_margins(left=0.98, right=0.59, top=0.79, bottom=0.59)
    page.repeat_rows(0, top)
    page.fit_to_pages(1, 0)


def _needed(sheet: Sheet, index: int) -> float:
    texts = (row[index] for row in sheet.rows[:_LOOKED_AT] if index < len(row))
    longest = max(map(_span, (sheet.columns[index].heading, *texts)), default=0)
    return float(min(max(longest + 2, _NARROWEST), _WIDEST))


def _span(text: str) -> int:
    """The width of the longest line, a Chinese character counting as two."""
    return max((sum(1 + (east_asian_width(c) in "WF") for c in line) for line in text.split("\n")), default=0)
