"""``dj diff`` and ``dj history``: what is new fails, what nobody looked at is not called closed."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from branches import check, dj, sample_branch, sample_text

SAME, NEW, UNREAD = 0, 1, 2
LACKING = sample_text().replace("    记录人:", "    #记录人:", 1)


def stored(folder: Path, *branches: tuple[str, str]) -> Path:
    """A run over branches of those names and texts, as JSON in a file."""
    county, file = folder / "县", folder / "结果.json"
    for name, text in branches:
        sample_branch(county / name, text)
    check(county, "-f", f"json:{file}")
    return file


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A clean run, one with a gap, and one that did not look at the second branch."""
    made = {
        "clean": (("甲", sample_text()), ("乙", sample_text())),
        "lacking": (("甲", LACKING), ("乙", LACKING)),
        "half": (("甲", LACKING),),
    }
    return {name: stored(tmp_path_factory.mktemp(name), *parts) for name, parts in made.items()}


def renamed(file: Path) -> Any:
    """The difference as data; every run was made in a folder of its own, so only its own name is kept."""
    return json.loads(file.read_text(encoding="utf-8"))


@pytest.fixture
def pair(runs: dict[str, Path], tmp_path: Path) -> Any:
    """Two of the runs as if they had been made in one place."""

    def put(before: str, after: str) -> tuple[Path, Path]:
        made = []
        for i, name in enumerate((before, after)):
            data = renamed(runs[name])
            for branch in data["branches"]:
                branch["path"] = branch["path"].rpartition("/")[2]
            made.append(tmp_path / f"{i}.json")
            made[-1].write_text(json.dumps(data), encoding="utf-8")
        return made[0], made[1]

    return put


def difference(before: Path, after: Path) -> Any:
    return json.loads(dj("diff", before, after, "-f", "json").stdout)


def test_a_new_gap_fails(pair: Any) -> None:
    before, after = pair("clean", "lacking")
    result = dj("diff", before, after)
    found = difference(before, after)

    assert result.exit_code == NEW
    assert "新出现2处，补好0处" in result.stdout
    assert [item["path"] for item in found["new"]] == ["乙", "甲"]
    assert found["closed"] == found["changed"] == found["unseen"] == []


def test_a_mended_gap_passes(pair: Any) -> None:
    before, after = pair("lacking", "clean")

    assert dj("diff", before, after).exit_code == SAME
    assert len(difference(before, after)["closed"]) == 2


def test_the_same_run_twice_has_no_difference(pair: Any) -> None:
    before, after = pair("lacking", "lacking")
    found = difference(before, after)

    assert dj("diff", before, after).exit_code == SAME
    assert not any(found[part] for part in ("new", "closed", "changed", "unseen"))


def test_what_was_not_looked_at_is_not_closed(pair: Any) -> None:
    before, after = pair("lacking", "half")
    found = difference(before, after)

    assert found["closed"] == []
    assert [item["path"] for item in found["unseen"]] == ["乙"]
    assert "后一次没有核对到" in dj("diff", before, after).stdout


def test_other_words_are_a_change(pair: Any) -> None:
    before, after = pair("half", "half")
    data = renamed(after)
    data["branches"][0]["findings"][0]["severity"] = "note"
    after.write_text(json.dumps(data), encoding="utf-8")

    assert len(difference(before, after)["changed"]) == 1


@pytest.mark.parametrize("text", ["", "[]", '{"schema": "dj.due/1"}', '{"schema": "dj.check/1"}'])
def test_what_is_no_run_is_told(tmp_path: Path, runs: dict[str, Path], text: str) -> None:
    file = tmp_path / "错.json"
    file.write_text(text, encoding="utf-8")
    result = dj("diff", runs["clean"], file)

    assert result.exit_code == UNREAD
    assert "dj check -f json" in result.stderr
    assert dj("diff", runs["clean"], tmp_path / "没有").exit_code == UNREAD


def test_history_has_a_row_a_run_and_a_drawing(runs: dict[str, Path], tmp_path: Path) -> None:
    svg = tmp_path / "历次.svg"
    result = dj("history", *runs.values(), "--svg", svg)
    rows = result.stdout.splitlines()[1:]
    drawn = ET.fromstring(svg.read_text(encoding="utf-8"))  # noqa: S314 - our own output

    assert [row.split()[1:4] for row in rows] == [["2", "0", "0"], ["1", "0", "1"], ["2", "0", "2"]]
    assert "".join(drawn.itertext()).count("26-11-22") == len(rows)
