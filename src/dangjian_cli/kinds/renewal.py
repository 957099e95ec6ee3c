"""届期：a body whose term has run out must have been chosen anew by then.

The branch's own committee, which may be given a delay, has 任期; this is for every other body.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from dangjian_cli.finding import Arg, Judgement, Status, Word, message
from dangjian_cli.kinds.base import Quiz, RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.table import Row
from dangjian_cli.periods import Day, add_months


class Renewal(RowKind):
    """Each row is followed by another of the same holder and 类型 no later than ``年`` years on.

    It is due from ``提前`` months before. One that was followed before the first judged day is not looked at.
    """

    tag = "届期"
    problem = "2.2"

    years: int = zh("年", default=...)
    ahead: int = zh("提前", default=..., hint="届满前几个月起列为待办")

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a term that was running on or after the first judged day."""
        del since
        terms: defaultdict[str, list[tuple[Day, Row]]] = defaultdict(list)
        for row in situation.rows(self.selection):
            if row.acted is not None:
                holder = row.holder.subject(situation.roster) if row.holder else ""
                terms[f"{holder}/{getattr(row.record, 'kind', '')}"].append((row.acted, row))
        for held in terms.values():
            held.sort(key=lambda term: term[0])
            following = [*(day for day, _ in held[1:]), None]
            for (began, row), after in zip(held, following, strict=True):
                if after is None or after.last >= situation.start:
                    yield from self._judge(row, began, after, situation)

    def _judge(self, row: Row, began: Day, after: Day | None, situation: Situation) -> Iterator[Judgement]:
        due = began.months_on(12 * self.years)
        words: dict[str, Arg] = {"row": name_of(row, situation), "years": self.years, "due": due}
        now = Day.exact(situation.as_of)
        if after is not None and after.last <= due.first:
            yield met(row, situation, on=after)
        elif after is not None and after.first <= due.last:
            text = message(
                "{row}任期{years}年，{due}届满，{after}换届，只写到月份，分不清晚没晚", after=after, **words
            )
            yield judge(Status.ATTEST, row, situation, text, on=after, fix=message("把产生日期写到日"))
        elif after is not None:
            text = message("{row}任期{years}年，{due}届满，到{after}才换届", after=after, **words)
            fix = message("核对两届的产生日期，写错的改正；确实晚了的，写明原因，按实际情况作说明")
            yield judge(Status.GAP, row, situation, text, on=after, fix=fix)
        elif situation.as_of < add_months(due.first, -self.ahead):
            yield met(row, situation, on=now)
        elif situation.ended_by(due.last):
            return
        elif situation.as_of <= due.last:
            text = message("{row}任期{years}年，{due}届满，应在这一天以前换届", **words)
            yield judge(Status.DUE, row, situation, text, on=now, deadline=due.first)
        else:
            text = message("{row}任期{years}年，{due}已经届满，没有换届的记录", **words)
            fix = message("换了届的，把新一届记进“{label}”；没有换的，尽快报乡镇", label=Word(row.label))
            yield judge(Status.GAP, row, situation, text, on=now, fix=fix)

    def phrase(self) -> str:
        """The sentence on the card."""
        return f"{self.what}：每届{self.years}年，届满以前换届，提前{self.ahead}个月着手"

    def quiz(self) -> Quiz:
        """How long a term is."""
        return Quiz(f"{self.what}，每届几年？", f"{self.years}年")
