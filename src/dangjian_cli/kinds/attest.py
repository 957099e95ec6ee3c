"""人工核实：what no date, count, name or file could show."""

from collections.abc import Iterator
from datetime import date

from dangjian_cli.finding import Judgement, Status, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, judge, name_of
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.table import Row


class Attest(RowKind):
    """A person must look: the report says what at, and who has attested it."""

    tag = "人工核实"
    problem = "6.1"

    question: str = zh("核实", default=...)

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """Always for a person."""
        del since
        yield judge(
            Status.ATTEST,
            row,
            situation,
            message("{row}：{question}", row=name_of(row, situation), question=Word(self.question)),
            fix=message("核实后在“人工核实”里写核实人、日期、方法和结论"),
        )

    def phrase(self) -> str:
        """The sentence on the card."""
        return f"{self.what}：{self.question}（由人核实）"
