"""GitLab's code quality report: one list, shown in a merge request."""

import json

from dangjian_cli.finding import Severity
from dangjian_cli.report.entries import UNREADABLE, Entry, entries
from dangjian_cli.report.look import Look
from dangjian_cli.report.view import Run

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "info"}

ESCAPES = "json"


def render(run: Run, look: Look) -> str:
    """The run as JSON text."""
    del look
    return json.dumps([_issue(entry) for entry in entries(run)], ensure_ascii=False, indent=2) + "\n"


def _issue(entry: Entry) -> dict[str, object]:
    return {
        "description": f"{entry.title}：{entry.text}",
        "check_name": entry.code,
        "fingerprint": entry.fingerprint,
        "severity": "blocker" if entry.status == UNREADABLE else _SEVERITIES[entry.severity],
        "location": {"path": entry.path.removeprefix("./"), "lines": {"begin": entry.line}},
    }
