"""``dj print`` as a whole: what is asked for, what is written, what is left alone."""

from pathlib import Path

import pytest
from branches import DAY, dj

from dangjian_cli.cli import terminal
from dangjian_cli.documents import makers
from dangjian_cli.render import targets
from dangjian_cli.render.paper import Document
from dangjian_cli.render.targets import Made

EXAMPLES = Path(__file__).parents[2] / "examples"
VILLAGE = EXAMPLES / "农村"
UNPRINTED = 2


def printed(*arguments: str | Path) -> list[Path]:
    """The files that it says it made."""
    result = dj("print", *arguments, "--as-of", DAY)
    assert result.exit_code == 0, result.stderr
    return [Path(line) for line in result.stdout.splitlines()]


def test_one_document(tmp_path: Path) -> None:
    (file,) = printed("制度汇编", VILLAGE, "-o", tmp_path)

    assert file == tmp_path / "制度汇编.html"
    assert "三会一课制度" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("word", ["制度", "systems"])
def test_other_words_for_it(word: str, tmp_path: Path) -> None:
    assert printed(word, VILLAGE, "-o", tmp_path) == [tmp_path / "制度汇编.html"]


def test_one_ledger_of_the_seven(tmp_path: Path) -> None:
    made = printed("台账", VILLAGE, "-o", tmp_path, "--ledger", "组织生活", "--to", "xlsx")

    assert made == [tmp_path / "2026年台账-三、组织生活.xlsx"]
    assert printed("组织生活", VILLAGE, "-o", tmp_path) == [tmp_path / "2026年台账-三、组织生活.html"]


def test_everything_and_a_page_that_leads_to_it(tmp_path: Path) -> None:
    made = printed("全部", VILLAGE, "-o", tmp_path)

    index = made[-1].read_text(encoding="utf-8")
    assert made[-1].name == "总目.html"
    assert all(title in index for title in makers())
    assert index.count("href=") == len(made) - 1


def test_printing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    folders = (tmp_path / "一", tmp_path / "二")
    first, again = (
        {file.relative_to(folder): file.read_bytes() for file in printed("全部", VILLAGE, "-o", folder)}
        for folder in folders
    )

    assert again == first


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("制度汇篇", VILLAGE), "您是不是要用：制度汇编"),
        (("糖", VILLAGE), "可以写："),
        (("制度汇编", VILLAGE, "--to", "word"), "可以写："),
        (("制度汇编", VILLAGE / "没有"), "没有 没有 这个文件或文件夹"),
        (("制度汇编", EXAMPLES), "不是支部的文件夹：找不到 branch.yaml；里面的支部有："),
    ],
)
def test_what_cannot_be_meant(arguments: tuple[str | Path, ...], told: str, tmp_path: Path) -> None:
    result = dj("print", *arguments, "-o", tmp_path)

    assert result.exit_code == UNPRINTED
    assert told in result.stderr.replace("\n", "")
    assert not list(tmp_path.iterdir())


def test_a_branch_that_cannot_be_read_is_not_printed(tmp_path: Path) -> None:
    branch = tmp_path / "坏支部"
    branch.mkdir()
    (branch / "branch.yaml").write_text("支部:\n  名称：甲\n", encoding="utf-8")

    result = dj("print", "制度汇编", branch, "-o", tmp_path / "印")

    assert result.exit_code == UNPRINTED
    assert "branch.yaml:2:" in result.stderr
    assert not (tmp_path / "印").exists()


class _Forms:
    """Stands in for the forms that documents can take: one is edited by people, one cannot be made."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, render: object) -> None:
        monkeypatch.setattr(targets, "names", lambda: ("docx",))
        monkeypatch.setattr(targets, "renderer", lambda _: render)


def test_what_people_went_on_writing_in_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _Forms(monkeypatch, lambda _: Made("新的".encode()))
    file = tmp_path / "制度汇编.docx"
    file.write_text("改过的", encoding="utf-8")
    command = ("print", "制度汇编", VILLAGE, "-o", tmp_path, "--to", "docx")

    kept = dj(*command)
    assert (kept.exit_code, file.read_text(encoding="utf-8")) == (UNPRINTED, "改过的")
    assert "--replace" in kept.stderr

    assert dj(*command, "--replace").exit_code == 0
    assert file.read_text(encoding="utf-8") == "新的"
    assert dj(*command).exit_code == 0, "the same file again is no loss"


def test_what_has_no_such_form_is_told_once_a_sort(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def render(document: Document) -> Made:
        if "台账" in document.name:
            raise targets.Unsuited
        return Made(b"x")

    _Forms(monkeypatch, render)

    result = dj("print", "全部", VILLAGE, "-o", tmp_path, "--to", "docx", "--as-of", DAY)
    assert result.exit_code == 0
    assert "台账里的7份：没有 docx 这种格式，没有印；可以印成 html" in result.stderr


@pytest.mark.parametrize(
    ("why", "told"),
    [
        (targets.Absent("word"), 'pip install "dangjian-cli[word]"'),
        (targets.Unfit("卡13 党员大会"), "“卡13 党员大会”一页放不下"),
        (targets.Unsuited(), "没有 docx 这种格式"),
    ],
)
def test_what_keeps_a_document_from_being_made_is_told(
    why: Exception, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def render(_: object) -> Made:
        raise why

    _Forms(monkeypatch, render)

    result = dj("print", "制度汇编", VILLAGE, "-o", tmp_path, "--to", "docx")

    assert result.exit_code == UNPRINTED
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_notes_are_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _Forms(monkeypatch, lambda _: Made(b"x", ("没有仿宋，用了宋体",)))

    result = dj("print", "全部", VILLAGE, "-o", tmp_path, "--to", "docx")

    assert result.exit_code == 0
    assert result.stderr.count("没有仿宋，用了宋体") == 1


def test_a_terminal_is_told_what_is_being_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = ("print", "制度汇编", VILLAGE, "-o", tmp_path)
    assert dj(*command).stderr == ""

    monkeypatch.setattr(terminal, "is_terminal", lambda _: True)
    said = dj(*command).stderr

    assert said.startswith("\r正在印：制度汇编 ……\r ")
    assert said.endswith(" \r"), "the line is cleared before the file is named"
