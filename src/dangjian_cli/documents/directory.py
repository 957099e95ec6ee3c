"""三级目录: standard, norms, documents: what lies in the cabinet of one year, and what is missing from it.

What is missing (缺) is what the report says is missing, and nothing else; the gaps of other years stand at
the end, so that every directory shows them all. A document that no requirement asks for by name is there or
is not: it is never missing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from dangjian_cli.card import Card
from dangjian_cli.documents import Refused
from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.documents.parts.missing import Missing, missing
from dangjian_cli.documents.parts.numbering import filing
from dangjian_cli.documents.parts.papers import Paper, papers
from dangjian_cli.finding import Finding, Privacy, Route, Status
from dangjian_cli.kinds.evidence import Evidence
from dangjian_cli.ledger import Sections
from dangjian_cli.ledger.assessment import Filed
from dangjian_cli.ledger.seven import ledger_of
from dangjian_cli.ledger.table import words_of
from dangjian_cli.render.paper import (
    Block,
    Column,
    Document,
    Heading,
    Items,
    Margins,
    Paragraph,
    Row,
    Section,
    Table,
    TitlePage,
)
from dangjian_cli.shelf import Kept
from dangjian_cli.shelf import kept as documents_of

PLACE = 1
TITLE = "三级目录"
ALIASES = ("资料目录",)

_MARGINS = Margins(20, 15, 15, 20)
_COLUMNS = (
    Column("编码", 15, "center"),
    Column("资料", 38),
    Column("题名；缺的写缺在哪里", 84),
    Column("件号", 14, "center"),
    Column("日期", 22, "center"),
    Column("页数", 12, "center"),
    Column("存放", 52),
    Column("状况", 20, "center"),
)


class State(StrEnum):
    """How it stands with a document."""

    THERE = "有"
    UNPLACED = "没写存放"
    MISSING = "缺"
    WAIVED = "豁免"
    NOTHING = "没有登记"
    NOT_APPLICABLE = "不适用"
    DUE = "待办"


_MEANINGS = (
    (State.THERE, "在档案文件夹里，或写明了纸质、盒号，或写明了原件在哪里。"),
    (State.MISSING, "核对要求有而没有的，和同一天 dj check 报告的一处对一处；地址写在“存放”一栏。"),
    (State.WAIVED, "核对要求有，上级批准可以没有的。"),
    (
        State.UNPLACED,
        "登记了，没有写文件、盒号，也没有写去向；或者写的文件不在档案文件夹里。没有哪条要求问到，不算缺。",
    ),
    (State.NOTHING, "这一年没有登记这件资料，核对也没有说缺：没有要它的工作，或者有没有都行。"),
    (State.NOT_APPLICABLE, "不适用于本支部，写明为什么。"),
    (State.DUE, "还没有到期的工作，办了以后才有资料。"),
)


@dataclass(frozen=True)
class Line:
    """A line of the directory. ``paper`` is the document where there is one."""

    state: State
    code: str
    name: str
    title: str = ""
    place: str = ""
    paper: Paper | None = None
    number: str = ""

    @property
    def row(self) -> Row:
        """As printed."""
        day = str(self.paper.day or "") if self.paper else ""
        pages = self.paper.material.pages if self.paper else None
        count = "" if pages is None else str(pages)
        cells = (self.code, self.name, self.title, self.number, day, count, self.place, self.state)
        return Row(cells, missing=self.state is State.MISSING)


def make(matter: Matter) -> Iterator[Document]:
    """The directory: front, totals, a ledger a section, what other years still lack."""
    directory = _Directory(matter)
    ledgers = [(key, list(cards)) for key, cards in groupby(matter.pack.shelved, key=lambda c: c.ledger)]
    parts = [(key, list(directory.ledger(key, cards))) for key, cards in ledgers]
    loose = list(directory.loose({key for key, _ in ledgers}))
    if loose:
        parts.append(("其他资料", loose))
    others = list(directory.others())
    title = f"{matter.year}年{TITLE}"
    front = TitlePage(TITLE, (matter.branch, f"{matter.year}年度"), (f"截至{_words(matter)}",))
    yield Document(
        title,
        title,
        matter.branch,
        (
            Section((front,), TITLE, numbered=False),
            _section("合计", _totals(matter, parts, len(others))),
            *(_ledger(matter.pack.ledger_title(key), groups) for key, groups in parts),
            *([_section(_OTHER_YEARS, _rest(others))] if others else []),
        ),
    )


_OTHER_YEARS = "其他年度还缺的资料"

Group = tuple[str, list[Line]]
"""What stands over some lines, and they."""


def _section(name: str, blocks: Iterable[Block]) -> Section:
    return Section(tuple(blocks), name, landscape=True, margins=_MARGINS)


def _ledger(title: str, groups: Sequence[Group]) -> Section:
    rows = [
        row for head, lines in groups for row in (Row((head,), group=True), *(line.row for line in lines))
    ]
    return _section(title, (Heading(title, 1), Table(_COLUMNS, tuple(rows))))


def _rest(others: list[Line]) -> Iterator[Block]:
    yield Heading(_OTHER_YEARS, 1)
    yield Table(_COLUMNS, tuple(line.row for line in others))


def _words(matter: Matter) -> str:
    day = matter.as_of
    return f"{day.year}年{day.month}月{day.day}日"


class _Directory:
    """What of the year is there, missing, still to come."""

    def __init__(self, matter: Matter) -> None:
        self.matter = matter
        self.every = papers(matter)
        self.papers = [p for p in self.every if (p.year or matter.as_of.year) == matter.year]
        self.missing = missing(matter)
        self.numbers = _planned(matter)
        self.by_code: dict[str, list[Paper]] = {}
        self.unlisted: dict[str, list[Paper]] = {}
        """Papers of the year that no card lists, by ledger."""
        for paper in self.papers:
            codes = self._codes(paper)
            for code in codes:
                self.by_code.setdefault(code, []).append(paper)
            if not codes:
                self.unlisted.setdefault(_ledger_of(paper), []).append(paper)

    def ledger(self, key: str, cards: Sequence[Card]) -> Iterator[Group]:
        """The cards of a ledger, then what else its records name."""
        for card in cards:
            yield from self._card(card)
        yield from self.loose_of(key)

    def loose_of(self, key: str) -> Iterator[Group]:
        """Papers of a ledger's records that no card lists."""
        if papers := self.unlisted.get(key):
            yield "明白卡没有列的资料", [self._line(p, p.material.name) for p in papers]

    def loose(self, known: set[str]) -> Iterator[Group]:
        """Papers of records that belong to no ledger of the standard: the branch's own."""
        for key in self.unlisted:
            if key not in known:
                yield from self.loose_of(key)

    def others(self) -> Iterator[Line]:
        """What the report says is missing of other years."""
        for gap in sorted(self.missing, key=lambda g: (g.year, g.card.number)):
            if gap.year != self.matter.year and not gap.waived:
                kept = self._kept(gap)
                yield self._gap(gap, kept.code if kept else "", gap.named(self.every))

    def _card(self, card: Card) -> Iterator[Group]:
        head = f"{card.number:02}　{card.title}"
        if not self.matter.applies(card):
            yield head, [Line(State.NOT_APPLICABLE, "", "", self._reason(card))]
            return
        other = sum(f.status is Status.GAP for f in self._findings(card)) - sum(
            len(g.findings) for g in self.missing if g.card is card and not g.waived
        )
        beside = f"　　（另有{other}处缺项不是缺资料，见核对报告）" if other else ""
        yield head + beside, []
        norms = self.matter.texts[card.number].norms
        titles = (f"{self._norm(norm)}{norm}" for norm in norms)
        yield f"　　规范：{'；'.join(titles) or '—'}", list(self._documents(card))

    def _norm(self, title: str) -> str:
        known = self.matter.shelf.by_title.get(title)
        return f"{known.id} " if known else ""

    def _findings(self, card: Card) -> Iterator[Finding]:
        return (f for f in self.matter.report.findings if f.card == card.number)

    def _documents(self, card: Card) -> Iterator[Line]:
        gaps = [g for g in self.missing if g.card is card and g.year == self.matter.year]
        for kept in documents_of(card, self.matter.texts[card.number], self.matter.pack):
            own = [g for g in gaps if self._kept(g) == kept]
            yield from self._material(card, kept, own)
        for gap in gaps:
            if self._kept(gap) is None:
                yield self._gap(gap, "", gap.named(self.papers))
        if self.matter.year == self.matter.as_of.year:
            for due in self.matter.report.dues:
                if due.card == card.number:
                    yield _due(due)

    def _material(self, card: Card, kept: Kept, gaps: Sequence[Missing]) -> Iterator[Line]:
        named = [(gap, gap.named(self.papers)) for gap in gaps]
        taken = {id(paper) for _, paper in named if paper}
        lines = [self._gap(gap, kept.code, paper) for gap, paper in named]
        papers = (p for p in self.by_code.get(kept.code, ()) if id(p) not in taken)
        lines += (self._line(paper, kept.material.name, kept.code) for paper in papers)
        if lines:
            yield from lines
        elif reason := self._never(card, kept):
            yield Line(State.NOT_APPLICABLE, kept.code, kept.material.name, reason)
        else:
            yield Line(State.NOTHING, kept.code, kept.material.name)

    def _codes(self, paper: Paper) -> tuple[str, ...]:
        """The documents of cards that a paper is; of a box's own list, the one that it is listed as."""
        codes = tuple(serving.kept.code for serving in paper.serves)
        material = paper.material
        if codes or not isinstance(material, Filed):
            return codes
        return tuple(
            kept.code
            for card in self.matter.pack.cards
            if card.title == material.standard
            for kept in documents_of(card, self.matter.texts[card.number], self.matter.pack)
            if kept.material.name == material.name
        )

    def _kept(self, gap: Missing) -> Kept | None:
        """Which document of the card is missing: the first that goes by any of the names."""
        listed = documents_of(gap.card, self.matter.texts[gap.card.number], self.matter.pack)
        return min(
            (kept for kept in listed if kept.material.name in gap.names),
            key=lambda kept: gap.names.index(kept.material.name),
            default=None,
        )

    def _line(self, paper: Paper, name: str, code: str = "") -> Line:
        state = State.THERE if paper.there else State.UNPLACED
        return Line(state, code, name, paper.title, paper.place, paper, self._number(paper))

    def _gap(self, gap: Missing, code: str, paper: Paper | None) -> Line:
        state = State.WAIVED if gap.waived else State.MISSING
        number = self._number(paper) if paper else ""
        return Line(state, code, gap.names[0], gap.words, gap.addresses, paper, number)

    def _number(self, paper: Paper) -> str:
        """The number that the record holds, else the one that it would get, in brackets."""
        material = paper.material
        filed = (material.volume and f"卷{material.volume}", material.sheets and f"页{material.sheets}")
        planned = self.numbers.get(paper.route)
        stored = material.item or "".join(part for part in filed if part)
        return stored or (f"({planned})" if planned else "")

    def _reason(self, card: Card) -> str:
        branch = self.matter.ledger.branch
        return next(
            why.render(Privacy.LOCAL)
            for requirement in card.requirements
            if (why := card.not_applicable(requirement, branch.field, branch.kind))
        )

    def _never(self, card: Card, kept: Kept) -> str:
        """Why the document does not apply, where nothing that asks for it does."""
        branch = self.matter.ledger.branch
        asking = [
            requirement
            for requirement in card.requirements
            if isinstance(requirement.rule, Evidence)
            and any(kept.material.name in needed.split("/") for needed in requirement.rule.needed)
        ]
        reasons = [card.not_applicable(requirement, branch.field, branch.kind) for requirement in asking]
        first = reasons[0] if reasons and all(reasons) else None
        return first.render(Privacy.LOCAL) if first else ""


def _planned(matter: Matter) -> Mapping[Route, int]:
    """The numbers that papers would get; none where those that records hold contradict each other."""
    try:
        return {piece.paper.route: piece.number for piece in filing(matter, whole=True).pieces}
    except Refused:
        return {}


def _ledger_of(paper: Paper) -> str:
    return ledger_of(words_of(Sections)[paper.section])


def _due(due: Finding) -> Line:
    by = f"（{due.deadline}以前）" if due.deadline else ""
    return Line(State.DUE, "", "", f"{due.message.render(Privacy.LOCAL)}{by}", due.id)


# Totals ------------------------------------------------------------------------------------------------

_TOTALS = (
    Column("台账", 52),
    *(Column(title, 19, "center") for title in ("明白卡", "应有", "已有", "电子", "纸质", "在别处")),
    *(Column(title, 19, "center") for title in ("没写存放", "缺", "豁免", "待办")),
)


def _totals(matter: Matter, parts: Sequence[tuple[str, list[Group]]], others: int) -> Iterator[Block]:
    yield Heading(f"{matter.branch}{matter.year}年{TITLE}合计", 1)
    counted = [(key, _counted([line for _, lines in groups for line in lines])) for key, groups in parts]
    cards = Counter(card.ledger for card in matter.pack.cards)
    rows = [
        Row((matter.pack.ledger_title(key), str(cards[key] or ""), *map(str, numbers)))
        for key, numbers in counted
    ]
    whole = [sum(column) for column in zip(*(numbers for _, numbers in counted), strict=True)]
    yield Table(_TOTALS, (*rows, Row(("合计", str(len(matter.pack.cards)), *map(str, whole)))))
    if others:
        yield Paragraph(f"其他年度还缺{others}件，列在最后。", indent=False)
    yield Paragraph(
        "按件数：应有＝已有＋没写存放＋缺＋豁免；已有＝电子＋纸质＋在别处。一件资料几张卡都要的，各卡都列，这里只数一次。"
        "件号带括号的是预编的，用 dj number 存进台账才定。",
        note=True,
    )
    yield Items(tuple((f"{state}：", words) for state, words in _MEANINGS))


def _counted(lines: Sequence[Line]) -> tuple[int, ...]:
    """A paper that several cards ask for is one paper."""
    papers = {line.paper.route: line for line in lines if line.paper and line.state is State.THERE}
    states = Counter(line.state for line in lines)
    unplaced = {line.paper.route for line in lines if line.paper and line.state is State.UNPLACED}
    elsewhere = sum(line.paper.elsewhere for line in papers.values() if line.paper)
    files = sum(
        bool(line.paper.material.file) and not line.paper.elsewhere for line in papers.values() if line.paper
    )
    there, missed, waived = len(papers), states[State.MISSING], states[State.WAIVED]
    return (
        there + len(unplaced) + missed + waived,
        *(there, files, there - files - elsewhere, elsewhere),
        *(len(unplaced), missed, waived, states[State.DUE]),
    )
