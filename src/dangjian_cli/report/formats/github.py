"""GitHub's workflow commands: annotations on the lines of a pull request, the worst first.

A step shows ten errors and ten warnings and no more, so what does not fit is counted in a last notice; the
whole list belongs in the step's summary (``-f markdown:$GITHUB_STEP_SUMMARY``).
"""

from collections.abc import Iterator
from itertools import islice

from dangjian_cli.finding import Severity
from dangjian_cli.report.entries import Entry, entries, worst_first
from dangjian_cli.report.look import Look
from dangjian_cli.report.view import Run

MOST = 10
"""Annotations of one kind that a step shows."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def render(run: Run, look: Look) -> str:
    """The run as commands, one a line."""
    del look
    return "".join(f"{line}\n" for line in _lines(worst_first(list(entries(run)))))


def _lines(found: list[Entry]) -> Iterator[str]:
    for severity, command in _COMMANDS.items():
        same = [entry for entry in found if entry.severity is severity]
        most = MOST - (severity is Severity.NOTE)  # one is left for what does not fit
        for entry in islice(same, most):
            yield _command(command, entry)
    left = sum(max(0, sum(e.severity is s for e in found) - MOST + (s is Severity.NOTE)) for s in _COMMANDS)
    if left:
        yield f"::notice title=dj::还有{left}处没有列出，全部见本步骤的摘要或报告文件"


def _command(command: str, entry: Entry) -> str:
    properties = {
        "file": entry.path,
        "line": str(entry.line),
        "col": str(entry.column),
        "title": f"{entry.title} {entry.id}" if entry.card is not None else entry.title,
    }
    said = ",".join(f"{name}={_escaped(value, _PROPERTY)}" for name, value in properties.items())
    return f"::{command} {said}::{_escaped(entry.text, _DATA)}"


def _escaped(text: str, table: dict[str, str]) -> str:
    return text.translate({ord(sign): code for sign, code in table.items()})
