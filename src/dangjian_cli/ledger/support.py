"""台账六 基础保障：党费、阵地、经费、党务公开。"""

from typing import Annotated

from dangjian_cli.ledger.base import (
    REQUIRED,
    Amount,
    Count,
    Date,
    Many,
    Material,
    Month,
    Name,
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


class DuesRate(Record):
    """A member's monthly dues as fixed for a year (党费核定)."""

    label = "党费核定"
    act = "date"
    natural = ("name", "year", "since")

    ref: Ref | None = zh("编号")
    name: Name = zh("姓名", default=REQUIRED)
    number: Ref | None = zh("党员编号")
    year: Year = zh("年度", default=REQUIRED)
    category: Annotated[
        str,
        one_of(
            "党费类别",
            "按月领工资",
            "年薪制",
            "不按月取酬",
            "离退休",
            "农民",
            "学生",
            "下岗失业",
            "抚恤救济",
            "低保",
            synonyms={"在职": "按月领工资", "工资": "按月领工资", "退休": "离退休", "村民": "农民"},
        ),
    ] = zh("类别", "党费类别", default=REQUIRED)
    base: Amount | None = zh("基数", "缴费基数", hint="单位：元/月")
    monthly: Amount | None = zh("月应交", "月应缴党费", "月交数额", hint="单位：元")
    since: Month | None = zh("起", hint="年中变动的，从哪个月起")
    every: Annotated[str, one_of("交纳周期", "每月", "每季度")] | None = zh(
        "交纳周期", hint="支部同意按季交的写：每季度"
    )
    date: Date | None = zh("核定日期", "日期")
    meeting: Ref | None = zh("会议", hint="核定、同意按季交的会议")
    materials: Many[Material] = zh("资料", default=())
    other: dict[str, str] = zh("其他", default={})


class DuesPayment(Record):
    """Dues that a member paid for a month (党费收缴)."""

    label = "党费收缴"
    act = "date"
    natural = ("name", "month")

    ref: Ref | None = zh("编号")
    name: Name = zh("姓名", default=REQUIRED)
    number: Ref | None = zh("党员编号")
    month: Month = zh("月份", "所属月份", default=REQUIRED)
    through: Month | None = zh("至", hint="一次交几个月的，到哪个月")
    due: Amount | None = zh("应交", "应缴", "应缴党费")
    paid: Amount = zh("实交", "实缴", "金额", "实缴党费", default=REQUIRED)
    date: Date | None = zh("交纳日期", "缴纳时间", "日期")
    by: Name | None = zh("代交人")
    receipt: Text | None = zh("收据", "收据号")
    other: dict[str, str] = zh("其他", default={})


class DuesRelief(Record):
    """A member excused from part or all of the dues (党费减免)."""

    label = "党费减免"
    act = "date"
    natural = ("name", "date")

    ref: Ref | None = zh("编号")
    name: Name = zh("姓名", default=REQUIRED)
    number: Ref | None = zh("党员编号")
    kind: Annotated[str, one_of("减免方式", "免交", "少交")] = zh("方式", "类型", default=REQUIRED)
    monthly: Amount | None = zh("月应交")
    date: Date = zh("日期", "批准日期", default=REQUIRED)
    since: Month | None = zh("起", hint="从哪个月起；不写就从批准的当月起")
    until: Date | None = zh("截止")
    meeting: Ref | None = zh("会议", hint="支部研究的会议")
    approval: Step | None = zh("上级批准", "批复")
    materials: Many[Material] = zh("资料", default=())


class DuesReceipt(Record):
    """What the branch handed on to the superior body (党费上缴)."""

    label = "党费上缴"
    act = "date"
    natural = ("month", "through")

    ref: Ref | None = zh("编号")
    month: Month = zh("月份", "起", default=REQUIRED)
    through: Month | None = zh("至")
    collected: Amount | None = zh("收缴合计", "应上缴")
    paid: Amount = zh("上缴", "金额", default=REQUIRED)
    date: Date | None = zh("日期", "上缴日期")
    receipt: Text | None = zh("收据", "凭证号")
    materials: Many[Material] = zh("资料", default=())


class DuesUse(Record):
    """Dues that were spent (党费使用)."""

    label = "党费使用"
    act = "date"
    natural = ("purpose", "date")

    ref: Ref | None = zh("编号")
    date: Date = zh("日期", default=REQUIRED)
    amount: Amount = zh("金额", default=REQUIRED)
    purpose: Text | None = zh("用途")
    detail: Text | None = zh("说明")
    meeting: Ref | None = zh("会议", hint="集体讨论决定的会议")
    materials: Many[Material] = zh("资料", default=())


class DuesPublication(Record):
    """Publishing the dues of a year to the members (党费公布)."""

    label = "党费公布"
    act = "date"
    natural = ("year", "through")

    ref: Ref | None = zh("编号")
    year: Year = zh("年度", default=REQUIRED)
    through: Month | None = zh("至", hint="不满一年的，公布到哪个月")
    date: Date = zh("日期", default=REQUIRED)
    collected: Amount | None = zh("收缴合计")
    spent: Amount | None = zh("使用合计")
    how: Text | None = zh("方式")
    materials: Many[Material] = zh("资料", default=())


class Venue(Record):
    """The branch's place of activity (阵地)."""

    label = "阵地"
    natural = ("name",)

    ref: Ref | None = zh("编号")
    name: Text = zh("名称", default=REQUIRED)
    area: Text | None = zh("面积")
    address: Text | None = zh("地址")
    facilities: Several[Text] = zh("设施", default=())
    remote_education: YesNo | None = zh("远程教育")
    uses: Steps = zh("使用记录", default=())
    materials: Many[Material] = zh("资料", default=())


class Fund(Record):
    """Money for the branch's work: budget, transfer, spending (经费)."""

    label = "经费"
    act = "date"
    natural = ("kind", "date")

    ref: Ref | None = zh("编号")
    kind: Annotated[str, one_of("经费类型", "预算", "拨付", "支出")] = zh("类型", default=REQUIRED)
    year: Year | None = zh("年度")
    date: Date = zh("日期", default=REQUIRED)
    amount: Amount | None = zh("金额")
    purpose: Text | None = zh("用途")
    number: Text | None = zh("文号", "凭证号")
    published: Date | None = zh("公开日期")
    materials: Many[Material] = zh("资料", default=())


class OpenSteps(Record):
    """The steps of making Party affairs public."""

    label = "步骤"

    proposal: Steps = zh("提出方案", "提出", default=())
    review: Steps = zh("审核", "保密审核", default=())
    approval: Steps = zh("审批", default=())
    published: Steps = zh("实施", "公开", default=())


class PartyDisclosure(Record):
    """Something of Party affairs made public (党务公开)."""

    label = "党务公开"
    stepwise = True

    ref: Ref = zh("编号", default=REQUIRED)
    title: Text | None = zh("名称", "事项")
    topic: Text | None = zh("类别", hint="公开目录里的哪一类，如 组织建设和党员、党费、党内情况通报")
    content: Text | None = zh("内容")
    scope: Text | None = zh("范围")
    when: Text | None = zh("时间", hint="打算什么时候公开、公开多久")
    way: Text | None = zh("方式")
    steps: OpenSteps | None = zh("步骤")
    feedback: Text | None = zh("意见反馈")
    views: Count | None = zh("意见条数")
    materials: Many[Material] = zh("资料", default=())
