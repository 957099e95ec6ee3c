"""年度参训：everybody of some sort takes part in a training of some sort every year."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from dangjian_cli.finding import Arg, Judgement, Person, Route, Status, Word, message
from dangjian_cli.kinds.base import NOTHING, Quiz, RowKind, Situation
from dangjian_cli.kinds.each_person import there_throughout
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.organization import Member
from dangjian_cli.ledger.people import Training
from dangjian_cli.ledger.roster import offices_in
from dangjian_cli.periods import Day, Period, Unit, periods

_SECTION: Route = ("trainings",)


class TrainingYearly(RowKind):
    """Each of ``谁`` took part in at least ``至少`` of the rows (教育培训) in every year.

    书记 and 支委 are those who held the place from the year's first day to its last so far; 年老体弱党员
    those whom the roster marks so. The branch's first, partial year is excused.
    """

    tag = "年度参训"
    problem = "2.1"
    measure = "频次"

    who: Literal["书记", "支委", "年老体弱党员"] = zh("谁", default=...)
    at_least: int = zh("至少", default=1)

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a year and person, by the law of the year's first day."""
        del since
        rows = [row.record for row, _ in self.rows(situation)]
        held = [t for t in rows if isinstance(t, Training)]
        for year in periods(Unit.YEAR, situation.start, situation.end):
            if year.first < situation.start:
                text = message("{year}从建账起算不满一年，不核对", year=Word(str(year)))
                yield Judgement(Status.NOT_APPLICABLE, year.key, _SECTION, text, on=Day.exact(year.first))
            elif not situation.ended_by(year.last):
                for member in there_all_year(self.who, year, situation):
                    yield self._judge(member, year, held, situation)

    def _judge(self, member: Member, year: Period, held: list[Training], situation: Situation) -> Judgement:
        subject, on = f"{member.ref}/{year.key}", Day.exact(year.first)
        count = sum(t.date in year and situation.trainings.attended(member, t) for t in held)
        if count >= self.at_least:
            return Judgement(Status.MET, subject, _SECTION, NOTHING, on=on)
        words: dict[str, Arg] = {
            "name": Person(member.name),
            "ref": Word(member.ref),
            "year": Word(str(year)),
            "what": Word(self.what),
            "count": count,
            "least": self.at_least,
        }
        text = message("{name}（{ref}）{year}的{what}记有{count}次，每年至少{least}次", **words)
        if situation.as_of <= year.last:
            return Judgement(Status.DUE, subject, _SECTION, text, on=on, deadline=year.last)
        fix = message("参加过的，照通知和结业证明补进“教育培训”；没有安排的，写明原因，报上级党组织安排")
        return Judgement(Status.GAP, subject, _SECTION, text, on=on, fix=fix, record=member.ref)

    def phrase(self) -> str:
        """The sentence on the card."""
        return f"{self.what}：每名{self.who}每年至少参加{self.at_least}次"

    def quiz(self) -> Quiz:
        """How often."""
        return Quiz(f"{self.who}每年至少参加几次{self.what}？", f"{self.at_least}次")


def there_all_year(who: str, year: Period, situation: Situation) -> Iterator[Member]:
    """Whom ``who`` means, of the members on the roll on the year's first day and on its last so far."""
    days = year.first, min(year.last, situation.end)
    seated = [
        {s.name for s in situation.roster.seats(day) if who != "书记" or "书记" in offices_in(s.role)}
        for day in days
    ]
    for member in situation.ledger.sections.members:
        if who in {"书记", "支委"}:
            meant = all({member.name, member.ref} & names for names in seated)
        else:
            meant = who == "党员" or bool(member.frail)
        if meant and there_throughout(member, year, situation):
            yield member
