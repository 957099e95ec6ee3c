"""What a change of the records does to the findings: what is settled by it, what it brings up."""

from collections.abc import Mapping
from dataclasses import dataclass

from dangjian_cli.finding import Finding, Report, Severity, Status


@dataclass(frozen=True)
class Effect:
    """Findings that were there before and are not any more, and the other way round; each in order."""

    closed: tuple[Finding, ...]
    """Gaps that the change closes."""
    done: tuple[Finding, ...]
    """Open matters that need not be attended to any more."""
    opened: tuple[Finding, ...]
    """Gaps that come up with it, and what a person has to look at."""
    asked: tuple[Finding, ...]
    """Matters that are to be attended to from now on, soonest first."""

    @property
    def is_clean(self) -> bool:
        """Whether the change brings up no gap that must be mended."""
        return not any(f.status is Status.GAP and f.severity is Severity.ERROR for f in self.opened)


def effect(before: Report, after: Report) -> Effect:
    """What of one report is not in the other."""
    was, now = _open(before), _open(after)
    due, still = {f.id: f for f in before.dues}, {f.id: f for f in after.dues}
    return Effect(
        tuple(f for id_, f in was.items() if f.status is Status.GAP and id_ not in now),
        tuple(f for id_, f in due.items() if id_ not in still and id_ not in now),
        tuple(f for id_, f in now.items() if id_ not in was),
        tuple(f for id_, f in still.items() if id_ not in due and id_ not in was),
    )


def _open(report: Report) -> Mapping[str, Finding]:
    return {f.id: f for f in report.findings if f.status in {Status.GAP, Status.ATTEST}}
