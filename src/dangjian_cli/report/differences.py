"""The difference of two packs, as text for people and as JSON."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from dangjian_cli.card import Card, Pack
from dangjian_cli.diff import Difference, Pair, Rule, Version
from dangjian_cli.finding import Severity
from dangjian_cli.report.look import Look, bases_json

SCHEMA = "dj.pack-diff/1"


def called(pack: Pack) -> str:
    """A pack with the overlay that lies over it."""
    over = f"，加{pack.overlay.name}（{pack.overlay.version}）" if pack.overlay else ""
    return f"{pack.head.name}（{pack.head.version}）{over}"


def text(before: Pack, after: Pack, found: Difference, look: Look) -> Iterator[str]:
    """What differs, card by card, and what it means."""
    yield from look.lines(f"原来：{called(before)}", "", "      ", style="head")
    yield from look.lines(f"现在：{called(after)}", "", "      ", style="head")
    yield from look.lines(_summary(found), style="head" if found else "good")
    if found.named:
        yield from _titled(
            "名称和归类",
            (f"{n.what}：{n.before or '（没有）'} → {n.after or '（没有）'}" for n in found.named),
            look,
        )
    whole = {c.number for c in (*found.cards_added, *found.cards_removed)}
    for heading, cards, rules in (
        ("新加的卡", found.cards_added, found.added),
        ("去掉的卡", found.cards_removed, found.removed),
    ):
        if cards:
            yield from _titled(heading, (_card(c, rules) for c in cards), look)
    for heading, rules in (
        ("新加的要求", found.added),
        ("去掉的要求", tuple(r for r in found.removed if r.card.number not in whole)),
        ("改动的要求", found.changed),
    ):
        if rules:
            yield ""
            yield from look.lines(f"{heading}（{len(rules)}条）", style="head")
            yield from _rules(rules, look)


def _card(card: Card, rules: Iterable[Rule]) -> str:
    """A card that came or went whole, and how much it asks."""
    own = [r for r in rules if r.card.number == card.number]
    return f"{card.code} {card.title}（{_counted(own)}）"


def _counted(rules: Iterable[Rule]) -> str:
    severities = [r.worst for r in rules]
    worst = severities.count(Severity.ERROR)
    return f"{len(severities)}条要求" + (f"，其中必改{worst}条" if worst else "")


def _titled(heading: str, entries: Iterable[str], look: Look) -> Iterator[str]:
    yield ""
    yield from look.lines(heading, style="head")
    for entry in entries:
        yield from look.lines(entry, "  · ", "    ")


def _rules(rules: Iterable[Rule], look: Look) -> Iterator[str]:
    for _, same in groupby(rules, key=lambda r: r.card.number):
        for i, rule in enumerate(same):
            if i == 0:
                yield from look.lines(f"{rule.card.code} {rule.card.title}", "  ", "    ")
            yield from look.lines(f"{rule.code} {rule.title}", "    ", "      ")
            for pair in rule.pairs:
                for sentence in meaning(pair):
                    yield from look.lines(sentence, "      · ", "        ")


def meaning(pair: Pair) -> Iterator[str]:
    """What became of a version, in sentences."""
    old, new = pair
    if old is None or new is None:
        version = old or new
        if version is not None:
            kept = "，标准原来的那条照旧核对" if version.beside else ""
            yield f"{'不再核对' if new is None else '新核对'}：{_whole(version)}{kept}"
        return
    begins = f"{new.since}起，" if new.since and new.since != old.since else ""
    if old.phrase != new.phrase:
        yield f"{begins}要求由“{old.phrase}”变为“{new.phrase}”"
    if old.modality != new.modality:
        yield f"程度由“{old.modality}”变为“{new.modality}”"
    if old.severity != new.severity:
        yield f"缺了由“{old.severity.label}”变为“{new.severity.label}”"
    if old.basis != new.basis:
        yield f"依据由{_authorities(old)}变为{_authorities(new)}"
    if old.phrase == new.phrase and (old.since, old.until) != (new.since, new.until):
        yield f"适用时间由{_span(old)}变为{_span(new)}"
    if old.fields != new.fields:
        yield f"适用领域由{'、'.join(old.fields) or '不限'}变为{'、'.join(new.fields) or '不限'}"
    if old.title != new.title:
        yield f"名称由“{old.title}”变为“{new.title}”"


def _whole(version: Version) -> str:
    span = _span(version) if version.since or version.until else ""
    about = (version.local, span, f"缺了算“{version.severity.label}”", f"依据{_authorities(version)}")
    return f"〔{version.modality}〕{version.phrase}（{'；'.join(filter(None, about))}）"


def _authorities(version: Version) -> str:
    return "；".join(b.cited for b in version.basis)


def _span(version: Version) -> str:
    since = f"{version.since}起" if version.since else ""
    until = f"{version.until}以前" if version.until else ""
    return f"{since}{'，' if since and until else ''}{until}" or "不限时间"


def _summary(found: Difference) -> str:
    if not found:
        return "两边核对的完全一样。"
    said = (
        (found.cards_added, f"新加{len(found.cards_added)}张卡"),
        (found.cards_removed, f"去掉{len(found.cards_removed)}张卡"),
        (found.added, f"新加{_counted(found.added)}"),
        (found.removed, f"去掉{_counted(found.removed)}"),
        (found.changed, f"改动{len(found.changed)}条要求"),
        (found.named, f"名称和归类改{len(found.named)}处"),
    )
    return "；".join(words for some, words in said if some) + "。"


def as_json(before: Pack, after: Pack, found: Difference) -> str:
    """The same as JSON, a promise versioned on its own."""
    data = {
        "schema": SCHEMA,
        "before": _pack(before),
        "after": _pack(after),
        "named": [n._asdict() for n in found.named],
        "cards": {
            "added": [{"code": c.code, "title": c.title} for c in found.cards_added],
            "removed": [{"code": c.code, "title": c.title} for c in found.cards_removed],
        },
        "requirements": {
            "added": [_rule(r) for r in found.added],
            "removed": [_rule(r) for r in found.removed],
            "changed": [_rule(r) for r in found.changed],
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _pack(pack: Pack) -> dict[str, Any]:
    overlay = {"name": pack.overlay.name, "version": pack.overlay.version} if pack.overlay else None
    return {"name": pack.head.name, "version": pack.head.version, "overlay": overlay}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "title": rule.title,
        "versions": [
            {
                "before": _version(pair.before),
                "after": _version(pair.after),
                "meaning": list(meaning(pair)),
            }
            for pair in rule.pairs
        ],
    }


def _version(version: Version | None) -> dict[str, Any] | None:
    if version is None:
        return None
    return {
        "title": version.title,
        "sentence": version.phrase,
        "modality": version.modality,
        "severity": version.severity.value,
        "basis": bases_json(version.basis),
        "since": version.since or None,
        "until": version.until or None,
        "fields": list(version.fields),
    }
