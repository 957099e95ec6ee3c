"""测速度，只打印比值：和同一台机器、同一个文件上的别的程序比，换一台机器也差不多。

先装上要比的两个程序（dev 环境里）：

    python -m pip install --group bench
    python benchmarks/run.py

打印两组，各取几遍里最小的和中间的：
一、读入并核对一个约80KB的台账（标准包已经读好），比 libyaml 只建语法树、比 ruamel.yaml 读同一段文字；
二、从敲下 dj check 到结束，比 check-jsonschema 查同一个文件。
比值小于“目标”就是达到了。这里只报告，不判对错；机器忙的时候数会飘，多跑几遍看最小的。
"""

import argparse
import gc
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

import yaml
from branches import AS_OF, one_text
from invented import Size

from dangjian_cli.check import check
from dangjian_cli.load.branch import load_branch
from dangjian_cli.load.pack import load_pack, standards_folder

LEDGER = Size(members=30, years=1, as_of=AS_OF)
"""About 80 KB in one file."""

SCHEMA = {
    "type": "object",
    "required": ["支部"],
    "properties": {
        "党员": {"type": "array", "items": {"type": "object", "required": ["编号", "姓名"]}},
        "会议": {"type": "array", "items": {"type": "object", "required": ["类型", "日期"]}},
    },
}
"""What check-jsonschema is given where ``dj schema`` is not there yet."""


class Times(NamedTuple):
    """What one thing took, the same number of times as the other, in turns."""

    least: float
    middle: float


class Aim(NamedTuple):
    """Two things compared, and the ratio hoped for."""

    name: str
    ours: Times
    theirs: Times
    ratio: float

    def __str__(self) -> str:
        least, middle = self.ours.least / self.theirs.least, self.ours.middle / self.theirs.middle
        reached = "达到" if least <= self.ratio else "没有达到"
        return f"{self.name}：最小 {least:.3f}，中间 {middle:.3f}，目标 {self.ratio:.3f}（{reached}）"


def in_turns(works: dict[str, Callable[[], Any]], rounds: int) -> dict[str, Times]:
    """Each thing once a round, so that a slow moment of the machine falls on all of them."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()
    gc.disable()  # as the program does
    for _ in range(rounds):
        for name, work in works.items():
            gc.collect()
            began = perf_counter()
            work()
            taken[name].append(perf_counter() - began)
    gc.enable()
    return {name: Times(min(all_), median(all_)) for name, all_ in taken.items()}


def reading(file: Path, rounds: int) -> list[Aim]:
    """Reading and checking, beside what other readers take to read alone."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - 只有这里用

    pack, text = load_pack(standards_folder()), file.read_text(encoding="utf-8")
    loader: Any = yaml.CBaseLoader
    times = in_turns(
        {
            "ours": lambda: check(load_branch(file).ledger, pack, AS_OF),
            "tree": lambda: yaml.compose(text, Loader=loader),
        },
        rounds,
    )
    slow = in_turns({"trip": lambda: YAML().load(text)}, max(rounds // 5, 3))
    return [
        Aim("读入并核对 ÷ libyaml 建语法树", times["ours"], times["tree"], 1.5),
        Aim("读入并核对 ÷ ruamel.yaml 读入", times["ours"], slow["trip"], 1 / 15),
    ]


def whole(file: Path, rounds: int) -> Aim:
    """The whole program, beside another whole program that looks at the same file."""
    dj = [sys.executable, "-m", "dangjian_cli"]
    schema = file.with_name("schema.json")
    made = run([*dj, "schema"])
    schema.write_text(made.stdout if made.returncode == 0 else json.dumps(SCHEMA), encoding="utf-8")
    works = {
        "ours": [*dj, "check", str(file), "--as-of", str(AS_OF)],
        "theirs": [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), str(file)],
    }
    for name, words in works.items():
        if (done := run(words)).returncode:
            print(f"（{name} 以状态 {done.returncode} 结束：{(done.stdout + done.stderr).strip()[:300]}）")
    times = in_turns({name: lambda words=words: run(words) for name, words in works.items()}, rounds)
    return Aim("dj check 全程 ÷ check-jsonschema 全程", times["ours"], times["theirs"], 0.6)


def run(words: list[str]) -> subprocess.CompletedProcess[str]:
    """A program, with its compiled files kept as they are in use."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(  # noqa: S603 - 参数都是这里自己写的
        words, check=False, capture_output=True, text=True, encoding="utf-8", env=environment
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="测速度，打印比值")
    parser.add_argument("--rounds", type=int, default=25, help="每样测几遍")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "branch.yaml"
        file.write_text(one_text(LEDGER, 1, 1), encoding="utf-8")
        print(f"台账 {file.stat().st_size / 1000:.0f} KB，每样 {rounds} 遍")
        for aim in (*reading(file, rounds), whole(file, max(rounds // 3, 3))):
            print(aim)


if __name__ == "__main__":
    main()
