"""A section of a ledger on paper: a ruled register, or record by record where records hold records."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from dangjian_cli.documents.parts.fitting import NUMBER, Fitting, form
from dangjian_cli.documents.parts.words import Words
from dangjian_cli.ledger.base import Material, Record, Step
from dangjian_cli.ledger.table import Field, fields_of
from dangjian_cli.render.paper import Block, Heading, Margins, Section

MARGINS = Margins(20, 15, 15, 20)
UPRIGHT = 210 - MARGINS.left - MARGINS.right
ACROSS = 297 - MARGINS.left - MARGINS.right

_TOO_WIDE = 1.2
"""A register that would like to be so many times wider than an upright page lies across."""


_SUMS: Mapping[str, tuple[str, ...]] = {
    "dues_payments": ("due", "paid"),
    "dues_receipts": ("collected", "paid"),
    "dues_uses": ("amount",),
    "funds": ("amount",),
    "visits": ("amount",),
}
"""Sections whose amounts are summed up, and which."""

_APART = {"funds": "kind"}


def page(title: str, blocks: Sequence[Block], *, landscape: bool, anchor: str = "") -> Section:
    """Pages of a ledger."""
    return Section((Heading(title, 1, anchor), *blocks), title, landscape=landscape, margins=MARGINS)


def is_case(model: type[Record]) -> bool:
    """Whether a record of that model holds lists of records: it is printed by itself."""
    return any(
        field.inner and (_is_steps(field.inner) or _is_list(model, field)) for field in fields_of(model)
    )


def _is_list(model: type[Record], field: Field) -> bool:
    if field.inner in {None, Material}:  # the documents of a record stand in one place of its form
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

    def sections(self, *, apart: bool = False) -> Iterator[Section]:
        """The whole: one table, or a form and tables for each record, ``apart`` on pages of its own."""
        if self.anchor == "branch":
            parts = tuple(self.words.parts(self.records[0]))
            yield page(self.title, (form(parts, UPRIGHT),), landscape=False, anchor=self.anchor)
        elif is_case(self.model) and apart:
            for i, record in enumerate(self.records):
                title = f"{self.title}　{self._name(i + 1, record)}"
                yield page(title, tuple(self._case(i, record)), landscape=False, anchor=f"{self.anchor}{i}")
        elif is_case(self.model):
            yield page(self.title, tuple(self._cases()), landscape=False, anchor=self.anchor)
        else:
            yield self.table(self.title)

    def table(self, title: str, fields: Sequence[Field] = ()) -> Section:
        """One row a record: all of its fields, or those of a list that comes before the records."""
        anchor = f"{self.anchor}-list" if fields else self.anchor
        return tabled(title, self.fitting(fields or fields_of(self.model)), anchor)

    def fitting(self, fields: Sequence[Field]) -> Fitting:
        """Numbered rows of these fields."""
        rows = [
            (str(i), *(self.words.of(record, field) for field in fields))
            for i, record in enumerate(self.records, 1)
        ]
        rows += (self._sum(fields, kind) for kind in self._kinds())
        return Fitting((NUMBER, *(field.label for field in fields)), rows, fixed=1)

    def _kinds(self) -> Iterator[str]:
        """What is summed up apart: money planned and money spent make no sum."""
        if self.anchor in _SUMS and len(self.records) > 1:
            yield from dict.fromkeys(
                str(getattr(record, _APART.get(self.anchor, ""), "")) for record in self.records
            )

    def _sum(self, fields: Sequence[Field], kind: str) -> tuple[str, ...]:
        """A row of sums; exact, as amounts are."""
        apart = _APART.get(self.anchor, "")
        own = [record for record in self.records if str(getattr(record, apart, "")) == kind]
        sums = {
            attr: sum((getattr(r, attr) or Decimal(0) for r in own), Decimal(0))
            for attr in _SUMS[self.anchor]
        }
        texts = {apart: kind, **{attr: f"{amount:.2f}" for attr, amount in sums.items()}}
        return ("合计", *(texts.get(field.attr, "") for field in fields))

    @cached_property
    def _lists(self) -> tuple["_List", ...]:
        """The fields that hold lists of records, or a procedure's steps."""
        fields = fields_of(self.model)
        lists = (f for f in fields if f.inner and (_is_steps(f.inner) or _is_list(self.model, f)))
        return tuple(_List(field, self.records, self.words) for field in lists)

    def _cases(self) -> Iterator[Block]:
        for i, record in enumerate(self.records):
            yield Heading(self._name(i + 1, record), 3)
            yield from self._case(i, record)

    def _case(self, place: int, record: Record) -> Iterator[Block]:
        listed = frozenset({"ref", *(each.field.attr for each in self._lists)})
        if parts := tuple(self.words.parts(record, without=listed)):
            yield form(parts, UPRIGHT)
        for each in self._lists:
            yield from each.of(place)

    def _name(self, number: int, record: Record) -> str:
        kinds = getattr(record, "kinds", None)
        said = (
            "、".join(kinds) if kinds else str(getattr(record, attr, None) or "")
            for attr in ("name", "title", "theme", "kind", "year")
        )
        key = getattr(record, "ref", None) or ""
        return f"{number}．{'　'.join(filter(None, (key, next(filter(None, said), ''))))}"


class _List:
    """A field that holds records, in every record of a register: the same columns for all.

    What has too much in it for a row is written out, its first words beside its number: all of them then.
    """

    def __init__(self, field: Field, records: Sequence[Record], words: Words) -> None:
        self.field = field
        self.words = words
        self.held = [words.held(record, field) for record in records]
        steps = _is_steps(field.inner) if field.inner else False
        self.titles, turn = (_STEP_TITLES, self._steps) if steps or field.inner is Step else self._plain()
        self.rows = [[row for each in held for row in turn(each)] for held in self.held]
        for rows in self.rows:
            if self.titles[0] == NUMBER:
                rows[:] = [(str(i), *row) for i, row in enumerate(rows, 1)]
        fitting = Fitting(self.titles, [row for rows in self.rows for row in rows], fixed=1)
        self.long = self.titles is not _STEP_TITLES and not fitting.fits(UPRIGHT)
        self.table = fitting.table(UPRIGHT, field.label)

    def of(self, place: int) -> Iterator[Block]:
        """What the record at that place holds."""
        if self.long:
            for i, record in enumerate(self.held[place], 1):
                (_, first), *parts = self.words.parts(record)
                yield form(((f"{self.field.label}{i}", first), *parts), UPRIGHT)
        elif count := len(self.rows[place]):
            before = sum(map(len, self.rows[:place]))
            yield replace(self.table, rows=self.table.rows[before : before + count])

    def _plain(self) -> tuple[tuple[str, ...], "_Turn"]:
        fields = fields_of(self.field.inner) if self.field.inner else ()
        titles = (NUMBER, *(field.label for field in fields))
        return titles, lambda record: [tuple(self.words.of(record, field) for field in fields)]

    def _steps(self, record: Record) -> list[tuple[str, ...]]:
        """Steps in the order of the procedure: when, who, where it stands, what came of it."""
        if isinstance(record, Step):
            return [self._step(self.field.label, record)]
        return [
            self._step(field.label, step)
            for field in fields_of(type(record))
            for step in self.words.held(record, field)
        ]

    def _step(self, name: str, step: Record) -> tuple[str, ...]:
        known = {field.attr: field for field in fields_of(Step)}
        date, until, people, meeting, papers = (self.words.of(step, known[attr]) for attr in _STEP_COLUMNS)
        rest = self.words.parts(step, without=frozenset(_STEP_COLUMNS))
        said = "；".join(f"{label}：{text}" for label, text in rest)
        return (name, "至\n".join(filter(None, (date, until))), people, meeting, said, papers)


_Turn = Callable[[Record], list[tuple[str, ...]]]
_STEP_TITLES = ("步骤", "日期", "人员", "会议", "情况", "资料")
_STEP_COLUMNS = ("date", "until", "people", "meeting", "materials")


def tabled(title: str, fitting: Fitting, anchor: str = "") -> Section:
    """A page with one table, upright where that is wide enough."""
    landscape = fitting.wide > UPRIGHT * _TOO_WIDE
    return page(title, (fitting.table(ACROSS if landscape else UPRIGHT),), landscape=landscape, anchor=anchor)
