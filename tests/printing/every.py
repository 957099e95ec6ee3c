"""Every document of every example, made once a session and looked at by several tests."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, NamedTuple

from matters import NAMES, example

from dangjian_cli.documents import makers
from dangjian_cli.render.paper import Document
from dangjian_cli.render.targets import Made, renderer

ALL = [(name, title) for name in NAMES for title in makers()]
"""An example and what is printed of it."""

UNSEEN_FIELDS = {"anchor", "align", "name", "kind"}


class Page(NamedTuple):
    """A page of a PDF: width and height in millimetres, what can be read on it."""

    width: float
    height: float
    text: str


@cache
def documents(name: str, title: str) -> tuple[Document, ...]:
    """The documents of one sort."""
    return tuple(makers()[title].make(example(name)))


@cache
def together(name: str, title: str) -> Document | None:
    """Documents of one sort as one: a hundred forms one by one would take their time and show no more."""
    made = documents(name, title)
    if not made:
        return None
    return replace(made[0], title=title, sections=tuple(s for d in made for s in d.sections))


@cache
def made(name: str, title: str, target: str) -> Made | None:
    """The file that it becomes."""
    document = together(name, title)
    return renderer(target)(document) if document else None


def shown(value: Any) -> Iterator[str]:
    """Every text of it that is to be read on paper."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from shown(each)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in UNSEEN_FIELDS:
                yield from shown(getattr(value, field.name))


def close(text: str) -> str:
    """Without any space, which every program sets in its own way; nor where a word may end a line."""
    return "".join(text.split()).replace("\u200b", "").replace("\ufffe", "").replace("\x02", "")


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
