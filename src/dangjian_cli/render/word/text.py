"""Words, runs and paragraphs in WordprocessingML. Lengths are in twentieths of a point."""

from xml.sax.saxutils import escape, quoteattr

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_PER_MM = 1440 / 25.4


def twips(mm: float) -> int:
    """Millimetres as Word counts."""
    return round(mm * _PER_MM)


def run(text: str, properties: str = "") -> str:
    """Text as it was typed: several lines stay several lines, and nothing in it is an instruction."""
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    # Without the hint Word sets “ ” … as Latin letters, half as wide.
    return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/>{properties}</w:rPr>{"<w:br/>".join(lines)}</w:r>'


def paragraph(style: str, inside: str, properties: str = "") -> str:
    """A paragraph of a style with its runs."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inside}</w:p>'


def aligned(side: str) -> str:
    """Alignment of a paragraph."""
    return f'<w:jc w:val="{side}"/>'


def field(instruction: str, result: str = "") -> str:
    """A field that Word works out, and what it shows until then; with nothing to show it is marked dirty."""
    dirty = "" if result else ' w:dirty="true"'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"{dirty}/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmarked(inside: str, number: int, name: str) -> str:
    """What can be led to."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>{inside}<w:bookmarkEnd w:id="{number}"/>'
    )
