"""What lies on the desk: the branches of a folder, each read and judged anew whenever its files change."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from dangjian_cli.card import Pack
from dangjian_cli.finding import InputError, Privacy, Problem
from dangjian_cli.load.branch import LoadedBranch, load_branch
from dangjian_cli.load.judged import judge
from dangjian_cli.report.standing import located
from dangjian_cli.report.view import BranchReport, Run, joined, unopened
from dangjian_cli.shelf import Shelf

T = TypeVar("T")

Stamp = tuple[object, ...]

AT_ONCE = 12
"""Branches that are read before a page is shown."""

_KEPT = 3
"""Branches that stay read: one takes some ten million bytes."""


@dataclass(frozen=True)
class Sight:
    """One branch as it lies on disk just now: judged, or what keeps it from being judged."""

    key: str
    path: Path
    pack: Pack
    run: Run
    loaded: LoadedBranch | None = None

    @property
    def folder(self) -> Path:
        """The branch's folder."""
        return self.path if self.path.is_dir() else self.path.parent

    @property
    def branch(self) -> BranchReport | None:
        """The branch as judged."""
        return next(iter(self.run.branches), None)

    @property
    def name(self) -> str:
        """What it is called; one that cannot be read, by its folder."""
        return self.branch.name if self.branch else self.folder.resolve().name


@dataclass
class Desk:
    """The folder that was opened, the standard, and who says what day it is.

    ``find`` gives the branches, which may come and go meanwhile. ``fault`` is told of the program's own
    mistakes. ``apart`` sets apart what a baseline holds. ``branch_field`` is the 领域 of a branch that does
    not say its own. A county's overlay is read once, when the page is opened.
    """

    root: Path
    find: Callable[[], list[Path]]
    pack: Pack
    shelf: Shelf
    today: Callable[[], date]
    fault: Callable[[Exception], object]
    apart: Callable[[Run], Run]
    branch_field: str = ""
    write: bool = False
    _seen: dict[str, tuple[Stamp, Sight]] = field(default_factory=dict)
    _digests: dict[str, tuple[Stamp, Any]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def branches(self) -> Mapping[str, Path]:
        """Every branch by the word that stands for it in addresses: nothing else can be asked for."""
        return {_key(self._inside(path)): path for path in self.find()}

    def sight(self, key: str) -> Sight | None:
        """A branch as it is now, or nothing if there is none of that key."""
        path = self.branches().get(key)
        return self._look(key, path) if path is not None else None

    def each(self, digest: Callable[[Sight], T]) -> tuple[list[T], int]:
        """What ``digest`` makes of every branch as it is now; of a township's branches no more is kept.

        A township may take a minute: at most ``AT_ONCE`` are read anew, and how many are left is told.
        """
        found, anew, left = [], 0, 0
        for key, path in self.branches().items():
            stamp = self._stamp(path)
            held = self._digests.get(key)
            if held is None or held[0] != stamp:
                if anew == AT_ONCE:
                    left += 1
                    continue
                anew += 1
                held = (stamp, digest(self._apart(self._read(key, path, self.today()))))
                self._digests[key] = held
            found.append(held[1])
        return found, left

    def _inside(self, path: Path) -> str:
        """What the branch's folder is called below the folder that was opened."""
        folder = path if path.is_dir() else path.parent
        root = self.root if self.root.is_dir() else self.root.parent
        inside = os.path.relpath(folder, root)
        return "" if inside == os.curdir else Path(inside).as_posix()

    def _look(self, key: str, path: Path) -> Sight:
        """The branch; what was read before is good as long as no file and not the day has changed."""
        with self._lock:
            stamp = self._stamp(path)
            held = self._seen.pop(key, None)
            if held is None or held[0] != stamp:
                held = (stamp, self._read(key, path, self.today()))
            self._seen[key] = held
            for old in list(self._seen)[:-_KEPT]:
                del self._seen[old]
        return self._apart(held[1])

    def _apart(self, sight: Sight) -> Sight:
        return replace(sight, run=self.apart(sight.run))

    def _stamp(self, path: Path) -> Stamp:
        return (self.today(), path, *_files(path if path.is_dir() else path.parent))

    def _read(self, key: str, path: Path, day: date) -> Sight:
        name = self._inside(path)
        pack = self.pack
        beside = frozenset({Path(pack.overlay.file).resolve()}) if pack.overlay else frozenset()
        run = Run(
            day,
            pack.head.name,
            pack.head.version,
            (),
            (),
            (),
            Privacy.LOCAL,
            {c.number: c.title for c in pack.cards},
            {n.key: n.title for n in pack.head.ledgers},
            pack,
        )
        try:
            loaded = load_branch(path, beside, self.branch_field)
        except InputError as error:
            return Sight(key, path, pack, replace(run, errors=_named(error, name)))
        except OSError:
            return Sight(key, path, pack, replace(run, errors=(unopened(joined(name, path.name)),)))
        place = (path if path.is_dir() else path.parent).resolve()
        branch = replace(located(loaded, name, judge(loaded, pack, day)), place=place)
        notes = _named(loaded.notes, name)
        return Sight(key, path, pack, replace(run, branches=(branch,), notes=notes), loaded)


def _named(problems: InputError | tuple[Problem, ...], folder: str) -> tuple[Problem, ...]:
    return tuple(p.at(joined(folder, p.file)) for p in problems)


def _key(inside: str) -> str:
    return sha256(inside.encode(errors="surrogateescape")).hexdigest()[:10]


def _files(folder: Path) -> Stamp:
    """Name, size and time of every file of a branch: the same as long as nobody touches any."""
    found = []
    for inside, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            try:
                stat = (Path(inside) / name).stat()
            except OSError:  # gone meanwhile
                continue
            found.append((inside, name, stat.st_size, stat.st_mtime_ns))
    return tuple(found)
