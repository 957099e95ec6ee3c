"""对应记录：a record that points at one of another section, which must exist and agree with it.

For meetings of the branch itself there is 对应; this is for everything else: a village's assembly.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from dangjian_cli.finding import Judgement, Message, Status, Value, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import Several, zh
from dangjian_cli.ledger.table import Column, Row, Selection, Table
from dangjian_cli.periods import Day


class Counterpart(RowKind):
    """``栏目`` gives the 编号 of a record of ``另在`` that exists, is of the same day, and meets ``应是``."""

    tag = "对应记录"
    problem = "5.2"

    field: str = zh("栏目", default=...)
    elsewhere: str = zh("另在", default=...)
    should: Mapping[str, Several[str]] = zh("应是", default={})

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and the pointer's; those of the other section are looked at too."""
        asked = (condition.column for condition in self._wanted.conditions)
        return (*super().compiled(), self.column(self.field), *asked)

    @cached_property
    def _wanted(self) -> Selection:
        return Selection(Table.named(self.elsewhere), self.should, {})

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement for each row that has a day."""
        del since
        every = situation.rows(Selection(self._wanted.table, {}, {}))
        known = {row.ref: row for row in every if row.ref}
        for row, day in self.rows(situation):
            if row.acted is not None:
                yield self._judge(row, row.acted, known, situation)._replace(on=day)

    def _judge(self, row: Row, day: Day, known: Mapping[str, Row], situation: Situation) -> Judgement:
        column = self.column(self.field)
        ref = column.value(row, situation.as_of)
        name, section = name_of(row, situation), Word(self._wanted.table.label)
        if ref is None:
            text = message("{row}没有写是哪次{section}", row=name, section=section)
            fix = message(
                "在“{field}”里写“{section}”那条记录的编号；没有记的，先把记录补全",
                field=Word(column.label),
                section=section,
            )
        elif ref not in known:
            text = message(
                "{row}写的编号“{ref}”在“{section}”里找不到", row=name, ref=Value(ref), section=section
            )
            fix = message("核对编号；“{section}”没有记的，把记录补全", section=section)
        else:
            fault = self._fault(row, day, known[ref], ref, situation)
            if fault is None:
                return met(row, situation)
            text, fix = fault
        return judge(Status.GAP, row, situation, text, column=column, fix=fix)

    def _fault(
        self, row: Row, day: Day, other: Row, ref: str, situation: Situation
    ) -> tuple[Message, Message] | None:
        name = name_of(row, situation)
        wrong = next((c for c in self._wanted.conditions if not c.holds(other, situation.as_of)), None)
        if wrong is not None:
            text = message(
                "{row}对应的{ref}，应是“{wanted}”", row=name, ref=Value(ref), wanted=Word(wrong.spoken())
            )
            return text, message("核对编号和那条记录；确实不符的，应按规定重新办理")
        held = other.acted
        if held is not None and not (held.first <= day.last and day.first <= held.last):
            text = message(
                "{row}日期是{day}，对应的{ref}却在{held}", row=name, day=day, ref=Value(ref), held=held
            )
            return text, message("核对两处日期，改正写错的一处")
        return None

    def phrase(self) -> str:
        """The sentence on the card."""
        wanted = "".join(f"，{c.spoken()}" for c in self._wanted.conditions)
        path, section = self.column(self.field).path, self._wanted.table.label
        return f"{self.what}：{path}对应一条{section}记录，日期一致{wanted}"
