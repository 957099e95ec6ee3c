"""Writing to a ledger: only the lines of what is new, however the file looks; never over somebody's work."""

import errno
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangjian_cli.edit import change
from dangjian_cli.edit.change import LOCK, Change, carry_out, difference
from dangjian_cli.edit.draft import Draft
from dangjian_cli.edit.written import Style, flow, group_lines
from dangjian_cli.finding import InputError
from dangjian_cli.ledger import Sections
from dangjian_cli.load import nodes, typed
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


def adding(loaded: LoadedBranch, section: str, records: Sequence[Mapping[str, Any]]) -> list[Change]:
    """The changes by which a section gets new records."""
    draft = Draft(loaded)
    draft.add(section, records)
    return draft.changes()


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


def test_a_program_killed_while_writing_leaves_the_old_file_or_the_new_one() -> None:
    """The whole of it, 500 writes, is for people to run: ``python scripts/kill_while_writing.py``."""
    script = EXAMPLES.parent / "scripts" / "kill_while_writing.py"
    done = subprocess.run(
        [sys.executable, script, "4", "3"],
        env={**os.environ, "PYTHONPATH": str(EXAMPLES.parent / "src"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "一个字节不差" in done.stdout


def test_of_several_files_none_is_written_when_one_cannot_be(tmp_path: Path) -> None:
    old = tmp_path / "一.yaml"
    old.write_bytes(b"a: 1\n")
    changes = [Change(old, b"a: 1\n", b"a: 2\n"), Change(tmp_path / "二.yaml", b"b: 1\n", b"b: 2\n")]

    with pytest.raises(InputError) as refused:
        carry_out(changes)
    assert [p.code for p in refused.value] == ["changed-meanwhile"]
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"一.yaml": b"a: 1\n"}


def test_a_disk_that_does_not_keep_what_it_is_given_gets_the_old_files_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["一.yaml", "二.yaml"]
    for name in names:
        (tmp_path / name).write_bytes(b"a: 1\n")
    real = Path.replace

    def forgetful(self: Path, target: Path) -> Path:
        if target.name == names[1] and b"2" in self.read_bytes():
            self.write_bytes(b"a: ")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", forgetful)
    with pytest.raises(InputError) as refused:
        carry_out([Change(tmp_path / name, b"a: 1\n", b"a: 2\n") for name in names])
    assert {p.code for p in refused.value} == {"unwritable"}
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == dict.fromkeys(names, b"a: 1\n")


def test_mode_and_link_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "真.yaml", tmp_path / "台.yaml"
    real.write_bytes(b"a: 1\n")
    real.chmod(0o640)
    link.symlink_to(real)
    carry_out([Change(link, b"a: 1\n", b"a: 2\n")])

    assert link.is_symlink()
    assert real.read_bytes() == b"a: 2\n"
    assert real.stat().st_mode & 0o777 == 0o640


def test_two_changes_of_one_file_are_a_mistake_of_the_program(tmp_path: Path) -> None:
    changes = [
        Change(tmp_path / name, None, b"a: 1\n") for name in ("一.yaml", "../" + tmp_path.name + "/一.yaml")
    ]
    with pytest.raises(ValueError, match="two changes of one file"):
        carry_out(changes)
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "一").write_bytes(b"")
    with pytest.raises(InputError) as refused:
        carry_out([Change(tmp_path / "一" / "二.yaml", None, b"a: 1\n")])
    assert [p.code for p in refused.value] == ["unwritable"]


def test_a_disk_without_locks_is_written_to_under_a_lock_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = []

    class Elsewhere(FileLock):
        def acquire(self, *args: Any, **options: Any) -> Any:
            if Path(self.lock_file).parent == tmp_path.resolve():
                raise OSError(errno.ENOLCK, "no locks available")
            taken.append(Path(self.lock_file))
            return super().acquire(*args, **options)

    monkeypatch.setattr("filelock.FileLock", Elsewhere)
    carry_out([Change(tmp_path / "一.yaml", None, b"a: 1\n")])

    assert (tmp_path / "一.yaml").read_bytes() == b"a: 1\n"
    assert [lock.parent for lock in taken] == [Path(tempfile.gettempdir())]
    assert not taken[0].exists()


def test_a_file_that_was_to_be_new_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "新.yaml").write_bytes(b"x: 1\n")
    with pytest.raises(InputError) as refused:
        carry_out([Change(tmp_path / "新.yaml", None, b"y: 1\n")])
    assert [p.code for p in refused.value] == ["in-the-way"]


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    """Each tries again when the other was quicker: in the end everything that was written is there."""
    loaded = branch(tmp_path, 谈话="谈心谈话:\n  - {日期: 2026-03-01, 谈话人: 甲一, 谈话对象: 乙二}\n")

    def write(who: str) -> None:
        for month in range(4, 10):
            record = {"编号": f"{who}{month}", "日期": "2026-04-01", "谈话人": "甲一", "谈话对象": "丙三"}
            while not written(record):
                pass

    def written(record: dict[str, str]) -> bool:
        try:
            carry_out(adding(load_branch(loaded.folder), "谈心谈话", [record]))
        except InputError as error:
            if {p.code for p in error} != {"changed-meanwhile"}:
                raise
            return False
        return True

    writers = [threading.Thread(target=write, args=(who,)) for who in ("A-", "B-")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    talks = load_branch(loaded.folder).ledger.sections.talks
    assert {t.ref for t in talks} == {
        None,
        *(f"{who}{month}" for who in ("A-", "B-") for month in range(4, 10)),
    }
    assert len(talks) == 13


# What is written reads as it was meant --------------------------------------------------------------------

HARD = [
    *(
        "#号开头",
        "说: 做",
        "说:做",
        "结尾:",
        "@谁",
        "*星",
        "&和",
        "!叹",
        "%百",
        "`点",
        "|竖",
        ">尖",
        "'单",
        '"双',
    ),
    *("yes", "No", "null", "~", "0123", "0x1F", "1e3", "2026-03-05", "12:30", "15", "3.50", "是", "=", "."),
    *("a #b", "a# b", "[甲，乙]", "{甲：乙}", "甲，乙", "甲、乙", "结论：合格", "“引号”", "‘单引’", "「角」"),
    *(
        "  两头空格  ",
        "\u3000全角空格\u3000",
        "中\u3000间",
        "\t制表",
        "零\u200b宽",
        "\ufeff头",
        "，",
        "：",
        "；",
    ),
    *(
        "换\n行",
        "一\n\n二\n",
        "\n头",
        " a\n b",
        "尾 \n行",
        "一\r\n二",
        "\x00",
        "\x85",
        "\u2028",
        "'\"\\",
        "\\n",
    ),
    *("---", "...", "--- 甲", "？", "?", "? 甲", "：甲", "𬱖", "－ 甲", "•甲", "x" * 500, "- 横", "-横"),
    *("第一行\n# 不是备注\n- 不是清单\n甲: 乙", "甲\n\u3000\u3000乙", "#\n甲", "甲:\n乙"),
]


@pytest.mark.parametrize("text", HARD, ids=ascii)
def test_words_that_yaml_or_the_loader_reads_otherwise_are_quoted(text: str) -> None:
    lines = {"表": text, text: "名", "列": [text, [text]], "组": {"内": text, "列": [{"深": text}]}}
    written = "\n".join((*group_lines(lines, 0, Style()), f"流: {flow([lines, text])}", "尾: 尾\n"))
    document = nodes.read(written.encode())

    assert document.data == {**lines, "流": [lines, text], "尾": "尾"}
    assert document.notes == ()


ANY = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12) | st.sampled_from(HARD)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    words=st.lists(ANY, min_size=1, max_size=4),
    style=st.sampled_from(sorted(STYLES)),
    newline=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "gb18030", "utf-8-sig", "utf-16"]),
)
def test_any_words_come_back_and_no_other_line_moves(
    words: list[str], style: str, newline: str, encoding: str
) -> None:
    text, _ = STYLES[style]
    with tempfile.TemporaryDirectory() as name:
        loaded = branch(Path(name), 组织生活=text.replace("\n", newline).encode(encoding))
        record = {**MEETING, "内容": words[0], "列席": words, "议题": [{"名称": w, "讨论": w} for w in words]}
        draft = Draft(loaded)
        draft.add("会议", [record])
        [file] = draft._files.values()

    [held] = [records for key, records in file.data.items() if key in {"会议", "会议记录"}]
    assert held[-1] == record
    assert nodes.read(file.stored.data, typed.field_words(Sections)).data == file.data
    kept = iter(file.stored.text.split("\n"))
    assert all(any(line == other for other in kept) for line in text.split("\n"))
    stored = file.stored.data.decode(encoding)
    assert stored.count("\n") == stored.count(newline)


def test_whoever_writes_while_it_is_being_made_ready_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "一.yaml"
    file.write_bytes(b"a: 1\n")
    real = change.staged

    def slow(path: Path, data: bytes) -> Path:
        beside = real(path, data)
        file.write_bytes(b"a: mine\n")
        return beside

    monkeypatch.setattr(change, "staged", slow)
    with pytest.raises(InputError) as refused:
        carry_out([Change(file, b"a: 1\n", b"a: 2\n")])
    assert [p.code for p in refused.value] == ["changed-meanwhile"]
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"一.yaml": b"a: mine\n"}
