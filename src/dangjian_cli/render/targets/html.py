"""HTML: one page that holds everything it needs, opens by a double click and prints on A4."""

from dangjian_cli.render.html import page
from dangjian_cli.render.paper import Document
from dangjian_cli.render.targets import Made


def render(document: Document) -> Made:
    """The document as a page."""
    return Made(page("document.html", document=document))
