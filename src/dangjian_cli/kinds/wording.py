"""字样：a text that must hold one of some words, and none of others."""

from collections.abc import Iterator
from datetime import date

from pydantic import model_validator

from dangjian_cli.finding import Judgement, Status, Value, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import Several, zh
from dangjian_cli.ledger.table import Cell, Column, Row, spoken
from dangjian_cli.ledger.values import BadValue

_BODIES = frozenset({"body"})
"""Fields that say who acted: a wrong word there is an act by one who could not act."""


class Wording(RowKind):
    """``栏目`` holds one of the words of ``应含`` and none of ``不得含``.

    An empty field falls short of ``应含`` only. Of several texts one must hold a word, and none a wrong one.
    """

    tag = "字样"
    problem = "3.3"

    field: str = zh("栏目", default=...)
    wanted: Several[str] = zh("应含", default=())
    unwanted: Several[str] = zh("不得含", default=())

    @model_validator(mode="after")
    def _words_given(self) -> "Wording":
        if not (self.wanted or self.unwanted):
            raise BadValue("no-words", message("“应含”和“不得含”至少要写一个"))
        return self

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and the text's."""
        return (*super().compiled(), self.column(self.field))

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a row; none where nothing is written and nothing must be."""
        del since
        column = self.column(self.field)
        cells = column.cells(row, situation.as_of)
        if cells:
            yield self._judge(row, column, cells, situation)
        elif self.wanted:
            yield self._empty(row, column, situation)

    def _judge(self, row: Row, column: Column, cells: list[Cell], situation: Situation) -> Judgement:
        texts = [spoken(cell.value) for cell in cells]
        wrong = next(((t, w) for t in texts for w in self.unwanted if w in t), None)
        if wrong is not None:
            why = message(
                "{row}“{field}”写的是“{text}”，{word}不能",
                row=name_of(row, situation),
                field=Word(column.label),
                text=Value(wrong[0]),
                word=Word(wrong[1]),
            )
        elif self.wanted and not any(w in t for t in texts for w in self.wanted):
            why = message(
                "{row}“{field}”写的是“{text}”，应是{words}",
                row=name_of(row, situation),
                field=Word(column.label),
                text=Value("、".join(texts)),
                words=Word("或".join(self.wanted)),
            )
        else:
            return met(row, situation)
        return judge(
            Status.GAP,
            row,
            situation,
            why,
            column=column,
            problem="4.2" if column.fields[-1].attr in _BODIES else "",
            fix=message("对照原件：写错、写简了的改正；确实不符的，应按规定重新办理，并报告上级党组织"),
        )

    def _empty(self, row: Row, column: Column, situation: Situation) -> Judgement:
        return judge(
            Status.GAP,
            row,
            situation,
            message("{row}没有写“{field}”", row=name_of(row, situation), field=Word(column.label)),
            column=column,
            problem="6.1",
            fix=message(
                "照原始记录补写“{field}”；原始记录也没有的，按实际情况作说明", field=Word(column.label)
            ),
        )

    def phrase(self) -> str:
        """The sentence on the card."""
        said = [f"应含{'或'.join(self.wanted)}"] if self.wanted else []
        said += [f"不得含{'、'.join(self.unwanted)}"] if self.unwanted else []
        return f"{self.what}：{self.field.replace('.', '的')}{'，'.join(said)}"
