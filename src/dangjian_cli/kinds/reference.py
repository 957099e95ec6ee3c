"""对应：a record that points at another, which must exist and agree with it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from dangjian_cli.finding import Judgement, Status, Value, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.activities import Meeting
from dangjian_cli.ledger.base import Several, zh
from dangjian_cli.ledger.table import Column, Row
from dangjian_cli.periods import Day


class Reference(RowKind):
    """``栏目`` gives the 编号 of a meeting that exists, is of one of the ``类型``, on the same day.

    Where there is no committee, what the rule gives to it is done by the 党员大会 (``代行``).
    ``议题类别`` asks that the meeting had such an item; ``议题对象`` that the item was about this person.
    """

    tag = "对应"
    problem = "5.2"

    field: str = zh("栏目", default=...)
    kinds: Several[str] = zh("会议类型", default=...)
    stand_in: str = zh("代行", default="", hint="不设支委会时由什么会议代行")
    topics: Several[str] = zh("议题类别", default=())
    person: str = zh("议题对象", default="", hint="写有姓名的栏目")

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns, the pointer's and the person's."""
        named = (self.field, self.person) if self.person else (self.field,)
        return (*super().compiled(), *(self.column(p) for p in named))

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement where the row has a day."""
        del since
        if row.acted is not None:
            yield self._judge(row, self.column(self.field), situation)

    def _judge(self, row: Row, column: Column, situation: Situation) -> Judgement:
        ref = column.value(row, situation.as_of)
        fault = self._fault(row, ref, situation)
        if fault is None:
            return met(row, situation)
        template, args, fix = fault
        return judge(
            Status.GAP,
            row,
            situation,
            message("{row}" + template, row=name_of(row, situation), **args),
            column=column,
            fix=fix,
        )

    def _fault(self, row: Row, ref: Any, situation: Situation) -> Any:
        wanted = self._wanted(row.acted, situation)
        kinds = Word("或".join(wanted))
        if ref is None:
            return (
                "没有写是哪次{kinds}",
                {"kinds": kinds},
                message(
                    "在“{field}”里写那次会议的编号；会议没有记的，先把会议记录补全",
                    field=Word(self.column(self.field).path),
                ),
            )
        meeting = situation.meetings.get(ref)
        if meeting is None:
            return "写的会议编号“{ref}”在会议记录里找不到", {"ref": Value(ref)}, message("核对会议编号")
        if not set(meeting.kinds) & set(wanted):
            return (
                "对应的会议{ref}不是{kinds}",
                {"ref": Value(ref), "kinds": kinds},
                message("核对会议编号；确实不是的，应由{kinds}重新讨论", kinds=kinds),
            )
        if row.acted is not None and not _overlap(row.acted, meeting.date):
            return (
                "日期是{day}，对应的会议{ref}却在{held}",
                {"day": row.acted, "ref": Value(ref), "held": meeting.date},
                message("核对两处日期，改正写错的一处"),
            )
        return self._topic_fault(row, ref, meeting, situation)

    def _topic_fault(self, row: Row, ref: str, meeting: Meeting, situation: Situation) -> Any:
        if not self.topics:
            return None
        items = [i for i in meeting.items if i.topic in self.topics]
        topics = Word("或".join(self.topics))
        if not items:
            return (
                "对应的会议{ref}没有“{topics}”的议题",
                {"ref": Value(ref), "topics": topics},
                message("在那次会议的“议题”里补上类别为“{topics}”的一项", topics=topics),
            )
        if self.person and not any(
            i.person in {None, self.column(self.person).value(row, situation.as_of)} for i in items
        ):
            return (
                "对应的会议{ref}里“{topics}”讨论的不是同一个人",
                {"ref": Value(ref), "topics": topics},
                message("核对会议编号和议题的“对象”"),
            )
        return None

    def _wanted(self, day: Day | None, situation: Situation) -> tuple[str, ...]:
        if self.stand_in and not situation.roster.has_committee(day.first if day else situation.as_of):
            return (self.stand_in,)
        return self.kinds

    def phrase(self) -> str:
        """The sentence on the card."""
        stand_in = f"（不设支委会的由{self.stand_in}代行）" if self.stand_in else ""
        topics = f"，议题类别为{'或'.join(self.topics)}" if self.topics else ""
        person = f"，议题的对象就是{self.column(self.person).path}" if self.person else ""
        column = self.column(self.field).path
        kinds = "或".join(self.kinds)
        return f"{self.what}：{column}对应一次{kinds}{stand_in}，日期一致{topics}{person}"


def _overlap(a: Day, b: Day) -> bool:
    return a.first <= b.last and b.first <= a.last
