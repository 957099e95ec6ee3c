"""Ledger six but for the dues: where a branch meets, the money it is given, what it makes public."""

from collections.abc import Iterator
from datetime import date

from invented import Branch
from records import Record, Sections, papers


def support(branch: Branch) -> Sections:
    """The venue, the money and the disclosures, up to the day of judgement."""
    as_of = branch.size.as_of
    return {
        "阵地": [venue(branch)],
        "经费": [fund for fund in funds(branch) if fund["日期"] <= as_of],
        "党务公开": list(disclosures(branch)),
    }


def venue(branch: Branch) -> Record:
    """The village's own rooms, used twice a year."""
    days = [date(year, month, 18) for year in branch.size.span for month in (3, 9)]
    return {
        "编号": "O-01",
        "名称": "村党群服务中心",
        "地址": branch.village,
        "面积": "150平方米",
        "设施": ["会议室", "图书角"],
        "远程教育": "是",
        "使用记录": [{"日期": day, "内容": "看远程教育的课"} for day in days if day <= branch.size.as_of],
        "资料": papers("资产登记 场所照片", f"{branch.size.opened.year}-8"),
    }


def funds(branch: Branch) -> Iterator[Record]:
    """A grant in spring and something bought with it, every year."""
    for year in branch.size.span:
        yield {
            "编号": f"I-{year}-1",
            "类型": "拨付",
            "年度": year,
            "日期": date(year, 3, 12),
            "金额": "12000.00",
            "用途": "村级组织活动经费",
            "文号": f"{branch.town[:2]}财〔{year}〕5号",
        }
        yield {
            "编号": f"I-{year}-2",
            "类型": "支出",
            "年度": year,
            "日期": date(year, 6, 10),
            "金额": "1860.00",
            "用途": "活动室桌椅",
            "公开日期": date(year, 6, 20),
            "资料": papers("票据", f"{year}-8"),
        }


def disclosures(branch: Branch) -> Iterator[Record]:
    """The first half-year's dues, on the board in July."""
    for year in branch.size.span:
        steps: dict[str, Record] = {
            "提出方案": {"日期": date(year, 7, 11)},
            "审核": {"日期": date(year, 7, 12), "结论": "不涉密，数字和账一致"},
            "审批": {"日期": date(year, 7, 14), "机关": "支委会" if branch.has_committee else "书记"},
            "公开": {"日期": date(year, 7, 15), "截止": date(year, 7, 31)},
        }
        if steps["公开"]["日期"] <= branch.size.as_of:
            yield {
                "编号": f"DK-{year}",
                "名称": "上半年党费收缴使用",
                "类别": "党费",
                "内容": "每人应交、实交，用了多少",
                "范围": "全体党员",
                "时间": "七月中旬，公开半个月",
                "方式": "党务公开栏",
                "步骤": steps,
                "意见反馈": "没有不同意见",
                "资料": papers("公开审批表 公开照片", f"{year}-8"),
            }
