"""The words of a rule's parameters: a word that no record can hold makes a rule that never finds anything."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from dangjian_cli.finding import Word, message
from dangjian_cli.kinds.base import Kind, RowKind
from dangjian_cli.kinds.includes import Includes
from dangjian_cli.kinds.reference import Reference
from dangjian_cli.ledger.activities import Item, Meeting
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.table import EMPTY, FILLED, spoken
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.lint.draft import Draft, Fault


class Expected(NamedTuple):
    """Words that a rule hopes to find in a field of a model."""

    model: type[Record]
    attr: str
    words: Iterable[str]


def unknown_word(draft: Draft) -> Iterator[Fault]:
    """A word that its field would not take, or would take as another word."""
    for asked in draft.asked:
        for model, attr, words in _expected(asked.requirement.rule):
            for word in words:
                if word != _read(model, attr, word):
                    yield Fault(
                        asked.file,
                        message(
                            "{at}要找“{word}”，{what}的“{field}”里不会有这个词",
                            at=asked.at,
                            word=Word(word),
                            what=Word(model.label),
                            field=Word(str(model.model_fields[attr].title)),
                        ),
                        message("写台账里用的那个词；同义的叫法读进来会换成它，写了也找不到"),
                    )


def empty_parameter(draft: Draft) -> Iterator[Fault]:
    """A parameter that must be given and is empty: nothing would be checked."""
    for asked in draft.asked:
        rule = asked.requirement.rule
        for name, field in type(rule).model_fields.items():
            if field.is_required() and not getattr(rule, name):
                yield Fault(
                    asked.file,
                    message(
                        "{at}的“{name}”是空的，等于什么也不核对", at=asked.at, name=Word(str(field.title))
                    ),
                    message("写上要核对的内容，或删去这条要求"),
                )


def _expected(rule: Kind) -> Iterator[Expected]:
    if isinstance(rule, RowKind):
        for conditions in (rule.where, rule.without):
            for path, words in conditions.items():
                known = () if set(words) in ({FILLED}, {EMPTY}) else words
                yield Expected(*_field(rule, path), known)
    if isinstance(rule, Includes):
        yield Expected(*_field(rule, rule.field), (*rule.needed, *rule.with_groups))
    if isinstance(rule, Reference):
        yield Expected(Meeting, "kinds", (*rule.kinds, *([rule.stand_in] if rule.stand_in else [])))
        yield Expected(Item, "topic", rule.topics)


def _field(rule: RowKind, path: str) -> tuple[type[Record], str]:
    """The model that a path ends in, and the attribute there."""
    column = rule.column(path)
    model = rule.table.models[-1 - column.up]
    for field in column.fields[:-1]:
        model = field.inner or model
    return model, column.fields[-1].attr


def _read(model: type[Record], attr: str, word: str) -> str | None:
    """The word as it stands in a record that was read; ``None`` where it is refused."""
    try:
        value = _adapter(model, attr).validate_python(word)
    except (ValidationError, BadValue):
        return None
    several = type(value) is tuple
    return None if several and len(value) != 1 else spoken(value[0] if several else value)


@cache
def _adapter(model: type[Record], attr: str) -> TypeAdapter[Any]:
    return TypeAdapter(model.model_fields[attr].rebuild_annotation())
