"""What every report is made from: branches with located findings, and inputs that could not be read.

Nothing here knows how a format looks; a format knows nothing of YAML or of kinds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dangjian_cli.card import Overlaid, Pack
from dangjian_cli.finding import Finding, Privacy, Problem, Report, Severity, Status, message

ORDER = (
    Status.MET,
    Status.GAP,
    Status.DUE,
    Status.WAIVED,
    Status.NOT_APPLICABLE,
    Status.UNEXAMINED,
    Status.ATTEST,
)


def joined(folder: str, file: str) -> str:
    """A file of a branch as seen from the folder at hand."""
    return file if folder in {"", "."} else f"{folder.rstrip('/')}/{file}" if file else folder


def unopened(file: str) -> Problem:
    """A file that the disk does not give."""
    fix = message("看看文件是不是正被别的程序占用，或没有读的权限")
    return Problem("unreadable", message("文件打不开"), fix, file)


@dataclass(frozen=True, slots=True)
class Located:
    """A finding and its place; ``file`` is relative to the branch's folder."""

    finding: Finding
    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class BranchReport:
    """One branch as judged. ``path`` is as the user gave it, or as found below it.

    ``attested`` are the matters that a person has found in order, each at its attestation; ``baselined``
    the gaps that were there when the repository began to be checked. ``place`` is the folder's real path:
    it tells branches apart and is never shown.
    """

    path: str
    name: str
    field: str
    report: Report
    findings: tuple[Located, ...]
    dues: tuple[Located, ...]
    attested: tuple[Located, ...] = ()
    baselined: tuple[Located, ...] = ()
    place: Path = Path()

    def of(self, status: Status) -> tuple[Located, ...]:
        """The findings of that status."""
        return tuple(f for f in self.findings if f.finding.status is status)

    def open(self, *severities: Severity) -> tuple[Located, ...]:
        """The gaps of those severities, or of any."""
        return tuple(
            f
            for f in self.findings
            if f.finding.status is Status.GAP and (not severities or f.finding.severity in severities)
        )


@dataclass(frozen=True, slots=True)
class Run:
    """A whole run of ``dj check``."""

    as_of: date
    standard: str
    version: str
    branches: tuple[BranchReport, ...]
    errors: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    privacy: Privacy
    cards: Mapping[int, str]
    ledgers: Mapping[str, str]
    pack: Pack | None = None
    show_baselined: bool = False

    @property
    def overlay(self) -> Overlaid | None:
        """The county's rules that the pack was changed by."""
        return self.pack.overlay if self.pack else None

    def title(self, card: int) -> str:
        """A card by number and name; what is wrong with waivers and attestations is of no card."""
        return f"卡{card:02} {self.cards[card]}" if card in self.cards else "豁免和人工核实"

    def tally(self) -> Mapping[Status, int]:
        """Requirements by state, over all branches."""
        tallies = [b.report.tally() for b in self.branches]
        return {s: sum(t[s] for t in tallies) for s in ORDER}
