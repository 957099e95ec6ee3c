"""A zipped workbook looked into before it is read: whether memory holds it, and what its reader would lose.

A formula that came to nothing is an empty cell to calamine, and one cell far away makes a sheet of billions.
"""

import html
import io
import zipfile
from collections.abc import Iterator

from dangjian_cli.exchange.pages import refused
from dangjian_cli.finding import InputError
from dangjian_cli.pattern import pattern

Cells = dict[tuple[int, int], str]
"""What cells show, by row and column from 0."""

_MAX_UNPACKED = 400 * 1024 * 1024
_MAX_CELLS = 20_000_000


def without_result(data: bytes) -> dict[str, Cells]:
    """The cells of each sheet whose formula has no result: calamine takes them for empty.

    Raises ``InputError`` for a workbook that unpacks to more than memory holds: one cell far away is enough.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > _MAX_UNPACKED:
                raise _too_large()
            names, found = _sheet_names(packed), {}
            for file in packed.namelist():
                if file.startswith("xl/worksheets/") and file.endswith(".xml"):
                    xml = packed.read(file).decode("utf-8", "replace")
                    if _sprawls(xml):
                        raise _too_large()
                    found[names.get(file.removeprefix("xl/"), "")] = dict(_without_result(xml))
            return found
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        return {}  # calamine says what is wrong with it


_ROW = pattern(r'<(?:\w+:)?row[^>]* r="(\d{1,9})"')
_FAR = pattern(r'<(?:\w+:)?c[^>]* r="[A-Z]{3}\d')
_ENTRY = pattern(r'<(?:\w+:)?sheet [^>]*name="([^"]*)"[^>]*r:id="([^"]*)"')
_RELATION = pattern(r"<Relationship [^>]*>")
_ATTRIBUTE = pattern(r'(\w+)="([^"]*)"')
_NO_RESULT = pattern(
    r'<c r="([A-Z]{1,3})(\d{1,7})"(?:[^>]* t="e"[^>]*>.*?<v>([^<]*)</v>'
    r"|(?:(?! t=\"str\")[^>])*>\s*<f[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>)"
)
ERRORS = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "#SPILL!", "#公式"}
)
"""What Excel shows for a formula that came to nothing; the last is ours: it was never worked out."""


def _sprawls(xml: str) -> bool:
    tail = _ROW.search(xml, max(xml.rfind("<row"), xml.rfind(":row") - 10, 0))
    height = int(tail[1]) if tail else 0
    return height * (16384 if _FAR.search(xml) else 702) > _MAX_CELLS


def _sheet_names(packed: zipfile.ZipFile) -> dict[str, str]:
    """The name of each sheet by its file inside the workbook."""
    try:
        book = packed.read("xl/workbook.xml").decode("utf-8", "replace")
        relations = packed.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    except KeyError:
        return {}
    files = {}
    for found in _RELATION.findall(relations):
        about = dict(_ATTRIBUTE.findall(found))
        files[about.get("Id", "")] = about.get("Target", "").removeprefix("/xl/")
    return {files.get(key, ""): html.unescape(name) for name, key in _ENTRY.findall(book)}


def _without_result(xml: str) -> Iterator[tuple[tuple[int, int], str]]:
    if "<f" not in xml and 't="e"' not in xml:
        return
    for column, row, error in _NO_RESULT.findall(xml):
        number = 0
        for char in column:
            number = number * 26 + ord(char) - 64
        yield (int(row) - 1, number - 1), error if error in ERRORS else "#公式"


def _too_large() -> InputError:
    return refused(
        "sheet-too-large", "表格大得不像是支部的表格：很远的地方也写了东西", "把要导入的部分另存成一个文件"
    )
