"""Entering a record: what can be entered, which boxes its form has, what record comes of what was typed.

The pure part of ``dj new`` and of the page's forms; neither terminal nor page is known here. The way is

    entry = entry_named("会议")              what is to be entered
    desk = Desk(ledger, as_of, like)         what is known already
    asked(entry, values)                     the boxes to show next, given what was typed so far
    suggested(entry, box, values, desk)      what a box is filled with beforehand (``suggest.py``)
    built(entry, values, desk)               the records, or all that is wrong with them (``built.py``)
    built(…).put(draft)                      into the files, in memory

``values`` are what was typed, by the boxes' labels: text, or lists and groups of text for records inside.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from typing import Any

from dangjian_cli.edit.form import Box, Sort, boxes
from dangjian_cli.finding import Value, Word, message
from dangjian_cli.kinds.base import Situation
from dangjian_cli.ledger import Ledger, Sections
from dangjian_cli.ledger.activities import Meeting
from dangjian_cli.ledger.base import Record, Step, suggestion
from dangjian_cli.ledger.dues import Dues
from dangjian_cli.ledger.organization import Change, Member
from dangjian_cli.ledger.roster import Roster
from dangjian_cli.ledger.table import Field, fields_of, words_of
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.periods import Workdays

MEETING = "会议"

STEP = "步骤"
"""The box that says which step it is."""

COMMON = ("会议", "主题党日", "党员", "党费收缴", "谈心谈话", "发展党员步骤")
"""What clerks enter most, the boxes of which are put in the order of their work."""

_OTHER_WORDS = {
    "谈话": "谈心谈话",
    "谈心": "谈心谈话",
    "党费": "党费收缴",
    "转接": "组织关系转接",
    "培训": "教育培训",
}
_NOT_HERE = frozenset({"branch", "waivers", "attestations"})


@dataclass(frozen=True)
class Entry:
    """Something that can be entered: a record of a section, or a step of a record that is there."""

    word: str
    section: str
    given: Mapping[str, str] = field(default_factory=dict)
    """Boxes that are filled in by what was asked for: 主题党日 is a 会议 of that 类型."""
    is_step: bool = False

    @property
    def holder(self) -> type[Record]:
        """The model of the section's records."""
        return section_model(self.section)

    @property
    def model(self) -> type[Record]:
        """The model of what is entered."""
        return Step if self.is_step else self.holder


@dataclass(frozen=True)
class Desk:
    """What is known while something is entered. ``like`` are 编号 of a sample, by section."""

    ledger: Ledger
    as_of: date
    like: Mapping[str, str] = field(default_factory=dict)

    @property
    def roster(self) -> Roster:
        """Who belonged to the branch, day by day."""
        return self.ledger.roster

    @cached_property
    def dues(self) -> Dues:
        """Who owes dues and what was paid; what is written is known, though it may be dated ahead."""
        return Situation(self.ledger, date.max, date.min, Workdays({})).dues


def section_model(attr: str) -> type[Record]:
    """The model of a section's records."""
    model = words_of(Sections)[attr].inner
    assert model is not None  # noqa: S101 - every section holds records
    return model


def entry_named(word: str) -> Entry:
    """What is entered under that name. Raises ``BadValue`` with the nearest name."""
    known = entries()
    if word in known:
        return known[word]
    said = message("没有“{word}”这种记录", word=Value(word))
    fix = suggestion(word, known) or message("常用的有：{words}", words=Word("、".join(COMMON)))
    raise BadValue("unknown-entry", said, fix)


@cache
def entries() -> Mapping[str, Entry]:
    """All that can be entered, by every name for it."""
    found: dict[str, Entry] = {}
    for section in fields_of(Sections):
        if section.attr in _NOT_HERE or section.inner is None:
            continue
        found |= {word: Entry(section.label, section.attr) for word in section.words}
        if steps_of(section.inner):
            word = f"{section.label}{STEP}"
            found[word] = Entry(word, section.attr, is_step=True)
    found |= {word: found[meant] for word, meant in _OTHER_WORDS.items()}
    kinds = boxes(Meeting)["kinds"]
    for kind in kinds.choices:  # a section of the same name is another thing: 支委会 are the people
        word = f"{kind}{MEETING}" if kind in found else kind
        found[word] = Entry(word, "meetings", {kinds.label: kind})
    return found


def confusable(entry: Entry) -> str:
    """What else somebody may have meant by the name: 支委会 is the committee, 支委会会议 a meeting of it."""
    word = f"{entry.word}{MEETING}"
    return word if word in entries() else ""


def steps_of(model: type[Record]) -> Mapping[str, Field]:
    """The steps that a record of the model has, by every name; none where it has no steps."""
    steps = words_of(model).get("steps")
    return words_of(steps.inner) if steps is not None and steps.inner not in {None, Step} else {}


# The form -------------------------------------------------------------------------------------------------

_ASKED = {
    "meetings": (
        *(
            "kinds",
            "date",
            "starts",
            "ends",
            "place",
            "theme",
            "planned",
            "group",
            "speaker",
            "hours",
            "chair",
            "recorder",
        ),
        *("excluded", "expected", "voters_expected", "absent", "attended", "voters_attended"),
        *("items", "content", "materials"),
    ),
    "members": (
        *("ref", "name", "sex", "ethnicity", "born", "education", "phone", "work", "applied", "joined"),
        *("confirmed", "group", "pay", "moved", "origin"),
    ),
    "dues_payments": ("name", "month", "through", "due", "paid", "date", "receipt"),
    "talks": ("date", "by", "subject", "kind", "content", "follow_up"),
    "developments": ("ref", "name", "sex", "born", "ethnicity", "education", "work", "channel"),
}
"""The boxes of a form in the order of the work; those of other sections are in the order of their models."""

ASKED_INSIDE = {"items": ("title", "topic", "person", "discussion", "vote", "result")}
"""Records inside the record that are asked for one by one: by the box that holds them, their boxes."""

_STEP_ASKED = ("date", "meeting", "people", "body", "number", "conclusion", "content", "materials")
_STEP_MORE = {
    "published": ("until",),
    "mentors": (),
    "opinions": ("sources",),
    "trained": ("until", "hours", "days"),
    "extended": ("months",),
    "postponed": ("months",),
}
"""What else is asked of some steps, after the day."""

_MOVED_HINT = "从别处转来的写，从那天起算本支部党员；在本支部入党的不写"

_ONLY_FOR = {
    "group": {"党小组会"},
    "planned": {"主题党日"},
    "speaker": {"党课"},
    "hours": {"党课", "集中学习"},
    "excluded": {"党员大会"},
    "voters_expected": {"党员大会"},
    "voters_attended": {"党员大会"},
}
"""Boxes of a meeting that matter only for some kinds of it."""


def asked(entry: Entry, values: Mapping[str, Any]) -> list[Box]:
    """The boxes to ask for, in their order; which they are may depend on what was typed before."""
    if entry.is_step:
        steps = steps_of(entry.holder)
        step = steps.get(str(values.get(STEP, "")))
        more = _STEP_MORE.get(step.attr, ()) if step else ()
        own = boxes(Step)
        return [*_target(entry), *(own[a] for a in (_STEP_ASKED[0], *more, *_STEP_ASKED[1:]))]
    own = _own(entry)
    if entry.section not in _ASKED:
        return [box for box in own.values() if box.sort not in {Sort.RECORDS, Sort.OTHER} or box.required]
    kinds = set(kinds_typed(values)) if entry.section == "meetings" else set()
    return [
        own[attr]
        for attr in _ASKED[entry.section]
        if attr not in _ONLY_FOR or entry.section != "meetings" or kinds & _ONLY_FOR[attr]
    ]


def further(entry: Entry, values: Mapping[str, Any]) -> list[Box]:
    """The boxes that are not asked for and may be filled in all the same."""
    shown = {box.label for box in asked(entry, values)}
    steps = "steps" if steps_of(entry.model) else ""  # they are entered one by one
    return [box for box in _own(entry).values() if box.label not in shown and box.attr != steps]


def box_named(entry: Entry, word: str) -> Box:
    """The box of that name. Raises ``BadValue`` with the nearest name."""
    target = {box.label: box for box in (_target(entry) if entry.is_step else _own(entry).values())}
    known = words_of(entry.model)
    if word in target:
        return target[word]
    if word in known:
        return boxes(entry.model)[known[word].attr]
    said = message("{what}没有“{word}”这一栏", what=Word(entry.word), word=Value(word))
    labels = Word("、".join(dict.fromkeys((*target, *(f.label for f in fields_of(entry.model))))))
    fix = suggestion(word, {**target, **known}) or message("能写的有：{words}", words=labels)
    raise BadValue("unknown-key", said, fix)


def _own(entry: Entry) -> Mapping[str, Box]:
    """The boxes of a form by attribute; that of a member also asks how one came to be here."""
    return {**boxes(entry.model), **_MOVED} if entry.section == "members" else boxes(entry.model)


_MOVED = {
    "moved": replace(boxes(Change)["date"], attr="moved", label="转入日期", hint=_MOVED_HINT, required=False),
    "origin": replace(boxes(Change)["place"], attr="origin", label="来源", hint="转入的，原来在哪个支部"),
}
"""Boxes that make a 变动: whoever came from elsewhere belongs here from that day on."""


def with_move(record: Mapping[str, Any]) -> dict[str, Any]:
    """A member with the 变动 that the boxes for it ask for."""
    found = dict(record)
    own, made = boxes(Change), {}
    for box, word in zip(_MOVED.values(), (own["date"].label, "来源"), strict=True):
        if box.label in found:
            made[word] = found.pop(box.label)
    changes = boxes(Member)["changes"].label
    if made:
        held = found.get(changes, [])
        found[changes] = [{own["kind"].label: "转入", **made}, *(held if isinstance(held, list) else [held])]
    return found


def _target(entry: Entry) -> tuple[Box, Box]:
    """Whose step it is, and which."""
    steps = tuple(f.label for f in fields_of(type_of_steps(entry.holder)))
    return whose(entry), Box("step", STEP, Sort.CHOICE, "办的是哪一步", required=True, choices=steps)


def whose(entry: Entry) -> Box:
    """The box that says to which record a step belongs: by the person's name, the year or the 编号."""
    own = boxes(entry.holder)
    attr = next(a for a in ("name", "year", "ref") if a in own)
    sort = Sort.PERSON if attr == "name" else own[attr].sort
    return replace(own[attr], sort=sort, required=True, hint="哪一条记录的")


def type_of_steps(model: type[Record]) -> type[Record]:
    """The model that holds the steps of another."""
    steps = words_of(model)["steps"].inner
    assert steps is not None  # noqa: S101 - only asked of models with steps
    return steps


def kinds_typed(values: Mapping[str, Any]) -> list[str]:
    """The kinds of a meeting as far as they can be read."""
    typed_ = values.get(boxes(Meeting)["kinds"].label, "")
    try:
        found = boxes(Meeting)["kinds"].read("、".join(typed_) if isinstance(typed_, list) else str(typed_))
    except BadValue:
        return []
    return [found] if isinstance(found, str) else list(found)


def held_by(entry: Entry, typed_: str, desk: Desk) -> list[int]:
    """The positions of the section's records that are meant: by 编号, by name or its beginning, by year."""
    records = getattr(desk.ledger.sections, entry.section)
    attr = whose(entry).attr
    by_ref = [i for i, record in enumerate(records) if getattr(record, "ref", None) == typed_]
    exact = [i for i, record in enumerate(records) if str(getattr(record, attr)) == typed_]
    return by_ref or exact or [i for i, r in enumerate(records) if str(getattr(r, attr)).startswith(typed_)]
