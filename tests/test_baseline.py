"""Baselines: a new gap never passes, a mended one never fails, and moving records about changes nothing."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from branches import check, dj, sample_branch, sample_text
from hypothesis import given
from hypothesis import strategies as st

from dangjian_cli.finding import Finding, Privacy, Report, Severity, Status, message
from dangjian_cli.load.baseline import Baseline
from dangjian_cli.report.baselined import gaps_of, set_apart
from dangjian_cli.report.view import BranchReport, Located, Run

PASSED, GAPS, UNJUDGED = 0, 1, 2
DAY = "2026-11-22"
LACKING = sample_text().replace("    记录人:", "    #记录人:", 1)


# Laws ------------------------------------------------------------------------------------------------------


def located(address: str) -> Located:
    code = address.partition("@")[0]
    finding = Finding(
        address,
        code,
        13,
        "组织生活",
        "对标不准",
        "2.1",
        Severity.ERROR,
        Status.GAP,
        message("缺"),
        None,
        (),
        None,
        (),
    )
    return Located(finding, "branch.yaml", 1, 1)


def run(*branches: tuple[str, frozenset[str]]) -> Run:
    made = [
        BranchReport(
            name,
            name,
            "农村",
            Report((), (), ()),
            tuple(map(located, sorted(gaps))),
            (),
            place=Path("/记录") / name,
        )
        for name, gaps in branches
    ]
    day = date(2026, 11, 22)
    return Run(day, "标准", "1", tuple(made), (), (), Privacy.STRICT, {13: "党员大会"}, {})


def baseline(**branches: frozenset[str]) -> Baseline:
    return Baseline("dj-baseline.json", Path("/记录"), branches)


ADDRESSES = st.frozensets(st.sampled_from([f"DJ13.meet@2026-Q{i}" for i in range(1, 9)]))


@given(ADDRESSES, ADDRESSES)
def test_what_is_open_is_what_the_baseline_does_not_hold(gaps: frozenset[str], held: frozenset[str]) -> None:
    (branch,) = set_apart(run(("甲", gaps)), baseline(甲=held), whole=True).branches

    assert {f.finding.id for f in branch.open()} == gaps - held
    assert {f.finding.id for f in branch.baselined} == gaps & held
    assert gaps_of(branch) == gaps


@given(ADDRESSES, ADDRESSES)
def test_nothing_is_hidden_in_another_branch(gaps: frozenset[str], held: frozenset[str]) -> None:
    first, second = set_apart(run(("甲", gaps), ("乙", gaps)), baseline(甲=held), whole=True).branches

    assert first.path == "甲"
    assert {f.finding.id for f in second.open()} == gaps


@given(ADDRESSES, ADDRESSES)
def test_an_entry_that_is_no_gap_is_told(gaps: frozenset[str], held: frozenset[str]) -> None:
    told = set_apart(run(("甲", gaps)), baseline(甲=held), whole=True).notes
    narrowed = set_apart(run(("甲", gaps)), baseline(甲=held), whole=False).notes

    assert len(told) == len(held - gaps)
    assert narrowed == ()
    assert not any(note.fatal for note in told)


@given(st.dictionaries(st.sampled_from(["甲", "乙", "镇/丙"]), ADDRESSES))
def test_what_is_written_is_read_again(branches: dict[str, frozenset[str]]) -> None:
    text = json.loads(baseline(**branches).written())

    assert {k: frozenset(v) for k, v in text["branches"].items()} == {k: v for k, v in branches.items() if v}


# The commands ----------------------------------------------------------------------------------------------


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """Two branches with the same gaps."""
    folder = tmp_path / "示例县"
    for name in ("村一", "村二"):
        sample_branch(folder / name, LACKING)
    assert written(folder).exit_code == PASSED
    return folder


def written(folder: Path, *args: str) -> Any:
    return dj("baseline", folder, "-o", folder / "dj-baseline.json", "--as-of", DAY, *args)


def judged(folder: Path, *args: str) -> Any:
    level = ("--fail-on", "warning")
    return check(folder, "--baseline", folder / "dj-baseline.json", *level, "-f", "json", *args)


def edited(folder: Path, old: str, new: str) -> None:
    file = folder / "branch.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_with_its_own_baseline_a_repository_passes(county: Path) -> None:
    result = judged(county)
    said = json.loads(result.stdout)

    assert result.exit_code == PASSED
    assert said["summary"]["baselined"] == 2
    assert [b["findings"] for b in said["branches"]] == [[], []]
    assert check(county, "--fail-on", "warning").exit_code == GAPS


def test_they_are_shown_when_asked_for(county: Path) -> None:
    said = json.loads(judged(county, "--show-baselined").stdout)
    text = check(county, "--baseline", county / "dj-baseline.json", "--show-baselined").stdout

    assert {f["status"] for b in said["branches"] for f in b["findings"]} == {"baselined"}
    assert text.count("基线里记着的（1处") == 2


def test_a_new_gap_fails_and_is_not_taken_in(county: Path) -> None:
    edited(county / "村一", "    记录人:", "    #记录人:")

    assert judged(county).exit_code == GAPS
    before = (county / "dj-baseline.json").read_bytes()
    assert written(county).exit_code == GAPS
    assert (county / "dj-baseline.json").read_bytes() == before
    assert written(county, "--grow").exit_code == PASSED
    assert judged(county).exit_code == PASSED


def test_a_mended_gap_is_told_and_struck_out(county: Path) -> None:
    edited(county / "村一", "    #记录人:", "    记录人:")
    result = judged(county)

    assert result.exit_code == PASSED
    assert [n["code"] for n in json.loads(result.stdout)["notes"]] == ["stale-baseline"]
    assert written(county).exit_code == PASSED
    assert json.loads(judged(county).stdout)["notes"] == []
    edited(county / "村一", "    记录人:", "    #记录人:")
    assert judged(county).exit_code == GAPS


def test_moving_about_inside_a_branch_changes_nothing(county: Path) -> None:
    file = county / "村一" / "branch.yaml"
    head, mark, rest = file.read_text(encoding="utf-8").partition("\n会议:")
    meetings, _, after = rest.partition("\n谈心谈话:")
    file.write_text(f"# 加一行\n{head}\n谈心谈话:{after}", encoding="utf-8")
    (county / "村一" / "台账").mkdir()
    (county / "村一" / "台账" / "会.yaml").write_text(f"{mark.strip()}{meetings}\n", encoding="utf-8")

    assert judged(county).exit_code == PASSED


def test_the_whole_repository_may_move(county: Path, tmp_path: Path) -> None:
    moved = tmp_path / "别处" / "县"
    shutil.copytree(county, moved)

    assert judged(moved).exit_code == PASSED


def test_settings_name_it(county: Path) -> None:
    (county / "dj.toml").write_text('"基线" = "dj-baseline.json"\n"不通过" = "应改"\n', encoding="utf-8")

    assert check(county).exit_code == PASSED


@pytest.mark.parametrize(
    "text", ["", "[]", '{"schema": "dj.baseline/2", "branches": {}}', '{"branches": 1', "1" * 5000]
)
def test_a_baseline_that_cannot_be_read_hides_nothing(county: Path, text: str) -> None:
    (county / "dj-baseline.json").write_text(text, encoding="utf-8")
    result = judged(county)

    assert result.exit_code == UNJUDGED
    assert len(json.loads(result.stdout)["errors"]) == 1
    assert written(county).exit_code == UNJUDGED
    assert (county / "dj-baseline.json").read_text(encoding="utf-8") == text


def test_nothing_is_written_while_a_branch_cannot_be_read(county: Path) -> None:
    before = (county / "dj-baseline.json").read_bytes()
    (county / "村二" / "branch.yaml").write_text("支部：\n", encoding="utf-8")

    assert written(county).exit_code == UNJUDGED
    assert (county / "dj-baseline.json").read_bytes() == before
