"""Text → plain data, as fast as the parser allows; anything out of the ordinary is left to ``nodes``.

Most files have nothing wrong, and most of what is read needs no position. So a file is first read
into dicts, lists and text without positions, and the tree with positions is built when one is asked for.
"""

from collections.abc import Callable
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

MAX_DEPTH = 20
"""No ledger nests half as deep."""


def quick(text: str, fields: frozenset[str] | None) -> dict[str, Any] | None:
    """The file's data, or ``None`` where it is not one ordinary group of names: then look closely.

    A field's name with nothing after it is left out; ``fields`` are the names that are fields, all of
    them when ``None``.
    """
    try:
        top = _read(_Loader(text).get_event, fields)
    except yaml.YAMLError:
        return None
    return top[0] if top and isinstance(top[0], dict) else None


def _read(get_event: Callable[[], Any], fields: frozenset[str] | None) -> list[Any]:  # noqa: C901, PLR0912 - hot
    """One pass over the events; an empty list for anything out of the ordinary.

    Nothing in the program runs oftener, so it is one loop without calls of its own.
    """
    top: list[Any] = []
    stack: list[tuple[dict[str, Any] | None, list[Any]]] = []
    blanks: list[tuple[dict[str, Any], str]] = []
    mapping: dict[str, Any] | None = None  # where names and values go, inside a group
    items = top  # where values go, inside a list
    key: str | None = None  # the name whose value comes next
    while (event := get_event()) is not None:
        kind = event.__class__
        if kind is ScalarEvent:
            if event.tag is not None or event.anchor is not None:
                return []
            value = event.value
            if mapping is None:
                items.append(value)
            elif key is None:
                if value in mapping or value == "<<":
                    return []
                key = value
            else:
                mapping[key] = value
                if not value and event.implicit[0] and (fields is None or key in fields):
                    blanks.append((mapping, key))
                key = None
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.tag is not None or event.anchor is not None or len(stack) >= MAX_DEPTH:
                return []
            new: Any = {} if kind is MappingStartEvent else []
            if mapping is None:
                items.append(new)
            elif key is None:
                return []
            else:
                mapping[key] = new
                key = None
            stack.append((mapping, items))
            mapping, items = (new, items) if kind is MappingStartEvent else (None, new)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            mapping, items = stack.pop()
        elif kind is AliasEvent or (kind is DocumentStartEvent and top):
            return []
    for holder, name in blanks:
        del holder[name]
    return top
