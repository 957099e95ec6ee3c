"""``dj new``: a record with what the ledger knows, shown, and written only when agreed to."""

import shutil
from pathlib import Path

import pytest
from branches import check, dj
from typer.testing import Result

EXAMPLES = Path(__file__).parents[1] / "examples"
DAY = "2026-11-22"
WRITTEN, SHOWN, REFUSED = 0, 1, 2


@pytest.fixture
def village(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES / "农村", tmp_path / "村"))


def new(*args: str | Path, privacy: str = "local") -> Result:
    return dj("new", *args, "--as-of", DAY, "--privacy", privacy)


def lines_added(result: Result) -> list[str]:
    return [line[1:].strip() for line in result.stdout.splitlines() if line.startswith("+")]


def test_a_meeting_is_shown_with_its_numbers_and_what_is_asked_of_it(village: Path) -> None:
    before = {p: p.read_bytes() for p in village.rglob("*.yaml")}
    shown = new("党员大会", village, "日期=2026年11月20日", "缺席=覃小虎（在外做工）、阮石头", "主持人=贺长")

    assert shown.exit_code == SHOWN, shown.output
    assert lines_added(shown) == [
        *("", "- 编号: M-2026-64", "类型: 党员大会", "日期: 2026-11-20", "主持人: 贺长庚"),
        *("应到: 40", "实到: 38", "有表决权应到: 37", "有表决权实到: 35"),
        *("缺席:", "- 姓名: 覃小虎", "原因: 在外做工", "- 姓名: 阮石头"),
    ]
    assert "“贺长”照名册写成“贺长庚”" in shown.stdout
    assert "没有写“记录人”（卡13）" in shown.stdout
    assert {p: p.read_bytes() for p in village.rglob("*.yaml")} == before


def test_what_was_announced_is_what_check_then_says(village: Path) -> None:
    written = new("主题党日", village, "日期=2026-11-21", "主题=植树", "实到=40", "--write")

    assert written.exit_code == WRITTEN
    assert "台账/3-组织生活-2026.yaml" in written.stdout.splitlines()[-1]
    told = [line.strip() for line in written.stdout.splitlines() if line.startswith(("  ×", "  !"))]
    report = check(village, "--privacy", "local").stdout
    assert told
    for line in told:
        assert line.rpartition("（卡")[0].lstrip("×! ") in report.replace("\n    ", "")


def test_everything_wrong_is_told_at_once_and_nothing_is_written(village: Path) -> None:
    before = {p: p.read_bytes() for p in village.rglob("*.yaml")}
    refused = new("党费", village, "姓名=贺长庚", "月份=2026-13", "实交=abc", "--write")
    unknown = new("谈话", village, "谈话任=冉喆", "日期", "--write")

    assert (refused.exit_code, unknown.exit_code) == (REFUSED, REFUSED)
    assert "月份：“2026-13”里的月份不存在" in refused.stderr
    assert "实交：“abc”不是金额" in refused.stderr
    assert "是不是要写“谈话人”" in unknown.stderr
    assert "“日期”不是“栏目=值”" in unknown.stderr
    assert {p: p.read_bytes() for p in village.rglob("*.yaml")} == before


def test_what_others_may_read_has_no_names(village: Path) -> None:
    shown = new("谈话", village, "日期=2026-11-20", "谈话人=贺长", "谈话对象=冉喆", privacy="strict")

    assert shown.exit_code == SHOWN
    assert "台账/3-谈心谈话.yaml：要添4行" in shown.stdout
    assert "贺长庚" not in shown.output
    assert "冉喆" not in shown.output
