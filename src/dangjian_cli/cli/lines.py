"""What is going to be written to a branch's files, line by line, before it is."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from dangjian_cli.finding import Privacy

if TYPE_CHECKING:
    from dangjian_cli.edit.change import Change
    from dangjian_cli.load.branch import LoadedBranch
    from dangjian_cli.report.look import Look


def name_of(change: "Change", loaded: "LoadedBranch") -> str:
    """The file as the branch's people know it."""
    return change.path.relative_to(loaded.folder).as_posix()


def show(changes: "Iterable[Change]", loaded: "LoadedBranch", privacy: Privacy, look: "Look") -> None:
    """The lines that are new; where others may read along, only how many."""
    from dangjian_cli.edit.change import difference
    from dangjian_cli.report.wrap import visible

    for change in changes:
        name, lines = name_of(change, loaded), difference(change).splitlines()[3:]
        added = sum(line.startswith("+") for line in lines)
        if privacy is Privacy.STRICT:
            sys.stdout.write(f"{name}：要添{added}行\n")
            continue
        sys.stdout.write(look.paint(name, "head") + "\n")
        for line in lines:
            style = {"+": "good", "-": "bad"}.get(line[:1], "dim")
            sys.stdout.write(look.paint(visible(line), style) + "\n")
