"""比例：one number must reach, or must exceed, a share of another.

半数以上 counts the half itself; 超过半数 does not. The two are kept apart by ``至少`` and ``超过``.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Annotated, Any

from pydantic import PlainValidator, model_validator

from dangjian_cli.finding import Judgement, Status, Word, message
from dangjian_cli.kinds.base import Quiz, RowKind, Situation, judge, met, name_of
from dangjian_cli.ledger.base import zh
from dangjian_cli.ledger.table import Column, Row
from dangjian_cli.ledger.values import BadValue


def _share(value: object) -> Fraction:
    try:
        share = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise BadValue("bad-share", message("比例写成分数，如 1/2、4/5")) from None
    if not 0 < share <= 1:
        raise BadValue("bad-share", message("比例应大于 0、不大于 1"))
    return share


Share = Annotated[Fraction, PlainValidator(_share, json_schema_input_type=str)]

_HALF = Fraction(1, 2)


class OfWhole(RowKind):
    """One number held against another, where both are filled in."""

    part: str = zh("分子", default=...)
    whole: str = zh("分母", default=...)

    def compiled(self) -> tuple[Column, ...]:
        """The conditions' columns and the two numbers'."""
        return (*super().compiled(), self.column(self.part), self.column(self.whole))

    def look(self, row: Row, situation: Situation, since: date | None) -> Iterator[Judgement]:
        """One judgement where both numbers are filled in."""
        del since
        part, whole = self.column(self.part), self.column(self.whole)
        n, of = part.value(row, situation.as_of), whole.value(row, situation.as_of)
        if n is not None and of is not None:
            yield self._judge(row, part, whole, n, of, situation)

    def _judge(
        self, row: Row, part: Column, whole: Column, n: Any, of: Any, situation: Situation
    ) -> Judgement:
        """What it says of a number and its whole."""
        raise NotImplementedError


class Ratio(OfWhole):
    """A share of a whole that a number must reach (``至少``) or exceed (``超过``)."""

    tag = "比例"
    problem = "4.1"

    at_least: Share | None = zh("至少")
    more_than: Share | None = zh("超过")

    @model_validator(mode="after")
    def _one_bound(self) -> "Ratio":
        if (self.at_least is None) == (self.more_than is None):
            raise BadValue("one-bound", message("“至少”和“超过”要写一个，且只写一个"))
        return self

    def reached(self, part: int, whole: int) -> bool:
        """Whether ``part`` of ``whole`` is enough; reckoned in whole numbers."""
        if self.more_than is not None:
            return part * self.more_than.denominator > whole * self.more_than.numerator
        assert self.at_least is not None  # noqa: S101 - kept by _one_bound
        return part * self.at_least.denominator >= whole * self.at_least.numerator

    def _bound(self) -> str:
        if self.more_than is not None:
            return "超过半数" if self.more_than == _HALF else f"超过{spoken_share(self.more_than)}"
        assert self.at_least is not None  # noqa: S101 - kept by _one_bound
        return "半数以上（含半数）" if self.at_least == _HALF else f"不少于{spoken_share(self.at_least)}"

    def _least(self, whole: int) -> int:
        """The smallest number that is enough."""
        return next(n for n in range(whole + 2) if self.reached(n, whole))

    def _judge(
        self, row: Row, part: Column, whole: Column, n: Any, of: Any, situation: Situation
    ) -> Judgement:
        if self.reached(n, of):
            return met(row, situation)
        return judge(
            Status.GAP,
            row,
            situation,
            message(
                "{row}{part}{n}人，{whole}{of}人，{short}{bound}（至少要{least}人）",
                row=name_of(row, situation),
                part=Word(part.label),
                n=n,
                whole=Word(whole.label),
                of=of,
                short=Word("没有达到" if self.more_than is None else "没有"),
                bound=Word(self._bound()),
                least=self._least(of),
            ),
            column=part,
            fix=message("先核对签到册和票决汇总，数字写错的改正；确实不够的，这次表决不能算通过，应重新召开"),
        )

    def phrase(self) -> str:
        """The sentence on the card."""
        part, whole = self.column(self.part).path, self.column(self.whole).path
        return f"{self.what}：{part}{self._bound()}（以{whole}为分母）"

    def quiz(self) -> Quiz:
        """How much is enough."""
        whole, least = 40, self._least(40)
        return Quiz(
            f"{self.what}，{self.whole}{whole}人时，{self.part}至少要多少？", f"{least}人（{self._bound()}）"
        )


def spoken_share(share: Fraction) -> str:
    """A share in words: 五分之四 is written 5分之4."""
    if share == 1:
        return "全部"
    return f"{share.denominator}分之{share.numerator}"
