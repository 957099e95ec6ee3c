"""豁免和人工核实：what is in force on a day, what has no effect and says so, and what stays as it was."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judging import AS_OF, ATTEST, DUE, GAP, MET, STANDARD, ledger, pack, requirement

from dangjian_cli.check import check
from dangjian_cli.finding import Finding, Privacy, Report, Severity, Status
from dangjian_cli.ledger import Ledger
from dangjian_cli.ledger.branch import Waiver
from dangjian_cli.load.branch import load_branch
from dangjian_cli.load.pack import standards_folder
from dangjian_cli.periods import add_months

WAIVED = Status.WAIVED
MEET = requirement({"类型": "频次", "对象": "会议", "条件": {"类型": "党员大会"}, "每": "季度"}, 编号="meet")
HOST = requirement({"类型": "必填", "对象": "会议", "栏目": "主持人"}, 编号="host")
LOOK = requirement({"类型": "人工核实", "对象": "会议", "核实": "讨论充分不充分"}, 编号="look")
PACK = pack(MEET, HOST, LOOK)
GAP_AT, HOST_AT, LOOK_AT = "DJ99.meet@2026-Q2", "DJ99.host@M-1", "DJ99.look@M-1"

WAIVER = {
    "缺项": GAP_AT,
    "依据文号": "青禾党发〔2026〕9号",
    "批准机关": "青禾镇党委",
    "批准日": "2026-07-10",
    "到期日": "2027-03-31",
    "事由": "汛期转移群众",
}
ATTESTATION = {
    "地址": LOOK_AT,
    "核实人": "贺长庚",
    "核实日": "2026-08-01",
    "方式": "查记录原件",
    "证据": {"名称": "会议记录", "存放": "纸质", "盒号": "2026-1"},
    "结论": "符合",
}


def book(*acts: dict[str, Any], host: str = "", **sections: Any) -> Ledger:
    """A branch that met in three quarters of four, with acts; M-1 has no 主持人 unless given."""
    days = ("2026-02-10", "2026-08-10", "2026-10-10")
    meetings: list[dict[str, Any]] = [
        {"编号": f"M-{i}", "类型": "党员大会", "日期": day, "主持人": "谷雨声"}
        for i, day in enumerate(days, 1)
    ]
    meetings[0]["主持人"] = host
    if not host:
        del meetings[0]["主持人"]
    waivers = [a for a in acts if "缺项" in a]
    attestations = [a for a in acts if "地址" in a]
    return ledger({"会议": meetings, "豁免": waivers, "人工核实": attestations} | sections)


def judged(*acts: dict[str, Any], as_of: date = AS_OF, **more: Any) -> Report:
    return check(book(*acts, **more), PACK, as_of)


def at(report: Report, address: str) -> Finding | None:
    """What is said of an address."""
    every = (*report.findings, *report.dues, *report.attested)
    found = [f for f in every if f.id == address]
    assert len(found) <= 1
    return next(iter(found), None)


def state(report: Report, address: str) -> Status | None:
    finding = at(report, address)
    return finding.status if finding else None


def faults(report: Report) -> list[str]:
    return [f.id for f in report.findings if f.card == 0]


def said(report: Report, address: str, privacy: Privacy = Privacy.LOCAL) -> str:
    finding = at(report, address)
    assert finding is not None
    return finding.message.render(privacy) + (finding.fix.render(privacy) if finding.fix else "")


def status_of(report: Report, code: str) -> Status:
    return next(v.status for v in report.verdicts if v.code == code)


def sealed(act: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The attestation with the fingerprint that the report gives."""
    finding = at(judged(act, **more), act["地址"])
    assert finding is not None
    assert finding.fingerprint
    return act | {"内容指纹": finding.fingerprint}


# 豁免


def test_a_waived_gap_stays_in_the_report_and_is_no_gap() -> None:
    report = judged(WAIVER)
    finding = at(report, GAP_AT)
    assert finding is not None
    assert finding.status is WAIVED
    assert finding.waiver is not None
    assert finding.waiver.number.text == "青禾党发〔2026〕9号"
    assert finding.waiver.expires == date(2027, 3, 31)
    assert status_of(report, "DJ99.meet") is WAIVED
    assert faults(report) == []


def test_without_any_there_is_no_word_of_them() -> None:
    assert {v.code for v in judged().verdicts} == {"DJ99.meet", "DJ99.host", "DJ99.look"}
    assert {v.code for v in judged(WAIVER).verdicts} == {"DJ99.meet", "DJ99.host", "DJ99.look"}


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-07-09", GAP), ("2026-07-10", WAIVED), ("2027-03-31", WAIVED), ("2027-04-01", GAP)],
)
def test_it_holds_from_its_first_to_its_last_day(day: str, expected: Status) -> None:
    assert state(judged(WAIVER, as_of=date.fromisoformat(day)), GAP_AT) is expected


def test_what_is_not_approved_yet_is_not_seen() -> None:
    before = date(2026, 7, 9)
    assert judged(WAIVER, as_of=before) == judged(as_of=before)


def test_one_approved_some_time_in_a_month_holds_when_the_month_is_over() -> None:
    some_time = WAIVER | {"批准日": "2026-07"}
    assert state(judged(some_time, as_of=date(2026, 7, 30)), GAP_AT) is GAP
    assert faults(judged(some_time, as_of=date(2026, 7, 30))) == []
    assert state(judged(some_time, as_of=date(2026, 7, 31)), GAP_AT) is WAIVED


def test_one_that_is_over_is_told_at_its_last_day() -> None:
    report = judged(WAIVER, as_of=date(2027, 4, 1))
    finding = at(report, f"DJ00.waiver@{GAP_AT}")
    assert finding is not None
    assert (finding.status, finding.severity) == (GAP, Severity.WARNING)
    assert finding.route == ("waivers", 0, "expires")
    assert "2027-03-31为止，已经过期" in said(report, finding.id)


@pytest.mark.parametrize("typed", ["2026-13-01", "2026-12", "年底", "2026.1", "长期", "2027-02-29"])
def test_an_end_that_cannot_be_read_counts_as_over(typed: str) -> None:
    report = judged(WAIVER | {"到期日": typed})
    assert state(report, GAP_AT) is GAP
    assert "按已经过期算" in said(report, f"DJ00.waiver@{GAP_AT}")
    assert f"“{typed}”" not in said(report, f"DJ00.waiver@{GAP_AT}")


@pytest.mark.parametrize("label", ["依据文号", "批准机关", "批准日", "到期日", "事由"])
def test_one_that_does_not_say_everything_has_no_effect(label: str) -> None:
    report = judged({k: v for k, v in WAIVER.items() if k != label})
    assert state(report, GAP_AT) is GAP
    assert f"没有写“{label}”" in said(report, f"DJ00.waiver@{GAP_AT}")


@pytest.mark.parametrize(("end", "expected"), [("2027-07-10", WAIVED), ("2027-07-11", GAP)])
def test_none_is_longer_than_the_pack_allows(end: str, expected: Status) -> None:
    report = judged(WAIVER | {"到期日": end})
    assert STANDARD.head.waiver_months == 12
    assert state(report, GAP_AT) is expected
    assert len(faults(report)) == (expected is GAP)


@pytest.mark.parametrize(
    ("address", "own", "words"),
    [
        ("DJ99.met@2026-Q2", "DJ00.waiver@?", "不是标准里的条目"),
        ("DJ99.meet", "DJ00.waiver@DJ99.meet@?", "一条豁免只管一处"),
        ("DJ99.meet@*", "DJ00.waiver@DJ99.meet@?", "一条豁免只管一处"),
        ("*", "DJ00.waiver@?", "一条豁免只管一处"),
        ("DJ99.meet@2026-Q9", "DJ00.waiver@DJ99.meet@?", "是不是要写“DJ99.meet@2026-Q2”"),
        ("DJ99.meet@王某某", "DJ00.waiver@DJ99.meet@?", "对不上"),
        (LOOK_AT, f"DJ00.waiver@{LOOK_AT}", "待人工核实"),
    ],
)
def test_one_about_no_gap_is_told(address: str, own: str, words: str) -> None:
    report = judged(WAIVER | {"缺项": address})
    assert faults(report) == [own]
    assert words in said(report, own)
    assert "王" not in said(report, own, Privacy.STRICT) + own
    assert state(report, GAP_AT) is GAP


def test_several_about_nothing_have_addresses_of_their_own() -> None:
    acts = [WAIVER | {"缺项": a} for a in ("甲", "乙", "DJ99.meet@甲", "DJ99.meet@乙")]
    assert faults(judged(*acts)) == faults(judged(*reversed(acts)))
    assert len(set(faults(judged(*acts)))) == 4


def test_one_that_is_no_longer_needed_is_a_note() -> None:
    report = judged(WAIVER | {"缺项": "DJ99.meet@2026-Q3"})
    finding = at(report, "DJ00.waiver@DJ99.meet@2026-Q3")
    assert finding is not None
    assert finding.severity is Severity.NOTE


def test_what_is_still_due_can_be_met_yet() -> None:
    early = WAIVER | {"批准日": "2026-05-20", "到期日": "2026-12-31"}
    in_time, late = (judged(early, as_of=day) for day in (date(2026, 6, 30), date(2026, 7, 1)))
    assert state(in_time, GAP_AT) is DUE
    assert state(late, GAP_AT) is WAIVED
    assert faults(in_time) == faults(late) == []


def test_a_second_approval_goes_on_where_the_first_ended() -> None:
    second = WAIVER | {"批准日": "2027-03-20", "到期日": "2027-12-31"}
    for day, expected in (("2027-03-31", WAIVED), ("2027-04-01", WAIVED), ("2028-01-01", GAP)):
        report = judged(WAIVER, second, as_of=date.fromisoformat(day))
        assert state(report, GAP_AT) is expected
        assert len(faults(report)) == (expected is GAP)
        assert all(at(report, f).route[1] == 1 for f in faults(report))  # type: ignore[union-attr]


def test_what_was_not_judged_says_nothing_of_its_acts() -> None:
    other = WAIVER | {"缺项": "DJ98.x@Y"}
    both = book(WAIVER | {"缺项": "DJ99.meet@2025-Q4"}, other)
    assert len(faults(check(both, PACK, AS_OF))) == 2
    assert faults(check(both, PACK, AS_OF, cards=frozenset())) == []
    assert faults(check(both, PACK, AS_OF, since=date(2026, 7, 1), cards=frozenset({99}))) == []
    assert faults(check(both, PACK, AS_OF, ledgers=frozenset({"组织生活"}))) == ["DJ00.waiver@DJ99.meet@?"]


# 豁免只改自己那一处

EXAMPLE = load_branch(standards_folder().parent / "examples" / "农村-有缺项").ledger
SECTIONS = EXAMPLE.sections.model_copy(update={"waivers": (), "attestations": ()})
CARDS = frozenset({13, 17, 25})
PLAIN = check(Ledger(SECTIONS, EXAMPLE.files), STANDARD, AS_OF, cards=CARDS)
OPEN = [f.id for f in PLAIN.findings if f.status is GAP]


@settings(max_examples=40, deadline=None)
@given(
    address=st.sampled_from(OPEN),
    approved=st.dates(date(2025, 6, 1), date(2027, 1, 31)),
    length=st.integers(0, 500),
)
def test_a_waiver_changes_no_verdict_but_its_own(address: str, approved: date, length: int) -> None:
    expires = approved + timedelta(days=length)
    typed = WAIVER | {"缺项": address, "批准日": approved.isoformat(), "到期日": expires.isoformat()}
    sections = SECTIONS.model_copy(update={"waivers": (Waiver.model_validate(typed),)})
    report = check(Ledger(sections, EXAMPLE.files), STANDARD, AS_OF, cards=CARDS)
    code = address.split("@", maxsplit=1)[0]
    in_force = approved <= AS_OF <= expires <= add_months(approved, 12)

    assert state(report, address) is (WAIVED if in_force else GAP)
    assert len(faults(report)) == (approved <= AS_OF and not in_force)
    others_then, others_now = ([v for v in r.verdicts if v.card and v.code != code] for r in (PLAIN, report))
    assert others_now == others_then
    assert [f for f in report.findings if f.card and f.id != address] == [
        f for f in PLAIN.findings if f.id != address
    ]
    left = any(f.code == code and f.status is GAP for f in report.findings)
    assert status_of(report, code) is (GAP if left else WAIVED)
    assert report.dues == PLAIN.dues


# 人工核实


def test_what_a_person_found_in_order_is_met() -> None:
    act = sealed(ATTESTATION)
    report = judged(act)
    assert state(report, LOOK_AT) is MET
    assert [f.route for f in report.attested] == [("attestations", 0)]
    assert "贺长庚" in said(report, LOOK_AT)
    assert "贺长庚" not in said(report, LOOK_AT, Privacy.STRICT)
    assert "原件" not in said(report, LOOK_AT, Privacy.STRICT)
    assert faults(report) == []
    assert status_of(report, "DJ99.look") is ATTEST  # of the other meetings


def test_what_a_person_found_wanting_is_a_gap() -> None:
    act = sealed(ATTESTATION) | {"结论": "不属实", "说明": "只有表态，没有讨论"}
    report = judged(act)
    assert state(report, LOOK_AT) is GAP
    assert "2026-08-01核实的结论是不符合（只有表态，没有讨论）" in said(report, LOOK_AT)
    assert "表态" not in said(report, LOOK_AT, Privacy.STRICT)
    assert state(judged(act, WAIVER | {"缺项": LOOK_AT, "批准日": "2026-08-02"}), LOOK_AT) is WAIVED


def test_what_is_attested_later_is_not_seen() -> None:
    act = sealed(ATTESTATION)
    assert judged(act, as_of=date(2026, 7, 31)) == judged(as_of=date(2026, 7, 31))
    assert state(judged(act, as_of=date(2026, 8, 1)), LOOK_AT) is MET


@pytest.mark.parametrize("label", ["核实人", "核实日", "方式", "证据", "结论", "内容指纹"])
def test_an_attestation_that_does_not_say_everything_has_no_effect(label: str) -> None:
    report = judged({k: v for k, v in sealed(ATTESTATION).items() if k != label})
    assert state(report, LOOK_AT) is ATTEST
    assert f"没有写“{label}”" in said(report, f"DJ00.attestation@{LOOK_AT}")


def test_the_fingerprint_to_write_is_told_where_it_is_missing() -> None:
    report = judged(ATTESTATION)
    finding = at(report, LOOK_AT)
    assert finding is not None
    assert f"内容指纹: {finding.fingerprint}" in said(report, f"DJ00.attestation@{LOOK_AT}")
    assert finding.fingerprint == sealed(ATTESTATION)["内容指纹"]


@pytest.mark.parametrize("evidence", [{"名称": "记录"}, {"名称": "记录", "文件": "没有.txt"}])
def test_evidence_must_be_somewhere(evidence: dict[str, str]) -> None:
    report = judged(sealed(ATTESTATION | {"证据": evidence}))
    assert state(report, LOOK_AT) is ATTEST
    assert "没有写文件或存放处" in said(report, f"DJ00.attestation@{LOOK_AT}")


def test_a_record_that_was_changed_must_be_looked_at_again() -> None:
    report = judged(sealed(ATTESTATION), host="柳垚")
    finding = at(report, LOOK_AT)
    assert finding is not None
    assert finding.status is ATTEST
    assert "这次核实作废" in said(report, f"DJ00.attestation@{LOOK_AT}")
    again = ATTESTATION | {"核实日": "2026-08-02", "内容指纹": finding.fingerprint}
    report = judged(sealed(ATTESTATION), again, host="柳垚")
    assert state(report, LOOK_AT) is MET
    assert faults(report) == []


def test_another_record_may_change() -> None:
    act = sealed(ATTESTATION)
    more = book(act).sections.meetings
    changed = (more[0], more[1].model_copy(update={"host": "柳垚"}))
    sections = book(act).sections.model_copy(update={"meetings": tuple(reversed(changed))})
    assert state(check(Ledger(sections), PACK, AS_OF), LOOK_AT) is MET


def test_a_fingerprint_copied_carelessly_is_understood() -> None:
    act = sealed(ATTESTATION)
    assert state(judged(act | {"内容指纹": f" {act['内容指纹'].upper()} "}), LOOK_AT) is MET


def test_an_attestation_never_turns_a_gap_into_met() -> None:
    act = sealed(ATTESTATION) | {"地址": HOST_AT}
    report = judged(act)
    assert state(report, HOST_AT) is GAP
    assert "不能把缺项变成达标" in said(report, f"DJ00.attestation@{HOST_AT}")
    assert state(report, LOOK_AT) is ATTEST


def test_an_attestation_of_what_the_records_show_is_a_note() -> None:
    report = judged(sealed(ATTESTATION) | {"地址": HOST_AT}, host="柳垚")
    finding = at(report, f"DJ00.attestation@{HOST_AT}")
    assert finding is not None
    assert finding.severity is Severity.NOTE


@pytest.mark.parametrize(
    ("until", "day", "expected"),
    [
        ("2026-12-31", "2026-12-31", MET),
        ("2026-12-31", "2027-01-01", ATTEST),
        (None, "2028-08-01", MET),
        (None, "2028-08-02", ATTEST),
        ("2028-08-02", "2026-08-10", ATTEST),
        ("长期", "2026-08-10", ATTEST),
    ],
)
def test_until_when_an_attestation_holds(until: str | None, day: str, expected: Status) -> None:
    act = sealed(ATTESTATION) | ({"有效期至": until} if until else {})
    report = judged(act, as_of=date.fromisoformat(day))
    assert STANDARD.head.attest_months == 24
    assert state(report, LOOK_AT) is expected
    assert len(faults(report)) == (expected is ATTEST)


def test_what_happened_later_does_not_void_what_was_attested_before() -> None:
    """At an earlier day the ledger looks as it did then."""
    step = {"步骤": {"公示": [{"日期": "2026-06-01"}, {"日期": "2026-09-01"}]}}
    case = {"发展党员": [{"编号": "F-1", "姓名": "卫国栋"} | step]}
    rules = pack(requirement({"类型": "人工核实", "对象": "发展党员", "核实": "手续"}))
    asked = check(ledger(case), rules, date(2026, 8, 1)).findings[0]
    act = ATTESTATION | {"地址": asked.id, "内容指纹": asked.fingerprint}
    both = ledger(case | {"人工核实": act})
    assert state(check(both, rules, date(2026, 8, 31)), asked.id) is MET
    assert state(check(both, rules, date(2026, 9, 1)), asked.id) is ATTEST
