"""脊背: labels for the backs of boxes, or of volumes, to be cut out and pasted on."""

from collections.abc import Iterator, Sequence

from dangjian_cli.archive import Spine
from dangjian_cli.documents import Refused
from dangjian_cli.documents.parts.filed import BARE, GROUP, OPTIONS, by_volume, document, heads, sized
from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.documents.parts.numbering import forms, lots, volume_record, volumes
from dangjian_cli.ledger.assessment import Box
from dangjian_cli.render.paper import Board, Document, Mark, Section, fitted

__all__ = ["ALIASES", "GROUP", "OPTIONS", "PLACE", "TITLE", "make"]

PLACE = 11
TITLE = "脊背"
ALIASES = ("盒脊", "卷脊", "脊签")

PAPER = 297
SIDE, BETWEEN = 10, 6
ROOM = 210 - 2 * SIDE
INSET = 1.5
SHARE = 0.55
"""How much of a label its ruled places take; the rest is for the name, written downwards."""
CELL = 19.0
"""The height of a place with its head, where there is room."""
HEAD = 0.36
"""The head's share of it."""
UNSTORED = "有的件号是预编的：先用 dj number 存进台账，定了再贴。"
HEAD_SIZE, SIZE, NAME = 8, 11, 20
"""Letters of heads, of what is filled in, and of the name, at most."""


def make(matter: Matter) -> Iterator[Document]:
    """One document: the labels of every box or volume, as many on a sheet as have room."""
    if by_volume(matter):
        form = forms(matter).volume.spine
        labels = []
        for volume in volumes(matter):
            values = {
                **heads(matter, volume.of),
                "目录号": matter.ledger.branch.catalogue or "",
                "案卷号": volume.number if volume.stored else "",
            }
            record = volume_record(volume, matter)
            labels.append((_places(form, values), _titles(record, matter), _widths(form, record)))
        yield from _printed(form, labels, "卷脊", matter, "")
        return
    form = forms(matter).item.spine
    good, mixed = lots(matter)
    digits = forms(matter).coding.digits
    labels = []
    for lot in good:
        first, last = (f"{number:0{digits}}" for number in lot.span)
        values = {**heads(matter, lot.of), "盒号": lot.number, "起件号": first, "止件号": last}
        labels.append((_places(form, values), _titles(lot.record, matter), _widths(form, lot.record)))
    loose = any(not piece.stored for lot in good for piece in lot.pieces)
    yield from _printed(form, labels, "盒脊", matter, UNSTORED if loose else "")
    if mixed:
        raise Refused(*mixed)


Label = tuple[list[tuple[str, str]], tuple[str, ...], Sequence[float]]
"""What stands in the places of a label, the names it may bear, the widths it is printed in."""


def _places(form: Spine, values: dict[str, str]) -> list[tuple[str, str]]:
    wanted = [n for field in form.fields for n in (("起件号", "止件号") if field == "起止件号" else (field,))]
    return [(name, values.get(name, "")) for name in wanted]


def _titles(record: Box | None, matter: Matter) -> tuple[str, ...]:
    """What may stand below, the fullest first: the box's own title is left to its other papers where long."""
    whole = (f"{matter.branch}　{record.title}",) if record and record.title else ()
    return (*whole, matter.branch)


def _widths(form: Spine, record: Box | None) -> Sequence[float]:
    """That of the box, where it is known and there is such a label; else all, to take the one that fits."""
    known = [w for w in form.widths if record and record.spine == w]
    return known or form.widths


def _printed(
    form: Spine, labels: Sequence[Label], what: str, matter: Matter, said: str
) -> Iterator[Document]:
    unsure = f"没有核实、以县档案馆要求为准的：{form.unsure}。" if form.unsure else ""
    said = f"沿虚线剪下来贴，哪种宽度合适用哪种。{said}{unsure}"
    sheets = [
        Section((Board(PAPER - 1, (_said(said), *sheet)),), what, margins=BARE, numbered=False)
        for sheet in _sheets(form, labels)
    ]
    if sheets:
        yield document(matter, what, *sheets)


def _said(text: str) -> Mark:
    return Mark(SIDE, 6, ROOM, 10, text, 8, align="left")


def _sheets(form: Spine, labels: Sequence[Label]) -> Iterator[tuple[Mark, ...]]:
    """Labels side by side; those of one box begin a sheet where they would not have room together."""
    sheet: list[Mark] = []
    taken = 0.0
    for places, titles, widths in labels:
        if sheet and taken + sum(widths) + BETWEEN * (len(widths) - 1) > ROOM:
            yield tuple(sheet)
            sheet, taken = [], 0.0
        for width in widths:
            if sheet and taken + width > ROOM:
                yield tuple(sheet)
                sheet, taken = [], 0.0
            sheet += _label(form, places, titles, SIDE + taken, width)
            taken += width + BETWEEN
    if sheet:
        yield tuple(sheet)


def _label(
    form: Spine, places: Sequence[tuple[str, str]], titles: tuple[str, ...], x: float, width: float
) -> Iterator[Mark]:
    top = (PAPER - form.height) / 2
    cell = min(CELL, form.height * SHARE / len(places))
    inner = width - 2 * INSET
    yield Mark(x, top, width, form.height, rule="cut")
    y = top + 2 * INSET
    for name, value in places:
        head, filled = cell * HEAD, cell * (1 - HEAD)
        size = sized("脊背", name, (inner - 0.6, head - 0.6), HEAD_SIZE)
        yield Mark(x + INSET, y, inner, head, name, size, "hei", rule="box")
        size = sized("脊背", value, (inner - 0.6, filled - 0.6), SIZE)
        yield Mark(x + INSET, y + head, inner, filled, value, size, rule="box")
        y += cell
    rest = top + form.height - 2 * INSET - (y + 3)
    title = next((t for t in titles[:-1] if fitted(t, inner, rest, NAME, down=True)), titles[-1])
    size = sized("脊背", title, (inner, rest), NAME, down=True)
    yield Mark(x + INSET, y + 3, inner, rest, title, size, "hei", down=True)
