"""CSV that Excel and WPS open by a double click: with a byte order mark, and no cell that is a formula."""

import csv
from io import StringIO

from dangjian_cli.finding import Status
from dangjian_cli.report.entries import BASELINED, UNREADABLE, Entry, entries, waived
from dangjian_cli.report.look import Look
from dangjian_cli.report.view import Run

_BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_STATES = {UNREADABLE: "读不了", BASELINED: "基线里的", **{status.value: status.label for status in Status}}

HEADINGS = ("支部", "卡", "编号", "状态", "级别", "缺什么", "怎么改", "依据", "文件", "行", "列")


def render(run: Run, look: Look) -> str:
    """The run as a table."""
    del look
    table = StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows([_cell(value) for value in _row(entry)] for entry in (*entries(run), *waived(run)))
    return _BOM + table.getvalue()


def _row(entry: Entry) -> tuple[str | int, ...]:
    return (
        entry.branch,
        entry.title,
        entry.id,
        _STATES[entry.status],
        entry.severity.label,
        entry.message,
        entry.fix,
        entry.basis,
        entry.path,
        entry.line,
        entry.column,
    )


def _cell(value: str | int) -> str | int:
    """A text that a spreadsheet would reckon with is kept a text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
