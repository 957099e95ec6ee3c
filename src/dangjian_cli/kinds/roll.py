"""应到核对：the number that ought to come, as written, against the roster of that day."""

from collections.abc import Iterator
from datetime import date

from dangjian_cli.finding import Arg, Judgement, Status, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.roster import Attendants, Headcount
from dangjian_cli.ledger.table import Column, Row

_GROUP = "党小组"


class Roll(RowKind):
    """``栏目`` equals the roster's members (or those with a vote) of the day, less ``扣除`` people.

    Whoever is listed under ``扣除`` and had no vote that day does not reduce the number of voters.
    ``本组党员`` are those of the group that the row's 党小组 names; a group that is not known is not counted.
    """

    tag = "应到核对"
    problem = "5.1"

    field: str = zh("栏目", default=...)
    of: Attendants = zh("计", default=...)
    less: str = zh("扣除", default="")

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns, the number's and the exclusions'."""
        group = _GROUP if self.of == "本组党员" else ""
        named = filter(None, (self.field, self.less, group))
        return (*super().compiled(), *(self.column(p) for p in named))

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement where the number is filled in and there is a roster to hold it against."""
        del since
        column = self.column(self.field)
        written = column.value(row, situation.as_of)
        if written is None or row.acted is None or not situation.ledger.sections.members:
            return
        known = {g.name for g in situation.roster.groups(row.acted.first)}
        if self.of != "本组党员" or self._group(row, situation) in known:
            yield self._judge(row, column, written, situation)

    def _group(self, row: Row, situation: Situation) -> str:
        return self.column(_GROUP).value(row, situation.as_of) or ""

    def _judge(self, row: Row, column: Column, written: int, situation: Situation) -> Judgement:
        assert row.acted is not None  # noqa: S101 - asked by check
        early, late = (self._expected(row, day, situation) for day in (row.acted.first, row.acted.last))
        least, most = min(early.least, late.least), max(early.most, late.most)
        if least == most == written:
            return met(row, situation)
        shown: dict[str, Arg] = {
            "row": name_of(row, situation),
            "field": Word(column.label),
            "written": written,
            "of": Word(self.of),
            "least": least,
            "most": most,
        }
        if least <= written <= most:
            text = message(
                "{row}“{field}”写{written}人，名册有的日期只写到月份，当天{of}可能是{least}到{most}人",
                **shown,
            )
            fix = message("把名册里入党、转正、变动的日期写到日")
            return judge(Status.ATTEST, row, situation, text, column=column, fix=fix)
        template = (
            "{row}“{field}”写{written}人，按名册当天{of}"
            + ("扣除不计入应到的应是{least}人" if self.less else "应是{least}人")
            + ("" if least == most else "到{most}人")
        )
        return judge(
            Status.GAP,
            row,
            situation,
            message(template, **shown),
            column=column,
            fix=message("核对名册的变动（转入、转出、转正……）和“不计入应到”，改正写错的一处"),
        )

    def _expected(self, row: Row, day: date, situation: Situation) -> Headcount:
        group = self._group(row, situation) if self.of == "本组党员" else ""
        people = self.column(self.less).cells(row, situation.as_of) if self.less else ()
        excluded = {(cell.value.name, cell.value.number) for cell in people}
        return situation.roster.expected(self.of, day, group, excluded)

    def phrase(self) -> str:
        """The sentence on the card."""
        less = f"，扣除{self.less}的人" if self.less else ""
        return f"{self.what}：{self.field}等于当天名册上的{self.of}数{less}"
