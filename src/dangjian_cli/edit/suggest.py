"""What is known before it is typed: how many had to come, the next 编号, what is still to be paid."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from dangjian_cli.edit.entry import Desk, Entry, held_by, kinds_typed, section_model, type_of_steps, whose
from dangjian_cli.edit.form import Box, Sort, boxes
from dangjian_cli.edit.meeting import MeetingAtHand, fill_meeting
from dangjian_cli.edit.numbering import next_ref, ref_of_day
from dangjian_cli.ledger.base import Record, Step
from dangjian_cli.ledger.dues import Debt, index, period
from dangjian_cli.ledger.organization import Member
from dangjian_cli.ledger.table import fields_of
from dangjian_cli.ledger.values import BadValue, parse_day, parse_month

EVERYBODY = "全体"
"""Instead of a name: one record for everybody concerned."""


def suggested(entry: Entry, box: Box, values: Mapping[str, Any], desk: Desk) -> str:
    """What a box may be filled with beforehand, as a person would type it; nothing where nothing is known.

    ``values`` are what was typed so far; a day that was typed makes it be what it was on that day.
    """
    values = {**entry.given, **values}
    if entry.is_step:
        return _of_step(entry, box, values, desk)
    if box.attr == "ref":
        return _ref(entry, values, desk)
    if entry.section == "meetings":
        return MeetingAtHand(values, desk).suggested(box.attr)
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
        ref = _ref(entry, record, desk, [str(b.get(own["ref"].label, "")) for b in before])
        if ref:
            found.setdefault(own["ref"].label, ref)
    if entry.section == "meetings":
        fill_meeting(found, desk)
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


_HABIT = 3
"""As many meetings of one sort show how they are numbered; fewer are looked at with others like them."""


def _ref(entry: Entry, values: Mapping[str, Any], desk: Desk, with_it: Sequence[str] = ()) -> str:
    """The next 编号; nothing where the branch does not number such records.

    ``with_it`` are those of records that are entered together with it.
    """
    records = getattr(desk.ledger.sections, entry.section)
    refs = [ref for record in records if (ref := getattr(record, "ref", None))]
    needed = entry.model.model_fields["ref"].is_required()
    if not needed and records and len(refs) * 2 < len(records):
        return ""
    taken, day = {*refs, *with_it}, _day(entry, values, desk)
    if entry.section == "meetings":
        kinds = kinds_typed(values)
        group = str(values.get(boxes(entry.model)["group"].label, ""))
        same = [m for m in records if list(m.kinds) == kinds and (m.group or "") == group]
        alike = same if len(same) >= _HABIT else [m for m in records if m.kinds[0] in kinds[:1]]
        dated = [(m.ref, m.date.first) for m in alike if m.ref]
        refs = [ref for ref, _ in dated] or refs
        if by_day := ref_of_day(dated, day, taken):
            return by_day
    return next_ref([*refs, *filter(None, with_it)], day.year, desk.like.get(entry.section, ""), taken)


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
