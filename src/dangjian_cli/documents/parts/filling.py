"""A sample form filled from a record, or left blank. What the ledger does not hold stays blank."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.documents.parts.wording import brief, listed, words
from dangjian_cli.forms import COUNTED, NAMED, OF_PEOPLE, PEOPLE, Part, Place, Sample, Use
from dangjian_cli.ledger.base import Material
from dangjian_cli.ledger.organization import Member
from dangjian_cli.ledger.roster import offices_in
from dangjian_cli.ledger.table import FILLED, Condition, Row, Table, fields_of, spoken
from dangjian_cli.privacy.traces import mask, masked

BLANK = "________"
BLANK_DAY = "____年__月__日"
_DAYS = ("日期", "起", "截止", "止", "期限")
"""How the names of columns end that hold days."""
_NUMBERS = frozenset({"联系电话", "身份证号"})
_YEARS = ("年度", "所属年度")


def serves(use: Use, sample: Sample, row: Row, as_of: date) -> bool:
    """Whether the form is to be filled from that record."""
    table = sample.table
    return table is not None and all(
        Condition(table.column(path), frozenset(allowed)).holds(row, as_of)
        for path, allowed in use.where.items()
    )


@dataclass(frozen=True)
class Filling:
    """What stands in the places of a form."""

    matter: Matter
    sample: Sample
    use: Use
    row: Row | None

    @cached_property
    def day(self) -> date:
        """The day of the record: who was on the roster, who was secretary."""
        acted = self.row.acted if self.row else None
        return acted.first if acted else self.matter.as_of

    def said(self, path: str) -> str:
        """What stands in a place; nothing where the ledger has nothing."""
        head, _, rest = path.partition(".")
        if path == "书记":
            seats = self.matter.ledger.roster.seats(self.day)
            return "、".join(seat.name for seat in seats if "书记" in offices_in(seat.role))
        if path in _YEARS:
            return self._own_year(path)
        if head == "支部" and rest:
            return self._of_branch(rest)
        if head == "本件":
            return self._of_paper(rest)
        return self._kind(path) or self._own(path)

    def values(self, path: str) -> list[str]:
        """Each of the values of a column."""
        table = self.sample.table
        if self.row is None or table is None:
            return []
        column = table.column(path)
        cells = column.cells(self.row, self.matter.as_of)
        return [self._open(words(cell.value), column.label) for cell in cells]

    def text(self, template: str) -> str:
        """Running text with its columns filled, or with room to write."""
        return NAMED.sub(lambda named: self.said(named[1]) or self._room(named[1]), template)

    def rows(self, part: Part) -> list[tuple[str, ...]]:
        """The rows of a list; without any record, room for some."""
        places = part.places
        found = [self._cells(places, row, part) for row in self._listed(part)]
        if not found:
            found = [tuple("" for _ in places)] * part.blank
        return [_numbered(cells, places, i) for i, cells in enumerate(found, 1)]

    def _open(self, text: str, label: str) -> str:
        """As it may be printed: numbers of people masked, wherever they were typed."""
        if self.matter.open_numbers:
            return text
        return mask(text) if label in _NUMBERS else masked(text)

    def _own(self, path: str) -> str:
        return "、".join(self.values(path))

    def _kind(self, path: str) -> str:
        """What the form is of by itself: a meeting that is also something else is called by what is asked."""
        allowed = self.use.where.get(path, ())
        return allowed[0] if len(allowed) == 1 and allowed[0] != FILLED else ""

    def _own_year(self, path: str) -> str:
        """The record's, else the year that is printed: a blank form is one for that year."""
        table = self.sample.table
        own = {field.label for field in fields_of(table.models[-1])} if table else set()
        return (self._own(path) if path in own else "") or str(self.matter.year)

    def _room(self, path: str) -> str:
        """Room to write: a day, one of some words, anything."""
        if self.row is None and (some := self.use.where.get(path)) and FILLED not in some:
            return "/".join(some)
        return BLANK_DAY if path.endswith(_DAYS) else BLANK

    def _of_branch(self, path: str) -> str:
        table = Table.named("支部")
        (row,) = table.rows(self.matter.ledger.sections, self.matter.as_of)
        return listed(table.column(path).cells(row, self.matter.as_of))

    def _of_paper(self, label: str) -> str:
        """Of the document itself, where the record says where it is."""
        attr = next(field.attr for field in fields_of(Material) if field.label == label)
        if attr == "name":
            return self.use.material
        papers = getattr(self.row.record, "materials", ()) if self.row else ()
        found = [paper for paper in papers if paper.name == self.use.material]
        value = getattr(found[0], attr) if found else None
        if value is None:
            return ""
        return self._open("、".join(map(words, value)) if attr == "file" else words(value), label)

    def _listed(self, part: Part) -> Iterator[Row]:
        if self.row is None or not part.rows:
            return
        if part.rows in PEOPLE:
            yield from self._people(part.rows)
            return
        table = self.sample.listed(part)
        depth = len(self.row.route)
        for row in table.rows(self.matter.ledger.sections, self.matter.as_of) if table else ():
            if row.route[:depth] == self.row.route:
                yield row

    def _people(self, who: str) -> Iterator[Row]:
        """Those of the roster, the committee or the group on the day; nobody is guessed."""
        roster = self.matter.ledger.roster
        record = self.row.record if self.row else None
        group = str(getattr(record, "group", None) or "")
        if who == "支委":
            members = [m for seat in roster.seats(self.day) for m in roster.named(seat.name)[:1]]
        elif group:
            members = [m for name in roster.group_members(group, self.day) for m in roster.named(name)[:1]]
        elif who == "党小组成员":
            members = []
        else:
            away = {absence.name for absence in getattr(record, "excluded", ())}
            members = [
                member
                for member in self.matter.ledger.sections.members
                if roster.standing_of(member, self.day).member is not False
                and not {member.name, member.ref} & away
            ]
        yield from (Row(member, ("members", i), None, "党员") for i, member in enumerate(members))

    def _cells(self, places: tuple[Place, ...], row: Row, part: Part) -> tuple[str, ...]:
        table = self.sample.listed(part)
        found = []
        for place in places:
            if place.path in {"", COUNTED} or table is None:
                found.append("")
            elif place.path in OF_PEOPLE and isinstance(row.record, Member):
                found.append(self._of_person(place.path, row.record))
            else:
                column = table.column(place.path)
                cells = column.cells(row, self.matter.as_of)
                found.append("、".join(self._open(brief(cell.value), column.label) for cell in cells))
        return tuple(found)

    def _of_person(self, what: str, member: Member) -> str:
        roster = self.matter.ledger.roster
        if what == "表决权":
            voting = roster.standing_of(member, self.day).voting
            return "" if voting is None else spoken(voting)
        return "、".join(seat.role for seat in roster.seats(self.day) if seat.name == member.name)


def _numbered(cells: tuple[str, ...], places: tuple[Place, ...], number: int) -> tuple[str, ...]:
    return tuple(
        str(number) if place.path == COUNTED else text for place, text in zip(places, cells, strict=True)
    )
