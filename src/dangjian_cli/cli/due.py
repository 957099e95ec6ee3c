"""``dj due``: what falls due, as a list or as a calendar."""

import os
import sys
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dangjian_cli.cli import out, terminal
from dangjian_cli.cli.one import Scope
from dangjian_cli.cli.options import AsOf, today
from dangjian_cli.cli.runs import judged
from dangjian_cli.cli.standard import Overlay, standard_for
from dangjian_cli.cli.zh import ZhTyper
from dangjian_cli.finding import Privacy

if TYPE_CHECKING:
    from dangjian_cli.report.view import Run

UNJUDGED = 2


class Form(StrEnum):
    """How the list is written."""

    TEXT = "text"
    JSON = "json"


def register(app: ZhTyper) -> None:
    """Add the command."""
    app.command()(due)


def due(  # noqa: PLR0917 - the options of the command
    paths: Annotated[
        list[Path], typer.Argument(metavar="支部", help="支部文件夹、支部文件，或装着许多支部的文件夹")
    ],
    days: Annotated[int, typer.Option("--days", metavar="天数", min=0, max=3660, help="看到多少天以后")] = 30,
    as_of: AsOf = None,
    form: Annotated[Form, typer.Option("--format", "-f", help="给人看，还是给程序用")] = Form.TEXT,
    ics: Annotated[
        Path | None,
        typer.Option("--ics", metavar="文件", help="另写一份日历，导进手机、Outlook、WPS 日历；再导是更新"),
    ] = None,
    privacy: Annotated[
        Privacy | None,
        typer.Option("--privacy", help="local 显示姓名，strict 不显示（不写时，只有屏幕上显示）"),
    ] = None,
    overlay: Overlay = None,
) -> int:
    """列出接下来要办的事，先到期的在前；也能写成日历。

    结束状态：0 列出来了；2 有文件读不了，或没有可核对的支部。
    """
    from dangjian_cli.report import due as form_of

    scope = Scope(as_of or today())
    until = scope.as_of + timedelta(days=days)
    standard = standard_for(paths[0], overlay)
    run = judged(paths, scope, privacy or _on_screen(form), standard)
    found = form_of.items(run, until)
    if form is Form.JSON:
        out.show(form_of.as_json(found, run, until), form)
    else:
        sys.stdout.write("\n".join(form_of.text(found, run, until, out.look(sys.stdout))) + "\n")
    if ics is not None:
        kept = run if run.privacy is (privacy or Privacy.STRICT) else replace(run, privacy=Privacy.STRICT)
        out.save(ics, form_of.calendar(form_of.items(kept, until), kept), "--ics")
    return _told(run)


def _on_screen(form: Form) -> Privacy:
    return terminal.privacy_default(sys.stdout, os.environ) if form is Form.TEXT else Privacy.STRICT


def _told(run: "Run") -> int:
    from dangjian_cli.report.formats import text

    if run.errors or not run.branches:
        sys.stderr.write("\n".join(text.problem_list(run, out.look(sys.stderr))) + "\n")
        return UNJUDGED
    return 0
