"""A run with the gaps that its baseline holds set apart: counted always, shown on request, never failing."""

from dataclasses import replace

from dangjian_cli.finding import Problem, Status, Word, message
from dangjian_cli.load.baseline import Baseline
from dangjian_cli.report.view import BranchReport, Located, Run


def set_apart(run: Run, baseline: Baseline, *, whole: bool) -> Run:
    """The run without what the baseline holds. ``whole``: everything was judged, so entries may be stale."""
    branches = tuple(_branch(branch, baseline) for branch in run.branches)
    stale = [note for branch in branches for note in _stale(branch, baseline)] if whole else []
    return replace(run, branches=branches, notes=(*run.notes, *stale))


def _branch(branch: BranchReport, baseline: Baseline) -> BranchReport:
    kept = baseline.of(branch.place)
    held = tuple(f for f in branch.findings if _is_held(f, kept))
    rest = tuple(f for f in branch.findings if not _is_held(f, kept))
    return replace(branch, findings=rest, baselined=held)


def _is_held(located: Located, kept: frozenset[str]) -> bool:
    return located.finding.status is Status.GAP and located.finding.id in kept


def _stale(branch: BranchReport, baseline: Baseline) -> list[Problem]:
    """Entries that are no gap any more: they are to be struck out, lest the same gap come back unseen."""
    gone = baseline.of(branch.place) - {f.finding.id for f in branch.baselined}
    fix = message("用 dj baseline 重写一遍，基线只会变小")
    return [
        Problem(
            "stale-baseline",
            message("基线里的{id}（{branch}）已经不缺了", id=Word(address), branch=Word(branch.path)),
            fix,
            baseline.file,
            fatal=False,
        )
        for address in sorted(gone)
    ]


def gaps_of(branch: BranchReport) -> frozenset[str]:
    """Addresses of every gap of a branch, whether set apart or not."""
    return frozenset(f.finding.id for f in (*branch.open(), *branch.baselined))
