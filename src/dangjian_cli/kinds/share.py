"""金额比例：an amount is at least so many hundredths of another."""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from dangjian_cli.finding import Judgement, Status, Word, message
from dangjian_cli.kinds.base import Quiz, RowKind, Situation, judge, met, name_of
from dangjian_cli.kinds.dues_rate import Percent
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.table import Column, Row

_FEN = Decimal("0.01")


class Share(RowKind):
    """``栏目`` is not less than ``比例`` of ``基数``, rounded to the fen."""

    tag = "金额比例"
    problem = "5.1"

    field: str = zh("栏目", default=...)
    whole: str = zh("基数", default=...)
    percent: Percent = zh("比例", default=...)

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and the two amounts'."""
        return (*super().compiled(), self.column(self.field), self.column(self.whole))

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement where both amounts are written."""
        del since
        field, whole = self.column(self.field), self.column(self.whole)
        written, base = field.value(row, situation.as_of), whole.value(row, situation.as_of)
        if written is None or base is None:
            return
        least = (base * self.percent / 100).quantize(_FEN, ROUND_HALF_UP)
        if written >= least:
            yield met(row, situation)
            return
        text = message(
            "{row}{field}{written}元，{whole}{base}元，按{percent}应是{least}元",
            row=name_of(row, situation),
            field=Word(field.label),
            written=written,
            whole=Word(whole.label),
            base=base,
            percent=Word(f"{self.percent}%"),
            least=least,
        )
        fix = message("核对两个金额；按规定留存一部分的，由县里的细则改这个比例")
        yield judge(Status.GAP, row, situation, text, column=field, fix=fix)

    def phrase(self) -> str:
        """The sentence on the card."""
        field, whole = self.column(self.field).path, self.column(self.whole).path
        return f"{self.what}：{field}不少于{whole}的{self.percent}%"

    def quiz(self) -> Quiz:
        """How much."""
        return Quiz(f"{self.what}，{self.field}要占{self.whole}的多少？", f"不少于{self.percent}%")
