"""Which branches have changed since a commit, as git tells it. Only the names of files are asked for."""

import subprocess
from pathlib import Path

import typer

_OPTION = "--changed-since"


def changed_only(found: list[Path], revision: str, always: tuple[Path, ...]) -> list[Path]:
    """The branches in whose folders a file was changed, added or removed since the revision.

    Where one of the files in ``always`` was (the settings, the county's rules), all of them. Files that git
    does not follow yet count. Ends the program with a usage error where git cannot tell.
    """
    if not found:
        return found
    top = Path(_git(found[0] if found[0].is_dir() else found[0].parent, "rev-parse", "--show-toplevel")[0])
    names = [
        *_git(top, "diff", "--name-only", "--no-renames", "-z", "--end-of-options", revision, "--"),
        *_git(top, "ls-files", "--others", "--exclude-standard", "-z"),
    ]
    changed = {(top / name).resolve() for name in names}
    if any(path.resolve() in changed for path in always):
        return found
    folders = {folder for path in changed for folder in (path, *path.parents)}
    return [path for path in found if path.resolve() in folders]


def _git(folder: Path, *words: str) -> list[str]:
    command = ["git", "-C", str(folder), "-c", "core.quotepath=false", *words]
    try:
        done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - no shell, words after --end-of-options
    except FileNotFoundError:
        raise typer.BadParameter("这台机器上没有 git，看不出哪些改过", param_hint=_OPTION) from None
    except subprocess.CalledProcessError:
        said = "git 说不出哪些改过：看看这里是不是 git 仓库，提交的名称有没有写错"
        raise typer.BadParameter(said, param_hint=_OPTION) from None
    text = done.stdout.decode("utf-8", "surrogateescape")
    return [name for name in text.split("\0" if "-z" in words else "\n") if name]
