"""The Chinese command line, run in this process and as a program of its own under a Chinese code page."""

import os
import re
import signal
import subprocess
import sys
import textwrap
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import pytest
import typer
from typer.testing import CliRunner, Result

import dangjian_cli
from dangjian_cli.cli import zh
from dangjian_cli.cli.zh import VersionOption
from dangjian_cli.cli.zh_errors import explain as explained
from dangjian_cli.report.wrap import wrap

SOURCES = Path(dangjian_cli.__file__).parents[1]
ENGLISH = re.compile(
    r"Usage|Options|Arguments|Commands|Error|required|default|Show this|Missing|No such|Invalid"
)


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"


def odd(text: str) -> str:
    raise ValueError(f"不认识{text}")


app = zh.app(help="核对党支部台账 ✓", aliases={"检查": "check", "解释": "explain"})


@app.callback()
def root(version: VersionOption = False) -> None:
    pass


@app.command()
def check(  # noqa: PLR0917 - typer knows no other way
    path: Annotated[Path, typer.Argument(metavar="台账", help="台账文件")],
    form: Annotated[Format, typer.Option("--format", "-f", help="格式", envvar="DJ_FORMAT")] = Format.TEXT,
    gaps: Annotated[int, typer.Option("--max-gaps", min=0, max=10, help="缺项上限")] = 0,
    rate: Annotated[float, typer.Option(help="比例")] = 0.5,
    number: Annotated[list[int] | None, typer.Option(help="编号")] = None,
    pair: Annotated[tuple[int, int], typer.Option(help="两个数")] = (0, 0),
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="少说")] = False,
    secret: Annotated[bool, typer.Option("--secret", hidden=True)] = False,
    word: Annotated[str | None, typer.Option(parser=odd, help="词")] = None,
) -> int:
    """核对一本台账。"""
    typer.echo(f"核对 {path} {form} {gaps} {rate} {number} {pair} {quiet} {secret} {word}")
    return 1


@app.command()
def explain(what: Annotated[Literal["甲", "乙"], typer.Argument(metavar="条目")]) -> None:
    """解释一条要求。"""
    typer.echo(what)


@app.command()
def fail(how: str) -> None:
    """各种结束方式。"""
    match how:
        case "abort":
            raise typer.Abort
        case "ctrl-c":
            raise KeyboardInterrupt
        case "exit":
            raise typer.Exit(1)
        case "own":
            raise typer.BadParameter("没有这本台账")
        case "hint":
            raise typer.BadParameter("要填日期", param_hint="选项 --on")
    raise LookupError(f"张三 110101199001011234 {how}")


def dj(*args: str, **env: str) -> Result:
    return CliRunner().invoke(app, args, prog_name="dj", env={"COLUMNS": "80", "NO_COLOR": "1", **env})


# Help ----------------------------------------------------------------------------------------------------


def test_typer_still_has_every_word_we_replace() -> None:
    assert zh.translate_rich() == []


@pytest.mark.parametrize("args", [["--help"], ["-h"], ["check", "-h"], ["检查", "--help"], ["explain", "-h"]])
def test_help_is_chinese(args: list[str]) -> None:
    result = dj(*args)
    assert result.exit_code == 0
    assert "用法：dj" in result.stdout
    assert "显示这段说明后退出" in result.stdout
    assert not ENGLISH.search(result.stdout)
    assert result.stderr == ""


def test_help_names_panels_types_and_defaults_in_chinese() -> None:
    shown = dj("check", "-h").stdout
    for words in (
        "用法：dj check [选项] 台账",
        "参数",
        "选项",
        "[必填]",
        "[默认：text]",
        "<整数>",
        "<text|json>",
    ):
        assert words in shown
    assert "环境变量：DJ_FORMAT" in re.sub(r"\s+", "", shown)
    assert not re.search(r"<(int|str|float|path|bool|list)", shown)
    assert "--secret" not in shown


def test_help_draws_no_frames() -> None:
    assert not re.search(r"[│╭╮╰╯─|]", dj("--help").stdout)


def test_no_arguments_show_the_help_and_the_chinese_command_names() -> None:
    result = dj()
    assert result.exit_code == 2
    assert "用法：dj [选项] 命令 [参数]..." in result.stdout
    assert "检查＝check， 解释＝explain" in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize("env", [{"GITHUB_ACTIONS": "1"}, {"FORCE_COLOR": "1", "NO_COLOR": "1"}])
def test_help_holds_no_escapes_unless_wanted(env: dict[str, str]) -> None:
    assert "\x1b" not in program("-h", **env)[0]


def test_help_holds_escapes_when_forced() -> None:
    assert "\x1b" in program("-h", FORCE_COLOR="1")[0]


def test_the_version() -> None:
    result = dj("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("dj ")


# Commands and their status -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["check", "检查"])
def test_a_command_runs_under_both_names_and_gives_its_status(name: str) -> None:
    result = dj(name, "账", "--number", "3", "-q")
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout == "核对 账 text 0 0.5 [3] (0, 0) True False None\n"


def test_a_command_that_returns_nothing_succeeds() -> None:
    assert dj("解释", "甲").exit_code == 0


def test_a_single_command_needs_no_group() -> None:
    alone = zh.app(help="")
    alone.command()(explain)
    result = CliRunner().invoke(alone, ["丙"], prog_name="dj")
    assert result.exit_code == 2
    assert "只能填 甲、乙" in result.stderr


def test_outside_standalone_mode_errors_are_the_callers() -> None:
    with pytest.raises(typer.BadParameter):
        typer.main.get_command(app).main(["fail", "own"], prog_name="dj", standalone_mode=False)


# Errors of usage -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["chek"], "没有“chek”这个命令。您是不是要用：check"),
        (["检察"], "没有“检察”这个命令。您是不是要用：检查"),
        (["ｃｈｅｃｋ"], "没有“ｃｈｅｃｋ”这个命令。您是不是要用：check"),
        (["台账.yaml"], "没有“台账.yaml”这个命令。能用的命令：check、explain、fail"),
        (["--versio"], "没有“--versio”这个选项。您是不是要用：--version"),
        (["--gaps"], "没有“--gaps”这个选项"),
        (["--"], "还没有写要做什么。能用的命令：check、explain、fail"),
        (["check"], "少了参数“台账”"),
        (["explain"], "少了参数“条目”。可以填：甲、乙"),
        (["explain", "丙"], "参数“条目”的值“丙”不对：只能填 甲、乙"),
        (["check", "账", "乙", "丙"], "多写了：乙 丙"),
        (["check", "账", "——quiet"], "多写了：——quiet。选项前面要用英文的减号。您是不是要用：--quiet"),
        (["check", "账", "--forma", "x"], "没有“--forma”这个选项。您是不是要用：--format"),
        (["check", "账", "--Format", "x"], "没有“--Format”这个选项。您是不是要用：--format"),
        (["check", "账", "--secre"], "没有“--secre”这个选项"),
        (["check", "账", "-z"], "没有“-z”这个选项"),
        (["check", "账", "--format"], "选项 --format 后面还要写一个值"),
        (["check", "账", "--pair", "1"], "选项 --pair 后面还要写 2 个值"),
        (["check", "账", "--quiet=1"], "选项 --quiet 后面不带值"),
        (["check", "账", "-f", "jsn"], "选项 --format 的值“jsn”不对：只能填 text、json。您是不是要用：json"),
        (["check", "账", "-f", "表格"], "选项 --format 的值“表格”不对：只能填 text、json"),
        (["check", "账", "--max-gaps", "abc"], "选项 --max-gaps 的值“abc”不对：要填整数"),
        (["check", "账", "--max-gaps", "11"], "选项 --max-gaps 的值“11”不对：不能大于 10"),
        (["check", "账", "--max-gaps", "-1"], "选项 --max-gaps 的值“-1”不对：不能小于 0"),
        (["check", "账", "--rate", "高"], "选项 --rate 的值“高”不对：要填数字"),
        (["check", "账", "--number", "1", "--number", "二"], "选项 --number 的值“二”不对：要填整数"),
        (["check", "账", "--pair", "1", "二"], "选项 --pair 的值“二”不对：要填整数"),
        (["check", "账", "--word", "丁"], "选项 --word 的值“丁”不对：不认识丁"),
        (["fail", "own"], "没有这本台账"),
        (["fail", "hint"], "选项 --on 的值不对：要填日期"),
    ],
)
def test_errors_of_usage_are_told_in_chinese_on_stderr(args: list[str], said: str) -> None:
    result = dj(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    told = "".join(result.stderr.splitlines(keepends=False))
    assert told.endswith(f"出错了：{said}")
    assert result.stderr.startswith("用法：dj")
    assert "--help" in result.stderr
    assert not ENGLISH.search(result.stderr)


def test_a_bad_value_from_the_environment_is_looked_for_there() -> None:
    told = dj("check", "账", DJ_FORMAT="xml").stderr
    assert "的值“xml”不对（写在环境变量 DJ_FORMAT 里）：" in told


def test_what_was_typed_cannot_drive_the_terminal() -> None:
    told = dj("\x1b[2J\u202e命令").stderr
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert "〔U+001B〕" in told


@pytest.mark.parametrize("message", ["something is wrong", "File '台账.yaml' does not exist."])
def test_english_of_typer_is_never_repeated(message: str) -> None:
    told = explained(typer.BadParameter(message, param_hint="选项 --on"))
    assert told == "选项 --on 的值不对：这个值不能用"
    assert explained(RuntimeError(message)) == "这一行命令 dj 看不懂"


# Other endings -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["abort", "ctrl-c"])
def test_an_interruption(how: str) -> None:
    result = dj("fail", how)
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "已中断\n")


def test_an_exit_keeps_its_status() -> None:
    result = dj("fail", "exit")
    assert (result.exit_code, result.output) == (1, "")


def test_a_fault_tells_where_and_nothing_of_anybody() -> None:
    result = dj("fail", "李四")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "dj 自己出了故障" in result.stderr
    assert "LookupError" in result.stderr
    assert re.search(r"cli/zh\.py:\d+", result.stderr)
    for secret in ("张三", "1101", "李四", "Traceback", str(SOURCES)):
        assert secret not in result.stderr


def test_a_fault_shows_its_traceback_when_asked() -> None:
    told = dj("fail", "x", DJ_DEBUG="1").stderr
    assert "Traceback" in told
    assert "LookupError: 张三" in told
    assert "dj 自己出了故障" in told


def test_a_fault_names_the_innermost_line_of_dj() -> None:
    with pytest.raises(TypeError) as caught:
        wrap("中文", "宽")  # type: ignore[arg-type]
    assert re.fullmatch(r"report/wrap\.py:\d+", zh._place(caught.value))
    assert zh._place(LookupError()) == "位置不明"


# As a program --------------------------------------------------------------------------------------------

PROGRAM = textwrap.dedent(
    """
    import time
    import typer
    from dangjian_cli.cli import zh

    app = zh.app(help="核对台账 ✓ 𠮷", aliases={"检查": "check"})

    @app.command()
    def check(path: str) -> int:
        '''核对一本台账 ✗。'''
        print(f"√ {path} ✓ 㛃")
        return 1

    @app.command()
    def many() -> None:
        '''很多行。'''
        for _ in range(100_000):
            print("一行字")

    @app.command()
    def loud() -> None:
        '''在标准错误上说很多。'''
        import sys
        for _ in range(100_000):
            print("一行字", file=sys.stderr)

    @app.command()
    def wait() -> None:
        '''等着。'''
        import signal
        # A job in the background is started deaf to Ctrl-C; the test is about one who hears it.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        print("开始", flush=True)
        time.sleep(30)

    @app.command()
    def crash() -> None:
        '''出故障。'''
        raise ZeroDivisionError("𠮷")

    app(prog_name="dj")
    """
)


def environment(**env: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR", "DJ_DEBUG"}}
    return kept | {"PYTHONPATH": str(SOURCES), "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"} | env


def program(*args: str, **env: str) -> tuple[str, str, int]:
    """Output, errors and status of the program, its bytes read in the encoding it was told to use."""
    told = environment(**env)
    done = subprocess.run([sys.executable, "-c", PROGRAM, *args], capture_output=True, env=told, check=False)
    encoding = told["PYTHONIOENCODING"]
    return done.stdout.decode(encoding), done.stderr.decode(encoding), done.returncode


def test_output_on_a_gbk_pipe() -> None:
    out, err, status = program("检查", "𠮷村", PYTHONIOENCODING="gbk")
    assert (out.splitlines(), err, status) == (["√ 〔U+20BB7〕村 √ 〔U+36C3〕"], "", 1)


def test_help_on_a_gbk_pipe() -> None:
    out, err, status = program("--help", PYTHONIOENCODING="gbk")
    assert "核对台账 √ 〔U+20BB7〕" in out
    assert "核对一本台账 ×。" in out
    assert (err, status) == ("", 0)


def test_errors_on_a_gbk_pipe() -> None:
    out, err, status = program("𠮷", PYTHONIOENCODING="gbk")
    assert "没有“〔U+20BB7〕”这个命令" in err
    assert (out, status) == ("", 2)


def test_a_fault_on_a_gbk_pipe() -> None:
    out, err, status = program("crash", PYTHONIOENCODING="gbk")
    assert (out, status) == ("", 2)
    assert "ZeroDivisionError" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(("command", "stream"), [("many", "stdout"), ("loud", "stderr")])
@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise there")
def test_a_closed_pipe_is_quiet(command: str, stream: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as running:
        closed, other = running.stdout, running.stderr
        if stream == "stderr":
            closed, other = other, closed
        assert closed
        assert other
        closed.readline()
        closed.close()
        assert other.read() == b""
    assert running.returncode == 141


@pytest.mark.skipif(sys.platform == "win32", reason="signals are otherwise there")
def test_a_real_interruption() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "wait"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.readline()
        running.send_signal(signal.SIGINT)
        assert running.stderr.read().decode() == "已中断\n"
    assert running.returncode == 130


@pytest.mark.parametrize("args", [["--version"], ["chek"], ["quick", "--forma"], ["quick"]])
def test_neither_rich_nor_click_is_imported_without_need(args: list[str]) -> None:
    watched = PROGRAM.replace(
        'app(prog_name="dj")',
        """
import atexit, sys
from dangjian_cli.cli.zh import VersionOption

@app.callback()
def root(version: VersionOption = False) -> None:
    pass

@app.command()
def quick() -> None:
    pass

atexit.register(lambda: print(sorted({"rich", "click"} & set(sys.modules))))
app(prog_name="dj")
""",
    )
    done = subprocess.run(
        [sys.executable, "-c", watched, *args], capture_output=True, env=environment(), check=False
    )
    assert done.stdout.decode().splitlines()[-1] == "[]"
