"""含齐：a list that must hold certain entries."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from dangjian_cli.finding import Judgement, Status, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import Several, zh
from dangjian_cli.ledger.table import Column, Row, spoken
from dangjian_cli.periods import Day


class Includes(RowKind):
    """``栏目`` names every entry of ``应含``; those of ``有党小组时`` only where groups exist that day."""

    tag = "含齐"
    problem = "3.1"

    field: str = zh("栏目", default=...)
    needed: Several[str] = zh("应含", default=...)
    with_groups: Several[str] = zh("有党小组时", default=())
    how: Literal["全部", "任一"] = zh("要求", default="全部")

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and the list's."""
        return (*super().compiled(), self.column(self.field))

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement for each entry asked for, or one when any will do."""
        del since
        column = self.column(self.field)
        named = {spoken(c.value) for c in column.cells(row, situation.as_of)}
        if self.how == "任一":
            yield self._any(row, column, named, situation)
            return
        for entry in self._asked(row.acted, situation):
            yield self._one(row, column, entry, named, situation)

    def _asked(self, day: Day | None, situation: Situation) -> tuple[str, ...]:
        grouped = bool(situation.roster.groups(day.first if day else situation.as_of))
        return (*self.needed, *(self.with_groups if grouped else ()))

    def _one(self, row: Row, column: Column, entry: str, named: set[str], situation: Situation) -> Judgement:
        if entry in named:
            return met(row, situation, part=entry)
        return judge(
            Status.GAP,
            row,
            situation,
            message(
                "{row}“{field}”里没有{entry}",
                row=name_of(row, situation),
                field=Word(column.label),
                entry=Word(entry),
            ),
            column=column,
            part=entry,
            fix=message(
                "做过的，在“{field}”里补上“{entry}”；没有做的，先补做再往下走",
                field=Word(column.label),
                entry=Word(entry),
            ),
        )

    def _any(self, row: Row, column: Column, named: set[str], situation: Situation) -> Judgement:
        if named & set(self.needed):
            return met(row, situation)
        return judge(
            Status.GAP,
            row,
            situation,
            message(
                "{row}的“{field}”应是{entries}",
                row=name_of(row, situation),
                field=Word(column.label),
                entries=Word("或".join(self.needed)),
            ),
            column=column,
            fix=message("核对“{field}”：写错的改正；确实不是的，应按规定重新办理", field=Word(column.label)),
        )

    def phrase(self) -> str:
        """The sentence on the card."""
        joint = "、" if self.how == "全部" else "或"
        groups = f"；设党小组的还应含{'、'.join(self.with_groups)}" if self.with_groups else ""
        return f"{self.what}：{self.field.replace('.', '的')}应含{joint.join(self.needed)}{groups}"
