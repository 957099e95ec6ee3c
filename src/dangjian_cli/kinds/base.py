"""What a kind of requirement is: parameters in Chinese, and five uses of the same numbers.

``check`` says what falls short, ``phrase`` is the sentence on the printed card, ``due`` is what is
still open and until when, ``materials`` are the documents that prove it, ``quiz`` is an exam question.
A kind is one file in this folder; nothing registers it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, model_validator

from dangjian_cli.finding import Judgement, Message, Status, Word, message
from dangjian_cli.ledger import Ledger
from dangjian_cli.ledger.activities import Meeting
from dangjian_cli.ledger.base import Record, Several, zh
from dangjian_cli.ledger.dues import Dues
from dangjian_cli.ledger.roster import Roster
from dangjian_cli.ledger.table import Column, Condition, Row, Selection, Table, spoken, visible
from dangjian_cli.ledger.training import Trainings
from dangjian_cli.periods import Day, Workdays

T = TypeVar("T")


class Situation:
    """All that a kind may look at: one branch, judged on one day.

    ``start`` is the first day whose work is judged. Acts after ``as_of`` are not seen.
    """

    def __init__(self, ledger: Ledger, as_of: date, start: date, workdays: Workdays) -> None:
        self.ledger = ledger
        self.as_of = as_of
        self.start = start
        self.workdays = workdays
        self._rows: dict[object, list[Row]] = {}
        self._found: dict[object, Any] = {}

    @cached_property
    def meetings(self) -> Mapping[str, Meeting]:
        """The meetings that can be known of, by 编号."""
        meetings = self.ledger.sections.meetings
        return {m.ref: m for m in meetings if m.ref and visible(m, self.as_of)}

    @cached_property
    def roster(self) -> Roster:
        """Who was there on a day."""
        return self.ledger.roster

    @cached_property
    def dues(self) -> Dues:
        """Who owes dues and what was paid, as far as can be known of."""
        s = self.ledger.sections
        return Dues(
            s.members,
            self.roster,
            [r for r in s.dues_rates if visible(r, self.as_of)],
            [r for r in s.dues_reliefs if visible(r, self.as_of)],
            [(i, p) for i, p in enumerate(s.dues_payments) if visible(p, self.as_of)],
            self.as_of,
        )

    @cached_property
    def trainings(self) -> Trainings:
        """Who took part in which training, as far as can be known of."""
        s = self.ledger.sections
        return Trainings(self.roster, [t for t in s.trainings if visible(t, self.as_of)], s.hours)

    @property
    def end(self) -> date:
        """The last day judged: ``as_of``, or the day the branch was dissolved if that came first."""
        ended = self.ledger.branch.ended
        return min(self.as_of, ended.first) if ended else self.as_of

    def ended_by(self, day: date) -> bool:
        """Whether the branch is known to have been dissolved on that day or before."""
        ended = self.ledger.branch.ended
        return ended is not None and ended.first <= min(day, self.as_of)

    def rows(self, selection: Selection) -> list[Row]:
        """The rows meant by a selection, remembered: many requirements look at the same ones."""
        return self._narrowed(selection.table, selection.conditions)

    def once(self, key: object, find: Callable[[], T]) -> T:
        """What ``find`` finds, looked for once: several requirements may rest on the same sum."""
        if key not in self._found:
            self._found[key] = find()
        found: T = self._found[key]
        return found

    def _narrowed(self, table: Table, conditions: tuple[Condition, ...]) -> list[Row]:
        """Rows by their conditions one after another: selections that begin alike share the beginning."""
        key = (table, conditions)
        if key not in self._rows:
            if not conditions:
                self._rows[key] = list(table.rows(self.ledger.sections, self.as_of))
            elif (words := conditions[-1].words) is None:
                before = self._narrowed(table, conditions[:-1])
                self._rows[key] = [row for row in before if conditions[-1].holds(row, self.as_of)]
            else:
                places = self._places(table, conditions[:-1], conditions[-1].column)
                before = self._narrowed(table, conditions[:-1])
                self._rows[key] = [before[i] for i in sorted({i for w in words for i in places.get(w, ())})]
        return self._rows[key]

    def _places(
        self, table: Table, conditions: tuple[Condition, ...], column: Column
    ) -> Mapping[str, Sequence[int]]:
        """Which of the rows have which word in a column: there are some ten kinds of 会议 to ask for."""

        def find() -> dict[str, list[int]]:
            found: dict[str, list[int]] = {}
            for i, row in enumerate(self._narrowed(table, conditions)):
                for cell in column.cells(row, self.as_of):
                    found.setdefault(spoken(cell.value), []).append(i)
            return found

        return self.once((table, conditions, column), find)


class Quiz(NamedTuple):
    """An exam question drawn from a requirement, and its answer."""

    question: str
    answer: str


Measure = Literal["频次", "限度", "事实"]
"""What 一般 softens: a frequency stays an inspection policy, a limit or an amount becomes a warning."""


class Kind(BaseModel):
    """One way to judge a sentence. Subclasses are frozen models whose fields are its parameters."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)

    tag: ClassVar[str]
    """The word in a card's 类型."""

    problem: ClassVar[str]
    """The item of the problem catalogue that its gaps belong to."""

    measure: ClassVar[Measure] = "事实"

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """What it says of each subject. ``since`` is the day on which this version of the rule came in."""
        raise NotImplementedError

    def phrase(self) -> str:
        """The sentence as the card prints it; every parameter shows."""
        raise NotImplementedError

    def due(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """What is open and can still be met, with its last day."""
        return (j for j in self.check(situation, since) if j.status is Status.DUE)

    def materials(self) -> tuple[str, ...]:
        """The documents that prove it."""
        return ()

    def quiz(self) -> Quiz | None:
        """An exam question, where one can be asked."""
        return None


class RowKind(Kind):
    """A kind that looks at the rows of one table."""

    subject: str = zh("对象", default=...)
    where: Mapping[str, Several[str]] = zh("条件", default={})
    without: Mapping[str, Several[str]] = zh("除", default={}, hint="这样的不看")
    decided_by: str = zh("按", default="", hint="哪一步办了才核对，并由那一步的日期决定适用哪一版规定")

    @model_validator(mode="after")
    def _columns_exist(self) -> "RowKind":
        self.compiled()
        return self

    def compiled(self) -> tuple[Column, ...]:
        """Every column that the parameters name. Raises ``BadValue`` where one does not exist."""
        named = (self.column(self.decided_by),) if self.decided_by else ()
        return (*(c.column for c in self.selection.conditions), *named)

    @cached_property
    def table(self) -> Table:
        """The table that it looks at."""
        return Table.named(self.subject)

    @cached_property
    def selection(self) -> Selection:
        """The rows that it looks at."""
        return Selection(self.table, self.where, self.without)

    def column(self, path: str) -> Column:
        """A field of the table."""
        if path not in self._columns:
            self._columns[path] = self.table.column(path)
        return self._columns[path]

    @cached_property
    def _columns(self) -> dict[str, Column]:
        """The fields asked for so far: a requirement asks for the same few on every row."""
        return {}

    def check(self, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """What it says of each row; with ``按``, that step's day decides which law applies."""
        for row, day in self.rows(situation):
            for judgement in self.look(row, situation, since):
                yield judgement._replace(on=day) if self.decided_by else judgement

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """What it says of one row."""
        raise NotImplementedError

    def rows(self, situation: Situation) -> Iterator[tuple[Row, Day | None]]:
        """The rows to judge, each with the day whose law decides.

        Work before the first judged day is left out, what still lasted then is not; with ``按``, what that
        step has not reached is left out too.
        """
        for row in situation.rows(self.selection):
            day = row.acted
            if self.decided_by:
                days = past_days(self.column(self.decided_by), row, situation)
                if not days:
                    continue
                day = days[-1]
            if day is None or day.last >= situation.start or row.record.lasts(situation.start):
                yield row, day

    @cached_property
    def what(self) -> str:
        """The rows in words: 党员大会的议题（结果为通过）."""
        conditions = self.selection.conditions
        kinds = [c for c in conditions if c.column.fields == _MEETING_KIND and not c.excludes]
        said = [c.spoken() for c in conditions if c not in kinds]
        if self.decided_by:
            said.append(f"已办“{self.decided_by}”")
        noun = "的".join(f.label for f in self.table.fields if f.attr != "steps")
        if kinds:
            noun = noun.replace("会议", "、".join(sorted(kinds[0].allowed)), 1)
        return f"{noun}（{'，'.join(said)}）" if said else noun


_MEETING_KIND = Table.named("会议").column("类型").fields


def days_of(column: Column, row: Row, situation: Situation) -> list[Day]:
    """The days in a column, in order: its own, or those of the records it holds."""
    values = (c.value for c in column.cells(row, situation.as_of))
    days = (v.acted if isinstance(v, Record) else v for v in values)
    return sorted(d for d in days if d is not None)


def past_days(column: Column, row: Row, situation: Situation) -> list[Day]:
    """Those of the days that have (perhaps) come: an act planned for a later day has not happened."""
    return [d for d in days_of(column, row, situation) if d.first <= situation.as_of]


def judge(  # noqa: PLR0913 - what is left at its default is not written
    status: Status,
    row: Row,
    situation: Situation,
    text: Message,
    *,
    column: Column | None = None,
    part: str = "",
    on: Day | None = None,
    fix: Message | None = None,
    problem: str = "",
    deadline: date | None = None,
) -> Judgement:
    """A judgement about one row; ``part`` tells apart several about the same row."""
    subject = row.subject(situation.roster)
    return Judgement(
        status,
        f"{subject}/{part}" if part else subject,
        column.route(row) if column else row.route,
        text,
        on=on or row.acted,
        fix=fix,
        problem=problem,
        record=row.ref or subject,
        deadline=deadline,
    )


def name_of(row: Row, situation: Situation) -> Word:
    """How messages call a row: by its kind and number, never by a person's name."""
    acted = row.record.acted or (None if row.holder else row.acted)
    when = f"（{acted}）" if acted else ""
    if getattr(row.record, "ref", None) or row.holder is None:
        return Word(f"{row.subject(situation.roster)}{when}" if row.ref is None else f"{row.ref}{when}")
    place = "" if acted else str(int(row.route[-1]) + 1) if isinstance(row.route[-1], int) else ""
    holder = row.holder.ref or row.holder.subject(situation.roster)
    return Word(f"{holder}的{row.label}{place}{when}")


NOTHING = message("")


def met(row: Row, situation: Situation, *, part: str = "", on: Day | None = None) -> Judgement:
    """A row that is in order. Most are, so no more is said of it than it takes to count it."""
    subject = row.subject(situation.roster)
    return Judgement(
        Status.MET, f"{subject}/{part}" if part else subject, row.route, NOTHING, on or row.acted
    )
