"""``dj import``: tables of clerks into the ledger; shown first, written when told to."""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dangjian_cli.cli import terminal
from dangjian_cli.cli.branch import branch_at_hand
from dangjian_cli.cli.options import shown, today
from dangjian_cli.cli.standard import Overlay, readable, standard_for
from dangjian_cli.cli.zh import ZhTyper
from dangjian_cli.finding import InputError, Privacy

if TYPE_CHECKING:
    from dangjian_cli.edit.change import Change
    from dangjian_cli.edit.draft import Draft
    from dangjian_cli.exchange.merging import Alteration, Plan
    from dangjian_cli.exchange.reading import Known, Reading
    from dangjian_cli.load.branch import LoadedBranch

TO_WRITE, TO_DECIDE = 1, 2
"""Exit status: there is something to write; something must be decided, or cannot be read."""

_LIKE = {"members": "D-01", "developments": "F-2026-01", "meetings": "M-2026-01"}
"""Numbers for sections that have none yet."""


def register(app: ZhTyper) -> None:
    """Add the command."""
    app.command("import")(import_)


def import_(  # noqa: PLR0917 - the options of the command
    table: Annotated[Path, typer.Argument(metavar="表格", help="Excel、WPS 表格或 CSV 文件")],
    branch: Annotated[Path, typer.Argument(metavar="支部", help="支部文件夹或支部文件")],
    kind: Annotated[
        str, typer.Option("--as", metavar="种类", help="花名册、党费、会议、 发展党员、考勤（不写就看表头）")
    ] = "",
    mapped: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="表头=栏目", help="这一列放进哪一栏；也可以写 F=不导入"),
    ] = None,
    given: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="栏目=内容", help="表里没写的，如 年度=2026、 类别=农民"),
    ] = None,
    update: Annotated[bool, typer.Option("--update", help="和台账不一样的，照表里的改")] = False,
    skip: Annotated[bool, typer.Option("--skip-doubtful", help="要决定的先放下，只写拿得准的")] = False,
    write: Annotated[bool, typer.Option("--write", help="写进台账（不写就只看）")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="再看看台账文件里哪几行会变")] = False,
    privacy: Annotated[
        Privacy | None,
        typer.Option("--privacy", help="local 显示姓名和内容，strict 不显示（不写时，只有屏幕上显示）"),
    ] = None,
    overlay: Overlay = None,
) -> int:
    """把花名册、党费、会议、发展党员、考勤的表格导进台账。

    认得表头的各种叫法；拿不准的格逐个列出来，台账里已经写了的不覆盖。默认只看，加 --write 才写。
    同一个文件导两遍，第二遍什么也不变。

    结束状态：0 没有要写的，或写好了；1 有要写的，还没有写；2 有要决定的，或读不了。
    """
    from dangjian_cli.exchange.merging import merged

    level = privacy or terminal.privacy_default(sys.stdout, os.environ)
    loaded = _loaded(branch, overlay)
    try:
        reading = _read(table, _known(loaded, table, kind, mapped or (), given or ()))
        plan = merged(reading, loaded.ledger.sections)
        changes = _changes(plan, loaded, update=update)
    except InputError as error:
        _problems(error, shown(table, level), level)
        return TO_DECIDE
    _say(_preview(reading, plan, loaded, level, update=update))
    if diff:
        _differences(changes, level)
    return _end(reading, changes, write=write, skip=skip)


# Reading ------------------------------------------------------------------------------------------------


def _loaded(branch: Path, overlay: Path | None) -> "LoadedBranch":
    standard = standard_for(branch, overlay)
    return branch_at_hand(branch, standard, readable(lambda: standard.pack(Privacy.LOCAL)))


def _known(
    loaded: "LoadedBranch",
    table: Path,
    kind: str,
    mapped: list[str] | tuple[()],
    given: list[str] | tuple[()],
) -> "Known":
    from dangjian_cli.exchange.reading import Known

    sections = loaded.ledger.sections
    return Known(sections, table.stem, kind, dict(_pairs(mapped, "--map")), dict(_pairs(given, "--set")))


def _pairs(said: list[str] | tuple[()], option: str) -> Iterator[tuple[str, str]]:
    for each in said:
        name, sign, value = each.replace("＝", "=").partition("=")
        if not (name.strip() and sign and value.strip()):
            raise typer.BadParameter(f"“{each}”要写成 名称=内容", param_hint=option)
        yield name.strip(), value.strip()


def _read(table: Path, known: "Known") -> "Reading":
    from dangjian_cli.exchange.importing import read_tables
    from dangjian_cli.exchange.returning import is_returned, read_back
    from dangjian_cli.exchange.sheets import read

    try:
        pages = read(table)
    except OSError:
        raise typer.BadParameter(f"打不开 {table.name}", param_hint="参数“表格”") from None
    if not is_returned(pages):
        return read_tables(pages, known)
    if known.kind or known.mapped or known.given:
        raise typer.BadParameter(
            "这是 dj 导出的表，各列是什么都知道，不用说明", param_hint="--as、--map、--set"
        )
    return read_back(pages)


# Writing ------------------------------------------------------------------------------------------------


def _changes(plan: "Plan", loaded: "LoadedBranch", *, update: bool) -> "list[Change]":
    from dangjian_cli.edit.draft import Draft

    draft = Draft(loaded)
    by_section: dict[str, list[dict[str, object]]] = {}
    for addition in plan.additions:
        by_section.setdefault(addition.section, []).append(addition.data)
    for section, records in by_section.items():
        draft.add(section, [*_numbered(section, records, loaded)])
    for change in (*plan.fills, *(plan.differences if update else ())):
        _alter(draft, change)
    return draft.changes() if by_section or plan.fills or (update and plan.differences) else []


def _alter(draft: "Draft", change: "Alteration") -> None:
    *route, last = change.way
    if change.more:
        draft.append(change.section, change.position, change.way, change.new)
    else:
        draft.update(change.section, change.position, {str(last): change.new}, route)


def _numbered(
    section: str, records: list[dict[str, object]], loaded: "LoadedBranch"
) -> Iterator[dict[str, object]]:
    """The records, each with a number after those that are there."""
    from dangjian_cli.edit.numbering import next_ref

    like = _LIKE.get(section)
    refs = (
        [r.ref for r in getattr(loaded.ledger.sections, section) if getattr(r, "ref", None)] if like else []
    )
    refs += [str(r["编号"]) for r in records if "编号" in r]
    last: dict[int, list[str]] = {}
    for record in records:
        if like and "编号" not in record:
            year = _year(record)
            ref = next_ref(last.get(year, refs), year, like)
            last[year] = [ref]
            yield {"编号": ref, **record}
        else:
            yield record


def _year(record: dict[str, object]) -> int:
    """The year of a meeting, or that in which a case began."""
    steps = record.get("步骤")
    days = (
        [record.get("日期")]
        if not isinstance(steps, dict)
        else [step.get("日期") for taken in steps.values() for step in taken]
    )
    written = [str(day)[:4] for day in days if day]
    return int(min(written)) if written else today().year


def _say(lines: Iterable[str]) -> None:
    """Lines for people: what somebody typed can neither move the cursor nor run off the screen."""
    from dangjian_cli.report.wrap import visible, wrap

    width = terminal.width(sys.stdout)
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip(" ")))
        sys.stdout.write("\n".join(wrap(visible(line), width, indent, f"{indent}  ")) + "\n")


# Telling ------------------------------------------------------------------------------------------------


def _preview(
    reading: "Reading", plan: "Plan", loaded: "LoadedBranch", level: Privacy, *, update: bool
) -> Iterator[str]:
    from dangjian_cli.exchange import summary
    from dangjian_cli.exchange.reading import Weight

    sections = loaded.ledger.sections
    yield from summary.sheets(reading)
    for part in (
        summary.additions(plan, level),
        summary.fills(plan, sections, level),
        summary.differences(plan, sections, level, taken=update),
    ):
        lines = list(part)
        yield from ("", *lines) if lines else ()
    if plan.unchanged:
        yield from ("", f"另有 {plan.unchanged} 条，台账里都有了。")
    for weight, what in ((Weight.TOLD, "说明"), (Weight.DECIDE, "要您决定")):
        if count := summary.counted(reading, weight):
            yield ""
            yield f"{what} {count} 处{'，这些没有导入' if weight is Weight.DECIDE else ''}："
            yield from summary.remarks(reading, weight, level)


def _differences(changes: "list[Change]", level: Privacy) -> None:
    from dangjian_cli.edit.change import difference

    for change in changes:
        if level is Privacy.LOCAL:
            sys.stdout.write(f"\n{difference(change)}")
        else:
            sys.stdout.write(f"\n{change.path.name}：要改；内容只在自己的屏幕上显示，或加 --privacy local\n")


def _end(reading: "Reading", changes: "list[Change]", *, write: bool, skip: bool) -> int:
    from dangjian_cli.exchange import summary
    from dangjian_cli.exchange.reading import Weight

    doubtful = summary.counted(reading, Weight.DECIDE)
    if doubtful and not skip:
        last = f"还有 {doubtful} 处要您决定，什么都没有写。改好表格再来；"
        _say(("", f"{last}先把拿得准的写进去，加 --skip-doubtful。"))
        return TO_DECIDE
    if not changes:
        sys.stdout.write("\n没有要写的。\n")
        return 0
    if not (write or _agreed()):
        sys.stdout.write("\n还没有写。看过没有问题，加 --write 写进台账。\n")
        return TO_WRITE
    return _written(changes)


def _agreed() -> bool:
    """Whether the person at the terminal says so."""
    if not (terminal.is_terminal(sys.stdin) and terminal.is_terminal(sys.stdout)):
        return False
    answer: str = typer.prompt("\n写进台账吗？写 y 就写，直接回车不写", default="", show_default=False)
    return answer.strip().lower() in {"y", "yes", "是", "写", "好"}


def _written(changes: "list[Change]") -> int:
    from dangjian_cli.edit.change import carry_out

    try:
        carry_out(changes)
    except InputError as error:
        _problems(error, "", Privacy.LOCAL)
        return TO_DECIDE
    for change in changes:
        sys.stdout.write(f"{change.path.name}：写好了\n")
    return 0


def _problems(error: InputError, name: str, level: Privacy) -> None:
    for problem in error:
        where = ":".join(str(p) for p in (name, problem.file, problem.line, problem.column) if p)
        advice = f"；{problem.fix.render(level)}" if problem.fix else ""
        sys.stderr.write(f"{where}：{problem.message.render(level)}{advice}\n")
