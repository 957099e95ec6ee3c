"""工作纪实：数字另算一遍，和记录、和报告一样；不该说的不说，没到的不说。"""

import io
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import docx
import pytest
from every import close, pages
from markupsafe import escape
from matters import AS_OF, NAMES, example, small

from dangjian_cli.documents import yearbook
from dangjian_cli.documents.parts.deeds import deeds
from dangjian_cli.documents.parts.lacking import year_of_finding
from dangjian_cli.documents.yearbook import percent
from dangjian_cli.finding import Privacy, Status
from dangjian_cli.ledger.activities import Meeting
from dangjian_cli.render.paper import Chart, Document, Heading, Items, Paragraph, Section, Table
from dangjian_cli.render.targets import renderer


def book(name: str, **changed: Any) -> Document:
    (document,) = yearbook.make(replace(example(name), **changed))
    return document


def part(document: Document, name: str) -> Section:
    (found,) = (section for section in document.sections if section.name == name)
    return found


def table(section: Section, heading: str) -> dict[str, tuple[str, ...]]:
    """The first table after a heading, by its first cells."""
    blocks = iter(section.blocks)
    assert any(isinstance(b, Heading) and b.text == heading for b in blocks)
    found = next(b for b in blocks if isinstance(b, Table))
    return {row.cells[0]: row.cells[1:] for row in found.rows}


def charts(section: Section) -> dict[str, Chart]:
    return {b.title: b for b in section.blocks if isinstance(b, Chart)}


def text_of(document: Document) -> str:
    return str(document)


def held(name: str, year: int = 2026) -> list[Meeting]:
    meetings = example(name).ledger.sections.meetings
    return [m for m in meetings if m.date.first.year == year and m.date.first <= AS_OF]


@pytest.mark.parametrize("name", NAMES)
def test_meetings_are_counted_as_they_are_recorded(name: str) -> None:
    overview = part(book(name), "全年概况")
    found = table(overview, "会议和活动")

    kinds = Counter(kind for m in held(name) for kind in m.kinds)
    for kind, number in kinds.items():
        of_kind = [m for m in held(name) if kind in m.kinds and m.expected and m.attended is not None]
        expected, attended = sum(m.expected or 0 for m in of_kind), sum(m.attended or 0 for m in of_kind)
        assert found[kind][0] == str(number)
        assert found[kind][1:3] == (str(expected or ""), str(attended or ""))
        if expected:
            assert float(found[kind][3].rstrip("%")) == pytest.approx(attended / expected * 100, abs=0.06)
    assert found.keys() - kinds.keys() == {"合计（一次会议属几种的只算一次）"}
    assert found["合计（一次会议属几种的只算一次）"][0] == str(len(held(name)))

    bars = charts(overview)["各月会议和活动次数"].bars
    assert sum(bar.value for bar in bars) == len(held(name))


@pytest.mark.parametrize("name", NAMES)
def test_dues_are_those_that_were_paid(name: str) -> None:
    """Some were paid for months to come as well: the records alone give a least and a most."""
    sections = example(name).ledger.sections
    people = {member.name for member in sections.members} | {member.ref for member in sections.members}
    own = [
        p
        for p in sections.dues_payments
        if p.month.first.year == AS_OF.year and p.month.first <= AS_OF and {p.name, p.number} & people
    ]
    most = sum((p.paid for p in own if p.date is None or p.date.first <= AS_OF), start=Decimal(0))
    ahead = sum((p.paid for p in own if (p.through or p.month).first > AS_OF), start=Decimal(0))
    overview = part(book(name), "全年概况")
    said = table(overview, "党费")["1月至11月实交"][0]
    assert most - ahead <= Decimal(said) <= most
    assert most
    bars = charts(overview)["各月党费：实交/应交"].bars
    assert sum(Decimal(str(bar.value)) for bar in bars) == Decimal(said)


def test_dues_of_a_small_branch_to_the_last_fen() -> None:
    member = {"编号": "D-01", "姓名": "甲某", "入党日期": "2001-07-01", "转正日期": "2002-07-01"}
    rate = {"姓名": "甲某", "年度": 2026, "类别": "农民", "月应交": "2", "核定日期": "2026-01-05"}
    paid = [
        {"姓名": "甲某", "月份": f"2026-{m:02}", "实交": "2", "交纳日期": f"2026-{m:02}-10"}
        for m in (1, 2, 4)
    ]
    data = {"党员": [member], "党费核定": [rate], "党费收缴": paid}
    matter = replace(small(data), as_of=date(2026, 4, 30))
    (document,) = yearbook.make(matter)

    sums = table(part(document, "全年概况"), "党费")
    assert (sums["1月至4月应交"], sums["1月至4月实交"]) == (("8",), ("6",))
    bars = charts(part(document, "全年概况"))["各月党费：实交/应交"].bars
    assert [(bar.label, bar.value, bar.of) for bar in bars] == [
        ("1月", 2, 2),
        ("2月", 2, 2),
        ("3月", 0, 2),
        ("4月", 2, 2),
    ]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_missing_is_what_the_report_says(name: str) -> None:
    matter = example(name)
    lacks = part(book(name), "还缺什么")
    rows = [row for b in lacks.blocks if isinstance(b, Table) for row in b.rows]

    gaps = {f.id for f in matter.report.findings if f.status is Status.GAP and of_year(f, matter)}
    assert {row.cells[2] for row in rows if row.missing} == gaps
    assert {row.cells[2] for row in rows} >= {
        f.id for f in matter.report.dues if f.deadline and f.deadline.year == 2026
    }
    said = {row.cells[2]: row.cells[1] for row in rows}
    for finding in matter.report.findings:
        if finding.id in gaps:
            assert said[finding.id] == finding.message.render(Privacy.LOCAL)


def of_year(finding: Any, matter: Any) -> bool:
    return year_of_finding(finding, matter) == matter.year


def test_no_gap_of_any_year_is_lost() -> None:
    matter = example("农村-有缺项")
    years = range(2000, 2027)

    shown: list[str] = []
    for year in years:
        for document in yearbook.make(replace(matter, year=year)):
            lacks = part(document, "还缺什么")
            shown += (r.cells[2] for b in lacks.blocks if isinstance(b, Table) for r in b.rows if r.missing)
    assert sorted(shown) == sorted(f.id for f in matter.report.findings if f.status is Status.GAP)


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_is_of_a_record_of_its_month(name: str) -> None:
    matter = example(name)
    months: dict[str, list[str]] = {}
    for block in part(book(name), "逐月纪实").blocks:
        if isinstance(block, Heading) and block.level == 2:
            months[block.text] = []
        elif isinstance(block, Items):
            list(months.values())[-1].extend(text for _, text in block.items)

    done = deeds(matter)
    assert list(months) == [f"{m}月" for m in sorted({d.day.first.month for d in done})]
    for meeting in held(name):
        lines = [t for t in months[f"{meeting.date.first.month}月"] if t.endswith(f"（{meeting.ref}）")]
        assert any(line.startswith("、".join(meeting.kinds)) for line in lines)
    assert all(d.day.first.year == 2026 and d.day.first <= AS_OF for d in done)


def test_nothing_is_told_that_is_somebodys_own() -> None:
    """What was said in talks, who was sanctioned for what: the register's columns and no more."""
    text = text_of(book("农村")) + text_of(book("农村", year=2025))
    sections = example("农村").ledger.sections

    for talk in sections.talks:
        assert not talk.content or talk.content not in text
    for case in (*sections.disciplines, *sections.dispositions):
        assert case.kind is None or f"{case.name}{case.kind}" not in text
    items = [i for m in sections.meetings for i in m.items if i.topic in {"纪律处分", "组织处置"} and i.title]
    assert items
    assert not [item.title for item in items if item.title in text]


def test_a_part_of_a_year_says_so() -> None:
    whole, current = book("农村", year=2025), book("农村")

    def said(document: Document) -> str:
        return "".join(b.text for b in part(document, "全年概况").blocks if isinstance(b, Paragraph))

    assert "还没有过完" in said(current)
    assert "还没有过完" not in said(whole)
    assert "2025年12月31日，" in said(whole)


def test_what_came_later_is_not_known() -> None:
    matter = example("农村")
    early = replace(matter, as_of=date(2026, 3, 31))
    (document,) = yearbook.make(early)

    refs = {m.ref for m in held("农村") if m.date.first > date(2026, 3, 31)}
    assert refs
    months = text_of(Document("", "", "", (part(document, "逐月纪实"),)))
    assert not [ref for ref in refs if f"（{ref}）" in months]


def test_a_year_without_anything_is_not_printed() -> None:
    assert list(yearbook.make(replace(example("农村"), year=1999))) == []


def test_many_steps_of_one_day_are_one_line() -> None:
    moved = [
        {
            "编号": f"N-{i}",
            "姓名": "甲某",
            "方向": "转入",
            "步骤": {"申请": [{"日期": "2026-03-05"}]},
        }
        for i in range(1, 6)
    ]
    (document,) = yearbook.make(small({"组织关系转接": moved}))

    (items,) = (b for b in part(document, "逐月纪实").blocks if isinstance(b, Items))
    assert items.items == (("5日", "组织关系转接——申请5件（N-1至N-5）"),)


def test_shares_round_as_people_do() -> None:
    assert [percent(1, 3), percent(1, 2), percent(2, 3), percent(1, 16), percent(5, 5)] == [
        "33.3%",
        "50.0%",
        "66.7%",
        "6.3%",
        "100.0%",
    ]
    assert re.fullmatch(r"\d+\.\d%", percent(7, 9))


@pytest.mark.parametrize("whole", [True, False])
def test_numbers_of_people_are_masked_unless_asked_for(*, whole: bool) -> None:
    meeting = {"编号": "M-1", "类型": "主题党日", "日期": "2026-03-05", "主题": "打 13000000001 报名"}
    (document,) = yearbook.make(replace(small({"会议": [meeting]}), open_numbers=whole))

    assert ("13000000001" in str(document)) is whole
    assert ("130*******1" in str(document)) is not whole


HOSTILE = (
    "<script>alert(1)</script>",
    "{{7*7}}",
    '#panic("x")',
    "=1+1",
    "@SUM",
    "../../etc",
    "甲\u202e乙\x0b丙",
)


@pytest.mark.parametrize("target", ["html", "pdf", "docx"])
def test_whatever_is_typed_is_text(target: str) -> None:
    meetings = [
        {"编号": f"M-{i}", "类型": "主题党日", "日期": f"2026-03-0{i}", "主题": text}
        for i, text in enumerate(HOSTILE, 1)
    ]
    (document,) = yearbook.make(small({"会议": meetings}))
    data = renderer(target)(document).data

    said = word(data) if target == "docx" else data.decode() if target == "html" else ""
    if target == "pdf":
        said = "".join(page.text for page in pages(data))
    for text in HOSTILE:
        shown = text.replace("\u202e", "〔U+202E〕").replace("\x0b", "〔U+000B〕")
        assert close(escape(shown) if target == "html" else shown) in close(said)


def word(data: bytes) -> str:
    return "\n".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)
