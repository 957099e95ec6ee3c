"""The pages that an editor of the standard reviews: every card side by side, and who holds which fact."""

from collections.abc import Iterator
from itertools import groupby

from dangjian_cli.card import Card, CardText, Pack, Requirement
from dangjian_cli.report.look import scope
from dangjian_cli.shelf import Coverage, Shelf, coverage, kept

_MADE = "<!-- 由 scripts/pages.py 从 standards/ 生成，不要手改 -->"


def cards_page(pack: Pack, shelf: Shelf) -> str:
    """All cards: what is checked in the generated words, on what authority, steps, norms, documents."""
    return "\n".join(_cards(pack, shelf)) + "\n"


def _cards(pack: Pack, shelf: Shelf) -> Iterator[str]:
    count = sum(len(card.versions) for card in pack.cards)
    yield from (_MADE, "", f"# {pack.head.name}（{pack.head.version}）", "")
    yield f"共{len(pack.cards)}张，{count}条要求。每条的话由核对用的参数生成；条号只印核实过的（A、B）。"
    yield from ("", pack.head.note)
    for key, cards in groupby(pack.cards, key=lambda c: c.ledger):
        yield from ("", f"## {pack.ledger_title(key)}")
        for card in cards:
            yield from _card(card, pack.text(card), pack, shelf)


def _card(card: Card, text: CardText, pack: Pack, shelf: Shelf) -> Iterator[str]:
    why = f"（{card.fields_why}）" if card.fields_why else ""
    yield from ("", f"### 卡{card.number:02} {card.title}", "")
    yield f"适用：{scope(card)}{why}"
    yield from ("", f"做什么：{text.what}", "", f"怎么做：{text.how}", "")
    for i, step in enumerate(text.steps, 1):
        yield f"{i}. {step.name}（{step.who}，{step.when}）：{step.how}"
        yield f"   检查点：{'；'.join(step.checkpoints)}"
    yield from ("", "| 要求 | 核对的话 | 情态 | 缺了算 | 依据 |", "|---|---|---|---|---|")
    for requirement in card.requirements:
        yield _row(card, requirement, pack)
    norms = [f"{shelf.by_title[n].id} {n}" if n in shelf.by_title else n for n in text.norms]
    papers = [f"{p.code} {p.material.name}（{p.years}）" for p in kept(card, text, pack)]
    yield from ("", f"规范：{'、'.join(norms) or '无'}", "", f"资料：{'、'.join(papers)}")
    for entry in text.unchecked:
        yield from ("", f"台账看不出来：{entry.what}（{entry.why}）")


def _row(card: Card, requirement: Requirement, pack: Pack) -> str:
    grounds = "；".join(f"{basis.cited}〔{basis.grade}〕" for basis in pack.basis(requirement))
    since = f"{requirement.since}起" if requirement.since else ""
    until = f"{requirement.until}前" if requirement.until else ""
    times = f"（{since}{until}）" if since or until else ""
    where = f"（{only}）" if (only := scope(requirement)) else ""
    cells = (
        f"{card.code_of(requirement)} {requirement.title}{times}{where}",
        requirement.phrase,
        requirement.modality,
        requirement.severity.label,
        grounds,
    )
    return f"| {' | '.join(cell.replace('|', '、') for cell in cells)} |"


def coverage_page(pack: Pack, shelf: Shelf) -> str:
    """Every fact: the requirements that hold it, and what of it no record can show, with the reason."""
    found = coverage(((card, pack.text(card)) for card in pack.cards), shelf)
    return "\n".join(_coverage(found)) + "\n"


def _coverage(found: tuple[Coverage, ...]) -> Iterator[str]:
    held = sum(bool(entry.held) for entry in found)
    yield from (_MADE, "", "# 哪件事由哪条要求核对", "")
    yield f"事实{len(found)}件，其中{held}件有要求核对；其余的写明台账看不出来的是什么、为什么。"
    yield from ("", "| 事实 | 内容 | 核对的要求 | 台账看不出来的 |", "|---|---|---|---|")
    for entry in found:
        left = [f"卡{number:02}：{what}（{why}）" for number, what, why in entry.left]
        left += [entry.fact.why] if entry.fact.why else []
        cells = (entry.fact.id, entry.fact.what, "、".join(entry.held) or "—", "；".join(left) or "—")
        yield f"| {' | '.join(cells)} |"
