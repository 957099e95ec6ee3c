"""党费标准：the monthly dues as fixed, against what the brackets or the flat amount of the rule give.

The whole base is reckoned at the rate of its own bracket. The outcome is rounded to the fen, half a fen up,
and compared to the fen.
"""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainValidator, model_validator

from dangjian_cli.finding import Judgement, Message, Status, Word, message
from dangjian_cli.kinds.base import Quiz, RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import Amount, Many, zh
from dangjian_cli.ledger.dues import index
from dangjian_cli.ledger.organization import Member
from dangjian_cli.ledger.support import DuesRate
from dangjian_cli.ledger.table import Row
from dangjian_cli.ledger.values import BadValue

_FEN = Decimal("0.01")
_TABLE = "党费核定"


def _percent(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    try:
        percent = Decimal(str(value).removesuffix("%"))
    except InvalidOperation:
        raise BadValue("bad-percent", message("比例写成百分数，如 0.5%")) from None
    if not 0 < percent <= 100:
        raise BadValue("bad-percent", message("比例应大于 0、不大于 100%"))
    return percent


Percent = Annotated[Decimal, PlainValidator(_percent, json_schema_input_type=str)]
"""A number of hundredths: 0.5 for 0.5%."""


class Bracket(BaseModel):
    """A rate, and the highest base it holds for; the last bracket has no such limit."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    upto: Amount | None = zh("不超过")
    rate: Percent = zh("比例", default=...)


class RateKind(RowKind):
    """``档次`` (brackets of the 基数) or ``至少`` and ``至多`` (a flat amount) that 月应交 must agree with.

    What an approved relief (党费减免) sets instead is accepted too.
    """

    tag = "党费标准"
    problem = "5.1"

    brackets: Many[Bracket] = zh("档次", default=())
    at_least: Amount | None = zh("至少")
    at_most: Amount | None = zh("至多")

    @model_validator(mode="after")
    def _one_way(self) -> "RateKind":
        if self.table.label != _TABLE:
            raise BadValue("wrong-table", message("“党费标准”的对象只能是党费核定"))
        limits = [b.upto for b in self.brackets]
        flat = self.at_least is not None and self.at_most is not None
        if bool(limits) == flat or (self.at_least is None) != (self.at_most is None):
            raise BadValue("one-way", message("写“档次”，或写“至少”和“至多”"))
        rising = [limit for limit in limits[:-1] if limit is not None]
        if limits and (len(rising) != len(limits) - 1 or rising != sorted(set(rising)) or limits[-1]):
            raise BadValue("bad-brackets", message("“档次”从低到高写，只有最后一档不写“不超过”"))
        return self

    def reckoned(self, base: Decimal) -> Decimal:
        """The monthly dues on a base."""
        rate = next(b.rate for b in self.brackets if b.upto is None or base <= b.upto)
        return (base * rate / 100).quantize(_FEN, ROUND_HALF_UP)

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement a rate, addressed by member and year (or the month it begins with)."""
        del since
        rate = row.record
        assert isinstance(rate, DuesRate)  # noqa: S101 - kept by _one_way
        member = situation.dues.who(rate.name, rate.number)
        judged = self._judge(row, rate, member, situation)
        if member is not None and rate.ref is None:
            subject = f"{member.ref}/{rate.since or rate.year}"
            judged = judged._replace(subject=subject, record=member.ref)
        yield judged

    def _judge(self, row: Row, rate: DuesRate, member: Member | None, situation: Situation) -> Judgement:
        missing = next((f for f in self._needed if getattr(rate, f) is None), None)
        if missing is not None:
            text = message("{row}没有写基数") if missing == "base" else message("{row}没有写月应交")
            return self._gap(row, missing, text, message("照核定表补写"), situation)
        assert rate.monthly is not None  # noqa: S101 - asked above
        if self._agrees(rate.base, rate.monthly) or self._relieved(rate, member, situation):
            return met(row, situation)
        fix = message("核对类别、基数和月应交，改正写错的一处；经批准少交、免交的，记进“党费减免”")
        return self._gap(row, "monthly", self._fault(rate.base, rate.monthly), fix, situation)

    @property
    def _needed(self) -> tuple[str, ...]:
        return ("base", "monthly") if self.brackets else ("monthly",)

    def _agrees(self, base: Decimal | None, monthly: Decimal) -> bool:
        if self.brackets and base is not None:
            return monthly == self.reckoned(base)
        assert self.at_least is not None  # noqa: S101 - kept by _one_way
        assert self.at_most is not None  # noqa: S101
        return self.at_least <= monthly <= self.at_most

    def _relieved(self, rate: DuesRate, member: Member | None, situation: Situation) -> bool:
        """Whether the amount is what a relief of that year sets."""
        if member is None:
            return False
        first = index(rate.since.first) if rate.since else rate.year * 12
        reliefs = (situation.dues.relief(member, month) for month in range(first, rate.year * 12 + 12))
        return any(r and rate.monthly == (Decimal(0) if r.kind == "免交" else r.monthly) for r in reliefs)

    def _fault(self, base: Decimal | None, monthly: Decimal) -> Message:
        if self.brackets and base is not None:
            return message(
                "{row}基数{base}元，按标准每月应交{due}元，核定的是{monthly}元",
                base=base,
                due=self.reckoned(base),
                monthly=monthly,
            )
        return message("{row}核定每月{monthly}元，标准是" + self._flat, monthly=monthly)

    @property
    def _flat(self) -> str:
        if self.at_least == self.at_most:
            return f"每月{self.at_least}元"
        return f"每月{self.at_least}至{self.at_most}元"

    def _gap(self, row: Row, attr: str, text: Message, fix: Message, situation: Situation) -> Judgement:
        label = {"base": "基数", "monthly": "月应交"}[attr]
        said = Message(text.template, {**text.args, "row": _called(row, situation)})
        return judge(Status.GAP, row, situation, said, column=self.column(label), fix=fix)

    def phrase(self) -> str:
        """The sentence on the card."""
        if not self.brackets:
            return f"{self.what}：{self._flat}"
        return f"{self.what}：月应交为基数（税后）的{self._said()}，整个基数按所在一档算"

    def _said(self) -> str:
        if len(self.brackets) == 1:
            return f"{self.brackets[0].rate}%"
        parts = [f"{b.upto}元以下（含）{b.rate}%" for b in self.brackets[:-1]]
        return "、".join([*parts, f"{self.brackets[-2].upto}元以上{self.brackets[-1].rate}%"])

    def quiz(self) -> Quiz:
        """An amount to reckon."""
        if not self.brackets:
            return Quiz(f"{self.what}，每月交多少党费？", self._flat)
        base = self.brackets[0].upto or Decimal(1000)
        return Quiz(f"{self.what}，基数{base}元，每月交多少党费？", f"{self.reckoned(base)}元")


def _called(row: Row, situation: Situation) -> Word:
    """How messages call a rate: by its 编号, or by the member's number and the year."""
    rate = row.record
    assert isinstance(rate, DuesRate)  # noqa: S101 - kept by _one_way
    member = situation.dues.who(rate.name, rate.number)
    if rate.ref or member is None:
        return name_of(row, situation)
    when = f"{rate.year}年" if rate.since is None else f"{rate.since}起"
    return Word(f"{member.ref}的{when}党费核定")
