"""Who took part in which training, and how many hours each member has in a year."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from dangjian_cli.ledger.organization import Committee, Member
from dangjian_cli.ledger.people import Hours, Training
from dangjian_cli.ledger.roster import Roster, offices_in


class Trainings:
    """Trainings and registered hours, asked by member. Only what can be known of goes in."""

    def __init__(self, roster: Roster, trainings: Iterable[Training], hours: Iterable[Hours]) -> None:
        self._roster = roster
        self._trainings = tuple(trainings)
        self._registered: defaultdict[tuple[str, int], Decimal] = defaultdict(Decimal)
        for row in hours:
            for member in roster.named(row.name, row.number):
                self._registered[member.ref, row.year] += row.hours

    def attended(self, member: Member, training: Training) -> bool:
        """Whether a member is named among those who came, or all members of that day were there."""
        if training.everyone:
            return self._roster.standing_of(member, training.date.first).member is not False
        return member.name in training.people or member.ref in training.people

    def of(self, member: Member, first: date, last: date) -> Sequence[Training]:
        """The trainings of a member that (perhaps) began between two days, both included."""
        return [
            t
            for t in self._trainings
            if t.date.last >= first and t.date.first <= last and self.attended(member, t)
        ]

    def hours(self, member: Member, year: int) -> Decimal:
        """The hours registered for a year, else those of the trainings on record."""
        registered = self._registered.get((member.ref, year))
        if registered is not None:
            return registered
        own = self.of(member, date(year, 1, 1), date(year, 12, 31))
        return sum((t.hours for t in own if t.hours is not None), start=Decimal(0))


def first_terms(committees: Sequence[Committee], role: str) -> list[tuple[str, date]]:
    """Who came into an office without having held it in any term before, and the day on which."""
    came: dict[str, date] = {}
    for term in sorted(committees, key=lambda c: c.elected.first):
        for seat in term.members:
            if role in offices_in(seat.role):
                day = seat.since.first if seat.since else term.elected.first
                came[seat.name] = min(day, came.get(seat.name, day))
    return sorted(came.items(), key=lambda pair: (pair[1], pair[0]))
