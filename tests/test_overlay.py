"""A county's own rules: what they change everywhere, what they cannot, and where their mistakes are told."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from branches import check, dj, sample_branch
from judging import AS_OF, STANDARD, ledger

from dangjian_cli.card import Pack
from dangjian_cli.check import check as judge
from dangjian_cli.finding import InputError, Privacy, Problem, Severity, Status
from dangjian_cli.lint import lint_overlay
from dangjian_cli.load.overlay import load_overlay
from dangjian_cli.load.pack import standards_folder
from dangjian_cli.load.scenarios import faults
from dangjian_cli.load.shelf import load_shelf

EXAMPLE = Path(__file__).parents[1] / "examples" / "示例县" / "细则.yaml"
SHELF = load_shelf(standards_folder())

HEAD = """\
名称: 试县细则
版本: 2026年
文件:
  - {简称: 县细则, 全称: 试县实施细则, 文号: 试发〔2026〕0号, 机关: 试县委, 施行: 2026-04-01}
"""
CITE = "依据: {文件: 县细则}"
ADD = f"要求:\n  - 卡: 13\n    {CITE}\n    加: "

Lay = Callable[..., Pack]


@pytest.fixture
def lay(tmp_path: Path) -> Lay:
    """Lays an overlay with these sections over the standard."""

    def laid(sections: str, head: str = HEAD) -> Pack:
        file = tmp_path / "细则.yaml"
        file.write_text(head + sections, encoding="utf-8")
        return load_overlay(file, STANDARD, "细则.yaml")

    return laid


def phrases(pack: Pack, number: int, own: str) -> list[str]:
    card = pack.card(number)
    assert card is not None
    return [f"{r.local}{r.phrase}" for r in card.versions[own]]


# 示例县的细则，不动程序，处处管用


def test_cards_show_the_ledgers_and_cards_of_the_county() -> None:
    text = dj("cards", "--overlay", EXAMPLE).stdout

    assert "第三本 三会一课" in text
    assert "一、政治建设" not in text
    assert "卡101 支部夜学（2条要求，县里加的）" in text
    assert "卡20 谈心交心" in text
    assert "卡06" not in text
    assert "DJ06 党支部设立：《示例县党支部标准化建设实施细则》（示例县委组织部，" in text


def test_a_check_is_by_the_county_and_says_so(tmp_path: Path) -> None:
    branch = sample_branch(tmp_path)
    text = check(branch, "--overlay", EXAMPLE).stdout
    data = json.loads(check(branch, "--overlay", EXAMPLE, "-f", "json").stdout)

    assert "第三本 三会一课 · 卡16 党课" in text
    assert "标准：党支部建设标准化明白卡" in text
    overlay = data["standard"]["overlay"]
    assert overlay["name"] == "示例县党支部标准化建设细则"
    assert {c["code"]: c["action"] for c in overlay["changes"]} == {
        "台账": "change",
        "保管期限": "change",
        "DJ06": "drop",
        "DJ10": "drop",
        "DJ15": "drop",
        "DJ20": "change",
        "DJ101": "add",
        "DJ16.meet": "change",
        "DJ16.papers": "change",
        "DJ13.quorum": "change",
        "DJ13.photo": "add",
    }
    codes = {v["code"] for v in data["branches"][0]["verdicts"]}
    assert {"DJ101.meet", "DJ13.photo"} <= codes
    assert not {c for c in codes if c.startswith(("DJ06.", "DJ10.", "DJ15."))}
    found = {f["id"]: f for f in data["branches"][0]["findings"]}
    monthly = found["DJ16.meet@2026-05"]
    assert monthly["severity"] == "warning"
    assert monthly["basis"] == [
        {
            "document": "示例县党支部标准化建设实施细则",
            "version": "",
            "article": "5",
            "grade": "E",
            "number": "示例组发〔2026〕0号",
            "issuer": "示例县委组织部",
        }
    ]
    assert "DJ16.meet@2026-03" not in found, "四月才施行"


def test_explain_shows_the_law_and_the_county_beside_it() -> None:
    text = dj("explain", "DJ13.quorum", "--overlay", EXAMPLE).stdout

    assert "标准：" in text
    assert "半数以上（含半数）" in text
    assert "县里另定，2026-04-01起的工作：" in text
    assert "不少于3分之2" in text
    assert text.index("缺了算：必改") < text.index("缺了算：应改")


def test_explain_says_what_the_county_leaves_out() -> None:
    for said in ("6", "DJ06", "党支部设立"):
        result = dj("explain", said, "--overlay", EXAMPLE)
        assert result.exit_code == 2
        assert "县里不用：《示例县" in result.stderr.replace("\n", "")


def test_the_example_is_sound() -> None:
    result = dj("lint", standards_folder(), "--overlay", EXAMPLE)

    assert result.exit_code == 0
    assert result.stdout.startswith("标准包没有毛病")


def test_a_county_may_have_any_number_of_ledgers(lay: Lay) -> None:
    keys = [n.key for n in STANDARD.head.ledgers if n.key != "组织生活"]
    entries = "\n".join(f"    - {{台账: {key}, 名称: 新{key}}}" for key in keys)
    moved = "\n".join(
        f"  - {{卡: {c.number}, 改: {{台账: 组织建设}}, {CITE}}}"
        for c in STANDARD.cards
        if c.ledger == "组织生活"
    )
    pack = lay(f"台账:\n  {CITE}\n  目录:\n{entries}\n明白卡:\n{moved}\n")

    assert len(pack.head.ledgers) == len(STANDARD.head.ledgers) - 1
    assert {c.ledger for c in pack.cards} <= set(keys)
    assert pack.ledger_title("组织建设") == "新组织建设"


def test_a_ledger_is_chosen_by_the_countys_name(tmp_path: Path) -> None:
    branch = sample_branch(tmp_path)
    by_key, by_name = (
        json.loads(check(branch, "--overlay", EXAMPLE, "--ledger", word, "-f", "json").stdout)
        for word in ("组织生活", "第三本 三会一课")
    )

    assert by_name == by_key
    assert by_name["branches"][0]["verdicts"]


def test_the_problem_catalogue_is_worded_by_the_county(lay: Lay) -> None:
    groups = []
    for group in STANDARD.problems:
        items = ", ".join(
            f'{{项: "{i.number}", 名称: 县里叫法{i.number}, 家族: {i.family}}}' for i in group.items
        )
        groups.append(f'    - {{类: "{group.number}", 名称: 县里的类, 项目: [{items}]}}')
    listed = "\n".join(groups)
    pack = lay(f"问题:\n  {CITE}\n  目录:\n{listed}\n")

    assert pack.problem_items["2.1"].title == "县里叫法2.1"
    with pytest.raises(InputError) as refused:
        lay(f"问题:\n  {CITE}\n  目录:\n" + "\n".join(groups[1:]) + "\n")
    assert "少了1.1、1.2项" in said(refused.value)


def test_a_county_says_how_long_waivers_hold(lay: Lay) -> None:
    pack = lay(f"期限:\n  {CITE}\n  豁免最长: 6\n")
    assert (pack.head.waiver_months, pack.head.attest_months) == (6, STANDARD.head.attest_months)
    assert pack.overlay is not None
    assert [c.title for c in pack.overlay.changes] == ["豁免、人工核实的期限"]


def test_a_county_has_its_own_table_of_retention_periods(lay: Lay) -> None:
    names = "[{名称: 签到册, 期限: 10年}, {名称: 村史材料, 期限: 永久}]"
    pack = lay(f"保管期限:\n  {CITE}\n  目录: {names}\n")

    own = pack.retention["签到册"]
    assert (STANDARD.retention["签到册"].years, own.years) == ("30年", "10年")
    assert "（县里的规定）" in own.source
    assert pack.retention["村史材料"].years == "永久"
    assert pack.retention["会议通知"] == STANDARD.retention["会议通知"]
    assert pack.overlay is not None
    assert [c.title for c in pack.overlay.changes] == ["归档范围和保管期限"]

    with pytest.raises(InputError) as refused:
        lay(f"保管期限:\n  {CITE}\n  目录: [{{名称: 签到册, 期限: 10年}}, {{名称: 签到册, 期限: 永久}}]\n")
    assert "“签到册”列了两遍" in said(refused.value)
    with pytest.raises(InputError) as refused:
        lay(f"保管期限:\n  {CITE}\n  目录: [{{名称: 签到册, 期限: 5年}}]\n")
    assert "没有“〔内容〕”这一种" in said(refused.value)


# 法规条文县里改不松


def meetings(*dates: str) -> dict[str, Any]:
    return {"会议": [{"编号": f"M-{i}", "类型": "党员大会", "日期": d} for i, d in enumerate(dates)]}


def found_of(pack: Pack, data: dict[str, Any], code: str) -> dict[str, tuple[Severity, str]]:
    report = judge(ledger(data), pack, AS_OF)
    return {
        f.id.partition("@")[2]: (f.severity, f.basis[0].document)
        for f in report.findings
        if f.code == code and f.status is Status.GAP
    }


def test_what_law_asks_is_judged_beside_the_county(lay: Lay) -> None:
    pack = lay(f"要求:\n  - {{条目: DJ13.meet, 改: {{至少: 2}}, {CITE}}}\n")
    law = (Severity.ERROR, "中国共产党支部工作条例（试行）")
    county = (Severity.WARNING, "试县实施细则")
    once_a_quarter = meetings("2026-01-10", "2026-04-10", "2026-07-10")

    assert phrases(pack, 13, "meet") == ["党员大会：每季度至少1次", "县里另定党员大会：每季度至少2次"]
    assert found_of(STANDARD, once_a_quarter, "DJ13.meet") == {}
    assert found_of(pack, once_a_quarter, "DJ13.meet") == {"2026-Q2": county, "2026-Q3": county}
    assert found_of(pack, meetings("2026-07-10"), "DJ13.meet") == {
        "2026-Q1": law,
        "2026-Q2": law,
        "2026-Q3": county,
    }


def test_the_nearer_of_two_deadlines_is_announced(lay: Lay) -> None:
    pack = lay(f"要求:\n  - {{条目: DJ25.approved, 改: {{至多: 2}}, {CITE}}}\n")
    steps = {"上报审批": {"日期": "2026-10-20"}}
    data = {"发展党员": [{"编号": "F-1", "姓名": "田喜垚", "步骤": steps}]}
    due, nearer = (
        [str(f.deadline) for f in judge(ledger(data), p, AS_OF).dues if f.code == "DJ25.approved"]
        for p in (STANDARD, pack)
    )

    assert (due, nearer) == (["2027-01-20"], ["2026-12-20"])


def test_practice_is_replaced_from_the_day_of_the_document(lay: Lay) -> None:
    pack = lay(f"要求:\n  - {{条目: DJ16.meet, 改: {{每: 半年}}, {CITE}}}\n")
    held = {"会议": [{"编号": "K-1", "类型": "党课", "日期": "2026-08-10"}]}

    assert phrases(pack, 16, "meet") == ["党课：每季度至少1次", "县里改的党课：每半年至少1次"]
    assert set(found_of(pack, held, "DJ16.meet")) == {"2026-Q1"}
    assert set(found_of(STANDARD, held, "DJ16.meet")) == {"2026-Q1", "2026-Q2"}


def test_the_severity_of_practice_is_the_countys_to_say(lay: Lay) -> None:
    pack = lay(f"要求:\n  - {{条目: DJ16.papers, 改: {{严重程度: 提示}}, {CITE}}}\n")
    card, standard = pack.card(16), STANDARD.card(16)
    assert card is not None
    assert standard is not None

    assert standard.versions["papers"][0].severity is Severity.WARNING
    assert card.versions["papers"][-1].severity is Severity.NOTE


def test_other_words_change_nothing_that_is_judged(lay: Lay) -> None:
    pack = lay(f"要求:\n  - {{条目: DJ13.meet, 改: {{名称: 按季开会, 怎么补: 补上}}, {CITE}}}\n")
    (requirement,) = pack.card(13).versions["meet"]  # type: ignore[union-attr]

    assert (requirement.title, requirement.fix, requirement.local) == ("按季开会", "补上", "")
    assert requirement.severity is Severity.ERROR


def test_leaving_out_law_is_said_in_every_report(lay: Lay, tmp_path: Path) -> None:
    law = lay(f"要求:\n  - {{条目: DJ13.meet, 删: 是, {CITE}}}\n")
    branch = sample_branch(tmp_path / "支部")
    data = json.loads(check(branch, "--overlay", tmp_path / "细则.yaml", "-f", "json").stdout)
    practice = lay(f"要求:\n  - {{条目: DJ16.meet, 删: 是, {CITE}}}\n")

    assert "meet" not in law.card(13).versions  # type: ignore[union-attr]
    (note,) = [n for n in data["notes"] if n["code"] == "law-left-out"]
    assert (note["line"], note["column"]) == (6, 5)
    assert (
        "“按季度召开”不核对；其中依据《中国共产党支部工作条例（试行）》的必改要求有DJ13.meet"
        in note["message"]
    )
    (change,) = data["standard"]["overlay"]["changes"]
    assert [lost["code"] for lost in change["leaves_out"]] == ["DJ13.meet"]
    assert practice.overlay is not None
    assert practice.overlay.notes == ()


def test_a_waiver_of_what_the_county_leaves_out_is_no_mistake(lay: Lay) -> None:
    pack = lay(f"要求:\n  - {{条目: DJ13.meet, 删: 是, {CITE}}}\n明白卡:\n  - {{卡: 15, 删: 是, {CITE}}}\n")
    told = {
        "依据文号": "试发〔2026〕1号",
        "批准机关": "试县委",
        "批准日": "2026-05-01",
        "到期日": "2026-12-31",
    }

    def unmatched(address: str) -> bool:
        waiver = {"缺项": address, "事由": "防汛", **told}
        report = judge(ledger({"豁免": [waiver]}), pack, AS_OF)
        return any(f.ledger == "豁免" for f in report.findings)

    assert [unmatched(a) for a in ("DJ13.meet@2026-Q2", "DJ15.meet@2026-05", "DJ13.meat@2026-Q2")] == [
        False,
        False,
        True,
    ]


def test_a_card_only_for_some_fields_is_said_too(lay: Lay) -> None:
    pack = lay(f"明白卡:\n  - {{卡: 13, 改: {{领域: 农村, 不适用说明: 只管村}}, {CITE}}}\n")

    assert pack.overlay is not None
    assert "只在部分领域核对" in pack.overlay.notes[0].message.render(Privacy.LOCAL)


# 写错了，一处一处指出来


def said(problems: InputError | list[Problem]) -> str:
    return "\n".join(p.message.render(Privacy.STRICT) for p in problems)


WRONG = [
    # 位置从第5行起，前4行是 HEAD
    (f"明白卡:\n  - {{卡: 党员大全, 删: 是, {CITE}}}", (6, 9), "没有“党员大全”这张明白卡", "党员大会"),
    (f"明白卡:\n  - {{卡: 999, 删: 是, {CITE}}}", (6, 9), "没有“999”这张明白卡", ""),
    (f"要求:\n  - {{条目: DJ13.meat, 删: 是, {CITE}}}", (6, 10), "DJ13没有“meat”这一条", "DJ13.meet"),
    (f"要求:\n  - {{条目: DJ13, 删: 是, {CITE}}}", (6, 10), "“DJ13”没有写是哪一条要求", "DJ13.meet"),
    (f"要求:\n  - {{条目: DJ13.meet, 改: {{至小: 2}}, {CITE}}}", (6, 25), "没有“至小”这一项可改", "至少"),
    (f"要求:\n  - {{条目: DJ13.meet, 改: {{编号: it}}, {CITE}}}", (6, 25), "没有“编号”这一项可改", ""),
    (f"要求:\n  - {{条目: DJ13.meet, 改: {{每: 周}}, {CITE}}}", (6, 28), "这里没有“", "可以写：月、季度"),
    (f"要求:\n  - {{条目: DJ13.quorum, 改: {{至少: 一半}}, {CITE}}}", (6, 31), "比例写成分数", ""),
    (
        f"要求:\n  - {{条目: DJ13.meet, 改: {{每: 年}}, {CITE}}}",
        (6, 28),
        "县里只能改严，这里把“每”放宽了",
        "报告里会写明",
    ),
    (f"要求:\n  - {{条目: DJ13.quorum, 改: {{至少: 1/3}}, {CITE}}}", (6, 31), "把“至少”放宽了", ""),
    (
        f"要求:\n  - {{条目: DJ13.meet, 改: {{严重程度: 提示}}, {CITE}}}",
        (6, 21),
        "县里不能只改它的严重程度",
        "",
    ),
    (
        f"要求:\n  - {{条目: DJ16.papers, 改: {{严重程度: 必改}}, {CITE}}}",
        (6, 33),
        "县里的要求只能是“应改”或“提示”",
        "--fail-on",
    ),
    (f"要求:\n  - {{条目: DJ13.meet, 改: {{名称: 按季度召开}}, {CITE}}}", (6, 21), "等于没有改", ""),
    (f"要求:\n  - {{条目: DJ13.meet, 改: {{至少: 2}}, 删: 是, {CITE}}}", (6, 5), "要写一样", ""),
    (f"要求:\n  - {{删: 是, {CITE}}}", (6, 5), "要有“条目”", ""),
    ("要求:\n  - {条目: DJ13.meet, 删: 是}", (6, 5), "没有写“依据”", ""),
    ("要求:\n  - {条目: DJ13.meet, 删: 是, 依据: []}", (6, 27), "每处改动都要写依据", ""),
    ("要求:\n  - {条目: DJ13.meet, 删: 是, 依据: {文件: 县细刚}}", (6, 36), "没有“县细刚”", "县细则"),
    (
        "要求:\n  - {条目: DJ13.meet, 删: 是, 依据: {文件: 县细则, 条: 第五条}}",
        (6, 44),
        "条号只写数字",
        "",
    ),
    (
        f"要求:\n  - {{条目: DJ13.meet, 改: {{至少: 2}}, 自: 2026-03-01, {CITE}}}",
        (6, 36),
        "还没有施行",
        "",
    ),
    (
        f"要求:\n  - {{条目: DJ13.meet, 删: 是, {CITE}}}\n  - {{条目: 党员大会.meet, 删: 是, {CITE}}}",
        (7, 10),
        "DJ13.meet前面已经改过一次",
        "",
    ),
    (
        f"要求:\n  - {{条目: DJ13.meet, 删: 是, {CITE}}}\n明白卡:\n  - {{卡: 13, 删: 是, {CITE}}}",
        (6, 10),
        "这张卡已经删了",
        "",
    ),
    (
        ADD + "{编号: meet, 名称: 试, 类型: 必填, 对象: 会议, 栏目: 主题, 情态: 应当}",
        (8, 13),
        "DJ13.meet已经有了",
        "",
    ),
    (
        ADD + "{编号: a, 名称: 试, 类型: 必填, 对象: 会议, 拦目: 主题, 情态: 应当}",
        (8, 39),
        "没有“拦目”这一栏",
        "栏目",
    ),
    (
        ADD + "{编号: a, 名称: 试, 类型: 必填, 对象: 会议, 栏目: 主题呀, 情态: 应当}",
        (8, 5),
        "主题呀",
        "",
    ),
    (
        f"台账:\n  {CITE}\n  目录:\n    - {{台账: 组织生活, 名称: 一本}}",
        (7, 3),
        "台账目录里没有“组织建设”，DJ06“党支部设立”却在这个台账里",
        "组织生活",
    ),
    (
        f"明白卡:\n  - {{卡: 13, 改: {{台账: 没有的}}, {CITE}}}",
        (6, 21),
        "台账目录里没有“没有的”",
        "",
    ),
    (f"明白卡:\n  - {{卡: 13, 改: {{要求: 无}}, {CITE}}}", (6, 17), "“要求”不能这样改", ""),
    (f"明白卡:\n  - {CITE}\n    加: {{卡号: 13, 名称: 试}}", (7, 5), "没有写“台账”", ""),
    ("要球: []", (5, 1), "没有“要球”这一栏", "要求"),
    ("适用标准: 2020.01", (5, 7), "照标准2020.01写的", "dj pack diff"),
]


@pytest.mark.parametrize(("sections", "place", "text", "fix"), WRONG, ids=range(len(WRONG)))
def test_mistakes_are_told_where_they_are(
    sections: str, place: tuple[int, int], text: str, fix: str, lay: Lay
) -> None:
    with pytest.raises(InputError) as refused:
        lay(sections + "\n")
    problems = list(refused.value)
    told = [(p.line, p.column, p.message.render(Privacy.LOCAL)) for p in problems]
    first = next((p for p in problems if text in p.message.render(Privacy.LOCAL)), None)

    assert first is not None, told
    assert (first.file, first.line, first.column) == ("细则.yaml", *place), told
    assert fix in (first.fix.render(Privacy.LOCAL) if first.fix else "")


def test_all_mistakes_are_told_at_once(lay: Lay) -> None:
    with pytest.raises(InputError) as refused:
        lay(
            "要球: []\n"
            "明白卡:\n"
            f"  - {{卡: 党员大全, 删: 是, {CITE}}}\n"
            "要求:\n"
            "  - {条目: DJ13.meet, 删: 是}\n"
            f"  - {{条目: DJ13.meet, 改: {{至小: 2, 编号: x}}, {CITE}}}\n"
        )

    assert [p.line for p in refused.value] == [5, 7, 9, 10, 10]


def test_a_broken_document_is_told_once(lay: Lay) -> None:
    head = HEAD.replace("文号: 试发〔2026〕0号, ", "")
    with pytest.raises(InputError) as refused:
        lay(f"要求:\n  - {{条目: DJ13.meet, 删: 是, {CITE}}}\n", head)

    assert [(p.line, p.message.render(Privacy.LOCAL)) for p in refused.value] == [
        (4, "这里没有写“文号”，这一栏必须有")
    ]


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [("名称 县细则\n", 1, ""), ("", None, "细则文件是空的"), ("- 一\n- 二\n", None, "")],
)
def test_a_file_that_is_no_overlay(text: str, line: int | None, expected: str, lay: Lay) -> None:
    with pytest.raises(InputError) as refused:
        lay(text, "")

    (problem, *_) = refused.value
    assert problem.file == "细则.yaml"
    assert expected in problem.message.render(Privacy.LOCAL)
    assert line is None or problem.line == line


def test_a_check_with_a_broken_overlay_judges_nothing(tmp_path: Path) -> None:
    file = tmp_path / "细则.yaml"
    file.write_text(HEAD + f"要求:\n  - {{条目: DJ13.meat, 删: 是, {CITE}}}\n", encoding="utf-8")
    branch = sample_branch(tmp_path / "支部")
    result = check(branch, "--overlay", file, "-f", "json")
    data = json.loads(result.stdout)

    assert result.exit_code == 2
    assert data["branches"] == []
    assert [(e["file"], e["line"], e["column"]) for e in data["errors"]] == [("细则.yaml", 6, 10)]
    assert "DJ13没有“meat”这一条" in check(branch, "--overlay", file).stdout
    explained = dj("explain", "13", "--overlay", file)
    assert explained.exit_code == 2
    assert "细则.yaml:6:10：DJ13没有“meat”这一条；是不是要写“DJ13.meet”？" in explained.stderr


def test_no_such_overlay(tmp_path: Path) -> None:
    result = check(sample_branch(tmp_path), "--overlay", tmp_path / "无.yaml")

    assert result.exit_code == 2
    assert "细则文件打不开" in result.stdout


def test_an_overlay_may_lie_in_the_branchs_folder(tmp_path: Path) -> None:
    branch = sample_branch(tmp_path)
    (branch / "细则.yaml").write_text(HEAD, encoding="utf-8")

    assert "没有被读入" in check(branch).stdout
    assert check(branch, "--overlay", branch / "细则.yaml").exit_code == 0


# 自检：县里加的、改的，要有例子


def test_an_added_requirement_without_example_or_material_is_told(lay: Lay) -> None:
    pack = lay(
        ADD + "{编号: photo, 名称: 有照片, 类型: 佐证, 对象: 会议,"
        " 条件: {类型: 党员大会}, 应有: 会场照片, 情态: 应当}\n"
    )

    assert pack.overlay is not None
    assert {p.code for p in lint_overlay(pack, SHELF)} == {"no-scenario", "unlisted-material"}


def test_the_systems_of_a_county_are_its_own(lay: Lay) -> None:
    sections = EXAMPLE.read_text(encoding="utf-8")
    added = sections.replace("      做什么: 每月利用", "      规范: 支部夜学制度\n      做什么: 每月利用")
    pack = lay(added, head="")
    card = pack.card(101)

    assert card is not None
    assert pack.text(card).norms == ("支部夜学制度",)
    assert not lint_overlay(pack, SHELF)


def test_an_example_that_does_not_hold_is_told(lay: Lay) -> None:
    pack = lay(
        f"要求:\n  - 条目: DJ13.meet\n    {CITE}\n    改: {{至少: 2}}\n"
        "    示例: {说明: 不对的例子, 缺项: DJ13.meet@2026-Q1}\n"
    )
    (fault,) = faults(standards_folder(), pack)

    assert "“不对的例子”应有而没有：DJ13.meet@2026-Q1；不应有而有：无" in fault.message.render(Privacy.LOCAL)
    assert fault.file.endswith("细则.yaml")
