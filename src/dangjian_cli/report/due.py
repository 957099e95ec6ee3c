"""What falls due, soonest first: as text, as JSON, and as a calendar that Outlook, WPS and phones take.

In a calendar an item keeps its UID from run to run, so that importing again updates it and doubles nothing.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

from dangjian_cli.finding import Finding, Status
from dangjian_cli.report.look import Look, place
from dangjian_cli.report.view import BranchReport, Located, Run

SCHEMA = "dj.due/1"
_FOLD = 75
"""Bytes of a line of a calendar, by RFC 5545."""

_AHEAD = timedelta(days=3)
"""How long before the last day a calendar reminds."""


class Item(NamedTuple):
    """One thing to do, and the last day for it."""

    deadline: date
    branch: str
    folder: str
    title: str
    text: str
    basis: str
    file: str
    line: int
    finding: Finding


def items(run: Run, until: date) -> list[Item]:
    """What is open and falls due by a day, over all branches; and what is settled only till then."""
    found = [
        _item(located, deadline, words, branch, run)
        for branch in run.branches
        for located, deadline, words in (*_open(branch), *_ending(branch))
        if deadline is not None and deadline <= until
    ]
    return sorted(found, key=lambda item: (item.deadline, item.folder, item.finding.id))


def _open(branch: BranchReport) -> Iterator[tuple[Located, date | None, str]]:
    return ((located, located.finding.deadline, "") for located in branch.dues)


def _ending(branch: BranchReport) -> Iterator[tuple[Located, date | None, str]]:
    for located in branch.of(Status.WAIVED):
        waiver = located.finding.waiver
        yield located, waiver.expires if waiver else None, "豁免到这一天为止，过了又算缺项："
    for located in branch.attested:
        yield located, located.finding.deadline, "人工核实到这一天为止，过了要重新核实："


def _item(located: Located, deadline: date, words: str, branch: BranchReport, run: Run) -> Item:
    finding = located.finding
    return Item(
        deadline,
        branch.name,
        branch.path,
        run.title(finding.card),
        f"{words}{finding.message.render(run.privacy)}",
        "；".join(basis.cited for basis in finding.basis),
        located.file,
        located.line,
        finding,
    )


def text(found: list[Item], run: Run, until: date, look: Look) -> Iterator[str]:
    """For people: by last day."""
    head = f"{run.as_of}到{until}要办的，{len(found)}件" if found else f"{run.as_of}到{until}没有要办的"
    yield from look.lines(head, style="head")
    several = len(run.branches) > 1
    last = None
    for item in found:
        if item.deadline != last:
            last = item.deadline
            days = (item.deadline - run.as_of).days
            yield ""
            left = "今天" if days == 0 else f"还有{days}天"
            yield from look.lines(f"{item.deadline}前（{left}）", style="head")
        whose = f"{item.branch}：" if several else ""
        yield from look.lines(f"{whose}{item.text}（{item.title}）", "  · ", "    ")
        where = f"{place(item.folder, item.file, item.line, None)}  {item.finding.id}"
        yield from look.lines(where, "    ", "    ", style="dim")


def as_json(found: list[Item], run: Run, until: date) -> str:
    """For programs."""
    data = {
        "schema": SCHEMA,
        "as_of": run.as_of.isoformat(),
        "until": until.isoformat(),
        "due": [_data(item) for item in found],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _data(item: Item) -> dict[str, Any]:
    return {
        "id": item.finding.id,
        "branch": item.branch,
        "path": item.folder,
        "card": item.finding.card,
        "deadline": item.deadline.isoformat(),
        "message": item.text,
        "file": item.file,
        "line": item.line,
    }


def calendar(found: list[Item], run: Run) -> str:
    """For calendars: an all-day entry on each last day, with a reminder before it."""
    stamp = f"{run.as_of:%Y%m%d}T000000Z"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//dangjian-cli//dj//ZH", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", "X-WR-CALNAME:党支部待办"]
    for item in found:
        lines += _event(item, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(item: Item, stamp: str) -> Iterator[str]:
    key = sha256(f"{item.branch}\n{item.finding.id}".encode()).hexdigest()[:32]
    yield from ("BEGIN:VEVENT", f"UID:{key}@dangjian-cli", f"DTSTAMP:{stamp}")
    yield f"DTSTART;VALUE=DATE:{item.deadline:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{item.deadline + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(f'{item.title}：{item.text}')}"
    yield f"DESCRIPTION:{_escaped(f'{item.branch}。依据：{item.basis}。{item.finding.id}')}"
    yield f"CATEGORIES:{_escaped(item.title)}"
    yield from ("TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY")
    yield f"TRIGGER:-P{_AHEAD.days}D"
    yield f"DESCRIPTION:{_escaped(item.text)}"
    yield from ("END:VALARM", "END:VEVENT")


def _escaped(words: str) -> str:
    shown = "".join(c for c in words if c == "\n" or c.isprintable())
    for sign in ("\\", ";", ","):
        shown = shown.replace(sign, f"\\{sign}")
    return shown.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 bytes that never cut a character; what follows begins with a blank."""
    part = ""
    for char in line:
        if len((part + char).encode()) > _FOLD:
            yield part
            part = " "
        part += char
    yield part
