"""A ledger's text made readable and plain: only where a person would agree, and never what it means.

A file that does not parse gets the mended lines that its diagnosis offers, until nothing more is offered. In
one that parses, values are written as the program writes them (2026.3.5 → 2026-03-05), where they stand.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from unicodedata import normalize

from dangjian_cli.finding import InputError, Problem
from dangjian_cli.ledger import Sections
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.shape import Parser, parser_of
from dangjian_cli.ledger.table import words_of
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.load import nodes, typed
from dangjian_cli.load.encoding import decode
from dangjian_cli.periods import Day

_ROUNDS = 20
"""No file needs as many: each round mends every line that it can."""


@dataclass(frozen=True)
class Mended:
    """A file before and after, both with line feeds; what is left for a person; how it lay on disk."""

    before: str
    after: str
    left: tuple[Problem, ...]
    encoding: str
    newline: str

    @property
    def recoded(self) -> bool:
        """Whether it was in another encoding than it will be."""
        return self.encoding != "utf-8"

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.before != self.after or self.recoded

    @property
    def data(self) -> bytes:
        """The file as it is to be: UTF-8, with the line ends that it had."""
        return self.after.replace("\n", self.newline).encode()


def mended(data: bytes) -> Mended:
    """What can be mended. Raises ``InputError`` for what is no text."""
    decoded = decode(data)
    text, left = _readable(decoded.text)
    if not left:
        text = _plain(text)
    return Mended(decoded.text, text, left, decoded.encoding, decoded.newline)


def _readable(text: str) -> tuple[str, tuple[Problem, ...]]:
    """The text with every offered line in its place, and what nobody but its writer can mend."""
    left: tuple[Problem, ...] = ()
    for _ in range(_ROUNDS):
        try:
            nodes.read(text.encode(), typed.field_words(Sections))
        except InputError as error:
            left = tuple(p for p in error if p.fatal)
            lines = text.split("\n")
            for problem in left:
                if problem.mended is not None and problem.line:
                    lines[problem.line - 1] = problem.mended
            again = "\n".join(lines)
            if again == text:
                return text, left
            text = again
        else:
            return text, ()
    return text, left


class _Change(NamedTuple):
    start: int
    end: int
    instead: str


def _plain(text: str) -> str:
    root = nodes.compose(text)
    changes = sorted(_changes(root, Sections, text)) if isinstance(root, nodes.Mapping) else []
    parts, at = [], 0
    for change in changes:
        parts += [text[at : change.start], change.instead]
        at = change.end
    return "".join((*parts, text[at:]))


def _changes(node: nodes.Node, model: type[Record], text: str) -> Iterator[_Change]:
    if isinstance(node, nodes.Sequence):
        for item in node.items:
            yield from _changes(item, model, text)
    elif isinstance(node, nodes.Mapping):
        known = words_of(model)
        for word, value in node.values.items():
            field = known.get(word)
            if field is None:
                continue
            if field.inner is not None:
                yield from _changes(value, field.inner, text)
            elif isinstance(value, nodes.Scalar):
                parse = parser_of(model, field.attr)
                change = parse and _rewritten(value, parse, text)
                if change:
                    yield change


def _rewritten(node: nodes.Scalar, parse: Parser, text: str) -> _Change | None:
    """The value written plainly, where that reads as the same value and it stands in one piece."""
    start = node.mark.index
    if not node.plain:
        start += 1
    end = start + len(node.value)
    if text[start:end] != node.value or "\n" in node.value:
        return None
    value = _read(parse, node.value)
    plain = str(value) if isinstance(value, Day) else normalize("NFKC", node.value)
    if value is None or plain == node.value or not plain.isascii() or _read(parse, plain) != value:
        return None
    return _Change(start, end, plain)


def _read(parse: Parser, text: str) -> object:
    try:
        return parse(text)
    except BadValue:
        return None
