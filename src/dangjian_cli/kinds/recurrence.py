"""定期：something that one case asks for again and again, counted from a day of its own."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import NamedTuple

from dangjian_cli.finding import Arg, Judgement, Status, Word, message
from dangjian_cli.kinds.base import Quiz, RowKind, Situation, judge, met, name_of, past_days
from dangjian_cli.ledger.base import Several, zh
from dangjian_cli.ledger.table import Column, Row
from dangjian_cli.periods import Day

_HALF_YEAR = 6


class _Window(NamedTuple):
    """One stretch of months: the days it can open and close on, which differ where a date is month-only."""

    number: int
    opens: Day
    closes: Day

    @property
    def part(self) -> str:
        """Its part of the address."""
        return str(self.number)

    def surely_holds(self, day: Day) -> bool:
        """Whether every day it can be lies inside."""
        return self.opens.last <= day.first and day.last <= self.closes.first

    def perhaps_holds(self, day: Day) -> bool:
        """Whether some day it can be lies inside."""
        return self.opens.first <= day.last and day.first <= self.closes.last


class Recurrence(RowKind):
    """In every ``每`` months from ``从`` on there is one ``办``, until one of ``止``.

    Each stretch ends on the same day number, that day included, and the next begins the day after. One that
    was not run out when the case ended, or that began before the first judged day, is not asked for.
    """

    tag = "定期"
    problem = "2.1"
    measure = "频次"

    start: str = zh("从", default=...)
    done: str = zh("办", default=...)
    every: int = zh("每", default=..., hint="几个月")
    until: Several[str] = zh("止", default=())

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and the steps'."""
        return (*super().compiled(), *(self.column(p) for p in (self.start, self.done, *self.until)))

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a stretch."""
        del since
        starts = past_days(self.column(self.start), row, situation)
        if not starts:
            return
        days = past_days(self.column(self.done), row, situation)
        ended = min(
            (day.first for path in self.until for day in past_days(self.column(path), row, situation)),
            default=date.max,
        )
        for window in self._windows(starts[0]):
            if window.opens.first > situation.end or ended <= window.closes.last:
                return
            if window.opens.first >= situation.start:
                yield from self._judge(row, window, days, situation)

    def _windows(self, began: Day) -> Iterator[_Window]:
        opens = began
        for number in count(1):
            closes = began.months_on(number * self.every)
            yield _Window(number, opens, closes)
            opens = Day(*(day + timedelta(days=1) for day in closes))

    def _judge(self, row: Row, window: _Window, days: list[Day], situation: Situation) -> Iterator[Judgement]:
        if any(map(window.surely_holds, days)):
            yield met(row, situation, part=window.part, on=window.opens)
            return
        if situation.ended_by(window.closes.last):
            return
        column = self.column(self.done)
        words: dict[str, Arg] = {
            "row": name_of(row, situation),
            "number": window.number,
            "length": Word("半年" if self.every == _HALF_YEAR else f"{self.every}个月"),
            "opens": window.opens,
            "closes": window.closes,
            "done": Word(column.label),
        }
        said = "{row}第{number}个{length}（{opens}至{closes}）"
        if situation.as_of <= window.closes.last:
            status, text = Status.DUE, message(said + "还没有“{done}”", **words)
        elif any(map(window.perhaps_holds, days)):
            status, text = Status.ATTEST, message(said + "有没有“{done}”，日期只写到月份，定不下来", **words)
        else:
            status, text = Status.GAP, message(said + "没有“{done}”的记录", **words)
        fix = {
            Status.ATTEST: message("把日期写到日"),
            Status.GAP: message("办过而没有记的，照原始记录补上；没有办的不能补造，写明原因，今后按时办"),
        }
        yield judge(
            status,
            row,
            situation,
            text,
            column=column,
            part=window.part,
            on=window.opens,
            fix=fix.get(status),
            deadline=window.closes.first if status is Status.DUE else None,
        )

    def phrase(self) -> str:
        """The sentence on the card."""
        start, done = (self.column(path).path for path in (self.start, self.done))
        until = f"，到{'或'.join(self.column(p).path for p in self.until)}为止" if self.until else ""
        return f"{self.what}：从“{start}”起每{self.every}个月至少有一次“{done}”{until}"

    def quiz(self) -> Quiz:
        """How often."""
        return Quiz(
            f"从{self.column(self.start).path}起，多长时间{self.column(self.done).path}一次？",
            f"每{self.every}个月一次",
        )
