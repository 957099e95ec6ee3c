"""每种文书成了 Word，读回来一字不少；照记录填好的几样，Word、PDF 和台账一样。"""

import io
from dataclasses import replace

import docx
import pytest
from every import close, document, lost, pages
from matters import example

from dangjian_cli.documents import makers, samples
from dangjian_cli.render.targets import Unsuited, renderer

FILLED = ("M-2026-02", "F-2025-01", "R-2026-01", "T-2026-001")
"""A meeting, a case of admission, a letter, a talk."""

OWN = {"样式", "工作纪实"}
"""What is made for Word first of all."""

BY_MEASURE = {"card", "cardcover", "cardlist", "board", "stamps"}
"""Blocks whose every millimetre counts: pages of cards, labels to cut out, stamps."""


def said(data: bytes) -> str:
    """Everything that is to be read in a file of Word, headers and all."""
    word = docx.Document(io.BytesIO(data))
    texts = [node.text or "" for node in word.element.body.iter() if node.tag.endswith("}t")]
    texts += (p.text for s in word.sections for edge in (s.header, s.footer) for p in edge.paragraphs)
    return close("".join(texts))


@pytest.mark.parametrize("title", makers())
def test_every_document(title: str) -> None:
    paper, render = document("农村", title), renderer("docx")
    assert paper is not None
    if BY_MEASURE & {block.kind for section in paper.sections for block in section.blocks}:
        with pytest.raises(Unsuited):
            render(paper)
        return
    made = render(paper)
    if title in OWN:
        assert made.data == render(paper).data
    assert lost(paper, said(made.data)) == []


@pytest.mark.parametrize("ref", FILLED)
def test_filled_forms(ref: str) -> None:
    documents = tuple(samples.make(replace(example("农村"), options={"记录": ref})))
    assert documents
    for paper in documents:
        assert lost(paper, said(renderer("docx")(paper).data)) == []
        assert lost(paper, "".join(page.text for page in pages(renderer("pdf")(paper).data))) == []
