"""制度汇编: the branch's own rules as the standard words them for its field, each article with its basis."""

from collections.abc import Iterator

from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.render.paper import (
    Block,
    Contents,
    Document,
    Entry,
    Heading,
    Items,
    Section,
    TitlePage,
)
from dangjian_cli.shelf import Part, System, composed

PLACE = 4
TITLE = "制度汇编"
ALIASES = ("制度",)


def make(matter: Matter) -> Iterator[Document]:
    """The compendium: front, contents, a system a section."""
    found = [(s, composed(s, matter.pack, matter.field, matter.as_of)) for s in matter.shelf.systems]
    systems = [(system, parts) for system, parts in found if parts]
    front = TitlePage(TITLE, (matter.branch,), (f"{matter.as_of.year}年{matter.as_of.month}月",))
    contents = Contents(tuple(Entry(system.title, system.id) for system, _ in systems))
    yield Document(
        TITLE,
        TITLE,
        matter.branch,
        (
            Section((front,), TITLE, numbered=False),
            Section((Heading("目录", 1), contents), "目录", numbered=False),
            *(Section(tuple(_system(system, parts)), system.title) for system, parts in systems),
        ),
    )


def _system(system: System, parts: tuple[Part, ...]) -> Iterator[Block]:
    yield Heading(system.title, 1, system.id)
    for part in parts:
        yield Heading(part.title, 2)
        yield Items(tuple((f"第{s.number}条", s.text) for s in part.sentences))
