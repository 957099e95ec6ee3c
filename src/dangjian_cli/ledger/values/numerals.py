"""Chinese numerals, everyday and financial: 四十, 两百, 贰拾; and years digit by digit: 二〇二六."""

import re

_DIGITS = "零一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}
_SECTIONS = {"万": 10**4, "亿": 10**8}

_PLAIN = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億两〇○", "一二二三三四五六六七八九十百千万亿二零零")
_LONGEST = 24

NUMERALS = "零〇○一二三四五六七八九十百千万亿两廿卅壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億"
"""Every character that a numeral may hold, for a character class."""

YEAR_DIGITS = "0-9〇○◯零Oo一二三四五六七八九"
"""What a year written digit by digit may hold, for a character class."""

_YEAR_VALUES = {c: i for i, c in enumerate(_DIGITS)} | dict.fromkeys("〇○◯Oo", 0)


def read_numeral(text: str) -> int | None:
    """The number a Chinese numeral stands for, 0 to 10**12 - 1; ``None`` if it is not a proper numeral.

    Proper means: as it would be written out in full. 二百五 (250 in speech, 205 by its characters) and 三四
    (three or four) are not.
    """
    if not text or len(text) > _LONGEST:
        return None
    plain = _normal(text)
    value = _evaluate(plain)
    return value if value is not None and _normal(write_numeral(value)) == plain else None


def write_numeral(number: int) -> str:
    """The numeral of ``number``, 0 to 10**12 - 1, written out in full: 一百一十, 一万零二百."""
    if number == 0:
        return _DIGITS[0]
    written = ""
    for name, size in (("亿", 10**8), ("万", 10**4), ("", 1)):
        section = number // size % 10**4
        if section:
            gap = "零" if written and section < 1000 else ""
            written += gap + _section(section) + name
    return written


def read_digits(text: str) -> int | None:
    """A number written digit by digit, in Chinese, Arabic or both: 二〇二六, 二O二六, 2026."""
    value = 0
    for char in text:
        digit = _YEAR_VALUES.get(char)
        if digit is None:
            if char not in "0123456789":
                return None
            digit = int(char)
        value = value * 10 + digit
    return value if text else None


def _normal(text: str) -> str:
    plain = text.translate(_PLAIN).replace("廿", "二十").replace("卅", "三十").replace("一十", "十")
    # Cheques may put 零 between 万 and a full thousand: 拾万零柒仟.
    return re.sub("(?<=万)零(?=.千)", "", plain)


def _evaluate(plain: str) -> int | None:
    total = section = digit = 0
    for char in plain:
        if char in _DIGITS:
            digit = _DIGITS.index(char)
        elif char in _UNITS:
            section += (digit or 1) * _UNITS[char]
            digit = 0
        elif char in _SECTIONS:
            total += (section + digit) * _SECTIONS[char]
            section = digit = 0
        else:
            return None
    value = total + section + digit
    return value if value < 10**12 else None


def _section(number: int) -> str:
    written, gap = "", False
    for name, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // size % 10
        if digit:
            written += ("零" if gap and written else "") + _DIGITS[digit] + name
        gap = not digit
    return written
