"""频次：something happens at least so often in every period, of the branch or of each of its groups."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from pydantic import model_validator

from dangjian_cli.finding import Arg, Judgement, Message, Status, Word, message
from dangjian_cli.kinds.base import NOTHING, Quiz, RowKind, Situation
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.organization import Group
from dangjian_cli.ledger.role import has_collective, in_office, is_busy
from dangjian_cli.ledger.table import Column, Row
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.periods import Day, Period, Unit, add_months, periods

_VILLAGE = {
    "设村民代表会议": lambda sections, day: (
        in_office(sections.village_bodies, "村民代表会议", day) is not None
    ),
    "财务往来较多": lambda sections, day: is_busy(sections.village_bodies, day),
    "有集体经济组织": lambda sections, day: has_collective(sections.cooperatives, day),
}
"""What a village may be on a day."""


class _Slot(NamedTuple):
    """One period, of the branch or of one group."""

    period: Period
    group: Group | None = None

    @property
    def subject(self) -> str:
        """Its part of the address; a group by its 编号, never by its name."""
        return f"{self.group.ref}/{self.period.key}" if self.group else self.period.key

    @property
    def label(self) -> Word:
        """How messages call it."""
        return Word(f"{self.group.ref}的{self.period}" if self.group else str(self.period))


class Frequency(RowKind):
    """At least ``at_least`` rows in every natural period. The first, partial period is excused.

    A yearly act told by its ``年度栏`` may follow up to ``宽限`` months after the year. With ``当``, only in
    periods on whose first day the branch had a committee, or groups, or its village was so. With ``每个``, so
    many for each group that existed on the period's first day, told apart by the row's 党小组.
    """

    tag = "频次"
    problem = "2.1"
    measure = "频次"

    per: Unit = zh("每", default=...)
    at_least: int = zh("至少", default=1)
    year_field: str = zh("年度栏", default="", hint="写有所属年度的，按所属年度算，不按日期")
    grace: int = zh("宽限", default=0, hint="年度过完以后还可以办几个月")
    when: Literal["", "设支委会", "设党小组", "设村民代表会议", "财务往来较多", "有集体经济组织"] = zh(
        "当", default=""
    )
    each: Literal["", "党小组"] = zh("每个", default="")

    @model_validator(mode="after")
    def _year_of_years(self) -> "Frequency":
        if self.year_field and self.per is not Unit.YEAR:
            raise BadValue("year-of-years", message("“年度栏”只能和“每: 年”一起用"))
        if self.grace and not self.year_field:
            raise BadValue("grace-of-years", message("“宽限”只能和“年度栏”一起用"))
        return self

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a period, and group, by the law of the period's first day."""
        del since
        counts = self._counts(situation)
        for period in periods(self.per, situation.start, situation.end):
            for slot in self._slots(period, situation):
                yield self._judge(slot, counts, situation)

    def _slots(self, period: Period, situation: Situation) -> Iterator[_Slot]:
        groups = _groups(period.first, situation) if self.each else ()
        yield from (_Slot(period, group) for group in groups)
        if not groups:
            yield _Slot(period)

    def _counts(self, situation: Situation) -> Counter[tuple[date, str]]:
        """Rows by the first day of their period, and by group where each group is judged."""
        counts: Counter[tuple[date, str]] = Counter()
        year = self.column(self.year_field) if self.year_field else None
        for row in situation.rows(self.selection):
            begins = period_of(row, self.per, year, situation)
            if begins is not None:
                group = self.column(self.each).value(row, situation.as_of) if self.each else None
                counts[begins, group or ""] += 1
        return counts

    def _judge(self, slot: _Slot, counts: Mapping[tuple[date, str], int], situation: Situation) -> Judgement:
        period, group = slot
        names = {group.name, group.ref} if group else {""}
        count = sum(counts.get((period.first, name), 0) for name in names)
        excuse = self._excuse(slot, situation)
        if excuse is not None:
            return self._judged(Status.NOT_APPLICABLE, slot, excuse)
        if count >= self.at_least:
            return self._judged(Status.MET, slot, NOTHING)
        words: dict[str, Arg] = {
            "slot": slot.label,
            "period": Word(str(period)),
            "what": Word(self.what),
            "count": count,
            "unit": Word(self.per.value),
            "least": self.at_least,
        }
        text = message("{slot}{what}记有{count}次，要求每{unit}至少{least}次", **words)
        if situation.ended_by(period.last):
            text = message("支部在{period}内撤销，不满一期", **words)
            return self._judged(Status.NOT_APPLICABLE, slot, text)
        if group and group.ended is not None and group.ended.first <= min(period.last, situation.as_of):
            text = message("党小组在{period}内撤销，不满一期", **words)
            return self._judged(Status.NOT_APPLICABLE, slot, text)
        last = add_months(period.last, self.grace)
        if last >= situation.as_of:
            return self._judged(Status.DUE, slot, text, deadline=last)
        fix = message(
            "确实开过的，把记录补进“{section}”；没有开的不能补造记录，应说明原因，报告上级党组织",
            section=Word(self.table.fields[0].label),
        )
        return self._judged(Status.GAP, slot, text, fix=fix)

    def _excuse(self, slot: _Slot, situation: Situation) -> Message | None:
        """Why nothing is asked of the period."""
        first, period = slot.period.first, Word(str(slot.period))
        if first < situation.start:
            return message("{period}从{start}起算，不满一期，不核对", period=period, start=situation.start)
        if self.when == "设支委会" and not situation.roster.has_committee(first):
            return message("{period}第一天没有设支委会", period=period)
        if (self.when == "设党小组" or self.each) and not _groups(first, situation):
            return message("{period}第一天没有设党小组", period=period)
        if self.when in _VILLAGE and not _VILLAGE[self.when](situation.ledger.sections, first):
            return message("{period}第一天没有{what}", period=period, what=Word(self.when.removeprefix("有")))
        return None

    def _judged(
        self,
        status: Status,
        slot: _Slot,
        text: Message,
        *,
        fix: Message | None = None,
        deadline: date | None = None,
    ) -> Judgement:
        return Judgement(
            status,
            slot.subject,
            (self.table.fields[0].attr,),
            text,
            on=Day.exact(slot.period.first),
            fix=fix,
            record=slot.group.ref if slot.group else None,
            deadline=deadline,
        )

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns, the year's and the group's."""
        named = filter(None, (self.year_field, self.each))
        return (*super().compiled(), *(self.column(p) for p in named))

    def phrase(self) -> str:
        """The sentence on the card."""
        each = f"每个{self.each}" if self.each else ""
        said = filter(
            None,
            (
                f"按{self.year_field}算" if self.year_field else "",
                f"最晚次年{self.grace}月底前" if self.grace else "",
                self.when and f"{self.when}的",
            ),
        )
        notes = "，".join(said)
        return f"{self.what}：{each}每{self.per.value}至少{self.at_least}次" + (
            f"（{notes}）" if notes else ""
        )

    def quiz(self) -> Quiz:
        """How often."""
        each = f"每个{self.each}" if self.each else ""
        return Quiz(f"{self.what}，{each}每{self.per.value}至少几次？", f"{self.at_least}次")


def _groups(day: date, situation: Situation) -> tuple[Group, ...]:
    """The groups that surely existed on a day; one founded some time in a month is not asked that month."""
    groups = situation.roster.groups(day)
    return tuple(g for g in groups if g.founded is None or g.founded.last <= day)


def period_of(row: Row, per: Unit, year: Column | None, situation: Situation) -> date | None:
    """The first day of the period the row counts for: a yearly act may be held early the next year."""
    if year is not None and (named := year.value(row, situation.as_of)):
        return date(int(named), 1, 1)
    if row.acted is None:
        return None
    period = Period.of(per, row.acted.first)
    return period.first if row.acted in period else None
