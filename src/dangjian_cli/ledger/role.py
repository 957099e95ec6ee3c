"""台账五 作用发挥：村级组织、四议两公开、村务公开与监督、岗位承诺、走访帮扶、中心工作与合作组织。"""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated

from dangjian_cli.ledger.base import (
    REQUIRED,
    Amount,
    Count,
    Date,
    Many,
    Material,
    Name,
    Number,
    Record,
    Ref,
    Several,
    Steps,
    Tenure,
    Text,
    Year,
    YesNo,
    one_of,
    zh,
)


class VillageSteps(Record):
    """Four discussions and two disclosures (四议两公开)."""

    label = "步骤"

    proposal: Steps = zh("村党组织提议", "提议", default=())
    consultation: Steps = zh("村两委会议商议", "商议", default=())
    assembly: Steps = zh("党员大会审议", "审议", default=())
    villagers: Steps = zh("村民会议或村民代表会议决议", "决议", default=())
    decision_published: Steps = zh("决议公开", default=())
    result_published: Steps = zh("实施结果公开", default=())


class VillageDecision(Record):
    """A village matter decided by the four discussions (四议两公开)."""

    label = "四议两公开"
    stepwise = True

    ref: Ref = zh("编号", default=REQUIRED)
    title: Text | None = zh("名称", "事项")
    steps: VillageSteps | None = zh("步骤")
    materials: Many[Material] = zh("资料", default=())


BodyKind = Annotated[
    str,
    one_of(
        "村级组织类型",
        "村民委员会",
        "村民代表会议",
        "村务监督机构",
        synonyms={
            "村委会": "村民委员会",
            "村务监督委员会": "村务监督机构",
            "村监会": "村务监督机构",
            "监委会": "村务监督机构",
        },
    ),
]


class VillageBody(Record):
    """One term of a village's committee, of its deputies, or of its supervisors (村级组织)."""

    label = "村级组织"
    act = "elected"
    natural = ("kind", "elected")

    ref: Ref | None = zh("编号")
    kind: BodyKind = zh("类型", default=REQUIRED)
    elected: Date = zh("产生日期", "当选日期", "推选日期", default=REQUIRED)
    assembly: Ref | None = zh("推选会议", hint="推选村务监督机构的村民会议或村民代表会议，写它的编号")
    members: Many[Tenure] = zh("成员", default=())
    skilled: Several[Name] = zh("懂财会管理", "懂财会", default=(), hint="监督机构里具备财会、管理知识的")
    size: Count | None = zh("组成人数", hint="村民代表会议：村委会成员加村民代表")
    deputies: Count | None = zh("村民代表", "村民代表人数")
    women: Count | None = zh("妇女代表", "妇女村民代表")
    busy: YesNo | None = zh("财务往来较多", hint="较多的，财务收支每月公布一次")
    handed_over: Date | None = zh("移交日期")
    audit_published: Date | None = zh("上届审计公布", hint="上一届离任经济责任审计结果公布的日期")
    materials: Many[Material] = zh("资料", default=())


def in_office(bodies: Sequence[VillageBody], kind: str, day: dt.date) -> VillageBody | None:
    """The term of that body that surely ran on a day: the last one chosen by then."""
    chosen = [b for b in bodies if b.kind == kind and b.elected.last <= day]
    return max(chosen, key=lambda b: b.elected, default=None)


def is_busy(bodies: Sequence[VillageBody], day: dt.date) -> bool:
    """Whether much money passed through the village on a day."""
    committee = in_office(bodies, "村民委员会", day)
    return committee is not None and committee.busy is True


class VillageItem(Record):
    """One matter before an assembly, with its vote (议题)."""

    label = "议题"

    title: Text | None = zh("名称", "题目")
    topic: (
        Annotated[str, one_of("村民会议议题类别", "重要事项", "工作报告", "民主评议", "推选", "其他")] | None
    ) = zh("类别")
    prior: Ref | None = zh("会前研究", hint="村党组织事先研究的会议编号")
    yes: Count | None = zh("赞成", "同意")
    no: Count | None = zh("反对")
    abstained: Count | None = zh("弃权")
    result: Annotated[str, one_of("结果", "通过", "未通过", "不表决")] | None = zh("结果")


class VillageAssembly(Record):
    """A meeting of villagers, of their deputies, or of the collective's members (村民会议)."""

    label = "村民会议"
    act = "date"
    natural = ("kind", "date")

    ref: Ref | None = zh("编号")
    kind: Annotated[
        str,
        one_of(
            "村民会议类型",
            "村民会议",
            "村民代表会议",
            "集体经济组织成员大会",
            "集体经济组织成员代表大会",
            synonyms={
                "村民代表大会": "村民代表会议",
                "成员大会": "集体经济组织成员大会",
                "成员代表大会": "集体经济组织成员代表大会",
            },
        ),
    ] = zh("类型", default=REQUIRED)
    date: Date = zh("日期", default=REQUIRED)
    notified: Date | None = zh("通知日期")
    urgent: Text | None = zh("临时通知", hint="遇特殊情况临时通知的，写原因")
    expected: Count | None = zh("应到", hint="全体应参加的人；按户派代表的写总户数")
    attended: Count | None = zh("实到", hint="在线参加、受书面委托参加的也算")
    by_household: YesNo | None = zh("按户代表", hint="每户派一名代表参加的写“是”")
    items: Many[VillageItem] = zh("议题", default=())
    content: Text | None = zh("内容")
    materials: Many[Material] = zh("资料", default=())


class Disclosure(Record):
    """A disclosure of village or financial affairs (村务公开)."""

    label = "村务公开"
    act = "date"
    natural = ("kind", "date")

    ref: Ref | None = zh("编号")
    kind: Annotated[str, one_of("公开类型", "一般事项", "财务", "重大事项")] = zh("类型", default=REQUIRED)
    date: Date = zh("公开日期", "日期", default=REQUIRED)
    until: Date | None = zh("截止", "截止日期")
    content: Text | None = zh("内容")
    reviewed: Date | None = zh("审核日期")
    place: Text | None = zh("地点", "方式")
    feedback: Text | None = zh("意见反馈")
    materials: Many[Material] = zh("资料", default=())


class Oversight(Record):
    """A meeting or act of the village's supervision body (村务监督)."""

    label = "村务监督"
    act = "date"
    natural = ("kind", "date")

    ref: Ref | None = zh("编号")
    kind: Annotated[
        str,
        one_of(
            "村务监督类型",
            "监督会议",
            "民主评议",
            "审计",
            "其他",
            synonyms={"民主理财": "监督会议", "监督例会": "监督会议", "离任审计": "审计", "任期审计": "审计"},
        ),
    ] = zh("类型", default=REQUIRED)
    date: Date = zh("日期", default=REQUIRED)
    host: Text | None = zh("主持", "主持机构", hint="民主评议由谁主持")
    people: Several[Name] = zh("人员", default=())
    content: Text | None = zh("内容")
    materials: Many[Material] = zh("资料", default=())


class Post(Record):
    """A post or a duty that a member took on (设岗定责)."""

    label = "设岗定责"
    act = "date"
    natural = ("name", "title")

    ref: Ref | None = zh("编号")
    title: Text = zh("岗位", "名称", default=REQUIRED)
    duties: Text | None = zh("职责")
    name: Name | None = zh("姓名", "认领人")
    date: Date | None = zh("认领日期", "日期")
    published: Date | None = zh("公示日期")
    reviewed: Date | None = zh("评议日期")
    materials: Many[Material] = zh("资料", default=())


class Pledge(Record):
    """A member's pledge and how it was kept (承诺践诺)."""

    label = "承诺践诺"
    act = "date"
    natural = ("name", "year")

    ref: Ref | None = zh("编号")
    name: Name = zh("姓名", default=REQUIRED)
    year: Year = zh("年度", default=REQUIRED)
    date: Date | None = zh("承诺日期", "日期")
    content: Text | None = zh("内容", "承诺事项")
    published: Date | None = zh("公示日期")
    kept: Date | None = zh("践诺日期", "完成日期")
    review: Text | None = zh("评议结果")
    reviewed: Date | None = zh("评议日期")
    points: Number | None = zh("积分")
    materials: Many[Material] = zh("资料", default=())


class Visit(Record):
    """A visit, help or comfort given (走访慰问)."""

    label = "走访慰问"
    act = "date"
    natural = ("kind", "date", "to")

    ref: Ref | None = zh("编号")
    kind: Annotated[
        str,
        one_of(
            "走访慰问类型",
            "走访",
            "慰问",
            "帮扶",
            "送学上门",
            "表彰",
            "上级表彰",
            "社区报到",
            "志愿服务",
            "其他",
            synonyms={
                "看望": "走访",
                "送温暖": "慰问",
                "结对帮扶": "帮扶",
                "送学": "送学上门",
                "报到": "社区报到",
                "在职党员报到": "社区报到",
            },
        ),
    ] = zh("类型", default="走访", hint="支部自己作出的表彰写“表彰”，上级给的写“上级表彰”")
    date: Date = zh("日期", default=REQUIRED)
    by: Several[Name] = zh("走访人", default=())
    to: Several[Text] = zh("对象", default=(), hint="看望党员的写姓名，好按人核对")
    meeting: Ref | None = zh("会议", hint="表彰是哪次党员大会讨论决定的，写那次会议的编号")
    need: Text | None = zh("需求", "困难")
    help: Text | None = zh("帮扶措施", "措施")
    amount: Amount | None = zh("金额")
    feedback: Text | None = zh("反馈", "结果")
    materials: Many[Material] = zh("资料", default=())


class Project(Record):
    """A project by which the branch serves the main work (中心工作)."""

    label = "中心工作"
    act = "date"

    ref: Ref = zh("编号", default=REQUIRED)
    title: Text | None = zh("名称", "项目")
    kind: Text | None = zh("类型", hint="攻关项目、驻村帮扶、集体经济、群团……")
    date: Date | None = zh("立项日期", "日期")
    owner: Several[Name] = zh("责任人", default=())
    division: Text | None = zh("分工")
    progress: Steps = zh("进度", default=())
    finished: Date | None = zh("完成日期")
    result: Text | None = zh("成效", "总结")
    materials: Many[Material] = zh("资料", default=())


class CooperativeTerm(Record):
    """One term of a collective's or cooperative's officers (历届)."""

    label = "历届"
    act = "elected"
    natural = ("elected",)

    elected: Date = zh("产生日期", "当选日期", default=REQUIRED)
    head: Name | None = zh("理事长")
    directors: Several[Name] = zh("理事", default=(), hint="含理事长")
    supervisors: Several[Name] = zh("监事", default=())
    accountants: Several[Name] = zh("财务人员", "会计人员", default=())
    deputies: Count | None = zh("成员代表人数", "成员代表")


class Cooperative(Record):
    """A cooperative, collective or mutual-help group that the branch leads (合作组织)."""

    label = "合作组织"
    act = "founded"

    ref: Ref = zh("编号", default=REQUIRED)
    name: Text | None = zh("名称")
    kind: Annotated[str, one_of("合作组织类型", "集体经济组织", "合作社", "互助组", "协会")] = zh(
        "类型", default=REQUIRED
    )
    founded: Date | None = zh("成立日期")
    ended: Date | None = zh("终止日期")
    industry: Text | None = zh("产业")
    group: Text | None = zh("党小组", hint="领办的党小组")
    leaders: Many[Tenure] = zh("负责人", default=())
    terms: Many[CooperativeTerm] = zh("历届", "理事会", default=())
    board: Count | None = zh("理事会人数")
    households: Count | None = zh("户数", "成员户数")
    activities: Steps = zh("活动", default=())
    materials: Many[Material] = zh("资料", default=())


def has_collective(cooperatives: Sequence[Cooperative], day: dt.date) -> bool:
    """Whether the village had a collective economic organisation (集体经济组织) on a day."""
    return any(
        c.kind == "集体经济组织"
        and (c.founded is None or c.founded.last <= day)
        and (c.ended is None or c.ended.first > day)
        for c in cooperatives
    )
