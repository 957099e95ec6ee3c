"""Who was there on a day: members and their rights, the committee, the groups.

A change (变动) counts from its day: on the day of 转出 one is no longer a member. What a meeting passes
(the roster's own 入党日期 and 转正日期, a change that names its 会议) counts from the next day: that
meeting was held without it. What a month-only date leaves open is ``None``, never guessed.

Rights: 党章第7、41条（预备党员、留党察看期间没有表决权）；选举工作条例第5条（被留置、逮捕的中止权利）.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Literal, NamedTuple

from dangjian_cli.ledger.base import Tenure
from dangjian_cli.ledger.organization import Change, Committee, Group, Member
from dangjian_cli.periods import Day

LEAVING = frozenset({"转出", "取消预备资格", "停止党籍", "退党", "劝退", "除名", "开除党籍", "去世"})
ENTERING = frozenset({"转入", "成为预备", "恢复党籍"})
WITHOUT_VOTE = frozenset({"留党察看", "中止党员权利"})
_COMMAS = str.maketrans(dict.fromkeys("，,；;兼", "、"))


class Standing(NamedTuple):
    """A person's standing on one day; ``None`` where month-only dates leave it open."""

    member: bool | None
    full: bool | None
    voting: bool | None
    under_probation: bool | None = False
    """留党察看期间。"""
    disciplined: bool | None = False
    """警告、严重警告、撤销党内职务处分影响期内。"""


class Headcount(NamedTuple):
    """How many it was, at least and at most; the two differ where month-only dates leave it open."""

    least: int
    most: int


Attendants = Literal["全体党员", "有表决权党员", "支委会成员", "本组党员"]
"""Who ought to come to a meeting."""

NOBODY = Standing(member=False, full=False, voting=False)


def standing(member: Member, day: date) -> Standing:
    """A member's standing at the end of ``day``."""
    early = _standing(member, day, lambda d: d.first)
    late = _standing(member, day, lambda d: d.last)
    return Standing(*(a if a == b else None for a, b in zip(early, late, strict=True)))


def _standing(member: Member, day: date, pick: Callable[[Day], date]) -> Standing:
    on, full = _at_start(member, day, pick)
    changes = [c for c in sorted(member.changes, key=lambda c: pick(c.date)) if _counts(c, day, pick)]
    for change in changes:
        if change.kind in LEAVING:
            on = False
        elif change.kind in ENTERING:
            on = True
        elif change.kind == "转正":
            full = True
    if not on:
        return NOBODY
    no_vote, on_probation, disciplined = _restrictions(changes, day, pick)
    return Standing(on, full, False if no_vote else full, on_probation, disciplined)


def _counts(change: Change, day: date, pick: Callable[[Day], date]) -> bool:
    """Whether a change counts already: the meeting that passed it was held without it."""
    return pick(change.date) < day or (pick(change.date) == day and change.meeting is None)


def _restrictions(
    changes: Sequence[Change], day: date, pick: Callable[[Day], date]
) -> tuple[bool, bool, bool | None]:
    """Whether one is without a vote, on probation, under a sanction; a shorter one ends no longer one."""
    no_vote = on_probation = False
    disciplined: bool | None = False
    for change in changes:
        over = change.until is not None and pick(change.until) < day
        if change.kind in WITHOUT_VOTE:
            no_vote = no_vote or not over
            on_probation = on_probation or (change.kind == "留党察看" and not over)
        elif change.kind == "恢复党员权利":
            no_vote = on_probation = False
        elif change.kind == "受处分" and change.until is None:  # 影响期到哪天，名册没有说
            disciplined = disciplined or None
        elif change.kind == "受处分":
            disciplined = not over or disciplined
    return no_vote, on_probation, disciplined


def _at_start(member: Member, day: date, pick: Callable[[Day], date]) -> tuple[bool, bool | None]:
    """Membership from the roster's own dates, before any change is looked at.

    A dated 成为预备 or 转正 under 变动 (the day it was approved) goes before the roster's own date.
    """
    moves = sorted((c for c in member.changes if c.kind in ENTERING | LEAVING), key=lambda c: pick(c.date))
    came_later = bool(moves) and moves[0].kind in {"转入", "成为预备"}
    on = not came_later and (member.joined is None or pick(member.joined) < day)
    confirmed_later = any(c.kind == "转正" for c in member.changes)
    if member.confirmed is not None and not confirmed_later:
        return on, pick(member.confirmed) < day
    dated = confirmed_later or member.joined is not None or any(c.kind == "成为预备" for c in member.changes)
    return on, False if dated else None


class Seat(NamedTuple):
    """One place in the committee and who held it."""

    name: str
    role: str


def offices_in(role: str | None) -> frozenset[str]:
    """The offices that one person holds together: 副书记、纪检委员."""
    return frozenset(part.strip() for part in (role or "委员").translate(_COMMAS).split("、") if part.strip())


class Roster:
    """Members, committee terms and groups, asked by day."""

    def __init__(
        self, members: Sequence[Member], committees: Sequence[Committee], groups: Sequence[Group]
    ) -> None:
        self._members = members
        self._committees = sorted(committees, key=lambda c: c.elected.first)
        self._groups = groups
        self._counted: dict[tuple[date, bool, str], Headcount] = {}
        self._stood: dict[tuple[int, date], Standing] = {}

    @cached_property
    def _turns(self) -> list[date]:
        """The days on which anybody's standing may change; between two of them nothing does."""
        days = {
            turn
            for member in self._members
            for written in (
                member.joined,
                member.confirmed,
                *(day for change in member.changes for day in (change.date, change.until)),
            )
            if written is not None
            for day in written
            for turn in (day, day + timedelta(days=1))
        }
        return sorted(days)

    def _turn(self, day: date) -> date:
        """The last day at or before ``day`` on which anything changed: it was the same then."""
        index = bisect_right(self._turns, day)
        return self._turns[index - 1] if index else date.min

    def standing_of(self, member: Member, day: date) -> Standing:
        """A member's standing at the end of ``day``, remembered."""
        key = (id(member), self._turn(day))
        if key not in self._stood:
            self._stood[key] = standing(member, key[1])
        return self._stood[key]

    @cached_property
    def _by_name(self) -> dict[str, list[Member]]:
        index: dict[str, list[Member]] = {}
        for member in self._members:
            index.setdefault(member.name, []).append(member)
            index.setdefault(member.ref, []).append(member)
        return index

    @property
    def names(self) -> Sequence[str]:
        """Every name on the roster, once."""
        return list(dict.fromkeys(member.name for member in self._members))

    def named(self, name: str, number: str | None = None) -> Sequence[Member]:
        """Every member of that name, or with that number; several when two share the name."""
        return self._by_name.get(number or name, ())

    def standing(self, name: str, day: date) -> Standing | None:
        """The standing of the one member of that name; ``None`` when the name is shared by several."""
        match self.named(name):
            case []:
                return NOBODY
            case [member]:
                return self.standing_of(member, day)
            case _:
                return None

    def headcount(self, day: date, *, voting: bool, group: str = "") -> Headcount:
        """Members on the roll that day, or those with a vote; of one group when ``group`` is given."""
        key = (day if group else self._turn(day), voting, group)
        if key not in self._counted:
            people = self._grouped(group, day) if group else self._members
            standings = (self.standing_of(m, day) for m in people)
            states = [s.voting if voting else s.member for s in standings]
            self._counted[key] = Headcount(states.count(True), len(states) - states.count(False))
        return self._counted[key]

    def expected(
        self, of: Attendants, day: date, group: str = "", excluded: Collection[tuple[str, str | None]] = ()
    ) -> Headcount:
        """How many ought to come that day, without those who are excluded by name and 编号.

        Whoever is excluded and was not among those counted does not lower the number.
        """
        if of == "支委会成员":
            seats = len({seat.name for seat in self.seats(day)})
            return Headcount(seats, seats)
        voting = of == "有表决权党员"
        count = self.headcount(day, voting=voting, group=group if of == "本组党员" else "")
        less = [self._discount(name, number, day, voting=voting) for name, number in set(excluded)]
        return Headcount(count.least - sum(c.least for c in less), count.most - sum(c.most for c in less))

    def _discount(self, name: str, number: str | None, day: date, *, voting: bool) -> Headcount:
        """By how much a person excluded lowers the least and the most that were expected."""
        standings = [self.standing_of(m, day) for m in self.named(name, number)]
        match {s.voting if voting else s.member for s in standings}:
            case states if states <= {False}:
                return Headcount(0, 0)
            case states if len(states) == 1:
                return Headcount(int(True in states), 1)
            case _:  # 两人同名，没有写编号
                return Headcount(1, 0)

    def committee(self, day: date) -> Committee | None:
        """The term in office that day (a term begins on the day of its election)."""
        held = [c for c in self._committees if c.elected.first <= day]
        return held[-1] if held else None

    def seats(self, day: date) -> tuple[Seat, ...]:
        """Who sat in the committee that day, or who was secretary where there is none."""
        term = self.committee(day)
        if term is None:
            return ()
        return tuple(
            Seat(t.name, t.role or "委员") for t in term.members if _held(t, day, term.elected.first)
        )

    def has_committee(self, day: date) -> bool:
        """Whether a committee was set up: as recorded, else three seats or more (支委会由 3 至 5 人组成)."""
        term = self.committee(day)
        if term is None:
            return False
        return len(self.seats(day)) >= 3 if term.has_committee is None else term.has_committee

    def groups(self, day: date) -> tuple[Group, ...]:
        """The groups that existed that day."""
        return tuple(
            g
            for g in self._groups
            if (g.founded is None or g.founded.first <= day) and (g.ended is None or day < g.ended.first)
        )

    def group_members(self, name: str, day: date) -> tuple[str, ...]:
        """Names in a group that day: by its own dated list, else by the roster's 党小组 column."""
        listed = self._listed(name, day)
        return (
            tuple(m.name for m in self._grouped(name, day))
            if listed is None
            else tuple(t.name for t in listed)
        )

    def _grouped(self, name: str, day: date) -> list[Member]:
        """Those of the roster who are in a group that day."""
        listed = self._listed(name, day)
        if listed is not None:
            return [m for t in listed for m in self.named(t.name, t.number)]
        dissolved = {g.name for g in self._groups} - {g.name for g in self.groups(day)}
        return [] if name in dissolved else [m for m in self._members if m.group == name]

    def _listed(self, name: str, day: date) -> list[Tenure] | None:
        """A group's own dated list that day, where it has one."""
        lists = [g.members for g in self.groups(day) if g.name == name and g.members]
        return [t for t in lists[0] if _held(t, day, date.min)] if lists else None

    def group_leaders(self, name: str, day: date) -> tuple[str, ...]:
        """Who led a group that day."""
        return tuple(
            t.name for g in self.groups(day) if g.name == name for t in g.leaders if _held(t, day, date.min)
        )


def _held(tenure: Tenure, day: date, default: date) -> bool:
    since = tenure.since.first if tenure.since else default
    until = tenure.until.first if tenure.until else date.max
    return since <= day <= until
