"""Where the words of a file stand to the character, so that some can be replaced and the rest left alone."""

from collections.abc import Container, Iterator
from typing import Any, NamedTuple

import yaml
from yaml.events import ScalarEvent

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_BLOCKS = frozenset("|>")


class Span(NamedTuple):
    """One piece of text as it stands in the file; ``style`` is its quote or its ``|``, empty without any."""

    start: int
    end: int
    style: str

    @property
    def is_block(self) -> bool:
        """Whether it stands on lines of its own below its name; its end is then a line's beginning."""
        return self.style in _BLOCKS


def spans(text: str) -> dict[int, Span]:
    """Every name and every value of a file that can be read, by where it starts."""
    scalars: list[Any] = [e for e in iter(_Loader(text).get_event, None) if isinstance(e, ScalarEvent)]
    found = (Span(e.start_mark.index, e.end_mark.index, e.style or "") for e in scalars)
    return {span.start: span for span in found if span.end > span.start}


def comments(text: str, held: dict[int, Span], gone: Container[int] = ()) -> Iterator[tuple[int, int]]:
    """Where the words of each comment start and end, behind its ``#``.

    ``gone`` is where pieces of text start that will not be left as they are.
    """
    at = 0
    for span in (*sorted(held.values()), Span(len(text), len(text), "")):
        while (sign := text.find("#", at, span.start)) >= 0:
            at = _line_end(text, sign)
            yield sign + 1, at
        first = text.find("#", span.start, _line_end(text, span.start))
        if span.is_block and first >= 0 and span.start not in gone:  # behind the sign that opens it
            yield first + 1, _line_end(text, first)
        at = max(at, span.end)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def spliced(text: str, changes: dict[tuple[int, int], str]) -> str:
    """The text with the characters from one place to another replaced, for each of the changes."""
    parts: list[str] = []
    at = 0
    for (start, end), words in sorted(changes.items()):
        parts += (text[at:start], words)
        at = end
    return "".join((*parts, text[at:]))
