"""The formats of a report, one file each: a file that is put here is a format by its name.

Each has ``render(run, look) -> str``. ``look`` is how text for people is to look; other formats have
no use for it.
"""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from dangjian_cli.report.look import Look
from dangjian_cli.report.view import Run


def names() -> tuple[str, ...]:
    """Every format by name, without loading any."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def renderer(name: str) -> Callable[[Run, Look], str]:
    """What writes a report in that format."""
    render: Callable[[Run, Look], str] = import_module(f"{__name__}.{name}").render
    return render
