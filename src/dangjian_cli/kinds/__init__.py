"""The kinds of requirement, one file each. A file that is put here is found; nothing registers it."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from dangjian_cli.kinds.base import Kind


@cache
def kinds() -> dict[str, type[Kind]]:
    """Every kind by the word that cards use for it."""
    found: dict[str, type[Kind]] = {}
    for module in iter_modules(__path__):
        for thing in vars(import_module(f"{__name__}.{module.name}")).values():
            if isinstance(thing, type) and issubclass(thing, Kind) and "tag" in vars(thing):
                found[thing.tag] = thing
    return found
