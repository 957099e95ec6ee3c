"""数量：how many there must be."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import model_validator

from dangjian_cli.finding import Judgement, Status, Word, message
from dangjian_cli.kinds.base import Quiz, RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import YesNo, zh
from dangjian_cli.ledger.table import Column, Row
from dangjian_cli.ledger.values import BadValue


class Count(RowKind):
    """The entries of a list, or the number in a field, lie between ``至少`` and ``至多``.

    With ``单数`` it is odd as well.
    """

    tag = "数量"
    problem = "3.3"
    measure = "限度"

    field: str = zh("栏目", default=...)
    at_least: int = zh("至少", default=0)
    at_most: int | None = zh("至多")
    unit: str = zh("单位", default="个")
    odd: YesNo = zh("单数", default=False)

    @model_validator(mode="after")
    def _bounded(self) -> "Count":
        if not self.at_least and self.at_most is None:
            raise BadValue("no-bound", message("“至少”和“至多”至少要写一个"))
        if self.at_most is not None and self.at_least > self.at_most:
            raise BadValue("crossed-bounds", message("“至少”不能大于“至多”"))
        return self

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and the counted one."""
        return (*super().compiled(), self.column(self.field))

    def _bound(self) -> str:
        odd = "，并且是单数" if self.odd else ""
        if self.at_most == self.at_least:
            return f"{self.at_least}{self.unit}{odd}"
        if self.at_most is None:
            return f"不少于{self.at_least}{self.unit}{odd}"
        if not self.at_least:
            return f"不超过{self.at_most}{self.unit}{odd}"
        return f"{self.at_least}至{self.at_most}{self.unit}{odd}"

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement where the field is filled in; a list with nothing in it falls short of ``至少``."""
        del since
        column = self.column(self.field)
        cells = column.cells(row, situation.as_of)
        if cells or (self.at_least and column.is_empty_list(row, situation.as_of)):
            yield self._judge(row, column, _number([c.value for c in cells]), situation)

    def _judge(self, row: Row, column: Column, number: Any, situation: Situation) -> Judgement:
        within = self.at_least <= number and (self.at_most is None or number <= self.at_most)
        if within and not (self.odd and number % 2 == 0):
            return met(row, situation)
        return judge(
            Status.GAP,
            row,
            situation,
            message(
                "{row}{field}是{number}{unit}，要求{bound}",
                row=name_of(row, situation),
                field=Word(column.label),
                number=Word(f"{number.normalize():f}" if hasattr(number, "normalize") else str(number)),
                unit=Word(self.unit),
                bound=Word(self._bound()),
            ),
            column=column,
            fix=message("核对原件：写错的改正；确实不符的，按要求补足或调整"),
        )

    def phrase(self) -> str:
        """The sentence on the card."""
        return f"{self.what}：{self.field.replace('.', '的')}{self._bound()}"

    def quiz(self) -> Quiz:
        """How many."""
        return Quiz(f"{self.what}，{self.field}有什么数量要求？", self._bound())


def _number(values: list[Any]) -> Any:
    """The number itself when it is one, else how many entries there are."""
    only = values[0] if len(values) == 1 else None
    return only if isinstance(only, int | Decimal) and not isinstance(only, bool) else len(values)
