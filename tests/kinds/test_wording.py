"""字样：what is written, what must not be, what is not written at all."""

from typing import Any

import pytest
from judging import GAP, MET, judgements, states
from pydantic import ValidationError

from dangjian_cli.finding import Privacy

APPROVER = {
    "类型": "字样",
    "对象": "发展党员.党委审批",
    "栏目": "机关",
    "应含": ["党委", "委员会", "工委"],
    "不得含": ["总支", "党组"],
}
THEME = {"类型": "字样", "对象": "会议", "栏目": "主题", "不得含": "待定"}


def approval(body: str | None) -> dict[str, Any]:
    step = {"日期": "2026-06-20"} | ({"机关": body} if body else {})
    return {"发展党员": {"编号": "F-1", "姓名": "谷雨声", "步骤": {"党委审批": step}}}


@pytest.mark.parametrize(
    ("body", "state"),
    [
        ("青禾镇党委", MET),
        ("中共青禾镇委员会", MET),
        ("云岭县直属机关工委", MET),
        ("青禾镇党组", GAP),
        ("石泉村党总支委员会", GAP),
        ("青禾镇政府", GAP),
        (None, GAP),
    ],
)
def test_one_word_wanted_none_unwanted(body: str | None, state: Any) -> None:
    assert states(APPROVER, approval(body)) == {"F-1/2026-06-20": state}


@pytest.mark.parametrize(("body", "problem"), [("石泉村党总支", "4.2"), ("镇政府", "4.2"), (None, "6.1")])
def test_what_a_wrong_body_is_tallied_as(body: str | None, problem: str) -> None:
    assert [j.problem for j in judgements(APPROVER, approval(body))] == [problem]


def test_the_text_is_hidden_from_strangers() -> None:
    (found,) = judgements(APPROVER, approval("秘密机关"))

    assert "秘密机关" in found.message.render(Privacy.LOCAL)
    assert "秘密机关" not in found.message.render(Privacy.STRICT)


def test_nothing_written_is_no_wrong_word() -> None:
    meeting = {"编号": "M-1", "类型": "党课", "日期": "2026-03-05"}

    assert states(THEME, {"会议": meeting}) == {}
    assert states(THEME, {"会议": meeting | {"主题": "待定"}}) == {"M-1": GAP}
    assert states(THEME, {"会议": meeting | {"主题": "用水"}}) == {"M-1": MET}


def test_before_the_ledger_nothing_is_judged() -> None:
    assert states(APPROVER, approval("镇政府"), start="2026-06-21") == {}


def test_words_must_be_given() -> None:
    with pytest.raises(ValidationError):
        judgements({"类型": "字样", "对象": "会议", "栏目": "主题"}, {})
