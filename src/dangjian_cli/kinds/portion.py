"""占比：one number may be no more than a share of another."""

from typing import Any

from dangjian_cli.finding import Judgement, Status, Word, message
from dangjian_cli.kinds.base import Quiz, Situation, judge, met, name_of
from dangjian_cli.kinds.ratio import OfWhole, Share, spoken_share
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.table import Column, Row


class Portion(OfWhole):
    """``分子`` is at most ``至多`` of ``分母``; reckoned in whole numbers."""

    tag = "占比"
    problem = "3.3"
    measure = "限度"

    at_most: Share = zh("至多", default=...)

    def _most(self, whole: int) -> int:
        """The largest number that is allowed."""
        return whole * self.at_most.numerator // self.at_most.denominator

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
