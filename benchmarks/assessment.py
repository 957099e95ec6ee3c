"""Ledger seven: the secretary's report, the branch's look at itself, the boxes of a year's papers."""

from collections.abc import Iterator
from datetime import date

from invented import Branch
from records import Record, Sections, papers, steps_by


def assessment(branch: Branch) -> Sections:
    """The sections of ledger seven, up to the day of judgement."""
    as_of = branch.size.as_of
    return {
        "述职评议": list(appraisals(branch)),
        "自查整改": [check for check in self_checks(branch) if check["日期"] <= as_of],
        "归档": [box for box in boxes(branch) if box["整理日期"] <= as_of],
    }


def appraisals(branch: Branch) -> Iterator[Record]:
    """Every December before the members, in January before the Party committee."""
    for year in branch.size.span:
        held = date(year, 12, 28)
        if held > branch.size.as_of:
            return
        steps: dict[str, Record] = {
            "撰写报告": {"日期": date(year, 12, 20)},
            "向党员大会述职": {"日期": held, "会议": f"M-{year}-12"},
            "评议": {"日期": held, "会议": f"M-{year}-12"},
            "向上级述职": {"日期": date(year + 1, 1, 15), "机关": f"{branch.town}党委"},
            "整改": {"日期": date(year + 1, 3, 10), "内容": "意见列成清单，分工到人"},
        }
        forms = branch.on_roll(held)
        fair = branch.rng.randint(0, forms // 4)
        yield {
            "编号": f"SZ-{year}",
            "年度": year,
            "述职人": branch.committee[0].name,
            "步骤": steps_by(branch.size.as_of, steps),
            "发出评议表": forms,
            "收回评议表": forms,
            "好": forms - fair,
            "较好": fair,
            "资料": papers("述职报告 评议汇总", f"{year}-7"),
        }


def self_checks(branch: Branch) -> Iterator[Record]:
    """One every September."""
    for year in branch.size.span:
        task = {
            "编号": "W-1",
            "内容": "两次党小组会没有写补学日期",
            "类别": "达标不实",
            "措施": "照签到册补写",
            "责任人": branch.committee[-1].name,
            "期限": date(year, 10, 31),
        }
        done = date(year, 10, 20)
        yield {
            "编号": f"ZC-{year}",
            "日期": date(year, 9, 16),
            "范围": "七个台账",
            "学标日期": date(year, 9, 8),
            "报告日期": date(year, 9, 16),
            "问题": task | ({"销号日期": done} if done <= branch.size.as_of else {}),
            "资料": papers("对标清单 自查报告", f"{year}-7"),
        }


def boxes(branch: Branch) -> Iterator[Record]:
    """What was kept for good, put in order the March after."""
    for year in branch.size.span:
        yield {
            "编号": f"GD-{year}",
            "年度": year,
            "保管期限": "永久",
            "盒号": f"{year}-1",
            "题名": "党员大会",
            "整理人": branch.people[1].name,
            "整理日期": date(year + 1, 3, 10),
            "检查人": branch.people[0].name,
            "检查日期": date(year + 1, 3, 10),
            "存放地点": "村档案柜",
            "文件": [
                {
                    "件号": 1,
                    "名称": "会议记录",
                    "题名": f"{year}年党员大会会议记录",
                    "日期": date(year, 12, 28),
                    "页数": 24,
                    "标准": "党员大会",
                    "规范": "三会一课制度",
                }
            ],
        }
