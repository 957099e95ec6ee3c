"""What is wrong with a command line, said in Chinese, with what was probably meant.

Typer's own sentences are English and change between versions, so only the kind of an error and what it
carries are used, never its words.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from typer.core import TyperGroup

if TYPE_CHECKING:
    from typer._click.core import Context
    from typer._click.exceptions import BadOptionUsage, BadParameter, MissingParameter, NoSuchOption


def explain(error: Exception) -> str:
    """What is wrong with the command line, in Chinese."""
    say = _EXPLAINED.get(type(error).__name__)
    if say is not None:
        return say(error)
    message = str(error)
    if _is_chinese(message):
        return message
    ctx: Context | None = getattr(error, "ctx", None)
    if ctx is not None and isinstance(ctx.command, TyperGroup):
        return f"还没有写要做什么。能用的命令：{'、'.join(command_names(ctx.command))}"
    return "这一行命令 dj 看不懂"


def _no_such_option(error: "NoSuchOption") -> str:
    known = _option_names(error.ctx) if error.ctx else []
    advice = did_you_mean(error.option_name, known)
    return f"没有“{error.option_name}”这个选项" + (f"。{advice}" if advice else "")


def _missing(error: "MissingParameter") -> str:
    words = choices(error.param)
    return f"少了{_called(error)}" + (f"。可以填：{'、'.join(words)}" if words else "")


def _bad_option_usage(error: "BadOptionUsage") -> str:
    params = error.ctx.command.get_params(error.ctx) if error.ctx else []
    used = next((p for p in params if error.option_name in (*p.opts, *p.secondary_opts)), None)
    if used is None or getattr(used, "is_flag", False):
        return f"选项 {error.option_name} 后面不带值"
    count = f" {used.nargs} 个" if used.nargs > 1 else "一个"
    return f"选项 {error.option_name} 后面还要写{count}值"


def _bad_value(error: "BadParameter") -> str:
    detail = _pydantic_detail(error.__cause__)
    typed = detail.get("input")
    shown = f"“{typed}”" if isinstance(typed, str) else ""
    called = _called(error)
    gap = "" if called.endswith("”") else " "
    subject = f"{called}{gap}的值{shown}不对{_from_environment(error)}：" if called else ""
    return subject + _reason(error, detail, str(typed))


def _from_environment(error: "BadParameter") -> str:
    """Where the value stands, if it is not on the command line."""
    if error.ctx is None or error.param is None or not error.param.envvar:
        return ""
    source = error.ctx.get_parameter_source(error.param.name)
    if source is None or source.name != "ENVIRONMENT":
        return ""
    names = [error.param.envvar] if isinstance(error.param.envvar, str) else error.param.envvar
    return f"（写在环境变量 {'、'.join(names)} 里）"


def _reason(error: "BadParameter", detail: Mapping[str, Any], typed: str) -> str:
    if detail and (words := choices(error.param)):
        return f"只能填 {'、'.join(words)}。{did_you_mean(typed, words)}".rstrip("。")
    kind = str(detail.get("type", ""))
    about: Mapping[str, object] = detail.get("ctx", {})
    template = _REASONS.get(kind) or _REASONS.get(kind.partition("_")[0])
    if template:
        return template.format_map(about)
    own = str(about.get("error", error.message))
    return own if _is_chinese(own) else "这个值不能用"


def _pydantic_detail(cause: BaseException | None) -> Mapping[str, Any]:
    """The innermost complaint of pydantic; empty if it had none. A list's items are checked apart."""
    detail: Mapping[str, Any] = {}
    while cause is not None and hasattr(cause, "errors"):
        detail = cause.errors()[0]
        cause = detail.get("ctx", {}).get("error")
    return detail


_EXPLAINED: Mapping[str, Callable[[Any], str]] = {
    "NoSuchOption": _no_such_option,
    "MissingParameter": _missing,
    "BadOptionUsage": _bad_option_usage,
    "BadParameter": _bad_value,
}

_REASONS = {
    "int": "要填整数",
    "float": "要填数字",
    "decimal": "要填数字",
    "bool": "要填 true 或 false",
    "date": "要填日期，例如 2026-06-30",
    "datetime": "要填日期，例如 2026-06-30",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "greater_than": "要大于 {gt}",
    "less_than": "要小于 {lt}",
}


def too_much(rest: Sequence[str], ctx: "Context") -> str:
    """That words were left over, and whether one was meant as an option."""
    message = f"多写了：{' '.join(rest)}"
    dashed = next((word for word in rest if not word.startswith("-") and _dashes(word)), None)
    if dashed is None:
        return message
    advice = did_you_mean(dashed, _option_names(ctx))
    return f"{message}。选项前面要用英文的减号。{advice}".rstrip("。")


def _called(error: "BadParameter") -> str:
    """The option or argument at fault, as a clerk knows it."""
    if error.param_hint:
        hint = error.param_hint
        return hint if isinstance(hint, str) else "、".join(hint)
    param = error.param
    if param is None:
        return ""
    if param.param_type_name == "option":
        return f"选项 {next((name for name in param.opts if name.startswith('--')), param.opts[0])}"
    return f"参数“{param.metavar or param.name}”"


def choices(param: object) -> list[str]:
    """The words that a parameter takes, if it takes only certain words."""
    allowed: Iterable[object] = getattr(getattr(param, "type_descriptor", None), "choices", None) or ()
    return [str(getattr(choice, "value", choice)) for choice in allowed]


def command_names(group: TyperGroup) -> list[str]:
    """The names of the commands that help shows."""
    return [name for name, command in group.commands.items() if not command.hidden]


def _option_names(ctx: "Context") -> list[str]:
    params = [p for p in ctx.command.get_params(ctx) if p.param_type_name == "option"]
    return [name for p in params if not getattr(p, "hidden", False) for name in (*p.opts, *p.secondary_opts)]


def did_you_mean(typed: str, known: Iterable[str]) -> str:
    """A question naming what was probably meant; empty if nothing is near."""
    bare, word = {_bare(name): name for name in known}, _bare(typed)
    # One wrong character of two, the usual length of a Chinese name, is half of the word.
    near = [word] if word in bare else get_close_matches(word, bare, cutoff=0.6 if word.isascii() else 0.5)
    return f"您是不是要用：{'、'.join(bare[name] for name in near)}" if near else ""


def _bare(word: str) -> str:
    """The word in lower case, without dashes in front; what a Chinese keyboard makes wide is narrow."""
    return unicodedata.normalize("NFKC", word).casefold()[len(_dashes(word)) :]


def _dashes(word: str) -> str:
    found = re.match(r"[-－—–―−]*", word)
    return found[0] if found else ""


def _is_chinese(message: str) -> bool:
    """Whether the words themselves, not a quoted value, are Chinese."""
    return bool(re.search(r"[\u4e00-\u9fff]", re.sub(r"'[^']*'", "", message)))
