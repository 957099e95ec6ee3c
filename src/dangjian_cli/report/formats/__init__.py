"""The formats of a report, one file each: a file that is put here is a format by its name.

Each has ``render(run, look) -> str``. ``look`` is how text for people is to look; other formats have
no use for it. One that programs read says in ``ESCAPES`` how it writes a character that a pipe lacks.
"""

import re
from collections.abc import Callable
from importlib import import_module
from json import dumps  # not the module: its name is a format's here
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


def escaped(name: str, text: str) -> str:
    """A report in ASCII alone, for a pipe that is not UTF-8; one for people is left as it is."""
    match getattr(import_module(f"{__name__}.{name}"), "ESCAPES", ""):
        case "json":
            return re.sub(r"[^\x00-\x7f]", _json_escape, text)
        case "xml":
            return text.encode("ascii", "xmlcharrefreplace").decode("ascii")
        case _:
            return text


def _json_escape(found: re.Match[str]) -> str:
    return dumps(found[0])[1:-1]
