"""限期：a thing that was given a day of its own to be done by."""

from collections.abc import Iterator
from datetime import date

from dangjian_cli.finding import Judgement, Status, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, days_of, judge, met, name_of, past_days
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.table import Column, Row
from dangjian_cli.periods import Day


class Deadline(RowKind):
    """By the day in ``期限`` the row has a day in ``完成``. One done late is done."""

    tag = "限期"
    problem = "2.2"
    measure = "限度"

    limit: str = zh("期限", default=...)
    done: str = zh("完成", default=...)

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and the two days'."""
        return (*super().compiled(), self.column(self.limit), self.column(self.done))

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement where a limit is set: open until that day, then a gap."""
        del since
        limits = days_of(self.column(self.limit), row, situation)
        if not limits or limits[-1].last < situation.start:
            return
        if past_days(self.column(self.done), row, situation):
            yield met(row, situation, on=limits[-1])
        elif not situation.ended_by(limits[-1].last):
            yield self._open(row, limits[-1], situation)

    def _open(self, row: Row, limit: Day, situation: Situation) -> Judgement:
        column = self.column(self.done)
        text = message(
            "{row}{limit}是{day}，还没有“{done}”",
            row=name_of(row, situation),
            limit=Word(self.column(self.limit).label),
            day=limit,
            done=Word(column.label),
        )
        on = Day.exact(min(situation.as_of, limit.last))
        if situation.as_of <= limit.last:
            return judge(Status.DUE, row, situation, text, column=column, on=on, deadline=limit.first)
        fix = message("办完的，写上“{done}”；没有办完的，抓紧办，并写明原因", done=Word(column.label))
        return judge(Status.GAP, row, situation, text, column=column, on=on, fix=fix)

    def phrase(self) -> str:
        """The sentence on the card."""
        return f"{self.what}：到{self.column(self.limit).path}有{self.column(self.done).path}"
