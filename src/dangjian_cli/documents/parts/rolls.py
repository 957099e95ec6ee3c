"""党员花名册: who is on the roll, who has left it, and what else is known of each."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from dangjian_cli.documents.parts.fitting import NUMBER, Fitting
from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.documents.parts.registers import ACROSS, page, tabled
from dangjian_cli.documents.parts.words import Words
from dangjian_cli.documents.parts.years import closing_day
from dangjian_cli.ledger.organization import Change, Member
from dangjian_cli.ledger.roster import LEAVING
from dangjian_cli.ledger.table import fields_of, visible
from dangjian_cli.render.paper import Block, Heading, Paragraph, Section

TITLE = "党员花名册"

_FIELDS = {field.attr: field for field in fields_of(Member)}
_USUAL = (
    *("ref", "name", "sex", "ethnicity", "born", "education", "joined", "confirmed", "group"),
    *("work", "phone"),
)
_WITH_NUMBERS = (*_USUAL[:5], "id_number", *_USUAL[5:])


class Roll:
    """The roster of a branch as it stood on a day."""

    def __init__(self, matter: Matter) -> None:
        self.matter = matter
        self.day = closing_day(matter)
        self.words = Words(self.day, open_numbers=matter.open_numbers)
        self.attrs = _WITH_NUMBERS if matter.open_numbers else _USUAL
        roster = matter.ledger.roster
        members = matter.ledger.sections.members
        self.on = [m for m in members if roster.standing_of(m, self.day).member is not False]
        here = {m.ref for m in self.on}
        self.off = [m for m in members if m.ref not in here and _known(m, self)]

    def sections(self) -> Iterator[Section]:
        """Those on the roll, those who have left, what else is written of each, every change."""
        if not (self.on or self.off):
            return
        fitting = self._fitting(self.on, "备注", self._remark)
        blocks: list[Block] = [fitting.table(ACROSS), Paragraph(self._sum(), indent=False)]
        if not self.matter.open_numbers:
            blocks.append(
                Paragraph("身份证号没有印，电话没有印全；要印全的，打印时加 --numbers。", note=True)
            )
        if self.off:
            left = self._fitting(self.off, "转出、去世、停止党籍等", self._left)
            blocks += [Heading("已经转出、去世、停止党籍等的", 2), left.table(ACROSS)]
        yield page(TITLE, blocks, landscape=True, anchor="members")
        yield from self._rest()
        yield from self._changes()

    def _fitting(self, members: Sequence[Member], title: str, remark: Callable[[Member], str]) -> Fitting:
        rows = [
            (str(i), *(self.words.of(m, _FIELDS[attr]) for attr in self.attrs), remark(m))
            for i, m in enumerate(members, 1)
        ]
        titles = (NUMBER, *(_FIELDS[attr].label for attr in self.attrs), title)
        return Fitting(titles, rows, fixed=3)

    def _remark(self, member: Member) -> str:
        roster, day = self.matter.ledger.roster, self.day
        standing = roster.standing_of(member, day)
        offices = [seat.role for seat in roster.seats(day) if seat.name in {member.name, member.ref}]
        offices += [
            f"{group.name}组长"
            for group in roster.groups(day)
            if {member.name, member.ref} & set(roster.group_leaders(group.name, day))
        ]
        said = [
            *offices,
            *(["预备党员"] if standing.full is False else []),
            *(["留党察看期间"] if standing.under_probation else []),
            *(["流动党员"] if member.mobile else []),
        ]
        return "；".join(said)

    def _left(self, member: Member) -> str:
        changes = (c for c in member.changes if c.kind in LEAVING and visible(c, self.day))
        return "；".join(
            f"{change.date}{change.kind}" + (f"（{change.place}）" if change.place else "")
            for change in changes
        )

    def _sum(self) -> str:
        roster = self.matter.ledger.roster
        states = [roster.standing_of(m, self.day).full for m in self.on]
        sexes = Counter(m.sex for m in self.on)
        unsure = states.count(None)
        return (
            f"在册党员{len(self.on)}名，其中正式党员{states.count(True)}名，预备党员{states.count(False)}名"
            f"{f'，转正日期定不下来的{unsure}名' if unsure else ''}；女党员{sexes['女']}名。"
            f"截至{self.day.year}年{self.day.month}月{self.day.day}日。"
        )

    def _rest(self) -> Iterator[Section]:
        """What the roster's own columns have no room for."""
        shown = {*_WITH_NUMBERS, "changes"} - {"ref", "name"}
        fields = [field for field in fields_of(Member) if field.attr not in shown]
        members = (*self.on, *self.off)
        rows = [tuple(self.words.of(m, field) for field in fields) for m in members]
        if any(any(row[2:]) for row in rows):
            yield tabled("党员其他情况", Fitting([f.label for f in fields], rows, fixed=2), "members-more")

    def _changes(self) -> Iterator[Section]:
        fields = fields_of(Change)
        rows = [
            (member.ref, member.name, *(self.words.of(change, field) for field in fields))
            for member in (*self.on, *self.off)
            for change in member.changes
            if visible(change, self.day)
        ]
        if rows:
            titles = ("编号", "姓名", *(field.label for field in fields))
            yield tabled("党员变动", Fitting(titles, rows, fixed=2), "members-changes")


def _known(member: Member, roll: Roll) -> bool:
    """Whether somebody who is not on the roll has ever been on it: others are still to come."""
    return any(c.kind in LEAVING and visible(c, roll.day) for c in member.changes)
