"""``dj export``: the ledger as a workbook, to look at, to edit, and to import again."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dangjian_cli.cli.branch import branch_at_hand
from dangjian_cli.cli.standard import Overlay, readable, standard_for
from dangjian_cli.cli.zh import ZhTyper
from dangjian_cli.finding import Privacy

if TYPE_CHECKING:
    from dangjian_cli.ledger import Sections

_PARAMETER = "参数“表格”"


def register(app: ZhTyper) -> None:
    """Add the command."""
    app.command()(export)


def export(
    branch: Annotated[Path, typer.Argument(metavar="支部", help="支部文件夹或支部文件")],
    table: Annotated[Path, typer.Argument(metavar="表格", help="写成哪个文件，如 台账.xlsx")],
    replace: Annotated[bool, typer.Option("--replace", help="已经有了就换成新的")] = False,
    privacy: Annotated[
        Privacy, typer.Option("--privacy", help="local 照台账写全；strict 证件号、电话遮住，不能再导回来")
    ] = Privacy.LOCAL,
    overlay: Overlay = None,
) -> int:
    """把台账写成 Excel 表格：一栏一页，能看能改，改好用 dj import 导回来。

    结束状态：0 写好了；2 台账读不了，没有写。
    """
    if table.suffix.lower() != ".xlsx":
        raise typer.BadParameter("只写 Excel 表格，文件名要以 .xlsx 结尾", param_hint=_PARAMETER)
    if table.exists() and not replace:
        raise typer.BadParameter(
            f"已经有了 {table.name}，不覆盖；要换成新的，加 --replace", param_hint=_PARAMETER
        )
    standard = standard_for(branch, overlay)
    loaded = branch_at_hand(branch, standard, readable(lambda: standard.pack(Privacy.LOCAL)))
    data = _workbook(loaded.ledger.sections, masked=privacy is Privacy.STRICT)
    _save(table, data)
    sys.stdout.write(f"{table.as_posix()}：写好了\n")
    if privacy is Privacy.LOCAL:
        sys.stderr.write("里面有党员的个人信息：只留在本单位的电脑上，不要发群。\n")
    return 0


def _workbook(sections: "Sections", *, masked: bool) -> bytes:
    from dangjian_cli.exchange.exporting import sheets
    from dangjian_cli.exchange.sheets import INSTALL
    from dangjian_cli.render.sheet import workbook

    try:
        return workbook(sheets(sections, hidden=masked))
    except ImportError:
        said = f"写 Excel 表格要先装一个小组件：{INSTALL}"
        raise typer.BadParameter(said, param_hint=_PARAMETER) from None
    except ValueError as error:
        raise typer.BadParameter(f"台账里有一段太长：{error}", param_hint=_PARAMETER) from None


def _save(table: Path, data: bytes) -> None:
    from dangjian_cli.edit.files import write_whole

    try:
        write_whole(table, data)
    except OSError:
        said = f"写不进 {table.name}：看看文件夹在不在、能不能写，文件是不是正开着"
        raise typer.BadParameter(said, param_hint=_PARAMETER) from None
