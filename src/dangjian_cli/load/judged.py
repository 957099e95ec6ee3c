"""A branch as read → its report. The evidence files that the core asks for are read here.

Most branches have nothing that a person attested or must look at: then no evidence file is opened.
"""

import os
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from dangjian_cli.card import Pack
from dangjian_cli.check import check
from dangjian_cli.finding import Report
from dangjian_cli.load.branch import EVIDENCE_FOLDER, LoadedBranch

UNREADABLE = "读不出"
"""Stands for the contents of a file that the disk refuses: they are those of no file."""


def judge(
    loaded: LoadedBranch,
    pack: Pack,
    as_of: date,
    *,
    since: date | None = None,
    cards: frozenset[int] | None = None,
    ledgers: frozenset[str] | None = None,
) -> Report:
    """``check`` with the contents of whatever evidence a person looked at or is to look at."""
    report = check(loaded.ledger, pack, as_of, since=since, cards=cards, ledgers=ledgers)
    if report.unread:
        ledger = replace(loaded.ledger, contents=contents(loaded.folder, report.unread))
        report = check(ledger, pack, as_of, since=since, cards=cards, ledgers=ledgers)
    return report


def contents(folder: Path, names: Collection[str]) -> Mapping[str, str]:
    """The SHA-256 of evidence files, by their names below ``档案/`` as the ledger knows them."""
    root = folder / EVIDENCE_FOLDER
    found = {}
    for inside, _, files in os.walk(root):
        for file in files:
            path = Path(inside) / file
            name = unicodedata.normalize("NFC", path.relative_to(root).as_posix())
            if name in names:
                found[name] = _digest(path)
    return found


def _digest(path: Path) -> str:
    import hashlib  # noqa: PLC0415 - most branches need none of it

    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return UNREADABLE
