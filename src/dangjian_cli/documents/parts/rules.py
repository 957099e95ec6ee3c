"""What the standard asks on a day in one field (领域), for documents about rules and not records."""

from dataclasses import dataclass
from datetime import date

from dangjian_cli.card import Card, Pack, Requirement
from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.finding import Privacy
from dangjian_cli.shelf import Shelf


@dataclass(frozen=True)
class Rules:
    """The standard as it holds for one branch, or for a field where ``kind`` and ``holder`` are empty."""

    pack: Pack
    shelf: Shelf
    field: str
    as_of: date
    kind: str = ""
    holder: str = ""

    @classmethod
    def of(cls, matter: Matter) -> "Rules":
        """As they hold for the branch at hand."""
        branch = matter.ledger.branch
        return cls(matter.pack, matter.shelf, matter.field, matter.as_of, branch.kind, matter.branch)

    def barred(self, card: Card, requirement: Requirement) -> str:
        """Why a requirement is not for this field or this kind of branch."""
        why = card.not_applicable(requirement, self.field, self.kind)
        return why.render(Privacy.LOCAL) if why else ""
