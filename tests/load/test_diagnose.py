"""How clerks' files go wrong: one case a row, told with its place and mended."""

import pytest
import yaml

from dangjian_cli.finding import InputError, Privacy, Problem
from dangjian_cli.load import nodes, quick
from dangjian_cli.load.diagnose import diagnose, silent
from dangjian_cli.load.nodes import read
from dangjian_cli.load.parser_words import translated

LOUD = [
    # name, text, code, line, column, mended line
    ("full-width colon first", "名称：甲\n党员数: 3\n", "full-width-colon", 1, 3, "名称: 甲"),
    ("full-width colon amid", "a: 1\n党员数：23\nb: 2\n", "full-width-colon", 2, 4, "党员数: 23"),
    ("full-width colon last", "a: 1\n党员数：23\n", "full-width-colon", 2, 4, "党员数: 23"),
    ("full-width colon, blank", "a: 1\n党员数 ： 23\n", "full-width-colon", 2, 5, "党员数: 23"),
    ("full-width colon, no value", "党员：\n  - 姓名: 张三\n", "full-width-colon", 1, 3, "党员:"),
    (
        "full-width colon in entry",
        "党员:\n  - 姓名：张三\n    性别: 男\n",
        "full-width-colon",
        2,
        7,
        "  - 姓名: 张三",
    ),
    ("no space after colon", "a: 1\n名称:甲\nb: 2\n", "no-space-after-colon", 2, 3, "名称: 甲"),
    (
        "no space in entry",
        "党员:\n  - 姓名:张三\n    性别: 男\n",
        "no-space-after-colon",
        2,
        7,
        "  - 姓名: 张三",
    ),
    ("full-width space after colon", "a: 1\n名称:　甲\n", "wide-space-after-colon", 2, 3, "名称: 甲"),
    ("nbsp after colon", "a: 1\n名称:\xa0甲\n", "wide-space-after-colon", 2, 3, "名称: 甲"),
    ("tab indent", "a:\n\tb: 1\n", "tab-indent", 2, 1, "  b: 1"),
    ("tab after spaces", "a:\n  - b: 1\n\t  c: 2\n", "tab-indent", 3, 1, "    c: 2"),
    ("tab on a blank line", "a: 1\n\t\nb: 2\n", "tab-indent", 2, 1, ""),
    ("full-width indent", "a:\n  b: 1\n　c: 2\n", "wide-indent", 3, 1, "  c: 2"),
    ("nbsp indent", "a:\n  b: 1\n\xa0\xa0c: 2\n", "wide-indent", 3, 1, "  c: 2"),
    ("second colon", "议题: 学习: 传达\n", "second-colon", 1, 7, '议题: "学习: 传达"'),
    ("@", "a: @张三\n", "special-sign", 1, 4, 'a: "@张三"'),
    ("`", "a: `张三\n", "special-sign", 1, 4, 'a: "`张三"'),
    ("%", "a: %80\n", "special-sign", 1, 4, 'a: "%80"'),
    ("*", "a: *重点*\n", "special-sign", 1, 4, 'a: "*重点*"'),
    ("&", "a: &重点\n", "special-sign", 1, 4, 'a: "&重点"'),
    ("!", "a: !重要\n", "special-sign", 1, 4, 'a: "!重要"'),
    (">", "a: >80分\n", "special-sign", 1, 4, 'a: ">80分"'),
    ("|", "a: |第一段\n", "special-sign", 1, 4, 'a: "|第一段"'),
    ("| with text below", "a: |第一段\n  第二段\n", "special-sign", 1, 4, None),
    ("@ in a name", "@张三: 1\n", "special-sign", 1, 1, '"@张三": 1'),
    ("lone hyphen", "备注: -\n", "special-sign", 1, 5, '备注: "-"'),
    ("lone question mark", "备注: ?\n", "special-sign", 1, 5, '备注: "?"'),
    ("too far right", "a:\n  b: 1\n   c: 2\n", "bad-indent", 3, 4, None),
    ("too far left", "a:\n  b: 1\n c: 2\n", "bad-indent", 3, 2, None),
    ("list under a value", "a: 1\n  - b: 2\n", "bad-indent", 2, 3, None),
    ("duplicate", "a: 1\nb:2\na: 3\n", "duplicate-key", 3, 1, None),
    ("two documents", "a: 1\n---\nb:2\nc: 1\n", "several-documents", 2, 1, None),
    ("control character", "a: 甲\x0b乙\n", "control-character", 1, 5, "a: 甲 乙"),
    ("control character last", "a: 甲\x01\n", "control-character", 1, 5, "a: 甲"),
    ("zero width in name", "名\u200b称：甲\nb: 1\n", "zero-width", 1, 1, "名称: 甲"),
    ("hyphen without space", "a:\n  - 张三\n  -李四\n", "no-space-after-dash", 3, 3, "  - 李四"),
    ("full-width hyphen", "a:\n  - 张三\n  －李四\n", "wide-dash", 3, 3, "  - 李四"),
    ("dash", "a:\n  - 张三\n  — 李四\n", "wide-dash", 3, 3, "  - 李四"),
    ("unclosed quote", 'a: "甲\nb: 1\n', "unclosed-quote", 1, 4, None),
    ("quotes of two kinds", 'a: "甲”\nb: 1\n', "unclosed-quote", 1, 4, 'a: "甲"'),
    ("unclosed bracket", "a: [甲, 乙\nb: 1\n", "unclosed-bracket", 1, 4, None),
    ("bracket of two kinds", "a: [甲, 乙］\nb: 1\n", "full-width-brackets", 1, 4, "a: [甲, 乙]"),
    ("comma between pairs", "a: {甲: 1，乙: 2}\n", "full-width-comma", 1, 9, "a: {甲: 1, 乙: 2}"),
    ("words after quotes", 'a: "甲"乙\n', "words-after-closing", 1, 7, "a: '\"甲\"乙'"),
    ("words after brackets", "a: [2026]5号\n", "words-after-closing", 1, 10, 'a: "[2026]5号"'),
    ("backslash", 'a: "D:\\档案"\n', "backslash", 1, 7, "a: 'D:\\档案'"),
    ("semicolon", "a: 1\n名称；甲\nb: 1\n", "semicolon", 2, 3, "名称: 甲"),
    ("no colon", "a: 1\n名称 甲\nb: 1\n", "missing-colon", 2, 1, None),
    ("no colon over a list", "a: 1\n议题\n  - 题名: 甲\n", "missing-colon", 2, 1, "议题:"),
    ("block's first line too deep", "a: |\n    甲\n  乙\nb: 1\n", "block-indent", 3, 3, None),
    ("a title", "甲支部台账\n名称: 甲\n", "missing-colon", 1, 1, None),
    ("entry without hyphen", "- 甲\nb: 1\n", "missing-dash", 2, 1, None),
    ("hyphen among names", "b: 1\n- 甲\n", "stray-dash", 2, 1, None),
]

SILENT = [
    ("number after #", "编号: #12\n", "swallowed-comment", 1, 5, '编号: "#12"'),
    ("words after #", "备注: 见附件 #3\n", "swallowed-comment", 1, 9, '备注: "见附件 #3"'),
    ("remark after #", "a:\n  - 姓名: 张三 #兼\n", "swallowed-comment", 2, 12, '  - 姓名: "张三 #兼"'),
    ("entry of #", "a:\n  - #3\n", "swallowed-comment", 2, 5, '  - "#3"'),
    ("hyphen without space", "a:\n  -张三\n  -李四\n", "no-space-after-dash", 2, 3, "  - 张三"),
    ("full-width hyphen", "a:\n  －张三\n", "wide-dash", 2, 3, "  - 张三"),
    ("dash", "a:\n  — 张三\n", "wide-dash", 2, 3, "  - 张三"),
    ("full-width comma", "a: [张三，李四]\n", "full-width-comma", 1, 7, "a: [张三, 李四]"),
    ("ideographic comma", "a: [张三、李四]\n", "full-width-comma", 1, 4, "a: [张三, 李四]"),
    ("full-width brackets", "a: ［张三, 李四］\n", "full-width-brackets", 1, 4, "a: [张三, 李四]"),
    ("full-width brackets and comma", "a: ［张三，李四］\n", "full-width-brackets", 1, 4, "a: [张三, 李四]"),
    ("colon in braces", "a: {姓名：张三}\n", "full-width-colon", 1, 7, "a: {姓名: 张三}"),
    ("colon in braces, no space", "a: {姓名:张三}\n", "no-space-after-colon", 1, 7, "a: {姓名: 张三}"),
    ("full-width quotes", "a: “甲支部”\n", "full-width-quotes", 1, 4, "a: 甲支部"),
    ("full-width indent", "a:\n　　日期: 1\n", "wide-indent", 2, 1, "    日期: 1"),
    ("nbsp indent", "a:\n\xa0\xa0日期: 1\n", "wide-indent", 2, 1, "  日期: 1"),
    ("zero width in name", "名称\u200b: 甲\n", "zero-width", 1, 1, "名称: 甲"),
    ("zero width before name", "a: 1\n\ufeff名称: 甲\n", "zero-width", 2, 1, "名称: 甲"),
]


Row = tuple[str, str, str, int, int, str | None]


@pytest.mark.parametrize("parser", ["CBaseLoader", "BaseLoader"])
@pytest.mark.parametrize("row", LOUD, ids=[row[0] for row in LOUD])
def test_a_file_that_does_not_parse(row: Row, parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (nodes, quick):
        monkeypatch.setattr(module, "_Loader", getattr(yaml, parser, yaml.BaseLoader))
    _, text, *expected = row
    assert tuple(expected) in {(p.code, p.line, p.column, p.mended) for p in _problems(text)}


@pytest.mark.parametrize("row", SILENT, ids=[row[0] for row in SILENT])
def test_a_file_that_parses_and_loses_something(row: Row) -> None:
    _, text, *expected = row
    list(yaml.parse(text, Loader=yaml.BaseLoader))
    assert tuple(expected) in {(p.code, p.line, p.column, p.mended) for p in silent(text)}


def _problems(text: str) -> tuple[Problem, ...]:
    try:
        return read(text.encode()).notes
    except InputError as refused:
        return refused.problems


def test_tab_after_a_colon_is_taken_by_one_parser_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (nodes, quick):
        monkeypatch.setattr(module, "_Loader", yaml.BaseLoader)
    assert [(p.code, p.column, p.mended) for p in _problems("a:\t甲\n")] == [("tab-after-colon", 2, "a: 甲")]
    assert [(p.code, p.mended) for p in _problems("a: 甲\t\n")] == [("parser-tab", "a: 甲")]


FOR_A_PERSON = {row[0] for row in LOUD if row[5] is None}


@pytest.mark.parametrize("text", [row[1] for row in (*LOUD, *SILENT) if row[0] not in FOR_A_PERSON])
def test_mended_lines_make_the_file_readable(text: str) -> None:
    mended = _mended_until_stable(text)
    document = read(mended.encode())
    assert isinstance(document.root, nodes.Mapping)
    assert not [problem for problem in document.notes if problem.fatal]


def _mended_until_stable(text: str) -> str:
    for _ in range(5):
        lines = text.split("\n")
        for problem in _problems(text):
            if problem.mended is not None and problem.line:
                lines[problem.line - 1] = problem.mended
        if "\n".join(lines) == text:
            break
        text = "\n".join(lines)
    return text


def test_every_mistake_at_once() -> None:
    text = "党员：\n  - 姓名：张三\n    性别:男\n    编号: #12\n备注: @李四\n"
    found = _problems(text)
    assert [(p.code, p.line) for p in found] == [
        ("full-width-colon", 1),
        ("full-width-colon", 2),
        ("no-space-after-colon", 3),
        ("swallowed-comment", 4),
        ("special-sign", 5),
    ]
    assert _mended_until_stable(text) == (
        '党员:\n  - 姓名: 张三\n    性别: 男\n    编号: "#12"\n备注: "@李四"\n'
    )


def test_two_mistakes_of_a_line_are_mended_together() -> None:
    found = _problems("a: 1\n名\u200b称：@甲\n")
    assert [(p.column, p.mended) for p in found] == [
        (1, '名称: "@甲"'),
        (4, '名称: "@甲"'),
        (5, '名称: "@甲"'),
    ]


def test_a_badly_indented_block_is_told_once() -> None:
    assert [(p.code, p.line) for p in _problems("a: 1\n   b: 2\n   c: 3\nd: 4\n")] == [("bad-indent", 2)]


def test_a_line_off_by_one_taints_no_other() -> None:
    text = "会议:\n  - 类型: 甲\n   日期: 乙\n    议题:\n      - 题名: 丙\n    应到: 3\n"
    assert [(p.code, p.line, p.column) for p in _problems(text)] == [("bad-indent", 3, 4)]


def test_two_lines_run_together_taint_few_others() -> None:
    text = "会议:  - 类型: 甲\n    日期: 乙\n    议题:\n      - 题名: 丙\n    纪要: |\n      一：#3\n"
    assert [(p.code, p.line) for p in _problems(text)] == [("special-sign", 1), ("bad-indent", 2)]
    text = "会议:\n  日期: 甲  纪要: |\n    一：#3\n  应到: 3\n"
    assert [(p.code, p.line) for p in _problems(text)] == [("second-colon", 2)]


def test_a_control_character_explains_why_nothing_was_read() -> None:
    assert [(p.code, p.line) for p in _problems("a: 1\nb: 2\x0b\n")] == [("control-character", 2)]


def test_blocks_of_text_are_left_alone() -> None:
    text = '纪要: |\n  一：@甲 #3\n  　　二\n  -三\n  "四\n另: >-\n  [五，六\n后：1\nb: 1\n'
    assert [(p.code, p.line) for p in _problems(text)] == [("full-width-colon", 8)]


ORDINARY = [
    "a: 甲 # 说明: 乙\n",
    "a: # 说明\n  b: 1\n",
    "a: #三会一课\n  b: 1\n",
    "#说明\na: 1\n",
    "a: 1 #----\n",
    "a: C#\n",
    "a: '见附件 #3'\n",
    'a: "见附件 #3"\n',
    'a: "第一行\n  第二 #行\n  -三"\n',
    "a: |\n  见 #3\n  -张三\n",
    "a: >\n  　　全角\n  —— 破折号\n",
    "a: 甲\n  -乙\n  —丙\n",
    "a:\n  -5\n",
    "a:\n  --verbose\n",
    "a:\n  ——副题\n",
    "a: “不忘初心”主题教育\n",
    "a: ［草案］\n",
    'a: ["甲，乙", 丙]\n',
    "a: {备注: 甲，乙}\n",
    "a: [起止日期写到日，节假日不算，调休上班的日子算进去]\n",
    "a: {时间: 14:30}\n",
    "a: [甲, 乙] # 丙，丁\n",
    "a:\n  - 议题一：学习\n  - 议题二：传达\n",
    "a: 网址 http://x.cn/#3\n",
    "a: [\n  甲,\n  乙,\n]\nb: 1\n",
    "%YAML 1.1\n---\na: 1\n...\n",
    "- - 1\n  - 2\n- 3\n",
    "a:\n- b: 1\n  c: 2\n- b: 3\n",
    "a: 👨\u200d👩\u200d👧\n",
]


# Words with a full-width colon right below a name: taken as words while the file parses, and as a slip
# when it does not.
AMBIGUOUS = "a:\n  会议地点：村部\n  主持人：张三\n"


@pytest.mark.parametrize("text", [*ORDINARY, AMBIGUOUS])
def test_ordinary_files_are_clean(text: str) -> None:
    list(yaml.parse(text, Loader=yaml.BaseLoader))
    assert silent(text) == ()


@pytest.mark.parametrize("text", ORDINARY)
def test_a_mistake_elsewhere_does_not_taint_ordinary_lines(text: str) -> None:
    spoiled = text.rstrip(".\n") + "\n" + ("- @x\n" if text.startswith("-") else "尾: @x\n")
    last = spoiled.count("\n")
    assert [(p.code, p.line) for p in _problems(spoiled) if p.fatal and p.line != last] == []


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\n? b\n: - c\n   d\n  - e: [\n",
        "a: 'x' 'y'\n",
        "[a: 1]: ]\n",
        "a: {甲: 1, 乙: 2}, 3\n",
        "a: 1\n? - b\n - c\n",
        "a: [1, 2]]\n",
        "a: ['甲]\n",
        "{a: 1\n",
        "a:\n  b\n c: d\n",
    ],
)
def test_something_is_always_said(text: str) -> None:
    assert any(problem.fatal for problem in diagnose(text, _error(text)))


def _error(text: str) -> yaml.YAMLError:
    with pytest.raises(yaml.YAMLError) as caught:
        list(yaml.parse(text, Loader=nodes._Loader))
    return caught.value


@pytest.mark.parametrize("loader", ["CBaseLoader", "BaseLoader"])
@pytest.mark.parametrize("text", [row[1] for row in LOUD])
def test_the_parsers_own_words_are_all_translated(text: str, loader: str) -> None:
    try:
        list(yaml.parse(text, Loader=getattr(yaml, loader)))
    except yaml.reader.ReaderError:
        return
    except yaml.YAMLError as error:
        problem = translated(text, error)
        assert problem.code != "parser-other"
        words = problem.message.render(Privacy.LOCAL)
        assert "第" in words
        assert not any(jargon in words for jargon in ("mapping", "scalar", "token", "expected"))


def test_strangers_see_nothing_that_was_typed() -> None:
    for row in (*LOUD, *SILENT):
        for problem in _problems(row[1].replace("甲", "王五六").replace("张三", "王五六")):
            said = [problem.message, *([problem.fix] if problem.fix else [])]
            assert "王五六" not in "".join(words.render(Privacy.STRICT) for words in said)


def test_a_clean_file_is_not_read_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    row = "  - 编号: M-1\n    类型: [支部党员大会, 讲党课]\n    题名: “学习”讲话，传达—精神  # 注\n"
    monkeypatch.setattr("dangjian_cli.load.preflight.preflight", None)

    assert silent("会议:\n" + row * 900) == ()
