"""New records: put into the file where they belong, and no other line moves."""

from collections.abc import Mapping, Sequence
from typing import Any

from dangjian_cli.edit.change import Change
from dangjian_cli.edit.draft import Draft
from dangjian_cli.load.branch import LoadedBranch


def adding(loaded: LoadedBranch, section: str, records: Sequence[Mapping[str, Any]]) -> list[Change]:
    """The changes by which a section gets new records; several, where they belong in several files.

    Raises ``InputError`` with all that the loader refuses in them, or where there is no sure place for them.
    """
    draft = Draft(loaded)
    draft.add(section, records)
    return draft.changes()
