"""频次：something happens at least so often in every period."""

from collections.abc import Iterator, Sequence
from datetime import date

from dangjian_cli.finding import Judgement, Status, Word, message
from dangjian_cli.kinds.base import Quiz, RowKind, Situation
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.table import Column, Row
from dangjian_cli.periods import Day, Period, Unit, periods


class Frequency(RowKind):
    """At least ``at_least`` rows in every natural period. The first, partial period is excused."""

    tag = "频次"
    problem = "2.1"
    measure = "频次"

    per: Unit = zh("每", default=...)
    at_least: int = zh("至少", default=1)
    year_field: str = zh("年度栏", default="", hint="写有所属年度的，按所属年度算，不按日期")

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a period, by the law of the period's first day."""
        del since
        rows = [row for row in situation.rows(self.selection) if row.acted]
        for period in periods(self.per, situation.start, situation.end):
            yield self._judge(period, rows, situation)

    def _judge(self, period: Period, rows: Sequence[Row], situation: Situation) -> Judgement:
        count = sum(self._within(row, period, situation) for row in rows)
        section = (self.table.fields[0].attr,)
        on = Day.exact(period.first)
        if period.first < situation.start:
            text = message(
                "{period}从{start}起算，不满一期，不核对",
                period=Word(str(period)),
                start=situation.start,
            )
            return Judgement(Status.NOT_APPLICABLE, period.key, section, text, on=on)
        if count >= self.at_least:
            return Judgement(Status.MET, period.key, section, message(""), on=on)
        text = message(
            "{period}{what}记有{count}次，要求每{unit}至少{least}次",
            period=Word(str(period)),
            what=Word(self.what),
            count=count,
            unit=Word(self.per.value),
            least=self.at_least,
        )
        if situation.ended_by(period.last):
            text = message("支部在{period}内撤销，不满一期", period=Word(str(period)))
            return Judgement(Status.NOT_APPLICABLE, period.key, section, text, on=on)
        if period.last >= situation.as_of:
            return Judgement(Status.DUE, period.key, section, text, on=on, deadline=period.last)
        fix = message(
            "确实开过的，把记录补进“{section}”；没有开的不能补造记录，应说明原因，报告上级党组织",
            section=Word(self.table.fields[0].label),
        )
        return Judgement(Status.GAP, period.key, section, text, on=on, fix=fix)

    def _within(self, row: Row, period: Period, situation: Situation) -> bool:
        """Whether the row counts for the period: a yearly act may be held early the next year."""
        if self.year_field and (year := self.column(self.year_field).value(row, situation.as_of)):
            return bool(year == period.first.year)
        return row.acted in period

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns, and the year's."""
        extra = (self.column(self.year_field),) if self.year_field else ()
        return (*super().compiled(), *extra)

    def phrase(self) -> str:
        """The sentence on the card."""
        by = f"（按{self.year_field}算）" if self.year_field else ""
        return f"{self.what}：每{self.per.value}至少{self.at_least}次{by}"

    def quiz(self) -> Quiz:
        """How often."""
        return Quiz(f"{self.what}，每{self.per.value}至少几次？", f"{self.at_least}次")
