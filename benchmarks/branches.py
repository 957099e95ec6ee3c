"""造虚构的支部：要多少有多少，同一个种子造出来的每个字都一样。

    python benchmarks/branches.py -o 文件夹 --number 100 --members 40 --years 2 --gaps 0.1 --seed 1

每个支部一个文件夹：branch.yaml、台账/*.yaml、档案/ 里几份短文本。不写 --gaps 的，到 --as-of 那天
没有缺项（只有一样例外：党员超过五十人的，“党员人数一般不超过五十人”照样会提示）；写了 --gaps 的，
按那个比例弄坏一些会议，缺项的地址列在支部文件夹旁边的“编号-缺项.json”里。人名地名都由字拼成。
"""

import argparse
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from invented import Size, invent
from sections import ledger
from simple_yaml import dump

AS_OF = date(2026, 11, 22)
Files = dict[str, dict[str, Any]]


def spoil(files: Files, share: float, rng: Any) -> list[str]:
    """Take away something from a share of the meetings; the addresses of the gaps that it makes."""
    meetings = files["台账/3-组织生活.yaml"]["会议"]
    able = [m for m in meetings if str(m["类型"]) in _WAYS]
    spoilt = rng.sample(able, round(len(able) * share))
    return sorted(_spoilt(meeting) for meeting in spoilt)


_WAYS = {"党员大会": "DJ13.papers", "支委会": "DJ14.papers", "党小组会": "DJ15.absent"}


def _spoilt(meeting: dict[str, Any]) -> str:
    """A sign-in sheet less, or somebody who is neither there nor absent."""
    ref, code = meeting["编号"], _WAYS[meeting["类型"]]
    if code == "DJ15.absent":
        meeting["实到"] -= 1
        return f"{code}@{ref}"
    meeting["资料"] = [m for m in meeting["资料"] if m["名称"] != "签到册"]
    return f"{code}@{ref}/签到册"


def evidence(files: Files) -> Iterator[tuple[str, str]]:
    """The files that the records name, with a line in each."""
    for meeting in files["台账/3-组织生活.yaml"]["会议"]:
        for material in meeting["资料"]:
            if "文件" in material:
                yield material["文件"], f"{meeting['编号']} {material['名称']}（造出来的示例）\n"


def one_text(size: Size, number: int, seed: int) -> str:
    """A whole branch in one file. Its evidence is on paper: there is no folder to keep it in."""
    files = ledger(invent(size, number, seed))
    for meeting in files["台账/3-组织生活.yaml"]["会议"]:
        for material in meeting["资料"]:
            if material.pop("文件", None):
                material |= {"存放": "纸质", "盒号": "1"}
    return dump({name: held for sections in files.values() for name, held in sections.items() if held})


def write(folder: Path, size: Size, number: int, seed: int, gaps: float) -> None:
    """One branch in its folder."""
    branch = invent(size, number, seed)
    files = ledger(branch)
    expected = spoil(files, gaps, branch.rng)
    texts = {name: dump({k: v for k, v in held.items() if v}) for name, held in files.items()}
    texts |= {f"档案/{name}": text for name, text in evidence(files)}
    for name, text in texts.items():
        if text:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    if gaps:
        beside = folder.with_name(f"{folder.name}-缺项.json")
        beside.write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _within(least: int, most: int) -> Any:
    def number(text: str) -> int:
        if not least <= (value := int(text)) <= most:
            raise argparse.ArgumentTypeError(f"要在{least}到{most}之间")
        return value

    return number


def _share(text: str) -> float:
    if not 0 <= (value := float(text)) <= 1:
        raise argparse.ArgumentTypeError("要在0到1之间")
    return value


def main() -> None:
    """Write the branches."""
    parser = argparse.ArgumentParser(description="造虚构的支部台账，测速度、测大量支部用")
    parser.add_argument("-o", "--output", type=Path, required=True, help="写到哪个文件夹")
    parser.add_argument("--number", type=_within(1, 100_000), default=100, help="几个支部")
    parser.add_argument("--members", type=_within(5, 200), default=40, help="每个支部几名党员")
    parser.add_argument("--years", type=_within(1, 5), default=2, help="记几年")
    parser.add_argument("--gaps", type=_share, default=0.0, help="弄坏几成会议，0到1")
    parser.add_argument("--seed", type=int, default=1, help="种子：一样的种子，一样的支部")
    parser.add_argument("--as-of", type=date.fromisoformat, default=AS_OF, help="记到哪一天")
    chosen = parser.parse_args()
    size = Size(chosen.members, chosen.years, chosen.as_of)
    for number in range(chosen.number):
        write(chosen.output / f"支部-{number + 1:05d}", size, number, chosen.seed, chosen.gaps)


if __name__ == "__main__":
    main()
