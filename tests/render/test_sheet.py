"""表格是另一家的库读回来看的：写的是 xlsxwriter，读的是 openpyxl。"""

import io
from datetime import datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian_cli.render.sheet import LONGEST, Column, Sheet, workbook

HOSTILE = [
    "=1+1",
    "+86",
    "-3",
    "@SUM(A1)",
    "http://x.invalid",
    "007",
    "1e5",
    "\u202e倒\u200e",
    "甲\x0b乙",
    "a\r\nb",
]


def opened(*sheets: Sheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(sheets)))


def plain(name: str = "表", *rows: tuple[str, ...], **more: object) -> Sheet:
    return Sheet(name, (Column("甲"), Column("乙")), rows, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_it_looks_like_it_is_text(text: str) -> None:
    page = opened(plain("表", (text, "")))["表"]

    cell = page["A2"]
    assert cell.data_type == "s"
    assert cell.number_format == "@"
    assert cell.hyperlink is None
    # openpyxl leaves the standard's own escapes for control characters as they stand in the file
    said = str(cell.value).replace("_x000B_", "\x0b").replace("_x000D_", "\r")
    assert said == text


def test_the_same_tables_give_the_same_bytes() -> None:
    sheets = [plain("表", ("一", "二")), plain("另", ("三", "四"), title="题目", ruled=True)]

    assert workbook(sheets) == workbook(sheets)
    assert opened(*sheets).properties.created == datetime(2000, 1, 1)  # noqa: DTZ001 - as the file has it


def test_headings_stay_in_sight_below_the_title() -> None:
    page = opened(plain("表", ("一", "二"), title="花名册", above=("单位：某村",), below=("填表人：",)))["表"]

    assert [[c.value for c in row] for row in page.iter_rows()] == [
        ["花名册", None],
        ["单位：某村", None],
        ["甲", "乙"],
        ["一", "二"],
        ["填表人：", None],
    ]
    assert page.freeze_panes == "A4"
    assert {str(r) for r in page.merged_cells.ranges} == {"A1:B1", "A2:B2", "A5:B5"}


def test_a_list_of_words_is_offered_on_the_rows_to_come() -> None:
    strict = Column("性别", choices=("男", "女"))
    loose = Column("类型", choices=("党课", "党员大会"), strict=False)
    page = opened(Sheet("表", (strict, loose), [("男", "党课")]))["表"]

    offered = {str(v.sqref): (v.formula1, v.errorStyle) for v in page.data_validations.dataValidation}
    assert offered == {"A2:A502": ('"男,女"', None), "B2:B502": ('"党课,党员大会"', "information")}


def test_words_that_excel_has_no_room_for_are_not_offered() -> None:
    many = Column("类别", choices=tuple(f"第{i}种情况" for i in range(60)))

    assert opened(Sheet("表", (many,), []))["表"].data_validations.dataValidation == []


def test_columns_are_as_wide_as_what_stands_in_them() -> None:
    page = opened(Sheet("表", (Column("甲"), Column("乙"), Column("丙", 12)), [("字" * 10, "长" * 90, "")]))[
        "表"
    ]

    widths = [page.column_dimensions[letter].width for letter in "ABC"]
    assert widths[0] == pytest.approx(22, abs=1)
    assert widths[1] == pytest.approx(40, abs=1)
    assert widths[2] == pytest.approx(12, abs=1)


def test_names_of_sheets_are_made_fit() -> None:
    book = opened(plain("会议/议题"), plain("会议-议题"), plain("甲" * 40), plain("甲" * 41), plain(""))

    assert book.sheetnames == ["会议-议题", "会议-议题(2)", "甲" * 31, "甲" * 28 + "(2)", "表"]


def test_a_ruled_sheet_is_a_page_to_print() -> None:
    page = opened(plain("表", ("一", ""), ruled=True, landscape=True))["表"]

    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert page.print_title_rows == "$1:$1"
    assert page["B2"].border.left.style == "thin"


def test_a_text_that_no_cell_can_hold_is_refused() -> None:
    assert opened(plain("表", ("字" * LONGEST, "")))["表"]["A2"].value == "字" * LONGEST

    with pytest.raises(ValueError, match="第2行第1列有32768个字"):
        workbook([plain("表", ("字" * (LONGEST + 1), ""))])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=4))
def test_nothing_typed_breaks_the_file(rows: list[tuple[str, str]]) -> None:
    page = opened(plain("表", *rows))["表"]

    filled = sum(bool(text) for row in rows for text in row)
    assert sum(c.value is not None for row in page.iter_rows(min_row=2) for c in row) == filled
