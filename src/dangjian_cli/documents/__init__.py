"""The documents that are printed, one file each: a file that is put here is a document by its ``TITLE``.

Each has ``PLACE``, ``TITLE``, ``ALIASES`` and ``make(matter) -> Iterator[Document]``: a branch and a standard
become what is to stand on paper; with a ``GROUP`` it is also printed under that word, together with others.
One that needs nobody's records also has ``of_rules(rules)``. What several share lies in ``parts/``. Nothing
here knows what HTML or PDF is; the targets know nothing of branches.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dangjian_cli.documents.parts.matter import Matter
    from dangjian_cli.documents.parts.rules import Rules
    from dangjian_cli.render.paper import Document


class Refused(Exception):  # noqa: N818 - said of what was asked
    """A document that must not be made as the records stand; the arguments say why, one reason each."""


class Maker(NamedTuple):
    """What makes a document, or several of one sort. ``group`` is a word for several such together."""

    name: str
    title: str
    aliases: tuple[str, ...]
    group: str
    make: Callable[["Matter"], "Iterator[Document]"]
    options: tuple[str, ...] = ()
    of_rules: "Callable[[Rules], Iterator[Document]] | None" = None
    """Makes it for a whole field (领域), where it is not about anybody's records."""


@cache
def makers() -> Mapping[str, Maker]:
    """Everything that can be printed, by its Chinese title, in the order of the files' ``PLACE``."""
    modules = [import_module(f"{__name__}.{m.name}") for m in iter_modules(__path__) if not m.ispkg]
    modules.sort(key=lambda m: m.PLACE)
    return {m.TITLE: _maker(m) for m in modules}


def _maker(module: ModuleType) -> Maker:
    name = module.__name__.rpartition(".")[2]
    options, of_rules = getattr(module, "OPTIONS", ()), getattr(module, "of_rules", None)
    group = getattr(module, "GROUP", "")
    return Maker(name, module.TITLE, module.ALIASES, group, module.make, options, of_rules)


def meant(word: str) -> tuple[Maker, ...]:
    """What somebody means by a title, an alias, the English name, or the word for a group."""
    found = makers().values()
    one = next((m for m in found if word in {m.title, m.name, *m.aliases}), None)
    return (one,) if one else tuple(m for m in found if word == m.group)
