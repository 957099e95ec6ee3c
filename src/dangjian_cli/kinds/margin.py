"""差额：more candidates than seats, by at least a share of the seats, a fraction counting as one."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Literal

from dangjian_cli.finding import Judgement, Status, Word, message
from dangjian_cli.kinds.base import Quiz, RowKind, Situation, judge, met, name_of
from dangjian_cli.kinds.ratio import Share
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.table import Column, Row


class Margin(RowKind):
    """``候选`` names at least ``应选`` people and ``比例`` of them more, rounded up.

    With ``当``, only where the branch has a committee on the day: a single secretary is elected as he stands.
    """

    tag = "差额"
    problem = "3.3"
    measure = "限度"

    candidates: str = zh("候选", default=...)
    seats: str = zh("应选", default=...)
    share: Share = zh("比例", default=...)
    when: Literal["", "设支委会"] = zh("当", default="")

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns, the candidates' and the seats'."""
        return (*super().compiled(), self.column(self.candidates), self.column(self.seats))

    def least(self, seats: int) -> int:
        """How many candidates there must be; reckoned in whole numbers."""
        return ceil(seats * (1 + Fraction(self.share)))

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement where both are filled in."""
        del since
        column = self.column(self.candidates)
        named = column.cells(row, situation.as_of)
        seats = self.column(self.seats).value(row, situation.as_of)
        day = row.acted.first if row.acted else situation.as_of
        if not named or not seats or (self.when and not situation.roster.has_committee(day)):
            return
        if len(named) >= self.least(seats):
            yield met(row, situation)
            return
        text = message(
            "{row}应选{seats}人，{field}只有{named}人，差额不少于应选的{share}，至少要{least}人",
            row=name_of(row, situation),
            seats=seats,
            field=Word(column.label),
            named=len(named),
            share=Word(self._spoken()),
            least=self.least(seats),
        )
        fix = message(
            "核对候选人名单：漏写的补上；先差额预选的，在“选举方式”里写明；确实差额不够的，报上级党组织研究"
        )
        yield judge(Status.GAP, row, situation, text, column=column, fix=fix)

    def _spoken(self) -> str:
        return f"{self.share.denominator}分之{self.share.numerator}"

    def phrase(self) -> str:
        """The sentence on the card."""
        where = f"（{self.when}的）" if self.when else ""
        candidates, seats = self.column(self.candidates).path, self.column(self.seats).path
        return f"{self.what}：{candidates}比{seats}多{self._spoken()}以上，有小数的进一{where}"

    def quiz(self) -> Quiz:
        """How many candidates."""
        return Quiz(f"应选5人，差额不少于{self._spoken()}，至少要几名候选人？", f"{self.least(5)}名")
