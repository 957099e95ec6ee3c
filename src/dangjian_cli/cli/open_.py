"""``dj open``: a page in the browser, for people who do not use a terminal."""

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dangjian_cli.cli.check import without_baseline
from dangjian_cli.cli.one import Scope
from dangjian_cli.cli.options import AsOf, shown, today
from dangjian_cli.cli.runs import branches_at
from dangjian_cli.cli.standard import Overlay, readable, shelf_for, standard_for
from dangjian_cli.cli.zh import ZhTyper, fault
from dangjian_cli.finding import InputError, Privacy, Problem

if TYPE_CHECKING:
    from dangjian_cli.web.desk import Desk

UNOPENED = 2

_EXTRA = ("flask", "waitress")
"""What the page needs and not everybody has."""


def register(app: ZhTyper) -> None:
    """Add the command."""
    app.command("open")(open_)


def open_(
    path: Annotated[Path, typer.Argument(metavar="目录", help="支部文件夹，或装着许多支部的文件夹")] = Path(),
    write: Annotated[bool, typer.Option("--write", help="可以填写记录（不写就只看）")] = False,
    port: Annotated[
        int | None,
        typer.Option("--port", metavar="端口", min=1, max=65535, help="哪个端口（不写就找个空的）"),
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="不打开浏览器，只打印地址")] = False,
    as_of: AsOf = None,
    overlay: Overlay = None,
) -> int:
    """在浏览器里看支部的现状、缺项、待办，填写记录，打印。

    只有这台电脑能看，要用打印出来的地址；不联网。按 Ctrl-C 关掉。
    """
    try:
        from dangjian_cli.web.serve import opened
    except ModuleNotFoundError as absent:
        if absent.name not in _EXTRA:
            raise
        sys.stderr.write('这个命令要另装一样东西，输入：pip install "dangjian-cli[web]"\n')
        return UNOPENED
    desk = _desk(path, overlay, as_of, write=write)
    try:
        page = opened(desk, port or 0)
    except OSError:
        raise typer.BadParameter(f"端口 {port} 用不了，换一个，或不写", param_hint="--port") from None
    how = "可以填写" if write else "只看不改，要填写加 --write"
    sys.stdout.write(
        f"打开了（{how}）。只有这台电脑能看，地址是：\n\n    {page.address}\n\n按 Ctrl-C 关掉。\n"
    )
    sys.stdout.flush()
    if not no_browser and _has_screen():
        import webbrowser

        webbrowser.open(page.address)
    page.serve()
    sys.stdout.write("\n关上了。\n")
    return 0


def _desk(path: Path, overlay: Path | None, as_of: date | None, *, write: bool) -> "Desk":
    from dangjian_cli.web.desk import Desk

    standard = standard_for(path, overlay)
    pack = readable(lambda: standard.pack(Privacy.LOCAL))
    settings = standard.settings
    excluded = settings.excluded if settings else frozenset()
    said = os.environ.get("DJ_BASELINE")
    baseline = Path(said) if said else settings.baseline if settings else None

    def find() -> list[Path]:
        return list(branches_at([path], excluded, [], Privacy.LOCAL))

    problems: list[Problem] = []
    if not list(branches_at([path], excluded, problems, Privacy.LOCAL)):
        readable(lambda: _none(problems), shown(path, Privacy.LOCAL))
    return Desk(
        path,
        find,
        pack,
        shelf_for(standard),
        (lambda: as_of) if as_of else today,
        fault,
        lambda run: without_baseline(run, baseline, Scope(run.as_of)),
        settings.branch_field if settings else "",
        write,
    )


def _none(problems: list[Problem]) -> None:
    raise InputError(*problems)


def _has_screen() -> bool:
    """Without one, Linux would open a browser inside this very terminal."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
