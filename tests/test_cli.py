"""The whole program as people and scripts meet it: statuses, options, reports, terminals, pipes."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from branches import DAY, check, copy_of, dj, sample_branch, sample_text

import dangjian_cli.lint as linting
from dangjian_cli.cli.app import app
from dangjian_cli.finding import Problem, message
from dangjian_cli.ledger.branch import FIELDS
from dangjian_cli.load import scenarios
from dangjian_cli.load.pack import load_pack, standards_folder
from dangjian_cli.report import formats
from dangjian_cli.report.wrap import cell_width

EXAMPLES = Path(__file__).parents[1] / "examples"
CLEAN, WITH_GAPS = EXAMPLES / "农村", EXAMPLES / "农村-有缺项"
MET, GAPS, UNJUDGED = 0, 1, 2
CODE = r"DJ\d\d\.[a-z0-9-]+"


def edited(folder: Path, *changes: tuple[str, str]) -> Path:
    """The sample branch with some text replaced, each once."""
    text = sample_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return sample_branch(folder, text)


MISSING_RECORDER = ("    记录人: 麦晓川\n", "")
"""Leads to a gap that is only a warning: habit asks for a recorder, no regulation does."""


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """A branch without gaps."""
    return sample_branch(tmp_path / "好支部")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A branch whose file cannot be read."""
    return edited(tmp_path / "坏支部", ("  名称: ", "  名称："))


@pytest.fixture
def lacking(tmp_path: Path) -> Path:
    """A branch with a gap that must be mended: an unknown number of voters came to a vote."""
    text = re.sub(r"(    有表决权实到: \d+\n)", "", sample_text(), count=1)
    return sample_branch(tmp_path / "缺支部", text)


@pytest.fixture
def warned(tmp_path: Path) -> Path:
    """A branch whose only gap is a warning."""
    return edited(tmp_path / "小缺支部", MISSING_RECORDER)


def report(*args: str | Path) -> dict[str, Any]:
    """What ``dj check -f json`` says."""
    read: dict[str, Any] = json.loads(check(*args, "-f", "json").stdout)
    return read


# Statuses --------------------------------------------------------------------------------------------------


def test_a_branch_without_gaps(clean: Path) -> None:
    result = check(clean)
    assert result.exit_code == MET
    assert "没有缺项" in result.stdout
    assert result.stderr == ""


def test_a_branch_with_a_gap(lacking: Path) -> None:
    result = check(lacking)
    assert result.exit_code == GAPS
    assert "有表决权实到" in result.stdout
    assert result.stderr == ""


def test_a_branch_that_cannot_be_read(broken: Path) -> None:
    result = check(broken)
    assert result.exit_code == UNJUDGED
    assert "第4行第5列" in result.stdout
    assert "有1个文件读不了" in result.stdout


def test_an_empty_folder_is_never_passed(tmp_path: Path) -> None:
    result = check(tmp_path)
    assert result.exit_code == UNJUDGED
    assert "没有支部" in result.stdout
    assert "branch.yaml" in result.stdout


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    result = check(tmp_path / "没有")
    assert result.exit_code == UNJUDGED
    assert "没有这个文件或文件夹" in result.stdout


def test_a_file_that_is_no_ledger(tmp_path: Path) -> None:
    (tmp_path / "说明.txt").write_text("这是一段说明。", encoding="utf-8")
    assert check(tmp_path / "说明.txt").exit_code == UNJUDGED


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["check"], "少了参数“支部”"),
        (["check", ".", "--formt", "json"], "--format"),
        (["check", ".", "-f", "xml"], "没有“xml”这种格式"),
        (["check", ".", "--as-of", "昨天"], "“昨天”"),
        (["check", ".", "--as-of", "2026-02-30"], "2026-02-30"),
        (["check", ".", "--as-of", "2026-11"], "日期要写到日"),
        (["check", ".", "--since", "3月5日"], "3月5日"),
        (["check", ".", "--card", "99"], "没有卡99"),
        (["check", ".", "--card", "甲"], "要填整数"),
        (["check", ".", "--ledger", "没有"], "没有“没有”这个台账"),
        (["check", ".", "--fail-on", "errors"], "只能填 error、warning、never"),
        (["check", ".", "--privacy", "公开"], "只能填 local、strict"),
        (["chek", "."], "您是不是要用：check"),
        (["检察", "."], "检查"),
        (["explain", "99"], "参数“卡号或条目”的值不对：没有“99”这张明白卡"),
        (["explain", "党员大全"], "您是不是要用：党员大会"),
        (["explain", "DJ13.mete"], "您是不是要用：DJ13.meet"),
        (["explain", "DJ13.没有"], "卡13没有“没有”这一条"),
        (["explain"], "少了参数“卡号或条目”"),
        (["cards", "--field", "农材"], "您是不是要用：农村"),
        (["cards", "--field", "xyz"], "可以写：农村、社区"),
        (["lint", "."], "没有 pack.yaml"),
    ],
)
def test_a_wrong_command_line(args: list[str], said: str) -> None:
    result = dj(*args)
    assert result.exit_code == UNJUDGED
    assert result.stdout == ""
    assert said in re.sub(r"\n", "", result.stderr)


def test_no_argument_shows_the_help() -> None:
    result = dj()
    assert result.exit_code == UNJUDGED
    assert "用法：dj" in result.stdout


def test_what_cannot_be_judged_outranks_gaps_and_hides_none(
    tmp_path: Path, clean: Path, lacking: Path, broken: Path
) -> None:
    del clean, lacking, broken
    result = check(tmp_path)
    assert result.exit_code == UNJUDGED
    assert "有1个文件读不了" in result.stdout
    assert "共核对2个支部，1个有缺项" in result.stdout
    read = report(tmp_path)
    assert [b["path"].rsplit("/")[-1] for b in read["branches"]] == ["好支部", "缺支部"]
    assert {p["file"].split("/")[-2] for p in read["errors"]} == {"坏支部"}


def test_each_of_several_paths_is_judged(clean: Path, lacking: Path, tmp_path: Path) -> None:
    assert check(clean, lacking).exit_code == GAPS
    assert check(clean, tmp_path / "没有").exit_code == UNJUDGED
    assert len(report(clean, lacking, tmp_path / "没有")["branches"]) == 2


def test_a_branch_is_judged_once_however_often_it_is_named(clean: Path, tmp_path: Path) -> None:
    named = (tmp_path, clean, clean / "branch.yaml", clean / ".." / clean.name)
    assert report(*named)["summary"]["branches"] == 1


@pytest.mark.parametrize(("level", "status"), [("error", MET), ("warning", GAPS), ("never", MET)])
def test_a_warning_fails_only_when_asked(warned: Path, level: str, status: int) -> None:
    assert {f["severity"] for f in report(warned)["branches"][0]["findings"]} == {"warning"}
    assert check(warned, "--fail-on", level).exit_code == status


@pytest.mark.parametrize(("level", "status"), [("error", GAPS), ("warning", GAPS), ("never", MET)])
def test_what_must_be_mended_fails_unless_told_not_to(lacking: Path, level: str, status: int) -> None:
    assert check(lacking, "--fail-on", level).exit_code == status


def test_what_cannot_be_read_fails_whatever_is_asked(broken: Path) -> None:
    assert check(broken, "--fail-on", "never").exit_code == UNJUDGED


# What is judged --------------------------------------------------------------------------------------------


def ids(*args: str | Path) -> set[str]:
    """Addresses of what was found."""
    return {f["id"] for b in report(*args)["branches"] for f in b["findings"]}


def test_since_leaves_out_earlier_work_and_never_adds_any() -> None:
    every = ids(WITH_GAPS)
    assert ids(WITH_GAPS, "--since", "2001-01-01") == every
    later = ids(WITH_GAPS, "--since", "2026-01-01")
    assert later < every
    assert "DJ13.meet@2025-Q3" in every - later


def test_a_card_narrows() -> None:
    read = report(WITH_GAPS, "--card", "13")
    assert {v["card"] for v in read["branches"][0]["verdicts"]} == {13}
    assert ids(WITH_GAPS, "--card", "13") == {i for i in ids(WITH_GAPS) if i.startswith("DJ13.")}
    both = {v["card"] for v in report(WITH_GAPS, "--card", "13", "--card", "24")["branches"][0]["verdicts"]}
    assert both == {13, 24}


def test_a_ledger_narrows() -> None:
    read = report(WITH_GAPS, "--ledger", "组织生活")
    assert read["branches"][0]["findings"]
    assert {f["ledger"] for f in read["branches"][0]["findings"]} == {"组织生活"}
    pack = load_pack(standards_folder())
    wanted = {c.number for c in pack.cards if c.ledger == "组织生活"}
    assert {v["card"] for v in read["branches"][0]["verdicts"]} == wanted


def test_narrowing_to_what_is_right_is_a_pass() -> None:
    assert check(WITH_GAPS).exit_code == GAPS
    codes = {i.split(".")[0] for i in ids(WITH_GAPS)}
    right = next(c for c in load_pack(standards_folder()).cards if c.code not in codes)
    assert check(WITH_GAPS, "--card", str(right.number)).exit_code == MET


# JSON ------------------------------------------------------------------------------------------------------

STATUSES = {"gap", "attest", "due", "waived", "met", "unexamined", "not-applicable"}
FINDING = {
    *("id", "code", "card", "ledger", "family", "problem", "severity", "status", "message", "fix"),
    *("basis", "fingerprint", "record", "waiver", "file", "line", "column"),
}


def test_json_keeps_its_promise() -> None:
    read = report(WITH_GAPS)
    assert set(read) >= {"schema", "as_of", "standard", "branches", "errors", "summary"}
    assert (read["schema"], read["as_of"], read["errors"]) == ("dj.check/1", DAY, [])
    assert set(read["standard"]) == {"name", "version", "overlay"}
    [branch] = read["branches"]
    assert set(branch) >= {"path", "name", "field", "verdicts", "findings"}
    for verdict in branch["verdicts"]:
        assert set(verdict) - {"reason"} == {"code", "card", "status", "examined"}
        assert verdict["status"] in STATUSES
        assert re.fullmatch(CODE, verdict["code"])
    for finding in branch["findings"]:
        assert set(finding) == FINDING
        assert finding["status"] in {"open", "attest", "waived"}
        assert finding["severity"] in {"error", "warning", "note"}
        assert finding["family"] in {"对标不准", "达标不实"}
        assert re.fullmatch(rf"{CODE}@.+", finding["id"])
        assert finding["id"].startswith(f"{finding['code']}@")
        assert finding["code"].startswith(f"DJ{finding['card']:02}.")
        for basis in finding["basis"]:
            assert set(basis) == {"document", "version", "article", "grade"}
            assert basis["grade"] in "ABCDE"


def test_the_summary_counts_requirements() -> None:
    read = report(WITH_GAPS)
    verdicts = [v["status"].replace("-", "_") for v in read["branches"][0]["verdicts"]]
    counted = {status: verdicts.count(status) for status in (s.replace("-", "_") for s in STATUSES)}
    assert read["summary"] == {"branches": 1, "baselined": 0, **counted}


def test_places_in_json_are_real_lines_of_real_files() -> None:
    for finding in report(WITH_GAPS)["branches"][0]["findings"]:
        lines = (WITH_GAPS / finding["file"]).read_text(encoding="utf-8").split("\n")
        assert 1 <= finding["column"] <= len(lines[finding["line"] - 1]) + 1


def test_problems_in_json(broken: Path) -> None:
    read = report(broken)
    assert read["branches"] == []
    assert set(read["errors"][0]) == {"file", "line", "column", "code", "message", "fix"}
    assert (read["errors"][0]["line"], read["errors"][0]["column"]) == (4, 5)
    assert read["errors"][0]["code"] == "full-width-colon"
    local = json.loads(check(broken, "-f", "json", "--privacy", "local").stdout)
    assert local["errors"][0]["mended"].startswith("  名称: ")


def test_the_same_ledger_gives_the_same_report(tmp_path: Path) -> None:
    folder = copy_of(WITH_GAPS, tmp_path / "支部")
    assert check(folder, "-f", "json").stdout == check(folder, "-f", "json").stdout
    assert check(folder).stdout == check(folder).stdout


def test_branches_are_told_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("丙", "甲", "乙"):
        sample_branch(tmp_path / name)
    told = [b["path"].rsplit("/")[-1] for b in report(tmp_path)["branches"]]
    assert told == sorted(told)


def test_several_formats_at_once(lacking: Path, tmp_path: Path) -> None:
    file = tmp_path / "报告.json"
    result = check(lacking, "-f", f"json:{file}", "-f", "text")
    assert result.exit_code == GAPS
    assert result.stdout == check(lacking).stdout
    assert file.read_text(encoding="utf-8") == check(lacking, "-f", "json").stdout
    check(lacking, "-f", f"text:{tmp_path / '报告.txt'}")
    assert (tmp_path / "报告.txt").read_text(encoding="utf-8") == check(lacking).stdout


@pytest.mark.parametrize("both", [["-f", "text", "-f", "json"], ["-f", "json:同.json", "-f", "text:同.json"]])
def test_two_reports_never_run_into_one(clean: Path, both: list[str]) -> None:
    result = check(clean, *both)
    assert (result.exit_code, result.stdout) == (UNJUDGED, "")
    assert "同一处" in result.stderr


def test_a_report_that_cannot_be_written(lacking: Path, tmp_path: Path) -> None:
    result = check(lacking, "-f", f"json:{tmp_path / '没有' / '报告.json'}")
    assert result.exit_code == UNJUDGED
    assert "写不进文件 报告.json" in result.stderr


# Text ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The text reports of both examples."""
    return {folder.name: check(folder).stdout for folder in (CLEAN, WITH_GAPS)}


def test_text_opens_with_how_the_branch_stands(texts: dict[str, str]) -> None:
    assert re.match(rf"\S+（农村）截至{DAY}：核对到的要求没有缺项\n要求：达标\d+条", texts["农村"])
    opening = re.sub(r"\n", "", texts["农村-有缺项"][:300])
    assert re.match(rf"\S+（农村）截至{DAY}：有\d+处缺项（必改\d+处、应改\d+处、提示\d+处）", opening)


def test_gaps_are_grouped_by_ledger_and_card(texts: dict[str, str]) -> None:
    heads = re.findall(r"^(.、\S+) · 卡(\d\d) \S+$", texts["农村-有缺项"], flags=re.MULTILINE)
    pack = load_pack(standards_folder())
    order = [ledger.title for ledger in pack.head.ledgers]
    assert heads == sorted(heads, key=lambda h: (order.index(h[0]), h[1]))
    assert len(heads) == len(set(heads))
    found = {int(i[2:4]) for i in ids(WITH_GAPS)}
    assert {int(card) for _, card in heads} == found


def test_every_gap_stands_under_its_card(texts: dict[str, str]) -> None:
    under: list[str] = []
    card = ""
    for line in texts["农村-有缺项"].split("\n"):
        if head := re.match(r".、\S+ · 卡(\d\d) ", line):
            card = head[1]
        elif line.startswith(("待人工核实", "豁免", "人工核实过的")):
            card = ""
        elif address := re.search(rf"({CODE}@\S+)$", line):
            assert card in {"", address[1][2:4]}
            under.append(address[1])
    attested = {a["id"] for a in report(WITH_GAPS)["branches"][0]["attested"]}
    assert attested
    assert set(under) == ids(WITH_GAPS) | attested


@pytest.mark.parametrize("name", ["农村", "农村-有缺项"])
def test_no_line_is_wider_than_the_terminal(texts: dict[str, str], name: str) -> None:
    """Places and addresses stay whole, so that they can be copied: they alone may be wider."""
    for line in texts[name].split("\n"):
        assert cell_width(line) <= 80 or " " not in line.strip(), line
        assert line == line.rstrip()


@pytest.mark.parametrize("columns", [40, 60, 100])
def test_the_text_keeps_to_any_width(columns: int) -> None:
    for args in (("check", WITH_GAPS, "--as-of", DAY), ("explain", "13"), ("cards",)):
        for line in dj(*args, COLUMNS=str(columns)).stdout.split("\n"):
            to_copy = line.strip().removeprefix("- 地址: ")
            assert cell_width(line) <= columns or " " not in to_copy, line


ODD = ["[red]红[/red]", "[/]", ":smile:", "\\[bold]粗", "{0} {name} %s", "$HOME `id`"]


@pytest.mark.parametrize("typed", ODD)
def test_what_people_type_is_never_interpreted(tmp_path: Path, typed: str) -> None:
    folder = edited(tmp_path / "支部", ("  名称: ", f"  名称: '{typed}' #"))
    result = check(folder, "--privacy", "local")
    assert result.exit_code == MET
    assert result.stdout.startswith(f"{typed}（农村）")
    assert report(folder)["branches"][0]["name"] == typed


def test_escapes_of_people_never_reach_the_terminal(tmp_path: Path) -> None:
    folder = edited(tmp_path / "支部", ("  名称: ", '  名称: "甲\\e[31m\\x07\\u202e乙" #'))
    result = check(folder, "--privacy", "local")
    assert result.exit_code == MET
    assert "甲〔U+001B〕[31m〔U+0007〕〔U+202E〕乙" in result.stdout
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", result.stdout)


@pytest.mark.parametrize("env", [{}, {"NO_COLOR": None}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}])
def test_no_escapes_on_a_pipe_or_when_unwanted(lacking: Path, env: dict[str, str | None]) -> None:
    for args in (("check", lacking), ("explain", "13"), ("cards",), ("--help",)):
        assert "\x1b" not in dj(*args, **env).output


def test_colour_when_forced(lacking: Path) -> None:
    plain = check(lacking).stdout
    coloured = check(lacking, NO_COLOR=None, FORCE_COLOR="1").stdout
    assert "\x1b[31;1m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


# The other commands ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["13", "013", "DJ13", "卡13", "党员大会", "dj13"])
def test_a_card_is_explained(code: str) -> None:
    result = dj("explain", code)
    assert result.exit_code == MET
    assert result.stdout.startswith("卡13 党员大会\n")
    for words in ("做什么：", "怎么做：", "步骤", "核对口径", "要留的资料", "DJ13.meet", "第11条"):
        assert words in result.stdout


@pytest.mark.parametrize("code", ["DJ13.meet", "DJ13.meet@2026-Q2", " DJ13.meet "])
def test_a_requirement_is_explained(code: str) -> None:
    result = dj("explain", code)
    assert result.exit_code == MET
    assert result.stdout.startswith("DJ13.meet ")
    for words in ("要求：", "依据：", "第11条", "缺了算："):
        assert words in result.stdout


def test_every_address_of_a_report_can_be_explained() -> None:
    codes = {i.split("@")[0] for i in ids(WITH_GAPS)}
    for code in codes:
        assert dj("explain", code).stdout.startswith(f"{code} ")


def test_every_card_and_requirement_can_be_explained() -> None:
    pack = load_pack(standards_folder())
    for card in pack.cards:
        whole = dj("explain", str(card.number))
        assert whole.exit_code == MET
        assert card.title in whole.stdout
        for name in card.versions:
            assert f"{card.code}.{name}" in whole.stdout


def test_cards_are_listed_by_ledger() -> None:
    result = dj("cards")
    assert result.exit_code == MET
    for card in load_pack(standards_folder()).cards:
        assert f"卡{card.number:02} {card.title}（" in result.stdout


@pytest.mark.parametrize("field", FIELDS)
def test_cards_of_a_field(field: str) -> None:
    assert dj("cards", "--field", field).exit_code == MET


@pytest.fixture
def small_pack(tmp_path: Path) -> Path:
    """The shipped pack with one card: checking all examples of all cards is the work of ``test_lint``."""
    pack = tmp_path / "标准包"
    shutil.copytree(standards_folder(), pack)
    for card in (pack / "cards").iterdir():
        if not card.name.startswith("13-"):
            card.unlink()
    return pack


def test_faults_of_a_pack_are_told(small_pack: Path) -> None:
    [card] = (small_pack / "cards").iterdir()
    card.write_text(
        card.read_text(encoding="utf-8").replace("事实: MTG-01", "事实: 没有", 1), encoding="utf-8"
    )
    for name in ("lint", "自检"):
        result = dj(name, small_pack)
        assert result.exit_code == GAPS
        assert "没有" in result.stdout
        assert re.search(r"共\d+处。\n$", result.stdout)


def test_a_pack_that_cannot_be_read_is_told(small_pack: Path) -> None:
    [card] = (small_pack / "cards").iterdir()
    text = card.read_text(encoding="utf-8")
    card.write_text(text.replace("    情态: ", "    情态：", 1), encoding="utf-8")
    result = dj("lint", small_pack)
    assert result.exit_code == UNJUDGED
    line = text.split("    情态: ")[0].count("\n") + 1
    assert f"{card.name}:{line}:" in result.stderr
    assert "冒号" in result.stderr
    assert "标准读不了" in result.stderr


def test_a_card_whose_prose_cannot_be_read_is_told(small_pack: Path) -> None:
    [card] = (small_pack / "cards").iterdir()
    text = card.read_text(encoding="utf-8")
    card.write_text(text.replace("\n步骤:\n", "\n步子:\n", 1), encoding="utf-8")
    result = dj("lint", small_pack)
    assert result.exit_code == UNJUDGED
    assert f"{card.name}:" in result.stderr
    assert "步骤" in result.stderr


@pytest.mark.parametrize(
    ("fatal", "status", "said"),
    [(None, MET, "标准包没有毛病"), (False, MET, "没有必改"), (True, GAPS, "共1处")],
)
def test_the_outcome_of_lint(
    monkeypatch: pytest.MonkeyPatch, fatal: bool | None, status: int, said: str
) -> None:
    faults = () if fatal is None else (Problem("code", message("毛病"), file="pack.yaml", fatal=fatal),)
    monkeypatch.setattr(linting, "lint", lambda _pack, _shelf: faults)
    monkeypatch.setattr(scenarios, "faults", lambda *_: ())
    result = dj("lint")
    assert result.exit_code == status
    assert said in result.stdout


def commands(group: Any, *above: str) -> Iterator[tuple[str, ...]]:
    """Every command as it is called, the program itself first."""
    yield above
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, *above, name)


COMMANDS = list(commands(typer.main.get_command(app)))

ALIASES: dict[str, str] = typer.main.get_command(app).aliases  # type: ignore[attr-defined]


def test_every_command_has_a_chinese_name() -> None:
    assert set(ALIASES.values()) == {words[0] for words in COMMANDS if words}


@pytest.mark.parametrize(("alias", "name"), ALIASES.items())
def test_commands_have_chinese_names(alias: str, name: str) -> None:
    chinese, english = dj(alias, "--help"), dj(name, "--help")
    assert (chinese.exit_code, chinese.stdout) == (english.exit_code, english.stdout)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        (("检查", CLEAN, "--as-of", DAY), ("check", CLEAN, "--as-of", DAY)),
        (("解释", "13"), ("explain", "13")),
        (("明白卡",), ("cards",)),
    ],
)
def test_a_command_called_in_chinese_does_the_same(
    chinese: tuple[str | Path, ...], english: tuple[str | Path, ...]
) -> None:
    one, other = dj(*chinese), dj(*english)
    assert (one.exit_code, one.stdout) == (other.exit_code, other.stdout)


HELP_WORDS = {
    *(word for words in COMMANDS for word in words),
    *formats.names(),
    *("dj", "help", "version", "DJ13", "meet", "local", "strict", "error", "warning", "never"),
    *("git", "gitea", "gitee", "ics", "settings", "svg", "vscode", "yaml", "Code", "Outlook", "VS", "WPS"),
    *("A4", "CSV", "Ctrl", "Excel", "Tab", "Word", "docx", "pdf", "xlsx"),
    *("bash", "fish", "powershell", "pwsh", "zsh"),
}
"""Words in Latin letters that a help may say: what is typed as it stands, and names of other programs."""


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_chinese_and_whole(command: tuple[str, ...]) -> None:
    for flag in ("-h", "--help"):
        result = dj(*command, flag)
        assert result.exit_code == MET
        assert "用法：dj" in result.stdout
        assert "…" not in result.stdout, "the help is cut off"
        bare = re.sub(r"--?[A-Za-z-]+", "", result.stdout)
        assert set(re.findall(r"[A-Za-z][A-Za-z0-9]+", bare)) <= HELP_WORDS


# As a program of its own -----------------------------------------------------------------------------------


def program(*args: str | Path, **env: str) -> subprocess.CompletedProcess[bytes]:
    """The program in a process of its own."""
    command = [sys.executable, "-m", "dangjian_cli", *map(str, args)]
    kept = {k: v for k, v in os.environ.items() if k not in {"CI", "NO_COLOR", "FORCE_COLOR", "COLUMNS"}}
    return subprocess.run(command, capture_output=True, env=kept | env, check=False)


@pytest.fixture
def rare(tmp_path: Path) -> Path:
    """A branch with characters that GBK lacks, in a report and in a message."""
    return edited(tmp_path / "支部", ("  名称: ", "  名称: 𠮷石㛃✓"), MISSING_RECORDER)


def test_a_gbk_pipe_gets_gbk(rare: Path) -> None:
    for args in (
        ("check", rare, "--as-of", DAY, "--privacy", "local"),
        ("check", rare / "没有"),
        ("explain", "13"),
        ("cards",),
        ("--help",),
        ("chek",),
    ):
        done = program(*args, PYTHONIOENCODING="gbk")
        assert done.returncode in {MET, GAPS, UNJUDGED}
        said = done.stdout.decode("gbk") + done.stderr.decode("gbk")
        assert re.search(r"[\u4e00-\u9fff]", said)
        assert "Traceback" not in said


def test_a_gbk_pipe_gets_json_that_any_reader_takes(rare: Path) -> None:
    done = program("check", rare, "--as-of", DAY, "-f", "json", PYTHONIOENCODING="gbk")
    assert done.stdout.isascii()
    assert json.loads(done.stdout)["branches"][0]["name"].startswith("𠮷石㛃✓")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-16"])
def test_no_encoding_of_a_pipe_crashes_the_program(rare: Path, encoding: str) -> None:
    done = program("check", rare, "--as-of", DAY, PYTHONIOENCODING=encoding)
    assert done.returncode == MET
    assert b"Traceback" not in done.stderr


def test_a_report_in_a_file_is_utf8_whatever_the_pipe(rare: Path, tmp_path: Path) -> None:
    file = tmp_path / "报告.txt"
    program("check", rare, "--as-of", DAY, "-f", f"text:{file}", PYTHONIOENCODING="gbk")
    assert file.read_text(encoding="utf-8").startswith("𠮷石㛃✓")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有 head 这样提前关管道的惯例")
def test_a_reader_that_goes_away_is_no_fault() -> None:
    command = [sys.executable, "-X", "utf8", "-m", "dangjian_cli", "check", WITH_GAPS, "--as-of", DAY]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 141


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 的文件名不会不是文字")
def test_a_folder_whose_name_is_no_text(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe"))
    folder.mkdir()
    sample_branch(folder)
    file = tmp_path / "报告.json"
    done = program("check", tmp_path, "--as-of", DAY, "-f", "text", "-f", f"json:{file}", PYTHONUTF8="1")
    assert (done.returncode, done.stderr) == (MET, b"")
    assert json.loads(file.read_text(encoding="utf-8"))["branches"]


@pytest.mark.skipif(shutil.which("tmux") is None, reason="这台机器没有 tmux，看不了真终端里的样子")
def test_a_terminal_of_80_columns_shows_it_whole(tmp_path: Path) -> None:
    """The screen of a real terminal: nothing runs over the edge, nothing is left coloured."""
    done = tmp_path / "完"
    shown = f"{sys.executable} -m dangjian_cli check {CLEAN} --as-of {DAY}"
    start = ["tmux", "-L", f"dj-{os.getpid()}", "-f", os.devnull]
    env = {k: v for k, v in os.environ.items() if k not in {"CI", "NO_COLOR", "TMUX"}} | {"LC_ALL": "C.UTF-8"}
    script = f"{shown}; touch {done}; sleep 20"
    new = [*start, "-u", "new-session", "-d", "-x", "80", "-y", "50", "sh", "-c", script]
    subprocess.run(new, env=env, check=True)
    try:
        wait_until(done.exists)
        screen = subprocess.run(
            [*start, "capture-pane", "-p"], env=env, capture_output=True, check=True
        ).stdout.decode()
    finally:
        subprocess.run([*start, "kill-server"], env=env, check=False)
    expected = check(CLEAN, "--privacy", "local").stdout
    assert screen.rstrip("\n").split("\n") == expected.rstrip("\n").split("\n")


def wait_until(ready: Callable[[], bool]) -> None:
    """Wait for what another process does; give up only when it is surely lost."""
    for _ in range(600):
        if ready():
            return
        time.sleep(0.1)
    pytest.fail("没有等到")
