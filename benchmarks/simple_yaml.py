"""Dicts, lists and text → YAML as a clerk would keep it: one field a line, short things on one line."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_WIDTH = 100
_SPECIAL = frozenset(":#[]{},&*!|>'\"%@`-? ")
_APART = (": ", " #", ", ", "}", "]")


def dump(data: Mapping[str, Any]) -> str:
    """The text of a file; every top-level name starts a section."""
    return "\n".join("".join(f"{line}\n" for line in _pair(key, value, 0)) for key, value in data.items())


def _pair(key: str, value: Any, depth: int) -> Iterator[str]:
    blank = " " * depth
    if isinstance(value, Mapping):
        if depth and (flow := _flow(value)) and len(flow) + len(key) + depth < _WIDTH:
            yield f"{blank}{key}: {flow}"
            return
        yield f"{blank}{key}:"
        for name, inner in value.items():
            yield from _pair(name, inner, depth + 2)
    elif isinstance(value, list):
        yield f"{blank}{key}:"
        for item in value:
            yield from _item(item, depth + 2)
    else:
        yield f"{blank}{key}: {_scalar(value)}"


def _item(item: Any, depth: int) -> Iterator[str]:
    blank = " " * depth
    if not isinstance(item, Mapping):
        yield f"{blank}- {_scalar(item)}"
        return
    if depth > 2 and (flow := _flow(item)) and len(flow) + depth < _WIDTH:
        yield f"{blank}- {flow}"
        return
    lines = [line for name, inner in item.items() for line in _pair(name, inner, depth + 2)]
    yield f"{blank}- {lines[0].lstrip()}"
    yield from lines[1:]


def _flow(value: Mapping[str, Any]) -> str:
    """The record on one line, or nothing where it holds records itself."""
    parts = []
    for key, inner in value.items():
        if isinstance(inner, Mapping):
            return ""
        if isinstance(inner, list):
            if any(isinstance(i, Mapping) for i in inner):
                return ""
            parts.append(f"{key}: {_flow_list(inner)}")
        else:
            parts.append(f"{key}: {_scalar(inner)}")
    return "{" + ", ".join(parts) + "}"


def _flow_list(items: Sequence[Any]) -> str:
    return "[" + ", ".join(map(_scalar, items)) + "]"


def _scalar(value: Any) -> str:
    text = str(value)
    if not text or text[0] in _SPECIAL or text[-1] in " :" or any(s in text for s in _APART):
        return "'" + text.replace("'", "''") + "'"
    return text
