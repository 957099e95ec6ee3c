"""编号 for records that cannot be told apart without one. Others get none: their addresses would change."""

from collections.abc import Mapping

from dangjian_cli.edit.change import Change
from dangjian_cli.edit.draft import Draft
from dangjian_cli.edit.numbering import next_ref
from dangjian_cli.finding import InputError
from dangjian_cli.ledger.base import Record
from dangjian_cli.load.branch import LoadedBranch
from dangjian_cli.load.unique import repeated


def numbering(loaded: LoadedBranch, like: Mapping[str, str]) -> list[Change]:
    """The changes by which each such record but the first gets the next number of its section.

    ``like`` is an example of a number, by section, for one that has none yet. What is left alone, because no
    pattern can be seen or something else is wrong too, is what ``dj check`` tells. Raises ``OSError``.
    """
    sections = loaded.ledger.sections
    taken: dict[str, list[str]] = {}
    draft = Draft(loaded)
    for section, at, _ in repeated(loaded.ledger):
        records: tuple[Record, ...] = getattr(sections, section)
        if "ref" not in type(records[at]).model_fields or getattr(records[at], "ref", None):
            continue
        refs = taken.setdefault(section, [ref for r in records if (ref := getattr(r, "ref", None))])
        acted = records[at].acted
        ref = next_ref(refs, acted.first.year if acted else 0, like.get(section, "")) if acted else ""
        if ref:
            refs.append(ref)
            draft.update(section, at, {"编号": ref})
    try:
        return draft.changes()
    except InputError:
        return []
