"""Records that are there, altered: only the lines that are meant, in whatever way they are written."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangjian_cli.edit.change import difference
from dangjian_cli.edit.draft import Draft
from dangjian_cli.finding import InputError
from dangjian_cli.load.branch import LoadedBranch, load_branch

HEAD = "支部:\n  名称: 某村党支部\n  领域: 农村\n  成立日期: 2001-07-01\n  建账日期: 2026-01-01\n"


def branch(folder: Path, text: str, encoding: str = "utf-8") -> LoadedBranch:
    (folder / "台账").mkdir()
    (folder / "branch.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "台账" / "一.yaml").write_bytes(text.encode(encoding))
    return load_branch(folder)


def altered(draft: Draft) -> list[str]:
    """The lines that are gone and those that are new."""
    shown = "".join(difference(change) for change in draft.changes())
    return [line for line in shown.splitlines()[2:] if line[0] in "+-"]


MEETING = """\
会议:
  # 第一季度
  - 编号: M-1
    类型: 党课  # 书记讲
    日期: 2026-03-01
    缺席: {姓名: 甲一, 原因: 病}
    议题:
      - 名称: 学文件
        表决:
          赞成: 30

  - 编号: M-2
    类型: [党课, 主题党日]
    日期: 2026-04-01
    主持人:
    列席: 乙二  # 邻村的
    资料: [{名称: 签到册}]
"""

ABSENT = "    缺席: {姓名: 甲一, 原因: 病}"
GUESTS = ["-    列席: 乙二  # 邻村的", "+    列席:", "+      - 乙二", "+      - 丙三  # 邻村的"]
KINDS = ["-    类型: [党课, 主题党日]", "+    类型: [党课, 主题党日, 集中学习]"]
VOTES = ["-          赞成: 30", "+          赞成: 29", "+          弃权: 1"]

Case = tuple[int, Mapping[str, Any], Sequence[str | int], list[str]]

UPDATES: dict[str, Case] = {
    "a word": (0, {"类型": "主题党日"}, (), ["-    类型: 党课  # 书记讲", "+    类型: 主题党日  # 书记讲"]),
    "quotes": (0, {"theme": "一: 二"}, (), ['+    主题: "一: 二"']),
    "in its place": (0, {"地点": "村部"}, (), ["+    地点: 村部"]),
    "empty": (1, {"主持人": "丙三"}, (), ["-    主持人:", "+    主持人: 丙三"]),
    "other word": (1, {"时间": "2026-04-02"}, (), ["-    日期: 2026-04-01", "+    日期: 2026-04-02"]),
    "deep": (0, {"赞成": "29", "弃权": 1}, ("议题", 0, "表决"), VOTES),
    "new group": (1, {"姓名": "丙三"}, ("缺席",), ["+    缺席:", "+      姓名: 丙三"]),
    "braces": (
        0,
        {"原因": "不在，出差"},
        ("缺席",),
        [f"-{ABSENT}", '+    缺席: {姓名: 甲一, 原因: "不在，出差"}'],
    ),
    "more in braces": (
        0,
        {"党员编号": "D-1"},
        ("缺席",),
        [f"-{ABSENT}", "+    缺席: {姓名: 甲一, 党员编号: D-1, 原因: 病}"],
    ),
    "out": (0, {"日期": "2026-03-01", "缺席": ""}, (), [f"-{ABSENT}"]),
    "several for one": (1, {"列席": ["乙二", "丙三"]}, (), GUESTS),
    "one more of several": (1, {"类型": ["党课", "主题党日", "集中学习"]}, (), KINDS),
    "lines": (1, {"内容": "一\n二"}, (), ["+    内容: |-", "+      一", "+      二"]),
    "nothing": (0, {"类型": "党课", "记录人": ""}, (), []),
}


@pytest.mark.parametrize("case", UPDATES)
def test_only_the_lines_that_are_meant_are_other(tmp_path: Path, case: str) -> None:
    position, values, route, lines = UPDATES[case]
    draft = Draft(branch(tmp_path, MEETING))
    draft.update("会议", position, values, route)

    assert altered(draft) == lines


PAPERS = "    资料: [{名称: 签到册}"
PAPER = {"名称": "签到册", "存放": "纸质"}
ITEM = {"名称": "其他", "表决": {"赞成": 3}}
ITEM_LINES = ["+    议题:", "+      - 名称: 其他", "+        表决:", "+          赞成: 3"]

APPENDED: dict[str, tuple[int, tuple[str | int, ...], Any, list[str]]] = {
    "a list": (0, ("议题",), {"名称": "其他"}, ["+      - 名称: 其他"]),
    "one in braces": (
        0,
        ("缺席",),
        {"姓名": "乙"},
        [f"-{ABSENT}", f"+{ABSENT[:8]}[{ABSENT[8:]}, {{姓名: 乙}}]"],
    ),
    "a word": (1, ("列席",), "丙三", GUESTS),
    "brackets": (1, ("资料",), {"名称": "记录"}, [f"-{PAPERS}]", f"+{PAPERS}, {{名称: 记录}}]"]),
    "none": (0, ("资料",), PAPER, ["+    资料:", "+      - 名称: 签到册", "+        存放: 纸质"]),
    "none with a group": (1, ("议题",), ITEM, ITEM_LINES),
}


@pytest.mark.parametrize("case", APPENDED)
def test_one_more_in_a_list(tmp_path: Path, case: str) -> None:
    position, route, item, lines = APPENDED[case]
    draft = Draft(branch(tmp_path, MEETING))
    draft.append("meetings", position, route, item)

    assert altered(draft) == lines


CASE = """\
发展党员:
- 编号: F-1
  姓名: 甲一
  步骤:
      递交入党申请书:  # 手写的
          日期: 2026-01-05
          # 原件在盒里
          内容: |
              一
              二
      派人谈话: {日期: 2026-01-20}
"""


def test_a_step_taken_again_makes_a_list_of_both(tmp_path: Path) -> None:
    draft = Draft(branch(tmp_path, CASE.replace("\n", "\r\n"), "gb18030"))
    draft.append("发展党员", 0, ("步骤", "入党申请"), {"日期": "2026-02-01"})
    draft.append("发展党员", 0, ("步骤", "派人谈话"), {"日期": "2026-02-20", "人员": ["乙二", "丙三"]})
    draft.append("发展党员", 0, ("步骤", "推荐推优"), {"日期": "2026-03-01"})
    [change] = draft.changes()

    first = CASE[CASE.index("          日期") : CASE.index("      派人谈话")]
    shifted = "".join(f"            {line[10:]}\n" for line in first.splitlines())
    more = "          - 日期: 2026-02-01\n"
    expected = CASE.replace(first, f"          - {shifted[12:]}{more}").replace(
        "{日期: 2026-01-20}\n", "[{日期: 2026-01-20}, {日期: 2026-02-20, 人员: [乙二, 丙三]}]\n"
    )
    expected += "      推荐推优:\n          日期: 2026-03-01\n"
    assert change.new.decode("gb18030") == expected.replace("\n", "\r\n")


def test_a_comment_is_never_thrown_away(tmp_path: Path) -> None:
    loaded = branch(tmp_path, MEETING.replace("学文件", "学文件  # 念了一遍"))
    draft = Draft(loaded)
    with pytest.raises(InputError) as refused:
        draft.update("会议", 0, {"议题": [{"名称": "别的"}]})
    assert [p.code for p in refused.value] == ["comment-in-the-way"]
    assert draft.changes() == []


def test_what_the_loader_refuses_is_told_and_not_given_out(tmp_path: Path) -> None:
    draft = Draft(branch(tmp_path, MEETING))
    draft.update("会议", 0, {"日期": "去年", "颜色": "红"})
    with pytest.raises(InputError) as refused:
        draft.changes()
    assert {p.code for p in refused.value} == {"day-relative", "unknown-key"}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["主题", "内容", "列席", "地点", "议题"]),
            st.text("甲乙 :#\n-'\"[]{},，：、", min_size=1, max_size=8),
            st.integers(0, 1),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_any_row_of_alterations_gives_what_was_meant(steps: list[tuple[str, str, int]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        draft = Draft(branch(Path(name), MEETING))
        file = draft._file("台账/一.yaml")
        meant = [dict(record) for record in file.data["会议"]]
        for word, text, position in steps:
            record = meant[position]
            if word == "列席":
                draft.append("会议", position, (word,), text)
                held = record.get(word, [])
                record[word] = [*(held if isinstance(held, list) else [held]), text] if held else text
            elif word == "议题":
                draft.append("会议", position, (word,), {"名称": text})
                record[word] = [*record.get(word, []), {"名称": text}]
            else:
                draft.update("会议", position, {word: text})
                record[word] = text
    assert file.data["会议"] == meant
    assert "# 第一季度" in file.stored.text
    assert "# 书记讲" in file.stored.text
