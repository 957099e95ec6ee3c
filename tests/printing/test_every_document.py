"""Every document of every example as HTML and as PDF, through readers of PDF and in a browser."""

import os
import subprocess
import sys
from io import BytesIO
from typing import Any

import pypdf
import pytest
from browser import faults, printed
from every import ALL, Words, document, fingerprint, lost, lost_on, made, misplaced, pages

from dangjian_cli.documents import makers
from dangjian_cli.render.targets import names

SEEN = [(name, title) for name, title in ALL if name in {"农村-有缺项", "国企"}]
"""What is looked at in a browser, too: that takes its time, and examples hardly differ in looks."""

AGAIN = "国企"
FINGERPRINTS = f"""
from every import fingerprint
from dangjian_cli.documents import makers
from dangjian_cli.render.targets import names
print([[fingerprint({AGAIN!r}, title, target) for target in names()] for title in makers()])
"""

every = pytest.mark.parametrize(("name", "title"), ALL)


@every
def test_pdf(name: str, title: str) -> None:
    papers, file = document(name, title), made(name, title, "pdf")
    if papers is None or file is None:
        pytest.skip("这个支部没有")

    read = pages(file.data)
    assert [page for page in read if not page.is_a4] == []
    assert len(read) >= len(papers.sections)
    assert lost_on(read, papers) == []
    assert misplaced(read, papers) == []


@every
def test_pdf_keeps(name: str, title: str) -> None:
    """What an archive asks of a file: letters inside, marked PDF/A."""
    file = made(name, title, "pdf")
    if file is None:
        pytest.skip("这个支部没有")

    reader = pypdf.PdfReader(BytesIO(file.data))
    assert embedded(reader)
    xmp = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in xmp


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


@pytest.mark.parametrize(("name", "title"), SEEN)
def test_in_a_browser(name: str, title: str, chromium: Any) -> None:
    """Nothing runs out of its place, over something else, off a narrow screen; lines begin as they may."""
    file = made(name, title, "html")
    if file is None:
        pytest.skip("这个支部没有")

    assert faults(chromium, file.data) == []


@pytest.mark.parametrize("title", makers())
def test_from_a_browser(title: str, chromium: Any) -> None:
    """What a browser prints: A4, everything on it."""
    papers, file = document(AGAIN, title), made(AGAIN, title, "html")
    if papers is None or file is None:
        pytest.skip("这个支部没有")

    read = pages(printed(chromium, file.data))
    assert [page for page in read if not page.is_a4] == []
    assert lost_on(read, papers) == []
    assert len(read) >= len(papers.sections)


def test_another_run_prints_the_same() -> None:
    """The same bytes from another process, in which sets have another order."""
    environment = os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", FINGERPRINTS], check=True, capture_output=True, env=environment
    )

    mine = [[fingerprint(AGAIN, title, target) for target in names()] for title in makers()]
    assert done.stdout.decode().strip() == str(mine)
