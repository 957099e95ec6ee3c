"""What a field holds, as far as people's privacy goes: a name, a number of theirs, free words, or nothing."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin

from pydantic import BeforeValidator, PlainValidator

from dangjian_cli.ledger import values
from dangjian_cli.ledger.assessment import Fault
from dangjian_cli.ledger.base import Material, Record, Several, Tenure, Text
from dangjian_cli.ledger.branch import Attestation, Branch, Waiver
from dangjian_cli.ledger.organization import Poll
from dangjian_cli.ledger.table import fields_of


class Sort(Enum):
    """What becomes of a field in a copy for strangers."""

    KEPT = auto()
    """A date, a count, an amount, a 编号, a word out of a list: no more than what rules read."""
    OWN = auto()
    """The name of the person whom the record is about."""
    PERSON = auto()
    """Somebody mentioned."""
    ID = auto()
    PHONE = auto()
    TEXT = auto()
    OTHER = auto()
    """Free names with free words."""
    RECORD = auto()
    BRANCH = auto()
    """The branch's own name."""
    FILE = auto()
    """The name of an evidence file."""
    ADDRESS = auto()
    """The address of a finding."""
    DAY = auto()
    """A day kept as it was typed."""
    OFFICE = auto()
    """One or more offices in a committee."""
    SEAL = auto()
    """The fingerprint of what a person looked at."""


class Told(NamedTuple):
    """A field: its attribute, what it holds, whether several may stand in one line, the records it holds."""

    attr: str
    sort: Sort
    split: bool
    inner: type[Record] | None


_SPECIAL: Mapping[tuple[type[Record], str], Sort] = {
    (Branch, "name"): Sort.BRANCH,
    (Material, "file"): Sort.FILE,
    (Waiver, "finding"): Sort.ADDRESS,
    (Attestation, "finding"): Sort.ADDRESS,
    (Fault, "finding"): Sort.ADDRESS,
    (Waiver, "expires"): Sort.DAY,
    (Attestation, "until"): Sort.DAY,
    (Attestation, "digest"): Sort.SEAL,
    (Tenure, "role"): Sort.OFFICE,
    (Poll, "office"): Sort.OFFICE,
}
"""Text whose words mean something to the program."""

_PARSED: Mapping[Any, Sort] = {
    values.parse_name: Sort.OWN,
    values.parse_person: Sort.PERSON,
    values.parse_id_number: Sort.ID,
    values.parse_phone: Sort.PHONE,
}


@cache
def told(model: type[Record]) -> Mapping[str, Told]:
    """The fields of a model, by every word that names one."""
    found: dict[str, Told] = {}
    for field in fields_of(model):
        info = model.model_fields[field.attr]
        sort = _SPECIAL.get((model, field.attr)) or _sort(info.annotation, info.metadata)
        known = Told(field.attr, sort, _is_split(info.metadata), field.inner)
        found |= dict.fromkeys(field.words, known)
    return found


def _sort(kind: Any, metadata: Sequence[Any]) -> Sort:
    parse = next((m.func for m in metadata if isinstance(m, PlainValidator)), None)
    if parse is not None:
        return _PARSED.get(parse, Sort.KEPT)
    if kind is Text:
        return Sort.TEXT
    if get_origin(kind) is dict:
        return Sort.OTHER
    if isinstance(kind, type) and issubclass(kind, Record):
        return Sort.RECORD
    inner = next(a for a in get_args(kind) if a not in {type(None), ...})
    return _sort(inner, getattr(inner, "__metadata__", ()))


_SPLITS = [m.func for m in getattr(Several, "__metadata__", ()) if isinstance(m, BeforeValidator)]


def _is_split(metadata: Sequence[Any]) -> bool:
    return any(isinstance(m, BeforeValidator) and m.func in _SPLITS for m in metadata)


class Held(NamedTuple):
    """A value in a record, and what it is."""

    owner: type[Record]
    told: Told
    value: str


def held(record: Record) -> Iterator[Held]:
    """Every single text in a record and in the records that it holds, but for those of 其他."""
    model = type(record)
    words = told(model)
    for field in fields_of(model):
        value = getattr(record, field.attr)
        for each in value if type(value) is tuple else (value,):
            if isinstance(each, Record):
                yield from held(each)
            elif type(each) is str and each:
                yield Held(model, words[field.attr], each)
