"""What new records do to the findings: what is settled by them, what they bring up, what is to do next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dangjian_cli.finding import Finding, Privacy, Report, Severity, Status
from dangjian_cli.report.look import Look

_MARKS = {Severity.ERROR: "×", Severity.WARNING: "!", Severity.NOTE: "·"}
_SHOWN = 12
"""How many of each sort are told; more of them mean that something is wrong with the record."""

_STYLES = {"×": "bad", "!": "warn", "√": "good"}


@dataclass(frozen=True)
class Effect:
    """Findings that were there before and are not any more, and the other way round; each in their order."""

    closed: tuple[Finding, ...]
    """Gaps that are closed by it."""
    done: tuple[Finding, ...]
    """Open matters that need not be attended to any more."""
    opened: tuple[Finding, ...]
    """Gaps that come up with it, and what a person has to look at."""
    asked: tuple[Finding, ...]
    """Matters that are to be attended to from now on, soonest first."""


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


def text(found: Effect, privacy: Privacy, look: Look) -> Iterator[str]:
    """The effect in words for a screen."""
    yield from _part(f"补上的缺项（{len(found.closed)}处）", found.closed, "√", privacy, look)
    yield from _part(f"这件事办了，不用再催（{len(found.done)}件）", found.done, "√", privacy, look)
    yield from _part(f"明白卡对它还有要求（{len(found.opened)}处）", found.opened, "", privacy, look)
    yield from _part(f"接下来要办（{len(found.asked)}件）", found.asked, "·", privacy, look)
    if not any((found.closed, found.done, found.opened, found.asked)):
        yield from look.lines("记上以后，缺项和待办都没有变化。", style="dim")


def _part(head: str, found: Sequence[Finding], mark: str, privacy: Privacy, look: Look) -> Iterator[str]:
    if found:
        yield from look.lines(head, style="head")
    for finding in found[:_SHOWN]:
        yield from _lines(finding, mark, privacy, look)
    if len(found) > _SHOWN:
        yield from look.lines(f"还有{len(found) - _SHOWN}处，写进去以后用 dj check 看", "  · ", "    ")


def _lines(finding: Finding, mark: str, privacy: Privacy, look: Look) -> Iterator[str]:
    sign = mark or ("?" if finding.status is Status.ATTEST else _MARKS[finding.severity])
    until = f"{finding.deadline}前：" if sign == "·" and finding.deadline else ""
    said = f"{until}{finding.message.render(privacy)}（卡{finding.card:02}）"
    first, *rest = look.lines(said, f"  {sign} ", "    ")
    yield first.replace(sign, look.paint(sign, _STYLES[sign]), 1) if sign in _STYLES else first
    yield from rest
    if finding.fix and not mark:
        yield from look.lines(f"改：{finding.fix.render(privacy)}", "      ", "          ")
