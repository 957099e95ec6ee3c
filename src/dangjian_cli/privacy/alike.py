"""A copy and its original side by side: what a person attested holds in both, and both are judged alike."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from dangjian_cli.card import Pack
from dangjian_cli.finding import Finding, Report
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.table import fields_of
from dangjian_cli.load.branch import LoadedBranch
from dangjian_cli.load.judged import judge


def seals(original: LoadedBranch, copy: LoadedBranch, pack: Pack) -> dict[int, str]:
    """The fingerprints to write into the copy, by attestation, where it holds in the original on some day.

    A fingerprint is that of one day, for acts after it are not seen. So the day is looked for on which the
    original's is the one written down, and the copy's of that day is taken.
    """
    found = {}
    for i, act in enumerate(original.ledger.sections.attestations):
        typed = "".join((act.digest or "").split()).lower()
        for day in _days(original, i, pack) if typed else ():
            asked = _asked(original, i, pack, day)
            same = _asked(copy, i, pack, day) if asked and asked.fingerprint == typed else None
            if same is not None:
                found[i] = same.fingerprint or ""
                break
    return found


def _days(loaded: LoadedBranch, i: int, pack: Pack) -> list[date]:
    """The days from the attestation's on, on which what it is about can have become another."""
    act = loaded.ledger.sections.attestations[i]
    if act.date is None:
        return []
    first = act.date.last
    asked = _asked(loaded, i, pack, first)
    held: Any = loaded.ledger.sections
    if asked is not None:
        for part in asked.route[:2]:
            held = held[part] if isinstance(part, int) else getattr(held, part)
    return sorted({first, *(day for day in _acted((held, act)) if day > first)})


def _acted(held: Any) -> Iterator[date]:
    """The first days of everything in a record, or in several."""
    if isinstance(held, Record):
        if held.acted is not None:
            yield held.acted.first
        for field in fields_of(type(held)):
            if field.inner is not None:
                yield from _acted(getattr(held, field.attr))
    elif type(held) is tuple:
        for each in held:
            yield from _acted(each)


def _asked(loaded: LoadedBranch, i: int, pack: Pack, day: date) -> Finding | None:
    """What a person is to look at, as it stood on a day, had nobody looked yet."""
    sections = loaded.ledger.sections
    act = sections.attestations[i].model_copy(update={"digest": None})
    card = next((c.number for c in pack.cards if c.code == act.finding.partition(".")[0]), None)
    if card is None:
        return None
    ledger = replace(loaded.ledger, sections=sections.model_copy(update={"attestations": (act,)}))
    report = judge(replace(loaded, ledger=ledger), pack, day, cards=frozenset({card}))
    return next((f for f in report.findings if f.id == act.finding and f.fingerprint), None)


def differences(original: LoadedBranch, copy: LoadedBranch, pack: Pack, as_of: date) -> list[str]:
    """Where the two are not judged alike: addresses and codes, each once."""
    one, other = (_said(loaded, judge(loaded, pack, as_of)) for loaded in (original, copy))
    return sorted({said[0] for said in ((one - other) + (other - one))})


def _said(loaded: LoadedBranch, report: Report) -> Counter[tuple[Any, ...]]:
    """Every verdict, and every finding with its line."""
    findings = (*report.findings, *report.dues, *report.attested)
    lines = ((f.id, f.status, f.severity, f.deadline, loaded.locate(f.route).line) for f in findings)
    return Counter((*lines, *((v.code, v.status, v.examined) for v in report.verdicts)))
