"""简明手册: a page a card, as it hangs on the wall; cover and contents before them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from dangjian_cli.card import Card, CardText, Change, Requirement
from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.documents.parts.rules import Rules
from dangjian_cli.finding import Basis
from dangjian_cli.render.cards import CardCover, CardList, CardPage, Demand, Ledger, Listed, Paper, Step
from dangjian_cli.render.paper import Block, Document, Margins, Section
from dangjian_cli.shelf import Kept, kept

PLACE = 3
TITLE = "简明手册"
ALIASES = ("手册", "明白卡")

_WHOLE = Margins(0, 0, 0, 0)
_MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def make(matter: Matter) -> Iterator[Document]:
    """The handbook as it holds for a branch."""
    return of_rules(Rules.of(matter))


def of_rules(rules: Rules) -> Iterator[Document]:
    """Cover, contents, a page a card."""
    pages = tuple(_pages(rules))
    ledgers = tuple(
        Ledger(title, tuple(Listed(p.number, p.title, p.page, not p.inapplicable, p.local) for p in each))
        for title, each in groupby(pages, key=lambda page: page.ledger)
    )
    head = rules.pack.head
    cover = CardCover(TITLE, head.name, rules.reader, ledgers, (rules.valid, rules.standard))
    blocks: tuple[tuple[str, Block], ...] = (
        ("封面", cover),
        ("目录", CardList(ledgers, tuple(_told(rules)))),
        *((f"{page.number} {page.title}", page) for page in pages),
    )
    sections = (Section((block,), name, margins=_WHOLE, numbered=False) for name, block in blocks)
    yield Document(TITLE, TITLE, rules.reader, tuple(sections))


def _told(rules: Rules) -> Iterator[str]:
    """What is to be known of the whole: what the county does without, where the names come from."""
    for change in _changes(rules):
        if change.action == "删" and "." not in change.code:
            yield f"县里不用：{change.code} {change.title}，依据{'；'.join(b.cited for b in change.basis)}。"
    yield rules.pack.head.note


def _pages(rules: Rules) -> Iterator[CardPage]:
    ledgers = list(dict.fromkeys(card.ledger for card in rules.pack.shelved))
    for number, card in enumerate(rules.pack.shelved, 1):
        text = rules.pack.text(card)
        page = _headed(card, text, rules, number, (ledgers.index(card.ledger), len(ledgers)))
        yield _filled(page, card, text, rules).legible()


def _headed(card: Card, text: CardText, rules: Rules, page: int, tab: tuple[int, int]) -> CardPage:
    """What every card's page has, whether it applies or not."""
    return CardPage(
        number=card.number,
        title=card.title,
        ledger=rules.pack.ledger_title(card.ledger),
        scope="，".join("、".join(words) for words in (card.fields, card.branch_kinds) if words),
        tab=tab,
        what=text.what,
        how=text.how,
        norms="、".join(_norms(text, rules)),
        page=page,
        running=f"{rules.standard} · {rules.valid}",
        local=_changed(card.code, rules),
    )


def _filled(page: CardPage, card: Card, text: CardText, rules: Rules) -> CardPage:
    """The page with what is asked; one that asks nothing of these readers says why."""
    in_force = [r for r in card.requirements if r.in_force(rules.as_of)]
    barred = {r.title: why for r in in_force if (why := rules.barred(card, r))}
    asked = [r for r in in_force if not rules.barred(card, r)]
    if not asked:
        reasons = tuple(dict.fromkeys(barred.values())) or ("这一天没有施行的要求",)
        return replace(page, inapplicable=reasons)
    marks = _marks(asked, rules)
    return replace(
        page,
        steps=tuple(Step(s.name, f"{s.who} · {s.when}", s.how, s.checkpoints) for s in text.steps),
        demands=tuple(_demand(r, rules, marks) for r in asked),
        papers=tuple(_paper(p) for p in kept(card, text, rules.pack)),
        unseen=tuple((u.what, u.why) for u in text.unchecked),
        sources=tuple((mark, title) for title, mark in marks.items()),
        notes=tuple(_notes(card, tuple(barred), rules)),
    )


def _paper(paper: Kept) -> Paper:
    material = paper.material
    where = "" if material.destination == "支部" else f"，归{material.destination}"
    return Paper(paper.code, material.name, material.form, f"{paper.years}{where}", material.local)


def _demand(requirement: Requirement, rules: Rules, marks: Mapping[str, str]) -> Demand:
    return Demand(
        requirement.severity.label,
        requirement.title,
        requirement.phrase,
        tuple(
            (marks[_source(basis)], basis.place or ("＊" if basis.grade == "C" else ""))
            for basis in rules.pack.basis(requirement)
        ),
        requirement.reading,
        bool(requirement.local),
    )


def _marks(asked: Iterable[Requirement], rules: Rules) -> Mapping[str, str]:
    """A mark for every document that is cited, in the order in which they are first needed."""
    titles = dict.fromkeys(_source(basis) for r in asked for basis in rules.pack.basis(r))
    return {title: _MARKS[i] if i < len(_MARKS) else f"[{i + 1}]" for i, title in enumerate(titles)}


def _source(basis: Basis) -> str:
    doubt = f"（{basis.standing}）" if basis.standing and basis.grade != "C" else ""
    return f"{basis.title}{doubt}"


def _norms(text: CardText, rules: Rules) -> Iterator[str]:
    for norm in text.norms:
        system = rules.shelf.by_title.get(norm)
        yield f"{norm}（{system.id}）" if system else norm


def _notes(card: Card, barred: tuple[str, ...], rules: Rules) -> Iterator[str]:
    if barred:
        whom = "本支部" if rules.holder else rules.field
        yield f"另有{len(barred)}条不适用于{whom}，没有列出：{'、'.join(barred)}。"
    for change in _changes(rules):
        if change.action == "删" and change.code.startswith(f"{card.code}."):
            yield f"县里不用：{change.title}，依据{'；'.join(b.cited for b in change.basis)}。"


def _changed(code: str, rules: Rules) -> bool:
    return any(change.code == code for change in _changes(rules))


def _changes(rules: Rules) -> tuple[Change, ...]:
    return rules.pack.overlay.changes if rules.pack.overlay else ()
