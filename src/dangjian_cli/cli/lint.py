"""``dj lint``: a pack's own faults, for those who write cards."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from dangjian_cli.cli.standard import Overlay, pack_at_hand, readable, shelf_at_hand
from dangjian_cli.cli.zh import ZhTyper
from dangjian_cli.finding import Privacy


def register(app: ZhTyper) -> None:
    """Add the command."""
    app.command()(lint)


def lint(
    folder: Annotated[
        Path | None, typer.Argument(metavar="标准包", help="标准包文件夹；不写是随 dj 带的那一个")
    ] = None,
    overlay: Overlay = None,
) -> int:
    """检查标准包、细则自己有没有毛病（写明白卡、写细则的人用）。"""
    from dangjian_cli.lint import lint as faults_of
    from dangjian_cli.lint import lint_overlay as faults_of_overlay
    from dangjian_cli.load.pack import load_pack, standards_folder
    from dangjian_cli.load.scenarios import faults as broken_scenarios

    if folder is not None and not (folder / "pack.yaml").is_file():
        raise typer.BadParameter(f"{folder.name} 里没有 pack.yaml，不是标准包", param_hint="参数“标准包”")
    where = folder or standards_folder()
    pack, shelf = pack_at_hand(overlay, folder), shelf_at_hand(folder)
    faults = readable(  # a card's prose is read only now
        lambda: (
            *faults_of(load_pack(where), shelf),
            *(faults_of_overlay(pack, shelf) if pack.overlay else ()),
            *broken_scenarios(where, pack),
        )
    )
    for fault in faults:
        fix = f"；改：{fault.fix.render(Privacy.LOCAL)}" if fault.fix else ""
        sys.stdout.write(f"{fault.file}：{fault.message.render(Privacy.LOCAL)}{fix}（{fault.code}）\n")
    if faults:
        sys.stdout.write(f"共{len(faults)}处。\n")
    if any(fault.fatal for fault in faults):
        return 1
    requirements = sum(len(c.requirements) for c in pack.cards)
    verdict = "没有必改的毛病" if faults else "没有毛病"
    sys.stdout.write(f"标准包{verdict}：{len(pack.cards)}张明白卡，{requirements}条要求。\n")
    return 0
