"""Reading records by the names on the paper: tables, columns, rows.

A card speaks of 会议.议题 and of 表决.赞成. Such a path is checked against the models when the card
is read, so a field that does not exist is an error of the card, never a rule that passes in silence.
A path is field access only: no expressions.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, get_args

from pydantic import AliasChoices

from dangjian_cli.finding import Route, Value, Word, message
from dangjian_cli.ledger import Sections
from dangjian_cli.ledger.base import Record, suggestion
from dangjian_cli.ledger.roster import Roster
from dangjian_cli.ledger.values import BadValue, is_reference
from dangjian_cli.pattern import pattern
from dangjian_cli.periods import Day

FILLED, EMPTY = "有", "无"
"""In a condition: the field is filled in, or is not."""


class Field(NamedTuple):
    """One field of a model."""

    attr: str
    label: str
    words: tuple[str, ...]
    inner: type[Record] | None


@lru_cache
def fields_of(model: type[Record]) -> tuple[Field, ...]:
    """The fields of a model, with every word by which a person may write each."""
    found = []
    for attr, info in model.model_fields.items():
        alias = info.validation_alias
        words = tuple(str(c) for c in alias.choices) if isinstance(alias, AliasChoices) else ()
        found.append(Field(attr, words[0] if words else attr, (*words, attr), _inner(info.annotation)))
    return tuple(found)


@lru_cache
def words_of(model: type[Record]) -> Mapping[str, Field]:
    """Every word that a model accepts as a key, and the field it stands for."""
    return {word: field for field in fields_of(model) for word in field.words}


def _inner(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, Record) else None
    return next((r for arg in get_args(annotation) if (r := _inner(arg)) is not None), None)


def _step(model: type[Record], word: str) -> tuple[Field, ...]:
    """The field called ``word``; a step's name may be given without 步骤 before it."""
    if word in (known := words_of(model)):
        return (known[word],)
    steps = known.get("steps")
    if steps is not None and steps.inner is not None and word in (inner := words_of(steps.inner)):
        return steps, inner[word]
    return ()


def _unknown(model: type[Record], word: str) -> BadValue:
    known = words_of(model)
    if "steps" in known and (steps := known["steps"].inner):
        known = {**known, **words_of(steps)}
    return BadValue(
        "unknown-field",
        message("{what}没有“{word}”这一栏", what=Word(model.label), word=Value(word)),
        suggestion(word, known),
    )


class Cell(NamedTuple):
    """A value that is filled in, and where it stands."""

    value: Any
    route: Route


class Row:
    """One record of a table, with the records that hold it."""

    __slots__ = ("_subject", "holder", "label", "record", "route")

    def __init__(self, record: Record, route: Route, holder: "Row | None", label: str) -> None:
        self.record = record
        self.route = route
        self.holder = holder
        self.label = label
        self._subject = ""

    @property
    def ref(self) -> str | None:
        """The 编号 of the record, or of the record that holds it."""
        return getattr(self.record, "ref", None) or (self.holder.ref if self.holder else None)

    def subject(self, roster: Roster) -> str:
        """The row's part of an address: stable under edits and reordering, and without names."""
        if not self._subject:
            above = self.holder.subject(roster) if self.holder else ""
            if isinstance(self.route[-1], str):  # a record of which there is only one, such as 步骤
                self._subject = above or self.label
            else:
                own = key_of(self.record, roster) or f"{self.label}{self.route[-1] + 1}"
                self._subject = f"{above}/{own}" if above else own
        return self._subject

    @property
    def acted(self) -> Day | None:
        """The day it happened, or the day of the record that holds it."""
        return self.record.acted or (self.holder.acted if self.holder else None)


def key_of(record: Record, roster: Roster) -> str:
    """What tells a record apart: its 编号, else its natural key; people by their number only."""
    ref = getattr(record, "ref", None)
    if isinstance(ref, str):
        return ref
    parts = []
    for attr in record.natural:
        value = getattr(record, attr)
        if isinstance(value, tuple):
            value = value if isinstance(value, Day) else "+".join(sorted(map(str, value)))
        if attr in {"name", "by", "subject", "to"} and value is not None:
            value = _number(str(value), getattr(record, "number", None), roster)
        elif attr in {"title", "purpose"} and value is not None:
            value = ""
        elif attr in record.sayable and value is not None:
            value = value if is_sayable(value, record.sayable[attr]) else ""
        if value not in {None, ""}:
            parts.append(str(value))
    return "".join(parts)


def is_sayable(typed: str, words: frozenset[str]) -> bool:
    """Whether each of the free words that were typed is expected there, or could be a 编号."""
    parts = (part.strip() for part in _PARTED.split(typed))
    return all(not part or part in words or is_reference(part) for part in parts)


_PARTED = pattern(r"[、，,；;兼/]")


def _number(name: str, number: str | None, roster: Roster) -> str:
    found = roster.named(name, number)
    return found[0].ref if len(found) == 1 else ""


@dataclass(frozen=True)
class Column:
    """A field as seen from a table's rows: in the row, in what holds it, or in what it holds."""

    up: int
    fields: tuple[Field, ...]

    @property
    def label(self) -> str:
        """What the field is called on paper."""
        return self.fields[-1].label

    @property
    def path(self) -> str:
        """The way to the field in words: 议题的表决."""
        return "的".join(f.label for f in self.fields if f.attr != "steps")

    @property
    def inner(self) -> type[Record] | None:
        """The model of its records, when it holds records."""
        return self.fields[-1].inner

    def cells(self, row: Row, as_of: date) -> list[Cell]:
        """Every value filled in; what happened after ``as_of`` is not seen."""
        for _ in range(self.up):
            assert row.holder is not None  # noqa: S101 - compiled against the table
            row = row.holder
        here = Cell(row.record, row.route)
        if len(self.fields) == 1:
            return _open(here, self.fields[0].attr, as_of)
        found = [here]
        for field in self.fields:
            found = [cell for held in found for cell in _open(held, field.attr, as_of)]
            if not found:
                break
        return found

    def is_empty_list(self, row: Row, as_of: date) -> bool:
        """Whether the field takes several values and none is written, though what holds it is there."""
        *above, last = self.fields
        holders = replace(self, fields=tuple(above)).cells(row, as_of)
        return bool(holders) and all(getattr(h.value, last.attr) == () for h in holders)

    def value(self, row: Row, as_of: date) -> Any:
        """The single value, or ``None``."""
        if self.up == 0 and len(self.fields) == 1:  # most are: a field of the row itself
            own = getattr(row.record, self.fields[0].attr)
            if own.__class__ is not tuple:
                return own if own != "" else None
        cells = self.cells(row, as_of)
        return cells[0].value if cells else None

    def route(self, row: Row) -> Route:
        """Where the field stands or should stand."""
        for _ in range(self.up):
            assert row.holder is not None  # noqa: S101 - compiled against the table
            row = row.holder
        return (*row.route, *(f.attr for f in self.fields))


def _open(cell: Cell, attr: str, as_of: date) -> list[Cell]:
    value = getattr(cell.value, attr)
    kind = value.__class__  # told by class: to compare a record with nothing costs more than all the rest
    if value is None or (kind is str and not value):
        return []
    if kind is tuple:
        return [
            Cell(v, (*cell.route, attr, i))
            for i, v in enumerate(value)
            if not isinstance(v, Record) or visible(v, as_of)
        ]
    return [Cell(value, (*cell.route, attr))]


def visible(record: Record, as_of: date) -> bool:
    """Whether the record can be known of on that day: it is undated, or has (perhaps) happened."""
    if record.stepwise:
        return _begun(record, as_of)
    acted = record.acted
    return acted is None or acted.first <= as_of


def _begun(record: Record, as_of: date) -> bool:
    """Whether any step of a record has been taken; one without dated steps is undated."""
    steps = getattr(record, "steps", None)
    dated = False
    for field in fields_of(type(steps)) if isinstance(steps, Record) else ():
        for step in getattr(steps, field.attr):
            dated = True
            if visible(step, as_of):
                return True
    return not dated


@dataclass(frozen=True)
class Table:
    """A section of the ledger, or the records inside its records: 会议, 会议.议题."""

    fields: tuple[Field, ...]

    @classmethod
    def named(cls, path: str) -> "Table":
        """The table of that path. Raises ``BadValue`` for a word that the ledger does not have."""
        model: type[Record] = Sections
        found: list[Field] = []
        for word in path.split("."):
            steps = _step(model, word)
            if not steps or steps[-1].inner is None:
                raise _unknown(model, word)
            found += steps
            model = steps[-1].inner
        return cls(tuple(found))

    @property
    def models(self) -> tuple[type[Record], ...]:
        """The models from the section down."""
        return tuple(f.inner for f in self.fields if f.inner is not None)

    @property
    def label(self) -> str:
        """What one row is called."""
        return self.fields[-1].label

    def column(self, path: str) -> Column:
        """A field seen from a row, looked for in the row first, then in what holds it.

        Raises ``BadValue`` for a path that does not exist.
        """
        first, *rest = path.split(".")
        for up, model in enumerate(reversed(self.models)):
            fields = list(_step(model, first))
            if not fields:
                continue
            for word in rest:
                inner = fields[-1].inner
                more = _step(inner, word) if inner else ()
                if not more:
                    raise _unknown(inner or model, word)
                fields += more
            return Column(up, tuple(fields))
        raise _unknown(self.models[-1], first)

    def rows(self, sections: Sections, as_of: date) -> Iterator[Row]:
        """Every row that can be known of on that day."""
        yield from _rows(self.fields, sections, (), None, as_of)


def _rows(
    fields: Sequence[Field], record: Record, route: Route, holder: Row | None, as_of: date
) -> Iterator[Row]:
    field, *rest = fields
    value = getattr(record, field.attr)
    many = isinstance(value, tuple)
    for i, held in enumerate(value if many else () if value is None else (value,)):
        if not visible(held, as_of):
            continue
        place = (*route, field.attr, i) if many else (*route, field.attr)
        row = Row(held, place, holder, field.label)
        if rest:
            yield from _rows(rest, held, place, row, as_of)
        else:
            yield row


@dataclass(frozen=True)
class Condition:
    """That a field has one of some values, or (``excludes``) has none of them.

    A field of several values has each of them.
    """

    column: Column
    allowed: frozenset[str]
    excludes: bool = False

    def holds(self, row: Row, as_of: date) -> bool:
        """Whether the row is meant."""
        cells = self.column.cells(row, as_of)
        if self.allowed == {FILLED}:
            found = bool(cells)
        elif self.allowed == {EMPTY}:
            found = not cells
        else:
            found = any(spoken(c.value) in self.allowed for c in cells)
        return found is not self.excludes

    @property
    def words(self) -> frozenset[str] | None:
        """The words of which a row is to have one; ``None`` where something else is asked."""
        return None if self.excludes or self.allowed in ({FILLED}, {EMPTY}) else self.allowed

    def spoken(self) -> str:
        """The condition in words."""
        label = self.column.path
        if self.allowed in ({FILLED}, {EMPTY}):
            return f"{'有' if (self.allowed == {FILLED}) is not self.excludes else '没有'}{label}"
        return f"{label}{'不是' if self.excludes else '为'}{'或'.join(sorted(self.allowed))}"


def spoken(value: object) -> str:
    """A value as a card writes it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)


class Selection:
    """The rows of a table that meet some conditions (``where``) and none of others (``without``)."""

    def __init__(
        self,
        table: Table,
        where: Mapping[str, Sequence[str]],
        without: Mapping[str, Sequence[str]],
    ) -> None:
        self.table = table
        self.conditions = (
            *(Condition(table.column(k), frozenset(v)) for k, v in where.items()),
            *(Condition(table.column(k), frozenset(v), excludes=True) for k, v in without.items()),
        )
