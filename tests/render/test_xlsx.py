"""一种文书的表印成 Excel：写的是 xlsxwriter，读回来看的是 openpyxl。"""

import io

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from dangjian_cli.render.paper import (
    Block,
    Cell,
    Column,
    Document,
    Form,
    Heading,
    Paragraph,
    Row,
    Section,
    Table,
)
from dangjian_cli.render.sheet import LONGEST
from dangjian_cli.render.targets import Absent, Unsuited, renderer

COLUMNS = (Column("姓名", 20), Column("金额", 30, "right"))
HOSTILE = ["<script>", "{{7*7}}", '#panic("x")', "=1+1", "@SUM(A1)", "../../etc", "http://x.invalid", "007"]


def paper(*blocks: Block, **section: object) -> Document:
    return Document("表", "党费台账", "石泉村党支部", (Section(blocks, "第一节", **section),))  # type: ignore[arg-type]


def opened(document: Document) -> list[Worksheet]:
    return openpyxl.load_workbook(io.BytesIO(renderer("xlsx")(document).data)).worksheets


def said(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_table_is_a_sheet_that_prints_on_paper() -> None:
    columns = (*COLUMNS, Column("说明", 100))
    rows = (Row(("甲", "5.00", "")), Row(("乙", "缺", "没有交"), missing=True))
    document = paper(Table(columns, rows), landscape=True)

    (sheet,) = opened(document)

    assert sheet.title == "第一节"
    assert said(sheet) == [
        ["党费台账　第一节", None, None],
        ["石泉村党支部", None, None],
        ["姓名", "金额", "说明"],
        ["甲", "5.00", None],
        ["乙", "缺", "没有交"],
    ]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A4", "$1:$3")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    narrow, wide = (sheet.column_dimensions[c].width for c in "AB")
    assert wide / narrow == pytest.approx(1.5, rel=0.05)
    assert sheet["B4"].alignment.horizontal == "right"
    assert sheet["B4"].alignment.wrap_text
    assert [sheet[place].font.color.value == "FFB30000" for place in ("A4", "A5")] == [False, True]


def test_tables_of_the_same_columns_share_a_sheet() -> None:
    one, two = Table(COLUMNS, (Row(("甲", "1")),)), Table(COLUMNS, (Row(("乙", "2")),))
    other = Table((Column("事由", 1),), (Row(("补交",)),), caption="说明")

    first, second = opened(paper(Heading("上半年"), one, other, Heading("下半年"), two))

    assert said(first)[3:] == [["上半年", None], ["甲", "1"], ["下半年", None], ["乙", "2"]]
    assert "A4:B4" in {str(merged) for merged in first.merged_cells.ranges}
    assert (second.title, said(second)[-1]) == ("第一节·说明", ["补交"])


def test_forms_go_along_place_by_place() -> None:
    form = Form(((Cell("日期", "2026-03-05"), Cell("地点", "活动室")), (Cell("内容", "=1+1"),)))

    first, second = opened(paper(Heading("M-1"), form, Table(COLUMNS, ()), Heading("M-2"), form))

    places = [["日期", "2026-03-05"], ["地点", "活动室"], ["内容", "=1+1"]]
    assert said(first)[2:] == [["栏目", "内容"], ["M-1", None], *places, ["M-2", None], *places]
    assert said(second)[-1] == ["姓名", "金额"]
    with pytest.raises(Unsuited):
        renderer("xlsx")(paper(form))


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text_in_every_place(text: str) -> None:
    table = Table(
        (Column(text, 20), Column("乙", 20)), (Row((text, text)), Row((text,), group=True)), caption=text
    )

    (sheet,) = opened(paper(table))

    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.value for cell in cells if cell.value == text] == [text] * 4
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_what_is_too_long_for_a_cell_goes_on_below() -> None:
    text = "长" * (LONGEST + 5)

    (sheet,) = opened(paper(Table(COLUMNS, (Row((text, "1")),))))

    rows = said(sheet)[3:]
    assert ("".join(str(row[0]) for row in rows), [row[1] for row in rows]) == (text, ["1", None])


def test_the_same_document_gives_the_same_bytes() -> None:
    document = paper(Table(COLUMNS, (Row(("甲", "1")),)))

    assert renderer("xlsx")(document).data == renderer("xlsx")(document).data


def test_without_a_table_there_is_no_sheet() -> None:
    with pytest.raises(Unsuited):
        renderer("xlsx")(paper(Paragraph("只有字")))


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)

    with pytest.raises(Absent, match="excel"):
        renderer("xlsx")(paper(Table(COLUMNS, ())))
