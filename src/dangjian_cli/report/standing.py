"""How a branch stands: a check's outcome, every finding at its place, and the sentence that sums it up."""

from datetime import date
from typing import Literal, NamedTuple

from dangjian_cli.finding import Finding, Report, Severity, Status
from dangjian_cli.load.branch import LoadedBranch
from dangjian_cli.report.view import BranchReport, Located


class Standing(NamedTuple):
    """A sentence, and whether it is good news."""

    said: str
    mood: Literal["bad", "warn", "good"]


def located(loaded: LoadedBranch, path: str, report: Report) -> BranchReport:
    """A branch's report as reports show it; ``path`` is what the branch's folder is called there."""
    branch = loaded.ledger.branch

    def place(finding: Finding) -> Located:
        return Located(finding, *loaded.locate(finding.route))

    return BranchReport(
        path,
        branch.name,
        branch.field,
        report,
        tuple(map(place, report.findings)),
        tuple(map(place, report.dues)),
        tuple(map(place, report.attested)),
    )


def standing(branch: BranchReport, as_of: date) -> Standing:
    """How it stands on that day: the gaps by severity and family, or that there are none."""
    tally = branch.report.tally()
    gaps = branch.open()
    judged = tally[Status.MET] + tally[Status.GAP] + tally[Status.ATTEST] + tally[Status.WAIVED]
    head = f"{branch.name}（{branch.field}）截至{as_of}："
    if gaps:
        counts = "、".join(
            f"{severity.label}{n}处" for severity in Severity if (n := len(branch.open(severity)))
        )
        families = "、".join(
            f"{family}{n}处"
            for family in ("对标不准", "达标不实")
            if (n := sum(f.finding.family == family for f in gaps))
        )
        waived = f"；另有{n}处已批准豁免" if (n := len(branch.of(Status.WAIVED))) else ""
        return Standing(f"{head}有{len(gaps)}处缺项（{counts}），其中{families}{waived}", "bad")
    if judged == 0:
        return Standing(f"{head}没有可以核对的记录，不能说达标", "warn")
    return Standing(f"{head}核对到的要求没有{'新的' if branch.baselined else ''}缺项", "good")
