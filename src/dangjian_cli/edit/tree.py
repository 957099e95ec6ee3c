"""Where every piece of a text begins and ends: what the loader's tree of marks does not say.

Only for texts that were read already: nothing is refused here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(slots=True)
class Leaf:
    """Words: from their first sign, quotes included, to behind the last. Empty where nothing is written."""

    start: int
    end: int
    value: str
    style: str = ""
    """The sign before it: a quote, ``|`` or ``>``; empty for bare words."""


@dataclass(slots=True)
class Group:
    """Names and values; ``flow`` when in braces. ``keys`` says where each name begins."""

    start: int
    end: int
    flow: bool
    values: "dict[str, Node]" = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Listing:
    """A list; ``flow`` when in brackets."""

    start: int
    end: int
    flow: bool
    items: "list[Node]" = field(default_factory=list)


Node = Leaf | Group | Listing


def tree(text: str) -> Node | None:
    """The text's tree, ``None`` for an empty one."""
    for event in (events := iter(_Loader(text).get_event, None)):
        if isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent):
            return _node(event, events, text)
    return None


def _node(event: Any, events: Iterator[Any], text: str) -> Node:
    if isinstance(event, ScalarEvent):
        return _leaf(event, text)
    return _group(event, events, text) if isinstance(event, MappingStartEvent) else _list(event, events, text)


def _group(event: Any, events: Iterator[Any], text: str) -> Group:
    start = event.start_mark.index
    group = Group(start, start, bool(event.flow_style))
    while not isinstance(key := next(events), MappingEndEvent):
        group.keys[key.value] = key.start_mark.index
        group.values[key.value] = _node(next(events), events, text)
        group.end = group.values[key.value].end
    if group.flow:
        group.end = _behind(key)
    return group


def _list(event: Any, events: Iterator[Any], text: str) -> Listing:
    start = event.start_mark.index
    listing = Listing(start, start, bool(event.flow_style))
    while not isinstance(item := next(events), SequenceEndEvent):
        listing.items.append(_node(item, events, text))
        listing.end = listing.items[-1].end
    if listing.flow:
        listing.end = _behind(item)
    return listing


def _behind(event: Any) -> int:
    return int(event.end_mark.index)


def _leaf(event: Any, text: str) -> Leaf:
    start, end, style = event.start_mark.index, _behind(event), event.style or ""
    if style in {"|", ">"}:  # the parser counts the blank lines behind a block as its own
        head = text[start : text.find("\n", start)]
        body = text[start:end]
        end = start + (len(body.removesuffix("\n")) if "+" in head else len(body.rstrip("\n ")))
    return Leaf(start, end, event.value, style)


def line_start(text: str, index: int) -> int:
    """Where the line begins."""
    return text.rfind("\n", 0, index) + 1


def line_end(text: str, index: int) -> int:
    """Where the line ends, before its line feed."""
    found = text.find("\n", index)
    return len(text) if found < 0 else found


def column(text: str, index: int) -> int:
    """How far to the right a place is."""
    return index - line_start(text, index)
