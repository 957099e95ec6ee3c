"""样式（内容参考式样）: of every document of every card a form, blank or filled from a record.

Nothing is invented: a place that no column of the ledger fills stays blank, nobody's words are written and
no vote is cast. A document whose form is prescribed gets a slip on which its original is registered.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from dangjian_cli.card import Card
from dangjian_cli.documents.parts.filling import BLANK, Filling, serves
from dangjian_cli.documents.parts.matter import Matter, Misasked
from dangjian_cli.documents.parts.naming import file_name
from dangjian_cli.documents.parts.wording import day_said
from dangjian_cli.forms import Letter, Part, Sample, Use, points, served
from dangjian_cli.ledger.table import Row
from dangjian_cli.render.paper import (
    LETTER_MARGINS,
    Block,
    Cell,
    Clause,
    Column,
    Document,
    Form,
    Heading,
    Margins,
    Paragraph,
    Section,
    Table,
)
from dangjian_cli.render.paper import Letter as LetterBlock
from dangjian_cli.render.paper import Row as TableRow
from dangjian_cli.shelf import Kept, kept

PLACE = 6
TITLE = "样式"
ALIASES = ("内容参考式样", "式样", "表样")

OPTIONS = CARD, RECORD = ("卡", "记录")
"""What may be asked: one card; the record from which the forms are filled."""

_SAMPLE = "内容参考式样，不是上级统一规定的表格；上级另有式样的，用上级的"
_FILLED = "照台账里的{subject}填，截至{day}；台账里没有的留空，由本人、由会上写。"
_ISSUED = "“{material}”的式样由{issued}定，这里不另拟；照规定办好以后，在下面登记原件，好查找。"
_SLIP = "登记页"
_HEAD = re.compile("[一二三四五六七八九十]+、.{1,20}")
_EACH = re.compile(r"\{#([^{}]+)\}")
_LINE = 9
_LABELS = {1: 28, 2: 26, 3: 24}
"""Room for the labels of a line, by how many places it has."""
_FEWEST = 3


def make(matter: Matter) -> Iterator[Document]:
    """The forms in the order of the cards."""
    forms = served(matter.shelf.forms())
    wanted = matter.options.get(RECORD)
    rows = _Rows(matter, wanted) if wanted else None
    for card in _cards(matter):
        for paper in kept(card, matter.texts[card.number], matter.pack):
            sample, use = forms.get((card.number, paper.material.name)) or _plain(card, paper)
            if rows is None:
                yield _document(card, paper, Filling(matter, sample, use, None))
            elif not use.see:
                yield from (
                    _document(card, paper, Filling(matter, sample, use, row)) for row in rows.of(sample, use)
                )
    if rows is not None:
        rows.ask_again()


def _cards(matter: Matter) -> Iterator[Card]:
    asked = matter.options.get(CARD, "")
    cards = [card for card in matter.pack.cards if not asked or str(card.number) == asked]
    if not cards:
        raise Misasked(CARD, asked, f"没有第{asked}张卡", [str(card.number) for card in matter.pack.cards])
    yield from cards


class _Rows:
    """The record that was asked for, wherever it stands."""

    def __init__(self, matter: Matter, wanted: str) -> None:
        self.matter = matter
        self.wanted = wanted
        self.known: dict[str, list[Row]] = {}
        self.served = False

    def of(self, sample: Sample, use: Use) -> Iterator[Row]:
        """It, where the form is filled from such records."""
        for row in self._rows(sample):
            if self._meant(row) and serves(use, sample, row, self.matter.as_of):
                self.served = True
                yield row

    def ask_again(self) -> None:
        """Tell who asked for a record that is not there, or of which there is no form."""
        if self.served:
            return
        roster = self.matter.ledger.roster
        for sample in self.matter.shelf.forms():
            self._rows(sample)
        every = [row for rows in self.known.values() for row in rows]
        if any(self._meant(row) for row in every):
            raise Misasked(RECORD, self.wanted, f"没有照“{self.wanted}”这条记录填的式样", [])
        known = [row.subject(roster) for row in every]
        raise Misasked(RECORD, self.wanted, f"台账里没有“{self.wanted}”这条记录", known)

    def _rows(self, sample: Sample) -> list[Row]:
        if sample.table is None:
            return []
        if sample.record not in self.known:
            rows = sample.table.rows(self.matter.ledger.sections, self.matter.as_of)
            self.known[sample.record] = list(rows)
        return self.known[sample.record]

    def _meant(self, row: Row) -> bool:
        return self.wanted in {row.ref, row.subject(self.matter.ledger.roster)}


def _plain(card: Card, paper: Kept) -> tuple[Sample, Use]:
    """For a document that a county added: a form of the points that its card names."""
    lines = [{"行": [point], "高": 14} for point in points(paper.material.form)] or [
        {"行": ["内容"], "高": 120}
    ]
    use = {"卡": str(card.number), "资料": paper.material.name}
    sample = Sample.model_validate(
        {"名称": paper.material.name, "用于": [use], "内容": [*lines, {"行": ["经手人签名", "日期"]}]}
    )
    return sample, sample.uses[0]


def _document(card: Card, paper: Kept, filling: Filling) -> Document:
    sample = filling.sample
    title = filling.text(sample.title) if sample.title else paper.material.name
    if sample.issued and not title.endswith(_SLIP):
        title += _SLIP
    subject = filling.row.subject(filling.matter.ledger.roster) if filling.row else ""
    folder = file_name(f"{card.number:02}-{card.title}")
    name = file_name(f"{paper.code}-{paper.material.name}{f'（{subject}）' if subject else ''}")
    return Document(
        f"{TITLE}/{folder}/{name}",
        f"{paper.code} {paper.material.name}{f'（{subject}）' if subject else ''}",
        filling.matter.branch,
        tuple(_sections(title, paper, filling, subject)),
    )


def _sections(title: str, paper: Kept, filling: Filling, subject: str) -> Iterator[Section]:
    """A letter has pages of its own shape; what follows it stands on another."""
    sample = filling.sample
    parts = list(sample.parts)
    if parts[0].letter:
        letter = _letter(title, parts.pop(0).letter, filling)
        yield Section((letter,), title, margins=LETTER_MARGINS, head=_SAMPLE)
        title = paper.material.name
    if not parts:
        return
    blocks: list[Block] = [Heading(title, 1), Paragraph(f"党支部：{filling.matter.branch}", indent=False)]
    if sample.issued:
        blocks.append(Paragraph(_ISSUED.format(material=paper.material.name, issued=sample.issued)))
    blocks += _blocks(parts, filling)
    if subject:
        said = _FILLED.format(subject=subject, day=day_said(filling.matter.as_of))
        blocks.append(Paragraph(said, indent=False, note=True))
    yield Section(
        tuple(blocks),
        title,
        landscape=sample.landscape,
        margins=Margins(20, 20, 18, 25),
        numbered=False,
        head=_SAMPLE,
    )


def _blocks(parts: list[Part], filling: Filling) -> Iterator[Block]:
    """The pieces; lines that follow one another are one ruled form."""
    for ruled, each in groupby(parts, key=lambda part: bool(part.line)):
        if ruled:
            yield from _forms(list(each), filling)
            continue
        for part in each:
            if part.heading:
                yield Heading(filling.text(part.heading), 3)
            if part.text:
                yield Paragraph(filling.text(part.text))
            if part.note:
                yield Paragraph(filling.text(part.note), indent=False, note=True)
            if part.columns:
                yield _table(part, filling)


def _forms(parts: list[Part], filling: Filling) -> Iterator[Block]:
    lines: list[tuple[Cell, ...]] = []
    for part in parts:
        if part.heading:
            if lines:
                yield _form(lines)
            lines = []
            yield Heading(filling.text(part.heading), 3)
        height = max(_LINE, part.height)
        lines.append(
            tuple(
                Cell(place.label, filling.said(place.path) if place.path else "", place.share, height)
                for place in part.places
            )
        )
    yield _form(lines)


def _form(lines: list[tuple[Cell, ...]]) -> Form:
    places = max(map(len, lines))
    return Form(tuple(lines), _LABELS.get(places, 21))


def _table(part: Part, filling: Filling) -> Table:
    columns = tuple(
        Column(place.label, place.share, "center" if place.share <= _NARROW else "left")
        for place in part.places
    )
    rows = tuple(TableRow(cells) for cells in filling.rows(part))
    return Table(columns, rows, row_height=8)


_NARROW = 30


def _letter(title: str, letter: Letter | None, filling: Filling) -> LetterBlock:
    assert letter is not None  # noqa: S101 - its caller looked
    clauses: list[Clause] = []
    for text in letter.body:
        each = _EACH.fullmatch(text)
        said = _each(filling.values(each[1])) if each else [filling.text(text)]
        clauses += (Clause(line, head=bool(_HEAD.fullmatch(text))) for line in said)
    day = (filling.said(letter.day) if letter.day else "") or "____年__月__日"
    return LetterBlock(
        title,
        tuple(clauses),
        filling.text(letter.to) if letter.to else "",
        letter.attached,
        filling.text(letter.signed),
        day,
    )


def _each(values: list[str]) -> list[str]:
    found = values or [BLANK] * _FEWEST
    return [f"{i}. {value}" for i, value in enumerate(found, 1)]
