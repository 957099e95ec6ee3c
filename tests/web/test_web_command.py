"""``dj open``: what it says, what it refuses; that it opens a browser only where there is a screen."""

import json
import re
import shutil
import socket
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path

import pytest
from branches import DAY, dj

from dangjian_cli.web.desk import Desk
from dangjian_cli.web.serve import Opened

Opening = Callable[..., list[str]]


@pytest.fixture
def opening(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that a browser was sent to; nothing is really served."""
    seen: list[str] = []
    monkeypatch.setattr(Opened, "serve", lambda page: page._socket.close())
    monkeypatch.setattr(webbrowser, "open", seen.append)
    return seen


@pytest.mark.parametrize("command", ["open", "打开"])
def test_it_tells_the_address_and_opens_it(opening: list[str], folder: Path, command: str) -> None:
    result = dj(command, folder, DISPLAY=":0")

    assert result.exit_code == 0
    (address,) = re.findall(r"http://127\.0\.0\.1:\d+/\?token=\S{20,}", result.stdout)
    assert opening == [address]
    assert "只看不改" in result.stdout
    assert "按 Ctrl-C 关掉" in result.stdout


def test_a_browser_may_come_before_the_page_is_served(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    came: list[int] = []

    def come(address: str) -> None:
        port = int(re.findall(r":(\d+)/", address)[0])
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            came.append(port)

    monkeypatch.setattr(Opened, "serve", lambda page: page._socket.close())
    monkeypatch.setattr(webbrowser, "open", come)

    assert dj("open", folder, DISPLAY=":0").exit_code == 0
    assert len(came) == 1


def test_every_run_has_a_token_of_its_own(opening: list[str], folder: Path) -> None:
    tokens = {re.findall(r"token=(\S+)", dj("open", folder, "--no-browser").stdout)[0] for _ in range(3)}

    assert len(tokens) == 3
    assert opening == []


def test_with_write_it_says_so(opening: list[str], folder: Path) -> None:
    assert "可以填写" in dj("open", folder, "--write", "--no-browser").stdout
    assert opening == []


@pytest.mark.skipif(sys.platform != "linux", reason="只有 Linux 会在没有屏幕时把浏览器开在命令窗口里")
def test_without_a_screen_no_browser_takes_the_terminal(opening: list[str], folder: Path) -> None:
    assert dj("open", folder, DISPLAY=None, WAYLAND_DISPLAY=None).exit_code == 0
    assert opening == []


def test_a_port_that_is_taken_is_told(opening: list[str], folder: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        result = dj("open", folder, "--no-browser", "--port", str(port))

    assert result.exit_code == 2
    assert f"端口 {port} 用不了" in result.stderr
    assert opening == []


@pytest.mark.parametrize(("inside", "said"), [("没有", "没有这个文件或文件夹"), ("", "这个文件夹里没有支部")])
def test_where_there_is_no_branch_nothing_is_opened(tmp_path: Path, inside: str, said: str) -> None:
    result = dj("open", tmp_path / inside, "--no-browser")

    assert result.exit_code == 2
    assert said in result.stderr
    assert "http" not in result.stdout


def test_without_its_libraries_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    for module in [name for name in sys.modules if name.startswith("dangjian_cli.web.")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "flask", None)

    result = dj("open", folder, "--no-browser")

    assert result.exit_code == 2
    assert 'pip install "dangjian-cli[web]"' in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_what_the_baseline_holds_is_no_gap_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with a check: the page shows the same gaps, and those of the baseline apart."""
    example = Path(__file__).parents[2] / "examples" / "农村-有缺项"
    folder = shutil.copytree(example, tmp_path / "县" / "支部")
    settings = tmp_path / "县" / "dj.toml"
    monkeypatch.chdir(tmp_path / "县")
    assert dj("baseline", ".", "-o", "基线.json", "--as-of", DAY).exit_code == 0
    settings.write_text('"基线" = "基线.json"\n', encoding="utf-8")
    text = (folder / "branch.yaml").read_text(encoding="utf-8")
    newer = text.replace("建账日期: 2025", "建账日期: 2024", 1)
    assert newer != text
    (folder / "branch.yaml").write_text(newer, encoding="utf-8")
    desks: list[Desk] = []

    def keep(desk: Desk, port: int) -> None:
        desks.append(desk)
        raise OSError(port)

    monkeypatch.setattr("dangjian_cli.web.serve.opened", keep)
    dj("open", ".", "--as-of", DAY)
    found = json.loads(dj("check", ".", "-f", "json", "--as-of", DAY).stdout)["branches"][0]["findings"]

    (key,) = desks[0].branches()
    sight = desks[0].sight(key)
    assert sight is not None
    assert sight.branch is not None
    assert sorted(f.finding.id for f in sight.branch.open()) == sorted(
        f["id"] for f in found if f["status"] == "open"
    )
    assert sight.branch.baselined


def test_a_branch_that_cannot_be_read_is_opened_all_the_same(opening: list[str], folder: Path) -> None:
    (folder / "branch.yaml").write_text("支部：\n", encoding="utf-8")

    assert dj("open", folder, "--no-browser").exit_code == 0
    assert opening == []
