"""What a field of a record holds: one value or several, how it is read, the words it may be."""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin

from pydantic import BeforeValidator, PlainValidator

from dangjian_cli.ledger.base import Record, Several

Parser = Callable[[Any], Any]

_SPLITS = [m.func for m in getattr(Several, "__metadata__", ()) if isinstance(m, BeforeValidator)]


class Shape(NamedTuple):
    """A field: what reads one value (``None``: any text), whether it takes several, whether in one line.

    ``words`` are those of a closed list; ``inner`` is the model of its records; ``free`` says that it takes
    names and texts of people's own choice.
    """

    parse: Parser | None
    many: bool = False
    split: bool = False
    words: tuple[str, ...] = ()
    inner: type[Record] | None = None
    free: bool = False


@cache
def shape_of(model: type[Record], attr: str) -> Shape:
    """What the field of that attribute holds."""
    info = model.model_fields[attr]
    return _shape(info.annotation, tuple(info.metadata))


def parser_of(model: type[Record], attr: str) -> Parser | None:
    """What reads a field that holds a single typed value."""
    shape = shape_of(model, attr)
    return None if shape.many else shape.parse


def _shape(kind: Any, metadata: tuple[Any, ...]) -> Shape:
    for mark in metadata:
        if isinstance(mark, PlainValidator):
            return Shape(mark.func, words=_words(mark))  # type: ignore[arg-type] # ours take the value alone
    origin = get_origin(kind)
    if origin is dict:
        return Shape(None, free=True)
    if origin is tuple:
        split = any(isinstance(m, BeforeValidator) and m.func in _SPLITS for m in metadata)
        item = get_args(kind)[0]
        return _shape(item, tuple(getattr(item, "__metadata__", ())))._replace(many=True, split=split)
    if isinstance(kind, type):
        return Shape(None, inner=kind if issubclass(kind, Record) else None)
    inner = next(a for a in get_args(kind) if a is not type(None))  # a field that may be empty, or Annotated
    return _shape(inner, tuple(getattr(inner, "__metadata__", ())))


def _words(mark: PlainValidator) -> tuple[str, ...]:
    listed = mark.json_schema_input_type
    return tuple(str(word) for word in get_args(listed)) if listed is not str else ()
