"""连续缺席：somebody came to nothing for months on end. The branch must have spoken with them.

What becomes of the person, and whether there was a good reason, is never the tool's to say: with
``要求: 人工核实`` it asks the branch to look.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from pydantic import Field

from dangjian_cli.finding import Arg, Judgement, Person, Route, Status, Word, message
from dangjian_cli.kinds.base import NOTHING, Quiz, RowKind, Situation
from dangjian_cli.ledger.activities import Meeting
from dangjian_cli.ledger.base import Several, zh
from dangjian_cli.ledger.organization import Member
from dangjian_cli.ledger.table import visible
from dangjian_cli.periods import Day, add_months


class _Run(NamedTuple):
    """Meetings missed one after another: the first day and the last."""

    first: Day
    last: Day


class Absences(RowKind):
    """Who was absent from every one of the rows (会议) for ``连续`` months had a talk (``谈话``).

    Absent is who is named under 缺席. Who is not counted (不计入应到), away (流动党员) or frail (年老体弱) is
    not looked at; a group's meeting is asked of its own members only.
    """

    tag = "连续缺席"
    problem = "3.1"

    months: int = Field(default=..., validation_alias="连续", serialization_alias="连续", title="连续", ge=1)
    asked: Literal["谈话记录", "人工核实"] = zh("要求", default="谈话记录")
    talks: Several[str] = zh("谈话", default=())

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a run of absences; a member without one is in order."""
        del since
        records = (row.record for row in situation.rows(self.selection))
        meetings = sorted((m for m in records if isinstance(m, Meeting)), key=lambda m: m.date)
        absent = _absent(meetings, situation)
        for position, member in enumerate(situation.ledger.sections.members):
            route: Route = ("members", position)
            missed = absent.get(member.ref, [])
            long = len(missed) > 1 and self._span(missed[0].date, missed[-1].date)
            runs = list(self._runs(member, meetings, situation)) if long else []
            if not runs and any(_expected(member, meeting, situation) for meeting in meetings):
                yield Judgement(Status.MET, member.ref, route, NOTHING)
            for run in runs:
                yield self._judge(member, run, route, situation)

    def _span(self, first: Day, last: Day) -> bool:
        """Whether so many months surely passed from one to the other."""
        return add_months(first.last, self.months) <= last.first

    def _runs(self, member: Member, meetings: list[Meeting], situation: Situation) -> Iterator[_Run]:
        run: _Run | None = None
        for meeting in (m for m in meetings if _expected(member, m, situation)):
            if _named(member, meeting):
                run = _Run(run.first if run else meeting.date, meeting.date)
            else:
                if run and self._counts(run, situation):
                    yield run
                run = None
        if run and self._counts(run, situation):
            yield run

    def _counts(self, run: _Run, situation: Situation) -> bool:
        """Whether it was long enough, and reached into the time that is judged."""
        return self._span(*run) and run.last.last >= situation.start

    def _judge(self, member: Member, run: _Run, route: Route, situation: Situation) -> Judgement:
        subject, on = f"{member.ref}/{run.first}", run.first
        shown: dict[str, Arg] = {
            "name": Person(member.name),
            "ref": Word(member.ref),
            "first": run.first,
            "last": run.last,
            "months": self.months,
        }
        if self.asked == "人工核实":
            text = message(
                "{name}（{ref}）从{first}到{last}连续{months}个月以上没有参加组织生活的记录，"
                "是漏记还是没有参加、有没有正当理由，由支部查明",
                **shown,
            )
            fix = message("先查签到册和请假条；再同本人谈话，查明情况，由党组织按规定研究，不由工具判断")
            return Judgement(Status.ATTEST, subject, route, text, on=on, fix=fix, record=member.ref)
        if any(
            visible(t, situation.as_of)
            and t.date.last >= run.first.first
            and (not self.talks or t.kind in self.talks)
            and t.subject in {member.name, member.ref}
            for t in situation.ledger.sections.talks
        ):
            return Judgement(Status.MET, subject, route, NOTHING, on=on)
        text = message(
            "{name}（{ref}）从{first}到{last}连续{months}个月以上没有参加组织生活的记录，也没有谈话教育的记录",
            **shown,
        )
        fix = message("谈过的，在“谈心谈话”里补记；没有谈的，尽快同本人谈话，问清原因，批评教育")
        return Judgement(Status.GAP, subject, route, text, on=on, fix=fix, record=member.ref)

    def phrase(self) -> str:
        """The sentence on the card."""
        head = f"{self.what}：连续{self.months}个月都缺席的，"
        if self.asked == "人工核实":
            return (
                head
                + "由人查明情况，工具不下结论"
                + (f"（{'、'.join(self.talks)}以后）" if self.talks else "")
            )
        return head + "有同本人的谈话记录" + (f"（{'、'.join(self.talks)}）" if self.talks else "")

    def quiz(self) -> Quiz:
        """What is due."""
        return Quiz(
            f"党员连续{self.months}个月没有参加组织生活，支部要做什么？", "查明原因，批评教育，记录在案"
        )


def _absent(meetings: list[Meeting], situation: Situation) -> Mapping[str, list[Meeting]]:
    """The meetings that each member missed, in order."""
    found: defaultdict[str, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        for absence in meeting.absent:
            for member in situation.roster.named(absence.name, absence.number):
                found[member.ref].append(meeting)
    return found


def _named(member: Member, meeting: Meeting) -> bool:
    return any(a.number == member.ref or a.name in {member.name, member.ref} for a in meeting.absent)


def _expected(member: Member, meeting: Meeting, situation: Situation) -> bool:
    """Whether the member ought to have come."""
    if member.mobile or member.frail or (meeting.group and meeting.group != member.group):
        return False
    if any(e.number == member.ref or e.name in {member.name, member.ref} for e in meeting.excluded):
        return False
    return situation.roster.standing_of(member, meeting.date.first).member is not False
