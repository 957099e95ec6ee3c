"""每名党员：what the roster says of everybody on it today, and the group that each belongs to."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, model_validator

from dangjian_cli.finding import Judgement, Status, Word, message
from dangjian_cli.kinds.base import NOTHING, Kind, Situation
from dangjian_cli.ledger import values
from dangjian_cli.ledger.base import Several, zh
from dangjian_cli.ledger.organization import Member
from dangjian_cli.ledger.roster import standing
from dangjian_cli.ledger.table import Column, Table
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.periods import Day

_MEMBERS = Table.named("党员")


class EachMember(Kind):
    """Everybody on the roll has every field of ``栏目``; with ``编入党小组`` each is in a group that exists.

    Who has left is not looked at. Where there are no groups, nobody is asked for one.
    """

    tag = "每名党员"
    problem = "6.1"

    needed: Several[str] = zh("栏目", default=())
    grouped: Annotated[bool, BeforeValidator(values.parse_yes_no)] = zh("编入党小组", default=False)

    @model_validator(mode="after")
    def _something_asked(self) -> "EachMember":
        if not self.columns and not self.grouped:
            raise BadValue("no-field", message("“栏目”和“编入党小组”至少要写一个"))
        return self

    @property
    def columns(self) -> tuple[Column, ...]:
        """The roster's columns that must be filled in. Raises ``BadValue`` where one does not exist."""
        return tuple(_MEMBERS.column(path) for path in self.needed)

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a member and field, as of the last day judged."""
        del since
        day = situation.end
        if situation.ended_by(situation.as_of):
            return
        assigned = _assigned(situation, day) if self.grouped else None
        for i, member in enumerate(situation.ledger.sections.members):
            if standing(member, day).member is not False:
                yield from self._judge(member, i, assigned, situation)

    def _judge(
        self, member: Member, index: int, assigned: frozenset[str] | None, situation: Situation
    ) -> Iterator[Judgement]:
        for column in self.columns:
            attr = column.fields[-1].attr
            filled = getattr(member, attr) not in {None, (), ""}
            yield self._one(member, (index, attr), column.label, situation, filled=filled)
        if assigned is not None:
            yield self._one(member, (index, "group"), "党小组", situation, filled=member.ref in assigned)

    def _one(
        self, member: Member, place: tuple[int, str], label: str, situation: Situation, *, filled: bool
    ) -> Judgement:
        status, text, fix = Status.MET, NOTHING, None
        if not filled:
            status = Status.GAP
            words = {"ref": Word(member.ref), "field": Word(label)}
            if label == "党小组":
                text = message("名册上的{ref}没有编入现有的党小组", **words)
                fix = message("在“党小组”一栏写所在党小组的名称，和“党小组”里记的名称一致")
            else:
                text = message("名册上的{ref}没有写“{field}”", **words)
                fix = message("照入党志愿书等原件补写“{field}”", field=Word(label))
        return Judgement(
            status,
            f"{member.ref}/{label}",
            ("members", *place),
            text,
            on=Day.exact(situation.end),
            fix=fix,
            record=member.ref,
        )

    def phrase(self) -> str:
        """The sentence on the card."""
        said = [f"写明{'、'.join(c.label for c in self.columns)}"] if self.needed else []
        if self.grouped:
            said.append("设党小组的都编入一个现有的党小组")
        return f"在册的每名党员：{'，'.join(said)}"


def _assigned(situation: Situation, day: date) -> frozenset[str] | None:
    """The 编号 of everybody in some group that day; ``None`` where there are no groups."""
    groups = situation.roster.groups(day)
    if not groups:
        return None
    listed = {tenure.name for group in groups for tenure in group.members}
    names = {group.name for group in groups if not group.members}
    numbers = {group.ref for group in groups if not group.members}
    return frozenset(
        m.ref
        for m in situation.ledger.sections.members
        if m.group in names or m.group in numbers or m.name in listed
    )
