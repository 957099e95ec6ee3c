"""党费收缴：every month, every member on the roll paid what was fixed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from dangjian_cli.finding import Arg, Judgement, Message, Person, Route, Status, Word, message
from dangjian_cli.kinds.base import NOTHING, Kind, Quiz, Situation
from dangjian_cli.ledger.dues import Debt, first_day, index, period
from dangjian_cli.ledger.organization import Member

_SECTION: Route = ("dues_payments",)


def judged_debts(member: Member, situation: Situation) -> Sequence[Debt]:
    """What a member owes for the months that are judged; a month begun before the ledger is not.

    Of a branch that was dissolved, the month in which that happened is left out.
    """

    def find() -> list[Debt]:
        first = index(situation.start) + (situation.start.day > 1)
        last = index(situation.end) - (situation.end < situation.as_of)
        return list(situation.dues.debts(member, first, last))

    return situation.once((judged_debts, member.ref), find)


class DuesPaid(Kind):
    """Payments cover every month owed, to the full amount; quarterly payers have until the quarter's end.

    A month for which nobody had paid when it ended is told once, and so are a member's months before the
    first record of their dues of that year: what is missing there are the records.
    """

    tag = "党费收缴"
    problem = "2.1"

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a member and month."""
        del since
        bare: defaultdict[int, list[Debt]] = defaultdict(list)
        unknown: defaultdict[tuple[str, int], list[Debt]] = defaultdict(list)
        for member in situation.ledger.sections.members:
            for debt in judged_debts(member, situation):
                if debt.unpaid and debt.month not in situation.dues.paid_months:
                    bare[debt.month].append(debt)
                elif debt.unpaid and not situation.dues.recorded(member, debt.month):
                    unknown[member.ref, debt.month // 12].append(debt)
                else:
                    yield _judge(debt, situation)
        for month, debts in bare.items():
            yield _nobody(month, debts, situation)
        for (ref, year), debts in unknown.items():
            yield _unrecorded(f"{ref}/{year}", debts, situation)

    def phrase(self) -> str:
        """The sentence on the card."""
        return (
            "在册党员每人每月按核定交党费（免交的除外；核定按季交的在季末前；新党员从党员大会通过的当月起）"
        )

    def quiz(self) -> Quiz:
        """From when."""
        return Quiz("预备党员从哪一天起交党费？", "党员大会通过其为预备党员之日")


def _judge(debt: Debt, situation: Situation) -> Judgement:
    subject = f"{debt.member.ref}/{period(debt.month).key}"
    if debt.excused or not (debt.short or debt.unpaid):
        return Judgement(Status.MET, subject, _SECTION, NOTHING, on=first_day(debt.month))
    if debt.unpaid:
        text = message("{name}（{ref}）{month}的党费没有交纳记录", **_shown(debt))
        fix = message("收了没有记的，照收据补记在“党费收缴”；没有交的，提醒本人及时补交")
        return _open(subject, [debt], _SECTION, (text, fix), situation)
    assert debt.account is not None  # noqa: S101 - something was paid
    assert debt.due is not None  # noqa: S101 - else it could not be short
    lacking = message(
        "{name}（{ref}）{month}的党费应交{due}元，实交{paid}元，少{lack}元",
        due=debt.due,
        paid=debt.account.amount,
        lack=debt.due - debt.account.amount,
        **_shown(debt),
    )
    fix = message("记错的照收据改正；确实少交的补交，另记一笔并给它编号")
    route = (*_SECTION, debt.account.payments[-1].position, "paid")
    return _open(subject, [debt], route, (lacking, fix), situation, problem="3.3")


def _nobody(month: int, debts: Sequence[Debt], situation: Situation) -> Judgement:
    text = message(
        "{month}的党费到月底没有一笔收缴记录，还没有交的有{count}人",
        month=Word(str(period(month))),
        count=len(debts),
    )
    fix = message("收了没有记的，照收据补记在“党费收缴”；没有收的，尽快收缴，说明原因")
    return _open(period(month).key, debts, _SECTION, (text, fix), situation)


def _unrecorded(subject: str, debts: Sequence[Debt], situation: Situation) -> Judgement:
    member, year = debts[0].member, debts[0].month // 12
    text = message(
        "{name}（{ref}）在册，{year}年有{count}个月既没有核定党费，也没有交纳记录",
        name=Person(member.name),
        ref=Word(member.ref),
        year=year,
        count=len(debts),
    )
    fix = message("补上核定和收缴的记录；党费在别处交的，核对名册和组织关系")
    return _open(subject, debts, _SECTION, (text, fix), situation)


def _open(
    subject: str,
    debts: Sequence[Debt],
    route: Route,
    said: tuple[Message, Message],
    situation: Situation,
    *,
    problem: str = "",
) -> Judgement:
    """Still to be done until the first of the deadlines, then a gap."""
    text, fix = said
    deadline: date = min(situation.dues.deadline(d.member, d.month) for d in debts)
    record = debts[0].member.ref if len({d.member.ref for d in debts}) == 1 else None
    status = Status.DUE if situation.as_of <= deadline else Status.GAP
    return Judgement(
        status,
        subject,
        route,
        text,
        on=first_day(debts[0].month),
        fix=fix,
        problem=problem,
        record=record,
        deadline=deadline if status is Status.DUE else None,
    )


def _shown(debt: Debt) -> dict[str, Arg]:
    return {
        "name": Person(debt.member.name),
        "ref": Word(debt.member.ref),
        "month": Word(str(period(debt.month))),
    }
