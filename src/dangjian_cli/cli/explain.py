"""``dj explain`` and ``dj cards``: what is asked, and on what authority."""

import re
import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from dangjian_cli.cli import out, values
from dangjian_cli.cli.options import AsOf, today
from dangjian_cli.cli.standard import Overlay, known_field, pack_at_hand, shelf_at_hand
from dangjian_cli.cli.zh import ZhTyper
from dangjian_cli.cli.zh_errors import did_you_mean

if TYPE_CHECKING:
    from dangjian_cli.card import Card, Pack, Requirement
    from dangjian_cli.shelf import System

FieldOption = Annotated[
    str | None,
    typer.Option("--field", metavar="领域", help="只看这个领域适用的，如 农村", autocompletion=values.fields),
]

_CARD = re.compile(r"(?:DJ|卡)?0*(\d+)", re.IGNORECASE)


_ACTS = {word: word for word in ("豁免", "人工核实")} | {
    "DJ00.waiver": "豁免",
    "DJ00.attestation": "人工核实",
}
"""What stands in the ledger beside the records, and under what code it is found wanting."""


def register(app: ZhTyper) -> None:
    """Add the commands."""
    app.command()(explain)
    app.command()(cards)


def explain(
    code: Annotated[
        str,
        typer.Argument(
            metavar="卡号或条目",
            help="如 13、党员大会、 DJ13.meet、三会一课制度、 豁免、人工核实",
            autocompletion=values.explained,
        ),
    ],
    as_of: AsOf = None,
    field: FieldOption = None,
    overlay: Overlay = None,
) -> None:
    """解释一张明白卡、一条要求或一项制度：怎么做、依据哪条。"""
    from dangjian_cli.report import cards as form

    pack = pack_at_hand(overlay)
    known_field(field)
    meant = code.strip().split("@", 1)[0]
    if meant in _ACTS:
        from dangjian_cli.report import acts

        _say(acts.explained(_ACTS[meant], pack, out.look(sys.stdout)))
        return
    system = _system(code, pack)
    if system is not None:
        _say(_systems_text(system, pack, field, as_of or today()))
        return
    card, versions = _meant(meant, pack)
    if versions:
        _say(form.requirement(card, versions, pack, out.look(sys.stdout)))
    else:
        _say(form.whole(card, pack.text(card), pack, as_of or today(), out.look(sys.stdout)))


def cards(
    field: FieldOption = None,
    view: Annotated[
        str | None,
        typer.Option(
            "--view",
            metavar="分类",
            help="换一种分法看，如 三级目录（标准、规范、资料）",
            autocompletion=values.views,
        ),
    ] = None,
    overlay: Overlay = None,
) -> None:
    """列出全部明白卡。"""
    from dangjian_cli.report import cards as form

    known_field(field)
    pack = pack_at_hand(overlay)
    _say(form.catalogue(pack, field, out.look(sys.stdout)) if view is None else _viewed(view, pack, field))


def _viewed(name: str, pack: "Pack", field: str | None) -> Iterator[str]:
    from dangjian_cli.report import shelf as form

    shelf = shelf_at_hand()
    if name == form.TREE:
        return form.tree(pack, shelf, field, out.look(sys.stdout))
    meant = next((v for v in shelf.views if v.title == name), None)
    if meant is None:
        known = [form.TREE, *(v.title for v in shelf.views)]
        advice = did_you_mean(name, known) or f"可以写：{'、'.join(known)}"
        raise typer.BadParameter(f"没有“{name}”这种分法。{advice}", param_hint="--view")
    return form.view(meant, pack, shelf, out.look(sys.stdout))


def _system(name: str, pack: "Pack") -> "System | None":
    """The system of that name or number; a card's own name comes first, and needs no shelf."""
    if _CARD.fullmatch(name.partition(".")[0]) or any(card.title == name for card in pack.cards):
        return None
    return next((s for s in shelf_at_hand().systems if name.upper() in {s.title, s.id}), None)


def _systems_text(system: "System", pack: "Pack", field: str | None, day: date) -> Iterator[str]:
    from dangjian_cli.report import shelf as form

    return form.system(system, pack, field, day, out.look(sys.stdout))


def _meant(code: str, pack: "Pack") -> tuple["Card", "tuple[Requirement, ...]"]:
    head, _, requirement = code.partition(".")
    number = _CARD.fullmatch(head)
    card = pack.card(int(number[1])) if number else next((c for c in pack.cards if c.title == head), None)
    if card is None:
        _dropped(f"DJ{int(number[1]):02}" if number else head, pack)
        systems = [s.title for s in shelf_at_hand().systems]
        known = [f"{c.number}" for c in pack.cards] + [c.title for c in pack.cards] + systems
        advice = did_you_mean(head, known) or "dj cards 列出全部明白卡"
        raise typer.BadParameter(f"没有“{head}”这张明白卡或制度。{advice}", param_hint="参数“卡号或条目”")
    if not requirement:
        return card, ()
    if requirement not in card.versions:
        _dropped(f"{card.code}.{requirement}", pack)
        known_ids = [f"{card.code}.{name}" for name in card.versions]
        advice = did_you_mean(code, known_ids) or f"这张卡有：{'、'.join(card.versions)}"
        raise typer.BadParameter(
            f"卡{card.number}没有“{requirement}”这一条。{advice}", param_hint="参数“卡号或条目”"
        )
    return card, card.versions[requirement]


def _dropped(what: str, pack: "Pack") -> None:
    """Say so, if it is what the county leaves out."""
    for change in pack.overlay.changes if pack.overlay else ():
        if change.action == "删" and what in {change.code, change.title}:
            bases = "；".join(b.cited for b in change.basis)
            text = f"“{change.title}”（{change.code}）县里不用：{bases}"
            raise typer.BadParameter(text, param_hint="参数“卡号或条目”")


def _say(lines: Iterator[str]) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
