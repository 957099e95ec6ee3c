"""``dj scrub``: people in files that should name nobody."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from dangjian_cli.cli.options import shown
from dangjian_cli.cli.zh import ZhTyper
from dangjian_cli.finding import Privacy

FOUND, UNREAD = 1, 2


def register(app: ZhTyper) -> None:
    """Add the command."""
    app.command()(scrub)


def scrub(
    paths: Annotated[list[Path], typer.Argument(metavar="文件", help="文件或文件夹")],
) -> int:
    """找出不该出现的身份证号、手机号、银行卡号和姓名，提交以前用。

    查台账以外的文字文件和每个文件的名称；台账里只查写错地方的身份证号和银行卡号。不显示查到的内容。
    结束状态：0 没有；1 有；2 文件打不开。
    """
    from dangjian_cli.privacy.scrub import scrubbed

    for path in paths:
        if not path.exists():
            raise typer.BadParameter(f"没有 {path.name} 这个文件或文件夹", param_hint="参数“文件”")
    count = 0
    try:
        for found in scrubbed(paths):
            count += 1
            kind, line, column = found.trace
            place = f"{_named(found.path, line)}:{line}:{column}" if line else _named(found.path, line)
            where = "" if line else "文件名里"
            sys.stdout.write(f"{place}：{where}有{kind}\n")
    except OSError:
        sys.stderr.write("有文件打不开，没有查完。\n")
        return UNREAD
    if count:
        sys.stdout.write(f"共{count}处。该删的删去，该打码的打码；已经提交过的，历史里还有。\n")
    return FOUND if count else 0


def _named(path: Path, line: int) -> str:
    """The path; of a file whose own name tells, only the folder and the ending."""
    said = shown(path, Privacy.STRICT)
    return said if line else f"{said.rpartition('/')[0] or '.'}/…{path.suffix}"
