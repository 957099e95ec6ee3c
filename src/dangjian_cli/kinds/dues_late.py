"""党费补交：arrears are made up within so many months."""

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from dangjian_cli.finding import Judgement, Status, message
from dangjian_cli.kinds.base import NOTHING, Kind, Quiz, Situation
from dangjian_cli.kinds.dues_entry import called, judged_payments, row_of
from dangjian_cli.ledger.dues import Paid, first_day


class DuesLate(Kind):
    """A payment is made not later than ``至多`` months after the first month that it is for."""

    tag = "党费补交"
    problem = "2.2"
    measure = "限度"

    at_most: int = Field(default=..., validation_alias="至多", serialization_alias="至多", title="至多", ge=0)

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a dated payment."""
        del since
        for subject, paid in judged_payments(situation):
            if paid.delay is not None:
                yield self._judge(subject, paid, paid.delay, situation)

    def _judge(self, subject: str, paid: Paid, delay: int, situation: Situation) -> Judgement:
        row = row_of(paid)
        on = paid.record.date or first_day(paid.months.start)
        if delay <= self.at_most:
            return Judgement(Status.MET, subject, row.route, NOTHING, on=on)
        text = message(
            "{row}补交的是{month}的党费，隔了{delay}个月，一般不超过{most}个月",
            row=called(paid, situation),
            month=paid.record.month,
            delay=delay,
            most=self.at_most,
        )
        fix = message("核对月份和交纳日期；确实超过的，写明拖欠的原因和教育提醒的情况")
        record = paid.record.ref or (paid.member.ref if paid.member else None)
        return Judgement(Status.GAP, subject, (*row.route, "date"), text, on=on, fix=fix, record=record)

    def phrase(self) -> str:
        """The sentence on the card."""
        return f"补交党费：在所属月份以后{self.at_most}个月内"

    def quiz(self) -> Quiz:
        """How long."""
        return Quiz("补交党费一般不超过几个月？", f"{self.at_most}个月")
