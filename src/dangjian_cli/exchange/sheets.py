"""The one door to calamine: a file of Excel, WPS or LibreOffice, or a CSV → pages of typed cells.

What a file is, is told by its first bytes and not by its name: systems hand out tables of text as .xls.
"""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from dangjian_cli.finding import InputError, Problem, Word, message
from dangjian_cli.load.encoding import decode
from dangjian_cli.pattern import pattern

CellValue = str | int | float | bool | date | datetime | time | timedelta
"""``""`` is an empty cell."""

Range = tuple[tuple[int, int], tuple[int, int]]
"""First and last row and column of merged cells, from 0."""

INSTALL = "pip install dangjian-cli[excel]"

_MAX_BYTES = 50 * 1024 * 1024
_MAX_UNPACKED = 400 * 1024 * 1024
_MAX_CELLS = 20_000_000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


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


def read(path: Path) -> list[Page]:
    """The pages of a file. Raises ``InputError`` that says why it cannot be read, and ``OSError``."""
    if path.name.startswith("~$"):
        raise _refused("lock-file", "这是 Excel 开着表格时留下的临时文件，不是表格", "选没有“~$”开头的那一个")
    if path.stat().st_size > _MAX_BYTES:
        raise _refused("file-too-large", "文件超过 50 MB，不像是支部的表格", "把要导入的几张表另存成一个文件")
    data = path.read_bytes()
    if data.startswith((_ZIP, _OLE)):
        return _workbook(data)
    return [_text_table(path.stem, data)]


# Workbooks ---------------------------------------------------------------------------------------------


def _workbook(data: bytes) -> list[Page]:
    try:
        import python_calamine  # noqa: PLC0415 - an optional extra
    except ImportError:
        text = "读 Excel、WPS 表格要先装一个小组件"
        raise _refused("no-calamine", text, f"{INSTALL}；或者把表格另存为 CSV 再导入") from None
    if data.startswith(_ZIP):
        _fits(data)
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return [
                _page(
                    book.get_sheet_by_index(i),
                    hidden=about.visible != python_calamine.SheetVisibleEnum.Visible,
                )
                for i, about in enumerate(book.sheets_metadata)
                if about.typ is python_calamine.SheetTypeEnum.WorkSheet
            ]
    except python_calamine.PasswordError:
        raise _refused("password", "表格加了密码，打不开", "在 Excel 里去掉密码，另存后再导入") from None
    except python_calamine.CalamineError:
        what = "不是能读的表格，或者文件坏了"
        raise _refused("not-a-workbook", what, "用 Excel 或 WPS 打开，另存为 .xlsx 再导入") from None


def _page(sheet: "python_calamine.CalamineSheet", *, hidden: bool) -> Page:  # type: ignore[name-defined] # noqa: F821
    rows = sheet.to_python(skip_empty_area=False)
    return Page(sheet.name, rows, tuple(sheet.merged_cell_ranges or ()), hidden)


def _fits(data: bytes) -> None:
    """That a zipped workbook unpacks to something that memory holds: one cell far away makes a huge sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > _MAX_UNPACKED:
                raise _too_large()
            for name in packed.namelist():
                if (
                    name.startswith("xl/worksheets/")
                    and name.endswith(".xml")
                    and _sprawls(packed.read(name))
                ):
                    raise _too_large()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        return  # calamine says what is wrong with it


_ROW = pattern(r'<(?:\w+:)?row[^>]* r="(\d{1,9})"')
_FAR = pattern(r'<(?:\w+:)?c[^>]* r="[A-Z]{3}\d')


def _sprawls(xml: bytes) -> bool:
    text = xml.decode("utf-8", "replace")
    tail = _ROW.search(text, max(text.rfind("<row"), text.rfind(":row") - 10, 0))
    height = int(tail[1]) if tail else 0
    return height * (16384 if _FAR.search(text) else 702) > _MAX_CELLS


def _too_large() -> InputError:
    return _refused(
        "sheet-too-large", "表格大得不像是支部的表格：很远的地方也写了东西", "把要导入的部分另存成一个文件"
    )


def _refused(code: str, text: str, fix: str) -> InputError:
    return InputError(Problem(code, message(text), message("{fix}", fix=Word(fix))))


# Tables of text ----------------------------------------------------------------------------------------

_DELIMITERS = "\t,;，|"
_LOOKED_AT = 30


def _text_table(name: str, data: bytes) -> Page:
    """A CSV file in any encoding, whatever parts its columns."""
    text = decode(data).text
    lines = [line for line in text.split("\n")[:_LOOKED_AT] if line.strip()]
    delimiter = max(_DELIMITERS, key=lambda d: (_agreeing(lines, d), -_DELIMITERS.index(d)))
    try:
        rows = [
            [_unwrapped(cell) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)
        ]
    except csv.Error:
        raise _refused("not-a-table", "这不是一张表：有一格没有尽头", "看看引号是不是成对") from None
    return Page(name, rows)


def _agreeing(lines: list[str], delimiter: str) -> int:
    """How many of the lines have as many columns as most have, if those are several."""
    counts = [line.count(delimiter) for line in lines]
    usual = max(counts, key=counts.count, default=0)
    return counts.count(usual) * min(usual, 3) if usual else sum(counts) and 1


def _unwrapped(cell: str) -> CellValue:
    """Without the ``="…"`` by which some programs keep Excel from reading a number."""
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') else cell
