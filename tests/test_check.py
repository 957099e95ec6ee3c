"""The pure core: dated law, precedence of verdicts, where history starts and ends, what does not apply."""

from datetime import date
from typing import Any

import pytest
from judging import ATTEST, DUE, GAP, MET, NOT_APPLICABLE, UNEXAMINED, ids, report, requirement

from dangjian_cli.finding import Privacy, Status

MEET = {"类型": "频次", "对象": "会议", "条件": {"类型": "党员大会"}, "每": "季度"}
ORDER = {"类型": "次序", "对象": "发展党员"}
OLD = requirement({**ORDER, "次序": ["支委会研究发展对象", "上级备案", "列为发展对象"]}, 至="2026-05-11")
NEW = requirement({**ORDER, "次序": ["支委会研究发展对象", "上级同意", "列为发展对象"]}, 自="2026-05-11")
LIMIT = {"类型": "间隔", "对象": "发展党员", "从": "递交入党申请书", "到": "派人谈话", "至多": "1"}


def meeting(day: str, **more: Any) -> dict[str, Any]:
    return {"编号": f"M-{day}", "类型": "党员大会", "日期": day, **more}


def case(**steps: str) -> dict[str, Any]:
    days = {name: {"日期": day} for name, day in steps.items()}
    return {"发展党员": {"编号": "F-1", "姓名": "谷雨声", "步骤": days}}


def verdict(found: Any) -> Status:
    (only,) = found.verdicts
    return only.status


# 新旧规定


def listed(day: str, **steps: str) -> set[str]:
    return ids(report([OLD, NEW], case(支委会研究发展对象="2026-04-20", **steps, 列为发展对象=day)))


def test_the_same_act_a_day_apart_is_judged_by_two_versions() -> None:
    assert listed("2026-05-10", 上级备案="2026-04-30") == set()
    assert listed("2026-05-11", 上级备案="2026-04-30") == {"F-1/上级同意"}
    assert listed("2026-05-10", 上级同意="2026-04-30") == {"F-1/上级备案"}
    assert listed("2026-05-11", 上级同意="2026-04-30") == set()


def test_an_act_in_the_month_of_the_change_is_for_a_person_where_the_versions_differ() -> None:
    assert listed("2026-05", 上级备案="2026-04-30") == {"?F-1/上级同意"}
    assert listed("2026-05", 上级备案="2026-04-30", 上级同意="2026-04-30") == set()


RATIO = {"类型": "比例", "对象": "会议", "分子": "实到", "分母": "应到"}
TWO_HALVES = [
    requirement({**RATIO, "至少": "1/2"}, 至="2026-05-11"),
    requirement({**RATIO, "超过": "1/2"}, 自="2026-05-11"),
]


@pytest.mark.parametrize(
    ("day", "present", "expected"),
    [
        ("2026-05-10", 5, MET),
        ("2026-05-11", 5, GAP),
        ("2026-05", 5, ATTEST),
        ("2026-05", 6, MET),  # 哪一版都够
        ("2026-05", 4, GAP),  # 哪一版都不够
        ("2026-04", 5, MET),
        ("2026-06", 5, GAP),
    ],
)
def test_a_month_only_act_is_decided_where_every_day_agrees(day: str, present: int, expected: Status) -> None:
    data = {"会议": meeting(day, 应到=10, 实到=present)}

    assert verdict(report(TWO_HALVES, data)) is expected


def test_a_rule_that_came_in_within_the_month_leaves_a_gap_open() -> None:
    new = requirement({**RATIO, "超过": "1/2"}, 自="2026-05-11")

    assert verdict(report(new, {"会议": meeting("2026-05", 应到=10, 实到=5)})) is ATTEST
    assert verdict(report(new, {"会议": meeting("2026-05", 应到=10, 实到=6)})) is MET
    assert verdict(report(new, {"会议": meeting("2026-05-10", 应到=10, 实到=5)})) is UNEXAMINED


def test_a_period_is_judged_by_the_version_of_its_first_day() -> None:
    once = requirement({**MEET, "至少": "1"}, 至="2026-05-11")
    twice = requirement({**MEET, "至少": "2"}, 自="2026-05-11")
    data = {"会议": [meeting(f"2026-{m:02}-20") for m in (2, 5, 8, 10)]}

    assert ids(report([once, twice], data)) == {"2026-Q3", "…2026-Q4"}


def test_nothing_is_due_by_a_rule_that_has_not_come_in() -> None:
    new = requirement(LIMIT, 自="2026-05-11")
    waiting = case(递交入党申请书="2026-05-01")

    assert ids(report(new, waiting, "2026-05-10")) == set()
    assert ids(report(new, waiting, "2026-05-11")) == {"…F-1"}
    assert ids(report(new, waiting, "2026-06-11")) == {"…F-1"}
    assert ids(report(new, waiting, "2026-06-12")) == {"F-1"}


def test_what_was_missed_under_the_old_rule_stays_missed() -> None:
    old = requirement({**LIMIT, "至多": "2"}, 至="2026-05-11")
    new = requirement(LIMIT, 自="2026-05-11")
    waiting = case(递交入党申请书="2026-03-01")

    assert ids(report([old, new], waiting, "2026-05-01")) == {"…F-1"}
    assert ids(report([old, new], waiting, "2026-05-02")) == {"F-1"}
    assert ids(report([old, new], waiting, "2026-05-11")) == {"F-1"}
    assert ids(report([old, new], waiting, "2026-07-01")) == {"F-1"}


def test_a_rule_that_ended_asks_for_nothing_more() -> None:
    old = requirement({**LIMIT, "至多": "3"}, 至="2026-05-11")
    waiting = case(递交入党申请书="2026-03-01")

    assert ids(report(old, waiting, "2026-05-10")) == {"…F-1"}
    assert ids(report(old, waiting, "2026-05-11")) == set()
    assert ids(report(old, waiting, "2026-07-01")) == set()


def test_a_limit_that_a_new_version_repeats_does_not_start_anew() -> None:
    both = [requirement(LIMIT, 至="2026-05-11"), requirement(LIMIT, 自="2026-05-11")]

    assert ids(report(both, case(递交入党申请书="2026-04-20", 派人谈话="2026-05-25"))) == {"F-1"}
    assert ids(report(both, case(递交入党申请书="2026-04-20", 派人谈话="2026-05-20"))) == set()
    assert ids(report(both, case(递交入党申请书="2026-04-20"), "2026-05-20")) == {"…F-1"}
    assert ids(report(both, case(递交入党申请书="2026-04-20"), "2026-05-21")) == {"F-1"}


def test_a_limit_made_shorter_runs_from_the_day_it_was() -> None:
    both = [requirement({**LIMIT, "至多": "3"}, 至="2026-05-11"), requirement(LIMIT, 自="2026-05-11")]

    assert ids(report(both, case(递交入党申请书="2026-04-20", 派人谈话="2026-06-11"))) == set()
    assert ids(report(both, case(递交入党申请书="2026-04-20", 派人谈话="2026-06-12"))) == {"F-1"}


# 结论


def attendance(*pairs: tuple[str, int]) -> dict[str, Any]:
    """Meetings by day, of ten expected."""
    return {"会议": [meeting(day, 应到=10, 实到=n) for day, n in pairs]}


def test_the_worst_of_a_requirements_subjects_is_its_verdict() -> None:
    assert verdict(report(TWO_HALVES, attendance(("2026-03-01", 8)))) is MET
    assert verdict(report(TWO_HALVES, attendance(("2026-03-01", 8), ("2026-05", 5)))) is ATTEST
    mixed = attendance(("2026-03-01", 8), ("2026-05", 5), ("2026-06-01", 3))
    assert verdict(report(TWO_HALVES, mixed)) is GAP


def test_the_order_of_precedence() -> None:
    assert [s.value for s in Status] == [
        "gap",
        "attest",
        "due",
        "waived",
        "met",
        "unexamined",
        "not-applicable",
    ]


def test_due_goes_before_met_and_met_before_not_applicable() -> None:
    meet = requirement(MEET)
    branch = {"建账日期": "2026-02-10"}
    held = {"支部": branch, "会议": [meeting(d) for d in ("2026-04-20", "2026-08-20", "2026-10-20")]}

    assert verdict(report(meet, held, "2026-03-01")) is NOT_APPLICABLE
    assert verdict(report(meet, held, "2026-04-10")) is DUE
    assert verdict(report(meet, held, "2026-05-10")) is MET
    assert verdict(report(meet, held, "2026-07-10")) is DUE
    (only,) = report(meet, held).verdicts
    assert (only.status, only.examined) == (MET, 3)


def test_nothing_to_look_at_is_never_met() -> None:
    (only,) = report(TWO_HALVES, {"会议": meeting("2026-03-01")}).verdicts

    assert (only.status, only.examined) == (UNEXAMINED, 0)
    assert only.reason is not None
    assert report(TWO_HALVES, {}).tally()[MET] == 0


def test_a_person_is_not_counted_as_examined() -> None:
    (only,) = report(TWO_HALVES, attendance(("2026-05", 5))).verdicts

    assert (only.status, only.examined) == (ATTEST, 0)


# 领域


def test_another_fields_requirement_does_not_apply_and_says_why() -> None:
    rural = requirement(MEET, 领域="农村", 不适用说明="村务公开只适用于农村")
    (only,) = report(rural, {"支部": {"领域": "机关"}}).verdicts

    assert only.status is NOT_APPLICABLE
    assert only.reason is not None
    assert only.reason.render(Privacy.STRICT) == "村务公开只适用于农村，本支部是机关"
    assert verdict(report(rural, {})) is GAP


def test_another_kind_of_branch_is_not_asked_and_told_why() -> None:
    settled = requirement(MEET, 支部类型=["党支部", "联合党支部"], 不适用说明="临时党支部不开")
    (only,) = report(settled, {"支部": {"类型": "临时党支部"}}).verdicts

    assert only.status is NOT_APPLICABLE
    assert only.reason is not None
    assert only.reason.render(Privacy.STRICT) == "临时党支部不开，本支部是临时党支部"
    assert verdict(report(settled, {"支部": {"类型": "联合党支部"}})) is GAP


def test_one_version_may_apply_where_another_does_not() -> None:
    rural = requirement({**MEET, "至少": "2"}, 领域="农村")
    urban = requirement(MEET, 领域=["社区", "机关"])
    data = {"会议": [meeting(f"2026-{m:02}-20") for m in (2, 5, 8, 10)]}

    assert verdict(report([rural, urban], data)) is GAP
    assert verdict(report([rural, urban], {**data, "支部": {"领域": "机关"}})) is MET


# 从哪天起、到哪天止


def test_since_moves_the_start_later_and_never_earlier() -> None:
    meet = requirement(MEET)

    def found(since: str | None) -> set[str]:
        day = date.fromisoformat(since) if since else None
        return ids(report(meet, {}, "2026-09-30", since=day))

    assert found(None) == {"2026-Q1", "2026-Q2", "…2026-Q3"}
    assert found("2020-01-01") == found(None)
    assert found("2026-04-01") == {"2026-Q2", "…2026-Q3"}
    assert found("2026-04-02") == {"…2026-Q3"}


def test_a_branch_founded_after_its_ledger_was_opened_counts_from_its_founding() -> None:
    branch = {"建账日期": "2026-01-01", "成立日期": "2026-04-01"}

    assert ids(report(requirement(MEET), {"支部": branch}, "2026-09-30")) == {"2026-Q2", "…2026-Q3"}


def test_a_dissolved_branch_owes_nothing_for_its_last_period() -> None:
    data = {"支部": {"撤销日期": "2026-05-20"}, "会议": meeting("2026-02-20")}
    meet = requirement(MEET)

    assert ids(report(meet, data, "2026-05-19")) == {"…2026-Q2"}
    assert ids(report(meet, data, "2026-05-20")) == set()
    assert ids(report(meet, data, "2026-06-15")) == set()
    assert ids(report(meet, data, "2026-12-01")) == set()
    assert verdict(report(meet, data, "2026-12-01")) is MET


def test_an_act_after_the_day_of_judgement_is_not_seen() -> None:
    data = {"会议": [meeting("2026-02-20"), meeting("2026-06-20")]}

    assert ids(report(requirement(MEET), data, "2026-06-19")) == {"…2026-Q2"}
    assert ids(report(requirement(MEET), data, "2026-06-20")) == set()
