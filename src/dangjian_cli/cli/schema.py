"""``dj schema``: help for editors."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from dangjian_cli.cli import out
from dangjian_cli.cli.zh import ZhTyper


def register(app: ZhTyper) -> None:
    """Add the command."""
    app.command()(schema)


def schema(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="文件", help="写到文件里；不写就显示出来")
    ] = None,
    settings: Annotated[
        bool, typer.Option("--settings", help="改为输出 VS Code 的设置，存成 .vscode/settings.json")
    ] = False,
) -> None:
    """输出台账格式，编辑器用它补全栏目、提示写法、标出写错的地方。"""
    from dangjian_cli.schema import SCHEMA_FILE, editor_settings, ledger_schema

    data = editor_settings(f"./{SCHEMA_FILE}") if settings else ledger_schema()
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    if output is None:
        sys.stdout.write(text)
        return
    out.save(output, text, "--output")
