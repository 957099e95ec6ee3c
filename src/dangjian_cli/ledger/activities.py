"""台账三 组织生活：会议、谈心谈话、组织生活会、民主评议、双重组织生活。"""

from typing import Annotated

from dangjian_cli.ledger.base import (
    REQUIRED,
    Clock,
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
    Text,
    Year,
    YesNo,
    one_of,
    zh,
)

MeetingKind = Annotated[
    str,
    one_of(
        "会议类型",
        "党员大会",
        "支委会",
        "党小组会",
        "党课",
        "主题党日",
        "组织生活会",
        "民主评议",
        "集中学习",
        "入党宣誓",
        synonyms={
            "支部党员大会": "党员大会",
            "支部大会": "党员大会",
            "支部委员会": "支委会",
            "支部委员会会议": "支委会",
            "支委会会议": "支委会",
            "小组会": "党小组会",
            "党日": "主题党日",
            "主题党日活动": "主题党日",
            "专题组织生活会": "组织生活会",
            "民主评议党员": "民主评议",
        },
    ),
]

Topic = Annotated[
    str,
    one_of(
        "议题类别",
        "听取审查支委会报告",
        "选举",
        "推荐代表",
        "确定入党积极分子",
        "研究发展对象",
        "审查发展对象",
        "接收预备党员",
        "预备党员转正",
        "延长预备期",
        "取消预备党员资格",
        "表彰",
        "组织处置",
        "纪律处分",
        "党费",
        "重要事项",
        "学习",
        "其他",
        synonyms={"转正": "预备党员转正", "接收": "接收预备党员", "发展对象": "研究发展对象"},
    ),
]


class Vote(Record):
    """The figures of one vote (表决). Written opinions are votes, not people present."""

    label = "表决"

    method: Text | None = zh("方式", "表决方式", hint="举手、无记名投票……")
    yes: Count | None = zh("赞成", "同意", "赞成票")
    no: Count | None = zh("反对", "不赞成", "反对票")
    abstained: Count | None = zh("弃权", "弃权票")
    written: Count | None = zh("书面意见", hint="会前正式提出书面意见的人数；计入票数，不计入实到")
    void: Count | None = zh("无效票")


class Item(Record):
    """One item on the agenda (议题), with its vote."""

    label = "议题"

    ref: Ref | None = zh("编号")
    title: Text | None = zh("名称", "题目", "议题")
    topic: Topic | None = zh("类别")
    person: Name | None = zh("对象", "讨论对象", hint="接收、转正、处分等讨论的是谁")
    procedure: Several[Text] = zh(
        "程序", default=(), hint="接收预备党员时做了的各项：发展对象汇报、介绍人介绍、支委会报告、讨论"
    )
    discussion: Text | None = zh("讨论", "讨论情况", "发言要点")
    prior: Ref | None = zh("会前研究", hint="事先研究的支委会会议编号")
    vote: Vote | None = zh("表决")
    result: Annotated[str, one_of("结果", "通过", "未通过", "不表决")] | None = zh("结果", "表决结果")
    resolution: Text | None = zh("决议")


class Absence(Record):
    """Somebody who did not come, or need not be counted (缺席 / 不计入应到)."""

    label = "缺席"
    natural = ("name",)

    name: Name = zh("姓名", default=REQUIRED)
    number: Ref | None = zh("党员编号")
    reason: Text | None = zh("原因")
    made_up: Date | None = zh("补课", "补课日期")
    approved: Text | None = zh("上级同意", "批准", hint="不计入应到须报上级党组织同意，写文号或日期")
    meeting: Ref | None = zh("党员大会", hint="不计入应到须经党员大会通过，写那次会议的编号")


class Meeting(Record):
    """A meeting or activity of the branch (会议); one may be of several types."""

    label = "会议"
    act = "date"
    natural = ("kinds", "date")

    ref: Ref | None = zh("编号")
    kinds: Several[MeetingKind] = zh("类型", "会议类型", default=REQUIRED)
    date: Date = zh("日期", "时间", "会议时间", default=REQUIRED)
    starts: Clock | None = zh("开始", "开始时间")
    ends: Clock | None = zh("结束", "结束时间")
    year: Year | None = zh("所属年度", hint="补开上一年度的组织生活会、民主评议时写")
    place: Text | None = zh("地点")
    theme: Text | None = zh("主题")
    group: Text | None = zh("党小组")
    chair: Name | None = zh("主持人")
    delegated: Text | None = zh("委托主持", "受委托", hint="书记不能参加时委托谁、为什么")
    recorder: Name | None = zh("记录人")
    speaker: Name | None = zh("主讲人", "授课人")
    hours: Number | None = zh("学时")
    expected: Count | None = zh("应到", "应到人数", "应参会党员数", hint="应到会党员（含预备党员）")
    attended: Count | None = zh("实到", "实到人数", "实参会党员数")
    voters_expected: Count | None = zh("有表决权应到", hint="应到会有表决权的党员")
    voters_attended: Count | None = zh("有表决权实到", hint="实到会有表决权的党员")
    excluded: Many[Absence] = zh("不计入应到", default=())
    absent: Many[Absence] = zh("缺席", default=())
    guests: Several[Text] = zh("列席", default=())
    items: Many[Item] = zh("议题", "议程", default=())
    content: Text | None = zh("内容", "纪要")
    follow_up: Text | None = zh("落实情况", "落实")
    planned: Ref | None = zh("事前研究", hint="事先研究主题的支委会会议编号")
    materials: Many[Material] = zh("资料", "材料", default=())
    other: dict[str, str] = zh("其他", default={})


class Talk(Record):
    """A talk from person to person (谈心谈话)."""

    label = "谈心谈话"
    act = "date"
    natural = ("date", "subject", "by")

    ref: Ref | None = zh("编号")
    date: Date = zh("日期", default=REQUIRED)
    by: Name = zh("谈话人", default=REQUIRED)
    subject: Name = zh("谈话对象", "对象", default=REQUIRED)
    kind: Text | None = zh("类型", hint="日常、组织生活会前、提醒谈话、关怀帮扶……")
    reason: Text | None = zh("原因")
    content: Text | None = zh("内容", "谈话内容")
    follow_up: Text | None = zh("跟进", "跟进情况")
    materials: Many[Material] = zh("资料", default=())


class Task(Record):
    """A thing to be put right (整改事项)."""

    label = "整改事项"
    natural = ("ref",)

    ref: Ref | None = zh("编号")
    problem: Text | None = zh("问题")
    measure: Text | None = zh("措施")
    owner: Name | None = zh("责任人")
    due: Date | None = zh("期限", "整改时限")
    done: Date | None = zh("完成日期", "销号日期")


class LifeSteps(Record):
    """Before, during and after an organisational-life meeting."""

    label = "步骤"

    theme: Steps = zh("确定主题", default=())
    study: Steps = zh("学习", "集中学习", default=())
    talks: Steps = zh("谈心谈话", default=())
    opinions: Steps = zh("征求意见", default=())
    review: Steps = zh("对照检查", default=())
    meeting: Steps = zh("召开会议", "会议", default=())
    remedy: Steps = zh("整改", "制定整改措施", default=())
    report: Steps = zh("通报", "通报上报", default=())


class LifeMeeting(Record):
    """An organisational-life meeting as a piece of work (组织生活会)."""

    label = "组织生活会"
    stepwise = True
    natural = ("year",)

    ref: Ref | None = zh("编号")
    year: Year = zh("所属年度", "年度", default=REQUIRED)
    meeting: Ref | None = zh("会议")
    form: Text | None = zh("形式", hint="党员大会、支委会会议、党小组会")
    theme: Text | None = zh("主题")
    steps: LifeSteps | None = zh("步骤")
    criticism: Text | None = zh("批评和自我批评")
    tasks: Many[Task] = zh("整改清单", default=())
    materials: Many[Material] = zh("资料", default=())


class Rating(Record):
    """The outcome of the review for one member (评定)."""

    label = "评定"
    natural = ("name",)

    name: Name = zh("姓名", default=REQUIRED)
    number: Ref | None = zh("党员编号")
    grade: Annotated[
        str,
        one_of("评定等次", "优秀", "合格", "基本合格", "不合格", "未参评", synonyms={"不定等次": "未参评"}),
    ] = zh("等次", "评定等次", default=REQUIRED)
    reason: Text | None = zh("原因", "说明")


class ReviewSteps(Record):
    """The steps of the democratic review of members."""

    label = "步骤"

    study: Steps = zh("学习教育", "学习", default=())
    self_review: Steps = zh("个人自评", "自评", default=())
    peer_review: Steps = zh("党员互评", "互评", default=())
    ballot: Steps = zh("民主测评", "测评", default=())
    rating: Steps = zh("评定意见", "组织评定", default=())
    announced: Steps = zh("通报结果", "通报", default=())


class Review(Record):
    """The yearly democratic review of members (民主评议)."""

    label = "民主评议"
    stepwise = True
    natural = ("year",)

    ref: Ref | None = zh("编号")
    year: Year = zh("所属年度", "年度", default=REQUIRED)
    meeting: Ref | None = zh("会议")
    taking_part: Count | None = zh("参评人数", "应评")
    ballots_out: Count | None = zh("发出测评票")
    ballots_in: Count | None = zh("收回测评票")
    excellent: Count | None = zh("优秀")
    qualified: Count | None = zh("合格")
    basic: Count | None = zh("基本合格")
    unqualified: Count | None = zh("不合格")
    steps: ReviewSteps | None = zh("步骤")
    ratings: Many[Rating] = zh("评定", default=())
    materials: Many[Material] = zh("资料", default=())


class DualLife(Record):
    """A leading cadre's part in both kinds of organisational life (双重组织生活)."""

    label = "双重组织生活"
    act = "date"
    natural = ("name", "date")

    ref: Ref | None = zh("编号")
    name: Name = zh("姓名", default=REQUIRED)
    number: Ref | None = zh("党员编号")
    date: Date = zh("日期", default=REQUIRED)
    kind: Annotated[
        str,
        one_of(
            "双重组织生活类型",
            "所在支部组织生活",
            "民主生活会",
            synonyms={"支部组织生活": "所在支部组织生活", "党支部组织生活": "所在支部组织生活"},
        ),
    ] = zh("类型", default=REQUIRED)
    year: Year | None = zh("所属年度", "年度", hint="年初补开上一年度民主生活会的写")
    meeting: Ref | None = zh("会议")
    as_member: YesNo | None = zh("以普通党员身份")
    announced: Date | None = zh("通报日期", hint="向党员通报")
    reported: Date | None = zh("上报日期", "报告日期", hint="向上级党组织报告")
    materials: Many[Material] = zh("资料", default=())
