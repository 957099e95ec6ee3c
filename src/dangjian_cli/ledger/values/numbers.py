"""Counts, amounts of money and other quantities, exactly as written: nothing is rounded or guessed."""

import re
from decimal import Decimal

from dangjian_cli.finding import Message, Value, message
from dangjian_cli.ledger.values.numerals import NUMERALS, read_numeral
from dangjian_cli.ledger.values.scalar import BadValue, Kind, Scalar, hyphenated, unspaced
from dangjian_cli.pattern import pattern

_COUNT = Kind("一个整数", "只写数字，如 40")
_AMOUNT = Kind("一个金额", "以元为单位只写数字，如 1200.50")
_NUMBER = Kind("一个数", "只写数字，如 3.5")

_CENT = Decimal("0.01")


def parse_count(value: object, *, unit: str = "") -> int:
    """How many: 40, 40人, 3页, 1,200, 四十, 十二人. Zero and up; nine digits at most.

    A span of time may carry its unit only if that is ``unit`` (``年``, ``月``, ``天``): a field of months
    must not read "1年" as one month. Raises ``BadValue`` for other units of time, fractions, negatives,
    ranges and approximate words (约40, 三四十).
    """
    scalar = _COUNT.read(_written(value))
    matched = _COUNTED.fullmatch(_compact(scalar))
    count = _whole(matched["count"]) if matched else None
    if matched is None or count is None:
        raise _why_no_number(scalar, "count-unreadable", "“{typed}”不是整数")
    if (span := matched["span"]) and span != unit:
        raise scalar.bad("count-unit", "“{typed}”的单位和这里要的不一定相同", message("换算好再填，只写数字"))
    return count


def parse_amount(value: object, *, allow_negative: bool = False) -> Decimal:
    """Money in yuan, to the fen: 1,200.50, ￥5, 5元3角, 1.2万元, 贰拾元整.

    Raises ``BadValue`` for misplaced commas, approximate words, parts of a fen, and, unless
    ``allow_negative``, amounts below zero.
    """
    scalar = _AMOUNT.read(_written(value))
    minus, body = _signed(_compact(scalar))
    amount = _plain_amount(body)
    if amount is None:
        amount = _spoken_amount(body)
    if amount is None:
        raise _why_no_number(scalar, "amount-unreadable", "“{typed}”不是金额")
    if amount % _CENT:
        raise scalar.bad("amount-below-fen", "“{typed}”写到了分以下", message("最多写两位小数，如 1200.50"))
    if minus and amount and not allow_negative:
        raise scalar.bad("number-negative", "这里的金额不会小于零，“{typed}”是负数")
    return -amount if minus and amount else amount


def parse_number(value: object) -> Decimal:
    """Hours, days and the like, zero and up, two decimals at most: 24, 24学时, 3.5, 3天, 两天半, 半天.

    The unit is dropped, not converted. Raises ``BadValue`` for negative or approximate numbers.
    """
    scalar = _NUMBER.read(_written(value))
    text = _compact(scalar)
    if _HALF_ALONE.fullmatch(text):
        return Decimal("0.5")
    matched = _MEASURED.fullmatch(text)
    number = _quantity(matched[1], half=bool(matched[2] or matched[3])) if matched else None
    if number is None:
        raise _why_no_number(scalar, "number-unreadable", "“{typed}”不是一个数")
    return number


# Reading -----------------------------------------------------------------------------------------------

_COUNTED = pattern(
    rf"(?P<count>[0-9,]+|[{NUMERALS}]+)"
    r"(?:人次|个人|毫米|[人名个位次票份期场届篇条户项家页件本册]|个?(?P<span>[年月周天日]))?"
)
_WHOLE = pattern(r"[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2}")
_PLACED = pattern(r"([0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.([0-9]{1,8}))?")
_PLAIN = pattern(r"([0-9.,]+)([万亿]?)[元圆块]?[整正]?")
_SPOKEN = pattern(
    rf"(?:([0-9,]+|[{NUMERALS}]+)[元圆块])?零?(?:([0-9{NUMERALS}])角)?[零0]?(?:([0-9{NUMERALS}])分)?[整正]?"
)
_BEFORE_AMOUNT = pattern(r"^-?(?:人民币|RMB|CNY|¥)*-?", re.IGNORECASE)
_SCALES = {"": 1, "万": 10**4, "亿": 10**8}
_UNIT = r"(?:学时|课时|小时|钟头|工作日|[天日h次分])"
_HALF_ALONE = pattern(r"半(?:个?(?:学时|课时|小时|钟头|工作日)|[天日])")
_MEASURED = pattern(rf"([0-9.,]+|[{NUMERALS}]+)(?:个?(半)?{_UNIT}(半)?)?")


def _written(value: object) -> object:
    """A number that already has its type, as text: so it is held to the same limits."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    return value


def _compact(scalar: Scalar) -> str:
    return unspaced(hyphenated(scalar.text))


def _whole(text: str) -> int | None:
    if _WHOLE.fullmatch(text):
        return int(text.replace(",", ""))
    count = read_numeral(text)
    return count if count is not None and count < 10**9 else None


def _placed(text: str) -> Decimal | None:
    """A decimal number whose commas, if any, part thousands."""
    return Decimal(text.replace(",", "")) if _PLACED.fullmatch(text) else None


def _signed(text: str) -> tuple[bool, str]:
    """Whether a minus stands before or after the currency, and what follows; two minuses are left alone."""
    body = _BEFORE_AMOUNT.sub("", text, count=1)
    minuses = text.removesuffix(body).count("-")
    return minuses == 1, body if minuses < 2 else text


def _plain_amount(text: str) -> Decimal | None:
    matched = _PLAIN.fullmatch(text)
    number = _placed(matched[1]) if matched else None
    return number * _SCALES[matched[2]] if matched and number is not None else None


def _spoken_amount(text: str) -> Decimal | None:
    """元, 角 and 分 apart, in digits or characters; or a numeral alone."""
    if (alone := read_numeral(text)) is not None:
        return Decimal(alone)
    matched = _SPOKEN.fullmatch(text)
    if not matched or not any(matched.groups()):
        return None
    parts = [_whole_yuan(part) if part else 0 for part in matched.groups()]
    total = Decimal(0)
    for part, worth in zip(parts, (Decimal(1), Decimal("0.1"), _CENT), strict=True):
        if part is None:
            return None
        total += part * worth
    return total


def _whole_yuan(text: str) -> int | None:
    number = _placed(text)
    return int(number) if number is not None else read_numeral(text)


def _quantity(text: str, *, half: bool) -> Decimal | None:
    number = _placed(text)
    if number is None:
        numeral = read_numeral(text)
        number = None if numeral is None else Decimal(numeral)
    if number is None or number % _CENT or (half and number % 1):
        return None
    return number + Decimal("0.5") if half else number


# Why it is no number -----------------------------------------------------------------------------------

_APPROXIMATE = pattern(
    r"约|大概|左右|上下|余(?!额)|多|近[0-9一二三四五六七八九十百千]|几|若干|数[十百千万]|以[上下]|不到|不足"
    r"|超过|至[少多]|来[人个名]|[+?]$|一二|二三|两三|三四|四五|五六|六七|七八|八九"
)
_SCIENTIFIC = pattern(r"^-?[0-9.]+[eE][-+]?[0-9]+$")
_RANGE = pattern(r"[0-9]\D{0,2}[-~至到]\D{0,2}[0-9]")
_COMMAS = pattern(r"^[^0-9]*[0-9][0-9,]*,[0-9,.]+\D*$")
_NEGATIVE = pattern(r"^(?:-|负)\s*[0-9]")
_LISTED = pattern(r"[0-9][、;/\s]+[0-9]")
_REASONS = (
    ("number-approximate", _APPROXIMATE, "“{typed}”是约数，核对时要用确数"),
    ("number-scientific", _SCIENTIFIC, "“{typed}”是科学计数法，原来的数字可能已经丢了"),
    ("number-range", _RANGE, "“{typed}”像是一个范围，这里只写一个数"),
    ("number-comma", _COMMAS, "“{typed}”里逗号的位置不对：每三位一个"),
    ("number-negative", _NEGATIVE, "这里的数不会小于零，“{typed}”是负数"),
    ("number-listed", _LISTED, "“{typed}”像是写了几个数，这里只写一个"),
)
_DECIMALS = pattern(r"([0-9]+)\.([0-9]+)\D*")


def _why_no_number(scalar: Scalar, code: str, otherwise: str) -> BadValue:
    text = hyphenated(scalar.text)
    for reason, sign, template in _REASONS:
        if sign.search(text):
            return scalar.bad(reason, template)
    if decimals := _DECIMALS.fullmatch(text):
        if code == "count-unreadable":
            return scalar.bad("count-fraction", "这里要整数，“{typed}”带小数", _without_zeros(decimals))
        if len(decimals[1]) > 12 or len(decimals[2]) > 2:
            fix = message("整数最多十二位，小数最多两位")
            return scalar.bad("number-too-long", "“{typed}”的位数太多", fix)
    if re.search(r"[0-9]{10}", text):
        return scalar.bad("number-too-long", "“{typed}”的位数太多，像是把别的号码填到了这里")
    return scalar.bad(code, otherwise)


def _without_zeros(decimals: re.Match[str]) -> Message | None:
    whole, rest = decimals[1], decimals[2]
    return None if rest.strip("0") else message("写成 {whole}", whole=Value(whole))
