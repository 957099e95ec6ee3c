"""What a waiver and an attestation have in common: an address, a day from which and a last day.

Whoever wants a gap out of the way must say so in full. What is missing, cannot be read, runs too long or
is over has no effect, and says why.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from dangjian_cli.finding import Message, Severity, Status, Word, message
from dangjian_cli.ledger.branch import Attestation, Waiver
from dangjian_cli.ledger.values import BadValue, parse_day
from dangjian_cli.periods import Day, add_months

Kept = TypeVar("Kept", Waiver, Attestation)


class Fault(NamedTuple):
    """Why an act has no effect, and where in it that stands."""

    message: Message
    fix: Message
    problem: str
    field: str = "finding"
    severity: Severity = Severity.WARNING


class Held(NamedTuple, Generic[Kept]):
    """A waiver or an attestation, and its position in its section."""

    position: int
    act: Kept


class Outcome(NamedTuple, Generic[Kept]):
    """What became of the acts about one address: the one that counts, and what it met with.

    ``status`` is ``None`` where nothing of that address was judged.
    """

    address: str
    held: Held[Kept]
    status: Status | None
    fault: Fault | None


class Acts(Generic[Kept]):
    """The waivers, or the attestations, of a branch as of a day.

    Several of one address are one after another in time; only if none holds is the latest told of.
    """

    def __init__(self, acts: Sequence[Kept], months: int, as_of: date) -> None:
        self._months = months
        self._as_of = as_of
        self._found: Mapping[str, list[Held[Kept]]] = _by_address(acts, as_of)
        self._met_with: dict[str, tuple[Status, Fault | None]] = {}

    def outcomes(self) -> Iterator[Outcome[Kept]]:
        """What became of each, once everything has been judged."""
        for address, held in self._found.items():
            status, fault = self._met_with.get(address, (None, None))
            yield Outcome(address, held[0], status, fault)


def _by_address(acts: Sequence[Kept], as_of: date) -> Mapping[str, list[Held[Kept]]]:
    """The acts that had surely been done on that day, the latest of each address first."""
    found: defaultdict[str, list[Held[Kept]]] = defaultdict(list)
    for position, act in enumerate(acts):
        if act.acted is None or act.acted.last <= as_of:
            found[act.finding].append(Held(position, act))
    for held in found.values():
        held.sort(key=_age, reverse=True)
    return found


def _age(held: Held[Kept]) -> tuple[date, str]:
    """For sorting; two acts of one address with one date are refused on reading."""
    acted = held.act.acted
    return acted.last if acted else date.min, str(acted)


class Term(NamedTuple):
    """From when and until when an act can hold: what was typed, and the longest the pack allows."""

    since: Day
    typed: str | None
    months: int

    def last(self, as_of: date, what: str, field: str, label: str) -> date | Fault:
        """The last day, on which the act still holds; or why it does not hold as of a day."""
        words = {"what": Word(what), "label": Word(label)}
        longest = add_months(self.since.first, self.months)
        last = longest if self.typed is None else _exact(self.typed)
        if last is None:
            text = message("{what}的“{label}”读不出是哪一天，按已经过期算", **words)
            return Fault(text, message("把“{label}”写到日，如 2026-12-31", **words), "6.1", field)
        if last > longest:
            text = message(
                "{what}从{since}到{last}，超过了{months}个月，不起作用",
                since=self.since,
                last=last,
                months=self.months,
                **words,
            )
            fix = message("最长到{longest}；到期还需要的，再办一次", longest=longest)
            return Fault(text, fix, "2.2", field)
        if last < as_of:
            text = message("{what}到{last}为止，已经过期", last=last, **words)
            fix = message("还需要的，重新办理后另加一条{what}；不需要的删掉", **words)
            return Fault(text, fix, "2.2", field)
        return last


def _exact(typed: str) -> date | None:
    """The day, where one can be read: a month alone is none."""
    try:
        day = parse_day(typed)
    except BadValue:
        return None
    return day.first if day.is_exact else None


def missing(what: str, filled: Mapping[str, object]) -> Fault | None:
    """That something is not written which must be."""
    lacking = [label for label, value in filled.items() if not value]
    if not lacking:
        return None
    labels = Word("、".join(f"“{label}”" for label in lacking))
    text = message("{what}没有写{labels}，不起作用", what=Word(what), labels=labels)
    return Fault(text, message("照实际情况补写{labels}", labels=labels), "6.1")
