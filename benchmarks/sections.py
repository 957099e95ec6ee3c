"""A branch's records, section by section: what a careful clerk would have by the day of judgement."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import cycle, islice
from typing import Any

from invented import EVERY_QUARTER, Branch, Person, day_before
from meetings import meetings
from politics import politics
from support import support

Record = dict[str, Any]


def ledger(branch: Branch) -> dict[str, dict[str, Any]]:
    """Every file's sections, by the name of the file."""
    return {
        "branch.yaml": {"支部": about(branch)},
        "台账/1-政治建设.yaml": politics(branch),
        "台账/2-组织建设.yaml": {
            "党员": [member(p, branch.size.as_of) for p in branch.people],
            "党小组": groups(branch),
            "支委会": committee(branch),
            "名册核对": roll_checks(branch),
        },
        "台账/3-组织生活.yaml": {
            "会议": meetings(branch),
            "谈心谈话": talks(branch),
            "组织生活会": life_meetings(branch),
            "民主评议": reviews(branch),
        },
        "台账/4-发展党员.yaml": {"发展党员": developments(branch)},
        "台账/6-党费.yaml": {
            "党费核定": rates(branch),
            "党费收缴": payments(branch),
            "党费上缴": receipts(branch),
            "党费使用": uses(branch),
            "党费公布": publications(branch),
        },
        "台账/6-阵地经费.yaml": support(branch),
    }


def paper(name: str, box: str) -> Record:
    """A document kept on paper."""
    return {"名称": name, "存放": "纸质", "盒号": box}


def about(branch: Branch) -> Record:
    """The branch itself."""
    return {
        "名称": f"{branch.county}{branch.town}{branch.village}演练党支部{branch.number + 1}",
        "领域": "农村",
        "成立日期": "1968-07-01",
        "建账日期": branch.size.opened,
        "上级党组织": f"{branch.town}党委",
        "所在单位": branch.village,
    }


def member(person: Person, as_of: date) -> Record:
    """A row of the roster."""
    row: Record = {"编号": person.ref, "姓名": person.name, "入党日期": person.joined}
    row |= {"转正日期": person.confirmed} if person.confirmed <= as_of else {}
    row |= {"党小组": person.group} if person.group else {}
    row |= {"变动": {"类型": "成为预备", "日期": person.approved}} if person.approved else {}
    return row | {"党费类别": person.category}


def groups(branch: Branch) -> list[Record]:
    """The groups, each led by its first member who is not the secretary."""
    return [
        {
            "编号": f"G-{i}",
            "名称": name,
            "成立日期": "2015-03-01",
            "组长": {"姓名": leader(branch, name).name, "起": "2015-03-01"},
        }
        for i, name in enumerate(branch.groups, 1)
    ]


def leader(branch: Branch, group: str) -> Person:
    """The leader of a group."""
    return next(p for p in branch.people[1:] if p.group == group)


def committee(branch: Branch) -> list[Record]:
    """One term, which began the day before the ledger was opened."""
    roles = ("书记", "副书记", "组织委员", "宣传委员", "纪检委员")
    return [
        {
            "编号": "W-1",
            "届次": "本届",
            "当选日期": day_before(branch.size.opened),
            "任期": 5,
            "设支委会": "是" if branch.has_committee else "否",
            "成员": [{"姓名": p.name, "职务": r} for p, r in zip(branch.committee, roles, strict=False)],
        }
    ]


def roll_checks(branch: Branch) -> list[Record]:
    """One a quarter."""
    days = [d.replace(day=12) for d in branch.size.months() if d.month % 3 == 1]
    return [
        {
            "编号": f"C-{day:%Y%m}",
            "日期": day,
            "党员数": branch.on_roll(day),
            "核对人": branch.committee[-1].name,
            "资料": paper("党员名册", f"{day.year}-5"),
        }
        for day in days
        if day <= branch.size.as_of
    ]


def talks(branch: Branch) -> list[Record]:
    """Every year: within the committee, the committee with everybody, members with each other."""
    found = []
    for year in branch.size.span:
        old = [p for p in branch.people if p.on_roll(date(year, 1, 1))]
        seats = len(branch.committee)
        pairs = [(old[i], old[(i + 1) % seats]) for i in range(seats if branch.has_committee else 0)]
        pairs += [(old[i % seats], person) for i, person in enumerate(old[seats:])]
        pairs += list(zip(old[seats:], old[seats + 1 :], strict=False))
        for i, (by, to) in enumerate(pairs):
            day = date(year, 1 + i % 10, 2 + i // 10 % 26)
            about_what = branch.rng.choice(("家里的收成", "外出务工的打算", "参加活动的情况", "对支部的意见"))
            found.append(
                {
                    "编号": f"T-{year}-{i:03d}",
                    "日期": day,
                    "谈话人": by.name,
                    "谈话对象": to.name,
                    "内容": about_what,
                }
            )
    return [talk for talk in found if talk["日期"] <= branch.size.as_of]


def past_years(branch: Branch) -> Iterator[int]:
    """The years whose organisational-life meeting has been held."""
    return (year for year in branch.size.span if date(year, 12, 28) <= branch.size.as_of)


def life_meetings(branch: Branch) -> list[Record]:
    """One a year, at its end."""
    return [
        {
            "编号": f"L-{year}",
            "所属年度": year,
            "会议": f"S-{year}-12",
            "形式": "党员大会",
            "主题": "转作风、办实事",
            "步骤": {
                "确定主题": {"日期": date(year, 12, 5)},
                "学习": {"日期": date(year, 12, 8)},
                "谈心谈话": {"日期": date(year, 12, 9), "截止": date(year, 12, 12)},
                "征求意见": {"日期": date(year, 12, 13)},
                "对照检查": {"日期": date(year, 12, 15)},
                "召开会议": {"日期": date(year, 12, 18), "会议": f"S-{year}-12"},
                "整改": {"日期": date(year, 12, 22), "内容": "列出清单，定人定时"},
                "通报": {"日期": date(year, 12, 26)},
            },
            "批评和自我批评": "支委带头，互提意见，都有记录",
            "整改清单": _task(branch, year),
            "资料": [
                paper(n, f"{year}-7")
                for n in (
                    "组织生活会方案",
                    "征求意见汇总",
                    "对照检查材料",
                    "批评意见记录",
                    "整改清单",
                    "通报材料",
                )
            ],
        }
        for year in past_years(branch)
    ]


def _task(branch: Branch, year: int) -> Record:
    """What is to be put right, and has been where its day has come."""
    task = {
        "编号": f"{year}-1",
        "问题": "通知发得晚",
        "措施": "提前三天",
        "责任人": branch.committee[-1].name,
    }
    done = date(year + 1, 2, 20)
    return task | {"期限": date(year + 1, 3, 31)} | ({"完成日期": done} if done <= branch.size.as_of else {})


def reviews(branch: Branch) -> list[Record]:
    """The review of the members, on the same day."""
    found = []
    for year in past_years(branch):
        day = date(year, 12, 18)
        rated = [p for p in branch.people if p.votes(day)]
        best = len(rated) // 4
        grades = ["优秀"] * best + ["合格"] * (len(rated) - best)
        ratings = [{"姓名": p.name, "等次": g} for p, g in zip(rated, grades, strict=True)]
        ratings += [
            {"姓名": p.name, "等次": "未参评", "原因": "预备党员，参加评议，不定等次"}
            for p in branch.people
            if p.on_roll(day) and not p.votes(day)
        ]
        found.append(
            {
                "编号": f"E-{year}",
                "所属年度": year,
                "会议": f"S-{year}-12",
                "参评人数": len(rated),
                "发出测评票": branch.on_roll(day),
                "收回测评票": branch.on_roll(day),
                "优秀": best,
                "合格": len(rated) - best,
                "基本合格": 0,
                "不合格": 0,
                "步骤": {
                    "学习教育": {"日期": date(year, 12, 8)},
                    "个人自评": {"日期": date(year, 12, 16)},
                    "党员互评": {"日期": date(year, 12, 17)},
                    "民主测评": {"日期": day, "会议": f"S-{year}-12"},
                    "评定意见": {"日期": day, "会议": f"S-{year}-12"},
                    "通报结果": {"日期": date(year, 12, 26)},
                },
                "评定": ratings,
                "资料": [paper(name, f"{year}-8") for name in ("测评汇总", "评定意见", "评议报告")],
            }
        )
    return found


def developments(branch: Branch) -> list[Record]:
    """Everybody who was admitted, step by step as far as it has come."""
    return [_development(person, branch) for person in branch.newcomers]


def _development(person: Person, branch: Branch) -> Record:
    year, body = person.joined.year, {"机关": f"{branch.town}党委"}
    sponsors = [p.name for p in islice(cycle(branch.committee[1:]), 2)]
    steps: dict[str, Record] = {
        "确定为入党积极分子": {"日期": date(year - 2, 12, 20)},
        "听取意见": {"日期": date(year, 2, 20), "来源": ["党小组", "培养联系人", "党员", "群众"]},
        "支委会研究发展对象": {"日期": date(year, 3, 5), "会议": f"Z-{year}-03"},
        "上级备案": {"日期": date(year, 3, 12), **body},
        "上级同意": {"日期": date(year, 3, 12), **body},
        "公示": {"日期": date(year, 3, 16), "截止": date(year, 3, 27), "地点": "村公开栏"},
        "列为发展对象": {"日期": date(year, 3, 30)},
        "确定入党介绍人": {"日期": date(year, 4, 2), "人员": sponsors},
        "政治审查": {"日期": date(year, 4, 20), "结论": "合格"},
        "集中培训": {"日期": date(year, 5, 20), "截止": date(year, 5, 22), "天数": 3, "学时": 24, **body},
        "支委会审查": {"日期": date(year, 6, 5), "会议": f"Z-{year}-06"},
        "报上级预审": {"日期": date(year, 6, 8)},
        "预审合格": {"日期": date(year, 6, 12), **body},
        "发放入党志愿书": {"日期": date(year, 6, 15)},
        "党员大会接收": {"日期": person.joined, "会议": f"M-{year}-06"},
        "上报审批": {"日期": date(year, 7, 1)},
        "组织员谈话": {"日期": date(year, 7, 10), "人员": "组织员老周"},
        "党委审批": {
            "日期": person.approved,
            **body,
            "文号": f"{branch.town[:2]}党复〔{year}〕{branch.number % 90 + 1}号",
            "内容": f"预备期自{year}年6月28日至{year + 1}年6月27日",
        },
        "编入党支部党小组": {"日期": date(year, 7, 25)},
        "组织部门备案": {"日期": date(year, 7, 28), "机关": f"{branch.county}委组织部"},
        "入党宣誓": {"日期": date(year, 8, 10), "会议": f"P-{year}-08"},
        "宣布批准": {"日期": date(year, 9, 28), "会议": f"M-{year}-09"},
        "预备期考察": {"日期": date(year + 1, 1, 10), "结论": "表现好"},
        "转正申请": {"日期": date(year + 1, 5, 28)},
        "转正听取意见": {"日期": date(year + 1, 6, 1), "来源": ["党小组", "党员", "群众"]},
        "转正支委会审查": {"日期": date(year + 1, 6, 5), "会议": f"Z-{year + 1}-06"},
        "党员大会讨论转正": {"日期": person.confirmed, "会议": f"M-{year + 1}-06"},
        "转正审批": {"日期": date(year + 1, 7, 20), **body},
        "转正谈话": {"日期": date(year + 1, 7, 25), "人员": branch.committee[0].name},
        "宣布转正": {"日期": date(year + 1, 9, 28), "会议": f"M-{year + 1}-09"},
        "材料归档": {"日期": date(year + 1, 10, 10)},
    }
    box = f"{year}-3"
    return {
        "编号": f"F-{year}",
        "姓名": person.name,
        "步骤": {name: step for name, step in steps.items() if step["日期"] <= branch.size.as_of},
        "资料": [
            *(paper(name, box) for name in ("意见汇总", "上级同意批复", "预审批复", "接收批复")),
            {"名称": "入党志愿书", "去向": "党委"},
        ],
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
