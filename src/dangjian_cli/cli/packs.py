"""The pack that commands work with."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from dangjian_cli.finding import InputError, Privacy

if TYPE_CHECKING:
    from dangjian_cli.card import Pack
    from dangjian_cli.shelf import Shelf


T = TypeVar("T")


def shipped_pack(folder: Path | None = None) -> "Pack":
    """The pack that comes with the program, or the one in ``folder``.

    A pack that cannot be read ends the program with status 2, every fault told.
    """
    from dangjian_cli.load.pack import load_pack

    return _read(load_pack, folder)


def shipped_shelf(folder: Path | None = None) -> "Shelf":
    """What stands beside its cards, in the same way."""
    from dangjian_cli.load.shelf import load_shelf

    return _read(load_shelf, folder)


def _read(load: Callable[[Path], T], folder: Path | None) -> T:
    from dangjian_cli.load.pack import standards_folder

    try:
        return load(folder or standards_folder())
    except InputError as error:
        for problem in error:
            where = ":".join(str(p) for p in (problem.file, problem.line, problem.column) if p)
            fix = f"；{problem.fix.render(Privacy.LOCAL)}" if problem.fix else ""
            sys.stderr.write(f"{where}：{problem.message.render(Privacy.LOCAL)}{fix}\n")
        sys.stderr.write("标准包读不了，先改好上面各处。\n")
        raise typer.Exit(2) from None
