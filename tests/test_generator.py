"""造虚构支部的脚本：同一个种子字字相同，没有弄坏的没有缺项，弄坏的正好缺那几处。"""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from dangjian_cli.check import check
from dangjian_cli.finding import Report
from dangjian_cli.load.branch import load_branch
from dangjian_cli.load.pack import load_pack, standards_folder

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "branches.py"
AS_OF = date(2026, 11, 22)


def made(folder: Path, **options: object) -> Path:
    words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    subprocess.run([sys.executable, SCRIPT, "-o", folder, *words], check=True)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def judged(folder: Path) -> Report:
    return check(load_branch(folder).ledger, load_pack(standards_folder()), AS_OF)


def test_same_seed_makes_the_same_bytes(tmp_path: Path) -> None:
    first = contents(made(tmp_path / "甲", number=2, members=16, gaps=0.2, seed=7))
    again = contents(made(tmp_path / "乙", number=2, members=16, gaps=0.2, seed=7))
    other = contents(made(tmp_path / "丙", number=2, members=16, gaps=0.2, seed=8))
    assert first == again
    assert first != other


def test_branches_of_one_seed_differ(tmp_path: Path) -> None:
    folder = made(tmp_path, number=2, members=8, years=1)
    first, second = (contents(folder / f"支部-0000{i}") for i in (1, 2))
    assert first["台账/2-组织建设.yaml"] != second["台账/2-组织建设.yaml"]


@pytest.mark.parametrize(("members", "years"), [(5, 1), (7, 2), (16, 1), (31, 2), (12, 5)])
def test_clean_branch_has_no_gap(tmp_path: Path, members: int, years: int) -> None:
    folder = made(tmp_path, number=1, members=members, years=years)
    assert [f.id for f in judged(folder / "支部-00001").findings] == []


def test_spoilt_branch_has_exactly_the_gaps_listed(tmp_path: Path) -> None:
    folder = made(tmp_path, number=1, members=16, years=1, gaps=0.3)
    expected = json.loads((folder / "支部-00001-缺项.json").read_text(encoding="utf-8"))
    assert expected
    assert sorted(f.id for f in judged(folder / "支部-00001").findings) == expected


def test_only_the_size_of_a_large_branch_is_told(tmp_path: Path) -> None:
    folder = made(tmp_path, number=1, members=60, years=1)
    assert [f.id for f in judged(folder / "支部-00001").findings] == ["DJ12.fifty@党员名册"]
