"""Entering records: what the ledger knows is filled in, what was typed is written as the ledger writes it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dangjian_cli.edit.assigned import assigned
from dangjian_cli.edit.built import built
from dangjian_cli.edit.change import difference
from dangjian_cli.edit.draft import Draft
from dangjian_cli.edit.entry import Desk, entry_named
from dangjian_cli.edit.form import boxes
from dangjian_cli.edit.numbering import next_ref
from dangjian_cli.edit.suggest import suggested
from dangjian_cli.edit.written import plain
from dangjian_cli.finding import InputError
from dangjian_cli.ledger.activities import Meeting
from dangjian_cli.load.branch import LoadedBranch, load_branch

EXAMPLES = Path(__file__).parents[1] / "examples"
DAY = date(2026, 11, 22)
NUMBERS = ("expected", "voters_expected", "attended", "voters_attended")


@pytest.mark.parametrize("example", ["农村", "机关", "国企", "社区"])
def test_who_had_to_come_and_came_is_what_the_clean_examples_say(example: str) -> None:
    desk = Desk(load_branch(EXAMPLES / example).ledger, DAY)
    own = boxes(Meeting)
    computed = 0
    for meeting in desk.ledger.sections.meetings:
        values: dict[str, Any] = plain(meeting)
        written = {attr: values.pop(own[attr].label, "") for attr in NUMBERS}
        for attr in NUMBERS:
            number = suggested(entry_named("会议"), own[attr], values, desk)
            assert number in {"", written[attr]}, (meeting.ref, attr)
            values[own[attr].label] = written[attr]
            computed += attr.endswith("expected") and number != ""
    assert computed > 30


@pytest.mark.parametrize(
    ("refs", "like", "year", "following"),
    [
        (["M-2026-09"], "", 2026, "M-2026-10"),
        (["M-2025-40", "M-2026-09"], "", 2025, "M-2025-41"),
        (["M-2025-40"], "", 2026, "M-2026-01"),
        (["T-2026-099"], "", 2026, "T-2026-100"),
        (["D-01", "D-07"], "", 2026, "D-08"),
        (["D-09", "D-10", "DX-3"], "", 2026, "D-11"),
        (["2026.3", "2026.4"], "", 2026, "2026.5"),
        ([], "M-2025-07", 2026, "M-2026-01"),
        ([], "D-07", 2026, "D-01"),
        ([], "", 2026, ""),
        (["一", "甲"], "", 2026, ""),
    ],
)
def test_the_next_number_follows_the_others(refs: list[str], like: str, year: int, following: str) -> None:
    assert next_ref(refs, year, like) == following


@pytest.fixture(scope="module")
def village() -> LoadedBranch:
    return load_branch(EXAMPLES / "农村")


def drafted(loaded: LoadedBranch, what: str, *pairs: str) -> Draft:
    """What comes of 栏目=值."""
    entry, draft = entry_named(what), Draft(loaded)
    built(entry, assigned(entry, pairs), Desk(loaded.ledger, DAY)).put(draft)
    return draft


ENTRIES: dict[str, tuple[list[str], list[str]]] = {
    "谈话": (
        ["日期=2026.11.20", "谈话人=D-01", "谈话对象=冉", "内容=问了问: 近况 #1"],
        [
            "- 编号: T-2026-058",
            "日期: 2026-11-20",
            "谈话人: 贺长庚",
            "谈话对象: 冉喆",
            '内容: "问了问: 近况 #1"',
        ],
    ),
    "党费": (
        ["姓名=贺长庚", "月份=2026年12月"],
        ["- 姓名: 贺长庚", "月份: 2026-12", "应交: 37.00", "实交: 37.00"],
    ),
    "党员": (
        [
            "姓名=新 来",
            "入党日期=2020-7-1",
            "转正日期=20210701",
            "转入日期=2026/11/16",
            "来源=邻镇某支部",
            "手机=13000000009",
        ],
        [
            *(
                "- 编号: D-92",
                "姓名: 新来",
                "联系电话: 13000000009",
                "入党日期: 2020-07-01",
                "转正日期: 2021-07-01",
            ),
            *("变动:", "- 类型: 转入", "日期: 2026-11-16", "来源: 邻镇某支部"),
        ],
    ),
    "发展党员步骤": (
        ["姓名=鲍立", "步骤=转正谈话", "日期=2026-11-20"],
        ["- 日期: 2026-07-25", "人员: 贺长庚", "- 日期: 2026-11-20"],
    ),
    "主题党日": (
        ["日期=2026-11-21", "资料=活动记录（2026-02盒）、签到册（签到.pdf）"],
        [
            *("", "- 编号: M-2026-64", "类型: 主题党日", "日期: 2026-11-21", "应到: 40", "资料:"),
            *("- 名称: 活动记录", "存放: 纸质", "盒号: 2026-02", "- 名称: 签到册", "文件: 签到.pdf"),
        ],
    ),
}


@pytest.mark.parametrize("what", ENTRIES)
def test_the_common_records_need_little_typing(village: LoadedBranch, what: str) -> None:
    pairs, added = ENTRIES[what]
    draft = drafted(village, what, *pairs)
    [change] = draft.changes()

    shown = difference(change).splitlines()[3:]
    assert [line[1:].strip() for line in shown if line.startswith("+")] == added


def test_dues_of_everybody_who_still_owes_are_entered_together(village: LoadedBranch) -> None:
    pairs = ("姓名=全体", "月份=2026-12", "交纳日期=2026-12-10")
    paid = drafted(village, "党费", *pairs).after

    december = [p for p in paid.ledger.sections.dues_payments if str(p.month) == "2026-12"]
    assert len(december) == len({p.name for p in december}) >= 5
    assert all(p.due == p.paid for p in december)
    with pytest.raises(InputError) as refused:
        drafted(paid, "党费", *pairs)
    assert [p.code for p in refused.value] == ["nobody"]
