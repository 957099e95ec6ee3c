"""Asking for a record on a terminal, box by box; what cannot be read is told at once and asked for again."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

from dangjian_cli.finding import Message, Privacy

if TYPE_CHECKING:
    from dangjian_cli.edit.entry import Desk, Entry
    from dangjian_cli.edit.form import Box
    from dangjian_cli.ledger.base import Record
    from dangjian_cli.ledger.values import BadValue
    from dangjian_cli.report.look import Look

NOTHING = "无"
"""Typed where a box is to stay empty though it would be filled in."""

WHICH = "？"
"""Typed to see all that may be written there."""

_FEW = 60
"""Columns that the choices of a box may take beside its name."""


class Asking:
    """One conversation about one record."""

    def __init__(self, entry: "Entry", desk: "Desk", look: "Look") -> None:
        self._entry = entry
        self._desk = desk
        self._look = look

    def all(self, typed: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
        """The values of every box; ``typed`` are not asked for, ``before`` were the answers last time."""
        from dangjian_cli.edit.entry import asked

        values = {**self._entry.given, **{word: self._full(word, value) for word, value in typed.items()}}
        done = set(values)
        while box := next((b for b in asked(self._entry, values) if b.label not in done), None):
            done.add(box.label)
            answer = self._box(box, values, before.get(box.label))
            if answer not in ("", [], {}):
                values[box.label] = answer
        return values

    def _full(self, word: str, value: Any) -> Any:
        """What was typed on the command line, with the names in it completed."""
        from dangjian_cli.edit.entry import box_named
        from dangjian_cli.edit.names import Names
        from dangjian_cli.ledger.values import BadValue

        if not isinstance(value, str) or self._entry.is_step:
            return value
        try:
            return Names(self._desk.roster).answer(box_named(self._entry, word), value)
        except BadValue:
            return value

    def _box(self, box: "Box", values: Mapping[str, Any], before: Any) -> Any:
        from dangjian_cli.edit.entry import ASKED_INSIDE
        from dangjian_cli.edit.form import Sort
        from dangjian_cli.edit.suggest import suggested

        if box.inner is not None and box.attr in ASKED_INSIDE:
            return self._records(box, before if isinstance(before, list) else [])
        known = suggested(self._entry, box, values, self._desk)
        if isinstance(before, str) and not (known and box.sort is Sort.COUNT):  # others may have changed
            known = before
        return self._typed(box, box.label, known)

    def _records(self, box: "Box", before: Sequence[Any]) -> list[dict[str, Any]]:
        """Records inside the record, one after another."""
        from dangjian_cli.edit.entry import ASKED_INSIDE
        from dangjian_cli.edit.form import boxes
        from dangjian_cli.ledger.base import Record

        own, found = boxes(box.inner or Record), list[dict[str, Any]]()
        while True:
            head = f"{box.label}{len(found) + 1}"
            last: Mapping[str, Any] = before[len(found)] if len(found) < len(before) else {}
            record: dict[str, Any] = {}
            for attr in ASKED_INSIDE[box.attr]:
                inner = own[attr]
                answer = self._typed(inner, f"{head} {inner.label}", str(last.get(inner.label, "")))
                if answer:
                    record[inner.label] = answer
                elif not record:  # the first is what it is known by: without it there is no more
                    return found
            found.append(record)

    def _typed(self, box: "Box", label: str, known: str) -> str:
        """One answer that can be read, as it was typed."""
        from dangjian_cli.ledger.values import BadValue

        doubted = ""
        while True:
            answer: str = typer.prompt(
                label + _explained(box, known), default=known, show_default=bool(known), prompt_suffix="："
            ).strip()
            if answer in (WHICH, "?"):
                typer.echo("\n".join(self._look.lines(self._all(box), "  ", "  ")))
                continue
            if answer == NOTHING:
                answer = ""
            if not answer and box.required:
                typer.echo("  这一栏必须写。")
                continue
            try:
                answer, wanted = self._understood(box, answer)
            except BadValue as bad:
                self._told(bad)
                continue
            if not wanted or answer == doubted:
                return answer
            doubted, known = answer, wanted

    def _understood(self, box: "Box", answer: str) -> tuple[str, str]:
        """The answer with names completed, and what may be meant instead; nothing where it is all right.

        Raises ``BadValue`` where it cannot be read.
        """
        from dangjian_cli.edit.names import Names

        if self._entry.is_step and box.attr == self._whose.attr:
            return self._chosen(answer), ""
        names = Names(self._desk.roster)
        full = names.answer(box, answer)
        for problem in names.problems:
            self._say(problem.message, problem.fix)
        for note in names.notes:
            self._say(note)
        if names.doubts:
            typer.echo("  是，直接回车；确实是别人，照原样再打一遍。")
        wanted = names.doubted(full)
        return full, wanted if names.doubts or names.problems else ""

    @property
    def _whose(self) -> "Box":
        from dangjian_cli.edit.entry import whose

        return whose(self._entry)

    def _chosen(self, answer: str) -> str:
        """The record that a step belongs to. Raises ``BadValue`` where it is not one."""
        from dangjian_cli.edit.entry import held_by
        from dangjian_cli.finding import Value, message
        from dangjian_cli.ledger.values import BadValue

        found = held_by(self._entry, answer, self._desk)
        records = self._held
        if len(found) == 1:
            record = records[found[0]]
            return str(getattr(record, "ref", None) or getattr(record, self._whose.attr))
        known = Value("、".join(str(getattr(r, self._whose.attr)) for r in records))
        said = message("没有“{typed}”，或者不止一条", typed=Value(answer))
        raise BadValue("nobody", said, message("有这些：{known}", known=known))

    @property
    def _held(self) -> "Sequence[Record]":
        held: Sequence[Record] = getattr(self._desk.ledger.sections, self._entry.section)
        return held

    def _all(self, box: "Box") -> str:
        """Everything that may be written in a box."""
        from dangjian_cli.edit.form import Sort

        if box.choices:
            return "、".join(box.choices)
        if self._entry.is_step and box.attr == self._whose.attr:
            return "、".join(str(getattr(r, box.attr)) for r in self._held) or "还没有"
        if box.attr == "group":
            return (
                "、".join(group.name for group in self._desk.roster.groups(self._desk.as_of)) or "没有党小组"
            )
        people = box.inner is not None and box.inner.natural == ("name",)
        if people or box.sort is Sort.PERSON:
            return "、".join(self._desk.roster.names) or "名册里还没有人"
        return box.hint or f"写{box.sort.value}"

    def _told(self, bad: "BadValue") -> None:
        self._say(bad.message, bad.fix)

    def _say(self, said: Message, fix: Message | None = None) -> None:
        words = said.render(Privacy.LOCAL) + (f"；{fix.render(Privacy.LOCAL)}" if fix else "")
        typer.echo("\n".join(self._look.lines(words, "  ", "  ")))


def _explained(box: "Box", known: str) -> str:
    """What may be typed, in few words; an answer that is offered needs no more of them."""
    from dangjian_cli.edit.form import reads_in_one_line

    several = "，可以写几个，用、隔开" if box.several else ""
    if box.inner is not None:
        return f"（{reads_in_one_line(box.inner)}）"
    if box.choices and len("、".join(box.choices)) <= _FEW:
        return f"（{'、'.join(box.choices)}{several}）"
    hint = "" if known else box.hint or several.lstrip("，")
    return f"（{hint}）" if hint else ""
