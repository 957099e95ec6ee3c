"""How a branch stands, as data for pages: gaps, what a person must look at, what is due, cards."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from dangjian_cli.card import Card, CardText, Pack, Requirement
from dangjian_cli.edit.entry import entries
from dangjian_cli.finding import Finding, Message, Privacy, Severity, Status, Verdict
from dangjian_cli.report.look import scope
from dangjian_cli.report.settled import exemption
from dangjian_cli.report.standing import Standing, standing
from dangjian_cli.report.view import BranchReport, Located
from dangjian_cli.web.desk import Sight

ATTEST = "人工核实"

SOON = 30
"""Days that the first page looks ahead."""


class Matter(NamedTuple):
    """Something to be seen to: what is wrong, what is asked, by which rule, how to mend it, where it is.

    ``word`` is the sort of record that is missing, ``start`` how one begins.
    """

    severity: Severity
    status: Status
    what: str
    asked: str
    fix: str
    basis: str
    card: int
    title: str
    id: str
    record: str
    file: str
    line: int
    place: tuple[str, int] | None
    word: str
    start: Mapping[str, str]


class Due(NamedTuple):
    """Something to be done by a day."""

    deadline: date | None
    left: str
    what: str
    card: int
    title: str


class Line(NamedTuple):
    """A requirement of a card, and how the branch keeps it."""

    code: str
    title: str
    phrase: str
    modality: str
    basis: str
    reading: str
    status: Status
    why: str
    matters: tuple[Matter, ...]


class Tally(NamedTuple):
    """A card, or a ledger's cards together, by how many requirements are in which state."""

    key: str
    title: str
    counts: Mapping[Status, int]

    @property
    def status(self) -> Status:
        """The state that is worth telling first."""
        return next((s for s in Status if self.counts.get(s)), Status.NOT_APPLICABLE)


class Shelf(NamedTuple):
    """A ledger: its cards."""

    whole: Tally
    cards: tuple[Tally, ...]


def said(sight: Sight, branch: BranchReport) -> Standing:
    """The sentence."""
    return standing(branch, sight.run.as_of)


def gaps(sight: Sight, branch: BranchReport) -> list[Matter]:
    """Every gap, the most serious first; of one weight by ledger and card."""
    order = {key: i for i, key in enumerate(sight.run.ledgers)}

    def key(found: Located) -> tuple[int, int, int, str]:
        f = found.finding
        return f.severity.rank, order.get(f.ledger, len(order)), f.card, f.id

    return [matter(found, sight) for found in sorted(branch.open(), key=key)]


def others(sight: Sight, found: Iterable[Located]) -> list[Matter]:
    """What is no gap: for a person to look at, waived, looked at."""
    return [matter(each, sight) for each in found]


def matter(found: Located, sight: Sight) -> Matter:
    """A finding in words."""
    finding, pack = found.finding, sight.pack
    requirement = _requirement(finding, pack)
    start = _start(finding, requirement)
    fix = _words(finding.fix)
    if finding.waiver is not None:
        fix = f"已批准豁免，{exemption(finding.waiver, sight.run.as_of, Privacy.LOCAL)}"
    return Matter(
        finding.severity,
        finding.status,
        _words(finding.message),
        requirement.phrase if requirement else "",
        fix,
        "；".join(basis.cited for basis in finding.basis),
        finding.card,
        sight.run.title(finding.card),
        finding.id,
        finding.record or "",
        found.file,
        found.line,
        _place(finding),
        _word(finding, start),
        start,
    )


def _place(finding: Finding) -> tuple[str, int] | None:
    """The record it stands at: section and position."""
    match finding.route:
        case (str(section), int(position), *_):
            return section, position
    return None


def _start(finding: Finding, requirement: Requirement | None) -> Mapping[str, str]:
    """How a record that closes it begins: the words by which the rule tells its records apart."""
    if finding.status is Status.ATTEST:
        return {"地址": finding.id, "内容指纹": finding.fingerprint}
    where = getattr(requirement.rule, "where", {}) if requirement and not finding.record else {}
    return {name: words[0] for name, words in where.items() if "." not in name and len(words) == 1}


def _word(finding: Finding, start: Mapping[str, str]) -> str:
    """The sort of record that is missing; none where it stands there already, or is no record."""
    if finding.status is Status.ATTEST:
        return ATTEST
    section = str(finding.route[0]) if finding.route else ""
    if finding.record or finding.status is not Status.GAP:
        return ""
    here = [entry for entry in entries().values() if entry.section == section]
    fitting = [entry for entry in here if entry.given and entry.given.items() <= start.items()]
    return next((entry.word for entry in (*fitting, *here)), "")


def _requirement(finding: Finding, pack: Pack) -> Requirement | None:
    """The version of the rule that found it: that of its basis."""
    card = pack.card(finding.card)
    versions = card.versions.get(finding.code.partition(".")[2], ()) if card else ()
    return next((v for v in versions if pack.basis(v) == finding.basis), next(iter(versions), None))


def _words(message: Message | None) -> str:
    return message.render(Privacy.LOCAL) if message else ""


def dues(sight: Sight, branch: BranchReport) -> list[Due]:
    """What falls due, soonest first."""
    return [_due(found.finding, sight) for found in branch.dues]


def _due(finding: Finding, sight: Sight) -> Due:
    left = ""
    if finding.deadline is not None:
        days = (finding.deadline - sight.run.as_of).days
        left = f"还有{days}天" if days else "今天是最后一天"
    return Due(finding.deadline, left, _words(finding.message), finding.card, sight.run.title(finding.card))


def shelves(sight: Sight, branch: BranchReport) -> Iterator[Shelf]:
    """Every card by ledger, with how many requirements are in which state."""
    pack = sight.pack
    by_card: dict[int, list[Verdict]] = {}
    for verdict in branch.report.verdicts:
        by_card.setdefault(verdict.card, []).append(verdict)
    for key, cards in groupby(pack.shelved, key=lambda c: c.ledger):
        tallies = tuple(_tally(str(c.number), c.title, by_card.get(c.number, [])) for c in cards)
        every = {s: sum(t.counts[s] for t in tallies) for s in Status}
        yield Shelf(Tally(key, pack.ledger_title(key), every), tallies)


def _tally(key: str, title: str, verdicts: list[Verdict]) -> Tally:
    return Tally(key, title, {s: sum(v.status is s for v in verdicts) for s in Status})


def lines(card: Card, sight: Sight, branch: BranchReport) -> Iterator[Line]:
    """Every requirement of a card with the branch's state and what was found."""
    pack, day = sight.pack, sight.run.as_of
    verdicts = {v.code: v for v in branch.report.verdicts if v.card == card.number}
    found: dict[str, list[Located]] = {}
    for each in (*branch.findings, *branch.attested):
        found.setdefault(each.finding.code, []).append(each)
    for versions in card.versions.values():
        code = card.code_of(versions[0])
        verdict = verdicts.get(code)
        for i, version in enumerate([v for v in versions if v.in_force(day)] or versions[-1:]):
            yield Line(
                code,
                version.title,
                version.phrase,
                version.modality,
                "；".join(basis.cited for basis in pack.basis(version)),
                version.reading,
                verdict.status if verdict else Status.NOT_APPLICABLE,
                _words(verdict.reason) if verdict else "",
                tuple(matter(each, sight) for each in found.get(code, ())) if i == 0 else (),
            )


class Explained(NamedTuple):
    """A card whole."""

    card: Card
    text: CardText
    ledger: str
    scope: str
    lines: tuple[Line, ...]


def explained(card: Card, sight: Sight, branch: BranchReport) -> Explained:
    """What to do, how, the checks, and how this branch does."""
    pack = sight.pack
    return Explained(
        card,
        pack.text(card),
        pack.ledger_title(card.ledger),
        scope(card),
        tuple(lines(card, sight, branch)),
    )


class Summary(NamedTuple):
    """A branch among others: its counts, or how many mistakes keep it from being judged."""

    key: str
    name: str
    folder: str
    counts: Mapping[Severity, int]
    asked: int
    soon: int
    unreadable: int

    @property
    def gaps(self) -> int:
        """All its gaps."""
        return sum(self.counts.values())

    @property
    def weight(self) -> tuple[int, ...]:
        """Those that need most come first."""
        return (-self.unreadable, *(-self.counts[s] for s in Severity), -self.asked)


def summary(sight: Sight) -> Summary:
    """One line for a branch."""
    branch, until = sight.branch, sight.run.as_of + timedelta(days=SOON)
    return Summary(
        sight.key,
        sight.name,
        branch.path if branch else "",
        {s: len(branch.open(s)) if branch else 0 for s in Severity},
        len(branch.of(Status.ATTEST)) if branch else 0,
        sum(
            f.finding.deadline is not None and f.finding.deadline <= until
            for f in (branch.dues if branch else ())
        ),
        len(sight.run.errors),
    )
