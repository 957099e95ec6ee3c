"""约定期限：two days that are written down together, the second not too long after the first.

Unlike 间隔 it looks at days that were agreed (延期到哪一天为止), which may still lie ahead.
"""

from collections.abc import Iterator
from datetime import date

from dangjian_cli.finding import Arg, Judgement, Status, Word, message
from dangjian_cli.kinds.base import Quiz, RowKind, Situation, days_of, judge, met, name_of
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.table import Column, Row
from dangjian_cli.periods import Day


class Limit(RowKind):
    """``到`` is no later than ``至多`` months after ``从``. Looked at where both days are written."""

    tag = "约定期限"
    problem = "2.2"
    measure = "限度"

    start: str = zh("从", default=...)
    end: str = zh("到", default=...)
    at_most: int = zh("至多", default=..., hint="月数")

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and the two days'."""
        return (*super().compiled(), self.column(self.start), self.column(self.end))

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a row."""
        del since
        starts = days_of(self.column(self.start), row, situation)
        ends = days_of(self.column(self.end), row, situation)
        if starts and ends:
            yield self._judge(row, starts[0], ends[-1], situation)

    def _judge(self, row: Row, start: Day, end: Day, situation: Situation) -> Judgement:
        earliest, latest = start.months_on(self.at_most)
        if end.last <= earliest:
            return met(row, situation)
        column = self.column(self.end)
        words: dict[str, Arg] = {
            "row": name_of(row, situation),
            "start": Word(self.column(self.start).label),
            "from": start,
            "end": Word(column.label),
            "to": end,
            "months": self.at_most,
        }
        if end.first <= latest:
            text = message("{row}{start}{from}、{end}{to}，只写到月份，是否超过{months}个月要看原件", **words)
            return judge(Status.ATTEST, row, situation, text, column=column, fix=message("把日期写到日"))
        text = message("{row}{start}{from}，{end}{to}，超过{months}个月", **words)
        fix = message("核对批复原件：写错的改正；确实超过的，报上级党组织说明")
        return judge(Status.GAP, row, situation, text, column=column, fix=fix)

    def phrase(self) -> str:
        """The sentence on the card."""
        start, end = self.column(self.start).path, self.column(self.end).path
        return f"{self.what}：{end}不晚于{start}以后{self.at_most}个月"

    def quiz(self) -> Quiz:
        """How long."""
        return Quiz(f"{self.what}，{self.column(self.end).path}最晚到什么时候？", f"{self.at_most}个月以内")
