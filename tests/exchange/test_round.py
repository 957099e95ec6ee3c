"""导出再导入，一条不多、一条不少、一个字不变。"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from branches import every_section
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapes import id_number

from dangjian_cli.exchange.exporting import sheets
from dangjian_cli.exchange.merging import merged
from dangjian_cli.exchange.packed import ERRORS
from dangjian_cli.exchange.reading import Reading
from dangjian_cli.exchange.returning import is_returned, read_back
from dangjian_cli.exchange.sheets import read, workbook_pages
from dangjian_cli.ledger import Sections
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.branch import Branch
from dangjian_cli.ledger.shape import shape_of
from dangjian_cli.ledger.table import Field, fields_of, words_of
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


def test_every_field_of_every_record_comes_back(tmp_path: Path) -> None:
    data, _ = every_section()
    models = words_of(Sections)
    held: dict[str, Any] = {}
    for label, value in data.items():
        field = models[label]
        assert field.inner is not None
        many = isinstance(value, list)
        records = [field.inner.model_validate(v) for v in (value if many else [value])]
        held[field.attr] = tuple(records) if many else records[0]
    sections = Sections.model_construct(**held)

    reading = there_and_back(sections, tmp_path / "台账.xlsx")

    assert reading.remarks == []
    assert drafted(reading) == records_of(sections)


# Records that nobody would write ---------------------------------------------------------------------------

TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cn"], exclude_characters="\ufffe\uffff\r"), max_size=12
).filter(lambda text: text not in ERRORS and (bool(text.strip()) or not text))
NAMES = st.sampled_from(["甲一", "乙二", "买买提·艾力", "D-03"])
VALUES: dict[str, st.SearchStrategy[str]] = {
    "parse_day": st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(str) | st.just("2026-03"),
    "parse_month": st.sampled_from(["2026-03", "1999-12"]),
    "parse_year": st.integers(1900, 2100).map(str),
    "parse_time": st.times().map(lambda t: f"{t:%H:%M:%S}"),
    "parse_count": st.integers(0, 10**9 - 1).map(str),
    "parse_number": st.decimals(0, 10**6, places=2).map(str),
    "parse_amount": st.decimals(0, 10**9, places=2).map(str),
    "parse_name": st.sampled_from(["甲一", "乙二"]),
    "parse_person": NAMES,
    "parse_reference": st.from_regex(r"[A-Za-z][A-Za-z0-9._-]{0,5}", fullmatch=True),
    "parse_phone": st.integers(0, 10**8 - 1).map(lambda n: f"130{n:08}"),
    "parse_id_number": st.integers(1, 999).map(lambda n: id_number("19800305", n)),
}


@st.composite
def record(draw: st.DrawFn, model: type[Record], depth: int = 0) -> dict[str, Any]:
    """Some of the fields of a record, and of the records in it."""
    fields = fields_of(model)
    needed = [f for f in fields if model.model_fields[f.attr].is_required()]
    chosen = draw(st.lists(st.sampled_from(fields), max_size=6 - depth, unique=True))
    return {f.label: draw(_field(model, f, depth)) for f in dict.fromkeys((*needed, *chosen))}


def _field(model: type[Record], field: Field, depth: int) -> st.SearchStrategy[Any]:
    shape = shape_of(model, field.attr)
    one: st.SearchStrategy[Any]
    if shape.free:
        return st.dictionaries(TEXT.filter(str.strip), TEXT, max_size=3)
    if field.inner is not None:
        one = record(field.inner, depth + 1) if depth < 3 else st.just({})
    elif shape.words:
        one = st.sampled_from(shape.words)
    else:
        needed = model.model_fields[field.attr].is_required()
        words = TEXT.filter(str.strip) if needed else TEXT
        one = VALUES[shape.parse.__name__] if shape.parse else words
    info = model.model_fields[field.attr]
    least = int(info.is_required() or bool(info.default))  # an empty list is written by leaving it out
    return st.lists(one, min_size=least, max_size=3) if shape.many else one


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_records_come_back(data: st.DataObject) -> None:
    chosen = data.draw(
        st.lists(st.sampled_from(fields_of(Sections)[3:]), min_size=1, max_size=2, unique=True)
    )
    held: dict[str, Any] = {"branch": Branch.model_validate(BRANCH)}
    for section in chosen:
        assert section.inner is not None
        drawn = data.draw(st.lists(record(section.inner), min_size=1, max_size=3))
        held[section.attr] = tuple(section.inner.model_validate(each) for each in _numbered(drawn))
    sections = Sections.model_construct(**held)

    reading = read_back(workbook_pages(workbook(sheets(sections))))

    assert [(r.code, r.place) for r in reading.remarks] == []
    assert drafted(reading) == records_of(sections)


BRANCH = {"名称": "石泉村党支部", "领域": "农村", "成立日期": "1990-07-01", "建账日期": "2026-01-01"}


def _numbered(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """No two with one 编号: the loader lets none through."""
    return [{**each, **({"编号": f"R-{i}"} if "编号" in each else {})} for i, each in enumerate(records)]
