"""PDF by Typst: letters embedded, PDF/A-2b, the same bytes for the same document."""

from dangjian_cli.render.paper import Document
from dangjian_cli.render.targets import Absent, Made
from dangjian_cli.render.typeset import typeset


def render(document: Document) -> Made:
    """The document as a file that looks the same everywhere."""
    try:
        return Made(*typeset(document))
    except ModuleNotFoundError as missing:
        if missing.name != "typst":
            raise
        raise Absent("pdf") from None
