"""材料写明：what must be written of documents that are listed: where they went, how many pages they have."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from dangjian_cli.finding import Judgement, Status, Value, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import Material, Several, zh
from dangjian_cli.ledger.table import Column, Field, Row, words_of
from dangjian_cli.ledger.values import BadValue


class Stated(RowKind):
    """Each document of ``材料`` that is listed has ``写明`` filled in, with one of the words of ``应含``.

    A name may offer a choice: 政治审查报告/政治审查材料. What is not listed is not looked at; where a name is
    listed twice, each must have it.
    """

    tag = "材料写明"
    problem = "6.1"

    names: Several[str] = zh("材料", default=...)
    field: str = zh("写明", default=..., hint="资料的栏目：去向、页数……")
    wanted: Several[str] = zh("应含", default=())
    listed: str = zh("栏目", default="资料", hint="材料列在哪里")

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and the documents'. Raises ``BadValue`` for a field no document has."""
        column = self.column(self.listed)
        if column.inner is not Material or self.field not in words_of(Material):
            raise BadValue("no-material", message("“栏目”要写资料，“写明”要写资料的栏目"))
        return (*super().compiled(), column)

    @cached_property
    def _stated(self) -> Field:
        return words_of(Material)[self.field]

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement for each document that is listed."""
        del since
        column = self.column(self.listed)
        cells = column.cells(row, situation.as_of)
        for name in self.names:
            choices = name.split("/")
            materials = [cell.value for cell in cells if cell.value.name in choices]
            if materials:
                yield self._judge(row, column, choices[0], materials, situation)

    def _judge(
        self, row: Row, column: Column, name: str, materials: list[Material], situation: Situation
    ) -> Judgement:
        written = [getattr(material, self._stated.attr) for material in materials]
        wrong = [value for value in written if not self._right(value)]
        if not wrong:
            return met(row, situation, part=name)
        words = {"row": name_of(row, situation), "name": Word(name), "field": Word(self._stated.label)}
        if wrong[0] in {None, ""}:
            text = message("{row}的{name}没有写“{field}”", **words)
            fix = message("照原件或移交单补写“{field}”", field=words["field"])
        else:
            text = message(
                "{row}的{name}“{field}”写的是“{value}”，应是{wanted}",
                value=Value(str(wrong[0])),
                wanted=Word("或".join(self.wanted)),
                **words,
            )
            fix = message("对照移交单：写错的改正；确实没有移交的，尽快办理")
        return judge(Status.GAP, row, situation, text, column=column, part=name, fix=fix)

    def _right(self, value: object) -> bool:
        if value is None or value == "":
            return False
        return not self.wanted or any(word in str(value) for word in self.wanted)

    def phrase(self) -> str:
        """The sentence on the card."""
        names = "、".join(name.replace("/", "或") for name in self.names)
        wanted = f"，应含{'或'.join(self.wanted)}" if self.wanted else ""
        return f"{self.what}：“{self.column(self.listed).path}”里的{names}写明{self._stated.label}{wanted}"
