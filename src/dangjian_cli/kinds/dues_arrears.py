"""连续未交：somebody paid nothing for months on end. The branch must have spoken with them; no more is said.

What becomes of the person is never the tool's to say: with ``要求: 人工核实`` it asks the branch to look.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from pydantic import Field

from dangjian_cli.finding import Arg, Judgement, Person, Route, Status, Word, message
from dangjian_cli.kinds.base import NOTHING, Kind, Quiz, Situation
from dangjian_cli.kinds.dues_paid import judged_debts
from dangjian_cli.ledger.base import Several, zh
from dangjian_cli.ledger.dues import Debt, period
from dangjian_cli.ledger.organization import Member
from dangjian_cli.ledger.table import visible
from dangjian_cli.periods import Day

_TALKS: Route = ("talks",)


class Arrears(Kind):
    """After ``连续`` months without a payment there is a talk (谈心谈话) of one of the kinds ``谈话``.

    Months without any record of dues, of the branch or of the member, are no sign that nobody paid.
    """

    tag = "连续未交"
    problem = "3.1"

    months: int = Field(default=..., validation_alias="连续", serialization_alias="连续", title="连续", ge=1)
    asked: Literal["谈话记录", "人工核实"] = zh("要求", default="谈话记录")
    talks: Several[str] = zh("谈话", default=())

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a run of unpaid months."""
        del since
        talked = self._talked(situation) if self.asked == "谈话记录" else {}
        for position, member in enumerate(situation.ledger.sections.members):
            route: Route = ("members", position)
            runs = [run for run in _runs(member, situation) if len(run) >= self.months]
            if not runs and judged_debts(member, situation):
                yield Judgement(Status.MET, member.ref, route, NOTHING)
            for run in runs:
                if self.asked == "人工核实":
                    yield from self._to_look_at(run, route, situation)
                else:
                    yield self._judge(run, talked.get(member.ref, ()), situation)

    def _talked(self, situation: Situation) -> Mapping[str, Sequence[Day]]:
        """The days of the talks, by member's number."""
        found: dict[str, list[Day]] = {}
        for talk in situation.ledger.sections.talks:
            member = situation.dues.who(talk.subject, None)
            if member and visible(talk, situation.as_of) and talk.kind in self.talks:
                found.setdefault(member.ref, []).append(talk.date)
        return found

    def _deadline(self, run: list[Debt], situation: Situation) -> date:
        """The last day of the month that fills the measure."""
        full = run[self.months - 1]
        return situation.dues.deadline(full.member, full.month)

    def _to_look_at(self, run: list[Debt], route: Route, situation: Situation) -> Iterator[Judgement]:
        if situation.as_of <= self._deadline(run, situation):
            return
        text = message(
            "{name}（{ref}）从{month}起连续{months}个月以上没有交党费的记录，"
            "是漏记还是没有交、有没有正当理由，由支部查明",
            **self._shown(run),
        )
        fix = message("先查收据和登记簿；再同本人谈话，查明情况，由党组织按规定研究，不由工具判断")
        subject, on = _address(run)
        yield Judgement(Status.ATTEST, subject, route, text, on=on, fix=fix, record=run[0].member.ref)

    def _judge(self, run: list[Debt], talks: Sequence[Day], situation: Situation) -> Judgement:
        subject, on = _address(run)
        deadline = self._deadline(run, situation)
        if any(day.last >= on.first for day in talks):
            return Judgement(Status.MET, subject, _TALKS, NOTHING, on=on)
        shown = self._shown(run)
        if situation.as_of <= deadline:
            text = message(
                "{name}（{ref}）从{month}起的党费，到{deadline}还没有交就满{months}个月，"
                "应先提醒、批评教育并记录",
                deadline=deadline,
                **shown,
            )
            return Judgement(Status.DUE, subject, _TALKS, text, on=on, deadline=deadline)
        text = message(
            "{name}（{ref}）从{month}起连续{months}个月以上没有交党费的记录，也没有提醒、批评教育的记录",
            **shown,
        )
        fix = message("谈过的，在“谈心谈话”里补记；没有谈的，尽快同本人谈话，问清原因，限期补交")
        return Judgement(Status.GAP, subject, _TALKS, text, on=on, fix=fix, record=run[0].member.ref)

    def _shown(self, run: list[Debt]) -> dict[str, Arg]:
        member = run[0].member
        return {
            "name": Person(member.name),
            "ref": Word(member.ref),
            "month": Word(str(period(run[0].month))),
            "months": self.months,
        }

    def phrase(self) -> str:
        """The sentence on the card."""
        if self.asked == "人工核实":
            talks = f"（{'、'.join(self.talks)}以后）" if self.talks else ""
            return f"连续{self.months}个月没有交党费记录的{talks}：由人查明情况，工具不下结论"
        kinds = f"（{'、'.join(self.talks)}）" if self.talks else ""
        return f"连续{self.months}个月没有交党费记录的：有同本人的谈话记录{kinds}"

    def quiz(self) -> Quiz:
        """What is due."""
        return Quiz(f"党员连续{self.months}个月没有交党费，支部要做什么？", "查明原因，批评教育，记录在案")


def _address(run: list[Debt]) -> tuple[str, Day]:
    first = period(run[0].month)
    return f"{run[0].member.ref}/{first.key}", Day.exact(first.first)


def _runs(member: Member, situation: Situation) -> Iterator[list[Debt]]:
    """Unpaid months in a row, each run whole. An excused month neither adds to a run nor ends it."""
    run: list[Debt] = []
    for debt in judged_debts(member, situation):
        if debt.excused:
            continue
        if debt.unpaid and _told(debt, situation):
            run.append(debt)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _told(debt: Debt, situation: Situation) -> bool:
    """Whether dues were kept record of: of somebody that month, of this member that year."""
    dues = situation.dues
    return debt.month in dues.paid_months and dues.recorded(debt.member, debt.month)
