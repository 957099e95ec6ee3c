"""The pack's folder → what stands beside the cards. Files that are not there are nothing."""

from functools import cache, partial
from pathlib import Path
from typing import TypeVar

from dangjian_cli.archive import Archive
from dangjian_cli.finding import InputError
from dangjian_cli.forms import Sample
from dangjian_cli.load.pack import Reader
from dangjian_cli.shelf import Fact, Shelf, System, View

_FORMS = "archive.yaml"

Listed = TypeVar("Listed", Fact, View)


def load_shelf(folder: Path) -> Shelf:
    """Facts, systems, views. Raises ``InputError`` with every problem of every file."""
    reader = Reader(folder)
    facts = _listed(reader, "facts.yaml", "事实", Fact)
    views = _listed(reader, "views.yaml", "分类", View)
    paths = sorted((folder / "systems").glob("*.yaml"))
    systems = [s for p in paths if (s := reader.one(p.relative_to(folder).as_posix(), System)) is not None]
    reader.unrepeated("facts.yaml", [f.id for f in facts])
    reader.unrepeated("systems", [s.title for s in systems])
    reader.unrepeated("systems", [s.id for s in systems])
    if reader.problems:
        raise InputError(*reader.problems)
    return Shelf(
        tuple(facts),
        tuple(sorted(systems, key=lambda s: s.id)),
        tuple(views),
        partial(load_forms, folder),
        partial(load_archive, folder / _FORMS),
    )


@cache
def load_forms(folder: Path) -> tuple[Sample, ...]:
    """The sample forms. Raises ``InputError`` with every problem of every file."""
    reader = Reader(folder)
    names = (p.relative_to(folder).as_posix() for p in sorted((folder / "forms").glob("*.yaml")))
    samples = [sample for name in names for sample in reader.many(name, "式样", Sample)]
    reader.unrepeated("forms", [sample.name for sample in samples])
    reader.unrepeated("forms", [f"{use.card} {use.material}" for sample in samples for use in sample.uses])
    if reader.problems:
        raise InputError(*reader.problems)
    return tuple(samples)


@cache
def load_archive(file: Path) -> Archive | None:
    """The forms of filing; nothing where there is no such file. Raises ``InputError`` with every problem."""
    if not file.is_file():
        return None
    reader = Reader(file.parent)
    archive = reader.one(file.name, Archive)
    if reader.problems:
        raise InputError(*reader.problems)
    return archive


def _listed(reader: Reader, name: str, section: str, model: type[Listed]) -> list[Listed]:
    return reader.many(name, section, model) if (reader.folder / name).is_file() else []
