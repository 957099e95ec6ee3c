"""封面: by item the cover of each catalogue, by volume that of each volume."""

from collections import Counter
from collections.abc import Iterator

from dangjian_cli.archive import Cover
from dangjian_cli.documents.parts.filed import BARE, GROUP, OPTIONS, by_volume, cover_marks, document, heads
from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.documents.parts.numbering import Volume, filing, forms, volume_record, volumes
from dangjian_cli.render.paper import Board, Document, Mark, Section

__all__ = ["ALIASES", "GROUP", "OPTIONS", "PLACE", "TITLE", "make"]

PLACE = 10
TITLE = "封面"
ALIASES = ("目录封面", "案卷封面", "卷皮")

NAMED_SECTIONS = 3
"""How many sorts of records the title of a volume names."""


def make(matter: Matter) -> Iterator[Document]:
    """One document, a cover a page."""
    if by_volume(matter):
        cover = forms(matter).volume.cover
        pages = [_page(cover, _volume(cover, v, matter)) for v in volumes(matter)]
        title = "案卷封面"
    else:
        cover = forms(matter).item.cover
        filed = filing(matter)
        classes = dict.fromkeys((*filed.classes, *filed.elsewhere))
        pages = [
            _page(cover, cover_marks(cover, {"标题": "归档文件目录", **heads(matter, of)})) for of in classes
        ]
        title = "归档文件目录封面"
    if pages:
        yield document(matter, title, *pages)


def _page(cover: Cover, marks: tuple[Mark, ...]) -> Section:
    height = 210 if cover.landscape else 297
    return Section((Board(height - 1, marks),), "封面", cover.landscape, BARE, numbered=False)


def _volume(cover: Cover, volume: Volume, matter: Matter) -> tuple[Mark, ...]:
    days = [d for leaf in volume.leaves if (d := leaf.piece.paper.day)]
    first, last = (min(d.first for d in days), max(d.last for d in days)) if days else (None, None)
    values = {
        **heads(matter, volume.of),
        "类目名称": volume.of.body,
        "案卷题名": title_of(volume, matter),
        "时间": f"自{first.year}年{first.month}月至{last.year}年{last.month}月" if first and last else "",
        "件数": str(len(volume.leaves)),
        "页数": "" if volume.pages is None else str(volume.pages),
    }
    number = volume.number if volume.stored else f"{volume.number}（预编）"
    branch = matter.ledger.branch
    grid = {"全宗号": branch.fonds_number or "", "目录号": branch.catalogue or "", "案卷号": number}
    return cover_marks(cover, values, grid)


def title_of(volume: Volume, matter: Matter) -> str:
    """The title that the branch gave, else one made of what is inside, in brackets."""
    record = volume_record(volume, matter)
    if record and record.title:
        return record.title
    sorts = Counter(leaf.piece.paper.section for leaf in volume.leaves)
    named = [sort for sort, _ in sorts.most_common(NAMED_SECTIONS)]
    more = "等" if len(sorts) > len(named) else ""
    return f"[{matter.branch}{volume.of.year}年{'、'.join(named)}{more}材料]"
