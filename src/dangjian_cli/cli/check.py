"""``dj check``: judge branches and report."""

import gc
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dangjian_cli.cli import out, terminal, values
from dangjian_cli.cli.one import Scope
from dangjian_cli.cli.options import AsOf, Since, shown, today
from dangjian_cli.cli.runs import judged
from dangjian_cli.cli.standard import Overlay, Standard, standard_for
from dangjian_cli.cli.zh import ZhTyper
from dangjian_cli.finding import InputError, Privacy, Severity

if TYPE_CHECKING:
    from dangjian_cli.report.view import Run

TEXT = "text"
"""The format for people."""

GAPS, UNJUDGED = 1, 2
"""Exit status: gaps were found; something could not be judged (outranks the other)."""


_WIDTH = 80
"""Columns of a text report in a file."""


class FailOn(StrEnum):
    """From which severity on gaps make the exit status 1."""

    ERROR = "error"
    WARNING = "warning"
    NEVER = "never"


@dataclass(frozen=True)
class Output:
    """A format, and the file it goes to; standard output when ``None``."""

    form: str
    file: Path | None


def _output(text: str) -> Output:
    name, _, file = text.partition(":")
    from dangjian_cli.report import formats

    if name not in formats.names():
        raise ValueError(f"没有“{name}”这种格式，可以写：{'、'.join(formats.names())}")
    return Output(name, Path(file) if file else None)


def register(app: ZhTyper) -> None:
    """Add the command."""
    app.command()(check)


def check(  # noqa: PLR0917 - the options of the command
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="支部", help="支部文件夹、支部文件，或装着许多支部的文件夹"),
    ],
    as_of: AsOf = None,
    since: Since = None,
    card: Annotated[
        list[int] | None,
        typer.Option(
            "--card",
            metavar="卡号",
            help="只核对这一张（可写几次）",
            rich_help_panel="核对范围",
            autocompletion=values.cards,
        ),
    ] = None,
    ledger: Annotated[
        list[str] | None,
        typer.Option(
            "--ledger",
            metavar="台账",
            help="只核对这个台账，如 组织生活",
            rich_help_panel="核对范围",
            autocompletion=values.ledgers,
        ),
    ] = None,
    changed_since: Annotated[
        str | None,
        typer.Option(
            "--changed-since",
            metavar="提交",
            help="只核对从这个 git 提交以来改动过的支部",
            rich_help_panel="核对范围",
        ),
    ] = None,
    outputs: Annotated[
        list[Output] | None,
        typer.Option(
            "--format",
            "-f",
            metavar="格式",
            parser=_output,
            autocompletion=values.formats,
            help="text（不写就是它）、 html、csv、markdown、json、 sarif、junit、github、gitlab；"
            " 加“:文件名”写到文件里，可写几次",
            rich_help_panel="输出",
        ),
    ] = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(
            "--fail-on",
            envvar="DJ_FAIL_ON",
            show_envvar=False,
            metavar="级别",
            help="有这一级的缺项就以状态 1 结束： error 必改（不写就是它）、 warning 应改、 never 从不",
            rich_help_panel="输出",
        ),
    ] = None,
    privacy: Annotated[
        Privacy | None,
        typer.Option(
            "--privacy",
            envvar="DJ_PRIVACY",
            show_envvar=False,
            metavar="隐私",
            help="local 显示姓名和原文， strict 都不显示 （不写时，屏幕上用 local，其他用 strict）",
            rich_help_panel="输出",
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", metavar="几个", min=1, help="用几个进程（支部多的时候，不写就按机器来）"),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(
            "--baseline",
            metavar="文件",
            envvar="DJ_BASELINE",
            show_envvar=False,
            help="不报基线里记着的缺项，只报新的（基线用 dj baseline 写）",
            rich_help_panel="标准",
        ),
    ] = None,
    show_baselined: Annotated[
        bool, typer.Option("--show-baselined", help="基线里记着的也列出来，只是不算", rich_help_panel="标准")
    ] = False,
    overlay: Overlay = None,
) -> int:
    """核对支部台账，说清缺什么、依据哪条、在哪一行、怎么补。

    结束状态：0 没有缺项；1 有缺项；2 有文件读不了、写法不对，或没有可核对的支部。
    """
    gc.disable()  # a short life with many small objects: collecting costs a fifth and frees nothing
    wanted = outputs or [Output(TEXT, None)]
    _kept_apart(wanted)
    scope = Scope(
        as_of or today(),
        since,
        frozenset(card) if card else None,
        frozenset(ledger) if ledger else None,
    )
    runs: dict[Privacy, Run] = {}
    standard = standard_for(paths[0], overlay)
    settings = standard.settings
    asked = privacy or (settings.privacy if settings else None)
    only = _only(changed_since, standard)
    held = baseline or (settings.baseline if settings else None)
    for output in wanted:
        level = asked or _privacy(output)
        if level not in runs:
            run = judged(paths, scope, level, standard, only=only, jobs=jobs)
            runs[level] = replace(without_baseline(run, held, scope), show_baselined=show_baselined)
        _write(runs[level], output)
    failing = fail_on or FailOn((settings.fail_on if settings else None) or FailOn.ERROR)
    run = next(iter(runs.values()))
    if changed_since and not run.branches and not run.errors:
        sys.stderr.write(f"从 {changed_since} 以来没有支部改动过，没有要核对的。\n")
        return 0
    return _status(run, failing)


def without_baseline(run: "Run", file: Path | None, scope: Scope) -> "Run":
    """The run with what the baseline holds set apart; one that cannot be read is an error of the run."""
    if file is None:
        return run
    from dangjian_cli.load.baseline import read_baseline
    from dangjian_cli.report.baselined import set_apart

    try:
        held = read_baseline(file, shown(file, run.privacy))
    except InputError as error:
        return replace(run, errors=(*run.errors, *error))
    return set_apart(run, held, whole=scope == Scope(scope.as_of))


def _only(revision: str | None, standard: Standard) -> Callable[[list[Path]], list[Path]]:
    """What narrows the branches that were found."""
    if revision is None:
        return list
    from dangjian_cli.cli.changed import changed_only

    settings = standard.settings
    files = (settings.file if settings else None, standard.overlay, settings.overlay if settings else None)
    always = tuple(Path(file) for file in files if file is not None)
    return lambda found: changed_only(found, revision, always)


def _kept_apart(outputs: list[Output]) -> None:
    """Two reports in one place could be read by nobody."""
    if len({o.file for o in outputs}) < len(outputs):
        raise typer.BadParameter(
            "两份报告写到了同一处；给其中一份加“:文件名”，写到别的文件里", param_hint="--format"
        )


def _privacy(output: Output) -> Privacy:
    """Names appear only on the clerk's own screen unless asked for."""
    if output.file is not None or output.form != TEXT:
        return Privacy.STRICT
    return terminal.privacy_default(sys.stdout, os.environ)


def _write(run: "Run", output: Output) -> None:
    from dangjian_cli.report import formats
    from dangjian_cli.report.look import Look

    render = formats.renderer(output.form)
    if output.file is None:
        out.show(render(run, out.look(sys.stdout)), output.form)
    else:
        out.save(output.file, render(run, Look(_WIDTH, colour=False)), "--format")


def _status(run: "Run", fail_on: FailOn) -> int:
    if run.errors or not run.branches:
        return UNJUDGED
    failing = {FailOn.ERROR: (Severity.ERROR,), FailOn.WARNING: (Severity.ERROR, Severity.WARNING)}
    severities = failing.get(fail_on)
    return GAPS if severities and any(b.open(*severities) for b in run.branches) else 0
