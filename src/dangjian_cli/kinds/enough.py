"""足量：one of several amounts must be reached: three days, or twenty-four hours."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from dangjian_cli.finding import Judgement, Status, Word, message
from dangjian_cli.kinds.base import Quiz, RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.table import Column, Row


class Enough(RowKind):
    """Any field of ``任一`` reaches its amount. A row where none is filled in is a gap too."""

    tag = "足量"
    problem = "2.2"
    measure = "限度"

    any_of: Mapping[str, Decimal] = zh("任一", default=...)

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and the amounts'."""
        return (*super().compiled(), *(self.column(p) for p in self.any_of))

    def _bound(self) -> str:
        return "或".join(f"{self.column(path).path}{amount}" for path, amount in self.any_of.items())

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a row."""
        del since
        yield self._judge(row, situation)

    def _judge(self, row: Row, situation: Situation) -> Judgement:
        written = {
            path: value
            for path in self.any_of
            if (value := self.column(path).value(row, situation.as_of)) is not None
        }
        if any(written[path] >= self.any_of[path] for path in written):
            return met(row, situation)
        found = "、".join(f"{path}{value:f}" for path, value in written.items())
        return judge(
            Status.GAP,
            row,
            situation,
            message(
                "{row}{found}，要求不少于{bound}",
                row=name_of(row, situation),
                found=Word(f"只有{found}" if found else f"没有写{'、'.join(self.any_of)}"),
                bound=Word(self._bound()),
            ),
            column=self.column(next(iter(written or self.any_of))),
            fix=message("对照结业证明改正或补写；确实不够的，补足后再往下走"),
        )

    def phrase(self) -> str:
        """The sentence on the card."""
        return f"{self.what}：不少于{self._bound()}"

    def quiz(self) -> Quiz:
        """How much."""
        return Quiz(f"{self.what}要多少才够？", f"不少于{self._bound()}")
