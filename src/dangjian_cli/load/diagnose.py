"""Why a ledger's text cannot be read, or was read wrongly, in a clerk's words."""

import yaml

from dangjian_cli.finding import Problem
from dangjian_cli.load.parser_words import place, translated
from dangjian_cli.load.preflight import preflight
from dangjian_cli.load.silent import silent

__all__ = ["diagnose", "silent"]


def diagnose(text: str, error: yaml.YAMLError | None) -> tuple[Problem, ...]:
    """Every mistake in a text that does not parse, or whose root or section is no record.

    The parser's own complaint is added only where no mistake up to its line explains it; with an
    ``error`` there is always at least one fatal problem.
    """
    problems = _sure(preflight(text))
    if error is None:
        return problems
    stopped = _stopped(text, error)
    if any(problem.fatal and (problem.line or 0) <= stopped for problem in problems):
        return problems
    return tuple(sorted((*problems, translated(text, error)), key=lambda problem: problem.line or 0))


def _sure(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Without what only seems written twice because a line above it is indented as none of its neighbours."""
    ragged = min((p.line or 0 for p in problems if p.code == "bad-indent"), default=None)
    return tuple(p for p in problems if p.code != "duplicate-key" or ragged is None or (p.line or 0) < ragged)


def _stopped(text: str, error: yaml.YAMLError) -> int:
    """The last line that may hold the cause: without a mark, any."""
    mark = getattr(error, "problem_mark", None)
    return max(mark.line + 1, place(text, error)[0]) if mark else text.count("\n") + 1
