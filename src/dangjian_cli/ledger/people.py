"""台账四 队伍建设：发展党员、教育培训、党纪处分、关系转接、流动党员、党籍管理、组织处置。"""

from typing import Annotated

from dangjian_cli.ledger.base import (
    REQUIRED,
    Count,
    Date,
    IdNumber,
    Many,
    Material,
    Name,
    Number,
    OwnName,
    Phone,
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

Channel = Annotated[
    str,
    one_of(
        "申请渠道",
        "工作单位",
        "学习单位",
        "单位所在地",
        "单位主管部门",
        "居住地",
        "流动党员党组织",
        synonyms={"单位": "工作单位", "学校": "学习单位", "主管部门": "单位主管部门"},
    ),
]
"""By what tie a person applies to the Party organisation that takes the application."""


class DevelopmentSteps(Record):
    """The named steps of admitting one person; a step repeats where the rule repeats."""

    label = "步骤"

    applied: Steps = zh("递交入党申请书", "入党申请", default=())
    first_talk: Steps = zh("派人谈话", "申请人谈话", default=())
    nominated: Steps = zh("推荐推优", "党员推荐", "群团推优", default=())
    activist: Steps = zh("确定为入党积极分子", "确定积极分子", default=())
    activist_filed: Steps = zh("积极分子备案", default=())
    mentors: Steps = zh("指定培养联系人", "培养联系人", default=())
    activist_training: Steps = zh("积极分子培训", default=())
    reviews: Steps = zh("半年考察", "培养考察", default=())
    reports: Steps = zh("思想汇报", default=())
    moved: Steps = zh("材料转交", default=())
    opinions: Steps = zh("听取意见", default=())
    discussed: Steps = zh("支委会研究发展对象", "支委会讨论发展对象", "支委会研究", default=())
    filed: Steps = zh("上级备案", "报上级备案", default=())
    consented: Steps = zh("上级同意", "上级党委同意", default=())
    published: Steps = zh("公示", default=())
    candidate: Steps = zh("列为发展对象", "确定为发展对象", default=())
    sponsors: Steps = zh("确定入党介绍人", "入党介绍人", default=())
    vetted: Steps = zh("政治审查", "政审", default=())
    trained: Steps = zh("集中培训", "短期集中培训", "发展对象培训", default=())
    screened: Steps = zh("支委会审查", default=())
    prelim_asked: Steps = zh("报上级预审", default=())
    prelim_passed: Steps = zh("预审合格", "上级预审", default=())
    form_issued: Steps = zh("发放入党志愿书", "填写入党志愿书", default=())
    admitted: Steps = zh("党员大会接收", "党员大会讨论接收", default=())
    submitted: Steps = zh("上报审批", default=())
    interviewed: Steps = zh("组织员谈话", "审批前谈话", default=())
    group_discussed: Steps = zh("党组讨论", "党组审核", default=())
    approved: Steps = zh("党委审批", "上级审批", default=())
    announced: Steps = zh("宣布批准", "党员大会宣布", default=())
    org_filed: Steps = zh("组织部门备案", default=())
    assigned: Steps = zh("编入党支部党小组", "编入党小组", default=())
    oath: Steps = zh("入党宣誓", default=())
    probation: Steps = zh("预备期考察", default=())
    petition: Steps = zh("转正申请", "递交转正申请书", default=())
    full_opinions: Steps = zh("转正听取意见", "转正征求意见", default=())
    full_screened: Steps = zh("转正支委会审查", default=())
    full_assembly: Steps = zh("党员大会讨论转正", default=())
    full_submitted: Steps = zh("转正上报", "转正报批", default=())
    extended: Steps = zh("延长预备期", default=())
    revoked: Steps = zh("取消预备党员资格", default=())
    postponed: Steps = zh("推迟讨论转正", default=())
    full_approved: Steps = zh("转正审批", default=())
    full_talk: Steps = zh("转正谈话", default=())
    full_announced: Steps = zh("宣布转正", default=())
    archived: Steps = zh("材料归档", default=())


class Development(Record):
    """One person's way into the Party (发展党员)."""

    label = "发展党员"
    stepwise = True

    ref: Ref = zh("编号", default=REQUIRED, hint="如 F-2025-01；报告里用它代替姓名")
    name: OwnName = zh("姓名", default=REQUIRED)
    sex: Annotated[str, one_of("性别", "男", "女")] | None = zh("性别")
    born: Date | None = zh("出生日期", "出生年月")
    id_number: IdNumber | None = zh("身份证号", "公民身份号码")
    ethnicity: Text | None = zh("民族")
    education: Text | None = zh("学历")
    phone: Phone | None = zh("联系电话", "手机号码")
    work: Text | None = zh("工作岗位", "职业")
    floating: YesNo | None = zh("流动人员")
    league: YesNo | None = zh("共青团员")
    channel: Channel | None = zh("申请渠道", "受理依据", hint="为什么向受理的党组织申请：工作单位、居住地……")
    ended: Date | None = zh("终止日期", hint="不再培养的日期")
    ended_reason: Text | None = zh("终止原因")
    steps: DevelopmentSteps = zh("步骤", default=DevelopmentSteps.model_construct())
    materials: Many[Material] = zh("资料", default=())
    other: dict[str, str] = zh("其他", default={})


class Training(Record):
    """One training and who took part (教育培训)."""

    label = "教育培训"
    act = "date"
    natural = ("title", "date")

    ref: Ref | None = zh("编号")
    title: Text | None = zh("名称", "培训名称")
    date: Date = zh("日期", default=REQUIRED)
    until: Date | None = zh("截止")
    kind: Text | None = zh("类型", hint="集中轮训、任职培训、集体学习、警示教育、送学上门……")
    organizer: Text | None = zh("举办单位")
    level: Annotated[str, one_of("举办层级", "县级以上", "基层党委", "支部")] | None = zh("举办层级")
    hours: Number | None = zh("学时")
    people: Several[Name] = zh("参加人", "人员", default=())
    everyone: YesNo | None = zh("全体党员")
    materials: Many[Material] = zh("资料", default=())


class Hours(Record):
    """A member's hours of training in one year (学时登记)."""

    label = "学时登记"
    natural = ("name", "year")

    name: Name = zh("姓名", default=REQUIRED)
    number: Ref | None = zh("党员编号")
    year: Year = zh("年度", default=REQUIRED)
    hours: Number = zh("学时", default=REQUIRED)
    central: Number | None = zh("集中培训次数")


Sanction = Annotated[
    str,
    one_of(
        "处分种类",
        "警告",
        "严重警告",
        "撤销党内职务",
        "留党察看",
        "开除党籍",
        synonyms={
            "党内警告": "警告",
            "党内严重警告": "严重警告",
            "留党察看一年": "留党察看",
            "留党察看两年": "留党察看",
        },
    ),
]


class DisciplineSteps(Record):
    """The steps of a disciplinary case that the branch takes part in."""

    label = "步骤"

    heard: Steps = zh("同本人见面", "听取申辩", default=())
    assembly: Steps = zh("党员大会讨论", "支部大会", default=())
    submitted: Steps = zh("报批", default=())
    decided: Steps = zh("处分决定", "批复", default=())
    announced: Steps = zh("宣布", default=())
    executed: Steps = zh("执行情况报告", default=())
    revisits: Steps = zh("教育回访", "回访", default=())


class Discipline(Record):
    """A disciplinary case (党纪处分). Papers stay elsewhere: place and pages only."""

    label = "党纪处分"
    stepwise = True

    ref: Ref = zh("编号", default=REQUIRED)
    name: Name = zh("姓名", default=REQUIRED)
    number: Ref | None = zh("党员编号")
    kind: Sanction | None = zh("处分种类")
    direct: YesNo | None = zh("直接决定", hint="特殊情况下由县级以上党委、纪委直接决定的，写：是")
    steps: DisciplineSteps | None = zh("步骤")
    materials: Many[Material] = zh("资料", default=())


class TransferSteps(Record):
    """The steps of moving a member's organisational relation."""

    label = "步骤"

    asked: Steps = zh("申请", default=())
    reviewed: Steps = zh("审核", default=())
    letter: Steps = zh("开具介绍信", "转出", default=())
    received: Steps = zh("接收", default=())
    receipt: Steps = zh("回执", default=())


class Transfer(Record):
    """A member's move in or out (组织关系转接)."""

    label = "组织关系转接"
    stepwise = True

    ref: Ref = zh("编号", default=REQUIRED)
    name: Name = zh("姓名", default=REQUIRED)
    number: Ref | None = zh("党员编号")
    direction: Annotated[str, one_of("方向", "转出", "转入")] = zh("方向", "类型", default=REQUIRED)
    place: Text | None = zh("对方党组织", "去向", "来源")
    reason: Text | None = zh("原因")
    moved: Date | None = zh("变动日期")
    valid_days: Count | None = zh("有效期", hint="介绍信有效天数")
    steps: TransferSteps | None = zh("步骤")
    materials: Many[Material] = zh("资料", default=())


class Floating(Record):
    """A member away for long without moving the relation (流动党员)."""

    label = "流动党员"
    act = "since"
    over = "until"
    natural = ("name", "since")

    ref: Ref | None = zh("编号")
    name: Name = zh("姓名", default=REQUIRED)
    number: Ref | None = zh("党员编号")
    since: Date = zh("外出日期", "起", default=REQUIRED)
    until: Date | None = zh("返回日期", "止")
    place: Text | None = zh("流入地")
    registered: Date | None = zh("登记日期")
    contact_person: Name | None = zh("联系人")
    reported_there: YesNo | None = zh("已到流入地报到")
    contacts: Steps = zh("联系记录", default=())
    activities: Steps = zh("活动", "返乡活动", default=())
    review: Steps = zh("评议反馈", default=())
    materials: Many[Material] = zh("资料", default=())


StandingKind = Annotated[
    str,
    one_of(
        "党籍管理类型",
        "失联",
        "出国（境）学习",
        "出国（境）定居",
        "毕业生保留",
        synonyms={
            "失去联系": "失联",
            "出国学习": "出国（境）学习",
            "出国学习研究": "出国（境）学习",
            "留学": "出国（境）学习",
            "出国定居": "出国（境）定居",
        },
    ),
]


class StandingSteps(Record):
    """The steps in a matter of a member's standing: out of touch, abroad, kept by the school."""

    label = "步骤"

    lost: Steps = zh("失去联系", default=())
    abroad: Steps = zh("出国（境）", "出国", "出境", default=())
    kept: Steps = zh("保留组织关系", default=())
    searched: Steps = zh("查找", default=())
    found: Steps = zh("取得联系", "返回", default=())
    assembly: Steps = zh("党员大会讨论", default=())
    suspended: Steps = zh("停止党籍", default=())
    approved: Steps = zh("上级批准", default=())
    restored: Steps = zh("恢复党籍", default=())
    moved: Steps = zh("转出", default=())
    removed: Steps = zh("除名", default=())
    announced: Steps = zh("宣布", default=())
    contacts: Steps = zh("联系记录", default=())


class StandingCase(Record):
    """A matter of a member's standing (党籍管理): out of touch, abroad, kept by the school."""

    label = "党籍管理"
    stepwise = True

    ref: Ref = zh("编号", default=REQUIRED)
    name: Name = zh("姓名", default=REQUIRED)
    number: Ref | None = zh("党员编号")
    kind: StandingKind | None = zh("类型")
    steps: StandingSteps | None = zh("步骤")
    materials: Many[Material] = zh("资料", default=())


DispositionKind = Annotated[
    str,
    one_of(
        "处置种类",
        "限期改正",
        "劝其退党",
        "除名",
        "退党除名",
        synonyms={"劝退": "劝其退党", "自行脱党除名": "除名", "退党": "退党除名"},
    ),
]


class DispositionSteps(Record):
    """The steps of organisational disposition."""

    label = "步骤"

    proposed: Steps = zh("启动意见", default=())
    filed: Steps = zh("事前备案", default=())
    investigated: Steps = zh("调查核实", default=())
    stated: Steps = zh("本人申辩", default=())
    assembly: Steps = zh("党员大会讨论", default=())
    submitted: Steps = zh("报批", default=())
    approved: Steps = zh("批复", default=())
    reported: Steps = zh("上级备案", default=())
    announced: Steps = zh("宣布", default=())
    help: Steps = zh("帮教", default=())
    reviewed: Steps = zh("期满评估", default=())


class Disposition(Record):
    """Organisational disposition of a member (组织处置)."""

    label = "组织处置"
    stepwise = True

    ref: Ref = zh("编号", default=REQUIRED)
    name: Name = zh("姓名", default=REQUIRED)
    number: Ref | None = zh("党员编号")
    kind: DispositionKind | None = zh("处置种类")
    ground: Text | None = zh("情形", hint="如 自行脱党、劝而不退、限期改正期满没有转变")
    months: Count | None = zh("期限", hint="限期改正，单位：月")
    steps: DispositionSteps | None = zh("步骤")
    materials: Many[Material] = zh("资料", default=())
