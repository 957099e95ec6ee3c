"""The tables of a standard that a county may have its own of: problems, terms, retention periods."""

from collections.abc import Mapping
from typing import Any, TypeVar

from dangjian_cli.card import Change, Pack, ProblemClass, Retention
from dangjian_cli.finding import Route, Word, message
from dangjian_cli.overlay.reading import Reading
from dangjian_cli.overlay.written import Listed, Overlay, ProblemList, RetentionList, Terms

Lists = TypeVar("Lists", bound=Listed)


class Tables(Reading):
    """The tables of an overlay as they are read; ``changes`` are what the overlay changed so far."""

    def __init__(self, pack: Pack) -> None:
        super().__init__(pack)
        self.changes: list[Change] = []

    def listed(self, path: Route, raw: Any, model: type[Lists]) -> Lists | None:
        """A list that stands in for the standard's, with its authority."""
        made = self.read(path, raw, model) if raw is not None else None
        return made if made is not None and self.cited(path, made.grounds) else None

    def problems_of(self, overlay: Overlay) -> tuple[ProblemClass, ...]:
        """The problem catalogue; it keeps the numbers that findings are tallied under."""
        made = self.listed(("问题",), overlay.problems, ProblemList)
        if made is None:
            return self.base.problems
        numbers = {item.number for group in made.entries for item in group.items}
        gone = [number for number in self.base.problem_items if number not in numbers]
        if gone:
            said = message("问题目录里少了{gone}项，缺项要归到这些项", gone=Word("、".join(gone)))
            self.fault(("问题", "目录"), "unknown-problem", said, message("名称可以改，项号要留着"))
        self.changes.append(Change("改", "问题", "问题目录", self.basis(made.grounds), (), ("问题",)))
        return made.entries

    def terms_of(self, overlay: Overlay) -> dict[str, int]:
        """How long waivers and attestations may hold, as far as the county says."""
        made = self.listed(("期限",), overlay.terms, Terms)
        if made is None:
            return {}
        self.changes.append(
            Change("改", "期限", "豁免、人工核实的期限", self.basis(made.grounds), (), ("期限",))
        )
        return {key: months for key, months in made if isinstance(months, int)}

    def retention_of(self, overlay: Overlay) -> Mapping[str, Retention]:
        """How long documents are kept: the county's own table comes before the standard's, class by class."""
        made = self.listed(("保管期限",), overlay.retention, RetentionList)
        if made is None:
            return self.base.retention
        basis = self.basis(made.grounds)
        said = "；".join(b.cited for b in basis)
        own = {e.name: Retention(name=e.name, years=e.years, source=said) for e in made.entries}
        for i, entry in enumerate(made.entries):
            if any(entry.name == before.name for before in made.entries[:i]):
                text = message("“{name}”列了两遍", name=Word(entry.name))
                self.fault(("保管期限", "目录", i), "twice", text, message("留一处"))
        self.changes.append(Change("改", "保管期限", "归档范围和保管期限", basis, (), ("保管期限",)))
        return {**self.base.retention, **own}
