"""Ledgers spoiled the way people spoil them: told with the right line in Chinese, or read as if clean.

Every way of spoiling a line (the tables of what really comes out of Word, WPS and Notepad) is put on a line
of every section that a ledger may have. Nothing may crash, and nothing may pass with data lost.
"""

import gc
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from branches import DAY, every_section, sample_branch, sample_text, written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangjian_cli.cli.check import Output
from dangjian_cli.cli.check import check as command
from dangjian_cli.ledger import Sections
from dangjian_cli.ledger.table import fields_of
from dangjian_cli.load import pack as packs
from dangjian_cli.load.branch import load_branch

SECTIONS = [f.label for f in fields_of(Sections)]
UNJUDGED = 2
HAN = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{3,}")
ALLOWED = {
    "Tab",
    "WPS",
    "Excel",
    "xlsx",
    "Word",
    "docx",
    "UTF",
    "GBK",
    "ANSI",
    "Unicode",
    "PDF",
    "doc",
    "xls",
    "Office",
}


@pytest.fixture(autouse=True, scope="module")
def _pack_read_once() -> Iterator[None]:
    """The pack is the same in all of some thousand runs."""
    with pytest.MonkeyPatch.context() as patch:
        pack = packs.load_pack(packs.standards_folder())
        patch.setattr(packs, "load_pack", lambda _folder: pack)
        yield


# One line, and the ways to spoil it ----------------------------------------------------------------------


@dataclass(frozen=True)
class Spot:
    """A line ``key: value`` of a record."""

    index: int
    pad: str
    dash: str
    key: str
    value: str

    @property
    def head(self) -> str:
        """All that stands before the value."""
        return f"{self.pad}{self.dash}{self.key}: "


_LINE = re.compile(r"(?P<pad> *)(?P<dash>- |)(?P<key>[^\s:{\[#-][^\s:{\[#]*): (?P<value>[^\s{\[\"'|>#][^#]*)")


def spots(lines: list[str], section: str) -> list[Spot]:
    """The lines of a section that hold a name and a value, below its own line."""
    start = lines.index(f"{section}:")
    end = next((i for i in range(start + 1, len(lines)) if re.match(r"\S", lines[i])), len(lines))
    found = ((i, _LINE.fullmatch(lines[i])) for i in range(start + 1, end))
    return [Spot(i, m["pad"], m["dash"], m["key"], m["value"]) for i, m in found if m]


@dataclass(frozen=True)
class Way:
    """A way of spoiling: what becomes of the line, and which lines may be told of, counted from it.

    ``same`` says that the outcome must be the clean one, ``either`` that it may be, ``noted`` that it may be
    read with a note.
    """

    name: str
    spoil: Callable[[Spot], str | None]
    near: tuple[int, ...] = (0,)
    same: bool = False
    either: bool = False
    noted: bool = False


def value(name: str, typed: str, **more: Any) -> Way:
    """The value becomes something else."""
    return Way(name, lambda s: s.head + typed.replace("X", s.value), **more)


def colon(name: str, typed: str, **more: Any) -> Way:
    """The colon and the space become something else."""
    return Way(name, lambda s: f"{s.pad}{s.dash}{s.key}{typed}{s.value}", **more)


def dash(name: str, typed: str) -> Way:
    """The sign of a list's entry becomes something else."""
    return Way(name, lambda s: f"{s.pad}{typed}{s.key}: {s.value}" if s.dash else None, near=(0, 1))


def indented(name: str, change: Callable[[str], str], **more: Any) -> Way:
    """The blanks before the line become something else."""
    return Way(name, lambda s: f"{change(s.pad)}{s.dash}{s.key}: {s.value}" if s.pad else None, **more)


def date_only(name: str, typed: str) -> Way:
    """A date becomes something that is none."""
    return Way(name, lambda s: s.head + typed if re.fullmatch(r"\d{4}-\d\d-\d\d", s.value) else None)


WAYS = [
    # what the parser refuses, often with the wrong line and never in Chinese
    colon("full-width colon", "："),
    colon("full-width colon and space", "： "),
    colon("no space", ":"),
    colon("full-width space", ":\u3000"),
    colon("no-break space", ":\xa0"),
    colon("tab after the colon", ":\t", same=True),
    colon("semicolon", "；"),
    colon("no colon", " "),
    indented("tabs", lambda pad: "\t" * (len(pad) // 2)),
    Way("trailing tab", lambda s: f"{s.head}{s.value}\t", same=True),
    Way("trailing spaces", lambda s: f"{s.head}{s.value}  ", same=True),
    value("second colon", "学习: 传达"),
    value("at sign", "@X"),
    value("backtick", "`X`"),
    value("percent", "%80"),
    value("star", "*X*"),
    value("exclamation", "!X"),
    value("greater", ">80分"),
    value("bar", "|第一段"),
    value("bare hyphen", "-"),
    value("hyphen", "- X"),
    value("question", "? X"),
    value("unclosed quote", '"X'),
    value("half a quote", '"X”'),
    value("unclosed bracket", "[X"),
    value("unclosed brace", "{X"),
    value("closing bracket", "]X"),
    value("words after a quote", '"X"以后'),
    indented("one space more", lambda pad: pad + " ", near=(-1, 0, 1), either=True),
    indented("one space less", lambda pad: pad[1:], near=(-1, 0, 1)),
    indented("no indent", lambda _: "", near=(-1, 0, 1)),
    Way(
        "duplicate key",
        lambda s: f"{s.head}{s.value}\n{' ' * len(s.pad + s.dash)}{s.key}: {s.value}",
        near=(1,),
    ),
    Way("two documents", lambda s: f"---\n{s.head}{s.value}", near=(0, 1)),
    value("control character", "X\x0b"),
    value("control character inside", "前\x0b后"),
    date_only("impossible day", "2026-02-30"),
    date_only("no year", "3月5日"),
    date_only("two-digit year", "26.3.5"),
    date_only("a day's number", "45356"),
    date_only("a word", "昨天"),
    Way("merge sign", lambda s: f"{s.pad}{s.dash}<<: {s.value}"),
    # what the parser takes without a word
    indented("full-width indent", lambda pad: "\u3000" * (len(pad) // 2)),
    indented("no-break indent", lambda pad: "\xa0" * len(pad)),
    value("number sign", "#12"),
    value("number sign inside", "见附件 #3"),
    value("anchor", "&X"),
    dash("hyphen without space", "-"),
    dash("full-width hyphen", "－"),
    dash("long dash", "— "),
    dash("bullet", "● "),
    value("full-width comma", "[X，后面]"),
    value("full-width brackets", "［X, 后面］"),
    value("Chinese quotes", "“X”", noted=True),
    value("corner quotes", "「X」", noted=True),
    Way("zero width in the name", lambda s: f"{s.pad}{s.dash}{s.key}\u200b: {s.value}"),
    Way("zero width before the name", lambda s: f"{s.pad}{s.dash}\u200b{s.key}: {s.value}"),
    Way("unknown name", lambda s: f"{s.pad}{s.dash}{s.key}乙: {s.value}"),
    Way("unknown name without value", lambda s: f"{s.pad}{s.dash}{s.key}乙{s.value}:"),
    Way("note in a bracket", lambda s: f"{s.pad}{s.dash}{s.key}（必填）: {s.value}"),
    Way("blank line", lambda s: f"\n{s.head}{s.value}", same=True),
    Way("quoted", lambda s: f'{s.head}"{s.value}"', same=True),
    Way("comment", lambda s: f"{s.head}{s.value}  # 说明", same=True),
]


# What must come of it --------------------------------------------------------------------------------------


def outcome(folder: Path, text: str | bytes) -> tuple[int, dict[str, Any]]:
    """Status and report of a branch with that text; what every outcome must be is asserted here."""
    (folder / "branch.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    status, report = judged(folder)
    assert status in {0, 1, UNJUDGED}
    assert (status == UNJUDGED) == bool(report["errors"])
    for problem in (*report["errors"], *report["notes"]):
        said = f"{problem['message']}{problem['fix'] or ''}"
        assert HAN.search(said)
        assert set(ENGLISH.findall(said.replace("branch.yaml", ""))) <= ALLOWED, said
    return status, report


def judged(folder: Path) -> tuple[int, dict[str, Any]]:
    """``dj check -f json`` without the command line around it, which would take longer than the check."""
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        status = command([folder], as_of=date.fromisoformat(DAY), card=[13], outputs=[Output("json", None)])
    gc.enable()  # dj switches it off for its own short life
    assert err.getvalue() == ""
    return status, json.loads(out.getvalue())


def lines_told(report: dict[str, Any], kind: str = "errors", code: str = "") -> set[int]:
    """The lines of a report's problems, from 0; those of one code when it is given."""
    return {p["line"] - 1 for p in report[kind] if p["line"] and code in {"", p["code"]}}


def sections_of(folder: Path) -> Sections:
    """The records as read."""
    return load_branch(folder).ledger.sections


@dataclass
class Clean:
    """A branch before it is spoiled."""

    folder: Path
    lines: list[str]
    sections: Sections

    def fault(self, way: Way, spot: Spot) -> str | None:
        """What is wrong with the outcome of spoiling one line; ``None`` when it is as it should be."""
        spoiled = way.spoil(spot)
        if spoiled is None:
            return None
        text = "\n".join([*self.lines[: spot.index], spoiled, *self.lines[spot.index + 1 :]]) + "\n"
        where = f"{way.name}: {spoiled!r} → "
        status, report = outcome(self.folder, text)
        wanted = {spot.index + n for n in way.near}
        if status == UNJUDGED:
            told = lines_told(report)
            if told & wanted:  # that the right name is missing is said where its record begins
                told -= lines_told(report, code="missing") - wanted
            if way.same:
                return f"{where}refused, though nothing is wrong: {report['errors']}"
            return (
                None
                if told and told <= wanted
                else f"{where}told of lines {told}, not {wanted}: {report['errors']}"
            )
        if way.noted and lines_told(report, "notes") & wanted:
            return None
        if not (way.same or way.either):
            return f"{where}passed in silence"
        return None if sections_of(self.folder) == self.sections else f"{where}data changed"


def clean(folder: Path, text: str) -> Clean:
    """A branch with that text, which must be right."""
    status, report = outcome(folder, text)
    assert status != UNJUDGED, report["errors"]
    return Clean(folder, text.removesuffix("\n").split("\n"), sections_of(folder))


def tell(faults: list[str | None]) -> None:
    """Fail with every fault on a line of its own."""
    found = [fault for fault in faults if fault]
    if found:
        pytest.fail("\n".join(found), pytrace=False)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Clean:
    """The pack's sample."""
    return clean(sample_branch(tmp_path_factory.mktemp("sample")), sample_text())


def excerpt(section: str, most: int = 60) -> str:
    """The sample's 支部 and the first records of one section: short, since a thousand runs read it."""
    lines = sample_text().split("\n")
    heads = [i for i, line in enumerate(lines) if re.fullmatch(r"[^\s#].*:", line)] + [len(lines)]
    parts = {lines[i][:-1]: lines[i:end] for i, end in pairwise(heads)}
    records = [i for i, line in enumerate(parts[section]) if line.startswith("  - ")] + [len(parts[section])]
    end = max((i for i in records if i <= most), default=most)
    kept = parts["支部"] + (parts[section][:end] if section != "支部" else [])
    return "\n".join(kept).rstrip("\n") + "\n"


@pytest.mark.parametrize("section", ["支部", "党员", "支委会", "会议", "发展党员"])
def test_a_spoiled_line_of_the_sample_is_told(tmp_path: Path, section: str) -> None:
    branch = clean(tmp_path, excerpt(section))
    found = spots(branch.lines, section)
    tell([branch.fault(way, spot) for way in WAYS for spot in (found[0], found[-1])])


@pytest.mark.parametrize("section", SECTIONS)
def test_a_spoiled_line_of_any_section_is_told(tmp_path: Path, section: str) -> None:
    data, _ = every_section(brief=True)
    wanted = {"支部": data["支部"], section: data[section]}
    branch = clean(tmp_path, "\n".join(written(wanted)) + "\n")
    found = spots(branch.lines, section)
    entries = [s for s in found if s.dash] or found
    turn = SECTIONS.index(section)
    faults = []
    for i, way in enumerate(WAYS):
        among = entries if way.spoil(Spot(0, "  ", "", "甲", "2026-01-01")) is None else found
        faults.append(branch.fault(way, among[(turn + 7 * i) % len(among)]))
    tell(faults)


# Whole files -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Clean:
    """A branch of a few lines."""
    return clean(tmp_path_factory.mktemp("tiny"), excerpt("党员"))


@pytest.mark.parametrize("record", ["- 姓名：某甲", "- 姓名:某甲", "- 姓名：某甲，编号：D-1"])
def test_a_record_of_one_line_is_told_of_its_colon(tmp_path: Path, record: str) -> None:
    text = excerpt("支部") + f"党员:\n  {record}\n"
    _, report = outcome(tmp_path, text)
    assert [p["line"] for p in report["errors"]] == [text.count("\n")]
    assert "半角冒号" in report["errors"][0]["fix"]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: "\n\n" + text + "\n\n",
        lambda text: "---\n" + text,
        lambda text: text.removesuffix("\n"),
        lambda text: "\ufeff" + text,
    ],
    ids=["CRLF", "CR", "blank lines", "a first line of hyphens", "no last line end", "BOM"],
)
def test_what_is_no_mistake_changes_nothing(sample: Clean, change: Callable[[str], str]) -> None:
    status, _ = outcome(sample.folder, change(sample_text()))
    assert status == 0
    assert sections_of(sample.folder) == sample.sections


@pytest.mark.parametrize(
    ("encoding", "note"), [("gbk", "GBK"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16")]
)
def test_another_encoding_is_read_the_same_with_a_note(sample: Clean, encoding: str, note: str) -> None:
    _, before = outcome(sample.folder, sample_text())
    status, report = outcome(sample.folder, sample_text().encode(encoding))
    assert status == 0
    assert report["branches"] == before["branches"]
    assert [note in n["message"] for n in report["notes"]] == [True]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(": ", "："),
        lambda text: text.replace(":", "："),
        lambda text: text.replace(": ", ":"),
        lambda text: text.replace("  ", "\u3000"),
        lambda text: text.replace("  ", "\t"),
        lambda text: text.replace("- ", "-"),
        lambda text: text.replace("\n", " "),
        lambda text: re.sub(r"^ +", "", text, flags=re.MULTILINE),
        lambda text: re.sub(r"^( *)- ", r"\1", text, flags=re.MULTILINE),
        lambda text: text + text,
        lambda text: text + "---\n" + text,
        lambda _: "",
        lambda _: "\n\n",
        lambda _: "# 只有说明\n",
        lambda _: "支部\n",
        lambda _: "- 支部\n",
        lambda _: "支部: 石泉村党支部\n",
        lambda _: "支部:\n党员:\n",
        lambda _: "支部: []\n",
        lambda _: "支部: [甲, 乙]\n",
        lambda _: "[" * 100,
        lambda _: "支部: &a [*a]\n",
    ],
)
def test_a_file_spoiled_as_a_whole_is_told(sample: Clean, change: Callable[[str], str]) -> None:
    status, report = outcome(sample.folder, change(sample_text()))
    assert status == UNJUDGED
    assert all(p["file"].endswith("branch.yaml") for p in report["errors"])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04" + b"xl/workbook.xml" * 9, "Excel"),
        (b"PK\x03\x04" + b"word/document.xml" * 9, "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Office"),
        (b"%PDF-1.4 \xe2\xe3", "PDF"),
        (bytes(range(256)) * 4, "数据"),
        (bytes(500), "数据"),
        (b"\xff" * 50, "编码"),
    ],
)
def test_a_file_that_is_no_text_is_called_what_it_is(sample: Clean, data: bytes, said: str) -> None:
    status, report = outcome(sample.folder, data)
    assert status == UNJUDGED
    assert said in report["errors"][0]["message"]


def damaged_at(data: bytes, index: int, byte: int) -> tuple[bytes, int]:
    """The data with one byte replaced, and the line it is on, from 0."""
    return data[:index] + bytes([byte]) + data[index + 1 :], data.count(b"\n", 0, index)


@pytest.mark.parametrize("share", [0.1, 0.4, 0.7, 0.99])
def test_damaged_utf8_is_told_by_line(sample: Clean, share: float) -> None:
    data = sample_text().encode()
    index = next(i for i in range(int(len(data) * share), len(data)) if data[i] >= 0xE0)
    spoiled, line = damaged_at(data, index, 0xFF)
    status, report = outcome(sample.folder, spoiled)
    assert status == UNJUDGED
    assert lines_told(report) == {line}


@pytest.mark.parametrize("share", [0.2, 0.6, 0.9])
def test_a_zero_byte_is_told_by_line(sample: Clean, share: float) -> None:
    data = sample_text().encode()
    index = next(i for i in range(int(len(data) * share), len(data)) if data[i : i + 1].isalnum())
    spoiled, line = damaged_at(data, index, 0)
    status, report = outcome(sample.folder, spoiled)
    assert status == UNJUDGED
    assert line in lines_told(report)


def test_lost_characters_are_told_by_line(sample: Clean) -> None:
    status, report = outcome(sample.folder, sample_text().replace("石", "\ufffd"))
    assert status == UNJUDGED
    assert lines_told(report) == {i for i, line in enumerate(sample.lines) if "石" in line}


def test_a_file_cut_short_is_told_or_read_as_far_as_it_goes(sample: Clean) -> None:
    """Cut at a line's end it is a shorter ledger; cut inside a line it must not crash, whatever it says."""
    data = sample_text().encode()
    for end in range(0, len(data), len(data) // 40):
        outcome(sample.folder, data[:end])


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_bytes_crash_the_program(tiny: Clean, data: st.DataObject) -> None:
    spoiled = bytearray("\n".join(tiny.lines).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(spoiled)))
        cut = data.draw(st.integers(0, 6))
        spoiled[start : start + cut] = data.draw(st.binary(max_size=6))
    outcome(tiny.folder, bytes(spoiled))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_signs_crash_the_program(tiny: Clean, data: st.DataObject) -> None:
    signs = st.text("：:，,-－ \u3000\t\n#&*!|>[]{}\"'“”?@%`\u200b\ufeff\x0b\\甲1", min_size=1, max_size=4)
    spoiled = "\n".join(tiny.lines)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(spoiled)))
        spoiled = spoiled[:start] + data.draw(signs) + spoiled[start + data.draw(st.integers(0, 3)) :]
    outcome(tiny.folder, spoiled)


# The example that people are shown -------------------------------------------------------------------------

EXAMPLE = Path(__file__).parents[1] / "examples" / "农村"
LEDGERS = [
    "1-政治建设.yaml",
    "2-党员名册.yaml",
    "2-组织建设.yaml",
    "3-组织生活-2025.yaml",
    "3-组织生活-2026.yaml",
    "3-组织生活会和民主评议.yaml",
    "3-谈心谈话.yaml",
    "4-发展党员.yaml",
    "4-队伍建设.yaml",
    "5-作用发挥.yaml",
    "6-党费-2025.yaml",
    "6-党费-2026.yaml",
    "6-阵地经费.yaml",
    "7-考核评价.yaml",
]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example to spoil."""
    folder = tmp_path_factory.mktemp("example") / "支部"
    shutil.copytree(EXAMPLE, folder)
    assert sorted(p.name for p in (folder / "台账").iterdir()) == LEDGERS
    assert outcome(folder, (EXAMPLE / "branch.yaml").read_bytes())[0] == 0
    return folder


COMMON = ("full-width colon", "no space", "no colon", "tabs", "full-width indent", "no indent", "number sign")


@pytest.mark.parametrize("way", [w for w in WAYS if w.name in COMMON], ids=lambda w: w.name)
def test_one_mistake_in_every_file_of_the_example(example: Path, way: Way) -> None:
    """Deep in long files, in the hand of those who wrote them: each mistake is told, in its line only."""
    spoiled = {}
    for turn, name in enumerate(LEDGERS):
        text = (EXAMPLE / "台账" / name).read_text(encoding="utf-8")
        lines = text.split("\n")
        found = [spot for line in lines if re.fullmatch(r"\S+:", line) for spot in spots(lines, line[:-1])]
        if not found:  # every record on one line of its own, in braces
            continue
        spot = found[len(found) * (turn + 1) // (len(LEDGERS) + 1)]
        lines[spot.index] = way.spoil(spot) or lines[spot.index]
        (example / "台账" / name).write_text("\n".join(lines), encoding="utf-8")
        spoiled[name] = {spot.index + n for n in way.near}
    status, report = outcome(example, (EXAMPLE / "branch.yaml").read_bytes())
    assert status == UNJUDGED
    told: dict[str, set[int]] = {}
    for problem in report["errors"]:
        told.setdefault(problem["file"].split("/")[-1], set()).add(problem["line"] - 1)
    assert len(spoiled) > len(LEDGERS) // 2
    assert set(told) == set(spoiled)
    assert {name: lines for name, lines in told.items() if not lines <= spoiled[name]} == {}
