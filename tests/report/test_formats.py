"""Each format is read back by a reader that is not ours, says what JSON says, and survives hostile words."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from branches import check, sample_branch, sample_text
from junitparser import Error, Failure, JUnitXml, Skipped

from dangjian_cli.report import formats
from dangjian_cli.report.formats.csv import HEADINGS
from dangjian_cli.report.formats.github import MOST

EXAMPLES = Path(__file__).parents[2] / "examples"
FAULTY = EXAMPLES / "农村-有缺项"
MACHINES = ("json", "sarif", "junit", "github", "gitlab", "markdown", "csv", "html")

MULTITOOL = os.environ.get("DJ_SARIF_MULTITOOL") or shutil.which("Sarif.Multitool")
needs_multitool = pytest.mark.skipif(
    not MULTITOOL, reason="没有 Sarif.Multitool（npm install @microsoft/sarif-multitool），SARIF 不用它查"
)

HOSTILE = (
    '<script>alert("x")</script>',
    "]]><a>&amp;&quot;",
    "::error file=a::乙%0A::set-output name=x::y",
    "=HYPERLINK(1)",
    "@SUM(A1)",
    "| a | b |\\|",
    "`x` ![图](http://example.invalid/x)",
    "{{7*7}} {0} %s",
    "甲\u202e乙\u0007丙",
    "长" * 3000,
)
"""What somebody might type as the branch's name, which every report shows."""


@cache
def _of_the_faulty_one(form: str) -> str:
    return said(form, FAULTY)


def said(form: str, *paths: Path) -> str:
    """A report in that format, and never a fault."""
    if not paths:
        return _of_the_faulty_one(form)
    result = check(*paths, "-f", form)
    assert result.exit_code in {0, 1, 2}
    assert "Traceback" not in result.output
    return result.stdout


@pytest.fixture(scope="module")
def truth() -> Any:
    """The same run in JSON."""
    return json.loads(said("json"))


@pytest.fixture(scope="module")
def open_ids(truth: Any) -> list[str]:
    """Addresses of what is to be looked at."""
    found = [f for b in truth["branches"] for f in b["findings"] if f["status"] != "waived"]
    return sorted(f["id"] for f in found)


@pytest.fixture(scope="module")
def waived_ids(truth: Any) -> list[str]:
    """Addresses of what is waived: reports for people show it, code hosts are not told."""
    [waived] = [f["id"] for b in truth["branches"] for f in b["findings"] if f["status"] == "waived"]
    return [waived]


@pytest.fixture
def unreadable(tmp_path: Path) -> Path:
    """A folder in which one branch cannot be read and one can; its name holds a blank and a bracket."""
    sample_branch(tmp_path / "县 (甲)" / "好")
    bad = tmp_path / "县 (甲)" / "坏 支部"
    bad.mkdir()
    (bad / "branch.yaml").write_text("支部：\n", encoding="utf-8")
    return tmp_path / "县 (甲)"


def named(folder: Path, name: str) -> Path:
    """The sample branch under another name."""
    line = next(line for line in sample_text().splitlines() if line.startswith("  名称: "))
    return sample_branch(folder, sample_text().replace(line, f"  名称: {json.dumps(name)}", 1))


def test_every_format_is_listed_here() -> None:
    assert set(formats.names()) == {*MACHINES, "text"}


@pytest.mark.parametrize("form", MACHINES)
def test_a_run_without_a_branch_is_still_a_report(form: str, tmp_path: Path) -> None:
    assert said(form, tmp_path / "没有").strip()


# SARIF -----------------------------------------------------------------------------------------------------


def results(sarif: str) -> list[Any]:
    return list(json.loads(sarif)["runs"][0]["results"])


def test_sarif_has_every_finding_once_with_rule_and_place(open_ids: list[str], truth: Any) -> None:
    run = json.loads(said("sarif"))["runs"][0]
    rules = run["tool"]["driver"]["rules"]

    assert len(run["results"]) == len(open_ids)
    assert len({r["partialFingerprints"]["primaryLocationLineHash"] for r in run["results"]}) == len(open_ids)
    assert [rule["id"] for rule in rules] == sorted({rule["id"] for rule in rules})
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    for rule in rules:
        assert all(rule[part]["text"] for part in ("shortDescription", "fullDescription", "help"))
        assert "依据" in rule["help"]["text"]
    places = {
        (f["code"], f["file"], f["line"], f["column"]) for b in truth["branches"] for f in b["findings"]
    }
    for result in run["results"]:
        where = result["locations"][0]["physicalLocation"]
        file = unquote(where["artifactLocation"]["uri"]).partition("农村-有缺项/")[2]
        region = where["region"]
        assert (result["ruleId"], file, region["startLine"], region["startColumn"]) in places


def test_a_sarif_path_is_encoded(unreadable: Path) -> None:
    (result,) = results(said("sarif", unreadable))
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]

    assert re.fullmatch(r"[A-Za-z0-9%._~/-]+", uri)
    assert unquote(uri).endswith("坏 支部/branch.yaml")
    assert result["level"] == "error"


def test_a_fingerprint_does_not_move_with_its_line(tmp_path: Path) -> None:
    lacking = sample_text().replace("    记录人:", "    #记录人:", 1)
    before = results(said("sarif", sample_branch(tmp_path / "支部", lacking)))
    after = results(said("sarif", sample_branch(tmp_path / "支部", f"# 加一行\n\n{lacking}")))
    prints = [[r["partialFingerprints"] for r in found] for found in (before, after)]
    lines = [
        [r["locations"][0]["physicalLocation"]["region"]["startLine"] for r in f] for f in (before, after)
    ]

    assert prints[0] == prints[1] != []
    assert lines[0] != lines[1]


@needs_multitool
def test_sarif_passes_the_schema_and_microsofts_validator(unreadable: Path, tmp_path: Path) -> None:
    tool = Path(MULTITOOL or "")
    schema = json.loads((tool.parent / "sarif-2.1.0.json").read_text(encoding="utf-8-sig"))
    for i, paths in enumerate(((FAULTY,), (unreadable,), (tmp_path / "没有",), (EXAMPLES / "农村",))):
        file, outcome = tmp_path / f"{i}.sarif", tmp_path / f"{i}.out.sarif"
        file.write_text(said("sarif", *paths), encoding="utf-8")
        jsonschema.Draft7Validator(schema).validate(json.loads(file.read_text(encoding="utf-8")))
        command = [tool, "validate", file, "--rule-kind", "Sarif;Ghas", "--level", "Error", "-o", outcome]
        invariant = {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, **invariant})
        found = json.loads(outcome.read_text(encoding="utf-8-sig"))["runs"][0]["results"]
        assert [r for r in found if r.get("level") == "error"] == []


# JUnit, GitLab, GitHub --------------------------------------------------------------------------------------


def test_junit_is_one_case_a_card_and_branch(truth: Any) -> None:
    (suite,) = JUnitXml.fromstring(said("junit").encode())
    cases = list(suite)
    gaps = {f["card"] for f in truth["branches"][0]["findings"] if f["status"] == "open"}
    cards = list(dict.fromkeys(v["card"] for v in truth["branches"][0]["verdicts"]))

    assert [int(case.name[1:3]) for case in cases] == cards
    failed = {int(c.name[1:3]) for c in cases if any(isinstance(r, Failure) for r in c.result)}
    assert failed == gaps
    assert suite.tests == len(cases)
    assert suite.failures == len(gaps)
    assert suite.skipped == sum(any(isinstance(r, Skipped) for r in c.result) for c in cases)


def test_junit_never_passes_a_card_with_nothing_to_look_at(truth: Any) -> None:
    (suite,) = JUnitXml.fromstring(said("junit").encode())
    met = {v["card"] for v in truth["branches"][0]["verdicts"] if v["status"] == "met"}

    for case in suite:
        if not case.result:
            assert int(case.name[1:3]) in met


def test_junit_tells_of_files_that_cannot_be_read(unreadable: Path) -> None:
    first, second = JUnitXml.fromstring(said("junit", unreadable).encode())

    assert [type(r) for case in first for r in case.result] == [Error]
    assert first.errors == 1
    assert second.tests > 0


def test_gitlab_has_what_it_asks_for(open_ids: list[str]) -> None:
    issues = json.loads(said("gitlab"))

    assert len(issues) == len(open_ids)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        assert issue.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["lines"]["begin"] >= 1
        assert not issue["location"]["path"].startswith(("./", "/"))


COMMAND = re.compile(r"::(error|warning|notice) ((?:[a-z]+=[^,:\n]*,?)*)::([^\n]*)")


def test_github_commands_are_well_formed_worst_first_and_no_more_than_are_shown(open_ids: list[str]) -> None:
    lines = said("github").splitlines()
    commands = [COMMAND.fullmatch(line) for line in lines]

    assert all(commands)
    kinds = [c[1] for c in commands if c]
    assert kinds == sorted(kinds, key=["error", "warning", "notice"].index)
    assert max(Counter(kinds).values()) <= MOST
    left = re.search(r"还有(\d+)处", lines[-1])
    assert left
    assert len(lines) - 1 + int(left[1]) == len(open_ids)


# For people ------------------------------------------------------------------------------------------------


def test_csv_opens_in_excel_and_has_every_finding(open_ids: list[str], waived_ids: list[str]) -> None:
    text = said("csv")
    heading, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))

    assert text.startswith("\ufeff")
    assert heading == list(HEADINGS)
    assert sorted(row[2] for row in rows) == sorted(open_ids + waived_ids)
    assert [row[2] for row in rows if row[3] == "豁免"] == waived_ids
    assert all(len(row) == len(HEADINGS) for row in rows)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_markdown_has_every_finding_in_tables_of_five_columns(
    open_ids: list[str], waived_ids: list[str]
) -> None:
    text = said("markdown")
    rows = [re.sub(r"\\\|", "", line) for line in text.splitlines() if line.startswith("|")]

    assert {row.count("|") for row in rows} == {6}
    assert sum(row.startswith(("| 必改", "| 应改", "| 提示")) for row in rows) == len(open_ids + waived_ids)


class _Page(HTMLParser):
    """What a browser would see: tags that stay open, and the words."""

    VOID = frozenset({"meta", "br", "link"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.tags.add(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def page(text: str) -> _Page:
    parsed = _Page()
    parsed.feed(text)
    parsed.close()
    assert parsed.open == []
    return parsed


def test_html_is_whole_and_fetches_nothing(open_ids: list[str]) -> None:
    text = said("html")
    words = "".join(page(text).words)

    assert all(address in words for address in open_ids)
    assert not re.search(r"(?:src|href)\s*=|url\(|@import", text)


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda s: s[:12])
def test_hostile_words_stay_words(typed: str, tmp_path: Path) -> None:
    folder = named(tmp_path / "支部", typed)
    junit = ET.fromstring(said("junit", folder))  # noqa: S314 - our own output
    parsed = page(said("html", folder))

    shown = re.sub("[\x07]", "", typed)
    assert shown.split()[0] in (junit[0].get("name") or "")
    assert parsed.tags <= page(said("html")).tags
    assert typed in "".join(parsed.words)
    heading, *rows = csv.reader(io.StringIO(said("csv", folder), newline=""))
    assert len(heading) == len(HEADINGS)
    assert all(len(row) == len(HEADINGS) for row in rows)
    assert "\n#" not in said("markdown", folder).partition("## ")[2].replace("\n## ", "")
    assert all(COMMAND.fullmatch(line) for line in said("github", folder).splitlines())
    assert json.loads(said("sarif", folder))["version"] == "2.1.0"
    assert json.loads(said("gitlab", folder)) is not None


@pytest.mark.parametrize("form", [f for f in MACHINES if f not in {"csv", "markdown", "github"}])
def test_a_pipe_that_is_not_utf8_gets_ascii(form: str) -> None:
    escaped = formats.escaped(form, said(form))

    assert escaped.isascii()
    if form in {"json", "sarif", "gitlab"}:
        assert json.loads(escaped) == json.loads(said(form))
    else:
        words = "".join(page(escaped).words) if form == "html" else "".join(ET.fromstring(escaped).itertext())  # noqa: S314
        assert "依据" in words
