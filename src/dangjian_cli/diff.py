"""Two packs compared: which cards and requirements came, went or changed.

Pure. Prose (steps, forms, examples) is not compared: it changes nothing that is judged.
"""

from collections.abc import Iterator, Mapping
from itertools import starmap, zip_longest
from typing import NamedTuple

from dangjian_cli.card import Card, Pack, Requirement
from dangjian_cli.finding import Basis, Severity


class Version(NamedTuple):
    """One version of a requirement, as it is compared and told."""

    title: str
    phrase: str
    modality: str
    severity: Severity
    basis: tuple[Basis, ...]
    since: str
    until: str
    fields: tuple[str, ...]
    local: str
    beside: bool


class Pair(NamedTuple):
    """A version before and after; ``None`` where there was or is none."""

    before: Version | None
    after: Version | None


class Rule(NamedTuple):
    """A requirement that differs, by those of its versions that do."""

    code: str
    card: Card
    title: str
    pairs: tuple[Pair, ...]

    @property
    def worst(self) -> Severity:
        """The gravest that a gap may be called, before or after."""
        found = (v.severity for pair in self.pairs for v in pair if v is not None)
        return min(found, key=lambda s: s.rank)


class Named(NamedTuple):
    """Words that differ: the name of what, before and after; empty where there is none."""

    what: str
    before: str
    after: str


class Difference(NamedTuple):
    """All that differs between two packs."""

    named: tuple[Named, ...]
    cards_added: tuple[Card, ...]
    cards_removed: tuple[Card, ...]
    added: tuple[Rule, ...]
    removed: tuple[Rule, ...]
    changed: tuple[Rule, ...]

    def __bool__(self) -> bool:
        """Whether anything does."""
        return any(self)


def difference(before: Pack, after: Pack) -> Difference:
    """What differs between two packs."""
    old, new = _rules(before), _rules(after)
    changed = []
    for code in old.keys() & new.keys():
        pairs = _pairs(old[code].versions, new[code].versions)
        if pairs:
            changed.append(_rule(code, new[code], pairs))
    return Difference(
        tuple(_named(before, after)),
        tuple(c for c in after.cards if before.card(c.number) is None),
        tuple(c for c in before.cards if after.card(c.number) is None),
        _in_order(_rule(code, new[code], _pairs((), new[code].versions)) for code in new.keys() - old.keys()),
        _in_order(_rule(code, old[code], _pairs(old[code].versions, ())) for code in old.keys() - new.keys()),
        _in_order(iter(changed)),
    )


class _Held(NamedTuple):
    card: Card
    versions: tuple[Version, ...]


def _rules(pack: Pack) -> Mapping[str, _Held]:
    return {
        card.code_of(versions[0]): _Held(card, tuple(_version(r, pack) for r in versions))
        for card in pack.cards
        for versions in card.versions.values()
    }


def _version(requirement: Requirement, pack: Pack) -> Version:
    return Version(
        requirement.title,
        requirement.phrase,
        requirement.modality,
        requirement.severity,
        pack.basis(requirement),
        str(requirement.since or ""),
        str(requirement.until or ""),
        requirement.fields,
        requirement.local,
        requirement.beside,
    )


def _pairs(old: tuple[Version, ...], new: tuple[Version, ...]) -> tuple[Pair, ...]:
    """The versions that differ, in their order; those that do not are left out on both sides.

    A version that only ends earlier now is told by what follows it. What a county asks beside the law
    follows nothing.
    """
    gone = [v for v in old if v not in new]
    came = [v for v in new if v not in old]
    beside = [v for v in came if v.beside]
    successors = [v for v in came if not v.beside]
    ended = [v for v in successors if any(v == g._replace(until=v.until) for g in gone)]
    if len(ended) < len(successors):
        successors = [v for v in successors if v not in ended]
    return (*starmap(Pair, zip_longest(gone, successors)), *(Pair(None, v) for v in beside))


def _rule(code: str, held: _Held, pairs: tuple[Pair, ...]) -> Rule:
    return Rule(code, held.card, held.versions[-1].title, pairs)


def _in_order(rules: Iterator[Rule]) -> tuple[Rule, ...]:
    return tuple(sorted(rules, key=lambda rule: (rule.card.number, rule.code)))


def _named(before: Pack, after: Pack) -> Iterator[Named]:
    """Titles and places of what both packs have, ledgers that one has, and how long things last."""
    yield from _words("台账", _ledgers(before), _ledgers(after))
    yield from _words("期限", _terms(before), _terms(after))
    yield from _words("保管期限", _retention(before), _retention(after))
    for number, item in {**before.problem_items, **after.problem_items}.items():
        held = before.problem_items.get(number), after.problem_items.get(number)
        if held[0] != held[1]:
            yield Named(f"问题目录{item.number}", *(i.title if i else "" for i in held))
    for card in before.cards:
        other = after.card(card.number)
        if other is not None:
            yield from _card(card, other, before, after)


def _ledgers(pack: Pack) -> Mapping[str, str]:
    return {n.key: n.title for n in pack.head.ledgers}


def _terms(pack: Pack) -> Mapping[str, str]:
    return {"豁免最长": f"{pack.head.waiver_months}个月", "人工核实最长": f"{pack.head.attest_months}个月"}


def _retention(pack: Pack) -> Mapping[str, str]:
    return {name: entry.years for name, entry in pack.retention.items()}


def _words(what: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Named]:
    for key in {**old, **new}:
        if old.get(key) != new.get(key):
            yield Named(f"{what}“{key}”", old.get(key, ""), new.get(key, ""))


def _card(old: Card, new: Card, before: Pack, after: Pack) -> Iterator[Named]:
    if old.title != new.title:
        yield Named(f"{old.code}的名称", old.title, new.title)
    if old.ledger != new.ledger:
        yield Named(f"{old.code}的台账", before.ledger_title(old.ledger), after.ledger_title(new.ledger))
    if old.fields != new.fields:
        yield Named(f"{old.code}的领域", "、".join(old.fields), "、".join(new.fields))
