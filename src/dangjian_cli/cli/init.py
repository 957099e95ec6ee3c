"""``dj init``: a folder for a branch's records, or the file that makes a code host check them."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from dangjian_cli.cli import terminal, values
from dangjian_cli.cli.options import day_said, today
from dangjian_cli.cli.standard import pack_at_hand
from dangjian_cli.cli.zh import ZhTyper
from dangjian_cli.cli.zh_errors import did_you_mean

_FOLDER = "目录"


def register(app: ZhTyper) -> None:
    """Add the command."""
    app.command()(init)


def init(  # noqa: PLR0917 - the options of the command
    folder: Annotated[Path, typer.Argument(metavar=_FOLDER, help="新建在哪里，如 石泉村党支部")],
    name: Annotated[str | None, typer.Option("--name", metavar="名称", help="支部全称")] = None,
    field: Annotated[
        str | None,
        typer.Option(
            "--field", metavar="领域", help="农村、社区、机关、国企等", autocompletion=values.fields
        ),
    ] = None,
    founded: Annotated[
        str | None, typer.Option("--founded", metavar="日期", help="成立日期，不知道先不写")
    ] = None,
    superior: Annotated[
        str | None, typer.Option("--superior", metavar="名称", help="上级党组织，如 某镇党委")
    ] = None,
    opened: Annotated[
        str | None, typer.Option("--opened", metavar="日期", help="从哪一天起建账（不写是今天）")
    ] = None,
    ci: Annotated[
        str | None,
        typer.Option(
            "--ci",
            metavar="平台",
            help="只写自动核对的配置： github、gitlab、 gitea、gitee",
            autocompletion=values.hosts,
        ),
    ] = None,
    ask: Annotated[
        bool,
        typer.Option("--input/--no-input", help="缺的问一问（不写就问）／不问，空着", show_default=False),
    ] = True,
) -> None:
    """新建一个支部的台账文件夹：样子、编辑器设置、一页说明都在里面。"""
    files = _ci(ci) if ci is not None else _branch(folder, (name, field, founded, superior), opened, ask=ask)
    from dangjian_cli.edit.files import in_the_way, write_new

    if there := in_the_way(folder, files):
        more = f"等{len(there)}个文件" if len(there) > 1 else ""
        said = f"已经有了 {there[0]}{more}，不覆盖。换一个文件夹，或先移走"
        raise typer.BadParameter(said, param_hint=f"参数“{_FOLDER}”")
    try:
        write_new(folder, files)
    except OSError:
        raise typer.BadParameter(f"写不进 {folder.name}", param_hint=f"参数“{_FOLDER}”") from None
    for made in files:
        sys.stdout.write(f"{(folder / made).as_posix()}\n")
    if ci is None:
        sys.stdout.write(f"建好了。先看“怎么用.txt”；填了以后输入：dj check {folder.as_posix()}\n")


def _ci(host: str) -> dict[str, str]:
    from dangjian_cli.edit.starter import HOSTS, ci_files

    if host not in HOSTS:
        advice = did_you_mean(host, list(HOSTS)) or f"可以写：{'、'.join(HOSTS)}"
        raise typer.BadParameter(f"没有“{host}”这个平台的配置。{advice}", param_hint="--ci")
    return ci_files(host)


def _branch(
    folder: Path,
    said: tuple[str | None, str | None, str | None, str | None],
    opened: str | None,
    *,
    ask: bool,
) -> dict[str, str]:
    from dangjian_cli.edit.starter import Beginning, branch_files
    from dangjian_cli.ledger.branch import FIELDS
    from dangjian_cli.load.examples import section_examples
    from dangjian_cli.load.pack import standards_folder

    asking = ask and terminal.is_terminal(sys.stdin) and terminal.is_terminal(sys.stdout)
    name, field, founded, superior = said
    name = name or (_asked("支部全称", folder.resolve().name) if asking else folder.resolve().name)
    field = field or (_asked(f"领域（{'、'.join(FIELDS[:4])}……）", FIELDS[0]) if asking else FIELDS[0])
    if field not in FIELDS:
        advice = did_you_mean(field, FIELDS) or f"可以写：{'、'.join(FIELDS)}"
        raise typer.BadParameter(f"没有“{field}”这个领域。{advice}", param_hint="--field")
    if asking:
        founded = founded or _asked("成立日期（照批复写，不知道直接回车）", "")
        superior = superior or _asked("上级党组织（不知道直接回车）", "")
    founded = day_said(founded, "--founded") if founded else ""
    begun = day_said(opened, "--opened") if opened else str(today())
    known = Beginning(name, field, founded, begun, superior or "")
    return branch_files(known, pack_at_hand().head.ledgers, section_examples(standards_folder()))


def _asked(what: str, default: str) -> str:
    answer: str = typer.prompt(what, default=default, show_default=bool(default))
    return answer.strip()
