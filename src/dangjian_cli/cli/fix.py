"""``dj fix``: mend what is plainly a slip; show first, write only when told to."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dangjian_cli.cli import terminal
from dangjian_cli.cli.options import shown
from dangjian_cli.cli.zh import ZhTyper
from dangjian_cli.finding import InputError, Privacy, Problem

if TYPE_CHECKING:
    from dangjian_cli.edit.change import Change
    from dangjian_cli.edit.mending import Mended

TO_WRITE, LEFT = 1, 2
"""Exit status: there is something to write; something is left that only a person can mend."""


def register(app: ZhTyper) -> None:
    """Add the command."""
    app.command()(fix)


def fix(
    paths: Annotated[
        list[Path], typer.Argument(metavar="支部", help="支部文件夹、文件，或装着许多支部的文件夹")
    ],
    write: Annotated[
        bool, typer.Option("--write/--diff", help="写回文件／只看要改什么（不写就是只看）")
    ] = False,
    privacy: Annotated[
        Privacy | None,
        typer.Option("--privacy", metavar="隐私", help="local 显示改的内容， strict 只说哪一行"),
    ] = None,
) -> int:
    """改正一看就知道的笔误和写法：中文冒号、少空格、日期写法、文字编码。

    不改意思，不动看得懂的别处；拿不准的留给人改。默认只看，加 --write 才写回。
    几条记录没有编号分不清的，给后面的编上号。
    结束状态：0 没有要改的，或都改好了；1 有要改的，还没有写；2 还有要人改的。
    """
    level = privacy or terminal.privacy_default(sys.stdout, os.environ)
    waiting, left = 0, 0
    for path in _files(paths):
        name = shown(path, level)
        try:
            found, change = _mended(path)
        except InputError as error:
            left += _told(error.problems, name, level)
            continue
        if found.changed:
            sys.stdout.write("".join(_difference(found, change, name, level)))
            if write:
                _write([change], level)
                sys.stdout.write(f"{name}：改好了\n")
            waiting += not write
        left += _told(found.left, name, level)
    if not waiting and not left:
        waiting = sum(_numbered(folder, level, write=write) for folder in _branches(paths))
    if waiting:
        sys.stdout.write(f"\n有{waiting}个文件要改；看过没有问题，加 --write 写回。\n")
    return LEFT if left else TO_WRITE if waiting else 0


def _files(paths: list[Path]) -> Iterator[Path]:
    from dangjian_cli.load.branch import find_branches, ledger_files

    for path in paths:
        if not path.exists():
            raise typer.BadParameter(f"没有 {path.name} 这个文件或文件夹", param_hint="参数“支部”")
        if path.is_file():
            yield path
            continue
        folders = list(find_branches(path))
        if not folders:
            raise typer.BadParameter(f"{path.name} 里没有支部", param_hint="参数“支部”")
        for folder in folders:
            yield from ledger_files(folder)


def _branches(paths: list[Path]) -> Iterator[Path]:
    """The branches whose files are all looked at."""
    from dangjian_cli.load.branch import BRANCH_FILES, find_branches

    for path in paths:
        yield from find_branches(path) if path.is_dir() else [path] if path.name in BRANCH_FILES else []


def _numbered(folder: Path, level: Privacy, *, write: bool) -> int:
    """Number what cannot be told apart; how many files are still to be written for it."""
    from dangjian_cli.edit.change import difference
    from dangjian_cli.edit.unnumbered import numbering
    from dangjian_cli.load.branch import load_branch
    from dangjian_cli.load.examples import example_refs
    from dangjian_cli.load.pack import standards_folder

    try:
        loaded = load_branch(folder, distinct=False)
        changes = numbering(loaded, example_refs(standards_folder()))
    except (InputError, OSError):
        return 0  # dj check tells what is wrong
    for change in changes:
        name = shown(change.path, level)
        sys.stdout.write(difference(change, name) if level is Privacy.LOCAL else f"{name}：要编号\n")
    if write and changes:
        _write(changes, level)
        sys.stdout.writelines(f"{shown(change.path, level)}：编好了号\n" for change in changes)
    return 0 if write else len(changes)


def _mended(path: Path) -> "tuple[Mended, Change]":
    from dangjian_cli.edit.change import Change
    from dangjian_cli.edit.mending import mended

    try:
        data = path.read_bytes()
    except OSError:
        raise typer.BadParameter(f"打不开 {path.name}", param_hint="参数“支部”") from None
    found = mended(data)
    return found, Change(path, data, found.data if found.changed else data)


def _difference(found: "Mended", change: "Change", name: str, level: Privacy) -> Iterator[str]:
    from dangjian_cli.edit.change import difference

    if found.recoded:
        yield f"{name}：文字编码由 {found.encoding} 改为 UTF-8\n"
    if level is Privacy.LOCAL:
        yield difference(change, name)
        return
    before, after = found.before.splitlines(), found.after.splitlines()
    for number, (old, new) in enumerate(zip(before, after, strict=False), 1):
        if old != new:
            yield f"{name}:{number}：这一行要改\n"


def _write(changes: "Sequence[Change]", level: Privacy) -> None:
    from dangjian_cli.edit.change import carry_out

    try:
        carry_out(changes)
    except InputError as error:
        raise typer.BadParameter(error.problems[0].message.render(level), param_hint="--write") from None


def _told(problems: tuple[Problem, ...], name: str, level: Privacy) -> int:
    for problem in problems:
        where = ":".join(str(part) for part in (name, problem.line, problem.column) if part)
        advice = f"；{problem.fix.render(level)}" if problem.fix else ""
        sys.stderr.write(f"{where}：{problem.message.render(level)}{advice}\n")
    return len(problems)
