"""What was typed into a form → records for the ledger, or everything that is wrong with it at once.

Names are written as the roster has them, what the ledger itself knows is filled in, and the schema that reads
the ledger says what it does not take, in its own words.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from dangjian_cli.edit.draft import Draft
from dangjian_cli.edit.entry import STEP, Desk, Entry, held_by, steps_of, whose, with_move
from dangjian_cli.edit.form import Box, Sort, boxes
from dangjian_cli.edit.names import Names
from dangjian_cli.edit.suggest import EVERYBODY, everybody, filled_in
from dangjian_cli.edit.written import plain
from dangjian_cli.finding import InputError, Message, Person, Problem, Value, Word, message
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.table import words_of
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.load import typed


@dataclass(frozen=True)
class Built:
    """Records to be added, or a step for the record at ``position``; ``notes`` say what was made of names."""

    entry: Entry
    records: tuple[Mapping[str, Any], ...]
    position: int | None
    route: tuple[str, ...]
    notes: tuple[Message, ...]

    def put(self, draft: Draft) -> None:
        """Into the files, in memory. Raises ``InputError``."""
        if self.position is None:
            draft.add(self.entry.section, self.records)
        for record in self.records if self.position is not None else ():
            draft.append(self.entry.section, self.position or 0, self.route, record)


def built(entry: Entry, values: Mapping[str, Any], desk: Desk) -> Built:
    """The records that come of what was typed. Raises ``InputError`` with all that is wrong with it."""
    values = {**entry.given, **values}
    names = Names(desk.roster)
    position: int | None = None
    route: tuple[str, ...] = ()
    problems: list[Problem] = []
    if entry.is_step:
        values, position, route, problems = _aimed(entry, values, desk)
    records: list[dict[str, Any]] = []
    for each in _each(entry, values, desk):
        record = names.written(read(entry.model, each), entry.model)
        if entry.section == "members":
            record = dict(read(entry.model, with_move(record)))
        records.append(filled_in(entry, record, desk, tuple(records)))
    for i, record in enumerate(records):
        problems += (p for p in refused(entry.model, record) if not i or p not in problems)
    if not records:
        problems.append(Problem("nobody", message("没有要记的：没有人应交没交这个月的党费")))
    if problems or names.problems:
        raise InputError(*names.problems, *problems)
    notes = (*names.notes, *_ahead(entry, records, desk), *_taken_as_paid(entry, values, records))
    return Built(entry, tuple(records), position, route, notes)


def _ahead(entry: Entry, records: Sequence[Mapping[str, Any]], desk: Desk) -> Iterator[Message]:
    """A day that is still to come is probably a slip."""
    for record in records:
        acted = entry.model.model_validate(record).acted
        if acted is not None and acted.first > desk.as_of:
            yield message("{day}还没有到，到那一天以前，核对时不看这一条", day=acted)


def _taken_as_paid(
    entry: Entry, values: Mapping[str, Any], records: Sequence[Mapping[str, Any]]
) -> Iterator[Message]:
    """What nobody said was paid is put down as what was due; that must not pass unseen."""
    if entry.section != "dues_payments":
        return
    paid = words_of(entry.model)["paid"]
    if not any(word in values for word in paid.words) and any(paid.label in record for record in records):
        yield message("没有写实交多少，照应交写了；交得不一样的，先改成实际交的再写")


def read(model: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    """Typed words as the ledger writes them; what cannot be read stays as it is, to be refused later."""
    known = words_of(model)
    found = {}
    for word, value in values.items():
        field = known.get(word)
        found[word] = _read(boxes(model)[field.attr], value) if field else value
    return dict(plain(found, model))


def _read(box: Box, value: Any) -> Any:
    if isinstance(value, str):
        try:
            return box.read(value)
        except BadValue:
            return value
    if box.inner is None:
        return [_read(box, each) for each in value] if isinstance(value, Sequence) else value
    if isinstance(value, Mapping):
        return read(box.inner, value)
    return [read(box.inner, each) if isinstance(each, Mapping) else _read(box, each) for each in value]


def refused(model: type[Record], record: Mapping[str, Any]) -> Iterator[Problem]:
    """Everything about a record that the schema of the ledger does not take, each with its field."""
    try:
        model.model_validate(record)
    except ValidationError as error:
        for complaint in typed.complaints(error, model):
            where = _where(complaint.path, model)
            said = complaint.message
            if complaint.code != "missing" and where:
                said = Message(f"{{where}}：{said.template}", {**said.args, "where": Word(where)})
            yield Problem(complaint.code, said, complaint.fix)


def _where(path: Sequence[str | int], model: type[Record]) -> str:
    """A field inside a record in words: 议题2的赞成."""
    parts: list[str] = []
    at: type[Record] | None = model
    for part in path:
        if isinstance(part, int):
            parts[-1:] = [f"{parts[-1]}{part + 1}"] if parts else []
            continue
        field = words_of(at).get(part) if at else None
        parts.append(field.label if field else part)
        at = field.inner if field else None
    return "的".join(parts)


def _each(entry: Entry, values: Mapping[str, Any], desk: Desk) -> Iterator[Mapping[str, Any]]:
    """What was typed, for each of several people named where one is meant; 全体 names all concerned."""
    own = boxes(entry.model)
    name = own.get("name")
    named = str(values.get(name.label, "")) if name and name.sort is Sort.PERSON else ""
    if name is None or not named:
        yield values
        return
    people = everybody(entry, values, desk) if named.strip() == EVERYBODY else None
    if people is None:
        people = [part for part in named.translate(_COMMAS).split("、") if part.strip()]
    for person in people:
        yield {**values, name.label: person}


_COMMAS = str.maketrans(dict.fromkeys("，,；;", "、"))


def _aimed(
    entry: Entry, values: Mapping[str, Any], desk: Desk
) -> tuple[Mapping[str, Any], int | None, tuple[str, ...], list[Problem]]:
    """The step's own fields, the record and the list that it belongs to, and what is unclear about them."""
    box, steps = whose(entry), steps_of(entry.holder)
    rest = {word: value for word, value in values.items() if word not in {box.label, STEP}}
    problems = []
    typed_, step = str(values.get(box.label, "")).strip(), str(values.get(STEP, "")).strip()
    found = held_by(entry, typed_, desk) if typed_ else []
    if len(found) != 1:
        problems.append(_no_one(entry, box, typed_, found, desk))
    if step not in steps:
        problems.append(_no_step(entry, step))
    route = ("步骤", steps[step].label) if step in steps else ()
    return rest, found[0] if len(found) == 1 else None, route, problems


def _no_one(entry: Entry, box: Box, typed_: str, found: Sequence[int], desk: Desk) -> Problem:
    what, label = Word(entry.holder.label), Word(box.label)
    records = getattr(desk.ledger.sections, entry.section)
    if not typed_:
        return Problem("missing", message("没有写“{label}”：是哪一条{what}的步骤", label=label, what=what))
    if found:
        refs = Word("、".join(str(getattr(records[i], "ref", "")) for i in found))
        said = message("{what}里叫“{typed}”的有{n}条", what=what, typed=Value(typed_), n=len(found))
        return Problem("several", said, message("写编号：{refs}", refs=refs))
    known = {str(getattr(r, box.attr)) for r in records}
    close = get_close_matches(typed_, known, n=1, cutoff=0.5)
    fix = message("是不是“{name}”？", name=Person(close[0])) if close else None
    said = message("{what}里没有“{typed}”的记录", what=what, typed=Value(typed_))
    return Problem("nobody", said, fix or message("还没有的，先用 dj new {what} 记一条", what=what))


def _no_step(entry: Entry, step: str) -> Problem:
    labels = list(dict.fromkeys(field.label for field in steps_of(entry.holder).values()))
    close = get_close_matches(step, list(steps_of(entry.holder)), n=1, cutoff=0.4)
    fix = (
        message("是不是“{word}”？", word=Word(close[0]))
        if close
        else message("可以写：{words}", words=Word("、".join(labels)))
    )
    if not step:
        return Problem("missing", message("没有写“步骤”：办的是哪一步"), fix)
    return Problem("unknown-word", message("没有“{step}”这一步", step=Value(step)), fix)
