"""HTML: one page that opens by a double click, holds everything it needs, and prints on A4."""

from collections.abc import Iterator
from html import escape
from itertools import groupby

from dangjian_cli.finding import Severity, Status
from dangjian_cli.report.entries import UNREADABLE, Entry, entries, waived
from dangjian_cli.report.look import Look
from dangjian_cli.report.view import BranchReport, Run

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Nothing is fetched and nothing runs, whatever somebody typed."""

_STYLE = """
@page { size: A4; margin: 20mm 18mm }
:root { color-scheme: light }
body { font: 16px/1.7 "FangSong", "仿宋", "Noto Serif CJK SC", "Source Han Serif SC", serif;
  max-width: 52em; margin: 2em auto; padding: 0 1em; color: #222; background: #fff; overflow-wrap: anywhere }
h1, h2, h3 { font-family: "SimHei", "黑体", "Noto Sans CJK SC", sans-serif; line-height: 1.4 }
h1 { font-size: 1.5em; text-align: center } h2 { font-size: 1.25em; border-bottom: 2px solid #b30000 }
h3 { font-size: 1.05em; margin-bottom: .3em; break-after: avoid }
table { border-collapse: collapse; width: 100%; font-size: .9em } thead { display: table-header-group }
th, td { border: 1px solid #999; padding: .3em .5em; text-align: left; vertical-align: top }
tr { break-inside: avoid } th { background: #f3f0ea; font-weight: 600 }
.error { color: #b30000; font-weight: 600 } .warning { color: #8a5a00 } .note { color: #555 }
.place { color: #555; font-size: .85em } td.level { white-space: nowrap }
"""

ESCAPES = "xml"


def render(run: Run, look: Look) -> str:
    """The run as a page."""
    del look
    return "\n".join(_page(run)) + "\n"


def _page(run: Run) -> Iterator[str]:
    title = f"{run.standard or '核对'}：截至{run.as_of}"
    yield "<!DOCTYPE html>"
    yield '<html lang="zh-CN"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>"
    yield f"<h1>{escape(title)}</h1>"
    found = [*entries(run), *waived(run)]
    unread = [entry for entry in found if entry.status == UNREADABLE]
    if unread:
        yield f"<h2>读不了的文件（{len({e.path for e in unread})}个）</h2>"
        yield "<p>改好以前，所在支部不作核对。</p>"
        yield from _table(unread)
    for branch in run.branches:
        yield from _branch(branch, [entry for entry in found if entry.folder == branch.path], run)
    if not run.branches:
        yield "<p>没有核对到支部。</p>"
    yield "<p>本页由程序对照台账生成，是提示，不是对任何人的结论。</p></body></html>"


def _branch(branch: BranchReport, found: list[Entry], run: Run) -> Iterator[str]:
    gaps = [entry for entry in found if entry.status == Status.GAP.value]
    asked = [entry for entry in found if entry.status == Status.ATTEST.value]
    tally = branch.report.tally()
    yield f"<h2>{escape(branch.name)}（{escape(branch.field)}）</h2>"
    yield f"<p>{escape(_standing(gaps, met=tally[Status.MET]))}</p>"
    counts = "，".join(f"{status.label}{n}条" for status, n in tally.items() if n)
    yield f"<p class=place>要求：{escape(counts)}</p>"
    for title, same in groupby(gaps, key=lambda e: e.title):
        yield f"<h3>{escape(title)}</h3>"
        yield from _table(list(same))
    if asked:
        yield f"<h3>待人工核实（{len(asked)}处，程序定不了，要人看）</h3>"
        yield from _table(asked)
    excused = [entry for entry in found if entry.status == Status.WAIVED.value]
    if excused:
        yield f"<h3>豁免（{len(excused)}处，已经批准，不算缺项）</h3>"
        yield from _table(excused)
    if branch.dues:
        yield f"<h3>接下来要办（{len(branch.dues)}件）</h3><table>"
        yield "<thead><tr><th>最迟</th><th>什么事</th></tr></thead><tbody>"
        for located in branch.dues:
            said = located.finding.message.render(run.privacy)
            yield f"<tr><td class=level>{located.finding.deadline or ''}</td><td>{escape(said)}</td></tr>"
        yield "</tbody></table>"


def _standing(gaps: list[Entry], *, met: int) -> str:
    if gaps:
        by = {s: sum(e.severity is s for e in gaps) for s in Severity}
        return f"有{len(gaps)}处缺项（{'、'.join(f'{s.label}{n}处' for s, n in by.items() if n)}）。"
    return "核对到的要求没有缺项。" if met else "没有可以核对的记录，不能说达标。"


def _table(found: list[Entry]) -> Iterator[str]:
    heads = "".join(f"<th>{head}</th>" for head in ("级别", "缺什么", "怎么改", "依据"))
    yield f"<table><thead><tr>{heads}</tr></thead><tbody>"
    for entry in found:
        level = f"<td class='level {entry.severity.value}'>{entry.severity.label}</td>"
        place = f"{entry.path}:{entry.line}:{entry.column}　{entry.id}"
        said = f"<td>{escape(entry.message)}<div class=place>{escape(place)}</div></td>"
        yield f"<tr>{level}{said}<td>{escape(entry.fix)}</td><td>{escape(entry.basis)}</td></tr>"
    yield "</tbody></table>"
