"""``dj check``: judge branches and report."""

import gc
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from dangjian_cli.cli import terminal
from dangjian_cli.cli.options import AsOf, Since, shown, today, told
from dangjian_cli.cli.standard import Overlay, Standard, standard_for
from dangjian_cli.cli.zh import ZhTyper
from dangjian_cli.finding import Finding, InputError, Privacy, Problem, Severity, Word, message

if TYPE_CHECKING:
    from dangjian_cli.card import Pack
    from dangjian_cli.load.branch import LoadedBranch
    from dangjian_cli.report.view import BranchReport, Located, Run

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


class Scope(NamedTuple):
    """What of a ledger is judged: up to a day, from a day, some cards, some ledgers."""

    as_of: date
    since: date | None
    cards: frozenset[int] | None
    ledgers: frozenset[str] | None


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
        typer.Option("--card", metavar="卡号", help="只核对这一张（可写几次）", rich_help_panel="核对范围"),
    ] = None,
    ledger: Annotated[
        list[str] | None,
        typer.Option(
            "--ledger", metavar="台账", help="只核对这个台账，如 组织生活", rich_help_panel="核对范围"
        ),
    ] = None,
    outputs: Annotated[
        list[Output] | None,
        typer.Option(
            "--format",
            "-f",
            metavar="格式[:文件]",
            parser=_output,
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
            help="有哪一级缺项时以状态 1 结束（不写是 error）",
            rich_help_panel="输出",
        ),
    ] = None,
    privacy: Annotated[
        Privacy | None,
        typer.Option(
            "--privacy",
            envvar="DJ_PRIVACY",
            show_envvar=False,
            help="local 显示姓名和原文，strict 都不显示（不写时，屏幕上用 local，其他用 strict）",
            rich_help_panel="输出",
        ),
    ] = None,
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
    for output in wanted:
        level = asked or _privacy(output)
        if level not in runs:
            runs[level] = _run(paths, scope, level, standard)
        _write(runs[level], output)
    failing = fail_on or FailOn((settings.fail_on if settings else None) or FailOn.ERROR)
    return _status(next(iter(runs.values())), failing)


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


def _run(paths: list[Path], scope: Scope, privacy: Privacy, standard: Standard) -> "Run":
    from dangjian_cli.load.branch import load_branch
    from dangjian_cli.report.view import BranchReport, Run

    try:
        pack = standard.pack(privacy)
    except InputError as error:
        return Run(scope.as_of, "", "", (), tuple(error), (), privacy, {}, {})
    scope = _narrowed(pack, scope)
    branches: list[BranchReport] = []
    errors: list[Problem] = []
    notes: list[Problem] = list(pack.overlay.notes) if pack.overlay else []
    beside = frozenset({Path(pack.overlay.file).resolve()}) if pack.overlay else frozenset()
    excluded = standard.settings.excluded if standard.settings else frozenset()
    for found in _found(paths, excluded, errors, privacy):
        name = shown(found if found.is_dir() else found.parent, privacy)
        try:
            loaded = load_branch(found, beside)
        except InputError as error:
            errors += told(error, name)
        except OSError:
            errors.append(_unreadable(shown(found, privacy)))
        else:
            notes += told(InputError(*loaded.notes), name)
            branches.append(_judged(loaded, name, pack, scope))
    return Run(
        scope.as_of,
        pack.head.name,
        pack.head.version,
        tuple(branches),
        tuple(errors),
        tuple(notes),
        privacy,
        {c.number: c.title for c in pack.cards},
        {n.key: n.title for n in pack.head.ledgers},
        pack,
    )


def _narrowed(pack: "Pack", scope: Scope) -> Scope:
    """The scope with ledgers by their keys; a selection that matches nothing is a mistake, never empty."""
    for number in scope.cards or ():
        if pack.card(number) is None:
            known = "、".join(str(c.number) for c in pack.cards)
            raise typer.BadParameter(f"没有卡{number}，有的是：{known}", param_hint="--card")
    if scope.ledgers is None:
        return scope
    keys = {n.title: n.key for n in pack.head.ledgers}
    ledgers = frozenset(keys.get(word, word) for word in scope.ledgers)
    for key in ledgers:
        if not any(c.ledger == key for c in pack.cards):
            known = "、".join(dict.fromkeys(c.ledger for c in pack.cards))
            raise typer.BadParameter(f"没有“{key}”这个台账的明白卡，有的是：{known}", param_hint="--ledger")
    return scope._replace(ledgers=ledgers)


def _found(
    paths: list[Path], excluded: frozenset[Path], errors: list[Problem], privacy: Privacy
) -> Iterator[Path]:
    """Every branch at the paths that is not left out, once, even if two paths lead to it."""
    from dangjian_cli.load.branch import BRANCH_FILES

    seen: set[Path] = set()
    for path in paths:
        top = path.resolve()
        left_out = 0
        every = _branches(path, errors, privacy)
        for found in every:
            real = found.resolve()
            real = real.parent if real.name in BRANCH_FILES and real.is_file() else real
            if _left_out(real, top, excluded):
                left_out += 1
            elif real not in seen:
                seen.add(real)
                yield found
        if every and left_out == len(every):
            fix = message("改 dj.toml 的“不核对”，或直接写要核对的支部")
            text = message("这里的支部全在 dj.toml 的“不核对”里，没有可核对的")
            errors.append(Problem("all-excluded", text, fix, shown(path, privacy)))


def _left_out(real: Path, top: Path, excluded: frozenset[Path]) -> bool:
    """Whether the settings leave out a branch below what was named; what is named itself is not left out."""
    above = {top, *top.parents}
    return bool(excluded) and excluded.isdisjoint(above) and not excluded.isdisjoint({real, *real.parents})


def _branches(path: Path, errors: list[Problem], privacy: Privacy) -> list[Path]:
    """The branches at a path; a path that holds none is an error."""
    from dangjian_cli.load.branch import BRANCH_FILES, find_branches

    file = shown(path, privacy)
    if path.is_file():
        return [path]
    if not path.exists():
        fix = message("核对路径有没有写错；路径里有空格的，用引号括起来")
        errors.append(Problem("no-such-path", message("没有这个文件或文件夹"), fix, file))
        return []
    found = list(find_branches(path))
    if not found:
        text = message("这个文件夹里没有支部：找不到 {file}", file=Word(BRANCH_FILES[0]))
        fix = message("支部文件夹里要有一个 branch.yaml，写“支部:”一节；照 examples 里的例子建一个")
        errors.append(Problem("no-branch", text, fix, file))
    return found


def _unreadable(name: str) -> Problem:
    fix = message("看看文件是不是正被别的程序占用，或没有读的权限")
    return Problem("unreadable", message("文件打不开"), fix, name)


def _judged(loaded: "LoadedBranch", path: str, pack: "Pack", scope: Scope) -> "BranchReport":
    from dangjian_cli.load.judged import judge
    from dangjian_cli.report.view import BranchReport

    branch = loaded.ledger.branch
    report = judge(
        loaded,
        pack,
        scope.as_of,
        since=scope.since,
        cards=scope.cards,
        ledgers=scope.ledgers,
    )
    return BranchReport(
        path,
        branch.name,
        branch.field,
        report,
        tuple(_located(f, loaded) for f in report.findings),
        tuple(_located(f, loaded) for f in report.dues),
        tuple(_located(f, loaded) for f in report.attested),
    )


def _located(finding: Finding, loaded: "LoadedBranch") -> "Located":
    from dangjian_cli.report.view import Located

    file, line, column = loaded.locate(finding.route)
    return Located(finding, file, line, column)


def _write(run: "Run", output: Output) -> None:
    from dangjian_cli.report import formats
    from dangjian_cli.report.look import Look

    if output.file is None:
        look = Look(terminal.width(sys.stdout), terminal.colour_wanted(sys.stdout))
    else:
        look = Look(_WIDTH, colour=False)
    text = formats.renderer(output.form)(run, look)
    if output.file is None:
        if not terminal.is_utf8(sys.stdout):
            text = formats.escaped(output.form, text)
        sys.stdout.write(text)
    else:
        _save(output.file, text)


def _save(file: Path, text: str) -> None:
    try:
        # a name on disk that is no text has halves of characters, which JSON writes in this very way
        file.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError:
        raise typer.BadParameter(
            f"写不进文件 {file.name}，看看文件夹在不在、能不能写", param_hint="--format"
        ) from None


def _status(run: "Run", fail_on: FailOn) -> int:
    if run.errors or not run.branches:
        return UNJUDGED
    failing = {FailOn.ERROR: (Severity.ERROR,), FailOn.WARNING: (Severity.ERROR, Severity.WARNING)}
    severities = failing.get(fail_on)
    return GAPS if severities and any(b.open(*severities) for b in run.branches) else 0
