"""Everybody who was admitted while the ledger was kept, step by step as far as it has come."""

from datetime import date
from itertools import cycle, islice

from invented import Branch, Person
from records import Record, paper, steps_by


def developments(branch: Branch) -> list[Record]:
    """One case a person."""
    return [_development(person, branch) for person in branch.newcomers]


def _development(person: Person, branch: Branch) -> Record:
    year, as_of = person.joined.year, branch.size.as_of
    steps = _cultivated(year, branch) | _admitted(person, branch) | _confirmed(person, branch)
    return {
        "编号": f"F-{year}",
        "姓名": person.name,
        "出生日期": date(year - 31, 9, 12),
        "申请渠道": "居住地",
        "步骤": steps_by(as_of, steps),
        "资料": [
            *(_elsewhere(name, pages) for name, pages, day in _originals(year) if day <= as_of),
            *(paper(name, f"{year}-3") for name, day in _kept(year) if day <= as_of),
        ],
    }


def _body(branch: Branch) -> Record:
    return {"机关": f"{branch.town}党委"}


def _sponsors(branch: Branch) -> list[str]:
    return [p.name for p in islice(cycle(branch.committee[1:]), 2)]


def _cultivated(year: int, branch: Branch) -> dict[str, Record | list[Record]]:
    """From the application to the list of those to be admitted."""
    fixed = date(year - 2, 12, 5)
    meeting = {"会议": f"Z-{year - 2}-12"} if fixed >= branch.size.opened else {}
    return {
        "递交入党申请书": {"日期": date(year - 2, 5, 10)},
        "派人谈话": {
            "日期": date(year - 2, 5, 25),
            "人员": branch.committee[1].name,
            "内容": "谈入党动机，介绍党员条件",
        },
        "推荐推优": {"日期": date(year - 2, 11, 20), "内容": "党员推荐"},
        "确定为入党积极分子": {"日期": fixed, **meeting},
        "积极分子备案": {"日期": date(year - 2, 12, 18), **_body(branch)},
        "指定培养联系人": {"日期": fixed, "人员": _sponsors(branch)},
        "半年考察": [
            {"日期": date(year - 1, 6, 1), "结论": "表现较好"},
            {"日期": date(year - 1, 12, 1), "结论": "表现好"},
        ],
        "听取意见": {"日期": date(year, 2, 20), "来源": ["党小组", "培养联系人", "党员", "群众"]},
        "支委会研究发展对象": {"日期": date(year, 3, 5), "会议": f"Z-{year}-03"},
        "上级备案": {"日期": date(year, 3, 12), **_body(branch)},
        "上级同意": {"日期": date(year, 3, 12), **_body(branch)},
        "公示": {"日期": date(year, 3, 16), "截止": date(year, 3, 27), "地点": "村公开栏"},
        "列为发展对象": {"日期": date(year, 3, 30)},
    }


def _admitted(person: Person, branch: Branch) -> dict[str, Record | list[Record]]:
    """From the sponsors to the announcement."""
    year, body = person.joined.year, _body(branch)
    return {
        "确定入党介绍人": {"日期": date(year, 4, 2), "人员": _sponsors(branch)},
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
    }


def _confirmed(person: Person, branch: Branch) -> dict[str, Record | list[Record]]:
    """The year after, up to the file."""
    year, body = person.confirmed.year, _body(branch)
    return {
        "预备期考察": {"日期": date(year, 1, 10), "结论": "表现好"},
        "转正申请": {"日期": date(year, 5, 28)},
        "转正听取意见": {"日期": date(year, 6, 1), "来源": ["党小组", "党员", "群众"]},
        "转正支委会审查": {"日期": date(year, 6, 5), "会议": f"Z-{year}-06"},
        "党员大会讨论转正": {"日期": person.confirmed, "会议": f"M-{year}-06"},
        "转正上报": {"日期": date(year, 7, 1)},
        "转正审批": {"日期": date(year, 7, 20), **body},
        "转正谈话": {"日期": date(year, 7, 25), "人员": branch.committee[0].name},
        "宣布转正": {"日期": date(year, 9, 28), "会议": f"M-{year}-09"},
        "材料归档": {"日期": date(year, 10, 10), **body},
    }


def _elsewhere(name: str, pages: int) -> Record:
    """An original that is with the Party committee."""
    return {"名称": name, "页数": pages, "去向": "党委"}


def _originals(year: int) -> list[tuple[str, int, date]]:
    """What goes into the personal file, and the day from which it is there."""
    return [
        ("入党申请书", 5, date(year - 2, 5, 10)),
        ("入党积极分子培养考察登记表", 8, date(year - 1, 6, 1)),
        ("政治审查报告", 6, date(year, 4, 20)),
        ("入党志愿书", 12, date(year, 6, 28)),
        ("转正申请书", 4, date(year + 1, 5, 28)),
        ("预备党员教育考察登记表", 6, date(year + 1, 1, 10)),
    ]


def _kept(year: int) -> list[tuple[str, date]]:
    """What the branch keeps, and the day from which it is there."""
    return [
        ("谈话记录", date(year - 2, 5, 25)),
        ("推荐推优材料", date(year - 2, 11, 20)),
        ("积极分子备案件", date(year - 2, 12, 18)),
        ("意见汇总", date(year, 2, 20)),
        ("上级同意批复", date(year, 3, 12)),
        ("预审批复", date(year, 6, 12)),
        ("接收批复", date(year, 7, 20)),
        ("转正批复", date(year + 1, 7, 20)),
        ("档案目录", date(year + 1, 10, 10)),
        ("移交单", date(year + 1, 10, 10)),
    ]
