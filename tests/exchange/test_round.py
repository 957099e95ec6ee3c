"""导出再导入，一条不多、一条不少、一个字不变。"""

from pathlib import Path
from typing import Any

import pytest

from dangjian_cli.exchange.exporting import sheets
from dangjian_cli.exchange.merging import merged
from dangjian_cli.exchange.reading import Reading
from dangjian_cli.exchange.returning import is_returned, read_back
from dangjian_cli.exchange.sheets import read
from dangjian_cli.ledger import Sections
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.table import fields_of, words_of
from dangjian_cli.load.branch import load_branch
from dangjian_cli.render.sheet import workbook

EXAMPLES = Path(__file__).parents[2] / "examples"


def bare(value: Any) -> Any:
    """A record without what is empty: a list of nothing says what no list says."""
    if isinstance(value, Record):
        held = {f.attr: bare(getattr(value, f.attr)) for f in fields_of(type(value))}
        return {attr: inner for attr, inner in held.items() if inner not in (None, (), "", {}, [])}
    if type(value) is dict:
        return {key: text for key, text in value.items() if text}
    return [bare(each) for each in value] if type(value) is tuple else value


def records_of(sections: Sections) -> dict[str, list[Any]]:
    held = ((f.attr, getattr(sections, f.attr)) for f in fields_of(Sections))
    found = {attr: [bare(r) for r in (v if isinstance(v, tuple) else (v,))] for attr, v in held}
    return {attr: records for attr, records in found.items() if records}


def drafted(reading: Reading) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for draft in reading.drafts:
        model = words_of(Sections)[draft.section].inner
        assert model is not None
        found.setdefault(draft.section, []).append(bare(model.model_validate(draft.data)))
    return found


def there_and_back(sections: Sections, path: Path) -> Reading:
    path.write_bytes(workbook(sheets(sections)))
    pages = read(path)
    assert is_returned(pages)
    return read_back(pages)


BRANCHES = sorted(p.parent for p in EXAMPLES.rglob("branch.yaml"))


@pytest.mark.parametrize("folder", BRANCHES, ids=lambda p: p.relative_to(EXAMPLES).as_posix())
def test_an_example_comes_back_as_it_was(folder: Path, tmp_path: Path) -> None:
    sections = load_branch(folder).ledger.sections

    reading = there_and_back(sections, tmp_path / "台账.xlsx")

    assert reading.remarks == []
    assert drafted(reading) == records_of(sections)
    plan = merged(reading, sections)
    assert (plan.additions, plan.fills, plan.differences) == ([], [], [])
