"""The one door to calamine: a file of Excel, WPS or LibreOffice, or a table of text → pages of typed cells.

What a file is, is told by its first bytes and not by its name: systems hand out tables of text as .xls.
"""

import io
from pathlib import Path
from typing import Any

from dangjian_cli.exchange.packed import Cells, without_result
from dangjian_cli.exchange.pages import Page, refused
from dangjian_cli.exchange.texts import text_table

INSTALL = "pip install dangjian-cli[excel]"

_MAX_BYTES = 50 * 1024 * 1024
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(path: Path) -> list[Page]:
    """The pages of a file. Raises ``InputError`` that says why it cannot be read, and ``OSError``."""
    if path.name.startswith("~$"):
        raise refused("lock-file", "这是 Excel 开着表格时留下的临时文件，不是表格", "选没有“~$”开头的那一个")
    if path.stat().st_size > _MAX_BYTES:
        raise refused("file-too-large", "文件超过 50 MB，不像是支部的表格", "把要导入的几张表另存成一个文件")
    data = path.read_bytes()
    if data.startswith((_ZIP, _OLE)):
        return workbook_pages(data)
    return [text_table(path.stem, data)]


# Workbooks ---------------------------------------------------------------------------------------------


def workbook_pages(data: bytes) -> list[Page]:
    """The pages of a workbook. Raises ``InputError``."""
    try:
        import python_calamine  # noqa: PLC0415 - an optional extra
    except ImportError:
        text = "读 Excel、WPS 表格要先装一个小组件"
        raise refused("no-calamine", text, f"{INSTALL}；或者把表格另存为 CSV 再导入") from None
    lost = without_result(data) if data.startswith(_ZIP) else {}
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return [
                _page(
                    book.get_sheet_by_index(i),
                    lost.get(about.name, {}),
                    hidden=about.visible != python_calamine.SheetVisibleEnum.Visible,
                )
                for i, about in enumerate(book.sheets_metadata)
                if about.typ is python_calamine.SheetTypeEnum.WorkSheet
            ]
    except python_calamine.PasswordError:
        raise refused("password", "表格加了密码，打不开", "在 Excel 里去掉密码，另存后再导入") from None
    except python_calamine.CalamineError:
        what = "不是能读的表格，或者文件坏了"
        raise refused("not-a-workbook", what, "用 Excel 或 WPS 打开，另存为 .xlsx 再导入") from None


def _page(sheet: Any, lost: Cells, *, hidden: bool) -> Page:
    rows = sheet.to_python(skip_empty_area=False)
    for (row, column), shown in lost.items():
        rows += ([] for _ in range(len(rows), row + 1))
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = rows[row][column] or shown
    return Page(sheet.name, rows, tuple(sheet.merged_cell_ranges or ()), hidden)
