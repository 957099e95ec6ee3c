"""Two stored runs side by side: what is new, what is closed, what has changed; and many of them in a row.

Runs are the JSON of ``dj check``. Gaps are told apart by branch and address: moving records changes nothing.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dangjian_cli.finding import InputError, Problem, message
from dangjian_cli.report.look import Look

SCHEMA, RESULT = "dj.check/1", "dj.diff/1"

_SEVERITIES = {"error": "必改", "warning": "应改", "note": "提示"}

Key = tuple[str, str]
"""A branch's path and a finding's address."""


@dataclass(frozen=True)
class Stored:
    """One run as stored: what was open on its day, and what could not be read."""

    file: str
    as_of: str
    open: Mapping[Key, Mapping[str, Any]]
    branches: frozenset[str]
    unread: int

    def count(self, severity: str) -> int:
        """How many gaps of that severity were open."""
        return sum(finding["severity"] == severity for finding in self.open.values())


def read(text: str, file: str) -> Stored:
    """A stored run. Raises ``InputError``."""
    try:
        data = _sound(json.loads(text))
        found = {
            (branch["path"], finding["id"]): finding
            for branch in data["branches"]
            for finding in branch["findings"]
            if finding["status"] == "open"
        }
        names = frozenset(branch["path"] for branch in data["branches"])
        return Stored(file, str(data["as_of"]), found, names, len(data["errors"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        said = message("这个文件不是 dj check -f json 写的结果")
        raise InputError(
            Problem("no-run", said, message("用 dj check -f json:文件名 存下来"), file)
        ) from None


def _sound(data: Any) -> Any:
    if data["schema"] != SCHEMA:
        raise ValueError(data["schema"])
    return data


@dataclass(frozen=True)
class Comparison:
    """What differs between an earlier run and a later one."""

    before: Stored
    after: Stored

    @property
    def new(self) -> list[Key]:
        """Gaps that were not open before."""
        return sorted(self.after.open.keys() - self.before.open.keys())

    @property
    def closed(self) -> list[Key]:
        """Gaps that are open no more, in branches that were looked at both times."""
        gone = self.before.open.keys() - self.after.open.keys()
        return sorted(key for key in gone if key[0] in self.after.branches)

    @property
    def unseen(self) -> list[Key]:
        """Gaps of branches that the later run did not look at: nobody knows whether they are closed."""
        return sorted(key for key in self.before.open if key[0] not in self.after.branches)

    @property
    def changed(self) -> list[Key]:
        """Gaps open both times that are told in other words or with another severity."""
        both = self.before.open.keys() & self.after.open.keys()
        return sorted(key for key in both if _said(self.before.open[key]) != _said(self.after.open[key]))


def _said(finding: Mapping[str, Any]) -> tuple[Any, Any]:
    return finding["severity"], finding["message"]


def text(found: Comparison, look: Look) -> Iterator[str]:
    """For people."""
    head = f"{found.before.as_of}到{found.after.as_of}：新出现{len(found.new)}处，"
    head += f"补好{len(found.closed)}处，有变化{len(found.changed)}处"
    yield from look.lines(head, style="bad" if found.new else "good")
    parts = (
        ("新出现", found.new, found.after),
        ("补好了", found.closed, found.before),
        ("有变化", found.changed, found.after),
        ("后一次没有核对到的支部里的", found.unseen, found.before),
    )
    for title, keys, run in parts:
        if keys:
            yield ""
            yield from look.lines(f"{title}（{len(keys)}处）", style="head")
        for branch, address in keys:
            finding = run.open[branch, address]
            said = f"{_SEVERITIES[finding['severity']]}：{finding['message']}"
            yield from look.lines(said, "  · ", "    ")
            yield from look.lines(f"{branch}  {address}", "    ", "    ", style="dim")


def as_json(found: Comparison) -> str:
    """For programs."""
    data = {
        "schema": RESULT,
        "before": found.before.as_of,
        "after": found.after.as_of,
        "new": _listed(found.new, found.after),
        "closed": _listed(found.closed, found.before),
        "changed": _listed(found.changed, found.after),
        "unseen": _listed(found.unseen, found.before),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _listed(keys: list[Key], run: Stored) -> list[dict[str, Any]]:
    return [
        {"path": b, "id": i, "severity": run.open[b, i]["severity"], "message": run.open[b, i]["message"]}
        for b, i in keys
    ]


# Many runs in a row ---------------------------------------------------------------------------------------


def history(runs: Sequence[Stored], look: Look) -> Iterator[str]:
    """A row a run, by day."""
    yield from look.lines("截至        支部  必改  应改  提示  读不了", style="head")
    for run in in_order(runs):
        counts = [len(run.branches), *(run.count(s) for s in _SEVERITIES), run.unread]
        yield f"{run.as_of}  {counts[0]:>4}{counts[1]:>6}{counts[2]:>6}{counts[3]:>6}{counts[4]:>8}"


def in_order(runs: Sequence[Stored]) -> list[Stored]:
    """By day, then by file."""
    return sorted(runs, key=lambda run: (run.as_of, run.file))


_WIDE, _HIGH, _EDGE = 720, 300, 46
_COLOURS = {"error": "#b30000", "warning": "#c98a1b", "note": "#8a8a8a"}


def drawing(runs: Sequence[Stored]) -> str:
    """The open gaps of each run as stacked bars, in SVG."""
    row = in_order(runs)
    most = max([1, *(len(run.open) for run in row)])
    step = (_WIDE - 2 * _EDGE) / max(1, len(row))
    unit = (_HIGH - 2 * _EDGE) / most
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}" role="img">',
        "<title>缺项处数</title>",
        "<style>text{font:12px SimSun,'Noto Serif CJK SC',serif;fill:#333}</style>",
        f'<rect width="{_WIDE}" height="{_HIGH}" fill="#fff"/>',
    ]
    for i, run in enumerate(row):
        left, floor = _EDGE + i * step + step * 0.15, float(_HIGH - _EDGE)
        for severity, colour in _COLOURS.items():
            high = run.count(severity) * unit
            floor -= high
            size = f'width="{step * 0.7:.1f}" height="{high:.1f}"'
            parts.append(f'<rect x="{left:.1f}" y="{floor:.1f}" {size} fill="{colour}"/>')
        middle = left + step * 0.35
        parts.append(
            f'<text x="{middle:.1f}" y="{floor - 5:.1f}" text-anchor="middle">{len(run.open)}</text>'
        )
        day = f'<text x="{middle:.1f}" y="{_HIGH - _EDGE + 16}" text-anchor="middle">{run.as_of[2:]}</text>'
        parts.append(day)
    for i, (severity, colour) in enumerate(_COLOURS.items()):
        at = _EDGE + i * 70
        parts.append(f'<rect x="{at}" y="12" width="12" height="12" fill="{colour}"/>')
        parts.append(f'<text x="{at + 17}" y="22">{_SEVERITIES[severity]}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
