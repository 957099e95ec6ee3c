"""What stands beside the cards: model systems (制度), views, facts, sample forms. Read only to be shown.

A system's sentences take their numbers from the requirements that are checked: ``{DJ13.meet.至少}`` is that
parameter in words, ``{DJ13.meet}`` the whole sentence of the card. So text and checks cannot drift apart.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import count
from typing import Any, Literal, NamedTuple

from dangjian_cli.archive import Archive
from dangjian_cli.card import Card, CardMaterial, CardText, Entry, Pack, Requirement
from dangjian_cli.finding import Basis
from dangjian_cli.forms import Sample
from dangjian_cli.kinds.ratio import spoken_share
from dangjian_cli.ledger.base import Many, Several, zh

NAMED = re.compile(r"\{(DJ\d+\.[a-z0-9-]+)((?:\.[^{}.]+)*)\}")
"""A requirement named in a sentence, and the way to one of its parameters."""


class Fact(Entry):
    """One thing that the rules say. ``why`` is the reason for which no card holds it."""

    id: str = zh("编号", default=...)
    what: str = zh("内容", default=...)
    why: str = zh("不核", default="")


class Clause(Entry):
    """One article (条) of a system; it stands where a requirement that it rests on applies."""

    text: str = zh("文", default=...)
    rests: Several[str] = zh("据", default=(), hint="要求的编号，如 DJ13.meet")


class Chapter(Entry):
    """A chapter of a system."""

    title: str = zh("名称", default=...)
    clauses: Many[Clause] = zh("条", default=...)


class System(Entry):
    """A model of the branch's own rules (制度), which a card's 规范 names."""

    id: str = zh("编号", default=...)
    title: str = zh("名称", default=...)
    chapters: Many[Chapter] = zh("章", default=...)


class Group(Entry):
    """One class of a view: some cards, or one part of every card."""

    title: str = zh("名称", default=...)
    note: str = zh("说明", default="")
    cards: Several[str] = zh("卡", default=())
    part: Literal["", "明白卡", "规范", "资料"] = zh("取", default="")


class View(Entry):
    """Another way to group the same cards."""

    title: str = zh("名称", default=...)
    note: str = zh("说明", default=...)
    groups: Many[Group] = zh("类", default=...)


@dataclass(frozen=True)
class Shelf:
    """Facts, systems, views and archive forms of a pack."""

    facts: tuple[Fact, ...] = ()
    systems: tuple[System, ...] = ()
    views: tuple[View, ...] = ()
    forms: Callable[[], tuple[Sample, ...]] = field(default=tuple, compare=False)
    """The sample forms, read when they are asked for."""
    archive: Callable[[], Archive | None] = field(default=lambda: None, compare=False)
    """The forms of filing, likewise."""

    @cached_property
    def by_title(self) -> Mapping[str, System]:
        """Systems by the name that cards use."""
        return {s.title: s for s in self.systems}


class Sentence(NamedTuple):
    """An article as printed: its number in the whole system, its words, its authorities."""

    number: int
    text: str
    grounds: tuple[Basis, ...]


class Part(NamedTuple):
    """A chapter as printed; one that has nothing for the branch's field is left out."""

    title: str
    sentences: tuple[Sentence, ...]


def composed(system: System, pack: Pack, branch_field: str | None, day: date) -> tuple[Part, ...]:
    """A system as it reads on a day, for a field (领域) or for all of them.

    Raises ``KeyError`` for a name that the pack does not have, which lint tells.
    """
    numbers = count(1)
    parts = []
    for chapter in system.chapters:
        found = []
        for clause in chapter.clauses:
            rests = [code for code in clause.rests if not pack.left_out(code)]
            applied = [r for code in rests for r in _applied(code, pack, branch_field, day)]
            named = (m[1] for m in NAMED.finditer(clause.text))
            if (clause.rests and not applied) or any(map(pack.left_out, named)):
                continue
            grounds = dict.fromkeys(b for r in applied for b in pack.basis(r))
            text = NAMED.sub(lambda m: _said(m, pack, day), clause.text)
            found.append(Sentence(next(numbers), text, tuple(grounds)))
        if found:
            parts.append(Part(chapter.title, tuple(found)))
    return tuple(parts)


def _applied(code: str, pack: Pack, branch_field: str | None, day: date) -> list[Requirement]:
    """What is asked on the day: the law, and what a county asks beside it."""
    card, versions = requirement_versions(code, pack)
    applied = (v for v in versions if not branch_field or card.not_applicable(v, branch_field) is None)
    return [v for v in applied if v.in_force(day)]


def requirement_versions(code: str, pack: Pack) -> tuple[Card, tuple[Requirement, ...]]:
    """The requirement of that code in its versions. Raises ``KeyError`` where the pack has none."""
    head, _, name = code.partition(".")
    card = pack.card(int(head.removeprefix("DJ")))
    if card is None:
        raise KeyError(code)
    return card, card.versions[name]


def _said(named: re.Match[str], pack: Pack, day: date) -> str:
    _, versions = requirement_versions(named[1], pack)
    version = next((v for v in reversed(versions) if v.in_force(day)), versions[-1])
    words = tuple(w for w in named[2].split(".") if w)
    return spoken(parameter(version, words), words[-1]) if words else version.phrase


def parameter(requirement: Requirement, words: tuple[str, ...]) -> Any:
    """A parameter of a requirement by its Chinese name, or what a parameter holds. Raises ``KeyError``.

    The first of several is 1: ``档次.1.比例``.
    """
    value: Any = requirement.rule
    for word in words:
        value = _held(value, word)
    return value


def _held(value: Any, word: str) -> Any:
    if isinstance(value, tuple):
        value = dict(enumerate(value, 1))
        return value[int(word) if word.isdecimal() else word]
    return value[word] if isinstance(value, Mapping) else getattr(value, _attribute(value, word))


def _attribute(value: Any, word: str) -> str:
    for attr, info in getattr(type(value), "model_fields", {}).items():
        if word in getattr(info.validation_alias, "choices", (info.validation_alias,)):
            return str(attr)
    raise KeyError(word)


_HALF = Fraction(1, 2)
_BOUNDS: Mapping[str, Callable[[str], str]] = {
    "至少": "{}以上".format,
    "超过": "超过{}".format,
    "至多": "不超过{}".format,
}


def spoken(value: object, word: str) -> str:
    """A parameter in words: 半数以上 holds the half itself, 超过半数 does not."""
    if isinstance(value, Fraction):
        share = "半数" if value == _HALF else spoken_share(value)
        return _BOUNDS.get(word, str)(share)
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    return str(value)


class Kept(NamedTuple):
    """A document of the three-level directory: its code, what it is, and how long it is kept."""

    code: str
    material: CardMaterial
    years: str
    source: str


def kept(card: Card, text: CardText, pack: Pack) -> Iterator[Kept]:
    """A card's documents in the card's order, each with its code: 13-02."""
    for i, material in enumerate(text.materials, 1):
        entry = pack.retention.get(material.retention)
        years, source = (entry.years, entry.source) if entry else ("", "")
        yield Kept(f"{card.number:02}-{i:02}", material, years, source)


@dataclass(frozen=True)
class Coverage:
    """Which requirements hold a fact, and what of it no record can show."""

    fact: Fact
    held: tuple[str, ...] = ()
    left: tuple[tuple[int, str, str], ...] = field(default=())
    """Card, what of the fact, why not."""


def coverage(texts: Iterable[tuple[Card, CardText]], shelf: Shelf) -> tuple[Coverage, ...]:
    """Every fact of the list, with who of these cards holds it."""
    held: dict[str, list[str]] = {}
    left: dict[str, list[tuple[int, str, str]]] = {}
    for card, text in texts:
        for requirement in card.requirements:
            for fact in requirement.facts:
                held.setdefault(fact, []).append(card.code_of(requirement))
        for entry in text.unchecked:
            for fact in entry.facts:
                left.setdefault(fact, []).append((card.number, entry.what, entry.why))
    return tuple(
        Coverage(f, tuple(dict.fromkeys(held.get(f.id, ()))), tuple(left.get(f.id, ()))) for f in shelf.facts
    )
