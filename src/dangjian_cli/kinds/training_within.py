"""期内参训：a training that somebody takes part in within so many months of a day of their own."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from pydantic import Field

from dangjian_cli.finding import Arg, Judgement, Person, Route, Status, Word, message
from dangjian_cli.kinds.base import NOTHING, Quiz, RowKind, Situation
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.organization import Member
from dangjian_cli.ledger.people import Training
from dangjian_cli.ledger.roster import offices_in
from dangjian_cli.ledger.training import first_terms
from dangjian_cli.periods import Day, add_months

_SECTION: Route = ("trainings",)


class _Event(NamedTuple):
    """Whose time runs, and from which day."""

    member: Member
    day: Day


class TrainingWithin(RowKind):
    """Within ``至多`` months of ``从`` each took part in one of the rows (教育培训).

    新任书记 is who had not been secretary in any term before; 成为预备党员 and 转正 count from the day of the
    党员大会. What began before the first judged day is not looked at, nor who has left since.
    """

    tag = "期内参训"
    problem = "2.2"
    measure = "限度"

    start: Literal["新任书记", "成为预备党员", "转正"] = zh("从", default=...)
    months: int = Field(default=..., validation_alias="至多", serialization_alias="至多", title="至多", ge=1)

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a person whose time runs or ran."""
        del since
        rows = [row.record for row, _ in self.rows(situation)]
        held = [t for t in rows if isinstance(t, Training)]
        for event in self._events(situation):
            if event.day.first >= situation.start and event.day.first <= situation.as_of:
                yield from self._judge(event, held, situation)

    def _events(self, situation: Situation) -> Iterator[_Event]:
        if self.start == "新任书记":
            for name, came in first_terms(situation.ledger.sections.committees, "书记"):
                members = situation.roster.named(name)
                if len(members) == 1:
                    yield _Event(members[0], Day.exact(came))
            return
        for member in situation.ledger.sections.members:
            day = member.joined if self.start == "成为预备党员" else member.confirmed
            if day is not None:
                yield _Event(member, day)

    def _judge(self, event: _Event, held: list[Training], situation: Situation) -> Iterator[Judgement]:
        member, day = event
        last = add_months(day.last, self.months)
        subject = f"{member.ref}/{day}"
        trained = any(
            t.date.last >= day.first and t.date.first <= last and situation.trainings.attended(member, t)
            for t in held
        )
        if trained:
            yield Judgement(Status.MET, subject, _SECTION, NOTHING, on=day)
            return
        checked = min(last, situation.as_of)
        if situation.ended_by(last) or not self._still(member, checked, situation):
            return
        words: dict[str, Arg] = {
            "name": Person(member.name),
            "ref": Word(member.ref),
            "start": Word(self.start),
            "day": day,
            "what": Word(self.what),
            "last": last,
        }
        on = Day.exact(checked)
        if situation.as_of <= last:
            text = message("{name}（{ref}）{day}{start}，应在{last}以前参加{what}", **words)
            yield Judgement(Status.DUE, subject, _SECTION, text, on=on, deadline=last)
            return
        text = message("{name}（{ref}）{day}{start}，到{last}没有参加{what}的记录", **words)
        fix = message("参加过的，照通知和结业证明补进“教育培训”；没有参加的，报上级党组织安排，并写明原因")
        yield Judgement(Status.GAP, subject, _SECTION, text, on=on, fix=fix, record=member.ref)

    def _still(self, member: Member, day: date, situation: Situation) -> bool:
        """Whether it may still be asked of the person that day: a member, and secretary if it is that."""
        if situation.roster.standing_of(member, day).member is False:
            return False
        held = {s.name for s in situation.roster.seats(day) if "书记" in offices_in(s.role)}
        return self.start != "新任书记" or bool({member.name, member.ref} & held)

    def phrase(self) -> str:
        """The sentence on the card."""
        return f"{self.what}：{self.start}以后{self.months}个月内参加1次"

    def quiz(self) -> Quiz:
        """How soon."""
        return Quiz(f"{self.start}以后，多久之内参加{self.what}？", f"{self.months}个月内")
