"""What goes into the cabinet, as pages of the browser: it prints them."""

from itertools import islice
from typing import NamedTuple

from dangjian_cli.documents import Maker, Refused, makers
from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.load.branch import LoadedBranch
from dangjian_cli.render.targets import renderer
from dangjian_cli.report.view import BranchReport
from dangjian_cli.web.desk import Desk


def sorts() -> list[Maker]:
    """Everything that can be printed."""
    return list(makers().values())


def maker_named(name: str) -> Maker | None:
    """The sort of that English name."""
    return next((maker for maker in sorts() if maker.name == name), None)


def matter(loaded: LoadedBranch, branch: BranchReport, desk: Desk, year: int) -> Matter:
    """What documents are made from; numbers of people stay masked."""
    return Matter(loaded, desk.pack, desk.shelf, branch.report, desk.today(), year)


class Made(NamedTuple):
    """The titles of a sort's documents, and why others must not be made as the records stand."""

    titles: tuple[str, ...]
    refused: tuple[str, ...]


def made(maker: Maker, matter: Matter) -> Made:
    """The documents of a sort."""
    titles: list[str] = []
    refused: tuple[str, ...] = ()
    try:
        titles += (document.title for document in maker.make(matter))
    except Refused as reasons:
        refused = reasons.args
    return Made(tuple(titles), refused)


def one(maker: Maker, matter: Matter, position: int) -> bytes | None:
    """One of them as a page; nothing where there is none, or it must not be made."""
    try:
        document = next(islice(maker.make(matter), position, None), None)
    except Refused:
        return None
    return renderer("html")(document).data if document is not None else None
