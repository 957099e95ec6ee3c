"""示例支部：干净的一个没有缺项，有缺项的一个不多不少正好是 examples/README.md 里列的那些。"""

import re
from datetime import date
from pathlib import Path

import pytest

from dangjian_cli.check import check
from dangjian_cli.finding import Report, Status
from dangjian_cli.load.branch import load_branch
from dangjian_cli.load.pack import load_pack, standards_folder

EXAMPLES = Path(__file__).parent.parent / "examples"
AS_OF = date(2026, 11, 22)

EXCEPTIONS: dict[str, str] = {
    "DJ06.figures": "建账以后没有新设立的支部",
    "DJ06.three": "建账以后没有新设立的支部",
    "DJ06.fifty": "建账以后没有新设立的支部",
    "DJ06.order": "建账以后没有新设立的支部",
    "DJ06.approve": "建账以后没有新设立的支部",
    "DJ06.authority": "建账以后没有新设立的支部",
    "DJ06.papers": "建账以后没有新设立的支部",
    "DJ10.delay-until": "没有批准过延期",
    "DJ10.delay": "没有批准过延期",
    "DJ18.remedied": "有一项整改的期限还没有到",
    "DJ25.approved-late": "没有因特殊情况延长审批的",
}
"""干净的示例里允许没有核对到的要求，和为什么。"""

EXPECTED = {
    "DJ10.assembly@X-2025-01/2025-08-30",
    "DJ13.absent@M-2026-02",
    "DJ13.attended@M-2026-02",
    "DJ13.chair@M-2026-25",
    "DJ13.discussed@M-2026-02/议题2",
    "DJ13.majority@M-2025-58/议题1",
    "DJ13.meet@2025-Q3",
    "DJ13.papers-once@M-2026-52",
    "DJ13.papers@M-2025-11/会议记录",
    "DJ13.papers@M-2026-14/签到册",
    "DJ13.roll@M-2025-67",
    "DJ13.voters-roll@M-2025-67",
    "DJ13.votes@M-2025-18/议题1",
    "DJ17.absent@M-2026-02",
    "DJ24.meeting@F-2024-01/2026-04-08",
    "DJ24.notice-both@F-2024-02/2026-06-22/流入地",
    "DJ24.notice@F-2025-01/2026-09-30",
    "DJ24.order@F-2024-03/上级同意",
    "DJ24.sponsors-full@F-2024-01/2026-04-27/2",
    "DJ24.sponsors@F-2025-01/2026-10-19",
    "DJ24.training@F-2024-02/2026-08-17",
    "DJ24.vetting@F-2025-01/2026-11-10",
    "DJ24.year@F-2023-01",
    "DJ25.announced-at@F-2023-01/2025-08-30",
}
"""有缺项的示例应报的地址。改示例时连同 examples/README.md 一起改。"""


def judged(name: str) -> Report:
    return check(load_branch(EXAMPLES / name).ledger, load_pack(standards_folder()), AS_OF)


@pytest.fixture(scope="module")
def clean() -> Report:
    return judged("农村")


@pytest.fixture(scope="module")
def faulty() -> Report:
    return judged("农村-有缺项")


def test_clean_example_has_nothing_open(clean: Report) -> None:
    assert [f.id for f in clean.findings] == []


def test_clean_example_shows_every_requirement_met(clean: Report) -> None:
    wanting = {
        v.code
        for v in clean.verdicts
        if v.status is not Status.NOT_APPLICABLE and (v.status is not Status.MET or not v.examined)
    }
    assert wanting == set(EXCEPTIONS)


def test_faulty_example_has_exactly_the_planted_gaps(faulty: Report) -> None:
    assert {f.id for f in faulty.findings} == EXPECTED


def test_faulty_example_shows_both_families(faulty: Report) -> None:
    assert {f.family for f in faulty.findings} == {"对标不准", "达标不实"}


def test_readme_lists_the_planted_gaps() -> None:
    text = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(DJ[^`]+)`", text, re.MULTILINE)) == EXPECTED


def test_identity_numbers_belong_to_no_region() -> None:
    texts = [p.read_text(encoding="utf-8") for p in EXAMPLES.rglob("*.*") if p.is_file()]
    numbers = [n for text in texts for n in re.findall(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])", text)]
    assert numbers
    assert {n[:6] for n in numbers} == {"999999"}
