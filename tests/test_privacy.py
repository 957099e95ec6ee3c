"""Nothing that a person typed reaches a stranger: in reports, in messages about mistakes, in faults.

Every field of every model that takes free words, a name, a number of a person or an amount holds a mark that
occurs nowhere else. The branches and the breakages are made from the models, so new fields are covered.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from branches import Forms, check, every_section, free, marks, sample_branch, written

from dangjian_cli.card import Edit, Pack, Scenario
from dangjian_cli.check import check as judge
from dangjian_cli.finding import Finding, InputError, Privacy, Problem, Report, Status
from dangjian_cli.ledger import Ledger, Sections
from dangjian_cli.ledger.base import Record, Tenure
from dangjian_cli.ledger.roster import Roster
from dangjian_cli.ledger.table import fields_of, key_of, words_of
from dangjian_cli.load import branch as branches
from dangjian_cli.load import judged
from dangjian_cli.load.branch import load_branch
from dangjian_cli.load.pack import load_pack, standards_folder
from dangjian_cli.load.scenarios import _apply as apply
from dangjian_cli.load.scenarios import load_sample
from dangjian_cli.report import formats

PUBLIC = {"支部.名称"}
"""What a report may say: the branch's own name is how a report is told from another."""

NUMBERS = re.compile(r"999999\d{11}[\dX]|130\d{8}|81\d{4}\.5")
"""Identity and telephone numbers and amounts as the made branch has them."""

SECTIONS = [f.label for f in fields_of(Sections)]


def leaks(text: str, forms: Forms) -> list[str]:
    """The fields whose content stands in the text."""
    typed = {mark: t.where for t in forms.made for mark in marks(t.text)}
    found = {typed.get(mark, mark) for mark in marks(text)} | set(NUMBERS.findall(text))
    return sorted(found - PUBLIC)


# A made branch in every field, judged ----------------------------------------------------------------------

Change = Callable[[str, Any], Any]
"""What becomes of the value at a path like 会议.应到; ``None`` drops it."""


def changed(data: Any, change: Change, where: str = "") -> Any:
    """The data with every single value changed."""
    if isinstance(data, dict):
        made = {k: changed(v, change, f"{where}.{k}" if where else k) for k, v in data.items()}
        return {k: v for k, v in made.items() if v is not None}
    if isinstance(data, list):
        return [v for item in data if (v := changed(item, change, where)) is not None]
    return data if where.startswith("支部.") else change(where, data)


def dropping(turn: int) -> Change:
    """Every seventh field is left out, but for those that a record cannot do without."""
    return lambda where, value: None if sum(map(ord, where)) % 7 == turn and where not in REQUIRED else value


def required(model: type[Record], where: str, seen: tuple[type[Record], ...] = ()) -> Iterator[str]:
    """Paths of the fields that a record cannot do without."""
    for field in fields_of(model):
        path = f"{where}.{field.label}" if where else field.label
        if model.model_fields[field.attr].is_required():
            yield path
        if field.inner and field.inner not in seen:
            yield from required(field.inner, path, (*seen, model))


REQUIRED = frozenset(required(Sections, ""))
A_DATE = re.compile(r"2026-03-05")

VARIANTS: dict[str, Change] = {
    "as made": lambda _, value: value,
    "no counts": lambda _, value: "0" if value == "7" else value,
    "large counts": lambda _, value: "90" if value == "7" else value,
    "months only": lambda _, value: "2026-03" if A_DATE.fullmatch(value) else value,
    "scattered days": lambda where, value: (
        f"2026-{sum(map(ord, where)) % 10 + 1:02}-15" if A_DATE.fullmatch(value) else value
    ),
    "last year": lambda _, value: "2025-03-05" if A_DATE.fullmatch(value) else value,
    **{f"a seventh left out, {turn}": dropping(turn) for turn in range(7)},
}


def in_every_way(folder: Path) -> Iterator[str]:
    """Everything that the program says of a folder to strangers, on screen and in files."""
    for args in ((), ("-f", "json"), ("--privacy", "strict", "--fail-on", "never")):
        yield said_of(folder, *args)
    yield in_all_forms(folder)


def said_of(folder: Path, *args: str) -> str:
    """All that one run says."""
    result = check(folder, *args)
    assert result.exit_code in {0, 1, 2}
    assert "故障" not in result.stderr
    return result.stdout + result.stderr


def in_all_forms(folder: Path) -> str:
    """What the program says of a folder in every format, in one run and in files."""
    files = {form: folder.parent / f"报告.{form}" for form in formats.names()}
    said = said_of(folder, *(word for form, file in files.items() for word in ("-f", f"{form}:{file}")))
    return said + "".join(file.read_text(encoding="utf-8") for file in files.values())


def put(folder: Path, lines: list[str]) -> Path:
    """A branch of those lines."""
    folder.mkdir(exist_ok=True)
    (folder / "branch.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", VARIANTS)
def test_a_report_shows_nothing_that_was_typed(tmp_path: Path, name: str) -> None:
    data, forms = every_section(brief=True)
    folder = put(tmp_path / "支部", list(written(changed(data, VARIANTS[name]))))
    said = "".join(in_every_way(folder)) if name == "as made" else in_all_forms(folder)
    assert "读不了" not in said
    assert leaks(said, forms) == []


def test_every_kind_of_private_field_is_in_the_made_branch() -> None:
    _, forms = every_section()
    assert {t.kind for t in forms.made} == {"text", "name", "id", "phone", "amount", "key"}
    assert {t.where.split(".")[0] for t in forms.made} == set(SECTIONS)
    assert len({t.text for t in forms.made}) == len(forms.made)


def models(base: type[Record] = Record) -> Iterator[type[Record]]:
    """Every kind of record."""
    for model in base.__subclasses__():
        yield model
        yield from models(model)


ADDRESSES = {"finding"}
"""What a waiver or a judgement names: repeated only where it is the address of something found."""


@pytest.mark.parametrize("model", [m for m in models() if m.natural], ids=lambda m: m.label)
def test_no_address_repeats_free_words(model: type[Record]) -> None:
    typed = {attr: "暗㐀记" for attr in model.natural if attr in free(model) - ADDRESSES}
    record = model.model_construct(**dict.fromkeys(model.natural) | typed)
    assert not marks(key_of(record, Roster((), (), ())))


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("书记", "书记"),
        ("副书记、纪检委员", "副书记、纪检委员"),
        ("组织委员兼宣传委员", "组织委员兼宣传委员"),
        ("某甲家的", ""),
        ("书记、某甲", ""),
        ("13070000001", ""),
    ],
)
def test_an_address_repeats_what_offices_are_called(role: str, said: str) -> None:
    assert key_of(Tenure(name="某甲", role=role), Roster((), (), ())) == said


def test_the_clerks_own_screen_does_show_names_and_words(tmp_path: Path) -> None:
    """Were nothing shown to anybody, the other tests would prove nothing."""
    data, forms = every_section(brief=True)
    folder = put(tmp_path / "支部", list(written(data)))
    result = check(folder, "--privacy", "local")
    kinds = {t.kind for t in forms.made if t.where in leaks(result.stdout, forms)}
    assert kinds & {"name", "text"}
    assert not re.search(r"999999\d{11}[\dX]|130\d{8}", result.stdout)


# Every requirement failing, with names and words that were typed -------------------------------------------


@cache
def the_pack() -> Pack:
    return load_pack(standards_folder())


@cache
def words_of_the_pack() -> frozenset[str]:
    """What the cards themselves say: such words in a ledger are no secret, and rules look for them."""
    text = "\n".join(f.read_text(encoding="utf-8") for f in sorted((standards_folder() / "cards").glob("*")))
    return frozenset(re.split(r"""[\s\[\]{},:/"'、]+""", text))


def disguised(record: Record, forms: Forms, known: dict[str, str]) -> Record:
    """The record with every name and every free word replaced by a mark, the same by the same."""
    private = free(type(record))
    changes = {
        attr: _disguised(
            getattr(record, attr), f"{record.label}.{attr}", forms, known, secret=attr in private
        )
        for attr in type(record).model_fields
    }
    return record.model_copy(update=changes)


def _disguised(value: Any, where: str, forms: Forms, known: dict[str, str], *, secret: bool) -> Any:
    if isinstance(value, Record):
        return disguised(value, forms, known)
    if type(value) is tuple:
        return tuple(_disguised(v, where, forms, known, secret=secret) for v in value)
    if not secret or not isinstance(value, str) or not value or value in words_of_the_pack():
        return value
    if value not in known:
        known[value] = forms.secret(where, "text", f"{forms.mark()}某")
    return known[value]


def scenarios() -> Iterator[tuple[int, Scenario]]:
    """Examples of cards, as few as produce every finding that any of them promises."""
    seen: set[str] = set()
    for card in the_pack().cards:
        for scenario in the_pack().text(card).scenarios:
            codes = {address.split("@")[0] for address in (*scenario.findings, *scenario.attests)}
            if codes - seen:
                seen |= codes
                yield card.number, scenario


def told(report: Report) -> Iterator[str]:
    """Every word of a report, as strangers see it."""
    for finding in (*report.findings, *report.dues):
        yield from _words(finding)
    yield from (v.reason.render(Privacy.STRICT) for v in report.verdicts if v.reason)


def _words(finding: Finding) -> Iterator[str]:
    yield from (finding.id, finding.record or "", finding.message.render(Privacy.STRICT))
    if finding.fix:
        yield finding.fix.render(Privacy.STRICT)


class Disguise:
    """The pack's sample with some edits, disguised; sections that no edit touches are made once."""

    def __init__(self) -> None:
        self.sample = load_sample(standards_folder())
        self.forms = Forms()
        self.known: dict[str, str] = {}
        self.sections = {attr: self._section(attr, raw) for attr, raw in self.sample.data.items()}

    def _section(self, attr: str, raw: Any) -> Any:
        model = words_of(Sections)[attr].inner
        assert model is not None
        if attr == "branch":
            return disguised(model.model_validate(raw), self.forms, self.known)
        entries = raw if isinstance(raw, list) else [raw]
        return tuple(disguised(model.model_validate(entry), self.forms, self.known) for entry in entries)

    def ledger(self, edits: Sequence[Edit]) -> Ledger:
        """The ledger as edited."""
        words = words_of(Sections)
        touched = {
            words[w].attr for e in edits for w in ([*e.at.split("/")[:1], *e.set, *e.add]) if w in words
        }
        data = {k: deepcopy(v) if k in touched else v for k, v in self.sample.data.items()}
        for edit in edits:
            apply(data, edit)
        made = {
            attr: self._section(attr, raw) if attr in touched else self.sections[attr]
            for attr, raw in data.items()
        }
        return Ledger(Sections.model_construct(**made), self.sample.files)


def test_no_requirement_gives_away_names_or_words() -> None:
    disguise = Disguise()
    promised, found, leaking = set(), set(), []
    for card, scenario in scenarios():
        day = scenario.as_of or the_pack().head.sample_day
        report = judge(disguise.ledger(scenario.edits), the_pack(), day, cards=frozenset({card}))
        promised |= {a.split("@")[0] for a in (*scenario.findings, *scenario.attests)}
        found |= {f.code for f in report.findings if f.status in {Status.GAP, Status.ATTEST}}
        leaking += [f"{scenario.title}: {said}" for said in told(report) if marks(said)]
    assert leaking == []
    assert promised - found == set(), "these were not seen failing"


# The file broken at every such field -----------------------------------------------------------------------

_LINE = re.compile(r"(?P<head> *(?:- )?)(?P<key>[^\s:-]+): (?P<value>.+)")

BREAKAGES: dict[str, str] = {
    "full-width colon": "{head}{key}：{value}",
    "no space": "{head}{key}:{value}",
    "no colon": "{head}{key} {value}",
    "semicolon": "{head}{key}；{value}",
    "full-width space": "{head}{key}:\u3000{value}",
    "second colon": "{head}{key}: {value}: {value}",
    "unclosed quote": '{head}{key}: "{value}',
    "words after a quote": '{head}{key}: "{value}"{value}',
    "unclosed bracket": "{head}{key}: [{value}",
    "full-width comma": "{head}{key}: [{value}，{value}]",
    "number sign": "{head}{key}: #{value}",
    "anchor": "{head}{key}: &{value}",
    "star": "{head}{key}: *{value}",
    "exclamation": "{head}{key}: !{value}",
    "at sign": "{head}{key}: @{value}",
    "bar": "{head}{key}: |{value}",
    "Chinese quotes": "{head}{key}: “{value}”",
    "control character": "{head}{key}: {value}\x0b{value}",
    "lost character": "{head}{key}: {value}\ufffd",
    "tab": "\t{head}{key}: {value}",
    "one space more": " {head}{key}: {value}",
    "unknown name": "{head}{value}: {value}",
    "unknown name alone": "{head}{value}:",
    "zero width": "{head}{key}{value}\u200b: {value}",
    "duplicate": "{head}{key}: {value}\n{blank}{key}: {value}",
    "duplicate of a word": "{head}{value}: 1\n{blank}{value}: 2",
    "merge": "{head}<<: {value}",
    "a group": "{head}{key}:\n{blank}  {value}: {value}",
    "a list of groups": "{head}{key}:\n{blank}  - {value}: {value}",
    "two values": "{head}{key}: {value} {value}、{value}9",
}


def broken(line: str, way: str, value: str | None = None) -> str:
    """The line broken that way; ``value`` stands for its own."""
    parts = _LINE.fullmatch(line)
    if parts is None:
        return line
    blank = " " * len(parts["head"])
    return BREAKAGES[way].format(**{**parts.groupdict(), "value": value or parts["value"]}, blank=blank)


def secret_lines(lines: list[str]) -> list[int]:
    """Which lines hold something that strangers may not see."""
    return [i for i, line in enumerate(lines) if marks(line) or NUMBERS.search(line)]


@pytest.mark.parametrize("way", BREAKAGES)
def test_a_file_broken_everywhere_shows_nothing_that_was_typed(tmp_path: Path, way: str) -> None:
    data, forms = every_section(brief=True)
    turn = list(BREAKAGES).index(way)
    lines = list(written({label: data[label] for label in SECTIONS[turn % 3 :: 3]}))
    for i in secret_lines(lines):
        lines[i] = broken(lines[i], way)
    assert leaks(in_all_forms(put(tmp_path / "支部", lines)), forms) == []


def strange(problems: Sequence[Problem]) -> str:
    """What strangers are told of problems."""
    return "".join(m.render(Privacy.STRICT) for p in problems for m in (p.message, p.fix) if m)


def refused(folder: Path) -> tuple[Problem, ...]:
    """The problems of a branch's files."""
    try:
        return load_branch(folder).notes
    except InputError as error:
        return error.problems


@pytest.mark.parametrize("section", SECTIONS)
def test_a_file_broken_at_one_field_shows_nothing_that_was_typed(tmp_path: Path, section: str) -> None:
    """One line at a time, each in one of the ways: then the parser stops there, and says so itself."""
    data, forms = every_section(brief=True)
    lines = list(written({"支部": data["支部"], section: data[section]}))
    ways = list(BREAKAGES)
    turn = SECTIONS.index(section)
    said = []
    for count, i in enumerate(secret_lines(lines)):
        way = ways[(turn + count * 7) % len(ways)]
        spoiled = [*lines[:i], broken(lines[i], way), *lines[i + 1 :]]
        said.append(strange(refused(put(tmp_path, spoiled))))
    assert any(said)
    assert leaks("".join(said), forms) == []


@pytest.mark.parametrize(
    "token", ["暗㐀记", "㐀某", "99999919700101㐀", "130㐀", "㐀元", "2026年㐀月", "是㐀"]
)
def test_a_typed_value_that_is_none_is_not_repeated(tmp_path: Path, token: str) -> None:
    """Dates, counts, words of a list, numbers, people: whatever the field wants, here is something else."""
    data, _ = every_section(brief=True)
    lines = [
        broken(line, "no change", token) if (p := _LINE.fullmatch(line)) and p["key"] != "名称" else line
        for line in written(data)
    ]
    folder = put(tmp_path / "支部", lines)
    assert marks(in_all_forms(folder)) == set()
    errors = json.loads((tmp_path / "报告.json").read_text(encoding="utf-8"))["errors"]
    assert len(errors) > 100


BREAKAGES["no change"] = "{head}{key}: {value}"


@pytest.mark.parametrize(
    "typed",
    [
        "99999919700101001",
        "999999197001010011",
        "9999991970010100199",
        "999999197013010018",
        "9.99999197001010E+17",
        "999999********0018",
        "999999700101001",
        "999999197001010018，999999197001010026",
        "13070000001x",
        "1307000000",
        "13070000001、13070000002",
        "1.307E+10",
        "7000001",
    ],
)
def test_numbers_of_people_are_not_repeated(tmp_path: Path, typed: str) -> None:
    keys = ("身份证号", "联系电话", "姓名", "出生日期", "性别", "流动党员", "没有这一栏")
    people = [{"编号": f"D-{i}", "姓名": "某甲"} | {key: typed} for i, key in enumerate(keys)]
    lines = ["支部:", "  名称: 甲", "  领域: 农村", "  成立日期: 2000-01-01", "  建账日期: 2026-01-01"]
    folder = put(tmp_path / "支部", [*lines, *written({"党员": people})])
    assert typed[:7] not in in_all_forms(folder)


@pytest.mark.parametrize(
    "typed", ["999999197001010018", "999999-19700101-0018", "13070000001", "130-7000-0001"]
)
def test_a_number_of_a_person_is_no_records_number(tmp_path: Path, typed: str) -> None:
    lines = ["支部:", "  名称: 甲", "党员:", f"  - 编号: {typed}", "    姓名: 某甲"]
    result = check(put(tmp_path / "支部", lines))
    assert result.exit_code == 2
    assert typed not in result.output


def test_mojibake_is_told_without_its_words(tmp_path: Path) -> None:
    data, forms = every_section(brief=True)
    spoiled = "\n".join(written(data)).encode().decode("gb18030", "replace").encode("gb18030")
    (tmp_path / "branch.yaml").write_bytes(spoiled)
    result = check(tmp_path)
    assert result.exit_code == 2
    assert leaks(result.output, forms) == []
    assert "暗" not in result.output


# Where it is strict ----------------------------------------------------------------------------------------


@pytest.fixture
def misspelt(tmp_path: Path) -> Path:
    """A branch with one mistake, in whose message a name would stand."""
    return put(tmp_path / "支部", ["支部:", "  名称: 某村党支部", "党员:", "  - 姓名: 㐀某、㐁某"])


def test_a_pipe_and_every_file_are_strict(misspelt: Path) -> None:
    for said in in_every_way(misspelt):
        assert marks(said) == set()


def test_the_folder_above_is_not_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = sample_branch(_made(tmp_path / "㐀某的文件" / "支部"))
    monkeypatch.chdir(_made(tmp_path / "别处"))
    for said in (check(folder, "-f", form).output for form in ("text", "json")):
        assert marks(said) == set()
    (folder / "branch.yaml").write_text("支部：", encoding="utf-8")
    for path in (folder, folder / "branch.yaml", folder / "没有", folder.parent / "空"):
        for form in ("text", "json"):
            assert marks(check(path, "-f", form).output) == set()


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="没有伪终端")
@pytest.mark.parametrize(
    ("args", "env", "shown"),
    [
        ([], {}, True),
        ([], {"CI": "1"}, False),
        ([], {"CI": "true"}, False),
        (["-f", "json"], {}, False),
        (["--privacy", "strict"], {}, False),
        (["--privacy", "local"], {"CI": "1"}, True),
        (["-f", "json", "--privacy", "local"], {}, True),
    ],
)
def test_names_appear_on_the_clerks_own_screen_only(
    misspelt: Path, args: list[str], env: dict[str, str], shown: bool
) -> None:
    said = on_a_terminal("check", str(misspelt), *args, **env)
    assert ("㐀" in said) == shown


def on_a_terminal(*args: str, **env: str) -> str:
    """What the program writes when standard output is a terminal."""
    import pty  # noqa: PLC0415 - Windows has none

    screen, program = pty.openpty()
    surroundings = {k: v for k, v in os.environ.items() if k != "CI"} | env
    command = [sys.executable, "-X", "utf8", "-m", "dangjian_cli", *args]
    with subprocess.Popen(command, stdout=program, stderr=program, env=surroundings) as running:
        os.close(program)
        said = b"".join(iter(lambda: _read(screen), b""))
        running.wait()
    os.close(screen)
    return said.decode()


def _read(screen: int) -> bytes:
    try:
        return os.read(screen, 4096)
    except OSError:  # how Linux says that the other side has gone
        return b""


# Faults of the program itself ------------------------------------------------------------------------------


class FaultError(Exception):
    """A fault with somebody's data in its words."""


@pytest.mark.parametrize("place", ["load_branch", "judge", "render"])
def test_a_fault_of_the_program_shows_no_data(
    misspelt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        name = "㐀某 999999197001010018"
        raise FaultError(name)

    owner, attribute = {
        "load_branch": (branches, "load_branch"),
        "judge": (judged, "check"),
        "render": (formats, "renderer"),
    }[place]
    monkeypatch.setattr(owner, attribute, fail)
    del misspelt
    result = check(sample_branch(_made(tmp_path / "好的")))
    assert result.exit_code == 2
    assert "FaultError" in result.stderr
    assert "不是您操作错了" in result.stderr
    assert marks(result.output) == set()
    assert "9999" not in result.output
    assert str(tmp_path) not in result.output
