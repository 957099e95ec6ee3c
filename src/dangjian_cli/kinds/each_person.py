"""每人频次：everybody whom the roster marks has so many records of something in every period."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from pydantic import model_validator

from dangjian_cli.finding import Arg, Judgement, Person, Status, Word, message
from dangjian_cli.kinds.base import NOTHING, Quiz, RowKind, Situation
from dangjian_cli.kinds.frequency import period_of
from dangjian_cli.ledger.base import Several, zh
from dangjian_cli.ledger.organization import Member
from dangjian_cli.ledger.table import Column, Row, Selection, Table
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.periods import Day, Period, Unit, periods

_MEMBERS = Table.named("党员")


class EachPerson(RowKind):
    """Each member whom ``谁`` means is named by at least so many rows in every natural period.

    Asked are those on the roll on the period's first day and still on its last, or today. The first,
    partial period is excused. With ``年度栏`` a row counts for the year that it names, not for its day.
    """

    tag = "每人频次"
    problem = "2.1"
    measure = "频次"

    who: Mapping[str, Several[str]] = zh("谁", default=..., hint="名册上的条件，如 {党员领导干部: 是}")
    per: Unit = zh("每", default=...)
    at_least: int = zh("至少", default=1)
    year_field: str = zh("年度栏", default="", hint="写有所属年度的，按所属年度算，不按日期")

    @model_validator(mode="after")
    def _year_of_years(self) -> "EachPerson":
        if self.year_field and self.per is not Unit.YEAR:
            raise BadValue("year-of-years", message("“年度栏”只能和“每: 年”一起用"))
        return self

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns, the person's and the year's; the roster's are looked at too."""
        named = filter(None, ("姓名", self.year_field))
        conditions = self._people.conditions
        return (*super().compiled(), *(self.column(p) for p in named), *(c.column for c in conditions))

    @cached_property
    def _people(self) -> Selection:
        return Selection(_MEMBERS, self.who, {})

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a person and period, by the law of the period's first day."""
        del since
        people = situation.rows(self._people)
        counts = self._counts(situation) if people else Counter()
        for period in periods(self.per, situation.start, situation.end) if people else ():
            for row in people:
                assert isinstance(row.record, Member)  # noqa: S101 - rows of the roster
                if there_throughout(row.record, period, situation):
                    count = counts[row.record.ref, period.first]
                    yield self._judge(row, row.record, period, count, situation)

    def _counts(self, situation: Situation) -> Counter[tuple[str, date]]:
        """Rows by the person's number and the first day of their period."""
        counts: Counter[tuple[str, date]] = Counter()
        year = self.column(self.year_field) if self.year_field else None
        for row in situation.rows(self.selection):
            name = self.column("姓名").value(row, situation.as_of)
            named = situation.roster.named(name, getattr(row.record, "number", None)) if name else ()
            begins = period_of(row, self.per, year, situation)
            if len(named) == 1 and begins is not None:
                counts[named[0].ref, begins] += 1
        return counts

    def _judge(self, row: Row, member: Member, period: Period, count: int, situation: Situation) -> Judgement:
        judged = Judgement(
            Status.MET,
            f"{member.ref}/{period.key}",
            row.route,
            NOTHING,
            on=Day.exact(period.first),
            record=member.ref,
        )
        if period.first < situation.start or situation.ended_by(period.last):
            text = message("{period}不满一期，不核对", period=Word(str(period)))
            return judged._replace(status=Status.NOT_APPLICABLE, message=text)
        if count >= self.at_least:
            return judged
        words: dict[str, Arg] = {
            "name": Person(member.name),
            "ref": Word(member.ref),
            "period": Word(str(period)),
            "what": Word(self.what),
            "count": count,
            "unit": Word(self.per.value),
            "least": self.at_least,
        }
        text = message("{name}（{ref}）{period}{what}记有{count}次，要求每{unit}至少{least}次", **words)
        if period.last >= situation.as_of:
            return judged._replace(status=Status.DUE, message=text, deadline=period.last)
        fix = message(
            "参加过的，把记录补进“{section}”；没有参加的不能补造记录，向本人问明原因，报告上级党组织",
            section=Word(self.table.label),
        )
        return judged._replace(status=Status.GAP, message=text, fix=fix)

    def phrase(self) -> str:
        """The sentence on the card."""
        who = "，".join(c.spoken() for c in self._people.conditions)
        year = f"（按{self.year_field}算）" if self.year_field else ""
        return f"名册上{who}的每个人：{self.what}每{self.per.value}至少{self.at_least}次{year}"

    def quiz(self) -> Quiz:
        """How often."""
        who = "，".join(c.spoken() for c in self._people.conditions)
        return Quiz(f"名册上{who}的，{self.what}每{self.per.value}至少几次？", f"每人至少{self.at_least}次")


def there_throughout(member: Member, period: Period, situation: Situation) -> bool:
    """Whether surely on the roll on the period's first day and on its last, or today."""
    days = period.first, min(period.last, situation.end)
    return all(situation.roster.standing_of(member, day).member for day in days)
