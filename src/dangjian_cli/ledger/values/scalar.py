"""One scalar as it was typed, what it should have been, and how it is refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from unicodedata import category, decomposition, normalize

from dangjian_cli.finding import Arg, Message, Value, Word, message
from dangjian_cli.pattern import pattern


class BadValue(ValueError):  # noqa: N818 - it names what was found, in a file somebody else wrote
    """Text that is not the value it should be.

    ``code`` is kebab-case and stable; ``message`` says what was typed and why it cannot be used; ``fix``
    says what to write. ``str()`` gives the code only, so that a traceback or pydantic's own text never
    shows what somebody typed.
    """

    def __init__(self, code: str, message: Message, fix: Message | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.fix = fix


_LONGEST = 200
"""Characters in a scalar; keeps every pattern that follows from running long on hostile text."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a scalar should be, in Chinese: ``noun`` with its measure word, ``how`` as a finished fix."""

    noun: str
    how: str

    def read(self, value: object) -> "Scalar":
        """The scalar, folded. Raises ``BadValue`` for what is not text, is too long, or means "empty"."""
        if value is None:
            value = ""
        if not isinstance(value, str):
            many = isinstance(value, Iterable)
            raise self._not(
                "not-a-scalar" if many else "wrong-type", "这里应是{noun}" + "，不是一组内容" * many
            )
        text = fold(value)
        if _means_empty(text):
            raise self._blank(value, text)
        if len(value) > _LONGEST:
            raise self._not("too-long", "这里应是{noun}，不是一大段文字")
        return Scalar(self, value, text)

    def _not(self, code: str, template: str, then: str = "", **args: Arg) -> BadValue:
        return BadValue(code, message(template, noun=Word(self.noun), **args), message(self.how + then))

    def _blank(self, raw: str, text: str) -> BadValue:
        then = "；这一项没有内容，就把这一行删去"
        if not text:
            return self._not("blank", "这里应是{noun}，现在空着", then)
        return self._not("blank", "这里应是{noun}，“{typed}”等于没有填", then, typed=typed(raw))


class Scalar(NamedTuple):
    """A scalar being read: as typed (``raw``), and folded (``text``)."""

    kind: Kind
    raw: str
    text: str

    def bad(self, code: str, template: str, fix: Message | None = None, /, **args: Arg) -> BadValue:
        """A refusal. ``{typed}`` in the template is what was typed; the fix defaults to the kind's own."""
        if "{typed}" in template:
            args["typed"] = typed(self.raw)
        return BadValue(code, message(template, **args), fix or message(self.kind.how))


def typed(raw: str, limit: int = 40) -> Value:
    """What was typed, fit for one line of a message: cut at ``limit`` characters, no control characters."""
    line = " ".join(raw.split())
    shown = "".join(c if c.isprintable() else "�" for c in line[:limit])
    return Value(shown + "…" if len(line) > limit else shown)


# A raised ² or a circled ② is not the digit 2: read as one, it would change a number without a word.
_MARKED = ("<super>", "<sub>", "<fraction>", "<circle>")


def fold(text: str) -> str:
    """Full-width and other compatible forms as plain ones, invisible characters dropped, ends stripped."""
    if text.isascii():
        return text.strip()
    return "".join(map(_fold_char, text)).strip()


def _fold_char(char: str) -> str:
    if category(char) == "Cf":
        return ""
    return char if decomposition(char).startswith(_MARKED) else normalize("NFKC", char)


_DASHES = "‐‑‒–—―−─"
_TO_HYPHEN = str.maketrans(dict.fromkeys(_DASHES, "-"))


def hyphenated(text: str) -> str:
    """Every kind of dash as ``-``."""
    return text.translate(_TO_HYPHEN)


_LOOSE_SPACE = pattern(r"(?<![0-9\s])\s+|\s+(?![0-9\s])")


def unspaced(text: str) -> str:
    """Without spaces, save between two digits: ``1 200`` may be two numbers."""
    return _LOOSE_SPACE.sub("", text)


_STROKES = frozenset("/\\_~-" + _DASHES)
_EMPTY_WORDS = frozenset({"无", "暂无", "空", "空白", "none", "null", "nil", "nan", "n/a"})


def is_blank(text: str) -> bool:
    """Whether the text is one of the ways people leave a cell empty: nothing, strokes, 无, 暂无, null …"""
    return _means_empty(fold(text))


def _means_empty(folded: str) -> bool:
    return _STROKES.issuperset(folded) or folded.casefold() in _EMPTY_WORDS
