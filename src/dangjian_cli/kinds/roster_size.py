"""在册人数：how many members the branch has today."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import model_validator

from dangjian_cli.finding import Arg, Judgement, Status, Word, message
from dangjian_cli.kinds.base import NOTHING, Kind, Quiz, Situation
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.roster import standing
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.periods import Day

SUBJECT = "党员名册"


class RosterSize(Kind):
    """The members on the roll, or the full members, are between ``至少`` and ``至多`` in number."""

    tag = "在册人数"
    problem = "1.2"
    measure = "限度"

    of: Literal["全体党员", "正式党员"] = zh("计", default=...)
    at_least: int = zh("至少", default=0)
    at_most: int | None = zh("至多")

    @model_validator(mode="after")
    def _bounded(self) -> "RosterSize":
        if not self.at_least and self.at_most is None:
            raise BadValue("no-bound", message("“至少”和“至多”至少要写一个"))
        return self

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement of a branch that has a roster and was not dissolved."""
        del since
        if situation.ledger.sections.members and not situation.ended_by(situation.as_of):
            yield self._judge(situation)

    def _judge(self, situation: Situation) -> Judgement:
        least, most = self._counted(situation)
        states = {self._fits(least), self._fits(most)}
        on = Day.exact(situation.as_of)
        if states == {True}:
            return Judgement(Status.MET, SUBJECT, ("members",), NOTHING, on=on)
        words: dict[str, Arg] = {"of": Word(self.of), "least": least, "bound": Word(self._bound())}
        if len(states) > 1:
            text = message(
                "名册上现有{of}{least}到{most}人（有的日期只写到月份），要求{bound}", most=most, **words
            )
            fix = message("把名册里入党、转正、变动的日期写到日")
            return Judgement(Status.ATTEST, SUBJECT, ("members",), text, on=on, fix=fix)
        text = message("名册上现有{of}{least}人，要求{bound}", **words)
        fix = message("先核对名册，漏记的变动补上；人数确实不合的，报上级党组织研究支部的设置")
        return Judgement(Status.GAP, SUBJECT, ("members",), text, on=on, fix=fix)

    def _counted(self, situation: Situation) -> tuple[int, int]:
        day = situation.as_of
        standings = (standing(m, day) for m in situation.ledger.sections.members)
        states = [s.member if self.of == "全体党员" else s.full for s in standings]
        return states.count(True), len(states) - states.count(False)

    def _fits(self, number: int) -> bool:
        return self.at_least <= number and (self.at_most is None or number <= self.at_most)

    def _bound(self) -> str:
        least = f"不少于{self.at_least}人" if self.at_least else ""
        most = f"不超过{self.at_most}人" if self.at_most is not None else ""
        return "、".join(filter(None, (least, most)))

    def phrase(self) -> str:
        """The sentence on the card."""
        return f"名册上现有的{self.of}：{self._bound()}"

    def quiz(self) -> Quiz:
        """How many."""
        return Quiz(f"一个党支部的{self.of}人数有什么要求？", self._bound())
