"""Writing a record through the page: by the loader's rules, shown first, and nothing else changed."""

import json
import re
import shutil
from collections.abc import Callable, Iterable
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from branches import check
from desks import KEYS, client_for, desk_for
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dangjian_cli.edit.entry import entries

Browse = Callable[..., FlaskClient]

HOME = "/b/e3b0c44298/"
LEDGER = "branch.yaml"

ASSEMBLY = {
    ".类型": "党员大会",
    ".日期": "2026年11月20日",
    ".地点": "村党群活动室",
    ".主持人": "石岩松",
    ".记录人": "柳青禾",
    ".议题.0.名称": "冬季用水安排",
    ".议题.0.类别": "其他",
}


def send(client: FlaskClient, word: str, typed: dict[str, str], **button: str) -> TestResponse:
    """A form filled in and sent by a button."""
    return client.post(f"{HOME}new/{word}", data={"form": KEYS.form, **typed, **(button or {"show": "1"})})


def hidden(page: str) -> dict[str, str]:
    """What a page sends once more."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)
    return {unescape(name): unescape(value) for name, value in found}


def seal(page: str) -> str:
    """What stands for having seen the page."""
    (found,) = re.findall(r'name="write" value="(\w+)"', page)
    return found


def pieces(page: str, sort: str) -> list[str]:
    """Lines of the difference."""
    return [unescape(text) for text in re.findall(rf'<div class="{sort}">(.*?)</div>', page)]


def under(page: str, heading: str) -> list[str]:
    """The addresses below a heading of the page that shows what would be written."""
    below = page.partition(f"<h3>{heading}（")[2].partition("<h3>")[0].partition("<form")[0]
    return [unescape(found) for found in re.findall(r'<li class="matter[^"]*" id="([^"]*)"', below)]


def test_everything_can_be_entered(browse: Browse) -> None:
    client = browse()
    menu = unquote(client.get(f"{HOME}new").text)

    for word in {entry.word for entry in entries().values()} | {"人工核实"}:
        assert f'href="{HOME}new/{word}"' in menu
        answer = client.get(f"{HOME}new/{word}")
        assert f"记一条：{word}" in answer.text
        assert answer.text.count("<label") > 1


def test_what_is_known_is_filled_in_or_offered(browse: Browse) -> None:
    text = browse().get(f"{HOME}new/党员大会").text

    assert 'name=".日期" value="2026-11-22"' in text
    assert re.search(r'value="党员大会" checked', text)
    assert re.search(r"应到</label>.*?不填就写 \d+", text)
    assert '<option value="石岩松">D-01</option>' in text


def test_a_meeting_is_shown_then_written_and_nothing_else_changes(browse: Browse, folder: Path) -> None:
    client = browse(write=True)
    before = (folder / LEDGER).read_text(encoding="utf-8")

    shown = send(client, "党员大会", ASSEMBLY)

    assert shown.status_code == 200
    assert (folder / LEDGER).read_text(encoding="utf-8") == before
    added = pieces(shown.text, "add")
    assert pieces(shown.text, "del") == []
    assert any("日期: 2026-11-20" in line for line in added)
    assert any("应到: " in line for line in added)
    written = send(client, "党员大会", hidden(shown.text), write=seal(shown.text))
    assert written.status_code == 303
    after = (folder / LEDGER).read_text(encoding="utf-8").splitlines()
    new = iter(after)
    assert all(line in new for line in before.splitlines())
    assert len(after) == len(before.splitlines()) + len(added)
    page = client.get(written.headers["Location"]).text
    assert "写好了" in page
    assert "冬季用水安排" in page
    line = int(re.findall(r"第(\d+)行", page)[0])
    assert "类型: " in "\n".join(after[line - 2 : line + 2])


@pytest.fixture
def gaps(tmp_path: Path) -> Path:
    """A branch with a gap of every kind."""
    return Path(shutil.copytree(Path(__file__).parents[2] / "examples" / "农村-有缺项", tmp_path / "有缺项"))


def open_ids(folder: Path) -> set[str]:
    """What a check finds."""
    return {f["id"] for f in json.loads(check(folder, "-f", "json").stdout)["branches"][0]["findings"]}


def test_the_gap_that_a_record_closes_is_told_and_closes(gaps: Path) -> None:
    client = client_for(desk_for(gaps, write=True))
    before = open_ids(gaps)
    assert "DJ13.meet@2025-Q3" in before
    assert f'href="{HOME}new/党员大会?类型=党员大会"' in unquote(client.get(HOME).text)
    typed = {".类型": "党员大会", ".日期": "2025-08-20", ".地点": "二楼", ".议题.0.名称": "用水"}

    shown = send(client, "党员大会", typed)

    closed, opened = under(shown.text, "补上的缺项"), under(shown.text, "新冒出来的问题")
    assert "DJ13.meet@2025-Q3" in closed
    send(client, "党员大会", hidden(shown.text), write=seal(shown.text))
    after = open_ids(gaps)
    assert before - after == set(closed)
    assert after - before == set(opened)


def test_every_mistake_is_told_at_once_beside_its_field_and_what_was_typed_is_kept(browse: Browse) -> None:
    typed = {**ASSEMBLY, ".日期": "2026-02-30", ".应到": "很多", ".议题.0.表决.赞成": "<b>八</b>"}

    answer = send(browse(write=True), "党员大会", typed)

    assert answer.status_code == 422
    assert "有3处要改，没有写" in answer.text
    for name, value in (
        (".日期", "2026-02-30"),
        (".应到", "很多"),
        (".议题.0.表决.赞成", "&lt;b&gt;八&lt;/b&gt;"),
    ):
        field = answer.text.partition(f'id="f-{name}"')
        assert f'value="{value}"' in field[2].partition(">")[0]
        assert 'aria-invalid="true"' in field[2].partition(">")[0]
        assert '<p class="wrong">' in field[0].rpartition("<label")[2]
    assert "<b>八" not in answer.text
    assert 'value="村党群活动室"' in answer.text


def test_what_must_be_there_and_is_not_is_told_beside_its_field(browse: Browse) -> None:
    answer = send(browse(write=True), "党员", {".编号": "D-77"})

    assert answer.status_code == 422
    before = answer.text.partition('id="f-.姓名"')[0].rpartition("<label")[2]
    assert "没有写“姓名”" in before


def test_without_write_nothing_is_written(browse: Browse, folder: Path) -> None:
    client = browse()
    before = (folder / LEDGER).read_bytes()

    shown = send(client, "党员大会", ASSEMBLY)

    assert 'name="write"' not in shown.text
    assert "现在只看不改" in shown.text
    own = send(browse(write=True), "党员大会", ASSEMBLY)
    answer = send(client, "党员大会", ASSEMBLY, write=seal(own.text))
    assert answer.status_code == 403
    assert (folder / LEDGER).read_bytes() == before


def test_a_file_that_changed_meanwhile_is_not_written_over(browse: Browse, folder: Path) -> None:
    client = browse(write=True)
    shown = send(client, "党员大会", ASSEMBLY)
    others = (folder / LEDGER).read_text(encoding="utf-8") + "# 别人刚写的\n"
    (folder / LEDGER).write_text(others, encoding="utf-8")

    answer = send(client, "党员大会", hidden(shown.text), write=seal(shown.text))

    assert answer.status_code == 409
    assert "台账文件被改过，所以没有写" in answer.text
    assert (folder / LEDGER).read_text(encoding="utf-8") == others
    again = send(client, "党员大会", hidden(answer.text), write=seal(answer.text))
    assert again.status_code == 303
    assert "# 别人刚写的" in (folder / LEDGER).read_text(encoding="utf-8")


def test_one_who_agrees_has_seen_it(browse: Browse, folder: Path) -> None:
    before = (folder / LEDGER).read_bytes()

    answer = send(browse(write=True), "党员大会", ASSEMBLY, write="0" * 64)

    assert answer.status_code == 409
    assert (folder / LEDGER).read_bytes() == before


def test_one_may_go_back_and_change_it(browse: Browse) -> None:
    client = browse(write=True)
    shown = send(client, "党员大会", ASSEMBLY)

    form = send(client, "党员大会", hidden(shown.text), again="1")

    assert form.status_code == 200
    assert 'name=".议题.0.名称" value="冬季用水安排"' in form.text
    assert 'name=".日期" value="2026年11月20日"' in form.text


def test_a_list_can_be_filled_in_field_by_field(browse: Browse) -> None:
    client = browse(write=True)

    form = send(client, "党员大会", {**ASSEMBLY, ".缺席": "麦晓川（外出）"}, add="缺席")

    assert 'name=".缺席.0.姓名" value="麦晓川"' in form.text
    assert 'name=".缺席.0.原因" value="外出"' in form.text
    assert 'name=".缺席.1.姓名" value=""' in form.text
    twice = send(client, "党员大会", ASSEMBLY, add="议题")
    assert 'name=".议题.0.名称" value="冬季用水安排"' in twice.text
    assert 'name=".议题.1.名称" value=""' in twice.text
    shown = send(client, "党员大会", {**ASSEMBLY, ".缺席.0.姓名": "麦晓川", ".缺席.1.姓名": ""})
    assert [line.strip() for line in pieces(shown.text, "add") if "麦晓川" in line]


def test_a_step_goes_to_its_record(browse: Browse, folder: Path) -> None:
    client = browse(write=True)
    before = (folder / LEDGER).read_text(encoding="utf-8")
    name = re.findall(r"(?m)^发展党员:\n(?:.*\n)*?.*姓名: ([^,\n}]+)", before)[0]
    typed = {".姓名": name, ".步骤": "谈话", ".日期": "2026-11-20", ".人员": "石岩松"}
    step = re.findall(r'<option value="([^"]+)"', client.get(f"{HOME}new/发展党员步骤").text)
    typed[".步骤"] = next(word for word in step if "谈话" in word)

    shown = send(client, "发展党员步骤", typed)

    assert shown.status_code == 200, re.findall(r'<p class="wrong">(.*?)</p>|<li>(.*?)</li>', shown.text)
    assert any("2026-11-20" in line for line in pieces(shown.text, "add"))
    written = send(client, "发展党员步骤", hidden(shown.text), write=seal(shown.text))
    assert "/records/developments/" in written.headers["Location"]


def test_what_a_person_has_looked_at_is_attested(gaps: Path) -> None:
    client = client_for(desk_for(gaps, write=True))
    asked = client.get(HOME).text.partition('<h2 id="asked">')[2]
    address, link = re.findall(r'id="(DJ[^"]+)".*?href="([^"]*/new/[^"]*)"', asked, re.DOTALL)[0]

    form = client.get(unescape(link)).text
    typed = dict(re.findall(r'name="(\.[^"]+)" value="([^"]+)"', form))
    typed = {k: v for k, v in typed.items() if k in {".地址", ".内容指纹"}}
    assert unescape(typed[".地址"]) == unescape(address)
    shown = send(
        client,
        "人工核实",
        {
            ".地址": unescape(address),
            ".内容指纹": typed[".内容指纹"],
            ".核实人": "贺长庚",
            ".核实日": "2026-11-21",
            ".方式": "看原件",
            ".证据": "会议记录（2026-7盒）",
            ".结论": "符合",
        },
    )

    assert unescape(address) in shown.text
    assert send(client, "人工核实", hidden(shown.text), write=seal(shown.text)).status_code == 303
    assert unescape(address) not in [unescape(a) for a in asked_now(client)]


def asked_now(client: FlaskClient) -> Iterable[str]:
    """What a person is still to look at."""
    return re.findall(
        r'id="(DJ[^"]+)"', client.get(HOME).text.partition('<h2 id="asked">')[2].partition("<h2")[0]
    )


@pytest.mark.parametrize(
    "typed",
    [
        {".议题.99999999.名称": "x", ".议题.x.名称": "y"},
        {".议题": "x", ".议题.0": "y", ".议题.0.名称": "z"},
        {".日期.x": "1", ".日期": "2026-11-20"},
        {"..": "1", ".": "2", ".没有这一栏": "3"},
        {".议题.0.表决.赞成.多一层": "4"},
        {".类型.0": "党员大会"},
    ],
)
def test_a_hand_made_form_breaks_nothing(browse: Browse, folder: Path, typed: dict[str, str]) -> None:
    before = (folder / LEDGER).read_bytes()
    client = browse(write=True)

    for button in ({"show": "1"}, {"again": "1"}, {"add": "议题"}, {"add": "没有"}, {"add": "日期"}):
        answer = send(client, "党员大会", typed, **button)
        assert answer.status_code in {200, 422}
    assert (folder / LEDGER).read_bytes() == before
