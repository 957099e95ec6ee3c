"""Slips that the parser takes without a word while the data goes wrong.

A clean file costs a few searches of the whole text; only a hit makes the lines be read one by one.
"""

import re

from dangjian_cli.finding import Problem
from dangjian_cli.load.lines import CONTROL, ODD_SPACES, ZERO_WIDTH

_CODES = frozenset(
    {
        "swallowed-comment",
        "no-space-after-dash",
        "wide-dash",
        "wide-indent",
        "zero-width",
        "full-width-comma",
        "full-width-brackets",
        "full-width-colon",
        "no-space-after-colon",
        "full-width-quotes",
        "control-character",
    }
)

# Each pattern begins with the sign that is looked for, which is found at the speed of memory.
_ANYWHERE = (
    re.compile(r"#(?<=[ \t]#)(?=[^\s#=\-*~_])"),
    re.compile(r"\[[^\]\n，、］]*[，、］]"),
    re.compile("［"),
    re.compile(r"\{[^}:\n]*，"),
    re.compile(r"\{[^}\n]*?(?:：|，(?=[ \t]*[}\n]|[^,}\n]*:)|:(?=[^\s:/\d,}]))"),
    re.compile("“(?<=[:-] “)[^“”\n]*”[ \t]*(?:\n|$)"),
    re.compile("‘(?<=[:-] ‘)[^‘’\n]*’[ \t]*(?:\n|$)"),
    re.compile("「(?<=[:-] 「)[^「」\n]*」[ \t]*(?:\n|$)"),
)
# A sign that may begin a line has a line end, a space or nothing at all before it.
_HYPHEN = re.compile(rf"-(?<![^\n ]-)(?=[^\s\-\x00-\x7f]|[\"'{ODD_SPACES}\t])")
_WIDE_DASHES = {sign: re.compile(rf"{sign}(?<![^\n ]{sign})") for sign in "－—–‐‑−﹣•●·"}
_UNSEEN = re.compile(f"[{ZERO_WIDTH}{CONTROL}]")
_ODD_SPACE = re.compile(f"[{ODD_SPACES}]")


def silent(text: str) -> tuple[Problem, ...]:
    """What a text that parses has lost or will have changed on the way. Empty for a clean one."""
    if not _is_suspect(text):
        return ()
    from dangjian_cli.load.preflight import preflight  # noqa: PLC0415 - a clean file does without

    return tuple(problem for problem in preflight(text, parses=True) if problem.code in _CODES)


def _is_suspect(text: str) -> bool:
    if any(sign.search(text) for sign in _ANYWHERE) or _begins_a_line(text, _HYPHEN):
        return True
    if any(sign in text and _begins_a_line(text, dash) for sign, dash in _WIDE_DASHES.items()):
        return True
    # Every odd blank and every character that cannot be seen is unprintable to Python.
    if text.replace("\n", " ").isprintable():
        return False
    return bool(_UNSEEN.search(text)) or _begins_a_line(text, _ODD_SPACE)


def _begins_a_line(text: str, sign: re.Pattern[str]) -> bool:
    """Whether a sign stands first on some line, after nothing but spaces."""
    starts = (hit.start() for hit in sign.finditer(text))
    return any(not text[text.rfind("\n", 0, at) + 1 : at].strip(" ") for at in starts)
