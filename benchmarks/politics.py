"""Ledger one: what a branch studies, plans, reports and thinks about."""

from collections.abc import Iterator
from datetime import date

from invented import Branch
from meetings import sitting
from records import Record, Sections, paper

TOPICS = ("防汛部署", "乡村振兴的文件", "给基层减负的规定", "秋冬防火部署")
THEORY = ("党的创新理论专题", "党章和入党誓词", "党员的权利和义务")


def politics(branch: Branch) -> Sections:
    """The sections of ledger one, up to the day of judgement."""
    sections = {
        "学习": studies(branch),
        "计划总结": plans(branch),
        "请示报告": reports(branch),
        "思想分析": analyses(branch),
    }
    as_of = branch.size.as_of
    return {name: [record for record in held if record["日期"] <= as_of] for name, held in sections.items()}


def studies(branch: Branch) -> Iterator[Record]:
    """Every quarter the first item of a meeting, and a monthly day spent in study."""
    for year in branch.size.span:
        for quarter in range(4):
            month = 3 * quarter + 1
            ref, day = sitting(branch, year, month)
            yield {
                "编号": f"PX-{year}-{2 * quarter + 1}",
                "类型": "第一议题",
                "日期": day,
                "主题": branch.rng.choice(TOPICS),
                "主讲人": branch.committee[0].name,
                "会议": ref,
                "学时": "0.5",
                "参加人数": len(branch.committee) if branch.has_committee else branch.on_roll(day),
                "落实情况": "分到人，下月支委会上问",
            }
            day = date(year, month + 1, 10)
            yield {
                "编号": f"PX-{year}-{2 * quarter + 2}",
                "类型": "理论学习",
                "日期": day,
                "主题": branch.rng.choice(THEORY),
                "主讲人": branch.committee[-1].name,
                "会议": f"P-{day:%Y-%m}",
                "学时": 1,
                "参加人数": branch.on_roll(day),
            }


def plans(branch: Branch) -> Iterator[Record]:
    """A plan of work, a plan of study and a summary a year."""
    for year in branch.size.span:
        for i, (kind, month) in enumerate((("年度计划", 1), ("学习计划", 1), ("年度总结", 12)), 1):
            ref, day = sitting(branch, year, month)
            yield {
                "编号": f"Q-{year}-{i}",
                "类型": kind,
                "年度": year,
                "日期": day,
                "题名": f"{year}年{kind}",
                "会议": ref,
                "报送日期": day,
                "资料": [paper(kind, f"{year}-1")],
            }


def reports(branch: Branch) -> Iterator[Record]:
    """The committee's report to the members, once a year."""
    for year in branch.size.span:
        yield {
            "编号": f"R-{year}",
            "类型": "支委会工作报告",
            "日期": date(year, 3, 28),
            "题名": f"支委会{year - 1}年度工作报告",
            "会议": f"M-{year}-03",
            "资料": [paper("工作报告", f"{year}-1")],
        }


def analyses(branch: Branch) -> Iterator[Record]:
    """What members think, twice a year; the second time ideology too."""
    for year in branch.size.span:
        for half, month in enumerate((6, 9), 1):
            ref, day = sitting(branch, year, month)
            yield {
                "编号": f"U-{year}-{half}",
                "类型": ["党员思想状况", "意识形态"][:half],
                "日期": day,
                "主题": f"{year}年{'上下'[half - 1]}半年党员思想状况",
                "会议": ref,
                "主要情况": branch.rng.choice(("在外的惦记家里老人", "收成好，心里踏实", "盼水渠早修好")),
                "措施": "每月通一次电话，难事支委会上议",
                "资料": [paper("思想状况分析报告", f"{year}-1")],
            }
