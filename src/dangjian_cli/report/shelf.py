"""Systems and views as text."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from dangjian_cli.card import Card, Pack
from dangjian_cli.report.look import Look
from dangjian_cli.shelf import Group, Kept, Shelf, System, View, composed, kept

TREE = "三级目录"
"""The view that every pack has: standard, norms, documents."""


def system(model: System, pack: Pack, field: str | None, day: date, look: Look) -> Iterator[str]:
    """A system, chapter by chapter, each article with what it rests on."""
    yield from look.lines(f"{model.id} {model.title}", style="head")
    yield from look.lines(
        f"示范文本，支部可以改写；里面的次数、期限、比例和核对用的是同一个数 · {field or '各领域'}",
        style="dim",
    )
    parts = composed(model, pack, field, day)
    if not parts:
        yield from look.lines(f"这项制度里没有{field or '现在'}适用的条")
    for part in parts:
        yield ""
        yield from look.lines(part.title, style="head")
        for sentence in part.sentences:
            yield from look.lines(f"{sentence.number}. {sentence.text}", "  ", "     ")
            if sentence.grounds:
                said = "；".join(basis.cited for basis in sentence.grounds)
                yield from look.lines(said, "     ", "     ", style="dim")


def tree(pack: Pack, shelf: Shelf, field: str | None, look: Look) -> Iterator[str]:
    """标准 → 规范 → 资料: ledger and card, the norms, the documents with code and retention."""
    yield from look.lines(f"{TREE}：标准 → 规范 → 资料", style="head")
    for key, cards in groupby(pack.shelved, key=lambda c: c.ledger):
        yield ""
        yield from look.lines(pack.ledger_title(key), style="head")
        for card in cards:
            if field is None or card.applies(field):
                yield from _branch(card, pack, shelf, look)


def _branch(card: Card, pack: Pack, shelf: Shelf, look: Look) -> Iterator[str]:
    text = pack.text(card)
    yield from look.lines(f"{card.code} {card.title}", "  ", "       ")
    for norm in text.norms:
        known = shelf.by_title.get(norm)
        yield from look.lines(f"{known.id} {norm}" if known else norm, "    ", "         ")
    for paper in kept(card, text, pack):
        yield from look.lines(
            f"{paper.code} {paper.material.name}（{_kept(paper)}）", "      ", "            "
        )


def _kept(paper: Kept) -> str:
    elsewhere = "" if paper.material.destination == "支部" else f"，归{paper.material.destination}"
    return f"{paper.years}{elsewhere}"


def view(model: View, pack: Pack, shelf: Shelf, look: Look) -> Iterator[str]:
    """A view: its classes, and what of the cards falls into each."""
    yield from look.lines(model.title, style="head")
    yield from look.lines(model.note, style="dim")
    for group in model.groups:
        yield ""
        yield from look.lines(group.title, style="head")
        if group.note:
            yield from look.lines(group.note, "  ", "  ")
        for line in _members(group, pack, shelf):
            yield from look.lines(line, "  ", "       ")


def _members(group: Group, pack: Pack, shelf: Shelf) -> Iterator[str]:
    match group.part:
        case "规范":
            yield from (f"{s.id} {s.title}" for s in shelf.systems)
        case "资料":
            for card in pack.cards:
                for paper in kept(card, pack.text(card), pack):
                    yield f"{paper.code} {paper.material.name}"
        case "明白卡":
            yield from (f"{card.code} {card.title}" for card in pack.cards)
        case _:
            meant = {int(number) for number in group.cards}
            yield from (f"{card.code} {card.title}" for card in pack.cards if card.number in meant)
