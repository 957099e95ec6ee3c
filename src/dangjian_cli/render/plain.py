"""A document as plain data: its texts, what JSON can hold, the same with every text made visible."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
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
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for name in _fields(type(value)):
            yield from texts(getattr(value, name))


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
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        changed = [_replaced(each, change) for each in value]
        same = all(new is old for new, old in zip(changed, value, strict=True))
        return value if same else tuple(changed)
    if is_dataclass(value) and not isinstance(value, type):
        names = _fields(type(value))
        old = [getattr(value, name) for name in names]
        new = [_replaced(each, change) for each in old]
        if all(a is b for a, b in zip(new, old, strict=True)):
            return value
        return type(value)(**dict(zip(names, new, strict=True)))
    return value


@cache
def _fields(sort: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(sort))


@cache
def _shown(sort: type) -> tuple[str, ...]:
    kind = ("kind",) if issubclass(sort, Block) else ()
    return (*kind, *_fields(sort), *(name for name, of in vars(sort).items() if isinstance(of, property)))
