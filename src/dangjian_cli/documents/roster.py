"""花名册: the roster alone."""

from collections.abc import Iterator

from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.documents.parts.rolls import Roll
from dangjian_cli.render.paper import Document

PLACE = 7
TITLE = "花名册"
ALIASES = ("党员花名册", "党员名册", "名册")


def make(matter: Matter) -> Iterator[Document]:
    """The roster, where there is anybody on it."""
    if sections := tuple(Roll(matter).sections()):
        title = f"{matter.year}年{TITLE}"
        yield Document(title, f"{matter.branch}党员花名册", matter.branch, sections)
