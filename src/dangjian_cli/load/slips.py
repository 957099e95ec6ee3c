"""What a clerk's slip is called and how it is told: one constructor a kind of slip, and nothing else.

Every sentence says what was typed and then what to change; none has a word of the file format's jargon.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from dangjian_cli.finding import Message, Problem, Value, message
from dangjian_cli.load.lines import quoted


class Edit(NamedTuple):
    """``instead`` takes the place of a line's text from ``start`` to ``end``."""

    start: int
    end: int
    instead: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake at column ``at`` (from 0) of a line (from 1).

    ``edit`` is ``None`` where only its writer can know what was meant.
    """

    code: str
    line: int
    at: int
    message: Message
    fix: Message
    edit: Edit | None = None
    fatal: bool = True


def problems_of(slips: Iterable[Slip], lines: list[str]) -> tuple[Problem, ...]:
    """Problems in the order of the file. The mended line of each mends all slips of that line."""
    by_line: dict[int, list[Slip]] = {}
    for slip in sorted(slips, key=lambda slip: (slip.line, slip.at)):
        by_line.setdefault(slip.line, []).append(slip)
    return tuple(
        Problem(
            slip.code,
            slip.message,
            slip.fix,
            line=slip.line,
            column=slip.at + 1,
            mended=mended if slip.edit else None,
            fatal=slip.fatal,
        )
        for number, group in by_line.items()
        for mended in [_mended(lines[number - 1], [slip.edit for slip in group if slip.edit])]
        for slip in group
    )


def _mended(text: str, edits: list[Edit]) -> str:
    """The line with its edits made, the first winning where two overlap."""
    out: list[str] = []
    at = 0
    for edit in sorted(edits):
        if edit.start >= at:
            out += [text[at : edit.start], edit.instead]
            at = edit.end
    return "".join(out) + text[at:]


def duplicate_key(key: str, first: int) -> Problem:
    """The same name twice in one record, with the line where it stood first."""
    return Problem(
        "duplicate-key",
        message("“{key}”写了两次：第 {first} 行已经有了，这一行又有", key=Value(key), first=first),
        message("留下对的一行，删掉另一行；如果是两条记录，每条的第一行前面加“- ”"),
    )


def several_documents() -> Problem:
    """A line of three hyphens or dots amid the file."""
    return Problem(
        "several-documents",
        message("文件中间有一行“---”（或“...”），会把文件截成几份"),
        message("删掉这一行；确实是几份台账的，分成几个文件存"),
    )


def told(line: int, at: int, problem: Problem) -> Slip:
    """A problem that has no mended line, at its place."""
    fix = problem.fix or problem.message
    return Slip(problem.code, line, at, problem.message, fix)


def control_character(line: int, at: int, sign: str, instead: str) -> Slip:
    """A character that no text may contain, or an odd line break."""
    return Slip(
        "control-character",
        line,
        at,
        message("这里有一个看不见的控制符（多半是从 Word 或网页粘贴带来的）"),
        message("删掉它：光标移到这里按一下退格键；不行就把这一行重新打一遍"),
        Edit(at, at + len(sign), instead),
    )


def wide_indent(line: int, lead: str, instead: str) -> Slip:
    """Full-width or non-breaking spaces, or tabs, at the beginning of a line."""
    at = next(i for i, sign in enumerate(lead) if sign != " ")
    if "\t" in lead:
        code, words = "tab-indent", message("行首缩进用了 Tab 键")
    elif "\u3000" in lead:
        code, words = "wide-indent", message("行首缩进用了全角空格")
    else:
        code, words = "wide-indent", message("行首缩进用了特殊的空格（多半是从网页或 Word 粘贴来的）")
    return Slip(
        code,
        line,
        at,
        words,
        message("行首改用半角空格，每层两个"),
        Edit(0, len(lead), instead),
    )


def tab_on_blank(line: int, text: str) -> Slip:
    """A line of blanks alone, tabs among them: the parser does not take it for empty."""
    return Slip(
        "tab-indent",
        line,
        text.index("\t"),
        message("这个空行里有 Tab 键打出来的空白"),
        message("把这一行的空白删干净"),
        Edit(0, len(text), ""),
    )


def hidden_character(line: int, at: int, end: int, words: str, instead: str) -> Slip:
    """Zero-width characters in a name or before it."""
    return Slip(
        "zero-width",
        line,
        at,
        message("“{words}”里夹着看不见的字符，会被当成另一个名称", words=Value(instead or words)),
        message("把这个名称删掉重新打一遍，不要复制粘贴"),
        Edit(at, end, instead),
    )


def ragged(line: int, at: int, above: int) -> Slip:
    """A line that begins at a column where nothing can."""
    return Slip(
        "bad-indent",
        line,
        at,
        message("这一行前面的空格数和上面对不上（参看第 {above} 行）", above=above),
        message("同一层的行，行首空格要一样多；下一层多两个空格"),
    )


def block_indent(line: int, at: int) -> Slip:
    """A line of a block of text that begins left of the block's first line."""
    return Slip(
        "block-indent",
        line,
        at,
        message("这段文字的第一行比后面的行空得多，从这一行起读不下去"),
        message("第一行的行首和后面的行对齐；段首要空两格的，用全角空格"),
    )


def loose_dash(line: int, start: int, end: int, typed: str) -> Slip:
    """A list sign that is not a hyphen and one space."""
    if not typed.startswith("-"):
        code = "wide-dash"
        words = message("“{typed}”不是半角的短横，不会被当成一条", typed=Value(typed.strip()))
    elif len(typed) > 1:
        code, words = "no-space-after-dash", message("短横“-”后面不是半角空格，不会被当成一条")
    else:
        code, words = "no-space-after-dash", message("短横“-”后面没有空格，不会被当成一条")
    return Slip(code, line, start, words, message("改成半角短横加一个半角空格“- ”"), Edit(start, end, "- "))


class Colon(NamedTuple):
    """What separates a name from its value: the sign at ``at``, with the blanks from ``start`` to ``end``."""

    at: int
    start: int
    end: int
    kind: str
    name: str


def colon(line: int, typed: Colon, *, last: bool = False) -> Slip:
    """A wrong separator; ``last`` when no value follows it on the line."""
    template, code = {
        "full-width": ("“{name}”后面是中文冒号“：”", "full-width-colon"),
        "tight": ("“{name}”后面的冒号没有跟空格", "no-space-after-colon"),
        "tab": ("“{name}”的冒号后面是 Tab 键", "tab-after-colon"),
        "odd-space": ("“{name}”的冒号后面不是半角空格（是全角的或特殊的空格）", "wide-space-after-colon"),
        "semicolon": ("“{name}”后面是分号，不是冒号", "semicolon"),
    }[typed.kind]
    return Slip(
        code,
        line,
        typed.at,
        message(template, name=Value(typed.name)),
        message("改成半角冒号") if last else message("改成半角冒号加一个空格“: ”"),
        Edit(typed.start, typed.end, ":" if last else ": "),
    )


def missing_colon(line: int, at: int, words: str, edit: Edit | None = None) -> Slip:
    """Words where a name and a colon should stand."""
    return Slip(
        "missing-colon",
        line,
        at,
        message("“{words}”这一行没有冒号，看不出哪是名称、哪是内容", words=Value(words)),
        message("写成“名称: 内容”；是标题或说明的，最前面加“# ”；是上一行没写完的，接到上一行末尾"),
        edit,
    )


def missing_dash(line: int, at: int) -> Slip:
    """A line without ``- `` amid lines that have it."""
    return Slip(
        "missing-dash",
        line,
        at,
        message("上面几条都以“- ”开头，这一行没有"),
        message("是新的一条，就在前面加“- ”；是上一条里的一行，就在前面多空两格；都不是，看看缩进"),
    )


def stray_dash(line: int, at: int, above: int) -> Slip:
    """A list entry where a name should stand."""
    return Slip(
        "stray-dash",
        line,
        at,
        message("这一行以“- ”开头，可它上面（第 {above} 行）不是只写名称和冒号的行，接不上", above=above),
        message("先单独写一行“名称:”，下面再一条一条写“- ”；或者删掉这个“- ”"),
    )


def swallowed(line: int, at: int, value: Edit, lost: str) -> Slip:
    """Words after ``#`` that would be dropped."""
    return Slip(
        "swallowed-comment",
        line,
        at,
        message("“{lost}”会被当成注释丢掉", lost=Value(lost)),
        message("给整个内容加上双引号；本来就是注释的，在 # 后面空一格"),
        value,
    )


def special_sign(line: int, at: int, sign: str, value: Edit | None) -> Slip:
    """A value or a name that begins with a sign of the format."""
    return Slip(
        "special-sign",
        line,
        at,
        message("内容以“{sign}”开头，这个符号有特殊用途，会读错", sign=Value(sign)),
        message("给整个内容加上双引号"),
        value,
    )


def words_after_block_sign(line: int, at: int, sign: str) -> Slip:
    """``|`` or ``>`` with words behind it and text below."""
    return Slip(
        "special-sign",
        line,
        at,
        message("“{sign}”后面还有别的字，下面几行就接不上了", sign=Value(sign)),
        message("“{sign}”后面不写字：把这些字移到下一行，和下面几行对齐", sign=Value(sign)),
    )


def second_colon(line: int, at: int, typed: str, value: Edit) -> Slip:
    """A colon and a blank inside a value."""
    return Slip(
        "second-colon",
        line,
        at,
        message("“{typed}”里又有一个冒号加空格，分不清哪个是名称", typed=Value(typed)),
        message("给整个内容加上双引号；如果是两项内容，分成两行写"),
        value,
    )


def wide_quotes(line: int, at: int, typed: str, value: Edit) -> Slip:
    """A value wholly in Chinese quotes, which stay part of it."""
    return Slip(
        "full-width-quotes",
        line,
        at,
        message("“{inside}”两头的中文引号会留在内容里", inside=Value(typed[1:-1])),
        message("不需要引号的，删掉；内容里本来就有的，不用管"),
        value,
        fatal=False,
    )


def open_quote(line: int, at: int, typed: str, value: Edit | None) -> Slip:
    """A quote that is never closed."""
    return Slip(
        "unclosed-quote",
        line,
        at,
        message("“{typed}”开头有引号，后面没有配对的", typed=Value(typed)),
        message("在这段内容末尾补上同样的半角引号，或者把开头的引号删掉"),
        value,
    )


def open_bracket(line: int, at: int, typed: str) -> Slip:
    """A bracket that is never closed."""
    return Slip(
        "unclosed-bracket",
        line,
        at,
        message("“{typed}”开头有括号，后面没有配对的", typed=Value(typed)),
        message("在末尾补上同样的半角括号；括号是内容一部分的，给整个内容加上双引号"),
    )


def backslash(line: int, at: int, value: Edit | None) -> Slip:
    """A backslash between double quotes."""
    return Slip(
        "backslash",
        line,
        at,
        message("双引号里有“\\”，它和后面的字会被当成特殊符号"),
        message("把双引号换成单引号，或者把“\\”换成“/”"),
        value,
    )


def words_after_closing(line: int, at: int, rest: str, value: Edit | None) -> Slip:
    """Words behind a closing quote or bracket."""
    return Slip(
        "words-after-closing",
        line,
        at,
        message("引号或括号到这里已经结束，后面又有“{rest}”", rest=Value(rest)),
        message("给整个内容外面再加一对引号；后面的字不要的，删掉"),
        value,
    )


def list_comma(line: int, at: int, sign: str, value: Edit) -> Slip:
    """A Chinese comma between the entries in brackets. ``、`` may well belong to one entry: only a note."""
    return Slip(
        "full-width-comma",
        line,
        at,
        message("括号里用了中文的“{sign}”，几项会连成一项", sign=Value(sign)),
        message("改成半角逗号加一个空格“, ”；是同一项里的标点，给这一项加上双引号"),
        value,
        fatal=sign != "、",
    )


def wide_brackets(line: int, at: int, value: Edit) -> Slip:
    """A list in Chinese brackets."""
    return Slip(
        "full-width-brackets",
        line,
        at,
        message("用了中文的方括号“［］”，几项会连成一项"),
        message("括号和逗号都改成半角的"),
        value,
    )


def value_in_quotes(start: int, end: int, text: str) -> Edit:
    """The edit that puts a part of a line in quotes."""
    return Edit(start, end, quoted(text[start:end]))
