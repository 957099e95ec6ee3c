"""Word: what clerks go on writing in. The same document gives the same bytes.

Made block by block: there is no Word file of ours into which text is put, so none of what anybody typed
meets a template.
"""

from dangjian_cli.render.paper import Document
from dangjian_cli.render.targets import Absent, Made


def render(document: Document) -> Made:
    """The document as a file of Word."""
    try:
        import docx  # noqa: F401, PLC0415 - an optional part
    except ImportError:
        raise Absent("word") from None
    from dangjian_cli.render.word.file import written  # noqa: PLC0415

    return Made(written(document))
