"""台账：写进去的每一样都印得出来，一年的事在一年的台账里，合计对得上。"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from itertools import permutations
from typing import Any

import openpyxl
import pytest
from branches import every_section, marks
from every import Words, close, pages, shown
from matters import NAMES, example, small

from dangjian_cli.check import check
from dangjian_cli.documents import ledgers, roster
from dangjian_cli.documents.parts.dues_book import TITLE as DUES
from dangjian_cli.documents.parts.fitting import Fitting
from dangjian_cli.documents.parts.matter import Matter, Misasked
from dangjian_cli.ledger import Sections
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.table import fields_of, words_of
from dangjian_cli.periods import Day
from dangjian_cli.render.paper import Contents, Document, Form, Heading, Table
from dangjian_cli.render.targets import renderer

YEARS = range(2024, 2027)
EXAMPLE_YEARS = (1961, *range(2021, 2027))
"""The first is that of a branch's founding papers."""


def printed(matter: Matter) -> list[Document]:
    return list(ledgers.make(matter))


@cache
def text_of(name: str) -> str:
    """Every word of the ledgers of the years of which an example has anything."""
    documents = [d for y in EXAMPLE_YEARS for d in printed(replace(example(name), year=y, open_numbers=True))]
    return words(*documents)


def words(*documents: Document) -> str:
    """Every word on their pages."""
    return "\n".join(dict.fromkeys(shown(tuple(s for d in documents for s in d.sections))))


def typed(record: Record) -> Iterator[tuple[str, str]]:
    """Every value that somebody typed, with its field, as people write it."""
    for field in fields_of(type(record)):
        value = getattr(record, field.attr)
        for each in value if isinstance(value, tuple) and not isinstance(value, Day) else (value,):
            where = f"{type(record).__name__}.{field.attr}"
            if isinstance(each, Record):
                yield from typed(each)
            elif isinstance(each, dict):
                yield from ((where, word) for pair in each.items() for word in pair)
            elif isinstance(each, bool):
                yield where, "是" if each else "否"
            elif each is not None and each != "":
                yield where, f"{each:%H:%M}" if hasattr(each, "hour") else str(each)


@pytest.mark.parametrize("name", NAMES)
def test_every_value_is_printed_in_some_year(name: str) -> None:
    sections = example(name).ledger.sections
    whole = text_of(name)
    lines = set(whole.split("\n"))

    loose = (pair for pair in dict.fromkeys(typed(sections)) if pair[1] not in lines)
    assert [(where, text) for where, text in loose if text not in whole] == []


def test_every_field_has_its_place() -> None:
    """A branch that fills every field there is: what the models have, the paper has."""
    data, forms = every_section()
    matter = replace(small(data), open_numbers=True)
    said = "".join(shown(tuple(s for d in printed(matter) for s in d.sections)))

    assert [(t.where, t.text) for t in forms.made if t.text not in said] == []
    assert marks(said) >= {c for t in forms.made for c in marks(t.text)}


MEMBER = {"编号": "D-1", "姓名": "甲", "入党日期": "2001-07-01", "转正日期": "2002-07-01"}
NUMBERS = {"身份证号": "999999199012250138", "联系电话": "13000000001"}


def tables(document: Document, title: str) -> list[Table]:
    found = [s for s in document.sections if s.name == title]
    return [b for s in found for b in s.blocks if isinstance(b, Table)]


def column(table: Table, title: str) -> list[str]:
    at = [c.title for c in table.columns].index(title)
    return [row.cells[at] for row in table.rows]


def only(sections: dict[str, Any], ledger: str, **changes: Any) -> Document:
    (document,) = printed(replace(small(sections, 台账=ledger), **changes))
    return document


def test_numbers_of_people_are_masked_unless_asked_for() -> None:
    member = MEMBER | NUMBERS | {"出生日期": "1990-12-25", "其他": {"备注": "另有电话13000000002"}}
    case = {"编号": "F-1", "姓名": "乙", **NUMBERS}
    matter = small({"党员": member, "发展党员": case})

    hidden = words(*printed(matter), *roster.make(matter))
    assert "130*******1" in hidden
    assert not [number for number in (*NUMBERS.values(), "13000000002") if number in hidden]
    assert "999*" not in hidden, "beside a date of birth, the rest of the number tells too much"

    whole = words(*printed(replace(matter, open_numbers=True)))
    assert all(number in whole for number in (*NUMBERS.values(), "13000000002"))


def test_who_has_left_stands_apart_with_the_day() -> None:
    gone = MEMBER | {
        "编号": "D-2",
        "姓名": "乙",
        "变动": {"类型": "转出", "日期": "2026-05-06", "去向": "外县"},
    }
    (document,) = roster.make(small({"党员": [MEMBER, gone]}))

    here, left = tables(document, "党员花名册")
    assert (column(here, "姓名"), column(left, "姓名")) == (["甲"], ["乙"])
    assert left.rows[0].cells[-1] == "2026-05-06转出（外县）"
    assert "在册党员1名，其中正式党员1名" in words(document)

    (before,) = roster.make(replace(small({"党员": [MEMBER, gone]}), year=2025))
    assert column(tables(before, "党员花名册")[0], "姓名") == ["甲", "乙"]


def test_dues_are_a_grid_of_months_with_sums() -> None:
    rate = {"姓名": "甲", "年度": "2026", "类别": "农民", "月应交": "1.50"}
    paid = [
        {"姓名": "甲", "月份": "2026-01", "至": "2026-03", "实交": "4.50", "交纳日期": "2026-01-10"},
        {"姓名": "甲", "月份": "2026-04", "实交": "1.00", "交纳日期": "2026-04-10"},
        {"姓名": "甲", "月份": "2025-12", "实交": "9.00", "交纳日期": "2026-01-02"},
    ]
    sections = {"党员": MEMBER, "党费核定": rate, "党费收缴": paid}
    (grid,) = tables(only(sections, "基础保障", as_of=date(2026, 6, 5)), DUES)

    member, whole = grid.rows
    assert member.cells[1:8] == (
        *("甲", "1.50\n01-10", "1.50\n01-10", "1.50\n01-10", "1.00\n04-10\n欠0.50", "未交", ""),
    )
    assert member.cells[-2:] == ("9.00", "5.50") == whole.cells[-2:]
    assert whole.cells[1:3] == ("合计", "1.50")


@pytest.mark.parametrize(
    ("name", "day"), [(n, date(2026, 11, 22)) for n in NAMES] + [("农村-有缺项", date(2026, 7, 5))]
)
def test_months_not_paid_are_those_that_the_report_tells(name: str, day: date) -> None:
    matter = replace(example(name), as_of=day, options={"台账": "基础保障"})
    report = check(matter.ledger, matter.pack, day)
    told = {f.id for f in report.findings if f.code == "DJ39.pay" and "没有交纳" in f.message.template}

    (document,) = printed(matter)
    refs = {m.name: m.ref for m in matter.ledger.sections.members}
    found = {
        f"DJ39.pay@{refs[row.cells[1]]}/{matter.year}-{month:02}"
        for row in tables(document, DUES)[0].rows
        for month, cell in enumerate(row.cells[2:14], 1)
        if cell == "未交"
    }
    assert found == told
    assert bool(found) == (name == "农村-有缺项")


def test_months_paid_together_without_a_rate_are_not_unpaid() -> None:
    paid = {"姓名": "甲", "月份": "2026-01", "至": "2026-03", "实交": "0.60", "交纳日期": "2026-02-10"}
    (grid,) = tables(only({"党员": MEMBER, "党费收缴": paid}, "基础保障", as_of=date(2026, 3, 20)), DUES)

    assert grid.rows[0].cells[2:6] == ("并交\n02-10", "并交\n02-10", "0.60\n02-10", "")


@pytest.mark.parametrize("name", NAMES)
def test_sums_of_dues_are_those_of_the_payments(name: str) -> None:
    matter = replace(example(name), options={"台账": "基础保障"})
    sections, roll = matter.ledger.sections, matter.ledger.roster
    (document,) = printed(matter)
    *members, whole = [row for table in tables(document, DUES) for row in table.rows]

    of_year = [p for p in sections.dues_payments if p.month.first.year == matter.year]
    assert all((p.through or p.month).first.year == matter.year for p in of_year)
    assert len([p for p in of_year if len(roll.named(p.name, p.number)) == 1]) == len(of_year)
    assert Decimal(whole.cells[-1]) == sum(p.paid for p in of_year)
    for place in (-1, -2):
        assert Decimal(whole.cells[place]) == sum(Decimal(row.cells[place]) for row in members)
    assert Decimal(whole.cells[-1]) == sum(Decimal(cell) for cell in whole.cells[2:-2] if cell)


def test_amounts_are_summed_up_what_is_planned_apart_from_what_is_spent() -> None:
    spent = [
        {"类型": "支出", "日期": f"2026-0{i}-03", "金额": amount}
        for i, amount in enumerate(("0.10", "0.20"), 1)
    ]
    planned = {"类型": "预算", "日期": "2026-01-01", "金额": "1000"}
    (table,) = tables(only({"经费": [planned, *spent]}, "基础保障"), "经费")

    sums = [row.cells for row in table.rows if row.cells[0] == "合计"]
    assert [(c[1], c[-1]) for c in sums] == [("预算", "1000.00"), ("支出", "0.30")]


@pytest.mark.parametrize(
    ("section", "attr"), [("党费使用", "amount"), ("党费上缴", "paid"), ("党费收缴", "paid")]
)
def test_sums_of_an_example(section: str, attr: str) -> None:
    matter = replace(example("农村"), year=2025)
    (document,) = printed(replace(matter, options={"台账": "基础保障"}))
    (table,) = tables(document, section)
    label = {"党费使用": "金额", "党费上缴": "上缴", "党费收缴": "实交"}[section]

    field = words_of(Sections)[section]
    records = [r for r in getattr(matter.ledger.sections, field.attr) if _year(r) == 2025]
    *rows, whole = column(table, label)
    assert len(rows) == len(records)
    assert Decimal(whole) == sum(getattr(r, attr) for r in records) == sum(map(Decimal, rows))


def _year(record: Any) -> int:
    month = getattr(record, "month", None)
    return int((month or record.date).first.year)


YEAR_OF = {
    "meeting by its day": ("会议", {"类型": "党课", "日期": "2026-02-03"}, {2026}),
    "meeting of the year before": (
        "会议",
        {"类型": "党课", "日期": "2026-02-03", "所属年度": "2025"},
        {2025},
    ),
    "dues by their month": ("党费上缴", {"月份": "2025-12", "上缴": "9", "日期": "2026-01-05"}, {2025}),
    "a case as long as it runs": (
        "发展党员",
        {"编号": "F-1", "姓名": "乙", "步骤": {"递交入党申请书": {"日期": "2024-05-06"}}},
        {2024, 2025, 2026},
    ),
    "a case that was given up": (
        "发展党员",
        {
            "编号": "F-1",
            "姓名": "乙",
            "步骤": {"递交入党申请书": {"日期": "2024-05-06"}},
            "终止日期": "2025-01-02",
        },
        {2024, 2025},
    ),
    "what has no date": ("阵地", {"名称": "活动室"}, {2024, 2025, 2026}),
    "away and back": ("流动党员", {"姓名": "甲", "外出日期": "2025-03-01", "返回日期": "2025-11-30"}, {2025}),
    "a term until the next": (
        "支委会",
        [{"届次": "第一届", "当选日期": "2022-03-01"}, {"届次": "第二届", "当选日期": "2025-03-01"}],
        {2024, 2025, 2026},
    ),
}


@pytest.mark.parametrize(("section", "data", "years"), YEAR_OF.values(), ids=YEAR_OF)
def test_the_years_that_a_record_stands_in(section: str, data: Any, years: set[int]) -> None:
    matter = small({section: data})

    names = {"发展党员": "发展党员名单", "会议": "会议和活动记录"}
    said = {y: {s.name for d in printed(replace(matter, year=y)) for s in d.sections} for y in YEARS}
    assert {y for y in YEARS if names.get(section, section) in said[y]} == years


def test_steps_stand_in_the_order_of_the_procedure() -> None:
    steps = {"公示": {"日期": "2026-04-01", "截止": "2026-04-10"}, "递交入党申请书": {"日期": "2024-05-06"}}
    document = only({"发展党员": {"编号": "F-1", "姓名": "乙", "步骤": steps}}, "队伍建设")

    (table,) = tables(document, "发展党员工作登记　1．F-1　乙")
    assert column(table, "步骤") == ["递交入党申请书", "公示"]
    assert column(table, "日期") == ["2024-05-06", "2026-04-01至\n2026-04-10"]


def test_everyone_on_the_way_has_pages_of_their_own() -> None:
    people = [{"编号": f"F-{i}", "姓名": name} for i, name in enumerate("乙丙", 1)]
    document = only({"发展党员": people}, "队伍建设")

    own = [s.name for s in document.sections if s.name.startswith("发展党员工作登记")]
    assert own == ["发展党员工作登记　1．F-1　乙", "发展党员工作登记　2．F-2　丙"]


HOSTILE = '<script>x</script> {{7*7}} #panic("x") =1+1 @SUM(A1) ../../etc $x$ \\ */ 1. - * _ ` ~'


def hostile(data: Any) -> Any:
    """The same with every free text so."""
    if isinstance(data, dict):
        return {key: hostile(value) for key, value in data.items()}
    if isinstance(data, list):
        return [hostile(value) for value in data]
    return HOSTILE if marks(data) and data.startswith("暗") else data


@pytest.mark.parametrize("target", ["html", "xlsx", "pdf"])
def test_text_in_any_column_stays_text(target: str) -> None:
    data, _ = every_section()
    (document,) = printed(small(hostile(data), 台账="组织生活"))
    blocks = [b for s in document.sections for b in s.blocks if isinstance(b, Table | Form)]
    said = [close(text) for text in shown(tuple(blocks)) if "panic" in text]
    assert len(said) > 50

    file = renderer(target)(document).data
    assert renderer(target)(document).data == file
    if target == "html":
        assert b"<script" not in file
        read = Words(file).text
    elif target == "xlsx":
        sheets = openpyxl.load_workbook(BytesIO(file)).worksheets
        cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value]
        assert {cell.data_type for cell in cells} == {"s"}
        read = "".join(str(cell.value) for cell in cells)
    else:
        read = "".join(page.text for page in pages(file))
        said = [close(HOSTILE)]  # a tall row goes on over the page, past its number
        assert close(read).count(said[0]) > 80
    assert [text for text in said if text not in close(read)] == []


def test_one_ledger_alone_by_its_name() -> None:
    matter = example("农村")

    for word in ("组织生活", "三、组织生活"):
        (document,) = printed(replace(matter, options={"台账": word}))
        assert document.name == "2026年台账-三、组织生活"
    assert len(printed(matter)) == 7


def test_a_ledger_that_there_is_not() -> None:
    with pytest.raises(Misasked, match="没有“组织声活”这本台账"):
        printed(replace(example("农村"), options={"台账": "组织声活"}))


def test_what_has_no_records_is_said() -> None:
    document = only({"会议": {"类型": "党课", "日期": "2026-02-03"}}, "组织生活")

    assert "2026年没有记录的：谈心谈话、组织生活会、民主评议、双重组织生活。" in words(document)


def fitting(*widths: int, filled: int = 3) -> Fitting:
    titles = [f"栏{i}" for i in range(len(widths))]
    return Fitting(titles, [tuple("字" * w for w in widths) for _ in range(filled)], fixed=1)


@pytest.mark.parametrize(
    "widths", [(3, 4, 5), (3, 50, 4), (2, 30, 30, 30, 30), (2, *[20] * 14), (2, *[6] * 30)]
)
@pytest.mark.parametrize("width", [175, 262])
def test_columns_share_the_page_and_none_is_a_thread(widths: tuple[int, ...], width: int) -> None:
    table = fitting(*widths).table(width)

    assert sum(c.width for c in table.columns) == pytest.approx(width, abs=1)
    assert all(c.width >= min(26, width / len(table.columns)) or len(c.title) < 8 for c in table.columns)
    assert min(c.width for c in table.columns[1:]) > 15
    said = "".join(cell for row in table.rows for cell in row.cells)
    assert said.count("字") == sum(widths) * 3, "nothing is lost"


def test_the_order_of_the_records_changes_nothing_but_their_order() -> None:
    meetings = [{"编号": f"M-{i}", "类型": "党课", "日期": f"2026-0{i}-03"} for i in (1, 2, 3)]

    tables_of = [
        sorted(column(table, "编号"))
        for order in permutations(meetings)
        for table in tables(only({"会议": list(order)}, "组织生活"), "会议和活动登记表")
    ]
    assert tables_of == [["M-1", "M-2", "M-3"]] * 6


@pytest.mark.parametrize("name", ["农村", "机关"])
def test_the_contents_lead_to_every_part_once(name: str) -> None:
    for document in printed(example(name)):
        (contents,) = (b for s in document.sections for b in s.blocks if isinstance(b, Contents))
        heads = [
            b for s in document.sections[2:] for b in s.blocks if isinstance(b, Heading) and b.level == 1
        ]

        assert [(e.title, e.anchor) for e in contents.entries] == [(h.text, h.anchor) for h in heads]
        assert len({e.anchor for e in contents.entries}) == len(heads) == len(document.sections) - 2


def test_a_branch_without_members_has_no_roster() -> None:
    matter = small({})

    assert list(roster.make(matter)) == []
    assert "党员" not in {s.name for d in printed(matter) for s in d.sections}
