"""党费跨月：one payment for several months: a quarter at most, and agreed to by the branch."""

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from dangjian_cli.finding import Judgement, Message, Status, message
from dangjian_cli.kinds.base import NOTHING, Kind, Quiz, Situation
from dangjian_cli.kinds.dues_entry import called, judged_payments, row_of
from dangjian_cli.ledger.dues import Paid, first_day, index


class DuesSpan(Kind):
    """A payment for several months covers ``至多`` months, and the rate names the meeting that agreed to it.

    Arrears, paid when all their months were over, are not meant.
    """

    tag = "党费跨月"
    problem = "3.3"
    measure = "限度"

    at_most: int = Field(
        default=..., validation_alias="至多", serialization_alias="至多", title="至多", ge=1, le=12
    )

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a payment for several months."""
        del since
        for subject, paid in judged_payments(situation):
            if len(paid.months) != 1 and not _arrears(paid):
                yield self._judge(subject, paid, situation)

    def _judge(self, subject: str, paid: Paid, situation: Situation) -> Judgement:
        on = first_day(paid.months.start)
        row = row_of(paid)
        said: tuple[Message, Message] | None = None
        shown = {"row": called(paid, situation)}
        if not paid.months:
            said = message("{row}“至”早于“月份”", **shown), message("核对两个月份")
        elif len(paid.months) > self.at_most:
            text = message(
                "{row}一次交了{count}个月，最多{most}个月", count=len(paid.months), most=self.at_most, **shown
            )
            said = text, message("核对月份；确实一次交的，说明原因，以后按月或经支部同意按季交")
        elif paid.member is not None and not self._agreed(paid, situation):
            text = message("{row}一次交{count}个月，没有写支部哪次会议同意", count=len(paid.months), **shown)
            said = text, message("在这名党员的“党费核定”里写明同意按季交的会议；没有同意过的，改为按月交")
        if said is None:
            return Judgement(Status.MET, subject, row.route, NOTHING, on=on)
        text, fix = said
        record = paid.record.ref or (paid.member.ref if paid.member else None)
        return Judgement(Status.GAP, subject, (*row.route, "through"), text, on=on, fix=fix, record=record)

    def _agreed(self, paid: Paid, situation: Situation) -> bool:
        """Whether the rate of the first month names a meeting; where there is no rate, that is the gap."""
        assert paid.member is not None  # noqa: S101 - asked by _judge
        rate = situation.dues.rate_of(paid.member, paid.months.start)
        return rate is None or rate.meeting is not None

    def phrase(self) -> str:
        """The sentence on the card."""
        return f"一次交几个月党费：经支部会议同意（写在核定里），至多{self.at_most}个月；补交的不算"

    def quiz(self) -> Quiz:
        """How many."""
        return Quiz("经支部同意，党费一次最多可以交几个月？", f"{self.at_most}个月")


def _arrears(paid: Paid) -> bool:
    day = paid.record.date
    return day is not None and bool(paid.months) and index(day.first) > paid.months[-1]
