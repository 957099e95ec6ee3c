"""Words: free text, yes and no, and the numbers records are told apart by."""

from dangjian_cli.finding import message
from dangjian_cli.ledger.values.scalar import Kind, fold, hyphenated
from dangjian_cli.pattern import pattern

_TEXT = Kind("一段文字", "写成一段文字；几项内容就写在一行里")
_YES_NO = Kind("“是”或“否”", "写 是 或 否")
_REFERENCE = Kind("一个编号", "编号用字母、数字、短横线、下划线和点，最多 40 个，如 M-2026-03")


def parse_text(value: object) -> str:
    """The text without the spaces around it, untouched inside; it may be empty.

    Raises ``BadValue`` only for what is not text.
    """
    if isinstance(value, str):
        return value.strip()
    return _TEXT.read(value).raw


def parse_yes_no(value: object) -> bool:
    """是, 有, 对, √, true, yes, Y, 1 as true; 否, 无, 不是, ×, false, no, N, 0 as false.

    Raises ``BadValue`` for anything else, and for a cell left empty.
    """
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and (answer := _ANSWERS.get(fold(value).casefold())) is not None:
        return answer
    raise _YES_NO.read(value).bad("not-yes-or-no", "“{typed}”看不出是“是”还是“否”")


def parse_reference(value: object) -> str:
    """A record's number: 1–40 ASCII letters, digits, ``-``, ``_`` and ``.``.

    Raises ``BadValue`` for anything else, and for what looks like an identity or mobile number: a record's
    number is printed in reports that everyone reads.
    """
    scalar = _REFERENCE.read(value)
    reference = hyphenated(scalar.text)
    if _PERSONAL.search(reference):
        fix = message("编号会印在报告里，不要用证件号和电话；换一个，如 M-2026-03")
        raise scalar.bad("reference-personal", "编号“{typed}”像是身份证号或手机号", fix)
    if len(reference) > 40:
        raise scalar.bad("reference-long", "编号“{typed}”超过 40 个字符")
    if not _REFERENCE_SHAPE.fullmatch(reference):
        raise scalar.bad("reference-characters", "编号“{typed}”里有不能用的字符")
    return reference


def is_reference(text: str) -> bool:
    """Whether the text is the number of a record as printed."""
    return len(text) <= 40 and bool(_REFERENCE_SHAPE.fullmatch(text)) and not _PERSONAL.search(text)


_YES = "是 有 对 √ ✓ ✔ ☑ true yes y 1"
_NO = "否 无 没有 不是 不 × ✗ ✘ ✕ false no n 0"
_ANSWERS = dict.fromkeys(_YES.split(), True) | dict.fromkeys(_NO.split(), False)

_REFERENCE_SHAPE = pattern(r"[A-Za-z0-9._-]+")
# Anywhere inside, and also parted as people part them (6-8-4, 3-4-4).
_PERSONAL = pattern(
    r"[0-9]{6}[-_.]?[0-9]{8}[-_.]?[0-9]{3}[0-9Xx]|(?<![0-9])(?:86)?1[3-9][0-9][-_.]?[0-9]{4}[-_.]?[0-9]{4}(?![0-9])"
)
