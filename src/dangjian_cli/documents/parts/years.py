"""Which records stand in the ledger of a year: acts by their day or 所属年度, what lasts by all its years."""

from collections.abc import Iterator
from datetime import date

from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.documents.parts.papers import last_day
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.organization import Committee
from dangjian_cli.ledger.people import Development
from dangjian_cli.ledger.table import Field, visible
from dangjian_cli.periods import Day

LASTING = frozenset(
    {"members", "groups", "committees", "village_bodies", "posts", "cooperatives", "venues", "dues_reliefs"}
    | {"projects", "campaigns", "floating", "developments", "waivers"}
)
"""Sections of what goes on until it ends."""

_ENDS = ("ended", "until", "finished")


def closing_day(matter: Matter) -> date:
    """The day as of which the year's ledger stands: the last of the year, or the day of judgement."""
    return min(matter.as_of, date(matter.year, 12, 31))


def of_year(section: Field, matter: Matter) -> list[tuple[int, Record]]:
    """The section's records that stand in the year's ledger, each with its position."""
    value = getattr(matter.ledger.sections, section.attr)
    records = value if isinstance(value, tuple) else () if value is None else (value,)
    return [
        (i, record)
        for i, record in enumerate(records)
        if visible(record, matter.as_of) and _belongs(record, section, records, matter)
    ]


def _belongs(record: Record, section: Field, others: tuple[Record, ...], matter: Matter) -> bool:
    if year := getattr(record, "year", None):
        return bool(year == matter.year)
    if months := list(_months(record)):
        return months[0].first.year <= matter.year <= months[-1].last.year
    first, last = _first(record, matter), _last(record, section, others, matter)
    if first is None:
        return True  # nothing says when: it stands in every year rather than in none
    return first.year <= matter.year and (last is None or last.year >= matter.year)


def _months(record: Record) -> Iterator[Day]:
    """The months that a payment is for."""
    for attr in ("month", "through"):
        if isinstance(day := getattr(record, attr, None), Day):
            yield day


def _first(record: Record, matter: Matter) -> date | None:
    if record.acted is not None:
        return record.acted.first
    if record.stepwise and (days := sorted(_days(record, matter))):
        return days[0]
    return None


def _days(record: Record, matter: Matter) -> Iterator[date]:
    steps = getattr(record, "steps", None)
    if isinstance(steps, Record):
        for attr in type(steps).model_fields:
            yield from (s.acted.first for s in getattr(steps, attr) if s.acted and visible(s, matter.as_of))


def _last(record: Record, section: Field, others: tuple[Record, ...], matter: Matter) -> date | None:
    """The last day, of what has one; nothing of what still goes on."""
    if section.attr not in LASTING:
        day = last_day(record, matter) if record.stepwise else record.acted
        return day.last if day else None
    if isinstance(record, Committee):
        later = (o.elected.first for o in others if isinstance(o, Committee) and o.elected > record.elected)
        return min(later, default=None)
    if isinstance(record, Development) and record.ended is None:
        return max((s.acted.last for s in record.steps.archived if s.acted), default=None)
    ends = (getattr(record, attr, None) for attr in _ENDS)
    return next((day.last for day in ends if isinstance(day, Day)), None)
