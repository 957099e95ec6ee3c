"""``dj baseline``: begin to check a repository that is not perfect yet."""

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dangjian_cli.cli import out
from dangjian_cli.cli.one import Scope
from dangjian_cli.cli.options import AsOf, shown, today
from dangjian_cli.cli.runs import judged
from dangjian_cli.cli.standard import Overlay, readable, standard_for
from dangjian_cli.cli.zh import ZhTyper
from dangjian_cli.finding import Privacy

if TYPE_CHECKING:
    from dangjian_cli.load.baseline import Baseline
    from dangjian_cli.report.view import Run

GROWN, UNJUDGED = 1, 2
"""Exit status: there are gaps that the baseline may not take in; something could not be judged."""


def register(app: ZhTyper) -> None:
    """Add the command."""
    app.command()(baseline)


def baseline(
    paths: Annotated[list[Path], typer.Argument(metavar="支部", help="支部文件夹，或装着许多支部的文件夹")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="文件", help="基线文件")] = Path(
        "dj-baseline.json"
    ),
    as_of: AsOf = None,
    grow: Annotated[bool, typer.Option("--grow", help="把新出现的缺项也记进去（不写就只减不增）")] = False,
    overlay: Overlay = None,
) -> int:
    """把现有的缺项记成基线：以后核对只报新出现的，补好一处划掉一处。

    结束状态：0 写好了；1 有新出现的缺项，没有记进去；2 有文件读不了，没有写。
    """
    gc.disable()
    run = judged(paths, Scope(as_of or today()), Privacy.STRICT, standard_for(paths[0], overlay))
    if run.errors or not run.branches:
        from dangjian_cli.report.formats import text

        sys.stderr.write("\n".join(text.problem_list(run, out.look(sys.stderr))) + "\n")
        sys.stderr.write("有文件读不了，基线没有写。\n")
        return UNJUDGED
    before = _before(output)
    made, new = _made(run, before, _fresh(output), grow=grow)
    out.save(output, made.written(), "--output")
    count = sum(map(len, made.branches.values()))
    sys.stdout.write(f"基线写好了：{output.name}，记着{count}处缺项。\n")
    if new:
        sys.stdout.write(f"新出现{new}处，没有记进去；用 dj check --baseline {output.name} 看是哪些。\n")
        return GROWN
    return 0


def _before(output: Path) -> "Baseline | None":
    from dangjian_cli.load.baseline import read_baseline

    if not output.exists():
        return None
    return readable(lambda: read_baseline(output, shown(output, Privacy.STRICT)), "基线")


def _fresh(output: Path) -> "Baseline":
    from dangjian_cli.load.baseline import Baseline

    return Baseline(output.name, output.resolve().parent)


def _made(run: "Run", before: "Baseline | None", fresh: "Baseline", *, grow: bool) -> "tuple[Baseline, int]":
    """The baseline to be written, and how many gaps it may not take in. Other branches stay as they were."""
    from dataclasses import replace

    from dangjian_cli.report.baselined import gaps_of

    kept = dict(before.branches) if before else {}
    new = 0
    for branch in run.branches:
        gaps, key = gaps_of(branch), fresh.key(branch.place)
        allowed = gaps if before is None or grow else gaps & kept.get(key, frozenset())
        new += len(gaps - allowed)
        kept[key] = allowed
    return replace(fresh, branches=kept), new
