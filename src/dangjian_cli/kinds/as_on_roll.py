"""与名册一致：a day that stands both in a record about a person and on the roster."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from pydantic import model_validator

from dangjian_cli.finding import Judgement, Status, Value, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, judge, met, name_of, past_days
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.table import Column, Row, Table
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.periods import Day


class AsOnRoll(RowKind):
    """``栏目`` is the same day as ``名册栏`` of the person in ``姓名栏``.

    Nothing is said of somebody who is not on the roster, or of a field that is empty.
    """

    tag = "与名册一致"
    problem = "5.2"

    field: str = zh("栏目", default=...)
    theirs: str = zh("名册栏", default=...)
    person: str = zh("姓名栏", default="姓名")

    @model_validator(mode="after")
    def _a_field_of_its_own(self) -> "AsOnRoll":
        if len(self._theirs.fields) > 1:
            raise BadValue("not-on-roll", message("“{path}”不是名册的一栏", path=Value(self.theirs)))
        return self

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns, the day's and the person's; the roster's too."""
        return (*super().compiled(), self.column(self.field), self.column(self.person), self._theirs)

    @cached_property
    def _theirs(self) -> Column:
        return Table.named("党员").column(self.theirs)

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement where both are written and one person is meant."""
        del since
        column = self.column(self.field)
        days = past_days(column, row, situation)
        name = self.column(self.person).value(row, situation.as_of)
        members = situation.roster.named(name) if name else ()
        if not days or days[-1].last < situation.start or len(members) != 1:
            return
        noted = getattr(members[0], self._theirs.fields[-1].attr)
        if not isinstance(noted, Day):
            return
        if any(d.first <= noted.last and noted.first <= d.last for d in days):
            yield met(row, situation, on=days[-1])
            return
        text = message(
            "{row}{field}是{day}，名册{ref}的{theirs}写的是{noted}",
            row=name_of(row, situation),
            field=Word(column.path),
            day=days[-1],
            ref=Word(members[0].ref),
            theirs=Word(self._theirs.label),
            noted=noted,
        )
        fix = message("对照会议记录和入党志愿书，改正写错的一处")
        yield judge(Status.GAP, row, situation, text, column=column, on=days[-1], fix=fix)

    def phrase(self) -> str:
        """The sentence on the card."""
        person, field = self.column(self.person).path, self.column(self.field).path
        return f"{self.what}：{field}的日期同名册上{person}的{self._theirs.label}"
