"""登记：what was held must be entered in another section, which points back at it."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from dangjian_cli.finding import Judgement, Status, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import Several, zh
from dangjian_cli.ledger.table import Column, Row, Selection, Table


class Mirrored(RowKind):
    """Every row's 编号 stands in one of the fields ``写在`` of the section ``另在``.

    A row without 编号 cannot be pointed at, and falls short too.
    """

    tag = "登记"
    problem = "5.2"

    other: str = zh("另在", default=...)
    fields: Several[str] = zh("写在", default=...)

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns; raises ``BadValue`` where the other section has no such field."""
        for path in self.fields:
            self._others.table.column(path)
        return super().compiled()

    @cached_property
    def _others(self) -> Selection:
        return Selection(Table.named(self.other), {}, {})

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a row."""
        del since
        columns = [self._others.table.column(path) for path in self.fields]
        others = situation.rows(self._others)
        named = {c.value for row in others for column in columns for c in column.cells(row, situation.as_of)}
        for row, day in self.rows(situation):
            if row.ref in named:
                yield met(row, situation, on=day)
            else:
                yield self._gap(row, situation)

    def _gap(self, row: Row, situation: Situation) -> Judgement:
        other = Word(self._others.table.label)
        return judge(
            Status.GAP,
            row,
            situation,
            message("{row}在“{other}”里没有登记", row=name_of(row, situation), other=other),
            fix=message("在“{other}”里照实登记办的各步，写上这条记录的编号；没有办的不能补造", other=other),
        )

    def phrase(self) -> str:
        """The sentence on the card."""
        places = "或".join(self._others.table.column(path).path for path in self.fields)
        return f"{self.what}：在“{self.other.replace('.', '的')}”里有登记（{places}写它的编号）"
