"""Judging the branches at some paths: found, read, judged, located. Prints nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dangjian_cli.cli import crowd
from dangjian_cli.cli.one import Scope, Work
from dangjian_cli.cli.options import shown
from dangjian_cli.cli.standard import Standard
from dangjian_cli.finding import InputError, Privacy, Problem, Word, message

if TYPE_CHECKING:
    from dangjian_cli.card import Pack
    from dangjian_cli.report.view import Run


def judged(
    paths: list[Path],
    scope: Scope,
    privacy: Privacy,
    standard: Standard,
    *,
    only: Callable[[list[Path]], list[Path]] = list,
    jobs: int | None = None,
) -> "Run":
    """Every branch at the paths, judged; what cannot be read is among the run's errors.

    ``only`` narrows the branches that were found. ``jobs`` is the number of processes; unsaid, there are as
    many as processors once there are branches enough to be worth it. The outcome is the same for any.
    """
    from dangjian_cli.report.view import Run

    try:
        pack = standard.pack(privacy)
    except InputError as error:
        return Run(scope.as_of, "", "", (), tuple(error), (), privacy, {}, {})
    errors: list[Problem] = []
    notes: list[Problem] = list(pack.overlay.notes) if pack.overlay else []
    excluded = standard.settings.excluded if standard.settings else frozenset()
    found = only(list(branches_at(paths, excluded, errors, privacy)))
    work = Work(_narrowed(pack, scope), privacy, standard)
    outcomes = list(crowd.each(work, pack, found, jobs))
    for outcome in outcomes:
        errors += outcome.errors
        notes += outcome.notes
    return Run(
        scope.as_of,
        pack.head.name,
        pack.head.version,
        tuple(outcome.branch for outcome in outcomes if outcome.branch is not None),
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


def branches_at(
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
