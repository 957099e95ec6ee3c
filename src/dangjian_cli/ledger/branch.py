"""The branch itself, and what an authority or a person has said about single findings."""

from typing import Annotated

from dangjian_cli.ledger.base import (
    REQUIRED,
    Count,
    Date,
    Many,
    Material,
    Name,
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


Conclusion = Annotated[
    str,
    one_of(
        "结论",
        "符合",
        "不符合",
        synonyms={
            "属实": "符合",
            "符合要求": "符合",
            "达标": "符合",
            "不属实": "不符合",
            "不符合要求": "不符合",
            "不达标": "不符合",
        },
    ),
]
"""What a person found on looking: whether the requirement is kept."""


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
    fonds_name: Text | None = zh("全宗名称", hint="支部归在哪个单位、哪个村的全宗里，写那个全宗的名称")
    catalogue: Text | None = zh("目录号", hint="按卷整理的才写，由档案部门给")
    body: Text | None = zh(
        "机构问题",
        "机构（问题）",
        "机构(问题)",
        hint="全宗里分机构（问题）的，支部归哪一类，如 党支部、党群工作",
    )
    body_code: Text | None = zh(
        "机构问题代码", "机构（问题）代码", "机构(问题)代码", hint="上一项在档号里的代码，如 DZB"
    )
    term: Count | None = zh("届期", hint="每届几年；不写按领域的一般规定")
    standard: Text | None = zh("标准版本")
    materials: Many[Material] = zh("资料", default=())


class Waiver(Record):
    """An authority's exemption of one finding (豁免), with an end.

    What is missing or cannot be read makes it void, and is told as a finding: the branch is judged all the
    same. So only the address must be there, and the end is kept as typed.
    """

    label = "豁免"
    act = "approved_on"
    natural = ("finding", "approved_on")

    finding: Text = zh("缺项", "地址", default=REQUIRED, hint="缺项的地址，如 DJ13.meet@2026-Q2")
    number: Text | None = zh("依据文号", "文号")
    authority: Text | None = zh("批准机关")
    approved_on: Date | None = zh("批准日", "批准日期")
    expires: Text | None = zh("到期日", "到期", hint="最后一天仍有效；必须写，写到日")
    reason: Text | None = zh("事由", "原因", "理由")


class Attestation(Record):
    """A person's dated judgement of what no record can show (人工核实).

    As with a waiver, what is missing makes it void and is told as a finding.
    """

    label = "人工核实"
    act = "date"
    natural = ("finding", "date")

    finding: Text = zh("地址", "缺项", "事项", default=REQUIRED, hint="待人工核实的是哪一处，写它的地址")
    by: Several[Name] = zh("核实人", default=())
    date: Date | None = zh("核实日", "核实日期", "日期")
    method: Text | None = zh("方式", "核实方式", "方法", "核实方法", hint="怎么核实的，如 查原件、问当事人")
    materials: Many[Material] = zh(
        "证据", "佐证", "资料", default=(), hint="看了哪些材料：文件名，或存放在哪里"
    )
    conclusion: Conclusion | None = zh("结论", hint="符合：看过，符合这条要求；不符合：算缺项")
    note: Text | None = zh("说明", hint="不符合的，写明怎么不符合")
    until: Text | None = zh("有效期至", "有效期", hint="最后一天仍有效；不写按标准包规定的最长期限")
    digest: Text | None = zh("内容指纹", "指纹", hint="照 dj check 给的抄；记录或证据一改就作废")
