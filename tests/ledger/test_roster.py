"""Who was there on a day: a change counts from its day, the roster's own dates from the day after."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import ledger

from dangjian_cli.ledger.organization import Member
from dangjian_cli.ledger.roster import NOBODY, Headcount, Roster, Standing, standing

FULL = Standing(member=True, full=True, voting=True)
PROBATIONARY = Standing(member=True, full=False, voting=False)
OPEN = Standing(member=None, full=None, voting=None)


def member(*changes: dict[str, str], **own: str) -> Member:
    person = {"编号": "D-01", "姓名": "麦晓川", "入党日期": "2011-05-12", "转正日期": "2012-05-12"}
    return Member.model_validate({**person, **own, "变动": list(changes)})


def change(kind: str, on: str, until: str | None = None) -> dict[str, str]:
    return {"类型": kind, "日期": on, **({"截止": until} if until else {})}


def on(person: Member, day: str) -> Standing:
    return standing(person, date.fromisoformat(day))


def roster(**sections: Any) -> Roster:
    return ledger(sections).roster


# 入党、转正


def test_the_meeting_that_admits_somebody_is_held_without_them() -> None:
    person = Member.model_validate({"编号": "D-10", "姓名": "白露晞", "入党日期": "2026-05-28"})

    assert on(person, "2026-05-27") == NOBODY
    assert on(person, "2026-05-28") == NOBODY
    assert on(person, "2026-05-29") == PROBATIONARY


def test_the_meeting_that_confirms_somebody_is_held_without_their_vote() -> None:
    person = member(转正日期="2026-05-28")

    assert on(person, "2026-05-28") == PROBATIONARY
    assert on(person, "2026-05-29") == FULL


def test_a_dated_change_counts_on_its_day() -> None:
    person = Member.model_validate(
        {
            "编号": "D-10",
            "姓名": "白露晞",
            "入党日期": "2026-05-28",
            "变动": [change("成为预备", "2026-06-20"), change("转正", "2027-06-25")],
        }
    )

    assert on(person, "2026-06-19") == NOBODY
    assert on(person, "2026-06-20") == PROBATIONARY
    assert on(person, "2027-06-24") == PROBATIONARY
    assert on(person, "2027-06-25") == FULL


def test_a_dated_confirmation_goes_before_the_rosters_own_date() -> None:
    person = member(change("转正", "2026-06-20"), 转正日期="2026-05-28")

    assert on(person, "2026-06-19") == PROBATIONARY
    assert on(person, "2026-06-20") == FULL


def test_without_any_date_one_is_a_member_and_the_vote_is_open() -> None:
    person = Member.model_validate({"编号": "D-01", "姓名": "麦晓川"})

    assert on(person, "2026-05-28") == Standing(member=True, full=None, voting=None)


def test_without_any_date_probation_still_takes_the_vote() -> None:
    undated = {"编号": "D-01", "姓名": "麦晓川", "变动": change("留党察看", "2026-01-01")}

    assert on(Member.model_validate(undated), "2026-05-28").voting is False


# 转入、转出、去世……


@pytest.mark.parametrize(
    "kind", ["转出", "去世", "停止党籍", "退党", "劝退", "除名", "开除党籍", "取消预备资格"]
)
def test_one_who_left_is_no_member_on_the_day(kind: str) -> None:
    person = member(change(kind, "2026-05-28"))

    assert on(person, "2026-05-27") == FULL
    assert on(person, "2026-05-28") == NOBODY
    assert on(person, "2030-01-01") == NOBODY


def test_one_who_moved_in_is_a_member_on_the_day() -> None:
    person = member(change("转入", "2026-05-28"))

    assert on(person, "2026-05-27") == NOBODY
    assert on(person, "2026-05-28") == FULL


def test_moving_out_and_back() -> None:
    person = member(change("转入", "2026-09-01"), change("转出", "2026-03-01"))

    assert [on(person, d).member for d in ("2026-02-28", "2026-03-01", "2026-08-31", "2026-09-01")] == [
        True,
        False,
        False,
        True,
    ]


def test_standing_suspended_and_restored() -> None:
    person = member(change("停止党籍", "2024-03-01"), change("恢复党籍", "2026-03-01"))

    assert on(person, "2024-02-29") == FULL
    assert on(person, "2026-02-28") == NOBODY
    assert on(person, "2026-03-01") == FULL


# 权利


def test_probation_takes_the_vote_until_its_last_day() -> None:
    person = member(change("留党察看", "2025-10-01", "2026-09-30"))

    assert on(person, "2025-09-30") == FULL
    assert on(person, "2025-10-01") == Standing(member=True, full=True, voting=False, under_probation=True)
    assert on(person, "2026-09-30").voting is False
    assert on(person, "2026-10-01") == FULL


def test_probation_without_an_end_lasts_until_rights_are_restored() -> None:
    person = member(change("留党察看", "2025-10-01"), change("恢复党员权利", "2026-10-15"))

    assert on(person, "2026-10-14").under_probation is True
    assert on(person, "2026-10-15") == FULL


def test_rights_may_be_restored_early() -> None:
    person = member(change("留党察看", "2025-10-01", "2027-09-30"), change("恢复党员权利", "2026-10-01"))

    assert on(person, "2026-10-01") == FULL


def test_rights_suspended_while_detained() -> None:
    person = member(change("中止党员权利", "2026-03-01", "2026-04-30"))

    assert on(person, "2026-04-30") == Standing(member=True, full=True, voting=False)
    assert on(person, "2026-05-01") == FULL


def test_a_shorter_suspension_does_not_end_probation() -> None:
    person = member(
        change("留党察看", "2025-10-01", "2026-09-30"), change("中止党员权利", "2026-01-01", "2026-02-28")
    )

    assert on(person, "2026-02-01") == on(person, "2026-05-01")
    assert on(person, "2026-05-01") == Standing(member=True, full=True, voting=False, under_probation=True)


def test_a_shorter_sanction_does_not_end_a_longer_one() -> None:
    person = member(
        change("受处分", "2026-01-01", "2027-06-30"), change("受处分", "2026-03-01", "2026-04-30")
    )

    assert on(person, "2026-05-01").disciplined is True
    assert on(person, "2026-05-01").voting is True
    assert on(person, "2027-07-01").disciplined is False


def test_a_sanction_without_an_end_leaves_open_how_long_it_counts() -> None:
    person = member(change("受处分", "2020-01-01"))

    assert on(person, "2019-12-31").disciplined is False
    assert on(person, "2026-05-28") == Standing(member=True, full=True, voting=True, disciplined=None)


def test_what_a_meeting_passes_counts_from_the_next_day() -> None:
    passed = {**change("停止党籍", "2026-05-28"), "会议": "M-2026-02"}
    same_day = change("受处分", "2026-05-28", "2027-05-27")
    person = member(passed, same_day)

    assert on(person, "2026-05-28").voting is True
    assert on(person, "2026-05-28").disciplined is True
    assert on(person, "2026-05-29") == NOBODY


# 只写到月份


def test_a_month_only_change_leaves_that_month_open() -> None:
    person = member(change("转出", "2026-05"))

    assert on(person, "2026-04-30") == FULL
    assert on(person, "2026-05-01") == OPEN
    assert on(person, "2026-05-30") == OPEN
    assert on(person, "2026-05-31") == NOBODY


def test_a_month_only_entry_leaves_that_month_open() -> None:
    person = member(change("转入", "2026-05"))

    assert on(person, "2026-04-30") == NOBODY
    assert on(person, "2026-05-15").member is None
    assert on(person, "2026-05-31") == FULL


def test_month_only_dates_of_long_ago_leave_nothing_open() -> None:
    assert on(member(入党日期="1986-07", 转正日期="1987-07"), "2026-05-28") == FULL


def test_a_month_only_end_of_probation_leaves_that_month_open() -> None:
    person = member(change("留党察看", "2025-10-01", "2026-09"))

    assert on(person, "2026-09-01").voting is False
    assert on(person, "2026-09-02").voting is None
    assert on(person, "2026-09-30").voting is None
    assert on(person, "2026-10-01").voting is True


# 人数


def heads(*people: dict[str, Any]) -> Roster:
    return roster(党员=[{"编号": f"D-{i}", **p} for i, p in enumerate(people)])


def test_the_headcount_day_by_day() -> None:
    book = heads(
        {"姓名": "石岩松", "入党日期": "1999-06-20", "转正日期": "2000-06-20"},
        {"姓名": "阮喆", "入党日期": "2026-03-10"},
        {"姓名": "祁闻溪", "转正日期": "2014-07-01", "变动": change("转出", "2026-09-01")},
    )

    def counts(on: str) -> tuple[int, int]:
        day = date.fromisoformat(on)
        return book.headcount(day, voting=False).most, book.headcount(day, voting=True).most

    assert counts("2026-03-10") == (2, 2)
    assert counts("2026-03-11") == (3, 2)
    assert counts("2026-08-31") == (3, 2)
    assert counts("2026-09-01") == (2, 1)


def test_a_month_only_change_makes_the_headcount_a_range() -> None:
    book = heads({"姓名": "石岩松"}, {"姓名": "祁闻溪", "变动": change("转出", "2026-09")})

    assert book.headcount(date(2026, 9, 15), voting=False) == Headcount(1, 2)
    assert book.headcount(date(2026, 10, 1), voting=False) == Headcount(1, 1)


def test_one_who_surely_has_no_vote_does_not_widen_the_count_of_voters() -> None:
    book = heads({"姓名": "阮喆", "入党日期": "2026-05"})

    assert book.headcount(date(2026, 5, 15), voting=False) == Headcount(0, 1)
    assert book.headcount(date(2026, 5, 15), voting=True) == Headcount(0, 0)


DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
KINDS = ["转入", "转出", "成为预备", "转正", "留党察看", "恢复党员权利", "停止党籍", "恢复党籍", "去世"]
CHANGES = st.lists(st.tuples(st.sampled_from(KINDS), DAYS), max_size=4, unique_by=lambda c: c[1])


@given(CHANGES, DAYS, st.randoms())
def test_the_order_in_which_changes_are_written_changes_nothing(
    changes: list[tuple[str, date]], day: date, order: Any
) -> None:
    written = [change(kind, on.isoformat()) for kind, on in changes]
    shuffled = order.sample(written, len(written))

    assert standing(member(*written), day) == standing(member(*shuffled), day)


@given(CHANGES, DAYS)
def test_exact_dates_leave_nothing_open(changes: list[tuple[str, date]], day: date) -> None:
    found = standing(member(*(change(k, on.isoformat()) for k, on in changes)), day)

    assert None not in found


@given(CHANGES, DAYS)
def test_a_later_change_says_nothing_about_earlier_days(changes: list[tuple[str, date]], day: date) -> None:
    came = {"转入", "成为预备"}  # 说的是以前不在
    written = [change(k, on.isoformat()) for k, on in changes if k not in came | {"转正"}]
    so_far = [c for c in written if c["日期"] <= day.isoformat()]

    assert standing(member(*written), day) == standing(member(*so_far), day)


@given(CHANGES, DAYS)
def test_who_votes_is_full_and_who_is_full_is_a_member(changes: list[tuple[str, date]], day: date) -> None:
    found = standing(member(*(change(k, on.isoformat()) for k, on in changes)), day)

    assert found.full or not found.voting
    assert found.member or not found.full
    assert not (found.under_probation and found.voting)


@given(st.lists(st.sampled_from(["2026-05", "2026-05-10", "2026-06", "2026-04-30"]), max_size=5), DAYS)
def test_the_least_is_never_more_than_the_most(joined: list[str], day: date) -> None:
    book = heads(*({"姓名": f"党员{'甲乙丙丁戊'[i]}", "入党日期": w} for i, w in enumerate(joined)))
    everyone, voters = book.headcount(day, voting=False), book.headcount(day, voting=True)

    assert everyone.least <= everyone.most <= len(joined)
    assert voters.least <= everyone.least
    assert voters.most <= everyone.most


# 同名


def test_two_of_one_name_need_their_numbers() -> None:
    book = roster(
        党员=[
            {"编号": "D-01", "姓名": "王芳", "入党日期": "1999-06-20", "转正日期": "2000-06-20"},
            {"编号": "D-02", "姓名": "王芳", "入党日期": "2026-03-10"},
        ]
    )
    day = date(2026, 5, 28)

    assert book.standing("王芳", day) is None
    assert book.standing("D-01", day) == FULL
    assert book.standing("D-02", day) == PROBATIONARY
    assert book.standing("李四", day) == NOBODY
    assert [m.ref for m in book.named("王芳")] == ["D-01", "D-02"]
    assert [m.ref for m in book.named("王芳", "D-02")] == ["D-02"]
    assert book.headcount(day, voting=False) == Headcount(2, 2)


# 支委会


COMMITTEES = [
    {
        "编号": "W-9",
        "当选日期": "2024-12-20",
        "成员": [
            {"姓名": "石岩松", "职务": "书记"},
            {"姓名": "柳青禾", "职务": "副书记", "止": "2026-02-28"},
            {"姓名": "麦晓川"},
            {"姓名": "苗雨昇", "职务": "副书记", "起": "2026-04-01"},
        ],
    },
    {"编号": "W-8", "当选日期": "2019-12-20", "成员": {"姓名": "田喜垚", "职务": "书记"}},
]


@pytest.mark.parametrize(
    ("on", "names"),
    [
        ("2019-12-19", ""),
        ("2019-12-20", "田喜垚"),
        ("2024-12-19", "田喜垚"),
        ("2024-12-20", "石岩松 柳青禾 麦晓川"),
        ("2026-02-28", "石岩松 柳青禾 麦晓川"),
        ("2026-03-01", "石岩松 麦晓川"),
        ("2026-03-31", "石岩松 麦晓川"),
        ("2026-04-01", "石岩松 麦晓川 苗雨昇"),
    ],
)
def test_seats_by_day(on: str, names: str) -> None:
    seats = roster(支委会=COMMITTEES).seats(date.fromisoformat(on))

    assert " ".join(s.name for s in seats) == names


def test_a_seat_without_an_office_is_a_plain_one() -> None:
    seats = roster(支委会=COMMITTEES).seats(date(2026, 5, 1))

    assert {s.name: s.role for s in seats}["麦晓川"] == "委员"


def test_a_committee_has_three_seats_or_says_so() -> None:
    book = roster(支委会=COMMITTEES)

    assert not book.has_committee(date(2019, 1, 1))
    assert not book.has_committee(date(2020, 1, 1))
    assert book.has_committee(date(2026, 2, 28))
    assert not book.has_committee(date(2026, 3, 15))
    said = roster(支委会=[{**COMMITTEES[0], "设支委会": "是"}])
    assert said.has_committee(date(2026, 3, 15))


# 党小组

GROUPS = [
    {
        "编号": "X-1",
        "名称": "川道组",
        "成立日期": "2021-03-01",
        "组长": [{"姓名": "田喜垚", "止": "2026-04-30"}, {"姓名": "石岩松", "起": "2026-05-01"}],
    },
    {"编号": "X-2", "名称": "果园组", "成立日期": "2026-03-01", "撤销日期": "2026-09-01"},
]


def test_groups_by_day() -> None:
    book = roster(党小组=GROUPS)

    def names(on: str) -> list[str]:
        return [g.name for g in book.groups(date.fromisoformat(on))]

    assert names("2021-02-28") == []
    assert names("2026-02-28") == ["川道组"]
    assert names("2026-03-01") == ["川道组", "果园组"]
    assert names("2026-08-31") == ["川道组", "果园组"]
    assert names("2026-09-01") == ["川道组"]


def test_leaders_by_day() -> None:
    book = roster(党小组=GROUPS)

    assert book.group_leaders("川道组", date(2026, 4, 30)) == ("田喜垚",)
    assert book.group_leaders("川道组", date(2026, 5, 1)) == ("石岩松",)


def test_a_group_goes_by_its_own_list_or_by_the_rosters_column() -> None:
    listed = [{"姓名": "阮喆", "起": "2026-03-01", "止": "2026-05-31"}, {"姓名": "谷雨声"}]
    book = roster(
        党员=[{"编号": "D-1", "姓名": "田喜垚", "党小组": "川道组"}, {"编号": "D-2", "姓名": "阮喆"}],
        党小组=[GROUPS[0], {**GROUPS[1], "成员": listed}],
    )

    assert book.group_members("川道组", date(2026, 5, 1)) == ("田喜垚",)
    assert book.group_members("果园组", date(2026, 5, 1)) == ("阮喆", "谷雨声")
    assert book.group_members("果园组", date(2026, 6, 1)) == ("谷雨声",)
    assert book.headcount(date(2026, 5, 1), voting=False, group="川道组") == Headcount(1, 1)


@given(st.integers(0, 400))
def test_a_group_that_was_dissolved_has_nobody(after: int) -> None:
    people = [{"编号": "D-1", "姓名": "阮喆", "党小组": "果园组"}]
    day = date(2026, 9, 1) + timedelta(days=after)

    assert roster(党员=people, 党小组=GROUPS).group_members("果园组", day) == ()


def test_one_of_two_of_one_name_is_in_the_group() -> None:
    people = [
        {"编号": "D-1", "姓名": "王芳", "党小组": "川道组"},
        {"编号": "D-2", "姓名": "王芳", "党小组": "果园组"},
    ]
    book = roster(党员=people, 党小组=GROUPS)

    assert book.headcount(date(2026, 5, 1), voting=False, group="川道组") == Headcount(1, 1)
