"""不兼任：people who serve in one body and may not serve in another at the same time."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from dangjian_cli.finding import Judgement, Person, Status, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import Several, Tenure, zh
from dangjian_cli.ledger.table import Column, Row, Selection
from dangjian_cli.periods import Day


class _Served(NamedTuple):
    """Somebody's time in a body: the days on which it surely was so."""

    row: Row
    name: str
    first: date
    last: date


class Apart(RowKind):
    """Nobody of ``对象`` (people with 姓名, 起, 止) is on the same day among those that meet ``另``.

    Who has no 起 came in with the body; who has no 止 left with it, on the day the next one was chosen.
    """

    tag = "不兼任"
    problem = "4.2"

    other: Mapping[str, Several[str]] = zh("另", default=...)

    def compiled(self) -> tuple[Column, ...]:
        """The columns of both conditions."""
        return (*super().compiled(), *(c.column for c in self._others.conditions))

    @cached_property
    def _others(self) -> Selection:
        return Selection(self.table, self.other, {})

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a person who served on or after the first judged day."""
        del since
        own = list(_served(situation.rows(self.selection), situation))
        if not own:
            return
        others: defaultdict[str, list[_Served]] = defaultdict(list)
        for other in _served(situation.rows(self._others), situation):
            others[other.name].append(other)
        for served in own:
            yield self._judge(served, others[served.name], situation)

    def _judge(self, served: _Served, others: list[_Served], situation: Situation) -> Judgement:
        shared = (
            max(served.first, o.first)
            for o in others
            if max(served.first, o.first) <= min(served.last, o.last)
        )
        day = min(shared, default=None)
        known = situation.roster.named(served.name)
        part = known[0].ref if len(known) == 1 else ""
        if day is None:
            return met(served.row, situation, part=part, on=Day.exact(served.last))
        text = message(
            "{row}{name}从{day}起也是{other}的成员",
            row=name_of(served.row, situation),
            name=Person(served.name),
            day=day,
            other=Word("、".join(sorted(v for c in self._others.conditions for v in c.allowed))),
        )
        fix = message("核对两处的成员和起止：写错的改正；确实一人兼了的，不合规定，报乡镇研究怎么办")
        return judge(Status.GAP, served.row, situation, text, part=part, on=Day.exact(day), fix=fix)

    def phrase(self) -> str:
        """The sentence on the card."""
        other = "，".join(c.spoken() for c in self._others.conditions)
        return f"{self.what}：不得同时是{other}的"


def _served(rows: list[Row], situation: Situation) -> Iterator[_Served]:
    """Everybody's time, as far as it lies between the first judged day and the last."""
    chosen = sorted({row.holder.acted for row in rows if row.holder and row.holder.acted})
    following = dict(pairwise(chosen))
    for row in rows:
        person, began = row.record, row.holder.acted if row.holder else None
        if isinstance(person, Tenure) and began is not None:
            after = following.get(began)
            left = after.first - timedelta(days=1) if after else situation.end
            first = max(person.since.last if person.since else began.last, situation.start)
            last = min(person.until.first if person.until else left, left, situation.end)
            if first <= last:
                yield _Served(row, person.name, first, last)
