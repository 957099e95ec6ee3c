"""What documents are made from: a branch as read and judged, the standard, the year."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from dangjian_cli.card import Card, CardText, Pack
from dangjian_cli.finding import Report
from dangjian_cli.ledger import Ledger
from dangjian_cli.load.branch import LoadedBranch
from dangjian_cli.load.enclosed import Enclosed
from dangjian_cli.shelf import Shelf

T = TypeVar("T")


class Misasked(Exception):  # noqa: N818 - said of the question
    """Something was asked for that is not there: the option, what was asked, what to say, what there is."""

    def __init__(self, option: str, asked: str, said: str, known: Sequence[str]) -> None:
        super().__init__(option, said)
        self.option = option
        self.asked = asked
        self.said = said
        self.known = known


@dataclass(frozen=True)
class Matter:
    """A branch on a day.

    ``year`` is the year that is printed; ``open_numbers`` prints identity and telephone numbers whole.
    ``options`` are what single documents ask beside that, by Chinese name.
    """

    loaded: LoadedBranch
    pack: Pack
    shelf: Shelf
    report: Report
    as_of: date
    year: int
    open_numbers: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    enclosed: tuple[Enclosed, ...] = ()
    """Texts that somebody wants bound in."""
    _found: dict[object, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def once(self, key: object, find: Callable[[], T]) -> T:
        """What ``find`` finds, looked for once: several documents rest on the same."""
        if key not in self._found:
            self._found[key] = find()
        found: T = self._found[key]
        return found

    @property
    def ledger(self) -> Ledger:
        """The branch's records."""
        return self.loaded.ledger

    @property
    def branch(self) -> str:
        """The branch's name."""
        return self.ledger.branch.name

    @property
    def field(self) -> str:
        """Its 领域."""
        return self.ledger.branch.field

    @cached_property
    def texts(self) -> Mapping[int, CardText]:
        """The prose of every card by its number, read once."""
        return {card.number: self.pack.text(card) for card in self.pack.cards}

    def applies(self, card: Card) -> bool:
        """Whether anything on the card applies to this branch."""
        branch = self.ledger.branch
        return any(card.not_applicable(r, branch.field, branch.kind) is None for r in card.requirements)
