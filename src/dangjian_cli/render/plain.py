"""A document as plain data: its texts, what JSON can hold, the same with every text made visible."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter, is_
from typing import Any, TypeVar

from dangjian_cli.pattern import pattern
from dangjian_cli.render.paper import Block

Thing = TypeVar("Thing")

# Controls, invisible and direction marks, private use, halves of pairs, and what is no character at all.
# Tabs, line ends and the selectors of a character's variants are left.
_UNSEEN = pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e00ff\U000e01f0-\U0010ffff]"
)
_NO_TEXT = frozenset((float, int, bool, type(None)))
_ENDS = pattern("\r\n?|\u2028|\u2029|\x85")


def plain(value: Any) -> Any:
    """Fields and properties by their names, a block's kind among them; sequences as lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in _shown(type(value))}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value


def texts(value: Any) -> Iterator[str]:
    """Every text in it."""
    sort: type = type(value)
    if sort is str:
        yield value
    elif parted := _parted(sort):
        for each in parted(value):
            yield from texts(each)


def visible(value: Thing) -> Thing:
    """The same with every text as it can be printed: what has no shape shows its number, 〔U+200E〕."""
    return replaced(value, _visible)


def replaced(value: Thing, change: Callable[[str], str]) -> Thing:
    """The same with every text changed."""
    new: Thing = _replaced(value, change)
    return new


def _visible(text: str) -> str:
    if text.isprintable():  # nearly always
        return text
    return _UNSEEN.sub(lambda found: f"〔U+{ord(found[0]):04X}〕", _ENDS.sub("\n", text))


def _replaced(value: Any, change: Callable[[str], str]) -> Any:
    sort: type = type(value)
    if sort is str:
        return change(value)
    if not (parted := _parted(sort)):
        return value
    old = parted(value)
    new = [
        change(each) if type(each) is str else each if type(each) in _NO_TEXT else _replaced(each, change)
        for each in old
    ]
    if all(map(is_, new, old)):  # nearly always
        return value
    return tuple(new) if sort is tuple else sort(*new)


@cache
def _parted(sort: type) -> Callable[[Any], Sequence[Any]] | None:
    """How to take a thing of that sort apart, in the order in which it is put together."""
    if issubclass(sort, tuple):
        return tuple
    if not is_dataclass(sort) or not (names := _fields(sort)):
        return None
    first, *more = names
    return attrgetter(first, *more) if more else lambda value: (getattr(value, first),)


def _fields(sort: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(sort))


@cache
def _shown(sort: type) -> tuple[str, ...]:
    kind = ("kind",) if issubclass(sort, Block) else ()
    return (*kind, *_fields(sort), *(name for name, of in vars(sort).items() if isinstance(of, property)))
