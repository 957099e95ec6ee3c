"""Texts that somebody keeps in a folder to be bound in with a document: regulations, as plain text."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dangjian_cli.finding import InputError, Problem, message
from dangjian_cli.load.encoding import decode
from dangjian_cli.pattern import pattern

READ = (".txt", ".md")
_PARTS = pattern(r"(\d+)")


class Enclosed(NamedTuple):
    """A text and its title, which is its file's name."""

    title: str
    text: str


def load_enclosed(folder: Path) -> tuple[tuple[Enclosed, ...], tuple[Problem, ...]]:
    """The texts in the order of their names, and why something of the folder is not among them.

    Raises ``OSError`` where the folder cannot be looked into.
    """
    texts: list[Enclosed] = []
    problems: list[Problem] = []
    for file in sorted(_files(folder), key=_in_order):
        try:
            texts.append(_read(file))
        except InputError as error:
            problems += (problem.at(file.name) for problem in error)
        except OSError:
            problems.append(Problem("unreadable", message("文件打不开"), file=file.name))
    return tuple(texts), tuple(problems)


def _files(folder: Path) -> Iterator[Path]:
    """Everything in it but what is hidden, what Office leaves beside an open file, and folders."""
    return (f for f in folder.iterdir() if f.is_file() and not f.name.startswith((".", "~$")))


def _in_order(file: Path) -> list[tuple[bool, int, str]]:
    """By name, 2 before 10."""
    return [(not p.isdecimal(), int(p) if p.isdecimal() else 0, p) for p in _PARTS.split(file.stem)]


def _read(file: Path) -> Enclosed:
    if file.suffix.lower() not in READ:
        fix = message("在 Word、WPS 里另存为纯文本（.txt）再放进来")
        raise InputError(Problem("not-text", message("只收文字文件（.txt、.md）"), fix))
    text = decode(file.read_bytes()).text.strip("\ufeff \u3000\n")
    if not text:
        raise InputError(Problem("empty", message("是空的")))
    return Enclosed(_PREFIX.sub("", file.stem).strip() or file.stem, text)


_PREFIX = pattern(r"^(?:\d{1,3}[-_.、 ]+|0\d{1,2}(?=\D))")
"""A number that only puts the files in order."""
