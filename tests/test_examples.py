"""示例支部：干净的几个没有缺项，有缺项的一个不多不少正好是 examples/README.md 里列的那些。"""

import re
from datetime import date
from pathlib import Path

import pytest

from dangjian_cli.finding import Report, Status
from dangjian_cli.load.branch import load_branch
from dangjian_cli.load.judged import judge
from dangjian_cli.load.pack import load_pack, standards_folder

EXAMPLES = Path(__file__).parent.parent / "examples"
AS_OF = date(2026, 11, 22)

NO_ELECTION = "建账以后没有换届"
NO_GROUP = "人少，没有设党小组"
NO_SUCH_PAYER = "支部里没有这一类党员"


def because(reason: str, card: str, names: str) -> dict[str, str]:
    return {f"{card}.{name}": reason for name in names.split()}


NO_CADRE = because("没有党员领导干部", "DJ21", "branch council matched attended as-member")
YEAR_END = because("年度总结到年底才写", "DJ03", "summary")
COMMON = (
    because("没有批准过延期", "DJ10", "delay-until delay")
    | because("还有积极分子在培养，这半年的考察还没有到期", "DJ23", "reviews")
    | because("没有因特殊情况延长审批的", "DJ25", "approved-late")
    | because("还有预备党员没有期满", "DJ26", "in-time")
    | because("没有延长的", "DJ26", "extend-once extend-length extend-approved extended")
    | because("没有取消资格、推迟讨论的", "DJ26", "revoked revoke-approved postponed")
)
NO_MOVE = because("没有转来转走的积极分子", "DJ23", "moved")
NO_FULL = because(
    "建账以后没有转正的",
    "DJ26",
    "observed year order opinions screened meeting quorum majority approved approver talk talker announced"
    " announced-at tally papers",
) | because("建账以后没有转正的", "DJ27", "after in-time dossier received destination pages catalog")
SMALL = (
    COMMON
    | NO_FULL
    | because("没有不计入应到的党员", "DJ13", "excluded")
    | because("发展对象不是流动人员", "DJ24", "notice-both vetting-floating")
    | because(NO_SUCH_PAYER, "DJ39", "rate-farmer")
)

EXCEPTIONS: dict[str, dict[str, str]] = {
    "农村": COMMON | YEAR_END | because("有一项整改的期限还没有到", "DJ18", "remedied"),
    "社区": SMALL | NO_CADRE | YEAR_END | NO_MOVE,
    "机关": SMALL
    | YEAR_END
    | NO_MOVE
    | because(
        NO_ELECTION,
        "DJ10",
        "years board board-most order early assembly secret figures margin electors present quorum"
        " ballots-out ballots ballots-sum majority scrutineers apart scrutineer-member chair officers papers",
    )
    | because("3月研究的，按当时的规定报备案，没有公示", "DJ24", "notice notice-ended notice-done")
    | because("定介绍人是在规定修订以前", "DJ24", "sponsors-disciplined")
    | because(NO_SUCH_PAYER, "DJ39", "rate-other rate-low")
    | because("都按月交", "DJ39", "quarterly")
    | because("没有人减免党费", "DJ39", "relief relief-meeting relief-papers"),
    "国企": SMALL
    | NO_CADRE
    | because("年中才成立，支委会还没有工作报告，也没有去年的总结", "DJ03", "heard summary-papers")
    | because("是首届选举，不是换届", "DJ10", "order early papers")
    | because(NO_GROUP, "DJ12", "grouped")
    | because(NO_GROUP, "DJ15", "group content figures roll absent chair chaired papers")
    | because("年中才成立，这一年不满一期", "DJ39", "fixed published-in published-out")
    | because(NO_SUCH_PAYER, "DJ39", "rate-retired rate-low"),
}
"""干净的示例里允许没有核对到的要求，和为什么。"""

NO_NEW_SECRETARY = because("没有新任书记", "DJ28", "new-secretary")
NOBODY_CONFIRMED = because("没有转正的", "DJ28", "confirmed")

NOBODY_DISPOSED = because(
    "没有人受组织处置",
    "DJ33",
    "kind proposed order filed-by assembly approved quit months limited helped expired roster stated"
    " announced papers kept",
)
NOBODY_PUNISHED = because(
    "没有人受党纪处分",
    "DJ29",
    "order meeting expelled-by heard announced announced-at executed revisit roster until probation"
    " papers kept",
)
NOBODY_AWAY = because("没有流动党员", "DJ31", "registered marked place reported contacts review")
NOBODY_ABROAD = because(
    "没有出国（境）的，没有保留组织关系的毕业生", "DJ32", "abroad abroad-look settled graduates"
)
NOBODY_RESTORED = because("没有恢复党籍的", "DJ32", "restored roster-restored")
NOBODY_LOST = (
    because("没有失去联系的党员", "DJ32", "searched six look decided two two-look roster-suspended papers")
    | NOBODY_ABROAD
    | NOBODY_RESTORED
)
NOBODY_QUIT = because("没有人要求退党", "DJ33", "quit")

TEAM: dict[str, dict[str, str]] = {
    "农村": NO_NEW_SECRETARY
    | because("受的是警告", "DJ29", "expelled-by probation")
    | because("没有在流入地评议的", "DJ31", "review")
    | NOBODY_ABROAD
    | NOBODY_RESTORED
    | because("停止党籍还不满两年", "DJ32", "two")
    | because("停止党籍快满两年，列为待办", "DJ32", "two-look")
    | NOBODY_QUIT
    | because("没有限期改正的", "DJ33", "months limited helped expired")
    | because("除名的程序办在建账以前", "DJ33", "proposed order filed-by assembly stated"),
    "社区": NO_NEW_SECRETARY
    | NOBODY_CONFIRMED
    | NOBODY_QUIT
    | NOBODY_PUNISHED
    | NOBODY_AWAY
    | NOBODY_LOST
    | because("没有劝退、除名的", "DJ33", "approved roster")
    | because("只有转入的，介绍信由对方开", "DJ30", "arrived valid written"),
    "机关": NO_NEW_SECRETARY
    | NOBODY_CONFIRMED
    | NOBODY_PUNISHED
    | NOBODY_AWAY
    | NOBODY_LOST
    | NOBODY_DISPOSED
    | because("没有年老体弱的党员", "DJ28", "frail"),
    "国企": NOBODY_CONFIRMED
    | NOBODY_PUNISHED
    | NOBODY_AWAY
    | NOBODY_LOST
    | NOBODY_DISPOSED
    | because("没有人转入转出", "DJ30", "reason order roster arrived valid written receipt papers"),
}
"""台账四 队伍建设里发展党员以外的卡：同上。"""

NO_AWARD = because("没有支部作出的表彰", "DJ37", "award")
NOBODY_FRAIL = because("没有年老体弱的党员", "DJ37", "frail")

ROLE: dict[str, dict[str, str]] = {
    "农村": NO_AWARD,
    "社区": NO_AWARD,
    "机关": NOBODY_FRAIL,
    "国企": NO_AWARD | NOBODY_FRAIL,
}
"""台账五 作用发挥：同上。"""

FOUNDING = because("建账以后没有新设立的支部", "DJ06", "figures three fifty order approve authority papers")
NOT_DISSOLVED = because(
    "建账以后没有调整、撤销支部", "DJ07", "reason order authority moved everyone papers lists"
)
NOT_JOINT = because("没有成立联合党支部", "DJ08", "units five few counted list")
NOT_FLOATING = because("没有成立流动党员党支部", "DJ08", "talked host letter")
NOT_TEMPORARY = because("没有成立临时党支部", "DJ08", "approved appointed no-election mandate")
SAME_GROUPS = because(
    "建账以后没有重新划分党小组，没有换组长", "DJ09", "chosen member vacant decided order papers"
)
NO_BY_ELECTION = because("没有人中途离任，没有补选", "DJ11", "vacant assembly order papers")

ORGANISED: dict[str, dict[str, str]] = {
    "农村": NOT_JOINT,
    "社区": NOT_DISSOLVED | NOT_FLOATING | NOT_TEMPORARY | SAME_GROUPS | NO_BY_ELECTION,
    "机关": FOUNDING
    | NOT_DISSOLVED
    | because("机关党委下面的支部，不报机关工委", "DJ07", "group")
    | NOT_JOINT
    | NOT_FLOATING
    | SAME_GROUPS
    | NO_BY_ELECTION
    | because(NO_ELECTION, "DJ11", "confirmed filed assigned party-age")
    | because("书记、副书记任期里没有变动", "DJ11", "consent"),
    "国企": NOT_JOINT
    | NOT_FLOATING
    | NOT_TEMPORARY
    | because(NO_GROUP, "DJ09", "leader chosen member vacant decided order papers")
    | NO_BY_ELECTION,
}
"""台账二 组织建设里换届、名册以外的卡：同上。"""

REPORTS_AT_YEAR_END = because("年底才述职，到次年3月底都可以", "DJ42", "superior members")

ASSESSED: dict[str, dict[str, str]] = {
    "农村": REPORTS_AT_YEAR_END | because("有一项问题的整改期限还没有到", "DJ43", "closed"),
    "社区": {},
    "机关": REPORTS_AT_YEAR_END,
    "国企": because(
        "今年才成立，还没有述职", "DJ42", "speaker meeting appraised order sum forms remedy papers"
    ),
}
"""台账七 考核评价的卡：同上。"""

EXPECTED = {
    "DJ08.no-election@S-2026-01",
    "DJ10.apart@X-2025-01/2025-08-30",
    "DJ10.assembly@X-2025-01/2025-08-30",
    "DJ10.board-most@W-10",
    "DJ10.delay@X-2026-01/2026-03-09",
    "DJ10.electors@X-2026-01/2026-03-14",
    "DJ10.margin@X-2026-01/2026-03-14",
    "DJ10.term@W-09",
    "DJ11.discipline@W-10/纪检委员",
    "DJ11.vacant@W-10/委员2026-03-15",
    "DJ12.fifty@党员名册",
    "DJ12.members@D-29/入党日期",
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
    "DJ15.chair@M-2026-03",
    "DJ17.absent@M-2026-02",
    "DJ18.before@2025/征求意见",
    "DJ18.remedied@2024/2024-2",
    "DJ19.recorded@M-2025-65",
    "DJ19.third@2025",
    "DJ20.yearly@2025/支委之间",
    "DJ21.attended@SC-2026-03",
    "DJ21.council@D-02/2025",
    "DJ23.reviews@F-2025-01/2",
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
    "DJ26.announced-at@F-2022-01/2025-08-30",
    "DJ26.year@F-2022-02",
    "DJ27.destination@F-2022-01/入党志愿书",
    "DJ28.confirmed@D-37/2025-06-28",
    "DJ28.hours@D-36/2025",
    "DJ28.probation@D-40/2025-06-28",
    "DJ28.secretary@D-01/2025",
    "DJ30.roster@N-2026-02",
    "DJ31.marked@V-04",
    "DJ32.joined@F-2024-01",
    "DJ33.absent-look@D-30/2024-07-05",
    "DJ33.absent@D-30/2024-07-05",
    "DJ25.ballot@M-2026-52/议题2",
    "DJ39.chased@D-31/2026-04",
    "DJ39.day@2026-05",
    "DJ39.decided@Y-2025-02",
    "DJ39.entry@D-28/2026-06/交纳日期",
    "DJ39.fate@D-31/2026-04",
    "DJ39.fixed@D-29/2026",
    "DJ39.handed@S-2025-4",
    "DJ39.late@D-35/2025-02",
    "DJ39.pay@D-31/2026-04",
    "DJ39.pay@D-31/2026-05",
    "DJ39.pay@D-31/2026-06",
    "DJ39.pay@D-31/2026-07",
    "DJ39.pay@D-31/2026-08",
    "DJ39.pay@D-31/2026-09",
    "DJ39.quarterly@D-44/2026-10",
    "DJ39.rate@D-02/2026",
    "DJ39.sum@S-2026-1",
    "DJ34.resolved@E-2026-01/2026-05-24",
    "DJ35.apart@V-06/委员/D-12",
    "DJ35.term@V-01",
    "DJ37.frail@D-29",
}
"""有缺项的示例应报的地址。改示例时连同 examples/README.md 一起改。"""

NOT_SHOWN = {"人工核实": "只请人核实，从不报缺项", "期满核实": "只请人核实，从不报缺项"}
"""有缺项的示例里不必演示的要求类型，和为什么。"""

NOT_COUNTED = {"1.1": "还没有哪种要求类型报这一项"}
"""有缺项的示例里不必出现的问题项，和为什么。"""


WAIVED = {"DJ13.papers@M-2025-11/会议记录"}
"""其中上级批准豁免的：仍在报告里，不算缺项。"""

ATTESTED = {"DJ25.talk@F-2024-02/组织员谈话"}
"""由人核实过、算达标的。F-2024-02 的记录改了，核实就作废：看过没有问题，照报告换“内容指纹”。"""


def judged(name: str) -> Report:
    return judge(load_branch(EXAMPLES / name), load_pack(standards_folder()), AS_OF)


@pytest.fixture(scope="module", params=EXCEPTIONS)
def clean(request: pytest.FixtureRequest) -> tuple[str, Report]:
    return request.param, judged(request.param)


@pytest.fixture(scope="module")
def faulty() -> Report:
    return judged("农村-有缺项")


def test_clean_example_has_nothing_open(clean: tuple[str, Report]) -> None:
    assert [f.id for f in clean[1].findings] == []


def test_clean_example_shows_every_requirement_met(clean: tuple[str, Report]) -> None:
    name, report = clean
    wanting = {
        v.code
        for v in report.verdicts
        if v.status is not Status.NOT_APPLICABLE and (v.status is not Status.MET or not v.examined)
    }
    assert wanting == {
        *EXCEPTIONS[name],
        *ORGANISED[name],
        *TEAM[name],
        *ROLE[name],
        *ASSESSED[name],
    }


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_clean_example_reads_without_a_word(name: str) -> None:
    assert load_branch(EXAMPLES / name).notes == ()


def test_only_the_village_keeps_village_records() -> None:
    for name in set(EXCEPTIONS) - {"农村"}:
        sections = load_branch(EXAMPLES / name).ledger.sections
        assert not (*sections.village_decisions, *sections.village_assemblies, *sections.disclosures)


def test_faulty_example_has_exactly_the_planted_gaps(faulty: Report) -> None:
    assert {f.id for f in faulty.findings} == EXPECTED


def test_faulty_example_shows_a_waiver_and_an_attestation(faulty: Report) -> None:
    assert {f.id for f in faulty.findings if f.status is Status.WAIVED} == WAIVED
    assert {f.id for f in faulty.attested} == ATTESTED
    assert EXPECTED >= WAIVED


def test_faulty_example_shows_both_families(faulty: Report) -> None:
    assert {f.family for f in faulty.findings} == {"对标不准", "达标不实"}


def test_faulty_example_shows_a_gap_of_every_kind(faulty: Report) -> None:
    """每种用到的要求类型，都能在示例里看到它的缺项是什么样子。"""
    tags = {
        card.code_of(r): r.rule.tag for card in load_pack(standards_folder()).cards for r in card.requirements
    }
    shown = {tags[f.code] for f in faulty.findings if f.status is Status.GAP}
    missing = set(tags.values()) - shown - set(NOT_SHOWN)
    assert not missing, (
        f"examples/农村-有缺项 里还没有这些要求类型的缺项：{'、'.join(sorted(missing))}。"
        "照书记员会犯的错在那里改一处，把报出来的地址加进 EXPECTED 和 examples/README.md 的表；"
        "确实演示不了的，连同原因写进 NOT_SHOWN"
    )
    assert not shown & set(NOT_SHOWN)


def test_faulty_example_shows_every_problem_of_the_catalogue(faulty: Report) -> None:
    shown = {f.problem for f in faulty.findings if f.status is Status.GAP}
    missing = set(load_pack(standards_folder()).problem_items) - shown - set(NOT_COUNTED)
    assert not missing, f"examples/农村-有缺项 里还没有问题目录的这几项：{'、'.join(sorted(missing))}"
    assert not shown & set(NOT_COUNTED), "已经有了的，从 NOT_COUNTED 里去掉"


def test_readme_lists_the_planted_gaps() -> None:
    text = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(DJ[^`]+)`", text, re.MULTILINE)) == EXPECTED


def test_identity_numbers_belong_to_no_region() -> None:
    texts = [p.read_text(encoding="utf-8") for p in EXAMPLES.rglob("*.*") if p.is_file()]
    numbers = [n for text in texts for n in re.findall(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])", text)]
    assert numbers
    assert {n[:6] for n in numbers} == {"999999"}
