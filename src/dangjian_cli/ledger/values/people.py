"""What identifies a person: name, identity number, telephone. Refusals never show an identity number."""

import re
from datetime import date
from functools import lru_cache
from unicodedata import category, normalize

from dangjian_cli.finding import message
from dangjian_cli.ledger.values.scalar import BadValue, Kind, Scalar, hyphenated, is_blank, typed
from dangjian_cli.pattern import pattern

_NAME = Kind("一个姓名", "写一个人的姓名，如 张三")
_ID_NUMBER = Kind("一个身份证号", "照身份证填 18 位号码")
_PHONE = Kind("一个电话号码", "手机写 11 位，座机写成区号-号码，如 010-12345678")


def parse_name(value: object) -> str:
    """One person's name, compatible forms made plain, spaces inside Chinese names dropped, one middle dot ·.

    Raises ``BadValue`` for digits, signs that no name holds, and what looks like several people.
    """
    return _name_of(value) if isinstance(value, str) else _read_name(_NAME.read(value))


_MEMBER_NUMBER = pattern(r"[A-Za-z]{1,8}-?[0-9]{1,8}(?:-[0-9]{1,8})?")


def parse_person(value: object) -> str:
    """A person mentioned: a name, or a member's 编号 where two members share the name.

    Raises ``BadValue`` as ``parse_name`` does.
    """
    if isinstance(value, str) and _MEMBER_NUMBER.fullmatch(value.strip()):
        return value.strip()
    return parse_name(value)


def parse_id_number(value: object) -> str:
    """An 18-character identity number with its date of birth (1900–2100) and check digit verified.

    The region code is not verified: codes are withdrawn and the numbers stay. Raises ``BadValue``.
    """
    scalar = _ID_NUMBER.read(value)
    number = _TO_X.sub("X", _FILLING.sub("", hyphenated(scalar.text)))
    if not _ID_SHAPE.fullmatch(number):
        raise _why_no_id_number(scalar, number)
    if not _is_birthday(number[6:14]):
        raise scalar.bad("id-date", "身份证号第 7 到 14 位应是出生日期，这里写的日期不存在", _PROOFREAD)
    if check_digit(number) != number[17]:
        if number.endswith("000"):
            raise scalar.bad("id-digits-lost", "身份证号末三位是 000，像是被 Excel 存成数字时丢掉了", _RETYPE)
        raise scalar.bad("id-check-digit", "身份证号的校验位对不上，前面某一位写错了或写颠倒了", _PROOFREAD)
    return number


def check_digit(number: str) -> str:
    """The 18th character of an identity number, from its first 17 digits (GB 11643: ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * (1 << (17 - place)) for place, digit in enumerate(number[:17]))
    return "10X98765432"[total % 11]


def parse_phone(value: object) -> str:
    """A mobile number as 11 digits, or a land line as ``area-number``; +86, spaces and brackets dropped.

    Raises ``BadValue`` for anything else, for a land line without area code, and for several numbers.
    """
    scalar = _PHONE.read(value)
    digits = _PHONE_FILLING.sub("", hyphenated(scalar.text))
    national = _COUNTRY.sub("", digits)
    if _MOBILE.fullmatch(national):
        return national
    if national != digits and not national.startswith("0"):
        national = "0" + national  # the area code loses its 0 after +86
    if landline := _LANDLINE.fullmatch(national):
        return f"{landline[1]}-{landline[2]}"
    raise _why_no_phone(scalar, digits)


# Names -------------------------------------------------------------------------------------------------

# U+FF0E is a middle dot in a name; NFKC would make it a full stop first.
_TO_DOT = str.maketrans(dict.fromkeys("．•‧・･∙⋅●", "·"))
_HAN = "㐀-鿿豈-﫿〇\U00020000-\U0003ffff\ue000-\uf8ff"
_DOT_BETWEEN_HAN = pattern(rf"(?<=[{_HAN}])\s*[.·]\s*(?=[{_HAN}])")
_INNER_SPACE = pattern(rf"(?<=[{_HAN}·])\s+(?=[{_HAN}·])")
_PARTING = pattern(r"[、,;/|\n。]")
_COMPOUND = pattern(
    "欧阳|上官|司[马徒空]|诸葛|东方|独孤|南宫|夏侯|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|轩辕|端木|百里|呼延|澹台|申屠|太史"
)
_USUAL_LENGTH = 4
_NAME_SIGNS = frozenset("·-.'’() ")


@lru_cache(maxsize=1 << 12)
def _name_of(text: str) -> str:
    usual = len(text) <= _USUAL_LENGTH and all("一" <= char <= "鿿" for char in text)
    if usual and not is_blank(text):
        return text  # nearly every name: nothing that could be made plainer, nothing to refuse
    return _read_name(_NAME.read(text))


def _read_name(scalar: Scalar) -> str:
    name = _plain_name(scalar.raw)
    if _PARTING.search(name):
        raise _several(scalar, "“{typed}”像是写了几个人")
    if _two_full_names(name):
        raise _several(scalar, "“{typed}”中间有空格，分不清是一个人还是两个人")
    name = _INNER_SPACE.sub("", name)
    if strange := next((c for c in name if not _belongs_in_name(c)), None):
        what = "数字" if category(strange) == "Nd" else "“{strange}”"
        raise scalar.bad("name-strange", "“{typed}”不像姓名：里面有" + what, strange=typed(strange))
    if not any(c.isalpha() or category(c) == "Co" for c in name):
        raise scalar.bad("name-strange", "“{typed}”不像姓名：里面没有字")
    return name


def _plain_name(raw: str) -> str:
    visible = "".join(c for c in raw.translate(_TO_DOT) if category(c) != "Cf")
    return _DOT_BETWEEN_HAN.sub("·", normalize("NFKC", visible).strip())


def _two_full_names(name: str) -> bool:
    """Whether a space parts two words of two characters or more: 张三 is often spaced, two people too."""
    words = [word for word in name.split() if re.fullmatch(rf"[{_HAN}]{{2,}}", word)]
    return len(words) > 1 and not _COMPOUND.fullmatch(words[0])


def _belongs_in_name(char: str) -> bool:
    return char in _NAME_SIGNS or char.isalpha() or category(char) in ("Mn", "Mc", "Nl", "Co", "Cn")


def _several(scalar: Scalar, template: str) -> BadValue:
    return scalar.bad("name-several", template, message("一个人写一项；是一个人的姓名就去掉中间的符号和空格"))


# Identity numbers --------------------------------------------------------------------------------------

_FILLING = pattern(r"[\s\-'‘’`]")
_TO_X = pattern(r"[x×хХχΧ✕✖╳]$")
_ID_SHAPE = pattern(r"[0-9]{17}[0-9X]")
_SCIENTIFIC = pattern(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+")
_PROOFREAD = message("对照身份证原件逐位核对")
_RETYPE = message("对照身份证原件重新填；在 Excel 里先把这一列设成文本格式")


def _why_no_id_number(scalar: Scalar, number: str) -> BadValue:
    if _SCIENTIFIC.fullmatch(number):
        return scalar.bad("id-digits-lost", "身份证号被 Excel 存成了数字，末几位已经丢失", _RETYPE)
    if re.fullmatch(r"[0-9*]+[0-9X*]", number) and "*" in number:
        return scalar.bad("id-masked", "身份证号里有星号，不是完整的号码")
    if not re.fullmatch(r"[0-9]+X?", number):
        return scalar.bad("id-characters", "身份证号里有数字和末位 X 以外的字", _PROOFREAD)
    if len(number) == 15:
        return scalar.bad(
            "id-15-digits", "这是 15 位的旧身份证号，早已停用", message("换成现在身份证上的 18 位号码")
        )
    return scalar.bad("id-length", "身份证号应是 18 位，这里有 {count} 位", _PROOFREAD, count=len(number))


def _is_birthday(digits: str) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1900 <= day.year <= 2100


# Telephones --------------------------------------------------------------------------------------------

_PHONE_FILLING = pattern(r"[\s\-().'‘’`]")
_COUNTRY = pattern(r"^(?:\+|00)86")
_MOBILE = pattern(r"1[3-9][0-9]{9}")
_LANDLINE = pattern(r"(010|02[0-9]|0[3-9][0-9]{2})([1-9][0-9]{6,7})")


def _why_no_phone(scalar: Scalar, digits: str) -> BadValue:
    if _SCIENTIFIC.fullmatch(scalar.text):
        return scalar.bad("phone-digits-lost", "“{typed}”是被 Excel 存成数字的号码，末几位可能已经丢失")
    if re.search(r"[0-9][、,;/][0-9]", digits):
        return scalar.bad("phone-several", "“{typed}”像是写了几个号码，这里只写一个")
    if re.fullmatch(r"[2-9][0-9]{6,7}", digits):
        return scalar.bad("phone-no-area", "“{typed}”是座机号码，没有写区号")
    if re.fullmatch(r"1[0-9]+", digits) and len(digits) != 11:
        count = len(digits)
        return scalar.bad("phone-length", "手机号应是 11 位，“{typed}”有 {count} 位", count=count)
    return scalar.bad("phone-unreadable", "“{typed}”不是电话号码")
