"""期满核实：so long after something, a person must look what is to be done. The tool says no more."""

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from dangjian_cli.finding import Arg, Judgement, Status, Word, message
from dangjian_cli.kinds.base import Quiz, RowKind, Situation, judge, met, name_of, past_days
from dangjian_cli.ledger.base import Several, zh
from dangjian_cli.ledger.table import Column, Row
from dangjian_cli.periods import Day, add_months


class Lapse(RowKind):
    """``满`` months after the last ``从``, with nothing of ``没有`` since, it is for a person to look at.

    Due from ``提前`` months before. Never a gap: what becomes of somebody is not the tool's to say.
    """

    tag = "期满核实"
    problem = "2.2"

    start: str = zh("从", default=...)
    months: int = Field(default=..., validation_alias="满", serialization_alias="满", title="满", ge=1)
    without_steps: Several[str] = zh("没有", default=...)
    question: str = zh("核实", default=...)
    ahead: int = zh("提前", default=1, hint="期满前几个月起列为待办")

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns, the beginning's and those of what settles it."""
        return (*super().compiled(), *(self.column(p) for p in (self.start, *self.without_steps)))

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement where it has begun."""
        del since
        starts = past_days(self.column(self.start), row, situation)
        if starts:
            yield self._judge(row, starts[-1], situation)

    def _judge(self, row: Row, start: Day, situation: Situation) -> Judgement:
        due = start.months_on(self.months)
        settled = any(
            day.last >= start.first
            for path in self.without_steps
            for day in past_days(self.column(path), row, situation)
        )
        if settled or situation.as_of < add_months(due.first, -self.ahead) or situation.ended_by(due.last):
            return met(row, situation, on=start)
        column = self.column(self.without_steps[0])
        words: dict[str, Arg] = {
            "row": name_of(row, situation),
            "start": Word(self.column(self.start).path),
            "from": start,
            "due": due,
            "months": self.months,
            "steps": Word("、".join(self.column(p).path for p in self.without_steps)),
            "question": Word(self.question),
        }
        on = Day.exact(min(situation.as_of, due.last))
        if situation.as_of <= due.last:
            text = message("{row}{start}（{from}）到{due}满{months}个月：{question}", **words)
            return judge(Status.DUE, row, situation, text, column=column, on=on, deadline=due.last)
        text = message("{row}{start}（{from}）满{months}个月，没有{steps}的记录：{question}", **words)
        fix = message("办过的，把记录补上；没有办的，由党组织查明情况、按规定研究，不由工具判断")
        return judge(Status.ATTEST, row, situation, text, column=column, on=on, fix=fix)

    def phrase(self) -> str:
        """The sentence on the card."""
        start = self.column(self.start).path
        steps = "、".join(self.column(p).path for p in self.without_steps)
        return (
            f"{self.what}：{start}满{self.months}个月没有{steps}的，由人核实：{self.question}"
            f"（提前{self.ahead}个月提醒）"
        )

    def quiz(self) -> Quiz:
        """When to look."""
        return Quiz(
            f"{self.what}，{self.column(self.start).path}多久以后要核实？", f"满{self.months}个月的时候"
        )
