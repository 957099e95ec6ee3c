"""The pages of the handbook: a card on its one page, the list of cards, the cover.

A card's letters are as large as its page allows. What they need is reckoned here, line by line, so that every
target sets the same page: a Chinese letter is exactly as wide as it is high.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import accumulate
from math import ceil

from dangjian_cli.render.lines import abreast, lines, whole, wide
from dangjian_cli.render.paper import Block
from dangjian_cli.render.targets import Unfit

POINT = 25.4 / 72
WIDTH, HEIGHT = 182.0, 277.5
"""What a card may take of its page, in millimetres."""

HEAD, FOOT = 18.0, 6.0
"""The head with its rule, and the running foot."""

GAP, SMALL = 1.3, 0.92
"""The least room between parts, and the letters of what is said beside, both in letters of the page."""

MIXED = 0.08
"""What a line with letters of two styles may be higher, as browsers round."""

WIDEST_GAP = 9.0
"""What holds the parts of a short card together, in millimetres."""

SHARES = (0.44, 0.48, 0.52, 0.56, 0.6)
"""How the width may be shared between the documents and what a person must look at."""

TABS = 256.0
"""The edge that the tabs of all ledgers share, in millimetres."""

COUNTY = "〔县〕"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the work, and what to look at."""

    name: str
    who: str
    how: str
    checkpoints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """What is checked: what a gap is called, the sentence, the marks of its authorities, how it is read."""

    label: str
    title: str
    phrase: str
    marks: tuple[tuple[str, str], ...]
    """The mark of a document in the list at the foot, and the article."""
    reading: str = ""
    local: bool = False

    @property
    def said(self) -> str:
        """All of it in a row, as it is set."""
        marks = "".join(f" {whole(mark + place)}" for mark, place in self.marks)
        reading = f"　读法：{self.reading}" if self.reading else ""
        return f"{COUNTY * self.local}{self.title}　{self.phrase}{marks}{reading}"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that goes on file."""

    code: str
    name: str
    form: str
    kept: str
    """How long, and where if not here."""
    local: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """How a card is set: letters in points, lines as a multiple of them, steps in a row, the two columns."""

    size: float
    leading: float
    across: int
    first: int
    """How many demands stand in the left column."""
    share: float
    """How much of the width the documents have beside what a person must look at."""
    gap: float
    """The room above each part, in millimetres."""


@dataclass(frozen=True, slots=True)
class CardPage(Block):
    """A card on a page of its own. One that does not apply says why, in ``inapplicable``."""

    kind = "card"
    number: int
    title: str
    ledger: str
    scope: str
    tab: tuple[int, int]
    """Which of how many ledgers: the place of the tab on the edge."""
    what: str
    how: str
    norms: str
    page: int
    running: str
    inapplicable: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    demands: tuple[Demand, ...] = ()
    papers: tuple[Paper, ...] = ()
    unseen: tuple[tuple[str, str], ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    local: bool = False

    @property
    def figure(self) -> str:
        """Its number as printed."""
        return f"{self.number:02}"

    @property
    def short(self) -> str:
        """The ledger as the tab has it, without its number."""
        return self.ledger.rpartition("、")[2] or self.ledger

    @property
    def tab_size(self) -> float:
        """The letters of the tab, in points: all of them stand on it, one below the other."""
        _, count = self.tab
        return round(min(9.0, TABS / count * 0.8 / POINT / max(len(self.short), 1)), 2)

    @property
    def told_of(self) -> tuple[str, ...]:
        """What stands below the title: ledger, for whom, by which of the branch's own rules."""
        norms = (f"制度：{self.norms}",) if self.norms else ()
        return (self.ledger, f"适用：{self.scope}", *norms)

    @property
    def heads(self) -> tuple[float, float]:
        """How large the title is and what stands below it, in points, each to stand on its line."""
        title = f"{self.title}{COUNTY * self.local}"
        below = sum(wide(told) + 2.2 for told in self.told_of)
        return min(21.0, _points(wide(title))), max(7.5, min(9.5, _points(below)))

    @property
    def unsure(self) -> bool:
        """Whether anything rests on an article that is not confirmed."""
        return any("＊" in place for demand in self.demands for _, place in demand.marks)

    @property
    def layout(self) -> Layout:
        """The largest letters with which all of it stands on the page. Raises ``Unfit`` where none do."""
        return laid(self)

    def legible(self) -> "CardPage":
        """The card as most eyes can read it: smaller letters are worse than no word on how rules are read."""
        if not any(d.reading for d in self.demands) or _largest(self, EASY) is not None:
            return self
        note = f"条文没有直说的怎么理解，这一页放不下，用 dj explain {self.number} 看。"
        demands = tuple(replace(demand, reading="") for demand in self.demands)
        return replace(self, demands=demands, notes=(*self.notes, note))


SIZES: tuple[tuple[float, float], ...] = (
    (7.5, 1.3),
    (7.5, 1.33),
    *((size / 8, 1.36 + (size - 60) * 0.005) for size in range(60, 85)),
    *((10.5, 1.5 + i * 0.04) for i in range(1, 9)),
)
"""Letters and lines that a card may be set in, from the least that can be read to what looks well."""

EASY = tuple(size for size in SIZES if size[0] >= 8)
"""Those that are read with ease."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A card in the list: where it is, and whether it is for these readers."""

    number: int
    title: str
    page: int
    applies: bool
    local: bool = False

    @property
    def figure(self) -> str:
        """Its number as printed."""
        return f"{self.number:02}"


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger and its cards."""

    title: str
    cards: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class CardCover(Block):
    """The front of the handbook: every card a square in the row of its ledger."""

    kind = "cardcover"
    title: str
    subtitle: str
    holder: str
    ledgers: tuple[Ledger, ...]
    foot: tuple[str, ...]

    @property
    def side(self) -> float:
        """How large a square is, in millimetres, for the longest row to stand on the page."""
        return min(9.5, 132 / max((len(ledger.cards) for ledger in self.ledgers), default=1) - 1.5)


@dataclass(frozen=True, slots=True)
class CardList(Block):
    """The contents of the handbook on one page. Raises ``Unfit`` where it is longer."""

    kind = "cardlist"
    ledgers: tuple[Ledger, ...]
    notes: tuple[str, ...]

    @property
    def row(self) -> float:
        """How high a line is, in millimetres."""
        longest = max(self._rows(self.ledgers[: self.first]), self._rows(self.ledgers[self.first :]))
        notes = sum(lines(note, WIDTH / (8.5 * POINT)) for note in self.notes) * 4.4
        row = min(8.2, (HEIGHT - 32 - notes) / longest)
        if row < LEAST_ROW:
            raise Unfit("目录")
        return row

    @property
    def first(self) -> int:
        """How many ledgers stand in the left column."""
        return min(
            range(len(self.ledgers) + 1),
            key=lambda i: (max(self._rows(self.ledgers[:i]), self._rows(self.ledgers[i:])), -i),
        )

    @staticmethod
    def _rows(ledgers: Iterable[Ledger]) -> float:
        return sum(2 + sum(lines(card.title, 17) for card in ledger.cards) for ledger in ledgers)


LEAST_ROW = 4.0


@lru_cache(512)
def laid(card: CardPage) -> Layout:
    """The page as it is set."""
    found = _largest(card, SIZES)
    if found is None:
        raise Unfit(f"{card.number} {card.title}")
    beside = across(len(card.steps))
    return Layout(found.size, found.leading, beside, found.first, found.share, found.gap)


def _largest(card: CardPage, sizes: Sequence[tuple[float, float]]) -> "_Setting | None":
    low, high = 0, len(sizes)
    while low < high:  # sizes[:low] are known to fit
        middle = (low + high) // 2
        if _Setting(card, *sizes[middle]).height <= HEIGHT:
            low = middle + 1
        else:
            high = middle
    return _Setting(card, *sizes[low - 1]) if low else None


def _points(letters: float) -> float:
    """The largest letters of which so many stand beside the number of a card."""
    return int((WIDTH - 26) / POINT / letters * 4) / 4


def across(steps: int) -> int:
    """How many steps stand side by side."""
    return steps if steps <= 5 else min(ceil(steps / 2), 5)


class _Setting:
    """A card in letters of a size: all lengths but the page's own are in letters (em)."""

    def __init__(self, card: CardPage, size: float, leading: float) -> None:
        self.card = card
        self.size = size
        self.em = size * POINT
        self.leading = leading
        self.width = WIDTH / self.em

    @property
    def height(self) -> float:
        """What the page takes, in millimetres."""
        return self.needed(GAP * self.em)

    @property
    def gap(self) -> float:
        """What is spare goes between the parts, but not so much that they fall apart."""
        return min(WIDEST_GAP, (HEIGHT - self.needed(0)) / len(self.parts))

    def needed(self, gap: float) -> float:
        """The height with so much between the parts."""
        return HEAD + FOOT + sum(self.parts) * self.em + gap * len(self.parts)

    @cached_property
    def parts(self) -> tuple[float, ...]:
        """The parts of the page from top to bottom, without head and foot."""
        return tuple(self._parts())

    def _parts(self) -> Iterator[float]:
        card = self.card
        yield self.stacked((card.what, card.how), self.width - 4.4, gap=0.3)
        if card.inapplicable:
            yield self.stacked(card.inapplicable, self.width / 1.2, scale=1.2) + 6
            return
        yield self.headed(self.steps())
        notes = self.stacked(card.notes, self.width, scale=SMALL)
        sides = self.demands[: self.first], self.demands[self.first :]
        yield self.headed(max(map(sum, sides)) + notes)
        yield self.headed(self.filed(self.share))
        yield self.stacked((named(card),), self.width, scale=SMALL) + 0.5

    def stacked(self, texts: Iterable[str], room: float, *, scale: float = 1, gap: float = 0) -> float:
        """Paragraphs one below the other."""
        heights = [lines(text, room / scale) * self.leading * scale + gap for text in texts]
        return sum(heights)

    def headed(self, height: float) -> float:
        """What stands below a heading."""
        return height + 1.12 * self.leading + 0.6

    def steps(self) -> float:
        """The flow: rows of steps, each as high as its highest."""
        beside = across(len(self.card.steps))
        room = self.width / beside - 1.6
        cells = [self.step(step, room) for step in self.card.steps]
        rows = [max(cells[i : i + beside]) for i in range(0, len(cells), beside)]
        return sum(rows) + 0.8 * (len(rows) - 1)

    def step(self, step: Step, room: float) -> float:
        """Its name, who and when, how, what to look at."""
        points = abreast([wide(point) + 1.1 for point in step.checkpoints], room / SMALL)
        small = self.stacked((step.who,), room, scale=SMALL) + points * SMALL * self.leading
        return self.leading + 0.15 + small + self.stacked((step.how,), room)

    @cached_property
    def first(self) -> int:
        """Where to part the demands: neither column much longer, the left not the shorter."""
        left = [0.0, *accumulate(self.demands)]
        return min(range(len(left)), key=lambda i: (max(left[i], left[-1] - left[i]), -i))

    @cached_property
    def demands(self) -> tuple[float, ...]:
        """What is checked, each with its authorities and how it is read."""
        room = (self.width - 2) / 2 - 1.9
        return tuple(self.stacked((d.said,), room, gap=0.28 + MIXED) for d in self.card.demands)

    @cached_property
    def share(self) -> float:
        """Which share of the width for the documents makes the two sides lowest, the fairest first."""
        return min(SHARES, key=lambda share: (round(self.filed(share), 2), abs(share - 0.56)))

    def filed(self, share: float) -> float:
        """The documents, a line or two each; beside them what a person must look at."""
        room = (self.width - 2) * share - 3.9
        papers = (
            self.stacked((f"{COUNTY * p.local}{p.name}　{p.form}",), room - wide(p.kept) - 1, gap=0.2 + MIXED)
            for p in self.card.papers
        )
        unseen = (f"{what}（{why}）" for what, why in self.card.unseen)
        beside = (self.width - 2) * (1 - share) - 1.2
        return max(sum(papers), self.stacked(unseen, beside, scale=SMALL, gap=0.2 + MIXED))


def named(card: CardPage) -> str:
    """The documents that the marks stand for, in a line."""
    unsure = ("＊条号没有核实",) if card.unsure else ()
    return "　".join(("依据", *(f"{mark}{title}" for mark, title in card.sources), *unsure))
