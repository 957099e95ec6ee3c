"""What the documents of filing share: the heads of a class, dates, names, covers; by item or by volume."""

from dangjian_cli.archive import Cover, Placed
from dangjian_cli.documents import Refused
from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.documents.parts.numbering import Class
from dangjian_cli.periods import Day
from dangjian_cli.render.paper import POINT, Document, Face, Margins, Mark, Rule, Section, fitted

GROUP = "归档"
"""The word for all of them together, and the folder they are printed in."""

OPTIONS = ("按", "期限")
"""What they ask: by item or by volume, of which retention."""

BARE = Margins(0, 0, 0, 0)
"""A page on which everything has its place from the corner of the paper."""

SHOWN = 20
"""How much of a text a refusal repeats."""

TITLE, NUMBER = "标题", "档号"

_RULES: dict[str, Rule] = {"无": "", "下划线": "under", "双线": "double"}

_GAP = 3
"""Millimetres between what a place is called and what stands in it."""


def by_volume(matter: Matter) -> bool:
    """Whether papers are filed by volume (卷); usual today is by item (件)."""
    return matter.options.get("按", "件") == "卷"


def heads(matter: Matter, of: Class) -> dict[str, str]:
    """What a class of papers is told by. What nobody has given is empty: it is never invented."""
    branch = matter.ledger.branch
    return {
        "全宗号": branch.fonds_number or "",
        "全宗名称": branch.fonds_name or "",
        "年度": str(of.year),
        "保管期限": of.retention,
        "机构（问题）": of.body,
    }


def eight(day: Day | None) -> str:
    """A date as catalogues write it, 20260305; of a month that alone is known, 202603."""
    return "" if day is None else f"{day.first:%Y%m%d}" if day.is_exact else f"{day.first:%Y%m}"


def document(matter: Matter, what: str, *sections: Section) -> Document:
    """A document of the group, named by year and by what it is."""
    title = f"{matter.year}年{what}"
    return Document(f"{GROUP}/{title}", title, matter.branch, sections)


def sized(what: str, text: str, room: tuple[float, float], size: float, *, down: bool = False) -> float:
    """The size of letters at which a text has room. Raises ``Refused`` where there is none."""
    found = fitted(text, *room, size, down=down)
    if found is None:
        raise Refused(f"{what}上放不下“{text[:SHOWN]}{'……' if len(text) > SHOWN else ''}”，把它改短")
    return found


def cover_marks(cover: Cover, values: dict[str, str], grid: dict[str, str] | None = None) -> tuple[Mark, ...]:
    """A cover filled in. ``grid`` is what the ruled place of the number holds, head by head."""
    called = max((len(f.name) * f.size * POINT for f in cover.fields if f.labelled), default=0) + _GAP
    marks: list[Mark] = []
    for field in cover.fields:
        if field.name == NUMBER and grid:
            marks += _grid(field, grid)
            continue
        text, x, width = values.get(field.name, ""), field.x, field.width
        if field.labelled:
            marks.append(Mark(x, field.y, called, field.height, field.name, field.size, "hei", "left"))
            x, width = x + called, width - called
        size = sized("封面", text, (width, field.height - 1), field.size)
        face: Face = "hei" if field.name == TITLE else "song"
        marks.append(Mark(x, field.y, width, field.height, text, size, face, rule=_RULES[field.rule]))
    return tuple(marks)


def _grid(field: Placed, values: dict[str, str]) -> list[Mark]:
    """Heads above, what they hold below, all ruled."""
    width, height = field.width / len(values), field.height / 2
    marks = []
    for i, (head, value) in enumerate(values.items()):
        x = field.x + i * width
        size = sized("封面", value, (width - 2, height - 1), field.size)
        marks.append(Mark(x, field.y, width, height, head, field.size * 0.8, "hei", rule="box"))
        marks.append(Mark(x, field.y + height, width, height, value, size, rule="box"))
    return marks
