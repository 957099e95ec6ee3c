"""Single alterations of a text, each as the stretches to be put in: no line moves but those meant."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from dangjian_cli.edit.stored import Splice
from dangjian_cli.edit.tree import Group, Leaf, Listing, Node, column, line_end, line_start
from dangjian_cli.edit.written import Style, flow, group_lines, list_lines, scalar
from dangjian_cli.finding import InputError, Problem, Value, message
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.table import words_of


def style_of(node: Node | None, text: str) -> Style:
    """How the first list and the first group inside a list are indented."""
    found = Style()
    for word, group in _lists(node):
        listing = group.values[word]
        assert isinstance(listing, Listing)  # noqa: S101 - see _lists
        place = _dash(text, listing.items[-1])
        if place is not None:
            step = column(text, listing.items[-1].start) - place
            return Style(place - column(text, group.keys[word]), step, _indent(listing, text) or found.indent)
    return found


def _lists(node: Node | None) -> Iterator[tuple[str, Group]]:
    """Names of lists that are written line by line, from the outside in, with the groups they stand in."""
    if isinstance(node, Group) and not node.flow:
        for word, value in node.values.items():
            if isinstance(value, Listing) and not value.flow and value.items:
                yield word, node
        for value in node.values.values():
            yield from _lists(value)
    elif isinstance(node, Listing) and not node.flow:
        for item in node.items:
            yield from _lists(item)


def _indent(node: Node, text: str) -> int | None:
    """By how much a group's names stand right of the name above."""
    if isinstance(node, Listing):
        return next((found for item in node.items if (found := _indent(item, text))), None)
    if not isinstance(node, Group) or node.flow:
        return None
    for word, value in node.values.items():
        if isinstance(value, Group) and not value.flow and value.keys:
            return column(text, value.start) - column(text, node.keys[word])
        if found := _indent(value, text):
            return found
    return None


def _dash(text: str, item: Node) -> int | None:
    """The column of the dash before an entry, where both stand on one line."""
    before = text[line_start(text, item.start) : item.start]
    return len(before) - len(before.lstrip(" ")) if before.strip(" ") == "-" else None


def add_items(text: str, listing: Listing, items: Sequence[Any], style: Style) -> Splice:
    """Entries after the last of a list that is not empty."""
    last = listing.items[-1]
    if listing.flow:
        closing = text[last.end : listing.end]
        comma = closing.find(",")
        at = last.end if comma < 0 else last.end + comma + 1
        words = ", ".join(map(flow, items))
        return Splice(at, at, f", {words}" if comma < 0 else f" {words}")
    place = next(
        (found for item in reversed(listing.items) if (found := _dash(text, item)) is not None), None
    )
    dash = column(text, listing.start) if place is None else place
    if place is not None and (beside := _dash(text, last)) is not None:
        style = Style(style.dash, column(text, last.start) - beside, style.indent)
    if isinstance(last, Group) and last.flow:
        groups = [[f"{' ' * dash}-{' ' * (style.step - 1)}{flow(item)}"] for item in items]
    else:
        groups = [list_lines([item], dash, style) for item in items]
    apart = _blank_before(text, listing)
    lines = [line for group in groups for line in ([""] if apart else []) + group]
    return _after(text, last.end, dash, lines)


def _blank_before(text: str, listing: Listing) -> bool:
    """Whether the last two entries stand apart."""
    if len(listing.items) < 2:
        return False
    between = text[line_end(text, listing.items[-2].end) : line_start(text, listing.items[-1].start)]
    return "\n\n" in re.sub(r"[ \t]+", "", between)


def _after(text: str, end: int, depth: int, lines: Sequence[str]) -> Splice:
    """Lines below the line of ``end`` and the comments there that are indented more than ``depth``."""
    at = line_end(text, end)
    while at < len(text):
        below = text[at + 1 : line_end(text, at + 1)]
        if not below.lstrip(" ").startswith("#") or len(below) - len(below.lstrip(" ")) <= depth:
            break
        at = line_end(text, at + 1)
    tail = "\n" if at == len(text) else ""  # the last line of the file had no end
    return Splice(at, at, "".join(f"\n{line}" for line in lines) + tail)


def add_section(text: str, word: str, records: Sequence[Any], style: Style) -> Splice:
    """A section that the file does not have: below the examples of it, else at the end."""
    lines = [f"{word}:", *list_lines(records, style.dash, style)]
    if example := re.search(rf"^# ?{re.escape(word)}:.*(?:\n#.*)*$", text, re.MULTILINE):
        at = example.end()
        below = "".join(f"\n{line}" for line in lines)
        return Splice(at, at, below if text[at:] else f"{below}\n")
    end = "" if not text or text.endswith("\n") else "\n"
    gap = "\n" if text.strip() and not (text + end).endswith("\n\n") else ""
    return Splice(len(text), len(text), f"{end}{gap}" + "".join(f"{line}\n" for line in lines))


def fill_section(text: str, key: int, value: Node, records: Sequence[Any], style: Style) -> list[Splice]:
    """Records below the name of a section that is empty: ``会议:`` or ``会议: []``."""
    lines = list_lines(records, column(text, key) + style.dash, style)
    emptied = [] if value.start == value.end else [Splice(_gap(text, value.start), value.end, "")]
    return [*emptied, _after(text, value.end, column(text, key), lines)]


def _gap(text: str, at: int) -> int:
    """Where the blanks before a place begin."""
    return at - (len(text[:at]) - len(text[:at].rstrip(" ")))


def set_value(
    text: str, group: Group, model: type[Record] | None, word: str, value: Any, style: Style
) -> list[Splice]:
    """A field of a group with another value, whether it is there or not."""
    key = key_in(group, model, word)
    if key is None:
        return [_add_value(text, group, model, word, value, style)]
    return [_replaced(text, group, key, value, style)]


def key_in(group: Group, model: type[Record] | None, word: str) -> str | None:
    """By what word the field is written there."""
    field = words_of(model).get(word) if model else None
    return next((w for w in (field.words if field else (word,)) if w in group.values), None)


def _replaced(text: str, group: Group, key: str, value: Any, style: Style) -> Splice:
    old, start = group.values[key], group.keys[key]
    if group.flow:
        return Splice(old.start, old.end, flow(value) if old.start < old.end else f" {flow(value)}")
    if isinstance(value, str) and isinstance(old, Leaf) and "\n" not in text[old.start : old.end]:
        words = scalar(value) if "\n" not in value or _rest(text, old.end) else ""
        if words:
            return Splice(old.start, old.end, words if old.start < old.end else f" {words}")
    _no_comment(text, start, old)
    at = column(text, start)
    literal = not _rest(text, old.end)
    lines = group_lines({key: value}, at, style, literal=literal)
    return Splice(start, old.end, "\n".join(lines)[at:])


def _rest(text: str, end: int) -> str:
    return text[end : line_end(text, end)].strip()


def _no_comment(text: str, start: int, node: Node) -> None:
    """What is thrown away has no comment in it. Raises ``InputError``."""
    if isinstance(node, Leaf):
        return
    for line in text[start : node.end].split("\n"):
        if re.search(r"(?:^|\s)#", line):
            raise InputError(
                Problem(
                    "comment-in-the-way",
                    message("要换掉的内容里有备注“{typed}”，换了会丢", typed=Value(line.strip())),
                    message("这一处请用记事本打开文件来改"),
                )
            )


def _add_value(
    text: str, group: Group, model: type[Record] | None, word: str, value: Any, style: Style
) -> Splice:
    """A field that is not there yet, after those that go before it."""
    before = _before(group, model, word)
    if group.flow:
        words = f"{scalar(word, flow=True)}: {flow(value)}"
        if before is None:
            at = group.start + 1
            return Splice(at, at, f"{words}, " if group.values else words)
        at = group.values[before].end
        return Splice(at, at, f", {words}")
    first = next(iter(group.keys.values()))
    depth = column(text, first)
    lines = group_lines({word: value}, depth, style)
    if before is None:
        return Splice(first, first, "\n".join(lines)[depth:] + "\n" + " " * depth)
    return _after(text, group.values[before].end, depth, lines)


def _before(group: Group, model: type[Record] | None, word: str) -> str | None:
    """The last of the names that are there and go before."""
    if model is None:
        return list(group.values)[-1] if group.values else None
    order = {w: i for i, field in enumerate(words_of(model).values()) for w in field.words}
    mine = order.get(word, len(order))
    return next((w for w in reversed(group.values) if order.get(w, -1) < mine), None)


def without(text: str, group: Group, key: str) -> Splice:
    """A group without one of its fields; it keeps another."""
    names = list(group.values)
    at = names.index(key)
    start, node = group.keys[key], group.values[key]
    _no_comment(text, start, node)
    if at + 1 < len(names):
        after = group.keys[names[at + 1]]
        _no_comment(text, line_end(text, node.end), Group(after, after, flow=False))
        return Splice(start, after, "")
    return Splice(group.values[names[at - 1]].end, node.end, "")


def made_list(
    text: str, old: Node, more: Sequence[Any], group: Group, key: str, style: Style
) -> list[Splice]:
    """One thing that stands alone, made the first of a list."""
    if isinstance(old, Leaf):
        return [_replaced(text, group, key, [old.value, *more], style)]
    if group.flow or old.flow:
        words = ", ".join(map(flow, more))
        return [Splice(old.start, old.start, "["), Splice(old.end, old.end, f", {words}]")]
    depth = column(text, old.start)
    dash = f"-{' ' * (style.step - 1)}"
    starts = [hit.end() for hit in re.finditer(r"\n(?=[^\n])", text[old.start : old.end])]
    shifted = [Splice(old.start + at, old.start + at, " " * style.step) for at in starts]
    added = _after(text, old.end, depth - 1, list_lines(more, depth, style))
    return [Splice(old.start, old.start, dash), *shifted, added]
