"""A file's text as it lies on disk: pieces can be put in without any other byte becoming another."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from dangjian_cli.finding import InputError, Problem, Word, message
from dangjian_cli.load.encoding import byte_order_mark, decode

_TWO = re.compile("\r\n")


class Splice(NamedTuple):
    """A stretch of a text, and what is to stand there instead."""

    start: int
    end: int
    instead: str


@dataclass(frozen=True)
class Stored:
    """A text with the line ends that it has on disk, and how it is stored there."""

    raw: str
    encoding: str
    mark: bytes
    newline: str

    @classmethod
    def of(cls, data: bytes) -> "Stored":
        """A file's bytes. Raises ``InputError`` for what cannot be written again as it is."""
        decoded = decode(data)
        mark = byte_order_mark(data)
        stored = cls(data[len(mark) :].decode(decoded.encoding), decoded.encoding, mark, decoded.newline)
        if stored.data != data:
            said = message("文件是 {name} 编码，照原样写不回去", name=Word(decoded.encoding.upper()))
            fix = message("先用 dj fix --write 把它改成 UTF-8")
            raise InputError(Problem("not-writable-as-is", said, fix))
        return stored

    @classmethod
    def new(cls, newline: str) -> "Stored":
        """A file that is still to be written."""
        return cls("", "utf-8", b"", newline)

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        return self.mark + self.raw.encode(self.encoding)

    @cached_property
    def text(self) -> str:
        """The text with line feeds."""
        return self.raw.replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def _twos(self) -> list[int]:
        """Where in the text the line ends are that take two characters on disk."""
        return [hit.start() - n for n, hit in enumerate(_TWO.finditer(self.raw))]

    def spliced(self, splices: Iterable[Splice]) -> "Stored":
        """The file with pieces put in; their places are those of ``text``."""
        parts, at = [], 0
        for start, end, instead in sorted(splices):
            parts += [self.raw[at : self._raw(start)], instead.replace("\n", self.newline)]
            at = self._raw(end)
        return Stored("".join((*parts, self.raw[at:])), self.encoding, self.mark, self.newline)

    def _raw(self, index: int) -> int:
        return index + bisect_left(self._twos, index)
