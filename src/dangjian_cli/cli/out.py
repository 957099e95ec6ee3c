"""Where reports go: the screen or a pipe, in whatever it can take, or a file."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

from dangjian_cli.cli import terminal

if TYPE_CHECKING:
    from dangjian_cli.report.look import Look


def look(stream: TextIO) -> "Look":
    """How text for people is to look there."""
    from dangjian_cli.report.look import Look

    return Look(terminal.width(stream), terminal.colour_wanted(stream))


def show(text: str, form: str) -> None:
    """Write a report to standard output; a format for programs does not depend on its encoding."""
    from dangjian_cli.report import formats

    sys.stdout.write(text if terminal.is_utf8(sys.stdout) else formats.escaped(form, text))


def save(file: Path, text: str, option: str) -> None:
    """Write a report to a file, in UTF-8. A file that cannot be written is a mistake of ``option``."""
    from dangjian_cli.edit.files import write_whole

    try:
        # a name on disk that is no text has halves of characters, which JSON writes in this very way
        write_whole(file, text.encode("utf-8", "backslashreplace"))
    except OSError:
        raise typer.BadParameter(
            f"写不进文件 {file.name}，看看文件夹在不在、能不能写", param_hint=option
        ) from None
