"""Records in words: every typed value as it is printed, people's numbers masked unless asked for."""

from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from dangjian_cli.ledger.base import Material, Record
from dangjian_cli.ledger.table import Field, fields_of, visible
from dangjian_cli.periods import Day
from dangjian_cli.privacy.sorts import Sort, told
from dangjian_cli.privacy.traces import mask, masked


class Words:
    """Words for records as they stood on a day.

    Where numbers are masked an identity number is left out: beside a date of birth its other digits would
    tell too much. Numbers that somebody typed into running text are masked there.
    """

    def __init__(self, day: date, *, open_numbers: bool) -> None:
        self.day = day
        self.open_numbers = open_numbers

    def held(self, record: Record, field: Field) -> tuple[Record, ...]:
        """The records in a field that can be known of."""
        value = getattr(record, field.attr)
        several = value if isinstance(value, tuple) else () if value is None else (value,)
        return tuple(held for held in several if visible(held, self.day))

    def of(self, record: Record, field: Field) -> str:
        """What a field holds; nothing where nothing was written."""
        if field.inner is Material or (field.inner and issubclass(field.inner, Material)):
            return "；".join(self.document(m) for m in self.held(record, field) if isinstance(m, Material))
        if field.inner:
            return "；".join(self.whole(held) for held in self.held(record, field))
        value = getattr(record, field.attr)
        sort = told(type(record))[field.attr].sort
        if self.open_numbers or sort is Sort.KEPT or value is None:
            return plain(value)
        if sort is Sort.ID:
            return ""
        return mask(plain(value)) if sort is Sort.PHONE else masked(plain(value))

    def parts(self, record: Record, *, without: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
        """Every field that says something, by its label."""
        for field in fields_of(type(record)):
            if field.attr not in without and (text := self.of(record, field)):
                yield field.label, text

    def whole(self, record: Record, *, without: frozenset[str] = frozenset()) -> str:
        """A record in one line: 方式举手表决，赞成10."""
        return "，".join(
            f"{label}{_gap(label, text)}{text}" for label, text in self.parts(record, without=without)
        )

    def document(self, material: Material) -> str:
        """A document with where it is and what else was written of it: 会议通知（纸质，2026-01盒）."""
        found = dict(self.parts(material))
        name = found.pop("名称")
        box = found.pop("盒号", "")
        bare = [found.pop(label, "") for label in ("存放", "文件")]
        where = [*(text for text in bare if text), *([f"{box}盒"] if box else [])]
        said = "，".join((*where, *(f"{label}{_gap(label, text)}{text}" for label, text in found.items())))
        return f"{name}（{said}）" if said else name


def _gap(label: str, text: str) -> str:
    """Numbers stand close to what they are of; words are parted from it."""
    return "" if text[:1].isdecimal() and not label[-1:].isascii() else "："


def plain(value: Any) -> str:
    """A value as a ledger writes it; nothing for nothing."""
    if isinstance(value, Mapping):
        return "；".join(f"{name}：{plain(text)}" for name, text in value.items())
    if isinstance(value, tuple) and not isinstance(value, Day):
        return "、".join(plain(each) for each in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else f"{value:%H:%M}" if isinstance(value, time) else _number_or_text(value)


def _number_or_text(value: object) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
