"""Ledger five: how a village branch leads the village, what its members take on, whom they help."""

from collections.abc import Iterator
from datetime import date, timedelta

from invented import Branch
from meetings import matter, sitting
from records import Record, Sections, paper, papers, steps_by

VISITED = "困难党员两户"


def village(branch: Branch) -> Sections:
    """The sections of ledger five, up to the day of judgement."""
    sections: dict[str, tuple[Iterator[Record], str]] = {
        "村级组织": (bodies(branch), "产生日期"),
        "村民会议": (assemblies(branch), "日期"),
        "村务公开": (disclosures(branch), "公开日期"),
        "村务监督": (oversight(branch), "日期"),
        "设岗定责": (posts(branch), "认领日期"),
        "承诺践诺": (pledges(branch), "承诺日期"),
        "走访慰问": (visits(branch), "日期"),
        "中心工作": (projects(branch), "立项日期"),
    }
    as_of = branch.size.as_of
    return {
        "四议两公开": list(decisions(branch)),
        **{name: [r for r in held if r[act] <= as_of] for name, (held, act) in sections.items()},
    }


def bodies(branch: Branch) -> Iterator[Record]:
    """The village's committee, its deputies and its supervisors, all chosen in the first spring."""
    year, old = branch.size.opened.year, branch.people
    yield {
        "编号": "V-1",
        "类型": "村民委员会",
        "产生日期": date(year, 4, 10),
        "成员": [{"姓名": old[0].name, "职务": "主任"}, {"姓名": old[1].name, "职务": "委员"}],
        "财务往来较多": "否",
        "移交日期": date(year, 4, 17),
        "上届审计公布": date(year, 3, 30),
        "资料": [{"名称": name, "去向": "村级档案"} for name in ("选举文件", "选票")],
    }
    yield {
        "编号": "V-2",
        "类型": "村民代表会议",
        "产生日期": date(year, 4, 12),
        "组成人数": 36,
        "村民代表": 33,
        "妇女代表": 13,
    }
    yield {
        "编号": "V-3",
        "类型": "村务监督机构",
        "产生日期": date(year, 4, 18),
        "推选会议": f"A-{year}-2",
        "成员": [{"姓名": old[2].name, "职务": "主任"}, {"姓名": old[3].name, "职务": "委员"}],
        "懂财会管理": old[3].name,
    }


def assemblies(branch: Branch) -> Iterator[Record]:
    """The deputies once a quarter, the villagers once a year."""
    for year in branch.size.span:
        topics = (
            (2, 20, {"名称": f"村委会{year - 1}年工作报告", "类别": "工作报告"}),
            (4, 18, {"名称": "推选村务监督委员会" if year == branch.size.opened.year else "春灌安排"}),
            (7, 20, {"名称": matter(year), "类别": "重要事项", "会前研究": sitting(branch, year, 3)[0]}),
            (11, 18, {"名称": "冬季护林安排"}),
        )
        for quarter, (month, day, topic) in enumerate(topics, 1):
            yield {
                "编号": f"A-{year}-{quarter}",
                "类型": "村民代表会议",
                "日期": date(year, month, day),
                "应到": 36,
                "实到": 31,
                "议题": [{"类别": "其他", **topic, "赞成": 29, "结果": "通过"}],
            }
        yield {
            "编号": f"A-{year}-5",
            "类型": "村民会议",
            "日期": date(year, 9, 20),
            "通知日期": date(year, 9, 5),
            "按户代表": "是",
            "应到": 210,
            "实到": 168,
            "议题": [{"名称": "修订村规民约", "类别": "其他", "赞成": 160, "结果": "通过"}],
        }


def decisions(branch: Branch) -> Iterator[Record]:
    """One matter a year, from the branch's proposal in March to the result in October."""
    for year in branch.size.span:
        proposal, proposed = sitting(branch, year, 3)
        steps: dict[str, Record] = {
            "村党组织提议": {"日期": proposed, "会议": proposal},
            "村两委会议商议": {"日期": date(year, 4, 2)},
            "党员大会审议": {"日期": date(year, 6, 28), "会议": f"M-{year}-06"},
            "村民会议或村民代表会议决议": {
                "日期": date(year, 7, 20),
                "会议": f"A-{year}-3",
                "结论": "通过",
            },
            "决议公开": {"日期": date(year, 7, 24), "截止": date(year, 8, 14)},
            "实施结果公开": {"日期": date(year, 10, 20), "截止": date(year, 11, 10)},
        }
        if held := steps_by(branch.size.as_of, steps):
            yield {
                "编号": f"E-{year}",
                "名称": matter(year),
                "步骤": held,
                "资料": papers("提议书 两委商议记录 村民代表会议决议 公开照片", f"{year}-9"),
            }


def disclosures(branch: Branch) -> Iterator[Record]:
    """What was done and spent in the quarter before, in its second week."""
    for first in branch.size.months():
        if first.month % 3 == 1:
            day = first.replace(day=10)
            yield {
                "编号": f"G-{first:%Y-%m}",
                "类型": "一般事项",
                "公开日期": day,
                "截止": day + timedelta(days=20),
                "内容": "上季度办事和收支",
                "审核日期": day - timedelta(days=2),
                "地点": "村务公开栏",
                "资料": paper("公示底稿", f"{first.year}-9"),
            }


def oversight(branch: Branch) -> Iterator[Record]:
    """The supervisors look at the accounts in summer; in autumn the villagers judge their committee."""
    for year in branch.size.span:
        yield {
            "编号": f"J-{year}-1",
            "类型": "监督会议",
            "日期": date(year, 7, 16),
            "人员": branch.people[2].name,
            "内容": "上半年的账逐笔对过",
            "资料": paper("监督会议记录", f"{year}-9"),
        }
        yield {
            "编号": f"J-{year}-2",
            "类型": "民主评议",
            "日期": date(year, 11, 18),
            "主持": "村务监督委员会",
            "人员": branch.people[2].name,
            "内容": "村民代表会上评议村委会成员",
            "资料": paper("民主评议表", f"{year}-9"),
        }


def posts(branch: Branch) -> Iterator[Record]:
    """Two posts a year, each with somebody to look after it."""
    for year in branch.size.span:
        posted, reviewed = date(year, 2, 12), date(year, 11, 16)
        for i, title in enumerate(("水源巡护岗", "护林防火岗")):
            yield {
                "编号": f"A-{year}-{i + 1}",
                "岗位": title,
                "职责": "每周看一次，有事当天报",
                "姓名": branch.people[2 + (year + i) % 3].name,
                "认领日期": date(year, 2, 10),
                **_done(branch, posted, 公示日期=posted),
                **_done(branch, reviewed, 评议日期=reviewed),
            }


def pledges(branch: Branch) -> Iterator[Record]:
    """One a year from everybody who leads the branch."""
    for year in branch.size.span:
        posted, kept, reviewed = date(year, 2, 12), date(year, 10, 30), date(year, 11, 16)
        for i, person in enumerate(branch.committee, 1):
            yield {
                "编号": f"C-{year}-{i}",
                "姓名": person.name,
                "年度": year,
                "承诺日期": date(year, 2, 10),
                "内容": branch.rng.choice(("带五户种新品种", "每月看一次独居老人", "带头清渠")),
                **_done(branch, posted, 公示日期=posted),
                **_done(branch, kept, 践诺日期=kept),
                **_done(branch, reviewed, 评议日期=reviewed, 评议结果="兑现"),
                "资料": paper("承诺书", f"{year}-9"),
            }


def visits(branch: Branch) -> Iterator[Record]:
    """Before the Spring Festival to the frail, in spring to a household in need."""
    for year in branch.size.span:
        yield {
            "编号": f"B-{year}-1",
            "类型": "慰问",
            "日期": date(year, 1, 20),
            "走访人": branch.committee[0].name,
            "对象": [p.name for p in branch.frail] or [VISITED],
            "资料": paper("走访慰问登记", f"{year}-9"),
        }
        yield {
            "编号": f"B-{year}-2",
            "类型": "帮扶",
            "日期": date(year, 4, 18),
            "走访人": branch.committee[-1].name,
            "对象": [VISITED],
            "需求": "水管冻裂，没有人修",
            "帮扶措施": "换管子，轮流挑水",
            **_done(branch, date(year, 4, 22), 反馈="4月22日通水"),
            "资料": paper("帮扶台账", f"{year}-9"),
        }


def projects(branch: Branch) -> Iterator[Record]:
    """The matter that the village decides on, as the branch's work."""
    for year in branch.size.span:
        finished = date(year, 10, 18)
        progress: list[Record] = [{"日期": date(year, m, 2), "内容": f"{m}月进度"} for m in (5, 8)]
        yield {
            "编号": f"X-{year}",
            "名称": matter(year),
            "类型": "集体经济",
            "立项日期": date(year, 2, 24),
            "责任人": [branch.committee[0].name],
            "分工": "支委包段，党员出工",
            "进度": [p for p in progress if p["日期"] <= branch.size.as_of],
            **_done(branch, finished, 完成日期=finished, 成效="全村用上，投劳逐户公布"),
            "资料": paper("项目清单", f"{year}-9"),
        }


def _done(branch: Branch, day: date, **fields: date | str) -> Record:
    """The fields, if that day has come."""
    return {**fields} if day <= branch.size.as_of else {}
