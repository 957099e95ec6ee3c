"""Typer in Chinese: help, usage errors with suggestions, Chinese command names, quiet endings.

Every way out of the program passes through here, so that a clerk never meets English or a traceback.
"""

import errno
import os
import re
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, get_args

import typer
from typer.core import TyperCommand, TyperGroup
from typer.models import CommandFunctionType

from dangjian_cli.cli import terminal
from dangjian_cli.cli.zh_errors import choices, command_names, did_you_mean, explain, too_much
from dangjian_cli.report.wrap import wrap

if TYPE_CHECKING:
    from typer._click.core import Command as _Command
    from typer._click.core import Context, Parameter
    from typer._click.exceptions import UsageError
    from typer._click.formatting import HelpFormatter
else:
    _Command = object

USAGE_STATUS = 2
INTERRUPTED_STATUS = 130
CLOSED_PIPE_STATUS = 141
"""What a shell reports for a program whose reader went away; none of dj's own statuses."""

_PACKAGE = Path(__file__).parents[1]
_KINDS = {kind.__name__: kind for kind in typer.BadParameter.__mro__}
_USAGE_ERROR: "type[UsageError]" = _KINDS["UsageError"]
_TYPER_ERROR: type[Exception] = _KINDS["TyperException"]


# The classes ---------------------------------------------------------------------------------------------


class _Chinese(_Command):
    """What commands and groups have in common."""

    def collect_usage_pieces(self, ctx: "Context") -> list[str]:
        """The parts of the usage line, without the braces that mark a required argument."""
        return [re.sub(r"^\{(.*)\}", r"\1", piece) for piece in super().collect_usage_pieces(ctx)]

    def format_usage(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write the usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="用法：")

    def format_help(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write the help; only here is rich imported."""
        translate_rich()
        for param in self.get_params(ctx):
            _name_type(param)
        super().format_help(ctx, formatter)

    def get_help_option(self, ctx: "Context") -> "typer.core.TyperOption | None":
        """The option --help, explained in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这段说明后退出"
        return option

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """Parse, and refuse what is left over in Chinese."""
        allowed, ctx.allow_extra_args = ctx.allow_extra_args, True
        try:
            rest = super().parse_args(ctx, args)
        except _USAGE_ERROR as error:
            # The parser does not say where it met a value too few or too many.
            error.ctx = error.ctx or ctx
            raise
        finally:
            ctx.allow_extra_args = allowed
        if rest and not allowed and not ctx.resilient_parsing:
            ctx.fail(too_much(rest, ctx))
        return rest


class ZhCommand(_Chinese, TyperCommand):
    """A command that speaks Chinese."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: object,
    ) -> object:
        """Run; in standalone mode end the program with its status."""
        call = partial(
            TyperCommand.main, self, args, prog_name, complete_var, False, windows_expand_args, **extra
        )
        return sys.exit(run(call)) if standalone_mode else call()


class ZhGroup(_Chinese, TyperGroup):
    """A group of commands that speaks Chinese and knows its commands by Chinese names, too."""

    aliases: ClassVar[Mapping[str, str]] = {}

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: object,
    ) -> object:
        """Run; in standalone mode end the program with its status."""
        call = partial(
            TyperGroup.main, self, args, prog_name, complete_var, False, windows_expand_args, **extra
        )
        return sys.exit(run(call)) if standalone_mode else call()

    def resolve_command(
        self, ctx: "Context", args: list[str]
    ) -> tuple[str | None, "_Command | None", list[str]]:
        """The command that the first word names, under its own name."""
        typed, *rest = args
        name = self.aliases.get(typed, typed)
        command = self.get_command(ctx, name)
        if command is None and not ctx.resilient_parsing:
            ctx.fail(self._no_such_command(typed))
        return name, command, rest

    def shell_complete(self, ctx: "Context", incomplete: str) -> list[Any]:
        """What could come next: commands by their English names, then by their Chinese ones."""
        found = list(super().shell_complete(ctx, incomplete))
        known = {item.value: item for item in super().shell_complete(ctx, "")}
        meant = ((alias, known.get(name)) for alias, name in self.aliases.items())
        found += [
            type(item)(alias, help=item.help)
            for alias, item in meant
            if item is not None and alias.startswith(incomplete)
        ]
        return found

    def _no_such_command(self, typed: str) -> str:
        names = command_names(self)
        aliases = [alias for alias, name in self.aliases.items() if name in names]
        advice = did_you_mean(typed, [*names, *aliases]) or f"能用的命令：{'、'.join(names)}"
        return f"没有“{typed}”这个命令。{advice}"


class ZhTyper(typer.Typer):
    """A Typer whose commands speak Chinese without being told so one by one."""

    def command(
        self,
        name: str | None = None,
        **options: Any,
    ) -> Callable[[CommandFunctionType], CommandFunctionType]:
        """Do as ``typer.Typer.command``, with ``ZhCommand`` and a Chinese usage line by default."""
        chinese: dict[str, Any] = {"cls": ZhCommand, "options_metavar": "[选项]"}
        return super().command(name, **chinese | options)


def app(*, help: str, aliases: Mapping[str, str] | None = None, epilog: str = "") -> ZhTyper:  # noqa: A002
    """An application; ``aliases`` gives Chinese names of commands, as ``{"检查": "check"}``.

    What a command returns, if it is an ``int``, is the exit status.
    """
    group = type("ZhGroupWithAliases", (ZhGroup,), {"aliases": dict(aliases or {})})
    return ZhTyper(
        cls=group,
        help=help,
        epilog="\n\n".join(filter(None, (epilog, _aliases_explained(aliases or {})))) or None,
        no_args_is_help=True,
        options_metavar="[选项]",
        subcommand_metavar="命令 [参数]...",
        context_settings={"help_option_names": ["-h", "--help"]},
        add_completion=False,
        suggest_commands=False,
        pretty_exceptions_enable=False,
    )


def _aliases_explained(aliases: Mapping[str, str]) -> str:
    pairs = "， ".join(f"{alias}＝{name}" for alias, name in aliases.items())
    return f"命令也可以写中文：{pairs}" if pairs else ""


def version() -> str:
    """The installed version of dj."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("dangjian-cli")
    except PackageNotFoundError:
        return "（未安装，直接从源码运行）"


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"dj {version()}")
        raise typer.Exit


VersionOption = Annotated[
    bool,
    typer.Option("--version", "-V", help="显示版本号后退出", callback=_show_version, is_eager=True),
]
"""For the callback of the application: ``def main(version: VersionOption = False)``."""


# Help ----------------------------------------------------------------------------------------------------

_RICH_WORDS = {
    "DEPRECATED_STRING": "（已停用）",
    "DEFAULT_STRING": "[默认：{}]",
    "ENVVAR_STRING": "[环境变量：{}]",
    "REQUIRED_LONG_STRING": "[必填]",
    "ARGUMENTS_PANEL_TITLE": "参数",
    "OPTIONS_PANEL_TITLE": "选项",
    "COMMANDS_PANEL_TITLE": "命令",
    "ERRORS_PANEL_TITLE": "出错了",
    "ABORTED_TEXT": "已中断",
    "RICH_HELP": "想看说明，请输入：{command_path} {help_option}",
}

_TYPE_NAMES = {
    "int": "整数",
    "float": "数字",
    "str": "文字",
    "Path": "路径",
    "date": "日期",
    "datetime": "日期",
    "bool": "true|false",
}


def translate_rich() -> list[str]:
    """Put Chinese words into typer's help, and say which of them typer no longer knows.

    The panels lose their frames: the console of a Chinese Windows may draw a frame's characters two
    cells wide, and the right edge would run over into the next line.
    """
    from rich.box import Box
    from rich.panel import Panel
    from typer import rich_utils

    titled_rule = Box("\n".join([" -- ", *["    "] * 7]), ascii=True)
    wanted: dict[str, object] = {
        **_RICH_WORDS,
        "Panel": partial(Panel, box=titled_rule),
        "COLOR_SYSTEM": "auto" if terminal.colour_wanted(sys.stdout) else None,
    }
    known = [name for name in wanted if hasattr(rich_utils, name)]
    for name in known:
        setattr(rich_utils, name, wanted[name])
    return [name for name in wanted if name not in known]


def _name_type(param: "Parameter") -> None:
    """Have the help show a Chinese word for the type of the parameter."""
    method = "display_type_rich"
    setattr(param, method, partial(_type_shown, param))


def _type_shown(param: "Parameter", **_: object) -> str:
    if getattr(param, "is_flag", False) or getattr(param, "count", False):
        return ""
    if param.metavar is not None:
        # An argument's metavar is its name already.
        return param.metavar if param.param_type_name == "option" else ""
    if words := choices(param):
        return f"<{'|'.join(words)}>"
    annotation = getattr(getattr(param, "type_descriptor", None), "annotation", None)
    inner = get_args(annotation)[0] if get_args(annotation) else annotation
    return f"<{_TYPE_NAMES.get(getattr(inner, '__name__', ''), '值')}>"


# The ways out --------------------------------------------------------------------------------------------


def run(call: Callable[[], object]) -> int:
    """Call what typer would run outside standalone mode, tell every error in Chinese, give the status."""
    terminal.guard()
    try:
        result = call()
        _flush()
    except SystemExit as stop:
        # Typer and rich turn a closed pipe into this.
        if not _is_closed_pipe(stop.__context__):
            raise
        return _pipe_closed()
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted()
    except Exception as error:  # noqa: BLE001 - nobody else is left to tell
        return _told(error)
    # Typer gives this for Ctrl-C instead of raising.
    if result == INTERRUPTED_STATUS:
        return _interrupted()
    return result if isinstance(result, int) else 0


def _told(error: Exception) -> int:
    if _is_closed_pipe(error):
        return _pipe_closed()
    if isinstance(error, _TYPER_ERROR):
        return _misused(error)
    return fault(error)


def _misused(error: Exception) -> int:
    # Making the error has shown the help already.
    if type(error).__name__ == "NoArgsIsHelpError":
        return USAGE_STATUS
    ctx: Context | None = getattr(error, "ctx", None)
    if ctx is not None:
        _say(ctx.get_usage())
        _say(f"想看说明，请输入：{ctx.command_path} --help")
    _say(f"出错了：{explain(error)}")
    return USAGE_STATUS


def fault(error: Exception) -> int:
    """Own up to a fault of dj, without the message and the values, which may be somebody's data."""
    if os.environ.get("DJ_DEBUG") == "1":
        traceback.print_exception(error)
    _say("dj 自己出了故障，不是您操作错了。请把下面这行发给维护人员：")
    _say(f"dj {version()}，{type(error).__name__}，{_place(error)}")
    return USAGE_STATUS


def _place(error: Exception) -> str:
    """File and line of the innermost frame that is dj's own."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(_PACKAGE)]
    if not own:
        return "位置不明"
    return f"{Path(own[-1].filename).relative_to(_PACKAGE).as_posix()}:{own[-1].lineno}"


def _interrupted() -> int:
    _say("已中断")
    return INTERRUPTED_STATUS


def _pipe_closed() -> int:
    """Send what is left nowhere, or Python complains of the pipe once more at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
        with suppress(OSError, ValueError, AttributeError):
            os.dup2(nowhere, stream.fileno())
    return CLOSED_PIPE_STATUS


def _is_closed_pipe(error: BaseException | None) -> bool:
    if not isinstance(error, OSError):
        return False
    # Windows says "invalid argument", as it does of a bad file name.
    on_windows = sys.platform == "win32" and error.errno == errno.EINVAL and error.filename is None
    return error.errno == errno.EPIPE or on_windows


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


def _say(text: str) -> None:
    """Tell the person at the terminal, if there is still one."""
    if sys.stderr is None:
        return
    with suppress(OSError, ValueError):
        for line in text.splitlines():
            print(*wrap(line, terminal.width(sys.stderr)), sep="\n", file=sys.stderr, flush=True)
