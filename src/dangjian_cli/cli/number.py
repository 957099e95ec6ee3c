"""``dj number``: the numbers of a year's papers, put into the ledger so that they stay."""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dangjian_cli.cli import out, terminal
from dangjian_cli.cli.branch import matter_at_hand
from dangjian_cli.cli.lines import name_of, show
from dangjian_cli.cli.options import AsOf, today
from dangjian_cli.cli.standard import Overlay
from dangjian_cli.cli.zh import ZhTyper
from dangjian_cli.finding import InputError, Privacy

if TYPE_CHECKING:
    from dangjian_cli.documents.parts.matter import Matter
    from dangjian_cli.edit.change import Change
    from dangjian_cli.load.branch import LoadedBranch

TO_WRITE, REFUSED = 1, 2
"""Exit status: there is something to write; the numbers cannot be given."""


def register(app: ZhTyper) -> None:
    """Add the command."""
    app.command()(number)


def number(  # noqa: PLR0917 - the options of the command
    branch: Annotated[Path, typer.Argument(metavar="支部", help="支部文件夹或支部文件")],
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="年", min=1949, max=9998, help="哪一年的（不写是今年）"),
    ] = None,
    by: Annotated[
        Literal["件", "卷"], typer.Option("--by", help="按件：编件号；按卷：再编案卷号、页号")
    ] = "件",
    write: Annotated[bool, typer.Option("--write", help="写进台账（不写就是只看）")] = False,
    as_of: AsOf = None,
    privacy: Annotated[
        Privacy | None,
        typer.Option("--privacy", metavar="隐私", help="local 显示内容， strict 只说写在哪个文件"),
    ] = None,
    overlay: Overlay = None,
) -> int:
    """给一年的资料编归档号，存进台账：以后添的接着编，编过的不动。

    按年度、机构（问题）、保管期限分类，类里按时间排。默认只看，加 --write 才写。
    结束状态：0 没有要编的，或都编好了；1 有要编的，还没有写；2 编不了，原因都说明。
    """
    from dangjian_cli.documents import Refused

    day = as_of or today()
    matter = replace(matter_at_hand(branch, day, overlay), year=year or day.year, options={"按": by})
    loaded = matter.loaded
    level = privacy or terminal.privacy_default(sys.stdout, os.environ)
    try:
        changes = _changes(matter)
    except Refused as refused:
        sys.stderr.writelines(f"没有编：{why}\n" for why in refused.args)
        return REFUSED
    except InputError as error:
        return _told(error)
    if not changes:
        sys.stdout.write("没有要编的\n")
        return 0
    show(changes, loaded, level, out.look(sys.stdout))
    if not write:
        sys.stdout.write("\n还没有写；看过没有问题，加 --write 写进去。\n")
        return TO_WRITE
    return _write(changes, loaded)


def _changes(matter: "Matter") -> "list[Change]":
    """What is to be written, with a line for every class that has new numbers."""
    from dangjian_cli.documents.parts.numbering import fields_to_store, filing
    from dangjian_cli.edit.draft import Draft

    draft = Draft(matter.loaded)
    for word, values in fields_to_store(matter).items():
        draft.update_each(word, values)
    filed = filing(matter)
    for of, pieces in filed.classes.items():
        fresh = [piece.number for piece in pieces if not piece.stored]
        if fresh:
            sys.stdout.write(f"{of.name}：{len(fresh)}件，编 {fresh[0]:04} 到 {fresh[-1]:04} 号\n")
    for paper, why in filed.left:
        sys.stdout.write(f"没有编号：{paper.subject} 的{paper.material.name}，{why}\n")
    return draft.changes()


def _write(changes: "Sequence[Change]", loaded: "LoadedBranch") -> int:
    from dangjian_cli.edit.change import carry_out

    try:
        carry_out(changes)
    except InputError as error:
        return _told(error)
    names = "、".join(name_of(change, loaded) for change in changes)
    sys.stdout.write(f"写好了：{names}\n")
    return 0


def _told(error: InputError) -> int:
    for problem in error:
        fix = f"；{problem.fix.render(Privacy.LOCAL)}" if problem.fix else ""
        sys.stderr.write(f"{problem.message.render(Privacy.LOCAL)}{fix}\n")
    return REFUSED
