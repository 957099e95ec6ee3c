"""The examples of a card: one that breaks every requirement, and no address that could never be produced.

Whether an example does produce what it says is tried elsewhere, by running it.
"""

from collections.abc import Iterator

from dangjian_cli.card import Card, Scenario
from dangjian_cli.finding import Word, message
from dangjian_cli.lint.draft import Asked, Draft, Fault, file_of

MARKS = "?…"
"""Before a secondary address: that it is for a person to look at, or still open."""


def no_scenario(draft: Draft) -> Iterator[Fault]:
    """A requirement that no example breaks, so that nobody has seen it bite."""
    for card, text in draft.texts:
        broken = {_code(address) for scenario in text.scenarios for address in _meant(scenario)}
        for versions in card.versions.values():
            code = card.code_of(versions[0])
            if code not in broken:
                yield Fault(
                    Asked(card, versions[-1]).file,
                    message("{code}没有一个示例来违反它", code=Word(code)),
                    message("在“示例”里加一个：改动什么，得到哪个缺项"),
                )


def unknown_address(draft: Draft) -> Iterator[Fault]:
    """An address that no requirement of the pack has."""
    for card, scenario in _scenarios(draft):
        for address in (*_meant(scenario), *(key.lstrip(MARKS) for key in scenario.secondary)):
            code, _, subject = address.partition("@")
            if code not in draft.codes or not subject:
                yield Fault(
                    file_of(card),
                    message(
                        "{card}的示例“{title}”里的地址“{address}”，没有这样的要求",
                        card=Word(card.code),
                        title=Word(scenario.title),
                        address=Word(address),
                    ),
                    message("写成“要求的代码@对象”，如 DJ13.meet@2026-Q2"),
                )


def unexplained_secondary(draft: Draft) -> Iterator[Fault]:
    """A further finding for which the example gives no reason."""
    for card, scenario in _scenarios(draft):
        for address, why in scenario.secondary.items():
            if not why.strip():
                yield Fault(
                    file_of(card),
                    message(
                        "{card}的示例“{title}”没有写为什么会次生{address}",
                        card=Word(card.code),
                        title=Word(scenario.title),
                        address=Word(address),
                    ),
                    message("在地址后面写原因"),
                )


def _scenarios(draft: Draft) -> Iterator[tuple[Card, Scenario]]:
    return ((card, scenario) for card, text in draft.texts for scenario in text.scenarios)


def _meant(scenario: Scenario) -> tuple[str, ...]:
    """The addresses that the example is there for."""
    return (*scenario.findings, *scenario.attests, *scenario.dues)


def _code(address: str) -> str:
    return address.partition("@")[0]
