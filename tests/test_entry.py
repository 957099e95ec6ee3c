"""Entering records: what the ledger knows is filled in, what was typed is written as the ledger writes it."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dangjian_cli.edit.assigned import assigned
from dangjian_cli.edit.built import built
from dangjian_cli.edit.change import difference
from dangjian_cli.edit.draft import Draft
from dangjian_cli.edit.entry import Desk, asked, confusable, entries, entry_named, further, section_model
from dangjian_cli.edit.form import Sort, boxes
from dangjian_cli.edit.names import Names
from dangjian_cli.edit.numbering import next_ref
from dangjian_cli.edit.suggest import suggested
from dangjian_cli.edit.written import plain
from dangjian_cli.finding import InputError, Privacy
from dangjian_cli.ledger.activities import Meeting
from dangjian_cli.load.branch import LoadedBranch, load_branch
from dangjian_cli.periods import Day

EXAMPLES = Path(__file__).parents[1] / "examples"
DAY = date(2026, 11, 22)
HEAD = "支部:\n  名称: 某村党支部\n  领域: 农村\n  成立日期: 2001-07-01\n  建账日期: 2026-01-01\n"
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
    values, misplaced = assigned(entry, pairs)
    assert misplaced == []
    built(entry, values, Desk(loaded.ledger, DAY)).put(draft)
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


@pytest.mark.parametrize(("more", "told"), [((), True), (("实交=20",), False)])
def test_an_amount_that_nobody_said_is_pointed_out(
    village: LoadedBranch, more: tuple[str, ...], told: bool
) -> None:
    entry = entry_named("党费")
    pairs = ("姓名=贺长庚", "月份=2026-12", "交纳日期=2026-11-20", *more)
    made = built(entry, assigned(entry, pairs)[0], Desk(village.ledger, DAY))

    said = [note.render(Privacy.LOCAL) for note in made.notes]
    assert any(note.startswith("没有写实交多少，照应交写了") for note in said) is told


def test_a_committee_is_not_its_meeting(village: LoadedBranch) -> None:
    assert entry_named("支委会").section == "committees"
    assert confusable(entry_named("支委会")) == "支委会会议"
    assert confusable(entry_named("会议")) == ""
    for words, kinds in (("支委会会议", ["支委会"]), ("主题党日", ["主题党日", "党员大会"])):
        pairs = ["日期=2026-11-20", *(["类型=党员大会"] if len(kinds) > 1 else [])]
        meetings = drafted(village, words, *pairs).after.ledger.sections.meetings
        assert [list(m.kinds) for m in meetings if m.ref == "M-2026-64"] == [kinds]


def test_names_are_completed_doubted_and_told_apart(village: LoadedBranch, tmp_path: Path) -> None:
    text = (
        "党员:\n  - {编号: D-01, 姓名: 张伟}\n  - {编号: D-02, 姓名: 张伟}\n  - {编号: D-03, 姓名: 阮石头}\n"
    )
    (tmp_path / "branch.yaml").write_text(HEAD + text, encoding="utf-8")
    names = Names(load_branch(tmp_path).ledger.roster)
    talk = boxes(section_model("talks"))
    record = {"谈话人": "石头", "谈话对象": "张伟"}

    assert names.written(record, section_model("talks")) == {"谈话人": "阮石头", "谈话对象": "张伟"}
    assert [p.code for p in names.problems] == ["shared-name"]
    assert "D-01、D-02" in names.problems[0].fix.render(Privacy.LOCAL)  # type: ignore[union-attr]
    names.answer(talk["by"], "阮时头")
    assert names.doubts == [("阮时头", "阮石头")]
    assert names.answer(talk["by"], "") == ""
    assert (
        names.answer(boxes(section_model("meetings"))["absent"], "石头（病）、李四") == "阮石头（病）、李四"
    )
    assert names.written({"谈话人": "D-02"}, section_model("talks")) == {"谈话人": "D-02"}
    assert names.written({"谈话人": "D-03"}, section_model("talks")) == {"谈话人": "阮石头"}
    with pytest.raises(InputError) as refused:
        drafted(village, "发展党员步骤", "姓名=没有的人", "步骤=政申")
    assert {p.code for p in refused.value} == {"nobody", "unknown-word"}


def test_whoever_was_excluded_before_is_excluded_again_with_the_approval(village: LoadedBranch) -> None:
    last = [m for m in village.ledger.sections.meetings if m.excluded and "党员大会" in m.kinds][-1]
    day = f"日期={last.date.first + timedelta(days=1)}"
    same = drafted(village, "党员大会", day, "不计入应到=照旧").after.ledger.sections.meetings
    named = drafted(
        village, "党员大会", day, f"不计入应到={last.excluded[0].name}"
    ).after.ledger.sections.meetings

    [again] = [m for m in same if m.date == Day.exact(last.date.first + timedelta(days=1)) and m.excluded]
    assert again.excluded == last.excluded
    [one] = [m for m in named if m.date == again.date and m.excluded]
    assert one.excluded == last.excluded[:1]
    assert one.expected is not None
    assert again.expected == one.expected - len(last.excluded) + 1


PATHS: dict[str, tuple[dict[str, str], str, str]] = {
    "everything in one file": ({"branch.yaml": "会议: []\n"}, "谈心谈话", "branch.yaml"),
    "nothing yet": ({"branch.yaml": ""}, "谈心谈话", "台账/3-组织生活.yaml"),
    "most of the ledger": (
        {"branch.yaml": "", "台账/a.yaml": "会议: []\n民主评议: []\n", "台账/b.yaml": "会议: []\n党员: []\n"},
        "谈心谈话",
        "台账/a.yaml",
    ),
    "named after it": (
        {"branch.yaml": "", "台账/三组织生活.yaml": "# 空\n"},
        "谈心谈话",
        "台账/三组织生活.yaml",
    ),
    "no ledger's": ({"branch.yaml": "", "台账/a.yaml": "会议: []\n"}, "豁免", "branch.yaml"),
}


@pytest.mark.parametrize("case", PATHS)
def test_a_new_section_goes_where_it_belongs(tmp_path: Path, case: str) -> None:
    files, section, place = PATHS[case]
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((HEAD * (name == "branch.yaml") + text).replace("\n", "\r\n").encode())
    draft = Draft(load_branch(tmp_path))
    draft.add(
        section, [{"日期": "2026-03-01", "谈话人": "甲", "谈话对象": "乙", "缺项": "DJ13.meet@2026-Q1"}]
    )

    [(name, file)] = draft._files.items()
    assert name == place
    assert file.stored.data.count(b"\n") == file.stored.data.count(b"\r\n") > 0


def test_every_box_of_every_record_can_be_shown(village: LoadedBranch) -> None:
    desk = Desk(village.ledger, DAY)
    for entry in entries().values():
        shown = asked(entry, {})
        assert shown, entry.word
        for box in (*shown, *further(entry, {})):
            assert box.sort is not Sort.CHOICE or box.choices
            assert isinstance(suggested(entry, box, {}, desk), str)


TYPED = {
    **dict.fromkeys((Sort.NAME, Sort.PERSON), "贺长庚"),
    Sort.TEXT: "几个字: 好",
    Sort.DAY: "2026年11月20日",
    Sort.MONTH: "2026年11月",
    Sort.YEAR: "2031年度",
    Sort.CLOCK: "下午3点",
    Sort.COUNT: "3人",
    Sort.NUMBER: "1.50",
    Sort.AMOUNT: "￥12.5元",
    Sort.REF: "ZZ-9",
    Sort.ID: "999999199012250138",
    Sort.PHONE: "130 0000 0009",
    Sort.YES_NO: "有",
}
WRITTEN = {
    **TYPED,
    Sort.DAY: "2026-11-20",
    Sort.MONTH: "2026-11",
    Sort.YEAR: "2031",
    Sort.CLOCK: "15:00",
    Sort.COUNT: "3",
    Sort.AMOUNT: "12.5",
    Sort.PHONE: "13000000009",
    Sort.YES_NO: "是",
}


def test_every_record_can_be_filled_in_and_is_written_as_the_ledger_writes_it(village: LoadedBranch) -> None:
    desk = Desk(village.ledger, DAY)
    for entry in {e.word: e for e in entries().values() if not e.is_step and not e.given}.values():
        own = {box.label for box in boxes(entry.model).values()}
        shown = [b for b in (*asked(entry, {}), *further(entry, {})) if b.label in own and b.sort in WRITTEN]
        chosen = [b for b in boxes(entry.model).values() if b.choices]
        values = {b.label: TYPED[b.sort] for b in shown} | {b.label: b.choices[0] for b in chosen}
        meant = {b.label: WRITTEN[b.sort] for b in shown} | {b.label: b.choices[0] for b in chosen}

        [record] = built(entry, values, desk).records
        assert {label: record[label] for label in meant} == meant
        Draft(village).add(entry.section, [record])


@pytest.mark.parametrize(
    ("example", "kind", "day", "ref"),
    [
        ("社区", "支委会", "2026-12-05", "Z-2026-12"),
        ("社区", "支委会", "2026-11-20", "Z-2026-1120"),
        ("社区", "党课", "2026-12-05", "K-2026-5"),
        ("农村", "党课", "2026-12-05", "M-2026-64"),
    ],
)
def test_a_meeting_is_numbered_as_its_like_are(example: str, kind: str, day: str, ref: str) -> None:
    desk = Desk(load_branch(EXAMPLES / example).ledger, DAY)
    [record] = built(entry_named("会议"), {"类型": kind, "日期": day}, desk).records
    assert record["编号"] == ref
