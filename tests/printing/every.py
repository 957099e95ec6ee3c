"""Every document of every example, made once a session; and how to read what was made."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from matters import NAMES, example

from dangjian_cli.documents import makers
from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.render.paper import Document, Mark
from dangjian_cli.render.targets import Made, Unsuited, renderer

ALL = [(name, title) for name in NAMES for title in makers()]
"""An example and what is printed of it."""

UNSEEN = {"anchor", "name"}
"""Fields that are not for reading."""

SLACK = 0.3
"""Millimetres by which a sheet of A4 may be off."""


class Page(NamedTuple):
    """A page of a PDF: width and height in millimetres, what can be read on it."""

    width: float
    height: float
    text: str

    @property
    def is_a4(self) -> bool:
        """Whether it is, upright or not."""
        short, long = sorted((self.width, self.height))
        return abs(short - 210) < SLACK and abs(long - 297) < SLACK


def together(matter: Matter, title: str) -> Document | None:
    """Documents of one sort as one: a hundred forms one by one would take their time and show no more."""
    made = tuple(makers()[title].make(matter))
    return (
        replace(made[0], title=title, sections=tuple(s for d in made for s in d.sections)) if made else None
    )


@cache
def document(name: str, title: str) -> Document | None:
    """What an example's documents of one sort are."""
    return together(example(name), title)


@cache
def made(name: str, title: str, target: str) -> Made | None:
    """The file that it becomes."""
    found = document(name, title)
    return renderer(target)(found) if found else None


def fingerprint(name: str, title: str, target: str) -> str:
    """Of the file; of a form that a document does not have, nothing."""
    try:
        file = made(name, title, target)
    except Unsuited:
        return ""
    return sha256(file.data).hexdigest() if file else ""


def shown(value: Any) -> Iterator[str]:
    """Every text of it that is to be read on paper."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from shown(each)
    elif isinstance(value, Mark) and value.down:
        yield from value.text  # read letter by letter, in whatever order
    elif is_dataclass(value) and not isinstance(value, type):
        for name, own in read_fields(type(value)).items():
            yield from (text for text in shown(getattr(value, name)) if text not in own)


@cache
def read_fields(sort: type) -> dict[str, frozenset[str]]:
    """The fields that people read; and the program's own words among what stands in each, for its choices."""
    meant = get_type_hints(sort)
    return {
        field.name: frozenset(own(meant[field.name])) for field in fields(sort) if field.name not in UNSEEN
    }


def own(hint: Any) -> Iterator[str]:
    """The words of every choice in a type."""
    if get_origin(hint) is Literal:
        yield from map(str, get_args(hint))
    else:
        for each in get_args(hint):
            yield from own(each)


PIECE, TORN = 20, 30
"""Of what runs over pages, so many letters stand together; so many such may be torn by a page's end."""


def lost(document: Document, text: str) -> list[str]:
    """What should be read and is not in the text."""
    whole = close(text)
    return [each for each in dict.fromkeys(shown(document.sections)) if not found(close(each), whole)]


def found(text: str, whole: str) -> bool:
    """Whether it is there; of a long text, whether all but what a page's end tears is."""
    if text in whole:
        return True
    pieces = [text[i : i + PIECE] for i in range(0, len(text), PIECE)]
    return len(pieces) > TORN and sum(piece not in whole for piece in pieces) <= TORN


def close(text: str) -> str:
    """Without any space, which every program sets in its own way; nor where a word may be parted.

    A hyphen that ends a line is read as one that parts a word: hyphens do not count. A bracket that lies down
    is that bracket.
    """
    return "".join(text.split()).translate(_PARTING)


_PARTING = dict.fromkeys(map(ord, "\u200b\ufffe\x02-"))
_PARTING |= str.maketrans("︵︶︹︺︽︾︱︙", "（）〔〕《》—…")


def pages(pdf: bytes) -> list[Page]:
    """The pages, read by a program that had no part in making them."""
    import pypdfium2  # noqa: PLC0415 - only where something was made

    read = []
    for page in (document := pypdfium2.PdfDocument(pdf)):
        text = page.get_textpage()
        read.append(Page(page.get_width() / 72 * 25.4, page.get_height() / 72 * 25.4, text.get_text_range()))
        text.close()
        page.close()
    document.close()
    return read


class Words(HTMLParser):
    """What a page says. It must have no script."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.said: list[str] = []
        self._styled = False
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag != "script"
        assert not [name for name, value in attrs if name.startswith("on") or "script:" in (value or "")]
        self._styled = tag in {"style", "title"}

    def handle_data(self, data: str) -> None:
        if not self._styled:
            self.said.append(data)

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.said)


NEVER_FIRST = "，。、；：？！）》〉】」』〕”’…"
NEVER_LAST = "（《〈【「『〔“‘"


def read_lines(page: Page) -> list[str]:
    """The lines of a page; none where the reader took it letter by letter, as what is written downwards."""
    lines = [line.strip() for line in page.text.splitlines() if line.strip()]
    return [] if sum(len(line) == 1 for line in lines) > len(lines) / 2 else lines


def lost_on(read: list[Page], document: Document) -> list[str]:
    """What should be read and is not on the pages; where they are read letter by letter, letters will do."""
    scattered = set(close("".join(page.text for page in read if not read_lines(page))))
    return [t for t in lost(document, "".join(page.text for page in read)) if set(close(t)) - scattered]


def misplaced(read: list[Page], document: Document) -> list[str]:
    """Lines that begin or end where Chinese has none begin or end, unless somebody wrote it so."""
    written = {line.strip() for text in shown(document.sections) for line in text.splitlines()}
    first, last = {line[:1] for line in written}, {line[-1:] for line in written}
    lines = [line for page in read for line in read_lines(page)]
    return [
        line
        for line in lines
        if (line[0] in NEVER_FIRST and line[0] not in first)
        or (line[-1] in NEVER_LAST and line[-1] not in last)
    ]
