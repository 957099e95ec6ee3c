"""``dj print``: what goes into the cabinet, on paper."""

import dataclasses
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dangjian_cli.cli import terminal, values
from dangjian_cli.cli.branch import matter_at_hand
from dangjian_cli.cli.options import AsOf, today
from dangjian_cli.cli.standard import (
    Overlay,
    known_field,
    pack_at_hand,
    shelf_at_hand,
)
from dangjian_cli.cli.zh import ZhTyper
from dangjian_cli.cli.zh_errors import did_you_mean
from dangjian_cli.finding import Privacy

if TYPE_CHECKING:
    from dangjian_cli.documents import Maker
    from dangjian_cli.documents.parts.matter import Matter
    from dangjian_cli.load.enclosed import Enclosed
    from dangjian_cli.render.paper import Document
    from dangjian_cli.render.targets import Made

EVERYTHING = ("全部", "all")
EDITED = ("docx", "xlsx")
"""What people go on writing in: never written over unasked."""

UNPRINTED = 2

OPTIONS = {
    "卡": "--card",
    "记录": "--record",
    "台账": "--ledger",
    "按": "--by",
    "期限": "--retention",
    "原文": "--texts",
}
"""What single documents ask, and the option that answers."""

LONGEST_SHOWN = 30
"""Characters of a text that a message repeats."""


def register(app: ZhTyper) -> None:
    """Add the command."""
    app.command("print")(print_)


def print_(  # noqa: PLR0917 - the options of the command
    what: Annotated[
        str,
        typer.Argument(
            metavar="什么", help="印哪一样；“全部”是都印，再加一张总目", autocompletion=values.documents
        ),
    ],
    branch: Annotated[Path | None, typer.Argument(metavar="支部", help="支部文件夹或支部文件")] = None,
    folder: Annotated[Path, typer.Option("--output", "-o", metavar="文件夹", help="印到哪里")] = Path("打印"),
    target: Annotated[
        str,
        typer.Option(
            "--to", metavar="格式", help="html（网页）、 pdf、 docx、 xlsx", autocompletion=values.targets
        ),
    ] = "html",
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="年", min=1949, max=9998, help="哪一年的（不写是今年）"),
    ] = None,
    as_of: AsOf = None,
    open_numbers: Annotated[bool, typer.Option("--numbers", help="证件号、电话印全（不写就遮住）")] = False,
    card: Annotated[
        int | None, typer.Option("--card", metavar="卡号", min=1, help="样式：只印这张卡的")
    ] = None,
    record: Annotated[
        str | None, typer.Option("--record", metavar="编号", help="样式：照台账里这条记录填好")
    ] = None,
    ledger: Annotated[
        str | None,
        typer.Option(
            "--ledger", metavar="台账", help="台账：只印这一本，如 组织生活", autocompletion=values.ledgers
        ),
    ] = None,
    field: Annotated[
        str | None,
        typer.Option(
            "--field", metavar="领域", help="不写支部的，印哪个领域通用的", autocompletion=values.fields
        ),
    ] = None,
    texts: Annotated[
        Path | None,
        typer.Option("--texts", metavar="文件夹", help="制度汇编：附上这里面的法规原文"),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="已有的同名 Word、表格换成新的")] = False,
    by: Annotated[
        Literal["件", "卷"] | None, typer.Option("--by", help="归档：按件（不写就是）还是按卷整理")
    ] = None,
    retention: Annotated[
        Literal["永久", "30年", "10年"] | None, typer.Option("--retention", help="归档：只印这一种保管期限的")
    ] = None,
    overlay: Overlay = None,
) -> int:
    """印出要归档的东西：目录、封面、手册、制度、纪实、式样、台账。

    网页双击就能看，直接打印就是 A4 纸。不改台账。
    结束状态：0 印好了；2 有没印成的，原因都说明。
    """
    from dangjian_cli.documents import ledgers
    from dangjian_cli.documents.parts.matter import Misasked
    from dangjian_cli.ledger.seven import LEDGERS
    from dangjian_cli.render import targets

    if what in LEDGERS:
        what, ledger = ledgers.TITLE, what

    if target not in targets.names():
        advice = did_you_mean(target, targets.names()) or f"可以写：{'、'.join(targets.names())}"
        raise typer.BadParameter(f"没有“{target}”这种格式。{advice}", param_hint="--to")
    makers = _meant(what)
    given = {"卡": card, "记录": record, "台账": ledger, "按": by, "期限": retention, "原文": texts}
    options = {name: str(value) for name, value in given.items() if value is not None}
    _known_to(makers, options, what)
    day = as_of or today()
    printer = _Printer(folder, target, replace=replace)
    enclosed = printer.enclosed(texts) if texts else ()
    if branch is None:
        for maker, documents in _for_everybody(makers, field, day, overlay, what, enclosed):
            printer.print(maker, documents)
        return printer.finished()
    if field is not None:
        raise typer.BadParameter("写了支部，领域照支部自己的；去掉它", param_hint="--field")
    matter = dataclasses.replace(
        matter_at_hand(branch, day, overlay),
        year=year or day.year,
        open_numbers=open_numbers,
        options=options,
        enclosed=enclosed,
    )
    for maker in makers:
        try:
            printer.print(maker, maker.make(matter))
        except Misasked as asked:
            advice = did_you_mean(asked.asked, asked.known)
            said = f"{asked.said}。{advice}" if advice else asked.said
            raise typer.BadParameter(said, param_hint=OPTIONS[asked.option]) from None
    if what in EVERYTHING and printer.made:
        printer.index(matter)
    return printer.finished()


def _meant(what: str) -> "Collection[Maker]":
    from dangjian_cli.documents import makers, meant

    if what in EVERYTHING:
        return makers().values()
    found = meant(what)
    if not found:
        groups = dict.fromkeys(m.group for m in makers().values() if m.group)
        words = [*makers(), *groups, EVERYTHING[0]]
        advice = did_you_mean(what, words) or f"可以写：{'、'.join(words)}"
        raise typer.BadParameter(f"没有“{what}”这种可印的东西。{advice}", param_hint="参数“什么”")
    return found


def _known_to(makers: "Collection[Maker]", options: Mapping[str, str], what: str) -> None:
    """Refuse an option that none of the documents asks for, rather than print as if it were not there."""
    for option in options:
        if not any(option in maker.options for maker in makers):
            raise typer.BadParameter(f"“{what}”没有这样印的，去掉它", param_hint=OPTIONS[option])


def _for_everybody(
    makers: "Collection[Maker]",
    field: str | None,
    day: date,
    overlay: Path | None,
    what: str,
    enclosed: "tuple[Enclosed, ...]",
) -> "Iterator[tuple[Maker, Iterator[Document]]]":
    """What holds for every branch of a field, of the documents that need no records."""
    from dangjian_cli.documents.parts.rules import Rules

    if field is None:
        raise typer.BadParameter(
            "没有写哪个支部；印手册、制度的，可以写 --field 领域", param_hint="参数“支部”"
        )
    known_field(field)
    found = [maker for maker in makers if maker.of_rules]
    if not found:
        raise typer.BadParameter(f"“{what}”要照台账印，写上是哪个支部", param_hint="参数“支部”")
    rules = Rules(pack_at_hand(overlay), shelf_at_hand(), field, day, enclosed=enclosed)
    return ((maker, maker.of_rules(rules)) for maker in found if maker.of_rules)


class _Printer:
    """Where to and in what form; what was made, what could not be."""

    def __init__(self, folder: Path, target: str, *, replace: bool) -> None:
        self.folder = folder
        self.target = target
        self.replace = replace
        self.made: list[tuple[str, str, str]] = []
        """What sort of document, its title, its file."""
        self.failed = 0
        self.unsuited: dict[str, list[str]] = {}
        """By sort, the titles of those that have no such form: told once a sort, among a hundred others."""
        self.notes: list[str] = []
        self.refused: list[str] = []
        """Why something was not made, told once though several documents want it."""

    def print(self, maker: "Maker", documents: "Iterable[Document]") -> None:
        """Make every document of that sort; what goes wrong with one keeps none of the others back."""
        from dangjian_cli.documents import Refused
        from dangjian_cli.render.targets import renderer

        render = renderer(self.target)
        try:
            for document in documents:
                self._attempt(document, maker.title, render)
        except Refused as refused:
            self.failed += 1
            for why in (w for w in refused.args if w not in self.refused):
                self._fail(f"{maker.title}没有印全：{why}")
            self.refused += refused.args

    def _attempt(self, document: "Document", sort: str, render: "Callable[[Document], Made]") -> None:
        from dangjian_cli.render.targets import Absent, Unfit, Unprintable, Unsuited

        try:
            self._put(document, sort, render)
        except Absent as absent:
            what = f"dangjian-cli[{absent.extra}]"
            sys.stderr.write(f'印成 {self.target} 要另装一样东西，输入：pip install "{what}"\n')
            raise typer.Exit(UNPRINTED) from None
        except Unfit as unfit:
            self._fail(f"{document.title}：“{unfit}”一页放不下，没有印；把这一页的内容改短")
        except Unprintable as unprintable:
            char, text, page = unprintable.args
            self._fail(
                f"{document.title}：“{page}”里的“{_short(text)}”，其中“{char}”这个字电脑上没有一种字体有，没有印；"
                "装上有这个字的字体，或者印成 html"
            )
        except Unsuited:
            self.unsuited.setdefault(sort, []).append(document.title)

    def enclosed(self, folder: Path) -> "tuple[Enclosed, ...]":
        """The texts of a folder; what cannot be bound in is told and keeps none of the others back."""
        from dangjian_cli.load.enclosed import load_enclosed

        try:
            texts, problems = load_enclosed(folder)
        except OSError:
            raise typer.BadParameter(
                f"没有 {folder.as_posix()} 这个文件夹，或者打不开", param_hint="--texts"
            ) from None
        for problem in problems:
            fix = f"；{problem.fix.render(Privacy.LOCAL)}" if problem.fix else ""
            self._fail(f"{problem.file}：{problem.message.render(Privacy.LOCAL)}，没有收进去{fix}")
        if not texts and not problems:
            raise typer.BadParameter(f"{folder.as_posix()} 里没有文件", param_hint="--texts")
        return texts

    def _fail(self, why: str) -> None:
        self.failed += 1
        sys.stderr.write(f"{why}\n")

    def _put(self, document: "Document", sort: str, render: "Callable[[Document], Made]") -> None:
        from dangjian_cli.edit.files import write_whole

        name = f"{document.name}.{self.target}"
        file = self.folder / name
        with _working(document.title):
            made = render(document)
        self.notes += (note for note in made.notes if note not in self.notes)
        try:
            if (
                self.target in EDITED
                and not self.replace
                and file.exists()
                and file.read_bytes() != made.data
            ):
                self._fail(f"{file.as_posix()}：已经有了，内容不一样，没有换；要换成新的加 --replace")
                return
            file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(file, made.data)
        except OSError:
            raise typer.BadParameter(f"写不进 {self.folder.as_posix()}", param_hint="--output") from None
        self.made.append((sort, document.title, name))
        sys.stdout.write(f"{file.as_posix()}\n")

    def index(self, matter: "Matter") -> None:
        """A page that leads to everything made."""
        from dangjian_cli.edit.files import write_whole
        from dangjian_cli.render.html import page

        file = self.folder / "总目.html"
        groups = [(sort, [m[1:] for m in each]) for sort, each in groupby(self.made, key=lambda m: m[0])]
        write_whole(file, page("index.html", branch=matter.branch, year=matter.year, groups=groups))
        sys.stdout.write(f"{file.as_posix()}\n")

    def finished(self) -> int:
        """Tell what is worth telling, and how it went."""
        sys.stderr.writelines(f"{note}\n" for note in self.notes)
        for sort, titles in self.unsuited.items():
            what = titles[0] if len(titles) == 1 else f"{sort}里的{len(titles)}份"
            sys.stderr.write(f"{what}：没有 {self.target} 这种格式，没有印；可以印成 html\n")
        if not (self.made or self.failed or self.unsuited):
            sys.stderr.write("没有可印的：台账里这一年没有这类记录\n")
        return UNPRINTED if self.failed or not self.made else 0


@contextmanager
def _working(title: str) -> Iterator[None]:
    """On a terminal, what is being made, until it is: a large document takes seconds."""
    from dangjian_cli.report.wrap import cell_width

    if not terminal.is_terminal(sys.stderr):
        yield
        return
    said = f"正在印：{_short(title)} ……"
    sys.stderr.write(f"\r{said}")
    sys.stderr.flush()
    try:
        yield
    finally:
        sys.stderr.write(f"\r{' ' * cell_width(said)}\r")
        sys.stderr.flush()


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
