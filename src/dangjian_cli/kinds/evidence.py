"""佐证：documents that must be kept for a record."""

from collections.abc import Iterator
from datetime import date

from dangjian_cli.finding import Judgement, Status, Value, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import Material, Several, zh
from dangjian_cli.ledger.table import Cell, Column, Row


class Evidence(RowKind):
    """Each document of ``资料`` is kept for every row: as a file, on paper, or rightly elsewhere.

    A name may offer a choice: 会议记录/纪要. ``栏目`` is where the documents are listed.
    """

    tag = "佐证"
    problem = "6.1"

    needed: Several[str] = zh("应有", default=...)
    field: str = zh("栏目", default="资料")

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and the documents'."""
        return (*super().compiled(), self.column(self.field))

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a document; a named file that is not there is told apart."""
        del since
        column = self.column(self.field)
        cells = column.cells(row, situation.as_of)
        for name in self.needed:
            yield self._judge(row, column, name, cells, situation)

    def _judge(
        self, row: Row, column: Column, name: str, cells: list[Cell], situation: Situation
    ) -> Judgement:
        choices = name.split("/")
        listed: list[Material] = [c.value for c in cells if c.value.name in choices]
        if any(kept(m, situation.ledger.files) for m in listed):
            return met(row, situation, part=choices[0])
        missing = next((f for m in listed for f in m.file if f not in situation.ledger.files), None)
        if missing is not None:
            text = message(
                "{row}写了{name}是文件“{file}”，档案文件夹里没有这个文件",
                row=name_of(row, situation),
                name=Word(choices[0]),
                file=Value(missing),
            )
            fix = message("把文件放进“档案”文件夹，或改正文件名；是纸质的写“存放: 纸质”和盒号")
        elif listed:
            text = message(
                "{row}列了{name}，没有写文件，也没有写存放在哪里",
                row=name_of(row, situation),
                name=Word(choices[0]),
            )
            fix = message("电子的写“文件”，纸质的写“存放: 纸质”和“盒号”，已归到别处的写“去向”")
        else:
            text = message("{row}没有{name}", row=name_of(row, situation), name=Word(choices[0]))
            fix = message(
                "把{name}列进“资料”，写明文件名，或写存放: 纸质和盒号；没有的按实际情况作说明，不得补造",
                name=Word(choices[0]),
            )
        return judge(Status.GAP, row, situation, text, column=column, part=choices[0], fix=fix)

    def phrase(self) -> str:
        """The sentence on the card."""
        return f"{self.what}：{'、'.join(n.replace('/', '或') for n in self.needed)}齐全（查“{self.field}”）"

    def materials(self) -> tuple[str, ...]:
        """The documents themselves."""
        return tuple(n.split("/")[0] for n in self.needed)


def kept(material: Material, files: frozenset[str]) -> bool:
    """Whether a document is kept: every file named is there, or it is on paper in a box, or elsewhere."""
    if material.file:
        return all(f in files for f in material.file)
    if material.destination and material.destination != "支部":
        return True
    return bool(material.kept and material.box)
