"""到会：who is registered as having been at a meeting is not named among its absent."""

from collections.abc import Iterator
from datetime import date

from dangjian_cli.finding import Judgement, Person, Status, Value, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.table import Column, Row


class Attended(RowKind):
    """The person of ``栏目`` is not under 缺席 of the meeting that ``会议`` refers to.

    Nothing is said where the person, or the meeting, is missing.
    """

    tag = "到会"
    problem = "5.2"

    field: str = zh("栏目", default=...)
    meeting: str = zh("会议", default=...)

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns, the person's and the reference's."""
        return (*super().compiled(), self.column(self.field), self.column(self.meeting))

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a person named."""
        del since
        column = self.column(self.field)
        ref = self.column(self.meeting).value(row, situation.as_of)
        meeting = situation.meetings.get(ref) if ref else None
        if meeting is None:
            return
        absent = {name for a in meeting.absent for name in _called(a.name, a.number, situation)}
        for i, cell in enumerate(column.cells(row, situation.as_of)):
            part = str(i + 1) if i else ""
            if not _called(cell.value, getattr(row.record, "number", None), situation) & absent:
                yield met(row, situation, part=part)
                continue
            text = message(
                "{row}的{field}{name}，会议{ref}的“缺席”里也有",
                row=name_of(row, situation),
                field=Word(column.label),
                name=Person(cell.value),
                ref=Value(ref),
            )
            fix = message("对照签到册：到了会的，从“缺席”里去掉；没有到会的，不能登记为参加")
            yield judge(Status.GAP, row, situation, text, column=column, part=part, fix=fix)

    def phrase(self) -> str:
        """The sentence on the card."""
        person, ref = self.column(self.field).path, self.column(self.meeting).path
        return f"{self.what}：{person}不在{ref}那次会议的缺席名单里"


def _called(name: str, number: str | None, situation: Situation) -> set[str]:
    """The one member's 编号; of a name that nobody or several have, the name as written."""
    named = situation.roster.named(name, number)
    return {named[0].ref} if len(named) == 1 else {name}
