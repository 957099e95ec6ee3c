"""Word 文件用 python-docx 读回来看：写的是什么，读到的就是什么；字体、纸张、页眉行都在。"""

import io
import sys
import zipfile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian_cli.render.paper import (
    Bar,
    Block,
    Cell,
    Chart,
    Column,
    Contents,
    Document,
    Entry,
    Form,
    Heading,
    Items,
    Margins,
    Paragraph,
    Row,
    Section,
    Table,
    TitlePage,
)
from dangjian_cli.render.targets import Absent, Unsuited, renderer

render = renderer("docx")

TWO = (Column("名称", 30), Column("数", 10, "right"))
TABLE = Table(TWO, (Row(("甲", "1")), Row(("缺的", ""), missing=True), Row(("一组",), group=True)))
EVERY: tuple[Block, ...] = (
    TitlePage("题名", ("某支部",), ("2026年",)),
    Heading("目录", 1),
    Contents((Entry("第一部分", "one"), Entry("第一节", "two", 2, 7))),
    Heading("第一部分", 1, "one"),
    Heading("第一节", 2, "two"),
    Paragraph("正文“引号”。\n第二行"),
    Paragraph("说明", note=True),
    Items((("第一条", "条文"),)),
    TABLE,
    Form(((Cell("时间", "三月"), Cell("地点", "村部", 2)), (Cell("内容", height=50),))),
    Chart("到会", (Bar("三月", 9, "9/10", 10),), "人"),
)


def document(*blocks: Block, **shape: object) -> Document:
    return Document("名", "题", "某支部", (Section(blocks, **shape),))  # type: ignore[arg-type]


def opened(made: Document) -> WordDocument:
    return docx.Document(io.BytesIO(render(made).data))


def words(word: WordDocument) -> list[str]:
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return [*(p.text for p in word.paragraphs if p.text), *(text for text in cells if text)]


def test_every_block_is_there() -> None:
    found = words(opened(document(*EVERY)))

    for text in ("题名", "2026年", "正文“引号”。\n第二行", "第一条\t条文", "缺的", "一组", "村部", "9/10"):
        assert text in found
    assert "第一节\t7" in found


def test_pages_of_the_contents_are_for_word_to_count() -> None:
    unknown, known = Entry("一", "one"), Entry("一", "one", page=3)

    asked = render(document(Contents((unknown,)), Heading("一", 1, "one")))
    assert asked.notes == ("Word 里目录的页码要 Word 自己数：打开以后按 Ctrl+A，再按 F9",)
    assert render(document(Contents((known,)), Heading("一", 1, "one"))).notes == ()
    body = opened(document(Contents((unknown, known)), Heading("一", 1, "one"))).element.body
    begun = [c for c in body.iter(qn("w:fldChar")) if c.get(qn("w:fldCharType")) == "begin"]
    assert [c.get(qn("w:dirty")) for c in begun] == [None, "true", None]  # TOC and the two pages
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert links == marks * 2


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render(document(*EVERY)).data == render(document(*EVERY)).data
    with zipfile.ZipFile(io.BytesIO(render(document(*EVERY)).data)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = file.read("docProps/core.xml").decode()
    assert "某支部" in core
    assert "python-docx" not in core


def test_fonts_are_named_and_none_comes_from_a_theme() -> None:
    with zipfile.ZipFile(io.BytesIO(render(document(*EVERY)).data)) as file:
        assert "word/theme/theme1.xml" not in file.namelist()
        everything = "".join(file.read(name).decode() for name in file.namelist() if name.endswith(".xml"))

    assert "Theme=" not in everything
    styles = opened(document(*EVERY)).styles.element
    named = {fonts.get(qn("w:eastAsia")) for fonts in styles.iter(qn("w:rFonts"))}
    assert {"仿宋", "黑体", "宋体"} <= named
    assert None not in named


def test_paper_lies_as_it_should() -> None:
    sections = (Section((Heading("一"),)), Section((TABLE,), landscape=True, margins=Margins(15, 16, 17, 18)))
    first, second = opened(Document("名", "题", "某支部", sections)).sections

    def near(length: object, mm: float) -> bool:
        return abs(int(length) - Mm(mm)) < Mm(0.1)  # type: ignore[call-overload]

    assert near(first.page_width, 210)
    assert near(first.page_height, 297)
    assert first.orientation == WD_ORIENT.PORTRAIT
    assert near(second.page_width, 297)
    assert second.orientation == WD_ORIENT.LANDSCAPE
    assert near(second.top_margin, 15)
    assert near(second.left_margin, 18)


def test_pages_are_numbered_from_the_first_that_is() -> None:
    sections = (
        Section((TitlePage("题名", ()),), numbered=False),
        Section((Heading("一"),)),
        Section((Heading("二"),)),
    )
    word = opened(Document("名", "题", "某支部", sections))

    footers = ["PAGE" in s.footer._element.xml for s in word.sections]
    starts = [s._sectPr.find(qn("w:pgNumType")) is not None for s in word.sections]
    assert footers == [False, True, True]
    assert starts == [False, True, False]


def test_headings_of_a_table_repeat_and_its_columns_fill_the_page() -> None:
    (table,) = opened(document(TABLE)).tables

    heading, *others = table.rows
    assert [cell.text for cell in heading.cells] == ["名称", "数"]
    assert heading._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None for row in others)
    widths = [int(column.width or 0) for column in table.columns]
    assert sum(widths) == pytest.approx(Mm(165), abs=Mm(0.1))
    assert widths[0] == pytest.approx(3 * widths[1], rel=0.01)
    assert table.rows[3].cells[0].text == table.rows[3].cells[1].text == "一组"


def test_lines_of_a_form_are_cut_where_they_should_be() -> None:
    lines = ((Cell("甲", "1"), Cell("乙", "2")), (Cell("丙", "3", 2), Cell("丁", "4")), (Cell("", "无题"),))
    (table,) = opened(document(Form(lines, 20))).tables

    assert [[text.p_lst[0].text for text in row._tr.tc_lst] for row in table.rows] == [
        ["甲", "1", "乙", "2"],
        ["丙", "3", "丁", "4"],
        ["无题"],
    ]
    for row in table.rows:
        assert sum(int(tc.width or 0) for tc in row._tr.tc_lst) == pytest.approx(Mm(165), abs=Mm(0.2))


HOSTILE = [
    "<script>",
    "{{7*7}}",
    "{% raise %}",
    '#panic("x")',
    "=1+1",
    "@SUM(A1)",
    "../../etc",
    "&amp;",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_it_looks_like_it_is_text(text: str) -> None:
    blocks = (Heading(text), Paragraph(text), Items(((text, text),)), Form(((Cell(text, text),),)))

    found = words(opened(document(*blocks)))
    assert found == [text, text, f"{text}\t{text}", text, text]


def test_what_cannot_be_seen_shows_its_number() -> None:
    assert words(opened(document(Paragraph("甲\x0b乙\ufffe")))) == ["甲〔U+000B〕乙〔U+FFFE〕"]


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_nothing_typed_breaks_the_file(text: str) -> None:
    assert len(opened(document(Paragraph(text), TABLE)).tables) == 1


def test_a_block_that_word_cannot_set() -> None:
    class Odd(Block):
        kind = "odd"

    with pytest.raises(Unsuited):
        render(document(Odd()))


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)

    with pytest.raises(Absent) as absent:
        render(document(*EVERY))
    assert absent.value.extra == "word"
