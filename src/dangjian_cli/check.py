"""The pure core: a ledger, a pack and a day make a report. Reads no clock and no file, prints nothing."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dangjian_cli.card import Card, Pack, Requirement
from dangjian_cli.finding import Finding, Judgement, Message, Report, Status, Verdict, message
from dangjian_cli.kinds.base import Situation
from dangjian_cli.ledger import Ledger

if TYPE_CHECKING:
    from dangjian_cli.settle import Settled

_PRECEDENCE = tuple(Status)
"""A requirement is in the first of these states that any of its judgements is in."""


def check(
    ledger: Ledger,
    pack: Pack,
    as_of: date,
    *,
    since: date | None = None,
    cards: frozenset[int] | None = None,
    ledgers: frozenset[str] | None = None,
) -> Report:
    """Judge a branch as of a day.

    ``since`` moves the start of what is judged later, never earlier. ``cards`` and ``ledgers``
    narrow what is judged.
    """
    situation = Situation(ledger, as_of, first_judged_day(ledger, since), pack.workdays)
    sections = ledger.sections
    settled = _settled(ledger, pack, as_of) if sections.waivers or sections.attestations else None
    verdicts: list[Verdict] = []
    findings: list[Finding] = []
    for card in pack.cards:
        if (cards is not None and card.number not in cards) or (
            ledgers is not None and card.ledger not in ledgers
        ):
            continue
        for versions in card.versions.values():
            verdict, found = _requirement(card, versions, pack, situation, settled)
            verdicts.append(verdict)
            findings += found
    if settled is not None:
        whole = cards is None and ledgers is None
        own = settled.own(verdicts, findings, every_card=whole, every_day=since is None)
        verdicts += (verdict for verdict, _ in own)
        findings += (finding for _, found in own for finding in found)
    elif any(f.status is Status.ATTEST for f in findings):
        settled = _settled(ledger, pack, as_of)
    return _report(verdicts, findings, settled)


def _settled(ledger: Ledger, pack: Pack, as_of: date) -> "Settled":
    from dangjian_cli.settle import Settled  # noqa: PLC0415 - most branches need none of it

    return Settled(ledger, pack, as_of)


def _report(verdicts: list[Verdict], findings: list[Finding], settled: "Settled | None") -> Report:
    """The findings by what is to be done about them."""
    if settled is not None:
        findings = [
            replace(f, fingerprint=settled.fingerprint(f)) if f.status is Status.ATTEST else f
            for f in findings
        ]
    dues = sorted(
        (f for f in findings if f.status is Status.DUE), key=lambda f: (f.deadline or date.max, f.id)
    )
    return Report(
        tuple(verdicts),
        tuple(f for f in findings if f.status not in {Status.DUE, Status.MET}),
        tuple(dues),
        tuple(f for f in findings if f.status is Status.MET),
        frozenset(settled.unread) if settled is not None else frozenset(),
    )


def first_judged_day(ledger: Ledger, since: date | None = None) -> date:
    """Work is judged from the day the ledger was opened, or the branch founded if that was later."""
    branch = ledger.branch
    return max(branch.opened.first, branch.founded.first, since or date.min)


def _requirement(
    card: Card,
    versions: tuple[Requirement, ...],
    pack: Pack,
    situation: Situation,
    settled: "Settled | None",
) -> tuple[Verdict, list[Finding]]:
    """One requirement in all its versions: its verdict, and what is to be said of it, in order of address.

    That is what falls short, is waived, is still due or for a person to see, and what a person has seen.
    """
    code = card.code_of(versions[0])
    branch = situation.ledger.branch
    reasons = [card.not_applicable(r, branch.field, branch.kind) for r in versions]
    applied = [r for r, reason in zip(versions, reasons, strict=True) if reason is None]
    if not applied:
        return Verdict(code, card.number, Status.NOT_APPLICABLE, 0, reasons[0]), []

    judged: dict[str, Ruled] = {}
    for requirement, judgement in _ruled(applied, situation):
        held = judged.get(judgement.subject)
        if held is None or _weight(judgement) < _weight(held[1]):
            judged[judgement.subject] = (requirement, judgement)

    attested, waivers = set(), {}
    if settled is not None:
        for subject, (requirement, judgement) in judged.items():
            final = settled.settle(f"{code}@{subject}", judgement)
            judged[subject] = (requirement, final.judgement)
            if final.attested:
                attested.add(subject)
            if final.waiver is not None:
                waivers[subject] = final.waiver

    states = {j.status for _, j in judged.values()} or {Status.UNEXAMINED}
    status = next(s for s in _PRECEDENCE if s in states)
    closed = {Status.MET, Status.GAP, Status.WAIVED}
    examined = sum(j.status in closed for _, j in judged.values())
    reason = _reason(status, [j for _, j in judged.values()])
    shown = {Status.GAP, Status.ATTEST, Status.DUE, Status.WAIVED}
    found = [
        replace(_finding(card, requirement, judgement, pack), waiver=waivers.get(subject))
        for subject, (requirement, judgement) in judged.items()
        if judgement.status in shown or subject in attested
    ]
    found.sort(key=lambda finding: finding.id)
    return Verdict(code, card.number, status, examined, reason), found


def _weight(judgement: Judgement) -> tuple[int, date]:
    """What is said of a subject first: the gravest, and of what is open the earliest deadline."""
    return _PRECEDENCE.index(judgement.status), judgement.deadline or date.max


def _reason(status: Status, judgements: list[Judgement]) -> Message | None:
    if status is Status.UNEXAMINED:
        return message("台账里没有可以核对的记录")
    if status is Status.NOT_APPLICABLE:
        return judgements[0].message
    return None


Ruled = tuple[Requirement, Judgement]
"""A judgement, and the version of the rule that made it."""


def _ruled(versions: list[Requirement], situation: Situation) -> Iterator[Ruled]:
    """The judgements on each act by the version in force on its day."""
    only = versions[0] if len(versions) == 1 else None
    if only is not None and only.since is None and only.until is None:  # in force on every day
        yield from ((only, judgement) for judgement in only.rule.check(situation, None))
        return
    torn: defaultdict[str, list[Ruled]] = defaultdict(list)
    for requirement in versions:
        for judgement in requirement.rule.check(situation, _came_in(requirement, versions)):
            first, last = judgement.on or (situation.as_of, situation.as_of)
            governs = requirement.in_force(first), requirement.in_force(last)
            if all(governs):
                yield requirement, judgement
            elif any(governs):
                torn[judgement.subject].append((requirement, judgement))
    for ruled in torn.values():
        yield _torn(ruled)


def _came_in(requirement: Requirement, versions: list[Requirement]) -> date | None:
    """The day its rule came in: a rule that a new version repeats did not come in anew."""
    for before in versions:
        repeated = before.until is not None and before.until == requirement.since
        if repeated and before.rule == requirement.rule:
            return _came_in(before, versions)
    return requirement.since


def _torn(ruled: list[Ruled]) -> Ruled:
    """Of an act in a month in which the rule changed: what every day of that month agrees on."""
    requirement, judgement = ruled[-1]
    days = judgement.on or ()
    whole = all(any(r.in_force(day) for r, _ in ruled) for day in days)
    states = {j.status for _, j in ruled}
    if states == {Status.MET} or (whole and len(states) == 1):
        return ruled[-1]
    text = message("日期只写到月份，这个月里规则有变化，分不清适用新规还是旧规")
    fix = message("把日期写到日")
    return requirement, judgement._replace(status=Status.ATTEST, message=text, fix=fix, deadline=None)


def _finding(card: Card, requirement: Requirement, judgement: Judgement, pack: Pack) -> Finding:
    problem = judgement.problem or requirement.rule.problem
    code = card.code_of(requirement)
    return Finding(
        id=f"{code}@{judgement.subject}",
        code=code,
        card=card.number,
        ledger=card.ledger,
        family=pack.problem_items[problem].family,
        problem=problem,
        severity=requirement.severity,
        status=judgement.status,
        message=judgement.message,
        fix=message(requirement.fix.replace("{", "{{").replace("}", "}}"))
        if requirement.fix
        else judgement.fix,
        basis=pack.basis(requirement),
        record=judgement.record,
        route=judgement.route,
        deadline=judgement.deadline,
    )
