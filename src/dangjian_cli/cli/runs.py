"""Judging the branches at some paths: found, read, judged, located. Prints nothing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from dangjian_cli.cli.options import shown, told
from dangjian_cli.cli.standard import Standard
from dangjian_cli.finding import Finding, InputError, Privacy, Problem, Word, message

if TYPE_CHECKING:
    from dangjian_cli.card import Pack
    from dangjian_cli.load.branch import LoadedBranch
    from dangjian_cli.report.view import BranchReport, Located, Run


class Scope(NamedTuple):
    """What of a ledger is judged: up to a day, from a day, some cards, some ledgers."""

    as_of: date
    since: date | None = None
    cards: frozenset[int] | None = None
    ledgers: frozenset[str] | None = None


def judged(paths: list[Path], scope: Scope, privacy: Privacy, standard: Standard) -> "Run":
    """Every branch at the paths, judged; what cannot be read is among the run's errors."""
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
