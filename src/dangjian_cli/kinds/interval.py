"""间隔：the time from one step to another, at least so long or at most so long.

Months run to the same day number, clipped at the month's end, that day included; of days the first
is not counted; working days of a notice count both ends. What a month-only date or a year without a
working-day table leaves open is for a person to look at, never a gap.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from pydantic import model_validator

from dangjian_cli.finding import Arg, Judgement, Status, Word, message
from dangjian_cli.kinds.base import Quiz, RowKind, Situation, days_of, judge, met, name_of, past_days
from dangjian_cli.ledger.base import Several, zh
from dangjian_cli.ledger.table import Column, Row, visible
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.periods import Day, add_months

_MONTHS = {"年": 12, "个月": 1}


class Span(NamedTuple):
    """A length of time."""

    number: int
    unit: Literal["年", "个月", "日", "个工作日"]

    def __str__(self) -> str:
        return f"{self.number}{self.unit}"

    def after(self, day: date) -> date:
        """The last day that is still within the span from ``day``."""
        if self.unit in _MONTHS:
            return add_months(day, self.number * _MONTHS[self.unit])
        return day + timedelta(days=self.number)


class Interval(RowKind):
    """From ``从`` to ``到``: ``至少`` so many years, months, days or working days, or ``至多`` so many.

    With ``至少``, what was done too soon is made up for by doing it anew, long enough after.
    With ``至多``, a case whose later step is not taken yet is open until the last day, then a gap;
    ``除非`` names steps that end the waiting (a refusal, an approved delay).
    """

    tag = "间隔"
    problem = "2.2"
    measure = "限度"

    start: str = zh("从", default=...)
    end: str = zh("到", default=...)
    at_least: int | None = zh("至少")
    at_most: int | None = zh("至多")
    unit: Literal["年", "个月", "日", "个工作日"] = zh("单位", default="个月")
    unless: Several[str] = zh("除非", default=())

    @model_validator(mode="after")
    def _one_bound(self) -> "Interval":
        if (self.at_least is None) == (self.at_most is None):
            raise BadValue("one-bound", message("“至少”和“至多”要写一个，且只写一个"))
        if (self.at_least or self.at_most or 0) < 1:
            raise BadValue("no-length", message("时间至少是1"))
        if self.unit == "个工作日" and self.at_most is not None:
            raise BadValue("workdays-at-most", message("工作日只能用“至少”"))
        return self

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and the two ends'."""
        return (*super().compiled(), *(self.column(p) for p in (self.start, self.end, *self.unless)))

    @property
    def _span(self) -> Span:
        return Span(self.at_least or self.at_most or 0, self.unit)

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement for each beginning that has, or should have, an end."""
        starts = days_of(self.column(self.start), row, situation)
        ends = days_of(self.column(self.end), row, situation)
        if not starts:
            return
        if self.at_most is not None:
            taken = past_days(self.column(self.end), row, situation)
            yield from self._judge_most(row, starts, taken, situation, since)
        elif ends:
            end = next((e for e in ends if self._long_enough(starts[0], e, situation)), ends[0])
            if end.last >= situation.start:
                yield self._judge_least(row, starts[0], end, situation)

    # 至少

    def _judge_least(self, row: Row, start: Day, end: Day, situation: Situation) -> Judgement:
        enough = self._long_enough(start, end, situation)
        end_column = self.column(self.end)
        if enough or self._redone(row, end, situation):
            return met(row, situation, on=end)
        shown: dict[str, Arg] = {
            "row": name_of(row, situation),
            "start": Word(_label(self.start)),
            "from": start,
            "end": Word(_label(self.end)),
            "to": end,
            "span": Word(str(self._span)),
        }
        if enough is None:
            why = "只写到月份" if not (start.is_exact and end.is_exact) else "所在年份没有工作日表"
            text = message("{row}{start}{from}、{end}{to}，" + why + "，够不够{span}要人工核实", **shown)
            return judge(
                Status.ATTEST,
                row,
                situation,
                text,
                column=end_column,
                on=end,
                fix=message("把日期写到日，或由核实人在“人工核实”里写明结论"),
            )
        counted = self._counted(start, end, situation)
        text = message(
            "{row}从{start}（{from}）到{end}（{to}）{counted}，少于{span}", counted=Word(counted), **shown
        )
        return judge(
            Status.GAP,
            row,
            situation,
            text,
            column=end_column,
            on=end,
            fix=message("核对两个日期：写错的改正；时间确实不够的，应补足后重新办理后面的步骤"),
        )

    def _redone(self, row: Row, end: Day, situation: Situation) -> bool:
        """Whether the row is a step that was taken anew when this one was over, and long enough then."""
        if row.holder is None:
            return False
        field = self.table.fields[-1]
        held = getattr(row.holder.record, field.attr)
        for i, record in enumerate(held if isinstance(held, tuple) else ()):
            if record is row.record or not visible(record, situation.as_of):
                continue
            again = Row(record, (*row.holder.route, field.attr, i), row.holder, row.label)
            starts, ends = (days_of(self.column(p), again, situation) for p in (self.start, self.end))
            anew = bool(starts and ends) and starts[0].first > end.last
            if anew and self._long_enough(starts[0], ends[0], situation):
                return True
        return False

    def _long_enough(self, start: Day, end: Day, situation: Situation) -> bool | None:
        """Whether the span is reached for every possible day, for none, or (``None``) it depends."""
        surely = self._reached(start.last, end.first, situation)
        possibly = self._reached(start.first, end.last, situation)
        return surely if surely == possibly else None

    def _reached(self, start: date, end: date, situation: Situation) -> bool | None:
        if self.unit == "个工作日":
            counted = situation.workdays.count(start, end)
            return None if counted is None else counted >= self._span.number
        return end >= self._span.after(start)

    def _counted(self, start: Day, end: Day, situation: Situation) -> str:
        if self.unit == "个工作日":
            counted = situation.workdays.count(start.first, end.last)
            return f"只有{counted}个工作日（首日、末日都算，法定节假日和调休按国务院安排）"
        return f"差{(self._span.after(start.first) - end.last).days}天"

    # 至多

    def _judge_most(
        self, row: Row, starts: list[Day], ends: list[Day], situation: Situation, since: date | None
    ) -> Iterator[Judgement]:
        for i, start in enumerate(starts):
            following = starts[i + 1].first if i + 1 < len(starts) else date.max
            end = next((e for e in ends if e.last >= start.first), None)
            if end is None and following <= situation.as_of:
                continue
            if end is not None and following <= end.first:
                continue
            part = "" if i == 0 else str(i + 1)
            judged = self._one_most(row, start, end, part, situation, since)
            if judged is not None:
                yield judged

    def _one_most(
        self, row: Row, start: Day, end: Day | None, part: str, situation: Situation, since: date | None
    ) -> Judgement | None:
        """A limit that came in later runs from the day it came in.

        What was never done is judged by the law of its last day, and not where that day lies before the
        ledger was opened or after the branch was dissolved.
        """
        first, last = max(start.first, since or date.min), max(start.last, since or date.min)
        latest, earliest = self._span.after(last), self._span.after(first)
        decisive = end or Day.exact(min(situation.as_of, latest))
        if decisive.last < situation.start or (end is None and situation.ended_by(latest)):
            return None
        if end is not None and end.last <= earliest:
            return met(row, situation, part=part, on=end)
        if end is None and any(past_days(self.column(p), row, situation) for p in self.unless):
            return None
        shown: dict[str, Arg] = {
            "row": name_of(row, situation),
            "start": Word(_label(self.start)),
            "from": start,
            "end": Word(_label(self.end)),
            "span": Word(str(self._span)),
            "deadline": latest,
        }
        column = self.column(self.end)
        if end is None and situation.as_of <= latest:
            open_until = {**shown, "deadline": earliest}
            text = message("{row}{start}（{from}）后，应在{deadline}前（含当日）“{end}”", **open_until)
            return judge(
                Status.DUE, row, situation, text, column=column, part=part, on=decisive, deadline=earliest
            )
        if end is not None and end.first <= latest:
            text = message(
                "{row}{start}{from}、{end}{to}，只写到月份，是否超过{span}要人工核实", to=end, **shown
            )
            return judge(
                Status.ATTEST,
                row,
                situation,
                text,
                column=column,
                part=part,
                on=end,
                fix=message("把日期写到日"),
            )
        text = (
            message("{row}{start}（{from}）后{span}内（到{deadline}）没有“{end}”的记录", **shown)
            if end is None
            else message(
                "{row}{start}（{from}）后{to}才“{end}”，超过{span}（应在{deadline}前）", to=end, **shown
            )
        )
        return judge(
            Status.GAP,
            row,
            situation,
            text,
            column=column,
            part=part,
            on=decisive,
            fix=message("办过而没有记的，补上记录；确实超期的，尽快补办，写明原因并报告上级党组织"),
        )

    def phrase(self) -> str:
        """The sentence on the card."""
        bound = f"不少于{self._span}" if self.at_least is not None else f"不超过{self._span}"
        unless = f"（已{'、'.join(self.unless)}的除外）" if self.unless else ""
        return f"{self.what}：从“{_label(self.start)}”到“{_label(self.end)}”{bound}{unless}"

    def quiz(self) -> Quiz:
        """How long."""
        bound = "不少于" if self.at_least is not None else "不超过"
        return Quiz(f"从“{_label(self.start)}”到“{_label(self.end)}”有什么时间要求？", f"{bound}{self._span}")


def _label(path: str) -> str:
    return path.replace(".", "")
