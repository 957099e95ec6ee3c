"""A county's overlay: text → changes laid over a pack. Every fault of the file is told, each in its place."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from dangjian_cli.card import Change, Overlaid, Pack
from dangjian_cli.finding import InputError, Problem, Word, message
from dangjian_cli.load import nodes, typed
from dangjian_cli.overlay.laying import laid_over
from dangjian_cli.overlay.selectors import Fault, Invalid
from dangjian_cli.overlay.written import Overlay

_FEW = 3
"""How many codes a note names one by one."""


def load_overlay(path: Path, pack: Pack, name: str = "") -> Pack:
    """The pack with the overlay's changes. Raises ``InputError`` with every fault, located.

    ``name`` is what the file is called in messages.
    """
    file = name or path.as_posix()
    try:
        root = nodes.read(path.read_bytes()).root
    except InputError as error:
        raise InputError(*(p.at(file) for p in error)) from None
    except OSError:
        fix = message("核对路径有没有写错；路径里有空格的，用引号括起来")
        raise InputError(Problem("no-overlay", message("细则文件打不开"), fix, file)) from None
    if not isinstance(root, nodes.Mapping):
        raise InputError(Problem("empty", message("细则文件是空的"), file=file))
    overlay, problems = _read(root, file)
    if overlay is None:
        raise InputError(*problems)
    if overlay.standard and overlay.standard != pack.head.version:
        problems.append(_other_standard(overlay, pack, root, file))
    laid = laid_over(pack, overlay)
    problems += (p for fault in laid.faults for p in _told(fault, root, file))
    if problems:
        raise InputError(*sorted(problems, key=lambda p: (p.line or 0, p.column or 0)))
    notes = tuple(_notes(laid.done, root, file))
    return replace(laid.pack, overlay=replace(laid.done, notes=notes, file=str(path)))


def _read(root: nodes.Mapping, file: str) -> tuple[Overlay | None, list[Problem]]:
    """The overlay, and what is wrong with its first level; the rest is read even so."""
    data: dict[str, Any] = typed.plain(root)
    try:
        return Overlay.model_validate(data), []
    except ValidationError as error:
        complaints = typed.complaints(error, Overlay)
    problems = [typed.problem(c, root, file) for c in complaints]
    wrong = {c.path[0] for c in complaints if c.path}
    patch = {"名称": "—", "版本": "—", "文件": []}
    sound = {k: v for k, v in data.items() if k not in wrong}
    try:
        return Overlay.model_validate({k: v for k, v in patch.items() if k in wrong} | sound), problems
    except ValidationError:
        return None, problems


def _told(fault: Fault | Invalid, root: nodes.Mapping, file: str) -> list[Problem]:
    if isinstance(fault, Fault):
        complaint = typed.Complaint(fault.path, fault.code, fault.message, fault.fix, fault.on_key)
        return [typed.problem(complaint, root, file)]
    found = typed.complaints(fault.error, fault.model)
    return [typed.problem(c, root, file, (*fault.path, *c.path)) for c in found]


def _other_standard(overlay: Overlay, pack: Pack, root: nodes.Mapping, file: str) -> Problem:
    line, column = typed.place(root, ("适用标准",))
    said = message(
        "这份细则照标准{written}写的，现在的标准是{current}",
        written=Word(overlay.standard),
        current=Word(pack.head.version),
    )
    fix = message(
        "用 dj pack diff 看两版差在哪里，细则改好以后，把“适用标准”改成{current}",
        current=Word(pack.head.version),
    )
    return Problem("other-standard", said, fix, file, line, column)


def _notes(done: Overlaid, root: nodes.Mapping, file: str) -> list[Problem]:
    """What is no longer judged although law asks for it: a county may say so, and every report repeats it."""
    return [_lost(change, root, file) for change in done.changes if change.lost]


def _lost(change: Change, root: nodes.Mapping, file: str) -> Problem:
    line, column = typed.place(root, change.route)
    codes = [code for code, _ in change.lost]
    said_codes = "、".join(codes) if len(codes) <= _FEW else f"{codes[0]} 等{len(codes)}条"
    documents = dict.fromkeys(f"《{b.document}》" for _, basis in change.lost for b in basis)
    what = {"删": "不核对", "改": "只在部分领域核对"}[change.action]
    said = message(
        "照这份细则，“{title}”{what}；其中依据{documents}的必改要求有{codes}",
        title=Word(change.title),
        what=Word(what),
        documents=Word("".join(documents)),
        codes=Word(said_codes),
    )
    fix = message("县里的细则不改变这些文件的规定，支部仍要照办")
    return Problem("law-left-out", said, fix, file, line, column, fatal=False)
