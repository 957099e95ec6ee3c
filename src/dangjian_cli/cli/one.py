"""One branch: read, judged, every finding located. What is wrong with its files is part of the outcome."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dangjian_cli.cli.options import shown, told
from dangjian_cli.cli.standard import Standard
from dangjian_cli.finding import Finding, InputError, Privacy, Problem, message

if TYPE_CHECKING:
    from dangjian_cli.card import Pack
    from dangjian_cli.load.branch import LoadedBranch
    from dangjian_cli.report.view import BranchReport, Located


class Scope(NamedTuple):
    """What of a ledger is judged: up to a day, from a day, some cards, some ledgers."""

    as_of: date
    since: date | None = None
    cards: frozenset[int] | None = None
    ledgers: frozenset[str] | None = None


class Work(NamedTuple):
    """What is to be done with every branch."""

    scope: Scope
    privacy: Privacy
    standard: Standard


class Outcome(NamedTuple):
    """A branch as judged, or what keeps it from being judged; and what is worth telling of its files."""

    branch: "BranchReport | None"
    errors: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


def outcome(found: Path, work: Work, pack: "Pack") -> Outcome:
    """What comes of the branch that was found there."""
    from dangjian_cli.load.branch import load_branch

    name = shown(found if found.is_dir() else found.parent, work.privacy)
    beside = frozenset({Path(pack.overlay.file).resolve()}) if pack.overlay else frozenset()
    try:
        settings = work.standard.settings
        loaded = load_branch(found, beside, settings.branch_field if settings else "")
    except InputError as error:
        return Outcome(None, errors=tuple(told(error, name)))
    except OSError:
        return Outcome(None, errors=(_unreadable(shown(found, work.privacy)),))
    notes = tuple(told(InputError(*loaded.notes), name))
    place = (found if found.is_dir() else found.parent).resolve()
    return Outcome(replace(_report(loaded, name, pack, work.scope), place=place), notes=notes)


def _unreadable(name: str) -> Problem:
    fix = message("看看文件是不是正被别的程序占用，或没有读的权限")
    return Problem("unreadable", message("文件打不开"), fix, name)


def _report(loaded: "LoadedBranch", path: str, pack: "Pack", scope: Scope) -> "BranchReport":
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
