"""Text for people: opens with how the branch stands, then gaps by ledger and card.

Plain lines without frames: a Chinese console draws frames two cells wide. What people typed never
reaches the terminal as control characters. Styles are put on after wrapping.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from dangjian_cli.finding import Basis, Finding, Message, Problem, Severity, Status
from dangjian_cli.report.look import Look, overlaid, place
from dangjian_cli.report.settled import attestation, settled
from dangjian_cli.report.standing import standing
from dangjian_cli.report.view import BranchReport, Located, Run
from dangjian_cli.report.wrap import cell_width, visible, wrap

_INDENT = " " * 6
_SOON = 5
"""How many open matters the end of a report names."""


def render(run: Run, look: Look) -> str:
    """The run as text."""
    parts = [*problem_list(run, look)]
    for branch in run.branches:
        parts += [*_branch(branch, run, look), ""]
    parts += _notes(run, look)
    parts += _closing(run, look)
    return "\n".join(parts).rstrip("\n") + "\n"


# One branch -----------------------------------------------------------------------------------------------


def _branch(branch: BranchReport, run: Run, look: Look) -> Iterator[str]:
    yield from _opening(branch, run, look)
    gaps = sorted((f for f in branch.findings if f.finding.status is Status.GAP), key=_by_card(run))
    for (ledger, card), found in groupby(gaps, key=lambda f: (f.finding.ledger, f.finding.card)):
        yield ""
        yield from look.lines(_heading(ledger, card, run), style="head")
        yield from _card(branch, list(found), run, look)
    asked = branch.of(Status.ATTEST)
    if asked:
        yield ""
        yield from look.lines(f"待人工核实（{len(asked)}处，程序定不了，要人看）", style="head")
        for located in asked:
            yield from _finding(branch, located, run, look, mark="?")
        yield from attestation(branch, look)
    yield from settled(branch, run, look)
    yield from _dues(branch, run, look)


def _heading(ledger: str, card: int, run: Run) -> str:
    """A card by its ledger; waivers and attestations, which are of no card, by their section."""
    title = run.cards.get(card)
    return f"{run.ledgers[ledger]} · 卡{card:02} {title}" if title else f"台账里的“{ledger}”"


def _by_card(run: Run) -> Callable[[Located], Any]:
    order = {key: i for i, key in enumerate(run.ledgers)}

    def key(located: Located) -> tuple[int, int, int, tuple[Basis, ...], str]:
        finding = located.finding
        grades = sorted(finding.basis, key=lambda b: (b.grade, b.document, b.article))
        place = order.get(finding.ledger, len(order))
        return (place, finding.card, finding.severity.rank, tuple(grades), finding.id)

    return key


def _opening(branch: BranchReport, run: Run, look: Look) -> Iterator[str]:
    tally = branch.report.tally()
    said, mood = standing(branch, run.as_of)
    yield from look.lines(said, style=mood)
    if branch.baselined:
        yield from look.lines(f"基线里还记着{len(branch.baselined)}处缺项，等着补", style="warn")
    counts = [
        f"{status.label}{tally[status]}条"
        for status in (
            Status.MET,
            Status.GAP,
            Status.ATTEST,
            Status.DUE,
            Status.WAIVED,
            Status.UNEXAMINED,
            Status.NOT_APPLICABLE,
        )
        if tally[status]
    ]
    yield from look.lines(f"要求：{'，'.join(counts)}", style="dim")


def _card(branch: BranchReport, found: list[Located], run: Run, look: Look) -> Iterator[str]:
    """A card's gaps; the authority that several rest on is said once."""
    for basis, same in groupby(found, key=lambda f: f.finding.basis):
        for located in same:
            yield from _finding(branch, located, run, look, mark=_MARKS[located.finding.severity])
        yield from look.lines(f"依据：{_authority(basis)}", "      ", "            ", style="dim")


_MARKS = {Severity.ERROR: "×", Severity.WARNING: "!", Severity.NOTE: "·"}
_MARK_STYLE = {"×": "bad", "!": "warn"}


def _finding(branch: BranchReport, located: Located, run: Run, look: Look, mark: str) -> Iterator[str]:
    finding = located.finding
    first, *rest = wrap(finding.message.render(run.privacy), look.width, f"  {mark} ", "    ")
    style = _MARK_STYLE.get(mark)
    yield first.replace(mark, look.paint(mark, style), 1) if style else first
    yield from rest
    if finding.fix:
        yield from look.lines(f"改：{finding.fix.render(run.privacy)}", "      ", "          ")
    where = place(branch.path, located.file, located.line, located.column)
    together = f"{where}  {finding.id}"
    fits = cell_width(together) + len(_INDENT) <= look.width
    for line in (together,) if fits else (where, finding.id):  # whole, so that they can be copied
        yield look.paint(_INDENT + visible(line), "dim")


def _authority(bases: Iterable[Basis]) -> str:
    return "；".join(b.cited for b in bases)


def _dues(branch: BranchReport, run: Run, look: Look) -> Iterator[str]:
    if not branch.dues:
        return
    yield ""
    more = f"，先列最近的{_SOON}件" if len(branch.dues) > _SOON else ""
    yield from look.lines(f"接下来要办（{len(branch.dues)}件{more}）", style="head")
    for located in branch.dues[:_SOON]:
        finding: Finding = located.finding
        text = f"{finding.deadline}前：{finding.message.render(run.privacy)}（卡{finding.card:02}）"
        yield from look.lines(text, "  · ", "    ")


# Inputs ---------------------------------------------------------------------------------------------------


def problem_list(run: Run, look: Look) -> Iterator[str]:
    """Files that could not be read, mistake by mistake, with the mended line on the clerk's screen."""
    for file, found in groupby(run.errors, key=lambda p: p.file):
        yield from look.lines(file, style="head")
        for problem in found:
            yield from problem_lines(problem, run, look)
        yield ""


def problem_lines(problem: Problem, run: Run, look: Look) -> Iterator[str]:
    """One mistake in an input."""
    place_said = f"第{problem.line}行" if problem.line else ""
    if problem.line and problem.column:
        place_said += f"第{problem.column}列"
    said = f"{place_said}：{_said(problem.message, run)}" if place_said else _said(problem.message, run)
    yield from look.lines(said, "  × " if problem.fatal else "  · ", "    ")
    if problem.fix:
        yield from look.lines(f"改：{_said(problem.fix, run)}", "      ", "          ")
    if problem.mended is not None and run.privacy.value == "local":
        yield from look.lines(f"改成：{problem.mended}", "      ", "            ", style="good")


def _said(message: Message, run: Run) -> str:
    return message.render(run.privacy)


def _notes(run: Run, look: Look) -> Iterator[str]:
    for file, found in groupby(run.notes, key=lambda p: p.file):
        yield from look.lines(f"说明：{file}", style="dim")
        for problem in found:
            yield from problem_lines(problem, run, look)
        yield ""


def _closing(run: Run, look: Look) -> Iterator[str]:
    if run.errors:
        files = len({p.file for p in run.errors})
        yield from look.lines(
            f"有{files}个文件读不了，共{len(run.errors)}处要改；改好以前，所在支部不作核对。", style="bad"
        )
    if len(run.branches) > 1:
        bad = sum(bool(b.open()) for b in run.branches)
        yield from look.lines(f"共核对{len(run.branches)}个支部，{bad}个有缺项。", style="head")
    if run.overlay:
        yield from look.lines(overlaid(run.standard, run.version, run.overlay), style="dim")
    open_ = (f.finding for b in run.branches for f in b.open())
    codes = [f.code for f in sorted(open_, key=lambda f: (f.card not in run.cards, f.code))]
    if codes:
        yield from look.lines(f"想看某一条是怎么要求的：dj explain {codes[0]}", style="dim")
