"""One line of a ledger, taken apart the way its writer meant it.

Forgiving on purpose: full-width signs and odd blanks are recognised for what they stand for, so that
whoever asks can say what was typed and what it should be. Knows nothing of the lines around.
"""

from dataclasses import dataclass
from typing import Literal

from dangjian_cli.pattern import pattern

ODD_SPACES = "\u3000\xa0\u1680\u2000-\u200a\u202f\u205f"
ZERO_WIDTH = "\u200b-\u200f\u2060\ufeff\xad"
CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff"
"""What no text may hold, and three odd line breaks that the parser would count as lines."""

Separator = Literal["ok", "full-width", "tight", "tab", "odd-space"]

_LEAD = pattern(f"[ \t{ODD_SPACES}{ZERO_WIDTH}]*")
_DASH = pattern(r"-(?: +|$)")
_LOOSE_DASH = pattern(
    rf"-(?=[ ]*[\t{ODD_SPACES}])[ \t{ODD_SPACES}]+(?=\S)"
    rf"|(?:－|—(?!—)|–|‐|‑|−|﹣|•|●|·|\*(?=[ {ODD_SPACES}]))[ \t{ODD_SPACES}]*(?=\S)"
    r"|-(?=[^\s\-])"
)
_QUOTED_KEY = pattern(
    r"""(?P<key>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ ]*(?P<colon>[:：])""",
)
_PLAIN_KEY = pattern(r"(?P<key>[^\s#\"'\[\]{},|>:](?:[^ :]| (?!#)|:(?!\s|$))*)(?P<colon>:)(?=\s|$)")
_NAME = r"[^\s:：，。；;、！？“”\"'\[\]{}#,|>]{1,20}"
_FULL_KEY = pattern(rf"(?P<key>{_NAME})[ {ODD_SPACES}]*(?P<colon>：)")
_TIGHT_KEY = pattern(rf"(?P<key>(?![\d.\-/]+:){_NAME})(?P<colon>:)(?=[^\s:])(?!//|\\)")
_COMMENT = pattern(r"(?:(?<=[ \t])|^)#")
_NUMBER = pattern(r"[\d.,:/~]+\s*$")
_GAP = pattern(f"[ \t{ODD_SPACES}{ZERO_WIDTH}]*")


@dataclass(frozen=True, slots=True)
class Dash:
    """The sign before one entry of a list; ``proper`` when it is a hyphen and a space."""

    start: int
    end: int
    proper: bool


@dataclass(frozen=True, slots=True)
class Key:
    """A name and what separates it from its value (``start`` to ``end`` is the name alone)."""

    start: int
    end: int
    gap_end: int
    colon: int
    separator: Separator


@dataclass(frozen=True, slots=True)
class Line:
    """A line in parts: blanks before, list signs, a name with its colon, and the value after them."""

    number: int
    text: str
    lead: str
    dashes: tuple[Dash, ...]
    key: Key | None
    value: int

    @property
    def spaces(self) -> int:
        """The ordinary spaces at the beginning: all that the parser counts."""
        return len(self.lead) - len(self.lead.lstrip(" "))

    @property
    def body(self) -> int:
        """Where the words begin, after blanks and list signs."""
        return self.dashes[-1].end if self.dashes else len(self.lead)

    @property
    def is_number(self) -> bool:
        """Whether the words are a bare number: after a hyphen, a negative one."""
        return bool(_NUMBER.match(self.text, self.body))

    @property
    def name(self) -> str:
        """The name before the colon, as the parser would read it; empty without one."""
        if self.key is None:
            return ""
        return self.text[self.key.start : self.key.end].strip("\"'")


def take_apart(number: int, text: str) -> Line:
    """The parts of the ``number``-th line."""
    lead = _LEAD.match(text)
    at = lead.end() if lead else 0
    first = at
    dashes: list[Dash] = []
    while dash := _DASH.match(text, at):
        dashes.append(Dash(at, dash.end(), proper=True))
        at = dash.end()
    if not dashes and (dash := _LOOSE_DASH.match(text, at)):
        dashes.append(Dash(at, dash.end(), proper=False))
        at = dash.end()
    key = _key(text, at)
    return Line(number, text, text[:first], tuple(dashes), key, key.gap_end if key else at)


def without_dash(line: Line) -> Line:
    """The same line, its loose list sign taken for the first of its words."""
    at = len(line.lead)
    key = _key(line.text, at)
    return Line(line.number, line.text, line.lead, (), key, key.gap_end if key else at)


def _key(text: str, at: int) -> Key | None:
    plain = _QUOTED_KEY.match(text, at) or _PLAIN_KEY.match(text, at)
    full = _FULL_KEY.match(text, at)
    if plain and not (full and full.start("colon") < plain.start("colon")):
        found, kind = plain, _after(text, plain.end("colon"))
        if plain["colon"] == "：":
            kind = "full-width"
    elif full:
        found, kind = full, "full-width"
    elif tight := _TIGHT_KEY.match(text, at):
        found, kind = tight, "tight"
    else:
        return None
    gap = _GAP.match(text, found.end("colon"))
    end = gap.end() if gap else found.end("colon")
    name_end = found.start("key") + len(found["key"].rstrip())
    return Key(found.start("key"), name_end, end, found.start("colon"), kind)


def _after(text: str, at: int) -> Separator:
    gap = _GAP.match(text, at)
    blanks = gap.group() if gap else ""
    if not blanks.strip(" "):
        return "ok" if blanks or at == len(text) else "tight"
    return "tab" if "\t" in blanks else "odd-space"


def quoted(words: str) -> str:
    """Words in quotes that keep every character."""
    if '"' not in words and "\\" not in words:
        return f'"{words}"'
    if "'" not in words:
        return f"'{words}'"
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def comment_at(text: str, at: int) -> int:
    """Where a comment begins in the rest of a line, or the line's end."""
    hit = _COMMENT.search(text, at)
    return hit.start() if hit else len(text)
