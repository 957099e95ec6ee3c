"""``dj pack``: what differs between two packs, or between the standard and a county's version of it."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dangjian_cli.cli import out, zh
from dangjian_cli.cli.options import shown
from dangjian_cli.cli.standard import readable
from dangjian_cli.cli.zh import ZhTyper
from dangjian_cli.finding import Privacy

if TYPE_CHECKING:
    from dangjian_cli.card import Pack

CURRENT = "现行"
"""The pack that comes with the program."""


class Form(StrEnum):
    """How the difference is written."""

    TEXT = "text"
    JSON = "json"


_SIDES = f"标准包文件夹，或细则文件（加在现行标准上），或写“{CURRENT}”（随 dj 带的）"


def register(app: ZhTyper) -> None:
    """Add the commands."""
    group = zh.app(help="比较两份标准。", aliases={"比较": "diff"})
    group.callback()(_pack)
    group.command("diff")(diff)
    app.add_typer(group, name="pack")


def _pack() -> None:
    """比较两份标准：升级以前、改细则以后，看支部要多做什么、少做什么。"""


def diff(
    before: Annotated[str, typer.Argument(metavar="原来", help=_SIDES)],
    after: Annotated[str, typer.Argument(metavar="现在", help="同上")],
    form: Annotated[Form, typer.Option("--format", "-f", help="text 给人看，json 给程序用")] = Form.TEXT,
) -> None:
    """比较两份标准：加了、去了、改了哪些卡和要求，用一句句话说清。"""
    from dangjian_cli.diff import difference
    from dangjian_cli.report import differences

    old, new = _read(before, "原来"), _read(after, "现在")
    found = difference(old, new)
    if form is Form.JSON:
        out.show(differences.as_json(old, new, found), form)
        return
    sys.stdout.write("\n".join(differences.text(old, new, found, out.look(sys.stdout))) + "\n")


def _read(word: str, side: str) -> "Pack":
    """The pack that an argument names."""
    from dangjian_cli.load.overlay import load_overlay
    from dangjian_cli.load.pack import load_pack, standards_folder

    path = Path(word)
    if word == CURRENT:
        return readable(lambda: load_pack(standards_folder()))
    if (path / "pack.yaml").is_file():
        return readable(lambda: load_pack(path))
    if path.is_file():
        return readable(lambda: load_overlay(path, load_pack(standards_folder()), shown(path, Privacy.LOCAL)))
    raise typer.BadParameter(
        f"“{word}”不是标准包文件夹（里面要有 pack.yaml），也不是细则文件；随 dj 带的标准写“{CURRENT}”",
        param_hint=f"参数“{side}”",
    )
