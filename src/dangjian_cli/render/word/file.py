"""The file round the blocks: pages, footers, styles, and bytes that depend on nothing but the document."""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.parts.hdrftr import FooterPart, HeaderPart

from dangjian_cli.render.paper import Document, Section
from dangjian_cli.render.targets import Unsuited
from dangjian_cli.render.word.blocks import Names, Setting, drawn
from dangjian_cli.render.word.text import NAMESPACES, field, paragraph, run, twips

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_ALWAYS = datetime(2000, 1, 1)  # noqa: DTZ001 - the file has a bare date and time
_ZIPPED = (1980, 1, 1, 0, 0, 0)
_UNUSED = (
    *("thumbnail", "extended-properties", "customXml", "theme"),
    *("stylesWithEffects", "numbering", "webSettings", "fontTable"),
)
"""Parts of the empty file that comes with python-docx and that nothing here names."""
_FROM_EDGE = 12


def written(document: Document) -> bytes:
    """The document as bytes. Raises ``Unsuited`` for a block that Word has no way to set."""
    word = docx.Document()
    _emptied(word)
    _described(word, document)
    body = parse_xml(f"<w:body {NAMESPACES}>{_body(document, _Edges(word))}</w:body>")
    word.element.replace(word.element.body, body)
    return _packed(word)


class _Edges:
    """What stands in the margins; sections that have the same there share it."""

    def __init__(self, word: "WordDocument") -> None:
        self._word = word
        self._named: dict[tuple[str, str], str] = {}

    def of(self, section: Section) -> str:
        """The section's references to them."""
        number = f"{run('— ')}{field('PAGE', '1')}{run(' —')}" if section.numbered else ""
        above = self._name("header", run(section.head) if section.head else "")
        return f"{above}{self._name('footer', number)}"

    def _name(self, place: Literal["header", "footer"], inside: str) -> str:
        if (place, inside) not in self._named:
            part, kind, tag = _MARGINAL[place]
            made = part.new(self._word.part.package)
            made.element[:] = parse_xml(f"<w:{tag} {NAMESPACES}>{paragraph(place, inside)}</w:{tag}>")[:]
            self._named[place, inside] = self._word.part.relate_to(made, kind)
        return f'<w:{place}Reference w:type="default" r:id="{self._named[place, inside]}"/>'


_MARGINAL: Mapping[str, tuple[type[HeaderPart] | type[FooterPart], str, str]] = {
    "header": (HeaderPart, RELATIONSHIP_TYPE.HEADER, "hdr"),
    "footer": (FooterPart, RELATIONSHIP_TYPE.FOOTER, "ftr"),
}


def _body(document: Document, edges: _Edges) -> str:
    parts: list[str] = []
    names = Names()
    begun = False
    for i, section in enumerate(document.sections, 1):
        setting = Setting(section, names)
        for block in section.blocks:
            inside = drawn(block, setting)
            if inside is None:
                raise Unsuited(block.kind)
            parts.append(inside)
        shape = _shape(section, edges.of(section), first=section.numbered and not begun)
        begun = begun or section.numbered
        parts.append(shape if i == len(document.sections) else paragraph("end", "", shape))
    return "".join(parts)


def _shape(section: Section, edges: str, *, first: bool) -> str:
    """Paper, margins and what stands in them; page numbers begin with the first page that has one."""
    width, height = section.size
    margins = section.margins
    lies = ' w:orient="landscape"' if section.landscape else ""
    counted = '<w:pgNumType w:start="1"/>' if first else ""
    return (
        f'<w:sectPr>{edges}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(width)}" w:h="{twips(height)}"{lies}/>'
        f'<w:pgMar w:top="{twips(margins.top)}" w:right="{twips(margins.right)}"'
        f' w:bottom="{twips(margins.bottom)}" w:left="{twips(margins.left)}"'
        f' w:header="{twips(_FROM_EDGE)}" w:footer="{twips(_FROM_EDGE)}" w:gutter="0"/>'
        f"{counted}</w:sectPr>"
    )


def _emptied(word: "WordDocument") -> None:
    """Leave out what the empty file brings and put our own styles in: fonts by name, none by theme."""
    for holder in (word.part, word.part.package):
        for name, relation in list(holder.rels.items()):
            if relation.reltype.rpartition("/")[2] in _UNUSED:
                del holder.rels[name]
    folder = files("dangjian_cli.render") / "templates" / "docx"
    for element, file in ((word.styles.element, "styles.xml"), (word.settings.element, "settings.xml")):
        element[:] = parse_xml((folder / file).read_bytes())[:]


def _described(word: "WordDocument", document: Document) -> None:
    """Say whose it is; neither who made it nor when."""
    properties = word.core_properties
    properties.title = document.title
    properties.author = properties.last_modified_by = document.branch
    properties.comments = properties.keywords = properties.subject = ""
    properties.created = properties.modified = _ALWAYS
    properties.revision = 1
    properties.language = "zh-CN"


def _packed(word: "WordDocument") -> bytes:
    """The file with the hour left out: python-docx stamps it on every part."""
    stamped, plain = io.BytesIO(), io.BytesIO()
    word.save(stamped)
    with zipfile.ZipFile(stamped) as old, zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _ZIPPED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, old.read(name))
    return plain.getvalue()
