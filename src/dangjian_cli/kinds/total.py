"""合计：a total as written equals the sum of the single entries of its period."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property, partial

from dangjian_cli.finding import Judgement, Status, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import Several, zh
from dangjian_cli.ledger.dues import index, period
from dangjian_cli.ledger.table import Column, Row, Selection, Table
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.periods import Day


class Total(RowKind):
    """``栏目`` equals the sum of ``明细栏`` over the rows of ``明细`` in the months of ``期间``.

    ``期间`` names a year, a month, or both ends; ``明细日`` the days by which entries may be told into
    months: it is enough that one way of telling agrees. A period that began before the ledger, and one
    that was not over when the total was made, is left out.
    """

    tag = "合计"
    problem = "5.1"

    field: str = zh("栏目", default=...)
    span: Several[str] = zh("期间", default=...)
    items: str = zh("明细", default=...)
    amount: str = zh("明细栏", default=...)
    days: Several[str] = zh("明细日", default=...)

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns, the total's, the period's; the entries' are looked at too."""
        if len(self.span) > 2:
            raise BadValue("bad-span", message("“期间”写一栏，或写起、止两栏"))
        own = (self.column(p) for p in (self.field, *self.span))
        return (*super().compiled(), *own, *(self._entries.column(p) for p in (self.amount, *self.days)))

    @cached_property
    def _entries(self) -> Table:
        return Table.named(self.items)

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a total; the entries are summed by month once for each way of telling."""
        del since
        ways = [
            situation.once((self.items, self.amount, path), partial(self._sums, path, situation))
            for path in self.days
        ]
        for row, day in self.rows(situation):
            written = self.column(self.field).value(row, situation.as_of)
            months = self._months(row, situation)
            if written is not None and months and period(months.start).first >= situation.start:
                sums = [sum((way[m] for m in months if m in way), start=Decimal(0)) for way in ways]
                yield self._judge(row, written, sums, day, situation)

    def _sums(self, path: str, situation: Situation) -> Mapping[int, Decimal]:
        sums: defaultdict[int, Decimal] = defaultdict(Decimal)
        amount, day = self._entries.column(self.amount), self._entries.column(path)
        for row in situation.rows(Selection(self._entries, {}, {})):
            value, when = amount.value(row, situation.as_of), day.value(row, situation.as_of)
            if value is not None and isinstance(when, Day):
                sums[index(when.first)] += value
        return sums

    def _months(self, row: Row, situation: Situation) -> range:
        """The months meant; none where the period was not over on the day of the total."""
        ends = [self.column(p).value(row, situation.as_of) for p in self.span]
        first, last = _ends(ends[0])[0], _ends(next(e for e in reversed(ends) if e is not None))[1]
        over = row.acted is None or index(row.acted.last) >= last
        return range(first, last + 1) if over else range(0)

    def _judge(
        self, row: Row, written: Decimal, sums: list[Decimal], day: Day | None, situation: Situation
    ) -> Judgement:
        if written in sums:
            return met(row, situation, on=day)
        text = message(
            "{row}{field}写{written}元，这一期间的{items}合计{sum}元，差{difference}元",
            row=name_of(row, situation),
            field=Word(self.column(self.field).label),
            written=written,
            items=Word(self._entries.label),
            sum=sums[0],
            difference=abs(written - sums[0]),
        )
        return judge(
            Status.GAP,
            row,
            situation,
            text,
            column=self.column(self.field),
            on=day,
            fix=message("对照收据和登记簿，漏记的补记，写错的改正；查不清的报告上级党组织"),
        )

    def phrase(self) -> str:
        """The sentence on the card."""
        ways = "或".join(self._entries.column(p).path for p in self.days)
        span = "到".join(f"“{self.column(p).path}”" for p in self.span)
        entry = self._entries.column(self.amount).path
        total = self.column(self.field).path
        return f"{self.what}：{total}等于{span}（按{ways}算）各笔{self._entries.label}的{entry}之和"


def _ends(value: object) -> tuple[int, int]:
    """The first and last month of a year or a month as written."""
    if isinstance(value, int):
        return value * 12, value * 12 + 11
    assert isinstance(value, Day)  # noqa: S101 - no other column can be meant
    return index(value.first), index(value.last)
