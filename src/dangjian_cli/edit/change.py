"""What is to be written to a branch's files: shown first, then carried out whole or not at all.

This is the one door by which what stands on disk is changed. Whoever was quicker wins: a file that is no
longer as it was read is left alone.
"""

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_cli.edit.files import put, staged, sweep
from dangjian_cli.finding import InputError, Message, Problem, Word, message
from dangjian_cli.load.encoding import decode

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK = ".dj.lock"
"""In the folder that is written in, so that it holds for all who share the folder; hidden, and no YAML."""

PATIENCE = 10.0
"""Seconds to wait for another writer, who needs a fraction of one."""


@dataclass(frozen=True)
class Change:
    """A file as it was read (``None``: there was none) and as it is to be."""

    path: Path
    old: bytes | None
    new: bytes

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be different."""
        return self.old == self.new


def difference(change: Change, name: str = "", context: int = 1) -> str:
    """What is going to be different, line by line, for people. ``name`` is what the file is called there."""
    before, after = (_lines(data) if data else [] for data in (change.old, change.new))
    name = name or change.path.name
    old = f"{name}（现在）" if change.old is not None else "（还没有这个文件）"
    lines = list(_hunks(before, after, context))
    return "".join((f"--- {old}\n", f"+++ {name}（改后）\n", *lines)) if lines else ""


def _hunks(before: Sequence[str], after: Sequence[str], context: int) -> Iterator[str]:
    """As ``difflib.unified_diff``, which takes lines that occur often for noise: in a ledger most do."""
    for group in SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(context):
        (_, old, _, new, _), (_, _, old_end, _, new_end) = group[0], group[-1]
        yield f"@@ -{_range(old, old_end)} +{_range(new, new_end)} @@\n"
        for tag, i, i_end, j, j_end in group:
            if tag == "equal":
                yield from (f" {line}" for line in before[i:i_end])
            else:
                yield from (f"-{line}" for line in before[i:i_end])
                yield from (f"+{line}" for line in after[j:j_end])


def _range(start: int, end: int) -> str:
    """Where a hunk stands, as such listings say it: of nothing, the line before it."""
    length = end - start
    return str(start + 1) if length == 1 else f"{start + bool(length)},{length}"


def _lines(data: bytes) -> list[str]:
    """Lines as an editor counts them; one at the end that has no line feed is no other for it."""
    return [f"{line}\n" for line in decode(data).text.removesuffix("\n").split("\n")]


def carry_out(changes: Iterable[Change], patience: float = PATIENCE) -> None:
    """Write the changes. Raises ``InputError`` that says why not; then every file is as it was.

    Two writers wait for each other. Each file is at every moment the old one or the new one whole; of several
    files, a program that is killed may leave some old and some new.
    """
    todo = [change for change in changes if not change.is_empty]
    if len({change.path.resolve() for change in todo}) < len(todo):
        raise ValueError("two changes of one file: the second would undo the first")
    with ExitStack() as locks:
        try:
            for folder in sorted({change.path.resolve().parent for change in todo}):
                folder.mkdir(parents=True, exist_ok=True)
                locks.enter_context(_locked(folder, patience))
        except OSError:
            raise InputError(*(_unwritable(change.path) for change in todo)) from None
        _write(todo)


def _hindrance(change: Change) -> Problem | None:
    """Why a file must not be written over, now that nobody else writes."""
    try:
        found = change.path.read_bytes()
    except FileNotFoundError:
        found = None
    except OSError:
        return _unwritable(change.path)
    if found != change.old:
        return changed_meanwhile(change.path, new=change.old is None, gone=found is None)
    if found is not None and not os.access(change.path, os.W_OK):
        return _problem("read-only", change.path, "是只读的，没有写", "要改它，先去掉只读")
    return None


def changed_meanwhile(path: Path, *, new: bool = False, gone: bool = False) -> Problem:
    """Somebody else was quicker; ``new``: with a file that was not there before."""
    if new:
        return _problem("in-the-way", path, "已经有了，没有写", "看看它是怎么来的，再做一遍")
    said = f"{'不见了' if gone else '刚才被别人改过'}，没有写"
    return _problem("changed-meanwhile", path, said, "再做一遍，就接着现在的内容写")


def _write(todo: Sequence[Change]) -> None:
    """All is on the disk before anything is put in its place; an old file is kept until the new is read.

    What others did meanwhile is looked for last, so that the least time is left for them.
    """
    paths = [change.path.resolve() for change in todo]
    for path in paths:
        sweep(path)
    waiting: list[tuple[Path, Path | None]] = []
    begun: list[tuple[Path, Path | None]] = []
    try:
        for change, path in zip(todo, paths, strict=True):
            kept = None if change.old is None else staged(path, change.old)
            waiting.append((staged(path, change.new), kept))
        if problems := [problem for change in todo if (problem := _hindrance(change))]:
            raise InputError(*problems)  # noqa: TRY301 - what is waiting has to be cleared away
        for change, path, (beside, kept) in zip(todo, paths, waiting, strict=True):
            begun.append((path, kept))
            put(beside, path)
            if path.read_bytes() != change.new:
                raise OSError  # noqa: TRY301 - the disk has not kept what it was given
    except OSError:
        _undo(begun)
        raise InputError(*(_unwritable(change.path) for change in todo)) from None
    except BaseException:
        _undo(begun)
        raise
    finally:
        for path in paths:
            sweep(path)


def _undo(done: Sequence[tuple[Path, Path | None]]) -> None:
    for path, kept in done:
        with suppress(OSError):
            if kept is None:
                path.unlink(missing_ok=True)
            else:
                put(kept, path)


@contextmanager
def _locked(folder: Path, patience: float) -> Iterator[None]:
    """Nobody else writes in the folder meanwhile. Raises ``InputError`` when another one does not finish."""
    from filelock import Timeout  # noqa: PLC0415 - most commands write nothing

    try:
        lock = _lock(folder, patience)
    except Timeout:
        said = message("“{folder}”里的文件正在被另一个 dj 写", folder=Word(folder.name))
        fix = message("等它写完再做一遍；没有别人在用的，关掉别的 dj 窗口")
        raise InputError(Problem("being-written", said, fix)) from None
    try:
        yield
    finally:
        file = Path(lock.lock_file)
        if sys.platform != "win32":  # whoever waits sees that it is gone, and makes a new one
            file.unlink(missing_ok=True)
        lock.release()
        if sys.platform == "win32":  # pragma: no cover - an open file cannot be removed there
            with suppress(OSError):
                file.unlink()


def _lock(folder: Path, patience: float) -> "BaseFileLock":
    """The lock in the folder; where its disk knows no locks, one for this computer alone."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - as above

    lock = FileLock(folder / LOCK, timeout=patience)
    try:
        lock.acquire()
    except Timeout:
        raise
    except (OSError, NotImplementedError):
        if not os.access(folder, os.W_OK):
            raise
        name = sha256(str(folder).encode(errors="surrogateescape")).hexdigest()[:24]
        lock = FileLock(Path(tempfile.gettempdir()) / f"dj-{name}.lock", timeout=patience)
        lock.acquire()
    return lock


def _unwritable(path: Path) -> Problem:
    fix = "看看文件夹能不能写、磁盘满没满、文件是不是正被别的程序打开"
    return _problem("unwritable", path, "写不进，原来的没有动", fix)


def _problem(code: str, path: Path, said: str, fix: str) -> Problem:
    text: Message = message(f"{{file}} {said}", file=Word(path.name))
    return Problem(code, text, message(fix), path.name)
