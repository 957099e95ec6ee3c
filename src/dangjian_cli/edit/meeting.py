"""A meeting that is being entered: who had to come that day, who came, what is as it was last time."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from dangjian_cli.edit.entry import Desk, kinds_typed
from dangjian_cli.edit.form import boxes
from dangjian_cli.edit.written import plain
from dangjian_cli.ledger.activities import Meeting
from dangjian_cli.ledger.roster import Attendants
from dangjian_cli.ledger.values import BadValue, parse_count, parse_day
from dangjian_cli.periods import Day

AS_BEFORE = "照旧"
"""Instead of names: whoever was excluded at the meeting before."""

_EVERY_TIME = frozenset({"place", "chair", "recorder", "starts"})
"""What is mostly as it was at the last meeting of the kind."""


class MeetingAtHand:
    """A meeting as far as it was typed."""

    def __init__(self, values: Mapping[str, Any], desk: Desk) -> None:
        self._values = values
        self._desk = desk
        self._own = boxes(Meeting)
        self.kinds = kinds_typed(values)

    def suggested(self, attr: str) -> str:
        """What a box is filled with beforehand."""
        if attr == "date":
            return str(self._desk.as_of)
        if attr in _EVERY_TIME:
            return self._as_before(attr)
        if attr == "planned":
            return self._planned()
        if attr == "excluded":
            return "、".join(absence.name for absence in self._excluded_before())
        number = self.number(attr)
        return "" if number is None else str(number)

    def number(self, attr: str) -> int | None:
        """How many, of one of the four numbers of people; ``None`` where it cannot be said."""
        if attr in {"expected", "voters_expected"}:
            return self._expected(voting=attr == "voters_expected")
        if attr in {"attended", "voters_attended"} and self._typed("absent"):
            return self._came(voting=attr == "voters_attended")
        return None

    def with_approvals(self, excluded: Any) -> Any:
        """Those excluded, each with reason and approval as at the meeting before where they are not typed."""
        before = {absence.name: plain(absence) for absence in self._excluded_before()}
        if excluded in (AS_BEFORE, [{self._name: AS_BEFORE}]):
            return list(before.values())
        people = excluded if isinstance(excluded, list) else [excluded]
        return [
            {**before.get(str(person.get(self._name)), {}), **person}
            if isinstance(person, Mapping)
            else person
            for person in people
        ]

    @property
    def _name(self) -> str:
        inner = self._own["excluded"].inner
        assert inner is not None  # noqa: S101 - a list of people
        return boxes(inner)["name"].label

    def _typed(self, attr: str) -> Any:
        return self._values.get(self._own[attr].label)

    @property
    def _day(self) -> Day | None:
        try:
            return parse_day(self._typed("date") or "")
        except BadValue:
            return None

    @property
    def _attendants(self) -> Attendants:
        """Who ought to come to a meeting of these kinds."""
        if "党员大会" in self.kinds:
            return "全体党员"
        if "党小组会" in self.kinds:
            return "本组党员"
        return "支委会成员" if "支委会" in self.kinds else "全体党员"

    def _expected(self, *, voting: bool) -> int | None:
        day, of = self._day, self._attendants
        assembly = "党员大会" in self.kinds
        group = str(self._typed("group") or "")
        if (
            day is None
            or not self.kinds
            or not self._desk.ledger.sections.members
            or (voting and not assembly)
        ):
            return None
        known = {g.name for g in self._desk.roster.groups(day.first)}
        if of == "本组党员" and group not in known:
            return None
        excluded = {(name, None) for name in self._people("excluded")} if assembly else set()
        who: Attendants = "有表决权党员" if voting else of
        counts = {
            number
            for turn in (day.first, day.last)
            for number in self._desk.roster.expected(who, turn, group, excluded)
        }
        return counts.pop() if len(counts) == 1 else None

    def _came(self, *, voting: bool) -> int | None:
        """Those expected without the absent; of the voters, without those absent who had a vote."""
        expected, day = self._written("voters_expected" if voting else "expected"), self._day
        if expected is None or day is None:
            return None
        absent = self._people("absent")
        if not voting:
            return expected - len(absent)
        standings = [self._desk.roster.standing(name, day.first) for name in absent]
        if any(s is None or s.voting is None for s in standings):
            return None
        return expected - sum(bool(s and s.voting) for s in standings)

    def _written(self, attr: str) -> int | None:
        with suppress(BadValue):
            if typed := self._typed(attr):
                return parse_count(typed)
        return self.number(attr)

    def _people(self, attr: str) -> list[str]:
        """The names in a list of people."""
        typed = self._typed(attr)
        if isinstance(typed, str):
            with suppress(BadValue):
                typed = self._own[attr].read(typed)
        found = self.with_approvals(typed) if attr == "excluded" and typed else typed or ()
        return [str(p[self._name]) for p in found if isinstance(p, Mapping) and self._name in p]

    def _before(self, kinds: Sequence[str]) -> Iterator[Meeting]:
        """Earlier meetings that share a kind, the latest first."""
        day = self._day
        until = day.last if day else date.max
        earlier = [
            m
            for m in self._desk.ledger.sections.meetings
            if m.date.last < until and set(kinds) & set(m.kinds)
        ]
        return iter(sorted(earlier, key=lambda m: m.date.first, reverse=True))

    def _as_before(self, attr: str) -> str:
        last = next(self._before(self.kinds), None)
        value = getattr(last, attr) if last else None
        return "" if value is None else str(plain(value))

    def _planned(self) -> str:
        """The committee's last meeting before it, where that spoke of the 主题党日."""
        last = next(self._before(["支委会"]), None)
        spoke = last is not None and any("主题党日" in (item.title or "") for item in last.items)
        return last.ref or "" if last is not None and spoke else ""

    def _excluded_before(self) -> Sequence[Any]:
        last = next(self._before(["党员大会"]), None) if "党员大会" in self.kinds else None
        return last.excluded if last else ()


def fill_meeting(record: dict[str, Any], desk: Desk) -> None:
    """Add how many had to come and came, and the approvals of those excluded."""
    own = boxes(Meeting)
    excluded = own["excluded"].label
    if excluded in record:
        record[excluded] = MeetingAtHand(record, desk).with_approvals(record[excluded])
    for attr in ("expected", "voters_expected", "attended", "voters_attended"):
        number = MeetingAtHand(record, desk).number(attr)
        if number is not None:
            record.setdefault(own[attr].label, str(number))
