"""名册变动：what was decided about a member stands on the roster, and what stands there was decided.

The vote, the numbers that ought to come and the dues all follow the roster: a decision that did not
reach it, or a change that nothing decided, puts every one of them wrong.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from dangjian_cli.finding import Arg, Judgement, Message, Person, Route, Status, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, judge, met, name_of, past_days
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.organization import Change, Member
from dangjian_cli.ledger.table import Column, Row, key_of, spoken, visible
from dangjian_cli.periods import Day


class _Done(NamedTuple):
    """A row, the change that it should have made, and the day on which; ``None`` where it is not done yet."""

    row: Row
    change: str
    day: Day | None


class RosterChange(RowKind):
    """A row done on ``日期`` made the change (变动) that ``变动`` gives for its ``种类``, on that day.

    The other way round, such a change on the roster has its row; with ``过后`` it may wait so many days.
    """

    tag = "名册变动"
    problem = "5.2"

    person: str = zh("姓名栏", default="姓名")
    kind: str = zh("种类", default=...)
    day: str = zh("日期", default=...)
    changes: Mapping[str, str] = zh("变动", default=...)
    after: int = zh("过后", default=0, hint="名册变动以后多少天内补上记录就行")

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns, the person's, the kind's and the day's."""
        return (*super().compiled(), *(self.column(p) for p in (self.person, self.kind, self.day)))

    @cached_property
    def _wanted(self) -> frozenset[str]:
        return frozenset(self.changes.values())

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a row that is done, one a change that no row accounts for."""
        del since
        told: defaultdict[str, list[_Done]] = defaultdict(list)
        for row, day in self.rows(situation):
            done = self._done(row, situation)
            if done is None:
                continue
            members = self._members(row, situation)
            for member in members:
                told[member.ref].append(done)
            if done.day is not None and done.day.last >= situation.start:
                judgement = self._forward(done, members, situation)
                yield judgement._replace(on=day) if self.decided_by else judgement
        for position, member in enumerate(situation.ledger.sections.members):
            for i, change in enumerate(member.changes):
                if change.kind in self._wanted and _judged(change, situation):
                    rows = [d for d in told[member.ref] if d.change == change.kind]
                    if not any(_same(d.day, change.date) for d in rows):
                        route: Route = ("members", position, "changes", i)
                        yield from self._backward(member, change, rows, route, situation)

    def _done(self, row: Row, situation: Situation) -> _Done | None:
        kind = self.column(self.kind).value(row, situation.as_of)
        change = self.changes.get(spoken(kind)) if kind is not None else None
        if change is None:
            return None
        days = past_days(self.column(self.day), row, situation)
        return _Done(row, change, days[-1] if days else None)

    def _members(self, row: Row, situation: Situation) -> tuple[Member, ...]:
        column = self.column(self.person)
        holder = row
        for _ in range(column.up):
            holder = holder.holder or holder
        name = column.value(row, situation.as_of) or ""
        return tuple(situation.roster.named(name, getattr(holder.record, "number", None)))

    def _forward(self, done: _Done, members: tuple[Member, ...], situation: Situation) -> Judgement:
        changes = [
            c for m in members for c in m.changes if c.kind == done.change and visible(c, situation.as_of)
        ]
        if any(_same(done.day, c.date) for c in changes):
            return met(done.row, situation, on=done.day)
        column = self.column(self.day)
        words: dict[str, Arg] = {
            "row": name_of(done.row, situation),
            "label": Word(column.path),
            "day": done.day or Word(""),
            "change": Word(done.change),
        }
        if not members:
            text = message("{row}的人在党员名册里找不到", **words)
            fix = message("核对姓名和名册；人走了也不删，把走的日子记在“变动”里")
        elif changes:
            noted = min(c.date for c in changes)
            text = message("{row}{label}是{day}，名册里“{change}”写的是{noted}", noted=noted, **words)
            fix = message("对照原件，改正写错的一处")
        else:
            text = message("{row}{label}是{day}，名册里没有记“{change}”", **words)
            fix = message("在名册的“变动”里补记“{change}”和日期", change=words["change"])
        return judge(Status.GAP, done.row, situation, text, column=column, on=done.day, fix=fix)

    def _backward(
        self, member: Member, change: Change, rows: list[_Done], route: Route, situation: Situation
    ) -> Iterator[Judgement]:
        own = [c.date for c in member.changes if c.kind == change.kind]
        free = [d for d in rows if not any(_same(d.day, day) for day in own)]
        if any(d.day is not None for d in free):
            return  # told at the row: the two days differ
        words: dict[str, Arg] = {
            "name": Person(member.name),
            "ref": Word(member.ref),
            "change": Word(change.kind),
            "day": change.date,
            "section": Word(self.table.label),
            "label": Word(self.column(self.day).path),
        }
        deadline = change.date.last + timedelta(days=self.after)
        if free:
            text = message(
                "名册上{name}（{ref}）{day}已写“{change}”，“{section}”里却还没有“{label}”的日期", **words
            )
            fix = message("办完的，把日期补上；没有办完的，名册先不写“{change}”", change=words["change"])
        else:
            text = message("名册上{name}（{ref}）{day}写了“{change}”，“{section}”里没有记录", **words)
            fix = message("把办理的经过照原件记进“{section}”；没有依据的，改正名册", section=words["section"])
        if self.after and situation.as_of <= deadline:
            yield _about(Status.DUE, member, change, route, text, deadline=deadline, situation=situation)
        else:
            yield _about(Status.GAP, member, change, route, text, fix=fix, situation=situation)

    def phrase(self) -> str:
        """The sentence on the card."""
        kinds = "、".join(f"{kind}记“{change}”" for kind, change in self.changes.items())
        by = f"（名册先变的，{self.after}天内补上记录）" if self.after else ""
        person, kind, day = (self.column(p).path for p in (self.person, self.kind, self.day))
        return (
            f"{self.what}：按{kind}，在{person}的名册变动里{kinds}，日期同{day}；名册有变动的这里有记录{by}"
        )


def _about(  # noqa: PLR0913 - what is left at its default is not written
    status: Status,
    member: Member,
    change: Change,
    route: Route,
    text: Message,
    *,
    situation: Situation,
    fix: Message | None = None,
    deadline: date | None = None,
) -> Judgement:
    return Judgement(
        status,
        f"{member.ref}/{key_of(change, situation.roster)}",
        route,
        text,
        on=change.date,
        fix=fix,
        record=member.ref,
        deadline=deadline,
    )


def _same(a: Day | None, b: Day) -> bool:
    """Whether two days may be the same one."""
    return a is not None and a.first <= b.last and b.first <= a.last


def _judged(change: Change, situation: Situation) -> bool:
    return change.date.last >= situation.start and visible(change, situation.as_of)
