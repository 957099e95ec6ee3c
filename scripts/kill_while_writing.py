"""Kill a program that writes a ledger, at random moments, and look at the ledger each time.

    python scripts/kill_while_writing.py [写的次数] [种子]

A child adds one record after another, the way ``dj new`` does, and says after each that it is written. It
is killed (SIGKILL) at a random moment and started again, until the writes are done. After every kill the
file must be, byte for byte, what it was before the write at hand or after it; the branch must read, and the
next child must find neither a lock nor a left-over in its way.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from dangjian_cli.edit.change import carry_out
from dangjian_cli.edit.draft import Draft
from dangjian_cli.load.branch import LoadedBranch, load_branch

BRANCH = "支部:\n  名称: 某村党支部\n  领域: 农村\n  成立日期: 2001-07-01\n  建账日期: 2026-01-01\n"
HEAD = "# 谈心谈话，谈了什么在本子里\n\n谈心谈话:\n"
RECORD = "  - 编号: T-{n:05}\n    日期: 2026-03-01\n    谈话人: 甲一\n    谈话对象: 乙二\n    内容: {words}\n"
WORDS = "说了近况，问了难处，答应去看看" * 30
FILE = "台账/3-谈心谈话.yaml"
LONGEST = 0.3
"""Seconds that a child may live after its first write."""


def contents(n: int) -> bytes:
    """The file with n records."""
    return (HEAD + "".join(RECORD.format(n=i, words=WORDS) for i in range(n))).encode()


def prepare(folder: Path) -> None:
    """A branch whose ledger has one record."""
    (folder / "台账").mkdir()
    (folder / "branch.yaml").write_text(BRANCH, encoding="utf-8")
    (folder / FILE).write_bytes(contents(1))


def write_on(folder: Path) -> None:
    """Add records for ever; say after each how many there are."""
    while True:
        loaded = load_branch(folder)
        n = len(loaded.ledger.sections.talks)
        record = {
            "编号": f"T-{n:05}",
            "日期": "2026-03-01",
            "谈话人": "甲一",
            "谈话对象": "乙二",
            "内容": WORDS,
        }
        write(loaded, record)
        sys.stdout.write(f"{n + 1}\n")
        sys.stdout.flush()


def write(loaded: LoadedBranch, record: Mapping[str, str]) -> None:
    """One record more."""
    draft = Draft(loaded)
    draft.add("谈心谈话", [record])
    carry_out(draft.changes())


def killed(folder: Path, life: float) -> int:
    """Run a child, kill it so many seconds after its first write; how many records it said there are."""
    with subprocess.Popen(
        [sys.executable, __file__, "--write", str(folder)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None  # noqa: S101 - asked for right above
        first = child.stdout.readline()
        time.sleep(life)
        child.kill()
        said = [first, *child.stdout.read().split("\n")]
    return max(int(n) for n in said if n.strip())


def wrong(folder: Path, said: int) -> str:
    """What is not as it should be after a kill; nothing when all is well."""
    found = (folder / FILE).read_bytes()
    if found not in {contents(said), contents(said + 1)}:
        return f"the file is neither that of {said} nor of {said + 1} records ({len(found)} bytes)"
    load_branch(folder)
    return ""


def main(writes: int, seed: int) -> int:
    """Kill until the writes are done; the exit status."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    kills = between = 0
    left: list[int] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        said = 1
        while said <= writes:
            said = killed(folder, dice.uniform(0, LONGEST))
            kills += 1
            if fault := wrong(folder, said):
                sys.stdout.write(f"第{kills}次杀：{fault}\n")
                return 1
            between += (folder / FILE).read_bytes() != contents(said)
            left.append(len(list((folder / "台账").glob(".*"))))
        write(load_branch(folder), {"日期": "2026-03-02", "谈话人": "甲一", "谈话对象": "丙三"})
        litter = [p.name for p in (folder / "台账").glob(".*")]
    sys.stdout.write(
        f"写了{said - 1}次，杀了{kills}次（种子{seed}）：每次都是写以前或写以后的样子，一个字节不差。\n"
        f"其中{between}次杀在换好新文件、还没有报出来的时候；{sum(map(bool, left))}次留下临时文件或锁，"
        f"下一次写都清掉了，最后剩{len(litter)}个。\n"
    )
    return 1 if litter else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write_on(Path(sys.argv[2]))
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*numbers, *(500, 1)[len(numbers) :]))
