"""Ledger four but for those being admitted: trainings, and everybody's hours of the year."""

from collections.abc import Iterator
from datetime import date

from invented import Branch
from records import Record, Sections, papers


def training(branch: Branch) -> Sections:
    """The trainings up to the day of judgement, and the hours of every year by its November."""
    return {
        "教育培训": [held for held in trainings(branch) if held["日期"] <= branch.size.as_of],
        "学时登记": list(hours(branch)),
    }


def trainings(branch: Branch) -> Iterator[Record]:
    """The town's for everybody, the county's for the committee, a warning, lessons at the bedside."""
    for year in branch.size.span:
        yield {
            "编号": f"L-{year}-1",
            "名称": "全镇党员轮训",
            "日期": date(year, 3, 2),
            "截止": date(year, 3, 4),
            "类型": "集中轮训",
            "举办单位": f"{branch.town}党委",
            "举办层级": "基层党委",
            "学时": 24,
            "全体党员": "是",
            "资料": papers("培训通知 签到册", f"{year}-4"),
        }
        if branch.frail:
            yield {
                "编号": f"L-{year}-2",
                "名称": "送学上门",
                "日期": date(year, 7, 8),
                "类型": "送学上门",
                "举办层级": "支部",
                "学时": 1,
                "参加人": [p.name for p in branch.frail],
            }
        yield {
            "编号": f"L-{year}-3",
            "名称": "警示教育",
            "日期": date(year, 8, 12),
            "类型": "警示教育",
            "举办层级": "支部",
            "学时": 2,
            "全体党员": "是",
            "资料": papers("签到册", f"{year}-4"),
        }
        yield {
            "编号": f"L-{year}-4",
            "名称": "全县村党组织书记、委员培训班",
            "日期": date(year, 9, 7),
            "截止": date(year, 9, 11),
            "类型": "集中轮训",
            "举办单位": f"{branch.county}委组织部",
            "举办层级": "县级以上",
            "学时": 32,
            "参加人": [p.name for p in branch.committee],
            "资料": papers("结业证明", f"{year}-4"),
        }


def hours(branch: Branch) -> Iterator[Record]:
    """At least 32 for everybody and 56 for the committee."""
    for year in branch.size.span:
        day = date(year, 11, 1)
        if day > branch.size.as_of:
            return
        for person in branch.people:
            if person.on_roll(day):
                least = 58 if person in branch.committee else 32
                yield {"姓名": person.name, "年度": year, "学时": least + branch.rng.randint(0, 10)}
