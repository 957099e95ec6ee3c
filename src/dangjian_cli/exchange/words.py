"""Records and values in words: how a preview speaks of them."""

from collections.abc import Mapping
from typing import Any

from dangjian_cli.exchange.cells import written
from dangjian_cli.finding import Message, Person, Word, message
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.table import fields_of
from dangjian_cli.periods import Day


def spoken(value: Any) -> str:
    """A value, typed or as written, in one line for people."""
    if isinstance(value, Record):
        return " ".join(
            spoken(v) for f in fields_of(type(value)) if (v := getattr(value, f.attr)) not in (None, (), "")
        )
    if isinstance(value, Mapping):
        return " ".join(map(spoken, value.values()))
    if isinstance(value, list | tuple) and not isinstance(value, Day):
        return "、".join(map(spoken, value))
    return written(value)


def named(data: Mapping[str, Any]) -> Message:
    """A new record in words."""
    if name := data.get("姓名"):
        more = " ".join(str(data[k]) for k in ("年度", "月份") if k in data)
        return message("{name}{more}", name=Person(str(name)), more=Word(f" {more}" if more else ""))
    parts = [spoken(data[k]) for k in ("类型", "日期", "年度") if k in data]
    return message("{what}", what=Word(" ".join(parts) or str(data.get("编号", ""))))


def who(record: Record) -> Message:
    """A record of the ledger in words: its number, and whom or what it is about."""
    ref = getattr(record, "ref", None) or ""
    name = getattr(record, "name", None)
    if name and isinstance(name, str):
        more = " ".join(str(v) for a in ("year", "month") if (v := getattr(record, a, None)))
        return message("{ref} {name} {more}", ref=Word(ref), name=Person(name), more=Word(more))
    kinds = "、".join(getattr(record, "kinds", ()))
    return message("{ref} {what}", ref=Word(ref), what=Word(f"{kinds} {record.acted or ''}".strip()))
