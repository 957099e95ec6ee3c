"""What was typed as 栏目=值, one a word: 日期=2026-11-20, 议题1.表决.赞成=30."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from dangjian_cli.edit.entry import Entry, box_named
from dangjian_cli.finding import Problem, Value, Word, message
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.pattern import pattern

_PAIR = pattern(r"(?P<path>[^=＝]+)[=＝](?P<value>.*)")
_PART = pattern(r"(?P<word>[^.]*?)(?P<number>[1-9][0-9]?)?(?:\.|$)")


class _Part(NamedTuple):
    """A field on the way, and which of several records in it (from 1)."""

    word: str
    number: int | None


def assigned(entry: Entry, pairs: Sequence[str]) -> tuple[dict[str, Any], list[Problem]]:
    """The values by the boxes' labels, and everything that cannot be placed."""
    values: dict[str, Any] = {}
    problems = []
    for pair in sorted(pairs, key=lambda typed: "." in typed.partition("=")[0]):
        try:
            _assign(entry, values, pair)
        except BadValue as bad:
            problems.append(Problem(bad.code, bad.message, bad.fix))
    return values, problems


def _assign(entry: Entry, values: dict[str, Any], pair: str) -> None:
    hit = _PAIR.fullmatch(pair.strip())
    if not hit:
        said = message("“{typed}”不是“栏目=值”", typed=Value(pair))
        raise BadValue("not-a-pair", said, message("写成 栏目=值，中间不要空格，如 日期=2026-11-20"))
    first, *rest = _parts(hit["path"].strip())
    box = box_named(entry, first.word)
    inside = bool(rest) or first.number is not None
    if not inside and box.label in values:
        raise BadValue("twice", message("“{label}”写了两遍", label=Word(box.label)), message("留一处"))
    if inside and isinstance(values.get(box.label), str):
        values[box.label] = box.read(values[box.label])
    value = hit["value"].strip()
    asked_for = entry.given.get(box.label, "")
    if asked_for and value and asked_for not in value:  # 主题党日 类型=党员大会 is a meeting of both kinds
        value = f"{asked_for}、{value}"
    _place(values, [_Part(box.label, first.number), *rest], value)


def _parts(path: str) -> Iterator[_Part]:
    whole = path.split(".")
    for part in whole:
        hit = _PART.fullmatch(part)
        assert hit is not None  # noqa: S101 - it takes whatever has no full stop
        yield _Part(hit["word"], int(hit["number"]) if hit["number"] else None)


def _place(values: dict[str, Any], parts: Sequence[_Part], value: str) -> None:
    (word, number), *rest = parts
    if number is None and not rest:
        values[word] = value
        return
    held = values.get(word)
    if number is None:
        group = held if isinstance(held, dict) else {}
        values[word] = group
        _place(group, rest, value)
        return
    records = held if isinstance(held, list) else []
    values[word] = records
    while len(records) < number:
        records.append({})
    if rest:
        _place(records[number - 1], rest, value)
    else:
        records[number - 1] = value
