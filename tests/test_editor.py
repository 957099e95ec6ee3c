"""An editor's own language server, driven over an example: completion, hover, errors on their lines.

Needs Node.js and the npm package yaml-language-server; ``DJ_YAML_LANGUAGE_SERVER`` names its program.
CI installs it. Without it these tests say so and are skipped.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dangjian_cli.schema import ledger_schema

SERVER = os.environ.get("DJ_YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")

pytestmark = pytest.mark.skipif(
    SERVER is None, reason="没有 yaml-language-server（npm install yaml-language-server），编辑器的测试跳过"
)

LEDGER = """\
# yaml-language-server: $schema=./台账格式.schema.json
会议:
  - 编号: M-2026-01
    类型: 党员大会
    日期: 2026-03-05
    应到: 40
    主持入: 石岩松
"""
CURSOR = "    "
"""Where the clerk is about to write."""


class Editor:
    """The least of an editor: it opens one file and asks."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.uri = (folder / "branch.yaml").as_uri()
        self.told: list[dict[str, Any]] = []
        self._count = 0
        self._server = subprocess.Popen(
            f'"{SERVER}" --stdio' if os.name == "nt" else [str(SERVER), "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            shell=os.name == "nt",
        )
        self.ask("initialize", processId=None, rootUri=folder.as_uri(), capabilities={})
        self._send("initialized", {})
        self._send(
            "textDocument/didOpen",
            {"textDocument": {"uri": self.uri, "languageId": "yaml", "version": 1, "text": LEDGER + CURSOR}},
        )

    def close(self) -> None:
        self.ask("shutdown")
        self._send("exit", {})
        self._server.wait(timeout=20)
        for pipe in (self._server.stdin, self._server.stdout):
            assert pipe is not None
            pipe.close()

    def ask(self, method: str, **params: Any) -> Any:
        self._count += 1
        number = self._count
        self._send(method, params, number)
        while True:
            said = self._read()
            if said.get("id") == number and "method" not in said:
                assert "error" not in said, said
                return said["result"]
            self._answer(said)

    def at(self, method: str, line: int, character: int) -> Any:
        position = {"line": line, "character": character}
        return self.ask(method, textDocument={"uri": self.uri}, position=position)

    def diagnostics(self) -> list[dict[str, Any]]:
        while not self.told:
            self._answer(self._read())
        return self.told

    def _answer(self, said: dict[str, Any]) -> None:
        if said.get("method") == "textDocument/publishDiagnostics":
            self.told = said["params"]["diagnostics"] or self.told
        elif "id" in said and "method" in said:
            wanted = said.get("params", {}).get("items", [])
            self._write({"id": said["id"], "result": [{} for _ in wanted] or None})

    def _send(self, method: str, params: Any, number: int | None = None) -> None:
        self._write({"method": method, "params": params} | ({} if number is None else {"id": number}))

    def _write(self, body: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **body}).encode()
        assert self._server.stdin is not None
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._server.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self._server.stdout is not None
        length = 0
        while (line := self._server.stdout.readline().strip()) or not length:
            assert line or self._server.poll() is None, "the server went away"
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        return json.loads(self._server.stdout.read(length))  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    folder = tmp_path_factory.mktemp("支部")
    (folder / "台账格式.schema.json").write_text(
        json.dumps(ledger_schema(), ensure_ascii=False), encoding="utf-8"
    )
    (folder / "branch.yaml").write_text(LEDGER, encoding="utf-8")
    editor = Editor(folder)
    yield editor
    editor.close()


def labels(completion: Any) -> set[str]:
    items = completion["items"] if isinstance(completion, dict) else completion
    return {item["label"] for item in items}


def test_a_key_is_completed(editor: Editor) -> None:
    offered = labels(editor.at("textDocument/completion", 7, 4))

    assert {"实到", "有表决权应到", "主持人", "议题"} <= offered
    assert "应到人数" not in offered
    assert "编号" not in offered


def test_a_word_out_of_a_list_is_completed(editor: Editor) -> None:
    offered = labels(editor.at("textDocument/completion", 3, 8))

    assert {"党员大会", "支委会", "主题党日"} <= offered


def test_hovering_tells_what_a_field_is(editor: Editor) -> None:
    shown = json.dumps(editor.at("textDocument/hover", 5, 5), ensure_ascii=False)

    assert "应到" in shown
    assert "应到会党员（含预备党员）" in shown


def test_a_mistake_is_marked_on_its_line(editor: Editor) -> None:
    marked = [d for d in editor.diagnostics() if "主持入" in d["message"]]

    assert [d["range"]["start"]["line"] for d in marked] == [6]
