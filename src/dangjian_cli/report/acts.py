"""豁免、人工核实 as text: what each is for, how it is written, when it has no effect."""

from collections.abc import Iterator

from dangjian_cli.card import Pack
from dangjian_cli.report.look import Look

_WAIVER = """\
豁免:
  - 缺项: DJ13.papers@M-2025-11/会议记录
    依据文号: 青禾党发〔2026〕21号
    批准机关: 中共青禾镇委员会
    批准日: 2026-10-12
    到期日: 2027-03-31
    事由: 原件受潮，送县档案馆修复"""

_ATTESTATION = """\
人工核实:
  - 地址: DJ24.year@F-2025-01
    核实人: 贺长庚
    核实日: 2026-11-20
    方式: 查支委会会议记录原件
    证据:
      - 名称: 支委会会议记录
        存放: 纸质
        盒号: 2025-3
    结论: 符合
    内容指纹: 0123456789abcdef"""


def explained(section: str, pack: Pack, look: Look) -> Iterator[str]:
    """One of the two, by the name of its section."""
    yield from _waiver(pack, look) if section == "豁免" else _attestation(pack, look)


def _waiver(pack: Pack, look: Look) -> Iterator[str]:
    yield from _told(
        "豁免",
        "上级党组织批准，某一处缺项在一段时间里不追究。缺项仍在报告里，注明谁批的、管到哪天；不算没通过。",
        _WAIVER,
        (
            "一条只管一处，“缺项”照报告里的地址抄；不能把一整条要求、一类要求都豁免。",
            "六栏都要写。批准日以前的报告看不到它。",
            "到期日当天还算数，过了就恢复成缺项；读不出是哪一天的，按已经过期算。",
            f"从批准日到到期日最长{pack.head.waiver_months}个月，写得再长就不算数。",
            "只能豁免缺项。还没有到期的照样列在“接下来要办”；待人工核实的要由人核实。",
            "过期的、写不全的、对不上的，各算一处应改；已经用不着的，作提示。",
        ),
        look,
    )


def _attestation(pack: Pack, look: Look) -> Iterator[str]:
    yield from _told(
        "人工核实",
        "记录上看不出来、程序定不了的，由人看过以后写下结论。它只管报告里“待人工核实”的，不能把缺项变成达标。",
        _ATTESTATION,
        (
            "一条只管一处，“地址”“内容指纹”照报告里的抄；“内容指纹”要在记录和证据都放好以后抄。",
            "结论写“符合”，这一处就算达标；写“不符合”，算一处缺项，怎么不符合写在“说明”里。",
            "证据写看了哪些材料：在“档案”文件夹里的写“文件”，纸质的写“存放: 纸质”和“盒号”。",
            "记录的内容改了，或者记录、证据里写的文件变了一个字节，这条核实就作废，要重新核实。",
            "记录挪了地方、栏目换了先后、日期换了写法、别的记录改了，都不影响。",
            f"“有效期至”当天还算数，可以不写；从核实日起最长{pack.head.attest_months}个月。",
            "作废的、过期的、写不全的、对不上的，各算一处应改；已经用不着的，作提示。",
        ),
        look,
    )


def _told(title: str, use: str, example: str, rules: tuple[str, ...], look: Look) -> Iterator[str]:
    yield from look.lines(title, style="head")
    yield from look.lines(use)
    yield ""
    yield from look.lines("写在 branch.yaml，或“台账”文件夹里的任一个文件：", style="head")
    yield from (f"  {line}" for line in example.splitlines())
    yield ""
    yield from look.lines("怎么算", style="head")
    for rule in rules:
        yield from look.lines(rule, "  · ", "    ")
    yield ""
    yield from look.lines("期限长短没有哪个文件规定，是本标准自己的谨慎，县里可以用细则改。", style="dim")
