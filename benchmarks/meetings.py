"""A branch's meetings: the committee's, the groups', the members', the monthly day, the lessons."""

from collections.abc import Iterator
from datetime import date

from invented import Branch
from records import Record, papers

THEMES = (
    "清理河道",
    "走访老党员",
    "学习党章",
    "春季植树",
    "秋收帮工",
    "防汛巡查",
    "助学结对",
    "重温入党誓词",
)
MATTERS = ("修机耕路", "换自来水管", "修晒谷场", "装路灯")
TALK = ("发言三人次，建议先修水渠", "有人问账目怎么公开，书记作了说明", "多数同意，提出要定期报进度")


def meetings(branch: Branch) -> list[Record]:
    """Everything held up to the day of judgement, in order of the day."""
    held = [
        record
        for first in branch.size.months()
        for record in (
            *_committee(branch, first),
            *_day(branch, first),
            *_lesson(branch, first),
            *_life(branch, first),
            *_groups(branch, first),
            *_assembly(branch, first),
        )
    ]
    return [record for record in held if record["日期"] <= branch.size.as_of]


def matter(year: int) -> str:
    """What the village decides on that year."""
    return MATTERS[year % len(MATTERS)]


def sitting(branch: Branch, year: int, month: int) -> tuple[str, date]:
    """The committee's meeting of a month; where there is no committee, the members' of its quarter."""
    if branch.has_committee:
        return f"Z-{year}-{month:02d}", date(year, month, 5)
    last = (month + 2) // 3 * 3
    return f"M-{year}-{last:02d}", date(year, last, 28)


def _attendance(present: int) -> Record:
    return {"应到": present, "实到": present}


def _committee(branch: Branch, first: date) -> Iterator[Record]:
    if not branch.has_committee:
        return
    items: list[Record] = [{"名称": f"研究{first.month}月主题党日", "类别": "其他", "结果": "不表决"}]
    if first.month == 1:
        items.append({"名称": "核定全年党费，同意务农的按季交", "类别": "党费", "讨论": "照工资条核对"})
    if first.month == 3:
        items.append({"名称": f"提议{matter(first.year)}", "类别": "重要事项", "讨论": "先修最急的一段"})
    if first.month == 6:
        items.append({"名称": "七一走访困难党员", "类别": "党费", "讨论": "三户，每户二百元"})
    for person in branch.newcomers:
        for topic, year, month in (
            ("确定入党积极分子", person.joined.year - 2, 12),
            ("研究发展对象", person.joined.year, 3),
            ("审查发展对象", person.joined.year, 6),
            ("预备党员转正", person.confirmed.year, 6),
        ):
            if (first.year, first.month) == (year, month):
                items.append({"名称": topic, "类别": topic, "对象": person.name, "结果": "不表决"})
    yield {
        "编号": f"Z-{first:%Y-%m}",
        "类型": "支委会",
        "日期": first.replace(day=5),
        "地点": "村党群服务中心",
        "主持人": branch.committee[0].name,
        "记录人": branch.committee[-1].name,
        **_attendance(len(branch.committee)),
        "议题": items,
        "资料": papers("会议通知 签到册 会议记录", f"{first.year}-2"),
    }


def _day(branch: Branch, first: date) -> Iterator[Record]:
    day = first.replace(day=10)
    yield {
        "编号": f"P-{first:%Y-%m}",
        "类型": "主题党日",
        "日期": day,
        "主题": branch.rng.choice(THEMES),
        "主持人": branch.committee[0].name,
        **_attendance(branch.on_roll(day)),
        **({"事前研究": f"Z-{first:%Y-%m}"} if branch.has_committee else {}),
        "内容": "先集中学习，再按主题分组干活",
        "落实情况": "议定的事办了，下月党日上讲",
        "资料": papers("活动方案 签到册 活动记录 照片", f"{first.year}-3"),
    }


def _lesson(branch: Branch, first: date) -> Iterator[Record]:
    day = first.replace(day=15)
    if first.month % 3 == 2:
        yield {
            "编号": f"K-{first:%Y-%m}",
            "类型": "党课",
            "日期": day,
            "主题": branch.rng.choice(("学习党章", "怎样当好党员", "本村的革命故事")),
            "主讲人": branch.committee[0].name,
            "主持人": branch.committee[-1].name,
            **_attendance(branch.on_roll(day)),
            "资料": papers("讲稿 签到册", f"{first.year}-4"),
        }


def _life(branch: Branch, first: date) -> Iterator[Record]:
    day = first.replace(day=18)
    if first.month == 12:
        yield {
            "编号": f"S-{first:%Y-%m}",
            "类型": ["党员大会", "组织生活会", "民主评议"],
            "日期": day,
            "主题": "转作风、办实事",
            "主持人": branch.committee[0].name,
            "记录人": branch.committee[-1].name,
            **_attendance(branch.on_roll(day)),
            "有表决权应到": branch.voting(day),
            "有表决权实到": branch.voting(day),
            "内容": "通报征求意见情况，逐人批评和自我批评，民主测评",
            "资料": papers("会议通知 签到册 会议记录", f"{first.year}-7"),
        }


def _groups(branch: Branch, first: date) -> Iterator[Record]:
    day = first.replace(day=20)
    for i, group in enumerate(branch.groups, 1):
        leader = next(p for p in branch.people[1:] if p.group == group)
        yield {
            "编号": f"X{i}-{first:%Y-%m}",
            "类型": "党小组会",
            "日期": day,
            "党小组": group,
            "主持人": leader.name,
            **_attendance(branch.on_roll(day, group)),
            "内容": branch.rng.choice(("学习文件，谈家里的难处", "读报，互相提意见", "议秋收帮工怎么排")),
            "资料": papers("会议记录", f"{first.year}-5"),
        }


def _assembly(branch: Branch, first: date) -> Iterator[Record]:
    day = first.replace(day=28)
    if first.month % 3 != 0:
        return
    ref = f"M-{first:%Y-%m}"
    yield {
        "编号": ref,
        "类型": "党员大会",
        "日期": day,
        "地点": "村党群服务中心",
        "主持人": branch.committee[0].name,
        "记录人": branch.committee[-1].name,
        **_attendance(branch.on_roll(day)),
        "有表决权应到": branch.voting(day),
        "有表决权实到": branch.voting(day),
        "议题": list(_items(branch, day)),
        "资料": [
            *papers("会议通知 签到册 票决汇总", f"{first.year}-1"),
            {"名称": "会议记录", "文件": f"{first.year}/{ref}-会议记录.txt"},
        ],
    }


def _items(branch: Branch, day: date) -> Iterator[Record]:
    if day.month == 3:
        yield _voted(branch, day, f"审查支委会{day.year - 1}年度工作报告", "听取审查支委会报告")
    else:
        yield {"名称": "学习文件，通报支部工作", "类别": "学习", "结果": "不表决"}
    if day.month == 3 and not branch.has_committee:
        yield _voted(branch, day, "七一走访困难党员", "党费")
        yield _voted(branch, day, f"提议{matter(day.year)}", "重要事项")
    if day.month == 6:
        prior = {"会前研究": f"Z-{day.year}-03"} if branch.has_committee else {}
        yield _voted(branch, day, f"审议{matter(day.year)}", "重要事项") | prior
    for person in branch.newcomers:
        if person.joined == day:
            yield _voted(branch, day, "讨论接收预备党员", "接收预备党员") | {
                "对象": person.name,
                "程序": ["发展对象汇报", "介绍人介绍", "支委会报告", "讨论"],
                "决议": "同意接收为预备党员",
            }
        if person.confirmed == day:
            yield _voted(branch, day, "讨论预备党员转正", "预备党员转正") | {
                "对象": person.name,
                "决议": "同意按期转正",
            }
        if day.month == 9 and day.year in {person.joined.year, person.confirmed.year}:
            yield {"名称": "宣布党委批复", "类别": "其他", "对象": person.name, "结果": "不表决"}


def _voted(branch: Branch, day: date, title: str, topic: str) -> Record:
    voters = branch.voting(day)
    against = branch.rng.randint(0, voters // 10)
    vote = {"方式": "无记名投票", "赞成": voters - against, "反对": against, "弃权": 0}
    talk = branch.rng.choice(TALK)
    return {"名称": title, "类别": topic, "讨论": talk, "表决": vote, "结果": "通过"}
