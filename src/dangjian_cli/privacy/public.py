"""Words that identify nobody: those of the standard and of the ledger's own fields, which rules look for."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, PlainValidator

from dangjian_cli.card import Pack
from dangjian_cli.kinds.base import RowKind
from dangjian_cli.kinds.stated import Stated
from dangjian_cli.kinds.wording import Wording
from dangjian_cli.ledger import Sections
from dangjian_cli.ledger.base import OFFICES, Material, Record
from dangjian_cli.ledger.table import Column, fields_of, words_of

_JOINTS = ("和", "与", "及", "年", "月", "季度", "半年", "谈话", "文件", "台账")
"""What stands between known words in names of files."""

_HINTED = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,8}(?![\u4e00-\u9fff])")

Place = tuple[type[Record], str]
"""A field: the model and the attribute."""


class Public:
    """What may stay as it was typed, by the standard that judges."""

    def __init__(self, pack: Pack) -> None:
        self.codes = frozenset(card.code_of(r) for card in pack.cards for r in card.requirements)
        rules = [r.rule for card in pack.cards for r in card.requirements]
        said = {word for rule in rules for text in _texts(rule) for word in text.split("/")}
        self._words = said.union(OFFICES, *map(_choices, _models()))
        labels = {word for model in _models() for word in words_of(model)}
        ledgers = {name.key for name in pack.head.ledgers}
        sayable = (words for model in _models() for words in model.sayable.values())
        self._all = self._words.union(labels, ledgers, _JOINTS, *sayable)
        self._longest = max(map(len, self._all))
        self._looked_for: defaultdict[Place, set[str]] = defaultdict(set)
        for rule in rules:
            if isinstance(rule, Wording):
                place = _place(rule, rule.column(rule.field))
                self._looked_for[place] |= {*rule.wanted, *rule.unwanted}
            elif isinstance(rule, Stated):
                self._looked_for[Material, words_of(Material)[rule.field].attr] |= {*rule.wanted}

    def stays(self, words: str, place: Place | None = None) -> bool:
        """Whether it is one of these words, or of those that the field's own hint offers."""
        return words in self._words or (place is not None and words in _hinted(*place))

    def inside(self, words: str, place: Place) -> tuple[str, ...]:
        """What some rule looks for in that field and finds in the words, each once."""
        found = sorted((w for w in self._looked_for.get(place, ()) if w in words), key=len, reverse=True)
        kept: list[str] = []
        for word in found:
            if not any(word in longer for longer in kept):
                kept.append(word)
        return tuple(sorted(kept, key=words.index))

    def covers(self, words: str, plain: str) -> bool:
        """Whether the words are made up of these, of labels, and of characters that match ``plain``."""
        reached = [True, *[False] * len(words)]
        for start in range(len(words)):
            if not reached[start]:
                continue
            if re.match(plain, words[start]):
                reached[start + 1] = True
            for end in range(start + 1, min(start + self._longest, len(words)) + 1):
                reached[end] = reached[end] or words[start:end] in self._all
        return reached[-1]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from (*_texts(key), *_texts(inner))
    elif isinstance(value, Iterable):
        for inner in value:
            yield from _texts(inner)


@cache
def _models() -> tuple[type[Record], ...]:
    """Every model of the ledger."""
    found: dict[type[Record], None] = {}
    todo: list[type[Record]] = [Sections]
    while todo:
        model = todo.pop()
        if model not in found:
            found[model] = None
            todo += (f.inner for f in fields_of(model) if f.inner)
    return tuple(found)


def _choices(model: type[Record]) -> set[str]:
    """The words that its fields offer to choose from."""
    kinds: list[tuple[Any, Any]] = [(info.annotation, info.metadata) for info in model.model_fields.values()]
    found: set[str] = set()
    while kinds:
        kind, metadata = kinds.pop()
        offered = (get_args(m.json_schema_input_type) for m in metadata if isinstance(m, PlainValidator))
        found |= {word for words in offered for word in words if isinstance(word, str)}
        kinds += ((inner, getattr(inner, "__metadata__", ())) for inner in get_args(kind))
    return found


@cache
def _hinted(model: type[Record], attr: str) -> frozenset[str]:
    return frozenset(_HINTED.findall(model.model_fields[attr].description or ""))


def _place(rule: RowKind, column: Column) -> Place:
    """The model that has the field, and its attribute."""
    above = [f.inner for f in column.fields[:-1] if f.inner]
    models = rule.table.models
    return (above or [models[-1 - column.up]])[-1], column.fields[-1].attr
