"""The branch itself, and what an authority or a person has said about single findings."""

from typing import Annotated

from dangjian_cli.ledger.base import (
    REQUIRED,
    Count,
    Date,
    Many,
    Material,
    Record,
    Several,
    Text,
    one_of,
    zh,
)

FIELDS = ("农村", "社区", "机关", "国企", "事业单位", "高校", "非公企业", "社会组织")

Field = Annotated[
    str,
    one_of(
        "领域",
        *FIELDS,
        synonyms={"村": "农村", "国有企业": "国企", "党政机关": "机关", "城市社区": "社区"},
    ),
]

BranchKind = Annotated[
    str,
    one_of(
        "支部类型", "党支部", "联合党支部", "临时党支部", "流动党员党支部", synonyms={"普通党支部": "党支部"}
    ),
]


class Branch(Record):
    """The branch (党支部) whose ledger this is."""

    label = "支部"

    name: Text = zh("名称", "支部名称", "全称", default=REQUIRED)
    field: Field = zh("领域", default=REQUIRED, hint="农村、社区、机关、国企……决定适用哪些明白卡")
    kind: BranchKind = zh("类型", default="党支部")
    founded: Date = zh("成立日期", default=REQUIRED)
    opened: Date = zh("建账日期", default=REQUIRED, hint="从这一天起的工作才核对；以前的只作为事实")
    ended: Date | None = zh("撤销日期")
    superior: Text | None = zh("上级党组织", "上级党委")
    unit: Text | None = zh("所在单位", "单位名称")
    units: Several[Text] = zh("覆盖单位", default=())
    region: Text | None = zh("行政区划")
    fonds_number: Text | None = zh("全宗号", hint="由档案部门给，不要自己编")
    fonds_name: Text | None = zh("全宗名称")
    term: Count | None = zh("届期", hint="每届几年；不写按领域的一般规定")
    standard: Text | None = zh("标准版本")
    materials: Many[Material] = zh("资料", default=())


class Waiver(Record):
    """An authority's exemption of one finding (豁免), with an end."""

    label = "豁免"
    act = "approved_on"
    natural = ("finding",)

    finding: Text = zh("缺项", default=REQUIRED, hint="缺项的地址，如 DJ13.meet@2026-Q2")
    number: Text | None = zh("依据文号", "文号")
    authority: Text | None = zh("批准机关")
    approved_on: Date | None = zh("批准日", "批准日期")
    expires: Text | None = zh("到期日", "到期", hint="最后一天仍有效")
    reason: Text | None = zh("原因", "理由")


class Attestation(Record):
    """A person's dated judgement of what no record can show (人工核实)."""

    label = "人工核实"
    act = "date"
    natural = ("finding",)

    finding: Text = zh("缺项", "事项", default=REQUIRED, hint="核实的是哪一条，写它的地址")
    by: Text | None = zh("核实人")
    date: Date | None = zh("核实日", "核实日期", "日期")
    method: Text | None = zh("方法", "核实方法")
    conclusion: Text | None = zh("结论")
    evidence: Many[Text] = zh("佐证", "依据", default=())
    until: Date | None = zh("有效期至", "有效期")
    digest: Text | None = zh("内容指纹", hint="由 dj 填写；记录一改就作废")
