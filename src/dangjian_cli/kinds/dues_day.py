"""党费日：the dues of a month are collected on one day, relatively fixed."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from dangjian_cli.finding import Judgement, Status, Word, message
from dangjian_cli.kinds.base import NOTHING, Kind, Situation
from dangjian_cli.kinds.ratio import Share
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.dues import first_day, index, period


class DuesDay(Kind):
    """Of the payments that came in a month, ``至少`` such a share on one and the same day."""

    tag = "党费日"
    problem = "2.1"

    share: Share = zh("至少", default=...)

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a month; of the running month, only what is not yet in order."""
        del since
        months: defaultdict[int, Counter[date]] = defaultdict(Counter)
        for paid in situation.dues.payments:
            day = paid.record.date
            if day is not None and day.is_exact and day.first >= situation.start:
                months[index(day.first)][day.first] += 1
        for month, days in months.items():
            over = period(month).last < situation.as_of
            judged = self._judge(month, days, over=over)
            if over or judged.status is Status.DUE:
                yield judged

    def _judge(self, month: int, days: Counter[date], *, over: bool) -> Judgement:
        on, subject = first_day(month), period(month).key
        total, most = days.total(), max(days.values())
        if Fraction(most, total) >= self.share:
            return Judgement(Status.MET, subject, ("dues_payments",), NOTHING, on=on)
        text = message(
            "{month}收的{total}笔党费分在{days}天，最多的一天{most}笔",
            month=Word(str(period(month))),
            total=total,
            days=len(days),
            most=most,
        )
        if not over:
            last = period(month).last
            return Judgement(Status.DUE, subject, ("dues_payments",), text, on=on, deadline=last)
        fix = message("定一个每月收缴的日子（党费日），提前通知；外出的委托代交")
        return Judgement(Status.GAP, subject, ("dues_payments",), text, on=on, fix=fix)

    def phrase(self) -> str:
        """The sentence on the card."""
        return f"每月相对固定一天收党费：当月收的各笔，{_said(self.share)}在同一天"


def _said(share: Fraction) -> str:
    if share == 1:
        return "全部"
    return "半数以上" if share == Fraction(1, 2) else f"不少于{share.denominator}分之{share.numerator}"
