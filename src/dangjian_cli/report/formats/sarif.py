"""SARIF 2.1.0, in the part of it that code hosts read: every result has a rule, a place and a fingerprint.

A fingerprint is made of the finding's address, never of its line: an edit above it opens nothing anew.
"""

import json
from collections.abc import Iterable
from itertools import islice
from typing import Any
from urllib.parse import quote

from dangjian_cli.card import Pack, Requirement
from dangjian_cli.finding import Severity
from dangjian_cli.report.entries import UNREADABLE, Entry, entries, worst_first
from dangjian_cli.report.look import Look
from dangjian_cli.report.view import Run

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST_RESULTS = 25_000
"""GitHub takes no more in a run; the worst are kept, and what was left out is said."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}

ESCAPES = "json"


def render(run: Run, look: Look) -> str:
    """The run as SARIF text."""
    del look
    found = worst_first(list(entries(run)))
    kept = list(islice(found, MOST_RESULTS))
    rules = _rules(kept, run)
    places = {rule["id"]: i for i, rule in enumerate(rules)}
    driver = {
        "name": "dj",
        "fullName": run.standard or "dangjian-cli",
        "version": run.version or "0",
        "language": "zh-CN",
        "rules": rules,
    }
    data = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "automationDetails": {"id": "dj/"},
                "columnKind": "unicodeCodePoints",
                "results": [_result(entry, places) for entry in kept],
                "properties": {"asOf": run.as_of.isoformat(), "leftOut": len(found) - len(kept)},
            }
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _rules(found: Iterable[Entry], run: Run) -> list[dict[str, Any]]:
    """One for each code that occurs, in order of code."""
    first = {entry.code: entry for entry in reversed(list(found))}
    return [_rule(code, first[code], run.pack) for code in sorted(first)]


def _rule(code: str, entry: Entry, pack: Pack | None) -> dict[str, Any]:
    requirement = _requirement(code, entry, pack)
    if requirement is None and entry.status != UNREADABLE:
        short, whole = entry.title, "豁免、人工核实写全了、没有过期、对得上核对出来的那一处，才起作用。"
        help_ = "怎么写、怎么算：dj explain 豁免，dj explain 人工核实。"
    elif pack is None or requirement is None:
        short, whole, help_ = entry.title, "文件写得不对，读不出台账；改好以前不作核对。", "按提示改正。"
    else:
        grounds = "；".join(basis.cited for basis in pack.basis(requirement))
        short, whole = requirement.title, f"〔{requirement.modality}〕{requirement.phrase}。"
        help_ = f"依据：{grounds}。{requirement.fix or '照原始记录补齐；没有办的，按规定办，不补造。'}"
    return {
        "id": code,
        "shortDescription": {"text": short},
        "fullDescription": {"text": whole},
        "help": {"text": help_},
        "defaultConfiguration": {"level": _LEVELS[entry.severity]},
        "properties": {"tags": [entry.title]},
    }


def _requirement(code: str, entry: Entry, pack: Pack | None) -> Requirement | None:
    card = pack.card(entry.card) if pack is not None and entry.card is not None else None
    versions = card.versions.get(code.partition(".")[2], ()) if card else ()
    return versions[-1] if versions else None


def _result(entry: Entry, places: dict[str, int]) -> dict[str, Any]:
    where = {
        "artifactLocation": {"uri": quote(entry.path, safe="/")},
        "region": {"startLine": entry.line, "startColumn": entry.column},
    }
    return {
        "ruleId": entry.code,
        "ruleIndex": places[entry.code],
        "level": _LEVELS[entry.severity],
        "message": {"text": entry.text},
        "locations": [{"physicalLocation": where}],
        "partialFingerprints": {"primaryLocationLineHash": entry.fingerprint},
    }
