"""会议：a meeting a row; further items of its agenda may follow in rows of their own."""

import re
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from dangjian_cli.exchange.cells import plain
from dangjian_cli.exchange.headings import Target, squeezed, table_of
from dangjian_cli.exchange.pages import CellValue, is_empty
from dangjian_cli.exchange.reading import Draft, Known, Reading, Weight
from dangjian_cli.exchange.synonyms import ITEM, MEETING, VOTE
from dangjian_cli.exchange.tables.base import OTHER, Kind, Line, Table
from dangjian_cli.exchange.tables.rows import draft, lines, nameless, not_taken
from dangjian_cli.finding import Value, Word, message
from dangjian_cli.ledger import values
from dangjian_cli.ledger.activities import Absence, Item, Meeting, Vote
from dangjian_cli.ledger.shape import shape_of
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.pattern import pattern

_ITEM: dict[str, Target] = {
    word: ("议题", *target)
    for word, target in table_of(Item, ITEM, without=("编号", "名称", "会前研究", "程序")).items()
}
_VOTE: dict[str, Target] = {word: ("议题", "表决", *target) for word, target in table_of(Vote, VOTE).items()}
WORDS = {
    **_VOTE,
    **{squeezed(f"表决{word}"): target for word, target in _VOTE.items()},
    **_ITEM,
    squeezed("表决"): ("议题", "表决"),
    squeezed("表决情况"): ("议题", "表决"),
    **table_of(Meeting, MEETING, without=(OTHER, "委托主持", "事前研究")),
    squeezed("议题"): ("议题",),
    **{squeezed(w): ("议题",) for w in MEETING["议题"].split()},
    **{squeezed(w): ("缺席",) for w in ("缺席", *MEETING["缺席"].split())},
}

_DATE: Target = ("日期",)
_OWN: set[Target] = {
    ("类型",),
    ("主题",),
    ("议题",),
    ("应到",),
    ("实到",),
    ("主持人",),
    ("主讲人",),
    ("地点",),
    ("记录人",),
}
KINDS_OF_MEETINGS = shape_of(Meeting, "kinds").words

_PLAIN = (
    *("编号", "开始", "结束", "所属年度", "地点", "主题", "党小组", "主持人", "记录人", "主讲人", "学时"),
    *("应到", "实到", "有表决权应到", "有表决权实到", "内容", "落实情况"),
)
_FROM_TO = pattern(
    r"^(?P<day>\D{0,3}?\d{4}\s*[年./-].*?\d{1,2}[日号]?)[\s(（]*(?:星期.|周.)?[)）\s]*"
    r"(?P<starts>[^\s\d年月日号]{0,2}\d{1,2}\s*[:：时点]\s*(?:\d{2}分?|半)?)?"
    r"\s*(?:[-—–~～至到]+\s*(?P<ends>[^\s\d]{0,2}\d{1,2}\s*[:：时点]\s*(?:\d{2}分?|半)?))?$"
)
_PARTS = pattern(r"[、，,；;\n]+(?![^(（]*[)）])")
_ABSENT = pattern(r"^(?P<name>[^(（:：]+?)\s*(?:[(（:：]\s*(?P<reason>[^)）]*)[)）]?)?$")
_NUMBERED = pattern(
    r"(?:^|(?<=[\n；;。]))\s*(?:\d{1,2}[.、．)）]|[(（]\d{1,2}[)）]|[一二三四五六七八九十]+、)\s*"
)
_COUNTS = {
    "赞成": pattern(r"(?<!不)(?:同意|赞成)(?:票)?[:：]?\s*(\d+)|(\d+)[票人]\s*(?:同意|赞成)"),
    "反对": pattern(r"(?:反对|不同意|不赞成)(?:票)?[:：]?\s*(\d+)|(\d+)[票人]\s*(?:反对|不同意|不赞成)"),
    "弃权": pattern(r"弃权(?:票)?[:：]?\s*(\d+)|(\d+)[票人]\s*弃权"),
}
_VOTE_WORDS = pattern(r"不同意|不赞成|同意|赞成|反对|弃权|票|人|[\d\s，,、；;：:。]")


def _find(_word: str) -> Target | None:
    """Every heading is looked up by its words."""
    return None


def _fits(targets: Collection[Target]) -> int:
    own = sum(t in _OWN for t in targets)
    return 10 * len(targets) if _DATE in targets and own >= 2 else 0


def _read(table: Table, reading: Reading, known: Known) -> None:
    last: Draft | None = None
    for line in lines(table, reading):
        if last is not None and _goes_on(line):
            last.data.setdefault("议题", []).extend(_items(line, reading, last.data))
            _keep_rest(line, last.data)
            continue
        last = _meeting(line, reading, known)


def _goes_on(line: Line) -> bool:
    """Whether a row has another item of the meeting above: it has no day of its own."""
    table = line.table
    day = table.of("日期")
    return day is not None and table.of("议题") is not None and is_empty(table.page.at(line.row, day.at))


def _meeting(line: Line, reading: Reading, known: Known) -> Draft | None:
    data: dict[str, Any] = dict(_day(line, reading))
    if "日期" not in data:
        nameless(line, reading)
        return None
    for label in _PLAIN:
        if text := line.typed(line.table.of(label), Meeting, label):
            data[label] = text
    kinds = _kinds(line, reading, known, data)
    if not kinds:
        not_taken(line, reading)
        return None
    data = {"类型": kinds if len(kinds) > 1 else kinds[0], **data}
    if absent := list(_absent(line, reading)):
        data["缺席"] = absent
    if guests := line.shown(line.table.of("列席")):
        data["列席"] = [part.strip() for part in _PARTS.split(guests) if part.strip()]
    if items := _items(line, reading, data):
        data["议题"] = items
    _keep_rest(line, data)
    return draft(line, "meetings", data, reading)


def _keep_rest(line: Line, data: dict[str, Any]) -> None:
    for key, text in line.others().items():
        other = data.setdefault(OTHER, {})
        other[key] = f"{other[key]}；{text}" if key in other and other[key] != text else text


# When and what -------------------------------------------------------------------------------------------


def _day(line: Line, reading: Reading) -> Iterator[tuple[str, str]]:
    """The day, and the times that stand beside it."""
    column = line.table.of("日期")
    value: CellValue = line.value(column) if column else ""
    found = _FROM_TO.match(value.strip()) if isinstance(value, str) else None
    if column is None or not (found or isinstance(value, datetime)):
        if text := line.typed(column, Meeting, "日期"):
            yield "日期", text
        return
    reading.take(line.table.page, line.row, (column.at,))
    parts: dict[str, CellValue] = (
        {"日期": value, **({"开始": value} if value.time() != datetime.min.time() else {})}
        if isinstance(value, datetime)
        else {
            label: part
            for label, part in zip(("日期", "开始", "结束"), found.groups() if found else (), strict=False)
            if part
        }
    )
    for label, part in parts.items():
        parse = {"日期": values.parse_day}.get(label, values.parse_time)
        try:
            yield label, plain(part, parse)
        except BadValue as error:
            line.doubt(column, error)


def _kinds(line: Line, reading: Reading, known: Known, data: dict[str, Any]) -> list[str]:
    """What sort of meeting it was: as the cell says, else as the person, the theme or the title does."""
    column = line.table.of("类型")
    said = line.shown(column) or known.given.get("类型", "")
    parse = shape_of(Meeting, "kinds").parse
    assert parse  # noqa: S101 - a closed list
    found, unknown = [], []
    for part in re.split(r"[、，,；;/+\n]|暨|兼", said):
        if word := part.strip():
            try:
                found.append(str(parse(re.sub(r"^.*[—-]", "", word))))
            except BadValue as error:
                inside = named_in(word)
                found += inside
                unknown += [] if inside else [error]
    if unknown and not found and column:
        line.doubt(column, unknown[0])
        return []
    if not said:
        found = named_in(str(data.get("主题", ""))) or named_in(line.table.title)
        if not found:
            said_so = message("看不出是什么会，没有导入")
            fix = message("加一列“会议类型”，或者加 --set 类型={kinds}", kinds=Word("党员大会"))
            reading.remark(Weight.DECIDE, line.place(), "no-kind", said_so, fix)
    return list(dict.fromkeys(found))


_SPOKEN_KINDS = {
    "支部党员大会": "党员大会",
    "党员大会": "党员大会",
    "支部大会": "党员大会",
    "支部委员会": "支委会",
    "支委会": "支委会",
    "党小组会": "党小组会",
    "党课": "党课",
    "主题党日": "主题党日",
    "组织生活会": "组织生活会",
    "民主评议": "民主评议",
    "集中学习": "集中学习",
    "入党宣誓": "入党宣誓",
}


def named_in(text: str) -> list[str]:
    """The kinds of meetings that a text speaks of."""
    return list(dict.fromkeys(kind for word, kind in _SPOKEN_KINDS.items() if word in text))


# Who, and what was decided --------------------------------------------------------------------------------


def _absent(line: Line, reading: Reading) -> Iterator[dict[str, str]]:
    """People who did not come, each perhaps with the reason in brackets: 张三（病假）、李四."""
    column = line.table.of("缺席")
    text = line.shown(column)
    if column is None or not text or text.isdigit():
        if text and column:
            said = message("写的是人数“{text}”，没有写是谁，没有导入", text=Value(text))
            reading.remark(Weight.TOLD, line.place(column), "absent-count", said)
        return
    parse = shape_of(Absence, "name").parse
    assert parse  # noqa: S101 - names are read
    for part in _PARTS.split(text):
        found = _ABSENT.match(part.strip())
        if not part.strip() or found is None:
            continue
        try:
            name = str(parse(found["name"]))
        except BadValue as error:
            line.doubt(column, error)
            continue
        reason = (found["reason"] or "").strip()
        yield {"姓名": name, **({"原因": reason} if reason else {})}


def _items(line: Line, reading: Reading, data: dict[str, Any]) -> list[dict[str, Any]]:
    """The agenda: numbered parts of a cell are items; what was said and voted belongs to a single one."""
    titles = _titles(line.shown(line.table.of("议题")))
    more = {
        label: text
        for label in ("讨论", "决议", "结果", "类别", "对象")
        if (text := line.typed(line.table.of("议题", label), Item, label))
    }
    vote = dict(_vote(line, reading))
    if len(titles) > 1:
        for label, text in {**more, **{f"表决{key}": text for key, text in vote.items()}}.items():
            data.setdefault(OTHER, {})[label] = text
        return [{"名称": title} for title in titles]
    item: dict[str, Any] = {
        **({"名称": titles[0]} if titles else {}),
        **more,
        **({"表决": vote} if vote else {}),
    }
    return [item] if item else []


def _titles(text: str) -> list[str]:
    if not text:
        return []
    parts = [part.strip(" \n；;。") for part in _NUMBERED.split(text) if part.strip(" \n；;。")]
    return parts if len(parts) > 1 else [_NUMBERED.sub("", text, count=1).strip()]


def _vote(line: Line, reading: Reading) -> Iterator[tuple[str, str]]:
    for label in VOTE:
        if text := line.typed(line.table.of("议题", "表决", label), Vote, label):
            yield label, text
    column = line.table.of("议题", "表决")
    text = line.shown(column)
    if not column or not text:
        return
    found = {label: hit for label, shape in _COUNTS.items() if (hit := shape.search(text))}
    if not found or _VOTE_WORDS.sub("", text):
        yield "方式", text
        return
    reading.take(line.table.page, line.row, (column.at,))
    yield from ((label, next(filter(None, hit.groups()))) for label, hit in found.items())


KIND = Kind(
    "会议", ("会议", "三会一课", "组织生活", "主题党日", "党课"), WORDS, (_DATE,), _find, _fits, _read
)
