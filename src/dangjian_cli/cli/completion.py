"""``dj complete``: the shell completes commands and values. The machinery is typer's, the words ours."""

import os
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dangjian_cli.cli.zh import ZhTyper

VARIABLE = "_DJ_COMPLETE"
"""Set by the shell when it asks what could come next."""

_NAME = "dj"
_UNDONE = 2


class Shell(StrEnum):
    """The shells that can be taught."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"
    PWSH = "pwsh"


def ready() -> None:
    """Teach typer the shells; only called when one of them asks."""
    from typer._completion_classes import completion_init

    completion_init()


def register(app: ZhTyper) -> None:
    """Add the command."""
    app.command()(complete)


def complete(
    shell: Annotated[
        Shell | None, typer.Argument(metavar="命令窗口", help="哪一种；不写就看现在用的是哪种")
    ] = None,
    install: Annotated[bool, typer.Option("--install", help="装上（不写就只显示要装的几行）")] = False,
) -> int:
    """让命令窗口会补全：按 Tab 补出命令、选项和能填的值。

    可以是 bash、zsh、fish、powershell、pwsh。装的时候只写自己用户的设置。
    结束状态：0 好了；2 装不了，或不知道是哪一种。
    """
    from typer._completion_shared import get_completion_script

    meant = shell or _at_hand()
    if meant is None:
        sys.stderr.write(f"看不出现在用的是哪一种，请写明：{'、'.join(Shell)}\n")
        return _UNDONE
    script = get_completion_script(prog_name=_NAME, complete_var=VARIABLE, shell=meant.value)
    if not install:
        sys.stdout.write(f"{script}\n")
        return 0
    try:
        path = _installed(meant, script)
    except (OSError, subprocess.SubprocessError, UnicodeError):
        sys.stderr.write(f"装不上。可以自己来：把 dj complete {meant.value} 显示的几行加到它的设置里\n")
        return _UNDONE
    sys.stdout.write(f"装好了：{path}\n关掉命令窗口再打开，输入 dj 和一个空格，按 Tab。\n")
    if meant in {Shell.POWERSHELL, Shell.PWSH}:
        sys.stdout.write("打开时说不许运行脚本的，请管理员放行自己写的脚本，或不装。\n")
    return 0


def _at_hand() -> Shell | None:
    """The shell that runs the program."""
    import shellingham

    try:
        name, _ = shellingham.detect_shell()
    except (shellingham.ShellDetectionFailure, OSError, NotImplementedError):
        return None
    return Shell(name) if name in set(Shell) else None


def _installed(shell: Shell, script: str) -> Path:
    if shell in {Shell.POWERSHELL, Shell.PWSH}:
        return _in_profile(shell, script)
    from typer._completion_shared import install

    _, path = install(shell.value, _NAME, VARIABLE)
    return path


def _in_profile(shell: Shell, script: str) -> Path:
    """Added to what PowerShell reads when it starts. Its policy is left alone, which typer would loosen."""
    ask = "[Console]::OutputEncoding = [Text.Encoding]::UTF8; $PROFILE"
    said = subprocess.run(  # noqa: S603 - the name of a shell, from a fixed list
        [shell.value, "-NoProfile", "-Command", ask], check=True, stdout=subprocess.PIPE, encoding="utf-8"
    )
    path = Path(said.stdout.strip().lstrip("\ufeff"))
    lines = f"{os.linesep}{script}{os.linesep}".encode("ascii")
    held = path.read_bytes() if path.exists() else b""
    if held[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise UnicodeError
    if VARIABLE.encode() not in held:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(lines)
    return path
