"""Laws that hold over every requirement of every card, on the sample branch and on every card's examples."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from random import Random

import pytest
from judging import situation

from dangjian_cli.card import Card, Scenario
from dangjian_cli.check import check
from dangjian_cli.finding import Report, Status
from dangjian_cli.kinds.base import Kind, Situation
from dangjian_cli.kinds.count import Count
from dangjian_cli.kinds.enough import Enough
from dangjian_cli.kinds.expiry import Expiry
from dangjian_cli.kinds.frequency import Frequency
from dangjian_cli.kinds.interval import Interval
from dangjian_cli.kinds.ratio import Ratio
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


# 从晚一些的日子起看


def test_a_later_start_only_leaves_things_out() -> None:
    sections = edited(SAMPLE, CLEAN).sections
    nothing_held = Ledger(sections.model_copy(update={"meetings": (), "talks": ()}), SAMPLE.files)
    day = PACK.head.sample_day
    whole, rest = (check(nothing_held, PACK, day, since=since) for since in (None, date(2026, 4, 1)))

    assert gaps(rest) < gaps(whole)


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
