"""豁免和人工核实 as a clerk meets them: what the report says, what to write, what evidence files do."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from branches import DAY, check, dj, sample_branch, sample_text

from dangjian_cli.settle import seal

GAP = "DJ14.recorder@Z-2026-01"
ASKED = "DJ24.year@F-2025-01"
WAIVER = """
豁免:
  - 缺项: {address}
    依据文号: 枕河党发〔2026〕21号
    批准机关: 中共枕河镇委员会
    批准日: 2026-10-12
    到期日: {expires}
    事由: 原件受潮送修
"""
ATTESTATION = """
人工核实:
  - 地址: DJ24.year@F-2025-01
    核实人: 贺长庚
    核实日: 2026-11-20
    方式: 看原件
    证据:
      - 名称: 记录
        文件: 证据/原件.txt
    结论: {conclusion}
"""


def lacking(folder: Path, more: str = "") -> tuple[Path, str]:
    """The sample branch with a gap that must be mended, and the gap's address."""
    text = re.sub(r"(    有表决权实到: \d+\n)", "", sample_text(), count=1)
    branch = sample_branch(folder, text + more)
    [address] = [f["id"] for f in said(branch)["findings"] if f["severity"] == "error" and f["card"]]
    return branch, address


def said(folder: Path, *args: str) -> dict[str, Any]:
    """What the report says of the branch, as data."""
    found: dict[str, Any] = json.loads(check(folder, "-f", "json", *args).stdout)["branches"][0]
    return found


def waived(folder: Path, expires: str = "2027-03-31") -> tuple[Path, str]:
    _, address = lacking(folder)
    return lacking(folder, WAIVER.format(address=address, expires=expires))


def asking(folder: Path, more: str = "") -> Path:
    """The sample branch with something for a person to look at; its evidence is on disk."""
    text = sample_text()
    start = text.index("编号: F-2025-01")
    place = text.index("确定为入党积极分子", start)
    day = re.search(r"日期: (\d{4}-\d\d)-\d\d", text[place:])
    assert day is not None
    research = re.search(r"日期: (\d{4}-\d\d)-\d\d", text[text.index("支委会研究发展对象", start) :])
    assert research is not None
    year, month = research[1].split("-")
    text = text[:place] + text[place:].replace(day[0], f"日期: {int(year) - 1}-{month}", 1)
    sample_branch(folder, text + more)
    evidence = folder / "档案" / "证据" / "原件.txt"
    evidence.parent.mkdir(exist_ok=True)
    evidence.write_bytes(b"abc")
    return folder


def fingerprint(folder: Path) -> str:
    [asked] = [f for f in said(folder)["findings"] if f["id"] == ASKED]
    assert asked["status"] == "attest"
    return str(asked["fingerprint"])


def attested(folder: Path, conclusion: str = "符合") -> Path:
    asking(folder, ATTESTATION.format(conclusion=conclusion))
    sealed = ATTESTATION.format(conclusion=conclusion) + f"    内容指纹: {fingerprint(folder)}\n"
    return asking(folder, sealed)


# 豁免


def test_a_waived_gap_is_told_and_fails_nothing(tmp_path: Path) -> None:
    branch, address = waived(tmp_path)
    result = check(branch, "--privacy", "local", "--fail-on", "warning")
    assert result.exit_code == 0
    assert "核对到的要求没有缺项" in result.stdout
    assert "豁免1条" in result.stdout
    flat = re.sub(r"\s+", "", result.stdout)
    assert "中共枕河镇委员会，枕河党发〔2026〕21号，2026-10-12批准，到2027-03-31为止（还有129天）" in flat
    assert address in result.stdout


def test_a_waived_gap_in_json(tmp_path: Path) -> None:
    branch, address = waived(tmp_path)
    [finding] = said(branch, "--privacy", "local")["findings"]
    assert (finding["id"], finding["status"]) == (address, "waived")
    assert finding["waiver"] == {
        "number": "枕河党发〔2026〕21号",
        "authority": "中共枕河镇委员会",
        "approved_on": "2026-10-12",
        "expires": "2027-03-31",
        "reason": "原件受潮送修",
    }
    summary = json.loads(check(branch, "-f", "json").stdout)["summary"]
    assert (summary["waived"], summary["gap"]) == (1, 0)


@pytest.mark.parametrize("form", ["text", "json"])
def test_strangers_do_not_see_what_was_typed(tmp_path: Path, form: str) -> None:
    branch, _ = waived(tmp_path)
    out = check(branch, "-f", form, "--privacy", "strict").stdout
    assert "2027-03-31" in out
    assert not any(word in out for word in ("枕河", "21号", "受潮"))


@pytest.mark.parametrize(("expires", "status"), [(DAY, 0), ("2026-11-21", 1), ("年底", 1), ("2026-12", 1)])
def test_the_last_day_counts_and_a_bad_one_has_passed(tmp_path: Path, expires: str, status: int) -> None:
    branch, address = waived(tmp_path, expires)
    result = check(branch, "--privacy", "local")
    assert result.exit_code == status
    own = [f for f in said(branch)["findings"] if f["card"] == 0]
    if status == 0:
        assert own == []
        assert "今天是最后一天" in result.stdout
    else:
        [fault] = own
        text = (branch / "branch.yaml").read_text(encoding="utf-8").splitlines()
        assert fault["id"] == f"DJ00.waiver@{address}"
        assert text[fault["line"] - 1].strip() == f"到期日: {expires}"
        assert "台账里的“豁免”" in result.stdout


def test_only_the_waivers_own_fault_is_a_warning(tmp_path: Path) -> None:
    more = WAIVER.format(address="DJ13.meet@2026-Q1", expires="2026-10-31")
    branch = sample_branch(tmp_path, sample_text() + more)
    assert check(branch).exit_code == 0
    assert check(branch, "--card", "14").stdout.count("豁免") == 0


def test_two_of_one_address_and_day_are_refused(tmp_path: Path) -> None:
    entry = WAIVER.format(address=GAP, expires="2027-03-31")
    branch = sample_branch(tmp_path, sample_text() + entry + entry.replace("\n豁免:\n", ""))
    result = check(branch)
    assert result.exit_code == 2
    assert "说的是同一件事" in result.stdout


@pytest.mark.parametrize("form", ["csv", "html", "markdown"])
def test_reports_for_people_show_what_is_waived(tmp_path: Path, form: str) -> None:
    branch, address = waived(tmp_path)
    out = check(branch, "-f", form, "--privacy", "local").stdout.replace("\\", "")
    assert "豁免" in out
    assert address in out
    assert "枕河党发〔2026〕21号" in out
    assert "枕河" not in check(branch, "-f", form, "--privacy", "strict").stdout


@pytest.mark.parametrize("form", ["sarif", "junit", "github", "gitlab"])
def test_reports_for_code_hosts_do_not_count_what_is_waived(tmp_path: Path, form: str) -> None:
    lacks = "没有写“有表决权实到”"
    assert lacks in check(lacking(tmp_path / "缺")[0], "-f", form).stdout
    assert lacks not in check(waived(tmp_path / "豁免")[0], "-f", form).stdout


@pytest.mark.parametrize("form", ["csv", "html", "markdown", "sarif", "junit", "github", "gitlab"])
def test_every_format_tells_of_a_waiver_without_effect(tmp_path: Path, form: str) -> None:
    branch, _ = waived(tmp_path, "2026-11-21")
    result = check(branch, "-f", form)
    assert result.exit_code == 1
    assert "豁免到2026-11-21为止，已经过期" in result.stdout.replace("\\", "")
    assert "没有写“有表决权实到”" in result.stdout


# 人工核实


def test_what_to_write_is_told_whole(tmp_path: Path) -> None:
    branch = asking(tmp_path)
    out = check(branch).stdout
    assert "人工核实:\n      - 地址: DJ24.year@F-2025-01\n" in out
    assert f"内容指纹: {fingerprint(branch)}\n" in out
    form = out[out.index("    人工核实:") : out.index("  怎么填")]
    (branch / "台账").mkdir()
    (branch / "台账" / "核实.yaml").write_text(form, encoding="utf-8")
    pasted = check(branch)
    assert pasted.exit_code == 2
    assert "没有写“名称”" in pasted.stdout
    filled = re.sub(r"(核实人|方式|名称|盒号):", r"\1: 甲", form).replace("核实日:", "核实日: 2026-11-20")
    (branch / "台账" / "核实.yaml").write_text(filled.replace("结论:", "结论: 符合"), encoding="utf-8")
    assert said(branch)["findings"] == []


def test_what_a_person_found_in_order_is_listed(tmp_path: Path) -> None:
    branch = attested(tmp_path)
    found = said(branch)
    assert found["findings"] == []
    assert [a["id"] for a in found["attested"]] == [ASKED]
    out = check(branch, "--privacy", "local").stdout
    assert "人工核实过的（1处）" in out
    assert "贺长庚2026-11-20核实" in re.sub(r"\s+", "", out)
    assert "贺长庚" not in check(branch, "--privacy", "strict").stdout


def test_what_a_person_found_wanting_fails(tmp_path: Path) -> None:
    branch = attested(tmp_path, "不符合")
    assert [(f["id"], f["status"]) for f in said(branch)["findings"]] == [(ASKED, "open")]
    assert check(branch).exit_code == 1


@pytest.mark.parametrize("evidence", [b"abd", b"ab", b"abc\n", b""])
def test_one_byte_of_the_evidence_voids(tmp_path: Path, evidence: bytes) -> None:
    branch = attested(tmp_path)
    (branch / "档案" / "证据" / "原件.txt").write_bytes(evidence)
    fault, asked = sorted(said(branch)["findings"], key=lambda f: f["card"])
    assert (asked["id"], asked["status"]) == (ASKED, "attest")
    assert fault["id"] == f"DJ00.attestation@{ASKED}"
    assert "这次核实作废" in fault["message"]
    assert f"内容指纹”改成 {asked['fingerprint']}" in fault["fix"]
    assert "空着的填上" not in check(branch).stdout


def test_evidence_that_is_gone_voids(tmp_path: Path) -> None:
    branch = attested(tmp_path)
    (branch / "档案" / "证据" / "原件.txt").unlink()
    assert [f["id"] for f in said(branch)["findings"] if f["card"] == 0] == [f"DJ00.attestation@{ASKED}"]


def test_other_files_may_change(tmp_path: Path) -> None:
    branch = attested(tmp_path)
    (branch / "档案" / "别的.txt").write_bytes(b"1")
    text = (branch / "branch.yaml").read_text(encoding="utf-8")
    (branch / "branch.yaml").write_bytes(f"# 说明\r\n{text}".replace("\n", "\r\n").encode("gb18030"))
    assert said(branch)["findings"] == []


# 解释


@pytest.mark.parametrize("word", ["豁免", "DJ00.waiver", f"DJ00.waiver@{GAP}"])
def test_waivers_are_explained(word: str) -> None:
    out = dj("explain", word).stdout
    assert "到期日当天还算数" in out
    assert "最长12个月" in out


@pytest.mark.parametrize("word", ["人工核实", f"DJ00.attestation@{ASKED}"])
def test_attestations_are_explained(word: str) -> None:
    out = dj("explain", word).stdout
    assert "内容指纹" in out
    assert "最长24个月" in out


@pytest.mark.parametrize("word", ["豁免", "人工核实"])
def test_the_example_of_the_explanation_is_read(tmp_path: Path, word: str) -> None:
    out = dj("explain", word).stdout
    entry = "\n".join(
        line[2:] for line in re.findall(rf"^  {word}:\n(?:    .*\n)+", out, re.MULTILINE)[0].splitlines()
    )
    result = check(sample_branch(tmp_path, f"{sample_text()}\n{entry}\n"))
    assert result.exit_code == 0
    assert f"台账里的“{word}”" in result.stdout  # it is about nothing of this branch


def test_nothing_is_hashed_without_need(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("没有要人工核实的，也算了指纹")

    monkeypatch.setattr(seal.Seals, "of", refuse)
    assert check(sample_branch(tmp_path)).exit_code == 0
