"""材料写明：what is written of documents that are listed."""

from typing import Any

import pytest
from judging import GAP, MET, Status, judgements, rule, states
from pydantic import ValidationError

from dangjian_cli.finding import Privacy

PAGES = {"类型": "材料写明", "对象": "会议", "材料": ["签到册", "会议记录/纪要"], "写明": "页数"}
PLACE = {**PAGES, "写明": "去向", "应含": ["人事档案", "党委"]}


def found(asked: dict[str, Any], *materials: dict[str, Any]) -> dict[str, Status]:
    meeting = {"编号": "M-1", "类型": "党员大会", "日期": "2026-05-18", "资料": list(materials)}
    return states(asked, {"会议": meeting})


def test_what_is_listed_must_have_it() -> None:
    assert found(PAGES, {"名称": "签到册", "页数": "2"}) == {"M-1/签到册": MET}
    assert found(PAGES, {"名称": "签到册"}) == {"M-1/签到册": GAP}
    assert found(PAGES, {"名称": "签到册", "页数": "0"}) == {"M-1/签到册": MET}


def test_what_is_not_listed_is_not_looked_at() -> None:
    assert found(PAGES) == {}
    assert found(PAGES, {"名称": "会议通知"}) == {}


def test_either_name_will_do() -> None:
    assert found(PAGES, {"名称": "纪要", "页数": "3"}) == {"M-1/会议记录": MET}
    assert found(PAGES, {"名称": "纪要"}) == {"M-1/会议记录": GAP}


def test_each_of_one_name() -> None:
    assert found(PAGES, {"名称": "签到册", "页数": "2"}, {"名称": "签到册", "题名": "续"}) == {
        "M-1/签到册": GAP
    }


@pytest.mark.parametrize(
    ("place", "expected"),
    [("人事档案", MET), ("县人社局人事档案", MET), ("镇党委", MET), ("支部", GAP), ("", GAP)],
)
def test_with_one_of_the_words(place: str, expected: Status) -> None:
    assert found(PLACE, {"名称": "签到册", "去向": place}) == {"M-1/签到册": expected}


def test_what_somebody_wrote_is_not_shown_to_anyone() -> None:
    meeting = {
        "编号": "M-1",
        "类型": "党员大会",
        "日期": "2026-05-18",
        "资料": {"名称": "签到册", "去向": "石岩松家"},
    }
    (gap,) = judgements(PLACE, {"会议": meeting})

    assert "石岩松" in gap.message.render(Privacy.LOCAL)
    assert "石岩松" not in gap.message.render(Privacy.STRICT)


@pytest.mark.parametrize("wrong", [{"写明": "页码"}, {"栏目": "议题"}])
def test_only_documents_have_such_fields(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="no-material"):
        rule({**PAGES, **wrong})
