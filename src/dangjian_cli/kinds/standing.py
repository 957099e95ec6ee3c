"""身份：people named in a record who must have been able to do what they did that day."""

from collections.abc import Iterator
from datetime import date, timedelta

from dangjian_cli.finding import Arg, Judgement, Person, Status, Value, Word, message
from dangjian_cli.kinds.base import RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import Several, suggestion, zh
from dangjian_cli.ledger.roster import Seat, offices_in
from dangjian_cli.ledger.roster import Standing as RosterStanding
from dangjian_cli.ledger.table import Cell, Column, Row
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.periods import add_months

_TESTS = {
    "党员": lambda s: s.member,
    "正式党员": lambda s: s.full,
    "有表决权": lambda s: s.voting,
    "留党察看": lambda s: s.under_probation,
    "处分影响期": lambda s: s.disciplined,
}


class Standing(RowKind):
    """People of ``栏目`` were, on the day: each one of ``应是``, none of ``不得是``.

    ``应是`` and ``不得是`` take 党员, 正式党员, 有表决权, 留党察看, 处分影响期; ``职务`` takes offices in the
    committee (书记, 副书记, 委员 …). ``委托`` names a field that excuses an office other than the first.
    ``党龄满`` asks for so many months as a full member.
    """

    tag = "身份"
    problem = "4.2"

    field: str = zh("栏目", default=...)
    should: Several[str] = zh("应是", default=())
    must_not: Several[str] = zh("不得是", default=())
    offices: Several[str] = zh("职务", default=())
    delegated: str = zh("委托", default="", hint="写明受委托的栏目；由第一个职务以外的人担任时须填")
    party_months: int = zh("党龄满", default=0, hint="月数，从转正之日算")

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and the people's. Raises ``BadValue`` for an unknown test."""
        named = (self.field, self.delegated) if self.delegated else (self.field,)
        for word in (*self.should, *self.must_not):
            if word not in _TESTS:
                raise BadValue(
                    "unknown-standing",
                    message("身份没有“{word}”这一种", word=Value(word)),
                    suggestion(word, _TESTS) or message("可以写：{words}", words=Word("、".join(_TESTS))),
                )
        if not (self.should or self.must_not or self.offices):
            raise BadValue("no-standing", message("“应是”“不得是”“职务”至少要写一个"))
        return (*super().compiled(), *(self.column(p) for p in named))

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement for each person named on a dated row."""
        del since
        column = self.column(self.field)
        if row.acted is not None:
            for i, cell in enumerate(column.cells(row, situation.as_of)):
                yield self._judge(row, column, cell, str(i + 1) if i else "", situation)

    def _judge(self, row: Row, column: Column, cell: Cell, part: str, situation: Situation) -> Judgement:
        assert row.acted is not None  # noqa: S101 - asked by check
        ask = self._office if self.offices else self._stood
        early, late = (ask(row, column, cell.value, part, day, situation) for day in row.acted)
        if early.status is late.status:
            return early
        return judge(
            Status.ATTEST,
            row,
            situation,
            message(
                "{row}只写到月份，那个月里{field}{name}的身份有变化，要人工核实",
                row=name_of(row, situation),
                field=Word(column.label),
                name=Person(cell.value),
            ),
            column=column,
            part=part,
            fix=message("把日期写到日"),
        )

    def _stood(
        self, row: Row, column: Column, name: str, part: str, day: date, situation: Situation
    ) -> Judgement:
        standing = situation.roster.standing(name, day)
        shown: dict[str, Arg] = {
            "row": name_of(row, situation),
            "field": Word(column.label),
            "name": Person(name),
        }
        fault = _fault(standing, self.should, self.must_not) or self._too_new(name, day, situation)
        if fault is None:
            return met(row, situation, part=part)
        status, words = fault
        return judge(
            status,
            row,
            situation,
            message("{row}{field}{name}" + words, **shown),
            column=column,
            part=part,
            fix=message("核对姓名和名册（转正日期、变动）；确实不符合条件的，应重新确定人选"),
        )

    def _too_new(self, name: str, day: date, situation: Situation) -> tuple[Status, str] | None:
        """What is wrong with the time since a person became a full member (党章第7条、细则第33条)."""
        if not self.party_months:
            return None
        confirmed = next((m.confirmed for m in situation.roster.named(name)), None)
        if confirmed is None:
            return Status.ATTEST, f"在名册里没有转正日期，党龄满不满{self.party_months}个月要看原件"
        if add_months(confirmed.first, self.party_months) > day:
            return Status.GAP, f"当时党龄不满{self.party_months}个月（按名册）"
        if add_months(confirmed.last, self.party_months) > day:
            return Status.ATTEST, f"当时党龄满不满{self.party_months}个月，名册的日期定不下来"
        return None

    def _office(
        self, row: Row, column: Column, name: str, part: str, day: date, situation: Situation
    ) -> Judgement:
        seats = _seats(situation, day)
        held = {office for seat in seats if seat.name == name for office in offices_in(seat.role)}
        office = next((o for o in self.offices if o in held or (o == "委员" and held)), None)
        delegated = self.delegated and self.column(self.delegated).cells(row, situation.as_of)
        if office is not None and (office == self.offices[0] or not self.delegated or delegated):
            return met(row, situation, part=part)
        shown: dict[str, Arg] = {
            "row": name_of(row, situation),
            "field": Word(column.label),
            "name": Person(name),
            "offices": Word("、".join(self.offices)),
            "first": Word(self.offices[0]),
        }
        if not seats:
            text = message("{row}的{field}是不是{first}没法核对：没有记当时的支委会成员（或书记）", **shown)
            fix = message("在“支委会”里补记当时的书记和委员")
            return judge(Status.ATTEST, row, situation, text, column=column, part=part, fix=fix)
        if office is None:
            text = message("{row}{field}{name}当时不是{offices}", **shown)
            fix = message(
                "核对姓名和“支委会”里的任职起止；确实不是的，下次由{first}召集主持或委托{offices}主持",
                first=shown["first"],
                offices=shown["offices"],
            )
        else:
            text = message("{row}不是{first}主持，没有写受谁委托、为什么", **shown)
            fix = message(
                "在“{field}”里写明{first}不能参加的原因和委托谁",
                field=Word(self.delegated),
                first=shown["first"],
            )
        return judge(Status.GAP, row, situation, text, column=column, part=part, fix=fix)

    def phrase(self) -> str:
        """The sentence on the card."""
        said = []
        if self.offices:
            said.append(f"由{'、'.join(self.offices)}担任")
        if self.delegated:
            said.append(f"不是{self.offices[0]}的写明{self.delegated}")
        if self.should:
            said.append(f"当天应是{'、'.join(self.should)}")
        if self.must_not:
            said.append(f"当天不在{'、'.join(self.must_not)}")
        if self.party_months:
            said.append(f"党龄满{self.party_months}个月")
        return f"{self.what}：{self.field.replace('.', '的')}{'，'.join(said)}"


def _seats(situation: Situation, day: date) -> tuple[Seat, ...]:
    """Who held office that day; on the day of an election those who go out too: they chair it."""
    roster = situation.roster
    term = roster.committee(day)
    going = roster.seats(day - timedelta(days=1)) if term and term.elected.first == day else ()
    return (*roster.seats(day), *going)


def _fault(
    standing: RosterStanding | None, should: tuple[str, ...], must_not: tuple[str, ...]
) -> tuple[Status, str] | None:
    if standing is None:
        return Status.ATTEST, "在名册里有同名的人，分不清是谁"
    wrong = next((w for w in should if _TESTS[w](standing) is False), None)
    if wrong is not None:
        return Status.GAP, f"当时不是{wrong}（按名册）"
    barred = next((w for w in must_not if _TESTS[w](standing)), None)
    if barred is not None:
        return Status.GAP, f"当时在{barred}" + ("期间" if barred == "留党察看" else "")
    unsure = next((w for w in (*should, *must_not) if _TESTS[w](standing) is None), None)
    if unsure is not None:
        return Status.ATTEST, f"当时是不是{unsure}，名册的日期定不下来"
    return None
