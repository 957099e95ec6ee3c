"""``dj init``: from nothing to a folder that can be filled in, and what makes a code host check it."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from branches import check, dj, sample_branch, sample_text

from dangjian_cli.edit.starter import HOSTS
from dangjian_cli.ledger import Sections
from dangjian_cli.ledger.table import fields_of
from dangjian_cli.load.branch import load_branch

ROOT = Path(__file__).parents[1]
MADE, WRONG = 0, 2


def init(folder: Path, *args: str) -> Any:
    return dj("init", folder, *args)


@pytest.fixture
def village(tmp_path: Path) -> Path:
    folder = tmp_path / "新村"
    known = (
        "--name",
        "某村党支部",
        "--founded",
        "2001年7月1日",
        "--opened",
        "2026-11-01",
        "--superior",
        "某镇党委",
    )
    assert init(folder, "--field", "农村", *known).exit_code == MADE
    return folder


def test_it_can_be_checked_at_once(village: Path) -> None:
    said = json.loads(check(village, "-f", "json").stdout)

    assert said["errors"] == said["notes"] == []
    assert said["branches"][0]["name"] == "某村党支部"
    assert not said["branches"][0]["findings"]


def test_what_is_not_known_stays_empty_and_is_asked_for_by_the_check(tmp_path: Path) -> None:
    result = init(tmp_path / "甲村", "--no-input")
    assert result.exit_code == MADE
    assert "成立日期" in check(tmp_path / "甲村").stdout


@pytest.mark.parametrize("field", ["农村", "社区", "机关", "国企"])
def test_every_field(field: str, tmp_path: Path) -> None:
    assert init(tmp_path / "甲", "--field", field, "--founded", "2001-07-01").exit_code == MADE
    assert load_branch(tmp_path / "甲").ledger.branch.field == field


def test_every_section_has_its_place_and_its_example_reads(village: Path) -> None:
    sections: set[str] = set()
    for file in sorted((village / "台账").iterdir()):
        head, explained, *lines = file.read_text(encoding="utf-8").splitlines()
        assert head.startswith("# ")
        assert "删掉" in explained
        assert all(line.startswith("#") for line in lines if line)
        text = "\n".join(line.removeprefix("#").removeprefix(" ") for line in lines)
        sections |= set(yaml.safe_load(text) or {})
        kept = "\n".join(b for b in re.split(r"\n(?=\S)", text) if not re.fullmatch(r"\s*\S+:\s*", b))
        file.write_text(kept, encoding="utf-8")

    assert sections == {f.label for f in fields_of(Sections)} - {"支部", "豁免", "人工核实"}
    records = load_branch(village).ledger.sections
    assert len(records.meetings) == len(records.members) == 1


def test_nothing_is_overwritten(village: Path) -> None:
    before = {p: p.read_bytes() for p in village.rglob("*") if p.is_file()}
    result = init(village, "--field", "农村")

    assert result.exit_code == WRONG
    assert "不覆盖" in result.stderr
    assert {p: p.read_bytes() for p in village.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize(
    ("args", "said"),
    [(("--field", "农林"), "农村"), (("--founded", "去年"), "--founded"), (("--ci", "githab"), "github")],
)
def test_a_slip_is_told_and_nothing_is_made(tmp_path: Path, args: tuple[str, ...], said: str) -> None:
    result = init(tmp_path / "甲", *args)

    assert result.exit_code == WRONG
    assert said in result.stderr
    assert not (tmp_path / "甲").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="没有伪终端")
def test_on_a_terminal_it_asks(tmp_path: Path) -> None:
    import pty  # noqa: PLC0415 - Windows has none

    folder = tmp_path / "乙村"
    mine, theirs = pty.openpty()
    command = [sys.executable, "-m", "dangjian_cli", "init", str(folder)]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as running:
        os.close(theirs)
        os.write(mine, "乙村党支部\n社区\n\n某街道党工委\n".encode())
        try:
            while os.read(mine, 1 << 12):
                pass
        except OSError:
            pass
        assert running.wait() == MADE
    os.close(mine)
    text = (folder / "branch.yaml").read_text(encoding="utf-8")

    assert '名称: "乙村党支部"' in text
    assert "领域: 社区" in text
    assert '"某街道党工委"' in text


# Code hosts ------------------------------------------------------------------------------------------------

SCHEMAS = {"github": "github-workflows", "gitea": "github-workflows", "gitlab": "gitlab-ci"}


@pytest.mark.parametrize("host", HOSTS)
def test_the_file_for_a_host_is_where_it_looks_and_well_formed(host: str, tmp_path: Path) -> None:
    assert init(tmp_path, "--ci", host).exit_code == MADE
    (file,) = (p for p in tmp_path.rglob("*") if p.is_file())
    text = file.read_text(encoding="utf-8")

    assert file.relative_to(tmp_path).as_posix() == HOSTS[host][1]
    assert "dj check" in text
    assert "姓名" in text
    assert "${{" not in text
    if host in SCHEMAS:
        validated(file, SCHEMAS[host])
    else:
        data = yaml.safe_load(text)
        assert data["stages"][0]["steps"][0]["step"] == "build@python"


def validated(file: Path, schema: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", file]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout


def test_the_action_is_well_formed_and_puts_no_input_into_a_script() -> None:
    validated(ROOT / "action.yml", "github-actions")
    steps = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]

    assert not any("${{" in step.get("run", "") for step in steps)


def test_the_actions_script_runs(tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("没有 bash")
    script = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"][-1]["run"]
    sample_branch(tmp_path / "甲 村", sample_text().replace("    记录人:", "    #记录人:", 1))
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    (bin_ / "dj").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dangjian_cli "$@"\n', encoding="utf-8")
    (bin_ / "dj").chmod(0o755)
    env = {
        **os.environ,
        "PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "摘要.md"),
        "DJ_PATHS": "甲 村\n",
        "DJ_FAIL_ON": "warning",
        "DJ_OVERLAY": "",
        "DJ_SARIF": "dj.sarif",
    }
    done = subprocess.run(
        [bash, "-euo", "pipefail", "-c", script], cwd=tmp_path, env=env, capture_output=True, check=False
    )

    assert done.returncode == 1, done.stderr.decode()
    assert done.stdout.decode().startswith("::warning file=甲 村/branch.yaml")
    assert (tmp_path / "摘要.md").read_text(encoding="utf-8").startswith("# ")
    assert json.loads((tmp_path / "dj.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


def test_the_hooks_manifest_is_taken_by_pre_commit() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml"]
    subprocess.run(command, check=True, capture_output=True)


@pytest.mark.packaging
def test_pre_commit_runs_the_hook_in_a_repository_with_chinese_names(tmp_path: Path) -> None:
    home, repository = tmp_path / "家", tmp_path / "记录"
    sample_branch(repository / "石泉村", sample_text().replace("    记录人:", "    #记录人:", 1))
    (repository / "dj.toml").write_text('"不通过" = "应改"\n', encoding="utf-8")
    git = ("git", "-c", "user.name=dj", "-c", "user.email=dj@example.invalid", "-C", repository)
    for words in (("init", "-q"), ("add", ".")):
        subprocess.run([*git, *words], check=True, capture_output=True)
    env = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}}
    command = [sys.executable, "-m", "pre_commit", "try-repo", ROOT, "dj-check", "--all-files"]
    done = subprocess.run(
        command,
        cwd=repository,
        env={**env, "PRE_COMMIT_HOME": str(home), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 1, done.stdout + done.stderr
    assert "石泉村" in done.stdout
    assert "没有写“记录人”" in done.stdout
