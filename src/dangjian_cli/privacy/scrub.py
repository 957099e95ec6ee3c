"""Files that should name nobody: everything beside the ledgers, and every file's own name.

A ledger is where names belong, and identity numbers and telephones in their own fields; a bank card belongs
nowhere, nor does an identity number in running text.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dangjian_cli.finding import InputError
from dangjian_cli.load.branch import BRANCH_FILES, EVIDENCE_FOLDER, LEDGER_FOLDER, find_branches, load_branch
from dangjian_cli.load.encoding import decode
from dangjian_cli.privacy.traces import CARD, ID, Trace, traces

TEXTS = frozenset(
    {".txt", ".md", ".csv", ".tsv", ".json", ".html", ".htm", ".xml", ".yaml", ".yml", ".toml", ".ics"}
    | {".svg", ".sarif", ".log", ".ini", ".cfg"}
)
"""Files whose words are looked at; of every other file, only the name."""

MOST_BYTES = 8_000_000
_OWN_FIELDS = re.compile(r"(?:身份证号|公民身份号码|id_number|联系电话|手机号码|电话|phone)[\"']?\s*:")


_NAMED = re.compile(r"姓名[\"']?\s*[:：]\s*[\"']?([\u4e00-\u9fff·]{2,})")


class Found(NamedTuple):
    """A trace in a file; ``trace.line`` is 0 for the file's own name."""

    path: Path
    trace: Trace


def scrubbed(paths: list[Path]) -> Iterator[Found]:
    """Every trace at the paths, file by file. Raises ``OSError`` where the disk refuses."""
    names: dict[Path, frozenset[str]] = {}
    for top in paths:
        for path in _files(top):
            home = _home(path)
            if home not in names:
                names[home] = _roster(home)
            yield from _in_file(path, home, names[home])


def _files(top: Path) -> Iterator[Path]:
    if not top.is_dir():
        yield top
        return
    for inside, folders, files in os.walk(top):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (Path(inside) / name for name in sorted(files))


def _home(path: Path) -> Path:
    """The branch's folder that a file lies in, or the folder it lies in where that is none."""
    for folder in path.resolve().parents:
        if any((folder / name).is_file() for name in BRANCH_FILES):
            return folder
    return path.resolve().parent


def _roster(home: Path) -> frozenset[str]:
    """Names of the members and of those on their way into the Party, of the branches at or below a folder."""
    found: set[str] = set()
    for folder in find_branches(home):
        try:
            sections = load_branch(folder).ledger.sections
        except InputError:  # a roster that cannot be read whole is read for its names alone
            found |= _names_written(folder)
            continue
        found |= {member.name for member in sections.members}
        found |= {case.name for case in sections.developments}
    return frozenset(found)


def _names_written(folder: Path) -> set[str]:
    files = [folder / name for name in BRANCH_FILES] + list((folder / LEDGER_FOLDER).rglob("*.y*ml"))
    return {m[1] for file in files if file.is_file() for m in _NAMED.finditer(_text(file))}


def _text(path: Path) -> str:
    try:
        return decode(path.read_bytes()).text
    except InputError:
        return ""


def _in_file(path: Path, home: Path, names: frozenset[str]) -> Iterator[Found]:
    own = traces(path.name, names)
    yield from (Found(path, trace._replace(line=0)) for trace in own)
    if path.suffix.lower() not in TEXTS or path.stat().st_size > MOST_BYTES:
        return
    text = _text(path)
    if _is_ledger(path, home):
        lines = text.split("\n")
        for trace in traces(text):
            if trace.kind == CARD or (trace.kind == ID and not _OWN_FIELDS.search(lines[trace.line - 1])):
                yield Found(path, trace)
    else:
        yield from (Found(path, trace) for trace in traces(text, names))


def _is_ledger(path: Path, home: Path) -> bool:
    inside = path.resolve().relative_to(home).parts if path.resolve().is_relative_to(home) else ()
    return (inside[:1] == (LEDGER_FOLDER,) or inside in {(name,) for name in BRANCH_FILES}) and (
        EVIDENCE_FOLDER not in inside
    )
