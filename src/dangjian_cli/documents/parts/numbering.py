"""The numbers under which a year's papers are filed: by item (件号, 档号) and by volume (案卷号, 页号).

Papers of one year, body (机构、问题) and retention make a class; within it they are numbered by time. A
number that a record already holds stays: the others come after the highest of its class, so that what is
added later moves nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from dangjian_cli.archive import Archive, Coding
from dangjian_cli.documents import Refused
from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.documents.parts.papers import TERMS, Paper, papers
from dangjian_cli.finding import Route
from dangjian_cli.ledger.assessment import Box
from dangjian_cli.ledger.branch import Branch
from dangjian_cli.pattern import pattern

VILLAGE = "村务"
"""The body under which a village's own papers are filed, apart from the branch's."""

BLANK = "□"
"""Stands for each figure of a number that nobody has given."""

FEW = 3
"""How many pieces a refusal names one by one."""

_ITEM = pattern(r"(?:(.*)-)?(\d{1,6})")
_SHEETS = pattern(r"(\d+)(?:\s*[-—－~～]\s*(\d+))?")


class Class(NamedTuple):
    """What is filed together."""

    year: int
    retention: str
    body: str

    @property
    def name(self) -> str:
        """In words."""
        return f"{self.year}年{self.body}{self.retention}"


class Piece(NamedTuple):
    """A paper with its number; ``stored`` where the record holds it already."""

    paper: Paper
    of: Class
    number: int
    stored: bool


class Left(NamedTuple):
    """A paper that gets no number, and why."""

    paper: Paper
    why: str


class Filing(NamedTuple):
    """A year's papers: the numbered by class, those whose original is elsewhere, and those left over."""

    classes: Mapping[Class, tuple[Piece, ...]]
    elsewhere: Mapping[Class, tuple[Paper, ...]]
    left: tuple[Left, ...]

    @property
    def pieces(self) -> Iterator[Piece]:
        """Every numbered one."""
        for pieces in self.classes.values():
            yield from pieces


def filing(matter: Matter, *, whole: bool = False) -> Filing:
    """The papers of the matter's year; of one retention period where that is asked for, unless ``whole``.

    Raises ``Refused`` where numbers that records hold contradict each other.
    """
    held: dict[Class, list[Paper]] = defaultdict(list)
    away: dict[Class, list[Paper]] = defaultdict(list)
    left = []
    asked = "" if whole else matter.options.get("期限", "")
    for paper in papers(matter):
        if paper.year not in {matter.year, None} or asked not in {"", paper.retention}:
            continue
        why = _left(paper)
        of = Class(matter.year, paper.retention, _body(paper, matter.ledger.branch))
        if paper.elsewhere and paper.year is not None:
            away[of].append(paper)
        elif why:
            left.append(Left(paper, why))
        else:
            held[of].append(paper)
    coding = forms(matter).coding
    faults: list[str] = []
    classes = {
        of: tuple(_numbered(of, held[of], matter.ledger.branch, coding, faults)) for of in _in_order(held)
    }
    if faults:
        raise Refused(*faults)
    return Filing(classes, {of: tuple(away[of]) for of in _in_order(away)}, tuple(left))


def forms(matter: Matter) -> Archive:
    """The forms of the standard. Raises ``Refused`` where it has none."""
    archive = matter.shelf.archive()
    if archive is None:
        raise Refused("标准里没有归档用的表（archive.yaml）")
    return archive


def _in_order(classes: Iterable[Class]) -> list[Class]:
    places = {term: i for i, term in enumerate(TERMS)}
    return sorted(classes, key=lambda of: (of.body == VILLAGE, of.body, places.get(of.retention, len(TERMS))))


def _left(paper: Paper) -> str:
    if paper.year is None:
        return "没有日期，不知道归哪一年：写“归档年度”"
    on_paper = paper.material.kept and not paper.material.file
    if not (paper.there or on_paper):
        return "没有写文件、存放在哪里，或者文件不在"
    if not paper.retention:
        return "不知道保管多久：写“保管期限”"
    if paper.retention not in TERMS:
        return f"保管期限“{paper.retention}”不是永久、30年、10年"
    return ""


def _body(paper: Paper, branch: Branch) -> str:
    village = isinstance(paper.record, Box) and paper.record.kind == VILLAGE
    return VILLAGE if village else branch.body or ""


def _numbered(
    of: Class, held: list[Paper], branch: Branch, coding: Coding, faults: list[str]
) -> Iterator[Piece]:
    stored: dict[int, Paper] = {}
    rest = []
    for paper in held:
        if not paper.material.item:
            rest.append(paper)
            continue
        found = _ITEM.fullmatch(paper.material.item.strip())
        number = int(found[2]) if found else 0
        if found is None or not number:
            faults.append(f"{named(paper)}的件号“{paper.material.item}”不是件号，写成 0001 这样")
        elif found[1] and paper.material.item.strip() != (code := composed(of, number, branch, coding)):
            faults.append(f"{named(paper)}的档号“{paper.material.item}”和它归的类对不上，应是 {code}")
        elif number in stored:
            faults.append(f"{of.name}有两件都是 {number:04} 号：{named(stored[number])}，{named(paper)}")
        else:
            stored[number] = paper
    for number in sorted(stored):
        yield Piece(stored[number], of, number, stored=True)
    for number, paper in enumerate(rest, max(stored, default=0) + 1):
        yield Piece(paper, of, number, stored=False)


def named(paper: Paper) -> str:
    """A paper as a refusal names it: the record, and what the paper is."""
    return f"{paper.subject} 的{paper.material.name}"


def composed(of: Class, number: int, branch: Branch, coding: Coding) -> str:
    """The 档号: 全宗号-门类·年度-保管期限-机构（问题）-件号. What nobody has given stays a visible blank."""
    fonds = branch.fonds_number or BLANK * coding.fonds
    body = VILLAGE if of.body == VILLAGE else branch.body_code or of.body
    levels = (fonds, f"{coding.category}·{of.year}", coding.terms[of.retention], body)
    return "-".join((*filter(None, levels), f"{number:0{coding.digits}}"))


def faults_of(code: str, coding: Coding) -> Iterator[str]:
    """What is wrong with a 档号, level by level."""
    terms = "|".join(coding.terms.values())
    fonds, _, rest = code.partition("-")
    if BLANK in fonds:
        yield "全宗号还没有给"
    elif not (fonds.isascii() and fonds.isalnum() and len(fonds) == coding.fonds):
        yield f"全宗号“{fonds}”不是 {coding.fonds} 位字母、数字"
    shape = pattern(rf"{coding.category}·\d{{4}}-(?:{terms})(?:-[^-·]+)?-\d{{{coding.digits},}}")
    if not shape.fullmatch(rest):
        yield f"档号“{code}”不合“全宗号-{coding.category}·年度-保管期限-机构（问题）-件号”的写法"


class Lot(NamedTuple):
    """What lies in one box, or would: papers of one class. ``number`` is empty where no box is given."""

    number: str
    of: Class
    pieces: tuple[Piece, ...]
    record: Box | None

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last number."""
        numbers = [piece.number for piece in self.pieces]
        return min(numbers), max(numbers)


def lots(matter: Matter) -> tuple[tuple[Lot, ...], tuple[str, ...]]:
    """The boxes of the year, and what is wrong with those that are mixed: they are left out.

    A mixed box may hold papers of other years, so all years are looked at.
    """
    boxed: dict[str, set[tuple[int | None, str, str]]] = defaultdict(set)
    inside: dict[str, list[Paper]] = defaultdict(list)
    branch = matter.ledger.branch
    for paper in papers(matter):
        if paper.boxed and not (paper.elsewhere or _left(paper)):
            boxed[paper.boxed].add((paper.year, paper.retention, _body(paper, branch)))
            inside[paper.boxed].append(paper)
    mixed = {number for number, kinds in boxed.items() if len(kinds) > 1}
    found: dict[tuple[str, Class], list[Piece]] = defaultdict(list)
    for piece in filing(matter).pieces:
        if piece.paper.boxed or not piece.paper.material.file:  # files lie in no box
            found[piece.paper.boxed, piece.of].append(piece)
    records = {(box.box, box.year): box for box in matter.ledger.sections.boxes}
    good = tuple(
        Lot(number, of, tuple(pieces), records.get((number, of.year)))
        for (number, of), pieces in found.items()
        if number not in mixed
    )
    here = dict.fromkeys(number for number, _ in found if number in mixed)
    return good, tuple(_mixture(number, inside[number], branch) for number in here)


def _mixture(number: str, held: list[Paper], branch: Branch) -> str:
    kinds: dict[str, list[Paper]] = defaultdict(list)
    for paper in sorted(held, key=lambda paper: (paper.year or 0, TERMS.index(paper.retention))):
        body = _body(paper, branch)
        kinds[f"{paper.year}年{body}{paper.retention}"].append(paper)
    said = "；".join(
        f"{kind}的{len(some)}件（{'、'.join(map(named, some[:FEW]))}{'……' if len(some) > FEW else ''}）"
        for kind, some in kinds.items()
    )
    return (
        f"{number}盒里混着{said}。一盒只放同一年、同一期限的：分开装，改“盒号”；"
        "期限和县里的表不一样的，在资料里写“保管期限”"
    )


def fields_to_store(matter: Matter) -> dict[str, list[tuple[Route, str]]]:
    """What the records have to hold for the numbers to stay: by field, the way to each paper and its value.

    Beside the number, what decides of its class and may come to be another: how long it is kept, where the
    record does not say itself; the year, where it is that of the last step.
    """
    found: dict[str, list[tuple[Route, str]]] = defaultdict(list)
    digits = forms(matter).coding.digits
    for piece in filing(matter, whole=True).pieces:
        paper, way = piece.paper, piece.paper.route
        if paper.box is None:
            if not paper.material.year and paper.day is None and not getattr(paper.record, "year", None):
                found["归档年度"].append((way, str(piece.of.year)))
            if not paper.material.retention:
                found["保管期限"].append((way, piece.of.retention))
        if not piece.stored:
            found["件号"].append((way, f"{piece.number:0{digits}}"))
    if matter.options.get("按") == "卷":
        found |= _of_volumes(matter)
    return found


def _of_volumes(matter: Matter) -> dict[str, list[tuple[Route, str]]]:
    found: dict[str, list[tuple[Route, str]]] = {"案卷号": [], "页号": []}
    for volume in volumes(matter):
        for leaf in volume.leaves:
            way, material = leaf.piece.paper.route, leaf.piece.paper.material
            if not material.volume:
                found["案卷号"].append((way, volume.number))
            if not leaf.stored and leaf.sheets and material.pages:
                found["页号"].append((way, leaf.sheets))
    return found


class Leaf(NamedTuple):
    """A piece in a volume: its place and its pages, as far as they can be told."""

    piece: Piece
    place: int
    sheets: str
    stored: bool


class Volume(NamedTuple):
    """A volume (案卷)."""

    of: Class
    number: str
    stored: bool
    leaves: tuple[Leaf, ...]

    @property
    def pages(self) -> int | None:
        """All pages, where every piece says its own."""
        pages = [leaf.piece.paper.material.pages for leaf in self.leaves]
        return None if None in pages else sum(p for p in pages if p is not None)


def volumes(matter: Matter) -> tuple[Volume, ...]:
    """The volumes of the year: one for each class, more where records name them."""
    filed = filing(matter, whole=True)
    typed: dict[Class, dict[str, list[Piece]]] = {}
    for of, pieces in filed.classes.items():
        groups: dict[str, list[Piece]] = defaultdict(list)
        for piece in pieces:
            if piece.paper.material.volume:
                groups[piece.paper.material.volume].append(piece)
        last = max(groups, key=_as_number, default="")
        groups[last] += (p for p in pieces if not p.paper.material.volume)
        typed[of] = {number: some for number, some in groups.items() if some}
    highest = max((_as_number(n) for groups in typed.values() for n in groups), default=0)
    made = []
    for of, groups in typed.items():
        for number in sorted(groups, key=_as_number):
            if not number:
                highest += 1
            leaves = tuple(_leaves(groups[number]))
            made.append(Volume(of, number or str(highest), bool(number), leaves))
    asked = matter.options.get("期限", "")
    return tuple(v for v in made if asked in {"", v.of.retention})


def volume_record(volume: Volume, matter: Matter) -> Box | None:
    """What the branch wrote of a volume (归档), where its number is fixed."""
    boxes = matter.ledger.sections.boxes
    return next(
        (b for b in boxes if volume.stored and (b.box, b.year) == (volume.number, volume.of.year)), None
    )


def _as_number(typed: str) -> int:
    found = pattern(r"\d+").search(typed)
    return int(found[0]) if found else 0


def _leaves(pieces: list[Piece]) -> Iterator[Leaf]:
    """Page after page; after a piece that does not say its pages nobody can tell."""
    following: int | None = 1
    for place, piece in enumerate(pieces, 1):
        material = piece.paper.material
        typed = _SHEETS.fullmatch(material.sheets.strip()) if material.sheets else None
        if typed:
            following = int(typed[2] or typed[1]) + 1
            yield Leaf(piece, place, material.sheets or "", stored=True)
        elif following is None:
            yield Leaf(piece, place, "", stored=False)
        elif not material.pages:
            yield Leaf(piece, place, str(following), stored=False)
            following = None
        else:
            last = following + material.pages - 1
            yield Leaf(piece, place, f"{following}-{last}" if last > following else str(last), stored=False)
            following = last + 1
