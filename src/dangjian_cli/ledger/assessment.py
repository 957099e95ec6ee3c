"""台账七 考核评价：述职评议、对标自查与整改、达标验收、归档。"""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from dangjian_cli.ledger.base import (
    REQUIRED,
    Count,
    Date,
    Many,
    Material,
    Name,
    Record,
    Ref,
    Several,
    Steps,
    Text,
    Year,
    one_of,
    zh,
)


class AppraisalSteps(Record):
    """The steps of the secretary's yearly report."""

    label = "步骤"

    written: Steps = zh("撰写报告", default=())
    to_superior: Steps = zh("向上级述职", default=())
    to_members: Steps = zh("向党员大会述职", default=())
    appraised: Steps = zh("评议", default=())
    remedy: Steps = zh("整改", default=())


class Appraisal(Record):
    """The secretary's yearly report and its appraisal (述职评议)."""

    label = "述职评议"
    stepwise = True
    natural = ("year",)

    ref: Ref | None = zh("编号")
    year: Year = zh("年度", "所属年度", default=REQUIRED)
    name: Name | None = zh("姓名", "述职人")
    steps: AppraisalSteps | None = zh("步骤")
    forms_out: Count | None = zh("发出评议表")
    forms_back: Count | None = zh("收回评议表")
    good: Count | None = zh("好")
    fair: Count | None = zh("较好")
    average: Count | None = zh("一般")
    poor: Count | None = zh("差")
    materials: Many[Material] = zh("资料", default=())


class Fault(Record):
    """A gap that the branch found or was told of (问题)."""

    label = "问题"

    ref: Ref = zh("编号", default=REQUIRED)
    finding: Text | None = zh("缺项", hint="dj 报告里的地址")
    content: Text | None = zh("内容", "问题")
    family: Annotated[str, one_of("类别", "对标不准", "达标不实")] | None = zh("类别")
    measure: Text | None = zh("措施")
    owner: Name | None = zh("责任人")
    due: Date | None = zh("期限", "整改时限")
    done: Date | None = zh("销号日期", "完成日期")


class SelfCheck(Record):
    """A self-check against the cards, and what came of it (自查整改)."""

    label = "自查整改"
    act = "date"
    natural = ("date",)

    ref: Ref | None = zh("编号")
    date: Date = zh("日期", "自查日期", default=REQUIRED)
    scope: Several[Text] = zh("范围", default=())
    studied: Date | None = zh("学标日期")
    report: Date | None = zh("报告日期")
    faults: Many[Fault] = zh("问题", "问题台账", default=())
    materials: Many[Material] = zh("资料", default=())


class Acceptance(Record):
    """An application for acceptance and its outcome (达标验收)."""

    label = "达标验收"
    act = "applied"
    natural = ("year",)

    ref: Ref | None = zh("编号")
    year: Year = zh("年度", default=REQUIRED)
    applied: Date | None = zh("申请日期")
    accepted: Date | None = zh("验收日期")
    self_check: Ref | None = zh("自查", hint="申请以前那次自查整改的编号")
    by: Text | None = zh("验收单位")
    result: Text | None = zh("结果")
    steps: Steps = zh("整改", default=())
    materials: Many[Material] = zh("资料", default=())


class Filed(Material):
    """A document in a box, with its place in the three-level catalogue: standard, norm, document."""

    label = "卷内文件"

    standard: Text | None = zh("标准", hint="第一级：哪张明白卡，如 党员大会")
    norm: Text | None = zh("规范", hint="第二级：按哪项制度办的，如 三会一课制度")


class Box(Record):
    """A box or volume of kept papers (归档)."""

    label = "归档"
    act = "date"
    natural = ("year", "retention", "box")
    sayable: ClassVar[Mapping[str, frozenset[str]]] = {
        "retention": frozenset(["永久", "长期", "短期", "定期", "30年", "10年", "定期30年", "定期10年"]),
        "box": frozenset(),
    }

    ref: Ref | None = zh("编号")
    kind: Annotated[str, one_of("归档类别", "党务", "村务")] = zh("类别", default="党务")
    year: Year = zh("年度", default=REQUIRED)
    retention: Text | None = zh("保管期限")
    box: Text | None = zh("盒号", "卷号")
    title: Text | None = zh("题名")
    spine: Count | None = zh("脊厚", hint="单位：毫米")
    by: Name | None = zh("整理人", "立卷人")
    date: Date | None = zh("整理日期")
    checker: Name | None = zh("检查人")
    checked: Date | None = zh("检查日期")
    note: Text | None = zh("情况说明")
    place: Text | None = zh("存放地点")
    handed_over: Date | None = zh("移交日期")
    contents: Many[Filed] = zh("文件", default=())
