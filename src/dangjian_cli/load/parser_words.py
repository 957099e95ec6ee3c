"""The parser's complaints, said to a clerk: the last resort where no slip of a line explains them.

The compiled parser and the one in Python word them differently; both are listed. The parser often
notices one line too late, so the line with words above is always shown too.
"""

from typing import Any

import yaml

from dangjian_cli.finding import Message, Problem, Value, message

_LIST_TROUBLE = (
    message("这一行和上面的几条接不上：上面每条以“- ”开头"),
    message("看看这一行是不是少了“- ”，或者行首空格的多少和上面不一样"),
)
_RECORD_TROUBLE = (
    message("这一行和上面接不上：层次不对，或者上一行没有写完"),
    message("看看这两行：行首空格要对齐，名称后面是半角冒号加空格，引号和括号要成对"),
)
_NO_COLON = (
    message("上一行少了冒号，或者冒号后面没有空格"),
    message("写成“名称: 内容”，用半角冒号，后面空一格"),
)
_COLON_HERE = (
    message("这一行的冒号接不上：一行里有两个冒号，或者上一行少了冒号"),
    message("内容里有冒号的，给内容加上双引号；再看看上一行的冒号"),
)
_SIGN = (
    message("内容以一个有特殊用途的符号开头"),
    message("给整个内容加上双引号"),
)
_TAB = (
    message("这一行里有 Tab 键打出来的空白"),
    message("把它删掉，改用半角空格"),
)
_QUOTE = (
    message("这里的引号没有配对"),
    message("在内容末尾补上同样的半角引号"),
)
_BRACKET = (
    message("这里的括号没有配对，或者括号里少了逗号"),
    message("补上半角括号，几项之间用半角逗号加空格“, ”隔开"),
)
_ESCAPE = (
    message("双引号里有“\\”，它和后面的字会被当成特殊符号"),
    message("把双引号换成单引号，或者把“\\”换成“/”"),
)
_UNKNOWN = (
    message("从这一行起读不下去了"),
    message("看看这一行和上一行：缩进、冒号、引号、括号是不是都对"),
)

_TABLE: tuple[tuple[str, str, tuple[Message, Message]], ...] = (
    ("parser-tab", "'\\t'", _TAB),
    ("parser-tab", "found a tab character", _TAB),
    ("parser-colon", "could not find expected ':'", _NO_COLON),
    ("parser-colon", "mapping values are not allowed", _COLON_HERE),
    ("parser-quote", "found unexpected end of stream", _QUOTE),
    ("parser-quote", "found unexpected document", _QUOTE),
    ("parser-bracket", "expected ',' or", _BRACKET),
    ("parser-escape", "escape", _ESCAPE),
    ("parser-escape", "hexdecimal", _ESCAPE),
    ("parser-list", "expected '-'", _LIST_TROUBLE),
    ("parser-list", "but found '?'", _LIST_TROUBLE),
    ("parser-list", "sequence entries are not allowed", _LIST_TROUBLE),
    ("parser-structure", "did not find expected key", _RECORD_TROUBLE),
    ("parser-structure", "expected <block end>", _RECORD_TROUBLE),
    ("parser-structure", "expected <document start>", _RECORD_TROUBLE),
    ("parser-structure", "document start", _RECORD_TROUBLE),
    ("parser-sign", "cannot start any token", _SIGN),
    ("parser-sign", "alphabetic or numeric", _SIGN),
    ("parser-sign", "expected URI", _SIGN),
    ("parser-sign", "whitespace or line break", _SIGN),
    ("parser-sign", "comment or", _SIGN),
    ("parser-sign", "indentation indicators", _SIGN),
    ("parser-sign", "mapping keys are not allowed", _SIGN),
    ("parser-sign", "node content", _SIGN),
)
_OPENED = ("quoted scalar", "flow sequence", "flow mapping")


def place(text: str, error: yaml.YAMLError) -> tuple[int, int]:
    """Line and column, from 1, where the parser stopped; where a quote began that was never closed."""
    context = getattr(error, "context", None) or ""
    mark: Any = getattr(error, "problem_mark", None)
    if any(words in context for words in _OPENED):
        mark = getattr(error, "context_mark", None) or mark
    if mark is None:
        return 1, 1
    lines = text.split("\n")
    line = min(mark.line, len(lines) - 1)
    while line > 0 and not lines[line].strip():  # an error at the very end stands on an empty line
        line -= 1
    return line + 1, (mark.column if line == mark.line else 0) + 1


def translated(text: str, error: yaml.YAMLError) -> Problem:
    """The parser's complaint in Chinese, with its line and the one above."""
    line, column = place(text, error)
    complaint = getattr(error, "problem", None) or str(error)
    rows = ((code, said) for code, words, said in _TABLE if words in complaint)
    code, (what, fix) = next(rows, ("parser-other", _UNKNOWN))
    mended = text.split("\n")[line - 1].rstrip().replace("\t", " ") if code == "parser-tab" else None
    return Problem(code, _with_lines(what, text, line), fix, line=line, column=column, mended=mended)


def _with_lines(what: Message, text: str, line: int) -> Message:
    lines = text.split("\n")
    above = next((n for n in range(line - 1, 0, -1) if lines[n - 1].strip()), None)
    here = Value(lines[line - 1].strip())
    if above is None:
        return message(what.template + "（第 {line} 行“{here}”）", line=line, here=here)
    return message(
        what.template + "（第 {line} 行“{here}”，上面第 {above} 行“{before}”）",
        line=line,
        here=here,
        above=above,
        before=Value(lines[above - 1].strip()),
    )
