"""Slips that the parser takes without a word while the data goes wrong.

A clean file costs a few searches of the whole text; only a hit makes the lines be read one by one.
"""

import re

from dangjian_cli.finding import Problem
from dangjian_cli.load.lines import ODD_SPACES, ZERO_WIDTH
from dangjian_cli.load.preflight import CONTROL, preflight

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

# Each begins with a sign that is searched for at the speed of memory; what stands before it is looked at
# only on a hit.
_SIGNS = (
    re.compile(r"#(?<=[ \t]#)(?=[^\s#=\-*~_])"),
    re.compile(rf"\n[ ]*(?:-(?=[^\s\-\x00-\x7f]|[\"'{ODD_SPACES}\t])|[－—–‐‑−﹣•●·])"),
    re.compile(rf"\n[ ]*[{ODD_SPACES}][^\n]*(?:[:：]|- )"),
    re.compile(r"\[[^\]\n]*[，、］]"),
    re.compile("［"),
    re.compile(r"\{[^}\n]*(?:[：，]|:(?=[^\s:/\d,}]))"),
    re.compile("“(?<=[:-] “)[^“”\n]*”[ \t]*(?:\n|$)"),
    re.compile("‘(?<=[:-] ‘)[^‘’\n]*’[ \t]*(?:\n|$)"),
    re.compile("「(?<=[:-] 「)[^「」\n]*」[ \t]*(?:\n|$)"),
    re.compile(f"[{ZERO_WIDTH}{CONTROL}]"),
)


def silent(text: str) -> tuple[Problem, ...]:
    """What a text that parses has lost or will have changed on the way. Empty for a clean one."""
    begun = "\n" + text  # so that the first line, too, follows a line end
    if not any(sign.search(begun) for sign in _SIGNS):
        return ()
    return tuple(problem for problem in preflight(text, parses=True) if problem.code in _CODES)
