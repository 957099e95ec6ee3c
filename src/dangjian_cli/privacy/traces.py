"""Traces of people in text: identity numbers, telephones, bank cards, names of a roster. Never repeats them.

An identity number must have a date of birth that is a day and the right check digit, a bank card the right
Luhn digit, so that serial numbers and document numbers are left alone.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dangjian_cli.ledger.values import BadValue, parse_id_number

ID, PHONE, CARD, NAME = "身份证号", "手机号", "银行卡号", "姓名"

_DIGITS = re.compile(r"(?<![0-9A-Za-z])\d(?:[ \u3000-]?\d){9,20}[Xx]?(?![0-9A-Za-z])")
_WIDE_DIGITS = re.compile(
    r"(?<![0-9０-９A-Za-z])[0-9０-９](?:[ \u3000-]?[0-9０-９]){9,20}[XxＸ]?(?![0-9０-９A-Za-z])"
)
_FILLING = re.compile(r"[ \u3000-]")
_PHONE = re.compile(r"(?:86)?1[3-9]\d{9}")
_WIDE = str.maketrans("０１２３４５６７８９ＸxX", "0123456789XXX")
_CARD_LENGTHS = range(16, 20)


class Trace(NamedTuple):
    """What kind of trace, and where: line and column count from 1."""

    kind: str
    line: int
    column: int


def traces(text: str, names: Iterable[str] = ()) -> Iterator[Trace]:
    """Every trace in a text, line by line."""
    named = _names(names)
    for number, line in enumerate(text.split("\n"), 1):
        plain = line.translate(_WIDE)
        for found in _DIGITS.finditer(plain):
            kind = kind_of(_FILLING.sub("", found[0]))
            if kind:
                yield Trace(kind, number, found.start() + 1)
        if named is not None:
            yield from (Trace(NAME, number, m.start() + 1) for m in named.finditer(line))


def mask(number: str) -> str:
    """A number of somebody's, with its first three and its last character."""
    return f"{number[:3]}{'*' * (len(number) - 4)}{number[-1]}" if len(number) > 4 else "*" * len(number)


def masked(text: str) -> str:
    """A text whose identity, telephone and card numbers are masked."""

    def hidden(found: re.Match[str]) -> str:
        number = _FILLING.sub("", found[0].translate(_WIDE))
        return mask(number) if kind_of(number) else found[0]

    return _WIDE_DIGITS.sub(hidden, text)


def kind_of(number: str) -> str:
    """What a row of digits is, or nothing."""
    if len(number) == len("999999200001010000") and _is_id(number):
        return ID
    if _PHONE.fullmatch(number):
        return PHONE
    return CARD if len(number) in _CARD_LENGTHS and number.isdecimal() and _luhn(number) else ""


def _is_id(number: str) -> bool:
    try:
        parse_id_number(number)
    except BadValue:
        return False
    return True


def _luhn(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return number.strip("0") != "" and (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _names(names: Iterable[str]) -> re.Pattern[str] | None:
    known = sorted({name for name in names if len(name) > 1}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, known))) if known else None
