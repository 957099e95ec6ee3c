"""谈话关系：who talked with whom that year, by who sat in the committee on the day.

A talk counts for one relation only: between two of the committee, between one of the committee and
another member, between two members. Whoever was no member that day counts for none.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Literal

from dangjian_cli.finding import Judgement, Status, Word, message
from dangjian_cli.kinds.base import NOTHING, Quiz, RowKind, Situation
from dangjian_cli.ledger.base import Several, zh
from dangjian_cli.ledger.roster import Roster
from dangjian_cli.ledger.table import Column, Row
from dangjian_cli.periods import Day, Period, Unit, periods

Relation = Literal["支委之间", "支委和党员", "党员之间"]

_BY_SEATS: dict[int, Relation] = {2: "支委之间", 1: "支委和党员", 0: "党员之间"}


class Talking(RowKind):
    """In every natural period, at least so many rows of each relation of ``关系``.

    支委之间 is not asked for where there is no committee. The first, partial period is excused.
    """

    tag = "谈话关系"
    problem = "2.1"
    measure = "频次"

    relations: Several[Relation] = zh("关系", default=...)
    per: Unit = zh("每", default=...)
    at_least: int = zh("至少", default=1)

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and the two people's."""
        return (*super().compiled(), *self._people)

    @property
    def _people(self) -> tuple[Column, Column]:
        return self.column("谈话人"), self.column("谈话对象")

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a period and relation, by the law of the period's first day."""
        del since
        counts: Counter[tuple[str, str]] = Counter()
        for row in situation.rows(self.selection):
            relation = self._relation(row, situation)
            if relation and row.acted and row.acted in (period := Period.of(self.per, row.acted.first)):
                counts[period.key, relation] += 1
        for period in periods(self.per, situation.start, situation.end):
            for relation in self.relations:
                yield self._judge(period, relation, counts[period.key, relation], situation)

    def _relation(self, row: Row, situation: Situation) -> Relation | None:
        if row.acted is None:
            return None
        day = row.acted.first
        people = {column.value(row, situation.as_of) for column in self._people}
        if len(people) != 2 or not all(_member(name, day, situation.roster) for name in people):
            return None
        seated = {seat.name for seat in situation.roster.seats(day)}
        return _BY_SEATS[len(people & seated)]

    def _judge(self, period: Period, relation: str, count: int, situation: Situation) -> Judgement:
        subject, section = f"{period.key}/{relation}", (self.table.fields[0].attr,)
        on = Day.exact(period.first)
        excuse = self._excuse(period, relation, situation)
        if excuse and count < self.at_least:
            text = message("{period}" + excuse, period=Word(str(period)))
            return Judgement(Status.NOT_APPLICABLE, subject, section, text, on=on)
        if count >= self.at_least:
            return Judgement(Status.MET, subject, section, NOTHING, on=on)
        text = message(
            "{period}{relation}的谈心谈话记有{count}次，要求每{unit}至少{least}次",
            period=Word(str(period)),
            relation=Word(relation),
            count=count,
            unit=Word(self.per.value),
            least=self.at_least,
        )
        if period.last >= situation.as_of:
            return Judgement(Status.DUE, subject, section, text, on=on, deadline=period.last)
        fix = message(
            "谈过的，把记录补进“{section}”；没有谈的不能补造记录，尽快谈", section=Word(self.table.label)
        )
        return Judgement(Status.GAP, subject, section, text, on=on, fix=fix)

    def _excuse(self, period: Period, relation: str, situation: Situation) -> str:
        if period.first < situation.start:
            return "从建账起算不满一期，不核对"
        if situation.ended_by(period.last):
            return "内支部撤销，不满一期"
        last = min(period.last, situation.end)
        committees = (situation.roster.has_committee(day) for day in (period.first, last))
        if relation == "支委之间" and not any(committees):
            return "没有设支委会"
        return ""

    def phrase(self) -> str:
        """The sentence on the card."""
        return f"{self.what}：{'、'.join(self.relations)}每{self.per.value}各至少{self.at_least}次"

    def quiz(self) -> Quiz:
        """How often."""
        return Quiz(f"{'、'.join(self.relations)}，每{self.per.value}各谈几次？", f"至少{self.at_least}次")


def _member(name: str, day: date, roster: Roster) -> bool:
    """Whether a person of that name may have been a member that day."""
    standing = roster.standing(name, day)
    return standing is None or standing.member is not False
