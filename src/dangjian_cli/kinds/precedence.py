"""先后：some steps that all come before others, in whatever order among themselves."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Literal

from dangjian_cli.finding import Judgement
from dangjian_cli.kinds.base import RowKind, Situation
from dangjian_cli.kinds.sequence import Sequence
from dangjian_cli.ledger.base import Several, zh
from dangjian_cli.ledger.table import Column, Row


class Precedence(RowKind):
    """Each step of ``先`` is taken no later than each of ``后``. A step still to come is never asked for.

    With ``当``, only where the branch had a committee on the later step's day.
    """

    tag = "先后"
    problem = "3.1"

    early: Several[str] = zh("先", default=...)
    late: Several[str] = zh("后", default=...)
    when: Literal["", "设支委会"] = zh("当", default="")

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and the steps'."""
        return (*super().compiled(), *(self.column(p) for p in (*self.early, *self.late)))

    @cached_property
    def _pairs(self) -> tuple[Sequence, ...]:
        return tuple(
            Sequence(subject=self.subject, steps=(before, after))
            for before in self.early
            for after in self.late
        )

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """What a fixed order says of each pair."""
        for pair in self._pairs:
            for judgement in pair.look(row, situation, since):
                if not self.when or (judgement.on and situation.roster.has_committee(judgement.on.first)):
                    yield judgement

    def phrase(self) -> str:
        """The sentence on the card."""
        early, late = ("、".join(self.column(p).path for p in steps) for steps in (self.early, self.late))
        where = f"（{self.when}的）" if self.when else ""
        return f"{self.what}：{early}都在{late}以前{where}"
