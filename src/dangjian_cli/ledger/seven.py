"""The seven ledgers, and which sections each holds."""

from collections.abc import Iterator

from dangjian_cli.ledger import Sections, assessment, organization, people, politics, role, support
from dangjian_cli.ledger.table import Field, fields_of

LEDGERS = ("政治建设", "组织建设", "组织生活", "队伍建设", "作用发挥", "基础保障", "考核评价")
"""The ledgers, in their order."""

_BY_MODULE = {
    politics.__name__: "政治建设",
    organization.__name__: "组织建设",
    people.__name__: "队伍建设",
    role.__name__: "作用发挥",
    support.__name__: "基础保障",
    assessment.__name__: "考核评价",
}
_OTHERS = "组织生活"
"""The ledger of the sections of every other module."""

_OF_THE_BRANCH = frozenset({"branch", "waivers", "attestations"})
"""Sections of no ledger: they stand in the main file."""


def ledger_of(section: Field) -> str:
    """The ledger that a section belongs to; none for those of the branch itself."""
    if section.attr in _OF_THE_BRANCH or section.inner is None:
        return ""
    return _BY_MODULE.get(section.inner.__module__, _OTHERS)


def sections_of(ledger: str) -> Iterator[Field]:
    """The sections of one ledger, in their order."""
    return (field for field in fields_of(Sections) if ledger_of(field) == ledger)
