"""Word: what clerks go on writing in. The same document gives the same bytes.

Made block by block: there is no Word file of ours into which text is put, so none of what anybody typed
meets a template.
"""

from dangjian_cli.render.paper import Contents, Document
from dangjian_cli.render.targets import Absent, Made

_PAGES = "Word 里目录的页码要 Word 自己数：打开以后按 Ctrl+A，再按 F9"


def render(document: Document) -> Made:
    """The document as a file of Word."""
    try:
        import docx  # noqa: F401, PLC0415 - an optional part
    except ImportError:
        raise Absent("word") from None
    from dangjian_cli.render.word.file import written  # noqa: PLC0415

    unknown = any(
        entry.page is None
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Contents)
        for entry in block.entries
    )
    return Made(written(document), (_PAGES,) if unknown else ())
