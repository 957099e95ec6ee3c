"""年度学时：how many hours of training each member, or each of the committee, has in a year."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from dangjian_cli.finding import Arg, Judgement, Person, Route, Status, Word, message
from dangjian_cli.kinds.base import NOTHING, Kind, Quiz, Situation
from dangjian_cli.kinds.training_yearly import there_all_year
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.organization import Member
from dangjian_cli.periods import Day, Period, Unit, periods

_SECTION: Route = ("hours",)


class TrainingHours(Kind):
    """Each of ``谁`` who was there all year has at least ``至少`` hours, registered or else recorded.

    Nothing is asked of the frail (年老体弱), nor of the branch's first, partial year.
    """

    tag = "年度学时"
    problem = "2.2"
    measure = "限度"

    who: Literal["党员", "支委"] = zh("谁", default=...)
    at_least: int = zh("至少", default=...)

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a year and person, by the law of the year's first day."""
        del since
        for year in periods(Unit.YEAR, situation.start, situation.end):
            if year.first < situation.start:
                text = message("{year}从建账起算不满一年，不核对", year=Word(str(year)))
                yield Judgement(Status.NOT_APPLICABLE, year.key, _SECTION, text, on=Day.exact(year.first))
            elif not situation.ended_by(year.last):
                for member in there_all_year(self.who, year, situation):
                    if not member.frail:
                        yield self._judge(member, year, situation)

    def _judge(self, member: Member, year: Period, situation: Situation) -> Judgement:
        subject, on = f"{member.ref}/{year.key}", Day.exact(year.first)
        hours = situation.trainings.hours(member, year.first.year)
        if hours >= self.at_least:
            return Judgement(Status.MET, subject, _SECTION, NOTHING, on=on)
        words: dict[str, Arg] = {
            "name": Person(member.name),
            "ref": Word(member.ref),
            "year": Word(str(year)),
            "hours": Word(f"{hours.normalize():f}"),
            "least": self.at_least,
        }
        text = message("{name}（{ref}）{year}集中学习培训记有{hours}学时，一般不少于{least}学时", **words)
        if situation.as_of <= year.last:
            return Judgement(Status.DUE, subject, _SECTION, text, on=on, deadline=year.last)
        fix = message("学过的，照签到册、结业证明补进“学时登记”；确实不够的不能补造，写明原因，今后补足")
        return Judgement(Status.GAP, subject, _SECTION, text, on=on, fix=fix, record=member.ref)

    def phrase(self) -> str:
        """The sentence on the card."""
        return f"全年在册的每名{self.who}：集中学习培训不少于{self.at_least}学时（年老体弱的不作硬性要求）"

    def quiz(self) -> Quiz:
        """How many hours."""
        return Quiz(f"{self.who}每年集中学习培训一般不少于多少学时？", f"{self.at_least}学时")
