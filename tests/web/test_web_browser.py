"""The page in a real browser, served by the real program: by keyboard, on a phone, and with hostile words."""

import http.client
import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from difflib import ndiff
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from branches import DAY

sync_api = pytest.importorskip("playwright.sync_api", reason="没有 playwright，不在浏览器里走一遍")

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&{{7*7}}"


class Served(NamedTuple):
    """The program at work, the address that it printed, the folder it works on."""

    program: subprocess.Popen[str]
    address: str
    folder: Path

    @property
    def port(self) -> int:
        """Where it listens."""
        return urlsplit(self.address).port or 0


HEEDING = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from dangjian_cli.cli import main
main()
"""
"""The program, heeding Ctrl-C though whoever started the tests in the background may have switched it off."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A branch with gaps, and with hostile words for a name, opened for writing."""
    example = Path(__file__).parents[2] / "examples" / "农村-有缺项"
    folder = Path(shutil.copytree(example, tmp_path_factory.mktemp("页面") / "支部"))
    main = folder / "branch.yaml"
    words = json.dumps(HOSTILE, ensure_ascii=False)
    text, count = re.subn(r"(?m)^(  名称: ).*$", lambda m: m[1] + words, main.read_text(encoding="utf-8"))
    assert count == 1
    main.write_text(text, encoding="utf-8")
    command = [sys.executable, "-X", "utf8", "-c", HEEDING, "open", str(folder)]
    with subprocess.Popen(
        [*command, "--write", "--no-browser", "--as-of", DAY],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as program:
        try:
            assert program.stdout is not None
            said = [program.stdout.readline() for _ in range(5)]
            (address,) = re.findall(r"http://\S+", "".join(said))
            yield Served(program, address, folder)
            program.send_signal(signal.SIGINT)
            rest, _ = program.communicate(timeout=20)
            assert "关上了" in rest
            assert program.returncode == 0
        finally:
            program.kill()


@pytest.fixture
def page(served: Served, chromium: "sync_api.Browser") -> Iterator["sync_api.Page"]:
    """A window at the printed address; whatever it asks for elsewhere, or complains of, is a mistake."""
    context = chromium.new_context(viewport={"width": 1100, "height": 900})
    window = context.new_page()
    wrong: list[str] = []
    window.on("console", lambda message: wrong.append(message.text) if "422" not in message.text else None)
    window.on("pageerror", lambda error: wrong.append(str(error)))
    window.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    here = f"http://127.0.0.1:{served.port}/"
    window.on("request", lambda asked: None if asked.url.startswith(here) else wrong.append(asked.url))
    window.goto(served.address)
    yield window
    context.close()
    assert wrong == []


def tab_to(page: "sync_api.Page", selector: str) -> None:
    """Press Tab until something is focused."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"按 Tab 到不了 {selector}")


def fill(page: "sync_api.Page", label: str, text: str) -> None:
    """Go on to a field by keyboard, and type."""
    tab_to(page, f'[name="{label}"]')
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def test_a_meeting_is_entered_by_keyboard_alone_and_the_gap_closes(
    page: "sync_api.Page", served: Served
) -> None:
    file = served.folder / "台账" / "3-组织生活-2025.yaml"
    before = {f: f.read_bytes() for f in served.folder.rglob("*") if f.is_file()}
    gap = '[id="DJ13.meet@2025-Q3"]'
    tab_to(page, 'nav a[href$="/cards"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/cards")
    tab_to(page, '.cards a[href$="/cards/13"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/cards/13")
    tab_to(page, f"{gap} .button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/new/**")
    fill(page, ".日期", "2025年8月20日")
    fill(page, ".主题", "研究秋收安排")
    fill(page, ".议题.0.名称", "秋收用工")
    page.keyboard.press("Enter")

    page.wait_for_selector(".diff")
    added = page.locator(".diff .add").all_inner_texts()
    assert any("2025-08-20" in line for line in added)
    assert any("研究秋收安排" in line for line in added)
    assert page.locator(".diff .del").count() == 0
    assert page.locator(gap).count() == 1, "补上的缺项"
    assert {f: f.read_bytes() for f in before} == before, "还没有写"

    tab_to(page, "button[name=write]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/records/**")
    assert "写好了" in page.locator("[role=status]").inner_text()
    after = {f: f.read_bytes() for f in served.folder.rglob("*") if f.is_file()}
    assert [f for f in after if after[f] != before.get(f)] == [file]
    lines = list(ndiff(before[file].decode().splitlines(), after[file].decode().splitlines(), linejunk=None))
    assert [line for line in lines if line.startswith("-")] == []
    assert [line[2:] for line in lines if line.startswith("+")] == [line[1:] for line in added]
    page.locator("nav a").first.click()
    page.wait_for_selector("#gaps")
    assert page.locator(gap).count() == 0


PAGES = ("", "due", "cards", "cards/13", "records", "records/meetings", "records/meetings/3", "print")
FORMS = ("new", "new/党员大会", "new/发展党员步骤")

_TOO_SMALL = """() => [...document.querySelectorAll('.button, main button, nav a, .cards a, [type=text]')]
    .filter(e => e.offsetParent && !e.matches('.skip') && e.getBoundingClientRect().height < 32).length"""
"""How many things to press are too low for a finger."""


def test_nothing_is_wider_than_a_phone(page: "sync_api.Page") -> None:
    home = page.url
    page.set_viewport_size({"width": 360, "height": 740})
    for path in (*PAGES, *FORMS):
        page.goto(home + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        assert page.evaluate(_TOO_SMALL) == 0, path


def test_hostile_words_are_only_words(page: "sync_api.Page") -> None:
    home = page.url
    for path in ("", "records/meetings", "new/党员大会"):
        page.goto(home + path)
        assert page.locator("header .name").inner_text() == HOSTILE
        assert page.locator("script, main img").count() == 0
    page.goto(f"{home}new/主题党日")
    page.fill('[name=".主题"]', HOSTILE)
    page.locator("form button.main").click()
    page.wait_for_selector(".diff")
    assert "<script>alert(1)</script>" in page.locator(".diff").inner_text()
    page.locator("button[name=again]").click()
    assert page.input_value('[name=".主题"]') == HOSTILE


def test_mistakes_stand_beside_their_fields_with_what_was_typed(page: "sync_api.Page") -> None:
    page.goto(f"{page.url}new/主题党日")
    page.fill('[name=".日期"]', "2026-02-30")
    page.locator("form button.main").click()
    field = page.locator('.field:has([name=".日期"])')
    assert "2026" in field.locator(".wrong").inner_text()
    assert field.locator("input").input_value() == "2026-02-30"
    assert field.locator("input").get_attribute("aria-invalid") == "true"


def test_the_address_is_clean_and_its_cookie_is_for_the_page_alone(page: "sync_api.Page") -> None:
    assert "token" not in page.url
    (cookie,) = page.context.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
    assert page.evaluate("document.cookie") == ""


def answer(served: Served, path: str, **headers: str) -> tuple[int, str]:
    """What the program answers to somebody who is no browser."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    try:
        connection.putrequest("GET", path, skip_host=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1", "[::1]:{port}"])
def test_another_host_is_refused(served: Served, host: str) -> None:
    token = f"/?{urlsplit(served.address).query}"

    status, text = answer(served, token, Host=host.format(port=served.port))

    assert status == 403
    assert "这个地址不能用" in text


def test_a_missing_token_is_refused(served: Served) -> None:
    status, text = answer(served, "/", Host=f"127.0.0.1:{served.port}")

    assert status == 403
    assert "没有口令" in text


def test_nobody_else_on_the_network_can_ask(served: Served) -> None:
    """Bound to this computer: the machine's other addresses answer nothing."""
    with pytest.raises(OSError, match=r"refused|拒绝"):
        http.client.HTTPConnection("127.0.0.2", served.port, timeout=5).connect()
