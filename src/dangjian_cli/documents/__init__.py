"""The documents that are printed, one file each: a file that is put here is a document by its ``TITLE``.

Each has ``PLACE``, ``TITLE``, ``ALIASES`` and ``make(matter) -> Iterator[Document]``: a branch and a standard
become what is to stand on paper. What several share lies in ``parts/``. Nothing here knows what HTML or PDF
is; the targets know nothing of branches.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dangjian_cli.documents.parts.matter import Matter
    from dangjian_cli.render.paper import Document


class Maker(NamedTuple):
    """What makes a document, or several of one sort."""

    name: str
    title: str
    aliases: tuple[str, ...]
    make: Callable[["Matter"], "Iterator[Document]"]
    options: tuple[str, ...] = ()


@cache
def makers() -> Mapping[str, Maker]:
    """Everything that can be printed, by its Chinese title, in the order of the files' ``PLACE``."""
    modules = [import_module(f"{__name__}.{m.name}") for m in iter_modules(__path__) if not m.ispkg]
    modules.sort(key=lambda m: m.PLACE)
    return {
        m.TITLE: Maker(m.__name__.rpartition(".")[2], m.TITLE, m.ALIASES, m.make, getattr(m, "OPTIONS", ()))
        for m in modules
    }


def maker(word: str) -> Maker | None:
    """The one that somebody means by a title, an alias or the English name."""
    found = makers()
    return found.get(word) or next((m for m in found.values() if word == m.name or word in m.aliases), None)
