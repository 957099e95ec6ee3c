"""A branch's folder → its ledger, and where everything in it stands.

A branch is a folder with ``branch.yaml``; ``台账/`` holds further files in any division, ``档案/`` the
evidence. Sections of one name are joined. A branch that cannot be read whole is not judged.
"""

import os
import unicodedata
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Words
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from pydantic import ValidationError

from dangjian_cli.finding import InputError, Problem, Route, Value, Word, message
from dangjian_cli.ledger import Ledger, Sections
from dangjian_cli.ledger.base import Record, suggestion
from dangjian_cli.ledger.table import fields_of, words_of
from dangjian_cli.load import nodes, typed
from dangjian_cli.load.nodes import Mapping, Node
from dangjian_cli.load.nodes import Sequence as ListNode
from dangjian_cli.load.unique import NOT_UNIQUE, not_unique

BRANCH_FILES = ("branch.yaml", "branch.yml", "支部.yaml", "支部.yml")
LEDGER_FOLDER = "台账"
EVIDENCE_FOLDER = "档案"
_YAML = (".yaml", ".yml")


class Location(NamedTuple):
    """A place in a branch's files: the path is relative to the branch's folder."""

    file: str
    line: int
    column: int


class _Held(NamedTuple):
    """Where a record came from: a file, a section's name in it, and its position in the section."""

    file: str
    document: nodes.Document
    key: str
    position: int | None

    @property
    def node(self) -> Node:
        """The record with positions."""
        root = self.document.root
        assert isinstance(root, Mapping)  # noqa: S101 - sections are only taken from groups
        section = root.values[self.key]
        return (
            section.items[self.position]
            if isinstance(section, ListNode) and self.position is not None
            else section
        )


@dataclass(frozen=True)
class LoadedBranch:
    """A branch as read: its ledger, what is worth telling about its files, and where things stand."""

    folder: Path
    ledger: Ledger
    notes: tuple[Problem, ...]
    documents: dict[str, nodes.Document]
    """The files that were read, by their paths below the folder; the main file is the first."""
    main: str
    """The main file."""
    _origin: dict[str, list[_Held]]
    _field: str

    def origin(self, section: str) -> Sequence[tuple[str, str, int]]:
        """Where a section's records stand, in the ledger's order.

        That is the file, what the section is called there, and the position there.
        """
        return [(held.file, held.key, held.position or 0) for held in self._origin.get(section, ())]

    def locate(self, route: Route) -> Location:
        """Where a route of the ledger stands; an absent section points at the main file's first line."""
        section, *rest = route
        held = self._origin.get(str(section), [])
        if not held:
            return Location(self.main, 1, 1)
        index, path = (rest[0], rest[1:]) if rest and isinstance(rest[0], int) else (0, rest)
        entry = held[index if isinstance(index, int) and index < len(held) else 0]
        file, node = entry.file, entry.node
        if not rest and isinstance(node, Mapping | ListNode):
            return Location(file, node.mark.line + 1, node.mark.column + 1)
        model = words_of(Sections)[str(section)].inner
        line, column = typed.place(node, path, model)
        return Location(file, line, column)


def find_branches(path: Path) -> Iterator[Path]:
    """Every branch's folder at or below ``path``, by name; hidden folders are left out."""
    for folder, inner, files in os.walk(path):
        inner[:] = sorted(d for d in inner if not d.startswith(".") and d != EVIDENCE_FOLDER)
        if any(name in files for name in BRANCH_FILES):
            yield Path(folder)


def load_branch(
    path: Path, beside: frozenset[Path] = frozenset(), field: str = "", *, distinct: bool = True
) -> LoadedBranch:
    """Read a branch's folder, or one file that holds a whole small branch.

    ``beside`` are files that something else reads, wherever they lie; ``field`` is the 领域 of a branch
    that does not say its own. Without ``distinct``, records that cannot be told apart are let pass: nothing
    can be judged of such a branch, but they can be given numbers.

    Raises ``InputError`` with every problem of every file, and ``OSError`` where the disk refuses.
    """
    folder = path if path.is_dir() else path.parent
    files = list(ledger_files(folder)) if path.is_dir() or path.name in BRANCH_FILES else [path]
    documents: dict[str, nodes.Document] = {}
    problems: list[Problem] = []
    for file in files:
        name = file.relative_to(folder).as_posix()
        try:
            document = nodes.read(file.read_bytes(), typed.field_words(Sections))
        except InputError as error:
            problems += (p.at(name) for p in error)
        else:
            documents[name] = document
            problems += (p.at(name) for p in document.notes)
    problems += _unread(folder, files, beside) if len(files) > 1 or path.is_dir() else []
    main = files[0].relative_to(folder).as_posix()
    return _assembled(folder, documents, problems, main, field, distinct=distinct)


def reread(loaded: LoadedBranch, files: Words[str, bytes]) -> LoadedBranch:
    """The branch as it would be with these files in place of theirs, by their paths below the folder.

    Nothing is read from the disk but the evidence's names. Raises ``InputError`` as ``load_branch`` does.
    """
    documents, problems = dict(loaded.documents), []
    for name, data in files.items():
        try:
            documents[name] = nodes.read(data, typed.field_words(Sections))
        except InputError as error:
            problems += [p.at(name) for p in error]
    main, *others = documents
    documents = {name: documents[name] for name in (main, *sorted(others, key=PurePosixPath))}
    problems += (p.at(name) for name, document in documents.items() for p in document.notes)
    return _assembled(loaded.folder, documents, problems, loaded.main, loaded._field)  # noqa: SLF001 - its own


def _assembled(
    folder: Path,
    documents: dict[str, nodes.Document],
    problems: list[Problem],
    main: str,
    field: str,
    *,
    distinct: bool = True,
) -> LoadedBranch:
    """The branch that the files make up. Raises ``InputError`` with every problem."""
    joined = _Joined(documents)
    problems += joined.problems
    if field:
        joined.default("branch", "领域", field)
    ledger = None
    if documents:
        ledger, refused = _typed(joined, folder, whole=not any(p.fatal for p in problems))
        problems += (p for p in refused if distinct or p.code != NOT_UNIQUE)
    if ledger is None or any(p.fatal for p in problems):
        raise InputError(*sorted(problems, key=lambda p: (p.file, p.line or 0, p.column or 0)))
    return LoadedBranch(folder, ledger, tuple(problems), documents, main, joined.origin, field)


def ledger_files(folder: Path) -> Iterator[Path]:
    """The main file, then the ledger's files by name."""
    for name in BRANCH_FILES:
        if (folder / name).is_file():
            yield folder / name
            break
    yield from sorted(
        p for p in (folder / LEDGER_FOLDER).rglob("*") if p.suffix.lower() in _YAML and _shown(p)
    )


def _shown(path: Path) -> bool:
    return path.is_file() and not path.name.startswith((".", "~$"))


def _unread(folder: Path, files: Sequence[Path], beside: frozenset[Path]) -> list[Problem]:
    """YAML files in the folder that nothing reads: an error, so that no record lies there forgotten."""
    read, found = set(files), []
    for inside, inner, names in os.walk(folder):
        here = Path(inside)
        inner[:] = [
            d
            for d in inner
            if not d.startswith(".")
            and d != EVIDENCE_FOLDER
            and not any((here / d / n).is_file() for n in BRANCH_FILES)
        ]
        for name in sorted(names):
            path = here / name
            unread = path.suffix.lower() in _YAML and path not in read and _shown(path)
            if unread and not (beside and path.resolve() in beside):
                found.append(
                    Problem(
                        "unread-file",
                        message("这个文件不在“台账”文件夹里，没有被读入"),
                        message("是台账的移进“台账”文件夹；不是的移出支部文件夹或改掉扩展名"),
                        path.relative_to(folder).as_posix(),
                    )
                )
    return found


class _Joined:
    """The sections of all files under their own names, each entry with its origin."""

    def __init__(self, documents: dict[str, nodes.Document]) -> None:
        self.data: dict[str, Any] = {}
        self.origin: dict[str, list[_Held]] = {}
        self.problems: list[Problem] = []
        self.fields = typed.field_words(Sections)
        self.main = next(iter(documents), BRANCH_FILES[0])
        for file, document in documents.items():
            if document.data is not None:
                self._file(file, document, document.data)
            elif isinstance(document.root, Mapping):
                self._file(file, document, typed.plain(document.root, self.fields))
            elif document.root is not None:
                self._add("not-sections", file, document.root, "文件开头应是“党员:”“会议:”这样的栏目名")

    def _add(self, code: str, file: str, node: Node, text: str) -> None:
        line, column = typed.Place.of(node.mark)
        self.problems.append(Problem(code, message(text), None, file, line, column))

    def _file(self, file: str, document: nodes.Document, data: dict[str, Any]) -> None:
        known = words_of(Sections)
        for key, value in data.items():
            field = known.get(key)
            if field is None:
                line, column = typed.Place.of(_keys(document)[key])
                words = Word("、".join(f.label for f in fields_of(Sections)))
                self.problems.append(
                    Problem(
                        "unknown-section",
                        message("台账没有“{key}”这一栏", key=Value(key)),
                        suggestion(key, known) or message("能写的有：{words}", words=words),
                        file,
                        line,
                        column,
                    )
                )
            elif isinstance(value, str):
                self._prose(file, document, key)
            else:
                self._section(file, document, key, field.attr, value)

    def default(self, attr: str, word: str, value: str) -> None:
        """Fill in a field of a group that does not have it by any of its names."""
        group, model = self.data.get(attr), words_of(Sections)[attr].inner
        if (
            isinstance(group, dict)
            and model is not None
            and not group.keys() & set(words_of(model)[word].words)
        ):
            self.data[attr] = {**group, word: value}

    def _prose(self, file: str, document: nodes.Document, key: str) -> None:
        """A section that reads as one piece of text: its lines were not written as the records they are."""
        from dangjian_cli.load.diagnose import diagnose  # noqa: PLC0415 - most files have nothing wrong

        text, keys = document.text, _keys(document)
        first = keys[key].line + 1
        last = min((mark.line for mark in keys.values() if mark.line >= first), default=text.count("\n") + 1)
        found = [p.at(file) for p in diagnose(text, None) if first <= (p.line or 0) <= last]
        if not any(p.fatal for p in found):
            said = message("“{key}”下面应是一条条记录，现在只有一段文字", key=Value(key))
            fix = message("每条记录以“- ”开头，每栏一行，写成“名称: 内容”（半角冒号，后面空一格）")
            found.append(Problem("not-records", said, fix, file, first, keys[key].column + 1))
        self.problems += found

    def _section(self, file: str, document: nodes.Document, key: str, attr: str, value: Any) -> None:
        items = value if isinstance(value, list) else [value]
        held = self.origin.setdefault(attr, [])
        if attr == "branch":
            if isinstance(value, list):
                said = message("“支部”下面只写一个支部，不用清单")
                fix = message("去掉“- ”，每栏一行，写成“名称: 内容”")
                self.problems.append(
                    Problem("not-a-group", said, fix, file, *typed.Place.of(_keys(document)[key]))
                )
                return
            if held:
                line, column = typed.Place.of(_keys(document)[key])
                first = held[0]
                text = message(
                    "“支部”写了两处，另一处在{file}第{line}行",
                    file=Word(first.file),
                    line=first.node.mark.line + 1,
                )
                self.problems.append(Problem("twice", text, message("留一处"), file, line, column))
                return
            self.data[attr] = value
        else:
            self.data.setdefault(attr, []).extend(items)
        held += (_Held(file, document, key, i) for i in range(len(items)))


def _keys(document: nodes.Document) -> dict[str, nodes.Mark]:
    """Where the sections' names stand."""
    return document.root.keys if isinstance(document.root, Mapping) else {}


def _typed(joined: _Joined, folder: Path, *, whole: bool) -> tuple[Ledger | None, list[Problem]]:
    """The ledger, or what keeps it from being one. Without every file, what is missing is not asked for.

    Sections are typed one by one: only the models of those that are there have to be made ready.
    """
    values: dict[str, Any] = {}
    found: list[typed.Complaint] = []
    for field in fields_of(Sections):
        if field.inner is not None and field.attr in joined.data:
            values[field.attr] = _section_typed(field.attr, field.inner, joined.data[field.attr], found)
    if "branch" not in values and whole:
        found.append(typed.missing(("支部",), Sections))
    if found or "branch" not in values:
        return None, [_located(c, joined) for c in found]
    ledger = Ledger(Sections.model_construct(**values), _evidence(folder))
    return ledger, list(not_unique(ledger, joined.origin))


def _section_typed(
    attr: str, model: type[Record], data: Any, found: list[typed.Complaint]
) -> Record | tuple[Record, ...] | None:
    """A section's records; what the schema refuses is added to ``found``."""
    records = []
    many = isinstance(data, list)
    for i, entry in enumerate(data if many else [data]):
        try:
            records.append(model.model_validate(entry))
        except ValidationError as error:
            path = (attr, i) if many else (attr,)
            found += (c._replace(path=(*path, *c.path)) for c in typed.complaints(error, model))
    return tuple(records) if many else next(iter(records), None)


def _located(complaint: typed.Complaint, joined: _Joined) -> Problem:
    """A complaint about the joined data, at its place in the file that it came from."""
    section, *rest = complaint.path
    held = joined.origin.get(str(section))
    if not held:
        return Problem(complaint.code, complaint.message, complaint.fix, joined.main, 1, 1)
    index, path = (
        (rest[0], rest[1:]) if rest and isinstance(rest[0], int) and section != "branch" else (0, rest)
    )
    entry = held[int(index)]
    return typed.problem(complaint, entry.node, entry.file, tuple(path))


def _evidence(folder: Path) -> frozenset[str]:
    """Names of the evidence files, below ``档案/``, with forward slashes and composed characters."""
    root = folder / EVIDENCE_FOLDER
    found = set()
    for inside, _, names in os.walk(root):
        for name in names:
            relative = PurePosixPath((Path(inside) / name).relative_to(root).as_posix())
            found.add(unicodedata.normalize("NFC", str(relative)))
    return frozenset(found)
