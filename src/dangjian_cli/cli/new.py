"""``dj new``: one more record, with what the ledger knows already; shown first, written when agreed to."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from dangjian_cli.cli import out, terminal, values
from dangjian_cli.cli.branch import branch_at_hand
from dangjian_cli.cli.lines import name_of, show
from dangjian_cli.cli.options import AsOf, today
from dangjian_cli.cli.standard import Overlay, readable, standard_for
from dangjian_cli.cli.zh import ZhTyper
from dangjian_cli.finding import InputError, Message, Privacy, Problem

if TYPE_CHECKING:
    from datetime import date

    from dangjian_cli.card import Pack
    from dangjian_cli.edit.change import Change
    from dangjian_cli.edit.draft import Draft
    from dangjian_cli.edit.entry import Desk, Entry
    from dangjian_cli.load.branch import LoadedBranch
    from dangjian_cli.report.look import Look

WRITTEN, SHOWN, REFUSED = 0, 1, 2
"""Exit status: written; shown only; not taken."""

_YES = ("是", "y", "Y", "yes")
_AGAIN = ("改", "g", "G")


def register(app: ZhTyper) -> None:
    """Add the command."""
    app.command()(new)


def new(  # noqa: PLR0917 - the options of the command
    what: Annotated[
        str,
        typer.Argument(
            metavar="什么", help="会议、党员、党费、谈话、发展党员步骤等", autocompletion=values.entered
        ),
    ],
    branch: Annotated[
        Path, typer.Argument(metavar="支部", help="支部文件夹或支部文件（不写是当前文件夹）")
    ] = Path(),
    pairs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="栏目=值", help="如 日期=2026-11-20 缺席=张三（生病）、李四", show_default=False
        ),
    ] = None,
    ask: Annotated[
        bool,
        typer.Option("--input/--no-input", help="缺的问一问（不写就问）／一句不问", show_default=False),
    ] = True,
    write: Annotated[bool, typer.Option("--write", help="写进去，不再问")] = False,
    as_of: AsOf = None,
    privacy: Annotated[
        Privacy | None,
        typer.Option("--privacy", metavar="隐私", help="local 显示内容， strict 只说写在哪个文件"),
    ] = None,
    overlay: Overlay = None,
) -> int:
    """往台账里记一条：应到按名册算好，编号接着排；先给您看，同意了才写。

    只添这几行，别的行不动。当场说：补上了哪些缺项，明白卡对它还有什么要求。
    结束状态：0 写好了；1 只是看了看，没有写；2 有写得不对的，没有写。
    """
    if "=" in branch.name or "＝" in branch.name:
        branch, pairs = Path(), [str(branch), *(pairs or [])]
    level = privacy or terminal.privacy_default(sys.stdout, os.environ)
    entry = _entry(what)
    standard = standard_for(branch, overlay)
    pack = readable(lambda: standard.pack(Privacy.LOCAL))
    talking = ask and terminal.is_terminal(sys.stdin) and terminal.is_terminal(sys.stdout)
    work = _Work(pack, as_of or today(), level, out.look(sys.stdout), talking=talking, write=write)
    return _Entering(entry, lambda: branch_at_hand(branch, standard, pack), work).run(pairs or [])


def _entry(what: str) -> "Entry":
    from dangjian_cli.edit.entry import entry_named
    from dangjian_cli.ledger.values import BadValue

    try:
        return entry_named(what)
    except BadValue as bad:
        fix = f"。{bad.fix.render(Privacy.LOCAL)}" if bad.fix else ""
        said = bad.message.render(Privacy.LOCAL) + fix
        raise typer.BadParameter(said, param_hint="参数“什么”") from None


class _Work(NamedTuple):
    """By what it is judged and how it is shown; whether anybody can be asked."""

    pack: "Pack"
    as_of: "date"
    privacy: Privacy
    look: "Look"
    talking: bool
    write: bool


class _Entering:
    """Records of one sort for one branch, one after another."""

    def __init__(self, entry: "Entry", read: Callable[[], "LoadedBranch"], work: _Work) -> None:
        self._entry = entry
        self._read = read
        self._loaded = read()
        self._work = work

    def run(self, pairs: Sequence[str]) -> int:
        """Ask, show, write; on a terminal as often as the clerk likes."""
        from dangjian_cli.edit.assigned import assigned

        typed, problems = assigned(self._entry, pairs)
        status = self._one(typed, {}, problems)
        while status == WRITTEN and self._work.talking and not self._work.write and self._again():
            status = self._one({}, {})
        return status

    def _again(self) -> bool:
        answer: str = typer.prompt(f"再记一条{self._entry.word}吗", default="否", prompt_suffix="？")
        return answer in _YES

    def _one(
        self, typed: Mapping[str, Any], before: Mapping[str, Any], misplaced: Sequence[Problem] = ()
    ) -> int:
        """One record; what was answered stands as it is when it has to be asked again.

        ``misplaced`` was typed too and could not be placed.
        """
        from dangjian_cli.edit.built import built
        from dangjian_cli.edit.draft import Draft

        work, draft = self._work, Draft(self._loaded)
        if misplaced and work.talking:
            _tell(misplaced, work)
        values = self._asked(typed, before)
        try:
            made = built(self._entry, values, self._desk())
            made.put(draft)
            changes = draft.changes()
        except InputError as error:
            return self._refused((*misplaced, *error), values)
        if misplaced and not work.talking:
            return self._refused(misplaced, values)
        _said(made.notes, work)
        show(changes, self._loaded, work.privacy, work.look)
        self._effect(draft)
        answer = self._agreed()
        if answer in _AGAIN:
            return self._one({}, values)
        if answer not in _YES:
            return SHOWN
        if problems := self._write(changes, draft):
            self._loaded = self._read()
            return self._refused(problems, values)
        return WRITTEN

    def _refused(self, problems: Sequence[Problem], values: Mapping[str, Any]) -> int:
        from dangjian_cli.edit.entry import confusable

        _tell(problems, self._work)
        if (other := confusable(self._entry)) and not self._work.talking:
            sys.stderr.write(f"要记的是会议的话：dj new {other}\n")
        sys.stderr.write("没有写。\n")
        return self._one({}, values) if self._work.talking else REFUSED

    def _asked(self, typed: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
        if not self._work.talking:
            return dict(typed)
        from dangjian_cli.cli.asking import NOTHING, WHICH, Asking
        from dangjian_cli.edit.entry import confusable

        if other := confusable(self._entry):
            typer.echo(f"要记的是会议的话，按 Ctrl-C，改用：dj new {other}")
        head = (
            f"记一条{self._entry.word}。直接回车，就用方括号里的，没有的空着；方括号里的不要，打“{NOTHING}”；"
        )
        tail = f"不知道能写什么，打“{WHICH}”；按 Ctrl-C，什么也不记。"
        typer.echo("\n".join(self._work.look.lines(head + tail, style="dim")))
        return Asking(self._entry, self._desk(), self._work.look).all(typed, before)

    def _desk(self) -> "Desk":
        from dangjian_cli.edit.entry import Desk
        from dangjian_cli.load.examples import example_refs
        from dangjian_cli.load.pack import standards_folder

        ledger = self._loaded.ledger
        begun = bool(getattr(ledger.sections, self._entry.section))
        return Desk(ledger, self._work.as_of, {} if begun else example_refs(standards_folder()))

    def _effect(self, draft: "Draft") -> None:
        from dangjian_cli.load.judged import judge
        from dangjian_cli.report.effect import effect, text

        before, after = (judge(b, self._work.pack, self._work.as_of) for b in (self._loaded, draft.after))
        lines = text(effect(before, after), self._work.privacy, self._work.look)
        sys.stdout.write("\n" + "\n".join(lines) + "\n")

    def _agreed(self) -> str:
        if self._work.write:
            return _YES[0]
        if not self._work.talking:
            sys.stdout.write("\n还没有写；看过没有问题，加 --write 写进去。\n")
            return ""
        typer.echo()
        answer: str = typer.prompt("写进去吗（是、否、改）", default=_YES[0], prompt_suffix="？")
        if answer not in (*_YES, *_AGAIN):
            typer.echo("没有写。")
        return answer.strip()

    def _write(self, changes: "list[Change]", draft: "Draft") -> Sequence[Problem]:
        """Nothing, or why nothing was written: then somebody else was quicker, and it is read again."""
        from dangjian_cli.edit.change import carry_out

        try:
            carry_out(changes)
        except InputError as error:
            return error.problems
        self._loaded = draft.after
        names = "、".join(name_of(change, self._loaded) for change in changes)
        sys.stdout.write(f"写好了：{names}\n")
        return ()


def _said(notes: Sequence[Message], work: _Work) -> None:
    for note in notes:
        sys.stdout.write("\n".join(work.look.lines(note.render(work.privacy), "· ", "  ")) + "\n")


def _tell(problems: Sequence[Problem], work: _Work) -> None:
    """Everything that is wrong, each with what to write instead."""
    for problem in problems:
        fix = f"；{problem.fix.render(work.privacy)}" if problem.fix else ""
        said = f"{problem.message.render(work.privacy)}{fix}"
        sys.stderr.write("\n".join(out.look(sys.stderr).lines(said, "× ", "  ")) + "\n")
