"""What is found: messages with typed arguments, judgements, findings, verdicts, input problems.

Knows nothing else of the program. A message is kept as a template and typed arguments until the
moment it is shown, because who may read a name depends on where it is shown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from dangjian_cli.periods import Day


class Privacy(StrEnum):
    """Who will read the words: the clerk alone, or anyone (a log, a file, another office)."""

    LOCAL = "local"
    STRICT = "strict"


class Person(NamedTuple):
    """A name that somebody typed."""

    name: str


class Value(NamedTuple):
    """Any other words that somebody typed."""

    text: str


class Word(NamedTuple):
    """Words of the program or of the pack: a field's label, a card's title. Always shown."""

    text: str


Arg = Person | Value | Word | Day | date | Decimal | int
"""Decimal is an amount of money: hidden like a typed value. Counts and dates are shown."""


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence in Chinese with typed arguments, rendered late.

    A bare ``str`` is refused as an argument: whether words are ours or a person's must be said.
    """

    template: str
    args: Mapping[str, Arg] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, arg in self.args.items():
            if not isinstance(arg, Arg):
                raise TypeError(f"{name}: {type(arg).__name__} is no message argument")

    def render(self, privacy: Privacy) -> str:
        """The sentence, with everything typed by a person hidden when ``privacy`` is strict."""
        return self.template.format_map({k: shown(v, privacy) for k, v in self.args.items()})


def message(template: str, /, **args: Arg) -> Message:
    """``Message`` with its arguments as keywords."""
    return Message(template, args)


def shown(arg: Arg, privacy: Privacy) -> str:
    """One argument as it may be shown."""
    match arg:
        case Word(text):
            return text
        case Person() | Value() | Decimal() if privacy is Privacy.STRICT:
            return "〔姓名〕" if isinstance(arg, Person) else "〔内容〕"
        case Person(text) | Value(text):
            return text
        case Decimal():
            return f"{arg.normalize():f}"
        case date():
            return arg.isoformat()
        case _:
            return str(arg)


Route = tuple[str | int, ...]
"""Where something stands in the ledger: attribute names and positions, from the ledger down.

``("meetings", 12, "attended")``. The loader turns it into file, line and column; names that the
file does not have are stepped over, so a missing field lands on its record.
"""


class Status(StrEnum):
    """The state of one requirement, or of one judgement under it."""

    GAP = "gap"
    ATTEST = "attest"
    DUE = "due"
    WAIVED = "waived"
    MET = "met"
    UNEXAMINED = "unexamined"
    NOT_APPLICABLE = "not-applicable"

    @property
    def label(self) -> str:
        """The word that people read."""
        return _STATUS_LABELS[self]


_STATUS_LABELS = {
    Status.GAP: "缺项",
    Status.ATTEST: "待人工核实",
    Status.DUE: "待办",
    Status.WAIVED: "豁免",
    Status.MET: "达标",
    Status.UNEXAMINED: "无可核",
    Status.NOT_APPLICABLE: "不适用",
}


class Severity(StrEnum):
    """What a gap may be called; the order is from worst to mildest."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        """The word that people read."""
        return {"error": "必改", "warning": "应改", "note": "提示"}[self]

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


class Judgement(NamedTuple):
    """What a kind says of one subject: one meeting, one quarter, one person's case.

    ``on`` is the day whose law decides (the act's day, a period's first day, the later act of an
    interval); ``None`` where the law's date does not matter. ``deadline`` is the last day on which
    an open matter can still be met. ``problem`` is an item of the problem catalogue.
    """

    status: Status
    subject: str
    route: Route
    message: Message
    on: Day | None = None
    fix: Message | None = None
    problem: str = ""
    record: str | None = None
    deadline: date | None = None


@dataclass(frozen=True, slots=True, order=True)
class Basis:
    """The authority of a requirement, as reports print it. ``article`` is empty where unconfirmed.

    A county's own document also has its ``number`` (文号) and its ``issuer`` (机关).
    """

    document: str
    version: str
    article: str
    grade: str
    number: str = ""
    issuer: str = ""

    @property
    def title(self) -> str:
        """The document as people cite it."""
        if self.issuer:
            return f"《{self.document}》（{self.issuer}，{self.number}）"
        return self.document if self.grade == "E" else f"《{self.document}》（{self.version}）"

    @property
    def place(self) -> str:
        """Where in it: an article that is not confirmed is not printed."""
        return f"第{self.article}条" if self.article else ""

    @property
    def standing(self) -> str:
        """What is to be known of a basis that is not an article read."""
        if self.issuer:
            return "县里的规定"
        return {"C": "条号未核实", "D": "未核实，仅供参考", "E": "通行做法，县里可以改"}.get(self.grade, "")

    @property
    def cited(self) -> str:
        """The whole, as people cite it."""
        return f"{self.title}{self.place}{f'（{self.standing}）' if self.standing else ''}"


@dataclass(frozen=True, slots=True)
class Exemption:
    """The act of an authority by which a gap is waived; ``expires`` is its last day."""

    number: Value
    authority: Value
    reason: Value
    approved_on: Day
    expires: date


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that falls short or that a person must look at, addressed and not yet located.

    ``waiver`` is there where the status is waived. ``fingerprint`` is that of what a person is to look at,
    where one is.
    """

    id: str
    code: str
    card: int
    ledger: str
    family: str
    problem: str
    severity: Severity
    status: Status
    message: Message
    fix: Message | None
    basis: tuple[Basis, ...]
    record: str | None
    route: Route
    deadline: date | None = None
    waiver: Exemption | None = None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state of one requirement; ``examined`` counts what was looked at and closed."""

    code: str
    card: int
    status: Status
    examined: int
    reason: Message | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a check of one branch on one day found.

    ``attested`` are the matters that a person has looked at and found in order, each at its attestation.
    ``unread`` are evidence files whose contents the check needed and the ledger did not have: with them
    in the ledger, check again.
    """

    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    dues: tuple[Finding, ...]
    attested: tuple[Finding, ...] = ()
    unread: frozenset[str] = frozenset()

    def tally(self) -> Mapping[Status, int]:
        """How many requirements stand in each state."""
        return {s: sum(v.status is s for v in self.verdicts) for s in Status}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that keeps an input from being read, or that was read in a way worth telling.

    ``line`` and ``column`` count from 1. ``mended`` is the whole line as it should read; it repeats
    what a person typed and is shown on the clerk's own screen only.
    """

    code: str
    message: Message
    fix: Message | None = None
    file: str = ""
    line: int | None = None
    column: int | None = None
    mended: str | None = None
    fatal: bool = True

    def at(self, file: str) -> "Problem":
        """The same problem, in a named file."""
        return replace(self, file=file)


class InputError(Exception):
    """An input that cannot be used. Carries every problem that was found, never only the first."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems)
        self.problems = problems

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)
