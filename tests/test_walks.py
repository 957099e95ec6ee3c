"""一天一天地看：过了一天，只有昨天的待办说过的缺项会开，没有办事就没有缺项会关。

A day passes in two steps. First nothing is done: the ledger is as it was known the day before, judged a day
later. Then what is dated that day is put in. The laws are about the first step, on every day, for every
kind of requirement; a gap that opens in the second step is about what was done, and needs no announcement.

新加的要求类型过不了的：到期才报的，到期以前先列为待办；以后才办的事，现在不能看见。记录的写法使然、
改不了的，才照 later、turned 那样写成例外，说明原因，越窄越好。
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path
from random import Random
from typing import Any, NamedTuple, TypeVar

import pytest

from dangjian_cli.card import Scenario
from dangjian_cli.check import check
from dangjian_cli.finding import Finding, Report, Status
from dangjian_cli.ledger import Ledger, Sections
from dangjian_cli.ledger.base import Record, Tenure
from dangjian_cli.ledger.organization import Change, Member
from dangjian_cli.ledger.roster import ENTERING, LEAVING, standing
from dangjian_cli.ledger.table import fields_of, visible, words_of
from dangjian_cli.load.branch import load_branch
from dangjian_cli.load.pack import load_pack, standards_folder
from dangjian_cli.load.scenarios import edited, load_sample
from dangjian_cli.periods import Day

FOLDER = standards_folder()
PACK = load_pack(FOLDER)
EXAMPLES = Path(__file__).parent.parent / "examples"
A_DAY = timedelta(days=1)

Held = TypeVar("Held")


def gaps(report: Report) -> set[str]:
    return {f.id for f in report.findings if f.status is Status.GAP}


def outcome(report: Report) -> tuple[Any, ...]:
    """All that a report says, but for the words."""
    found = {(f.id, f.status, f.deadline) for f in (*report.findings, *report.dues)}
    return found, [(v.code, v.status, v.examined) for v in report.verdicts]


# 哪天知道哪些事


def without(held: Held, lost: Callable[[Record], bool]) -> Held:
    """The same record without those inside it that are lost."""
    if not isinstance(held, Record):
        return held
    kept: dict[str, Any] = {}
    for name in type(held).model_fields:
        value = getattr(held, name)
        if isinstance(value, Record):
            kept[name] = None if lost(value) else without(value, lost)
        elif isinstance(value, tuple) and not isinstance(value, Day):
            kept[name] = tuple(without(v, lost) for v in value if not (isinstance(v, Record) and lost(v)))
    return held.model_copy(update=kept)


def comes(member: Member) -> date | None:
    """The day on which somebody from another branch came: until then the roster did not have them."""
    moves = sorted((c.date, c.kind) for c in member.changes if c.kind in ENTERING | LEAVING)
    return moves[0][0].first if moves and moves[0][1] == "转入" else None


def known(ledger: Ledger, day: date) -> Ledger:
    """The ledger as it could be written on that day: what was done later is not in it."""
    return Ledger(without(ledger.sections, lambda record: later(record, day)), ledger.files)


def later(record: Record, day: date) -> bool:
    """Whether a record came about later.

    Two things are known before their day: who was elected, whenever they take their seats, and whom the
    assembly has passed, whenever they are approved.
    """
    if isinstance(record, Tenure) or (isinstance(record, Change) and record.kind == "成为预备"):
        return False
    came = comes(record) if isinstance(record, Member) else None
    return not visible(record, day) or (came is not None and came > day)


def days_in(held: Any) -> Iterator[date]:
    """Every day written in a ledger."""
    if isinstance(held, Day):
        yield from held
    elif isinstance(held, Record):
        for name in type(held).model_fields:
            yield from days_in(getattr(held, name))
    elif isinstance(held, tuple):
        for each in held:
            yield from days_in(each)


def done_on(record: Record) -> set[date]:
    """The days on which something in a record was done."""
    came = comes(record) if isinstance(record, Member) else None
    days = {came} if came else {record.acted.first} if record.acted else set()
    for name in type(record).model_fields:
        value = getattr(record, name)
        for held in value if isinstance(value, tuple) else (value,):
            days |= done_on(held) if isinstance(held, Record) else set()
    return days


class Branch:
    """A ledger that knows on which days something in it was done."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    @cached_property
    def turns(self) -> frozenset[date]:
        """Every day that is written anywhere, and the day after each: on no other is anything over."""
        written = set(days_in(self.ledger.sections))
        return frozenset(written | {day + A_DAY for day in written})

    @cached_property
    def _done(self) -> Mapping[date, Mapping[str, set[int]]]:
        """By day and section, the records of which some part was done that day."""
        found: defaultdict[date, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        for name in Sections.model_fields:
            value = getattr(self.ledger.sections, name)
            for i, record in enumerate(value if isinstance(value, tuple) else ()):
                for day in done_on(record):
                    found[day][name].add(i)
        return found

    def idle(self, day: date) -> Ledger:
        """The same ledger, only that nothing was done on that day."""
        left: dict[str, Any] = {}
        for name, places in self._done.get(day, {}).items():
            records = enumerate(getattr(self.ledger.sections, name))
            kept = (known_by(r, day - A_DAY) if i in places else r for i, r in records)
            left[name] = tuple(record for record in kept if record is not None)
        return (
            Ledger(self.ledger.sections.model_copy(update=left), self.ledger.files) if left else self.ledger
        )


def known_by(record: Record, day: date) -> Record | None:
    """A record of a section as known on a day, if it was."""
    return None if later(record, day) else without(record, lambda inner: later(inner, day))


def test_every_record_of_steps_alone_is_known_of_by_them() -> None:
    """自己没有日期、只有步骤的记录，要标明 stepwise，不然事情还没有办就看得见。"""
    for section in fields_of(Sections):
        steps = words_of(section.inner).get("steps") if section.inner else None
        if section.inner and steps:
            assert section.inner.stepwise == (not section.inner.act), section.label


# 走过的支部


def sample() -> Ledger:
    """The sample branch: a year of records, then none."""
    return edited(load_sample(FOLDER), Scenario.model_validate({"说明": "底本"}))


@cache
def village(name: str) -> Ledger:
    return load_branch(EXAMPLES / name).ledger


def bare() -> Ledger:
    """The sample without its meetings and talks: nothing was held."""
    whole = sample()
    return Ledger(whole.sections.model_copy(update={"meetings": (), "talks": ()}), whole.files)


def thinned(ledger: Ledger, seed: int, share: float) -> Ledger:
    """Some of the records, and of what they hold, left out at random."""
    draw = Random(seed)  # noqa: S311 - not a secret
    lost = without(ledger.sections, lambda _: draw.random() > share)
    return Ledger(lost.model_copy(update={"branch": ledger.sections.branch}), ledger.files)


class Route(NamedTuple):
    """A branch, the first of the days walked, and how many they are."""

    ledger: Callable[[], Ledger]
    first: date
    length: int


ROUTES = {
    "底本": Route(sample, date(2026, 1, 1), 730),
    "什么会也没有开": Route(bare, date(2026, 1, 1), 120),
    "丢了一些记录": Route(lambda: thinned(sample(), 1, 0.9), date(2026, 1, 1), 200),
    "丢了大半记录": Route(lambda: thinned(village("农村-有缺项"), 2, 0.35), date(2025, 1, 1), 500),
}
SEEN_NOW_AND_THEN = 15
"""Of the days on which nothing can change, one in so many is looked at all the same."""


class Passed(NamedTuple):
    """A day: what was found on the last day looked at, and what a day later if nothing was done."""

    day: date
    quiet: bool
    before: Report
    after: Report


@cache
def walked(name: str) -> tuple[Passed, ...]:
    """The days of a walk. Where a gap opened or closed, ``before`` is the report of the very day before."""
    route = ROUTES[name]
    branch, found = Branch(route.ledger()), list[Passed]()
    last = check(branch.ledger, PACK, route.first)
    for n in range(1, route.length):
        day = route.first + n * A_DAY
        ended = any(f.deadline == day - A_DAY for f in last.dues)
        quiet = not (ended or day.day == 1 or day in branch.turns)
        if quiet and n % SEEN_NOW_AND_THEN:
            continue
        idle = branch.idle(day)
        after = check(idle, PACK, day)
        changed = gaps(after) != gaps(last) and not quiet
        found.append(Passed(day, quiet, check(branch.ledger, PACK, day - A_DAY) if changed else last, after))
        last = after if idle is branch.ledger else check(branch.ledger, PACK, day)
    return tuple(found)


over_all_routes = pytest.mark.parametrize("name", ROUTES)


def done_in(ledger: Ledger, finding: Finding, day: date) -> bool:
    """Whether the record that a gap is about bears that day itself, as that of its end."""
    section, *place = finding.route
    held = getattr(ledger.sections, str(section))
    return bool(place) and day in days_in(held[place[0]])


def turned(name: str, day: date) -> set[str]:
    """What was done the day before and shows from that day on: no announcement could come between.

    What a meeting passes counts from the next day; the last day in office is one in office.
    """
    sections, before = ROUTES[name].ledger().sections, day - A_DAY
    members = (m.ref for m in sections.members if standing(m, day).member and not standing(m, before).member)
    left = (g.ref for g in sections.groups if any(t.until and t.until.last == before for t in g.leaders))
    return {*members, *left}


@over_all_routes
def test_no_gap_opens_unannounced(name: str) -> None:
    branch, opened = Branch(ROUTES[name].ledger()), set[str]()
    for day, _, before, after in walked(name):
        new = gaps(after) - gaps(before)
        opened |= new
        unsaid = new - {f.id for f in before.dues}
        sudden = [f for f in after.findings if f.id in unsaid]
        rest = {f.record for f in sudden if not done_in(branch.idle(day), f, day)}
        assert not rest or rest <= turned(name, day), day
    assert opened


@over_all_routes
def test_no_gap_closes_by_itself(name: str) -> None:
    branch = Branch(ROUTES[name].ledger())
    for day, _, before, after in walked(name):
        closed = gaps(before) - gaps(after)
        gone = [f for f in before.findings if f.id in closed]
        assert [f.id for f in gone if not done_in(branch.ledger, f, day)] == [], day


@over_all_routes
def test_what_is_due_is_not_overdue(name: str) -> None:
    for day, _, _, after in walked(name):
        assert [f.id for f in after.dues if f.deadline is None or f.deadline < day] == [], day


@over_all_routes
def test_what_is_open_falls_short_the_day_after_its_last(name: str) -> None:
    for day, _, before, after in walked(name):
        ended = {f.id for f in before.dues if f.deadline is not None and f.deadline < day}
        assert ended <= {f.id for f in after.findings}, day


def test_on_a_quiet_day_nothing_changes() -> None:
    """没有办事、没有到期、不是月初的日子，十五天抽一天看；别的不看。"""
    quiet = [passed for name in ROUTES for passed in walked(name) if passed.quiet]
    assert len(quiet) > 20
    assert [day for day, _, before, after in quiet if gaps(before) != gaps(after)] == []


VILLAGES = {"农村": 1, "农村-有缺项": 2}
"""The whole examples, too large to be walked day by day: looked at here and there."""


def drawn(seed: int, number: int) -> list[date]:
    """Days of the two years that the examples were kept."""
    days = [date(2025, 1, 2) + n * A_DAY for n in range(689)]
    return sorted(Random(seed).sample(days, number))  # noqa: S311 - not a secret


@pytest.mark.parametrize("name", VILLAGES)
def test_what_was_done_later_is_not_seen(name: str) -> None:
    for day in drawn(VILLAGES[name], 8):
        now, ever = (check(ledger, PACK, day) for ledger in (known(village(name), day), village(name)))
        assert outcome(now) == outcome(ever), day


@pytest.mark.parametrize("name", ROUTES)
def test_nor_is_it_in_a_branch_that_lost_records(name: str) -> None:
    route = ROUTES[name]
    for n in range(5, route.length, route.length // 6):
        day = route.first + n * A_DAY
        now, ever = (check(ledger, PACK, day) for ledger in (known(route.ledger(), day), route.ledger()))
        assert outcome(now) == outcome(ever), day


@pytest.mark.parametrize("name", VILLAGES)
def test_a_day_on_which_nothing_is_done_in_the_villages(name: str) -> None:
    branch = Branch(village(name))
    for day in drawn(VILLAGES[name] + 10, 8):
        before, after = check(branch.ledger, PACK, day - A_DAY), check(branch.idle(day), PACK, day)
        assert gaps(before) <= gaps(after) <= gaps(before) | {f.id for f in before.dues}, day


def test_the_clean_village_had_no_gap_on_any_day() -> None:
    for day in drawn(20, 12):
        found = check(village("农村"), PACK, day).findings
        assert [f.id for f in found if f.status is Status.GAP and f.record not in elsewhere(day)] == [], day


def elsewhere(day: date) -> set[str]:
    """Cases that came with their papers (材料转交) later: until then they were another branch's."""
    cases = village("农村").sections.developments
    return {c.ref for c in cases if any(s.date and s.date.first > day for s in c.steps.moved)}
