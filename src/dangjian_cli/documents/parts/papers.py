"""Every document that a branch's records name (资料), with all that printing asks of it.

``papers(matter)`` gives, in the order in which they are filed (time, then what stays the same however the
records are arranged), a ``Paper`` for each: the document itself, the record that it belongs to (``record``,
``section``, ``subject`` as in addresses, ``route`` for writing back), the cards' documents that it is
(``serves``: card, code such as ``13-02``, name, retention; most telling first), the year that it is filed
under, how long it is kept and who says so, where it is. Documents of waivers and attestations are not the
branch's own and are left out. What a box's own list names (归档.文件) is told by ``box``.

Whether something lies where the record says is asked of ``kinds.evidence.kept``, as ``dj check`` asks it.
What is required and not there at all is no paper: ask the report's findings.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from dangjian_cli.card import Card
from dangjian_cli.check import first_judged_day
from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.finding import Route
from dangjian_cli.kinds.base import RowKind, Situation
from dangjian_cli.kinds.evidence import Evidence, kept
from dangjian_cli.ledger.assessment import Box
from dangjian_cli.ledger.base import Material, Record
from dangjian_cli.ledger.table import Field, Row, fields_of, visible
from dangjian_cli.periods import Day
from dangjian_cli.shelf import Kept
from dangjian_cli.shelf import kept as documents_of

OWN = "支部"
"""The 去向 of what stays with the branch."""

TERMS = ("永久", "30年", "10年")
"""How long documents are kept, in the order in which they are filed."""

NOT_FILED = frozenset({"waivers", "attestations"})

_TERM = re.compile(r"(?:定期)?(30|10)年?")


class Serving(NamedTuple):
    """What a document is to a card: one of the documents that it asks for."""

    card: Card
    kept: Kept


@dataclass(frozen=True)
class Paper:
    """A document that a record names."""

    material: Material
    record: Record
    section: str
    """The ledger's name of the records it belongs to: 会议."""
    subject: str
    """That record as in addresses: ``M-2026-02``."""
    route: Route
    """The way to the document in the ledger."""
    day: Day | None
    """Its day, else the day of what it belongs to, where that has one."""
    year: int | None
    """The year that it is filed under; nothing where no date tells."""
    retention: str
    """永久、30年 or 10年; as typed where it is neither; nothing where nobody says."""
    ground: str
    """Who says so: nothing where the record does itself."""
    destination: str
    """Where the original is kept: 支部, or elsewhere."""
    there: bool
    """Whether it is where the record says, as ``dj check`` judges."""
    serves: tuple[Serving, ...] = ()
    box: Box | None = None
    """The box whose typed list names it."""
    order: tuple[object, ...] = field(default=(), compare=False, repr=False)

    @property
    def elsewhere(self) -> bool:
        """Whether the original has gone somewhere else."""
        return self.destination != OWN

    @property
    def number(self) -> str:
        """Its code in the three-level directory, where a card asks for it: ``13-02``."""
        return self.serves[0].kept.code if self.serves else ""

    @property
    def boxed(self) -> str:
        """The number of the box it lies in."""
        return self.material.box or (self.box.box if self.box else None) or ""

    @property
    def place(self) -> str:
        """Where it is, in words; nothing where the record does not say."""
        if self.elsewhere:
            return f"原件在{self.destination}"
        if self.boxed:
            return f"{self.boxed}盒"
        return f"电子：{'、'.join(self.material.file)}" if self.material.file else self.material.kept or ""

    @property
    def lies(self) -> str:
        """Where it is, as short as it can be said."""
        return f"{self.boxed}盒" if self.boxed else "电子" if self.material.file else ""

    @property
    def title(self) -> str:
        """Its own title; one that had to be made for it stands in brackets, as archives write it."""
        return self.material.title or f"[{self._made}]"

    @property
    def _made(self) -> str:
        record, name = self.record, self.material.name
        if isinstance(record, Box):
            return name
        year = getattr(record, "year", None)
        when = f"{year}年" if year and record.acted is None else in_words(record.acted or self.day)
        person = str(getattr(record, "name", None) or "")
        what = _what(record) or ("" if person else self.section)
        return "".join(
            (
                "" if re.match(r"\d{4}年", what) else when,
                "" if person in what else person,
                "" if name.startswith(what) else what,
                "" if what.endswith(name) else name,
            )
        )


def _what(record: Record) -> str:
    """What a record is about, in its own words."""
    kinds = tuple(getattr(record, "kinds", ()))
    if kinds:
        group = getattr(record, "group", None)
        return "、".join(f"{group}会" if group and kind == "党小组会" else kind for kind in kinds)
    words = (getattr(record, attr, None) for attr in ("title", "theme", "kind"))
    return next((str(word) for word in words if word and word != "其他"), "")


def in_words(day: Day | None) -> str:
    """A day as a title says it."""
    if day is None:
        return ""
    first = day.first
    return f"{first.year}年{first.month}月" + (f"{first.day}日" if day.is_exact else "")


def term(typed: str) -> str:
    """A retention period in the standard's words, where it is one of them."""
    found = _TERM.fullmatch(typed)
    return f"{found[1]}年" if found else typed


def last_day(record: Record, matter: Matter) -> Day | None:
    """The last day of something that has only the days of its steps: it is filed when it is done."""
    days = [d for held in _held(record, matter) if (d := held.acted) is not None]
    return max(days, key=lambda d: d.last, default=None)


def papers(matter: Matter) -> tuple[Paper, ...]:
    """Every document of the branch that can be known of on the day, of whatever year."""
    return matter.once(
        papers, lambda: tuple(sorted(_Finding(matter).papers(), key=lambda paper: paper.order))
    )


class _Finding:
    """Looks through the ledger; keeps what each card asks of which record."""

    def __init__(self, matter: Matter) -> None:
        self.matter = matter
        ledger, as_of = matter.ledger, matter.as_of
        self.situation = Situation(ledger, as_of, first_judged_day(ledger), matter.pack.workdays)

    def papers(self) -> Iterator[Paper]:
        sections = self.matter.ledger.sections
        for place, section in enumerate(fields_of(type(sections))):
            if section.inner is None or section.attr in NOT_FILED:
                continue
            value = getattr(sections, section.attr)
            for i, record in enumerate(value) if isinstance(value, tuple) else [(None, value)]:
                if visible(record, self.matter.as_of):
                    route = (section.attr,) if i is None else (section.attr, i)
                    yield from self._of(record, route, section, place)

    def _of(self, record: Record, route: Route, section: Field, place: int) -> Iterator[Paper]:
        row = Row(record, route, None, section.label)
        subject = row.subject(self.situation.roster)
        for way, holders, material in _materials(record, route, self.matter):
            day = next((d for r in (material, *holders) if (d := r.acted)), None)
            filed = day or last_day(record, self.matter)
            years = (material.year, getattr(record, "year", None), filed.last.year if filed else None)
            serves = self._serves(way, material.name)
            retention, ground = self._retention(material, record, serves)
            there = isinstance(record, Box) or kept(material, self.matter.ledger.files)
            usual = OWN if there or not serves else serves[0].kept.material.destination
            order = (
                filed or Day.exact(self.matter.as_of.max),
                *(place, subject, serves[0].kept.code if serves else "~", material.name),
                *(material.title or "", material.number or "", material.item or "", material.file),
            )
            yield Paper(
                material=material,
                record=record,
                section=section.label,
                subject=subject,
                route=way,
                day=day,
                year=next((y for y in years if y), None),
                retention=retention,
                ground=ground,
                destination=material.destination or usual,
                there=there,
                serves=serves,
                box=record if isinstance(record, Box) else None,
                order=order,
            )

    def _retention(self, material: Material, record: Record, serves: tuple[Serving, ...]) -> tuple[str, str]:
        typed = material.retention or (record.retention if isinstance(record, Box) else None)
        if typed:
            return term(typed), ""
        if serves:
            return serves[0].kept.years, serves[0].kept.source
        alike = self._by_name.get(material.name, {})
        return next(iter(alike.items())) if len(alike) == 1 else ("", "")

    def _serves(self, route: Route, name: str) -> tuple[Serving, ...]:
        """The best that is known: what a requirement asks for by name, else what a card lists."""
        asked = [s for at in _upwards(route) for s in self._asked.get((at, name), ())]
        listed = asked or [
            s for at in _upwards(route) for card in self._looked.get(at, ()) for s in self._listed(card, name)
        ]
        return tuple({s.kept.code: s for s in listed}.values())

    def _listed(self, card: Card, name: str) -> Iterator[Serving]:
        return (Serving(card, k) for k in self._documents[card.number] if k.material.name == name)

    @cached_property
    def _documents(self) -> Mapping[int, tuple[Kept, ...]]:
        pack, texts = self.matter.pack, self.matter.texts
        return {card.number: tuple(documents_of(card, texts[card.number], pack)) for card in pack.cards}

    @cached_property
    def _by_name(self) -> Mapping[str, Mapping[str, str]]:
        """Retention periods of documents by name, over all cards, each with who says so."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for entry in (k for kinds in self._documents.values() for k in kinds):
            found[entry.material.name].setdefault(entry.years, entry.source)
        return found

    @cached_property
    def _asked(self) -> Mapping[tuple[Route, str], list[Serving]]:
        """What requirements ask for by name, by the record and every name that will do."""
        found: dict[tuple[Route, str], list[Serving]] = defaultdict(list)
        for card, kind in self._kinds():
            if isinstance(kind, Evidence):
                for choices in (name.split("/") for name in kind.needed):
                    serving = list(self._listed(card, choices[0]))
                    for row in self.situation.rows(kind.selection):
                        for name in choices:
                            found[row.route, name] += serving
        return found

    @cached_property
    def _looked(self) -> Mapping[Route, tuple[Card, ...]]:
        """The cards that look at a record.

        A card that looks at chosen records of a table (会议 of one 类型) is not about the others, though some
        requirement of it may count them all.
        """
        kinds = list(self._kinds())
        choosing = {(card.number, kind.table) for card, kind in kinds if kind.selection.conditions}
        found: dict[Route, dict[int, Card]] = defaultdict(dict)
        for card, kind in kinds:
            if kind.selection.conditions or (card.number, kind.table) not in choosing:
                for row in self.situation.rows(kind.selection):
                    found[row.route].setdefault(card.number, card)
        return {route: tuple(cards.values()) for route, cards in found.items()}

    def _kinds(self) -> Iterator[tuple[Card, RowKind]]:
        branch = self.matter.ledger.branch
        for card in self.matter.pack.cards:
            for requirement in card.requirements:
                kind = requirement.rule
                if isinstance(kind, RowKind) and not card.not_applicable(
                    requirement, branch.field, branch.kind
                ):
                    yield card, kind


def _upwards(route: Route) -> Iterator[Route]:
    """The records that hold what lies there, from the nearest up."""
    for end in range(len(route) - 1, 0, -1):
        yield route[:end]


def _materials(
    record: Record, route: Route, matter: Matter, above: tuple[Record, ...] = ()
) -> Iterator[tuple[Route, tuple[Record, ...], Material]]:
    """The documents in a record: the way to each, and what holds it, from the nearest up."""
    for inner in fields_of(type(record)):
        if inner.inner is None:
            continue
        value = getattr(record, inner.attr)
        for i, held in enumerate(value) if isinstance(value, tuple) else [(None, value)]:
            if held is None or not visible(held, matter.as_of):
                continue
            way = (*route, inner.attr) if i is None else (*route, inner.attr, i)
            if isinstance(held, Material):
                yield way, (record, *above), held
            else:
                yield from _materials(held, way, matter, (record, *above))


def _held(record: Record, matter: Matter) -> Iterator[Record]:
    """The records in a record that can be known of, without its documents."""
    for inner in fields_of(type(record)):
        if inner.inner is None or issubclass(inner.inner, Material):
            continue
        value = getattr(record, inner.attr)
        for held in value if isinstance(value, tuple) else (value,):
            if held is not None and visible(held, matter.as_of):
                yield held
                yield from _held(held, matter)
