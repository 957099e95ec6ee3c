"""JSON: a promise of its own, versioned as ``dj.check/1``; never a dump of internal types."""

import json
from typing import Any

from dangjian_cli.card import Overlaid
from dangjian_cli.finding import Arg, Exemption, Finding, Message, Privacy, Problem, shown
from dangjian_cli.report.look import Look, bases_json
from dangjian_cli.report.view import BranchReport, Located, Run

SCHEMA = "dj.check/1"

ESCAPES = "json"


def render(run: Run, look: Look) -> str:
    """The run as JSON text."""
    del look
    data = {
        "schema": SCHEMA,
        "as_of": run.as_of.isoformat(),
        "standard": {"name": run.standard, "version": run.version, "overlay": _overlay(run.overlay)},
        "branches": [_branch(b, run) for b in run.branches],
        "errors": [_problem(p, run.privacy) for p in run.errors],
        "notes": [_problem(p, run.privacy) for p in run.notes],
        "summary": {
            "branches": len(run.branches),
            **{s.value.replace("-", "_"): n for s, n in run.tally().items()},
            "baselined": sum(len(b.baselined) for b in run.branches),
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _overlay(overlay: Overlaid | None) -> dict[str, Any] | None:
    if overlay is None:
        return None
    return {
        "name": overlay.name,
        "version": overlay.version,
        "changes": [
            {
                "action": _ACTIONS[change.action],
                "code": change.code,
                "title": change.title,
                "basis": bases_json(change.basis),
                "leaves_out": [{"code": code, "basis": bases_json(basis)} for code, basis in change.lost],
            }
            for change in overlay.changes
        ],
    }


_ACTIONS = {"改": "change", "加": "add", "删": "drop"}


def _branch(branch: BranchReport, run: Run) -> dict[str, Any]:
    privacy = run.privacy
    return {
        "path": branch.path,
        "name": branch.name,
        "field": branch.field,
        "verdicts": [
            {
                "code": v.code,
                "card": v.card,
                "status": v.status.value,
                "examined": v.examined,
                **({"reason": v.reason.render(privacy)} if v.reason else {}),
            }
            for v in branch.report.verdicts
        ],
        "findings": [
            *(_finding(f, privacy) for f in branch.findings),
            *(_finding(f, privacy) | {"status": "baselined"} for f in branch.baselined if run.show_baselined),
        ],
        "due": [_due(f, privacy) for f in branch.dues],
        "attested": [_attested(f, privacy) for f in branch.attested],
    }


def _finding(located: Located, privacy: Privacy) -> dict[str, Any]:
    finding = located.finding
    return {
        "id": finding.id,
        "code": finding.code,
        "card": finding.card,
        "ledger": finding.ledger,
        "family": finding.family,
        "problem": finding.problem,
        "severity": finding.severity.value,
        "status": "open" if finding.status.value == "gap" else finding.status.value,
        "message": finding.message.render(privacy),
        "fix": _shown(finding.fix, privacy),
        "basis": bases_json(finding.basis),
        "record": finding.record,
        **_place(located),
        "fingerprint": finding.fingerprint or None,
        "waiver": _waiver(finding.waiver, privacy) if finding.waiver else None,
    }


def _waiver(waiver: Exemption, privacy: Privacy) -> dict[str, str]:
    said: dict[str, Arg] = {
        "number": waiver.number,
        "authority": waiver.authority,
        "approved_on": waiver.approved_on,
        "expires": waiver.expires,
        "reason": waiver.reason,
    }
    return {key: shown(arg, privacy) for key, arg in said.items()}


def _attested(located: Located, privacy: Privacy) -> dict[str, Any]:
    finding = located.finding
    return {
        "id": finding.id,
        "card": finding.card,
        "message": finding.message.render(privacy),
        **_place(located),
    }


def _due(located: Located, privacy: Privacy) -> dict[str, Any]:
    finding: Finding = located.finding
    return {
        "id": finding.id,
        "card": finding.card,
        "deadline": finding.deadline.isoformat() if finding.deadline else None,
        "message": finding.message.render(privacy),
        **_place(located),
    }


def _place(located: Located) -> dict[str, Any]:
    return {"file": located.file, "line": located.line, "column": located.column}


def _problem(problem: Problem, privacy: Privacy) -> dict[str, Any]:
    mended = {"mended": problem.mended} if problem.mended and privacy is Privacy.LOCAL else {}
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "message": problem.message.render(privacy),
        "fix": _shown(problem.fix, privacy),
        **mended,
    }


def _shown(message: Message | None, privacy: Privacy) -> str | None:
    return message.render(privacy) if message else None
