"""A section of a ledger on paper: a ruled register, or record by record where records hold records."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from dangjian_cli.documents.parts.fitting import Fitting, form
from dangjian_cli.documents.parts.words import Words
from dangjian_cli.ledger.base import Material, Record, Step
from dangjian_cli.ledger.table import Field, fields_of
from dangjian_cli.render.paper import Block, Heading, Margins, Section, Table

MARGINS = Margins(20, 15, 15, 20)
UPRIGHT = 210 - MARGINS.left - MARGINS.right
ACROSS = 297 - MARGINS.left - MARGINS.right

_TOO_WIDE = 1.2
"""A register that would like to be so many times wider than an upright page lies across."""


def page(title: str, blocks: Sequence[Block], *, landscape: bool, anchor: str = "") -> Section:
    """Pages of a ledger."""
    return Section((Heading(title, 1, anchor), *blocks), title, landscape=landscape, margins=MARGINS)


def is_case(model: type[Record]) -> bool:
    """Whether a record of that model holds lists of records: it is printed by itself."""
    return any(
        field.inner and (_is_steps(field.inner) or _is_list(model, field)) for field in fields_of(model)
    )


def _is_list(model: type[Record], field: Field) -> bool:
    if field.inner is None or issubclass(field.inner, Material):
        return False
    return isinstance(model.model_fields[field.attr].default, tuple)


def _is_steps(model: type[Record]) -> bool:
    fields = fields_of(model)
    return bool(fields) and all(field.inner is Step for field in fields)


class Register:
    """The records of one section, to be printed."""

    def __init__(self, section: Field, records: Sequence[Record], words: Words, title: str = "") -> None:
        assert section.inner is not None  # noqa: S101 - sections hold records
        self.title = title or section.label
        self.anchor = section.attr
        self.model = section.inner
        self.records = records
        self.words = words

    def sections(self) -> Iterator[Section]:
        """The whole: one table, or a form and tables for each record."""
        if self.anchor == "branch":
            parts = tuple(self.words.parts(self.records[0]))
            yield page(self.title, (form(parts, UPRIGHT),), landscape=False, anchor=self.anchor)
        elif is_case(self.model):
            yield page(self.title, tuple(self._cases()), landscape=False, anchor=self.anchor)
        else:
            yield self.table(self.title)

    def table(self, title: str, fields: Sequence[Field] = ()) -> Section:
        """One row a record."""
        return tabled(title, self.fitting(fields or fields_of(self.model)), self.anchor)

    def fitting(self, fields: Sequence[Field]) -> Fitting:
        """Numbered rows of these fields."""
        rows = [
            (str(i), *(self.words.of(record, field) for field in fields))
            for i, record in enumerate(self.records, 1)
        ]
        return Fitting(("序号", *(field.label for field in fields)), rows, fixed=1)

    @cached_property
    def _lists(self) -> tuple[Field, ...]:
        """The fields that hold lists of records, or a procedure's steps."""
        fields = fields_of(self.model)
        return tuple(f for f in fields if f.inner and (_is_steps(f.inner) or _is_list(self.model, f)))

    @cached_property
    def _long(self) -> frozenset[str]:
        """The lists that have too much in some row: all of them are written out, one as the other."""
        every = ((field, self.words.held(record, field)) for field in self._lists for record in self.records)
        return frozenset(
            field.attr
            for field, held in every
            if field.inner
            and field.inner is not Step
            and not _is_steps(field.inner)
            and not self._inner(field.inner, held).fits(UPRIGHT)
        )

    def _cases(self) -> Iterator[Block]:
        listed = frozenset({"ref", *(field.attr for field in self._lists)})
        for i, record in enumerate(self.records, 1):
            yield Heading(self._name(i, record), 3)
            if parts := tuple(self.words.parts(record, without=listed)):
                yield form(parts, UPRIGHT)
            for field in self._lists:
                yield from self._listed(record, field)

    def _name(self, number: int, record: Record) -> str:
        kinds = getattr(record, "kinds", None)
        said = (
            "、".join(kinds) if kinds else str(getattr(record, attr, None) or "")
            for attr in ("name", "title", "theme", "kind", "year")
        )
        key = getattr(record, "ref", None) or ""
        return "　".join(filter(None, (f"{number}．{key}", next(filter(None, said), ""))))

    def _listed(self, record: Record, field: Field) -> Iterator[Block]:
        held = self.words.held(record, field)
        if not held or field.inner is None:
            return
        if _is_steps(field.inner):
            yield from self._steps(held[0], field.label)
            return
        if field.inner is Step:
            yield self._step_table(
                [(field.label, step) for step in held if isinstance(step, Step)], field.label
            )
            return
        if field.attr in self._long:
            yield from self._one_by_one(held, field.label)
        else:
            yield self._inner(field.inner, held).table(UPRIGHT, field.label)

    def _inner(self, model: type[Record], held: Sequence[Record]) -> Fitting:
        fields = fields_of(model)
        rows = [(str(i), *(self.words.of(each, f) for f in fields)) for i, each in enumerate(held, 1)]
        return Fitting(("序号", *(f.label for f in fields)), rows, fixed=1)

    def _one_by_one(self, held: Sequence[Record], label: str) -> Iterator[Block]:
        """What has too much in it for a row is written out, its first words beside its number."""
        for i, record in enumerate(held, 1):
            (_, first), *parts = self.words.parts(record)
            yield form(((f"{label}{i}", first), *parts), UPRIGHT)

    def _steps(self, steps: Record, caption: str) -> Iterator[Table]:
        taken = [
            (field.label, step)
            for field in fields_of(type(steps))
            for step in self.words.held(steps, field)
            if isinstance(step, Step)
        ]
        if taken:
            yield self._step_table(taken, caption)

    def _step_table(self, taken: Sequence[tuple[str, Step]], caption: str) -> Table:
        """Steps in the order of the procedure: when, who, where it stands, what came of it."""
        apart = frozenset({"date", "until", "people", "meeting", "materials"})
        known = {field.attr: field for field in fields_of(Step)}
        rows = []
        for name, step in taken:
            days = (self.words.of(step, known[attr]) for attr in ("date", "until"))
            rows.append(
                (
                    name,
                    "至".join(filter(None, days)),
                    *(self.words.of(step, known[attr]) for attr in ("people", "meeting")),
                    "；".join(f"{label}：{text}" for label, text in self.words.parts(step, without=apart)),
                    self.words.of(step, known["materials"]),
                )
            )
        titles = ("步骤", "日期", "人员", "会议", "情况", "资料")
        return Fitting(titles, rows, fixed=2).table(UPRIGHT, caption)


def tabled(title: str, fitting: Fitting, anchor: str = "") -> Section:
    """A page with one table, upright where that is wide enough."""
    landscape = fitting.wide > UPRIGHT * _TOO_WIDE
    return page(title, (fitting.table(ACROSS if landscape else UPRIGHT),), landscape=landscape, anchor=anchor)
