"""What is wrong beside the cards: systems with numbers of their own, facts that nobody holds, views."""

import re
from collections import Counter
from collections.abc import Iterator

from dangjian_cli.card import Pack
from dangjian_cli.finding import Word, message
from dangjian_cli.forms import served
from dangjian_cli.lint.draft import Draft, Fault, file_of
from dangjian_cli.shelf import (
    NAMED,
    Clause,
    Shelf,
    System,
    coverage,
    parameter,
    requirement_versions,
)

_FACTS, _VIEWS, _FORMS = "facts.yaml", "views.yaml", "forms"
_TYPED = re.compile(
    r"[0-9０-９]|半数|过半|[二三四五六七八九十]分之"
    r"|[两二三四五六七八九十百]+(?:个?月|个?工作日|[日天年名人次元]|学时)"
)
"""Numbers that a card could check, typed where they should be taken from it."""


def file_of_system(system: System) -> str:
    """The file of a system, told by its number."""
    return f"systems/{system.id}"


def _clauses(shelf: Shelf) -> Iterator[tuple[System, Clause]]:
    return ((s, clause) for s in shelf.systems for chapter in s.chapters for clause in chapter.clauses)


def unknown_reference(draft: Draft) -> Iterator[Fault]:
    """A system that rests on a requirement, or takes a number, that no card has."""
    for system, clause in _clauses(draft.shelf):
        named = [(m[1], tuple(filter(None, m[2].split(".")))) for m in NAMED.finditer(clause.text)]
        for code, words in (*((code, ()) for code in clause.rests), *named):
            if not _found(code, words, draft.pack):
                yield Fault(
                    file_of_system(system),
                    message("“{code}”没有这一条要求或这一个参数", code=Word(".".join((code, *words)))),
                    message("照卡里的编号和参数名写，如 DJ13.meet、DJ13.meet.至少"),
                )


def _found(code: str, words: tuple[str, ...], pack: Pack) -> bool:
    try:
        _, versions = requirement_versions(code, pack)
        for version in versions if words else ():
            parameter(version, words)
    except (KeyError, ValueError):
        return False
    return True


def typed_number(draft: Draft) -> Iterator[Fault]:
    """A number in a system that is not taken from a card: some day the two would differ."""
    for system, clause in _clauses(draft.shelf):
        if found := _TYPED.search(NAMED.sub("", clause.text)):
            yield Fault(
                file_of_system(system),
                message("“{text}”里的“{found}”是写死的", text=Word(clause.text), found=Word(found[0])),
                message("写成 {{DJ13.meet.至少}} 这样，数字从要求里取"),
            )


def _norms(draft: Draft) -> Counter[str]:
    return Counter(norm for _, text in draft.texts for norm in text.norms)


def idle_system(draft: Draft) -> Iterator[Fault]:
    """A system that no card names. A card that cannot be read might."""
    named = _norms(draft)
    for system in draft.shelf.systems:
        if system.title not in named and not draft.unreadable:
            yield Fault(
                file_of_system(system),
                message("没有一张卡的“规范”写到“{title}”", title=Word(system.title)),
                message("在该用它的卡里写上，或改成卡里写的名称"),
            )


def missing_system(draft: Draft) -> Iterator[Fault]:
    """A system that a card names and the pack does not have.

    A county keeps the systems of the cards that it adds where it likes.
    """
    known = draft.shelf.by_title
    own = _of_county(draft)
    for card, text in draft.texts:
        for norm in text.norms:
            if norm not in known and card.code not in own:
                yield Fault(
                    file_of(card),
                    message("“规范”里的“{norm}”没有示范文本", norm=Word(norm)),
                    message("在 systems 里写一份，或改成已有的名称"),
                )


def _of_county(draft: Draft) -> set[str]:
    """The cards that a county added."""
    overlaid = draft.pack.overlay
    return {change.code for change in overlaid.changes if change.action == "加"} if overlaid else set()


def missing_form(draft: Draft) -> Iterator[Fault]:
    """A document without a sample form. One of a county's own cards is printed by the points of its 样式.

    A pack that has no forms at all prints every document like that.
    """
    known = served(draft.forms)
    own = _of_county(draft)
    for card, text in draft.texts if known else ():
        for material in text.materials:
            if (card.number, material.name) not in known and card.code not in own:
                yield Fault(
                    file_of(card),
                    message("“资料”里的“{name}”没有式样", name=Word(material.name)),
                    message("在 forms 里写一份，或写进已有一份的“用于”"),
                )


def idle_form(draft: Draft) -> Iterator[Fault]:
    """A form of a document that its card does not have, or that is filed under a card that has none like it.

    A card that cannot be read might have it.
    """
    known = {(card.number, material.name) for card, text in draft.texts for material in text.materials}
    cards = {card.number for card in draft.cards}
    for sample in draft.forms if not draft.unreadable else ():
        for use in sample.uses:
            wrong = (use.card, use.material) not in known and not draft.pack.left_out(f"DJ{use.card:02}")
            if wrong or (use.see and use.see not in cards):
                yield Fault(
                    _FORMS,
                    message(
                        "“{form}”用于卡{card}的“{name}”，没有这样的卡或资料",
                        form=Word(sample.name),
                        card=use.card,
                        name=Word(use.material),
                    ),
                    message("照卡号和卡里“资料”的名称写"),
                )


def unknown_fact(draft: Draft) -> Iterator[Fault]:
    """A fact that is not on the list."""
    known = {fact.id for fact in draft.shelf.facts}
    cited = [(asked.file, fact) for asked in draft.asked for fact in asked.requirement.facts]
    cited += [(file_of(c), fact) for c, text in draft.texts for u in text.unchecked for fact in u.facts]
    for file, fact in sorted(set(cited)):
        if fact not in known:
            said = message("事实清单里没有“{fact}”", fact=Word(fact))
            yield Fault(file, said, message("核对编号；是新的，写进 facts.yaml"))


def unheld_fact(draft: Draft) -> Iterator[Fault]:
    """A fact that no requirement holds, and of which nobody says why no record shows it.

    A card that cannot be read might.
    """
    for entry in coverage(draft.texts, draft.shelf):
        if not (entry.held or entry.left or entry.fact.why or draft.unreadable):
            said = message("“{fact}”没有一条要求核对", fact=Word(entry.fact.id))
            yield Fault(_FACTS, said, message("在卡的“要求”或“不核”里写上它，或在这里写明不核的原因"))


def bad_view(draft: Draft) -> Iterator[Fault]:
    """A view that forgets a card, names one twice, or names one that there is not."""
    cards = [str(card.number) for card in draft.cards]
    for view in draft.shelf.views:
        named = Counter(number for group in view.groups for number in group.cards)
        if not named:
            continue
        wrong = {
            "漏了": [n for n in cards if n not in named],
            "重复写了": [n for n in cards if named[n] > 1],
            "多了没有的": [n for n in named if n not in cards],
        }
        for what, numbers in wrong.items():
            if numbers:
                said = message(
                    "“{title}”{what}卡{numbers}",
                    title=Word(view.title),
                    what=Word(what),
                    numbers=Word("、".join(numbers)),
                )
                yield Fault(_VIEWS, said, message("每张卡归一类，只归一类"))
