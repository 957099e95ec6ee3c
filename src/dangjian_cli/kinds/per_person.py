"""逐人：something that must have been done for each of certain members within so many months."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from dangjian_cli.finding import Arg, Judgement, Status, Word, message
from dangjian_cli.kinds.base import NOTHING, Quiz, RowKind, Situation
from dangjian_cli.ledger.base import Several, zh
from dangjian_cli.ledger.organization import Member
from dangjian_cli.ledger.roster import ENTERING, standing
from dangjian_cli.ledger.table import Column, Row, Selection, Table, spoken
from dangjian_cli.periods import Day, add_months

_MEMBERS = Table.named("党员")
_AHEAD = 1
"""Months before the last day from which it is open."""


class PerPerson(RowKind):
    """Each member who meets ``名册`` is named in ``栏目`` of a row no longer than ``至多`` months ago.

    The months run from the last such row, from the day the member came, or from the first judged day.
    """

    tag = "逐人"
    problem = "2.1"
    measure = "频次"

    field: str = zh("栏目", default=...)
    roll: Mapping[str, Several[str]] = zh("名册", default=...)
    at_most: int = zh("至多", default=..., hint="月数")

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns, the names' and the roster's."""
        return (*super().compiled(), self.column(self.field), *(c.column for c in self._members.conditions))

    @cached_property
    def _members(self) -> Selection:
        return Selection(_MEMBERS, self.roll, {})

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a member who is on the roll on the last day judged."""
        del since
        rows = [r for r in situation.rows(self._members) if _on_roll(r, situation.end)]
        if not rows or situation.ended_by(situation.as_of):
            return
        named = self._named(situation)
        for row in rows:
            member = row.record
            assert isinstance(member, Member)  # noqa: S101 - the table's model
            done = max(named[member.name] + named[member.ref], default=date.min)
            began = max(done, situation.start, _came(member, situation.end))
            yield self._judge(member, row, done, add_months(began, self.at_most), situation)

    def _named(self, situation: Situation) -> defaultdict[str, list[date]]:
        """By name, the days on which it was done."""
        named: defaultdict[str, list[date]] = defaultdict(list)
        column = self.column(self.field)
        for row in situation.rows(self.selection):
            if row.acted is not None:
                for cell in column.cells(row, situation.as_of):
                    named[spoken(cell.value)].append(row.acted.first)
        return named

    def _judge(self, member: Member, row: Row, done: date, last: date, situation: Situation) -> Judgement:
        words: dict[str, Arg] = {
            "ref": Word(member.ref),
            "what": Word(self.what),
            "months": self.at_most,
            "last": last,
        }
        status, text, fix, deadline = Status.MET, NOTHING, None, None
        if situation.as_of > last:
            status = Status.GAP
            text = message("{ref}已经{months}个月以上没有{what}的记录（应在{last}前）", **words)
            fix = message(
                "做过的，把记录补上，“{field}”里写上姓名；没有做的，尽快去做",
                field=Word(self.column(self.field).label),
            )
        elif done < situation.start or situation.as_of >= add_months(last, -_AHEAD):
            status, deadline = Status.DUE, last
            text = message("{ref}应在{last}前（含当日）有一次{what}", **words)
        return Judgement(
            status,
            member.ref,
            row.route,
            text,
            Day.exact(situation.end),
            fix,
            record=member.ref,
            deadline=deadline,
        )

    def phrase(self) -> str:
        """The sentence on the card."""
        roll = "，".join(c.spoken() for c in self._members.conditions)
        path = self.column(self.field).path
        return f"在册的党员（{roll}），每人{self.at_most}个月里至少有一次{self.what}，{path}写到本人"

    def quiz(self) -> Quiz:
        """How often."""
        return Quiz(f"{self.what}，每人至多隔多久一次？", f"{self.at_most}个月")


def _on_roll(row: Row, day: date) -> bool:
    return isinstance(row.record, Member) and standing(row.record, day).member is True


def _came(member: Member, by: date) -> date:
    """The day of the last coming in that is written."""
    came = (c.date.last for c in member.changes if c.kind in ENTERING and c.date.first <= by)
    return max(came, default=date.min)
