"""What documents are made from, for their tests: examples, and small branches of a few records."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.ledger import Ledger, Sections
from dangjian_cli.load.branch import load_branch
from dangjian_cli.load.judged import judge
from dangjian_cli.load.pack import load_pack, standards_folder
from dangjian_cli.load.shelf import load_shelf

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ("农村", "农村-有缺项", "国企", "机关", "社区")
AS_OF = date(2026, 11, 22)
HEAD = {"名称": "石泉村党支部", "领域": "农村", "成立日期": "1972-07-01", "建账日期": "2025-01-01"}


@cache
def example(name: str) -> Matter:
    """An example of the given name."""
    loaded = load_branch(EXAMPLES / name)
    pack = load_pack(standards_folder())
    return Matter(loaded, pack, load_shelf(standards_folder()), judge(loaded, pack, AS_OF), AS_OF, AS_OF.year)


def small(sections: dict[str, Any], *, files: frozenset[str] = frozenset(), **options: str) -> Matter:
    """A village branch of these records only; ``支部`` adds to its head. Its report is not its own."""
    base = example("农村")
    data = {**sections, "支部": HEAD | sections.get("支部", {})}
    ledger = Ledger(Sections.model_validate(data), files)
    made = replace(base, loaded=replace(base.loaded, ledger=ledger), options=options)
    vars(made)["texts"] = base.texts  # the same for all, and long to read
    return made
