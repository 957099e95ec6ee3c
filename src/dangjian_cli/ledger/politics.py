"""台账一 政治建设：学习、计划总结、请示报告、思想分析、议事决策。"""

from typing import Annotated

from dangjian_cli.ledger.activities import Task
from dangjian_cli.ledger.base import (
    REQUIRED,
    Count,
    Date,
    Many,
    Material,
    Name,
    Number,
    Record,
    Ref,
    Several,
    Step,
    Steps,
    Text,
    Year,
    YesNo,
    one_of,
    zh,
)


class Study(Record):
    """A session of political study (第一议题、理论学习、集中学习教育)."""

    label = "学习"
    act = "date"
    natural = ("kind", "date")

    ref: Ref | None = zh("编号")
    kind: Annotated[
        str, one_of("学习类型", "第一议题", "理论学习", "集中学习教育", "专题研讨", "意识形态")
    ] = zh("类型", default=REQUIRED)
    date: Date = zh("日期", default=REQUIRED)
    topic: Text | None = zh("主题", "内容")
    speaker: Name | None = zh("主讲人", "领学人")
    meeting: Ref | None = zh("会议")
    hours: Number | None = zh("学时")
    attended: Count | None = zh("参加人数", "实到")
    follow_up: Text | None = zh("落实情况")
    materials: Many[Material] = zh("资料", default=())


class CampaignSteps(Record):
    """The steps of a campaign of study, from the plan to the summary."""

    label = "步骤"

    plan: Steps = zh("方案", "制定方案", default=())
    launch: Steps = zh("动员", "动员部署", default=())
    study: Steps = zh("学习", "集中学习", default=())
    review: Steps = zh("查摆", "查摆问题", default=())
    summary: Steps = zh("总结", default=())


class Campaign(Record):
    """A campaign of study within the Party as the branch took part in it (集中学习教育)."""

    label = "集中学习教育"
    act = "since"

    ref: Ref = zh("编号", default=REQUIRED)
    title: Text | None = zh("名称", "主题")
    since: Date = zh("起", "开始日期", default=REQUIRED)
    until: Date | None = zh("截止", "结束日期", hint="上级部署的结束日期")
    steps: CampaignSteps | None = zh("步骤")
    tasks: Many[Task] = zh("问题清单", "整改清单", default=())
    materials: Many[Material] = zh("资料", default=())


class Plan(Record):
    """A plan or summary of work (计划总结)."""

    label = "计划总结"
    act = "date"
    natural = ("kind", "year")

    ref: Ref | None = zh("编号")
    kind: Annotated[
        str, one_of("计划总结类型", "年度计划", "学习计划", "年度总结", "半年总结", "专项方案")
    ] = zh("类型", default=REQUIRED)
    year: Year = zh("年度", "所属年度", default=REQUIRED)
    date: Date | None = zh("日期")
    title: Text | None = zh("题名", "名称")
    meeting: Ref | None = zh("会议")
    submitted: Date | None = zh("报送日期")
    materials: Many[Material] = zh("资料", default=())


class Submission(Record):
    """A request or a report to the superior body, or of the committee to the members (请示报告)."""

    label = "请示报告"
    act = "date"
    natural = ("kind", "date")

    ref: Ref | None = zh("编号")
    kind: Annotated[str, one_of("请示报告类型", "请示", "报告", "支委会工作报告")] = zh(
        "类型", default=REQUIRED
    )
    date: Date = zh("日期", default=REQUIRED)
    title: Text | None = zh("题名", "名称")
    number: Text | None = zh("文号")
    to: Text | None = zh("报送", "报送机关")
    meeting: Ref | None = zh("会议")
    reply: Step | None = zh("批复")
    materials: Many[Material] = zh("资料", default=())


AnalysisKind = Annotated[
    str,
    one_of(
        "思想分析类型",
        "党员思想状况",
        "意识形态",
        synonyms={"思想状况": "党员思想状况", "意识形态工作": "意识形态"},
    ),
]


class Analysis(Record):
    """An analysis of members' thinking or of ideological work (思想状况分析)."""

    label = "思想分析"
    act = "date"
    natural = ("date",)

    ref: Ref | None = zh("编号")
    date: Date = zh("日期", default=REQUIRED)
    kinds: Several[AnalysisKind] = zh("类型", default=("党员思想状况",), hint="一次分析了两样的，两样都写")
    topic: Text | None = zh("主题")
    meeting: Ref | None = zh("会议")
    findings: Text | None = zh("主要情况", "内容")
    measures: Text | None = zh("措施")
    reported: Date | None = zh("报告日期")
    materials: Many[Material] = zh("资料", default=())


class DecisionSteps(Record):
    """The way of a decision from proposal to follow-up."""

    label = "步骤"

    proposal: Steps = zh("提题", "提出议题", default=())
    committee: Steps = zh("支委会研究", "支委会", default=())
    assembly: Steps = zh("党员大会讨论", "党员大会", default=())
    published: Steps = zh("公布", default=())
    followed: Steps = zh("督办", "落实", default=())


class Decision(Record):
    """A matter decided by the branch (议事决策)."""

    label = "议事决策"
    stepwise = True

    ref: Ref = zh("编号", default=REQUIRED)
    title: Text | None = zh("名称", "事项")
    important: YesNo | None = zh("重要事项")
    public_interest: YesNo | None = zh("涉及群众利益")
    topics: Several[Text] = zh("类别", default=())
    steps: DecisionSteps | None = zh("步骤")
    outcome: Text | None = zh("结果")
    materials: Many[Material] = zh("资料", default=())
