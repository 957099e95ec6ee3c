"""归档章: what to stamp, or to write, on the first page of each paper."""

from collections.abc import Iterator

from dangjian_cli.documents.parts.filed import GROUP, OPTIONS, by_volume, document, eight, heads, sized
from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.documents.parts.numbering import Piece, filing, forms
from dangjian_cli.render.paper import Document, Heading, Margins, Paragraph, Section, Stamped, Stamps

__all__ = ["ALIASES", "GROUP", "OPTIONS", "PLACE", "TITLE", "make"]

PLACE = 14
TITLE = "归档章"
ALIASES = ("章",)

SIZE = 9
"""Letters in the stamp, at most."""


def make(matter: Matter) -> Iterator[Document]:
    """One document, the papers class by class. Volumes have no such stamp."""
    if by_volume(matter):
        return
    form = forms(matter).item.stamp
    sections = []
    for of, pieces in filing(matter).classes.items():
        items = tuple(_stamped(piece, matter) for piece in pieces)
        room = form.width / len(form.rows[0]) - 1, form.height / len(form.rows) - 1
        size = min(sized(TITLE, cell, room, SIZE) for item in items for cell in item.cells)
        said = (
            f"每件首页上端居中的空白处盖章，红色，{form.width:g}×{form.height:g}毫米；"
            "没有章的，照样子用红笔画格填写。"
        )
        blocks = (
            Heading(f"{of.name}：归档章", 2),
            Paragraph(said, note=True),
            Stamps(form.width, form.height, len(form.rows[0]), size, items),
        )
        sections.append(Section(blocks, of.name, margins=Margins(20, 15, 18, 15)))
    if sections:
        yield document(matter, "归档章", *sections)


def _stamped(piece: Piece, matter: Matter) -> Stamped:
    every = forms(matter)
    paper, number = piece.paper, f"{piece.number:0{every.coding.digits}}"
    pages = "" if paper.material.pages is None else str(paper.material.pages)
    values = {**heads(matter, piece.of), "件号": number, "页数": pages}
    cells = tuple(values.get(name, "") for row in every.item.stamp.rows for name in row)
    note = "　".join(filter(None, (eight(paper.day), paper.lies, "" if piece.stored else "预编")))
    return Stamped(cells, paper.title, note)
