"""Writing to a ledger: only the lines of what is new, however the file looks; never over somebody's work."""

import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from dangjian_cli.edit.adding import adding
from dangjian_cli.edit.change import LOCK, Change, carry_out, difference
from dangjian_cli.finding import InputError
from dangjian_cli.load.branch import LoadedBranch, load_branch

EXAMPLES = Path(__file__).parents[1] / "examples"
HEAD = "支部:\n  名称: 某村党支部\n  领域: 农村\n  成立日期: 2001-07-01\n  建账日期: 2026-01-01\n"
MEETING = {"编号": "M-9", "类型": "支委会", "日期": "2026-11-20"}


def branch(folder: Path, **files: str | bytes) -> LoadedBranch:
    """A branch with these files in 台账, loaded."""
    (folder / "台账").mkdir(exist_ok=True)
    (folder / "branch.yaml").write_text(HEAD, encoding="utf-8")
    for name, text in files.items():
        data = text.encode() if isinstance(text, str) else text
        (folder / "台账" / f"{name}.yaml").write_bytes(data)
    return load_branch(folder)


def added_lines(change: Change) -> list[str]:
    """What stands in the new text and not in the old, where nothing else is different."""
    old, new = (change.old or b"").splitlines(), change.new.splitlines()
    rest = iter(new)
    assert all(any(line == other for other in rest) for line in old), "a line of the old text is gone"
    shown = difference(change).splitlines()[3:]
    assert not [line for line in shown if line.startswith("-")]
    return [line[1:] for line in shown if line.startswith("+")]


@pytest.fixture
def village(tmp_path: Path) -> LoadedBranch:
    shutil.copytree(EXAMPLES / "农村", tmp_path / "村")
    return load_branch(tmp_path / "村")


def test_a_record_goes_to_the_file_of_its_time_and_nothing_else_moves(village: LoadedBranch) -> None:
    late, early = {**MEETING, "编号": "M-2026-99"}, {**MEETING, "编号": "M-2025-99", "日期": "2025-05-05"}
    changes = adding(village, "会议", [late, early])

    assert {c.path.name: added_lines(c) for c in changes} == {
        "3-组织生活-2026.yaml": ["", "  - 编号: M-2026-99", "    类型: 支委会", "    日期: 2026-11-20"],
        "3-组织生活-2025.yaml": ["", "  - 编号: M-2025-99", "    类型: 支委会", "    日期: 2025-05-05"],
    }


def test_what_is_carried_out_is_on_the_disk_and_nothing_is_left_beside(village: LoadedBranch) -> None:
    changes = adding(village, "谈心谈话", [{"日期": "2026-11-20", "谈话人": "贺长庚", "谈话对象": "冉喆"}])
    carry_out(changes)

    assert [c.path.read_bytes() for c in changes] == [c.new for c in changes]
    assert len(load_branch(village.folder).ledger.sections.talks) == len(village.ledger.sections.talks) + 1
    assert not list(village.folder.rglob(".*"))


def test_what_somebody_wrote_meanwhile_is_not_written_over(village: LoadedBranch) -> None:
    [change] = adding(village, "会议", [MEETING])
    change.path.write_bytes(change.path.read_bytes() + b"# mine\n")

    with pytest.raises(InputError) as refused:
        carry_out([change])
    assert [p.code for p in refused.value] == ["changed-meanwhile"]
    assert change.path.read_bytes().endswith(b"# mine\n")


def test_a_second_writer_waits_and_then_says_so(village: LoadedBranch) -> None:
    [change] = adding(village, "会议", [MEETING])
    with FileLock(change.path.parent / LOCK), pytest.raises(InputError) as refused:
        carry_out([change], patience=0.05)
    assert [p.code for p in refused.value] == ["being-written"]
    assert change.path.read_bytes() == change.old


ONE = "会议:\n  - 编号: M-1\n    类型: 党课\n    日期: 2026-03-01\n"
STYLES = {
    "as-examples": (ONE, "    "),
    "dash-at-the-margin": ("会议:\n- 编号: M-1\n  类型: 党课\n  日期: 2026-03-01\n", "  "),
    "wide": ("会议:\n    -   编号: M-1\n        类型: 党课\n        日期: 2026-03-01\n", "        "),
    "comments-below": (
        ONE + "    # 到场的都签了\n\n# 以下是名册\n党员: []\n",
        "    ",
    ),
    "block-of-text-last": (
        ONE + "    内容: |\n      一\n      # 二\n\n\n党员: []\n",
        "    ",
    ),
    "nothing-yet": ("会议:\n\n党员: []\n", "    "),
    "example-in-a-comment": ("会议:  # 记在这里\n  # - 编号: M-0\n  #   类型: 党课\n党员: []\n", "    "),
    "dash-alone": ("会议:\n  -\n    编号: M-1\n    类型: 党课\n    日期: 2026-03-01\n", "    "),
    "other-name": ("会议记录:\n  - 编号: M-1\n    类型: 党课\n    日期: 2026-03-01\n", "    "),
    "example-of-the-section": ("# 三\n\n# 会议:\n#   - 编号: M-0\n\n# 谈心谈话:\n", "    "),
    "only-comments": ("# 台账三\n", "    "),
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("style", STYLES)
def test_a_record_is_written_as_the_others_are(tmp_path: Path, style: str, newline: str) -> None:
    text, lead = STYLES[style]
    loaded = branch(tmp_path, 组织生活=text.replace("\n", newline).encode())
    [change] = adding(loaded, "会议", [MEETING])

    assert f"{lead}类型: 支委会" in added_lines(change)
    assert change.new.count(b"\n") == change.new.count(newline.encode())


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_the_encoding_stays(tmp_path: Path, encoding: str) -> None:
    text = "会议:\r\n  - 编号: M-1\r\n    类型: 党课\r\n    日期: 2026-03-01\r\n    内容: 㐀靳𬱖\r\n"
    loaded = branch(tmp_path, 组织生活=text.encode(encoding))
    [change] = adding(loaded, "会议", [{**MEETING, "主题": "鿃𬱖"}])

    more = "  - 编号: M-9\r\n    类型: 支委会\r\n    日期: 2026-11-20\r\n    主题: 鿃𬱖\r\n"
    assert change.new == (text + more).encode(encoding)
