"""不重复：a thing that may serve once only: an evidence file, a record of one day."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from dangjian_cli.finding import Judgement, Status, Value, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.table import Column, Row, spoken


class Unique(RowKind):
    """No value of ``栏目`` stands on two rows. The gap lies with every row but the first by address."""

    tag = "不重复"
    problem = "7.1"

    field: str = zh("栏目", default=...)

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and the field's."""
        return (*super().compiled(), self.column(self.field))

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a row that has the field filled in."""
        del since
        column = self.column(self.field)
        repeated: dict[Row, tuple[str, Row]] = {}
        seen: defaultdict[str, list[Row]] = defaultdict(list)
        days = dict(self.rows(situation))
        rows = sorted(days, key=lambda r: r.subject(situation.roster))
        for row in rows:
            for value in sorted({spoken(c.value) for c in column.cells(row, situation.as_of)}):
                seen[value].append(row)
        for value, users in seen.items():
            repeated.update(dict.fromkeys(users[1:], (value, users[0])))
        for row in rows:
            if row in repeated:
                yield self._gap(row, column, *repeated[row], situation)._replace(on=days[row])
            elif column.cells(row, situation.as_of):
                yield met(row, situation, on=days[row])

    def _gap(self, row: Row, column: Column, value: str, other: Row, situation: Situation) -> Judgement:
        return judge(
            Status.GAP,
            row,
            situation,
            message(
                "{row}和{other}用了同一个{field}“{value}”",
                row=name_of(row, situation),
                other=name_of(other, situation),
                field=Word(column.label),
                value=Value(value),
            ),
            column=column,
            fix=message("各用各的原件；确是同一次活动的，合并成一条记录，类型写在一起"),
        )

    def phrase(self) -> str:
        """The sentence on the card."""
        return f"{self.what}：{self.field.replace('.', '的')}不重复使用"
