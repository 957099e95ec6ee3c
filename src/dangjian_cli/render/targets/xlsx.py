"""A workbook: the tables of a document as sheets, every cell text, each sheet set for printing on A4.

Tables of one section with the same caption and columns stand on one sheet, each under the heading before it:
a clerk sorts one list, not twenty. The forms of a document that has tables go along, a row for each place; a
document of forms only is no workbook.
"""

from collections.abc import Iterator, Sequence

from dangjian_cli.render.paper import Column, Document, Form, Heading, Row, Section, Table
from dangjian_cli.render.sheet import LONGEST, Sheet, workbook
from dangjian_cli.render.sheet import Column as Heads
from dangjian_cli.render.targets import Absent, Made, Unsuited

MILLIMETRE = 0.56
"""Widths of a sheet are in characters of its common size: so many of them to a millimetre of paper."""

_NARROWEST, _WIDEST = 5.0, 60.0


def render(document: Document) -> Made:
    """The document's tables as a workbook."""
    if not any(document.tables()):
        raise Unsuited
    sheets = [sheet for section in document.sections for sheet in _sheets(document, section)]
    try:
        return Made(workbook(sheets))
    except ImportError:
        raise Absent("excel") from None


def _sheets(document: Document, section: Section) -> Iterator[Sheet]:
    found: dict[tuple[str, ...], list[tuple[str, Table]]] = {}
    heading = ""
    for block in section.blocks:
        if isinstance(block, Heading):
            heading = block.text
        table = _of_form(block) if isinstance(block, Form) else block
        if isinstance(table, Table):
            alike = (table.caption, *(column.title for column in table.columns))
            found.setdefault(alike, []).append((heading, table))
    for (caption, *_), tables in found.items():
        rows = tables[0][1].rows if len(tables) == 1 else _together(tables)
        name = "·".join(filter(None, (section.name or document.title, caption)))
        yield _sheet(document, section, name, tables[0][1].columns, rows)


def _of_form(form: Form) -> Table:
    rows = (Row((cell.label, cell.value)) for line in form.lines for cell in line)
    return Table((Column("栏目", 40), Column("内容", 135)), tuple(rows))


def _together(tables: Sequence[tuple[str, Table]]) -> tuple[Row, ...]:
    return tuple(row for title, table in tables for row in (Row((title,), group=True), *table.rows))


def _sheet(
    document: Document, section: Section, name: str, columns: tuple[Column, ...], rows: Sequence[Row]
) -> Sheet:
    whole = [part for row in rows for part in _parts(row)]
    share = section.width / sum(column.width for column in columns)
    widths = (min(max(c.width * share * MILLIMETRE, _NARROWEST), _WIDEST) for c in columns)
    return Sheet(
        name,
        tuple(Heads(c.title, width, align=c.align) for c, width in zip(columns, widths, strict=True)),
        tuple(row.cells for row in whole),
        title=document.title if name in document.title else f"{document.title}　{name}",
        above=(document.branch,),
        ruled=True,
        landscape=section.landscape,
        groups=frozenset(i for i, row in enumerate(whole) if row.group),
        marked=frozenset(i for i, row in enumerate(whole) if row.missing),
    )


def _parts(row: Row) -> Iterator[Row]:
    """The row; what is longer than a cell can hold goes on in rows below."""
    longest = max(map(len, row.cells))
    for start in range(0, max(longest, 1), LONGEST):
        yield Row(tuple(cell[start : start + LONGEST] for cell in row.cells), row.missing, row.group)
