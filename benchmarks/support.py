"""Ledger six but for the dues: where a branch meets, and the money it is given."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from invented import Branch

Record = dict[str, Any]


def support(branch: Branch) -> dict[str, list[Record]]:
    """The venue and the money, up to the day of judgement."""
    as_of = branch.size.as_of
    return {"阵地": [venue(branch)], "经费": [fund for fund in funds(branch) if fund["日期"] <= as_of]}


def _papers(names: str, year: int) -> list[Record]:
    return [{"名称": name, "存放": "纸质", "盒号": f"{year}-8"} for name in names.split()]


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
        "资料": _papers("资产登记 场所照片", branch.size.opened.year),
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
            "资料": _papers("票据", year),
        }
