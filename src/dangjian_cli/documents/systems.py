"""制度汇编: the branch's own rules as the standard words them for its field, each article with its basis.

After them: which of them rests on which document, and the texts of regulations that the clerk encloses.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.documents.parts.rules import Rules
from dangjian_cli.finding import Basis
from dangjian_cli.ledger.values.numerals import write_numeral
from dangjian_cli.load.enclosed import Enclosed
from dangjian_cli.pattern import pattern
from dangjian_cli.render.paper import (
    Block,
    Column,
    Contents,
    Document,
    Entry,
    Heading,
    Paragraph,
    Row,
    Section,
    Table,
    TitlePage,
)
from dangjian_cli.shelf import Part, System, composed

PLACE = 4
TITLE = "制度汇编"
ALIASES = ("制度",)
OPTIONS = ("原文",)

INDEX = "依据索引"

_COLUMNS = (Column("条", 24, "center"), Column("以它为依据的制度", 141))
_CHAPTER = pattern(
    r"第[一二三四五六七八九十百零〇\d]+[编章节](?=[ \u3000]|$)|附[ \u3000]*则$|总[ \u3000]*则$"
)
_MARKED = pattern(r"(#{1,6})[ \t]+(.*?)[ \t#]*")
_DIGITS = pattern(r"\d+")

Composed = tuple[tuple[System, tuple[Part, ...]], ...]
"""The systems that have articles for these readers."""


def make(matter: Matter) -> Iterator[Document]:
    """The compendium of a branch."""
    return of_rules(Rules.of(matter))


def of_rules(rules: Rules) -> Iterator[Document]:
    """Front, contents, a system a section, the index of authorities, what is enclosed."""
    found = [(s, composed(s, rules.pack, rules.field, rules.as_of)) for s in rules.shelf.systems]
    systems = tuple((system, parts) for system, parts in found if parts)
    left = [system.title for system, parts in found if not parts]
    foot = ("示范文本，支部照自己的实际改写", f"{rules.as_of.year}年{rules.as_of.month}月")
    front = TitlePage(TITLE, (rules.reader,), foot)
    enclosed = [Section(tuple(_enclosed(text, i)), text.title) for i, text in enumerate(rules.enclosed, 1)]
    yield Document(
        TITLE,
        TITLE,
        rules.reader,
        (
            Section((front,), TITLE, numbered=False),
            Section(tuple(_contents(systems, rules)), "目录", numbered=False),
            *(Section(tuple(_system(system, parts)), system.title) for system, parts in systems),
            Section(tuple(_indexed(systems, left, rules)), INDEX),
            *enclosed,
        ),
    )


def _contents(systems: Composed, rules: Rules) -> Iterator[Block]:
    entries = [Entry(system.title, system.id) for system, _ in systems]
    enclosed = [
        Entry(f"附录{write_numeral(i)}　{t.title}", f"text-{i}") for i, t in enumerate(rules.enclosed, 1)
    ]
    yield Heading("目录", 1)
    yield Contents((*entries, Entry(INDEX, "index"), *enclosed))


def _indexed(systems: Composed, left: list[str], rules: Rules) -> Iterator[Block]:
    """The index, and what is to be known of the whole."""
    yield Heading(INDEX, 1, "index")
    yield _index(systems, rules)
    yield Paragraph(
        "各项制度里的次数、期限、比例和核对用的是同一个数；支部改写以后，核对仍照标准。"
        f"照{rules.standard}，{rules.valid}。",
        note=True,
    )
    if left:
        yield Paragraph(f"{rules.field}用不上的没有收：{'、'.join(left)}。", note=True)


def _system(system: System, parts: tuple[Part, ...]) -> Iterator[Block]:
    yield Heading(system.title, 1, system.id)
    for i, part in enumerate(parts, 1):
        yield Heading(f"第{write_numeral(i)}章　{part.title}", 2)
        for sentence in part.sentences:
            yield Paragraph(f"第{write_numeral(sentence.number)}条　{sentence.text}")
            if sentence.grounds:
                yield Paragraph(f"依据：{'；'.join(b.cited for b in sentence.grounds)}", note=True)


def _index(systems: Composed, rules: Rules) -> Table:
    """Every document that an article rests on, and which articles of which systems do."""
    resting: dict[Basis, dict[str, list[int]]] = {}
    for system, parts in systems:
        for sentence in (s for part in parts for s in part.sentences):
            for basis in sentence.grounds:
                resting.setdefault(basis, {}).setdefault(system.title, []).append(sentence.number)
    order = {source.title: place for place, source in enumerate(rules.pack.sources.values())}
    sources = sorted(resting, key=lambda b: (order[b.document], b.version, b.title, _article(b), b.standing))
    rows = [
        row
        for title, bases in groupby(sources, key=lambda b: b.title)
        for row in _rows(title, bases, resting)
    ]
    return Table(_COLUMNS, tuple(rows))


def _rows(
    title: str, bases: Iterable[Basis], resting: Mapping[Basis, Mapping[str, list[int]]]
) -> Iterator[Row]:
    yield Row((title,), group=True)
    for place, alike in groupby(bases, key=lambda b: b.place or b.standing or "全文"):
        named: dict[str, set[int]] = {}
        for basis in alike:
            for system, numbers in resting[basis].items():
                named.setdefault(system, set()).update(numbers)
        yield Row((place, "；".join(f"{s}{_articles(sorted(n))}" for s, n in named.items())))


def _article(basis: Basis) -> tuple[int, str]:
    """Articles in the order of their numbers, those not confirmed at the end."""
    number = _DIGITS.match(basis.article)
    return (int(number[0]) if number else 10**6), basis.article


def _articles(numbers: list[int]) -> str:
    """第一、三至五条."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = (
        f"{write_numeral(run[0])}至{write_numeral(run[-1])}"
        if len(run) > 2
        else "、".join(map(write_numeral, run))
        for run in runs
    )
    return f"第{'、'.join(said)}条"


def _appended(number: int, text: Enclosed) -> str:
    return f"附录{write_numeral(number)}　{text.title}"


def _enclosed(text: Enclosed, number: int) -> Iterator[Block]:
    """A text as it was typed: its headings told by their marks or by 第一章, a paragraph a line."""
    yield Heading(_appended(number, text), 1, f"text-{number}")
    for line in filter(None, map(str.strip, text.text.splitlines())):
        marked = _MARKED.fullmatch(line)
        if (marked[2] if marked else line) == text.title:
            continue
        if marked:
            yield Heading(marked[2], 2 if len(marked[1]) <= 2 else 3)
        elif _CHAPTER.match(line) and len(line) <= _LONGEST_HEADING:
            yield Heading(line, 2)
        else:
            yield Paragraph(line)


_LONGEST_HEADING = 30
