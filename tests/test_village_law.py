"""村组法 2026年1月1日起条号重排：2025年的事按旧条号，2026年的事按新条号；社区一条也不引。"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from judging import STANDARD, ledger

from dangjian_cli.check import check
from dangjian_cli.finding import Finding, Report, Status

OLD, NEW = "2018年修正", "2025年修正"
VILLAGE = {"名称": "石泉村党支部", "建账日期": "2025-01-01"}
CARDS = frozenset({34, 35})


def judged(data: Mapping[str, Any], as_of: str = "2026-11-22", **branch: str) -> Report:
    data = {**data, "支部": {**VILLAGE, **branch}}
    return check(ledger(data), STANDARD, date.fromisoformat(as_of), cards=CARDS)


def cited(found: Finding) -> set[tuple[str, str]]:
    return {(b.version, b.article) for b in found.basis if b.document == "中华人民共和国村民委员会组织法"}


def by_id(report: Report) -> dict[str, Finding]:
    return {f.id: f for f in report.findings}


@pytest.mark.parametrize(
    ("address", "basis"),
    [
        ("DJ35.quarterly@2025-Q4", {(OLD, "30")}),
        ("DJ35.quarterly@2026-Q1", {(NEW, "35")}),
        ("DJ35.appraisal@2025", {(OLD, "33")}),
    ],
)
def test_what_was_left_undone_cites_the_law_of_its_period(address: str, basis: set[tuple[str, str]]) -> None:
    assert cited(by_id(judged({}))[address]) == basis


def assembly(day: str, **more: Any) -> dict[str, Any]:
    return {
        "村民会议": {
            "编号": "A-1",
            "类型": "村民会议",
            "日期": day,
            "通知日期": day,
            "应到": 300,
            "实到": 150,
            "议题": {"类别": "其他", "赞成": 70, "结果": "通过"},
            **more,
        }
    }


@pytest.mark.parametrize(
    ("day", "quorum", "notice"),
    [("2025-12-31", (OLD, "22"), (OLD, "21")), ("2026-01-01", (NEW, "26"), (NEW, "25"))],
)
def test_a_meeting_cites_the_law_of_its_day(
    day: str, quorum: tuple[str, str], notice: tuple[str, str]
) -> None:
    found = by_id(judged(assembly(day)))

    assert cited(found["DJ34.villagers@A-1"]) == {quorum}
    assert cited(found["DJ34.notice@A-1"]) == {notice}
    assert quorum in cited(found["DJ34.majority@A-1/议题1"])


def test_only_the_new_law_excuses_an_urgent_notice() -> None:
    urgent = {"临时通知": "防汛"}

    assert "DJ34.notice@A-1" in by_id(judged(assembly("2025-12-31", **urgent)))
    assert "DJ34.notice@A-1" not in by_id(judged(assembly("2026-01-01", **urgent)))


def test_only_the_new_law_asks_for_a_yearly_meeting() -> None:
    found = by_id(judged({}, as_of="2027-01-01"))

    assert "DJ34.yearly@2025" not in found
    assert cited(found["DJ34.yearly@2026"]) == {(NEW, "25")}


@pytest.mark.parametrize(("day", "gap"), [("2025-12-31", False), ("2026-01-01", True)])
def test_the_days_of_a_disclosure_are_those_of_the_law_on_which_it_began(day: str, gap: bool) -> None:
    posted = {"村务公开": {"编号": "G-1", "类型": "一般事项", "公开日期": day, "截止": "2026-01-10"}}

    assert ("DJ35.days@G-1" in by_id(judged(posted))) is gap


@pytest.mark.parametrize("field", ["社区", "机关", "国企"])
def test_only_villages_are_judged_by_it(field: str) -> None:
    report = judged(assembly("2026-01-01"), 领域=field)

    assert {v.status for v in report.verdicts} == {Status.NOT_APPLICABLE}
    assert not report.findings


def test_no_card_cites_the_law_of_villages_to_others() -> None:
    """社区不得引用村组法、农村条例、农村集体经济组织法。"""
    of_villages = {"村组法2018", "村组法2025", "农村基层组织工作条例", "农村集体经济组织法"}
    citing = [
        (card, r)
        for card in STANDARD.cards
        for r in card.requirements
        if of_villages & {g.source for g in r.grounds}
    ]

    assert len(citing) > 40
    assert [card.code_of(r) for card, r in citing if card.not_applicable(r, "社区") is None] == []
