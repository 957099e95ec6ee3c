"""A pack as it is proofread: its parts with the places where they stand, and what a rule may say of them."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from dangjian_cli.card import Card, CardText, Ground, Pack, Requirement, Source
from dangjian_cli.finding import InputError, Message, Problem, Word
from dangjian_cli.forms import Sample
from dangjian_cli.shelf import Shelf

PACK, SOURCES, PROBLEMS = "pack.yaml", "sources.yaml", "problems.yaml"

OVERLAY = "细则"
"""Stands for the file of the county's overlay, wherever that lies."""


class Fault(NamedTuple):
    """One thing wrong with a pack, in the file where it is put right."""

    file: str
    message: Message
    fix: Message


class Rule(NamedTuple):
    """What no pack may do. A rule that is not ``fatal`` says what a person should look at."""

    code: str
    find: "Callable[[Draft], Iterator[Fault]]"
    fatal: bool = True

    def problems(self, draft: "Draft") -> Iterator[Problem]:
        """Every place where the pack does it."""
        for fault in self.find(draft):
            yield Problem(self.code, fault.message, fault.fix, file=fault.file, fatal=self.fatal)


class Asked(NamedTuple):
    """A requirement, in one version, of a card."""

    card: Card
    requirement: Requirement

    @property
    def file(self) -> str:
        """The card's file, whatever its name says after the number."""
        return OVERLAY if self.requirement.local else file_of(self.card)

    @property
    def at(self) -> Word:
        """Its address; where there are several versions, which one."""
        code = self.card.code_of(self.requirement)
        several = len(self.card.versions[self.requirement.id]) > 1
        return Word(f"{code}（{_times(self.requirement)}）" if several else code)


class Rested(NamedTuple):
    """A ground of a requirement, on a source that the pack has."""

    asked: Asked
    ground: Ground
    source: Source

    @property
    def name(self) -> Word:
        """What a card calls the source."""
        return Word(self.source.name)


class Sentence(NamedTuple):
    """A piece of text that people read."""

    file: str
    at: Word
    text: str


class Draft:
    """A pack under proof. Prose is read once; what keeps it from being read is kept in ``unreadable``."""

    def __init__(self, pack: Pack, shelf: Shelf) -> None:
        self.pack = pack
        self.shelf = shelf
        self.cards = pack.cards
        self.unreadable: list[Problem] = []
        self.texts = tuple((card, text) for card in pack.cards if (text := self._text(card)) is not None)
        self.forms = self._forms()
        self._archive()

    def _text(self, card: Card) -> CardText | None:
        try:
            return self.pack.text(card)
        except InputError as error:
            self.unreadable += error
            return None

    def _forms(self) -> tuple[Sample, ...]:
        try:
            return self.shelf.forms()
        except InputError as error:
            self.unreadable += error
            return ()

    def _archive(self) -> None:
        try:
            self.shelf.archive()
        except InputError as error:
            self.unreadable += error

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """Every requirement in every version."""
        return tuple(Asked(card, requirement) for card in self.cards for requirement in card.requirements)

    @cached_property
    def rested(self) -> tuple[Rested, ...]:
        """Every ground whose source is known."""
        return tuple(
            Rested(asked, ground, self.pack.sources[ground.source])
            for asked in self.asked
            for ground in asked.requirement.grounds
            if ground.source in self.pack.sources
        )

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes that addresses may begin with."""
        return frozenset(asked.card.code_of(asked.requirement) for asked in self.asked)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Everything that people read, but for what the kinds say."""
        return (*self._of_pack(), *self._of_cards(), *self._of_requirements(), *self._of_texts())

    def _of_pack(self) -> Iterator[Sentence]:
        for at, text in _strings(self.pack.head.model_dump(by_alias=True, exclude={"version"})):
            yield Sentence(PACK, Word(at), text)
        for group in self.pack.problems:
            titles = ((group.number, group.title), *((item.number, item.title) for item in group.items))
            for number, title in titles:
                yield Sentence(PROBLEMS, Word(number), title)

    def _of_cards(self) -> Iterator[Sentence]:
        for card in self.cards:
            for text in (card.title, card.fields_why):
                yield Sentence(file_of(card), Word(card.code), text)

    def _of_requirements(self) -> Iterator[Sentence]:
        for asked in self.asked:
            said = asked.requirement
            for text in (said.title, said.fix, said.reading, said.fields_why):
                yield Sentence(asked.file, asked.at, text)

    def _of_texts(self) -> Iterator[Sentence]:
        unread: Any = {"scenarios": True, "unchecked": {"__all__": {"facts"}}}
        for card, text in self.texts:
            for at, said in _strings(text.model_dump(by_alias=True, exclude=unread)):
                yield Sentence(file_of(card), Word(f"{card.code} {at}"), said)


def file_of(card: Card) -> str:
    """The file of a card, told by its number."""
    return f"cards/{card.number:02}"


def _times(requirement: Requirement) -> str:
    since, until = requirement.since, requirement.until
    said = (f"{since}起" if since else "", f"{until}止" if until else "")
    return "、".join(filter(None, said)) or "不限时间"


def _strings(data: object, at: str = "") -> Iterator[tuple[str, str]]:
    """Every text in nested data, with the way to it: 步骤1做法."""
    if isinstance(data, str):
        yield at, data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from _strings(value, f"{at}{key}")
    elif isinstance(data, tuple | list):
        for i, value in enumerate(data):
            yield from _strings(value, f"{at}{i + 1}")
