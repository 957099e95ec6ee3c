"""组长主持：a group's meeting is chaired by whoever led the group that day."""

from collections.abc import Iterator
from datetime import date

from dangjian_cli.finding import Arg, Judgement, Person, Status, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.table import Column, Row


class Leader(RowKind):
    """The person of ``栏目`` led the group of ``党小组栏`` that day, or ``委托`` says on whose behalf.

    A group that did not exist that day has no leader to look for.
    """

    tag = "组长主持"
    problem = "4.2"

    field: str = zh("栏目", default=...)
    group: str = zh("党小组栏", default=...)
    delegated: str = zh("委托", default="", hint="写明受委托的栏目")

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns, the person's and the group's."""
        named = (self.field, self.group, *([self.delegated] if self.delegated else []))
        return (*super().compiled(), *(self.column(p) for p in named))

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement where the person and the group are written."""
        del since
        column = self.column(self.field)
        name = column.value(row, situation.as_of)
        group = self.column(self.group).value(row, situation.as_of)
        if row.acted is None or name is None or not _exists(group, row.acted.first, situation):
            return
        leaders = situation.roster.group_leaders(group, row.acted.first)
        excused = self.delegated and self.column(self.delegated).cells(row, situation.as_of)
        if name in leaders or (leaders and excused):
            yield met(row, situation)
            return
        words: dict[str, Arg] = {"row": name_of(row, situation), "field": Word(column.label)}
        if leaders:
            text = message("{row}的{field}{name}当时不是这个党小组的组长", name=Person(name), **words)
            fix = message("核对姓名和“党小组”里组长的起止；组长不能参加、委托别人主持的，写明委托谁、为什么")
            yield judge(Status.GAP, row, situation, text, column=column, fix=fix)
            return
        text = message("{row}的{field}是不是组长没法核对：这个党小组没有记当时的组长", **words)
        fix = message("在“党小组”里补记当时的组长")
        yield judge(Status.ATTEST, row, situation, text, column=column, fix=fix)

    def phrase(self) -> str:
        """The sentence on the card."""
        unless = f"，不是组长的写明{self.delegated}" if self.delegated else ""
        return f"{self.what}：{self.field}是当时（{self.group}）的组长{unless}"


def _exists(group: str | None, day: date, situation: Situation) -> bool:
    return any(g.name == group for g in situation.roster.groups(day))
