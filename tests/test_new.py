"""``dj new``: a record with what the ledger knows, shown, and written only when agreed to."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from branches import check, dj
from typer.testing import CliRunner, Result

from dangjian_cli.cli.app import app
from dangjian_cli.edit import change

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
    refused = new("党费", village, "姓名=贺长庚", "月份=2026-13", "实交=abc", "颜色=红", "日期", "--write")

    assert refused.exit_code == REFUSED
    for told in (
        "月份：“2026-13”里的月份不存在",
        "实交：“abc”不是金额",
        "没有“颜色”这一栏",
        "“日期”不是“栏目=值”",
    ):
        assert told in refused.stderr
    assert {p: p.read_bytes() for p in village.rglob("*.yaml")} == before


def test_what_others_may_read_has_no_names(village: Path) -> None:
    shown = new("谈话", village, "日期=2026-11-20", "谈话人=贺长", "谈话对象=冉喆", privacy="strict")

    assert shown.exit_code == SHOWN
    assert "台账/3-谈心谈话.yaml：要添4行" in shown.stdout
    assert "贺长庚" not in shown.output
    assert "冉喆" not in shown.output


# On a terminal ----------------------------------------------------------------------------------------------


DATE_AND_NAME = ("2026-11-20", "贺长庚")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal; what a record does to the findings is left out, which takes long and is tested above."""
    monkeypatch.setattr("dangjian_cli.cli.terminal.is_terminal", lambda _: True)
    monkeypatch.setattr("dangjian_cli.cli.terminal._obeys_escapes", lambda _: False)
    monkeypatch.setattr("dangjian_cli.cli.new._Entering._effect", lambda *_: None)


def talk(*answers: str, args: Sequence[str | Path]) -> Result:
    """What is said when these are the answers; after them Ctrl-D is typed."""
    surroundings = {"COLUMNS": "80", "NO_COLOR": "1", "CI": None}
    typed = "".join(f"{answer}\n" for answer in answers)
    words = ["new", *map(str, args), "--as-of", DAY]
    return CliRunner().invoke(app, words, prog_name="dj", env=surroundings, input=typed)


@pytest.mark.usefixtures("terminal")
def test_what_is_asked_is_told_again_until_it_can_be_read(village: Path) -> None:
    spoken = talk(
        *("昨天", "2026年11月20日", "贺长更", "", "冉喆", "？", "支委和党员", "问了问", ""),
        *("", "否"),
        args=("谈话", village),
    )

    assert spoken.exit_code == WRITTEN, spoken.output
    assert "要知道是哪天写的才明白" in spoken.stdout
    assert "名册里没有贺长更，是不是贺长庚？" in spoken.stdout
    assert lines_added(spoken) == [
        *("- 编号: T-2026-058", "日期: 2026-11-20", "谈话人: 贺长庚", "谈话对象: 冉喆"),
        *("类型: 支委和党员", "内容: 问了问"),
    ]
    assert "写好了：台账/3-谈心谈话.yaml" in spoken.stdout


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(
    "answers", [("2026-11-20", "贺长庚"), ("2026-11-20", "贺长庚", "冉喆", "", "", "", "否")]
)
def test_nothing_is_written_when_it_is_broken_off_or_declined(village: Path, answers: Sequence[str]) -> None:
    before = {p: p.read_bytes() for p in village.rglob("*") if p.is_file()}
    spoken = talk(*answers, args=("谈话", village))

    assert spoken.exit_code == (130 if len(answers) == 2 else SHOWN)
    assert {p: p.read_bytes() for p in village.rglob("*") if p.is_file()} == before


@pytest.mark.usefixtures("terminal")
def test_answers_stand_when_something_has_to_be_put_right(village: Path) -> None:
    first = ("2026-11-20", "贺长庚", "冉喆", "", "问了问", "", "改")
    again = ("", "", "", "", "说了说", "", "", "否")
    spoken = talk(*first, *again, args=("谈话", village))

    assert spoken.exit_code == WRITTEN, spoken.output
    assert lines_added(spoken)[-4:] == [
        "日期: 2026-11-20",
        "谈话人: 贺长庚",
        "谈话对象: 冉喆",
        "内容: 说了说",
    ]


@pytest.mark.usefixtures("terminal")
def test_the_items_of_a_meeting_are_asked_one_by_one(village: Path) -> None:
    given = [f"{word}=1" for word in ("学时", "实到", "有表决权实到")]
    words = [f"{word}=某" for word in ("地点", "主题", "内容", "资料")]
    times = ["日期=2026-11-20", "开始=9:00", "结束=10:00", "主持人=冉喆", "记录人=冉喆", "缺席=冉喆"]
    items = ("讨论转正", "转正", "鲍立冬", "都说好", "30、0、x", "30、0、1", "通过", "")
    excluded_and_numbers = ("", "", "")
    spoken = talk(*excluded_and_numbers, *items, "否", args=("党员大会", village, *given, *words, *times))

    added = lines_added(spoken)
    assert "看不懂票数" in spoken.stdout
    assert added[added.index("议题:") :][:9] == [
        *("议题:", "- 名称: 讨论转正", "类别: 预备党员转正", "对象: 鲍立冬", "讨论: 都说好"),
        *("表决:", "赞成: 30", "反对: 0", "弃权: 1"),
    ]


@pytest.mark.usefixtures("terminal")
def test_when_somebody_else_was_quicker_the_answers_are_kept_and_written_after(
    village: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = village / "台账" / "3-谈心谈话.yaml"
    real = change.carry_out
    others = iter([b"# \xe5\x88\xab\xe4\xba\xba\n"])

    def overtaken(changes: Sequence[change.Change]) -> None:
        file.write_bytes(file.read_bytes() + next(others, b""))
        real(changes)

    monkeypatch.setattr(change, "carry_out", overtaken)
    first = ("2026-11-20", "贺长庚", "冉喆", "", "问了问", "", "")
    again = ("", "", "", "", "", "", "", "否")
    spoken = talk(*first, *again, args=("谈话", village))

    assert spoken.exit_code == WRITTEN, spoken.output
    assert "刚才被别人改过" in spoken.output
    text = file.read_text(encoding="utf-8")
    assert "# 别人\n" in text
    assert text.count("内容: 问了问\n") == 1
