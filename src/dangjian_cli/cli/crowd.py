"""Many branches, in one process or in several. The outcome and its order are the same for any number.

The processors are put to work only where there are branches enough: each process reads the pack anew.
"""

import gc
import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dangjian_cli.cli import terminal
from dangjian_cli.cli.one import Outcome, Work, outcome

if TYPE_CHECKING:
    from dangjian_cli.card import Pack

ENOUGH = 16
"""From so many branches on, several processes are quicker than one."""

_AT_ONCE = 8
"""Branches that a process is handed at a time."""

_TELL = 20
"""From so many branches on, a person is told how far it has come."""


def each(work: Work, pack: "Pack", found: list[Path], jobs: int | None) -> Iterator[Outcome]:
    """What comes of every branch, in their order."""
    count = jobs if jobs is not None else _processors() if len(found) >= ENOUGH else 1
    outcomes = _alone(work, pack, found) if min(count, len(found)) <= 1 else _together(work, found, count)
    return _told(outcomes, len(found))


def _processors() -> int:
    return os.cpu_count() or 1


def _alone(work: Work, pack: "Pack", found: list[Path]) -> Iterator[Outcome]:
    gc.freeze()  # the pack stays; what one branch leaves behind goes
    for i, path in enumerate(found, 1):
        yield outcome(path, work, pack)
        if i % _AT_ONCE == 0:
            gc.collect()


def _together(work: Work, found: list[Path], jobs: int) -> Iterator[Outcome]:
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(jobs, len(found)), initializer=_begin, initargs=(work,)) as pool:
        yield from pool.map(_one, found, chunksize=_AT_ONCE)


_work: "tuple[Work, Pack]"
"""What a process works with, once it has begun."""


def _begin(work: Work) -> None:
    global _work  # noqa: PLW0603 - a process has one work, and is told of it once
    gc.disable()
    _work = (work, work.standard.pack(work.privacy))
    gc.freeze()


def _one(found: Path) -> Outcome:
    work, pack = _work
    made = outcome(found, work, pack)
    gc.collect()
    return made


def _told(outcomes: Iterator[Outcome], count: int) -> Iterator[Outcome]:
    """The same outcomes, with a line that counts them where a person is looking at standard error."""
    if count < _TELL or not terminal.is_terminal(sys.stderr):
        yield from outcomes
        return
    say = partial(print, end="", file=sys.stderr, flush=True)
    for done, one in enumerate(outcomes, 1):
        say(f"\r已核对 {done}/{count}")
        yield one
    say("\r" + " " * 30 + "\r")
