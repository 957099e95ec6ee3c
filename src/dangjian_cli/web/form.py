"""A form as a page shows it: one field for every box, with what was typed, what is known, what is wrong.

What is typed comes back under names that say where it belongs: ``.议题.0.表决.赞成``. From these the values
are put together that ``edit`` builds a record of.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from dangjian_cli.edit.entry import Desk, Entry, asked, further
from dangjian_cli.edit.form import Box, Sort, boxes, reads_in_one_line
from dangjian_cli.edit.suggest import suggested
from dangjian_cli.finding import Message, Privacy, Problem, Word
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.organization import Member
from dangjian_cli.ledger.values import BadValue

Values = dict[str, Any]

MOST = 200
"""Entries of one list in a form: a hand-made request asks for no more."""

_COMPUTED = frozenset({"ref", "expected", "voters_expected", "attended", "voters_attended", "due", "paid"})
"""Boxes that are filled in by themselves when they are left empty."""

_LONG = frozenset({"content", "discussion", "resolution", "note", "detail", "follow_up", "other", "summary"})

_EXAMPLES = {
    Sort.DAY: "如 2026-03-05",
    Sort.MONTH: "如 2026-03",
    Sort.YEAR: "如 2026",
    Sort.CLOCK: "如 14:30",
}
_DIGITS = frozenset({Sort.COUNT, Sort.YEAR})
_FIGURES = frozenset({Sort.AMOUNT, Sort.NUMBER})

PEOPLE, MEETINGS, FILES = "people", "meetings", "files"
"""Lists that the browser offers while somebody types."""

_SPREAD = frozenset({"items"})
"""Lists shown field by field from the start: their records hold others."""


class Choice(NamedTuple):
    """One of several words to pick from."""

    value: str
    chosen: bool


@dataclass(frozen=True)
class Input:
    """A field of the form, or (``group``, ``list``) fields that belong together."""

    kind: str
    name: str
    label: str
    hint: str = ""
    required: bool = False
    value: str = ""
    example: str = ""
    mode: str = ""
    offers: str = ""
    choices: tuple[Choice, ...] = ()
    wrong: tuple[str, ...] = ()
    parts: tuple["Input", ...] = ()
    spreads: bool = False

    @property
    def id(self) -> str:
        """What its label points at."""
        return f"f-{self.name}"

    @property
    def wide(self) -> bool:
        """Whether it takes the whole width."""
        return self.kind in {"long", "ticks", "group", "list", "people", "line"}


# What was typed -------------------------------------------------------------------------------------------


def values_typed(entry: Entry, pairs: Iterable[tuple[str, str]]) -> Values:
    """The values under their names; what was left empty is left out, but for entries of a list.

    One name may come several times: words that were ticked, and others that were typed beside them.
    """
    found: Values = {}
    for name, text in pairs:
        if name.startswith("."):
            _put(found, name[1:].split("."), text.strip())
    values = _listed(found)
    return _shaped(values, (*asked(entry, {}), *boxes(entry.model).values()))


def _put(found: Values, path: Sequence[str], text: str) -> None:
    *above, last = path
    for part in above:
        found = found.setdefault(part, {})
        if not isinstance(found, dict):
            return
    old = found.get(last)
    if isinstance(old, str) and old and text:
        parts = [*_PARTED.split(old), *_PARTED.split(text)]
        text = "、".join(dict.fromkeys(part for part in parts if part))
    if not isinstance(old, dict):
        found[last] = text or old or ""


_PARTED = re.compile(r"[、，,；;]")


def _listed(found: Values) -> Values:
    """Groups under numbers become lists."""
    result: Values = {}
    for name, value in found.items():
        if not isinstance(value, dict):
            result[name] = value
        elif value and all(key.isdecimal() for key in value):
            keys = sorted(value, key=int)[:MOST]
            result[name] = [_listed(value[key]) if isinstance(value[key], dict) else {} for key in keys]
        else:
            result[name] = _listed(value)
    return result


def _shaped(values: Values, fields: Iterable[Box]) -> Values:
    """Only what the form has places for: text in fields, groups where records stand."""
    found: Values = {}
    for box in fields:
        value = values.get(box.label)
        if isinstance(value, str):
            found[box.label] = value
        elif box.inner is not None:
            own = tuple(boxes(box.inner).values())
            if box.several and isinstance(value, list):
                found[box.label] = [_shaped(each, own) for each in value]
            elif not box.several and isinstance(value, dict):
                found[box.label] = _shaped(value, own)
    return found


def filled(values: Any) -> Any:
    """The values without anything empty: what goes to be built."""
    if isinstance(values, dict):
        kept = {name: filled(value) for name, value in values.items()}
        return {name: value for name, value in kept.items() if value not in ("", [], {})}
    if isinstance(values, list):
        return [kept for value in values if (kept := filled(value)) not in ("", [], {})]
    return values


def flat(values: Any, name: str = "") -> list[tuple[str, str]]:
    """The values as they come from a form: to be sent once more."""
    if isinstance(values, str):
        return [(name, values)]
    inner = values.items() if isinstance(values, dict) else enumerate(values)
    return [pair for key, value in inner for pair in flat(value, f"{name}.{key}")]


def spread(values: Values, label: str, model: type[Record]) -> Values:
    """The values with one more entry in a list, which is from now on shown field by field."""
    held = values.get(label, [])
    if isinstance(held, str):
        try:
            held = Box("", label, Sort.RECORDS, several=True, inner=model).read(held) or []
        except BadValue:
            held = []
    return {**values, label: [*held, {}][:MOST]}


# The form ---------------------------------------------------------------------------------------------------


class Form(NamedTuple):
    """What is asked for, and what may be filled in beside that."""

    asked: tuple[Input, ...]
    further: tuple[Input, ...]
    wrong: tuple[str, ...]


class Known(NamedTuple):
    """What the form is filled from."""

    entry: Entry
    desk: Desk
    values: Values
    wrong: Mapping[str, tuple[str, ...]]


def form(entry: Entry, desk: Desk, values: Values, problems: Sequence[Problem] = (), *, fresh: bool) -> Form:
    """The form with what was typed; a ``fresh`` one is filled in with what is known beforehand."""
    if fresh:
        values = _with_guesses(entry, desk, values)
    said: dict[str, list[str]] = {}
    for problem in problems:
        said.setdefault(_where(problem), []).append(_said(problem))
    known = Known(entry, desk, values, {where: tuple(texts) for where, texts in said.items()})
    first = tuple(_of_top(box, known) for box in asked(entry, filled(values)) if box.sort is not Sort.OTHER)
    rest = tuple(_of_top(box, known) for box in further(entry, filled(values)) if box.sort is not Sort.OTHER)
    return Form(first, rest, tuple(_said(problem) for problem in problems))


def _said(problem: Problem) -> str:
    fix = f"；{problem.fix.render(Privacy.LOCAL)}" if problem.fix else ""
    return f"{problem.message.render(Privacy.LOCAL)}{fix}"


def _where(problem: Problem) -> str:
    """The field that a mistake is in, in the words of whoever tells it: 议题2的赞成."""
    arguments = problem.message.args
    where = arguments.get("where") or (arguments.get("name") if problem.code == "missing" else None)
    return where.text if isinstance(where, Word) else ""


def _with_guesses(entry: Entry, desk: Desk, values: Values) -> Values:
    """The values with what is known beforehand: each guess may rest on those before it."""
    values = dict(values)
    for box in asked(entry, values):
        guess = "" if box.attr in _COMPUTED else suggested(entry, box, filled(values), desk)
        if guess and not values.get(box.label):
            values[box.label] = guess
    return values


def _of_top(box: Box, known: Known) -> Input:
    hint, value = box.hint, known.values.get(box.label, "")
    if not value and box.attr in _COMPUTED:
        guess = suggested(known.entry, box, filled(known.values), known.desk)
        hint = "。".join(filter(None, (f"不填就写 {guess}" if guess else "", hint)))
    return _input(box, f".{box.label}", value, hint, known, box.label)


def _input(box: Box, name: str, value: Any, hint: str, known: Known, where: str) -> Input:
    wrong = known.wrong.get(where, ())
    base = Input("text", name, box.label, hint, box.required, wrong=wrong)
    if box.inner is not None:
        return _records(box, base, value, known, where)
    text = "、".join(value) if isinstance(value, list) else str(value)
    return _plain(box, base, text, known)


def _plain(box: Box, base: Input, text: str, known: Known) -> Input:
    if box.sort is Sort.CHOICE and box.several:
        chosen = {part.strip() for part in _PARTED.split(text)}
        others = "、".join(sorted(chosen - set(box.choices) - {""}))
        choices = tuple(Choice(word, word in chosen) for word in box.choices)
        return replace(base, kind="ticks", choices=choices, value=others)
    if box.sort in {Sort.CHOICE, Sort.YES_NO}:
        words = box.choices or ("是", "否")
        kept = (text,) if text and text not in words else ()
        choices = tuple(Choice(word, word == text) for word in ("", *words, *kept))
        return replace(base, kind="select", choices=choices)
    if box.sort is Sort.PERSON and box.several:
        return _people(base, text, known)
    kind = "long" if box.sort is Sort.TEXT and box.attr in _LONG else "text"
    mode = "numeric" if box.sort in _DIGITS else "decimal" if box.sort in _FIGURES else ""
    example = _EXAMPLES.get(box.sort, "")
    return replace(base, kind=kind, value=text, example=example, mode=mode, offers=_offers(box))


def _offers(box: Box) -> str:
    """The list that the browser offers for a box."""
    if box.sort is Sort.PERSON:
        return PEOPLE
    if box.sort is Sort.REF and box.attr in {"meeting", "prior"}:
        return MEETINGS
    return FILES if box.attr == "file" else ""


def _people(base: Input, text: str, known: Known) -> Input:
    names = [called(member, known.desk) for member in known.desk.ledger.sections.members]
    chosen = [part.strip() for part in _PARTED.split(text) if part.strip()]
    choices = tuple(Choice(name, name in chosen) for name in names)
    others = "、".join(name for name in chosen if name not in names)
    return replace(base, kind="people", value=others, choices=choices)


def called(member: Member, desk: Desk) -> str:
    """What a member is called in records: by name, or by 编号 where two share one."""
    return member.name if len(desk.roster.named(member.name)) == 1 else member.ref


def _records(box: Box, base: Input, value: Any, known: Known, where: str) -> Input:
    assert box.inner is not None  # noqa: S101 - asked for those that hold records
    deep = base.name.count(".") > 1
    if not box.several:
        value = value if isinstance(value, dict) else {}
        return replace(base, kind="group", parts=_group(box.inner, base.name, value, known, where))
    if isinstance(value, str) and (deep or box.attr not in _SPREAD):
        hint = "。".join(filter(None, (reads_in_one_line(box.inner), base.hint)))
        return replace(base, kind="line", value=value, hint=hint, spreads=not deep)
    entries = value if isinstance(value, list) and value else [{}]
    parts = tuple(
        Input(
            "group",
            f"{base.name}.{i}",
            f"{box.label}{i + 1}",
            parts=_group(box.inner, f"{base.name}.{i}", entry, known, f"{where}{i + 1}"),
        )
        for i, entry in enumerate(entries)
        if isinstance(entry, dict)
    )
    return replace(base, kind="list", parts=parts, spreads=not deep)


def _group(
    model: type[Record], name: str, value: Mapping[str, Any], known: Known, where: str
) -> tuple[Input, ...]:
    return tuple(
        _input(box, f"{name}.{box.label}", value.get(box.label, ""), box.hint, known, f"{where}的{box.label}")
        for box in boxes(model).values()
        if box.sort is not Sort.OTHER
    )


def notes(messages: Iterable[Message]) -> tuple[str, ...]:
    """What is worth telling, in words."""
    return tuple(message.render(Privacy.LOCAL) for message in messages)


def offers(desk: Desk) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """What the browser offers while somebody types: words, and what is said beside each."""
    sections = desk.ledger.sections
    held = sorted((m for m in sections.meetings if m.ref), key=lambda m: m.date.first, reverse=True)
    names = {called(m, desk): m for m in sections.members}
    return {
        PEOPLE: tuple((name, m.name if name == m.ref else m.ref) for name, m in names.items()),
        MEETINGS: tuple((m.ref or "", f"{m.date} {'、'.join(m.kinds)}") for m in held[:_OFFERED]),
        FILES: tuple((name, "") for name in sorted(desk.ledger.files)[:_OFFERED]),
    }


_OFFERED = 200
