"""What the pages show: exactly what a check finds, and nothing that anybody typed as anything but words."""

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from branches import check, sample_branch, sample_text
from desks import client_for, desk_for
from flask.testing import FlaskClient

from dangjian_cli.documents import Maker, Refused
from dangjian_cli.ledger.values.people import check_digit
from dangjian_cli.load.branch import load_branch
from dangjian_cli.render.paper import Document
from dangjian_cli.web import paper

Browse = Callable[..., FlaskClient]

EXAMPLE = Path(__file__).parents[2] / "examples" / "农村-有缺项"
HOME = "/b/e3b0c44298/"


def ids(text: str, part: str) -> list[str]:
    """The addresses of the matters under a heading of the page."""
    below = text.partition(f'<h2 id="{part}">')[2].partition("<h2")[0]
    return [unescape(found) for found in re.findall(r'<li class="matter[^"]*" id="([^"]*)"', below)]


@pytest.mark.parametrize("lay", [EXAMPLE, None], ids=["有缺项", "没有缺项"])
def test_the_page_shows_exactly_the_gaps_of_a_check(folder: Path, lay: Path | None) -> None:
    path = lay or folder
    data = json.loads(check(path, "-f", "json").stdout)["branches"][0]
    by = {"attested": [f["id"] for f in data["attested"]]} | {
        status: sorted(f["id"] for f in data["findings"] if f["status"] == status)
        for status in ("open", "attest", "waived")
    }

    text = client_for(desk_for(path)).get(HOME).text

    assert sorted(ids(text, "gaps")) == by["open"]
    assert sorted(ids(text, "asked")) == by["attest"]
    assert (len(by["open"]) > 70) is (lay is not None)
    every = [unescape(found) for found in re.findall(r'<li class="matter[^"]*" id="([^"]*)"', text)]
    assert sorted(every) == sorted(id_ for found in by.values() for id_ in found)


def test_the_most_serious_gaps_come_first() -> None:
    text = client_for(desk_for(EXAMPLE)).get(HOME).text

    levels = re.findall(r'<li class="matter (\w+)" id=', text.partition('id="gaps"')[2].partition("<h2")[0])
    assert levels == sorted(levels, key=["error", "warning", "note"].index)
    assert set(levels) == {"error", "warning", "note"}


def test_a_gap_says_what_is_asked_by_which_rule_how_to_mend_it_and_where() -> None:
    text = client_for(desk_for(EXAMPLE)).get(HOME).text
    gap = text.partition('id="DJ13.attended@M-2026-02"')[2].partition("</li>")[0]

    for words in ("实到是37，应到是36", "对照签到册", "实到 ≤ 应到", "支部工作条例", "卡13 党员大会"):
        assert words in gap
    assert "台账/3-组织生活-2026.yaml 第77行" in gap
    assert "/records/meetings/" in gap


def test_what_is_due_is_that_of_a_check(browse: Browse, folder: Path) -> None:
    data = json.loads(check(folder, "-f", "json").stdout)["branches"][0]["due"]

    text = browse().get(f"{HOME}due").text

    assert len(re.findall(r"<tr><td", text)) == len(data) > 0
    assert all(item["deadline"] in text for item in data)


def test_a_card_is_explained_with_the_branch_s_state() -> None:
    text = client_for(desk_for(EXAMPLE)).get(f"{HOME}cards/13").text

    for words in (
        "做什么",
        "怎么做",
        "步骤（",
        "要留的资料",
        "每季度至少1次",
        "依据：《中国共产党支部工作条例",
    ):
        assert words in text
    assert 'id="DJ13.meet@2025-Q3"' in text


def test_every_card_has_a_page(browse: Browse) -> None:
    client = browse()
    text = client.get(f"{HOME}cards").text

    numbers = re.findall(rf'href="{HOME}cards/(\d+)"', text)
    assert len(numbers) == 44
    assert all(client.get(f"{HOME}cards/{number}").status_code == 200 for number in numbers[::7])
    assert client.get(f"{HOME}cards/99").status_code == 404


def test_every_section_can_be_read_and_its_records_lead_to_their_lines(browse: Browse) -> None:
    client = browse()
    sections = re.findall(rf'href="({HOME}records/\w+)"', client.get(f"{HOME}records").text)
    assert len(sections) > 40
    for section in sections:
        assert client.get(section).status_code == 200
    text = client.get(f"{HOME}records/meetings").text
    first = re.search(r'name=branch\.yaml&amp;line=(\d+)#L\1"', text)
    assert first
    assert client.get(f"{HOME}records/meetings/0").status_code == 200
    assert client.get(f"{HOME}records/meetings/9999").status_code == 404
    assert client.get(f"{HOME}records/branch").status_code == 404
    assert client.get(f"{HOME}records/没有").status_code == 404


def test_numbers_of_people_are_masked(tmp_path: Path) -> None:
    own = "99999919800101001"
    own += check_digit(own)
    first = "{编号: D-01, 姓名: "
    text = sample_text().replace(first, f"{{身份证号: {own}, 联系电话: 13800008888, {first[1:]}", 1)
    client = client_for(desk_for(sample_branch(tmp_path, text)))

    pages = [client.get(f"{HOME}{path}").text for path in ("records/members/0", "file?name=branch.yaml")]

    assert own in text
    assert all(own not in page and "13800008888" not in page for page in pages)
    assert "联系电话: 138*******8, 编号" in pages[1]
    assert all(f"999{'*' * 14}{own[-1]}" in page and "138*******8" in page for page in pages)


def test_every_sort_of_document_is_made_in_the_browser(browse: Browse) -> None:
    client = browse()
    sorts = re.findall(rf'href="({HOME}print/\w+\?year=2026)"', client.get(f"{HOME}print").text)
    assert len(sorts) > 2
    for sort in sorts:
        answer = client.get(sort)
        assert answer.status_code in {200, 302}
        assert answer.status_code == 302 or "打开" in answer.text or "要先改" in answer.text
    printed = client.get(f"{HOME}print/systems/0")
    assert "制度汇编" in printed.text
    assert "style-src 'unsafe-inline'" in printed.headers["Content-Security-Policy"]
    assert client.get(f"{HOME}print/systems/9").status_code == 404
    assert client.get(f"{HOME}print/nothing").status_code == 404


def test_why_a_document_is_not_made_is_told(browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> Iterator[Document]:
        yield Document("甲", "甲件", "支部", ())
        raise Refused("一盒里混着两年的<b>")

    def only() -> list[Maker]:
        return [Maker("box", "盒子", (), "", refuse)]

    monkeypatch.setattr(paper, "sorts", only)
    client = browse()

    text = client.get(f"{HOME}print/box").text

    assert "一盒里混着两年的&lt;b&gt;" in text
    assert "甲件" in text
    assert client.get(f"{HOME}print/box/1").status_code == 404


def test_what_cannot_be_read_is_shown_with_every_line(tmp_path: Path) -> None:
    text = sample_text().replace("{编号: D-01, ", "{", 1).replace("日期: 2026-01-05", "日期: 2026-02-30", 1)
    folder = sample_branch(tmp_path, text)
    told = json.loads(check(folder, "-f", "json").stdout)["errors"]

    answer = client_for(desk_for(folder)).get(HOME)

    assert len(told) > 1
    assert "台账读不了" in answer.text
    assert re.findall(r"第(\d+)行第", answer.text) == [str(problem["line"]) for problem in told]
    assert "缺项（" not in answer.text


def test_a_township_begins_with_the_counts(tmp_path: Path) -> None:
    for name in ("甲村", "乙村", "丙村"):
        sample_branch(tmp_path / name)
    (tmp_path / "丙村" / "branch.yaml").write_text("支部：\n", encoding="utf-8")
    client = client_for(desk_for(tmp_path))

    text = client.get("/").text

    assert "一共3个支部" in text
    assert "1个的台账读不了" in text
    keys = re.findall(r'href="/b/(\w+)/"', text)
    assert len(set(keys)) == 3
    assert text.index("丙村") < text.index("甲村")
    assert "台账读不了" in client.get(f"/b/{keys[0]}/").text
    assert "没有缺项" in client.get(f"/b/{keys[1]}/").text


def test_of_a_township_only_the_counts_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for i in range(5):
        sample_branch(tmp_path / f"{i}村")
    desk = desk_for(tmp_path)
    client = client_for(desk)
    client.get("/")
    assert desk._seen == {}
    read: list[Path] = []
    real = load_branch
    monkeypatch.setattr("dangjian_cli.web.desk.load_branch", lambda p, *a: read.append(p) or real(p, *a))

    client.get("/")
    assert read == []
    with (tmp_path / "3村" / "branch.yaml").open("a", encoding="utf-8") as file:
        file.write("# 一行\n")
    client.get("/")
    assert read == [tmp_path / "3村"]
    for key in desk.branches():
        client.get(f"/b/{key}/")
    assert len(desk._seen) < 5


def test_a_large_township_is_shown_bit_by_bit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dangjian_cli.web.desk.AT_ONCE", 2)
    for i in range(3):
        sample_branch(tmp_path / f"{i}村")
    client = client_for(desk_for(tmp_path))

    first, then = (client.get("/").text for _ in range(2))

    assert "一共3个支部" in first
    assert "核对了2个，还有1个，正在接着核对" in first
    assert 'http-equiv="refresh"' in first
    assert "一共3个支部" in then
    assert "refresh" not in then


def test_a_branch_may_be_a_single_file(tmp_path: Path) -> None:
    file = tmp_path / "石泉村.yaml"
    file.write_text(sample_text(), encoding="utf-8")
    desk = desk_for(tmp_path)
    desk.root, desk.find = file, lambda: [file]
    client = client_for(desk)

    assert "支部现在怎么样" in client.get("/", follow_redirects=True).text
    assert client.get(f"{HOME}file?name=石泉村.yaml").status_code == 200


def test_a_changed_file_is_seen_at_once(browse: Browse, folder: Path) -> None:
    client = browse()
    before = client.get(HOME).text
    file = folder / "branch.yaml"
    file.write_text(sample_text().replace("类型: 党员大会", "类型: 主题党日"), encoding="utf-8")

    after = client.get(HOME).text

    assert "没有缺项" in before
    assert "DJ13.meet@" in after


HOSTILE = "<script>alert(1)</script>{{ 7*7 }}\"'&"


def test_whatever_somebody_typed_is_only_words(tmp_path: Path) -> None:
    words = json.dumps(HOSTILE, ensure_ascii=False)
    text = re.sub(r"^(\s+名称: )云岭.*$", lambda m: m[1] + words, sample_text(), count=1, flags=re.MULTILINE)
    text = re.sub(r"(主题: )[^,}\n]+", lambda m: m[1] + words, text, flags=re.MULTILINE)
    client = client_for(desk_for(sample_branch(tmp_path, text)))

    for path in (
        "",
        "records",
        "records/meetings",
        "records/meetings/0",
        "file?name=branch.yaml",
        "print/systems/0",
    ):
        page = client.get(HOME + path).text
        assert "<script" not in page
        assert "&lt;script&gt;alert(1)" in page
        assert "49" not in re.findall(r"alert\(1\)&lt;/script&gt;(.{0,8})", page)


def test_our_own_mistakes_are_owned_up_to_without_details(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Exception] = []
    desk = desk_for(folder)
    desk.fault = told.append

    def fail(*_: object) -> None:
        raise RuntimeError("里面的话")

    client = client_for(desk)
    monkeypatch.setattr("dangjian_cli.web.state.gaps", fail)

    answer = client.get(HOME)

    assert answer.status_code == 500
    assert "dj 自己出了故障" in answer.text
    assert "里面的话" not in answer.text
    assert [type(error) for error in told] == [RuntimeError]
