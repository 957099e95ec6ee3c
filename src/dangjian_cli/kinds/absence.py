"""不应有：a step that a record of this sort must not show."""

from collections.abc import Iterator
from datetime import date

from dangjian_cli.finding import Judgement, Status, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import Several, zh
from dangjian_cli.ledger.table import Column, Row


class Absence(RowKind):
    """No field of ``栏目`` is filled in on any row."""

    tag = "不应有"
    problem = "3.3"

    barred: Several[str] = zh("栏目", default=...)

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and the barred ones."""
        return (*super().compiled(), *(self.column(p) for p in self.barred))

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a field."""
        del since
        for path in self.barred:
            column = self.column(path)
            part = "" if len(self.barred) == 1 else column.label
            if not column.cells(row, situation.as_of):
                yield met(row, situation, part=part)
                continue
            text = message(
                "{row}写有“{field}”，按规定不应有", row=name_of(row, situation), field=Word(column.label)
            )
            fix = message("记错的改正；确实办了的，写明依据，报告上级党组织处理")
            yield judge(Status.GAP, row, situation, text, column=column, part=part, fix=fix)

    def phrase(self) -> str:
        """The sentence on the card."""
        return f"{self.what}：没有{'、'.join(p.replace('.', '的') for p in self.barred)}"
