"""What is known before it is typed: how many had to come, the next 编号, what is still to be paid."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from dangjian_cli.edit.entry import Desk, Entry, held_by, kinds_typed, section_model, type_of_steps, whose
from dangjian_cli.edit.form import Box, Sort, boxes
from dangjian_cli.edit.numbering import next_ref
from dangjian_cli.edit.written import plain
from dangjian_cli.ledger.activities import Meeting
from dangjian_cli.ledger.base import Record, Step
from dangjian_cli.ledger.dues import Debt, index, period
from dangjian_cli.ledger.organization import Member
from dangjian_cli.ledger.roster import Attendants
from dangjian_cli.ledger.table import fields_of
from dangjian_cli.ledger.values import BadValue, parse_count, parse_day, parse_month
from dangjian_cli.periods import Day

EVERYBODY = "全体"
"""Instead of a name: one record for everybody concerned."""

AS_BEFORE = "照旧"
"""Instead of names: whoever was excluded at the meeting before."""


def suggested(entry: Entry, box: Box, values: Mapping[str, Any], desk: Desk) -> str:
    """What a box may be filled with beforehand, as a person would type it; nothing where nothing is known.

    ``values`` are what was typed so far; a day that was typed makes it be what it was on that day.
    """
    values = {**entry.given, **values}
    if entry.is_step:
        return _of_step(entry, box, values, desk)
    if box.attr == "ref":
        return _ref(entry.section, _day(entry, values, desk).year, desk, ()) or ""
    if entry.section == "meetings":
        return _MeetingAtHand(values, desk).suggested(box.attr)
    if entry.section == "dues_payments":
        return _Payment(values, desk).suggested(box.attr)
    return _today(box, entry, desk)


def filled_in(
    entry: Entry, record: Mapping[str, Any], desk: Desk, before: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """The record with what follows from the ledger for sure; what was typed stays. In the schema's order.

    ``before`` are those that are entered together with it.
    """
    found = dict(record)
    model = entry.model
    own = boxes(model)
    if not entry.is_step and "ref" in own:
        year = _day(entry, record, desk).year
        ref = _ref(entry.section, year, desk, [str(b.get(own["ref"].label, "")) for b in before])
        if ref:
            found.setdefault(own["ref"].label, ref)
    if entry.section == "meetings":
        _fill_meeting(found, desk)
    elif entry.section == "dues_payments":
        _fill_payment(found, desk)
    order = {field.label: i for i, field in enumerate(fields_of(model))}
    return dict(sorted(found.items(), key=lambda pair: order.get(pair[0], len(order))))


def everybody(entry: Entry, values: Mapping[str, Any], desk: Desk) -> list[str]:
    """Whom 全体 means: those who still owe for the month, else all members of the day."""
    if entry.section == "dues_payments":
        return _Payment(values, desk).owing()
    day = _day(entry, values, desk)
    members = desk.ledger.sections.members
    alone = desk.roster
    return [_called(m, desk) for m in members if alone.standing_of(m, day).member]


def _called(member: Member, desk: Desk) -> str:
    return member.name if len(desk.roster.named(member.name)) == 1 else member.ref


def _day(entry: Entry, values: Mapping[str, Any], desk: Desk) -> date:
    """The day that a record is of, as far as it was typed; else today."""
    own = boxes(entry.model)
    attr = entry.model.act or "date"
    with suppress(BadValue):
        if attr in own and (typed := values.get(own[attr].label)):
            return parse_day(typed).first
    return desk.as_of


def _today(box: Box, entry: Entry, desk: Desk) -> str:
    """Today, where a record's own day is asked for."""
    return str(desk.as_of) if box.attr == entry.model.act and box.sort is Sort.DAY else ""


# 编号 -------------------------------------------------------------------------------------------------------


def _ref(section: str, year: int, desk: Desk, taken: Sequence[str]) -> str:
    """The next 编号; nothing where the branch does not number such records."""
    model = section_model(section)
    if "ref" not in model.model_fields:
        return ""
    records = getattr(desk.ledger.sections, section)
    refs = [ref for record in records if (ref := getattr(record, "ref", None))]
    needed = model.model_fields["ref"].is_required()
    if not needed and records and len(refs) * 2 < len(records):
        return ""
    return next_ref([*refs, *filter(None, taken)], year, desk.like.get(section, ""))


# 会议 -------------------------------------------------------------------------------------------------------

_EVERY_TIME = frozenset({"place", "chair", "recorder", "starts"})
"""What is mostly as it was at the last meeting of the kind."""


class _MeetingAtHand:
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


def _fill_meeting(record: dict[str, Any], desk: Desk) -> None:
    own = boxes(Meeting)
    excluded = own["excluded"].label
    if excluded in record:
        record[excluded] = _MeetingAtHand(record, desk).with_approvals(record[excluded])
    for attr in ("expected", "voters_expected", "attended", "voters_attended"):
        number = _MeetingAtHand(record, desk).number(attr)
        if number is not None:
            record.setdefault(own[attr].label, str(number))


# 党费 -------------------------------------------------------------------------------------------------------


class _Payment:
    """A payment of dues as far as it was typed."""

    def __init__(self, values: Mapping[str, Any], desk: Desk) -> None:
        self._values = values
        self._desk = desk
        self._own = boxes(section_model("dues_payments"))

    def suggested(self, attr: str) -> str:
        """What a box is filled with beforehand."""
        if attr == "date":
            return str(self._desk.as_of)
        member = self._member
        if attr == "month":
            owed = self._owed(member) if member else None
            return f"{period(owed.month).first:%Y-%m}" if owed else f"{self._desk.as_of:%Y-%m}"
        if attr in {"due", "paid"} and member:
            return self.due(member)
        return ""

    def due(self, member: Member) -> str:
        """What the member is to pay for the months typed; nothing where no amount was fixed."""
        first = self._month("month")
        last = self._month("through") or first
        if first is None or last is None or last < first:
            return ""
        rates = [self._desk.dues.rate(member, month) for month in range(first, last + 1)]
        found = [rate for rate in rates if rate is not None]
        return f"{sum(found):f}" if len(found) == len(rates) else ""

    def owing(self) -> list[str]:
        """Who owes for the month and has paid nothing yet."""
        month = self._month("month")
        if month is None:
            return []
        members = self._desk.ledger.sections.members
        return [
            _called(m, self._desk)
            for m in members
            if any(d.unpaid for d in self._desk.dues.debts(m, month, month))
        ]

    @property
    def _member(self) -> Member | None:
        number = self._values.get(self._own["number"].label)
        return self._desk.dues.who(str(self._values.get(self._own["name"].label, "")), number)

    def _owed(self, member: Member) -> Debt | None:
        """The first month that is not paid, from the day on that the ledger was opened."""
        first, last = index(self._desk.ledger.branch.opened.first), index(self._desk.as_of)
        return next((debt for debt in self._desk.dues.debts(member, first, last) if debt.unpaid), None)

    def _month(self, attr: str) -> int | None:
        try:
            return index(parse_month(self._values.get(self._own[attr].label, "")).first)
        except BadValue:
            return None


def _fill_payment(record: dict[str, Any], desk: Desk) -> None:
    payment = _Payment(record, desk)
    own = boxes(section_model("dues_payments"))
    for attr in ("due", "paid"):
        if amount := payment.suggested(attr):
            record.setdefault(own[attr].label, amount)


# 步骤 -------------------------------------------------------------------------------------------------------


def _of_step(entry: Entry, box: Box, values: Mapping[str, Any], desk: Desk) -> str:
    typed = str(values.get(whose(entry).label, "")).strip()
    found = held_by(entry, typed, desk) if typed else []
    if box.attr == "date":
        return str(desk.as_of)
    if len(found) != 1:
        return ""
    record = getattr(desk.ledger.sections, entry.section)[found[0]]
    if box.attr == "step":
        return _next_step(entry, record)
    return _meeting_about(record, values, desk) if box.attr == "meeting" else ""


def _next_step(entry: Entry, record: Record) -> str:
    """The step after the last one that was taken, in the order of the rules."""
    steps = record.steps  # type: ignore[attr-defined]
    order = fields_of(type_of_steps(entry.holder))
    done = [i for i, field in enumerate(order) if steps is not None and getattr(steps, field.attr)]
    after = max(done, default=-1) + 1
    return order[after].label if after < len(order) else ""


def _meeting_about(record: Record, values: Mapping[str, Any], desk: Desk) -> str:
    """The meeting of that day that spoke of the person."""
    name = getattr(record, "name", None)
    with suppress(BadValue):
        day = parse_day(values.get(boxes(Step)["date"].label, ""))
        held = [m for m in desk.ledger.sections.meetings if m.ref and m.date == day]
        about = [m.ref for m in held if any(item.person == name for item in m.items)]
        return about[0] or "" if len(about) == 1 else ""
    return ""
