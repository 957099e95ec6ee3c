"""``dj redact``: a copy for strangers, with nobody in it, that is judged as the original is."""

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from dangjian_cli.cli.options import AsOf, shown, today
from dangjian_cli.cli.standard import Overlay, readable, standard_for
from dangjian_cli.cli.zh import ZhTyper
from dangjian_cli.finding import InputError, Privacy

if TYPE_CHECKING:
    from dangjian_cli.card import Pack
    from dangjian_cli.load.branch import LoadedBranch
    from dangjian_cli.privacy.redact import Redaction

DIFFERS, UNREAD = 1, 2
"""Exit status: the copy is judged otherwise; a branch could not be copied (outranks the other)."""

_SHOWN = 10


def register(app: ZhTyper) -> None:
    """Add the command."""
    app.command()(redact)


def redact(
    path: Annotated[Path, typer.Argument(metavar="支部", help="支部文件夹，或装着许多支部的文件夹")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="目录", help="副本写到哪里，要是新的或空的文件夹")
    ],
    as_of: AsOf = None,
    overlay: Overlay = None,
) -> int:
    """另写一份隐去姓名的台账，核对起来和原件一样，请人帮忙时用。

    姓名、证件号、电话换成编的，文字写成“（略）”，附件只留空文件； 编号、日期、金额、票数照留。不动原件。

    结束状态：0 写好了；1 副本核对起来和原件有出入；2 有支部读不了，没有写。
    """
    _fit(path, output)
    pack = readable(lambda: standard_for(path, overlay).pack(Privacy.LOCAL))
    found = list(_found(path))
    if not found:
        raise typer.BadParameter("这个文件夹里没有支部：找不到 branch.yaml", param_hint="参数“支部”")
    try:
        copying = _copied(found, _Copying(output, pack, as_of or today()))
    except OSError:
        raise typer.BadParameter(f"写不进 {output.name}", param_hint="--output") from None
    for branch in copying.unread:
        name = shown(branch.folder, Privacy.STRICT)
        sys.stderr.write(f"{name}：读不了，没有写；用 dj check 看毛病在哪里\n")
    return UNREAD if copying.unread else DIFFERS if copying.unlike else 0


class _Branch(NamedTuple):
    """A branch's folder, and where it lies in the copy."""

    folder: Path
    to: Path


class _Copying:
    """Where to, by which standard and day; what could not be read, what is judged otherwise."""

    def __init__(self, output: Path, pack: "Pack", as_of: date) -> None:
        self.output = output
        self.pack = pack
        self.as_of = as_of
        self.unread: list[_Branch] = []
        self.unlike: list[str] = []
        self.files = 0

    def read(self, branch: _Branch) -> "LoadedBranch | None":
        """The branch, if it can be read whole."""
        from dangjian_cli.load.branch import load_branch

        overlay = self.pack.overlay
        try:
            return load_branch(branch.folder, frozenset({Path(overlay.file).resolve()} if overlay else ()))
        except (InputError, OSError):
            self.unread.append(branch)
            return None

    def write(self, branch: _Branch, loaded: "LoadedBranch", redaction: "Redaction") -> None:
        """Write the copy of a branch, and judge it beside its original."""
        from dangjian_cli.load.branch import EVIDENCE_FOLDER, load_branch
        from dangjian_cli.privacy.alike import differences, seals

        to = self.output / branch.to
        _write(to, redaction.files({}))
        evidence = redaction.evidence()
        _write(to / EVIDENCE_FOLDER, dict.fromkeys(evidence, b""))
        self.files += len(evidence)
        copy = load_branch(to)
        if held := seals(loaded, copy, self.pack):
            _write(to, redaction.files(held))
            copy = load_branch(to)
        found = differences(loaded, copy, self.pack, self.as_of)
        self.unlike += (f"{shown(to, Privacy.STRICT)}：{each}" for each in found)


def _fit(path: Path, output: Path) -> None:
    """The copy lies in a place of its own, and never over anything."""
    if not path.is_dir():
        raise typer.BadParameter(f"没有 {path.name} 这个文件夹", param_hint="参数“支部”")
    here, there = path.resolve(), output.resolve()
    if there == here or here in there.parents:
        raise typer.BadParameter("副本不能写在原件的文件夹里，换一个地方", param_hint="--output")
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise typer.BadParameter(f"{output.name} 已经有东西，不覆盖；换一个新的文件夹", param_hint="--output")


def _found(path: Path) -> Iterator[_Branch]:
    """The branches, each folder on the way numbered: a folder's name may say where it is."""
    from dangjian_cli.load.branch import find_branches

    numbers: dict[Path, int] = {}
    names: dict[Path, str] = {}
    for folder in find_branches(path):
        inside = folder.relative_to(path)
        ways = [Path(*inside.parts[: i + 1]) for i in range(len(inside.parts))]
        for way in ways:
            if way not in names:
                numbers[way.parent] = numbers.get(way.parent, 0) + 1
                names[way] = f"单位{numbers[way.parent]:03}"
        yield _Branch(folder, Path(*(names[way] for way in ways)))


def _copied(found: list[_Branch], copying: _Copying) -> _Copying:
    """Copy the branches and say how it went. All are read twice: not all of a county fit into memory."""
    from dangjian_cli.privacy.aliases import Aliases, Real
    from dangjian_cli.privacy.public import Public
    from dangjian_cli.privacy.redact import Redaction, gather

    public, real, sound = Public(copying.pack), Real(), []
    for branch in found:
        if loaded := copying.read(branch):
            gather(loaded, public, real)
            sound.append(branch)
    aliases = Aliases(real)
    for branch in sound:
        if loaded := copying.read(branch):
            copying.write(branch, loaded, Redaction(loaded, aliases, public))
    if sound:
        sys.stdout.writelines(_said(copying, len(sound), aliases.people))
    return copying


def _said(copying: _Copying, branches: int, people: int) -> Iterator[str]:
    yield f"{copying.output.as_posix()}：{branches}个支部，{people}个姓名换成了编的，"
    yield f"{copying.files}个附件只留空文件。\n"
    yield f"副本和原件都核对到{copying.as_of}，"
    if not copying.unlike:
        yield "缺项、地址、行号一样。给人以前，请自己再翻看一遍。\n"
        return
    yield f"有{len(copying.unlike)}处不一样：\n"
    yield from (f"  {each}\n" for each in copying.unlike[:_SHOWN])


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
