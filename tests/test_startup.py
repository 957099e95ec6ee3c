"""What a run of the program loads: a check is started often, and on old computers."""

import subprocess
import sys
from pathlib import Path

import pytest
from branches import DAY, check, dj, sample_branch

from dangjian_cli.card import CardText
from dangjian_cli.load import diagnose, pack, preflight

HEAVY = {
    *("rich", "jinja2", "typst", "docx", "ruamel", "openpyxl", "xlsxwriter", "click"),
    *("asyncio", "multiprocessing", "concurrent", "http", "ssl", "sqlite3", "unittest", "xml", "pydoc"),
    *("setuptools", "pkg_resources", "numpy", "pandas", "requests", "flask", "waitress", "werkzeug"),
}
"""Each takes as long to import as a small branch takes to be judged, or belongs to other commands."""


def imported(*args: str | Path) -> set[str]:
    """The modules that a run of the program imports."""
    command = [sys.executable, "-X", "utf8", "-X", "importtime", "-m", "dangjian_cli", *map(str, args)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode in {0, 1, 2}, done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rsplit("|", 1)[-1].strip() for line in lines}


def packages(modules: set[str]) -> set[str]:
    """The packages that modules are in."""
    return {module.split(".")[0] for module in modules}


@pytest.fixture
def branch(tmp_path: Path) -> Path:
    """A branch without gaps."""
    return sample_branch(tmp_path)


def test_a_check_imports_nothing_heavy(branch: Path) -> None:
    modules = imported("check", branch, "--as-of", DAY)
    assert "dangjian_cli.check" in modules
    assert "yaml" in modules
    assert packages(modules) & HEAVY == set()


def test_a_clean_check_leaves_out_what_only_others_need(branch: Path) -> None:
    modules = imported("check", branch, "--as-of", DAY)
    others = {"lint", "exchange", "render", "edit", "documents", "web", "learn", "supervise"}
    assert {m.split(".")[1] for m in modules if m.startswith("dangjian_cli.")} & others == set()
    assert "dangjian_cli.load.preflight" not in modules
    assert "dangjian_cli.load.diagnose" not in modules
    assert "dangjian_cli.load.scenarios" not in modules
    assert (
        modules
        & {"tomllib", "dangjian_cli.load.settings", "dangjian_cli.load.overlay", "dangjian_cli.overlay"}
        == set()
    )
    assert "dangjian_cli.report.formats.json" not in modules


@pytest.mark.parametrize("args", [("explain", "13"), ("cards",), ("check", "没有这个文件夹"), ("chek",)])
def test_the_other_commands_import_nothing_heavy(args: tuple[str, ...]) -> None:
    assert packages(imported(*args)) & HEAVY == set()


def test_the_version_is_told_without_the_ledger() -> None:
    """Pydantic itself comes with typer; the parser and the models of the ledger need not come."""
    modules = imported("--version")
    assert packages(modules) & (HEAVY | {"yaml"}) == set()
    assert not any(m.startswith(("dangjian_cli.ledger", "dangjian_cli.load")) for m in modules)


def test_a_check_reads_no_prose_of_cards(branch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("核对时读了明白卡的文字")

    monkeypatch.setattr(pack, "load_text", refuse)
    monkeypatch.setattr(CardText, "model_validate", refuse)
    for form in ("text", "json"):
        assert check(branch, "-f", form).exit_code == 0
    assert dj("explain", "DJ13.meet").exit_code == 0
    assert dj("cards").exit_code == 0


def test_a_clean_file_is_not_read_line_by_line(branch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("没有毛病的文件也逐行看了")

    monkeypatch.setattr(preflight, "preflight", refuse)
    monkeypatch.setattr(diagnose, "preflight", refuse)
    assert check(branch).exit_code == 0
