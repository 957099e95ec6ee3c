"""补缺：a place that fell vacant before its time is filled again within so many months."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from dangjian_cli.finding import Arg, Judgement, Status, message
from dangjian_cli.kinds.base import Kind, Quiz, Situation, judge, met, name_of
from dangjian_cli.ledger.base import Tenure, zh
from dangjian_cli.ledger.organization import Committee, Group
from dangjian_cli.ledger.table import Row, Table
from dangjian_cli.periods import Day, add_months

_PLACES = {"支委会": "支委会.成员", "党小组": "党小组.组长"}


class Vacancy(Kind):
    """Whoever left the committee, or the lead of a group, was followed by another within ``至多`` months.

    Nothing is asked where the term or the group ended within that time. Who changed office only has not
    left. A successor may take over up to a month before the other leaves.
    """

    tag = "补缺"
    problem = "2.2"
    measure = "限度"

    body: Literal["支委会", "党小组"] = zh("机构", default=...)
    at_most: int = zh("至多", default=..., hint="月数")

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement for each who left, by the order of leaving."""
        del since
        bodies: dict[int, list[Row]] = {}
        for row in Table.named(_PLACES[self.body]).rows(situation.ledger.sections, situation.as_of):
            bodies.setdefault(id(row.holder), []).append(row)
        for places in bodies.values():
            yield from self._body(places, situation)

    def _body(self, places: list[Row], situation: Situation) -> Iterator[Judgement]:
        holder = places[0].holder
        assert holder is not None  # noqa: S101 - a place stands in its committee or group
        begun, ended = _span(holder.record, situation)
        left = _sorted_by_day((r, t.until) for r, t in _tenures(places) if t.until and not _stays(t, places))
        came = _sorted_by_day((r, t.since) for r, t in _tenures(places) if t.since and t.since.first > begun)
        for row, until in left:
            if until.first > situation.as_of:
                continue
            successor = next(
                (c for c in came if c[0] is not row and add_months(c[1].last, 1) >= until.first), None
            )
            if successor is not None:
                came.remove(successor)
            yield from self._judge(row, until, successor and successor[1], ended, situation)

    def _judge(
        self, row: Row, until: Day, filled: Day | None, ended: date, situation: Situation
    ) -> Iterator[Judgement]:
        deadline = add_months(until.last, self.at_most)
        decisive = filled.last if filled else min(situation.as_of, deadline)
        if decisive < situation.start:
            return
        if filled is not None and filled.first <= deadline:
            yield met(row, situation, on=filled)
            return
        if ended <= deadline or situation.ended_by(deadline):
            return
        words: dict[str, Arg] = {
            "row": name_of(row, situation),
            "until": until,
            "deadline": deadline,
            "months": self.at_most,
        }
        column = Table.named(_PLACES[self.body]).column("止")
        on = filled or Day.exact(decisive)
        if filled is None and situation.as_of <= deadline:
            text = message("{row}{until}离任，空出的位置还没有补，最晚到{deadline}", **words)
            yield judge(Status.DUE, row, situation, text, column=column, on=on, deadline=deadline)
            return
        text = (
            message("{row}{until}离任，{months}个月内（到{deadline}）没有记补上的人", **words)
            if filled is None
            else message("{row}{until}离任，{filled}才补上，超过{months}个月", filled=filled, **words)
        )
        fix = message("补上了没有记的，记上姓名和起；没有补的，抓紧办，一时不补的写明原因并报告上级党组织")
        yield judge(Status.GAP, row, situation, text, column=column, on=on, fix=fix)

    def phrase(self) -> str:
        """The sentence on the card."""
        who = "支委会成员" if self.body == "支委会" else "党小组组长"
        return f"{who}中途离任的，{self.at_most}个月内补上"

    def quiz(self) -> Quiz:
        """How soon."""
        return Quiz(f"{self.phrase().partition('，')[0]}，多长时间内补上？", f"{self.at_most}个月内")


def _tenures(places: list[Row]) -> Iterator[tuple[Row, Tenure]]:
    for row in places:
        if isinstance(row.record, Tenure):
            yield row, row.record


def _sorted_by_day(dated: Iterator[tuple[Row, Day]]) -> list[tuple[Row, Day]]:
    return sorted(dated, key=lambda pair: (pair[1], pair[0].route))


def _stays(tenure: Tenure, places: list[Row]) -> bool:
    """Whether the same person goes on in another place."""
    assert tenure.until is not None  # noqa: S101 - asked of those who left
    return any(
        other is not tenure
        and other.name == tenure.name
        and (other.until is None or other.until.first > tenure.until.first)
        for _, other in _tenures(places)
    )


def _span(record: object, situation: Situation) -> tuple[date, date]:
    """The days on which the term or the group began and ended."""
    if isinstance(record, Committee):
        later = (c.elected.first for c in situation.ledger.sections.committees if c.elected > record.elected)
        return record.elected.last, min((d for d in later if d <= situation.as_of), default=date.max)
    assert isinstance(record, Group)  # noqa: S101 - the only other body
    founded = record.founded.last if record.founded else date.min
    return founded, record.ended.first if record.ended else date.max
