"""Drafts beside the ledger: what is new, what fills a gap, what says otherwise, what is there already.

Nothing that was typed is lost: where the two say different things, both are told and the ledger's stays,
unless the person takes the sheet's.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import ValidationError

from dangjian_cli.exchange.reading import Draft, Place, Reading, Weight
from dangjian_cli.exchange.words import spoken
from dangjian_cli.finding import Person, Value, Word, message
from dangjian_cli.ledger import Sections
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.shape import shape_of
from dangjian_cli.ledger.table import fields_of, words_of
from dangjian_cli.load.typed import complaints
from dangjian_cli.periods import Day

Way = tuple[str | int, ...]
"""From a record to something inside it: labels, and positions in lists."""

_STAND_IN = "X-0"
"""For a record that still has to get its number."""


@dataclass
class Addition:
    """A record that the ledger does not have."""

    section: str
    data: dict[str, Any]
    places: list[Place]


class Alteration(NamedTuple):
    """Something inside a record that the ledger has: filled in, other than it was, or one more of several.

    ``position`` is the record's in its section; ``old`` is nothing where it was not filled in.
    """

    section: str
    position: int
    way: Way
    old: Any
    new: Any
    place: Place
    more: bool = False


@dataclass
class Plan:
    """What importing would do."""

    additions: list[Addition] = field(default_factory=list)
    fills: list[Alteration] = field(default_factory=list)
    differences: list[Alteration] = field(default_factory=list)
    unchanged: int = 0
    """Rows that say nothing the ledger does not have."""


def merged(reading: Reading, sections: Sections) -> Plan:
    """The plan; what keeps a draft from being a record becomes a remark of the reading."""
    plan = Plan()
    indexes: dict[str, _Index] = {}
    people = _people(reading, sections)
    for draft in reading.drafts:
        model = words_of(Sections)[draft.section].inner
        assert model is not None  # noqa: S101 - sections are of records
        record = _typed(draft, model, reading)
        if record is None:
            continue
        if draft.section not in indexes:
            indexes[draft.section] = _Index(model, records_of(sections, draft.section))
        if draft.section not in _OF_MEMBERS or _is_known(draft, people, reading):
            _place(draft, record, indexes[draft.section], plan, reading)
    for addition in plan.additions:
        addition.data = _in_order(addition.data, indexes[addition.section].model)
    plan.additions.sort(key=lambda a: _day(a.data))
    return plan


def _in_order(data: Mapping[str, Any], model: type[Record]) -> dict[str, Any]:
    """The fields in the order in which ledgers have them."""
    return {f.label: data[f.label] for f in fields_of(model) if f.label in data}


def _day(data: Mapping[str, Any]) -> str:
    """When a meeting was; other records stay in the order of the table."""
    return str(data["日期"]) if "类型" in data and "日期" in data else ""


def records_of(sections: Sections, section: str) -> Sequence[Record]:
    """The records of a section; the branch itself is one."""
    held = getattr(sections, section)
    return held if isinstance(held, tuple) else (held,)


def _typed(draft: Draft, model: type[Record], reading: Reading) -> Record | None:
    data = draft.data
    if "ref" in model.model_fields and model.model_fields["ref"].is_required() and "编号" not in data:
        data = {"编号": _STAND_IN, **data}
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for complaint in complaints(error, model):
            column = draft.columns.get(str(complaint.path[0])) if complaint.path else None
            place = draft.place._replace(column=column if column is not None else draft.place.column)
            reading.remark(Weight.DECIDE, place, complaint.code, complaint.message, complaint.fix)
        said = message("这一行因此没有导入")
        reading.remark(Weight.DECIDE, draft.place, "row-not-taken", said)
        return None


_OF_MEMBERS = frozenset({"dues_rates", "dues_payments"})
"""Sections whose records are told apart by the member whom they are of."""


def _people(reading: Reading, sections: Sections) -> Counter[str]:
    """How many members there will be of each name, and of each number."""
    there = Counter(m.name for m in sections.members)
    coming = Counter(str(d.data["姓名"]) for d in reading.drafts if d.section == "members")
    refs = {m.ref for m in sections.members} | {
        str(d.data.get("编号")) for d in reading.drafts if d.section == "members"
    }
    return (there | coming) + Counter(refs)


def _is_known(draft: Draft, people: Counter[str], reading: Reading) -> bool:
    """Whether the roster has the one member whom the row is about."""
    name = str(draft.data.get("党员编号") or draft.data["姓名"])
    if people[name] == 1:
        return True
    said, fix = (
        ("名册里没有“{name}”，没有导入", message("姓名写错的改正；名册里还没有的，先导入花名册"))
        if not people[name]
        else ("名册里有几个“{name}”，不知道是哪一个，没有导入", message("加一列“党员编号”写清楚"))
    )
    place = draft.place._replace(column=draft.columns.get("姓名"))
    if not any(r.place == place and r.code == "nobody" for r in reading.remarks[-3:]):
        reading.remark(Weight.DECIDE, place, "nobody", message(said, name=Person(name)), fix)
    return False


# Which is which ----------------------------------------------------------------------------------------


class _Known(NamedTuple):
    """A record of the ledger by its position, or one of the plan."""

    position: int | None
    record: Record
    addition: Addition | None


class _Index:
    """The records of a section by everything that tells them apart."""

    def __init__(self, model: type[Record], records: Sequence[Record]) -> None:
        self.model = model
        self._by: dict[tuple[str, object], list[_Known]] = {}
        for position, record in enumerate(records):
            self.add(_Known(position, record, None))

    def add(self, known: _Known) -> None:
        for key in _keys(known.record):
            self._by.setdefault(key, []).append(known)

    def find(self, record: Record) -> list[_Known]:
        """The records that are meant, by the surest sign that finds any."""
        for key in _keys(record):
            if found := [k for k in self._by.get(key, ()) if not _contradict(record, k.record)]:
                return found
        return []


def _keys(record: Record) -> Iterator[tuple[str, object]]:
    """The signs by which a record is known again, the surest first."""
    ref = getattr(record, "ref", None)
    if ref and ref != _STAND_IN:
        yield "编号", ref
    if number := getattr(record, "id_number", None):
        yield "身份证号", number
    if record.natural:
        values = tuple(_comparable(getattr(record, attr)) for attr in record.natural)
        if any(v is not None for v in values):
            yield "本来", values
    elif "name" in type(record).model_fields:
        yield "姓名", getattr(record, "name")  # noqa: B009 - not every record has one
    elif "ref" not in type(record).model_fields:
        yield "唯一", ""  # the branch itself


def _comparable(value: object) -> object:
    return frozenset(value) if isinstance(value, tuple) and not isinstance(value, Day) else value


def _contradict(one: Record, other: Record) -> bool:
    """Whether two records of one name are plainly of two people, or of two things."""
    same = getattr(one, "id_number", None)
    if same and same == getattr(other, "id_number", None):
        return False
    for attr in ("id_number", "ref", "number"):
        a, b = getattr(one, attr, None), getattr(other, attr, None)
        if a and b and a != b and _STAND_IN not in {a, b}:
            return True
    return False


def _place(draft: Draft, record: Record, index: _Index, plan: Plan, reading: Reading) -> None:
    found = index.find(record)
    if len(found) > 1:
        said = message("台账里有{count}条都像是它，不知道是哪一条，没有导入", count=len(found))
        fix = message("表里加一列“编号”写清楚")
        reading.remark(Weight.DECIDE, draft.place, "several-alike", said, fix)
        return
    if not found:
        addition = Addition(draft.section, draft.data, [draft.place])
        plan.additions.append(addition)
        index.add(_Known(None, record, addition))
        return
    known = found[0]
    if known.addition is not None:
        _joined(draft, known.addition, reading)
        return
    assert known.position is not None  # noqa: S101 - it is the ledger's
    changes = list(_compared(known.record, record, draft, known.position))
    plan.unchanged += not changes
    for change in changes:
        (plan.fills if change.more or change.old in (None, "", ()) else plan.differences).append(change)


# The same record in two rows -----------------------------------------------------------------------------


def _joined(draft: Draft, addition: Addition, reading: Reading) -> None:
    """Take into a new record what another row says of it."""
    addition.places.append(draft.place)
    for way, old in _clashes(addition.data, draft.data, ()):
        said = message(
            "“{field}”和{other}行写的“{old}”不一样，取了前面的",
            field=Word("-".join(map(str, way))),
            other=Word(f"“{addition.places[0].page}”第{addition.places[0].row + 1}"),
            old=Value(str(old)[:40]),
        )
        column = draft.columns.get(str(way[0]))
        place = draft.place._replace(column=column)
        fix = message("是一个人的，改成一样；是两个人的，各写身份证号或编号")
        reading.remark(Weight.DECIDE, place, "rows-differ", said, fix)
    addition.data = _joint(addition.data, draft.data)


def _joint(one: Any, other: Any) -> Any:
    """Both together; of two that differ the first."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {
            key: _joint(one[key], other[key]) if key in one and key in other else one.get(key, other.get(key))
            for key in (*one, *(k for k in other if k not in one))
        }
    if isinstance(one, list) and isinstance(other, list):
        return [*one, *(item for item in other if item not in one)]
    return one


def _clashes(one: Mapping[str, Any], other: Mapping[str, Any], way: Way) -> Iterator[tuple[Way, Any]]:
    for key in one.keys() & other.keys():
        a, b = one[key], other[key]
        if isinstance(a, dict) and isinstance(b, dict):
            yield from _clashes(a, b, (*way, key))
        elif a != b and not (isinstance(a, list) and isinstance(b, list)):
            yield (*way, key), a


# The same record in the ledger -----------------------------------------------------------------------------


class _Sides(NamedTuple):
    """A draft, and the record that it is compared with."""

    draft: Draft
    position: int

    def altered(self, way: Way, old: Any, new: Any, *, more: bool = False) -> Alteration:
        column = self.draft.columns.get(str(way[0]))
        place = self.draft.place._replace(column=column if column is not None else self.draft.place.column)
        return Alteration(self.draft.section, self.position, way, old, new, place, more)


def _compared(old: Record, new: Record, draft: Draft, position: int) -> Iterator[Alteration]:
    yield from _differing(old, new, draft.data, (), _Sides(draft, position))


def _differing(
    old: Record, new: Record, data: Mapping[str, Any], way: Way, sides: _Sides
) -> Iterator[Alteration]:
    """What of the data the old record does not have."""
    known = words_of(type(new))
    for word, raw in data.items():
        field_ = known[word]
        a, b = getattr(old, field_.attr), getattr(new, field_.attr)
        here = (*way, field_.label)
        if _same(a, b):
            continue
        if shape_of(type(new), field_.attr).free:
            yield from (
                sides.altered((*here, key), a.get(key), text) for key, text in b.items() if a.get(key) != text
            )
        elif a in (None, (), ""):
            yield sides.altered(here, None, raw)
        elif isinstance(a, Record) and isinstance(b, Record):
            yield from _differing(a, b, raw, here, sides)
        elif field_.inner is not None:
            yield from _lists(a, b, raw, here, sides)
        else:
            yield sides.altered(here, spoken(a), raw)


def _same(old: object, new: object) -> bool:
    """Whether the ledger already says it; a month says less than the day that the ledger has."""
    if isinstance(old, Day) and isinstance(new, Day) and not new.is_exact:
        return new.first <= old.first and old.last <= new.last
    return _comparable(old) == _comparable(new)


def _lists(
    old: tuple[Record, ...], new: tuple[Record, ...], raw: Any, way: Way, sides: _Sides
) -> Iterator[Alteration]:
    """Records inside a record: those that are meant are compared, others are one more."""
    items = raw if isinstance(raw, list) else [raw]
    for record, data in zip(new, items, strict=True):
        at = _meant(record, old, alone=len(new) == 1)
        if at is None:
            yield sides.altered(way, None, data, more=True)
        else:
            yield from _differing(old[at], record, data, (*way, at), sides)


def _meant(record: Record, old: Sequence[Record], *, alone: bool) -> int | None:
    """Which of the old ones it is: an equal one, one with the same key, or the only one of a step."""
    for at, held in enumerate(old):
        if held == record or (_own(record) and _own(held) == _own(record)):
            return at
    return 0 if alone and len(old) == 1 and type(record).__name__ == "Step" else None


def _own(record: Record) -> tuple[object, ...]:
    """What tells it apart from the others in the list."""
    attrs = record.natural or tuple(a for a in ("title", "name") if a in type(record).model_fields)[:1]
    values = tuple(getattr(record, attr) for attr in attrs)
    return values if any(v is not None for v in values) else ()
