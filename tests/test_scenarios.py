"""Every card's own examples hold, and every requirement is shown failing by one of them."""

import pytest

from dangjian_cli.card import Card, Scenario
from dangjian_cli.load.pack import load_pack, standards_folder
from dangjian_cli.load.scenarios import load_sample, run

FOLDER = standards_folder()
PACK = load_pack(FOLDER)
EXAMPLES = [
    pytest.param(card, scenario, id=f"{card.code} {scenario.title}")
    for card in PACK.cards
    for scenario in PACK.text(card).scenarios
]


@pytest.mark.parametrize(("card", "scenario"), EXAMPLES)
def test_example_holds(card: Card, scenario: Scenario) -> None:
    outcome = run(load_sample(FOLDER), scenario, PACK, PACK.head.sample_day)

    assert outcome.kept, (
        f"{card.code}“{scenario.title}”\n"
        f"  应有而没有：{'、'.join(sorted(outcome.missing)) or '无'}\n"
        f"  不应有而有：{'、'.join(sorted(outcome.unexpected)) or '无'}"
    )


@pytest.mark.parametrize("card", PACK.cards, ids=lambda card: card.code)
def test_every_requirement_is_shown_failing(card: Card) -> None:
    shown = {
        address.split("@")[0]
        for scenario in PACK.text(card).scenarios
        for address in (*scenario.findings, *scenario.attests, *scenario.dues)
    }

    assert {card.code_of(v[0]) for v in card.versions.values()} - shown == set()


@pytest.mark.parametrize("card", PACK.cards, ids=lambda card: card.code)
def test_every_side_effect_has_its_reason(card: Card) -> None:
    reasons = [why for s in PACK.text(card).scenarios for why in s.secondary.values()]

    assert all(reasons)
