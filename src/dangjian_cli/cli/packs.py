"""The pack that commands work with."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dangjian_cli.finding import InputError, Privacy

if TYPE_CHECKING:
    from dangjian_cli.card import Pack


def shipped_pack(folder: Path | None = None) -> "Pack":
    """The pack that comes with the program, or the one in ``folder``.

    A pack that cannot be read ends the program with status 2, every fault told.
    """
    from dangjian_cli.load.pack import load_pack, standards_folder

    try:
        return load_pack(folder or standards_folder())
    except InputError as error:
        for problem in error:
            where = ":".join(str(p) for p in (problem.file, problem.line, problem.column) if p)
            fix = f"；{problem.fix.render(Privacy.LOCAL)}" if problem.fix else ""
            sys.stderr.write(f"{where}：{problem.message.render(Privacy.LOCAL)}{fix}\n")
        sys.stderr.write("标准包读不了，先改好上面各处。\n")
        raise typer.Exit(2) from None
