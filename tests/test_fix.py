"""``dj fix``: mends what is plainly a slip, leaves what is right alone, and has nothing to do twice."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from branches import check, dj, sample_branch, sample_text

from dangjian_cli.edit.mending import mended
from dangjian_cli.load.branch import load_branch

DONE, TO_WRITE, LEFT = 0, 1, 2
EXAMPLES = Path(__file__).parents[1] / "examples"
HEAD = "支部:\n  名称: 某村党支部\n  领域: 农村\n  成立日期: 2001-07-01\n  建账日期: 2026-01-01\n"

SLIPS = {
    "中文冒号": ("  名称：某村党支部", "  名称: 某村党支部"),
    "没有空格": ("  名称:某村党支部", "  名称: 某村党支部"),
    "全角空格": ("  名称:　某村党支部", "  名称: 某村党支部"),
    "制表符缩进": ("\t名称: 某村党支部", "  名称: 某村党支部"),
    "内容里有冒号": ("  名称: 某村: 党支部", '  名称: "某村: 党支部"'),
    "奇怪的开头": ("  名称: @某村党支部", '  名称: "@某村党支部"'),
    "井号": ("  名称: #某村党支部", '  名称: "#某村党支部"'),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_mended_as_a_person_would(slip: str) -> None:
    typed_line, right = SLIPS[slip]
    found = mended(HEAD.replace("  名称: 某村党支部", typed_line).encode())

    assert found.left == ()
    assert found.after == HEAD.replace("  名称: 某村党支部", right)


def test_a_whole_file_indented_with_wide_blanks_reads() -> None:
    found = mended(HEAD.replace("\n  ", "\n　　").encode())

    assert found.left == ()
    assert [line.strip() for line in found.after.split("\n")] == [line.strip() for line in HEAD.split("\n")]


VALUES = {
    "成立日期: 2001.7.1": "成立日期: 2001-07-01",
    "成立日期: 2001年7月1日": "成立日期: 2001-07-01",
    "成立日期: ２００１－０７－０１": "成立日期: 2001-07-01",
    "成立日期: '2001/7/1'": "成立日期: '2001-07-01'",
    "成立日期: 2001年7月": "成立日期: 2001-07",
    "成立日期: 2001.7.1  # 照批复": "成立日期: 2001-07-01  # 照批复",
}


@pytest.mark.parametrize("value", VALUES)
def test_a_value_is_written_plainly_where_it_stands(value: str) -> None:
    found = mended(HEAD.replace("成立日期: 2001-07-01", value).encode())

    assert found.after == HEAD.replace("成立日期: 2001-07-01", VALUES[value])


@pytest.mark.parametrize("value", ["成立日期: 去年", "成立日期: 2001-02-30", "名称: 二〇〇一年七月党支部"])
def test_what_is_not_plain_is_left(value: str) -> None:
    key = value.partition(":")[0]
    line = next(line for line in HEAD.splitlines() if key in line).strip()
    text = HEAD.replace(line, value)

    assert mended(text.encode()).after == text


ALL = sorted(p for name in EXAMPLES.iterdir() if name.is_dir() for p in name.rglob("*.yaml"))


@pytest.mark.parametrize("file", ALL, ids=lambda p: "/".join(p.parts[-3:]))
def test_a_file_that_is_right_is_not_touched(file: Path) -> None:
    assert not mended(file.read_bytes()).changed


def test_the_records_stay_the_same_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    text = sample_text()
    loose = (
        text.replace("2026-02-26", "2026年2月26日")
        .replace("应到: 9", "应到: ９")
        .replace("会议:\n", "会议：\n", 1)
    )
    folder = sample_branch(tmp_path / "支部", loose)
    first = mended((folder / "branch.yaml").read_bytes())

    assert first.left == ()
    assert first.after == text
    assert not mended(first.data).changed


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig", "utf-16"])
def test_other_encodings_become_utf8_and_line_ends_stay(newline: str, encoding: str) -> None:
    data = HEAD.replace("\n", newline).encode(encoding)
    found = mended(data)

    assert found.data == HEAD.replace("\n", newline).encode()
    assert found.recoded is (not encoding.startswith("utf-8"))


# The command -----------------------------------------------------------------------------------------------


@pytest.fixture
def loose(tmp_path: Path) -> Path:
    return sample_branch(tmp_path / "支部", sample_text().replace("日期: 2026-02-26", "日期: 2026.2.26"))


def run(folder: Path, *args: str) -> Any:
    return dj("fix", folder, *args)


def test_it_shows_first_and_writes_when_told(loose: Path) -> None:
    before = (loose / "branch.yaml").read_bytes()
    seen = run(loose, "--privacy", "local")

    assert seen.exit_code == TO_WRITE
    assert "-    日期: 2026.2.26" in seen.stdout
    assert "+    日期: 2026-02-26" in seen.stdout
    assert (loose / "branch.yaml").read_bytes() == before

    assert run(loose, "--write").exit_code == DONE
    assert (loose / "branch.yaml").read_text(encoding="utf-8") == sample_text()
    assert run(loose).exit_code == DONE
    assert not list(loose.glob("*.bak")) + list(loose.glob(".*.tmp"))


def test_a_stranger_sees_lines_and_no_words(loose: Path) -> None:
    said = run(loose).stdout

    assert "：这一行要改" in said
    assert "2026" not in said


def test_what_only_a_person_can_mend_is_told_and_left(tmp_path: Path) -> None:
    folder = tmp_path / "支部"
    folder.mkdir()
    (folder / "branch.yaml").write_text(HEAD + "  名称: 又一个\n", encoding="utf-8")
    result = run(folder, "--write")

    assert result.exit_code == LEFT
    assert "第" not in result.stdout
    assert "branch.yaml:6" in result.stderr


def test_the_mode_of_a_file_is_kept(loose: Path) -> None:
    file = loose / "branch.yaml"
    file.chmod(0o600)
    run(loose, "--write")

    assert file.stat().st_mode & 0o777 == 0o600


def test_mending_makes_the_branch_readable(tmp_path: Path) -> None:
    folder = sample_branch(tmp_path / "支部", sample_text().replace("  名称: ", "  名称：", 1))
    assert check(folder).exit_code == LEFT
    assert run(folder, "--write").exit_code == DONE
    assert check(folder).exit_code == DONE
    assert load_branch(folder).ledger.branch.field == "农村"


def test_git_shows_only_the_lines_that_were_mended(loose: Path) -> None:
    git = ("git", "-c", "user.name=dj", "-c", "user.email=dj@example.invalid", "-C", loose)
    for words in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "起")):
        subprocess.run([*git, *words], check=True, capture_output=True)
    run(loose, "--write")
    done = subprocess.run([*git, "diff", "--numstat"], check=True, capture_output=True, encoding="utf-8")
    count = sample_text().count("日期: 2026-02-26")

    assert done.stdout.split()[:2] == [str(count), str(count)]


# Numbers ---------------------------------------------------------------------------------------------------


def unnumbered(folder: Path) -> Path:
    """A branch with two meetings of one kind on one day."""
    text = sample_text()
    assert "\n会议:\n" in text
    meeting = "  - 类型: 主题党日  # {n}\n    日期: 2026-03-20\n    主题: {n}\n"
    twice = "".join(meeting.format(n=n) for n in ("植树", "清淤"))
    return sample_branch(folder, text.replace("\n会议:\n", f"\n会议:\n{twice}", 1))


def test_what_cannot_be_told_apart_gets_the_next_number(tmp_path: Path) -> None:
    branch = unnumbered(tmp_path / "支部")
    file = branch / "branch.yaml"
    before = file.read_text(encoding="utf-8")
    assert "分不清，又没有编号" in check(branch).stdout

    looked = dj("fix", branch, "--privacy", "local")
    assert looked.exit_code == TO_WRITE
    assert file.read_text(encoding="utf-8") == before

    assert dj("fix", branch, "--write").exit_code == DONE
    after = file.read_text(encoding="utf-8")
    assert (
        re.sub(r"  - 编号: [\w-]+\n    类型: 主题党日  # 清淤", "  - 类型: 主题党日  # 清淤", after) == before
    )
    assert after != before
    assert load_branch(branch)
    assert dj("fix", branch).exit_code == DONE, "a second run has nothing to do"


def test_a_number_used_twice_is_for_a_person(tmp_path: Path) -> None:
    branch = unnumbered(tmp_path / "支部")
    file = branch / "branch.yaml"
    text = file.read_text(encoding="utf-8")
    for theme in ("植树", "清淤"):
        text = text.replace(f"    主题: {theme}", f"    编号: M-1\n    主题: {theme}")
    file.write_text(text, encoding="utf-8")

    assert dj("fix", branch, "--write").exit_code == DONE
    assert file.read_text(encoding="utf-8") == text
