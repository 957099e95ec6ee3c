"""Laws that hold over every requirement of every card, on the sample branch and on every card's examples."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import pairwise
from random import Random
from typing import Any, NamedTuple

import pytest
from judging import situation

from dangjian_cli.card import Card, Pack, Requirement, Scenario
from dangjian_cli.check import check
from dangjian_cli.finding import Report, Status
from dangjian_cli.kinds.base import Kind, Situation
from dangjian_cli.kinds.count import Count
from dangjian_cli.kinds.enough import Enough
from dangjian_cli.kinds.expiry import Expiry
from dangjian_cli.kinds.frequency import Frequency
from dangjian_cli.kinds.interval import Interval
from dangjian_cli.kinds.ratio import Ratio
from dangjian_cli.kinds.recurrence import Recurrence
from dangjian_cli.ledger import Ledger
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.organization import Change
from dangjian_cli.ledger.people import Transfer
from dangjian_cli.load.pack import load_pack, standards_folder
from dangjian_cli.load.scenarios import edited, load_sample
from dangjian_cli.periods import Day

FOLDER = standards_folder()
PACK = load_pack(FOLDER)
SAMPLE = load_sample(FOLDER)
CLEAN = Scenario.model_validate({"说明": "底本"})
EXAMPLES = {(card.number, s.title): s for card in PACK.cards for s in PACK.text(card).scenarios}
FIRST = date(2026, 1, 1)


@cache
def example(number: int, title: str) -> Ledger:
    """The sample under an example of a card."""
    return edited(SAMPLE, EXAMPLES[number, title])


def day_of(scenario: Scenario) -> date:
    return scenario.as_of or PACK.head.sample_day


def gaps(report: Report) -> set[str]:
    return {f.id for f in report.findings if f.status is Status.GAP}


def addresses(report: Report) -> set[tuple[str, Status]]:
    return {(f.id, f.status) for f in (*report.findings, *report.dues)}


# 记录的先后不影响结果


def shuffled(ledger: Ledger, order: Random) -> Ledger:
    """The same records, every section in another order."""
    sections = {name: getattr(ledger.sections, name) for name in type(ledger.sections).model_fields}
    mixed = {
        name: tuple(order.sample(held, len(held)))
        for name, held in sections.items()
        if isinstance(held, tuple)
    }
    return Ledger(ledger.sections.model_copy(update=mixed), ledger.files)


@pytest.mark.parametrize(("number", "title"), EXAMPLES)
def test_the_order_of_records_changes_nothing(number: int, title: str) -> None:
    ledger, day = example(number, title), day_of(EXAMPLES[number, title])
    mixed = shuffled(ledger, Random(title))  # noqa: S311 - not a secret
    found, again = (check(each, PACK, day, cards=frozenset({number})) for each in (ledger, mixed))

    assert addresses(again) == addresses(found)
    assert again.verdicts == found.verdicts


# 数目改严，缺项只会多


def stricter(rule: Kind) -> Iterator[Kind]:
    """The same rule with one number a little harder to meet."""
    match rule:
        case Frequency():
            yield rule.model_copy(update={"at_least": rule.at_least + 1})
        case Interval() if rule.at_least is not None:
            yield rule.model_copy(update={"at_least": rule.at_least + 1})
        case Interval(at_most=int(most)) if most > 1:
            yield rule.model_copy(update={"at_most": most - 1})
        case Expiry():
            later = {"months": rule.months + 1} if rule.within is None else {"within": rule.within - 1}
            yield rule.model_copy(update=later)
        case Count():
            yield rule.model_copy(update={"at_least": rule.at_least + 1})
            if rule.at_most is not None:
                yield rule.model_copy(update={"at_most": rule.at_most - 1})
        case Ratio(at_least=Fraction() as share):
            yield rule.model_copy(update={"at_least": None, "more_than": share})
            yield rule.model_copy(update={"at_least": (share + 1) / 2})
        case Ratio(more_than=Fraction() as share):
            yield rule.model_copy(update={"more_than": (share + 1) / 2})
        case Enough():
            more = {path: amount + 1 for path, amount in rule.any_of.items()}
            yield rule.model_copy(update={"any_of": more})


MEASURED = [
    pytest.param(card, r.rule, harder, id=f"{card.code_of(r)} {harder.phrase()}")
    for card in PACK.cards
    for r in card.requirements
    for harder in stricter(r.rule)
]


@cache
def opened_early(number: int) -> list[Situation]:
    """The sample under a card's examples, its ledger opened long ago: nothing is too old to be judged."""
    found = []
    for (card, title), scenario in EXAMPLES.items():
        if card == number:
            sections = example(card, title).sections
            branch = sections.branch.model_copy(update={"opened": Day.exact(date(2000, 1, 1))})
            old = Ledger(sections.model_copy(update={"branch": branch}), SAMPLE.files)
            found.append(situation(old, day_of(scenario)))
    return found


@pytest.mark.parametrize(("card", "rule", "harder"), MEASURED)
def test_tightening_a_number_never_removes_a_gap(card: Card, rule: Kind, harder: Kind) -> None:
    for at in opened_early(card.number):
        before, after = (
            {j.subject for j in each.check(at, None) if j.status is Status.GAP} for each in (rule, harder)
        )
        assert before <= after


# 一天一天地看


class Walk(NamedTuple):
    """A branch, and what was found on the days it was looked at."""

    ledger: Ledger
    reports: dict[date, Report]

    def steps(self) -> Iterator[tuple[date, Report, Report]]:
        """Every day looked at, with the report before and its own."""
        for (_, before), (day, found) in pairwise(self.reports.items()):
            yield day, before, found


def walk(ledger: Ledger, pack: Pack, length: int, every: int = 1) -> Walk:
    days = [FIRST + timedelta(days=n) for n in range(0, length, every)]
    return Walk(ledger, {day: check(ledger, pack, day) for day in days})


def bare() -> Ledger:
    """The sample without its meetings and talks: nothing was held."""
    sections = edited(SAMPLE, CLEAN).sections
    return Ledger(sections.model_copy(update={"meetings": (), "talks": ()}), SAMPLE.files)


LEDGERS = {"底本": (lambda: edited(SAMPLE, CLEAN), 700), "什么会也没有开": (bare, 200)}


def waits(requirement: Requirement) -> bool:
    rule = requirement.rule
    limited = (isinstance(rule, Interval) and rule.at_most) or (isinstance(rule, Expiry) and rule.within)
    return isinstance(rule, Frequency | Recurrence) or bool(limited)


def announced() -> Pack:
    """Only the requirements whose gaps come of not having done something by a day."""
    cards = [
        Card.model_construct(**{**dict(card), "requirements": tuple(filter(waits, card.requirements))})
        for card in PACK.cards
    ]
    kept = tuple(card for card in cards if card.requirements)
    return Pack(PACK.head, kept, PACK.sources, PACK.problems, PACK.workdays, PACK.text)


@pytest.fixture(scope="module", params=LEDGERS)
def daily(request: pytest.FixtureRequest) -> Walk:
    ledger, length = LEDGERS[request.param]
    return walk(ledger(), announced(), length)


@pytest.fixture(scope="module", params=LEDGERS)
def spaced(request: pytest.FixtureRequest) -> Walk:
    ledger, length = LEDGERS[request.param]
    return walk(ledger(), PACK, length, every=length // 40)


def test_no_gap_of_absence_opens_unannounced(daily: Walk) -> None:
    opened = 0
    for day, yesterday, today in daily.steps():
        new = gaps(today) - gaps(yesterday)
        opened += len(new)
        assert new <= {f.id for f in yesterday.dues}, day
    assert opened


def test_what_is_due_is_not_overdue(daily: Walk) -> None:
    """底本里的日期都写到日，待办的最后一天不会已经过去。"""
    for day, report in daily.reports.items():
        assert [f.id for f in report.dues if f.deadline is None or f.deadline < day] == []


def test_what_is_open_is_a_gap_the_day_after_its_last(daily: Walk) -> None:
    acts = set(all_days(daily.ledger.sections))
    for day, yesterday, today in daily.steps():
        ended = {f.id for f in yesterday.dues if f.deadline is not None and f.deadline < day}
        assert day in acts or ended <= gaps(today), day


def test_a_gap_of_absence_closes_only_through_a_later_act(daily: Walk) -> None:
    acts = set(all_days(daily.ledger.sections))
    for day, yesterday, today in daily.steps():
        assert day in acts or gaps(yesterday) <= gaps(today), day


def test_no_gap_closes_without_a_later_act(spaced: Walk) -> None:
    acts = sorted(all_days(spaced.ledger.sections))
    for (before, found), (day, later) in pairwise(spaced.reports.items()):
        assert any(before < act <= day for act in acts) or gaps(found) <= gaps(later), day


def test_a_later_start_only_leaves_things_out(spaced: Walk) -> None:
    day, whole = list(spaced.reports.items())[24]
    later = check(spaced.ledger, PACK, day, since=date(2026, 4, 1))

    assert gaps(later) <= gaps(whole)


def all_days(held: Any) -> Iterator[date]:
    """Every day on which something in the ledger happened."""
    if isinstance(held, Day):
        yield from {*held, *(d + timedelta(days=1) for d in held)}
    elif isinstance(held, Record):
        for name in type(held).model_fields:
            yield from all_days(getattr(held, name))
    elif isinstance(held, tuple):
        for each in held:
            yield from all_days(each)


# 有人离开，不生以后的缺项


AFTER_ALL = PACK.head.sample_day + timedelta(days=1)


@cache
def later(days: int) -> set[str]:
    return gaps(check(edited(SAMPLE, CLEAN), PACK, AFTER_ALL + timedelta(days=days)))


def in_due_form(ledger: Ledger, ref: str, kind: str) -> dict[str, tuple[Record, ...]]:
    """The record that goes with leaving: that it is missing would be about the day itself."""
    if kind != "转出":
        return {}
    day = {"日期": AFTER_ALL.isoformat()}
    move = {"编号": "N-9", "姓名": ref, "方向": "转出", "原因": "迁居", "对方党组织": "邻县某支部"}
    papers = {"名称": "系统流转记录", "存放": "纸质", "盒号": "2026-7"}
    steps = {"申请": day, "接收": day, "回执": day}
    moved = Transfer.model_validate({**move, "步骤": steps, "资料": papers})
    return {"transfers": (*ledger.sections.transfers, moved)}


@pytest.mark.parametrize("kind", ["转出", "去世"])
@pytest.mark.parametrize("ref", [m.ref for m in edited(SAMPLE, CLEAN).sections.members])
def test_a_member_who_leaves_creates_no_gap_about_days_after(ref: str, kind: str) -> None:
    ledger = edited(SAMPLE, CLEAN)
    gone = Change.model_validate({"类型": kind, "日期": AFTER_ALL.isoformat()})
    members = tuple(
        m.model_copy(update={"changes": (*m.changes, gone)}) if m.ref == ref else m
        for m in ledger.sections.members
    )
    sections = ledger.sections.model_copy(update={"members": members, **in_due_form(ledger, ref, kind)})
    left = Ledger(sections, ledger.files)

    for days in (0, 240):
        assert gaps(check(left, PACK, AFTER_ALL + timedelta(days=days))) <= later(days)
