"""A ledger's text, line by line: every slip at once, where the parser would stop at the first.

The scanner keeps just enough of the structure to know what each line may be: which columns are open,
whether the line above leaves words to go on, and which lines are text that nothing may touch.
"""

from dangjian_cli.finding import Problem
from dangjian_cli.load import slips
from dangjian_cli.load.levels import Level, meant_column, meant_first, next_line, seeming_width
from dangjian_cli.load.lines import CONTROL, ZERO_WIDTH, Key, Line, take_apart, without_dash
from dangjian_cli.load.slips import Slip, problems_of
from dangjian_cli.load.values import Tail, goes_deeper, look
from dangjian_cli.pattern import pattern

_SURE = ("ok", "tab", "odd-space")  # a colon and a blank of some sort: nothing but a name's
_CONTROL = pattern(f"[{CONTROL}]+")
_ZERO_WIDTH = pattern(f"[{ZERO_WIDTH}]+")
_CUT = pattern(r"(?:---|\.\.\.)(?:\s|$)")
_MEASURED_BLOCK = pattern(r"[|>][+\-]?[1-9]")
_DIRECTIVE = pattern(r"%(?:YAML|TAG) ")
_SEMICOLON = pattern(r"(?P<name>[^\s:：，。、；;“”\"'\[\]{}#]{1,12})(?P<sign>[；;])\s*(?=\S)")
_BARE_NAME = pattern(r"[\w（）()·/]{1,20}")
_SIGNED_NAME = pattern(r"[@`%*&!]")


def preflight(text: str, *, parses: bool = False) -> tuple[Problem, ...]:
    """Every slip in a text, in the order of its lines.

    ``parses`` says that the parser takes the text: then a line is only what the parser sees in it, and
    full-width signs are words.
    """
    lines = text.split("\n")
    return problems_of(_Scanner(lines, parses=parses).run(), lines)


class _Scanner:
    """One walk down the lines."""

    def __init__(self, lines: list[str], *, parses: bool) -> None:
        self._lines = lines
        self._parses = parses
        self._slips: list[Slip] = []
        self._levels: list[Level] = []
        self._tail = Tail.OPEN
        self._parent = -1  # the column that the previous value's further lines must stand right of
        self._above = 1  # the last line with words
        self._begun = False
        self._ragged: dict[int, int] = {}  # columns told as badly indented, and those they are taken for
        self._is_ragged = False  # whether the line at hand stands at one of them
        self._block: int | None = None  # where the lines of a block of text begin

    def run(self) -> list[Slip]:
        """The slips of all lines."""
        number = 1
        while number <= len(self._lines):
            self._controls(number)
            last = self._line(number)
            for skipped in range(number + 1, last + 1):
                self._controls(skipped)
            number = last + 1
        return self._slips

    def _controls(self, number: int) -> None:
        text = self._lines[number - 1]
        for hit in _CONTROL.finditer(text):
            inner = bool(text[: hit.start()].strip()) and bool(text[hit.end() :].strip())
            keep = " " if inner and set(hit.group()) & set("\x0b\x0c\x85\u2028\u2029") else ""
            self._slips.append(slips.control_character(number, hit.start(), hit.group(), keep))

    def _line(self, number: int) -> int:
        """Looks at one line; returns the last line that belongs to its value."""
        text = self._lines[number - 1]
        if not _ZERO_WIDTH.sub("", text).strip():
            self._blank(number, text)
            return number
        if self._is_block_text(number, text) or self._is_mark(number, text):
            return number
        line = take_apart(number, text)
        if text[len(line.lead)] == "#":
            self._comment(line)
            return number
        if not self._may_be_list(line):
            line = without_dash(line)
        if self._goes_on(line):
            return number
        column = self._settled(line, self._indent(line))
        self._place(line, column)
        last = self._content(line, column)
        self._above, self._begun = number, True
        return last

    def _blank(self, number: int, text: str) -> None:
        if self._parses or self._tail is Tail.BLOCK:
            return
        if "\t" in text:
            self._slips.append(slips.tab_on_blank(number, text))
        elif hidden := _ZERO_WIDTH.search(text):
            self._slips.append(slips.control_character(number, hidden.start(), hidden.group(), ""))

    def _is_block_text(self, number: int, text: str) -> bool:
        if self._tail is not Tail.BLOCK:
            return False
        depth = len(text) - len(text.lstrip(" "))
        if depth <= self._parent:
            self._tail = Tail.CLOSED
            return False
        if self._block is not None and depth < self._block:
            self._slips.append(slips.block_indent(number, depth))
        self._block = depth if self._block is None else min(depth, self._block)
        return True

    def _is_mark(self, number: int, text: str) -> bool:
        """A line of hyphens or dots that cuts the file, or the format's own first line."""
        if not self._begun and _DIRECTIVE.match(text):
            return True
        if not _CUT.match(text):
            return False
        if self._begun and any(line.strip() for line in self._lines[number:]):
            self._slips.append(slips.told(number, 0, slips.several_documents()))
        if not self._begun:
            self._levels, self._parent = [], -1
        elif self._tail is not Tail.OPEN:
            self._tail = Tail.CLOSED
        if self._levels:  # the rest may be a ledger of its own, with the same names
            self._levels[0].names.clear()
        return True

    def _comment(self, line: Line) -> None:
        if line.lead.strip(" "):
            self._slips.append(slips.wide_indent(line.number, line.lead, " " * seeming_width(line.lead)))

    def _may_be_list(self, line: Line) -> bool:
        """Whether a loose list sign can be one here, rather than the first of some words."""
        if not line.dashes or line.dashes[0].proper:
            return True
        in_list = bool(self._levels) and self._levels[-1].is_list
        if self._tail is not Tail.OPEN and not any(level.is_list for level in self._levels):
            return False
        if line.is_number:
            return in_list
        first = line.text[line.dashes[0].end]
        return not self._parses or in_list or not first.isascii() or first in "\"'"

    def _goes_on(self, line: Line) -> bool:
        """Whether a line is more of the words above. One that cannot be is told as badly indented."""
        if self._tail not in (Tail.PLAIN, Tail.CLOSED) or line.spaces <= self._parent:
            return False
        named = line.key is not None and line.key.separator in _SURE
        if named and not self._levels and self._parent < 0:
            self._title()
            return False
        if named:
            return False
        if self._tail is Tail.CLOSED:
            self._tell_ragged(line, line.spaces)
        return True

    def _tell_ragged(self, line: Line, column: int) -> int:
        """The open column that a badly indented line is taken for. More lines there are the same mistake."""
        if column not in self._ragged:
            self._slips.append(slips.ragged(line.number, column, self._above))
            alike = [level.column for level in self._levels if level.is_list == bool(line.dashes)]
            nearest = alike or [level.column for level in self._levels]
            self._ragged[column] = min(nearest, key=lambda near: (abs(near - column), near), default=column)
        return self._ragged[column]

    def _title(self) -> None:
        """Words at the top of a ledger, which a record follows."""
        words = self._lines[self._above - 1].strip()
        self._slips.append(slips.missing_colon(self._above, 0, words))
        self._tail = Tail.OPEN

    def _indent(self, line: Line) -> int:
        """The column where a line should begin; odd blanks before it are a slip."""
        lead = line.lead
        if not lead.strip(" "):
            return len(lead)
        if not _ZERO_WIDTH.sub("", lead).strip(" "):
            column = lead.count(" ")
            self._slips.append(slips.hidden_character(line.number, 0, len(lead), line.name, " " * column))
            return column
        column = self._nearest(lead)
        if line.key or line.dashes or line.spaces <= self._parent:
            self._slips.append(slips.wide_indent(line.number, lead, " " * column))
        return column

    def _nearest(self, lead: str) -> int:
        """The open column that odd blanks were meant to reach."""
        wide = seeming_width(lead)
        if self._tail is Tail.OPEN and wide > self._parent:
            return wide
        columns = [level.column for level in self._levels]
        return min(columns, key=lambda column: abs(column - wide), default=wide)

    def _settled(self, line: Line, column: int) -> int:
        """The column that a line belongs to: its own if it is open, else the nearest, and that is told."""
        opens = self._tail is Tail.OPEN and column > self._parent
        known = not self._levels or any(level.column == column for level in self._levels)
        self._is_ragged = not (opens or known)
        if self._is_ragged:
            return self._tell_ragged(line, column)
        begins = self._tail is Tail.OPEN
        dedents = bool(self._levels) and column < self._levels[-1].column
        if (begins or dedents) and (meant := self._meant(line, column, begins=begins)) is not None:
            self._slips.append(slips.ragged(line.number, column, self._above))
            return meant
        self._ragged = {told: near for told, near in self._ragged.items() if told < column}
        return column

    def _meant(self, line: Line, column: int, *, begins: bool) -> int | None:
        """The column that a line should stand at, when what lies below says so."""
        if self._parses:
            return None
        meant = meant_column(line, column, self._levels, self._lines)
        if meant is None and begins:
            return meant_first(line, column, self._parent, self._lines)
        return meant

    def _place(self, line: Line, column: int) -> None:
        """Closes the levels that a line at ``column`` ends, and opens the one it begins."""
        opened = self._tail is Tail.OPEN
        while self._levels and self._levels[-1].column > column:
            self._levels.pop()
        top = self._levels[-1] if self._levels else None
        if top and top.is_list and not line.dashes and top.column == column and len(self._levels) > 1:
            below = self._levels[-2]
            if below.column == column and not below.is_list:
                self._levels.pop()
                top = below
        if top is None or top.column < column:
            if line.dashes or self._is_named(line, certain=False):
                self._levels.append(Level(column, is_list=bool(line.dashes)))
        elif line.dashes and not top.is_list:
            if opened and self._parent == column:
                self._levels.append(Level(column, is_list=True))
            elif not self._is_ragged:
                self._slips.append(slips.stray_dash(line.number, column, self._above))
        elif top.is_list and not line.dashes and not self._is_ragged:
            self._slips.append(slips.missing_dash(line.number, column))

    def _is_named(self, line: Line, *, certain: bool) -> bool:
        """Whether the words begin with a name and a colon, as the parser or the writer sees it."""
        if line.key is None:
            return False
        if line.key.separator in _SURE:
            return True
        return not self._parses and (certain or not line.name[-1:].isdigit())

    def _content(self, line: Line, column: int) -> int:
        """The words of a placed line; returns the last line of its value."""
        shift = column - len(line.lead)
        for dash in line.dashes:
            if not dash.proper:
                typed = line.text[dash.start : dash.end]
                self._slips.append(slips.loose_dash(line.number, dash.start, dash.end, typed))
                shift += 2 - len(typed)
        if line.dashes:
            return self._entry(line, column, line.body + shift)
        top = self._levels[-1] if self._levels else None
        in_record = top is not None and top.column == column and not top.is_list
        if line.key and self._is_named(line, certain=in_record):
            return self._named(line, line.key, column)
        if not in_record and self._tail is Tail.OPEN and self._begins_record(line, column):
            self._levels.append(Level(column, is_list=False))
            in_record = True
        if in_record:
            self._nameless(line, column)
            return line.number
        return self._value(line, line.body, self._parent)

    def _begins_record(self, line: Line, column: int) -> bool:
        """Whether words without a colon are the first line of a record: names follow in their column."""
        if self._parses or not line.text[line.body : line.body + 1].isalnum():
            return False
        below = next_line(self._lines, line.number)
        if below is None or below.key is None:
            return False
        return below.key.separator in _SURE and not below.dashes and seeming_width(below.lead) == column

    def _entry(self, line: Line, column: int, inner: int) -> int:
        """One entry of a list, whose words begin at ``inner``."""
        for dash in line.dashes[1:]:
            self._levels.append(Level(dash.start + column - len(line.lead), is_list=True))
        if line.key and self._is_named(line, certain=False) and self._is_record(line, column):
            self._levels.append(Level(inner, is_list=False))
            return self._named(line, line.key, inner)
        if line.key is None and self._begins_record(line, inner):
            self._levels.append(Level(inner, is_list=False))
            self._nameless(line, inner)
            return line.number
        parent = self._levels[-1].column if self._levels else column
        return self._value(line, line.body, parent, entry=True)

    def _is_record(self, line: Line, column: int) -> bool:
        """Whether a list entry like ``甲：乙`` is a record and not just words with a colon in them.

        It is when a second name stands below it, when the next entry has the same name or is surely a
        record, and when the whole file is that list.
        """
        if line.key is None or line.key.separator in _SURE or self._levels[0].is_list:
            return True
        below = next_line(self._lines, line.number)
        if below is None or below.key is None:
            return False
        if below.dashes and seeming_width(below.lead) == column:
            return below.key.separator in _SURE or below.name == line.name
        return seeming_width(below.lead) > column

    def _named(self, line: Line, key: Key, column: int) -> int:
        """A name, its colon and its value."""
        typed = line.text[key.start : key.end]
        clean = _ZERO_WIDTH.sub("", typed)
        if clean != typed:
            self._slips.append(slips.hidden_character(line.number, key.start, key.end, typed, clean))
        elif _SIGNED_NAME.match(typed):
            edit = slips.value_in_quotes(key.start, key.end, line.text)
            self._slips.append(slips.special_sign(line.number, key.start, typed[0], edit))
        last = not line.text[key.gap_end :].strip()
        if key.separator != "ok":
            self._slips.append(
                slips.colon(
                    line.number, slips.Colon(key.colon, key.end, key.gap_end, key.separator, clean), last=last
                )
            )
        self._remember(line, column, clean.strip("\"'"))
        return self._value(line, key.gap_end, column)

    def _remember(self, line: Line, column: int, name: str) -> None:
        top = self._levels[-1] if self._levels else None
        if top is None or top.is_list or top.column != column:
            return
        first = top.names.setdefault(name, line.number)
        if first != line.number and line.key:
            self._slips.append(slips.told(line.number, line.key.start, slips.duplicate_key(name, first)))

    def _nameless(self, line: Line, column: int) -> None:
        """A line of a record without a colon."""
        if typed := _SEMICOLON.match(line.text, line.body):
            start = typed.start("sign")
            self._slips.append(
                slips.colon(line.number, slips.Colon(start, start, typed.end(), "semicolon", typed["name"]))
            )
            self._tail, self._parent = Tail.PLAIN, column
            return
        words = line.text[line.body :].strip()
        is_head = bool(_BARE_NAME.fullmatch(words)) and goes_deeper(self._lines, line.number, column)
        end = line.body + len(words)
        edit = slips.Edit(end, end, ":") if is_head else None
        self._slips.append(slips.missing_colon(line.number, line.body, words, edit))
        self._tail, self._parent = Tail.OPEN if is_head else Tail.PLAIN, column

    def _value(self, line: Line, start: int, parent: int, *, entry: bool = False) -> int:
        reading = look(self._lines, line.number, start, parent, entry=entry)
        self._slips += reading.slips
        self._tail, self._parent = reading.tail, parent
        self._block = 0 if _MEASURED_BLOCK.match(line.text, start) else None
        return reading.last
