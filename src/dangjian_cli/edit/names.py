"""People's names in what was typed: completed from the roster, told apart, doubted."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from dangjian_cli.edit.form import Box, Sort, boxes
from dangjian_cli.finding import Message, Person, Problem, Word, message
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.roster import Roster


class Names:
    """People's names as the roster has them; notes what was changed, and what may be a slip.

    ``completed`` are names that were not written in full; ``doubts`` are names that are not on the roster,
    each with the one that may have been meant.
    """

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self.completed: list[tuple[str, str]] = []
        self.doubts: list[tuple[str, str]] = []
        self.notes: list[Message] = []
        self.problems: list[Problem] = []

    def written(self, record: Mapping[str, Any], model: type[Record]) -> dict[str, Any]:
        """The record with every person in it named as on the roster."""
        own = {box.label: box for box in boxes(model).values()}
        return {word: self._value(own.get(word), value, record) for word, value in record.items()}

    def answer(self, box: Box, typed: str) -> str:
        """One answer with the names in it completed. Raises ``BadValue`` where it cannot be read."""
        if found := box.read(typed):
            self._value(box, found, {})
        return _with(typed, self.completed)

    def doubted(self, typed: str) -> str:
        """An answer with the names that may have been meant."""
        return _with(typed, self.doubts)

    def _value(self, box: Box | None, value: Any, record: Mapping[str, Any]) -> Any:
        if box is None or (box.inner is None and box.sort is not Sort.PERSON):
            return value
        if isinstance(value, list):
            return [self._value(box, each, record) for each in value]
        if box.inner is not None:
            return self.written(value, box.inner) if isinstance(value, Mapping) else value
        return self._named(value, bool(record.get("党员编号"))) if isinstance(value, str) else value

    def _named(self, name: str, numbered: bool) -> str:  # noqa: FBT001 - one call, right above
        found = self._roster.named(name)
        if len(found) > 1 and not numbered:
            refs = Word("、".join(member.ref for member in found))
            said = message("名册里有{n}个{name}", n=len(found), name=Person(name))
            problem = Problem("shared-name", said, message("写编号，说清是谁：{refs}", refs=refs))
            self.problems += [] if problem in self.problems else [problem]
        if found:
            alone = len(self._roster.named(found[0].name)) == 1
            return found[0].name if len(found) == 1 and alone else name
        return self._guessed(name)

    def _guessed(self, name: str) -> str:
        known = self._roster.names
        parts = [each for each in known if each.startswith(name) or (len(name) > 1 and name in each)]
        if len(parts) == 1:
            self.completed.append((name, parts[0]))
            self._note(message("“{name}”照名册写成“{full}”", name=Person(name), full=Person(parts[0])))
            return parts[0]
        close = parts or get_close_matches(name, known, n=1, cutoff=0.6)
        if close:
            self.doubts.append((name, close[0]))
            is_it = Person("、".join(close))
            self._note(message("名册里没有{name}，是不是{close}？", name=Person(name), close=is_it))
        return name

    def _note(self, note: Message) -> None:
        self.notes += [] if note in self.notes else [note]


def _with(typed: str, others: Sequence[tuple[str, str]]) -> str:
    """An answer with other names in it; only whole ones are replaced."""
    for name, other in others:
        typed = re.sub(rf"(?<![^、，,；;\s]){re.escape(name)}(?![^、，,；;\s（(])", other, typed)
    return typed
