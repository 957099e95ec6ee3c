"""Every document of every example as HTML and as PDF, through readers of PDF and in a browser."""

from io import BytesIO
from typing import Any

import pypdf
import pytest
from browser import faults, printed
from every import ALL, Words, close, document, lost, made, misplaced, pages, read_lines

from dangjian_cli.render.targets import renderer

every = pytest.mark.parametrize(("name", "title"), ALL)


@every
def test_pdf(name: str, title: str) -> None:
    papers, file = document(name, title), made(name, title, "pdf")
    if papers is None or file is None:
        pytest.skip("这个支部没有")

    read = pages(file.data)
    assert [page for page in read if not page.is_a4] == []
    assert len(read) >= len(papers.sections)
    assert lost(papers, "".join(page.text for page in read)) == []
    assert misplaced(read, papers) == []


@every
def test_pdf_keeps(name: str, title: str) -> None:
    """What an archive asks of a file: letters inside, marked PDF/A, the same for the same records."""
    papers, file = document(name, title), made(name, title, "pdf")
    if papers is None or file is None:
        pytest.skip("这个支部没有")

    reader = pypdf.PdfReader(BytesIO(file.data))
    assert embedded(reader)
    xmp = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in xmp
    assert renderer("pdf")(papers).data == file.data


def embedded(reader: pypdf.PdfReader) -> bool:
    """Whether every font that the pages name is in the file, and there is one."""
    found = {}
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            for part in font.get_object().get("/DescendantFonts", [font]):
                descriptor = part.get_object()["/FontDescriptor"]
                found[descriptor["/FontName"]] = {"/FontFile", "/FontFile2", "/FontFile3"} & descriptor.keys()
    return bool(found) and all(found.values())


@every
def test_html(name: str, title: str) -> None:
    papers, file = document(name, title), made(name, title, "html")
    if papers is None or file is None:
        pytest.skip("这个支部没有")

    assert lost(papers, Words(file.data).text) == []
    assert renderer("html")(papers).data == file.data


@every
def test_in_a_browser(name: str, title: str, chromium: Any) -> None:
    """Nothing runs out of its place, over something else, off a narrow screen; lines begin as they may."""
    file = made(name, title, "html")
    if file is None:
        pytest.skip("这个支部没有")

    assert faults(chromium, file.data) == []


@pytest.mark.parametrize("title", [title for name, title in ALL if name == "农村"])
def test_from_a_browser(title: str, chromium: Any) -> None:
    """What a browser prints: A4, everything on it, a page for what must stand on one."""
    papers, file = document("农村", title), made("农村", title, "html")
    if papers is None or file is None:
        pytest.skip("这个支部没有")

    read = pages(printed(chromium, file.data))
    assert [page for page in read if not page.is_a4] == []
    scattered = set("".join(page.text for page in read if not read_lines(page)))
    assert [t for t in lost(papers, "".join(page.text for page in read)) if set(close(t)) - scattered] == []
    assert len(read) >= len(papers.sections)
    if all(section.fit for section in papers.sections):
        assert len(read) == len(papers.sections)
