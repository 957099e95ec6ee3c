"""What a document can become, one file each: a file that is put here is a target by its name.

Each has ``render(document) -> Made``. Without an optional part that it needs it raises ``Absent``; for a
block that it has no way to set, ``Unsuited``; for a section that does not fit its one page, ``Unfit``; for a
character that no font has, ``Unprintable``.
"""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

from dangjian_cli.render.paper import Document
from dangjian_cli.render.plain import visible


class Made(NamedTuple):
    """A file's contents, and what is worth telling of them: fonts that had to stand in."""

    data: bytes
    notes: tuple[str, ...] = ()


class Absent(Exception):  # noqa: N818 - said of a part, not of a mistake
    """An optional part that is not installed; the argument is its name among the extras."""

    @property
    def extra(self) -> str:
        """What to install."""
        return str(self.args[0])


class Unsuited(Exception):  # noqa: N818
    """A document that has no such form."""


class Unfit(Exception):  # noqa: N818
    """A page that holds more than a page; the argument is its name."""


class Unprintable(Exception):  # noqa: N818
    """A character that no font has: the character, the text it stands in, the page's name."""


def names() -> tuple[str, ...]:
    """Every target by name, without loading any."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def renderer(name: str) -> Callable[[Document], Made]:
    """What makes a file of that sort. Whatever the sort, no character of the document goes unseen."""
    render: Callable[[Document], Made] = import_module(f"{__name__}.{name}").render
    return lambda document: render(visible(document))
