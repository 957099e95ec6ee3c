"""Party dues: what is owed to the fen, from which month to which, and what counts as paid."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import ATTEST, DUE, GAP, MET, judgements, ledger, rule, situation, states
from pydantic import ValidationError

from dangjian_cli.finding import Privacy, Status
from dangjian_cli.kinds.dues_rate import RateKind
from dangjian_cli.ledger.dues import Dues
from dangjian_cli.periods import add_months

PAY = {"类型": "党费收缴"}
LATE = {"类型": "党费补交", "至多": 6}
CHASED = {"类型": "连续未交", "连续": 6, "谈话": ["催缴", "批评教育"]}
FATE = {"类型": "连续未交", "连续": 6, "要求": "人工核实"}
ENTRY = {"类型": "党费登记"}
SPAN = {"类型": "党费跨月", "至多": 3}
FIXED = {"类型": "党费核定", "不晚于": 3}
ONE_DAY = {"类型": "党费日", "至少": "1/2"}
SALARY = {
    "类型": "党费标准",
    "对象": "党费核定",
    "档次": [
        {"不超过": 3000, "比例": "0.5%"},
        {"不超过": 5000, "比例": "1%"},
        {"不超过": 10000, "比例": "1.5%"},
        {"比例": "2%"},
    ],
}
SUM = {
    "类型": "合计",
    "对象": "党费上缴",
    "栏目": "收缴合计",
    "期间": ["月份", "至"],
    "明细": "党费收缴",
    "明细栏": "实交",
    "明细日": ["交纳日期", "月份"],
}

JIA, YI = "石岩松", "柳青禾"
OLD = {"入党日期": "1999-06-20"}

Rows = list[dict[str, Any]]


def member(name: str = JIA, ref: str = "D-01", **more: Any) -> dict[str, Any]:
    return {"编号": ref, "姓名": name, **OLD, **more}


def rated(name: str = JIA, monthly: str = "10", **more: Any) -> dict[str, Any]:
    return {"姓名": name, "年度": "2026", "类别": "按月领工资", "基数": "2000", "月应交": monthly, **more}


def paid(month: int, *, name: str = JIA, amount: str = "10", **more: Any) -> dict[str, Any]:
    day = more.pop("日", f"2026-{month:02}-10")
    return {"姓名": name, "月份": f"2026-{month:02}", "实交": amount, "交纳日期": day, **more}


def branch(*payments: Mapping[str, Any], **sections: Any) -> dict[str, Any]:
    """One member with a rate of ten yuan, and another who always pays, so that months are told apart."""
    other = [paid(m, name=YI) for m in range(1, 13)]
    return {
        "党员": [member(), member(YI, "D-02")],
        "党费核定": [rated(), rated(YI)],
        "党费收缴": [*other, *payments],
        **sections,
    }


def of_jia(found: Mapping[str, Status]) -> dict[str, Status]:
    return {key.removeprefix("D-01/"): status for key, status in found.items() if "D-01" in key}


def every(*months: int, **more: Any) -> Rows:
    return [paid(m, **more) for m in months]


# The standard --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("base", "due"),
    [
        ("2999.99", "15.00"),
        ("3000", "15.00"),
        ("3000.01", "30.00"),
        ("3001", "30.01"),
        ("5000", "50.00"),
        ("5000.01", "75.00"),
        ("10000", "150.00"),
        ("10000.01", "200.00"),
        ("1", "0.01"),
        ("0.99", "0.00"),
        ("0", "0.00"),
    ],
)
def test_the_whole_base_is_reckoned_at_its_own_bracket(base: str, due: str) -> None:
    kind = rule(SALARY)

    assert isinstance(kind, RateKind)
    assert kind.reckoned(Decimal(base)) == Decimal(due)


@pytest.mark.parametrize(
    ("monthly", "state"),
    [("42.00", MET), ("42", MET), ("41.99", GAP), ("42.01", GAP), ("41", GAP), ("", GAP)],
)
def test_a_rate_is_compared_to_the_fen(monthly: str, state: Status) -> None:
    rate = {k: v for k, v in rated(monthly=monthly, 基数="4200").items() if v}

    assert states(SALARY, {"党员": member(), "党费核定": rate}) == {"D-01/2026": state}


def test_without_a_base_nothing_can_be_reckoned() -> None:
    rate = rated()
    del rate["基数"]

    assert states(SALARY, {"党员": member(), "党费核定": rate}) == {"D-01/2026": GAP}


@pytest.mark.parametrize(
    ("monthly", "state"), [("0.2", MET), ("0.5", MET), ("1", MET), ("0.19", GAP), ("1.01", GAP)]
)
def test_a_flat_amount_lies_between_its_ends(monthly: str, state: Status) -> None:
    kind = {"类型": "党费标准", "对象": "党费核定", "至少": "0.2", "至多": "1"}
    rate = {"姓名": JIA, "年度": "2026", "类别": "农民", "月应交": monthly}

    assert states(kind, {"党员": member(), "党费核定": rate}) == {"D-01/2026": state}


def test_what_a_relief_sets_is_accepted_and_nothing_else() -> None:
    relief = {"姓名": JIA, "方式": "少交", "月应交": "5", "日期": "2026-02-01"}
    data = {"党员": member(), "党费减免": relief}

    assert states(SALARY, data | {"党费核定": rated(monthly="5")}) == {"D-01/2026": MET}
    assert states(SALARY, data | {"党费核定": rated(monthly="4")}) == {"D-01/2026": GAP}


def test_a_change_within_the_year_is_judged_by_itself() -> None:
    rates = [rated(), rated(monthly="42", 基数="4300", 起="2026-07")]

    assert states(SALARY, {"党员": member(), "党费核定": rates}) == {"D-01/2026": MET, "D-01/2026-07": GAP}


@pytest.mark.parametrize(
    "brackets",
    [
        [],
        [{"不超过": 3000, "比例": "1%"}],
        [{"不超过": 5000, "比例": "1%"}, {"不超过": 3000, "比例": "1%"}, {"比例": "2%"}],
        [{"比例": "1%"}, {"比例": "2%"}],
        [{"比例": "0%"}],
        [{"比例": "百分之一"}],
    ],
)
def test_brackets_without_sense_are_refused(brackets: list[dict[str, Any]]) -> None:
    with pytest.raises(ValidationError):
        rule(SALARY | {"档次": brackets})


@given(st.integers(0, 3_000_000))
def test_the_amount_never_falls_within_a_bracket_as_the_base_rises(fen: int) -> None:
    kind, base = rule(SALARY), Decimal(fen) / 100

    assert isinstance(kind, RateKind)
    assert kind.reckoned(base) <= kind.reckoned(base + Decimal("0.01"))


# Paying --------------------------------------------------------------------------------------------------


def test_every_month_is_judged_and_the_open_one_is_due() -> None:
    found = of_jia(states(PAY, branch(*every(*range(1, 10)))))

    assert found == {f"2026-{m:02}": MET for m in range(1, 10)} | {"2026-10": GAP, "2026-11": DUE}


@pytest.mark.parametrize(
    ("amount", "state"), [("10", MET), ("10.01", MET), ("9.99", GAP), ("9", GAP), ("0", GAP)]
)
def test_one_fen_less_is_less(amount: str, state: Status) -> None:
    assert of_jia(states(PAY, branch(paid(1, amount=amount))))["2026-01"] is state


def test_two_payments_for_a_month_add_up() -> None:
    parts = [paid(1, amount="4", 编号="P-1"), paid(1, amount="6", 编号="P-2")]

    assert of_jia(states(PAY, branch(*parts)))["2026-01"] is MET


@pytest.mark.parametrize(("as_of", "state"), [("2026-03-31", DUE), ("2026-04-01", GAP)])
def test_the_last_day_of_the_month_is_in_time(as_of: str, state: Status) -> None:
    [found] = [j for j in judgements(PAY, branch(*every(1, 2)), as_of=as_of) if j.subject == "D-01/2026-03"]

    assert found.status is state
    assert found.deadline == (date(2026, 3, 31) if state is DUE else None)


def test_a_quarter_paid_at_once_covers_its_months() -> None:
    found = of_jia(states(PAY, branch(paid(1, amount="30", 至="2026-03")), as_of="2026-04-30"))

    assert found == {"2026-01": MET, "2026-02": MET, "2026-03": MET, "2026-04": DUE}


def test_what_a_quarter_lacks_is_lacking_in_its_last_month() -> None:
    found = of_jia(states(PAY, branch(paid(1, amount="29", 至="2026-03")), as_of="2026-03-31"))

    assert found == {"2026-01": MET, "2026-02": MET, "2026-03": DUE}


@pytest.mark.parametrize(("as_of", "state"), [("2026-03-31", DUE), ("2026-04-01", GAP)])
def test_who_pays_by_the_quarter_has_until_its_end(as_of: str, state: Status) -> None:
    data = branch(党费核定=[rated(交纳周期="每季度"), rated(YI)])

    assert of_jia(states(PAY, data, as_of=as_of))["2026-01"] is state


def test_a_new_member_owes_from_the_month_of_the_meeting() -> None:
    new = member(入党日期="2026-05-28", 变动={"类型": "成为预备", "日期": "2026-06-20"})
    found = of_jia(states(PAY, branch(党员=[new, member(YI, "D-02")]), as_of="2026-07-31"))

    assert found == {"2026-05": GAP, "2026-06": GAP, "2026-07": DUE}


def test_who_comes_from_another_branch_owes_from_the_next_month() -> None:
    come = member(变动={"类型": "转入", "日期": "2026-05-02"})
    found = of_jia(states(PAY, branch(党员=[come, member(YI, "D-02")]), as_of="2026-07-31"))

    assert found == {"2026-06": GAP, "2026-07": DUE}


@pytest.mark.parametrize("kind", [PAY, FIXED, CHASED])
def test_before_that_day_nothing_is_asked_of_who_is_to_come(kind: dict[str, Any]) -> None:
    come = member(变动={"类型": "转入", "日期": "2026-08-03"})
    data = branch(党员=[come, member(YI, "D-02")], 党费核定=rated(YI))

    assert of_jia(states(kind, data, as_of="2026-08-02")) == {}


@pytest.mark.parametrize("kind", ["转出", "除名", "去世", "停止党籍"])
def test_who_left_owes_nothing_for_that_month_and_after(kind: str) -> None:
    gone = member(变动={"类型": kind, "日期": "2026-04-15"})
    found = of_jia(states(PAY, branch(党员=[gone, member(YI, "D-02")])))

    assert found == {"2026-01": GAP, "2026-02": GAP, "2026-03": GAP}


def test_who_came_back_owes_again() -> None:
    changes = [{"类型": "停止党籍", "日期": "2026-02-15"}, {"类型": "恢复党籍", "日期": "2026-06-01"}]
    data = branch(党员=[member(变动=changes), member(YI, "D-02")])

    assert set(of_jia(states(PAY, data, as_of="2026-07-31"))) == {"2026-01", "2026-06", "2026-07"}


def test_a_departure_written_beforehand_is_not_yet_seen() -> None:
    going = member(变动={"类型": "转出", "日期": "2026-11-25"})

    assert of_jia(states(PAY, branch(党员=[going, member(YI, "D-02")])))["2026-11"] is DUE


def test_an_excused_member_owes_nothing_while_excused() -> None:
    relief = {"姓名": JIA, "方式": "免交", "日期": "2026-03-20", "截止": "2026-05-31"}
    found = of_jia(states(PAY, branch(党费减免=relief), as_of="2026-06-30"))

    assert found == {
        **dict.fromkeys(("2026-01", "2026-02"), GAP),
        **dict.fromkeys(("2026-03", "2026-04", "2026-05"), MET),
        "2026-06": DUE,
    }


def test_a_reduced_amount_is_enough() -> None:
    relief = {"姓名": JIA, "方式": "少交", "月应交": "3", "日期": "2026-02-20", "起": "2026-03"}
    found = of_jia(states(PAY, branch(*every(1, 2, 3, amount="3"), 党费减免=relief), as_of="2026-03-31"))

    assert found == {"2026-01": GAP, "2026-02": GAP, "2026-03": MET}


def test_without_a_rate_a_payment_is_enough() -> None:
    found = of_jia(states(PAY, branch(*every(1, 2), 党费核定=rated(YI)), as_of="2026-03-31"))

    assert found == {"2026-01": MET, "2026-02": MET, "2026-03": DUE}


def test_a_month_for_which_nobody_paid_is_told_once() -> None:
    data = {"党员": [member(), member(YI, "D-02")], "党费核定": [rated(), rated(YI)], "党费收缴": every(1)}

    assert states(PAY, data, as_of="2026-03-15") == {
        "D-01/2026-01": MET,
        "D-02/2026-01": GAP,
        "2026-02": GAP,
        "2026-03": DUE,
    }


def test_a_payment_made_later_leaves_the_address_of_what_is_still_open() -> None:
    data = {"党员": [member(), member(YI, "D-02")], "党费核定": [rated(), rated(YI)]}
    late = paid(2, 日="2026-04-10")

    assert states(PAY, data | {"党费收缴": late}, as_of="2026-04-11", start="2026-02-01") == {
        "D-01/2026-02": MET,
        "2026-02": GAP,
        "2026-03": GAP,
        "2026-04": DUE,
    }


def test_a_member_without_any_record_is_told_once() -> None:
    data = branch(党费核定=rated(YI))

    assert of_jia(states(PAY, data)) == {"2026": GAP}


def test_the_month_in_which_the_ledger_began_is_left_out() -> None:
    data = branch(支部={"建账日期": "2026-03-02"})

    assert set(of_jia(states(PAY, data, as_of="2026-05-31"))) == {"2026-04", "2026-05"}


def test_a_branch_that_was_dissolved_owes_nothing_for_its_last_month() -> None:
    data = branch(支部={"撤销日期": "2026-04-20"})

    assert set(of_jia(states(PAY, data))) == {"2026-01", "2026-02", "2026-03"}


def test_two_of_one_name_are_told_apart_by_number() -> None:
    people = [member(), member(JIA, "D-02")]
    rates = [rated(党员编号="D-01"), rated(党员编号="D-02")]
    data = {"党员": people, "党费核定": rates, "党费收缴": [paid(1, 党员编号="D-02"), paid(1)]}

    assert states(PAY, data, as_of="2026-01-31") == {"D-01/2026-01": DUE, "D-02/2026-01": MET}
    assert states(ENTRY, data, as_of="2026-01-31")["2026-01/交纳人"] is ATTEST


def test_no_gap_opens_that_was_not_announced() -> None:
    data = branch(*every(1, 2), paid(4), paid(3, 日="2026-05-20"), 党费核定=[rated(), rated(YI)])
    announced: set[str] = set()
    known: set[str] = set()
    day = date(2026, 1, 1)
    while day < date(2026, 12, 31):
        found = judgements(PAY, data, as_of=day) + judgements(FIXED, data, as_of=day)
        gaps = {j.subject for j in found if j.status is GAP}
        assert gaps - known <= announced, day
        known |= gaps
        announced = {j.subject for j in found if j.status is DUE}
        day += timedelta(days=1)
    assert known


# Arrears -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2026-01-10", MET),
        ("2026-07-01", MET),
        ("2026-07-31", MET),
        ("2026-07", MET),
        ("2026-08-01", GAP),
        ("2026-08", GAP),
    ],
)
def test_arrears_are_made_up_within_six_months(day: str, state: Status) -> None:
    assert of_jia(states(LATE, branch(paid(1, 日=day))))["2026-01"] is state


def test_several_months_made_up_at_once_are_judged_by_the_first() -> None:
    payment = paid(1, amount="50", 至="2026-05", 日="2026-08-01")

    assert of_jia(states(LATE, branch(payment)))["2026-01"] is GAP
    assert of_jia(states(SPAN, branch(payment))) == {}


@pytest.mark.parametrize(
    ("as_of", "state"), [("2026-06-10", DUE), ("2026-06-30", DUE), ("2026-07-01", GAP), ("2026-11-22", GAP)]
)
def test_six_months_unpaid_ask_for_a_talk(as_of: str, state: Status) -> None:
    found = of_jia(states(CHASED, branch(), as_of=as_of))

    assert found == {"2026-01": state}


def test_five_months_unpaid_do_not() -> None:
    assert states(CHASED, branch(), as_of="2026-05-31") == {"D-01": MET, "D-02": MET}


@pytest.mark.parametrize(
    ("talk", "state"),
    [
        ({"类型": "催缴", "日期": "2026-04-01"}, MET),
        ({"类型": "日常", "日期": "2026-04-01"}, GAP),
        ({"类型": "催缴", "日期": "2025-12-31"}, GAP),
        ({"类型": "催缴", "日期": "2026-04-01", "谈话对象": YI}, GAP),
    ],
)
def test_what_counts_as_a_talk(talk: dict[str, str], state: Status) -> None:
    record = {"谈话人": YI, "谈话对象": JIA, **talk}

    assert of_jia(states(CHASED, branch(谈心谈话=record))) == {"2026-01": state}


def test_what_becomes_of_the_person_is_only_asked() -> None:
    found = judgements(FATE, branch(), as_of="2026-07-01")
    words = [j.message.render(Privacy.LOCAL) for j in found if j.status is ATTEST]

    assert of_jia({j.subject: j.status for j in found}) == {"2026-01": ATTEST}
    assert len(words) == 1
    assert not any(word in words[0] for word in ("脱党", "除名", "不合格"))


def test_a_payment_ends_the_run_and_being_excused_does_not() -> None:
    relief = {"姓名": JIA, "方式": "免交", "日期": "2026-03-01", "截止": "2026-03-31"}

    assert of_jia(states(CHASED, branch(paid(4)), as_of="2026-10-31")) == {"2026-05": DUE}
    assert of_jia(states(CHASED, branch(党费减免=relief), as_of="2026-08-01")) == {"2026-01": GAP}


def test_a_member_without_any_record_is_not_said_to_owe() -> None:
    assert of_jia(states(CHASED, branch(党费核定=rated(YI)))) == {"D-01": MET}
    assert of_jia(states(FATE, branch(党费核定=rated(YI)))) == {"D-01": MET}


# Single payments -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("payment", "part", "state"),
    [
        (paid(1), "交纳人", MET),
        (paid(1, name="路人"), "交纳人", GAP),
        (paid(1, 应交="10"), "应交", MET),
        (paid(1, 应交="9"), "应交", GAP),
        (paid(1, 应交="30", 至="2026-03"), "应交", MET),
        (paid(1, 应交="10", 至="2026-03"), "应交", GAP),
        (paid(1), "交纳日期", MET),
        ({"姓名": JIA, "月份": "2026-01", "实交": "10"}, "交纳日期", GAP),
    ],
)
def test_a_payment_is_entered_whole(payment: dict[str, Any], part: str, state: Status) -> None:
    data = branch(党费收缴=payment)
    found = {key.rpartition("/")[2]: status for key, status in states(ENTRY, data).items()}

    assert found[part] is state


@pytest.mark.parametrize(("month", "state"), [(3, MET), (4, MET), (5, GAP)])
def test_who_has_left_does_not_pay_here(month: int, state: Status) -> None:
    gone = member(变动={"类型": "转出", "日期": "2026-04-15"})
    found = states(ENTRY, branch(paid(month), 党员=[gone, member(YI, "D-02")]))

    assert found[f"D-01/2026-{month:02}/交纳人"] is state


def test_what_was_paid_ahead_before_leaving_is_in_order() -> None:
    gone = member(变动={"类型": "转出", "日期": "2026-01-15"})
    data = branch(paid(1, amount="30", 至="2026-03"), 党员=[gone, member(YI, "D-02")])

    assert states(ENTRY, data)["D-01/2026-01/交纳人"] is MET


def test_a_relief_changes_nothing_that_was_paid_before_it() -> None:
    relief = {"姓名": JIA, "方式": "免交", "日期": "2026-03-20"}
    data = branch(paid(1, amount="30", 至="2026-03", 应交="30"), 党费减免=relief)

    assert of_jia(states(ENTRY, data))["2026-01/应交"] is MET


@pytest.mark.parametrize(
    ("through", "meeting", "state"),
    [("2026-03", "Z-1", MET), ("2026-03", None, GAP), ("2026-04", "Z-1", GAP), ("2025-12", "Z-1", GAP)],
)
def test_several_months_at_once_are_agreed_to(through: str, meeting: str | None, state: Status) -> None:
    rate = rated(**({"会议": meeting} if meeting else {}))
    data = branch(paid(1, amount="30", 至=through), 党费核定=[rate, rated(YI)])

    assert of_jia(states(SPAN, data)) == {"2026-01": state}


# Fixing --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "as_of", "state"),
    [
        ("2026-03-31", "2026-11-22", MET),
        ("2026-04-01", "2026-11-22", GAP),
        ("2026-04-01", "2026-03-31", DUE),
        ("2026-04-02", "2026-04-01", GAP),
    ],
)
def test_dues_are_fixed_by_the_end_of_march(day: str, as_of: str, state: Status) -> None:
    rates = [rated(核定日期=day), rated(YI, 核定日期="2026-01-05")]

    assert of_jia(states(FIXED, branch(党费核定=rates), as_of=as_of)) == {"2026": state}


@pytest.mark.parametrize(("as_of", "state"), [("2026-06-30", DUE), ("2026-07-01", GAP)])
def test_who_comes_later_has_a_month_more(as_of: str, state: Status) -> None:
    new = member(入党日期="2026-05-28")
    data = branch(党员=[new, member(YI, "D-02")], 党费核定=rated(YI))

    assert of_jia(states(FIXED, data, as_of=as_of)) == {"2026": state}


def test_a_year_for_which_nothing_was_fixed_is_told_once() -> None:
    assert states(FIXED, branch(党费核定=[]), as_of="2026-03-31") == {"2026": DUE}
    assert states(FIXED, branch(党费核定=[]), as_of="2026-04-01") == {"2026": GAP}


# Totals --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("total", "state"), [("60", MET), ("59", GAP), ("60.01", GAP)])
def test_a_total_is_the_sum_of_the_single_payments(total: str, state: Status) -> None:
    receipt = {"编号": "S-1", "月份": "2026-01", "至": "2026-03", "收缴合计": total, "上缴": total}

    assert states(SUM, branch(*every(1, 2, 3), 党费上缴=receipt)) == {"S-1": state}


@pytest.mark.parametrize("total", ["60", "50"])
def test_arrears_may_be_counted_where_they_came_in_or_where_they_belong(total: str) -> None:
    payments = [*every(1, 2), paid(3, 日="2026-04-10")]
    receipt = {"编号": "S-1", "月份": "2026-01", "至": "2026-03", "收缴合计": total, "上缴": total}

    assert states(SUM, branch(*payments, 党费上缴=receipt)) == {"S-1": MET}


def test_a_total_for_a_period_before_the_ledger_is_left_out() -> None:
    receipt = {"编号": "S-1", "月份": "2025-12", "收缴合计": "1", "上缴": "1", "日期": "2026-01-05"}

    assert states(SUM, branch(党费上缴=receipt)) == {}


def test_a_total_made_before_the_year_was_over_is_left_out() -> None:
    kind = SUM | {"对象": "党费公布", "期间": ["年度", "至"]}
    early = {"编号": "G-1", "年度": "2026", "日期": "2026-07-15", "收缴合计": "1"}

    assert states(kind, branch(党费公布=early)) == {}
    assert states(kind, branch(党费公布=early | {"至": "2026-06"})) == {"G-1": GAP}
    assert states(kind, branch(党费公布=early | {"至": "2026-06", "收缴合计": "60"})) == {"G-1": MET}


# Privacy and cost ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [PAY, CHASED, FATE, ENTRY, SPAN, FIXED, SALARY, SUM, LATE])
def test_strangers_see_no_name_and_no_amount(kind: dict[str, Any]) -> None:
    data = branch(
        paid(1, amount="7.77", 应交="8.88"),
        paid(2, 至="2026-08", amount="6.66", 应交="5.55"),
        党费核定=[rated(monthly="9.99"), rated(YI)],
        党费上缴={"编号": "S-1", "月份": "2026-01", "收缴合计": "4.44", "上缴": "4.44"},
    )
    said = [j.message.render(Privacy.STRICT) for j in judgements(kind, data) if j.status is not MET]

    assert not any(
        word in text for text in said for word in (JIA, YI, ".77", ".88", ".66", ".99", ".44", ".55")
    )


def test_the_work_grows_with_the_payments_only(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[int] = Counter()
    relief = Dues.relief

    def counted(self: Dues, *args: Any) -> Any:
        asked[people] += 1
        return relief(self, *args)

    monkeypatch.setattr(Dues, "relief", counted)
    kinds = [rule(k) for k in (PAY, CHASED, FATE, ENTRY, SPAN, FIXED, LATE)]
    for people in (25, 50):
        here = situation(ledger(large(people)), "2026-12-31")
        found = [j for kind in kinds for j in kind.check(here, None)]
        assert {j.status for j in found} == {MET}

    assert asked[50] == 2 * asked[25]


def large(people: int) -> dict[str, Any]:
    names = [f"{chr(0x4E00 + i)}某" for i in range(people)]
    months = [add_months(date(2025, 1, 1), i) for i in range(24)]
    return {
        "支部": {"建账日期": "2025-01-01"},
        "党员": [member(n, f"D-{i:02}") for i, n in enumerate(names)],
        "党费核定": [rated(n, 年度=str(y)) for n in names for y in (2025, 2026)],
        "党费收缴": [
            {"姓名": n, "月份": f"{m:%Y-%m}", "应交": "10", "实交": "10", "交纳日期": f"{m:%Y-%m}-10"}
            for n in names
            for m in months
        ],
    }


# One day a month -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "as_of", "state"),
    [
        (["10", "10", "20"], "2026-06-01", MET),
        (["10", "20"], "2026-06-01", MET),
        (["10", "15", "20"], "2026-06-01", GAP),
        (["10", "15", "20"], "2026-05-31", DUE),
        (["10", "10", "20"], "2026-05-31", None),
        (["10", "10", "20", "21", "22"], "2026-05-21", None),
        (["10", "10", "20", "21", "22"], "2026-05-22", DUE),
    ],
)
def test_half_of_a_months_payments_come_on_one_day(days: list[str], as_of: str, state: Status | None) -> None:
    """这个月还没有过完的，眼下不到半数列为待办，到月底才是缺项。"""
    data = {
        "党员": member(),
        "党费收缴": [paid(5, 日=f"2026-05-{d}", 编号=f"P-{i}") for i, d in enumerate(days)],
    }

    assert states(ONE_DAY, data, as_of=as_of).get("2026-05") is state
