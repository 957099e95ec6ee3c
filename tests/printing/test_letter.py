"""公文：一页22行、每行28字，网页从浏览器里印出来和 PDF 一样；Word 靠行距和字距。"""

import io
from collections import Counter
from typing import Any

import docx
import pytest
from browser import printed
from docx.oxml.ns import qn
from docx.shared import Mm

from dangjian_cli.render.paper import LETTER_MARGINS, Clause, Document, Letter, Section
from dangjian_cli.render.targets import renderer

LINES, CHARACTERS = 22, 28
LONG = Letter(
    "关于一件事的请示",
    (Clause("正" * LINES * CHARACTERS * 3),),
    to="上级党委",
    signed="某支部",
    day="2026年3月5日",
)
DOCUMENT = Document("请示", "请示", "某支部", (Section((LONG,), "请示", margins=LETTER_MARGINS),))


def lines(pdf: bytes, page: int) -> list[int]:
    """How many characters of the text stand on each line of a page, from top to bottom."""
    import pypdfium2  # noqa: PLC0415 - only where something was made

    document = pypdfium2.PdfDocument(pdf)
    text = document[page].get_textpage()
    every = text.get_text_range()
    tops = [round(text.get_charbox(i)[3]) for i, letter in enumerate(every) if letter == "正"]
    text.close()
    document.close()
    return [number for _, number in sorted(Counter(tops).items(), reverse=True)]


def test_pdf() -> None:
    assert lines(renderer("pdf")(DOCUMENT).data, 1) == [CHARACTERS] * LINES


def test_a_browser(chromium: Any) -> None:
    assert lines(printed(chromium, renderer("html")(DOCUMENT).data), 1) == [CHARACTERS] * LINES


def test_word() -> None:
    word = docx.Document(io.BytesIO(renderer("docx")(DOCUMENT).data))
    section = word.sections[0]

    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    assert width == pytest.approx(Mm(156), abs=Mm(0.1))
    style = word.styles["公文正文"]
    closer = style.element.find(f"{qn('w:rPr')}/{qn('w:spacing')}")
    assert closer is not None
    size = style.font.size.pt + int(closer.get(qn("w:val"))) / 20
    assert width / 12700 // size == CHARACTERS
    pitch = style.paragraph_format.line_spacing.pt
    height = (section.page_height or 0) - (section.top_margin or 0) - (section.bottom_margin or 0)
    assert height / 12700 // pitch == LINES
