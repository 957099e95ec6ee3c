"""Ledger three but for the meetings: talks, the organisational-life meeting, the review of the members."""

from collections.abc import Iterator
from datetime import date

from invented import Branch
from records import Record, Sections, papers


def life(branch: Branch) -> Sections:
    """What goes with the meetings of ledger three."""
    return {
        "谈心谈话": talks(branch),
        "组织生活会": life_meetings(branch),
        "民主评议": reviews(branch),
    }


def talks(branch: Branch) -> list[Record]:
    """Every year: within the committee, the committee with everybody, members with each other."""
    found: list[Record] = []
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
            "资料": papers(
                "组织生活会方案 征求意见汇总 对照检查材料 批评意见记录 整改清单 通报材料", f"{year}-7"
            ),
        }
        for year in past_years(branch)
    ]


def _task(branch: Branch, year: int) -> Record:
    """What is to be put right, and has been where its day has come."""
    task: Record = {
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
                "资料": papers("测评汇总 评定意见 评议报告", f"{year}-8"),
            }
        )
    return found
