"""台账二 组织建设：党员、党小组、支委会、换届选举、组织事项、名册核对。"""

from typing import Annotated

from dangjian_cli.ledger.base import (
    REQUIRED,
    Count,
    Date,
    IdNumber,
    Many,
    Material,
    Name,
    OwnName,
    Phone,
    Record,
    Ref,
    Several,
    Step,
    Steps,
    Tenure,
    Text,
    YesNo,
    one_of,
    zh,
)

ChangeKind = Annotated[
    str,
    one_of(
        "变动类型",
        "转入",
        "转出",
        "成为预备",
        "转正",
        "延长预备期",
        "取消预备资格",
        "受处分",
        "留党察看",
        "恢复党员权利",
        "中止党员权利",
        "停止党籍",
        "恢复党籍",
        "退党",
        "劝退",
        "除名",
        "开除党籍",
        "去世",
        synonyms={
            "调入": "转入",
            "调出": "转出",
            "成为预备党员": "成为预备",
            "转为正式党员": "转正",
            "死亡": "去世",
            "取消预备党员资格": "取消预备资格",
            "劝其退党": "劝退",
            "开除": "开除党籍",
        },
    ),
]


class Change(Record):
    """Something that changed a member's standing, from its day on (变动)."""

    label = "变动"
    act = "date"
    natural = ("kind", "date")

    kind: ChangeKind = zh("类型", default=REQUIRED)
    date: Date = zh("日期", "起", default=REQUIRED)
    until: Date | None = zh("截止", "止", hint="留党察看、处分影响期、中止权利到哪一天为止")
    detail: Text | None = zh("说明", "原因", hint="如 警告、严重警告、撤销党内职务")
    place: Text | None = zh("去向", "来源")
    number: Text | None = zh("文号")
    meeting: Ref | None = zh("会议", hint="党员大会通过的，写那次会议的编号；从第二天起算")
    materials: Many[Material] = zh("资料", default=())


class Member(Record):
    """A member on the roster (党员)."""

    label = "党员"

    ref: Ref = zh("编号", "党员编号", "序号", default=REQUIRED, hint="如 D-01；打印和报告里用它代替姓名")
    name: OwnName = zh("姓名", default=REQUIRED)
    sex: Annotated[str, one_of("性别", "男", "女")] | None = zh("性别")
    ethnicity: Text | None = zh("民族")
    born: Date | None = zh("出生日期", "出生年月")
    id_number: IdNumber | None = zh("身份证号", "公民身份号码", "身份证号码")
    native_place: Text | None = zh("籍贯")
    education: Text | None = zh("学历")
    degree: Text | None = zh("学位")
    phone: Phone | None = zh("联系电话", "手机号码", "手机", "电话")
    address: Text | None = zh("家庭住址", "现居住地", "住址")
    work: Text | None = zh("工作岗位", "职业", "工作单位")
    applied: Date | None = zh("申请入党日期")
    joined: Date | None = zh("入党日期", "加入党组织日期", hint="党员大会通过其为预备党员的日期")
    confirmed: Date | None = zh("转正日期", "转为正式党员日期")
    group: Text | None = zh("党小组")
    leading_cadre: YesNo | None = zh("党员领导干部")
    mobile: YesNo | None = zh("流动党员")
    frail: YesNo | None = zh("年老体弱", hint="教育培训不作硬性要求")
    pay: Text | None = zh("党费类别", hint="农民、按月领工资、离退休、学生、下岗失业、低保……")
    former_branch: Text | None = zh("入党时所在支部")
    changes: Many[Change] = zh("变动", default=())
    other: dict[str, str] = zh("其他", default={})


class Group(Record):
    """A party group of the branch (党小组), also along an industry chain."""

    label = "党小组"
    act = "founded"

    ref: Ref = zh("编号", default=REQUIRED, hint="如 G-1；报告里用它代替组名")
    name: Text = zh("名称", default=REQUIRED)
    kind: Annotated[
        str,
        one_of("党小组类型", "党小组", "产业链党小组", "流动党员党小组"),
    ] = zh("类型", default="党小组")
    founded: Date | None = zh("成立日期")
    ended: Date | None = zh("撤销日期")
    how: Text | None = zh("组长产生", hint="支部指定、党员推荐")
    leaders: Many[Tenure] = zh("组长", default=())
    members: Many[Tenure] = zh("成员", default=())
    chain: Text | None = zh("产业")
    materials: Many[Material] = zh("资料", default=())


class Committee(Record):
    """A term of the committee, or of the secretary where there is no committee (支委会)."""

    label = "支委会"
    act = "elected"
    natural = ("elected",)

    ref: Ref | None = zh("编号")
    term: Text | None = zh("届次")
    elected: Date = zh("当选日期", "选举日期", default=REQUIRED)
    years: Count | None = zh("任期", "届期")
    expires: Date | None = zh("届满日期")
    has_committee: YesNo | None = zh("设支委会", hint="不写则按成员数推断：3 人及以上为设")
    members: Many[Tenure] = zh("成员", default=())
    approval: Step | None = zh("批复")
    materials: Many[Material] = zh("资料", default=())


class ElectionSteps(Record):
    """The steps of an election of the committee."""

    label = "步骤"

    reminder: Steps = zh("上级提醒", default=())
    request: Steps = zh("换届请示", "选举请示", "请示", default=())
    consent: Steps = zh("请示批复", "批复", default=())
    delay_request: Steps = zh("延期请示", "提前请示", default=())
    delay_consent: Steps = zh("延期批复", "提前批复", default=())
    seats: Steps = zh("确定名额条件", default=())
    nomination: Steps = zh("酝酿推荐", default=())
    shortlist: Steps = zh("支委会定预备人选", default=())
    review: Steps = zh("上级审查同意", default=())
    assembly: Steps = zh("党员大会选举", default=())
    first_meeting: Steps = zh("支委会选举书记", default=())
    result: Steps = zh("选举结果报告", default=())
    approval: Steps = zh("书记副书记批复", default=())
    filing: Steps = zh("委员备案", default=())
    duties: Steps = zh("委员分工", default=())
    handover: Steps = zh("交接", default=())


class Poll(Record):
    """The figures of one ballot (选举得票)."""

    label = "得票"
    natural = ("name",)

    name: Name = zh("姓名", default=REQUIRED)
    office: Text | None = zh("职务")
    yes: Count | None = zh("赞成", "得票")
    no: Count | None = zh("不赞成", "反对")
    abstained: Count | None = zh("弃权")
    elected: YesNo | None = zh("当选")


class Election(Record):
    """An election of the committee or a by-election (换届选举)."""

    label = "换届选举"
    stepwise = True

    ref: Ref = zh("编号", default=REQUIRED)
    kind: Annotated[str, one_of("选举类型", "换届", "首届选举", "补选")] = zh("类型", default="换届")
    due: Date | None = zh("届满日期")
    held: Date | None = zh("选举日期")
    meeting: Ref | None = zh("会议")
    seats: Count | None = zh("应选人数")
    candidates: Several[Name] = zh("候选人", default=())
    eligible: Count | None = zh("应到有选举权", "应到")
    present: Count | None = zh("实到有选举权", "实到")
    ballots_out: Count | None = zh("发出选票")
    ballots_in: Count | None = zh("收回选票")
    ballots_valid: Count | None = zh("有效票")
    ballots_void: Count | None = zh("无效票")
    method: Text | None = zh("投票方式")
    form: Text | None = zh("选举方式", hint="差额选举、差额预选后等额选举")
    chair: Name | None = zh("主持人")
    scrutineers: Several[Name] = zh("监票人", default=())
    tellers: Several[Name] = zh("计票人", default=())
    results: Many[Poll] = zh("委员得票", default=())
    officers: Many[Poll] = zh("书记得票", "书记副书记得票", default=())
    steps: ElectionSteps | None = zh("步骤")
    materials: Many[Material] = zh("资料", default=())


class AffairSteps(Record):
    """The steps of setting up, changing or dissolving a branch."""

    label = "步骤"

    assessment: Steps = zh("评估", default=())
    consultation: Steps = zh("商定", "商洽", default=())
    party_group: Steps = zh("党组讨论", default=())
    application: Steps = zh("申请", "请示", default=())
    decision: Steps = zh("上级研究", "党委研究", default=())
    approval: Steps = zh("批复", default=())
    election: Steps = zh("选举", default=())
    appointment: Steps = zh("指定班子", default=())
    filing: Steps = zh("备案", default=())
    handover: Steps = zh("移交", default=())
    announced: Steps = zh("公布", default=())


class CoveredUnit(Record):
    """A unit whose members make up a joint branch (覆盖单位)."""

    label = "覆盖单位"

    name: Text = zh("名称", "单位", default=REQUIRED)
    full_members: Count | None = zh("正式党员数")


class Destination(Record):
    """Where members went when their branch was dissolved or changed (党员去向)."""

    label = "党员去向"

    name: Text = zh("名称", "党支部", default=REQUIRED, hint="编入的党支部")
    people: Count | None = zh("人数")


class Affair(Record):
    """Setting up, changing, joining or dissolving branches and groups (组织事项)."""

    label = "组织事项"
    stepwise = True

    ref: Ref = zh("编号", default=REQUIRED)
    kind: Annotated[
        str,
        one_of("组织事项", "设立", "调整", "撤销", "联合", "临时", "流动党员", "党小组划分"),
    ] = zh("类型", default=REQUIRED)
    name: Text | None = zh("名称", "组织名称")
    full_members: Count | None = zh("正式党员数")
    members: Count | None = zh("党员数")
    reason: Text | None = zh("原因", hint="为什么设立、调整、撤销")
    units: Many[CoveredUnit] = zh("覆盖单位", default=())
    host: Text | None = zh("依托", hint="流动党员党支部依托的园区、商会、行业协会、驻外机构")
    task: Text | None = zh("任务", hint="临时党支部为什么任务组建")
    to_work_committee: YesNo | None = zh("报机关工委", hint="不设机关党委、报机关工委审批的写：是")
    months: Count | None = zh("工期", hint="项目期限，单位：月")
    destinations: Many[Destination] = zh("党员去向", default=())
    steps: AffairSteps | None = zh("步骤")
    materials: Many[Material] = zh("资料", default=())


class RollCheck(Record):
    """A check of the roster against the facts (名册核对)."""

    label = "名册核对"
    act = "date"
    natural = ("date",)

    ref: Ref | None = zh("编号")
    date: Date = zh("日期", default=REQUIRED)
    total: Count | None = zh("党员数", "在册党员")
    full: Count | None = zh("正式党员数")
    probationary: Count | None = zh("预备党员数")
    by: Name | None = zh("核对人")
    materials: Many[Material] = zh("资料", default=())
