"""必填：fields that a record must have filled in to prove what it stands for."""

from collections.abc import Iterator
from datetime import date

from dangjian_cli.finding import Judgement, Status, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import Several, zh
from dangjian_cli.ledger.table import Column, Row


class Presence(RowKind):
    """Every field of ``栏目`` is filled in on every row."""

    tag = "必填"
    problem = "6.1"

    needed: Several[str] = zh("栏目", default=...)

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and the needed ones."""
        return (*super().compiled(), *(self.column(p) for p in self.needed))

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a field."""
        del since
        for path in self.needed:
            yield self._judge(row, path, situation)

    def _judge(self, row: Row, path: str, situation: Situation) -> Judgement:
        column = self.column(path)
        part = "" if len(self.needed) == 1 else column.label
        if column.cells(row, situation.as_of):
            return met(row, situation, part=part)
        return judge(
            Status.GAP,
            row,
            situation,
            message("{row}没有写“{field}”", row=name_of(row, situation), field=Word(column.label)),
            column=column,
            part=part,
            fix=message(
                "照原始记录补写“{field}”；原始记录也没有的，按实际情况作说明", field=Word(column.label)
            ),
        )

    def phrase(self) -> str:
        """The sentence on the card."""
        return f"{self.what}：写明{'、'.join(p.replace('.', '的') for p in self.needed)}"
