"""期满：a term that runs from one step, may be made longer, and must be over before the next is taken."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pydantic import model_validator

from dangjian_cli.finding import Arg, Judgement, Status, Word, message
from dangjian_cli.kinds.base import Quiz, RowKind, Situation, judge, met, name_of, past_days
from dangjian_cli.ledger.base import Several, Step, zh
from dangjian_cli.ledger.table import Column, Row
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.periods import Day


class _Longer(NamedTuple):
    """A decision that made the term longer: its day, and by how many months."""

    day: Day
    months: int


class Expiry(RowKind):
    """``办`` is done when ``期`` months from ``从``, and the 月数 of every step of ``延长``, are over.

    With ``不超过`` it is done within so many months after; a decision to make the term longer is an answer
    for the term that it ends. ``除非`` names steps that end the waiting. Where a decision does not say by how
    many months, nothing is said of what follows it.
    """

    tag = "期满"
    problem = "2.2"
    measure = "限度"

    start: str = zh("从", default=...)
    done: str = zh("办", default=...)
    months: int = zh("期", default=..., hint="月数")
    longer: Several[str] = zh("延长", default=(), hint="写有月数的步骤")
    within: int | None = zh("不超过", default=None, hint="期满后几个月内；不写的只看是否办早了")
    unless: Several[str] = zh("除非", default=())

    @model_validator(mode="after")
    def _steps_of_months(self) -> "Expiry":
        for path in self.longer:
            if self.column(path).inner is not Step:
                raise BadValue("no-months", message("“延长”要写步骤，月数写在那一步里"))
        return self

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and the steps'."""
        named = (self.start, self.done, *self.longer, *self.unless)
        return (*super().compiled(), *(self.column(p) for p in named))

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement an act, or with ``不超过`` one a term."""
        del since
        starts = past_days(self.column(self.start), row, situation)
        if not starts:
            return
        acts = past_days(self.column(self.done), row, situation)
        longer = self._decisions(row, situation)
        if self.within is None:
            yield from self._early(row, starts[0], acts, longer, situation)
        else:
            yield from self._late(row, starts[0], acts, longer, situation)

    def _decisions(self, row: Row, situation: Situation) -> list[_Longer]:
        """What made the term longer, in order; the months are 0 where they are not written."""
        steps = [cell.value for path in self.longer for cell in self.column(path).cells(row, situation.as_of)]
        return sorted(_Longer(step.date, int(step.months or 0)) for step in steps if step.date is not None)

    def _expiry(self, start: Day, longer: list[_Longer]) -> Day:
        months = self.months + sum(decision.months for decision in longer)
        return start.months_on(months)

    # 没有满就办了

    def _early(
        self, row: Row, start: Day, acts: list[Day], longer: list[_Longer], situation: Situation
    ) -> Iterator[Judgement]:
        for i, act in enumerate(acts):
            counted = [decision for decision in longer if decision.day.first < act.first]
            if act.last >= situation.start and all(decision.months for decision in counted):
                expiry = self._expiry(start, counted)
                yield self._not_before(row, expiry, act, str(i + 1) if i else "", situation)

    def _not_before(self, row: Row, expiry: Day, act: Day, part: str, situation: Situation) -> Judgement:
        if act.first >= expiry.last:
            return met(row, situation, part=part, on=act)
        column = self.column(self.done)
        words: dict[str, Arg] = {
            "row": name_of(row, situation),
            "done": Word(column.label),
            "act": act,
            "expiry": expiry,
        }
        if act.last >= expiry.first:
            text = message("{row}{act}“{done}”，{expiry}期满，只写到月份，分不清满了没有", **words)
            fix = message("把日期写到日")
            return judge(Status.ATTEST, row, situation, text, column=column, part=part, on=act, fix=fix)
        text = message("{row}{act}就“{done}”，到{expiry}才期满", **words)
        fix = message("核对两个日期：写错的改正；确实没有满的，期满后重新办理，并报告上级党组织")
        return judge(Status.GAP, row, situation, text, column=column, part=part, on=act, fix=fix)

    # 满了迟迟不办

    def _late(
        self, row: Row, start: Day, acts: list[Day], longer: list[_Longer], situation: Situation
    ) -> Iterator[Judgement]:
        for i in range(len(longer) + 1):
            before, decided = longer[:i], longer[i : i + 1]
            if not all(decision.months for decision in before):
                return
            since = before[-1].day.first if before else date.min
            answers = sorted([a for a in acts if a.last > since] + [d.day for d in decided])
            part = str(i + 1) if i else ""
            expiry = self._expiry(start, before)
            judged = self._in_time(row, expiry, answers[0] if answers else None, part, situation)
            if judged is not None:
                yield judged

    def _in_time(
        self, row: Row, expiry: Day, act: Day | None, part: str, situation: Situation
    ) -> Judgement | None:
        within = self.within or 0
        earliest, latest = expiry.months_on(within)
        on = act or Day.exact(min(situation.as_of, latest))
        if on.last < situation.start or (act is None and situation.ended_by(latest)):
            return None
        if act is not None and act.last <= earliest:
            return met(row, situation, part=part, on=on)
        if act is None and any(past_days(self.column(p), row, situation) for p in self.unless):
            return None
        column = self.column(self.done)
        words: dict[str, Arg] = {
            "row": name_of(row, situation),
            "done": Word(column.label),
            "expiry": expiry,
            "within": within,
            "latest": earliest if act is None and situation.as_of <= latest else latest,
        }
        if act is None and situation.as_of <= latest:
            text = message("{row}到{expiry}期满，应在{latest}前（含当日）“{done}”", **words)
            return judge(Status.DUE, row, situation, text, column=column, part=part, on=on, deadline=earliest)
        if act is not None and act.first <= latest:
            text = message(
                "{row}{expiry}期满，{act}“{done}”，只写到月份，是否超过{within}个月要人工核实",
                act=act,
                **words,
            )
            fix = message("把日期写到日")
            return judge(Status.ATTEST, row, situation, text, column=column, part=part, on=on, fix=fix)
        text = (
            message("{row}{expiry}期满，{within}个月内（到{latest}）没有“{done}”的记录", **words)
            if act is None
            else message("{row}{expiry}期满，到{act}才“{done}”，超过{within}个月", act=act, **words)
        )
        fix = message("办过而没有记的，补上记录；确实晚了的，尽快办理，写明原因并报告上级党组织")
        return judge(Status.GAP, row, situation, text, column=column, part=part, on=on, fix=fix)

    def phrase(self) -> str:
        """The sentence on the card."""
        start, done = (self.column(path).path for path in (self.start, self.done))
        steps = "、".join(self.column(p).path for p in self.longer)
        longer = f"（有{steps}的，加上它的月数）" if steps else ""
        unless = f"（已{'、'.join(self.column(p).path for p in self.unless)}的除外）" if self.unless else ""
        bound = "，才能" if self.within is None else f"，{self.within}个月内"
        return f"{self.what}：从“{start}”起{self.months}个月{longer}期满{bound}“{done}”{unless}"

    def quiz(self) -> Quiz:
        """How long the term is, or how soon after."""
        start, done = (self.column(path).path for path in (self.start, self.done))
        if self.within is None:
            return Quiz(f"从{start}起，满多长时间才能{done}？", f"{self.months}个月")
        return Quiz(f"从{start}起{self.months}个月期满后，多长时间内{done}？", f"{self.within}个月内")
