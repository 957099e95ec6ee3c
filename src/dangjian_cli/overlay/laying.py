"""A pack and an overlay make a pack. What rests on law stays: a county's sentence is judged beside it.

Every fault is kept, never only the first; a change that has one changes nothing.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from pydantic import ValidationError

from dangjian_cli.card import (
    Card,
    CardText,
    Change,
    Entry,
    LedgerName,
    Overlaid,
    Pack,
    ProblemClass,
    Requirement,
    Scenario,
)
from dangjian_cli.finding import Basis, Route, Severity, Word, message
from dangjian_cli.ledger.base import suggestion
from dangjian_cli.overlay.rules import REWORDING, Unchangeable, changed, made_of, raw_of, unknown_words
from dangjian_cli.overlay.selectors import Fault, Invalid, card_named, rule_named
from dangjian_cli.overlay.tables import Tables
from dangjian_cli.overlay.written import (
    NEW,
    CardChange,
    Citation,
    LedgerList,
    Local,
    Overlay,
    RuleChange,
)

_ID = re.compile(r"[a-z][a-z0-9-]*")
_HEADING = ("名称", "台账", "领域", "不适用说明")
"""What of a card a county may change in place."""


class Laid(NamedTuple):
    """What comes of laying an overlay over a pack; the pack is of use only without faults."""

    pack: Pack
    done: Overlaid
    faults: tuple[Fault | Invalid, ...]


def laid_over(pack: Pack, overlay: Overlay) -> Laid:
    """The pack with the overlay's changes, and everything that is wrong with them."""
    laying = _Laying(pack)
    laying.documents_of(overlay)
    for i, raw in enumerate(overlay.cards):
        laying.card_change(("明白卡", i), raw)
    for i, raw in enumerate(overlay.rules):
        laying.rule_change(("要求", i), raw)
    ledgers, problems = laying.ledgers_of(overlay), laying.problems_of(overlay)
    terms, retention = laying.terms_of(overlay), laying.retention_of(overlay)
    done = Overlaid(
        overlay.name,
        overlay.version,
        tuple(laying.documents.values()),
        tuple(laying.changes),
        tuple(laying.scenarios),
    )
    pack = replace(laying.pack_of(ledgers, problems, terms), retention=retention)
    return Laid(pack, done, tuple(laying.faults))


class _Laying(Tables):
    """One overlay being laid over one pack."""

    def __init__(self, pack: Pack) -> None:
        super().__init__(pack)
        self.cards = {card.number: card for card in pack.cards}
        self.texts: dict[int, CardText] = {}
        self.more: dict[int, list[RuleChange]] = {}
        self.scenarios: list[Scenario] = []

    # Cards ----------------------------------------------------------------------------------------------

    def card_change(self, path: Route, raw: Any) -> None:
        """Leave out, rename, move or add a card."""
        change = self.read(path, raw, CardChange)
        if change is None or not self.cited(path, change.grounds):
            return
        if change.add:
            self.add_card(path, change)
            return
        at = (*path, "卡")
        card = self.found(at, lambda: card_named(change.card, self.base.cards))
        if card is None or not self.once(at, card.code):
            return
        basis = self.basis(change.grounds)
        if change.drop:
            del self.cards[card.number]
            lost = self.lost(card, card.requirements)
            self.changes.append(Change("删", card.code, card.title, basis, lost, path))
            return
        unknown = [key for key in change.set if key not in _HEADING]
        for key in unknown:
            said = message("明白卡的“{key}”不能这样改", key=Word(key))
            fix = suggestion(key, _HEADING) or message(
                "能改的有：{known}；要求在“要求”一节改", known=Word("、".join(_HEADING))
            )
            self.faults.append(Fault((*path, "改", key), "unknown-key", said, fix, on_key=True))
        made = self.read((*path, "改"), raw_of(card, change.set), Card) if not unknown else None
        if made is not None:
            self.cards[card.number] = made
            narrowed = not set(made.fields) >= set(card.fields) and "通用" not in made.fields
            lost = self.lost(card, card.requirements) if narrowed else ()
            self.changes.append(Change("改", card.code, made.title, basis, lost, path))

    def add_card(self, path: Route, change: CardChange) -> None:
        """A whole card, written as in the standard; its requirements rest on the change's authority."""
        path = (*path, "加")
        listed = change.add.get("要求", [])
        raws = listed if isinstance(listed, list) else [listed]
        rules = [self.added((*path, "要求", i), raw, change.grounds) for i, raw in enumerate(raws)]
        heading = {k: v for k, v in change.add.items() if k in _words_of(Card)}
        kept = [r for r in rules if r is not None]
        card = self.read(path, {**heading, "要求": kept} if raws else heading, Card)
        prose = {k: v for k, v in change.add.items() if k not in heading}
        text = self.read(path, prose, CardText)
        if card is None or text is None or len(kept) < len(rules):
            return
        taken = self.base.card(card.number) or self.cards.get(card.number)
        if taken is not None:
            said = message("卡号{number}已经是“{title}”了", number=card.number, title=Word(taken.title))
            self.fault(
                (*path, "卡号"), "number-taken", said, message("用没有用过的卡号；县里的卡号可以从101起")
            )
            return
        self.cards[card.number] = card
        self.texts[card.number] = text
        self.scenarios += text.scenarios
        self.changes.append(Change("加", card.code, card.title, self.basis(change.grounds), (), path[:-1]))

    def lost(self, card: Card, rules: Iterable[Requirement]) -> tuple[tuple[str, tuple[Basis, ...]], ...]:
        """Which requirements of law are no longer judged."""
        law = {card.code_of(r): self.base.basis(r) for r in rules if r.severity is Severity.ERROR}
        return tuple(law.items())

    # Requirements ---------------------------------------------------------------------------------------

    def rule_change(self, path: Route, raw: Any) -> None:
        """Leave out, change or add a requirement."""
        change = self.read(path, raw, RuleChange)
        if change is None or not self.cited(path, change.grounds):
            return
        if change.since and all(change.since < self.documents[g.source].since for g in change.grounds):
            said = message("{day}依据的文件还没有施行", day=change.since)
            self.fault((*path, "自"), "before-document", said, message("写文件施行的那天或更晚，或不写"))
            return
        if change.add:
            self.add_rule(path, change)
            return
        at = (*path, "条目")
        known = (*self.base.cards, *(c for n, c in self.cards.items() if self.base.card(n) is None))
        found = self.found(at, lambda: rule_named(change.rule, known))
        if found is None or not self.once(at, found[0].code_of(found[0].versions[found[1]][0])):
            return
        card = self.cards.get(found[0].number)
        if card is None:
            said = message("{card}这张卡已经删了", card=Word(found[0].code))
            self.fault(at, "card-dropped", said, message("删去这处改动，或不删那张卡"))
        elif change.drop:
            self.drop_rule(path, change, card, found[1])
        else:
            self.change_rule(path, change, card, found[1])

    def drop_rule(self, path: Route, change: RuleChange, card: Card, own: str) -> None:
        """A requirement is no longer judged."""
        versions = card.versions[own]
        kept = tuple(r for r in card.requirements if r.id != own)
        if not kept:
            said = message("删了这一条，{card}就没有要求了", card=Word(card.code))
            self.fault((*path, "条目"), "empty-card", said, message("整张卡不用的，在“明白卡”一节里删"))
            return
        lost = self.lost(card, versions)
        code, title = card.code_of(versions[0]), versions[-1].title
        self.changes.append(Change("删", code, title, self.basis(change.grounds), lost, path))
        self.keep(card, kept)

    def change_rule(self, path: Route, change: RuleChange, card: Card, own: str) -> None:
        """A requirement says something else, or a county's sentence is put beside it."""
        versions = card.versions[own]
        at = (*path, "改")
        unknown = unknown_words(versions[-1].rule, change.set)
        for word, fix in unknown.items():
            said = message("“{title}”没有“{word}”这一项可改", title=Word(versions[-1].title), word=Word(word))
            self.faults.append(Fault((*at, word), "unknown-parameter", said, fix, on_key=True))
        if unknown:
            return
        try:
            if set(change.set) <= REWORDING:
                made = tuple(type(v).model_validate(raw_of(v, change.set)) for v in versions)
            else:
                made = changed(versions, change, change.begins(self.documents))
        except Unchangeable as error:
            self.fault((*at, error.key) if error.key else at, error.code, error.said, error.fix)
        except ValidationError as error:
            self.faults.append(Invalid(at, error, Local))
        else:
            if made == versions:
                self.fault(
                    at, "no-change", message("写的和标准原来一样，等于没有改"), message("删去这处改动")
                )
                return
            code, title = card.code_of(versions[0]), made[-1].title
            self.changes.append(Change("改", code, title, self.basis(change.grounds), (), path))
            others = [r for r in card.requirements if r.id != own]
            place = card.requirements.index(versions[0])
            self.keep(card, (*others[:place], *made, *others[place:]))
            self.tell(card, change)

    def add_rule(self, path: Route, change: RuleChange) -> None:
        """A requirement of the county's own, on a card that is there."""
        card = self.found((*path, "卡"), lambda: card_named(change.card, self.cards.values()))
        rule = self.added((*path, "加"), change.add, change.grounds, change)
        if card is None or rule is None:
            return
        if rule.id in card.versions:
            said = message("{code}已经有了", code=Word(card.code_of(rule)))
            self.fault(
                (*path, "加", "编号"), "id-taken", said, message("换一个编号；要改它的，写“条目”和“改”")
            )
            return
        code = card.code_of(rule)
        self.changes.append(Change("加", code, rule.title, self.basis(change.grounds), (), path))
        self.keep(card, (*card.requirements, rule))
        self.tell(card, change)

    def added(
        self, path: Route, raw: Any, grounds: tuple[Citation, ...], change: RuleChange | None = None
    ) -> Local | None:
        """An added requirement; what it does not say of authority and date is its change's."""
        if not isinstance(raw, Mapping):
            self.read(path, raw, Local)
            return None
        own: dict[str, Any] = {} if "依据" in raw else {"依据": [g.ground for g in grounds]}
        if "自" not in raw:
            begins = change.since if change else None
            own["自"] = (begins or min(self.documents[g.source].since for g in grounds)).isoformat()
        rule = self.read(path, {**raw, **own}, Local)
        if rule is None or not self.known(path, rule.grounds, self.sources, "依据清单里"):
            return None
        if not _ID.fullmatch(rule.id):
            said = message("要求编号“{id}”不合式", id=Word(rule.id))
            fix = message("用小写字母开头，后面可以有小写字母、数字和连字符，如 county-file")
            self.fault((*path, "编号"), "bad-id", said, fix)
            return None
        return made_of(rule, NEW)

    def keep(self, card: Card, rules: tuple[Requirement, ...]) -> None:
        """The card with other requirements."""
        self.cards[card.number] = Card.model_validate(raw_of(card, {"要求": rules}))

    def tell(self, card: Card, change: RuleChange) -> None:
        """Note what a change brings to the card's prose and examples."""
        self.more.setdefault(card.number, []).append(change)
        self.scenarios += change.scenarios

    # Lists ----------------------------------------------------------------------------------------------

    def ledgers_of(self, overlay: Overlay) -> tuple[LedgerName, ...]:
        """The ledgers; every card must be in one of them."""
        made = self.listed(("台账",), overlay.ledgers, LedgerList)
        ledgers = self.base.head.ledgers if made is None else made.entries
        at: Route = ("台账", "目录")
        keys = [entry.key for entry in ledgers]
        for i, key in enumerate(keys):
            if key in keys[:i]:
                self.fault(
                    (*at, i), "twice", message("台账“{key}”列了两遍", key=Word(key)), message("留一处")
                )
        if made is not None:
            self.changes.append(Change("改", "台账", "台账目录", self.basis(made.grounds), (), ("台账",)))
        elif overlay.ledgers is not None:
            return ledgers
        for card in self.cards.values():
            if card.ledger not in keys:
                said = message(
                    "台账目录里没有“{key}”，{card}“{title}”却在这个台账里",
                    key=Word(card.ledger),
                    card=Word(card.code),
                    title=Word(card.title),
                )
                fix = message(
                    "在台账的“目录”里写上它，或把这张卡改到别的台账；目录里有：{keys}",
                    keys=Word("、".join(keys)),
                )
                self.fault(self.placed(card) or at, "unknown-ledger", said, fix)
        return ledgers

    def placed(self, card: Card) -> Route:
        """Where the overlay says which ledger the card is in, if it does."""
        for change in self.changes:
            before = self.base.card(card.number)
            if change.code == card.code and (before is None or before.ledger != card.ledger):
                return (*change.route, change.action, "台账")
        return ()

    # The outcome ----------------------------------------------------------------------------------------

    def pack_of(
        self,
        ledgers: tuple[LedgerName, ...],
        problems: tuple[ProblemClass, ...],
        terms: Mapping[str, int],
    ) -> Pack:
        """The pack that comes of it."""
        return replace(
            self.base,
            head=self.base.head.model_copy(update={"ledgers": ledgers, **terms}),
            cards=tuple(sorted(self.cards.values(), key=lambda c: c.number)),
            sources=self.sources,
            problems=problems,
            text=self.text,
        )

    def text(self, card: Card) -> CardText:
        """A card's prose, with what the county brings to it."""
        own = self.texts.get(card.number) or self.base.text(card)
        more = self.more.get(card.number, ())
        materials = (*own.materials, *(m for change in more for m in change.materials))
        scenarios = (*own.scenarios, *(s for change in more for s in change.scenarios))
        return own.model_copy(update={"materials": materials, "scenarios": scenarios})


def _words_of(model: type[Entry]) -> set[str]:
    return {str(field.title) for field in model.model_fields.values()}
