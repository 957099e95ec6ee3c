"""Party dues member by member and month by month: who owes, how much, what was paid.

A new member owes from the month in which the 党员大会 passed them (入党日期), whoever comes from another
branch from the month after; the month in which one leaves is not asked for here, for the letter of
introduction says where it was paid. Months are counted as whole numbers (``index``), so that they can be
subtracted. Everything is indexed once: 50 members over two years are some thousand steps.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from typing import NamedTuple

from dangjian_cli.ledger.organization import Member
from dangjian_cli.ledger.roster import ENTERING, LEAVING, Roster
from dangjian_cli.ledger.support import DuesPayment, DuesRate, DuesRelief
from dangjian_cli.periods import Day, Period, Unit

NOTHING_DUE = Decimal(0)


def index(day: date) -> int:
    """A month as a number."""
    return day.year * 12 + day.month - 1


@cache
def period(month: int) -> Period:
    """The month of that number."""
    return Period.of(Unit.MONTH, date(month // 12, month % 12 + 1, 1))


@cache
def first_day(month: int) -> Day:
    """The first day of the month of that number."""
    return Day.exact(period(month).first)


class Paid(NamedTuple):
    """A payment, where it stands in the ledger, by whom (``None`` where the name tells no one), for what."""

    position: int
    record: DuesPayment
    member: Member | None
    months: range

    @property
    def delay(self) -> int | None:
        """How many months after its first month it was paid; ``None`` without a date."""
        day = self.record.date
        return None if day is None else index(day.first) - self.months.start


@dataclass
class Account:
    """What came in for one month of one member."""

    amount: Decimal = NOTHING_DUE
    payments: list[Paid] = field(default_factory=list)


class Debt(NamedTuple):
    """One month that one member owes; ``due`` is ``None`` where no amount was fixed.

    ``excused``: nothing is to be paid. ``unpaid``: nothing came in though something should have.
    """

    member: Member
    month: int
    due: Decimal | None
    account: Account | None
    excused: bool
    unpaid: bool

    @property
    def short(self) -> bool:
        """Whether less came in than is due."""
        return self.due is not None and (self.account.amount if self.account else NOTHING_DUE) < self.due


class Dues:
    """The dues of a branch, as they can be known of when these records can."""

    def __init__(
        self,
        members: Sequence[Member],
        roster: Roster,
        rates: Sequence[DuesRate],
        reliefs: Sequence[DuesRelief],
        payments: Sequence[tuple[int, DuesPayment]],
        as_of: date,
    ) -> None:
        self.members = members
        self._roster = roster
        self._rates = rates
        self._reliefs = reliefs
        self._payments = payments
        self._as_of = as_of
        self._spells: dict[str, list[range]] = {}
        self._rate_of: dict[tuple[str, int], DuesRate | None] = {}

    def who(self, name: str, number: str | None) -> Member | None:
        """The one member meant; ``None`` for a stranger, and for a name that several share."""
        found = self._roster.named(name, number)
        return found[0] if len(found) == 1 else None

    @cached_property
    def rates(self) -> Mapping[tuple[str, int], Sequence[DuesRate]]:
        """Rates by member's number and year, the later in the year the later."""
        found: defaultdict[tuple[str, int], list[DuesRate]] = defaultdict(list)
        for rate in sorted(self._rates, key=lambda r: r.since.first if r.since else date.min):
            if member := self.who(rate.name, rate.number):
                found[member.ref, rate.year].append(rate)
        return found

    @cached_property
    def reliefs(self) -> Mapping[str, Sequence[DuesRelief]]:
        """Reliefs by member's number."""
        found: defaultdict[str, list[DuesRelief]] = defaultdict(list)
        for relief in self._reliefs:
            if member := self.who(relief.name, relief.number):
                found[member.ref].append(relief)
        return found

    @cached_property
    def payments(self) -> Sequence[Paid]:
        """Every payment."""
        return [
            Paid(i, p, self.who(p.name, p.number), range(index(p.month.first), _last(p) + 1))
            for i, p in self._payments
        ]

    @cached_property
    def paid_months(self) -> frozenset[int]:
        """The months for which anybody paid before they were over: dues were being kept record of."""
        return frozenset(
            month
            for paid in self.payments
            for month in paid.months
            if paid.record.date is None or paid.record.date.first <= period(month).last
        )

    @cached_property
    def _recorded(self) -> Mapping[tuple[str, int], date]:
        """By member's number and year, the first day of any record of their dues."""
        found: dict[tuple[str, int], date] = {}
        days = [(key, r.date) for key, rates in self.rates.items() for r in rates]
        for paid in self.payments:
            if paid.member is not None:
                days += [
                    ((paid.member.ref, year), paid.record.date) for year in {m // 12 for m in paid.months}
                ]
        for key, day in days:
            found[key] = min(day.first if day else date.min, found.get(key, date.max))
        return found

    def recorded(self, member: Member, month: int) -> bool:
        """Whether by the end of the month there was any record of that member's dues of the year."""
        return self._recorded.get((member.ref, month // 12), date.max) <= period(month).last

    @cached_property
    def accounts(self) -> Mapping[tuple[str, int], Account]:
        """What came in, by member's number and month."""
        accounts: dict[tuple[str, int], Account] = {}
        for paid in sorted(self.payments, key=lambda p: (p.months.start, p.months.stop, p.record.paid)):
            if paid.member is not None:
                self._book(paid, paid.member, accounts)
        return accounts

    def _book(self, paid: Paid, member: Member, accounts: dict[tuple[str, int], Account]) -> None:
        """Lay a payment out over its months: to each what it still lacks, the rest to the last."""
        left = paid.record.paid
        for month in paid.months:
            account = accounts.setdefault((member.ref, month), Account())
            account.payments.append(paid)
            lacks = max((self.rate(member, month) or NOTHING_DUE) - account.amount, NOTHING_DUE)
            part = left if month == paid.months[-1] else min(left, lacks)
            account.amount += part
            left -= part

    def rate_of(self, member: Member, month: int) -> DuesRate | None:
        """The rate in force for a month."""
        key = (member.ref, month)
        if key not in self._rate_of:
            first = period(month).first
            fixed = self.rates.get((member.ref, month // 12), ())
            begun = [r for r in fixed if r.since is None or r.since.first <= first]
            self._rate_of[key] = begun[-1] if begun else None
        return self._rate_of[key]

    def relief(self, member: Member, month: int, known_on: date | None = None) -> DuesRelief | None:
        """The relief that covers a month, and was approved by ``known_on``.

        It runs from the month written, or that of its approval, to the month of its end.
        """
        for relief in self.reliefs.get(member.ref, ()):
            since = relief.since or relief.date
            until = index(relief.until.last) if relief.until else month
            known = known_on is None or relief.date.first <= known_on
            if known and index(since.first) <= month <= until:
                return relief
        return None

    def rate(self, member: Member, month: int, known_on: date | None = None) -> Decimal | None:
        """What a member is to pay for a month; ``None`` where no amount was fixed."""
        if relief := self.relief(member, month, known_on):
            return NOTHING_DUE if relief.kind == "免交" else relief.monthly
        fixed = self.rate_of(member, month)
        return fixed.monthly if fixed else None

    def deadline(self, member: Member, month: int) -> date:
        """The last day to pay for a month: the quarter's where the branch agreed to quarterly payment."""
        fixed = self.rate_of(member, month)
        unit = Unit.QUARTER if fixed and fixed.every == "每季度" else Unit.MONTH
        return Period.of(unit, period(month).first).last

    def debts(self, member: Member, first: int, last: int) -> Iterator[Debt]:
        """The months from ``first`` to ``last`` that a member owes, in order."""
        for spell in self.spells(member):
            for month in range(max(spell.start, first), min(spell.stop, last + 1)):
                account, due = self.accounts.get((member.ref, month)), self.rate(member, month)
                excused = due == NOTHING_DUE
                paid = account is not None and any(p.record.paid for p in account.payments)
                yield Debt(member, month, due, account, excused, not excused and not paid)

    def belongs(self, member: Member, month: int) -> bool:
        """Whether a month's dues may be paid here: the months of coming and going too."""
        return any(s.start - 1 <= month <= s.stop for s in self.spells(member))

    def spells(self, member: Member) -> list[range]:
        """The months for which a member owes dues here, as known on the day of judgement."""
        if member.ref not in self._spells:
            self._spells[member.ref] = _spells(member, self._as_of)
        return self._spells[member.ref]


def _last(payment: DuesPayment) -> int:
    return index(payment.through.first if payment.through else payment.month.first)


def _spells(member: Member, as_of: date) -> list[range]:
    """Without an end a spell runs on for ever. Whoever is still to come owes nothing here yet."""
    moves = sorted(
        (c for c in member.changes if c.kind in ENTERING | LEAVING),
        key=lambda c: (c.date.first, c.kind),
    )
    found: list[range] = []
    start = _passed(member, as_of, moves[0].kind if moves else "")
    for move in (c for c in moves if c.date.first <= as_of):
        if move.kind in LEAVING:
            if start is not None:
                found.append(range(start, max(start, index(move.date.first))))
            start = None
        elif start is None:
            start = _entered(move.date, whole=move.kind != "成为预备")
    return [*found, range(start, _FOREVER)] if start is not None else found


_FOREVER = index(date.max)


def _passed(member: Member, as_of: date, first_move: str) -> int | None:
    """The month of the meeting that passed the member; ``None`` where another day began the membership."""
    if first_move == "转入" or (first_move == "成为预备" and member.joined is None):
        return None
    if member.joined is None:
        return 0
    return index(member.joined.first) if member.joined.first <= as_of else None


def _entered(day: Day, *, whole: bool) -> int:
    """The first month owed after a change: the next one, where only whole months are asked for."""
    return index(day.first) + (whole and not (day.is_exact and day.first.day == 1))
