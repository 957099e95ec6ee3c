"""任期：the committee is elected anew by the day its term runs out, or by the end of an approved delay."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from dangjian_cli.finding import Arg, Judgement, Status, Word, message
from dangjian_cli.kinds.base import Quiz, RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.organization import Committee
from dangjian_cli.ledger.table import Row
from dangjian_cli.periods import Day, add_months


class _Deadline(NamedTuple):
    """The day by which the next election is due."""

    day: Day
    years: int
    delayed: bool


class Term(RowKind):
    """Each term of ``对象`` (支委会) is followed by an election no later than the day it runs out.

    The length is what the term's record says, else the branch's 届期, else by field: ``任期``, or ``其他``.
    It is due from ``提前`` months before. A delay approved before the term ran out counts to its own end, or
    for ``延期`` months where none is written.
    """

    tag = "任期"
    problem = "2.2"

    by_field: Mapping[str, int] = zh("任期", default=...)
    otherwise: int = zh("其他", default=...)
    ahead: int = zh("提前", default=..., hint="届满前几个月起列为待办")
    delay: int = zh("延期", default=..., hint="批复没有写延到哪一天时，按几个月算")

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a term that was running on or after the first judged day."""
        del since
        elected = _elections(situation)
        delays = _delays(situation)
        for row in situation.rows(self.selection):
            term = row.record
            if not isinstance(term, Committee):
                continue
            began = term.elected
            following = next((d for d in elected if d.first > began.last), None)
            if following is None or following.last >= situation.start:
                deadline = self._deadline(term, delays, situation)
                yield from self._judge(row, deadline, following, situation)

    def _deadline(
        self, term: Committee, delays: list[tuple[Day, Day | None]], situation: Situation
    ) -> _Deadline:
        branch, began = situation.ledger.branch, term.elected
        years = term.years or branch.term or self.by_field.get(branch.field, self.otherwise)
        expiry = began.months_on(12 * years)
        if term.expires is not None and term.years is None:
            expiry = term.expires
        ends = [
            until or expiry.months_on(self.delay)
            for approved, until in delays
            if began.last < approved.first <= expiry.last
        ]
        return _Deadline(max([expiry, *ends]), years, delayed=max([expiry, *ends]) > expiry)

    def _judge(
        self, row: Row, deadline: _Deadline, following: Day | None, situation: Situation
    ) -> Iterator[Judgement]:
        due = deadline.day
        if following is not None and following.last <= due.first:
            yield met(row, situation, on=following)
            return
        if following is None and situation.ended_by(due.last):
            return
        words: dict[str, Arg] = {
            "row": name_of(row, situation),
            "due": due,
            "what": Word("批准的延期到" if deadline.delayed else f"任期{deadline.years}年，届满"),
        }
        if following is not None:
            yield self._late(row, due, following, words, situation)
        elif situation.as_of < add_months(due.first, -self.ahead):
            yield met(row, situation, on=Day.exact(situation.as_of))
        elif situation.as_of <= due.last:
            text = message("{row}{what}{due}，应在这一天以前换届", **words)
            on = Day.exact(situation.as_of)
            yield judge(Status.DUE, row, situation, text, on=on, deadline=due.first)
        else:
            text = message("{row}{what}{due}，没有换届的记录，也没有届满前批准延期的记录", **words)
            fix = message(
                "换了届的，把新一届记进“支委会”，把选举记进“换届选举”；"
                "批准过延期的，在“换届选举”里补记“延期批复”；都没有的，尽快向上级党组织请示"
            )
            yield judge(Status.GAP, row, situation, text, on=Day.exact(situation.as_of), fix=fix)

    def _late(
        self, row: Row, due: Day, following: Day, words: Mapping[str, Arg], situation: Situation
    ) -> Judgement:
        if following.first <= due.last:
            text = message(
                "{row}{what}{due}，下一次选举{held}，只写到月份，分不清晚没晚", held=following, **words
            )
            fix = message("把当选日期写到日")
            return judge(Status.ATTEST, row, situation, text, on=following, fix=fix)
        text = message("{row}{what}{due}，到{held}才换届，没有届满前批准延期的记录", held=following, **words)
        fix = message(
            "批准过延期的，在“换届选举”里补记“延期批复”的日期和截止；没有的，按实际情况向上级党组织说明"
        )
        return judge(Status.GAP, row, situation, text, on=following, fix=fix)

    def phrase(self) -> str:
        """The sentence on the card."""
        fields = "、".join(f"{field}{years}年" for field, years in self.by_field.items())
        return (
            f"{self.what}：届满当日以前换届，提前{self.ahead}个月着手；届期没有写的，{fields}，其他{self.otherwise}年；"
            f"届满前批准延期的，到批准的截止日，没有写截止的延{self.delay}个月"
        )

    def quiz(self) -> Quiz:
        """How long a term is."""
        fields = "、".join(f"{field}{years}年" for field, years in self.by_field.items())
        return Quiz("支部委员会一届几年？", f"{fields}，其他一般{self.otherwise}年")


def _elections(situation: Situation) -> list[Day]:
    """Days on which a committee was elected, in order."""
    sections = situation.ledger.sections
    days = [c.elected for c in sections.committees]
    days += [e.held for e in sections.elections if e.held is not None and e.kind == "换届"]
    return sorted(d for d in days if d.first <= situation.as_of)


def _delays(situation: Situation) -> list[tuple[Day, Day | None]]:
    """Approved delays: when each was approved, and until when."""
    steps = (e.steps for e in situation.ledger.sections.elections if e.steps)
    return [
        (step.date, step.until)
        for held in steps
        for step in held.delay_consent
        if step.date is not None and step.date.first <= situation.as_of
    ]
