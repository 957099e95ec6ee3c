"""How a document is set, whatever it is: breaks, headings, numbers, letters, what cannot be printed."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from browser import faults, printed
from every import Page, Words, close, lost, misplaced, pages
from specimen import COLUMNS, ENDLESS, RARE, specimen

from dangjian_cli.render import fonts
from dangjian_cli.render.paper import Document, Heading, Paragraph, Row, Section, Table
from dangjian_cli.render.targets import Unprintable, renderer

NUMBER = re.compile(r"— (\d+) —")

Reader = Callable[[Document], list[Page]]


@pytest.fixture(params=["pdf", "html"], scope="module")
def reading(request: pytest.FixtureRequest) -> Reader:
    """The pages of a document as a target sets them, a browser being the setter of HTML."""
    render = renderer(request.param)
    if request.param == "pdf":
        return lambda document: pages(render(document).data)
    browser = request.getfixturevalue("chromium")
    return lambda document: pages(printed(browser, render(document).data))


def test_no_line_begins_where_none_may() -> None:
    """As for HTML, see ``test_no_page_is_wrong_on_a_screen``."""
    assert misplaced(pages(renderer("pdf")(specimen()).data), specimen()) == []


@pytest.fixture(scope="module")
def read(reading: Reader) -> list[Page]:
    """The pages of the specimen."""
    return reading(specimen())


def test_a_specimen(read: list[Page]) -> None:
    document = specimen()

    assert [page for page in read if not page.is_a4] == []
    assert lost(document, "".join(page.text for page in read)) == []
    assert RARE in close(read[-1].text)


def test_numbers_are_those_of_numbered_sections(read: list[Page]) -> None:
    assert [NUMBER.findall(page.text) for page in read[:2]] == [[], []]
    assert [NUMBER.findall(page.text) for page in read[2:]] == [[str(n)] for n in range(1, len(read) - 1)]


def test_headings_of_a_table_stand_on_every_page_of_it(read: list[Page]) -> None:
    wide = [page for page in read if page.width > page.height]

    assert len(wide) > 3
    assert all("".join(column.title for column in COLUMNS) in close(page.text) for page in wide)


def test_a_heading_within_a_table_never_ends_a_page(read: list[Page]) -> None:
    ends = [NUMBER.sub("", page.text).strip().splitlines()[-1:] for page in read]

    assert not [end for end in ends if end and re.fullmatch(r"第\d+组(规范)?", end[0])]
    assert sum(len(re.findall(r"第\d+组", page.text)) for page in read) == 60


def test_rows_stay_whole_where_they_can(read: list[Page]) -> None:
    """Every row of the specimen has the date and ends with these names."""
    for page in read:
        if page.width > page.height:
            assert page.text.count("20260305") == close(page.text).count(RARE)


@pytest.mark.parametrize(
    "rows",
    [(), (Row(("甲组",), group=True),), (Row(("甲组",), group=True), Row(("乙组",), group=True))],
    ids=["none", "a heading", "headings"],
)
def test_a_table_of_nothing_but_headings(rows: tuple[Row, ...], reading: Reader) -> None:
    document = Document("空", "空", "支部", (Section((Table(COLUMNS, rows),)),))

    assert lost(document, "".join(page.text for page in reading(document))) == []


def test_a_cell_of_ten_thousand_letters_flows_on(reading: Reader) -> None:
    document = Document(
        "长", "长", "支部", (Section((Table(COLUMNS, (Row(("1", ENDLESS, "x" * 900, "")),)),)),)
    )

    read = reading(document)

    assert len(read) > 5
    text = "".join(close(NUMBER.sub("", page.text)) for page in read)
    assert text.replace("序号题名日期备注", "").count("一二三四五六七八九十") > 900
    assert text.count("x") == 900


def test_contents_know_their_pages_where_pages_are_known() -> None:
    _, contents, *read = pages(renderer("pdf")(specimen()).data)
    numbers = {
        heading: NUMBER.findall(next(page.text for page in read if heading in page.text.splitlines()))
        for heading in ("会议", "其中", "目录表")
    }

    assert numbers["其中"] < numbers["目录表"]
    assert {heading: re.findall(rf"{heading}\s*(\d+)", contents.text) for heading in numbers} == numbers
    assert re.search(r"定了页的\s*77", contents.text)


def test_no_page_is_wrong_on_a_screen(chromium: Any) -> None:
    assert faults(chromium, renderer("html")(specimen()).data) == []


BAD = {
    "行首不该是": "<div style='width:3em;white-space:pre'>支部大会\n，党课</div>",
    "切掉了": "<div style='width:50mm;height:5mm;overflow:hidden'>{}</div>",
    "出了格子": "<table style='table-layout:fixed;width:9mm'><td><div style='width:90mm'>{}</div></table>",
    "压在一起": "<p>{0}</p><p style='margin-top:-9mm'>{0}</p>",
    "手机上宽出": "<div style='width:100mm;height:1mm;margin-left:150mm'></div>",
}


@pytest.mark.parametrize("fault", BAD)
def test_what_looks_at_screens_sees(fault: str, chromium: Any) -> None:
    page = f"<section class=page>{BAD[fault].format('支部委员会每月召开一次会议。' * 9)}</section>"

    assert any(fault in found for found in faults(chromium, page.encode()))


@pytest.mark.parametrize(
    "text", ["\x01", "\x1b", "\u200b", "\u202e", "\ufeff", "\ue863", "\ud800", "\U000e0041"]
)
def test_what_has_no_shape_shows_its_number(text: str) -> None:
    document = Document("名", "名", "支部", (Section((Paragraph(f"甲{text}乙"),)),))
    said = f"甲〔U+{ord(text):04X}〕乙"

    assert said in Words(renderer("html")(document).data).text
    assert said in pages(renderer("pdf")(document).data)[0].text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\x85"])
def test_every_end_of_a_line_is_one(end: str, reading: Reader) -> None:
    document = Document(
        "名", "名", "支部", (Section((Paragraph(f"支部书记{end}组织委员", indent=False),), numbered=False),)
    )

    assert reading(document)[0].text.split() == ["支部书记", "组织委员"]


def test_a_variant_of_a_character_is_that_character() -> None:
    document = Document("名", "名", "支部", (Section((Paragraph("葛\U000e0100城"),)),))

    assert "葛" in pages(renderer("pdf")(document).data)[0].text


def test_a_character_that_no_font_has_is_told() -> None:
    sections = (Section((Heading("甲"),), "前"), Section((Paragraph("张\U0003abcd三"),), "后"))

    with pytest.raises(Unprintable) as told:
        renderer("pdf")(Document("名", "名", "支部", sections))

    assert told.value.args == ("\U0003abcd", "张\U0003abcd三", "后")


def test_what_stands_in_for_a_font_is_told() -> None:
    there = frozenset({"SimSun", "Noto Serif SC", "Noto Sans CJK SC"})

    assert fonts.usable(there) == {
        "song": ("SimSun", "Noto Serif SC"),
        "fang": ("Noto Serif SC",),
        "hei": ("Noto Sans CJK SC",),
        "kai": ("Noto Serif SC",),
    }
    assert fonts.substituted(there) == (
        "这台电脑上没有仿宋、楷体，PDF 里用的是 Noto Serif SC",
        "这台电脑上没有黑体，PDF 里用的是 Noto Sans CJK SC",
    )
    assert (
        fonts.substituted(frozenset(family for face in fonts.FACES.values() for family in face.families))
        == ()
    )
