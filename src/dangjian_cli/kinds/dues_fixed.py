"""党费核定：every member's monthly dues are fixed for the year, at its beginning."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from pydantic import Field

from dangjian_cli.finding import Arg, Judgement, Person, Route, Status, Word, message
from dangjian_cli.kinds.base import NOTHING, Kind, Quiz, Situation
from dangjian_cli.kinds.dues_paid import judged_debts
from dangjian_cli.ledger.dues import period
from dangjian_cli.ledger.organization import Member
from dangjian_cli.periods import Day

_SECTION: Route = ("dues_rates",)
_FIX = message("核定过的，照核定表补记在“党费核定”；没有核定的，按标准算出月应交，由支部核定")
_LATE = message("日期写错的改正；确实晚了的说明原因，以后年初及时核定")


class Fixed(Kind):
    """A rate a member and year, not later than the end of month ``不晚于``.

    Whoever comes later has until the end of the month after the first they owe. A year for which nobody's
    dues were fixed in time is told once. A year begun before the ledger is left out, and so is a year for
    which a member is excused altogether.
    """

    tag = "党费核定"
    problem = "3.1"

    month: int = Field(
        default=..., validation_alias="不晚于", serialization_alias="不晚于", title="不晚于", ge=1, le=12
    )

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a member and year, or one a year."""
        del since
        in_time = self._years_in_time(situation)
        late: defaultdict[int, list[Member]] = defaultdict(list)
        for member in situation.ledger.sections.members:
            for year, months in groupby(judged_debts(member, situation), lambda d: d.month // 12):
                debts = list(months)
                if date(year, 1, 1) < situation.start or all(d.excused for d in debts):
                    continue
                if year in in_time:
                    yield self._judge(member, year, self._deadline(debts[0].month), situation)
                else:
                    late[year].append(member)
        for year, members in late.items():
            yield self._nobody(year, members, situation)

    def _years_in_time(self, situation: Situation) -> frozenset[int]:
        """The years for which any rate was recorded in time; without a date it is taken to be."""
        every = [(year, rate.date) for (_, year), rates in situation.dues.rates.items() for rate in rates]
        return frozenset(y for y, day in every if day is None or day.first <= self._deadline(y * 12))

    def _deadline(self, first: int) -> date:
        """For whoever owes from that month of the year on."""
        begun_later = first % 12 > 0
        return period(max(first + begun_later, first // 12 * 12 + self.month - 1)).last

    def _judge(self, member: Member, year: int, deadline: date, situation: Situation) -> Judgement:
        subject, on = f"{member.ref}/{year}", Day.exact(date(year, 1, 1))
        rates = situation.dues.rates.get((member.ref, year), ())
        shown: dict[str, Arg] = {"name": Person(member.name), "ref": Word(member.ref), "year": year}
        if not rates:
            text = message("{name}（{ref}）{year}年的党费没有核定", **shown)
            if situation.as_of <= deadline:
                return Judgement(Status.DUE, subject, _SECTION, text, on=on, deadline=deadline)
            return Judgement(Status.GAP, subject, _SECTION, text, on=on, fix=_FIX, record=member.ref)
        days = [r.date.first if r.date else date.min for r in rates]
        if min(days) <= deadline:
            return Judgement(Status.MET, subject, _SECTION, NOTHING, on=on)
        text = message(
            "{name}（{ref}）{year}年的党费{day}才核定，应在{deadline}前（含当日）",
            day=min(days),
            deadline=deadline,
            **shown,
        )
        return Judgement(
            Status.GAP, subject, _SECTION, text, on=on, fix=_LATE, problem="2.2", record=member.ref
        )

    def _nobody(self, year: int, members: Sequence[Member], situation: Situation) -> Judgement:
        on, deadline = Day.exact(date(year, 1, 1)), self._deadline(year * 12)
        without = sum((m.ref, year) not in situation.dues.rates for m in members)
        shown: dict[str, Arg] = {"year": year, "deadline": deadline, "count": without}
        if situation.as_of <= deadline:
            text = message("{year}年的党费还没有核定", **shown)
            return Judgement(Status.DUE, f"{year}", _SECTION, text, on=on, deadline=deadline)
        if without:
            text = message("{year}年的党费到{deadline}还没有核定，现在还有{count}人没有核定", **shown)
            return Judgement(Status.GAP, f"{year}", _SECTION, text, on=on, fix=_FIX)
        text = message("{year}年的党费到{deadline}还没有核定，后来才核定", **shown)
        return Judgement(Status.GAP, f"{year}", _SECTION, text, on=on, fix=_LATE, problem="2.2")

    def phrase(self) -> str:
        """The sentence on the card."""
        return f"每名党员每年核定月应交党费，不晚于{self.month}月底；年中来的在头一个应交月份的次月底前"

    def quiz(self) -> Quiz:
        """When."""
        return Quiz("每年的党费最晚什么时候核定？", f"{self.month}月底")
