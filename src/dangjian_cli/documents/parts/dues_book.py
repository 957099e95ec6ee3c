"""党费收缴: people by months, what each was to pay and paid, with sums; then every payment by itself."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from dangjian_cli.check import first_judged_day
from dangjian_cli.documents.parts.fitting import LETTER, PADDING, span
from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.documents.parts.registers import page
from dangjian_cli.ledger.dues import Account, Dues, index
from dangjian_cli.ledger.organization import Member
from dangjian_cli.ledger.table import visible
from dangjian_cli.periods import Day
from dangjian_cli.render.paper import Column, Paragraph, Row, Section, Table

TITLE = "党费收缴登记表"

_MONTHS = 12
NOT_OWED, OPEN, UNPAID, TOGETHER = "—", "", "未交", "并交"


def book(matter: Matter) -> Iterator[Section]:
    """The month grid of the year."""
    sections, as_of = matter.ledger.sections, matter.as_of
    dues = Dues(
        sections.members,
        matter.ledger.roster,
        [r for r in sections.dues_rates if visible(r, as_of)],
        [r for r in sections.dues_reliefs if visible(r, as_of)],
        [(i, p) for i, p in enumerate(sections.dues_payments) if visible(p, as_of)],
        as_of,
    )
    first = matter.year * _MONTHS
    last = min(first + _MONTHS - 1, index(as_of))
    opened = first_judged_day(matter.ledger)
    start = index(opened) + (opened.day > 1)
    every = (_Line(member, dues, (first, last), start, as_of) for member in sections.members)
    lines = [line for line in every if line.told]
    if lines:
        rows = (*(line.row(i) for i, line in enumerate(lines, 1)), _total(lines))
        yield page(TITLE, (Table(_columns(rows), rows, 11), _remark()), landscape=True, anchor="dues-book")


def _columns(rows: Sequence[Row]) -> tuple[Column, ...]:
    """No sum is broken: a month is as wide as the longest of all months, the ends as they need."""
    number, name, *months, due, paid = (
        max(map(span, column)) * LETTER + PADDING for column in zip(*(row.cells for row in rows), strict=True)
    )
    return (
        Column("序号", max(number, 11), "center"),
        Column("姓名", max(name, 18), "center"),
        *(Column(f"{month}月", max(months), "center") for month in range(1, _MONTHS + 1)),
        Column("应交合计", max(due, 18), "right"),
        Column("实交合计", max(paid, 18), "right"),
    )


def _remark() -> Paragraph:
    return Paragraph(
        "每格上面是实交，下面是交纳日期（月-日）；“—”是不用交的月份；“未交”是过了期限没有交的；“并交”是和后面的月份一起交的；不足的写“欠”多少。应交合计算到截至的那个月。单位：元。",
        note=True,
    )


class _Line:
    """A member's year."""

    def __init__(self, member: Member, dues: Dues, months: tuple[int, int], start: int, as_of: date) -> None:
        first, last = months
        self.member = member
        self.cells: list[str] = []
        self.due = Decimal(0)
        self.paid: list[Decimal] = []
        debts = {debt.month: debt for debt in dues.debts(member, first, last)}
        for month in range(first, first + _MONTHS):
            account, debt = dues.accounts.get((member.ref, month)), debts.get(month)
            self.paid.append(account.amount if account else Decimal(0))
            due = (debt.due if debt else None) or Decimal(0)
            self.due += due
            if account is not None and not (debt and debt.unpaid):
                self.cells.append(_came_in(account, due, month))
            elif debt is None or debt.excused:
                self.cells.append(OPEN if month > last else NOT_OWED)
            else:
                late = start <= month and dues.deadline(member, month) < as_of
                self.cells.append(UNPAID if late else OPEN)
        self.told = bool(debts or any(self.paid))

    def row(self, number: int) -> Row:
        """As printed."""
        return Row(
            (str(number), self.member.name, *self.cells, money(self.due), money(sum(self.paid, Decimal(0))))
        )


def _came_in(account: Account, due: Decimal, month: int) -> str:
    """What was paid, when, what is lacking; a month paid together with a later one may show no sum."""
    days = sorted({_on(p.record.date, month) for p in account.payments if p.record.date})
    short = [f"欠{money(due - account.amount)}"] if due > account.amount else []
    return "\n".join((money(account.amount) if account.amount else TOGETHER, *days, *short))


def _on(day: Day, month: int) -> str:
    """A day as the grid has room for: its year only where that is another one."""
    return str(day)[5:] if day.first.year == month // _MONTHS else str(day)[2:]


def _total(lines: list[_Line]) -> Row:
    months = [sum(column, Decimal(0)) for column in zip(*(line.paid for line in lines), strict=True)]
    due = sum((line.due for line in lines), Decimal(0))
    return Row(
        (
            "",
            "合计",
            *(money(month) if month else "" for month in months),
            money(due),
            money(sum(months, Decimal(0))),
        )
    )


def money(amount: Decimal) -> str:
    """To the fen."""
    return f"{amount:.2f}"
