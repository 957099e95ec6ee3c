"""必填：fields that a record must have filled in to prove what it stands for."""

from collections.abc import Iterator
from datetime import date, timedelta

from dangjian_cli.finding import Judgement, Status, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import Several, zh
from dangjian_cli.ledger.table import Column, Row
from dangjian_cli.periods import Day


class Presence(RowKind):
    """Every field of ``栏目`` is filled in on every row; with ``过后``, at the latest so many days on."""

    tag = "必填"
    problem = "6.1"

    needed: Several[str] = zh("栏目", default=...)
    after: int = zh("过后", default=0, hint="办完以后多少天内补写就行，当天不算")

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
        if self.after and row.acted and situation.as_of <= (last := self._last(row.acted)):
            text = message("{row}还没有写“{field}”", row=name_of(row, situation), field=Word(column.label))
            return judge(Status.DUE, row, situation, text, column=column, part=part, deadline=last)
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

    def _last(self, day: Day) -> date:
        return day.last + timedelta(days=self.after)

    def phrase(self) -> str:
        """The sentence on the card."""
        by = f"{self.after}天以内" if self.after else ""
        return f"{self.what}：{by}写明{'、'.join(p.replace('.', '的') for p in self.needed)}"
