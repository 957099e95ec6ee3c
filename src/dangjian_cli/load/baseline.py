"""``dj-baseline.json``: the gaps that a repository had when it began to be checked.

Kept by branch and by the finding's address, never by line, so that moving records about changes nothing and
a gap of another period or another record is never hidden.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dangjian_cli.finding import InputError, Problem, message

SCHEMA = "dj.baseline/1"


@dataclass(frozen=True)
class Baseline:
    """Addresses by branch; branches by their folder as seen from the baseline's own."""

    file: str
    folder: Path
    branches: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def key(self, branch: Path) -> str:
        """What a branch's folder is called in it."""
        try:
            return Path(os.path.relpath(branch, self.folder)).as_posix()
        except ValueError:  # another drive
            return branch.as_posix()

    def of(self, branch: Path) -> frozenset[str]:
        """The addresses kept for a branch."""
        return self.branches.get(self.key(branch), frozenset())

    def written(self) -> str:
        """The file's text: a line an address, in order, so that a change to it can be read."""
        branches = {key: sorted(ids) for key, ids in sorted(self.branches.items()) if ids}
        return json.dumps({"schema": SCHEMA, "branches": branches}, ensure_ascii=False, indent=1) + "\n"


def read_baseline(path: Path, name: str) -> Baseline:
    """The baseline in a file that is called ``name``. Raises ``InputError``."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise InputError(Problem("unreadable", message("基线文件打不开"), file=name)) from None
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        said = message("基线文件读不懂")
        raise InputError(Problem("not-json", said, _ANEW, name, line, getattr(error, "colno", 1))) from None
    if not _sound(data):
        raise InputError(Problem("no-baseline", message("这个文件不是 dj 写的基线"), _ANEW, name, 1, 1))
    branches = {key: frozenset(ids) for key, ids in data["branches"].items()}
    return Baseline(name, path.resolve().parent, branches)


_ANEW = message("用 dj baseline 重新写一份")


def _sound(data: Any) -> bool:
    branches = data.get("branches") if isinstance(data, dict) else None
    return (
        isinstance(branches, dict)
        and data.get("schema") == SCHEMA
        and all(isinstance(ids, list) and all(isinstance(i, str) for i in ids) for ids in branches.values())
    )
