"""The one branch that a command works on, read; whatever is wrong with it is told at once."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dangjian_cli.cli.options import shown, told
from dangjian_cli.cli.standard import Standard, readable, shelf_for, standard_for
from dangjian_cli.finding import InputError, Privacy

if TYPE_CHECKING:
    from dangjian_cli.card import Pack
    from dangjian_cli.documents.parts.matter import Matter
    from dangjian_cli.load.branch import LoadedBranch

PARAMETER = "参数“支部”"


def branch_at_hand(path: Path, standard: Standard, pack: "Pack") -> "LoadedBranch":
    """The branch in a folder, or in a file. What cannot be read ends the program with status 2."""
    from dangjian_cli.load.branch import BRANCH_FILES, find_branches, load_branch

    if not path.exists():
        raise typer.BadParameter(f"没有 {path.name} 这个文件或文件夹", param_hint=PARAMETER)
    if path.is_dir() and not any((path / name).is_file() for name in BRANCH_FILES):
        inside = [shown(found, Privacy.LOCAL) for found in find_branches(path)]
        more = f"；里面的支部有：{'、'.join(inside[:3])}{'……' if len(inside) > 3 else ''}" if inside else ""
        said = f"{path.name} 不是支部的文件夹：找不到 {BRANCH_FILES[0]}{more}"
        raise typer.BadParameter(said, param_hint=PARAMETER)
    beside = standard.beside(pack)
    settings = standard.settings
    name = shown(path if path.is_dir() else path.parent, Privacy.LOCAL)

    def read() -> "LoadedBranch":
        try:
            return load_branch(path, beside, settings.branch_field if settings else "")
        except InputError as error:
            raise told(error, name) from None

    try:
        return readable(read, "这个支部的台账")
    except OSError:
        raise typer.BadParameter(f"打不开 {path.name} 里的文件", param_hint=PARAMETER) from None


def matter_at_hand(path: Path, day: date, overlay: Path | None) -> "Matter":
    """The branch judged on a day, with all that documents are made from; the year is that day's."""
    from dangjian_cli.documents.parts.matter import Matter
    from dangjian_cli.load.judged import judge

    standard = standard_for(path, overlay)
    pack = readable(lambda: standard.pack(Privacy.LOCAL))
    loaded = branch_at_hand(path, standard, pack)
    return Matter(loaded, pack, shelf_for(standard), judge(loaded, pack, day), day, day.year)
