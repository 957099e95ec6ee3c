"""先议：what a committee meeting must have considered before it was done."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from dangjian_cli.finding import Arg, Judgement, Message, Status, Value, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import Several, zh
from dangjian_cli.ledger.table import Column, Row


class _Fault(NamedTuple):
    """What is wrong with the reference, and what to do."""

    said: str
    args: Mapping[str, Arg]
    fix: Message


class Prior(RowKind):
    """``栏目`` gives the 编号 of a meeting that exists, is of one of the types, and was not held later.

    With ``当``, only on days when the branch had a committee.
    """

    tag = "先议"
    problem = "3.1"

    field: str = zh("栏目", default=...)
    kinds: Several[str] = zh("会议类型", default=...)
    when: Literal["", "设支委会"] = zh("当", default="")

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and the reference's."""
        return (*super().compiled(), self.column(self.field))

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement where the row has a day."""
        del since
        if row.acted is None or (self.when and not situation.roster.has_committee(row.acted.first)):
            return
        column = self.column(self.field)
        fault = self._fault(row, column.value(row, situation.as_of), situation)
        if fault is None:
            yield met(row, situation)
            return
        text = message("{row}" + fault.said, row=name_of(row, situation), **fault.args)
        yield judge(Status.GAP, row, situation, text, column=column, fix=fault.fix)

    def _fault(self, row: Row, ref: Any, situation: Situation) -> _Fault | None:
        kinds = Word("或".join(self.kinds))
        label = Word(self.column(self.field).label)
        if ref is None:
            fix = message("研究过的，在“{field}”里写那次会议的编号；没有研究的，今后先研究再办", field=label)
            return _Fault("没有写事先在哪次{kinds}研究", {"kinds": kinds}, fix)
        meeting = situation.meetings.get(ref)
        if meeting is None:
            fix = message("核对“{field}”里的会议编号；会议没有记的，把会议记录补全", field=label)
            return _Fault("“{field}”写的会议{ref}找不到", {"field": label, "ref": Value(ref)}, fix)
        if not set(meeting.kinds) & set(self.kinds):
            fix = message("核对“{field}”里的会议编号", field=label)
            return _Fault("事先研究的会议{ref}不是{kinds}", {"ref": Value(ref), "kinds": kinds}, fix)
        if row.acted is not None and meeting.date.first > row.acted.last:
            fix = message("核对两处日期，写错的改正；确实后研究的，按实际情况作说明")
            return _Fault(
                "事先研究的会议{ref}在{held}，晚于这一天", {"ref": Value(ref), "held": meeting.date}, fix
            )
        return None

    def phrase(self) -> str:
        """The sentence on the card."""
        where = f"（{self.when}的）" if self.when else ""
        return (
            f"{self.what}：{self.column(self.field).path}对应一次不晚于当天的{'或'.join(self.kinds)}{where}"
        )
