"""内容指纹：what is said decides, and every byte of the evidence; how it is laid out does not."""

import json
import re
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from branches import every_section
from hypothesis import given, settings
from hypothesis import strategies as st
from judging import ledger
from pydantic import ValidationError

from dangjian_cli.ledger import Ledger, Sections
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.table import fields_of, words_of
from dangjian_cli.load.branch import load_branch
from dangjian_cli.settle.seal import Seals

LATER = date(2027, 1, 1)
"""Everything in the made branch has happened by then."""

DATA = every_section(brief=True)[0]
WHOLE = Sections.model_validate(DATA)
FIELDS = {f.label: f for f in fields_of(Sections)}


def seal(book: Ledger, *route: str | int, as_of: date = LATER) -> str:
    return Seals(book, as_of).of(route)


# Every field counts ----------------------------------------------------------------------------------------

Path_ = tuple[str | int, ...]


def leaves(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Where every single value stands."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from leaves(inner, (*path, i))
    else:
        yield path


def changed(data: Any, path: Path_) -> Iterator[Any]:
    """The data with one value another, in every way that may fit, and without it."""
    held = data
    for part in path:
        held = held[part]
    bumped = re.sub(r"[0-9](?=[^0-9]*$)", lambda m: str((int(m[0]) + 1) % 10), held)
    for value in {f"{held}改", bumped, "否", None} - {held}:
        copy = deepcopy(data)
        holder = copy
        for part in path[:-1]:
            holder = holder[part]
        if value is None:
            del holder[path[-1]]
        else:
            holder[path[-1]] = value
        yield copy


def variants(label: str) -> Iterator[tuple[Path_, Record]]:
    """A section's record with one value changed, wherever that still makes a record."""
    model = FIELDS[label].inner
    assert model is not None
    own = DATA[label] if label == "支部" else DATA[label][0]
    for path in leaves(own):
        for data in changed(own, path):
            try:
                yield path, model.model_validate(data)
            except ValidationError:
                continue


def shelved(path: Path_) -> bool:
    """Whether it only says where a record's document is put when the year's papers are filed."""
    numbers = {"盒号", "归档年度", "保管期限", "件号", "案卷号", "页号"}
    return path[-1] in numbers and bool({"资料", "证据"} & set(path[:-1]))


@pytest.mark.parametrize("label", FIELDS)
def test_a_change_of_any_field_changes_the_fingerprint_and_no_other(label: str) -> None:
    field = FIELDS[label]
    own = getattr(WHOLE, field.attr)
    before = own if label == "支部" else own[0]
    route = (field.attr,) if label == "支部" else (field.attr, 0)
    other = ("members", 0) if label != "党员" else ("meetings", 0)
    first, elsewhere = seal(Ledger(WHOLE), *route), seal(Ledger(WHOLE), *other)
    seen = set()
    for path, record in variants(label):
        held = record if label == "支部" else (record,)
        book = Ledger(WHOLE.model_copy(update={field.attr: held}))
        assert (seal(book, *route) == first) is (record == before or shelved(path)), path
        seen.add(path[0])
    assert seal(book, *other) == elsewhere
    fields = type(before).model_fields
    assert {f.attr for f in fields_of(type(before)) if f.label not in seen} <= {
        attr for attr, info in fields.items() if info.is_required()
    }


# Layout does not -------------------------------------------------------------------------------------------

BOOK = {
    "会议": [
        {
            "编号": "M-1",
            "类型": ["党员大会", "主题党日"],
            "日期": "2026-03-05",
            "主持人": "谷雨声",
            "应到": "36",
            "议题": [
                {"名称": "讨论修路，议了两轮", "表决": {"赞成": "30", "反对": "1"}},
                {"名称": "公布党费"},
            ],
            "资料": [
                {"名称": "会议记录", "文件": ["甲.txt"]},
                {"名称": "签到册", "存放": "纸质", "盒号": "1"},
            ],
        },
        {"编号": "M-2", "类型": ["支委会"], "日期": "2026-04-05", "主持人": "柳垚"},
        {"编号": "M-3", "类型": ["支委会"], "日期": "2026-05", "主持人": "柳垚"},
    ],
    "党费收缴": [{"编号": "P-1", "姓名": "柳垚", "月份": "2026-03", "实交": "0.2", "日期": "2026-03-05"}],
}
HEAD = {"支部": {"名称": "石泉村党支部", "领域": "农村", "成立日期": "1972-07-01", "建账日期": "2026-01-01"}}
OTHER_WRITING = {"2026-03-05": "2026年3月5日", "2026-05": "2026年5月", "36": "３６", "0.2": "0.20"}
ROUTES = (("meetings", "M-1"), ("meetings", "M-3"), ("dues_payments", "P-1"))


def rewritten(value: Any, model: type[Record] | None, order: Random) -> Any:
    """The same said otherwise: fields in another order, under other words, values in another writing."""
    if isinstance(value, dict):
        known = words_of(model) if model else {}
        keys = order.sample(list(value), len(value))
        return {
            order.choice(known[k].words) if k in known else k: rewritten(
                value[k], known[k].inner if k in known else None, order
            )
            for k in keys
        }
    if isinstance(value, list):
        return [rewritten(item, model, order) for item in value]
    return OTHER_WRITING.get(value, value) if order.random() < 0.5 else value


def block(value: Any, pad: str, order: Random) -> Iterator[str]:
    """Lines of a group, with remarks and blank lines; lists within it in brackets or not."""
    for key, held in value.items():
        if order.random() < 0.3:
            yield order.choice(["", f"{pad}# 说明"])
        if isinstance(held, list) and held and isinstance(held[0], dict) and order.random() < 0.5:
            yield f"{pad}{key}:"
            for item in held:
                yield f"{pad}  -"
                yield from block(item, f"{pad}    ", order)
        else:
            yield f"{pad}{key}: {json.dumps(held, ensure_ascii=False)}"


def written(folder: Path, order: Random, newline: str, encoding: str) -> None:
    """The branch on disk, its sections and their records divided over files at random."""
    folder.joinpath("台账").mkdir()
    folder.joinpath("档案").mkdir()
    folder.joinpath("档案", "甲.txt").write_bytes(b"1")
    texts = {"branch.yaml": list(block(HEAD, "", order))}
    for section, records in BOOK.items():
        model = FIELDS[section].inner
        for record in order.sample(records, len(records)):
            name = f"台账/{section}-{order.randrange(3)}.yaml"
            lines = texts.setdefault(name, [f"{section}:"])
            lines += ["  -", *block(rewritten(record, model, order), "    ", order)]
    for name, lines in texts.items():
        (folder / name).write_bytes((newline.join(lines) + newline).encode(encoding))


def seals_of(book: Ledger) -> list[str]:
    found = []
    for section, ref in ROUTES:
        position = [r.ref for r in getattr(book.sections, section)].index(ref)
        found.append(seal(book, section, position))
    return [*found, seal(book, "meetings")]


PLAINLY = seals_of(ledger({**HEAD, **BOOK}, "甲.txt"))


@settings(max_examples=60, deadline=None)
@given(
    order=st.randoms(use_true_random=False),
    newline=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
)
def test_how_it_is_laid_out_does_not_matter(order: Random, newline: str, encoding: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        written(Path(folder), order, newline, encoding)
        assert seals_of(load_branch(Path(folder)).ledger) == PLAINLY


def test_where_a_long_text_is_broken_does_not_matter() -> None:
    def talk(text: str) -> Ledger:
        return ledger(
            {"谈心谈话": {"日期": "2026-03-05", "谈话人": "柳垚", "谈话对象": "谷雨声", "内容": text}}
        )

    assert seal(talk("谈了\n  生产 和生活"), "talks", 0) == seal(talk("谈了生产和生活"), "talks", 0)
    assert seal(talk("谈了生产和生话"), "talks", 0) != seal(talk("谈了生产和生活"), "talks", 0)


# Evidence --------------------------------------------------------------------------------------------------


def test_every_file_of_the_record_counts_and_no_other() -> None:
    data = {**HEAD, **BOOK}
    sections = ledger(data).sections
    files = frozenset({"甲.txt", "乙.txt"})

    def first(contents: dict[str, str], on_disk: frozenset[str] = files) -> str:
        return seal(Ledger(sections, on_disk, contents), "meetings", 0)

    assert first({"甲.txt": "1", "乙.txt": "2"}) == first({"甲.txt": "1", "乙.txt": "3"})
    assert first({"甲.txt": "1"}) != first({"甲.txt": "2"})
    assert first({"甲.txt": "1"}) != first({}, frozenset())


def test_what_is_not_read_yet_is_asked_for() -> None:
    seals = Seals(ledger({**HEAD, **BOOK}, "甲.txt", "乙.txt"), LATER)
    seals.of(("meetings", 1))
    assert seals.unread == set()
    seals.of(("meetings", 0))
    assert seals.unread == {"甲.txt"}
