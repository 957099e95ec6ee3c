"""Text → nodes with positions; what a ledger may not contain; and no bytes that break the reader."""

import re
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dangjian_cli.finding import InputError, Privacy
from dangjian_cli.load import nodes, quick
from dangjian_cli.load.nodes import MAX_DEPTH, Mapping, Node, Scalar, Sequence, compose, read

GOOD = """\
支部:
  名称: 甲村党支部
  成立日期: 2001-07-01
党员:
  - 姓名: 张三  # 书记
    编号: "0123"
  - {姓名: 李四, 编号: '0124'}
会议:
  - 类型: [支部党员大会, 讲党课]
    时间: 14:30
    应到: 23
    议题:
      - 题名: 传达“学习”
        赞成: 20
    纪要: |
      第一段：@张三 说 #3
      　　第二段
空:
"""


def plain(node: Node | None) -> Any:
    match node:
        case Scalar():
            return node.value
        case Mapping():
            return {key: plain(value) for key, value in node.values.items()}
        case Sequence():
            return [plain(item) for item in node.items]
    return None


def codes(text: str) -> list[tuple[str, int | None, int | None]]:
    with pytest.raises(InputError) as caught:
        compose(text)
    return [(problem.code, problem.line, problem.column) for problem in caught.value]


@pytest.fixture(params=["compiled", "python"])
def _either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "python":
        for module in (nodes, quick):
            monkeypatch.setattr(module, "_Loader", yaml.BaseLoader)


@pytest.mark.usefixtures("_either_parser")
def test_everything_stays_text() -> None:
    assert plain(compose(GOOD)) == yaml.load(GOOD, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes text only


@pytest.mark.usefixtures("_either_parser")
def test_marks_and_quoting() -> None:
    root = compose(GOOD)
    assert isinstance(root, Mapping)
    assert (root.keys["党员"].line, root.keys["党员"].column) == (3, 0)
    members = root.values["党员"]
    assert isinstance(members, Sequence)
    first = members.items[0]
    assert isinstance(first, Mapping)
    name, number = first.values["姓名"], first.values["编号"]
    assert isinstance(name, Scalar)
    assert isinstance(number, Scalar)
    assert (name.mark.line, name.mark.column, name.plain) == (4, 8, True)
    assert GOOD[name.mark.index :].startswith("张三")
    assert (number.mark.line, number.plain) == (5, False)


@pytest.mark.parametrize("text", ["", "\n\n", "# 只有说明\n", "---\n"])
def test_nothing_in_the_file(text: str) -> None:
    assert compose(text) is None


def test_signs_without_meaning_here_stay_text() -> None:
    assert plain(compose("甲: =\n乙: <<\n丙: 2026.10\n丁: ~\n戊: yes\n己: 2026-02-30\n")) == {
        "甲": "=", "乙": "<<", "丙": "2026.10", "丁": "~", "戊": "yes", "己": "2026-02-30",
    }  # fmt: skip


@pytest.mark.usefixtures("_either_parser")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲: &b 1\n", [("name-sign", 1, 4)]),
        ("甲: &b\n  乙: 1\n", [("name-sign", 1, 4)]),
        ("甲: [&b 1, *b]\n", [("name-sign", 1, 5), ("star-sign", 1, 11)]),
        ("甲: !A 1\n", [("type-sign", 1, 4)]),
        ("甲: !!str 1\n", [("type-sign", 1, 4)]),
        ("甲:\n  <<: *b\n", [("merge-sign", 2, 3), ("star-sign", 2, 7)]),
        ("*b : 1\n乙: 2\n", [("star-sign", 1, 1)]),
        ("甲: 1\n---\n乙: 2\n", [("several-documents", 2, 1)]),
        ("甲: 1\n乙: 2\n甲: 3\n甲: 4\n", [("duplicate-key", 3, 1), ("duplicate-key", 4, 1)]),
        ("[甲, 乙]: 1\n", [("compound-key", 1, 1)]),
        ("{甲: 1}: {乙: 2, 乙: 3}\n", [("compound-key", 1, 1), ("duplicate-key", 1, 16)]),
        ("甲: &b 1\n甲: !A 2\n", [("name-sign", 1, 4), ("duplicate-key", 2, 1), ("type-sign", 2, 4)]),
    ],
)
def test_refused_all_at_once(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert codes(text) == expected


def test_a_duplicate_names_both_lines_and_hides_the_name_from_strangers() -> None:
    with pytest.raises(InputError) as caught:
        compose("党员大会: 1\n乙: 2\n党员大会: 3\n")
    (problem,) = caught.value
    assert "第 1 行" in problem.message.render(Privacy.LOCAL)
    assert "党员大会" not in problem.message.render(Privacy.STRICT)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("甲: &重点A\n", '甲: "&重点A"'),
        ("甲: &b\n", '甲: "&b"'),
        ("甲: &b 张三\n", '甲: "&b 张三"'),
        ("甲: *b\n", '甲: "*b"'),
        ("甲: !A 张三\n", '甲: "!A 张三"'),
        ("甲: !!str 1\n", None),
        ("甲: &b\n  乙: 1\n", None),
        ("甲: &b 1\n乙: *b\n", None),
    ],
)
def test_a_sign_is_quoted_only_where_nothing_depends_on_it(text: str, mended: str | None) -> None:
    with pytest.raises(InputError) as caught:
        read(text.encode())
    assert caught.value.problems[0].mended == mended


def test_depth_is_bounded() -> None:
    assert compose("[" * MAX_DEPTH + "]" * MAX_DEPTH) is not None
    assert codes("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)) == [("too-deep", 1, MAX_DEPTH + 1)]
    assert codes("[" * 50_000)[0][0] == "too-deep"


def test_read_gives_the_document() -> None:
    document = read(GOOD.replace("\n", "\r\n").encode("gb18030"))
    assert plain(document.root) == plain(compose(GOOD))
    assert (document.text, document.encoding, document.newline) == (GOOD, "gb18030", "\r\n")
    assert [note.code for note in document.notes] == ["gbk-encoding"]


def test_notes_of_the_text_come_with_the_document() -> None:
    document = read("名称: “甲支部”\n".encode())
    assert [(note.code, note.mended, note.fatal) for note in document.notes] == [
        ("full-width-quotes", "名称: 甲支部", False)
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("名称\n", "not-a-ledger"),
        ("名称：甲\n类型：村\n", "full-width-colon"),
        ("- 甲：1\n- 乙：2\n", "full-width-colon"),
    ],
)
def test_a_file_without_a_record(text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read(text.encode())
    assert caught.value.problems[0].code == code


def test_a_list_is_left_to_whoever_asked() -> None:
    assert plain(read("- 甲\n- 乙\n".encode()).root) == ["甲", "乙"]


def test_refusals_and_silent_losses_are_told_together() -> None:
    with pytest.raises(InputError) as caught:
        read("甲: &b 1\n编号: #12\n甲: 3\n".encode())
    assert [problem.code for problem in caught.value] == ["name-sign", "swallowed-comment", "duplicate-key"]


NASTY = "：　\xa0\t“”‘’\"'#-－—[]{}［］，、@`%*&!>|?:\\\u200b\ufeff\x0b\x00\x7f\x85\u2028\r\n \ufffd=<~甲1"


@st.composite
def _spoiled(draw: st.DrawFn) -> bytes:
    text = list(GOOD)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(text) - 1))
        match draw(st.sampled_from(["delete", "insert", "replace"])):
            case "delete":
                del text[at : at + draw(st.integers(1, 3))]
            case "insert":
                text.insert(at, draw(st.text(NASTY, min_size=1, max_size=3)))
            case _:
                text[at] = draw(st.sampled_from(NASTY))
    return "".join(text).encode(draw(st.sampled_from(["utf-8", "gb18030", "utf-16"])))


def _reads_or_explains(data: bytes) -> None:
    try:
        read(data)
    except InputError as refused:
        problems = refused.problems
    else:
        return
    assert any(problem.fatal for problem in problems)
    for problem in problems:
        assert re.search("[\u4e00-\u9fff]", problem.message.render(Privacy.LOCAL))
        assert problem.line is None or problem.line >= 1


_MANY = settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@_MANY
@given(st.binary(max_size=200))
@example(b"\x00")
@example(b"\t\n")
@example(b"\x0b #\n")
@example("甲: \u2028&b\n".encode())
def test_any_bytes_are_read_or_explained(data: bytes) -> None:
    _reads_or_explains(data)


@_MANY
@given(_spoiled())
def test_any_spoiled_ledger_is_read_or_explained(data: bytes) -> None:
    _reads_or_explains(data)


@_MANY
@given(st.text(NASTY + "党员:- \n", max_size=60))
def test_any_text_is_read_or_explained_by_either_parser(text: str) -> None:
    _reads_or_explains(text.encode())
    with pytest.MonkeyPatch.context() as patch:
        for module in (nodes, quick):
            patch.setattr(module, "_Loader", yaml.BaseLoader)
        _reads_or_explains(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "甲: " + " " * 50_000 + "b",
        "-" + "\u3000" * 50_000,
        "a: [" + '["' * 3_000,
        "“" * 20_000,
        "a:\n" + "  - [x\n" * 5_000,
    ],
)
def test_long_lines_are_read_or_explained(text: str) -> None:
    _reads_or_explains(text.encode())
