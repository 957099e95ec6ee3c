"""备考表: the closing sheet of each box, or of each volume."""

from collections.abc import Iterator
from typing import Any

from dangjian_cli.archive import Remarks
from dangjian_cli.documents import Refused
from dangjian_cli.documents.parts.filed import GROUP, OPTIONS, by_volume, document
from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.documents.parts.numbering import Lot, Volume, forms, lots, volume_record, volumes
from dangjian_cli.documents.parts.papers import in_words
from dangjian_cli.ledger.assessment import Box
from dangjian_cli.render.paper import Cell, Document, Form, Heading, Margins, Paragraph, Section

__all__ = ["ALIASES", "GROUP", "OPTIONS", "PLACE", "TITLE", "make"]

PLACE = 13
TITLE = "备考表"
ALIASES = ("卷内备考表",)

WHAT = "情况说明"


def make(matter: Matter) -> Iterator[Document]:
    """One document, a sheet a page; what the branch wrote of a box stands in it, the rest stays blank."""
    if by_volume(matter):
        form = forms(matter).volume.remarks
        of_volumes = volumes(matter)
        sheets = [
            _sheet(
                form,
                volume_record(v, matter),
                _volume(v),
                f"{v.of.name}　　案卷号：{v.number if v.stored else f'{v.number}（预编）'}",
            )
            for v in of_volumes
        ]
        if sheets:
            yield document(matter, "卷内备考表", *sheets)
        return
    form = forms(matter).item.remarks
    good, mixed = lots(matter)
    sheets = [_sheet(form, lot.record, _lot(lot), f"{lot.of.name}　　盒号：{lot.number}") for lot in good]
    if sheets:
        yield document(matter, "备考表", *sheets)
    if mixed:
        raise Refused(*mixed)


def _sheet(form: Remarks, record: Box | None, counted: str, about: str) -> Section:
    written: dict[str, Any] = {}
    if record:
        written = {
            "整理人": record.by,
            "立卷人": record.by,
            "整理日期": in_words(record.date),
            "立卷时间": in_words(record.date),
            "检查人": record.checker,
            "检查日期": in_words(record.checked),
        }
    note = "\n".join(filter(None, (record.note if record else "", counted)))
    lines = tuple(
        tuple(
            Cell(
                form.what if name == WHAT else name,
                note if name == WHAT else written.get(name) or "",
                1,
                line.height,
            )
            for name in line.fields
        )
        for line in form.lines
    )
    m = form.margins
    return Section(
        (Heading(form.title, 1), Paragraph(about, indent=False), Form(lines, 34)),
        form.title,
        margins=Margins(m.top, m.right, m.bottom, m.left),
        numbered=False,
    )


def _lot(lot: Lot) -> str:
    first, last = lot.span
    pages = [piece.paper.material.pages for piece in lot.pieces]
    return f"共{len(lot.pieces)}件，件号{first:04}至{last:04}{_pages(pages)}。"


def _volume(volume: Volume) -> str:
    return f"共{len(volume.leaves)}件{_pages([leaf.piece.paper.material.pages for leaf in volume.leaves])}。"


def _pages(pages: list[int | None]) -> str:
    """The pages that are known; of the others, how many do not say."""
    known = sum(p for p in pages if p is not None)
    silent = pages.count(None)
    return f"，{known}页" if not silent else f"；{silent}件没有写页数" + (f"，其余{known}页" if known else "")
