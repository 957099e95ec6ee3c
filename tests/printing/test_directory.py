"""三级目录：缺的行正好是核对报告里缺的资料，一件不多，一件不少。"""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from branches import DAY as DAY_JUDGED
from branches import dj
from matters import AS_OF, EXAMPLES, NAMES, example, small

from dangjian_cli.check import check
from dangjian_cli.documents.directory import make
from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.finding import Report, Status
from dangjian_cli.ledger import Ledger
from dangjian_cli.ledger.base import Material, Record
from dangjian_cli.ledger.table import fields_of
from dangjian_cli.render.paper import Document, Row, Table, TitlePage

CODE, NAME, TITLE, NUMBER, DAY, PAGES, PLACE, STATE = range(8)
DAYS = [AS_OF - timedelta(days=151 * i) for i in range(4)]


def judged(matter: Matter, **changes: Any) -> Matter:
    """The same with something else, judged again."""
    changed = replace(matter, **changes)
    report = check(changed.ledger, changed.pack, changed.as_of)
    return replace(changed, report=report, year=changed.as_of.year)


def spoiled(record: Any, turn: int) -> Any:
    """The record without every third document, and with others that say no more than a name."""
    updates: dict[str, Any] = {}
    for field in fields_of(type(record)):
        value = getattr(record, field.attr)
        if field.inner is None or value is None:
            continue
        if issubclass(field.inner, Material):
            updates[field.attr] = tuple(_spoiled(m, i + turn) for i, m in enumerate(value) if (i + turn) % 3)
        elif isinstance(value, tuple):
            updates[field.attr] = tuple(spoiled(held, turn + i) for i, held in enumerate(value))
        elif isinstance(value, Record):
            updates[field.attr] = spoiled(value, turn)
    return record.model_copy(update=updates)


def _spoiled(material: Material, turn: int) -> Material:
    return material if turn % 5 else Material(name=material.name)


def spoiled_branch(name: str) -> Matter:
    matter = example(name)
    ledger = replace(matter.ledger, sections=spoiled(matter.ledger.sections, 0), files=frozenset())
    return judged(matter, loaded=replace(matter.loaded, ledger=ledger))


def directory(matter: Matter) -> Document:
    (document,) = make(matter)
    return document


def rows(document: Document) -> list[Row]:
    tables = [b for s in document.sections[2:] for b in s.blocks if isinstance(b, Table)]
    return [row for table in tables for row in table.rows if not row.group]


def in_state(document: Document, state: str) -> list[Row]:
    return [row for row in rows(document) if row.cells[STATE] == state]


def asked_for(report: Report, matter: Matter, status: Status) -> list[str]:
    """The addresses at which the report says that a document is missing."""
    asking = {
        card.code_of(r) for card in matter.pack.cards for r in card.requirements if r.rule.tag == "佐证"
    }
    return sorted(f.id for f in report.findings if f.code in asking and f.status is status)


def holds(matter: Matter) -> int:
    """Check the law; how many documents are missing."""
    document = directory(matter)
    missed = in_state(document, "缺")
    addresses = sorted(a for row in missed for a in row.cells[PLACE].split("\n"))
    assert addresses == asked_for(matter.report, matter, Status.GAP), matter.as_of
    assert [row for row in rows(document) if row.missing] == missed
    assert all(row.cells[TITLE] and row.cells[NAME] for row in missed)
    return len(missed)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_what_is_missing_is_what_the_report_says(name: str, day: date) -> None:
    holds(judged(example(name), as_of=day))


def test_so_it_is_of_the_commands(tmp_path: Path) -> None:
    branch = EXAMPLES / "农村-有缺项"
    printed = dj("print", "三级目录", branch, "-o", tmp_path, "--to", "xlsx", "--as-of", DAY_JUDGED)
    told = json.loads(dj("check", branch, "-f", "json", "--as-of", DAY_JUDGED).stdout)

    sheets = openpyxl.load_workbook(printed.stdout.strip()).worksheets
    cells = [[c.value for c in row] for sheet in sheets for row in sheet.iter_rows() if len(row) == STATE + 1]
    missed = [row[PLACE] for row in cells if row[STATE] == "缺"]
    gaps = [f["id"] for f in told["branches"][0]["findings"] if f["status"] == "open"]
    assert missed == [a for a in gaps if ".papers@" in a] == ["DJ13.papers@M-2026-14/签到册"]


@pytest.mark.parametrize("name", NAMES)
def test_so_it_is_of_a_branch_that_lost_its_papers(name: str) -> None:
    matter = spoiled_branch(name)

    assert holds(matter) > 20
    holds(replace(matter, year=2025))
    holds(judged(matter, as_of=date(2026, 4, 10)))


def test_other_years_stand_at_the_end() -> None:
    this, last = (directory(replace(example("农村-有缺项"), year=year)).sections[-1] for year in (2026, 2025))

    assert this.name == "七、考核评价", "nothing of other years is missing"
    (table,) = (block for block in last.blocks if isinstance(block, Table))
    assert (last.name, [row.cells[PLACE] for row in table.rows]) == (
        "其他年度还缺的资料",
        ["DJ13.papers@M-2026-14/签到册"],
    )


def meeting(*papers: dict[str, str], day: str = "2026-03-05") -> dict[str, Any]:
    return {"会议": {"编号": "M-1", "类型": "党员大会", "日期": day, "资料": list(papers)}}


PAPER = {"名称": "会议通知", "存放": "纸质", "盒号": "2026-01"}
SHEET = {"名称": "签到册", "文件": "签到.pdf"}
RECORD = {"名称": "会议记录", "去向": "党委"}


def line(document: Document, code: str) -> Row:
    (row,) = (row for row in rows(document) if row.cells[CODE] == code)
    return row


def of(sections: dict[str, Any], files: frozenset[str] = frozenset()) -> Document:
    return directory(judged(small(sections, files=files)))


def test_what_is_there_says_where() -> None:
    numbered = PAPER | {"件号": "7", "页数": "2", "题名": "关于开会的通知"}
    document = of(meeting(numbered, SHEET, RECORD), frozenset({"签到.pdf"}))

    assert line(document, "13-01").cells == (
        *("13-01", "会议通知", "关于开会的通知", "7", "2026-03-05", "2", "2026-01盒", "有"),
    )
    assert line(document, "13-02").cells[PLACE:] == ("电子：签到.pdf", "有")
    assert line(document, "13-03").cells[PLACE:] == ("原件在党委", "有")
    assert line(document, "13-04").cells[STATE] == "没有登记", "no requirement asks for it"


def test_numbers_that_are_not_stored_yet_stand_in_brackets() -> None:
    document = of(meeting(PAPER | {"件号": "4"}, SHEET, RECORD), frozenset({"签到.pdf"}))
    numbers = [line(document, code).cells[NUMBER] for code in ("13-01", "13-02", "13-03")]
    assert numbers == ["4", "(1)", ""], "of another retention; elsewhere"

    twice = of(meeting(PAPER | {"件号": "4"}, PAPER | {"件号": "4"}, SHEET), frozenset({"签到.pdf"}))
    assert line(twice, "13-02").cells[NUMBER] == "", "numbers that contradict each other lead to no others"


def test_what_is_named_and_is_not_there_keeps_its_numbers() -> None:
    row = line(of(meeting(PAPER, SHEET | {"件号": "8"}, RECORD)), "13-02")

    assert (row.cells[NUMBER], row.cells[STATE], row.missing) == ("8", "缺", True)
    assert "签到.pdf" in row.cells[TITLE]
    assert row.cells[PLACE] == "DJ13.papers@M-1/签到册"


def test_what_an_authority_does_without_is_not_missing() -> None:
    document = directory(replace(example("农村-有缺项"), year=2024))

    (row,) = in_state(document, "豁免")
    assert [row.cells[PLACE]] == asked_for(example("农村-有缺项").report, example("农村"), Status.WAIVED)
    assert not row.missing


def test_what_nobody_asks_for_is_never_missing() -> None:
    row = line(of(meeting(PAPER, SHEET, RECORD, {"名称": "决议"})), "13-05")

    assert (row.cells[STATE], row.missing) == ("没写存放", False)


def test_what_no_card_lists_stands_at_the_end_of_the_ledger() -> None:
    document = of(meeting(PAPER, {"名称": "合影", "存放": "纸质", "盒号": "9"}))

    (row,) = (row for row in rows(document) if row.cells[NAME] == "合影")
    assert (row.cells[CODE], row.cells[PLACE], row.cells[STATE]) == ("", "9盒", "有")


def test_a_card_that_does_not_apply_says_why() -> None:
    document = directory(example("机关"))

    reasons = [row.cells[TITLE] for row in in_state(document, "不适用")]
    assert reasons
    assert all(reason.endswith("，本支部是机关") for reason in reasons)


def test_totals_add_up() -> None:
    for name in ("农村-有缺项", "机关"):
        document = directory(example(name))
        assert isinstance(document.sections[0].blocks[0], TitlePage)
        (table,) = (b for b in document.sections[1].blocks if isinstance(b, Table))
        *ledgers, whole = [[int(cell) for cell in row.cells[1:]] for row in table.rows]
        assert whole == [sum(column) for column in zip(*ledgers, strict=True)]
        for _, due, there, files, paper, elsewhere, unplaced, missed, waived, _ in (*ledgers, whole):
            assert due == there + unplaced + missed + waived
            assert there == files + paper + elsewhere
        of_year = [
            r for s in document.sections[2:9] for b in s.blocks if isinstance(b, Table) for r in b.rows
        ]
        assert whole[7] == sum(row.missing for row in of_year)


def test_the_year_of_a_gap_is_that_of_its_record() -> None:
    document = of({"计划总结": {"类型": "年度总结", "年度": "2025", "日期": "2026-01-05"}})

    assert "其他年度还缺的资料" in [s.name for s in document.sections]
    assert [r.cells[NAME] for r in rows(document) if r.missing and r.cells[CODE] == "03-02"] == ["年度总结"]


def test_the_ledger_in_another_order_gives_the_same_directory() -> None:
    matter = example("农村-有缺项")
    sections = matter.ledger.sections
    turned = Ledger(
        sections.model_copy(
            update={
                f.attr: v[::-1]
                for f in fields_of(type(sections))
                if isinstance(v := getattr(sections, f.attr), tuple)
            }
        ),
        matter.ledger.files,
        matter.ledger.contents,
    )
    again = judged(matter, loaded=replace(matter.loaded, ledger=turned))

    assert sorted(r.cells for r in rows(directory(again))) == sorted(r.cells for r in rows(directory(matter)))
