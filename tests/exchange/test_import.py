"""dj import、dj export 照人用的样子走一遍：先看，再写，再导一遍什么也不变。"""

import re
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from branches import copy_of, dj
from shapes import ROSTER, id_number
from typer.testing import CliRunner, Result

from dangjian_cli.cli.app import app
from dangjian_cli.exchange.pages import Page
from dangjian_cli.load.branch import load_branch

EXAMPLES = Path(__file__).parents[2] / "examples"
TO_WRITE, TO_DECIDE = 1, 2


def saved(path: Path, *pages: Page) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for page in pages:
        sheet = book.create_sheet(page.name)
        for row, column in page.filled():
            cell = sheet.cell(row + 1, column + 1, page.at(row, column))
            if isinstance(page.at(row, column), str):
                cell.data_type = "s"
        for (r0, c0), (r1, c1) in page.merged:
            sheet.merge_cells(start_row=r0 + 1, start_column=c0 + 1, end_row=r1 + 1, end_column=c1 + 1)
    book.save(path)
    return path


def table(path: Path, *rows: list[Any], name: str = "Sheet1") -> Path:
    return saved(path, Page(name, [list(row) for row in rows]))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("新建") / "石泉村"
    done = dj("init", folder, "--no-input", "--founded", "1990-01-01", "--opened", "2026-01-01")
    assert done.exit_code == 0
    return folder


@pytest.fixture
def branch(made: Path, tmp_path: Path) -> Path:
    return copy_of(made, tmp_path / "石泉村")


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    return saved(tmp_path / "花名册.xlsx", ROSTER)


def said_by(done: Result) -> str:
    """What was printed, as if every line had room."""
    return re.sub(r"\s", "", done.output)


def files(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.rglob("*.yaml")}


def test_a_roster_is_shown_then_written_then_there(branch: Path, roster: Path) -> None:
    before = files(branch)

    shown = dj("import", roster, branch, "--privacy", "local")
    assert shown.exit_code == TO_WRITE
    assert "党员2条：甲一、乙二" in said_by(shown)
    assert "C姓别→性别" in said_by(shown)
    assert "第6行样例行" in said_by(shown)
    assert "加--write写进台账" in said_by(shown)
    assert files(branch) == before

    written = dj("导入", roster, branch, "--write")
    assert written.exit_code == 0
    assert "2-组织建设.yaml：写好了" in written.stdout
    members = load_branch(branch).ledger.sections.members
    assert [(m.ref, m.name, str(m.joined)) for m in members] == [
        ("D-01", "甲一", "1992-06-20"),
        ("D-02", "乙二", "2003-07-01"),
    ]
    assert members[0].other == {"备注": "老党员", "备注2": "住镇上"}

    after = files(branch)
    again = dj("import", roster, branch, "--write")
    assert (again.exit_code, "没有要写的" in again.stdout) == (0, True)
    assert files(branch) == after


def test_numbers_go_on_where_the_ledger_stopped(branch: Path, roster: Path, tmp_path: Path) -> None:
    dj("import", roster, branch, "--write")

    more = table(tmp_path / "新党员.xlsx", ["姓名", "性别"], ["丙三", "男"], ["丁四", "女"])
    assert dj("import", more, branch, "--write").exit_code == 0
    assert [m.ref for m in load_branch(branch).ledger.sections.members] == ["D-01", "D-02", "D-03", "D-04"]


def test_meetings_are_numbered_by_their_day(branch: Path, tmp_path: Path) -> None:
    minutes = table(
        tmp_path / "会议.xlsx",
        ["会议类型", "日期", "主持人"],
        ["党员大会", "2026-03-05", "甲一"],
        ["支委会", "2026-03-01", "甲一"],
        ["党课", "2025-12-01", "甲一"],
    )

    assert dj("import", minutes, branch, "--write").exit_code == 0
    meetings = load_branch(branch).ledger.sections.meetings
    assert [(m.ref, m.kinds) for m in meetings] == [
        ("M-2025-01", ("党课",)),
        ("M-2026-01", ("支委会",)),
        ("M-2026-02", ("党员大会",)),
    ]


def test_a_difference_is_never_taken_silently(branch: Path, roster: Path, tmp_path: Path) -> None:
    dj("import", roster, branch, "--write")
    newer = table(tmp_path / "新表.xlsx", ["姓名", "学历", "籍贯"], ["甲一", "本科", "云岭"])

    shown = dj("import", newer, branch, "--privacy", "local")
    assert "D-01甲一籍贯：云岭（“Sheet1”C2）" in said_by(shown)
    assert "D-01甲一学历：大专→本科（“Sheet1”B2）" in said_by(shown)
    dj("import", newer, branch, "--write")
    first = load_branch(branch).ledger.sections.members[0]
    assert (first.education, first.native_place) == ("大专", "云岭")

    assert dj("import", newer, branch, "--update", "--write").exit_code == 0
    assert load_branch(branch).ledger.sections.members[0].education == "本科"


def test_only_the_lines_of_the_change_move(branch: Path, roster: Path, tmp_path: Path) -> None:
    dj("import", roster, branch, "--write")
    file = next(branch.rglob("2-*.yaml"))
    text = file.read_text(encoding="utf-8").replace("    姓名: 甲一", "    姓名:   甲一  # 老支书")
    file.write_text(text, encoding="utf-8")
    newer = table(tmp_path / "新表.xlsx", ["姓名", "籍贯"], ["甲一", "云岭"])

    dj("import", newer, branch, "--write")
    now = file.read_text(encoding="utf-8").splitlines()
    assert set(text.splitlines()) <= set(now)
    assert len(now) == len(text.splitlines()) + 1


def test_doubts_keep_everything_from_being_written(branch: Path, tmp_path: Path) -> None:
    doubtful = table(
        tmp_path / "表.xlsx",
        ["姓名", "性别", "身份证号"],
        ["甲一", "男", 4.3e17],
        ["乙二", "女", id_number("19800101")],
    )
    before = files(branch)

    refused = dj("import", doubtful, branch, "--write")
    assert refused.exit_code == TO_DECIDE
    assert "要您决定 1 处" in refused.stdout
    assert "“Sheet1”C2：身份证号被 Excel 存成了数字" in refused.stdout
    assert files(branch) == before

    assert dj("import", doubtful, branch, "--write", "--skip-doubtful").exit_code == 0
    members = load_branch(branch).ledger.sections.members
    assert [m.id_number for m in members] == [None, id_number("19800101")]


def test_others_do_not_see_names_or_numbers(branch: Path, roster: Path) -> None:
    said = dj("import", roster, branch, "--diff").stdout

    for secret in ("甲一", "13000000001", "19680412", "老党员", "37803", "2003-07-01"):
        assert secret not in said
    assert "党员 2 条" in said


def test_the_lines_that_change_can_be_seen(branch: Path, roster: Path) -> None:
    said = dj("import", roster, branch, "--diff", "--privacy", "local").stdout

    assert "+    姓名: 甲一" in said


def test_csv_needs_no_extra(branch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    file = tmp_path / "花名册.csv"
    file.write_bytes("姓名,性别\n甲一,男\n".encode("gb18030"))

    assert dj("import", file, branch, "--write").exit_code == 0
    assert dj("import", saved(tmp_path / "表.xlsx", ROSTER), branch).exit_code == TO_DECIDE


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--as", "名单表"), "能写的有：花名册、党费、会议、发展党员、考勤"),
        (("--map", "手机=联系电话"), "是不是“手机号码”"),
        (("--map", "备注=特别情况"), "花名册没有“特别情况”这一栏"),
        (("--map", "备注"), "要写成 名称=内容"),
        (("--set", "核定=2026"), "能给的有：年度、月份、类别、类型"),
    ],
)
def test_slips_in_the_options_are_told(
    branch: Path, roster: Path, options: tuple[str, ...], said: str
) -> None:
    done = dj("import", roster, branch, *options, "--privacy", "local")

    assert done.exit_code == TO_DECIDE
    assert said.replace(" ", "") in said_by(done)


def test_what_nobody_can_recognise_is_told(branch: Path, tmp_path: Path) -> None:
    done = dj("import", table(tmp_path / "表.xlsx", ["物品", "数量"], ["椅子", 20.0]), branch)

    assert done.exit_code == TO_DECIDE
    assert "认不出是什么表" in done.stdout


@pytest.mark.parametrize("missing", ["没有.xlsx", "没有"])
def test_files_that_are_not_there(branch: Path, roster: Path, missing: str) -> None:
    there = (missing, str(branch)) if missing.endswith("xlsx") else (str(roster), missing)

    done = dj("import", *there)
    assert done.exit_code == TO_DECIDE
    assert "没有" in done.stderr


def test_on_a_terminal_one_is_asked(branch: Path, roster: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dangjian_cli.cli.terminal.is_terminal", lambda _stream: True)

    for answer, written in (("\n", False), ("y\n", True)):
        CliRunner().invoke(app, ["import", str(roster), str(branch)], input=answer)
        assert bool(load_branch(branch).ledger.sections.members) is written


def test_hostile_text_is_written_and_read_back_as_text(branch: Path, tmp_path: Path) -> None:
    said = ["=1+1", "@SUM(A1)", "+86", "甲\x0b乙", "\u202e倒\u200f", "- x: y", "#注", "*锚", "长" * 10_000]
    file = tmp_path / "花名册.csv"
    rows = [f"甲{chr(0x4E00 + i)},男,{text}" for i, text in enumerate(said)]
    file.write_text("\n".join(("姓名,性别,备注", *rows)), encoding="utf-8")

    assert dj("import", file, branch, "--write").exit_code == 0
    members = load_branch(branch).ledger.sections.members
    assert [m.other["备注"] for m in members] == said
    assert "没有要写的" in dj("import", file, branch).stdout
    dj("export", branch, tmp_path / "台账.xlsx")
    assert "没有要写的" in dj("import", tmp_path / "台账.xlsx", branch).stdout


def test_remarks_alike_are_told_together(branch: Path, tmp_path: Path) -> None:
    dues = table(
        tmp_path / "表.xlsx", ["姓名", "月应缴", "1月", "2月", "3月"], *(["甲" + c, 0.2, "√", "√",
        0.2] for c in "一二三"),
        name="2026年党费",
    )  # fmt: skip

    members = table(tmp_path / "名册.xlsx", ["姓名", "性别"], *(["甲" + c, "男"] for c in "一二三"))
    dj("import", members, branch, "--write")
    said = said_by(dj("import", dues, branch, "--set", "类别=农民", "--privacy", "local"))
    assert "“2026年党费”C—D列第2—4行：画了“√”，当作照月应交数交了0.2元" in said
    assert "C1月、D2月、E3月" in said


# Out, and in again ------------------------------------------------------------------------------------------


def test_a_ledger_goes_out_and_comes_back_unchanged(tmp_path: Path) -> None:
    table = tmp_path / "台账.xlsx"

    out = dj("export", EXAMPLES / "农村", table)
    assert out.exit_code == 0
    assert "不要发群" in out.stderr
    back = dj("import", table, EXAMPLES / "农村")
    assert (back.exit_code, "没有要写的" in back.stdout) == (0, True)


def test_what_is_edited_in_the_workbook_comes_into_the_ledger(
    branch: Path, roster: Path, tmp_path: Path
) -> None:
    dj("import", roster, branch, "--write")
    file = tmp_path / "台账.xlsx"
    dj("导出", branch, file)
    book = openpyxl.load_workbook(file)
    sheet = book["党员"]
    headings = [cell.value for cell in sheet[1]]
    sheet.cell(2, headings.index("籍贯") + 1, "云岭")
    sheet.cell(4, headings.index("姓名") + 1, "丙三")
    sheet.cell(4, headings.index("性别") + 1, "男")
    book.save(file)

    assert dj("import", file, branch, "--write").exit_code == 0
    members = load_branch(branch).ledger.sections.members
    assert [(m.ref, m.name, m.native_place) for m in members] == [
        ("D-01", "甲一", "云岭"),
        ("D-02", "乙二", None),
        ("D-03", "丙三", None),
    ]


def test_the_workbook_is_made_to_be_edited(branch: Path, roster: Path, tmp_path: Path) -> None:
    dj("import", roster, branch, "--write")
    dj("export", branch, tmp_path / "台账.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "台账.xlsx")["党员"]
    assert sheet.freeze_panes == "A2"
    number = next(cell for cell in sheet[2] if cell.value == id_number("19680412"))
    assert (number.data_type, number.number_format) == ("s", "@")
    assert '"男,女"' in [v.formula1 for v in sheet.data_validations.dataValidation]


def test_a_masked_workbook_has_no_numbers_of_people(branch: Path, roster: Path, tmp_path: Path) -> None:
    dj("import", roster, branch, "--write")
    file = tmp_path / "遮住.xlsx"

    done = dj("export", branch, file, "--privacy", "strict")
    assert (done.exit_code, done.stderr) == (0, "")
    held = [str(c.value) for sheet in openpyxl.load_workbook(file) for row in sheet.iter_rows() for c in row]
    assert "甲一" in held
    assert not any("19680412" in text or "13000000001" in text for text in held)
    assert dj("import", file, branch, "--write").exit_code == TO_DECIDE


def test_nothing_is_written_over_unasked(branch: Path, tmp_path: Path) -> None:
    file = tmp_path / "台账.xlsx"
    file.write_text("别的", encoding="utf-8")

    assert dj("export", branch, file).exit_code == TO_DECIDE
    assert file.read_text(encoding="utf-8") == "别的"
    assert dj("export", branch, file, "--replace").exit_code == 0
    assert dj("export", branch, tmp_path / "台账.csv").exit_code == TO_DECIDE


def test_without_the_writer_one_is_told_what_to_install(
    branch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)

    done = dj("export", branch, tmp_path / "台账.xlsx")
    assert done.exit_code == TO_DECIDE
    assert "dangjian-cli[excel]" in done.stderr
