"""Each kind of block as WordprocessingML, found by its name."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple
from xml.sax.saxutils import quoteattr

from dangjian_cli.render.paper import (
    Block,
    Contents,
    Entry,
    Heading,
    Items,
    Letter,
    Paragraph,
    Section,
    TitlePage,
)
from dangjian_cli.render.word import tables
from dangjian_cli.render.word.text import aligned, bookmarked, field, paragraph, run, twips

_EM = 12
"""Size of the running text, in points."""
_FOOT_FROM_EDGE = 40
_FOOT_LINE = 11.3
_RIGHT = aligned("right")


class Names:
    """The names of the places in a document that can be led to; Word takes only short plain ones."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._numbers = count()

    def of(self, anchor: str) -> str:
        """The bookmark of an anchor."""
        return self._names.setdefault(anchor, f"_dj{len(self._names) + 1}")

    def number(self) -> int:
        """The next bookmark's."""
        return next(self._numbers)


class Setting(NamedTuple):
    """Where a block is set: on what page of which document."""

    section: Section
    names: Names

    @property
    def width(self) -> float:
        """What the text has, in millimetres."""
        return self.section.width


def _heading(block: Heading, setting: Setting) -> str:
    if not block.anchor:  # 目录 itself, say: not to be listed when Word makes the contents anew
        return paragraph(f"title{block.level}", run(block.text))
    inside = bookmarked(run(block.text), setting.names.number(), setting.names.of(block.anchor))
    return paragraph(str(block.level), inside)


def _paragraph(block: Paragraph, _: Setting) -> str:
    style = "note" if block.note else "indent" if block.indent else "a"
    return paragraph(style, run(block.text))


def _items(block: Items, _: Setting) -> str:
    return "".join(_item(mark, text) for mark, text in block.items)


def _item(mark: str, text: str) -> str:
    wide = sum(1 if ord(letter) > 0xFF else 0.5 for letter in mark)
    hanging = round((max(2, wide + 0.4)) * _EM * 20)
    properties = (
        f'<w:tabs><w:tab w:val="left" w:pos="{hanging}"/></w:tabs>'
        f'<w:ind w:left="{hanging}" w:hanging="{hanging}"/>'
    )
    return paragraph("a", f"{run(mark)}<w:r><w:tab/></w:r>{run(text)}", properties)


def _contents(block: Contents, setting: Setting) -> str:
    """Word's own table of contents, filled in beforehand: it can be made anew after editing."""
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        ' TOC \\o "1-3" \\h \\z </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(setting.width)}"/></w:tabs>'
    lines = [
        paragraph(f"toc{entry.level}", f"{'' if i else begin}{_entry(entry, setting)}", tab)
        for i, entry in enumerate(block.entries)
    ]
    end = paragraph("end", '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    return f"{''.join(lines)}{end}" if lines else ""


def _entry(entry: Entry, setting: Setting) -> str:
    name = setting.names.of(entry.anchor)
    page = field(f"PAGEREF {name} \\h", "" if entry.page is None else str(entry.page))
    return (
        f'<w:hyperlink w:anchor={quoteattr(name)} w:history="1">{run(entry.title)}'
        f"<w:r><w:tab/></w:r>{page}</w:hyperlink>"
    )


def _titlepage(block: TitlePage, setting: Setting) -> str:
    title = paragraph("fronttitle", run(block.title))
    lines = "".join(paragraph("frontline", run(line)) for line in block.lines)
    top = setting.section.size[1] - _FOOT_FROM_EDGE - _FOOT_LINE * len(block.foot)
    frame = (
        f'<w:framePr w:w="{twips(setting.width)}" w:wrap="around" w:vAnchor="page" w:hAnchor="margin"'
        f' w:xAlign="center" w:y="{twips(top)}"/>'
    )
    # A property of the paragraph's frame goes before everything but the style.
    foot = "".join(paragraph("frontline", run(line), frame) for line in block.foot)
    return f"{title}{lines}{foot}"


def _letter(block: Letter, _: Setting) -> str:
    parts = [paragraph("lettertitle", run(block.title))]
    if block.to:
        parts.append(paragraph("letterplain", run(f"{block.to}：")))
    parts += (paragraph("letterhead" if c.head else "letter", run(c.text)) for c in block.clauses)
    if block.attached:
        parts.append(paragraph("letter", ""))
        parts += (paragraph("letter", run(line)) for line in _attached(block.attached))
    if block.signed or block.day:
        parts += (paragraph("letter", "") for _ in range(2))
    parts += (
        paragraph(
            "letterplain", run(text), f'<w:ind w:right="{chars * 316}" w:rightChars="{chars}00"/>{_RIGHT}'
        )
        for text, chars in ((block.signed, 2), (block.day, 4))
        if text
    )
    return "".join(parts)


def _attached(names: Sequence[str]) -> Iterator[str]:
    if len(names) == 1:
        yield f"附件：{names[0]}"
        return
    for i, name in enumerate(names, 1):
        yield f"{'　　　' if i > 1 else '附件：'}{i}. {name}"


_DRAWN: Mapping[str, Callable[[Any, Setting], str]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "items": _items,
    "contents": _contents,
    "titlepage": _titlepage,
    "letter": _letter,
    "table": lambda block, setting: tables.table(block, setting.width),
    "form": lambda block, setting: tables.form(block, setting.width),
    "chart": lambda block, setting: tables.chart(block, setting.width),
}


def drawn(block: Block, setting: Setting) -> str | None:
    """The block, or nothing where Word has no way to set it."""
    draw = _DRAWN.get(block.kind)
    return draw(block, setting) if draw else None
