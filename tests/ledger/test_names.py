"""People are named by 姓名; where two share a name, by the member's 编号."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from dangjian_cli.ledger import Ledger, Sections

TWO = [
    {"编号": "D-01", "姓名": "柳青禾", "入党日期": "2001-07-01", "转正日期": "2002-07-01"},
    {"编号": "D-02", "姓名": "柳青禾", "入党日期": "2026-01-10"},
]


def ledger(**sections: Any) -> Ledger:
    branch = {"名称": "甲", "领域": "农村", "成立日期": "2001-07-01", "建账日期": "2026-01-01"}
    return Ledger(Sections.model_validate({"支部": branch, "党员": TWO, **sections}))


def test_a_number_tells_two_of_one_name_apart() -> None:
    book = ledger(会议=[{"编号": "M-1", "类型": "党员大会", "日期": "2026-03-05", "主持人": "D-02"}])
    chair = book.sections.meetings[0].chair

    assert chair == "D-02"
    standing = book.roster.standing(chair, date(2026, 3, 5))
    assert standing is not None
    assert (standing.member, standing.full) == (True, False)
    assert book.roster.standing("柳青禾", date(2026, 3, 5)) is None


@pytest.mark.parametrize("name", ["D-01", "x9"])
def test_a_members_own_name_is_no_number(name: str) -> None:
    with pytest.raises(ValidationError):
        Sections.model_validate({"党员": [{"编号": "D-01", "姓名": name}]})


@pytest.mark.parametrize("typed", ["999999199001011234", "13000000001", "甲1"])
def test_other_digits_are_no_mention_of_a_person(typed: str) -> None:
    with pytest.raises(ValidationError):
        ledger(会议=[{"编号": "M-1", "类型": "党员大会", "日期": "2026-03-05", "主持人": typed}])
