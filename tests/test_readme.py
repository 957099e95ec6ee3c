"""The papers of the project against the program: commands that are run, output compared, recipes followed.

Output shown in the papers may be shortened, and says so: lines that follow each other there follow each
other in the real output, unless ``……`` stands between them.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from dangjian_cli.kinds import kinds
from dangjian_cli.load.pack import load_pack

ROOT = Path(__file__).parents[1]
PAPERS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/decisions.md")
README, CONTRIBUTING, *_ = (ROOT.joinpath(name).read_text(encoding="utf-8") for name in PAPERS)
PACK = load_pack(ROOT / "standards")

PATHS = re.compile(
    r"(?<![\w/])(?:standards|examples|src|tests|scripts|docs|benchmarks)/[^\s`，。；、：（）()“”|*@:]*"
    r"|`\w+\.md`"
)
MADE = (
    "standards/cards/99-示范卡.yaml",
    "standards/forms/99-示范卡.yaml",
    "src/dangjian_cli/kinds/clocks.py",
    "src/dangjian_cli/report/formats/lines.py",
    "src/dangjian_cli/documents/meetings.py",
    "src/dangjian_cli/render/targets/txt.py",
)
"""What a paper names by its place in the checkout; and what its recipes make, which is not there yet."""

CUT = "……"
"""Stands for lines of output that are left out."""

LEFT_OUT = ("__pycache__", ".*")


def dj(*words: str | Path, cwd: Path, source: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The program as a clerk runs it, on a screen 80 columns wide; ``source`` is another copy of it."""
    env = {name: value for name, value in os.environ.items() if name not in {"CI", "FORCE_COLOR"}}
    env |= {"COLUMNS": "80", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    if source is not None:
        env["PYTHONPATH"] = str(source)
    command = (sys.executable, "-m", "dangjian_cli", *words)
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False)


# Commands and their output ------------------------------------------------------------------------------


class Shown(NamedTuple):
    """A command in a paper, the exit status and the output that stand beside it."""

    words: tuple[str, ...]
    status: int
    output: tuple[str, ...]


def blocks(paper: str, language: str) -> list[str]:
    """What stands in the fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", paper, re.DOTALL | re.MULTILINE)


def shown(paper: str) -> Iterator[Shown]:
    """Every command after ``$ dj`` in a console block; a status other than 0 is said in a comment."""
    for block in blocks(paper, "console"):
        for command, output in re.findall(r"^\$ dj (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            line, _, status = command.partition("  # 退出码 ")
            yield Shown(tuple(shlex.split(line)), int(status or 0), tuple(output.splitlines()))


COMMANDS = [
    pytest.param(command, id=" ".join(command.words)) for p in (README, CONTRIBUTING) for command in shown(p)
]


def follows(output: Sequence[str], real: Sequence[str]) -> str:
    """The first stretch of lines that the real output does not have in its place; empty when all is true."""
    if not output:  # only the command is shown
        return ""
    stretches = [s.splitlines() for s in "\n".join(output).split(CUT)]
    place = 0
    for number, stretch in enumerate(stretches):
        lines = stretch[1:] if number else stretch  # what is left of the line that was cut at
        starts = [
            i for i in range(place, len(real) - len(lines) + 1) if list(real[i : i + len(lines)]) == lines
        ]
        first, last = number == 0, number == len(stretches) - 1
        if first and lines:
            starts = [i for i in starts if i == 0]
        if last and (lines or first):
            starts = [i for i in starts[-1:] if i + len(lines) == len(real)]
        if not starts:
            return "\n".join(lines)
        place = starts[0] + len(lines)
    return ""


@pytest.mark.parametrize(
    ("output", "fault"),
    [
        (["a", "b", "c", "d"], ""),
        (["a", CUT, "d"], ""),
        (["a", "b", CUT], ""),
        ([CUT, "c", "d"], ""),
        ([CUT], ""),
        ([], ""),
        (["a", "c", CUT], "a\nc"),
        (["a", "b"], "a\nb"),
        ([CUT, "b"], "b"),
        (["b", CUT], "b"),
        ([CUT, "c", CUT, "b", CUT], "b"),
        (["x"], "x"),
    ],
)
def test_shortened_honestly(output: list[str], fault: str) -> None:
    assert follows(output, ["a", "b", "c", "d"]) == fault


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the examples, the pack, and the files that the README shows."""
    folder = tmp_path_factory.mktemp("home")
    for name in ("examples", "standards"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(*LEFT_OUT))
    for block in blocks(README, "yaml"):
        written(block, folder)
    for file in re.findall(r"文件: ([^},]*)", README):
        evidence = folder / "我的支部" / "档案" / file
        evidence.parent.mkdir(parents=True, exist_ok=True)
        evidence.touch()
    for command in shown(README):
        if command.words[0] == "baseline":  # the command after it needs its file, in whatever order they run
            dj(*command.words, cwd=folder)
    return folder


def written(block: str, folder: Path) -> Path:
    """Put a block where its first line says."""
    path = folder / block.splitlines()[0].removeprefix("# ")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block, encoding="utf-8", newline="\n")
    return path


ON_SCREEN = {"check", "import", "new"}
"""Commands whose words for a screen are not those for a pipe."""


@pytest.mark.parametrize("command", COMMANDS)
def test_command(command: Shown, home: Path) -> None:
    """As shown. What tells names on a screen is asked for that, since a test is not one."""
    on_screen = command.words[0] in ON_SCREEN and not {"-f", "--privacy"} & set(command.words)
    done = dj(*command.words, *(["--privacy", "local"] if on_screen else []), cwd=home)

    assert done.returncode == command.status, f"{done.stdout}\n{done.stderr}"
    assert done.stderr == ""
    assert follows(command.output, done.stdout.splitlines()) == "", done.stdout


def test_ten_things_are_ten() -> None:
    chapter = README.partition("\n## 十件事\n")[2].partition("\n## ")[0]
    things = re.split(r"^### ", chapter, flags=re.MULTILINE)[1:]

    assert [thing.partition(".")[0] for thing in things] == [str(n) for n in range(1, 11)]
    assert all(list(shown(thing)) for thing in things)


def test_the_json_file_is_written(home: Path) -> None:
    (command,) = (c for c in shown(README) if "json:结果.json" in c.words)
    dj(*command.words, cwd=home)

    text = (home / "结果.json").read_text(encoding="utf-8")
    assert '"schema": "dj.check/1"' in text


def test_the_two_commands_and_their_example() -> None:
    script = (ROOT / "scripts" / "dev.py").read_text(encoding="utf-8")
    named = re.findall(r"^python scripts/dev\.py (\w+)$", README, re.MULTILINE)
    example = re.search(r'^EXAMPLE = "(.*)"$', script, re.MULTILINE)

    assert named == ["demo", "test"]
    assert all(f'"{word}"' in script for word in named)
    assert example
    assert next(shown(README)).words[:2] == ("check", example[1])


def test_chinese_names_of_commands(home: Path) -> None:
    pairs = re.findall(r"`dj (\w+)` (?:也可以)?写成 `dj (\w+)`", README)

    assert len(pairs) == 5
    for name, chinese in pairs:
        usage = dj(chinese, "--help", cwd=home)
        assert usage.returncode == 0
        assert usage.stdout == dj(name, "--help", cwd=home).stdout


def test_python_version_and_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["requires-python"] == ">=3.11"
    assert "Python 3.11" in README
    assert project["license"] == "MIT"
    assert "\nMIT，" in README


# What is shipped ----------------------------------------------------------------------------------------


def test_shipped_cards() -> None:
    listed = re.findall(r"^\| (\d+) \| (.*) \| (.*) \| (\d+)条 \|$", README, re.MULTILINE)

    assert listed == [(str(c.number), c.title, c.ledger, str(len(c.versions))) for c in PACK.cards]


def test_numbers_in_words() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert PACK.head.version in changes
    assert all(f"卡{card.number:02} {card.title}" in changes for card in PACK.cards)
    assert len(PACK.head.ledgers) == 7
    assert (len(PACK.problems), len(PACK.problem_items)) == (7, 13)
    assert all(word in kinds() for word in re.findall(r"\w+", re.findall(r"- (.*)等要求类型", changes)[0]))


@pytest.mark.parametrize("name", PAPERS)
def test_named_paths_exist(name: str) -> None:
    """But for the files that the recipes make."""
    text = (ROOT / name).read_text(encoding="utf-8")
    named = {match.strip("`") for match in PATHS.findall(text)} - set(MADE)

    assert sorted(path for path in named if not (ROOT / path).exists()) == []


# The recipes ---------------------------------------------------------------------------------------------


BRANCH = "支部/branch.yaml"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The program and the pack in a place of their own, with the sample branch beside them."""
    for name in ("src", "standards"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns(*LEFT_OUT))
    (tmp_path / BRANCH).parent.mkdir()
    sample = (ROOT / "standards" / "samples" / "农村.yaml").read_text(encoding="utf-8")
    paper = re.sub(r"文件: 2026/[^}]*", "存放: 纸质, 盒号: 2026-1", sample)
    (tmp_path / BRANCH).write_text(paper, encoding="utf-8", newline="\n")
    return tmp_path


def recipe(language: str, number: int) -> str:
    """A block of CONTRIBUTING."""
    return blocks(CONTRIBUTING, language)[number]


def with_card(copy: Path, more: str = "") -> Path:
    """The recipe's card in the copy's pack; ``more`` requirements follow its own."""
    card = recipe("yaml", 0)
    before, after = card.split("\n不核:\n")
    written(recipe("yaml", 1), copy)
    return written(f"{before}\n{more}\n不核:\n{after}", copy)


def alone(card: Path) -> None:
    """The card without the others, which may come to speak of the same meetings, and what speaks of those."""
    for other in set(card.parent.iterdir()) - {card}:
        other.unlink()
    pack = card.parent.parent
    shutil.rmtree(pack / "systems")
    for other in set(pack.joinpath("forms").iterdir()) - {pack / "forms" / card.name}:
        other.unlink()
    (pack / "views.yaml").unlink()
    facts = pack / "facts.yaml"
    kept = [line for line in facts.read_text(encoding="utf-8").splitlines() if "MTG-05" in line]
    facts.write_text("\n".join(["事实:", *kept]) + "\n", encoding="utf-8")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def edit_meeting(copy: Path, old: str, new: str) -> None:
    """Edit the committee's first meeting in the sample branch, which the recipe speaks of."""
    path = copy / BRANCH
    before, name, after = path.read_text(encoding="utf-8").partition("- 编号: Z-2026-01\n")
    assert old in after.partition("\n\n")[0]
    path.write_text(before + name + after.replace(old, new, 1), encoding="utf-8", newline="\n")


def check(copy: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return dj("check", "支部", "--as-of", "2026-11-22", *options, cwd=copy, source=copy / "src")


def test_recipe_card(copy: Path) -> None:
    path = with_card(copy)
    good = check(copy, "--card", "99")
    assert good.returncode == 0, good.stderr
    assert "达标1条" in good.stdout

    edit_meeting(copy, "实到: 3", "实到: 1")
    bad = check(copy, "--card", "99")
    assert bad.returncode == 1
    assert "DJ99.quorum@Z-2026-01" in bad.stdout

    alone(path)
    linted = dj("lint", "standards", cwd=copy, source=copy / "src")
    assert linted.returncode == 0, f"{linted.stdout}\n{linted.stderr}"
    assert linted.stdout == "标准包没有毛病：1张明白卡，1条要求。\n"


def test_recipe_card_is_tried(copy: Path) -> None:
    """The pack's own check does see the card: with an example that breaks nothing, it says so."""
    path = with_card(copy)
    alone(path)
    edit(path, "改: {实到: 1}", "改: {实到: 2}")

    linted = dj("lint", cwd=copy, source=copy / "src")

    assert linted.returncode == 1
    assert "DJ99.quorum@Z-2026-01" in linted.stdout


def test_recipe_kind(copy: Path) -> None:
    written(recipe("python", 0), copy)
    with_card(copy, recipe("yaml", 2))
    edit_meeting(copy, "    应到:", "    开始: 15:00\n    结束: 14:30\n    应到:")

    found = check(copy, "--card", "99", "--fail-on", "warning")
    assert found.returncode == 1, found.stderr
    assert "DJ99.times@Z-2026-01" in found.stdout
    assert "“结束”不晚于“开始”" in found.stdout

    explained = dj("explain", "DJ99.times", cwd=copy, source=copy / "src")
    assert "支委会：结束晚于开始" in explained.stdout

    edit_meeting(copy, "结束: 14:30", "结束: 16:30")
    assert check(copy, "--card", "99", "--fail-on", "warning").returncode == 0


def test_recipe_kind_refuses_a_field_that_does_not_exist(copy: Path) -> None:
    written(recipe("python", 0), copy)
    with_card(copy, recipe("yaml", 2).replace("早: 开始", "早: 开头"))

    linted = dj("lint", cwd=copy, source=copy / "src")

    assert linted.returncode == 2
    assert "没有“开头”这一栏" in linted.stderr


def test_recipe_format(copy: Path) -> None:
    written(recipe("python", 1), copy)
    with_card(copy)
    edit_meeting(copy, "实到: 3", "实到: 1")

    done = check(copy, "-f", "lines", "--card", "99")

    assert done.returncode == 1, done.stderr
    assert re.fullmatch(r"支部/branch\.yaml:\d+:\d+: Z-2026-01.*实到.*\n", done.stdout)


def test_recipe_document(copy: Path) -> None:
    written(recipe("python", 2), copy)
    done = dj("print", "开会", "支部", "--as-of", "2026-11-22", cwd=copy, source=copy / "src")

    assert done.stdout == "打印/会议一览.html\n", done.stderr
    page = (copy / "打印" / "会议一览.html").read_text(encoding="utf-8")
    assert "2026年会议一览" in page
    assert page.count("支委会") > 5


def test_recipe_target(copy: Path) -> None:
    written(recipe("python", 2), copy)
    written(recipe("python", 3), copy)

    done = dj(
        "print", "会议一览", "支部", "--to", "txt", "--as-of", "2026-11-22", cwd=copy, source=copy / "src"
    )

    assert done.returncode == 0, done.stderr
    lines = (copy / "打印" / "会议一览.txt").read_text(encoding="utf-8").splitlines()
    assert all(line.startswith("2026") for line in lines)
    assert any("支委会" in line for line in lines)
