"""Markdown for a pipeline's summary or a merge request: how each branch stands, then every gap in a table."""

import re
from collections.abc import Iterator
from itertools import groupby

from dangjian_cli.finding import Severity, Status
from dangjian_cli.report.entries import UNREADABLE, Entry, entries, waived
from dangjian_cli.report.look import Look
from dangjian_cli.report.view import BranchReport, Run

_MARKUP = re.compile(r"([\\`*_\[\]<>|~$&])")


def render(run: Run, look: Look) -> str:
    """The run as Markdown text."""
    del look
    return "\n".join(_lines(run)) + "\n"


def _lines(run: Run) -> Iterator[str]:
    yield f"# {_plain(run.standard or '核对')}：截至{run.as_of}"
    found = [*entries(run), *waived(run)]
    unread = [entry for entry in found if entry.status == UNREADABLE]
    if unread:
        yield from ("", f"## 读不了的文件（{len({e.path for e in unread})}个）", "")
        yield from _table(unread)
    for branch in run.branches:
        yield from _branch(branch, [entry for entry in found if entry.folder == branch.path])
    if not run.branches:
        yield from ("", "没有核对到支部。")


def _branch(branch: BranchReport, found: list[Entry]) -> Iterator[str]:
    gaps = [entry for entry in found if entry.status == Status.GAP.value]
    asked = [entry for entry in found if entry.status == Status.ATTEST.value]
    tally = branch.report.tally()
    counts = "，".join(f"{status.label}{n}条" for status, n in tally.items() if n)
    yield from ("", f"## {_plain(branch.name)}（{branch.field}）", "")
    if gaps:
        by = {s: sum(e.severity is s for e in gaps) for s in Severity}
        said = "、".join(f"{s.label}{n}处" for s, n in by.items() if n)
        yield f"有{len(gaps)}处缺项（{said}）。要求：{counts}。"
    elif tally[Status.MET]:
        yield f"核对到的要求没有缺项。要求：{counts}。"
    else:
        yield f"没有可以核对的记录，不能说达标。要求：{counts}。"
    if gaps:
        yield ""
        yield from _table(gaps)
    if asked:
        yield from ("", f"待人工核实（{len(asked)}处）：", "")
        yield from _table(asked)
    excused = [entry for entry in found if entry.status == Status.WAIVED.value]
    if excused:
        yield from ("", f"豁免（{len(excused)}处，已经批准，不算缺项）：", "")
        yield from _table(excused)


def _table(found: list[Entry]) -> Iterator[str]:
    yield from ("| 级别 | 缺什么 | 怎么改 | 依据 | 在哪里 |", "|---|---|---|---|---|")
    for title, same in groupby(found, key=lambda e: e.title):
        yield f"| | **{_plain(title)}** | | | |"
        for entry in same:
            place = f"{entry.path}:{entry.line}"
            cells = (entry.severity.label, entry.message, entry.fix, entry.basis, f"{place} {entry.id}")
            yield f"| {' | '.join(map(_plain, cells))} |"


def _plain(text: str) -> str:
    """Text that no sign in it turns into markup, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
