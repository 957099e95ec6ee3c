"""The dues: what everybody is to pay and has paid, what was handed on, used and made public."""

from datetime import date
from decimal import Decimal

from invented import EVERY_QUARTER, Branch
from records import Record, Sections, paper


def dues(branch: Branch) -> Sections:
    """The dues of ledger six."""
    return {
        "党费核定": rates(branch),
        "党费收缴": payments(branch),
        "党费上缴": receipts(branch),
        "党费使用": uses(branch),
        "党费公布": publications(branch),
    }


def rates(branch: Branch) -> list[Record]:
    """What everybody is to pay, fixed on 5 January, or on the day of admission."""
    found = []
    for year in branch.size.span:
        for person in branch.people:
            if person.approved and person.joined.year > year:
                continue
            admitted = person.approved is not None and person.joined.year == year
            row: Record = {"姓名": person.name, "年度": year, "类别": person.category}
            row |= {"基数": person.base} if person.base else {}
            row |= {"月应交": person.monthly, "交纳周期": person.every}
            day = person.joined if admitted else date(year, 1, 5)
            found.append(
                row
                | {"核定日期": day, "会议": f"Z-{year}-{day:%m}" if branch.has_committee else f"P-{year}-01"}
            )
    return found


def payments(branch: Branch) -> list[Record]:
    """Every payment, on the tenth of the month; a newcomer's first one on the day of admission."""
    found = []
    for first in branch.size.months():
        for person in branch.people:
            joined = person.joined if person.approved else date.min
            if (first.year, first.month) < (joined.year, joined.month):
                continue
            day = max(first.replace(day=10), joined)
            quarterly = person.every == EVERY_QUARTER
            if day > branch.size.as_of or (quarterly and first.month % 3 != 1):
                continue
            amount = person.monthly * 3 if quarterly else person.monthly
            row: Record = {"姓名": person.name, "月份": f"{first:%Y-%m}"}
            row |= {"至": f"{first.year}-{first.month + 2:02d}"} if quarterly else {}
            found.append(row | {"应交": amount, "实交": amount, "交纳日期": day})
    return found


def collected(paid: list[Record], first: date, last: date) -> Decimal:
    """What came in from the first month to the last."""
    amounts = (p["实交"] for p in paid if f"{first:%Y-%m}" <= p["月份"] <= f"{last:%Y-%m}")
    return sum(amounts, Decimal("0.00"))


def receipts(branch: Branch) -> list[Record]:
    """What was handed on, quarter by quarter, on the eighth of the month after."""
    found, paid = [], payments(branch)
    for first in branch.size.months():
        day = date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 8)
        if first.month % 3 == 1 and day <= branch.size.as_of:
            last = first.replace(month=first.month + 2)
            total = collected(paid, first, last)
            found.append(
                {
                    "编号": f"S-{first:%Y%m}",
                    "月份": f"{first:%Y-%m}",
                    "至": f"{last:%Y-%m}",
                    "收缴合计": total,
                    "上缴": total,
                    "日期": day,
                    "收据": f"{branch.town[:2]}党费〔{first.year}〕{first.month}号",
                    "资料": paper("党费收据", f"{first.year}-6"),
                }
            )
    return found


def uses(branch: Branch) -> list[Record]:
    """Help for members in need, before the first of July."""
    return [
        {
            "编号": f"Y-{year}",
            "日期": date(year, 6, 25),
            "金额": "600.00",
            "用途": "补助困难党员",
            "会议": f"Z-{year}-06" if branch.has_committee else f"M-{year}-03",
            "资料": paper("签收单", f"{year}-6"),
        }
        for year in branch.size.span
        if date(year, 6, 25) <= branch.size.as_of
    ]


def publications(branch: Branch) -> list[Record]:
    """The first half-year's dues, published in July."""
    paid = payments(branch)
    return [
        {
            "编号": f"B-{year}",
            "年度": year,
            "至": f"{year}-06",
            "日期": date(year, 7, 15),
            "收缴合计": collected(paid, date(year, 1, 1), date(year, 6, 1)),
            "使用合计": "600.00",
            "方式": "公开栏张贴",
            "资料": paper("公布表", f"{year}-6"),
        }
        for year in branch.size.span
        if date(year, 7, 15) <= branch.size.as_of
    ]
