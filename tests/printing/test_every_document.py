"""Every document of every example as HTML and as PDF, in a browser and through readers of PDF."""

from html.parser import HTMLParser
from io import BytesIO

import pypdf
import pytest
from every import ALL, close, made, pages, shown, together

from dangjian_cli.render.targets import renderer

A4 = (210, 297)
SLACK = 0.3

every = pytest.mark.parametrize(("name", "title"), ALL)


@every
def test_pdf(name: str, title: str) -> None:
    document, file = together(name, title), made(name, title, "pdf")
    if document is None or file is None:
        pytest.skip("这个支部没有")

    read = pages(file.data)
    assert [tuple(sorted((p.width, p.height))) for p in read] == [pytest.approx(A4, abs=SLACK)] * len(read)
    assert len(read) >= len(document.sections)

    whole = close("".join(page.text for page in read))
    assert [text for text in set(shown(document.sections)) if close(text) not in whole] == []


@every
def test_pdf_keeps(name: str, title: str) -> None:
    """What an archive asks of a file: letters inside, marked PDF/A, the same for the same records."""
    document, file = together(name, title), made(name, title, "pdf")
    if document is None or file is None:
        pytest.skip("这个支部没有")

    reader = pypdf.PdfReader(BytesIO(file.data))
    assert embedded(reader)
    xmp = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in xmp
    assert renderer("pdf")(document).data == file.data


def embedded(reader: pypdf.PdfReader) -> bool:
    """Whether every font that the pages name is in the file, and there is one."""
    found = {}
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            for part in font.get_object().get("/DescendantFonts", [font]):
                descriptor = part.get_object()["/FontDescriptor"]
                found[descriptor["/FontName"]] = {"/FontFile", "/FontFile2", "/FontFile3"} & descriptor.keys()
    return bool(found) and all(found.values())


class Words(HTMLParser):
    """What a page says; scripts it must not have."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.styled = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag != "script"
        assert not [name for name, value in attrs if name.startswith("on") or "javascript:" in (value or "")]
        self.styled = tag in {"style", "title"}

    def handle_data(self, data: str) -> None:
        if not self.styled:
            self.said.append(data)


@every
def test_html(name: str, title: str) -> None:
    document, file = together(name, title), made(name, title, "html")
    if document is None or file is None:
        pytest.skip("这个支部没有")

    words = Words()
    words.feed(file.data.decode())
    said = close("".join(words.said))
    assert [text for text in set(shown(document.sections)) if close(text) not in said] == []
    assert renderer("html")(document).data == file.data
