"""Invented names and numbers: the same for the same, wherever it stands in a tree of branches.

Nothing is derived from what it stands for, only from the order in which things are met: whoever has the copy
cannot try names until one fits.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count, product
from pathlib import PurePosixPath

from dangjian_cli.ledger.values.people import check_digit

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
"""A name of such signs is nobody's: 赵甲, 钱甲, 赵甲子."""

_SHORT = 2
_BORN = date(1970, 1, 1)
_A_DAY = 999
_VILLAGE = {
    "农村": "某县某镇{}村党支部",
    "社区": "某县某街道{}社区党支部",
    "机关": "某县某局{}党支部",
    "国企": "某县某公司{}党支部",
}
_SOME = "某县某单位{}党支部"


@dataclass
class Real:
    """Names and numbers that stand somewhere in the tree: no invented one may be one of them."""

    names: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)


class Aliases:
    """What stands for what. Asked for the same, it answers the same."""

    def __init__(self, real: Real) -> None:
        self.real = real
        self._short = _unused(_names(short=True), real.names)
        self._long = _unused(_names(short=False), real.names)
        self._ids = _unused(_id_numbers(), real.ids)
        self._phones = _unused((f"130{n:08}" for n in count(1)), real.phones)
        self._people: dict[str, str] = {}
        self._numbers: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._files: dict[str, str] = {}
        self._branches: dict[str, str] = {}

    @property
    def people(self) -> int:
        """How many have been given a name."""
        return len(self._people)

    def person(self, name: str) -> str:
        """A name of two signs for two, of three for more."""
        if name not in self._people:
            brief = next(self._short, "") if len(name) <= _SHORT else ""
            self._people[name] = brief or next(self._long)
        return self._people[name]

    def id_number(self, number: str) -> str:
        """A valid number of a region that is none. The birthday in it is nobody's: no rule reads it."""
        if number not in self._numbers:
            self._numbers[number] = next(self._ids)
        return self._numbers[number]

    def phone(self, number: str) -> str:
        """A number that nobody has been given."""
        if number not in self._numbers:
            self._numbers[number] = next(self._phones)
        return self._numbers[number]

    def text(self, words: str) -> str:
        """That words stood here, and which other place had the same."""
        return self._texts.setdefault(words, f"（略{len(self._texts) + 1}）")

    def file(self, name: str) -> str:
        """A name without words; only the ending stays."""
        ending = PurePosixPath(name).suffix
        kept = ending if ending.isascii() and ending[1:].isalnum() and len(ending) <= len(".html") else ""
        return self._files.setdefault(name, f"{len(self._files) + 1:04}{kept.lower()}")

    def branch(self, name: str, kind: str) -> str:
        """A branch of the same field (领域) in a county that is none."""
        if name not in self._branches:
            n = len(self._branches)
            sign = (STEMS + BRANCHES)[n] if n < len(STEMS + BRANCHES) else f"第{n + 1}"
            self._branches[name] = _VILLAGE.get(kind, _SOME).format(sign)
        return self._branches[name]


def _unused(made: Iterator[str], real: Container[str]) -> Iterator[str]:
    return (one for one in made if one not in real)


def _names(*, short: bool) -> Iterator[str]:
    if short:
        return (surname + sign for sign, surname in product(STEMS + BRANCHES, SURNAMES))
    lengths = (product(STEMS, *[BRANCHES] * n, SURNAMES) for n in count(1))
    return ("".join((signs[-1], *signs[:-1])) for made in lengths for signs in made)


def _id_numbers() -> Iterator[str]:
    for n in count():
        body = f"999999{_BORN + timedelta(days=n // _A_DAY):%Y%m%d}{n % _A_DAY + 1:03}"
        yield body + check_digit(body)
