"""Sample forms (内容参考式样) of the documents that cards ask for, as data; where each place is filled from.

A place names a column of the ledger, and the column is looked up when the form is read: one that does not
exist is an error of the form, never a place that stays empty in silence.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, Self

from pydantic import model_validator

from dangjian_cli.card import Entry
from dangjian_cli.finding import Value, message
from dangjian_cli.ledger.base import Count, Many, Material, Several, YesNo, zh
from dangjian_cli.ledger.table import Column, Table, fields_of
from dangjian_cli.ledger.values import BadValue

NAMED = re.compile(r"\{#?([^{}]+)\}")
"""A column in running text: ``定于{日期}``."""

PEOPLE = ("应到党员", "支委", "党小组成员")
"""Who can be listed: those of the roster, the committee or the group on the record's day."""

OF_PEOPLE = ("表决权", "职务")
"""What is said of such a person beside the columns of the roster."""

OF_BRANCH = ("年度", "书记")
"""What is known without any record: the year that is printed, and who was secretary on the day."""

COUNTED = "#"
"""The number of a row."""

_PLACE = re.compile(r"(?P<label>[^=*]*)(?:=(?P<path>[^=*]+))?(?:\*(?P<share>[0-9]+))?")


class Place(NamedTuple):
    """A place of a form: what it is for, which column fills it, its share of the line."""

    label: str
    path: str = ""
    share: int = 1


@cache
def place(text: str) -> Place:
    """A place as written: ``会议时间=日期*2``. Raises ``BadValue``."""
    found = _PLACE.fullmatch(text)
    if found is None:
        raise BadValue("bad-place", message("“{text}”不是一个填写处", text=Value(text)))
    return Place(found["label"], found["path"] or "", int(found["share"] or 1))


class Use(Entry):
    """A document of a card that the form serves; ``where`` says of which records of its kind.

    ``see`` is the card under which the filled one is filed, where one paper serves several cards.
    """

    card: int = zh("卡", default=...)
    material: str = zh("资料", default=...)
    where: Mapping[str, Several[str]] = zh("条件", default={})
    see: Count = zh("见", default=0, hint="填好的归在哪张卡，这里不再印一份")

    @model_validator(mode="before")
    @classmethod
    def _number(cls, data: Any) -> Any:
        if isinstance(data, Mapping) and not str(data.get("卡", "")).isdecimal():
            raise BadValue("bad-number", message("“卡”写卡号，如 13"))
        return data


class Letter(Entry):
    """An official letter: to whom, what it says, who signs. ``{…}`` is a column."""

    to: str = zh("主送", default="")
    body: Many[str] = zh("正文", default=...)
    attached: Many[str] = zh("附件", default=())
    signed: str = zh("落款", default="{支部.名称}")
    day: str = zh("成文日期", default="", hint="哪一栏的日期")


class Part(Entry):
    """A piece of a form: a line of places, a list, a letter, a text."""

    heading: str = zh("小题", default="")
    text: str = zh("文", default="")
    note: str = zh("注", default="")
    line: Many[str] = zh("行", default=(), hint="如 [会议时间=日期, 地点=地点]")
    height: Count = zh("高", default=0, hint="毫米；不写就是一行字的高度")
    columns: Many[str] = zh("列", default=(), hint="如 [姓名=姓名*24, 签名*30]")
    rows: str = zh("取自", default="", hint="记录里的哪一项，或者 应到党员、支委、党小组成员")
    blank: Count = zh("空行", default=8, hint="没有可填的时候留几行")
    letter: Letter | None = zh("公文")

    @property
    def places(self) -> tuple[Place, ...]:
        """The places of its line, or the columns of its list."""
        return tuple(map(place, self.line or self.columns))


class Sample(Entry):
    """A sample form and the documents it serves.

    ``record`` is the section whose records fill it. ``issued`` is said of a document whose real form is
    prescribed: then there is only a slip on which the original is registered.
    """

    name: str = zh("名称", default=...)
    uses: Many[Use] = zh("用于", default=...)
    record: str = zh("记录", default="")
    title: str = zh("题", default="", hint="不写就用资料名称")
    landscape: YesNo = zh("横", default=False)
    issued: str = zh("正式式样", default="", hint="式样由谁统一规定；写了就不另拟式样")
    parts: Many[Part] = zh("内容", default=...)

    @model_validator(mode="after")
    def _columns_exist(self) -> Self:
        table = self.table
        for use in self.uses:
            for path in use.where:
                _required(table).column(path)
        for part in self.parts:
            for path in _paths(part):
                self.column(path)
            listed = self.listed(part)
            for found in part.places if part.columns else ():
                if found.path and found.path != COUNTED and not _of_person(part, found.path):
                    _plain(_required(listed).column(found.path), found.path)
        for path in NAMED.findall(self.title):
            self.column(path)
        return self

    @property
    def table(self) -> Table | None:
        """The records that fill it."""
        return Table.named(self.record) if self.record else None

    def listed(self, part: Part) -> Table | None:
        """The records that fill a list of it."""
        if not part.rows:
            return None
        return Table.named("党员" if part.rows in PEOPLE else f"{self.record}.{part.rows}")

    def column(self, path: str) -> Column | None:
        """The column of a place; ``None`` for what is not a column: the year, the secretary.

        Raises ``BadValue`` for one that does not exist.
        """
        head, _, rest = path.partition(".")
        if path in OF_BRANCH:
            return None
        if head == "支部" and rest:
            return _plain(Table.named("支部").column(rest), path)
        if head == "本件" and rest:
            if rest not in {field.label for field in fields_of(Material)}:
                raise BadValue("unknown-field", message("资料没有“{word}”这一栏", word=Value(rest)))
            return None
        return _plain(_required(self.table).column(path), path)


def _required(table: Table | None) -> Table:
    if table is None:
        raise BadValue("no-record", message("没有写“记录”或“取自”，就没有栏目可填"))
    return table


def _plain(column: Column, path: str) -> Column:
    if column.inner is not None:
        raise BadValue("not-a-value", message("“{path}”是一组内容，要写到其中的一栏", path=Value(path)))
    return column


def _of_person(part: Part, path: str) -> bool:
    return part.rows in PEOPLE and path in OF_PEOPLE


def _paths(part: Part) -> Iterator[str]:
    """The columns that a piece names, but for those of its list."""
    yield from (found.path for found in map(place, part.line) if found.path)
    letter = part.letter
    said = (letter.to, *letter.body, *letter.attached, letter.signed) if letter else ()
    for text in (part.text, part.note, part.heading, *said):
        yield from NAMED.findall(text)
    if letter and letter.day:
        yield letter.day


def served(samples: tuple[Sample, ...]) -> Mapping[tuple[int, str], tuple[Sample, Use]]:
    """The form of each document, by card and name."""
    return {(use.card, use.material): (sample, use) for sample in samples for use in sample.uses}


_POINTS = re.compile("[、；，;,]")


def points(form: str) -> tuple[str, ...]:
    """What a card says a document should hold, point by point."""
    return tuple(filter(None, (point.strip() for point in _POINTS.split(form))))
