"""与会议一致：a figure that stands both in a record and in the meeting it refers to."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from dangjian_cli.finding import Judgement, Status, Value, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.table import Column, Row, Table


class SameMeeting(RowKind):
    """``栏目`` is the same number as ``会议栏`` of the meeting that ``会议`` refers to.

    Nothing is said where one of the two numbers, or the meeting, is missing.
    """

    tag = "与会议一致"
    problem = "5.2"

    field: str = zh("栏目", default=...)
    meeting: str = zh("会议", default=...)
    theirs: str = zh("会议栏", default=...)

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns, the reference's and the two numbers'."""
        return (*super().compiled(), self.column(self.field), self.column(self.meeting), self._theirs)

    @cached_property
    def _theirs(self) -> Column:
        return Table.named("会议").column(self.theirs)

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement where both numbers are written."""
        del since
        column = self.column(self.field)
        ours = column.value(row, situation.as_of)
        ref = self.column(self.meeting).value(row, situation.as_of)
        meeting = situation.meetings.get(ref) if ref else None
        theirs = getattr(meeting, self._theirs.fields[-1].attr, None)
        if ours is None or theirs is None:
            return
        if ours == theirs:
            yield met(row, situation)
            return
        text = message(
            "{row}“{field}”写{ours}，会议{ref}的“{other}”却是{theirs}",
            row=name_of(row, situation),
            field=Word(column.label),
            ours=ours,
            ref=Value(ref),
            other=Word(self._theirs.label),
            theirs=theirs,
        )
        fix = message("对照签到册和到会统计，改正写错的一处")
        yield judge(Status.GAP, row, situation, text, column=column, fix=fix)

    def phrase(self) -> str:
        """The sentence on the card."""
        ours, ref = self.column(self.field).path, self.column(self.meeting).path
        return f"{self.what}：{ours}与{ref}那次会议的{self._theirs.label}相同"
