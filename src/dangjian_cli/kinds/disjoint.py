"""互斥：lists of one record that nobody may be on at once."""

from collections.abc import Iterator
from datetime import date

from dangjian_cli.finding import Judgement, Person, Status, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import Several, zh
from dangjian_cli.ledger.table import Column, Row


class Disjoint(RowKind):
    """Nobody of ``左`` stands in any list of ``右``. Looked at where both sides are filled in."""

    tag = "互斥"
    problem = "4.2"

    left: str = zh("左", default=...)
    right: Several[str] = zh("右", default=...)

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and the lists'."""
        return (*super().compiled(), self.column(self.left), *map(self.column, self.right))

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement for each entry of the first list."""
        del since
        column = self.column(self.left)
        others = [self.column(path) for path in self.right]
        barred = {cell.value: other for other in others for cell in other.cells(row, situation.as_of)}
        if not barred:
            return
        for i, cell in enumerate(column.cells(row, situation.as_of)):
            part = str(i + 1) if i else ""
            if cell.value not in barred:
                yield met(row, situation, part=part)
                continue
            text = message(
                "{row}的{left}{name}也在{right}里",
                row=name_of(row, situation),
                left=Word(column.label),
                name=Person(cell.value),
                right=Word(barred[cell.value].label),
            )
            fix = message("核对原始记录：写错的改正；确实一人两样都当了的，不合规定，报上级党组织研究怎么办")
            yield judge(Status.GAP, row, situation, text, column=column, part=part, fix=fix)

    def phrase(self) -> str:
        """The sentence on the card."""
        right = "、".join(self.column(path).path for path in self.right)
        return f"{self.what}：{self.column(self.left).path}不能是{right}"
