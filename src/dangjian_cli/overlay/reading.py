"""Reading an overlay's parts one by one: what is wrong with one hides nothing of the others."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from dangjian_cli.card import Ground, Pack, Source
from dangjian_cli.finding import Basis, Message, Route, Word, message
from dangjian_cli.overlay.selectors import Fault, Invalid, Unfound, entry_named
from dangjian_cli.overlay.written import Citation, Document, Overlay

Model = TypeVar("Model", bound=BaseModel)
Found = TypeVar("Found")


class Reading:
    """The parts of an overlay as they are read, its documents, and the faults met so far."""

    def __init__(self, pack: Pack) -> None:
        self.base = pack
        self.documents: dict[str, Document] = {}
        self.sources = dict(pack.sources)
        self.faults: list[Fault | Invalid] = []
        self._touched: set[str] = set()
        self._broken: set[object] = set()

    def read(self, path: Route, raw: Any, model: type[Model]) -> Model | None:
        """A part as its model, or ``None`` with the refusal kept."""
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            self.faults.append(Invalid(path, error, model))
            return None

    def fault(self, path: Route, code: str, said: Message, fix: Message | None = None) -> None:
        """Keep a fault."""
        self.faults.append(Fault(path, code, said, fix))

    def found(self, path: Route, find: Callable[[], Found]) -> Found | None:
        """What a word names, or ``None`` with the fault kept."""
        try:
            return find()
        except Unfound as unfound:
            self.fault(path, "unknown-selector", unfound.said, unfound.fix)
            return None

    def documents_of(self, overlay: Overlay) -> None:
        """The county's documents, beside those of the standard."""
        for i, raw in enumerate(overlay.documents):
            document = self.read(("文件", i), raw, Document)
            if document is None:
                self._broken.add(raw.get("简称") if isinstance(raw, dict) else None)
                continue
            if document.name in self.sources:
                said = message("“{name}”这个简称已经有文件用了", name=Word(document.name))
                self.fault(("文件", i, "简称"), "twice", said, message("换一个简称"))
            self.documents[document.name] = self.sources[document.name] = document

    def cited(self, path: Route, grounds: Iterable[Citation]) -> bool:
        """Whether every document that a change cites is one of the county's and was read."""
        grounds = [g for g in grounds if g.source not in self._broken]
        return bool(grounds) and self.known(path, grounds, self.documents, "“文件”一节里")

    def known(
        self, path: Route, grounds: Iterable[Citation | Ground], sources: Mapping[str, Source], where: str
    ) -> bool:
        """Whether every document is listed."""
        found = [
            self.found((*path, "依据", i, "文件"), partial(entry_named, g.source, sources, where))
            for i, g in enumerate(grounds)
        ]
        return None not in found

    def basis(self, grounds: Iterable[Citation]) -> tuple[Basis, ...]:
        """Citations as reports print them."""
        return tuple(g.ground.basis(self.documents[g.source]) for g in grounds)

    def once(self, path: Route, what: str) -> bool:
        """Whether nothing else changes the same thing."""
        if what not in self._touched:
            self._touched.add(what)
            return True
        said = message("{what}前面已经改过一次", what=Word(what))
        self.fault(path, "changed-twice", said, message("合成一处写"))
        return False
