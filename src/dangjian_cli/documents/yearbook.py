"""工作纪实: the branch's year from its ledger: numbers, months, ledgers, and what is still missing.

Nothing is judged well done and nothing is invented; nothing after the day of judgement is told.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby, zip_longest

from dangjian_cli.check import first_judged_day
from dangjian_cli.documents.parts.deeds import COUNTED, Deed, deeds, together
from dangjian_cli.documents.parts.lacking import lacking
from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.documents.parts.wording import day_said, words
from dangjian_cli.kinds.base import Situation
from dangjian_cli.ledger.activities import Meeting
from dangjian_cli.ledger.dues import index, period
from dangjian_cli.ledger.seven import ledger_of
from dangjian_cli.ledger.table import visible
from dangjian_cli.periods import Day
from dangjian_cli.render.paper import (
    Bar,
    Block,
    Chart,
    Column,
    Contents,
    Document,
    Entry,
    Heading,
    Items,
    Paragraph,
    Row,
    Section,
    Table,
    TitlePage,
)

PLACE = 5
TITLE = "工作纪实"
ALIASES = ("纪实", "年度纪实")

_PARTS = ("全年概况", "逐月纪实", "各本台账", "还缺什么")


def make(matter: Matter) -> Iterator[Document]:
    """The year's record, where anything was done in it."""
    done = deeds(matter)
    if not done:
        return
    title = f"{matter.year}年{TITLE}"
    upto = _upto(matter)
    front = TitlePage(TITLE, (matter.branch, f"{matter.year}年度"), (f"截至{day_said(upto)}",))
    contents = Contents(tuple(Entry(part, part) for part in _PARTS))
    bodies = (_overview(matter, done), _months(done), _ledgers(matter, done), _lacks(matter))
    yield Document(
        title,
        title,
        matter.branch,
        (
            Section((front,), TITLE, numbered=False),
            Section((Heading("目录", 1), contents), "目录", numbered=False),
            *(
                Section((Heading(part, 1, part), *body), part)
                for part, body in zip(_PARTS, bodies, strict=True)
            ),
        ),
    )


def _upto(matter: Matter) -> date:
    """The last day that is told of."""
    return min(matter.as_of, date(matter.year, 12, 31))


# Numbers ---------------------------------------------------------------------------------------------------


def _overview(matter: Matter, done: list[Deed]) -> Iterator[Block]:
    upto = _upto(matter)
    if upto < date(matter.year, 12, 31):
        yield Paragraph(f"本纪实按台账记到{day_said(upto)}，这一年还没有过完。")
    opened = first_judged_day(matter.ledger)
    if opened > date(matter.year, 1, 1):
        yield Paragraph(f"台账从{day_said(opened)}起建，以前的工作只有台账里记着的。")
    yield Paragraph(f"{day_said(upto)}，{matter.branch}{_roll(matter, upto)}")
    meetings = [d.record for d in done if isinstance(d.record, Meeting)]
    if meetings:
        yield Heading("会议和活动", 2)
        yield _attendance(meetings)
        yield _per_month(meetings, upto)
        yield from _assemblies(meetings)
    yield Heading("其他工作", 2)
    yield _others(done)
    yield from _dues(matter, upto)


def _roll(matter: Matter, day: date) -> str:
    roster = matter.ledger.roster
    standings = [roster.standing_of(member, day) for member in matter.ledger.sections.members]
    members = [s for s in standings if s.member is not False]
    sure = all(s.member is not None and s.full is not None for s in members)
    number = f"{'' if sure else '约'}有党员{len(members)}名"
    probationary = sum(s.full is False for s in members)
    seats = len(roster.seats(day)) if roster.has_committee(day) else 0
    groups = len(roster.groups(day))
    parts = [number, f"其中预备党员{probationary}名"]
    parts += [f"支部委员{seats}名"] * bool(seats) + [f"党小组{groups}个"] * bool(groups)
    return f"{'，'.join(parts)}。"


def _attendance(meetings: list[Meeting]) -> Table:
    """Of each type; a meeting of two types counts with both, and once in all."""
    kinds = dict.fromkeys(kind for meeting in meetings for kind in meeting.kinds)
    rows = [_rate(kind, [m for m in meetings if kind in m.kinds]) for kind in kinds]
    rows.append(_rate("合计（一次会议属几种的只算一次）", meetings))
    columns = (
        Column("类型", 60),
        Column("次数", 20, "center"),
        Column("应到人次", 26, "center"),
        Column("实到人次", 26, "center"),
        Column("到会率", 24, "center"),
    )
    return Table(columns, tuple(rows))


def _rate(kind: str, meetings: list[Meeting]) -> Row:
    """The rate is of the meetings for which both numbers were written down."""
    both = [(m.expected, m.attended) for m in meetings if m.expected and m.attended is not None]
    expected, attended = sum(e for e, _ in both), sum(a for _, a in both)
    rate = percent(attended, expected) if expected else ""
    return Row((kind, str(len(meetings)), str(expected or ""), str(attended or ""), rate))


def percent(part: int, whole: int) -> str:
    """94.3%."""
    share = (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{share}%"


def _per_month(meetings: list[Meeting], upto: date) -> Chart:
    months = Counter(meeting.date.first.month for meeting in meetings)
    bars = (Bar(f"{m}月", months[m], str(months[m])) for m in range(1, upto.month + 1))
    return Chart("各月会议和活动次数", tuple(bars), "次")


def _assemblies(meetings: list[Meeting]) -> Iterator[Chart]:
    bars = tuple(
        Bar(_short(m.date), m.attended, f"{m.attended}/{m.expected}", m.expected)
        for m in meetings
        if "党员大会" in m.kinds and m.expected and m.attended is not None
    )
    if bars:
        yield Chart("历次党员大会到会：实到/应到", bars, "人")


def _short(day: Day) -> str:
    return f"{day.first.month}月{day.first.day}日" if day.is_exact else f"{day.first.month}月"


def _others(done: list[Deed]) -> Table:
    """How many records of each section the year has."""
    found: dict[str, set[str]] = {}
    for deed in done:
        if not isinstance(deed.record, Meeting):
            found.setdefault(deed.sort, set()).add(deed.subject)
    cells = [(label, str(len(subjects))) for label, subjects in found.items()]
    half = (len(cells) + 1) // 2
    pairs = zip_longest(cells[:half], cells[half:], fillvalue=("", ""))
    columns = (Column("台账里的名目", 50), Column("有事的条数", 30, "center"))
    return Table(columns * 2, tuple(Row((*left, *right)) for left, right in pairs))


def _dues(matter: Matter, upto: date) -> Iterator[Block]:
    ledger = matter.ledger
    dues = Situation(ledger, matter.as_of, first_judged_day(ledger), matter.pack.workdays).dues
    first, last = index(date(matter.year, 1, 1)), index(upto)
    months = range(first, last + 1)
    due, paid = dict.fromkeys(months, Decimal(0)), dict.fromkeys(months, Decimal(0))
    for member in ledger.sections.members:
        for debt in dues.debts(member, first, last):
            due[debt.month] += debt.due or Decimal(0)
    for (_, month), account in dues.accounts.items():
        if month in months:
            paid[month] += account.amount
    if not any((*due.values(), *paid.values())):
        return
    yield Heading("党费", 2)
    receipts = [r for r in ledger.sections.dues_receipts if visible(r, matter.as_of)]
    spent = [u.amount for u in ledger.sections.dues_uses if _in_year(u.date.first, matter)]
    handed = [r.paid for r in receipts if r.date is not None and _in_year(r.date.first, matter)]
    sums = (
        (f"1月至{upto.month}月应交", due.values()),
        (f"1月至{upto.month}月实交", paid.values()),
        ("上缴（按上缴日期）", handed),
        ("使用", spent),
    )
    rows = tuple(Row((label, words(sum(amounts, start=Decimal(0))))) for label, amounts in sums)
    yield Table((Column("党费", 70), Column("元", 30, "right")), rows)
    bars = tuple(
        Bar(
            f"{period(month).first.month}月",
            float(paid[month]),
            f"{words(paid[month])}/{words(due[month])}",
            float(due[month]),
        )
        for month in months
    )
    yield Chart("各月党费：实交/应交", bars, "元")


def _in_year(day: date, matter: Matter) -> bool:
    return day.year == matter.year and day <= matter.as_of


# Month by month --------------------------------------------------------------------------------------------


def _months(done: list[Deed]) -> Iterator[Block]:
    for month, each in groupby(done, key=lambda deed: deed.day.first.month):
        yield Heading(f"{month}月", 2)
        of_month = list(each)
        singly = [deed for deed in of_month if deed.section.attr not in COUNTED]
        lines = [line for same in _alike(singly, key=_same_day) for line in _lines(same)]
        rest = [deed for deed in of_month if deed.section.attr in COUNTED]
        lines += [("本月", together(same)) for same in _alike(rest, key=lambda deed: deed.section.attr)]
        yield Items(tuple(lines))


def _alike(each: list[Deed], key: Callable[[Deed], object]) -> Iterable[list[Deed]]:
    found: dict[object, list[Deed]] = {}
    for deed in each:
        found.setdefault(key(deed), []).append(deed)
    return found.values()


def _same_day(deed: Deed) -> object:
    """The same step of several matters on one day; a meeting is always told by itself."""
    return deed.subject if isinstance(deed.record, Meeting) else (deed.day, deed.section.attr, deed.act)


def _lines(same: list[Deed]) -> Iterator[tuple[str, str]]:
    if len(same) > _FEW:
        yield _mark(same[0]), together(same)
    else:
        yield from ((_mark(deed), deed.said) for deed in same)


_FEW = 3


def _mark(deed: Deed) -> str:
    return f"{deed.day.first.day}日" if deed.day.is_exact else "当月"


# Ledger by ledger ------------------------------------------------------------------------------------------


def _ledgers(matter: Matter, done: list[Deed]) -> Iterator[Block]:
    columns = (
        Column("名目", 34),
        Column("条数", 14, "center"),
        Column("首次", 24, "center"),
        Column("末次", 24, "center"),
        Column("分类", 78),
    )
    for name in matter.pack.head.ledgers:
        own = [deed for deed in done if ledger_of(deed.section) == name.key]
        yield Heading(name.title, 2)
        if not own:
            yield Paragraph("这一年台账里没有有日期的记录。")
            continue
        by_section: dict[str, list[Deed]] = {}
        for deed in own:
            by_section.setdefault(deed.sort, []).append(deed)
        yield Table(columns, tuple(_line(label, same) for label, same in by_section.items()))


def _line(label: str, same: list[Deed]) -> Row:
    records = {deed.subject: deed.record for deed in same}
    sorts: Counter[str] = Counter()
    for record in records.values():
        kinds = getattr(record, "kinds", None) or (getattr(record, "kind", None),)
        sorts.update(str(kind) for kind in kinds if kind and label not in _UNSORTED)
    said = "、".join(f"{kind}{number}" for kind, number in sorts.items())
    return Row((label, str(len(records)), _short(same[0].day), _short(same[-1].day), said))


_UNSORTED = frozenset({"党纪处分", "党籍管理", "组织处置", "党员变动"})
"""Sections whose sorts say something of a person."""


# What is missing -------------------------------------------------------------------------------------------


def _lacks(matter: Matter) -> Iterator[Block]:
    day = day_said(matter.as_of)
    yield Paragraph(
        f"下面是照标准核对到{day}、属于{matter.year}年的，一处不添、一处不减；核对只看台账里看得出的。"
    )
    columns = (Column("明白卡", 40), Column("缺什么、怎么样", 92), Column("地址", 42))
    for heading, nothing, rows in lacking(matter):
        yield Heading(heading, 2)
        if rows:
            yield Table(columns, rows)
        else:
            yield Paragraph(nothing)
