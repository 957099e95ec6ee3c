"""名册变动、与名册一致、名册登记：the roster and the other records say the same."""

from typing import Any

import pytest
from judging import DUE, GAP, MET, Status, judgements, states

from dangjian_cli.finding import Privacy

MOVED = {
    "类型": "名册变动",
    "对象": "组织关系转接",
    "种类": "方向",
    "日期": "接收",
    "变动": {"转出": "转出", "转入": "转入"},
}
WAITING = {**MOVED, "过后": "30"}


def member(*changes: dict[str, str], number: str = "D-1", name: str = "麦晓川", **own: Any) -> dict[str, Any]:
    person = {"编号": number, "姓名": name, "入党日期": "1999-06-20", "转正日期": "2000-06-20", **own}
    return {**person, "变动": list(changes)}


def out(day: str, kind: str = "转出") -> dict[str, str]:
    return {"类型": kind, "日期": day}


def move(day: str | None, ref: str = "N-1", direction: str = "转出", **own: Any) -> dict[str, Any]:
    steps = {"申请": {"日期": "2026-04-01"}, **({"接收": {"日期": day}} if day else {})}
    return {"编号": ref, "姓名": "麦晓川", "方向": direction, "步骤": steps, **own}


@pytest.mark.parametrize(
    ("people", "moves", "expected"),
    [
        ([member(out("2026-05-06"))], [move("2026-05-06")], {"N-1": MET}),
        ([member(out("2026-05"))], [move("2026-05-06")], {"N-1": MET}),
        ([member(out("2026-05-07"))], [move("2026-05-06")], {"N-1": GAP}),  # 两处日期不一样，只报一处
        ([member()], [move("2026-05-06")], {"N-1": GAP}),
        ([], [move("2026-05-06")], {"N-1": GAP}),
        ([member(out("2026-05-06", "转入"))], [move("2026-05-06")], {"N-1": GAP, "D-1/转入2026-05-06": GAP}),
        ([member(out("2026-05-06"))], [], {"D-1/转出2026-05-06": GAP}),
        ([member(out("2026-05-06"))], [move(None)], {"D-1/转出2026-05-06": GAP}),  # 还没有接收
        ([member()], [move(None)], {}),  # 正在办
        ([member(out("2025-12-31"))], [], {}),  # 建账以前
        ([member(out("2026-11-23"))], [], {}),  # 还没有到
        ([member(out("2026-05-06", "去世"))], [], {}),
        (
            [member(out("2026-02-03"), out("2026-03-04", "转入"), out("2026-05-06"))],
            [move("2026-02-03"), move("2026-03-04", "N-2", "转入")],
            {"N-1": MET, "N-2": MET, "D-1/转出2026-05-06": GAP},
        ),
        ([member(out("2026-05-06"))], [move("2026-05-06", 姓名="D-1")], {"N-1": MET}),
    ],
)
def test_the_roster_and_the_record_agree(
    people: list[Any], moves: list[Any], expected: dict[str, Status]
) -> None:
    assert states(MOVED, {"党员": people, "组织关系转接": moves}) == expected


def test_two_of_one_name_are_told_apart_by_their_number() -> None:
    people = [member(out("2026-05-06")), member(number="D-2")]
    moves = [move("2026-05-06", 党员编号="D-2")]
    assert states(MOVED, {"党员": people, "组织关系转接": moves}) == {"N-1": GAP, "D-1/转出2026-05-06": GAP}


@pytest.mark.parametrize(("as_of", "expected"), [("2026-06-05", DUE), ("2026-06-06", GAP)])
def test_the_record_may_wait(as_of: str, expected: Status) -> None:
    found = states(WAITING, {"党员": [member(out("2026-05-06"))]}, as_of=as_of)
    assert found == {"D-1/转出2026-05-06": expected}


def test_names_are_hidden_from_strangers() -> None:
    (found,) = judgements(MOVED, {"党员": [member(out("2026-05-06"))]})
    assert "麦晓川" in found.message.render(Privacy.LOCAL)
    assert "麦晓川" not in found.message.render(Privacy.STRICT)


ADMITTED = {"类型": "与名册一致", "对象": "发展党员", "栏目": "党员大会接收", "名册栏": "入党日期"}


@pytest.mark.parametrize(
    ("held", "own", "expected"),
    [
        ("2026-05-28", {"入党日期": "2026-05-28"}, {"F-1": MET}),
        ("2026-05-28", {"入党日期": "2026-05"}, {"F-1": MET}),
        ("2026-05-28", {"入党日期": "2026-06-20"}, {"F-1": GAP}),  # 写成了批准的日期
        ("2025-12-31", {"入党日期": "2026-01-20"}, {}),  # 建账以前
        ("2026-05-28", {"姓名": "谷雨声"}, {}),  # 名册上没有这个人
    ],
)
def test_the_day_is_the_roster_s(held: str, own: dict[str, str], expected: dict[str, Status]) -> None:
    case = {"编号": "F-1", "姓名": "麦晓川", "步骤": {"党员大会接收": {"日期": held}}}
    assert states(ADMITTED, {"党员": member(**own), "发展党员": case}) == expected


def test_a_path_through_the_roster_is_refused() -> None:
    with pytest.raises(ValueError, match="not-on-roll"):
        judgements({**ADMITTED, "名册栏": "变动.日期"}, {})


MARKED = {"类型": "名册登记", "对象": "流动党员", "名册栏": "流动党员"}
AWAY = {"编号": "V-1", "姓名": "麦晓川", "外出日期": "2024-03-02"}


@pytest.mark.parametrize(
    ("person", "rows", "expected"),
    [
        (member(流动党员="是"), [AWAY], {"V-1": MET}),
        (member(流动党员="是"), [], {"D-1": GAP}),
        (member(), [AWAY], {"V-1": GAP}),
        (member(流动党员="是"), [{**AWAY, "返回日期": "2026-11-21"}], {"D-1": GAP}),
        (member(流动党员="是"), [{**AWAY, "返回日期": "2026-11-22"}], {"V-1": MET}),
        (member(), [{**AWAY, "返回日期": "2026-11-21"}], {}),
        (member(out("2026-05-06"), 流动党员="是"), [AWAY], {}),  # 转走了，不再看
    ],
)
def test_marked_and_registered(person: Any, rows: list[Any], expected: dict[str, Status]) -> None:
    assert states(MARKED, {"党员": person, "流动党员": rows}) == expected
