"""The printed sentence speaks every parameter: change one, and the sentence changes.

Otherwise a card could print one thing and check another. A parameter that has no case here fails the
suite, so a new kind brings its cases along.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_cli.kinds import kinds
from dangjian_cli.kinds.base import Kind, RowKind

Params = Mapping[str, Any]

DROP = object()
"""In a case: the parameter is not written."""

BASES: dict[str, Params] = {
    "人工核实": {"对象": "会议", "核实": "讨论是不是充分"},
    "平衡": {"对象": "会议", "左": "实到", "右": "应到"},
    "数量": {"对象": "会议", "栏目": "列席", "至少": 2},
    "足量": {"对象": "发展党员.集中培训", "任一": {"天数": 3}},
    "佐证": {"对象": "会议", "应有": "签到册"},
    "频次": {"对象": "会议", "每": "季度"},
    "含齐": {"对象": "会议", "栏目": "类型", "应含": ["党员大会", "党课"]},
    "间隔": {"对象": "发展党员", "从": "公示", "到": "列为发展对象", "至少": 3},
    "必填": {"对象": "会议", "栏目": "主持人"},
    "比例": {"对象": "会议", "分子": "实到", "分母": "应到", "至少": "1/2"},
    "对应": {"对象": "发展党员.支委会研究发展对象", "栏目": "会议", "会议类型": "支委会"},
    "应到核对": {"对象": "会议", "栏目": "应到", "计": "全体党员"},
    "次序": {"对象": "发展党员", "次序": ["公示", "列为发展对象"]},
    "身份": {"对象": "会议", "栏目": "主持人", "应是": "党员"},
    "不重复": {"对象": "会议", "栏目": "资料.文件"},
    "字样": {"对象": "会议", "栏目": "主题", "应含": "学习"},
    "先后": {"对象": "发展党员", "先": ["听取意见", "公示"], "后": "列为发展对象"},
    "登记": {"对象": "会议", "另在": "组织生活会", "写在": "会议"},
    "限期": {"对象": "发展党员", "期限": "公示.截止", "完成": "列为发展对象"},
    "占比": {"对象": "会议", "分子": "实到", "分母": "应到", "至多": "1/3"},
    "谈话关系": {"对象": "谈心谈话", "关系": "支委之间", "每": "年"},
    "先议": {"对象": "会议", "栏目": "事前研究", "会议类型": "支委会"},
    "组长主持": {"对象": "会议", "栏目": "主持人", "党小组栏": "党小组"},
    "互斥": {"对象": "会议", "左": "列席", "右": "主持人"},
    "差额": {"对象": "会议", "候选": "列席", "应选": "应到", "比例": "1/5"},
    "与会议一致": {"对象": "会议", "栏目": "实到", "会议": "事前研究", "会议栏": "实到"},
    "约定期限": {"对象": "发展党员", "从": "公示", "到": "公示.截止", "至多": 12},
    "任期": {"对象": "支委会", "任期": {"农村": 5}, "其他": 3, "提前": 6, "延期": 12},
    "班子": {"对象": "支委会", "满": 7, "至少": 3},
    "每名党员": {"栏目": "入党日期"},
    "在册人数": {"计": "正式党员", "至少": 3},
}

FILE: Params = {"对象": "发展党员"}
NONE: Params = {}


class Case(NamedTuple):
    """Values of one parameter, each of which must make a sentence of its own."""

    tag: str
    name: str
    values: tuple[Any, ...]
    others: Params = NONE


OWN = [
    Case("人工核实", "核实", ("讨论是不是充分", "发言是不是如实")),
    Case("平衡", "左", ("实到", "有表决权实到", ["实到", "缺席"])),
    Case("平衡", "左", ("公示.天数", "集中培训.天数"), FILE | {"右": "集中培训.学时"}),
    Case("平衡", "关系", (DROP, "不超过")),
    Case("平衡", "右", ("应到", "有表决权应到", ["应到", "缺席"])),
    Case("平衡", "缺省为零", (DROP, "实到", "应到", ["实到", "应到"])),
    Case("数量", "栏目", ("列席", "缺席", "资料")),
    Case("数量", "栏目", ("公示.地点", "集中培训.地点"), FILE),
    Case("数量", "至少", (1, 2, 3, DROP), {"至多": 5}),
    Case("数量", "至多", (DROP, 2, 3, 4)),
    Case("数量", "单位", (DROP, "人", "件")),
    Case("足量", "任一", ({"天数": 3}, {"天数": 4}, {"学时": 3}, {"天数": 3, "学时": 24})),
    Case("足量", "任一", ({"公示.天数": 3}, {"集中培训.天数": 3}), FILE),
    Case("佐证", "应有", ("签到册", "会议记录", ["签到册", "会议记录"], "签到册/会议记录")),
    Case("佐证", "栏目", ("公示.资料", "集中培训.资料"), FILE),
    Case("频次", "每", ("月", "季度", "半年", "年")),
    Case("频次", "至少", (DROP, 2, 3)),
    Case("频次", "当", (DROP, "设支委会", "设党小组")),
    Case("频次", "每个", (DROP, "党小组")),
    Case("频次", "年度栏", (DROP, "所属年度"), {"每": "年"}),
    Case("含齐", "栏目", ("类型", "列席")),
    Case("含齐", "栏目", ("公示.地点", "集中培训.地点"), FILE),
    Case("含齐", "应含", ("党课", "党员大会", ["党员大会", "党课"])),
    Case("含齐", "有党小组时", (DROP, "党小组会", "党课")),
    Case("含齐", "要求", (DROP, "任一")),
    Case("间隔", "从", ("公示", "公示.截止", "集中培训", "集中培训.截止")),
    Case("间隔", "到", ("列为发展对象", "公示.截止", "集中培训.截止")),
    Case("间隔", "至少", (1, 2, 3)),
    Case("间隔", "至多", (1, 2, 3), {"至少": DROP}),
    Case("间隔", "单位", (DROP, "日", "个工作日")),
    Case("间隔", "除非", (DROP, ("听取意见",), ("听取意见", "集中培训")), {"至少": DROP, "至多": 3}),
    Case("必填", "过后", (DROP, 30, 60)),
    Case("必填", "栏目", ("主持人", "记录人", ["主持人", "记录人"])),
    Case("必填", "栏目", ("公示.地点", "集中培训.地点"), FILE),
    Case("比例", "分子", ("实到", "有表决权实到")),
    Case("比例", "分母", ("应到", "有表决权应到")),
    Case("比例", "至少", ("1/3", "1/2", "2/3", "4/5", "1")),
    Case("比例", "超过", ("1/3", "1/2", "2/3", "4/5"), {"至少": DROP}),
    Case("对应", "栏目", ("支委会研究发展对象.会议", "党员大会接收.会议"), FILE),
    Case("对应", "会议类型", ("支委会", "党员大会", ["支委会", "党员大会"])),
    Case("对应", "代行", (DROP, "党员大会", "党小组会")),
    Case("对应", "议题类别", (DROP, "选举", ["选举", "研究发展对象"])),
    Case("对应", "议题对象", (DROP, "姓名"), {"议题类别": "选举"}),
    Case("应到核对", "栏目", ("应到", "有表决权应到")),
    Case("应到核对", "计", ("全体党员", "有表决权党员", "支委会成员", "本组党员")),
    Case("应到核对", "扣除", (DROP, "不计入应到", "缺席")),
    Case("次序", "次序", (["公示", "列为发展对象"], ["列为发展对象", "公示"], ["公示", "集中培训"])),
    Case("次序", "次序", (["公示", "集中培训"], ["公示.截止", "集中培训"], ["公示", "集中培训.截止"])),
    Case("次序", "可省", (DROP, "公示", "列为发展对象")),
    Case("身份", "栏目", ("主持人", "记录人")),
    Case("身份", "栏目", ("公示.人员", "集中培训.人员"), FILE),
    Case("身份", "应是", (DROP, "党员", "正式党员", ["党员", "有表决权"]), {"不得是": "留党察看"}),
    Case("身份", "不得是", (DROP, "留党察看", "处分影响期", ["留党察看", "处分影响期"])),
    Case("身份", "职务", (DROP, "书记", ["书记", "副书记"])),
    Case("身份", "委托", (DROP, "委托主持"), {"职务": ["书记", "副书记"], "应是": DROP}),
    Case("不重复", "栏目", ("资料.文件", "资料.名称", "日期")),
    Case("字样", "栏目", ("主题", "内容")),
    Case("字样", "栏目", ("公示.机关", "集中培训.机关"), FILE),
    Case("字样", "应含", (DROP, "学习", ["学习", "讨论"]), {"不得含": "休会"}),
    Case("字样", "不得含", (DROP, "休会", ["休会", "延期"])),
    Case("先后", "先", ("听取意见", "公示", ["听取意见", "公示"], "公示.截止")),
    Case("先后", "后", ("列为发展对象", "集中培训", ["列为发展对象", "集中培训"], "集中培训.截止")),
    Case("登记", "另在", ("组织生活会", "民主评议", "双重组织生活")),
    Case("登记", "写在", ("会议", "召开会议.会议", ["会议", "召开会议.会议"])),
    Case("限期", "期限", ("公示.截止", "集中培训.截止")),
    Case("限期", "完成", ("列为发展对象", "集中培训", "集中培训.截止")),
    Case("占比", "分子", ("实到", "有表决权实到")),
    Case("占比", "分母", ("应到", "有表决权应到")),
    Case("占比", "至多", ("1/3", "1/2", "2/3", "1")),
    Case("谈话关系", "关系", ("支委之间", "支委和党员", ["支委之间", "党员之间"])),
    Case("谈话关系", "每", ("月", "季度", "半年", "年")),
    Case("谈话关系", "至少", (DROP, 2, 3)),
    Case("先议", "栏目", ("事前研究", "议题.会前研究")),
    Case("先议", "会议类型", ("支委会", "党员大会", ["支委会", "党员大会"])),
    Case("先议", "当", (DROP, "设支委会")),
    Case("组长主持", "栏目", ("主持人", "记录人")),
    Case("组长主持", "党小组栏", ("党小组", "主题")),
    Case("组长主持", "委托", (DROP, "委托主持")),
    Case("互斥", "左", ("列席", "记录人", "主讲人")),
    Case("互斥", "右", ("主持人", "记录人", "主讲人")),
    Case("差额", "候选", ("列席", "缺席")),
    Case("差额", "应选", ("应到", "实到")),
    Case("差额", "比例", ("1/5", "1/4", "2/5")),
    Case("差额", "当", (DROP, "设支委会")),
    Case("与会议一致", "栏目", ("实到", "应到")),
    Case("与会议一致", "会议", ("事前研究", "议题.会前研究")),
    Case("与会议一致", "会议栏", ("实到", "应到", "有表决权实到")),
    Case("约定期限", "从", ("公示", "集中培训")),
    Case("约定期限", "到", ("公示.截止", "集中培训.截止")),
    Case("约定期限", "至多", (6, 12, 24)),
    Case("任期", "任期", ({"农村": 5}, {"农村": 4}, {"社区": 5}, {"农村": 5, "社区": 5})),
    Case("任期", "其他", (3, 4)),
    Case("任期", "提前", (3, 6)),
    Case("任期", "延期", (6, 12)),
    Case("班子", "满", (5, 7)),
    Case("班子", "至少", (DROP, 3, 5), {"至多": 7}),
    Case("班子", "至多", (DROP, 5, 7)),
    Case("班子", "不足时至多", (DROP, 1, 2)),
    Case("每名党员", "栏目", (DROP, "入党日期", ["入党日期", "转正日期"]), {"编入党小组": "是"}),
    Case("每名党员", "编入党小组", (DROP, "是")),
    Case("在册人数", "计", ("正式党员", "全体党员")),
    Case("在册人数", "至少", (DROP, 2, 3), {"至多": 50}),
    Case("在册人数", "至多", (DROP, 50, 60)),
]

COMMON = ("对象", "条件", "除", "按")
"""What every kind that looks at rows has."""

OF_ROWS = {
    "会议": (
        ("对象", ("会议", "会议.议题")),
        ("条件", (DROP, {"主持人": "有"}, {"主持人": "无"}, {"记录人": "有"}, {"类型": "党员大会"})),
        ("除", (DROP, {"主持人": "有"}, {"主持人": "无"}, {"记录人": "有"}, {"类型": "党员大会"})),
        ("按", (DROP, "日期", "资料.日期")),
    ),
    "发展党员": (
        ("对象", ("发展党员", "发展党员.公示", "发展党员.集中培训", "发展党员.支委会研究发展对象")),
        ("条件", (DROP, {"公示": "有"}, {"公示": "无"}, {"集中培训": "有"})),
        ("除", (DROP, {"公示": "有"}, {"公示": "无"}, {"集中培训": "有"})),
        ("按", (DROP, "公示", "集中培训")),
    ),
    "谈心谈话": (
        ("对象", ("谈心谈话",)),
        ("条件", (DROP, {"内容": "有"}, {"内容": "无"}, {"跟进": "有"})),
        ("除", (DROP, {"内容": "有"}, {"内容": "无"}, {"跟进": "有"})),
        ("按", (DROP, "日期", "资料.日期")),
    ),
    "支委会": (
        ("对象", ("支委会",)),
        ("条件", (DROP, {"批复": "有"}, {"批复": "无"}, {"届次": "有"})),
        ("除", (DROP, {"批复": "有"}, {"批复": "无"}, {"届次": "有"})),
        ("按", (DROP, "批复", "成员")),
    ),
}
"""By the table that the kind is tried on."""


def _of_rows() -> Iterator[Case]:
    for tag, base in BASES.items():
        if "对象" not in base:
            continue
        for name, values in OF_ROWS[base["对象"].split(".")[0]]:
            stepless = name == "对象" and "." in base["对象"]
            yield Case(tag, name, values[1:] if stepless else values)


WHICH_ROWS = [
    Case("必填", "条件", (DROP, {"类型": "党员大会"}, {"类型": "支委会"}, {"类型": ["党员大会", "支委会"]})),
    Case(
        "必填", "条件", ({"类型": "党员大会"}, {"议题.类别": "选举"}, {"类型": "党课", "议题.类别": "选举"})
    ),
    Case("必填", "条件", ({"公示.地点": "有"}, {"集中培训.地点": "有"}), FILE | {"栏目": "公示"}),
    Case("必填", "条件", (DROP, {"类型": "日常"}), {"对象": "谈心谈话", "栏目": "内容"}),
]


def made(tag: str, *params: Params) -> Kind:
    """A kind with its parameters; later ones replace earlier ones."""
    joined: dict[str, Any] = dict(BASES[tag])
    for more in params:
        joined |= more
    return kinds()[tag].model_validate({k: v for k, v in joined.items() if v is not DROP})


def _cases() -> Iterator[Any]:
    for i, case in enumerate([*OWN, *_of_rows(), *WHICH_ROWS]):
        yield pytest.param(case, id=f"{case.tag}-{case.name}-{i}")


@pytest.mark.parametrize("case", list(_cases()))
def test_every_value_makes_its_own_sentence(case: Case) -> None:
    said = [(value, made(case.tag, case.others, {case.name: value}).phrase()) for value in case.values]

    same = [(a, b, text) for (a, text), (b, other) in combinations(said, 2) if text == other]
    assert same == []


@pytest.mark.parametrize(
    "params",
    [
        {"主持人": "有"},
        {"主持人": "无"},
        {"类型": "党员大会"},
        {"党小组": "一组"},
    ],
)
def test_a_condition_and_its_reverse_differ(params: Params) -> None:
    assert made("必填", {"条件": params}).phrase() != made("必填", {"除": params}).phrase()


def test_the_two_bounds_differ() -> None:
    pairs = [
        (("间隔", {"至少": 3}), ("间隔", {"至少": DROP, "至多": 3})),
        (("比例", {"至少": "1/2"}), ("比例", {"至少": DROP, "超过": "1/2"})),
        (("比例", {"至少": "2/3"}), ("比例", {"至少": DROP, "超过": "2/3"})),
        (("数量", {"至少": 3}), ("数量", {"至少": DROP, "至多": 3})),
    ]
    for one, other in pairs:
        assert made(*one).phrase() != made(*other).phrase()


@pytest.mark.parametrize("tag", kinds())
def test_every_parameter_has_a_case(tag: str) -> None:
    kind = kinds()[tag]
    common = set(COMMON) if issubclass(kind, RowKind) else set()
    named = {field.serialization_alias for field in kind.model_fields.values()}

    assert tag in BASES, "给新类型写一组参数"
    assert named == common | {case.name for case in OWN if case.tag == tag}


@pytest.mark.parametrize("tag", BASES)
def test_a_sentence_is_whole(tag: str) -> None:
    said = made(tag).phrase()

    assert said == said.strip()
    assert not said.endswith(("，", "：", "、", "。"))
    assert not any(mark in said for mark in (".", ",", "None", "()", "（）"))


NUMBERS: list[tuple[str, str, Params]] = [
    ("频次", "至少", NONE),
    ("数量", "至少", NONE),
    ("数量", "至多", {"至少": DROP}),
    *(("间隔", "至少", {"单位": unit}) for unit in ("个月", "日", "个工作日")),
    *(("间隔", "至多", {"至少": DROP, "单位": unit}) for unit in ("个月", "日")),
]


@pytest.mark.parametrize(("tag", "name", "others"), NUMBERS)
@given(numbers=st.lists(st.integers(1, 99), min_size=2, max_size=2, unique=True))
def test_numbers_show(tag: str, name: str, others: Params, numbers: list[int]) -> None:
    one, other = (made(tag, others, {name: n}) for n in numbers)

    assert one.phrase() != other.phrase()
    assert one.quiz() != other.quiz()


@pytest.mark.parametrize("name", ["至少", "超过"])
@given(shares=st.lists(st.fractions(0, 1, max_denominator=12), min_size=2, max_size=2, unique=True))
def test_shares_show(name: str, shares: list[Any]) -> None:
    one, other = (made("比例", {"至少": DROP}, {name: str(share or 1)}) for share in shares)

    assert one == other or one.phrase() != other.phrase()
