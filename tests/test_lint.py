"""Every rule about packs, shown failing on a pack that is sound but for that one thing."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from inspect import getsource
from sys import modules
from typing import Any

import pytest

from dangjian_cli.card import Card, CardText, Pack, PackHead, ProblemClass, Requirement, Retention, Source
from dangjian_cli.finding import InputError, Privacy, Problem, Severity, message
from dangjian_cli.forms import Sample
from dangjian_cli.kinds import kinds
from dangjian_cli.lint import RULES, lint
from dangjian_cli.lint.prose import LONGEST
from dangjian_cli.load.pack import load_pack, standards_folder
from dangjian_cli.load.shelf import load_shelf
from dangjian_cli.periods import Workdays
from dangjian_cli.shelf import Fact, Shelf, System, View

Data = dict[str, Any]
CLAUSE = {"文": "党员大会每{DJ13.meet.每}召开，有表决权的党员{DJ13.quorum.至少}到会。", "据": "DJ13.meet"}
Edits = Mapping[str, Any]

DROP = object()

GROUND = {"文件": "新规", "条": "13", "可信度": "A"}
MEET = {"类型": "频次", "对象": "会议", "每": "季度", "情态": "一般", "依据": GROUND, "事实": "MTG-01"}
HALF = {"类型": "比例", "对象": "会议", "分子": "有表决权实到", "分母": "有表决权应到"}
PAPERS = {"编号": "papers", "名称": "资料齐全", "对象": "会议", "情态": "一般", "依据": GROUND}
INCLUDES = {**PAPERS, "类型": "含齐", "栏目": "类型", "应含": "党员大会", "要求": "任一"}
REFERENCE = {**PAPERS, "类型": "对应", "栏目": "事前研究", "会议类型": "支委会", "代行": "党员大会"}
STEP = {"名称": "通知", "谁": "委员", "何时": "会前", "做法": "通知党员。", "检查点": ["通知留底"]}

SOUND: Data = {
    "名目": {
        "名称": "试用标准",
        "版本": "1",
        "台账": [{"台账": "组织生活", "名称": "三、组织生活"}],
        "示例截至": "2026-11-22",
        "豁免最长": "12",
        "核实最长": "24",
    },
    "文件": [
        {"简称": "旧规", "全称": "工作细则", "版本": "2014年", "施行": "2014-05-28", "失效": "2026-05-11"},
        {"简称": "新规", "全称": "工作细则", "版本": "2026年", "施行": "2026-05-11"},
    ],
    "问题": [
        {"类": "1", "名称": "频次", "项目": [{"项": "1.1", "名称": "次数不够", "家族": "对标不准"}]},
        {"类": "2", "名称": "其他", "项目": [{"项": "2.1", "名称": "没有办", "家族": "对标不准"}]},
        {"类": "3", "名称": "程序", "项目": [{"项": "3.1", "名称": "缺内容", "家族": "对标不准"}]},
        {"类": "4", "名称": "门槛", "项目": [{"项": "4.1", "名称": "没有达到", "家族": "达标不实"}]},
        {"类": "5", "名称": "记录", "项目": [{"项": "5.2", "名称": "对不上", "家族": "达标不实"}]},
        {"类": "6", "名称": "资料", "项目": [{"项": "6.1", "名称": "缺佐证", "家族": "达标不实"}]},
    ],
    "卡": {
        "卡号": "13",
        "名称": "党员大会",
        "台账": "组织生活",
        "要求": [
            {
                **MEET,
                "编号": "meet",
                "名称": "按季度召开",
                "依据": {"文件": "旧规", "可信度": "C"},
                "至": "2026-05-11",
            },
            {**MEET, "编号": "meet", "名称": "按季度召开", "自": "2026-05-11"},
            {
                **HALF,
                "编号": "quorum",
                "名称": "半数以上有表决权的党员到会",
                "至少": "1/2",
                "情态": "必须",
                "依据": GROUND,
                "事实": "MTG-03",
            },
            {**PAPERS, "类型": "佐证", "应有": ["签到册"]},
        ],
    },
    "文字": {
        "做什么": "召开党员大会。",
        "怎么做": "书记主持，每季度一次。",
        "规范": "三会一课制度",
        "步骤": [STEP, {**STEP, "名称": "召开"}],
        "资料": [{"名称": "签到册", "样式": "姓名、签名", "保管期限": "签到册"}],
        "不核": [{"事实": "MTG-04", "内容": "重要事项经党员大会讨论", "原因": "要人判断"}],
        "示例": [
            {"说明": "没有开", "缺项": "DJ13.meet@2026-Q2"},
            {"说明": "不够半数", "缺项": "DJ13.quorum@M-1", "次生": {"DJ13.papers@M-1": "同一次会"}},
            {"说明": "没有签到册", "待核": "DJ13.papers@M-1"},
        ],
    },
    "旁": {
        "事实": [
            {"编号": "MTG-01", "内容": "每季度一次"},
            {"编号": "MTG-03", "内容": "半数以上到会"},
            {"编号": "MTG-04", "内容": "重要事项经大会"},
            {"编号": "ELE-05", "内容": "党员代表大会", "不核": "支部不开"},
        ],
        "制度": [{"编号": "GF-13", "名称": "三会一课制度", "章": {"名称": "党员大会", "条": [CLAUSE]}}],
        "分类": [
            {"名称": "两类", "说明": "试用", "类": [{"名称": "会议", "卡": "13"}]},
            {"名称": "三本", "说明": "试用", "类": [{"名称": "手册", "取": "明白卡"}]},
        ],
        "式样": [{"名称": "签到册", "用于": [{"卡": "13", "资料": "签到册"}], "内容": [{"行": ["姓名"]}]}],
    },
}

BROKEN: dict[str, list[tuple[Edits, str]]] = {
    "no-ground": [({"卡/要求/2/依据": []}, "cards/13")],
    "unknown-source": [({"卡/要求/2/依据/文件": "无此规"}, "cards/13")],
    "grade-above-source": [({"文件/1/最高可信度": "B"}, "cards/13")],
    "unconfirmed-article": [
        ({"卡/要求/0/依据/条": "13"}, "cards/13"),
        ({"卡/要求/2/依据/可信度": "E"}, "cards/13"),
    ],
    "bad-article": [
        ({"卡/要求/2/依据/条": "第13条"}, "cards/13"),
        ({"卡/要求/2/依据/条": "十三"}, "cards/13"),
        ({"卡/要求/2/依据/条": "13、14"}, "cards/13"),
        ({"卡/要求/2/依据/条": "0"}, "cards/13"),
    ],
    "no-article": [({"卡/要求/2/依据/条": ""}, "cards/13")],
    "empty-source": [({"文件/0/施行": "2026-05-11"}, "sources.yaml")],
    "ground-out-of-time": [
        ({"卡/要求/1/依据": [GROUND, {"文件": "旧规", "可信度": "C"}]}, "cards/13"),
        ({"卡/要求/0/依据": [{"文件": "旧规", "可信度": "C"}, GROUND]}, "cards/13"),
    ],
    "ungrounded-version": [
        ({"卡/要求/2/自": "2026-05-10"}, "cards/13"),
        ({"文件/1/失效": "2030-01-01"}, "cards/13"),
        ({"文件/0/失效": "2026-05-10"}, "cards/13"),
    ],
    "empty-version": [({"卡/要求/2/自": "2027-01-01", "卡/要求/2/至": "2027-01-01"}, "cards/13")],
    "version-overlap": [
        ({"卡/要求/1/编号": "meet", "卡/要求/2/编号": "meet"}, "cards/13"),
        ({"卡/要求/0/至": "2026-05-12", "文件/0/失效": "2026-05-12"}, "cards/13"),
        ({"卡/要求/1/自": DROP}, "cards/13"),
        (
            {
                f"卡/要求/{i}/{k}": v
                for i in (0, 1)
                for k, v in {"领域": ["农村"], "不适用说明": "只管村"}.items()
            }
            | {"卡/要求/0/至": "2026-05-12", "文件/0/失效": "2026-05-12"},
            "cards/13",
        ),
    ],
    "version-hole": [({"卡/要求/0/至": "2026-05-10"}, "cards/13")],
    "bad-id": [
        ({"卡/要求/2/编号": "Quorum", "文字/示例/1/缺项": "DJ13.Quorum@M-1"}, "cards/13"),
        ({"卡/要求/2/编号": "到会", "文字/示例/1/缺项": "DJ13.到会@M-1"}, "cards/13"),
        ({"卡/要求/2/编号": "2-q", "文字/示例/1/缺项": "DJ13.2-q@M-1"}, "cards/13"),
    ],
    "duplicate-card": [({"又": True}, "cards/13")],
    "unknown-ledger": [({"卡/台账": "组织建设"}, "cards/13")],
    "duplicate-ledger": [({"名目/台账": [{"台账": "组织生活", "名称": "三"}] * 2}, "pack.yaml")],
    "unknown-field": [
        ({"卡/领域": "村", "卡/不适用说明": "只管村"}, "cards/13"),
        ({"卡/要求/2/领域": "火星", "卡/要求/2/不适用说明": "没人"}, "cards/13"),
    ],
    "unknown-branch-kind": [
        ({"卡/支部类型": "普通党支部", "卡/不适用说明": "不管别的"}, "cards/13"),
        ({"卡/要求/2/支部类型": "党总支", "卡/要求/2/不适用说明": "只管总支"}, "cards/13"),
    ],
    "unexplained-field": [
        ({"卡/领域": "农村"}, "cards/13"),
        ({"卡/要求/2/领域": "农村"}, "cards/13"),
        ({"卡/要求/2/支部类型": "联合党支部"}, "cards/13"),
    ],
    "never-applies": [
        (
            {
                "卡/领域": "农村",
                "卡/不适用说明": "只管村",
                "卡/要求/2/领域": "机关",
                "卡/要求/2/不适用说明": "只管机关",
            },
            "cards/13",
        )
    ],
    "unknown-word": [
        ({"卡/要求/3/条件": {"类型": "党员大汇"}}, "cards/13"),
        ({"卡/要求/3/条件": {"类型": ["党员大会", "党员"]}}, "cards/13"),
        ({"卡/要求/3/条件": {"类型": "支部党员大会"}}, "cards/13"),
        ({"卡/要求/3/除": {"议题.类别": "选据"}}, "cards/13"),
        ({"卡/要求/3/条件": {"类型": ["党员大会", "有"]}}, "cards/13"),
        ({"卡/要求/3": INCLUDES | {"应含": ["党员大会", "党科"]}}, "cards/13"),
        ({"卡/要求/3": INCLUDES | {"有党小组时": "小组开会"}}, "cards/13"),
        ({"卡/要求/3": REFERENCE | {"会议类型": "支委汇"}}, "cards/13"),
        ({"卡/要求/3": REFERENCE | {"代行": "大汇"}}, "cards/13"),
        ({"卡/要求/3": REFERENCE | {"议题类别": "研究对象"}}, "cards/13"),
    ],
    "empty-parameter": [
        ({"卡/要求/3/应有": []}, "cards/13"),
        ({"卡/要求/3": INCLUDES | {"应含": []}}, "cards/13"),
    ],
    "unknown-problem": [({"问题/3/项目/0/项": "4.2"}, "cards/13")],
    "bad-problem-number": [
        ({"问题/0/项目/0/项": "9.1"}, "problems.yaml"),
        ({"问题/0/项目/0/项": "1.01"}, "problems.yaml"),
        ({"问题/0/类": "一", "问题/0/项目/0/项": "一.1"}, "problems.yaml"),
    ],
    "duplicate-problem": [
        ({"问题/0/类": "2", "问题/0/项目/0/项": "2.2"}, "problems.yaml"),
        ({"问题/0/项目": [{"项": "1.1", "名称": "次数", "家族": "对标不准"}] * 2}, "problems.yaml"),
    ],
    "bad-fact": [({"卡/要求/2/事实": "MTG3"}, "cards/13"), ({"文字/不核/0/事实": "待查"}, "cards/13")],
    "half-mistaken": [
        ({"卡/要求/2/名称": "超过应到有表决权党员的半数"}, "cards/13"),
        ({"卡/要求/2/至少": DROP, "卡/要求/2/超过": "1/2"}, "cards/13"),
    ],
    "few-steps": [({"文字/步骤": [STEP]}, "cards/13")],
    "no-checkpoint": [({"文字/步骤/0/检查点": []}, "cards/13")],
    "unlisted-material": [({"文字/资料/0/名称": "会议记录"}, "cards/13")],
    "no-retention": [
        ({"文字/资料/0/保管期限": ""}, "cards/13"),
        ({"文字/资料/0/保管期限": "签名册"}, "cards/13"),
    ],
    "card-too-long": [({"文字/步骤/1/做法": "字" * LONGEST}, "cards/13")],
    "english-word": [
        ({"文字/怎么做": "先做 check 再开会。"}, "cards/13"),
        ({"卡/要求/2/怎么补": "写进 Excel 表"}, "cards/13"),
        ({"问题/0/名称": "frequency不准"}, "problems.yaml"),
        ({"名目/说明": "见 readme"}, "pack.yaml"),
    ],
    "markup": [
        ({"文字/怎么做": "**先通知**再开会。"}, "cards/13"),
        ({"卡/要求/2/读法": "见`条例`"}, "cards/13"),
        ({"文字/做什么": "- 召开"}, "cards/13"),
    ],
    "half-width": [
        ({"文字/怎么做": "先通知,再开会。"}, "cards/13"),
        ({"卡/名称": "党员大会(定期)"}, "cards/13"),
        ({"文字/步骤/0/检查点": ["通知留底."]}, "cards/13"),
    ],
    "no-scenario": [
        ({"文字/示例/0/缺项": []}, "cards/13"),
        ({"文字/示例/2/待核": []}, "cards/13"),
    ],
    "unknown-address": [
        ({"文字/示例/0/待办": "DJ13.met@2026-Q2"}, "cards/13"),
        ({"文字/示例/0/待办": "meet@2026-Q2"}, "cards/13"),
        ({"文字/示例/0/待办": "DJ13.meet"}, "cards/13"),
        ({"文字/示例/1/次生": {"DJ14.x@M-1": "同一次会"}}, "cards/13"),
    ],
    "unexplained-secondary": [({"文字/示例/1/次生": {"DJ13.papers@M-1": " "}}, "cards/13")],
    "unknown-reference": [
        ({"旁/制度/0/章/条/0/据": "DJ13.none"}, "systems/GF-13"),
        ({"旁/制度/0/章/条/0/据": "DJ14.meet"}, "systems/GF-13"),
        ({"旁/制度/0/章/条/0/文": "党员大会每{DJ13.meet.每年}召开。"}, "systems/GF-13"),
        ({"旁/制度/0/章/条/0/文": "党员大会每{DJ13.meet.每.每}召开。"}, "systems/GF-13"),
    ],
    "typed-number": [
        ({"旁/制度/0/章/条/0/文": "党员大会每季度召开1次。"}, "systems/GF-13"),
        ({"旁/制度/0/章/条/0/文": "半数以上到会。"}, "systems/GF-13"),
        ({"旁/制度/0/章/条/0/文": "三分之二到会。"}, "systems/GF-13"),
        ({"旁/制度/0/章/条/0/文": "公示五个工作日。"}, "systems/GF-13"),
        ({"旁/制度/0/章/条/0/文": "两名介绍人。"}, "systems/GF-13"),
    ],
    "idle-system": [({"文字/规范": []}, "systems/GF-13")],
    "missing-system": [
        ({"文字/规范": ["三会一课制度", "党课制度"]}, "cards/13"),
        ({"旁/制度": []}, "cards/13"),
    ],
    "missing-form": [({"旁/式样/0/用于/0/资料": "会议记录"}, "cards/13")],
    "idle-form": [
        ({"旁/式样/0/用于": [{"卡": "13", "资料": "签到册"}, {"卡": "14", "资料": "签到册"}]}, "forms"),
        ({"旁/式样/0/用于/0/见": "14"}, "forms"),
    ],
    "unknown-fact": [
        ({"文字/不核/0/事实": ["MTG-04", "MTG-99"]}, "cards/13"),
        ({"旁/事实/0": DROP}, "cards/13"),
    ],
    "unheld-fact": [({"旁/事实/3/不核": ""}, "facts.yaml"), ({"文字/不核": []}, "facts.yaml")],
    "bad-view": [
        ({"旁/分类/0/类/0/卡": ["13", "14"]}, "views.yaml"),
        ({"旁/分类/0/类/0/卡": ["13", "13"]}, "views.yaml"),
        ({"旁/分类/0/类/0/卡": ["十三"]}, "views.yaml"),
    ],
}

FINE: list[Edits] = [
    {},
    {"旁/式样": []},
    {"卡/要求/2/依据/条": "120之一"},
    {"卡/要求/2/依据": [GROUND, {**GROUND, "条": "14"}]},
    {"卡/要求/2/依据": {"文件": "新规", "可信度": "C"}},
    {"文件/1/施行": DROP, "卡/要求/1/自": "2026-05-11"},
    {"卡/要求/0/自": "2014-05-28"},
    # 一条要求在不同领域各有一版，不算重叠。
    {
        "卡/要求/0/至": DROP,
        "卡/要求/0/依据": GROUND,
        "卡/要求/0/领域": "农村",
        "卡/要求/0/不适用说明": "只管村",
        "卡/要求/1/领域": "机关",
        "卡/要求/1/不适用说明": "只管机关",
    },
    {"卡/领域": ["农村", "社区"], "卡/不适用说明": "只管村和社区"},
    {"卡/要求/2/名称": "够数", "卡/要求/2/读法": "半数以上含半数，超过半数不含"},
    {"卡/要求/2/至少": "4/5", "卡/要求/2/名称": "不少于五分之四"},
    {
        "卡/要求/2/名称": "赞成超过应到的半数",
        "卡/要求/2/超过": "1/2",
        "卡/要求/2/至少": DROP,
    },
    {"文字/怎么做": "地址如 DJ13.meet@2026-Q2，用 dj check 核对，事实见 MTG-01，纸用A4，存成PDF。"},
    {"文字/怎么做": "没有文件的写“存放: 纸质”，数一数1,000份。"},
    {"文字/步骤/1/做法": "字" * (LONGEST - 300)},
    {"文字/示例/0/待办": "DJ13.meet@2026-Q3"},
    {"卡/要求/3/条件": {"类型": ["党员大会", "党课"], "议题.结果": "通过", "党小组": "随便写的"}},
    {"卡/要求/3/条件": {"议题.表决": "有"}, "卡/要求/3/除": {"主持人": "无"}},
    {"卡/要求/3": INCLUDES},
    {"卡/要求/3": INCLUDES | {"应含": ["党员大会", "党课"], "有党小组时": "党小组会"}},
    {"卡/要求/3": REFERENCE | {"议题类别": ["选举", "研究发展对象"]}},
    {"文字/示例/1/次生": {"?DJ13.papers@M-1": "要人看", "…DJ13.meet@2026-Q3": "还没到期"}},
]


def changed(data: Data, edits: Edits) -> Data:
    """The data with the value at each path replaced; list places are numbers."""
    made: Data = json.loads(json.dumps(data))
    for path, value in edits.items():
        *parents, last = (int(p) if p.isdecimal() else p for p in path.split("/"))
        place: Any = made
        for part in parents:
            place = place[part]
        if value is DROP:
            del place[last]
        else:
            place[last] = value
    return made


def pack(edits: Edits) -> Pack:
    """The sound pack, edited."""
    data = changed(SOUND, edits)
    cards = [Card.model_validate(data["卡"])] * (2 if "又" in data else 1)
    sources = [Source.model_validate({"最高可信度": "A", **source}) for source in data["文件"]]
    return Pack(
        PackHead.model_validate(data["名目"]),
        tuple(cards),
        {source.name: source for source in sources},
        tuple(ProblemClass.model_validate(group) for group in data["问题"]),
        Workdays({}),
        lambda _: CardText.model_validate(data["文字"]),
        {"签到册": Retention(name="签到册", years="30年", source="待县级表核定")},
    )


def shelf(edits: Edits) -> Shelf:
    """What stands beside its cards, edited."""
    data = changed(SOUND, edits)["旁"]
    return Shelf(
        tuple(Fact.model_validate(fact) for fact in data["事实"]),
        tuple(System.model_validate(system) for system in data["制度"]),
        tuple(View.model_validate(view) for view in data["分类"]),
        lambda: tuple(Sample.model_validate(sample) for sample in data["式样"]),
    )


def faults(edits: Edits) -> tuple[Problem, ...]:
    """Everything wrong with the sound pack, edited."""
    return lint(pack(edits), shelf(edits))


def told(found: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(p.code, p.message.render(Privacy.STRICT)) for p in found]


@pytest.mark.parametrize("edits", FINE)
def test_fine(edits: Edits) -> None:
    assert told(faults(edits)) == []


def _broken() -> Iterator[Any]:
    for rule in RULES:
        for i, (edits, file) in enumerate(BROKEN.get(rule.code, [({}, "（缺例子）")])):
            yield pytest.param(rule.code, edits, file, id=f"{rule.code}-{i}")


# 有的毛病必然带出另一个：写全，免得一条规则悄悄吞掉不该吞的。
ALONG = {
    "bad-fact": {"unknown-fact", "unheld-fact"},
    "bad-id": {"unknown-reference"},
    "empty-source": {"ground-out-of-time"},
    "missing-form": {"idle-form"},
    "unlisted-material": {"missing-form", "idle-form"},
    "version-overlap": {"no-scenario", "unknown-address", "unknown-reference"},
}


@pytest.mark.parametrize(("code", "edits", "file"), list(_broken()))
def test_broken(code: str, edits: Edits, file: str) -> None:
    found = faults(edits)

    assert (code, file) in {(p.code, p.file) for p in found}, told(found)
    assert {p.code for p in found} <= {code, *ALONG.get(code, ())}, told(found)


@pytest.mark.parametrize(("code", "edits", "file"), list(_broken()))
def test_said_whole(code: str, edits: Edits, file: str) -> None:
    del code, file
    for problem in faults(edits):
        said = problem.message.render(Privacy.STRICT)
        assert said
        assert problem.fix is not None
        assert not said.endswith(("。", "！"))


def test_every_rule_has_examples_and_every_example_a_rule() -> None:
    assert [rule.code for rule in RULES] == list(dict.fromkeys(rule.code for rule in RULES))
    assert BROKEN.keys() == {rule.code for rule in RULES}


def test_version_is_named_where_there_are_several() -> None:
    found = faults({"卡/要求/0/依据/条": "13"})

    assert told(found)[0][1] == "DJ13.meet（2026-05-11止）依据“旧规”可信度是C，却写了条号"


def test_only_a_missing_article_is_not_fatal() -> None:
    assert [rule.code for rule in RULES if not rule.fatal] == ["no-article"]
    assert [p.fatal for p in faults({"卡/要求/2/依据/条": ""})] == [False]


def test_prose_that_cannot_be_read_is_told_and_the_rest_still_proofread() -> None:
    def unreadable(card: Card) -> CardText:
        raise InputError(Problem("missing", message("没有写“步骤”"), file=f"cards/{card.number}.yaml"))

    broken = pack({"卡/台账": "组织建设"})

    assert [p.code for p in lint(replace(broken, text=unreadable), shelf({}))] == [
        "unknown-ledger",
        "missing",
    ]


def test_faults_are_told_file_by_file() -> None:
    found = faults({"卡/台账": "组织建设", "问题/0/名称": "a bc", "名目/说明": "见 readme"})

    assert [p.file for p in found] == sorted(p.file for p in found)
    assert len(found) == 3


@pytest.mark.parametrize("modality", ["必须", "应当", "不得", "一般", "原则上", "不宜", "可以"])
@pytest.mark.parametrize("rule", [MEET, {**HALF, "至少": "1/2"}], ids=["频次", "限度"])
@pytest.mark.parametrize("grades", ["D", "E", "DE", "ED"])
def test_memory_and_local_practice_never_make_an_error(grades: str, rule: Data, modality: str) -> None:
    grounds = [{"文件": "新规", "可信度": grade} for grade in grades]
    requirement = Requirement.model_validate(
        {**rule, "编号": "x", "名称": "甲", "情态": modality, "依据": grounds}
    )

    assert requirement.severity is not Severity.ERROR


def test_shipped_pack_is_clean() -> None:
    assert told(lint(load_pack(standards_folder()), load_shelf(standards_folder()))) == []


def test_shipped_catalogue_has_every_item_that_kinds_use() -> None:
    # 有的类型对个别判断另归一项（如次序颠倒），写在代码里，只能从代码里看。
    written = re.findall(
        r'problem="([^"]+)"', "".join(getsource(modules[k.__module__]) for k in kinds().values())
    )

    assert "3.2" in written
    assert {*written, *(k.problem for k in kinds().values())} <= load_pack(
        standards_folder()
    ).problem_items.keys()
