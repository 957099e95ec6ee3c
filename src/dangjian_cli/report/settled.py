"""What was waived and what a person attested, as text; and how to write down what is still to be attested."""

from collections.abc import Iterator
from datetime import date

from dangjian_cli.finding import Exemption, Privacy, Status, shown
from dangjian_cli.report.look import Look, place
from dangjian_cli.report.view import BranchReport, Located, Run
from dangjian_cli.report.wrap import visible

_INDENT = " " * 6


def settled(branch: BranchReport, run: Run, look: Look) -> Iterator[str]:
    """Gaps that are waived, with the act of the authority; then what a person found in order."""
    waived = branch.of(Status.WAIVED)
    if waived:
        yield ""
        yield from look.lines(f"豁免（{len(waived)}处，已经批准，不算缺项）", style="head")
        for located in waived:
            yield from look.lines(located.finding.message.render(run.privacy), "  - ", "    ")
            if located.finding.waiver is not None:
                said = exemption(located.finding.waiver, run.as_of, run.privacy)
                yield from look.lines(f"豁免：{said}", _INDENT, _INDENT + " " * 6)
            yield from _where(branch, located, look)
    if branch.baselined and run.show_baselined:
        yield ""
        yield from look.lines(f"基线里记着的（{len(branch.baselined)}处，不算这一次的）", style="head")
        for located in branch.baselined:
            yield from look.lines(located.finding.message.render(run.privacy), "  - ", "    ")
            yield from _where(branch, located, look)
    if branch.attested:
        yield ""
        yield from look.lines(f"人工核实过的（{len(branch.attested)}处）", style="head")
        for located in branch.attested:
            yield from look.lines(located.finding.message.render(run.privacy), "  - ", "    ")
            yield from _where(branch, located, look)


def exemption(waiver: Exemption, as_of: date, privacy: Privacy) -> str:
    """Who waived it, by which document, until when and why."""
    number, authority, reason = (shown(w, privacy) for w in (waiver.number, waiver.authority, waiver.reason))
    left = (waiver.expires - as_of).days
    still = f"还有{left}天" if left else "今天是最后一天"
    approved = f"{waiver.approved_on}批准，到{waiver.expires}为止（{still}）"
    return f"{authority}，{number}，{approved}；事由：{reason}"


def _where(branch: BranchReport, located: Located, look: Look) -> Iterator[str]:
    """The place and the address, each whole, so that it can be copied."""
    where = place(branch.path, located.file, located.line, located.column)
    for line in (where, located.finding.id):
        yield look.paint(_INDENT + visible(line), "dim")


def attestation(branch: BranchReport, look: Look) -> Iterator[str]:
    """What to write once somebody has looked: the first whole, of the others what is different.

    Where something is written already, what is wrong with it has been said.
    """
    every = {located.finding.id for located in branch.findings}
    asked = [located.finding for located in branch.of(Status.ATTEST)]
    unsaid = [f for f in asked if f"DJ00.attestation@{f.id}" not in every]
    if not unsaid:
        return
    first, *others = unsaid
    yield from look.lines("看过以后，把下面的写进 branch.yaml 或台账文件，空着的填上：", "  ")
    yield "    人工核实:"
    yield f"      - 地址: {visible(first.id)}"
    yield from (f"        {line}" for line in _FORM)
    yield f"        内容指纹: {first.fingerprint}"
    if others:
        yield from look.lines("其他各处照样写，一处一条：", "  ")
        for finding in others:
            yield f"      - 地址: {visible(finding.id)}"
            yield f"        内容指纹: {finding.fingerprint}"
    yield from look.lines("怎么填、管多久：dj explain 人工核实", "  ", style="dim")


_FORM = (
    "核实人:",
    "核实日:",
    "方式:",
    "证据:",
    "  - 名称:",
    "    存放: 纸质",
    "    盒号:",
    "结论:  # 符合，或不符合",
)
