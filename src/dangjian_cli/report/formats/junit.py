"""JUnit XML: one test suite a branch, one test case a card; a file that cannot be read is an error.

Of a card, what must or should be mended is a failure, and so is every milder gap: a report tells all, and
the exit status alone says what stops a pipeline. A card that had nothing to look at is skipped, not passed.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from dangjian_cli.finding import Status
from dangjian_cli.report.entries import UNREADABLE, Entry, entries
from dangjian_cli.report.look import Look
from dangjian_cli.report.view import BranchReport, Run

_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold at all; it does occur in text pasted from Word."""

ESCAPES = "xml"


def render(run: Run, look: Look) -> str:
    """The run as XML text."""
    del look
    return "\n".join(_lines(run)) + "\n"


def _lines(run: Run) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f"<testsuites name={_quoted(run.standard or 'dj')}>"
    found = list(entries(run))
    unread = [entry for entry in found if entry.status == UNREADABLE]
    if unread:
        yield from _unreadable(unread)
    for branch in run.branches:
        yield from _branch(branch, [e for e in found if e.folder == branch.path], run)
    yield "</testsuites>"


def _unreadable(found: list[Entry]) -> Iterator[str]:
    files = [(path, list(same)) for path, same in groupby(found, key=lambda e: e.path)]
    counts = f'tests="{len(files)}" failures="0" errors="{len(files)}" skipped="0"'
    yield f'  <testsuite name="读不了的文件" {counts}>'
    for path, same in files:
        yield f"    <testcase classname={_quoted(path)} name={_quoted('读入')} file={_quoted(path)}>"
        yield f'      <error type="unreadable" message={_quoted(same[0].message)}>{_told(same)}</error>'
        yield "    </testcase>"
    yield "  </testsuite>"


def _branch(branch: BranchReport, found: list[Entry], run: Run) -> Iterator[str]:
    cases = [
        _case(branch, card, [e for e in found if e.card == card and e.status == Status.GAP.value], run)
        for card in dict.fromkeys(v.card for v in branch.report.verdicts)
    ]
    failed = sum("<failure" in line for case in cases for line in case)
    skipped = sum("<skipped" in line for case in cases for line in case)
    counts = f'tests="{len(cases)}" failures="{failed}" errors="0" skipped="{skipped}"'
    yield f"  <testsuite name={_quoted(f'{branch.name}（{branch.path}）')} {counts}>"
    for case in cases:
        yield from case
    yield "  </testsuite>"


def _case(branch: BranchReport, card: int, found: list[Entry], run: Run) -> list[str]:
    name = run.title(card)
    head = f"    <testcase classname={_quoted(branch.name)} name={_quoted(name)}"
    if found:
        said = f"{len(found)}处缺项：{found[0].message}"
        body = f'      <failure type="{found[0].code}" message={_quoted(said)}>{_told(found)}</failure>'
        return [f"{head}>", body, "    </testcase>"]
    states = {v.status for v in branch.report.verdicts if v.card == card}
    if Status.MET in states:
        return [f"{head}/>"]
    waived = "已批准豁免" if Status.WAIVED in states else "没有可以核对的记录"
    reason = "不适用" if states == {Status.NOT_APPLICABLE} else waived
    return [f"{head}>", f"      <skipped message={_quoted(reason)}/>", "    </testcase>"]


def _told(found: list[Entry]) -> str:
    return escape(_NO_XML.sub("", "\n".join(f"{e.path}:{e.line}:{e.column} {e.id} {e.text}" for e in found)))


def _quoted(text: str) -> str:
    return quoteattr(_NO_XML.sub("", text))
