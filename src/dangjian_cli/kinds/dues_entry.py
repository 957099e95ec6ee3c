"""党费登记：each payment is by somebody on the roll, dated, and its 应交 is what was fixed."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial

from dangjian_cli.finding import Arg, Judgement, Person, Status, Word, message
from dangjian_cli.kinds.base import Kind, Situation, judge, met, name_of
from dangjian_cli.ledger.dues import Paid, first_day, index, period
from dangjian_cli.ledger.organization import Member
from dangjian_cli.ledger.support import DuesPayment
from dangjian_cli.ledger.table import Row, Table

_TABLE = Table.named("党费收缴")
_PAYER, _DUE, _DATE = (_TABLE.column(label) for label in ("姓名", "应交", "交纳日期"))


def judged_payments(situation: Situation) -> Iterator[tuple[str, Paid]]:
    """Payments for months that are judged, each with its address: D-07/2026-03."""
    for paid in situation.dues.payments:
        if period(paid.months.start).first >= situation.start:
            yield subject_of(paid, situation), paid


def subject_of(paid: Paid, situation: Situation) -> str:
    """By its 编号, else by member and month; without a member by what else there is."""
    if paid.record.ref or paid.member is None:
        return row_of(paid).subject(situation.roster)
    return f"{paid.member.ref}/{paid.record.month}"


def called(paid: Paid, situation: Situation) -> Word:
    """How messages call a payment: by its 编号, or by the member's number and the month."""
    if paid.record.ref or paid.member is None:
        return name_of(row_of(paid), situation)
    through = f"至{paid.record.through}" if paid.record.through else ""
    return Word(f"{paid.member.ref}交的{paid.record.month}{through}党费")


def row_of(paid: Paid) -> Row:
    """The payment as a row of its table."""
    return Row(paid.record, ("dues_payments", paid.position), None, DuesPayment.label)


class DuesEntry(Kind):
    """Three things of every payment, each with an address of its own."""

    tag = "党费登记"
    problem = "5.2"

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a payment and thing."""
        del since
        for subject, paid in judged_payments(situation):
            row = row_of(paid)
            yield self._payer(f"{subject}/交纳人", paid, row, situation)
            yield self._dated(f"{subject}/交纳日期", paid, row, situation)
            if paid.record.due is not None and paid.member is not None:
                yield self._due(f"{subject}/应交", paid, row, situation)

    def _payer(self, subject: str, paid: Paid, row: Row, situation: Situation) -> Judgement:
        member, record = paid.member, paid.record
        strange = None if member is None else _strange(paid, member, situation)
        if member is not None and strange is None:
            return _at(subject, met(row, situation), paid)
        shown: dict[str, Arg] = {"row": called(paid, situation), "name": Person(record.name)}
        if strange is not None:
            month = Word(str(period(strange)))
            text = message("{row}：{name}{month}不在本支部的名册上", month=month, **shown)
        elif situation.roster.named(record.name, record.number):
            text = message("{row}的{name}，名册里有同名的人，分不清是谁交的", **shown)
            fix = message("在“党员编号”里写明是哪一个")
            return _at(subject, judge(Status.ATTEST, row, situation, text, column=_PAYER, fix=fix), paid)
        else:
            text = message("{row}的{name}不在名册里", **shown)
        fix = message("核对姓名、月份和名册的变动；确实不该在本支部交的，查明后按规定处理")
        return _at(subject, judge(Status.GAP, row, situation, text, column=_PAYER, fix=fix), paid)

    def _dated(self, subject: str, paid: Paid, row: Row, situation: Situation) -> Judgement:
        if paid.record.date is not None:
            return _at(subject, met(row, situation), paid)
        text = message("{row}没有写交纳日期", row=called(paid, situation))
        fix = message("照收据或登记簿补写")
        gap = judge(Status.GAP, row, situation, text, column=_DATE, fix=fix, problem="6.1")
        return _at(subject, gap, paid)

    def _due(self, subject: str, paid: Paid, row: Row, situation: Situation) -> Judgement:
        written = paid.record.due
        assert paid.member is not None  # noqa: S101 - asked by check
        assert written is not None  # noqa: S101 - asked by check
        known_on = paid.record.date.last if paid.record.date else None
        rates = [situation.dues.rate(paid.member, m, known_on) for m in paid.months]
        known = [r for r in rates if r is not None]
        if len(known) < len(rates) or sum(known) == written:
            return _at(subject, met(row, situation), paid)
        text = message(
            "{row}应交写的是{written}元，按核定这{count}个月应交{due}元",
            row=called(paid, situation),
            written=written,
            count=len(rates),
            due=sum(known, start=Decimal(0)),
        )
        fix = message("核对“党费核定”和这一笔的月份、应交，改正写错的一处")
        gap = judge(Status.GAP, row, situation, text, column=_DUE, fix=fix, problem="5.1")
        return _at(subject, gap, paid)

    def phrase(self) -> str:
        """The sentence on the card."""
        return "每笔党费收缴：交纳人当月在本支部的名册上，写明交纳日期，应交与核定一致"


def _strange(paid: Paid, member: Member, situation: Situation) -> int | None:
    """A month paid for in which the member was not here; what was paid ahead while here is in order."""
    here = partial(situation.dues.belongs, member)
    paid_in = index(paid.record.date.first) if paid.record.date else paid.months.start
    return next((m for m in paid.months if not here(m) and not (m > paid_in and here(paid_in))), None)


def _at(subject: str, judgement: Judgement, paid: Paid) -> Judgement:
    """The same judgement under its own address, by the law of the first month paid for."""
    return Judgement(
        judgement.status,
        subject,
        judgement.route,
        judgement.message,
        on=first_day(paid.months.start),
        fix=judgement.fix,
        problem=judgement.problem,
        record=paid.record.ref or (paid.member.ref if paid.member else judgement.record),
    )
