"""班子：how many sit in the committee, by how many full members elected it."""

from collections.abc import Iterator
from datetime import date

from pydantic import model_validator

from dangjian_cli.finding import Arg, Judgement, Status, Word, message
from dangjian_cli.kinds.base import Quiz, RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.organization import Committee
from dangjian_cli.ledger.roster import standing
from dangjian_cli.ledger.table import Row
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.periods import add_months


class Board(RowKind):
    """A term of ``对象`` (支委会), on the day of its election.

    With ``满`` full members or more it has between ``至少`` and ``至多`` seats; with fewer, no more than
    ``不足时至多``.
    """

    tag = "班子"
    problem = "1.2"
    measure = "限度"

    enough: int = zh("满", default=..., hint="正式党员满几人应设委员会")
    at_least: int = zh("至少", default=0)
    at_most: int | None = zh("至多")
    otherwise: int | None = zh("不足时至多")

    @model_validator(mode="after")
    def _bounded(self) -> "Board":
        if not self.at_least and self.at_most is None and self.otherwise is None:
            raise BadValue("no-bound", message("“至少”“至多”“不足时至多”至少要写一个"))
        return self

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a term, where there is a roster to count by."""
        del since
        term = row.record
        if not isinstance(term, Committee) or not term.members or not situation.ledger.sections.members:
            return
        seats = _seats(term)
        least, most = _full_members(term.elected.first, situation)
        fits = {self._fits(seats, least), self._fits(seats, most)}
        if fits == {True}:
            yield met(row, situation)
            return
        words: dict[str, Arg] = {"row": name_of(row, situation), "seats": seats, "full": least}
        column = self.column("成员")
        if len(fits) > 1:
            text = message(
                "{row}选出{seats}人，当时正式党员{full}到{most}人（有的日期只写到月份），合不合规定要看原件",
                most=most,
                **words,
            )
            fix = message("把名册里转正、变动的日期写到日")
            yield judge(Status.ATTEST, row, situation, text, column=column, fix=fix)
            return
        text = message(
            "{row}选出{seats}人，当时正式党员{full}人，要求{bound}", bound=Word(self._bound(least)), **words
        )
        fix = message("核对“成员”和名册，漏记的补上；确实不合的，报上级党组织研究，补选或下次换届时调整")
        yield judge(Status.GAP, row, situation, text, column=column, fix=fix)

    def _fits(self, seats: int, full: int) -> bool:
        if full < self.enough:
            return self.otherwise is None or seats <= self.otherwise
        return self.at_least <= seats and (self.at_most is None or seats <= self.at_most)

    def _bound(self, full: int) -> str:
        if full < self.enough:
            return f"不设委员会，书记、副书记不超过{self.otherwise}人"
        least = f"不少于{self.at_least}人" if self.at_least else ""
        most = f"不超过{self.at_most}人" if self.at_most is not None else ""
        return f"委员{'、'.join(filter(None, (least, most)))}"

    def phrase(self) -> str:
        """The sentence on the card."""
        said = []
        if self.at_least or self.at_most is not None:
            said.append(f"正式党员满{self.enough}人的，{self._bound(self.enough)}")
        if self.otherwise is not None:
            said.append(f"不满{self.enough}人的，{self._bound(0)}")
        return f"{self.what}：{'；'.join(said)}"

    def quiz(self) -> Quiz:
        """How many seats."""
        return Quiz("支部委员会由多少人组成？", self.phrase().partition("：")[2])


def _seats(term: Committee) -> int:
    """How many took their seats at the election, or within a month of it, as the approval came."""
    latest = add_months(term.elected.last, 1)
    return len({t.name for t in term.members if t.since is None or t.since.first <= latest})


def _full_members(day: date, situation: Situation) -> tuple[int, int]:
    """Full members that day, at least and at most."""
    states = [standing(m, day).full for m in situation.ledger.sections.members]
    return states.count(True), len(states) - states.count(False)
