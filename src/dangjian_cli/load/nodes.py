"""Text → a tree of text with positions. Nothing is typed, guessed or shared.

Built straight from the parser's events: that is cheaper than the parser's own tree, and what a ledger
has no use for (shared pieces, type marks, several documents in a file) is refused as it comes by.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
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

from dangjian_cli.finding import InputError, Problem, Value, Word, message
from dangjian_cli.load.encoding import decode
from dangjian_cli.load.lines import quoted
from dangjian_cli.load.quick import MAX_DEPTH, quick
from dangjian_cli.load.silent import silent
from dangjian_cli.load.slips import duplicate_key, several_documents

Mark = Any
"""The parser's own mark: ``line`` and ``column`` from 0, ``index`` into the text."""

_Event = Any
"""An event of either parser; the compiled one has no types."""

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Scalar:
    """A piece of text as typed. ``plain`` when it stood without quotes and not as a block of lines."""

    __slots__ = ("mark", "plain", "value")

    def __init__(self, value: str, mark: Mark, plain: bool) -> None:  # noqa: FBT001 - the hottest call; a keyword is slower
        self.value = value
        self.mark = mark
        self.plain = plain


class Mapping:
    """Named values, in the order of the file; ``keys`` says where each name stands."""

    __slots__ = ("keys", "mark", "values")

    def __init__(self, mark: Mark) -> None:
        self.values: dict[str, Node] = {}
        self.keys: dict[str, Mark] = {}
        self.mark = mark


class Sequence:
    """A list."""

    __slots__ = ("items", "mark")

    def __init__(self, mark: Mark) -> None:
        self.items: list[Node] = []
        self.mark = mark


Node = Scalar | Mapping | Sequence


@dataclass(frozen=True)
class Document:
    """A file that was read: its text, how it was stored, and what is worth telling about it.

    ``data`` is its content without positions, where it is one ordinary group of names.
    """

    text: str
    encoding: str
    newline: str
    notes: tuple[Problem, ...]
    data: dict[str, Any] | None

    @cached_property
    def root(self) -> Node | None:
        """The tree with positions, built when first asked for; ``None`` for an empty file."""
        return compose(self.text)


def read(data: bytes, fields: frozenset[str] | None = None) -> Document:
    """A file's bytes, read whole. Raises ``InputError`` with every mistake that could be found.

    ``fields`` are the names that may stand with nothing after them; all, when ``None``.
    """
    decoded = decode(data)
    content = quick(decoded.text, fields)
    problems = silent(decoded.text) if content is not None else _composed(decoded.text)[1]
    if any(problem.fatal for problem in problems):
        raise InputError(*problems)
    notes = (*decoded.notes, *problems)
    return Document(decoded.text, decoded.encoding, decoded.newline, notes, content)


def _composed(text: str) -> tuple[Node | None, tuple[Problem, ...]]:
    try:
        root = compose(text)
    except yaml.YAMLError as error:
        from dangjian_cli.load.diagnose import diagnose  # noqa: PLC0415 - most files have nothing wrong

        return None, diagnose(text, error)
    except InputError as refused:
        return None, _merged(silent(text), refused.problems)
    if root is None or isinstance(root, Mapping):
        return root, silent(text)
    from dangjian_cli.load.diagnose import diagnose  # noqa: PLC0415 - as above

    problems = diagnose(text, None)
    if isinstance(root, Scalar) and not any(problem.fatal for problem in problems):
        return None, (*problems, _not_a_ledger(root))
    return root, problems


def _not_a_ledger(root: Scalar) -> Problem:
    return Problem(
        "not-a-ledger",
        message("文件里没有“名称: 内容”这样的行，读不出台账"),
        message("每一行写成“名称: 内容”，用半角冒号，后面空一格"),
        line=root.mark.line + 1,
        column=root.mark.column + 1,
    )


def _merged(found: tuple[Problem, ...], refused: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted((*found, *refused), key=lambda problem: (problem.line or 0, problem.column or 0)))


def compose(text: str) -> Node | None:
    """The tree of a text, ``None`` for an empty one.

    Raises ``InputError`` with everything that a ledger may not contain, and ``yaml.YAMLError`` where
    the text is not well formed.
    """
    refusals = _Refusals(text)
    root = _build(iter(_Loader(text).get_event, None), refusals)
    if refusals.problems:
        raise InputError(*refusals.problems)
    return None if isinstance(root, Scalar) and root.plain and not root.value else root


def _build(  # noqa: C901, PLR0912, PLR0915 - one loop, since a call an event would double its cost
    events: Iterator[_Event], refusals: "_Refusals"
) -> Node | None:
    """One pass over the events. Nothing in the program runs oftener: a scalar costs no call but its own."""
    top = Sequence(None)
    stack: list[tuple[Mapping | Sequence, str | None]] = []
    into: Mapping | Sequence = top
    key: str | None = None  # the name whose value comes next, inside a mapping
    values: dict[str, Node] | None = None  # of ``into``, when it is a mapping
    keys: dict[str, Mark] = {}
    items = top.items
    for event in events:
        kind = event.__class__
        if kind is ScalarEvent:
            if event.tag is not None or event.anchor is not None:
                refusals.adorned(event)
            if values is None:
                items.append(Scalar(event.value, event.start_mark, event.implicit[0]))
            elif key is not None:
                values[key] = Scalar(event.value, event.start_mark, event.implicit[0])
                key = None
            else:
                key = event.value
                if key in keys:
                    refusals.duplicate(key, keys[key], event.start_mark)
                else:
                    keys[key] = event.start_mark
                    if key == "<<":
                        refusals.merge(event.start_mark)
            continue
        if kind is MappingEndEvent or kind is SequenceEndEvent:
            into, key = stack.pop()
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            node = Mapping(event.start_mark) if kind is MappingStartEvent else Sequence(event.start_mark)
            if event.tag is not None or event.anchor is not None:
                refusals.adorned(event)
            if values is None:
                items.append(node)
            elif key is not None:
                values[key] = node
                key = None
            else:
                refusals.compound_key(event.start_mark)
                key = ""
            stack.append((into, key))
            if len(stack) > MAX_DEPTH:
                refusals.too_deep(event.start_mark)
                break
            into, key = node, None
        elif kind is AliasEvent:
            refusals.alias(event)
            key = "" if values is not None and key is None else None
        elif kind is DocumentStartEvent and top.items:
            refusals.another_document(event.start_mark)
        if isinstance(into, Mapping):
            values, keys = into.values, into.keys
        else:
            values, items = None, into.items
    return top.items[0] if top.items else None


class _Refusals:
    """Collects what a ledger may not contain, in words for a clerk."""

    def __init__(self, text: str) -> None:
        self.problems: list[Problem] = []
        self._text = text

    def adorned(self, event: _Event) -> None:
        """Words that begin with ``&`` or ``!``: the parser takes the sign and what follows it away."""
        mark = event.start_mark
        name = event.anchor or ""
        code, sign = ("name-sign", "&") if event.anchor is not None else ("type-sign", "!")
        shared = (f"*{name}" in self._text) if name else (event.tag or "").startswith("tag:")
        mended = None if shared or event.__class__ is not ScalarEvent else self._quoted_from(mark)
        self._add(
            Problem(
                code,
                message(
                    "“{typed}”以 {sign} 开头：这个符号有特殊用途，后面的字会丢",
                    typed=Value(self._word(mark)),
                    sign=Word(sign),
                ),
                message("给整个内容加上双引号；不是要写 {sign} 的，删掉它", sign=Word(sign)),
                mended=mended,
            ),
            mark,
        )

    def alias(self, event: _Event) -> None:
        """Words that begin with ``*``: the parser looks for something of that name elsewhere."""
        mark = event.start_mark
        shared = f"&{event.anchor}" in self._text
        self._add(
            Problem(
                "star-sign",
                message(
                    "“{typed}”以 * 开头：这个符号有特殊用途，不会当成文字", typed=Value(self._word(mark))
                ),
                message("给整个内容加上双引号；想引用别处内容的，把内容照抄一遍"),
                mended=None if shared else self._quoted_from(mark),
            ),
            mark,
        )

    def merge(self, mark: Mark) -> None:
        """A key ``<<``."""
        self._add(
            Problem(
                "merge-sign",
                message("“<<”这种合并别处内容的写法，台账里不能用"),
                message("删掉这一行，把要用的内容在这里照写一遍"),
            ),
            mark,
        )

    def duplicate(self, key: str, first: Mark, mark: Mark) -> None:
        """The same name twice in one record."""
        self._add(duplicate_key(key, self._place(first)[0]), mark)

    def compound_key(self, mark: Mark) -> None:
        """A list or a record where a name should stand."""
        self._add(
            Problem(
                "compound-key",
                message("冒号前面应当是一个名称，这里却是“{typed}”", typed=Value(self._word(mark))),
                message("冒号前面只写名称；内容本来就带括号的，给它加上双引号"),
            ),
            mark,
        )

    def too_deep(self, mark: Mark) -> None:
        """More levels than any ledger has. Reading stops here."""
        self._add(
            Problem(
                "too-deep",
                message("一层套一层，超过了 {limit} 层，台账用不到这么多", limit=MAX_DEPTH),
                message("看看这一行前面的空格、括号或“- ”是不是打多了"),
            ),
            mark,
        )

    def another_document(self, mark: Mark) -> None:
        """A line of three hyphens: what follows is a second document."""
        self._add(several_documents(), mark)

    def _add(self, problem: Problem, mark: Mark) -> None:
        line, column = self._place(mark)
        self.problems.append(replace(problem, line=line, column=column + 1))

    def _place(self, mark: Mark) -> tuple[int, int]:
        """Line from 1 and column from 0, by line feeds alone: the parser counts rarer line breaks too."""
        start = self._text.rfind("\n", 0, mark.index) + 1
        return self._text.count("\n", 0, start) + 1, mark.index - start

    def _line(self, mark: Mark) -> tuple[str, str]:
        """The line of a mark: what stands before the mark, and the words from it on."""
        start = self._text.rfind("\n", 0, mark.index) + 1
        end = self._text.find("\n", mark.index)
        return self._text[start : mark.index], self._text[mark.index : None if end < 0 else end].rstrip()

    def _word(self, mark: Mark) -> str:
        return self._line(mark)[1]

    def _quoted_from(self, mark: Mark) -> str | None:
        """The line with everything from the mark on in quotes, where that is surely one value."""
        before, word = self._line(mark)
        if re.search(r"[\[{]|<<", before) or re.search(r": | #|:$", word):
            return None
        return before + quoted(word)
