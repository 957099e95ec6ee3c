"""各种文件读成一样的格子：Excel、WPS、LibreOffice、CSV、网页样子的表；读不了的说清楚。"""

import sys
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dangjian_cli.exchange import packed
from dangjian_cli.exchange.pages import letter
from dangjian_cli.exchange.sheets import read
from dangjian_cli.finding import InputError, Privacy

OLD = Path(__file__).parent / "data" / "花名册.xls"
"""Two people that nobody is, written once with xlwt 1.3.0: Excel 97 as WPS and old Excel save it."""

ROWS = [["姓名", "性别"], ["甲一", "男"]]


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read(path)
    (problem,) = caught.value
    assert problem.fix is not None
    return f"{problem.code} {problem.message.render(Privacy.LOCAL)} {problem.fix.render(Privacy.LOCAL)}"


def xlsx(path: Path, **cells: object) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for place, value in cells.items():
        book.active[place] = value
    book.save(path)
    return path


@pytest.mark.parametrize("ending", ["xls", "et"])
def test_excel_97_and_wps(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"花名册.{ending}"
    file.write_bytes(OLD.read_bytes())

    (page,) = read(file)
    assert page.name == "党员花名册"
    assert page.merged == (((0, 0), (0, 5)),)
    assert page.rows[2] == [1, "甲一", "男", "1980.03", date(2004, 7, 1), 13000000001.0]


def test_libreoffice(tmp_path: Path) -> None:
    namespaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "manifest")
    )

    def cell(text: str, about: str = 'office:value-type="string"') -> str:
        return f"<table:table-cell {about}><text:p>{text}</text:p></table:table-cell>"

    day = cell("x", 'office:value-type="date" office:date-value="2004-07-01"')
    rows = "".join(
        f"<table:table-row>{cells}</table:table-row>"
        for cells in (cell("姓名") + cell("入党时间"), cell("甲一") + day)
    )
    content = (
        f"<office:document-content {namespaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="花名册">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest {namespaces}><manifest:file-entry manifest:full-path="/"'
        ' manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    with zipfile.ZipFile(tmp_path / "花名册.ods", "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("content.xml", content)
        file.writestr("META-INF/manifest.xml", manifest)

    (page,) = read(tmp_path / "花名册.ods")
    assert page.rows[0] == ["姓名", "入党时间"]
    assert page.rows[1][0] == "甲一"
    assert str(page.rows[1][1]).startswith("2004-07-01")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("姓名,性别\n甲一,男\n", "utf-8"),
        ("姓名,性别\r\n甲一,男\r\n", "utf-8-sig"),
        ("姓名,性别\n甲一,男\n", "gb18030"),
        ("姓名\t性别\n甲一\t男\n", "utf-16"),
        ("姓名;性别\n甲一;男\n", "utf-8"),
        ("姓名，性别\n甲一，男\n", "gb18030"),
        ('"姓名","性别"\n"甲一","男"\n', "utf-8"),
        ('姓名,性别\n"=""甲一""",男\n', "utf-8"),
    ],
)
def test_csv_in_every_dress(tmp_path: Path, text: str, encoding: str) -> None:
    file = tmp_path / "花名册.csv"
    file.write_bytes(text.encode(encoding))

    (page,) = read(file)
    assert page.name == "花名册"
    assert page.rows == ROWS


def test_csv_with_commas_and_lines_inside(tmp_path: Path) -> None:
    file = tmp_path / "表.csv"
    file.write_text('主题,议题\n"学习，讨论","一\n二"\n', encoding="utf-8")

    assert read(file)[0].rows == [["主题", "议题"], ["学习，讨论", "一\n二"]]


def test_a_web_page_that_calls_itself_xls(tmp_path: Path) -> None:
    file = tmp_path / "导出.xls"
    cells = "<tr><th colspan=2>花名册</th></tr><tr><td>甲<br>一</td><td>&nbsp;男</td></tr>"
    file.write_bytes(f"<html><table>{cells}</table></html>".encode("gbk"))

    assert read(file)[0].rows == [["花名册", ""], ["甲\n一", "男"]]


def test_formulas_without_a_result_are_not_taken_for_empty(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "表.xlsx", A1="姓名", B3="=A1", C2="=NA()")

    (page,) = read(path)
    assert [(row, column, page.at(row, column)) for row, column in page.filled()] == [
        (0, 0, "姓名"),
        (1, 2, "#公式"),
        (2, 1, "#公式"),
    ]


def test_what_came_to_an_error_is_shown(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "表.xlsx", A1="姓名", B2="#DIV/0!")
    book = openpyxl.load_workbook(path)
    assert book.active is not None
    assert book.active["B2"].data_type == "e"

    assert read(path)[0].at(1, 1) == "#DIV/0!"


def test_sheets_out_of_sight_are_read_and_said_to_be(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "表.xlsx", A1="甲")
    book = openpyxl.load_workbook(path)
    book.create_sheet("藏").sheet_state = "hidden"
    book.save(path)

    assert [(p.name, p.hidden) for p in read(path)] == [("Sheet", False), ("藏", True)]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("~$花名册.xlsx", b"", "lock-file 这是 Excel 开着表格时留下的临时文件"),
        ("坏.xlsx", b"PK\x03\x04" + b"x" * 100, "not-a-workbook 不是能读的表格"),
        ("坏.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "not-a-workbook 不是能读的表格"),
        ("表.csv", b"%PDF-1.7", "not-text 这其实是PDF 文件"),
        ("表.csv", "姓名,性别\n".encode() + b"\xff\xfe\xfa", "damaged-utf8"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)

    assert said in refusal(tmp_path / name)


def test_one_cell_far_away_does_not_eat_the_memory(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "表.xlsx", A1="甲", XFD1048576="乙")

    assert "sheet-too-large" in refusal(path)


def test_a_workbook_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "_MAX_UNPACKED", 100)

    assert "sheet-too-large" in refusal(xlsx(tmp_path / "表.xlsx", A1="甲"))


def test_without_calamine_one_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)

    said = refusal(xlsx(tmp_path / "表.xlsx", A1="甲"))
    assert "pip install dangjian-cli[excel]" in said
    assert "CSV" in said


def test_columns_have_the_names_that_excel_gives_them() -> None:
    assert [letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
