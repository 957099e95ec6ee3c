"""平衡：numbers of one record that must agree with each other.

It stands under the rule whose threshold those numbers prove: figures that contradict each other
prove nothing.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from dangjian_cli.finding import Arg, Judgement, Status, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import Record, Several, zh
from dangjian_cli.ledger.table import Column, Row

_SIGNS = {"等于": "=", "不超过": "≤"}


class Balance(RowKind):
    """The sum of some fields equals, or does not exceed, the sum of others.

    Fields under ``缺省为零`` count as 0 where they are empty, the rest must be filled in to be
    looked at. A field that holds records counts how many there are; one within them is added up.
    """

    tag = "平衡"
    problem = "5.1"

    left: Several[str] = zh("左", default=...)
    relation: Literal["等于", "不超过"] = zh("关系", default="等于")
    right: Several[str] = zh("右", default=...)
    zero: Several[str] = zh("缺省为零", default=())

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and every number's."""
        return (*super().compiled(), *(self.column(p) for p in (*self.left, *self.right, *self.zero)))

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement where every number needed is filled in."""
        del since
        left, right = self._sum(self.left, row, situation), self._sum(self.right, row, situation)
        if left is not None and right is not None:
            yield self._judge(row, left, right, situation)

    def _sum(self, paths: tuple[str, ...], row: Row, situation: Situation) -> Decimal | int | None:
        total: Decimal | int = 0
        for path in paths:
            amount = _amount(self.column(path), row, situation.as_of)
            if amount is None:
                if path not in self.zero:
                    return None
                amount = 0
            total += amount
        return total

    def _judge(self, row: Row, left: Decimal | int, right: Decimal | int, situation: Situation) -> Judgement:
        if left == right or (self.relation == "不超过" and left < right):
            return met(row, situation)
        shown: dict[str, Arg] = {"left": left, "right": right}
        return judge(
            Status.GAP,
            row,
            situation,
            message(
                "{row}{lefts}是{left}，{rights}是{right}，前者应{relation}后者",
                row=name_of(row, situation),
                lefts=Word(self._said(self.left)),
                rights=Word(self._said(self.right)),
                relation=Word(self.relation),
                **shown,
            ),
            column=self.column(self.left[0]),
            fix=message("对照签到册、票决汇总等原件，把写错的数字改正；原件本身对不上的，查明原因并作说明"),
        )

    def _said(self, paths: tuple[str, ...], parted: str = "＋") -> str:
        """The fields by name; what holds all of them is named once: 表决的赞成＋反对＋弃权."""
        columns = [self.column(p) for p in paths]
        holder = columns[0].fields[:-1]
        if len(columns) == 1 or not holder or any(c.fields[:-1] != holder for c in columns):
            return parted.join(c.path for c in columns)
        return f"{columns[0].path.removesuffix(columns[0].label)}{parted.join(c.label for c in columns)}"

    def phrase(self) -> str:
        """The sentence on the card."""
        absent = f"（{self._said(self.zero, '、')}没有写的按0算）" if self.zero else ""
        left, right = self._said(self.left), self._said(self.right)
        return f"{self.what}：{left} {_SIGNS[self.relation]} {right}{absent}"


def _amount(column: Column, row: Row, as_of: date) -> Any:
    cells = column.cells(row, as_of)
    if column.inner is not None and issubclass(column.inner, Record):
        return len(cells)
    return sum(cell.value for cell in cells) if cells else None
