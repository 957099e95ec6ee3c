"""What the standard asks on a day in one field (领域), for documents about rules and not records."""

from dataclasses import dataclass
from datetime import date

from dangjian_cli.card import Card, Pack, Requirement
from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.finding import Privacy
from dangjian_cli.load.enclosed import Enclosed
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
    enclosed: tuple[Enclosed, ...] = ()
    """Texts that somebody wants bound in."""

    @classmethod
    def of(cls, matter: Matter) -> "Rules":
        """As they hold for the branch at hand."""
        branch = matter.ledger.branch
        return cls(
            matter.pack,
            matter.shelf,
            matter.field,
            matter.as_of,
            branch.kind,
            matter.branch,
            matter.enclosed,
        )

    @property
    def reader(self) -> str:
        """Whom it is printed for."""
        return self.holder or f"{self.field}党支部"

    @property
    def valid(self) -> str:
        """For whom and as of when it holds."""
        day = self.as_of
        return f"{self.field} · {day.year}年{day.month}月{day.day}日有效的规定"

    @property
    def standard(self) -> str:
        """Whose words these are, with what a county made of them."""
        head, overlay = self.pack.head, self.pack.overlay
        county = f"，加{overlay.name}（{overlay.version}）" if overlay else ""
        return f"{head.name}（{head.version}）{county}"

    def barred(self, card: Card, requirement: Requirement) -> str:
        """Why a requirement is not for this field or this kind of branch."""
        why = card.not_applicable(requirement, self.field, self.kind)
        return why.render(Privacy.LOCAL) if why else ""
