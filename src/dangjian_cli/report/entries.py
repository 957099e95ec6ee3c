"""A run as one flat list of things to look at, for formats that are lists: unreadable files come first.

Words are rendered here, by the run's privacy level; formats only put them into their own shape.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from dangjian_cli.finding import Finding, Privacy, Problem, Severity, Status
from dangjian_cli.report.settled import exemption
from dangjian_cli.report.view import BranchReport, Located, Run, joined

_LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""Eleven digits in a row by chance would look like a telephone number to whoever searches for those."""

UNREADABLE, BASELINED = "unreadable", "baselined"
"""The states of what keeps a branch from being judged, and of a gap that was there before."""


class Entry(NamedTuple):
    """One thing to look at. ``path`` has forward slashes; ``line`` and ``column`` count from 1.

    ``id`` tells it apart in its ``folder``, the branch's: a finding's address, which edits elsewhere leave
    alone, or a mistake's code and place in its file.
    """

    path: str
    line: int
    column: int
    severity: Severity
    status: str
    code: str
    id: str
    folder: str
    branch: str
    card: int | None
    title: str
    message: str
    fix: str
    basis: str

    @property
    def fingerprint(self) -> str:
        """The same from run to run, wherever in the branch's files the record moves."""
        where = self.path if self.status == UNREADABLE else self.folder
        return sha256(f"{where}\n{self.id}".encode()).hexdigest().translate(_LETTERS)

    @property
    def text(self) -> str:
        """What is wrong, how it is mended, by which rule: in one paragraph."""
        fix = f"改：{self.fix}。" if self.fix else ""
        basis = f"依据：{self.basis}。" if self.basis else ""
        return f"{self.message}。{fix}{basis}"


def entries(run: Run) -> Iterator[Entry]:
    """Mistakes in inputs, then each branch's findings in their order: gaps, and what a person must look at.

    What is waived is told apart (``waived``); what is only due is left out.
    """
    for problem in run.errors:
        yield _problem(problem, run.privacy)
    for branch in run.branches:
        for located in branch.findings:
            if located.finding.status is not Status.WAIVED:
                yield _finding(located, branch, run)
        for located in branch.baselined if run.show_baselined else ():
            kept = _finding(located, branch, run)
            yield kept._replace(status=BASELINED, severity=Severity.NOTE)


def waived(run: Run) -> Iterator[Entry]:
    """Each branch's waived gaps; in place of how to mend it, by whom and until when it is waived."""
    for branch in run.branches:
        for located in branch.of(Status.WAIVED):
            entry = _finding(located, branch, run)
            act = located.finding.waiver
            said = f"已批准豁免，{exemption(act, run.as_of, run.privacy)}" if act else entry.fix
            yield entry._replace(fix=said)


def worst_first(found: list[Entry]) -> list[Entry]:
    """By severity; otherwise in the order found."""
    return sorted(found, key=lambda entry: entry.severity.rank)


def _problem(problem: Problem, privacy: Privacy) -> Entry:
    line, column = problem.line or 1, problem.column or 1
    return Entry(
        problem.file,
        line,
        column,
        Severity.ERROR,
        UNREADABLE,
        problem.code,
        f"{problem.code}@{line}:{column}",
        "",
        "",
        None,
        "文件读不了",
        problem.message.render(privacy),
        problem.fix.render(privacy) if problem.fix else "",
        "",
    )


def _finding(located: Located, branch: BranchReport, run: Run) -> Entry:
    finding = located.finding
    return Entry(
        joined(branch.path, located.file),
        located.line,
        located.column,
        _severity(finding),
        finding.status.value,
        finding.code,
        finding.id,
        branch.path,
        branch.name,
        finding.card,
        _title(finding, run),
        finding.message.render(run.privacy),
        finding.fix.render(run.privacy) if finding.fix else "",
        "；".join(basis.cited for basis in finding.basis),
    )


def _title(finding: Finding, run: Run) -> str:
    """A card; of waivers and attestations, which are of no card, their section."""
    title = run.cards.get(finding.card)
    return f"卡{finding.card:02} {title}" if title else f"台账里的“{finding.ledger}”"


def _severity(finding: Finding) -> Severity:
    """What a person must look at fails nothing, whatever a gap of it would be called."""
    return Severity.NOTE if finding.status is Status.ATTEST else finding.severity
