"""Invented people and places: names put together from syllables, in nobody's image."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from random import Random

SURNAMES = "石柳麦田苗黎佟祁阮白谷路樊邱鲁韦翟项霍康童俞褚穆窦米甘裴查单"
FIRST = "岩青晓喜雨满小闻春望守根金兆德文桂连向立"
SECOND = "松禾川垚昇仓麦溪露声航生秋林山芳瑞晴城夏"
COUNTIES, TOWNS = ("云岭县", "霜桥县", "北塬县"), ("青禾镇", "杏湾镇", "石门镇", "柳沟镇", "槐店乡")
VILLAGES = ("石泉", "上坪", "下河", "东岔", "白杨", "苇塘", "椿树", "高庙", "磨沟", "新庄")

FULL_FOR_COMMITTEE = 7
"""From so many full members on a branch has a committee."""
GROUP_SIZE = 15
FRAIL_IF_BEFORE = 1982
"""Members who joined before that year are frail."""
EVERY_MONTH, EVERY_QUARTER = "每月", "每季度"


@dataclass(frozen=True)
class Size:
    """How large a branch is, and the days between which it is kept."""

    members: int
    years: int
    as_of: date

    @property
    def opened(self) -> date:
        """The day from which it is judged."""
        return date(self.as_of.year - self.years + 1, 1, 1)

    @property
    def span(self) -> range:
        """The years of which there are records."""
        return range(self.opened.year, self.as_of.year + 1)

    def months(self) -> Iterator[date]:
        """The first day of every month that has begun."""
        return (d for y, m in product(self.span, range(1, 13)) if (d := date(y, m, 1)) <= self.as_of)


@dataclass(frozen=True)
class Person:
    """A member; ``approved`` only of those who were admitted while the ledger was kept."""

    ref: str
    name: str
    group: str
    joined: date
    confirmed: date
    category: str
    base: int | None
    monthly: Decimal
    every: str
    approved: date | None = None

    def on_roll(self, day: date) -> bool:
        """Whether a member at the end of the day."""
        return self.approved is None or self.approved <= day

    def votes(self, day: date) -> bool:
        """Whether a full member; the meeting that made them one was held without their vote."""
        return self.confirmed < day


@dataclass(frozen=True)
class Branch:
    """A branch before it is written down: who is in it, and what it is called."""

    size: Size
    number: int
    county: str
    town: str
    village: str
    people: tuple[Person, ...]
    groups: tuple[str, ...]
    rng: Random = field(compare=False)

    @property
    def committee(self) -> tuple[Person, ...]:
        """Those who lead it, the secretary first; a small branch has a secretary only."""
        old = [p for p in self.people if p.approved is None]
        if len(old) < FULL_FOR_COMMITTEE:
            return tuple(old[:1])
        return tuple(old[: 5 if len(old) >= 2 * GROUP_SIZE else 3])

    @property
    def has_committee(self) -> bool:
        """Whether it has more than a secretary."""
        return len(self.committee) > 1

    @property
    def newcomers(self) -> tuple[Person, ...]:
        """Those admitted while the ledger was kept."""
        return tuple(p for p in self.people if p.approved is not None)

    @property
    def frail(self) -> tuple[Person, ...]:
        """The oldest of those who do not lead it."""
        return tuple(p for p in self.people if p.joined.year < FRAIL_IF_BEFORE and p not in self.committee)

    def on_roll(self, day: date, group: str = "") -> int:
        """How many members there were."""
        return sum(p.on_roll(day) and group in {"", p.group} for p in self.people)

    def voting(self, day: date) -> int:
        """How many could vote."""
        return sum(p.votes(day) for p in self.people)


def invent(size: Size, number: int, seed: int) -> Branch:
    """The branch of that number; the same seed and number always make the same one."""
    rng = Random(f"{seed}/{number}")  # noqa: S311 - 造数据，不是造密码
    admits = size.members >= FULL_FOR_COMMITTEE + size.years + 3
    years = [y for y in size.span if admits and _approval(y) <= size.as_of]
    groups = tuple(f"第{i + 1}党小组" for i in range(size.members // GROUP_SIZE))
    names = _names(rng, size.members)
    people = [
        _person(rng, i, name, groups, size) for i, name in enumerate(names[: size.members - len(years)])
    ]
    for year, name in zip(years, names[len(people) :], strict=True):
        people.append(_newcomer(len(people), name, groups, year))
    return Branch(
        size,
        number,
        rng.choice(COUNTIES),
        rng.choice(TOWNS),
        f"{VILLAGES[number % len(VILLAGES)]}{number // len(VILLAGES) or ''}村",
        tuple(people),
        groups,
        rng,
    )


def _names(rng: Random, number: int) -> list[str]:
    """So many names, no two alike."""
    return rng.sample(["".join(parts) for parts in product(SURNAMES, FIRST, SECOND)], number)


def _person(rng: Random, index: int, name: str, groups: tuple[str, ...], size: Size) -> Person:
    joined = date(rng.randint(1975, size.opened.year - 5), rng.choice((3, 6, 7, 11)), rng.randint(1, 28))
    category, base, monthly = rng.choice(
        (
            ("农民", None, Decimal("1.00")),
            ("农民", None, Decimal("0.50")),
            ("按月领工资", wage := rng.randrange(2000, 9000, 50), dues(wage)),
            ("离退休", pension := rng.randrange(2000, 5000, 50), half_percent(pension)),
        )
    )
    return Person(
        f"D-{index + 1:02d}",
        name,
        groups[index % len(groups)] if groups else "",
        joined,
        joined.replace(year=joined.year + 1),
        category,
        base,
        monthly,
        EVERY_QUARTER if category == "农民" else EVERY_MONTH,
    )


def _newcomer(index: int, name: str, groups: tuple[str, ...], year: int) -> Person:
    """Admitted on 28 June and approved on 20 July of the year, confirmed a year later."""
    return Person(
        f"D-{index + 1:02d}",
        name,
        groups[index % len(groups)] if groups else "",
        date(year, 6, 28),
        date(year + 1, 6, 28),
        "农民",
        None,
        Decimal("1.00"),
        EVERY_MONTH,
        _approval(year),
    )


def _approval(year: int) -> date:
    """The day on which whoever is admitted that year is approved."""
    return date(year, 7, 20)


def dues(wage: int) -> Decimal:
    """Monthly dues of whoever has a wage."""
    rate = next(r for upto, r in ((3000, 5), (5000, 10), (10000, 15), (10**9, 20)) if wage <= upto)
    return (Decimal(wage) * rate / 1000).quantize(Decimal("0.01"), ROUND_HALF_UP)


def half_percent(pension: int) -> Decimal:
    """Monthly dues of the retired with up to 5000 yuan."""
    return (Decimal(pension) / 200).quantize(Decimal("0.01"), ROUND_HALF_UP)


def day_before(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)
