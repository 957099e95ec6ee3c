"""What a record has to be filled in with: every field as a box on a form, whoever shows the form.

Knows no terminal and no page. What is typed into a box is read by the very parser that reads the ledger, and
comes out the way the program writes it: 2026.3.5 becomes 2026-03-05.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import zip_longest
from typing import Any, get_args, get_origin

from pydantic import BeforeValidator, PlainValidator

from dangjian_cli.edit.written import plain
from dangjian_cli.finding import Value, Word, message
from dangjian_cli.ledger import values
from dangjian_cli.ledger.activities import Vote
from dangjian_cli.ledger.base import Material, Record, Several
from dangjian_cli.ledger.shape import Parser, parser_of
from dangjian_cli.ledger.table import Field, fields_of, words_of
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.pattern import pattern


class Sort(Enum):
    """What goes into a box; a page shows a fitting field for it. The value is what people call it."""

    TEXT = "文字"
    DAY = "日期"
    MONTH = "月份"
    YEAR = "年份"
    CLOCK = "钟点"
    COUNT = "人数或件数"
    NUMBER = "数"
    AMOUNT = "金额"
    NAME = "姓名"
    PERSON = "人"
    REF = "编号"
    ID = "身份证号"
    PHONE = "电话"
    CHOICE = "选择"
    YES_NO = "是或否"
    RECORDS = "几条"
    OTHER = "其他"


_PARSED: Mapping[Any, Sort] = {
    values.parse_day: Sort.DAY,
    values.parse_month: Sort.MONTH,
    values.parse_year: Sort.YEAR,
    values.parse_time: Sort.CLOCK,
    values.parse_count: Sort.COUNT,
    values.parse_number: Sort.NUMBER,
    values.parse_amount: Sort.AMOUNT,
    values.parse_name: Sort.NAME,
    values.parse_person: Sort.PERSON,
    values.parse_reference: Sort.REF,
    values.parse_id_number: Sort.ID,
    values.parse_phone: Sort.PHONE,
    values.parse_yes_no: Sort.YES_NO,
}

_PARTED = pattern(r"[、，,；;](?![^（(]*[）)])")
"""Between two things in one line, outside of brackets."""

_NOTED = pattern(r"(?P<name>[^（(]+?)\s*[（(](?P<note>[^）)]*)[）)]")
_BOX = pattern(r"(?:盒号?|盒子)?\s*[:：]?\s*(?P<box>[0-9A-Za-z-]+)\s*(?:号?盒)?")
_FILE = pattern(r".+\.[A-Za-z0-9]{2,5}")
_NOTES = ("role", "reason", "detail", "content", "topic")


@dataclass(frozen=True)
class Box:
    """One field on a form. ``label`` names it in the ledger too; ``choices`` are all the words it takes.

    Where ``several`` things may stand in it, they are parted by 、 when typed in one line.
    """

    attr: str
    label: str
    sort: Sort
    hint: str = ""
    required: bool = False
    several: bool = False
    choices: tuple[str, ...] = ()
    inner: type[Record] | None = None
    parse: Parser | None = None

    def read(self, typed: str) -> Any:
        """What was typed, as the ledger writes it; ``""`` for nothing. Raises ``BadValue``."""
        typed = typed.strip()
        if not typed:
            return ""
        if self.inner is Vote:
            return _votes(typed)
        if self.inner is not None:
            found = [_record(part.strip(), self.inner) for part in _PARTED.split(typed) if part.strip()]
            return found if self.several else found[0]
        if not self.several:
            return self._one(typed)
        parts = [self._one(part.strip()) for part in _PARTED.split(typed) if part.strip()]
        return parts[0] if len(parts) == 1 else parts

    def _one(self, typed: str) -> str:
        return str(plain(self.parse(typed))) if self.parse else typed


def boxes(model: type[Record]) -> Mapping[str, Box]:
    """A box for every field of a model, by attribute."""
    return _boxes(model)


@cache
def _boxes(model: type[Record]) -> Mapping[str, Box]:
    return {field.attr: _box(model, field) for field in fields_of(model)}


def _box(model: type[Record], field: Field) -> Box:
    info = model.model_fields[field.attr]
    split = [m.func for m in getattr(Several, "__metadata__", ()) if isinstance(m, BeforeValidator)]
    kind = info.annotation
    several = get_origin(kind) is tuple
    parse = parser_of(model, field.attr)
    if several and any(isinstance(m, BeforeValidator) and m.func in split for m in info.metadata):
        parse = _validator(get_args(kind)[0])
    choices = _choices(kind, info.metadata)
    if field.inner is not None:
        sort = Sort.RECORDS
    elif get_origin(kind) is dict:
        sort = Sort.OTHER
    else:
        sort = _PARSED.get(parse) or (Sort.CHOICE if choices else Sort.TEXT)
    return Box(
        field.attr,
        field.label,
        sort,
        info.description or "",
        info.is_required(),
        several,
        choices,
        field.inner,
        parse,
    )


def _validators(kind: Any, metadata: Any = ()) -> list[PlainValidator]:
    found = [m for m in (*metadata, *getattr(kind, "__metadata__", ())) if isinstance(m, PlainValidator)]
    return found or [v for part in get_args(kind) for v in _validators(part)]


def _validator(kind: Any) -> Parser | None:
    found = _validators(kind)
    return found[0].func if found else None  # type: ignore[return-value]


def _choices(kind: Any, metadata: Any) -> tuple[str, ...]:
    shapes = (v.json_schema_input_type for v in _validators(kind, metadata))
    return next((tuple(map(str, get_args(shape))) for shape in shapes if get_args(shape)), ())


def _record(typed: str, model: type[Record]) -> dict[str, Any]:
    """A record in few words: 姓名（原因）, 会议记录（2026-03盒）, 签到册（签到.pdf）. Raises ``BadValue``."""
    noted = _NOTED.fullmatch(typed)
    name, note = (noted["name"], noted["note"].strip()) if noted else (typed, "")
    own = boxes(model)
    first = _leading(model)
    found = {first.label: first.read(name)}
    if not note:
        return found
    if issubclass(model, Material):
        return found | _kept(note)
    attr = next((a for a in _NOTES if a in own), None)
    if attr is None:
        raise BadValue(
            "no-note", message("{what}后面的括号“{note}”放不下", what=Word(model.label), note=Value(note))
        )
    return found | {own[attr].label: own[attr].read(note)}


_VOTES = pattern(r"(?P<word>[^0-9\s:：]*)\s*[:：]?\s*(?P<number>[0-9]+)\s*[票人]?")


def _votes(typed: str) -> dict[str, Any]:
    """Votes in few words: 30、0、1 are 赞成, 反对, 弃权; 赞成30、弃权1 says which. Raises ``BadValue``."""
    own, known = boxes(Vote), words_of(Vote)
    found = {}
    parts = re.split(r"[、，,；;/\s]+", typed.strip("、，,；;/ "))
    for part, place in zip_longest(parts, ("yes", "no", "abstained")):
        hit = _VOTES.fullmatch(part or "0")
        field = known.get((hit["word"] if hit else "") or place or "")
        if hit is None or field is None:
            said = message("看不懂票数“{typed}”", typed=Value(typed))
            raise BadValue("not-votes", said, message("写赞成、反对、弃权的票数，如 30、0、1"))
        if part is not None:
            found[own[field.attr].label] = hit["number"]
    return found


def _leading(model: type[Record]) -> Box:
    """The field that a record is first of all known by."""
    own = boxes(model)
    required = [box for attr, box in own.items() if box.required and attr != "ref"]
    named = [own[attr] for attr in ("name", "title", "date", "problem") if attr in own]
    return next(iter((*required, *named, *own.values())))


def _kept(note: str) -> dict[str, str]:
    """Where a paper is: a file among the evidence, or on paper in a box."""
    if _FILE.fullmatch(note):
        return {"文件": note}
    box = _BOX.fullmatch(note)
    return {"存放": "纸质", "盒号": box["box"]} if box else {"存放": note}


def reads_in_one_line(model: type[Record]) -> str:
    """How several records of a model are typed in one line, for a hint."""
    if model is Vote:
        return "赞成、反对、弃权，如 30、0、1"
    name = _leading(model).label
    if issubclass(model, Material):
        return f"{name}（盒号或文件名），几份用、隔开"
    own = boxes(model)
    note = next((own[a].label for a in _NOTES if a in own), "")
    return f"{name}{f'（{note}）' if note else ''}，几个用、隔开"
