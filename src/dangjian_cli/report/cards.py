"""Cards as text: the list of them, one card whole, one requirement."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from dangjian_cli.card import Card, CardText, Pack, Requirement
from dangjian_cli.finding import Privacy
from dangjian_cli.report.look import Look, overlaid, scope


def catalogue(pack: Pack, field: str | None, look: Look) -> Iterator[str]:
    """Every card by ledger; with a field, whether it applies and why not."""
    changes = pack.overlay.changes if pack.overlay else ()
    own = {c.code.partition(".")[0]: "县里有改动" for c in changes if "." in c.code}
    own |= {c.code: f"县里{c.action}的" for c in changes}
    yield from look.lines(f"{pack.head.name}（{pack.head.version}），共{len(pack.cards)}张", style="head")
    if pack.overlay:
        yield from look.lines(overlaid(pack.head.name, pack.head.version, pack.overlay), style="dim")
    for key, cards in groupby(pack.shelved, key=lambda c: c.ledger):
        yield ""
        yield from look.lines(pack.ledger_title(key), style="head")
        for card in cards:
            count = len(card.versions)
            reason = _not_applicable(card, field) if field else None
            said = f"不适用：{reason}" if reason else f"{count}条要求"
            local = f"，{own[card.code]}" if card.code in own else ""
            yield from look.lines(f"卡{card.number:02} {card.title}（{said}{local}）", "  ", "       ")
    if dropped := [c for c in changes if c.action == "删"]:
        yield ""
        yield from look.lines("县里不用的", style="head")
        for change in dropped:
            bases = "；".join(b.cited for b in change.basis)
            yield from look.lines(f"{change.code} {change.title}：{bases}", "  ", "    ")


def _not_applicable(card: Card, field: str) -> str | None:
    reasons = [card.not_applicable(r, field) for r in card.requirements]
    if any(reason is None for reason in reasons):
        return None
    return next(r.render(Privacy.LOCAL) for r in reasons if r is not None)


def whole(card: Card, text: CardText, pack: Pack, as_of: date, look: Look) -> Iterator[str]:
    """A card: what, how, steps, requirements in force on a day, materials."""
    yield from look.lines(f"卡{card.number:02} {card.title}", style="head")
    yield from look.lines(f"{pack.ledger_title(card.ledger)} · 适用：{scope(card)}", style="dim")
    yield ""
    yield from look.lines(f"做什么：{text.what}", "", "        ")
    yield from look.lines(f"怎么做：{text.how}", "", "        ")
    yield ""
    yield from look.lines(f"步骤（{len(text.steps)}步）", style="head")
    for i, step in enumerate(text.steps, 1):
        yield from look.lines(f"{i}. {step.name}（{step.who}，{step.when}）{step.how}", "  ", "     ")
        for point in step.checkpoints:
            yield from look.lines(f"查：{point}", "     ", "         ")
    yield ""
    yield from look.lines("核对口径", style="head")
    for versions in card.versions.values():
        for requirement in versions:
            if len(versions) == 1 or requirement.in_force(as_of):
                yield from _sentence(card, requirement, pack, look)
    if text.unchecked:
        yield ""
        yield from look.lines("台账看不出来、要人看的", style="head")
        for entry in text.unchecked:
            yield from look.lines(f"· {entry.what}（{entry.why}）", "  ", "    ")
    yield ""
    yield from look.lines("要留的资料", style="head")
    for material in text.materials:
        kept = f"，归{material.destination}" if material.destination != "支部" else ""
        yield from look.lines(f"· {material.name}{kept}：{material.form}", "  ", "    ")


def _sentence(card: Card, requirement: Requirement, pack: Pack, look: Look) -> Iterator[str]:
    local = f"（{requirement.local}）" if requirement.local else ""
    said = f"· {requirement.title}{local}〔{requirement.modality}〕{requirement.phrase}"
    yield from look.lines(said, "  ", "    ")
    bases = "；".join(b.cited for b in pack.basis(requirement))
    yield from look.lines(f"{card.code_of(requirement)}  {bases}", "    ", "    ", style="dim")


def requirement(card: Card, versions: tuple[Requirement, ...], pack: Pack, look: Look) -> Iterator[str]:
    """One requirement in all its versions: sentence, word of the rule, authority, how it is read."""
    first = versions[0]
    yield from look.lines(f"{card.code_of(first)} {first.title}", style="head")
    yield from look.lines(f"卡{card.number:02} {card.title} · {pack.ledger_title(card.ledger)}", style="dim")
    for version in versions:
        yield ""
        if len(versions) > 1 or version.since or version.until:
            yield from look.lines(_heading(version), style="head")
        yield from look.lines(f"要求：〔{version.modality}〕{version.phrase}", "", "      ")
        for basis in pack.basis(version):
            yield from look.lines(f"依据：{basis.cited}，可信度{basis.grade}", "", "      ")
        if version.reading:
            yield from look.lines(f"读法：{version.reading}", "", "      ")
        materials = version.rule.materials()
        if materials:
            yield from look.lines(f"资料：{'、'.join(materials)}", "", "      ")
        item = pack.problem_items[version.rule.problem]
        yield from look.lines(
            f"缺了算：{version.severity.label}，{item.family}（{item.number} {item.title}）", "", "        "
        )
        if version.fix:
            yield from look.lines(f"怎么补：{version.fix}", "", "        ")


def _heading(version: Requirement) -> str:
    """Which work a version is for, and whose it is."""
    whose = version.local or "标准"
    since = f"{version.since}起" if version.since else ""
    until = f"{version.until}以前" if version.until else ""
    if not since and not until:
        return f"{whose}："
    span = f"{since}{'，' if since and until else ''}{until}的工作："
    return f"{whose}，{span}" if version.local else span
