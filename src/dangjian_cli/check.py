"""The pure core: a ledger, a pack and a day make a report. Reads no clock and no file, prints nothing."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from dangjian_cli.card import Card, Pack, Requirement
from dangjian_cli.finding import Finding, Judgement, Message, Report, Status, Verdict, message
from dangjian_cli.kinds.base import Situation
from dangjian_cli.ledger import Ledger

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
    verdicts, findings, dues = [], [], []
    for card in pack.cards:
        if (cards is not None and card.number not in cards) or (
            ledgers is not None and card.ledger not in ledgers
        ):
            continue
        for versions in card.versions.values():
            verdict, found = _requirement(card, versions, pack, situation)
            verdicts.append(verdict)
            findings += [f for f in found if f.status is not Status.DUE]
            dues += [f for f in found if f.status is Status.DUE]
    dues.sort(key=lambda f: (f.deadline or date.max, f.id))
    return Report(tuple(verdicts), tuple(findings), tuple(dues))


def first_judged_day(ledger: Ledger, since: date | None = None) -> date:
    """Work is judged from the day the ledger was opened, or the branch founded if that was later."""
    branch = ledger.branch
    return max(branch.opened.first, branch.founded.first, since or date.min)


def _requirement(
    card: Card, versions: tuple[Requirement, ...], pack: Pack, situation: Situation
) -> tuple[Verdict, list[Finding]]:
    """One requirement in all its versions: its verdict, and what falls short, in order of address."""
    code = card.code_of(versions[0])
    reasons = [card.not_applicable(r, situation.ledger.branch.field) for r in versions]
    applied = [r for r, reason in zip(versions, reasons, strict=True) if reason is None]
    if not applied:
        return Verdict(code, card.number, Status.NOT_APPLICABLE, 0, reasons[0]), []

    judged: dict[str, Ruled] = {}
    for requirement, judgement in _ruled(applied, situation):
        held = judged.get(judgement.subject)
        if held is None or _weight(judgement) < _weight(held[1]):
            judged[judgement.subject] = (requirement, judgement)

    states = {j.status for _, j in judged.values()} or {Status.UNEXAMINED}
    status = next(s for s in _PRECEDENCE if s in states)
    examined = sum(j.status in {Status.MET, Status.GAP} for _, j in judged.values())
    reason = _reason(status, [j for _, j in judged.values()])
    shown = {Status.GAP, Status.ATTEST, Status.DUE}
    found = [
        _finding(card, requirement, judgement, pack)
        for requirement, judgement in judged.values()
        if judgement.status in shown
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
