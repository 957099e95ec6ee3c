"""次序：steps of a procedure that the rule puts in order.

Only an order that the rule fixes is judged: a step that was taken must have been preceded by the
ones before it. A step still to come is never asked for.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pydantic import model_validator

from dangjian_cli.finding import Arg, Judgement, Status, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, days_of, judge, met, name_of
from dangjian_cli.ledger.base import Several, zh
from dangjian_cli.ledger.table import Column, Row
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.periods import Day


class _Taken(NamedTuple):
    """A step that a case has taken, on its days in order."""

    column: Column
    days: list[Day]


class Sequence(RowKind):
    """Each step of ``次序`` is taken no later than the ones after it.

    Steps under ``可省`` may be absent (a firm rule says when they are needed), but keep their place
    when present. ``先于`` asks for strictly earlier days.
    """

    tag = "次序"
    problem = "3.1"

    steps: Several[str] = zh("次序", default=...)
    optional: Several[str] = zh("可省", default=())

    @model_validator(mode="after")
    def _in_order(self) -> "Sequence":
        if len(self.steps) < 2:
            raise BadValue("one-step", message("“次序”至少要有两步"))
        if not set(self.optional) <= set(self.steps):
            raise BadValue("stray-optional", message("“可省”的步骤要在“次序”里"))
        return self

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and the steps'."""
        return (*super().compiled(), *(self.column(p) for p in self.steps))

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """A judgement for each step that a later one needs; the later act's day decides which law applies."""
        del since
        taken = [self._taken(path, row, situation) for path in self.steps]
        for i, before in enumerate(taken[:-1]):
            yield from self._before(row, before, taken[i + 1 :], situation)

    def _taken(self, path: str, row: Row, situation: Situation) -> _Taken:
        column = self.column(path)
        return _Taken(column, days_of(column, row, situation))

    def _before(
        self, row: Row, before: _Taken, later: list[_Taken], situation: Situation
    ) -> Iterator[Judgement]:
        for after in (t for t in later if t.days):
            first = after.days[0]
            if first.last < situation.start or first.first > situation.as_of:
                continue
            part = before.column.label
            words: dict[str, Arg] = {
                "row": name_of(row, situation),
                "before": Word(part),
                "after": Word(after.column.label),
                "day": first,
            }
            if not before.days:
                if before.column.label not in self.optional:
                    yield judge(
                        Status.GAP,
                        row,
                        situation,
                        message("{row}在{day}已“{after}”，却没有“{before}”的记录", **words),
                        column=before.column,
                        part=part,
                        on=first,
                        fix=message(
                            "办过的，把“{before}”的日期和材料补上；没有办的，后面的步骤不能算数，应先补办并报告上级党组织",
                            before=Word(part),
                        ),
                    )
            elif before.days[0].first > first.last:
                yield judge(
                    Status.GAP,
                    row,
                    situation,
                    message(
                        "{row}“{after}”是{day}，早于“{before}”的{earlier}，次序颠倒",
                        earlier=before.days[0],
                        **words,
                    ),
                    column=before.column,
                    part=part,
                    on=first,
                    problem="3.2",
                    fix=message("核对两步的日期：写错的改正；确实颠倒的，后一步应在前一步之后重新办理"),
                )
            elif before.days[0].last > first.first and not (before.days[0].is_exact and first.is_exact):
                yield judge(
                    Status.ATTEST,
                    row,
                    situation,
                    message("{row}“{before}”和“{after}”只写到月份，分不清先后", **words),
                    column=before.column,
                    part=part,
                    on=first,
                    fix=message("把日期写到日"),
                )
            else:
                yield met(row, situation, part=part, on=first)

    def phrase(self) -> str:
        """The sentence on the card."""
        said = (self.column(s).path for s in self.steps)
        steps = (f"（{p}）" if s in self.optional else p for s, p in zip(self.steps, said, strict=True))
        return f"{self.what}的固定次序：{'→'.join(steps)}"
