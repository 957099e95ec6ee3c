"""The pack's folder → cards and tables. Card prose is read only when it is shown.

A card's file begins with what is judged; what is printed follows. Its top-level parts are told apart
by lines that start in the first column, and only the parts asked for are parsed.
"""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from dangjian_cli.card import Card, CardText, Pack, PackHead, ProblemClass, Retention, Source
from dangjian_cli.finding import InputError, Problem, Word, message
from dangjian_cli.ledger.values import parse_day
from dangjian_cli.load import nodes, typed
from dangjian_cli.load.quick import quick
from dangjian_cli.periods import Workdays, YearTable

_HERE = Path(__file__).resolve().parent.parent
_TOP = re.compile(r"^(?=[^\s#-])", re.MULTILINE)
JUDGED = frozenset({"卡号", "名称", "台账", "领域", "支部类型", "不适用说明", "要求"})
"""The parts of a card that a check needs."""

Model = TypeVar("Model", bound=BaseModel)


def standards_folder() -> Path:
    """The pack that comes with the program: inside the package, else beside it in a checkout.

    Raises ``InputError`` when there is neither.
    """
    for folder in (_HERE / "standards", _HERE.parent.parent / "standards"):
        if (folder / "pack.yaml").is_file():
            return folder
    raise InputError(
        Problem("no-pack", message("找不到标准包（standards 文件夹），请重新安装 dj"), file="standards")
    )


@cache
def load_pack(folder: Path) -> Pack:
    """Read a pack. Raises ``InputError`` with every problem of every file."""
    reader = Reader(folder)
    head = reader.one("pack.yaml", PackHead)
    sources = reader.many("sources.yaml", "文件", Source)
    problems = reader.many("problems.yaml", "问题", ProblemClass)
    retention = reader.many("retention.yaml", "类目", Retention)
    paths = {
        p: card for p in sorted((folder / "cards").glob("*.yaml")) if (card := reader.card(p)) is not None
    }
    workdays = Workdays(
        {p.year: p.table for p in map(reader.workdays, sorted((folder / "workdays").glob("*.yaml"))) if p}
    )
    reader.unrepeated("sources.yaml", [s.name for s in sources])
    reader.unrepeated("retention.yaml", [r.name for r in retention])
    if not paths and not reader.problems:
        reader.problems.append(Problem("no-cards", message("标准包里一张明白卡也没有"), file="cards"))
    if reader.problems or head is None:
        raise InputError(*reader.problems)
    cards = sorted(paths.values(), key=lambda c: c.number)
    files = {card.number: path for path, card in paths.items()}
    return Pack(
        head,
        tuple(cards),
        {source.name: source for source in sources},
        tuple(problems),
        workdays,
        lambda card: load_text(folder, files[card.number]),
        {entry.name: entry for entry in retention},
    )


def load_text(folder: Path, path: Path) -> CardText:
    """A card's prose. Raises ``InputError``."""
    reader = Reader(folder)
    text = reader.part(path, lambda key: key not in JUDGED, CardText)
    if text is None:
        raise InputError(*reader.problems)
    return text


class _Year:
    """One year's table of working days as written."""

    def __init__(self, data: Any) -> None:
        self.year = int(data["年份"])
        off = [d for days in data["放假"].values() for d in days]
        self.table = YearTable(_dates(off), _dates(data.get("调休上班", [])))


def _dates(words: Iterable[str]) -> frozenset[date]:
    return frozenset(parse_day(word).first for word in words)


class Reader:
    """Reads files of a pack and keeps every problem."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def _document(self, path: Path) -> nodes.Document | None:
        name = path.relative_to(self.folder).as_posix()
        try:
            return nodes.read(path.read_bytes())
        except InputError as error:
            self.problems += (p.at(name) for p in error)
        except (OSError, ValueError):
            self.problems.append(Problem("unreadable", message("文件读不出来"), file=name))
        return None

    def _root(self, path: Path, document: nodes.Document) -> nodes.Node | None:
        """The tree with positions: for what is not ordinary, and to tell where something is wrong."""
        name = path.relative_to(self.folder).as_posix()
        try:
            root = document.root
        except InputError as error:
            self.problems += (p.at(name) for p in error)
            return None
        except yaml.YAMLError:  # a part that is not well formed: the whole file is told of, line by line
            whole = self._document(path)
            return None if whole is None else whole.root
        if root is None:
            self.problems.append(Problem("empty", message("文件是空的"), file=name))
        return root

    def _validated(self, path: Path, document: nodes.Document | None, model: type[Model]) -> Model | None:
        """A file, or a part of one, as one thing."""
        if document is None:
            return None
        if document.data is not None:
            with suppress(ValidationError):
                return model.model_validate(document.data)
        root = self._root(path, document)
        if root is None:
            return None
        try:
            return model.model_validate(typed.plain(root))
        except ValidationError as error:
            name = path.relative_to(self.folder).as_posix()
            self.problems += (typed.problem(c, root, name) for c in typed.complaints(error, model))
            return None

    def one(self, name: str, model: type[Model]) -> Model | None:
        """A file that is one thing."""
        path = self.folder / name
        return self._validated(path, self._document(path), model)

    def many(self, name: str, section: str, model: type[Model]) -> list[Model]:
        """A file with a list of things under one name."""
        path = self.folder / name
        document = self._document(path)
        root = None if document is None else self._root(path, document)
        if not isinstance(root, nodes.Mapping) or section not in root.values:
            if root is not None:
                self.problems.append(Problem("no-list", message("文件里没有清单"), file=name))
            return []
        adapter = TypeAdapter(list[model])  # type: ignore[valid-type]
        try:
            return adapter.validate_python(typed.plain(root.values[section]))
        except ValidationError as error:
            for complaint in typed.complaints(error, model):
                self.problems.append(typed.problem(complaint, root.values[section], name))
            return []

    def unrepeated(self, name: str, words: list[str]) -> None:
        """Names that must tell entries apart."""
        for word in sorted({w for w in words if words.count(w) > 1}):
            self.problems.append(Problem("twice", message("“{word}”写了两条", word=Word(word)), file=name))

    def card(self, path: Path) -> Card | None:
        """The judged parts of a card."""
        return self.part(path, JUDGED.__contains__, Card)

    def part(self, path: Path, wanted: Callable[[str], bool], model: type[Model]) -> Model | None:
        """Some top-level parts of a file; the rest is not parsed, and lines keep their numbers."""
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            self.problems.append(
                Problem("unreadable", message("文件读不出来，标准包的文件要用 UTF-8"), file=path.name)
            )
            return None
        kept = "".join(
            block if wanted(block.split(":", 1)[0].strip("\"'")) else "\n" * block.count("\n")
            for block in _TOP.split(text)
        )
        document = nodes.Document(kept, "utf-8", "\n", (), quick(kept, None))
        return self._validated(path, document, model)

    def workdays(self, path: Path) -> _Year | None:
        """A year's table."""
        document = self._document(path)
        root = None if document is None else self._root(path, document)
        try:
            return None if root is None else _Year(typed.plain(root))
        except (KeyError, TypeError, ValueError, AttributeError):
            name = path.relative_to(self.folder).as_posix()
            self.problems.append(
                Problem("bad-workdays", message("工作日表要有“年份”“放假”“调休上班”"), file=name)
            )
            return None
