"""What can be wrong with the value after a colon or a list sign, and how far that value reaches."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice
from typing import NamedTuple

from dangjian_cli.load import slips
from dangjian_cli.load.lines import ODD_SPACES, comment_at, quoted
from dangjian_cli.load.slips import Edit, Slip
from dangjian_cli.pattern import pattern


class Tail(Enum):
    """What a value leaves open for the lines below it."""

    OPEN = auto()
    """Nothing was written yet: the value stands on the lines below."""
    PLAIN = auto()
    """Words without quotes, which may go on in deeper lines."""
    CLOSED = auto()
    """Nothing may follow: closing quotes or brackets were written."""
    BLOCK = auto()
    """A block of lines begins: everything deeper is text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A value that was looked at: its slips, what it leaves open, and its last line."""

    tail: Tail
    last: int
    slips: tuple[Slip, ...] = ()


_BLOCK = pattern(r"[|>][0-9+\-]{0,2}[ \t]*(?:$|[ \t]#)")
_DOUBLE = pattern(r'"(?:[^"\\]|\\.)*"')
_SINGLE = pattern(r"'(?:[^']|'')*'")
_BAD_ESCAPE = pattern(
    r'(?<!\\)(?:\\\\)*\\(?![0abt\tnvfre "/\\N_LP]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})'
)
_SWALLOWED = pattern(r"(?:(?<=[ \t])|^)#(?=[^\s#=\-*~_])")
_NESTED_COLON = pattern(r":(?=\s|$)")
_NEEDS_QUOTES = pattern(r":(?=\s|$)|\s#|^[-?](?=\s|$)")
_SIGNS = "@`%*&!,]}"
_WORDED_SIGN = pattern(r"[-?:](?=\s|$)")
_ALL_IN_QUOTES = pattern("“[^“”]*”$|‘[^‘’]*’$|「[^「」]*」$")
_DOTTED_NAMES = pattern(r"\[[\u4e00-\u9fff·]{2,4}(?:、[\u4e00-\u9fff·]{2,4})+\]$")
_IN_BRACKETS = pattern(
    r"""(?<=[\[{,:\s])(?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')|(?P<comment>(?<=\s)#)|(?P<sign>[\[\]{}，])"""
)
_SHORT = 7  # longer than any name or kind of meeting that is listed; a sentence has longer parts
_PAIR_NAME = r"[^\s:：,，{}\[\]\"'。；]{1,20}"
_NEXT_PAIR = pattern(rf"，[ {ODD_SPACES}]*(?={_PAIR_NAME}[:：])")
_LOOSE_PAIR = pattern(rf"(?<=[{{,，\s])(?P<name>{_PAIR_NAME})(?P<colon>：[ {ODD_SPACES}]*|:(?=[^\s:/\d,}}]))")


def look(lines: list[str], number: int, start: int, parent: int, *, entry: bool = False) -> Reading:
    """The value that begins at ``start`` of the ``number``-th line.

    ``parent`` is the column that the value's further lines must stand right of; ``entry`` says that the
    value is itself an entry of a list, where a lone hyphen is an entry and not a slip.
    """
    text = lines[number - 1]
    typed = text[start:].rstrip()
    if not typed or typed.startswith("#"):
        return _nothing(lines, number, start, parent)
    if typed[0] in "|>":
        return _block(lines, number, start, parent)
    if typed[0] in "\"'":
        return _in_quotes(lines, number, start, parent)
    if typed[0] in "[{":
        return _in_brackets(lines, number, start, parent)
    if typed[0] in "&!" and goes_deeper(lines, number, parent):
        return Reading(Tail.OPEN, number, (slips.special_sign(number, start, typed[0], None),))
    return _plain(number, text, start, entry=entry)


def _nothing(lines: list[str], number: int, start: int, parent: int) -> Reading:
    text = lines[number - 1]
    if _SWALLOWED.match(text, start) and not goes_deeper(lines, number, parent):
        value = slips.value_in_quotes(start, len(text.rstrip()), text)
        return Reading(Tail.CLOSED, number, (slips.swallowed(number, start, value, text[start:].rstrip()),))
    return Reading(Tail.OPEN, number)


def goes_deeper(lines: list[str], number: int, parent: int) -> bool:
    """Whether the next line that is not blank or a comment belongs to this one."""
    for text in islice(lines, number, None):
        words = text.lstrip(" ")
        if words and not words.startswith("#"):
            depth = len(text) - len(words)
            return depth > parent or (depth == parent and words.startswith("- "))
    return False


def _block(lines: list[str], number: int, start: int, parent: int) -> Reading:
    text = lines[number - 1]
    if _BLOCK.match(text, start):
        return Reading(Tail.BLOCK, number)
    sign = text[start]
    if goes_deeper(lines, number, parent):
        return Reading(Tail.BLOCK, number, (slips.words_after_block_sign(number, start, sign),))
    value = slips.value_in_quotes(start, len(text.rstrip()), text)
    return Reading(Tail.CLOSED, number, (slips.special_sign(number, start, sign, value),))


def _in_quotes(lines: list[str], number: int, start: int, parent: int) -> Reading:
    text = lines[number - 1]
    pattern = _DOUBLE if text[start] == '"' else _SINGLE
    if whole := pattern.match(text, start):
        found = _inside(number, whole) or _behind(number, text, start, whole.end())
        return Reading(Tail.CLOSED, number, found)
    joined = text[start:]
    for last in range(number + 1, len(lines) + 1):
        below = lines[last - 1]
        if below.strip() and _depth(below) <= parent:
            break
        joined += "\n" + below
        if text[start] in below and (closed := pattern.match(joined)):
            if _is_comment_or_blank(joined[closed.end() :]):
                return Reading(Tail.CLOSED, last)
            break
    return Reading(Tail.CLOSED, number, (_open_quote(number, text, start),))


def _depth(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _is_comment_or_blank(rest: str) -> bool:
    return not rest.strip() or (rest[0] in " \t" and rest.lstrip().startswith("#"))


def _open_quote(number: int, text: str, start: int) -> Slip:
    end = len(text.rstrip())
    typed = text[start:end]
    paired = len(typed) > 1 and typed[-1] in "”“＂’‘＇"
    edit = Edit(start, end, quoted(typed[1:-1])) if paired else None
    return slips.open_quote(number, start, typed, edit)


def _inside(number: int, whole: re.Match[str]) -> tuple[Slip, ...]:
    inside = whole.group()[1:-1]
    if whole.group()[0] == "'" or not _BAD_ESCAPE.search(inside):
        return ()
    edit = Edit(whole.start(), whole.end(), f"'{inside}'") if "'" not in inside else None
    return (slips.backslash(number, whole.start() + 1 + inside.index("\\"), edit),)


def _behind(number: int, text: str, start: int, at: int) -> tuple[Slip, ...]:
    """Words behind the closing sign that ends at ``at``."""
    rest = text[at:]
    if _is_comment_or_blank(rest):
        return ()
    value = slips.value_in_quotes(start, len(text.rstrip()), text)
    return (slips.words_after_closing(number, at, rest.strip(), value),)


def _in_brackets(lines: list[str], number: int, start: int, parent: int) -> Reading:
    text = lines[number - 1]
    typed = text[start:].rstrip()
    if _is_wide_list(typed):
        return Reading(Tail.CLOSED, number, (_wide_list(number, start, typed),))
    if _DOTTED_NAMES.match(typed):
        edit = Edit(start, start + len(typed), typed.replace("、", ", "))
        return Reading(Tail.CLOSED, number, (slips.list_comma(number, start, "、", edit),))
    pairs = _pairs(number, text, start)
    walk = _walk(lines, number, start, parent)
    if walk is None:
        return Reading(Tail.CLOSED, number, (slips.open_bracket(number, start, typed), *pairs))
    behind = _behind(number, text, start, walk.end) if walk.last == number else ()
    commas = (slips.list_comma(line, at, "，", _comma(lines[line - 1], at)) for line, at in walk.commas)
    return Reading(Tail.CLOSED, walk.last, (*commas, *pairs, *behind))


def _comma(text: str, at: int) -> Edit:
    rest = text[at + 1 :].lstrip()
    return Edit(at, len(text) - len(rest), ", " if rest else ",")


class _Walk(NamedTuple):
    """Where a bracketed value ends, and its full-width commas by line and column."""

    last: int
    end: int
    commas: list[tuple[int, int]]


def _walk(lines: list[str], number: int, start: int, parent: int) -> _Walk | None:
    """From the opening bracket to its partner; ``None`` when that is missing."""
    nest: list[str] = []
    commas: list[tuple[int, int]] = []
    for line in range(number, len(lines) + 1):
        text = lines[line - 1]
        words = text.lstrip(" ")
        if line > number and words and words[0] not in "]}" and _depth(text) <= parent:
            return None
        for at, sign in _signs(text, start if line == number else 0):
            if sign in "[{":
                nest.append("]" if sign == "[" else "}")
            elif sign == "，":
                if nest[-1:] == ["]"] and _separates(text, at):
                    commas.append((line, at))
            elif not nest or nest.pop() != sign:
                return None
            elif not nest:
                return _Walk(line, at + 1, commas)
    return None


def _separates(text: str, at: int) -> bool:
    """Whether a full-width comma stands between short entries rather than inside a sentence."""
    start = max(text.rfind(sign, 0, at) for sign in "[,") + 1
    ends = [end for sign in "],#" if (end := text.find(sign, at)) >= 0]
    entry = text[start : min(ends, default=len(text))]
    return all(len(part.strip()) <= _SHORT for part in entry.split("，"))


def _signs(text: str, at: int) -> Iterator[tuple[int, str]]:
    """Brackets and full-width commas of a line that stand neither in quotes nor in a comment."""
    for hit in _IN_BRACKETS.finditer(text, at):
        if hit.lastgroup == "sign":
            yield hit.start("sign"), hit.group("sign")
        elif hit.lastgroup == "comment":
            return


def _pairs(number: int, text: str, start: int) -> tuple[Slip, ...]:
    """Full-width signs between the names and values of ``{…}``."""
    if text[start] != "{":
        return ()
    found = (hit.start() for hit in _NEXT_PAIR.finditer(text, start))
    commas = (slips.list_comma(number, at, "，", _comma(text, at)) for at in found)
    colons = (_pair_colon(number, hit) for hit in _LOOSE_PAIR.finditer(text, start))
    return (*commas, *colons)


def _pair_colon(number: int, hit: re.Match[str]) -> Slip:
    kind = "full-width" if hit.group("colon").startswith("：") else "tight"
    at = hit.start("colon")
    return slips.colon(number, slips.Colon(at, at, hit.end("colon"), kind, hit.group("name")))


def _plain(number: int, text: str, start: int, *, entry: bool) -> Reading:
    hash_ = comment_at(text, start)
    lost = _SWALLOWED.match(text, hash_)
    end = len(text.rstrip()) if lost else len(text[:hash_].rstrip())
    typed = text[start:end]
    if not typed:  # nothing but characters that no text may hold, which are told elsewhere
        return Reading(Tail.PLAIN, number)
    value = slips.value_in_quotes(start, end, text)
    if lost:
        slip = slips.swallowed(number, hash_, value, text[hash_:end])
    elif (typed[0] in _SIGNS or _WORDED_SIGN.match(typed)) and not (entry and typed[0] == "-"):
        slip = slips.special_sign(number, start, typed[0], value)
    elif inner := _NESTED_COLON.search(typed):
        slip = slips.second_colon(number, start + inner.start(), typed, value)
        if typed[-1] in "|>" and typed[-2] == " ":  # two lines run into one: what follows is the block's text
            return Reading(Tail.BLOCK, number, (slip,))
    elif _ALL_IN_QUOTES.match(typed):
        inside = typed[1:-1].strip()
        instead = quoted(inside) if _needs_quotes(inside) else inside
        slip = slips.wide_quotes(number, start, typed, Edit(start, end, instead))
    elif _is_wide_list(typed):
        slip = _wide_list(number, start, typed)
    else:
        return Reading(Tail.PLAIN, number)
    return Reading(Tail.PLAIN, number, (slip,))


def _needs_quotes(words: str) -> bool:
    return not words or words[0] in _SIGNS + "[{|>#\"'" or bool(_NEEDS_QUOTES.search(words))


def _is_wide_list(typed: str) -> bool:
    wide = typed[0] == "［" or (typed[0] == "[" and typed[-1] == "］")
    return wide and typed[-1] in "］]" and len(typed) > 2 and any(sign in typed for sign in ",，、")


def _wide_list(number: int, start: int, typed: str) -> Slip:
    parts = (part.strip() for part in re.split("[,，、]", typed[1:-1]))
    return slips.wide_brackets(number, start, Edit(start, start + len(typed), f"[{', '.join(parts)}]"))
