"""Ledger two: who is in a branch, its groups, its committee, the checks of the roll."""

from invented import Branch, Person, day_before
from records import Record, Sections, paper

ROLES = {
    1: ("书记",),
    3: ("书记", "副书记、纪检委员", "组织委员、宣传委员"),
    5: ("书记", "副书记", "组织委员", "宣传委员", "纪检委员"),
}
"""The offices, by how many there are to share them."""


def organization(branch: Branch) -> Sections:
    """The sections of ledger two."""
    return {
        "党员": [member(person, branch) for person in branch.people],
        "党小组": groups(branch),
        "支委会": committee(branch),
        "名册核对": roll_checks(branch),
    }


def member(person: Person, branch: Branch) -> Record:
    """A row of the roster."""
    row: Record = {"编号": person.ref, "姓名": person.name, "入党日期": person.joined}
    row |= {"转正日期": person.confirmed} if person.confirmed <= branch.size.as_of else {}
    row |= {"党小组": person.group} if person.group else {}
    row |= {"变动": {"类型": "成为预备", "日期": person.approved}} if person.approved else {}
    row |= {"年老体弱": "是"} if person in branch.frail else {}
    return row | {"党费类别": person.category}


def groups(branch: Branch) -> list[Record]:
    """The groups, each led by its first member who is not the secretary."""
    return [
        {
            "编号": f"G-{i}",
            "名称": name,
            "成立日期": "2015-03-01",
            "组长产生": "党员推荐",
            "组长": {"姓名": leader(branch, name).name, "起": "2015-03-01"},
        }
        for i, name in enumerate(branch.groups, 1)
    ]


def leader(branch: Branch, group: str) -> Person:
    """The leader of a group."""
    return next(p for p in branch.people[1:] if p.group == group)


def committee(branch: Branch) -> list[Record]:
    """One term, which began the day before the ledger was opened."""
    roles = ROLES[len(branch.committee)]
    return [
        {
            "编号": "W-1",
            "届次": "本届",
            "当选日期": day_before(branch.size.opened),
            "任期": 5,
            "设支委会": "是" if branch.has_committee else "否",
            "成员": [{"姓名": p.name, "职务": r} for p, r in zip(branch.committee, roles, strict=True)],
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
