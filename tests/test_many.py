"""Many branches: any number of processes, any order of files say the same; git tells which have changed."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from branches import check, sample_branch, sample_text

GAPS, UNJUDGED = 1, 2
LACKING = sample_text().replace("    记录人:", "    #记录人:", 1)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five branches: two with a gap, one that cannot be read."""
    folder = tmp_path_factory.mktemp("示例县")
    for i in range(4):
        sample_branch(folder / f"镇{i % 2}" / f"村{i}", LACKING if i % 2 else None)
    (folder / "坏").mkdir()
    (folder / "坏" / "branch.yaml").write_text("支部：\n", encoding="utf-8")
    return folder


def report(folder: Path, *args: str) -> Any:
    return json.loads(check(folder, "-f", "json", *args).stdout)


def test_processes_change_nothing(county: Path) -> None:
    alone = check(county, "-f", "json", "--jobs", "1")
    together = check(county, "-f", "json", "--jobs", "2")

    assert alone.stdout == together.stdout
    assert alone.exit_code == together.exit_code == UNJUDGED


def test_one_that_cannot_be_read_stops_no_other(county: Path) -> None:
    said = report(county, "--jobs", "2")

    assert [b["path"].rpartition("/")[2] for b in said["branches"]] == ["村0", "村2", "村1", "村3"]
    assert {e["file"].split("/")[-2] for e in said["errors"]} == {"坏"}
    assert [bool(b["findings"]) for b in said["branches"]] == [False, False, True, True]


def test_files_in_another_order_change_nothing(tmp_path: Path) -> None:
    first, second = tmp_path / "一" / "支部", tmp_path / "二" / "支部"
    for folder, names in ((first, ("甲", "乙")), (second, ("乙", "甲"))):
        sample_branch(folder, LACKING)
        (folder / "台账").mkdir()
        text = "谈心谈话:\n  - {{编号: {0}, 日期: 2026-01-0{1}, 谈话人: 麦晓川, 谈话对象: 田喜垚}}\n"
        for i, name in enumerate(names, 1):
            place = 1 + ["甲", "乙"].index(name)
            body = text.format(f"T-9{place}", place)
            (folder / "台账" / f"{i}.yaml").write_text(body, encoding="utf-8")
    ids = [sorted(f["id"] for f in report(f)["branches"][0]["findings"]) for f in (first, second)]

    assert ids[0] == ids[1] != []


# Since a commit --------------------------------------------------------------------------------------------


def git(folder: Path, *words: str) -> None:
    command = ["git", "-c", "user.name=dj", "-c", "user.email=dj@example.invalid", "-C", folder, *words]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def repository(county: Path, tmp_path: Path) -> Path:
    if shutil.which("git") is None:
        pytest.skip("没有 git")
    folder = tmp_path / "仓库"
    shutil.copytree(county, folder)
    shutil.rmtree(folder / "坏")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "起")
    return folder


def judged(repository: Path) -> list[str]:
    return [b["path"].rpartition("/")[2] for b in report(repository, "--changed-since", "HEAD")["branches"]]


def test_only_what_has_changed_is_judged(repository: Path) -> None:
    assert judged(repository) == []

    file = repository / "镇1" / "村3" / "branch.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "# 改\n", encoding="utf-8")
    (repository / "镇0" / "村2" / "档案" / "新.txt").touch()
    assert judged(repository) == ["村2", "村3"]

    git(repository, "add", ".")
    assert judged(repository) == ["村2", "村3"]
    git(repository, "commit", "-q", "-m", "改")
    assert judged(repository) == []


def test_a_file_removed_is_a_change(repository: Path) -> None:
    victim = next(p for p in (repository / "镇0" / "村0" / "档案").rglob("*") if p.is_file())
    victim.unlink()

    assert judged(repository) == ["村0"]


def test_new_settings_change_every_branch(repository: Path) -> None:
    (repository / "dj.toml").write_text('"不通过" = "必改"\n', encoding="utf-8")

    assert len(judged(repository)) == 4


def test_nothing_changed_is_said_and_is_no_fault(repository: Path) -> None:
    result = check(repository, "--changed-since", "HEAD")

    assert result.exit_code == 0
    assert "没有支部改动过" in result.stderr


@pytest.mark.parametrize("revision", ["没有这个", "--output=x"])
def test_a_commit_that_is_none(repository: Path, revision: str) -> None:
    result = check(repository, f"--changed-since={revision}")

    assert result.exit_code == UNJUDGED
    assert "git" in result.stderr
    assert not (repository / "x").exists()


def test_outside_a_repository(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(county.parent))

    assert check(county, "--changed-since", "HEAD").exit_code == UNJUDGED


def test_progress_is_told_to_a_person_alone(county: Path) -> None:
    command = [sys.executable, "-m", "dangjian_cli", "check", county, "-f", "json"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env={**os.environ})

    assert done.stderr == ""
