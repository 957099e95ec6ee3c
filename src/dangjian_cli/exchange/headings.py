"""Where the headings of a table stand, and what each says once blanks, brackets and instructions are gone.

Headings may take up to three rows, merged across and down. They are found by what they say: the rows above
them are titles.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

from dangjian_cli.exchange.cells import text_of
from dangjian_cli.exchange.pages import CellValue, Page, letter
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.table import fields_of
from dangjian_cli.pattern import pattern

Target = tuple[str, ...]
"""Where a column goes, in the ledger's own words: ("姓名",), ("步骤", "政治审查", "日期")."""

SEARCHED, DEEPEST = 40, 3
"""Rows from the top in which headings are looked for, and rows that one heading may take."""


class Heading(NamedTuple):
    """A column's heading as it stands, on one line, and what to look it up by, most exact first."""

    column: int
    text: str
    words: tuple[str, ...]


class Head(NamedTuple):
    """The rows of the headings, first and past the last, and the headings."""

    top: int
    body: int
    headings: tuple[Heading, ...]


def table_of(
    model: type[Record], more: Mapping[str, str], *, without: Sequence[str] = ()
) -> dict[str, Target]:
    """Every word for the fields of a model that a plain column can hold."""
    found: dict[str, Target] = {}
    for field in fields_of(model):
        if field.inner is None and field.label not in without:
            words = (*field.words[:-1], *more.get(field.label, "").split())
            for word in words:
                found.setdefault(squeezed(word), (field.label,))
    return found


@cache
def squeezed(text: str) -> str:
    """Without blanks, marks and differences of width: what two headings have in common."""
    return _MARKS.sub("", normalize("NFKC", text)).casefold()


_MARKS = pattern(r"[\s*※★☆#:：、,，。—_\u200b\ufeff]+|(?<!\d)[.\-]|[.\-](?!\d)")
_NUMBERED = pattern(r"^(?:[(（]?\d{1,2}[)）.、．]|[一二三四五六七八九十]+[、.．])\s*")
_BRACKETS = pattern(r"[(（\[【〔<《“\"][^()（）\[\]【】〔〕<>《》“”\"]*[)）\]】〕>》”\"]")
_INSTRUCTION = pattern(
    r"[,，;；。:：]|例如|如[:：\d]|格式|样式|(?<!申)请(?!示|假)|须|按照|填写(?=[^入]|$)|必填|选填|不加|以身份证|与身份证"
)
_UNIT = pattern(r"[(（]?(?:单位)?[:：]?元[)）]?$")


@cache
def candidates(text: str) -> tuple[str, ...]:
    """What a heading may mean: whole, without brackets, without the instruction that follows it."""
    found: dict[str, None] = {}
    for start in (text, _NUMBERED.sub("", text)):
        bare = _without_brackets(start)
        short = _INSTRUCTION.split(bare, maxsplit=1)[0]
        for each in (start, bare, short, _UNIT.sub("", short), _UNIT.sub("", bare)):
            if word := squeezed(each):
                found[word] = None
    return tuple(found)


def _without_brackets(text: str) -> str:
    previous = ""
    while text != previous:
        previous, text = text, _BRACKETS.sub("", text)
    return re.split(r"[(（]", text, maxsplit=1)[0] or text  # one that is never closed


def one_line(text: str) -> str:
    """A heading or a title as it is shown and kept as a name."""
    return re.sub(r"\s*\n\s*", "", text.strip()) if "\n" in text else " ".join(text.split())


# Finding ------------------------------------------------------------------------------------------------


def heads(page: Page) -> Iterator[Head]:
    """Every row, or two or three of them, that could be the headings."""
    for top in range(min(SEARCHED, len(page.rows))):
        if not any(text_of(v) for v in page.rows[top]):
            continue
        yield _head(page, top, top + 1)
        for body in range(top + 2, min(top + DEEPEST, len(page.rows)) + 1):
            if not _continues(page, top, body - 1):
                break
            yield _head(page, top, body)


def best(page: Page, score: Callable[[Head], int]) -> tuple[int, Head] | None:
    """The head that scores best; of several that score the same, the first, as far down as it reaches.

    Lower parts of headings say more than their upper parts alone, and a title above adds nothing to them;
    headings that come again further down are those of the next printed page.
    """
    scored = [(points, head) for head in heads(page) if (points := score(head)) > 0]
    most = max((points for points, _ in scored), default=0)
    tied = sorted((head for points, head in scored if points == most), key=lambda h: (h.body, h.top))
    here = [head for head in tied if head.top < tied[0].body]
    return (most, max(here, key=lambda h: (h.body, h.top))) if here else None


def _head(page: Page, top: int, body: int) -> Head:
    width = max(len(page.rows[row]) for row in range(top, body))
    headings = []
    for column in range(width):
        parts: list[str] = []
        for row in range(top, body):
            part = one_line(text_of(_spread(page, row, column, top, body)))
            if part and part not in parts[-1:]:
                parts.append(part)
        if parts:
            headings.append(Heading(column, "".join(parts), _words(parts)))
    return Head(top, body, tuple(headings))


def _words(parts: list[str]) -> tuple[str, ...]:
    if len(parts) == 1:
        return candidates(parts[0])
    found = dict.fromkeys(candidates("".join(parts)))
    for each in ("".join(reversed(parts)), parts[-1], parts[0]):
        found |= dict.fromkeys(candidates(each))
    return tuple(found)


def _spread(page: Page, row: int, column: int, top: int, body: int) -> CellValue:
    """A cell of the headings, with what is merged over it, or what stands to its left above its part."""
    value = page.at(row, column)
    if text_of(value):
        return value
    for (r0, c0), (r1, c1) in page.merged:
        if r0 <= row <= r1 and c0 <= column <= c1:
            return page.at(r0, c0) if r0 >= top else ""
    if page.merged or row == body - 1 or not text_of(page.at(row + 1, column)):
        return ""
    left = next((c for c in range(column, -1, -1) if text_of(page.at(row, c))), None)
    beside = left is not None and all(text_of(page.at(row + 1, c)) for c in range(left, column))
    return page.at(row, left) if left is not None and beside else ""


def _continues(page: Page, top: int, row: int) -> bool:
    """Whether a row has the lower parts of the headings in the row above: each under something wider."""
    below = [c for c, v in enumerate(page.rows[row]) if text_of(v)]
    if not below or any(isinstance(page.at(row, c), int | float) for c in below):
        return False
    above = [c for c, v in enumerate(page.rows[row - 1]) if text_of(v)]
    if not above or (above[0] == below[0] and not _merged_across(page, row - 1, above[0])):
        return False
    return all(_wider(page, row - 1, c, set(below)) for c in below) and row - top < DEEPEST


def _wider(page: Page, row: int, column: int, below: set[int]) -> bool:
    if page.merged:
        return _merged_across(page, row, column)
    if text_of(page.at(row, column)):
        return not text_of(page.at(row, column + 1)) and column + 1 in below
    return any(text_of(page.at(row, c)) for c in range(column))


def _merged_across(page: Page, row: int, column: int) -> bool:
    return any(r0 <= row <= r1 and c0 <= column <= c1 and c1 > c0 for (r0, c0), (r1, c1) in page.merged)


# Columns that a person names --------------------------------------------------------------------------


def named(heading: Heading, mapped: Mapping[str, str]) -> str | None:
    """What the person said of this column, by its heading or its letter."""
    for said, to in mapped.items():
        if said.upper() == letter(heading.column) or squeezed(said) in (
            squeezed(heading.text),
            *heading.words,
        ):
            return to
    return None
