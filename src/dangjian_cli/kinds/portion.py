"""占比：one number may be no more than a share of another."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from dangjian_cli.finding import Judgement, Status, Word, message
from dangjian_cli.kinds.base import Quiz, RowKind, Situation, judge, met, name_of
from dangjian_cli.kinds.ratio import Share, spoken_share
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.table import Column, Row


class Portion(RowKind):
    """``分子`` is at most ``至多`` of ``分母``; reckoned in whole numbers."""

    tag = "占比"
    problem = "3.3"
    measure = "限度"

    part: str = zh("分子", default=...)
    whole: str = zh("分母", default=...)
    at_most: Share = zh("至多", default=...)

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and the two numbers'."""
        return (*super().compiled(), self.column(self.part), self.column(self.whole))

    def _most(self, whole: int) -> int:
        """The largest number that is allowed."""
        return whole * self.at_most.numerator // self.at_most.denominator

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement where both numbers are filled in."""
        del since
        part, whole = self.column(self.part), self.column(self.whole)
        n, of = part.value(row, situation.as_of), whole.value(row, situation.as_of)
        if n is not None and of is not None:
            yield self._judge(row, part, whole, n, of, situation)

    def _judge(
        self, row: Row, part: Column, whole: Column, n: Any, of: Any, situation: Situation
    ) -> Judgement:
        if n <= self._most(of):
            return met(row, situation)
        return judge(
            Status.GAP,
            row,
            situation,
            message(
                "{row}{part}{n}，{whole}{of}，超过{bound}（最多{most}）",
                row=name_of(row, situation),
                part=Word(part.label),
                n=n,
                whole=Word(whole.label),
                of=of,
                bound=Word(spoken_share(self.at_most)),
                most=self._most(of),
            ),
            column=part,
            fix=message("先核对原件，数字写错的改正；确实超过的，按当年的通知要求说明或调整"),
        )

    def phrase(self) -> str:
        """The sentence on the card."""
        part, whole = self.column(self.part).path, self.column(self.whole).path
        return f"{self.what}：{part}不超过{whole}的{spoken_share(self.at_most)}"

    def quiz(self) -> Quiz:
        """How much at most."""
        whole = 30
        return Quiz(
            f"{self.what}，{self.whole}{whole}人时，{self.part}最多多少？",
            f"{self._most(whole)}人（不超过{spoken_share(self.at_most)}）",
        )
