"""The documents that the report says are missing (缺): which card's, of which record, of which year.

Nothing is judged here. A gap of a requirement that asks for documents (佐证) becomes a ``Missing``; one
address, one gap, so a directory that lists them lists what ``dj check`` lists.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dangjian_cli.card import Card
from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.documents.parts.papers import Paper, last_day
from dangjian_cli.finding import Finding, Privacy, Route, Status
from dangjian_cli.kinds.evidence import Evidence
from dangjian_cli.ledger.base import Record


@dataclass(frozen=True)
class Missing:
    """A document that is not there: the findings that say so, by whatever requirements of the card."""

    card: Card
    findings: tuple[Finding, ...]
    names: tuple[str, ...]
    """Every name that will do, the usual one first."""
    year: int
    """The year that it would be filed under; that of the day of judgement where no date tells."""

    @property
    def route(self) -> Route:
        """Where it should be named."""
        return self.findings[0].route

    @property
    def waived(self) -> bool:
        """Whether an authority does without it."""
        return self.findings[0].status is Status.WAIVED

    @property
    def words(self) -> str:
        """What is missing where, as the report says it."""
        return self.findings[0].message.render(Privacy.LOCAL)

    @property
    def addresses(self) -> str:
        """The addresses of the findings, one a line."""
        return "\n".join(finding.id for finding in self.findings)

    def named(self, papers: Iterable[Paper]) -> Paper | None:
        """The paper that the record does name, though it is not where the record says."""
        return next(
            (
                p
                for p in papers
                if not p.there and p.material.name in self.names and _leads(self.route, p.route[:-1])
            ),
            None,
        )


def missing(matter: Matter) -> tuple[Missing, ...]:
    """Every document that the report says is missing, or would say were it not waived."""
    found: dict[tuple[int, Route, str, Status], list[Finding]] = {}
    names: dict[tuple[int, str], tuple[str, ...]] = {}
    for finding in matter.report.findings:
        card = matter.pack.card(finding.card)
        usual = finding.id.rpartition("/")[2]
        choices = _choices(card, finding.code, usual) if card else ()
        if choices and finding.status in {Status.GAP, Status.WAIVED}:
            names.setdefault((finding.card, usual), choices)
            found.setdefault((finding.card, finding.route, usual, finding.status), []).append(finding)
    cards = {card.number: card for card in matter.pack.cards}
    return tuple(
        Missing(cards[number], tuple(findings), names[number, usual], year_of(route, matter))
        for (number, route, usual, _), findings in found.items()
    )


def _choices(card: Card, code: str, usual: str) -> tuple[str, ...]:
    """The names that a requirement lets stand for a document; nothing where it asks for none."""
    for requirement in card.versions.get(code.partition(".")[2], ()):
        if isinstance(requirement.rule, Evidence):
            for needed in requirement.rule.needed:
                names = needed.split("/")
                if names[0] == usual:
                    return tuple(names)
    return ()


def year_of(route: Route, matter: Matter) -> int:
    """The year of what a finding is about: its own, of its day, or that of the day of judgement."""
    records = list(_records(route, matter))[::-1]
    years = (year for r in records if (year := getattr(r, "year", None)))
    days = (day.last.year for r in records if (day := r.acted or last_day(r, matter)))
    return next(years, None) or next(days, matter.as_of.year)


def _records(route: Route, matter: Matter) -> Iterator[Record]:
    """The records on the way, from the section down."""
    held: object = matter.ledger.sections
    for step in route:
        if isinstance(step, int):
            held = held[step] if isinstance(held, tuple) else None
        else:
            held = getattr(held, step, None)
        if isinstance(held, Record):
            yield held


def _leads(way: Route, to: Route) -> bool:
    """Whether a way is the other without some of its positions: a field of the steps of a record."""
    left = list(way)
    for step in to:
        if left and step == left[0]:
            del left[0]
        elif not isinstance(step, int):
            return False
    return not left
