"""A tree of text → typed data, and the schema's complaints in Chinese at the right place.

Pydantic's complaints are told apart by their stable type, never by their English words.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel, ValidationError

from dangjian_cli.card import Requirement
from dangjian_cli.finding import Message, Problem, Value, Word, message
from dangjian_cli.kinds import kinds
from dangjian_cli.ledger.base import Record, suggestion
from dangjian_cli.ledger.table import fields_of, words_of
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.load.nodes import Mapping, Mark, Node, Scalar, Sequence


class Place(NamedTuple):
    """A line and a column, both from 1."""

    line: int
    column: int

    @classmethod
    def of(cls, mark: Mark) -> "Place":
        """The place of a parser's mark."""
        return cls(mark.line + 1, mark.column + 1)


def plain(node: Node, fields: frozenset[str] | None = None) -> Any:
    """The tree as dicts, lists and text; a field's name with nothing after it counts as not filled in.

    Words that are none of ``fields`` are kept even so: whoever wrote them forgot a colon or a comma.
    """
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Mapping):
        return {
            key: plain(value, fields)
            for key, value in node.values.items()
            if not blank(value) or (fields is not None and key not in fields)
        }
    return [plain(item, fields) for item in node.items]


@cache
def field_words(model: type[Record]) -> frozenset[str]:
    """Every word that is the name of a field in the model, or in a record that it holds."""
    inner = (f.inner for f in fields_of(model) if f.inner is not None)
    return frozenset(words_of(model)).union(*map(field_words, inner))


def blank(node: Node) -> bool:
    """Whether nothing was written after the name."""
    return isinstance(node, Scalar) and node.plain and not node.value


def place(node: Node, path: Iterable[str | int], model: type[BaseModel] | None = None) -> Place:
    """The deepest place on ``path`` that the file has; what it lacks is stepped over.

    ``model`` lets attribute names stand for the Chinese keys. A text value is pointed at itself, a
    group or list at its name.
    """
    mark = node.mark
    for part in path:
        if isinstance(node, Mapping) and isinstance(part, str):
            field = words_of(model).get(part) if _is_record(model) else None
            key = next((w for w in (field.words if field else (part,)) if w in node.values), None)
            model = field.inner if field else model
            if key is None:
                continue
            mark = node.keys[key]
            node = node.values[key]
            if isinstance(node, Scalar) and node.value:
                mark = node.mark
        elif isinstance(part, int) and isinstance(node, Sequence) and part < len(node.items):
            node = node.items[part]
            mark = node.mark
    return Place.of(mark)


def _is_record(model: Any) -> bool:
    return isinstance(model, type) and issubclass(model, Record)


def key_place(node: Node, path: Iterable[str | int]) -> Place:
    """Like ``place``, but a name is pointed at itself."""
    *parents, last = path
    for part in parents:
        if isinstance(node, Mapping):
            node = node.values.get(str(part), node)
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
    mark = node.mark
    if isinstance(node, Mapping):
        mark = node.keys.get(str(last), mark)
    return Place.of(mark)


class Complaint(NamedTuple):
    """One thing that the schema refuses."""

    path: tuple[str | int, ...]
    code: str
    message: Message
    fix: Message | None
    on_key: bool = False


def complaints(error: ValidationError, model: type[BaseModel]) -> list[Complaint]:
    """Everything that the schema refuses, in Chinese."""
    found = []
    for entry in error.errors(include_url=False):
        cause = (entry.get("ctx") or {}).get("error")
        if isinstance(cause, ValidationError):  # a requirement's own parameters, by its kind
            found += [c._replace(path=(*entry["loc"], *c.path)) for c in complaints(cause, model)]
        else:
            found.append(_complaint(entry, model))
    return list(_without_echoes(found))


def _without_echoes(found: list[Complaint]) -> Iterator[Complaint]:
    """Without the fields that are missing only because their name is misspelt, which is told already."""
    misspelt = {
        (*c.path[:-1], word.text)
        for c in found
        if c.code == "unknown-key" and c.fix and isinstance(word := c.fix.args.get("word"), Word)
    }
    return (c for c in found if c.code != "missing" or c.path not in misspelt)


def _complaint(error: Any, model: type[BaseModel]) -> Complaint:
    path = tuple(error["loc"])
    cause = (error.get("ctx") or {}).get("error")
    if isinstance(cause, BadValue):
        return Complaint(path, cause.code, cause.message, cause.fix)
    match error["type"]:
        case "missing":
            return missing(path, model)
        case "extra_forbidden":
            return _extra(path, model)
        case "literal_error" | "enum":
            return _not_one_of(path, error)
        case kind:
            code, said, fix = _SHAPES.get(kind, _other(kind))
            if code == "not-a-group" and _WIDE_PAIR.match(str(error["input"])):
                fix = _HALF_COLON
            return Complaint(path, code, said, fix)


def _not_one_of(path: tuple[str | int, ...], error: Any) -> Complaint:
    """A word that is none of the few that may stand there."""
    words = tuple(_QUOTED.findall(str(error["ctx"]["expected"])))
    typed = str(error["input"])
    said = message("这里没有“{typed}”这一种", typed=Value(typed))
    fix = suggestion(typed, words) or message("可以写：{words}", words=Word("、".join(words)))
    return Complaint(path, "unknown-word", said, fix)


_QUOTED = re.compile(r"'([^']*)'")


_GROUP = (
    "not-a-group",
    message("这里应是一组“名称: 内容”，现在只有一段文字"),
    message("换行写，每行一个“名称: 内容”，前面比上一行多空两格"),
)
_WIDE_PAIR = re.compile(r"[^\s:：，。]{1,20}\s*(?:：|:\S)")
_HALF_COLON = message("把冒号改成半角冒号加一个空格“: ”，如“姓名: 内容”；有几栏的，每栏一行")
_LIST = ("not-a-list", message("这里应是一个清单"), message("每项一行，以“- ”开头"))
_TEXT = (
    "not-text",
    message("这里应写一段文字，现在是一组内容"),
    message("写在一行里；内容里有冒号的加上引号"),
)
_SHAPES: dict[str, tuple[str, Message, Message | None]] = {
    "model_type": _GROUP,
    "model_attributes_type": _GROUP,
    "dict_type": _GROUP,
    "mapping_type": _GROUP,
    "string_type": _TEXT,
    "tuple_type": _LIST,
    "list_type": _LIST,
}
"""What is of the wrong shape, by Pydantic's stable type of error."""


def _other(kind: str) -> tuple[str, Message, Message | None]:
    return kind, message("这里的内容格式不对（{kind}）", kind=Word(kind)), None


def model_at(model: type[BaseModel] | None, path: Iterable[str | int]) -> type[BaseModel] | None:
    """The model that the path leads to, as far as it is one of records."""
    for part in path:
        if isinstance(part, int):
            continue
        if model is None or not issubclass(model, Record):
            return None
        field = words_of(model).get(part)
        model = field.inner if field else None
    return model


def missing(path: tuple[str | int, ...], model: type[BaseModel]) -> Complaint:
    """A field that must be there and is not."""
    owner = model_at(model, path[:-1])
    what = owner.label if owner is not None and issubclass(owner, Record) else "这里"
    name = Word(str(path[-1]))
    return Complaint(
        path,
        "missing",
        message("{what}没有写“{name}”，这一栏必须有", what=Word(what), name=name),
        message("补一行“{name}: ……”", name=name),
    )


def _extra(path: tuple[str | int, ...], model: type[BaseModel]) -> Complaint:
    owner = model_at(model, path[:-1])
    key = str(path[-1])
    if owner is None or not issubclass(owner, Record):
        at = _entry_at(model, path[:-1])
        known: tuple[str, ...] = _entry_words(at)
        what = "这里"
        if at is not None and issubclass(at, Requirement):  # what else it may say depends on its kind
            said = message("这里没有“{key}”这一栏", key=Value(key))
            parameters = (*known, *(word for kind in kinds().values() for word in _entry_words(kind)))
            fix = suggestion(key, parameters) or message("这种要求用不着它，删掉这一行")
            return Complaint(path, "unknown-key", said, fix, on_key=True)
    else:
        known, what = tuple(words_of(owner)), owner.label
        same = words_of(owner).get(key)
        if same is not None:
            return Complaint(
                path,
                "twice",
                message("{what}的“{name}”写了两遍（换了个叫法）", what=Word(what), name=Word(same.label)),
                message("留一处，删掉另一处"),
                on_key=True,
            )
    shown = tuple(f.label for f in fields_of(owner)) if owner and issubclass(owner, Record) else known
    return Complaint(
        path,
        "unknown-key",
        message("{what}没有“{key}”这一栏", what=Word(what), key=Value(key)),
        suggestion(key, known)
        or message("能写的有：{words}；不需要的删掉这一行", words=Word("、".join(shown))),
        on_key=True,
    )


def _entry_at(model: type[BaseModel], path: Iterable[str | int]) -> type[BaseModel] | None:
    """The model of a pack's entry that the path leads to."""
    at: type[BaseModel] | None = model
    for part in path:
        if isinstance(part, int):
            continue
        fields = at.model_fields.values() if at else ()
        field = next((f for f in fields if part in getattr(f.validation_alias, "choices", ())), None)
        at = _model_in(field.annotation) if field else None
    return at


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((m for arg in get_args(annotation) if (m := _model_in(arg))), None)


def _entry_words(model: type[BaseModel] | None) -> tuple[str, ...]:
    if model is None:
        return ()
    aliases = (getattr(f.validation_alias, "choices", ()) for f in model.model_fields.values())
    return tuple(str(word) for words in aliases for word in words)


def problem(
    complaint: Complaint, root: Node, file: str, path: tuple[str | int, ...] | None = None
) -> Problem:
    """A complaint located in its file; ``path`` replaces the complaint's own where they differ."""
    where = complaint.path if path is None else path
    line, column = key_place(root, where) if complaint.on_key and where else place(root, where)
    return Problem(complaint.code, complaint.message, complaint.fix, file, line, column)
