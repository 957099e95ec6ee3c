"""What shells offer while somebody types: commands in both languages, options, values; how it is set up."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from branches import dj

from dangjian_cli.cli.app import app
from dangjian_cli.cli.completion import VARIABLE, Shell, ready
from dangjian_cli.ledger.branch import FIELDS

ALIASES = app.info.cls.aliases  # type: ignore[union-attr]


@pytest.fixture(scope="module", autouse=True)
def _ready() -> None:
    ready()


def offered(line: str) -> list[str]:
    """What bash is offered at the end of a line."""
    result = dj(COMP_WORDS=line, COMP_CWORD=str(len(line.split(" ")) - 1), **{VARIABLE: "complete_bash"})
    assert result.stderr == ""
    return result.stdout.split()


def test_the_program_answers_a_shell_that_asks() -> None:
    asked = {"COMP_WORDS": "dj 检", "COMP_CWORD": "1", VARIABLE: "complete_bash"}
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "dangjian_cli"],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, **asked},
    )

    assert done.stdout.split() == ["检查"]


def test_commands_are_offered_in_both_languages() -> None:
    assert set(offered("dj ")) == {*ALIASES, *ALIASES.values()}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("dj 检", ["检查"]),
        ("dj expl", ["explain"]),
        ("dj 解释 --as", ["--as-of"]),
        ("dj cards --field ", list(FIELDS)),
        ("dj 新建 x --field 机", ["机关"]),
        ("dj check --ledger 组织", ["组织建设", "组织生活"]),
        ("dj check --card 4", ["4", "40", "41", "42", "43", "44"]),
        ("dj check -f s", ["sarif"]),
        ("dj check --fail-on w", ["warning"]),
        ("dj explain 三会", ["三会一课制度"]),
        ("dj explain DJ13.me", ["DJ13.meet"]),
        ("dj cards --view 三级", ["三级目录"]),
        ("dj 打印 全", ["全部"]),
        ("dj print --to p", ["pdf"]),
        ("dj new 主", ["主题党日"]),
        ("dj init x --ci gite", ["gitea", "gitee"]),
        ("dj complete f", ["fish"]),
        ("dj check ", []),
    ],
)
def test_values_are_offered(line: str, expected: list[str]) -> None:
    """Nothing of ours for a path: then the shell offers files."""
    assert offered(line) == expected


@pytest.mark.parametrize(
    ("shell", "asked", "said"),
    [
        ("zsh", {"_TYPER_COMPLETE_ARGS": "dj 明"}, '"明白卡":"列出全部明白卡。"'),
        (
            "fish",
            {"_TYPER_COMPLETE_ARGS": "dj 明", "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
            "明白卡\t列出全部明白卡。",
        ),
        (
            "powershell",
            {"_TYPER_COMPLETE_ARGS": "dj 明", "_TYPER_COMPLETE_WORD_TO_COMPLETE": "明"},
            "明白卡:::列出全部明白卡。",
        ),
    ],
)
def test_other_shells_are_told_what_a_command_does(shell: str, asked: dict[str, str], said: str) -> None:
    result = dj(**asked, **{VARIABLE: f"complete_{shell}"})

    assert said in result.stdout


@pytest.mark.parametrize("shell", list(Shell))
def test_the_lines_to_be_set_up_are_shown(shell: Shell) -> None:
    result = dj("complete", shell.value)

    assert result.exit_code == 0
    assert VARIABLE in result.stdout
    assert "dj" in result.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="bash 的设置在 Windows 上不这样放")
def test_in_bash_it_is_installed_for_its_user_and_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".bashrc").write_text("# 我自己的设置\n", encoding="utf-8")

    results = [dj("补全", "bash", "--install") for _ in range(2)]

    assert [r.exit_code for r in results] == [0, 0]
    assert "装好了" in results[0].stdout
    settings = (tmp_path / ".bashrc").read_text(encoding="utf-8")
    assert settings.startswith("# 我自己的设置")
    assert settings.count("dj.sh") == 1
    program = tmp_path / "dj"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -X utf8 -m dangjian_cli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    typed = "COMP_WORDS=(dj 打印 制); COMP_CWORD=2"
    asked = f'source "$HOME/.bashrc"; {typed}; _dj_completion dj; echo "${{COMPREPLY[@]}}"'
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "--norc", "-c", asked],  # noqa: S607 - whichever bash there is
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "HOME": str(tmp_path), "PATH": path},
    )
    assert done.stdout.split() == ["制度汇编"]


def test_powershell_keeps_what_is_there_and_its_policy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = tmp_path / "文档" / "profile.ps1"
    profile.parent.mkdir()
    profile.write_bytes("# 原来的\r\n".encode("gbk"))
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0, f"\ufeff{profile}\r\n")

    monkeypatch.setattr(subprocess, "run", run)

    results = [dj("complete", "powershell", "--install") for _ in range(2)]

    assert [r.exit_code for r in results] == [0, 0]
    assert profile.read_bytes().startswith("# 原来的\r\n".encode("gbk"))
    assert profile.read_bytes().count(b"Register-ArgumentCompleter") == 1
    assert not any("ExecutionPolicy" in word for command in asked for word in command)


def test_where_it_cannot_be_installed_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(subprocess, "run", fail)

    result = dj("complete", "pwsh", "--install")

    assert result.exit_code == 2
    assert "dj complete pwsh" in result.stderr


def test_an_unknown_shell_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> None:
        raise NotImplementedError

    monkeypatch.setattr("shellingham.detect_shell", unknown)

    result = dj("complete")

    assert result.exit_code == 2
    assert "bash、zsh、fish、powershell、pwsh" in result.stderr
