"""在任：who holds the offices that a committee, or a party group, must have today."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import model_validator

from dangjian_cli.finding import Arg, Judgement, Status, Word, message
from dangjian_cli.kinds.base import Kind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import Several, Tenure, zh
from dangjian_cli.ledger.organization import Committee, Group
from dangjian_cli.ledger.roster import offices_in
from dangjian_cli.ledger.table import Column, Row, Table
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.periods import Day

LEADER = "组长"


class Incumbent(Kind):
    """Each office of ``职务`` in the committee of today was given to somebody; each group has a leader.

    An office that fell vacant within the term was given: filling it again is the matter of 补缺. A group
    is looked at as it is today. With ``至多``, no more than so many hold the office at once. Where there
    is no committee, nothing is asked of it.
    """

    tag = "在任"
    problem = "1.2"

    body: Literal["支委会", "党小组"] = zh("机构", default=...)
    offices: Several[str] = zh("职务", default=(), hint="几种叫法用 / 分开；党小组只有组长，不写")
    at_most: int | None = zh("至多")

    @model_validator(mode="after")
    def _offices_of_committee(self) -> "Incumbent":
        if (self.body == "支委会") != bool(self.offices):
            raise BadValue("no-office", message("机构是支委会的写“职务”，是党小组的不写"))
        return self

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement an office, as of the last day judged."""
        del since
        if situation.ended_by(situation.as_of):
            return
        for row in Table.named(self.body).rows(situation.ledger.sections, situation.as_of):
            if self._is_current(row, situation):
                yield from self._body(row, situation)

    def _is_current(self, row: Row, situation: Situation) -> bool:
        if isinstance(row.record, Group):
            return row.record in situation.roster.groups(situation.end)
        current = situation.roster.committee(situation.end)
        return row.record is current and situation.roster.has_committee(situation.end)

    def _body(self, row: Row, situation: Situation) -> Iterator[Judgement]:
        if isinstance(row.record, Committee):
            for office in self.offices:
                words = frozenset(office.split("/"))
                held = [t for t in row.record.members if offices_in(t.role) & words]
                yield self._judge(row, "成员", office.split("/")[0], held, situation)
        elif isinstance(row.record, Group):
            held = [t for t in row.record.leaders if _in_office(t, situation.end)]
            yield self._judge(row, LEADER, LEADER, held, situation)

    def _judge(
        self, row: Row, field: str, office: str, held: list[Tenure], situation: Situation
    ) -> Judgement:
        day = situation.end
        part = office if self.body == "支委会" else ""
        now = {t.name for t in held if _in_office(t, day)}
        given = any(t.since is None or t.since.first <= day for t in held)
        if given and (self.at_most is None or len(now) <= self.at_most):
            return met(row, situation, part=part, on=Day.exact(day))
        words: dict[str, Arg] = {"row": name_of(row, situation), "office": Word(office)}
        column: Column = Table.named(self.body).column(field)
        if given:
            text = message(
                "{row}现在有{number}名{office}，要求不超过{most}名",
                number=len(now),
                most=self.at_most or 0,
                **words,
            )
            fix = message("已经不担任的，写上“止”；确实多了的，调整分工")
        else:
            text = message("{row}没有记谁是{office}", **words)
            fix = message(
                "有人担任的，在“{field}”里写上姓名、职务和起止；还没有定的，按规定定下来", field=Word(field)
            )
        return judge(Status.GAP, row, situation, text, column=column, part=part, on=Day.exact(day), fix=fix)

    def phrase(self) -> str:
        """The sentence on the card."""
        most = f"，同时不超过{self.at_most}名" if self.at_most is not None else ""
        if self.body == "党小组":
            return f"每个党小组现在都有{LEADER}{most}"
        offices = "、".join(o.replace("/", "（或") + ("）" if "/" in o else "") for o in self.offices)
        return f"现任支委会明确了{offices}{most}"


def _in_office(tenure: Tenure, day: date) -> bool:
    return (tenure.since is None or tenure.since.first <= day) and (
        tenure.until is None or tenure.until.last >= day
    )
