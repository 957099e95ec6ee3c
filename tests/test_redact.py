"""``dj redact``: nobody is left in the copy, and it is judged as the original is."""

import json
import re
import shutil
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from branches import DAY, dj, every_section, marks, sample_branch, sample_text, written
from hypothesis import given
from hypothesis import strategies as st

from dangjian_cli.card import Card, Pack, Scenario
from dangjian_cli.kinds.base import RowKind
from dangjian_cli.kinds.includes import Includes
from dangjian_cli.kinds.incumbent import Incumbent
from dangjian_cli.kinds.leader import Leader
from dangjian_cli.kinds.stated import Stated
from dangjian_cli.kinds.unique import Unique
from dangjian_cli.kinds.wording import Wording
from dangjian_cli.ledger import Sections, values
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.table import fields_of
from dangjian_cli.load import nodes, spans, typed
from dangjian_cli.load.branch import load_branch
from dangjian_cli.load.judged import judge
from dangjian_cli.load.pack import load_pack, standards_folder
from dangjian_cli.load.scenarios import _apply as apply
from dangjian_cli.load.scenarios import load_sample
from dangjian_cli.privacy.aliases import Aliases, Real
from dangjian_cli.privacy.public import Public
from dangjian_cli.privacy.redact import Redaction, gather
from dangjian_cli.privacy.sorts import Sort, told
from dangjian_cli.privacy.traces import ID, PHONE, kind_of

ALIKE, DIFFERS, UNREAD, WRONG = 0, 1, 2, 2

EXAMPLES = Path(__file__).parent.parent / "examples"
BRANCHES = ("农村", "农村-有缺项", "社区", "机关", "国企")


def redacted(folder: Path, to: Path, status: int = ALIKE) -> Path:
    """The copy of a branch, or of a tree of them, as of the sample's day."""
    result = dj("redact", folder, "-o", to, "--as-of", DAY)
    assert result.exit_code == status, result.output
    return to


def files(folder: Path) -> dict[str, bytes]:
    """Every file in a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def words_in(folder: Path) -> str:
    """All that can be read in a folder, names of files included."""
    return "\n".join(f"{name}\n{data.decode()}" for name, data in files(folder).items())


def small(folder: Path, text: str, **more: str) -> Path:
    """A branch of one file, with evidence files."""
    head = "支部:\n  名称: 某村党支部\n  领域: 农村\n  成立日期: 1990-07-01\n  建账日期: 2026-01-01\n"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "branch.yaml").write_text(head + text, encoding="utf-8")
    for name, content in more.items():
        (folder / "档案").mkdir(exist_ok=True)
        (folder / "档案" / name).write_text(content, encoding="utf-8")
    return folder


@cache
def public() -> Public:
    """What the standard lets stay."""
    return Public(the_pack())


@cache
def the_pack() -> Pack:
    return load_pack(standards_folder())


def rewriting(folder: Path) -> Redaction:
    """The copy of a branch in the making, without judging anything."""
    loaded, real = load_branch(folder), Real()
    gather(loaded, public(), real)
    return Redaction(loaded, Aliases(real), public())


def rewritten(folder: Path) -> dict[str, bytes]:
    """The ledger's files as the copy has them."""
    return rewriting(folder).files({})


def copied(folder: Path, text: str) -> Any:
    """What stands in the copy for that, read as plain data."""
    return plain(rewritten(small(folder, text))["branch.yaml"])


def plain(data: bytes) -> Any:
    """A file read as plain data."""
    root = nodes.compose(data.decode())
    assert root is not None
    return typed.plain(root)


# Nobody is left --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A tree with one branch that has a mark in every field, comment and name of a file; and its copy."""
    data, _ = every_section()
    tree = tmp_path_factory.mktemp("县")
    folder = tree / "㾀县" / "㾁村"
    lines = [f"{line}  # 㾂备注" if i % 3 else line for i, line in enumerate(written(data))]
    text = "# 㾃\n" + "\n".join(lines) + "\n# 㾄\n"
    own, rest = text.split("豁免:", 1)
    (folder / "台账" / "㾅").mkdir(parents=True)
    (folder / "branch.yaml").write_text(own, encoding="utf-8")
    (folder / "台账" / "㾅" / "㾆名册.yaml").write_text(f"豁免:{rest}", encoding="utf-8")
    (folder / "档案" / "㾇").mkdir(parents=True)
    (folder / "档案" / "㾇" / "㾈.㾉").write_text("㾊", encoding="utf-8")
    (folder / "说明.txt").write_text("㾋", encoding="utf-8")
    return tree, redacted(tree, tmp_path_factory.mktemp("副本") / "新的")


def test_nothing_that_was_typed_survives(made: tuple[Path, Path]) -> None:
    data, forms = every_section()
    original, copy = made
    said = words_in(copy)
    assert len(marks(words_in(original))) > len(forms.made) / 2
    assert marks(said) == set()
    numbers = {t.text for t in forms.made if t.kind in {"id", "phone"}}
    assert len(numbers) > 2
    assert [number for number in numbers if number in said] == []
    assert data["支部"]["名称"] not in said


def test_what_rules_read_stays(made: tuple[Path, Path]) -> None:
    """Amounts, days, counts and 编号 are not anybody's own; without them nothing could be judged."""
    _, forms = every_section()
    said = words_in(made[1])
    assert all(t.text in said for t in forms.made if t.kind == "amount")
    assert all(f"R-{n}\n" in said or f"R-{n} " in said for n in range(1, forms.refs))


def test_numbers_in_the_copy_are_valid_and_invented(made: tuple[Path, Path]) -> None:
    _, forms = every_section()
    said = re.findall(r"(?<!\d)(?:999999\d{11}[\dX]|130\d{8})(?!\d)", words_in(made[1]))
    assert {kind_of(number) for number in said} == {ID, PHONE}
    for kind in ("id", "phone"):
        own = [number for number in said if (kind_of(number) == ID) is (kind == "id")]
        assert len(set(own)) == len(own) == sum(t.kind == kind for t in forms.made)


def test_the_copy_has_the_same_records(made: tuple[Path, Path]) -> None:
    """Shape and all that is no one's own are equal; of every other text there is another."""
    original, copy = (next(folder.rglob("branch.yaml")).parent for folder in made)
    one, other = (load_branch(folder).ledger.sections for folder in (original, copy))
    assert list(unlike(one, other)) == []


def unlike(one: Record, other: Record, where: str = "") -> Iterator[str]:
    """Fields that are not as they should be in a copy."""
    model = type(one)
    for field in fields_of(model):
        a, b = getattr(one, field.attr), getattr(other, field.attr)
        path = f"{where}.{field.label}"
        sort = told(model)[field.attr].sort
        pairs = list(zip(a, b, strict=True)) if type(a) is tuple else [(a, b)]
        for x, y in pairs:
            if isinstance(x, Record):
                yield from unlike(x, y, path)
            elif (x == y) is not (sort is Sort.KEPT or x in (None, "", {})):
                yield path


def test_another_field_with_free_words_is_seen() -> None:
    """The walk over the models knows a sort for every field, and finds the free ones free."""
    seen: set[type[Record]] = set()
    todo: list[type[Record]] = [Sections]
    while todo:
        model = todo.pop()
        if model in seen:
            continue
        seen.add(model)
        for field in fields_of(model):
            known = told(model)[field.label]
            assert (known.sort is Sort.RECORD) is (field.inner is not None), (model, field)
            todo += [field.inner] if field.inner else []
    assert told(Sections)["会议"].inner is not None
    assert len(seen) > 60


# It is judged alike ----------------------------------------------------------------------------------------


def report(folder: Path) -> Any:
    """What strangers are told of a branch, but for what is new in a copy by its nature."""
    result = dj("check", folder, "--as-of", DAY, "-f", "json", "--privacy", "strict")
    data = json.loads(result.stdout)["branches"][0]
    for finding in (*data["findings"], *data["due"], *data["attested"]):
        finding.pop("fingerprint", None)
        finding.pop("column", None)
        finding.pop("waiver", None)
    return {k: v for k, v in data.items() if k not in {"path", "name"}}


@pytest.mark.parametrize("name", BRANCHES)
def test_an_example_is_judged_alike(tmp_path: Path, name: str) -> None:
    original = EXAMPLES / name
    before = files(original)
    copy = redacted(original, tmp_path / "副本")
    assert report(copy) == report(original)
    assert files(original) == before
    for file, data in before.items():
        if file.endswith(".yaml"):
            assert files(copy)[file].count(b"\n") == data.count(b"\n")
    assert {data for file, data in files(copy).items() if file.startswith("档案/")} == {b""}


def test_the_example_with_gaps_loses_its_people() -> None:
    """Every name of the roster, and every discussion of every meeting."""
    original = EXAMPLES / "农村-有缺项"
    said = b"".join(rewritten(original).values()).decode()
    sections = load_branch(original).ledger.sections
    assert [m.name for m in sections.members if m.name in said] == []
    texts = [i.discussion for m in sections.meetings for i in m.items if i.discussion]
    assert len(texts) > 20
    assert [text for text in texts if text in said] == []


def test_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (redacted(EXAMPLES / "社区", tmp_path / name) for name in ("一", "二"))
    assert files(first) == files(second)
    assert len(files(first)) == len(files(EXAMPLES / "社区"))


def test_a_copy_of_a_copy_is_as_long_and_judged_alike(tmp_path: Path) -> None:
    once = redacted(EXAMPLES / "机关", tmp_path / "一")
    twice = redacted(once, tmp_path / "二")
    assert report(twice) == report(once)
    assert {n: d.count(b"\n") for n, d in files(twice).items()} == {
        n: d.count(b"\n") for n, d in files(once).items()
    }


READING = (Wording, Stated, Includes, Unique, Leader, Incumbent)
"""Kinds that read or compare words that people write freely."""


def scenarios() -> Iterator[tuple[Card, Scenario]]:
    """One example of a card for every requirement of such a kind."""
    pack = the_pack()
    wanted = {c.code_of(r) for c in pack.cards for r in c.requirements if isinstance(r.rule, READING)}
    for card in pack.cards:
        for scenario in pack.text(card).scenarios:
            codes = {address.split("@")[0] for address in scenario.findings} & wanted
            if codes:
                yield card, scenario
            wanted -= codes


def test_where_rules_read_words_the_copy_falls_short_as_the_original_does(tmp_path: Path) -> None:
    sample = load_sample(standards_folder())
    folder, labels = sample_branch(tmp_path / "原件"), {f.attr: f.label for f in fields_of(Sections)}
    seen = []
    for n, (card, scenario) in enumerate(scenarios()):
        data = deepcopy(sample.data)
        for edit in scenario.edits:
            apply(data, edit)
        text = yaml.safe_dump({labels[k]: v for k, v in data.items()}, allow_unicode=True, sort_keys=False)
        (folder / "branch.yaml").write_text(text, encoding="utf-8")
        redaction, copy = rewriting(folder), tmp_path / str(n)
        (copy / "档案").mkdir(parents=True)
        (copy / "branch.yaml").write_bytes(redaction.files({})["branch.yaml"])
        for name in redaction.evidence():
            (copy / "档案" / name).touch()
        day, cards = scenario.as_of or the_pack().head.sample_day, frozenset({card.number})
        one, other = (judge(load_branch(f), the_pack(), day, cards=cards) for f in (folder, copy))
        assert [f.id for f in other.findings] == [f.id for f in one.findings]
        assert {f.id for f in one.findings} >= {a for a in scenario.findings if a.startswith(card.code)}
        seen += scenario.findings
    assert len(seen) > 20


def test_every_word_that_a_condition_asks_for_stays() -> None:
    asked = {
        word
        for card in the_pack().cards
        for r in card.requirements
        if isinstance(r.rule, RowKind)
        for condition in r.rule.selection.conditions
        for word in condition.allowed
    }
    assert len(asked) > 50
    assert [word for word in asked if not public().stays(word)] == []


ELECTION = """换届选举:
  - 编号: X-1
    选举日期: 2026-05-10
    步骤:
      书记副书记批复: {日期: 2026-05-20, 机关: "%s", 文号: 某党发〔2026〕3号}
"""


@pytest.mark.parametrize("body", ["某某镇委员会", "某某镇党委会同县委组织部", "某某村党支部", "某某镇政府"])
def test_the_words_that_a_rule_looks_for_stay_and_no_others(tmp_path: Path, body: str) -> None:
    said = copied(tmp_path, ELECTION % body)["换届选举"][0]["步骤"]["书记副书记批复"]["机关"]
    kept = re.fullmatch(r"（略\d+）(.*)", said)
    assert kept
    looked_for = {"委员会", "党委", "组织部", "党支部", "支部"}
    assert {w for w in looked_for if w in kept[1]} == {w for w in looked_for if w in body}
    assert "某" not in kept[1]
    assert "镇" not in kept[1]


# Who is who ------------------------------------------------------------------------------------------------

ROSTER = """党员:
  - {编号: D-1, 姓名: 贺长庚, 身份证号: 999999198001010011, 联系电话: 130 0000 0077, 党小组: 一组}
  - {编号: D-2, 姓名: 贺长庚, 民族: 畲族}
  - {编号: D-3, 姓名: 文  山, 党小组: G-1, 其他: {籍地: 青禾}}
党小组:
  - {编号: G-1, 名称: 一组, 组长: [{姓名: 文山, 职务: 组长}]}
谈心谈话:
  - {日期: 2026-03-05, 谈话人: 文山, 谈话对象: D-1, 内容: 贺长庚家里有事}
教育培训:
  - {编号: P-1, 日期: 2026-03-06, 参加人: "贺长庚、文山，D-2"}
走访慰问:
  - {编号: V-1, 日期: 2026-03-07, 走访人: 支委会, 对象: 贺长庚、文山}
"""


def test_the_same_person_has_one_name_everywhere(tmp_path: Path) -> None:
    data = copied(tmp_path, ROSTER)
    first, second, third = data["党员"]
    talk, visit = data["谈心谈话"][0], data["走访慰问"][0]
    assert first["姓名"] == second["姓名"] != third["姓名"]
    assert (len(first["姓名"]), len(third["姓名"])) == (3, 2)
    assert data["党小组"][0]["组长"][0] == {"姓名": third["姓名"], "职务": "组长"}
    assert (talk["谈话人"], talk["谈话对象"]) == (third["姓名"], "D-1")
    assert data["教育培训"][0]["参加人"] == f"{first['姓名']}、{third['姓名']}，D-2"
    assert visit["对象"] == f"{first['姓名']}、{third['姓名']}"
    assert visit["走访人"] == "支委会"


def test_words_that_were_equal_are_equal_still(tmp_path: Path) -> None:
    data = copied(tmp_path, ROSTER)
    first, second, third = data["党员"]
    assert first["党小组"] == data["党小组"][0]["名称"] == "（略1）"
    assert third["党小组"] == "G-1"
    assert second["民族"] not in {first["党小组"], data["谈心谈话"][0]["内容"]}
    assert [(k[:2], v[:2]) for k, v in third["其他"].items()] == [("（略", "（略")]


def test_a_tree_shares_its_names_and_numbers(tmp_path: Path) -> None:
    tree = tmp_path / "镇"
    for name in ("东村", "西村"):
        small(tree / "片区" / name, ROSTER)
    small(tree / "一村", ROSTER.replace("贺长庚", "田家英"))
    copy = redacted(tree, tmp_path / "副本")
    assert sorted(files(copy)) == [
        "单位001/branch.yaml",
        "单位002/单位001/branch.yaml",
        "单位002/单位002/branch.yaml",
    ]
    one, east, west = (files(copy)[name] for name in sorted(files(copy)))
    assert east == west
    people = [plain(data)["党员"] for data in (one, east)]
    assert people[0][2]["姓名"] == people[1][2]["姓名"]
    assert people[0][0]["姓名"] != people[1][0]["姓名"]
    assert people[0][0]["身份证号"] == people[1][0]["身份证号"]


HAN = st.text("赵钱甲乙子丑田", min_size=1, max_size=4)


@given(st.lists(HAN, max_size=60, unique=True))
def test_no_invented_name_is_real_or_given_twice(names: list[str]) -> None:
    aliases = Aliases(Real(names=set(names)))
    given_names = [aliases.person(name) for name in names]
    assert set(given_names).isdisjoint(names)
    assert len(set(given_names)) == len(names)
    assert [aliases.person(name) for name in names] == given_names
    assert [values.parse_name(name) for name in given_names] == given_names


def test_names_do_not_run_out() -> None:
    aliases = Aliases(Real())
    found = {aliases.person(f"{length}{n}") for n in range(4000) for length in ("", "某某")}
    assert len(found) == 8000
    assert {len(name) for name in found} == {2, 3, 4}


def test_identity_numbers_do_not_run_out_and_are_valid() -> None:
    aliases = Aliases(Real(ids={Aliases(Real()).id_number("甲")}))
    found = [aliases.id_number(str(n)) for n in range(3000)]
    assert len(set(found)) == 3000
    assert {kind_of(number) for number in found} == {ID}
    assert found[0] not in aliases.real.ids


# Where it stands -------------------------------------------------------------------------------------------

LAYOUTS = {
    "block": "内容: |\n      第一行 #3\n      第二行\n\n",
    "block with a comment": "内容: |-  # 备注甲\n      第一行\n      第二行\n",
    "folded": "内容: >+\n      第一行\n\n      第二行\n\n",
    "a kept word in a block": "议题:\n      - 表决:\n          方式: |  # 备注甲\n            举手\n",
    "quoted": '内容: "第一行\n\n      第二行: #不是备注"  # 备注甲\n',
    "single": "内容: '第一行 ''甲'' #不是备注'   # 备注甲\n",
    "plain on two lines": "内容: 第一行\n      第二行   # 备注甲\n",
    "list on lines": "列席: [第一行\n      又一行, 第二行,   # 备注甲\n      第三行]\n",
    "hash inside": "内容: 第一行#不是备注\n",
    "comments all over": "# 备注甲\n    内容: 第一行\n    # 备注甲 # 备注乙\n#备注丙\n",
}


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_however_it_is_laid_out_every_line_stays_where_it_is(tmp_path: Path, name: str, newline: str) -> None:
    text = f"会议:\n  - 日期: 2026-03-05\n    类型: 党课\n    {LAYOUTS[name]}    编号: M-1  # 备注丁\n"
    file = small(tmp_path, text) / "branch.yaml"
    before = file.read_text(encoding="utf-8").replace("\n", newline)
    file.write_bytes(before.encode())
    after = rewritten(tmp_path)["branch.yaml"].decode()
    assert re.findall("第|备注|又|乙", after) == []
    assert after.count(newline) == after.count("\n") == before.count("\n")
    where = [[i for i, line in enumerate(t.split("\n")) if "M-1" in line] for t in (before, after)]
    assert where[0] == where[1]
    file.write_bytes(after.encode())
    assert [m.ref for m in load_branch(tmp_path).ledger.sections.meetings] == ["M-1"]


def test_comments_are_found_where_the_parser_sees_them() -> None:
    text = 'a: "x # 甲"  # 乙\n# 丙\nb: |  # 丁\n  # 戊\n  己\n#\nc: [x#庚, y]  #辛\n'
    found = [text[start:end] for start, end in spans.comments(text, spans.spans(text))]
    assert found == [" 乙", " 丙", " 丁", "", "辛"]


def test_gbk_becomes_utf8(tmp_path: Path) -> None:
    folder = small(tmp_path, ROSTER)
    plain = rewritten(folder)
    file = folder / "branch.yaml"
    file.write_bytes(file.read_text(encoding="utf-8").encode("gb18030"))
    assert rewritten(folder) == plain
    assert "（略1）" in plain["branch.yaml"].decode()


def test_ledger_files_keep_names_that_name_nobody(tmp_path: Path) -> None:
    folder = small(tmp_path, "")
    (folder / "台账").mkdir()
    for turn, name in enumerate(("2-党员名册", "3-组织生活-2026", "5-贺长庚")):
        record = f"党员:\n  - {{编号: D-{turn}, 姓名: 文山}}\n"
        (folder / "台账" / f"{name}.yaml").write_text(record, encoding="utf-8")
    numbered = rewritten(folder)
    assert list(numbered) == ["branch.yaml", *(f"台账/00{n}.yaml" for n in (1, 2, 3))]
    assert [re.findall("D-.", data.decode()) for data in numbered.values()] == [[], ["D-0"], ["D-1"], ["D-2"]]
    (folder / "台账" / "5-贺长庚.yaml").unlink()
    assert list(rewritten(folder)) == ["branch.yaml", "台账/2-党员名册.yaml", "台账/3-组织生活-2026.yaml"]


EVIDENCE = """会议:
  - {编号: M-1, 类型: 党课, 日期: 2026-03-05, 资料: [
      {名称: 讲稿, 文件: 贺长庚讲稿.DOCX}, {名称: 签到册, 文件: [贺长庚签到.jpg, 丢了.jpg]}]}
"""


EVIDENCE_FILES = ("贺长庚讲稿.DOCX", "贺长庚签到.jpg", "别的.png")


def test_evidence_is_there_without_content_and_what_is_missing_is_missing(tmp_path: Path) -> None:
    folder = small(
        tmp_path / "原件", EVIDENCE, **{"贺长庚讲稿.DOCX": "讲", "贺长庚签到.jpg": "到", "别的.png": ""}
    )
    copy = redacted(folder, tmp_path / "副本")
    held = {name: data for name, data in files(copy).items() if name.startswith("档案/")}
    assert held == {"档案/0001.docx": b"", "档案/0002.jpg": b"", "档案/0004.png": b""}
    listed = load_branch(copy).ledger.sections.meetings[0].materials
    assert [m.file for m in listed] == [("0001.docx",), ("0002.jpg", "0003.jpg")]


# What a person attested ------------------------------------------------------------------------------------


def attested(folder: Path) -> tuple[set[str], set[str]]:
    """What a person found in order, and the findings about attestations."""
    data = report(folder)
    return {f["id"] for f in data["attested"]}, {f["id"] for f in data["findings"] if f["card"] == 0}


def with_gaps(tmp_path: Path, old: str, new: str) -> Path:
    """The example with gaps, its main file changed."""
    folder = shutil.copytree(EXAMPLES / "农村-有缺项", tmp_path / "原件")
    file = folder / "branch.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_what_was_void_is_void_in_the_copy(tmp_path: Path) -> None:
    (attestation,) = load_branch(EXAMPLES / "农村-有缺项").ledger.sections.attestations
    assert attestation.digest
    folder = with_gaps(tmp_path, attestation.digest, "0123456789abcdef")
    assert attested(folder) == (set(), {"DJ00.attestation@DJ25.talk@F-2024-02/组织员谈话"})
    copy = redacted(folder, tmp_path / "副本")
    assert attested(copy) == attested(folder)
    assert load_branch(copy).ledger.sections.attestations[0].digest == "0" * 16


def test_a_fingerprint_of_a_later_day_than_the_attestations_holds_too(tmp_path: Path) -> None:
    """The day of looking was written down wrong by years: the fingerprint is of a record as it is now."""
    folder = with_gaps(tmp_path, "核实日: 2026-11-20", "核实日: 2025-01-20")
    copy = redacted(folder, tmp_path / "副本")
    assert attested(copy)[0] == attested(folder)[0] != set()
    one, other = (load_branch(f).ledger.sections.attestations[0].digest for f in (folder, copy))
    assert one != other


ACTS = """豁免:
  - {缺项: DJ13.meet@2026-Q2, 依据文号: 某党发3号, 批准日: 2026-07-10, 到期日: 2027-03-31}
  - {缺项: 贺长庚没有交党费, 批准日: 2026-07-11, 到期日: 明年}
  - {缺项: DJ13.meet@贺长庚, 批准日: 2026-07-12, 到期日: 2027-01-31}
  - {缺项: DJ13.hechanggeng@2026-Q2, 批准日: 2026-07-13}
  - {缺项: DJ10.board@2026-05-10/组织委员, 批准日: 2026-07-14}
"""


def test_addresses_and_last_days_stay_where_they_are_such(tmp_path: Path) -> None:
    waivers = copied(tmp_path, ACTS)["豁免"]
    gaps = [re.sub(r"\d+(?=）)", "", waiver["缺项"]) for waiver in waivers]
    assert gaps == [
        "DJ13.meet@2026-Q2",
        "（略）",
        "DJ13.meet@（略）",
        "（略）",
        "DJ10.board@2026-05-10/组织委员",
    ]
    assert waivers[0]["到期日"] == "2027-03-31"
    assert re.fullmatch(r"（略\d+）", waivers[1]["到期日"])


# The command -----------------------------------------------------------------------------------------------


def test_it_says_what_it_did(tmp_path: Path) -> None:
    folder = sample_branch(tmp_path / "原件")
    result = dj("redact", folder, "-o", tmp_path / "副本", "--as-of", DAY)
    assert re.search(r"1个支部，\d+个姓名换成了编的，\d+个附件只留空文件", result.stdout)
    assert f"核对到{date.fromisoformat(DAY)}，缺项、地址、行号一样" in result.stdout
    assert result.stderr == ""


def test_what_is_not_alike_is_told(tmp_path: Path) -> None:
    """Acts that are about nothing are counted by what was typed, which is no longer there to sort by."""
    typed = "豁免:\n  - {缺项: 甲, 批准日: 2026-07-11}\n  - {缺项: 乙, 批准日: 2026-07-12}\n"
    folder = small(tmp_path / "原件", typed)
    result = dj("redact", folder, "-o", tmp_path / "副本", "--as-of", DAY)
    assert result.exit_code == DIFFERS
    assert "有2处不一样：\n  副本：DJ00.waiver@?\n  副本：DJ00.waiver@?2\n" in result.stdout


def test_a_branch_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    tree = tmp_path / "镇"
    small(tree / "好", ROSTER)
    small(tree / "坏", ROSTER + "  贺长庚：不对\n")
    result = dj("redact", tree, "-o", tmp_path / "副本", "--as-of", DAY)
    assert result.exit_code == UNREAD
    assert "坏：读不了，没有写" in result.stderr
    assert "贺长庚" not in result.output
    assert sorted(files(tmp_path / "副本")) == ["单位002/branch.yaml"]


@pytest.mark.parametrize("where", ["有东西", "原件", "原件/副本", "文件"])
def test_it_never_writes_over_anything(tmp_path: Path, where: str) -> None:
    small(tmp_path / "原件", ROSTER)
    (tmp_path / "有东西").mkdir()
    (tmp_path / "有东西" / ".藏").touch()
    (tmp_path / "文件").touch()
    before = files(tmp_path)
    result = dj("redact", tmp_path / "原件", "-o", tmp_path / where, "--as-of", DAY)
    assert result.exit_code == WRONG
    assert files(tmp_path) == before


@pytest.mark.parametrize("where", ["没有", "空的", "文件"])
def test_there_must_be_a_branch(tmp_path: Path, where: str) -> None:
    (tmp_path / "空的").mkdir()
    (tmp_path / "文件").touch()
    result = dj("redact", tmp_path / where, "-o", tmp_path / "副本")
    assert result.exit_code == WRONG
    assert not (tmp_path / "副本").exists()


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    (tmp_path / "副本").mkdir()
    redacted(sample_branch(tmp_path / "原件", sample_text()), tmp_path / "副本")
