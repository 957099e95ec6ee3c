"""目录: a catalogue for each class of papers (归档文件目录), or for each volume (卷内文件目录)."""

from collections.abc import Iterable, Iterator

from dangjian_cli.archive import Catalogue
from dangjian_cli.documents.parts.filed import GROUP, OPTIONS, by_volume, document, eight, heads
from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.documents.parts.numbering import (
    Class,
    Leaf,
    Piece,
    composed,
    faults_of,
    filing,
    forms,
    volumes,
)
from dangjian_cli.documents.parts.papers import Paper
from dangjian_cli.render.paper import Column, Document, Heading, Margins, Paragraph, Row, Section, Table

__all__ = ["ALIASES", "GROUP", "OPTIONS", "PLACE", "TITLE", "make"]

PLACE = 12
TITLE = "目录"
ALIASES = ("归档文件目录", "卷内文件目录", "卷内目录")

ELSEWHERE = "原件不在支部，不编件号"
CENTRED = frozenset({"序号", "顺序号", "日期", "密级", "页数", "页号"})


def make(matter: Matter) -> Iterator[Document]:
    """A document for each class or volume, so that each is bound and numbered by itself."""
    if by_volume(matter):
        form = forms(matter).volume.catalogue
        for volume in volumes(matter):
            number = volume.number if volume.stored else f"{volume.number}（预编）"
            about = _about(matter, volume.of, 目录号=matter.ledger.branch.catalogue or "", 案卷号=number)
            leaves = (Row(_cells(form, _of_leaf(leaf))) for leaf in volume.leaves)
            name = f"{volume.of.body}{volume.of.retention}第{volume.number}卷卷内文件目录"
            yield document(matter, name, _section(form, "卷内文件目录", about, leaves, numbered=False))
        return
    form = forms(matter).item.catalogue
    filed = filing(matter)
    for of in dict.fromkeys((*filed.classes, *filed.elsewhere)):
        rows = (
            *(Row(_cells(form, _of_piece(p, matter, i))) for i, p in enumerate(filed.classes.get(of, ()), 1)),
            *_away(form, filed.elsewhere.get(of, ())),
        )
        faults = _faults(filed.classes.get(of, ()), matter)
        name = f"{of.body}{of.retention}归档文件目录"
        yield document(
            matter, name, _section(form, "归档文件目录", _about(matter, of), rows, faults, numbered=True)
        )


def _about(matter: Matter, of: Class, **more: str) -> str:
    said = {k: v for k, v in heads(matter, of).items() if v or k == "全宗号"} | more
    return "　".join(f"{name}：{value or '　　'}" for name, value in said.items())


def _faults(pieces: Iterable[Piece], matter: Matter) -> Paragraph | None:
    """What is wrong with the numbers, and how it is put right."""
    branch, coding = matter.ledger.branch, forms(matter).coding
    codes = (composed(piece.of, piece.number, branch, coding) for piece in pieces)
    found = dict.fromkeys(fault for code in codes for fault in faults_of(code, coding))
    said = f"{'；'.join(found)}。全宗号由档案部门给，写在“支部”的“全宗号”里，档号就印全。"
    return Paragraph(said, note=True) if found else None


def _section(
    form: Catalogue,
    title: str,
    about: str,
    rows: Iterable[Row],
    note: Paragraph | None = None,
    *,
    numbered: bool,
) -> Section:
    m = form.margins
    columns = tuple(Column(c.name, c.width, "center" if c.name in CENTRED else "left") for c in form.columns)
    table = Table(columns, tuple(rows), form.row_height)
    return Section(
        (Heading(title, 1), Paragraph(about, indent=False), table, *((note,) if note else ())),
        title,
        form.landscape,
        Margins(m.top, m.right, m.bottom, m.left),
        numbered=numbered,
    )


def _cells(form: Catalogue, values: dict[str, str]) -> tuple[str, ...]:
    return tuple(values.get(column.name, "") for column in form.columns)


def _of_paper(paper: Paper) -> dict[str, str]:
    material = paper.material
    return {
        "文号": material.number or "",
        "责任者": material.author or "",
        "题名": paper.title,
        "日期": eight(paper.day),
        "密级": material.secrecy or "",
        "页数": "" if material.pages is None else str(material.pages),
    }


def _of_piece(piece: Piece, matter: Matter, place: int) -> dict[str, str]:
    code = composed(piece.of, piece.number, matter.ledger.branch, forms(matter).coding)
    return _of_paper(piece.paper) | {
        "序号": str(place),
        "档号": code,
        "备注": _noted(stored=piece.stored, where=piece.paper.lies),
    }


def _of_leaf(leaf: Leaf) -> dict[str, str]:
    paper = leaf.piece.paper
    note = _noted(stored=leaf.stored, where="" if paper.boxed or not paper.material.file else "电子")
    return _of_paper(paper) | {"顺序号": str(leaf.place), "页号": leaf.sheets, "备注": note}


def _noted(*, stored: bool, where: str) -> str:
    """That the number is not fixed yet, and where the paper lies."""
    return "\n".join(filter(None, ("" if stored else "预编", where)))


def _away(form: Catalogue, papers: Iterable[Paper]) -> Iterator[Row]:
    """Papers that were rightly handed over: what they are, and where they are."""
    for i, paper in enumerate(papers):
        if i == 0:
            yield Row((ELSEWHERE,), group=True)
        yield Row(_cells(form, _of_paper(paper) | {"备注": paper.place}))
