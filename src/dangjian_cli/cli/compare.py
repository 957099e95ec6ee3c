"""``dj diff`` and ``dj history``: stored runs side by side."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dangjian_cli.cli import out
from dangjian_cli.cli.options import shown
from dangjian_cli.cli.standard import readable
from dangjian_cli.cli.zh import ZhTyper
from dangjian_cli.finding import InputError, Privacy, Problem, message

if TYPE_CHECKING:
    from dangjian_cli.report.compared import Stored

NEW = 1
"""Exit status: the later run has gaps that the earlier one had not."""


class Form(StrEnum):
    """How the difference is written."""

    TEXT = "text"
    JSON = "json"


def register(app: ZhTyper) -> None:
    """Add the commands."""
    app.command()(diff)
    app.command()(history)


def diff(
    before: Annotated[Path, typer.Argument(metavar="前一次", help="dj check -f json 存下来的结果")],
    after: Annotated[Path, typer.Argument(metavar="后一次", help="同上")],
    form: Annotated[Form, typer.Option("--format", "-f", help="给人看，还是给程序用")] = Form.TEXT,
) -> int:
    """比较两次核对的结果：新出现哪些，补好哪些。

    结束状态：0 没有新出现的；1 有新出现的；2 文件读不懂。
    """
    from dangjian_cli.report import compared

    found = compared.Comparison(_read(before), _read(after))
    if form is Form.JSON:
        out.show(compared.as_json(found), form)
    else:
        sys.stdout.write("\n".join(compared.text(found, out.look(sys.stdout))) + "\n")
    return NEW if found.new else 0


def history(
    files: Annotated[list[Path], typer.Argument(metavar="结果", help="dj check -f json 存下来的几次结果")],
    svg: Annotated[Path | None, typer.Option("--svg", metavar="文件", help="另画一张图")] = None,
) -> None:
    """把几次核对的结果排成一张表，看缺项是多了还是少了。"""
    from dangjian_cli.report import compared

    runs = [_read(file) for file in files]
    sys.stdout.write("\n".join(compared.history(runs, out.look(sys.stdout))) + "\n")
    if svg is not None:
        out.save(svg, compared.drawing(runs), "--svg")


def _read(file: Path) -> "Stored":
    from dangjian_cli.report.compared import read

    def load() -> "Stored":
        try:
            return read(file.read_text(encoding="utf-8-sig"), shown(file, Privacy.LOCAL))
        except (OSError, UnicodeDecodeError):
            name = shown(file, Privacy.LOCAL)
            raise InputError(Problem("unreadable", message("文件打不开"), None, name)) from None

    return readable(load, "结果文件")
