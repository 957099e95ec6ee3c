"""The standard that commands work with: the pack, the county's overlay, and what ``dj.toml`` says of both.

What is written on the command line comes before the environment (``DJ_…``), that before ``dj.toml``.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeVar

import typer

from dangjian_cli.cli.options import shown
from dangjian_cli.cli.zh_errors import did_you_mean
from dangjian_cli.finding import InputError, Privacy, Problem, Word, message

if TYPE_CHECKING:
    from dangjian_cli.card import Pack
    from dangjian_cli.load.settings import Settings
    from dangjian_cli.shelf import Shelf

T = TypeVar("T")

SETTINGS = "dj.toml"

Overlay = Annotated[
    Path | None,
    typer.Option(
        "--overlay",
        metavar="文件",
        envvar="DJ_OVERLAY",
        show_envvar=False,
        help="加上这一份县里的细则",
        rich_help_panel="标准",
    ),
]


class Standard(NamedTuple):
    """Which overlay is laid over the pack, and the settings found for the records."""

    overlay: Path | None
    settings: "Settings | None" = None
    wrong: tuple[Problem, ...] = ()

    def beside(self, pack: "Pack") -> frozenset[Path]:
        """Files that are read, though they may lie in a branch's folder."""
        overlay = Path(pack.overlay.file) if pack.overlay else None
        archive = self.settings.archive if self.settings else None
        return frozenset(file.resolve() for file in (overlay, archive) if file)

    def pack(self, privacy: Privacy, folder: Path | None = None) -> "Pack":
        """The pack that is judged by. Raises ``InputError``."""
        from dangjian_cli.load.pack import load_pack, standards_folder

        if self.wrong:
            raise InputError(*(p.at(shown(Path(p.file), privacy)) for p in self.wrong))
        pack = load_pack(folder or standards_folder())
        settings = self.settings
        if settings and settings.standard and settings.standard != pack.head.version:
            said = message(
                "这里要的是标准{wanted}，dj 带的是{version}",
                wanted=Word(settings.standard),
                version=Word(pack.head.version),
            )
            fix = message(
                "用 dj pack diff 看两版差在哪里；认可了新的，改成“{version}”", version=Word(pack.head.version)
            )
            problem = settings.problem("标准版本", "other-standard", said, fix)
            raise InputError(problem.at(shown(Path(problem.file), privacy)))
        overlay = self.overlay or (_near(settings.overlay) if settings and settings.overlay else None)
        if overlay is None:
            return pack
        from dangjian_cli.load.overlay import load_overlay

        return load_overlay(overlay, pack, shown(overlay, privacy))


def standard_for(start: Path, overlay: Path | None) -> Standard:
    """The standard for the records at a path: the nearest ``dj.toml`` up to the root of its repository."""
    file = _found(start)
    if file is None:
        return Standard(overlay)
    from dangjian_cli.load.settings import read_settings

    try:
        return Standard(overlay, read_settings(file, _near(file).as_posix()))
    except InputError as error:
        return Standard(overlay, wrong=tuple(error))


def _found(start: Path) -> Path | None:
    here = start.resolve()
    for folder in (here, *here.parents):
        if (file := folder / SETTINGS).is_file():
            return file
        if (folder / ".git").exists():
            return None
    return None


def _near(file: Path) -> Path:
    """The file as it is reached from the folder at hand, where it can be."""
    try:
        return Path(os.path.relpath(file))
    except ValueError:  # another drive
        return file


def pack_at_hand(overlay: Path | None = None, folder: Path | None = None) -> "Pack":
    """The pack that comes with the program with what the folder at hand asks for, or the one in ``folder``.

    What cannot be read ends the program with status 2, every fault told.
    """
    standard = Standard(overlay) if folder else standard_for(Path(), overlay)
    return readable(lambda: standard.pack(Privacy.LOCAL, folder))


def shelf_at_hand(folder: Path | None = None) -> "Shelf":
    """What stands beside its cards, in the same way."""
    from dangjian_cli.load.pack import standards_folder
    from dangjian_cli.load.shelf import load_shelf

    return readable(lambda: load_shelf(folder or standards_folder()))


def known_field(field: str | None) -> None:
    """Refuse a field (领域) that there is not."""
    from dangjian_cli.ledger.branch import FIELDS

    if field is not None and field not in FIELDS:
        advice = did_you_mean(field, FIELDS) or f"可以写：{'、'.join(FIELDS)}"
        raise typer.BadParameter(f"没有“{field}”这个领域。{advice}", param_hint="--field")


def shelf_for(standard: Standard) -> "Shelf":
    """The same with the county's own forms of filing, where the settings name them."""
    from dangjian_cli.load.shelf import load_archive

    shelf, file = shelf_at_hand(), standard.settings.archive if standard.settings else None
    if file is None:
        return shelf
    archive = readable(lambda: load_archive(file), "归档表")
    return replace(shelf, archive=lambda: archive)


def readable(load: Callable[[], T], what: str = "标准") -> T:
    """What is loaded; what cannot be read ends the program with status 2, every fault told."""
    try:
        return load()
    except InputError as error:
        for problem in error:
            where = ":".join(str(p) for p in (problem.file, problem.line, problem.column) if p)
            fix = f"；{problem.fix.render(Privacy.LOCAL)}" if problem.fix else ""
            sys.stderr.write(f"{where}：{problem.message.render(Privacy.LOCAL)}{fix}\n")
        sys.stderr.write(f"{what}读不了，先改好上面各处。\n")
        raise typer.Exit(2) from None
