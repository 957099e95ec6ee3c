"""台账五 作用发挥：四议两公开、村务公开与监督、岗位承诺、走访帮扶、中心工作与合作组织。"""

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

    ref: Ref = zh("编号", default=REQUIRED)
    title: Text | None = zh("名称", "事项")
    steps: VillageSteps | None = zh("步骤")
    materials: Many[Material] = zh("资料", default=())


class VillageAssembly(Record):
    """A meeting of villagers, of their deputies, or of the collective's members (村民会议)."""

    label = "村民会议"
    act = "date"
    natural = ("kind", "date")

    ref: Ref | None = zh("编号")
    kind: Annotated[
        str,
        one_of(
            "村民会议类型", "村民会议", "村民代表会议", "集体经济组织成员大会", "集体经济组织成员代表大会"
        ),
    ] = zh("类型", default=REQUIRED)
    date: Date = zh("日期", default=REQUIRED)
    notified: Date | None = zh("通知日期")
    urgent: Text | None = zh("临时通知", hint="遇特殊情况临时通知的，写原因")
    expected: Count | None = zh("应到")
    attended: Count | None = zh("实到")
    yes: Count | None = zh("赞成")
    no: Count | None = zh("反对")
    abstained: Count | None = zh("弃权")
    by_household: YesNo | None = zh("按户代表")
    result: Text | None = zh("结果")
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
    kind: Text = zh("类型", default=REQUIRED, hint="监督会议、民主评议、审计、移交、监督机构推选")
    date: Date = zh("日期", default=REQUIRED)
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
    kind: Text = zh("类型", default="走访", hint="走访、慰问、帮扶、送学上门、表彰、社区报到")
    date: Date = zh("日期", default=REQUIRED)
    by: Several[Name] = zh("走访人", default=())
    to: Text | None = zh("对象")
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
    board: Count | None = zh("理事会人数")
    households: Count | None = zh("户数", "成员户数")
    activities: Steps = zh("活动", default=())
    materials: Many[Material] = zh("资料", default=())
