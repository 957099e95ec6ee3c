"""名册登记：what the roster marks of a member is registered elsewhere, and what is registered is marked."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property

from pydantic import model_validator

from dangjian_cli.finding import Judgement, Person, Status, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.organization import Member
from dangjian_cli.ledger.roster import standing
from dangjian_cli.ledger.table import Column, Row, Table
from dangjian_cli.periods import Day


class Listed(RowKind):
    """Everybody on the roll whose ``名册栏`` says 是 has a row that is not over, and the other way round.

    A row about somebody who has left is not looked at.
    """

    tag = "名册登记"
    problem = "5.2"

    mark: str = zh("名册栏", default=...)
    person: str = zh("姓名栏", default="姓名")

    @model_validator(mode="after")
    def _marked_on_the_roster(self) -> "Listed":
        assert self._mark  # noqa: S101 - raises where the roster has no such field
        return self

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and the person's."""
        return (*super().compiled(), self.column(self.person))

    @cached_property
    def _mark(self) -> str:
        return Table.named("党员").column(self.mark).fields[-1].attr

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a row, one a mark without a row, as of the last day judged."""
        del since
        if situation.ended_by(situation.as_of):
            return
        rows = self._open(situation)
        for position, member in enumerate(situation.ledger.sections.members):
            marked = bool(getattr(member, self._mark))
            if not (marked or rows[member.ref]) or standing(member, situation.end).member is False:
                continue
            for row in rows[member.ref]:
                yield met(row, situation) if marked else self._unmarked(row, member, situation)
            if not rows[member.ref]:
                yield self._unlisted(member, position, situation)

    def _open(self, situation: Situation) -> defaultdict[str, list[Row]]:
        found: defaultdict[str, list[Row]] = defaultdict(list)
        for row, _ in self.rows(situation):
            name = self.column(self.person).value(row, situation.as_of)
            if name and row.record.lasts(situation.end):
                for member in situation.roster.named(name, getattr(row.record, "number", None)):
                    found[member.ref].append(row)
        return found

    def _unmarked(self, row: Row, member: Member, situation: Situation) -> Judgement:
        text = message(
            "{row}登记着{name}（{ref}），名册上没有标“{mark}”",
            row=name_of(row, situation),
            name=Person(member.name),
            ref=Word(member.ref),
            mark=Word(self.mark),
        )
        fix = message(
            "还在外的，在名册上标“{mark}: 是”；已经回来的，在这里写上哪天回来", mark=Word(self.mark)
        )
        return judge(Status.GAP, row, situation, text, column=self.column(self.person), fix=fix)

    def _unlisted(self, member: Member, position: int, situation: Situation) -> Judgement:
        text = message(
            "名册上{name}（{ref}）标着“{mark}”，“{section}”里没有登记",
            name=Person(member.name),
            ref=Word(member.ref),
            mark=Word(self.mark),
            section=Word(self.table.label),
        )
        fix = message("在“{section}”里登记；已经不是的，名册上改过来", section=Word(self.table.label))
        return Judgement(
            Status.GAP,
            member.ref,
            ("members", position, self._mark),
            text,
            on=Day.exact(situation.end),
            fix=fix,
            record=member.ref,
        )

    def phrase(self) -> str:
        """The sentence on the card."""
        person = self.column(self.person).path
        return f"名册上标着“{self.mark}”的党员都有{self.what}登记，登记的{person}名册上都有标记"
