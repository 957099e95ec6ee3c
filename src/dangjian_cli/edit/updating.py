"""Records that are there, altered: a few fields, or one more in a list inside."""

from collections.abc import Mapping
from typing import Any

from dangjian_cli.edit.change import Change
from dangjian_cli.edit.draft import Draft, Route
from dangjian_cli.load.branch import LoadedBranch


def updating(
    loaded: LoadedBranch, section: str, position: int, values: Mapping[str, Any], route: Route = ()
) -> list[Change]:
    """The change by which fields of a record, or of a group inside it, get other values; empty: taken out.

    Raises ``InputError`` as ``adding`` does, and where something would be lost or move.
    """
    draft = Draft(loaded)
    draft.update(section, position, values, route)
    return draft.changes()


def appending(
    loaded: LoadedBranch, section: str, position: int, route: Route, item: Mapping[str, Any] | str
) -> list[Change]:
    """The change by which a list inside a record gets one more: a step, a paper, a name.

    ``route`` is ("步骤", "半年考察") for one more review in somebody's case.
    """
    draft = Draft(loaded)
    draft.append(section, position, route, item)
    return draft.changes()
