"""Values of the ledger as they stand on paper."""

from datetime import date, time
from decimal import Decimal

from dangjian_cli.ledger.table import Cell, spoken
from dangjian_cli.periods import Day


def words(value: object) -> str:
    """One value: a day in Chinese, an amount without zeros that say nothing, a word as it is."""
    match value:
        case Day():
            return month_said(value.first) if not value.is_exact else day_said(value.first)
        case date():
            return day_said(value)
        case time():
            return f"{value:%H:%M}"
        case Decimal():
            return f"{value.normalize():f}"
        case _:
            return spoken(value)


def listed(cells: list[Cell]) -> str:
    """Every value, parted as in a sentence."""
    return "、".join(words(cell.value) for cell in cells)


def brief(value: object) -> str:
    """One value where there is little room: 2026.3.5."""
    if isinstance(value, Day):
        first = value.first
        return f"{first.year}.{first.month}.{first.day}" if value.is_exact else f"{first.year}.{first.month}"
    return words(value)


def day_said(day: date) -> str:
    """2026年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def month_said(day: date) -> str:
    """2026年3月."""
    return f"{day.year}年{day.month}月"
