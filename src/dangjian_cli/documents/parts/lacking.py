"""What the report says of one year: gaps, what is waived, what waits for a person, what is still to come."""

from collections.abc import Iterator
from typing import NamedTuple

from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.documents.parts.missing import year_of
from dangjian_cli.documents.parts.wording import day_said
from dangjian_cli.finding import Finding, Privacy, Status
from dangjian_cli.pattern import pattern
from dangjian_cli.privacy.traces import masked
from dangjian_cli.render.paper import Row

_PERIOD = pattern(r"(?:^|/)(\d{4})(?=$|-|/|#)")
"""The year of a period in an address: DJ13.meet@2026-Q2."""


class Lack(NamedTuple):
    """A sort of what is missing: what stands over it, what is said where there is none, its rows."""

    heading: str
    nothing: str
    rows: tuple[Row, ...]


def lacking(matter: Matter) -> Iterator[Lack]:
    """Sort by sort, in the order of the cards."""
    sorts = (
        ("缺项", "没有缺项。", Status.GAP),
        ("上级批准豁免的", "没有豁免的。", Status.WAIVED),
        ("待人工核实的", "没有要人去看的。", Status.ATTEST),
    )
    own = [f for f in matter.report.findings if year_of_finding(f, matter) == matter.year]
    for heading, nothing, status in sorts:
        rows = (_row(f, matter) for f in own if f.status is status)
        yield Lack(heading, nothing, tuple(rows))
    dues = (_row(f, matter) for f in matter.report.dues if _due_year(f, matter) == matter.year)
    yield Lack("还没到期、要接着办的", "没有还要接着办的。", tuple(dues))


def year_of_finding(finding: Finding, matter: Matter) -> int:
    """The year of the period in its address, else of the record it is about, else of the day of judgement."""
    found = _PERIOD.search(finding.id.partition("@")[2])
    return int(found[1]) if found else year_of(finding.route, matter)


def _due_year(finding: Finding, matter: Matter) -> int:
    return finding.deadline.year if finding.deadline else year_of_finding(finding, matter)


def _row(finding: Finding, matter: Matter) -> Row:
    card = matter.pack.card(finding.card)
    title = f"{finding.card:02} {card.title}" if card else "豁免、人工核实"
    said = finding.message.render(Privacy.LOCAL)
    if not matter.open_numbers:
        said = masked(said)
    if finding.status is Status.DUE and finding.deadline:
        said = f"{said}（{day_said(finding.deadline)}以前）"
    return Row((title, said, finding.id), missing=finding.status is Status.GAP)
