"""Finding what a change is about: a card by number or name, a requirement by code, a document by name."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pydantic import BaseModel, ValidationError

from dangjian_cli.card import Card, Entry
from dangjian_cli.finding import Message, Route, Word, message
from dangjian_cli.ledger.base import suggestion

_CARD = re.compile(r"(?:DJ|卡)?0*(\d+)", re.IGNORECASE)


class Fault(NamedTuple):
    """Something wrong in an overlay: what, how to mend it, and the way to it."""

    path: Route
    code: str
    message: Message
    fix: Message | None = None
    on_key: bool = False


class Invalid(NamedTuple):
    """A part of an overlay that its model refuses; the loader puts the refusal into words."""

    path: Route
    error: ValidationError
    model: type[BaseModel]


class Unfound(Exception):  # noqa: N818 - nothing failed: a word names nothing
    """A word that names nothing. Carries what is wrong and what was probably meant."""

    def __init__(self, said: Message, fix: Message | None) -> None:
        super().__init__(said)
        self.said = said
        self.fix = fix


def card_named(word: str, cards: Iterable[Card]) -> Card:
    """The card of a number or name. Raises ``Unfound``."""
    known = list(cards)
    number = _CARD.fullmatch(word)
    for card in known:
        if card.title == word or (number and card.number == int(number[1])):
            return card
    names = (*(c.title for c in known), *(str(c.number) for c in known))
    raise Unfound(
        message("标准里没有“{word}”这张明白卡", word=Word(word)),
        suggestion(word, names) or message("dj cards 列出全部明白卡"),
    )


def rule_named(code: str, cards: Iterable[Card]) -> tuple[Card, str]:
    """The card of a requirement's code, and the requirement's id. Raises ``Unfound``."""
    known = list(cards)
    head, _, own = code.partition(".")
    card = card_named(head, known)
    if own in card.versions:
        return card, own
    if not own:
        raise Unfound(
            message("“{code}”没有写是哪一条要求", code=Word(code)),
            message(
                "写成卡号、点、编号，如 {code}.{first}",
                code=Word(card.code),
                first=Word(next(iter(card.versions))),
            ),
        )
    codes = tuple(f"{card.code}.{each}" for each in card.versions)
    said = message("{card}没有“{own}”这一条", card=Word(card.code), own=Word(own))
    fix = suggestion(f"{card.code}.{own}", codes)
    raise Unfound(said, fix or message("这张卡有：{known}", known=Word("、".join(card.versions))))


def entry_named(word: str, known: Mapping[str, Entry], what: str) -> Entry:
    """The entry of that name in a list. Raises ``Unfound``."""
    if word not in known:
        said = message("{what}没有“{word}”", what=Word(what), word=Word(word))
        raise Unfound(
            said, suggestion(word, tuple(known)) or message("能写的有：{known}", known=Word("、".join(known)))
        )
    return known[word]
