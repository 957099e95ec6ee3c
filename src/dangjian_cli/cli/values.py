"""What a shell offers for a value while somebody types; looked up only then."""

from collections.abc import Callable, Iterable, Iterator

from dangjian_cli.cli.standard import pack_at_hand, shelf_at_hand

Offered = tuple[str, str]
"""A value, and what the shell says beside it."""


def _offer(find: Callable[[], Iterable[str | Offered]]) -> Callable[[str], list[str | Offered]]:
    """What typer asks: the values that begin as somebody has begun."""

    def offered(incomplete: str) -> list[str | Offered]:
        return [v for v in find() if (v if isinstance(v, str) else v[0]).startswith(incomplete)]

    return offered


@_offer
def fields() -> Iterable[str]:
    """领域."""
    from dangjian_cli.ledger.branch import FIELDS

    return FIELDS


@_offer
def ledgers() -> Iterator[str]:
    """台账."""
    return (ledger.key for ledger in pack_at_hand().head.ledgers)


@_offer
def cards() -> Iterator[Offered]:
    """卡号, with the cards' names."""
    return ((str(card.number), card.title) for card in pack_at_hand().cards)


@_offer
def explained() -> Iterator[str | Offered]:
    """卡号, names of cards, systems, and codes of requirements."""
    pack = pack_at_hand()
    for card in pack.cards:
        yield str(card.number), card.title
        yield card.title
        yield from ((card.code_of(versions[0]), versions[0].title) for versions in card.versions.values())
    yield from (system.title for system in shelf_at_hand().systems)
    yield from ("豁免", "人工核实")


@_offer
def views() -> Iterator[str]:
    """分类."""
    from dangjian_cli.report.shelf import TREE

    yield TREE
    yield from (view.title for view in shelf_at_hand().views)


@_offer
def documents() -> Iterator[str]:
    """什么 of ``dj print``."""
    from dangjian_cli.cli.print_ import EVERYTHING
    from dangjian_cli.documents import makers

    yield from makers()
    yield EVERYTHING[0]


@_offer
def targets() -> Iterable[str]:
    """What is printed may become."""
    from dangjian_cli.render import targets

    return targets.names()


@_offer
def formats() -> Iterable[str]:
    """What a check may be written as."""
    from dangjian_cli.report import formats

    return formats.names()


@_offer
def entered() -> Iterable[str]:
    """什么 of ``dj new``, the common ones first."""
    from dangjian_cli.edit.entry import COMMON, entries

    return dict.fromkeys((*COMMON, *(entry.word for entry in entries().values())))


@_offer
def hosts() -> Iterable[str]:
    """Code hosts."""
    from dangjian_cli.edit.starter import HOSTS

    return HOSTS
