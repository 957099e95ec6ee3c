"""One branch: read, judged, every finding located. What is wrong with its files is part of the outcome."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dangjian_cli.cli.options import shown, told
from dangjian_cli.cli.standard import Standard
from dangjian_cli.finding import InputError, Privacy, Problem

if TYPE_CHECKING:
    from dangjian_cli.card import Pack
    from dangjian_cli.load.branch import LoadedBranch
    from dangjian_cli.report.view import BranchReport


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
    from dangjian_cli.report.view import unopened

    name = shown(found if found.is_dir() else found.parent, work.privacy)
    try:
        settings = work.standard.settings
        loaded = load_branch(found, work.standard.beside(pack), settings.branch_field if settings else "")
    except InputError as error:
        return Outcome(None, errors=tuple(told(error, name)))
    except OSError:
        return Outcome(None, errors=(unopened(shown(found, work.privacy)),))
    notes = tuple(told(InputError(*loaded.notes), name))
    place = (found if found.is_dir() else found.parent).resolve()
    return Outcome(replace(_report(loaded, name, pack, work.scope), place=place), notes=notes)


def _report(loaded: "LoadedBranch", path: str, pack: "Pack", scope: Scope) -> "BranchReport":
    from dangjian_cli.load.judged import judge
    from dangjian_cli.report.standing import located

    report = judge(
        loaded,
        pack,
        scope.as_of,
        since=scope.since,
        cards=scope.cards,
        ledgers=scope.ledgers,
    )
    return located(loaded, path, report)
