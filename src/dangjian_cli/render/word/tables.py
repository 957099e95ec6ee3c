"""Ruled tables and forms in WordprocessingML: fixed widths, least heights, headings on every page."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

from dangjian_cli.render.paper import Cell, Chart, Column, Form, Row, Table
from dangjian_cli.render.word.text import aligned, paragraph, run, twips

_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(f'<w:{edge} w:val="single" w:sz="6" w:space="0" w:color="000000"/>' for edge in _EDGES)
_AFTER = paragraph("gap", "")
"""Two tables without anything between them are one table to Word."""
_MISSING = '<w:color w:val="B30000"/>'
_GROUP = '<w:shd w:val="clear" w:color="auto" w:fill="F3F0EA"/>'


def _table(widths: Sequence[int], rows: Iterable[str]) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def _row(cells: Iterable[str], height: float, *, heading: bool = False) -> str:
    repeated = "<w:tblHeader/>" if heading else ""
    least = f'<w:trHeight w:val="{twips(height)}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{least}{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(inside: str, width: int, columns: int = 1, shade: str = "") -> str:
    spanned = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    wide = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    return f'<w:tc><w:tcPr>{wide}{spanned}{shade}<w:vAlign w:val="center"/></w:tcPr>{inside}</w:tc>'


def shared_out(columns: Sequence[Column], width: float) -> list[int]:
    """The columns' widths in proportion, filling the page to the last twip."""
    whole = sum(column.width for column in columns)
    ends = [0.0, *accumulate(column.width for column in columns)]
    return [b - a for a, b in pairwise(twips(end / whole * width) for end in ends)]


def table(block: Table, width: float) -> str:
    """A table as wide as the page's text."""
    widths = shared_out(block.columns, width)
    caption = paragraph("caption", run(block.caption)) if block.caption else ""
    titles = (
        _cell(paragraph("head", run(column.title)), own)
        for column, own in zip(block.columns, widths, strict=True)
    )
    heading = _row(titles, block.row_height, heading=True)
    rows = (_body_row(row, block, widths) for row in block.rows)
    return f"{caption}{_table(widths, (heading, *rows))}{_AFTER}"


def _body_row(row: Row, block: Table, widths: Sequence[int]) -> str:
    if row.group:
        inside = paragraph("head", run(row.cells[0]), aligned("left"))
        return _row((_cell(inside, sum(widths), len(widths), _GROUP),), block.row_height)
    colour = _MISSING if row.missing else ""
    cells = (
        _cell(paragraph("cell", run(text, colour), aligned(column.align)), own)
        for text, column, own in zip(row.cells, block.columns, widths, strict=True)
    )
    return _row(cells, block.row_height)


def form(block: Form, width: float) -> str:
    """A ruled form. Its lines are cut differently; Word wants one grid on which all cuts lie."""
    whole = twips(width)
    lines = [_cut(line, block.label_width, width) for line in block.lines]
    cuts = sorted({0, whole, *(end for line in lines for _, end in line)})
    widths = [b - a for a, b in pairwise(cuts)]
    rows = []
    for line, places in zip(block.lines, lines, strict=True):
        cells = []
        start = 0
        for inside, end in places:
            spanned = bisect_left(cuts, end) - bisect_left(cuts, start)
            cells.append(_cell(inside, end - start, spanned))
            start = end
        rows.append(_row(cells, max(cell.height for cell in line)))
    return f"{_table(widths, rows)}{_AFTER}"


def _cut(line: Sequence[Cell], label_width: float, width: float) -> list[tuple[str, int]]:
    """The places of a line: what stands in each and where it ends."""
    shares = sum(cell.span for cell in line)
    found = []
    before = 0
    for cell in line:
        start = width * before / shares
        before += cell.span
        if cell.label:
            found.append((paragraph("head", run(cell.label)), twips(start + label_width)))
        found.append((paragraph("filled", run(cell.value)), twips(width * before / shares)))
    return found


def chart(block: Chart, width: float) -> str:
    """The numbers of a chart as a table: they are what a clerk goes on working with."""
    title = f"{block.title}（{block.unit}）" if block.unit else block.title
    columns = (Column("项目", 60), Column("数", 40, "right"))
    rows = tuple(Row((bar.label, bar.shown)) for bar in block.bars)
    return table(Table(columns, rows, caption=title), width)
