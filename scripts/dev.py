"""Set up a private environment in .venv, then show the demo or run the tests.

    python scripts/dev.py demo          对示例支部跑一遍核对
    python scripts/dev.py test [...]    跑全部测试；其余参数原样交给 pytest

Standard library only, and the same words on Windows, Linux and macOS.
"""

from __future__ import annotations  # so that an old Python gets as far as being told it is old

import argparse
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN, EXE = (VENV / "Scripts", ".exe") if os.name == "nt" else (VENV / "bin", "")
PYTHON = BIN / f"python{EXE}"

EXAMPLE = "examples/农村-有缺项"

GAPS = 1


def say(text: str) -> None:
    """Tell the person in front of the screen; stdout belongs to the programs run."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def run(*command: str | Path) -> int:
    """Run in the repository's root with its output passed through; give back the exit status."""
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def install(*what: str) -> None:
    """Make .venv and install the project in it, unless that was done for this very pyproject.toml.

    pip is brought up first: the one that comes with Python 3.11 does not know dependency groups.
    """
    stamp = VENV / "-".join(["installed", *(re.sub(r"\W", "", word) for word in what)])
    stamps = VENV.glob(f"{stamp.name}*")  # what was installed with more serves for less
    state = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + str(ROOT).encode()).hexdigest()
    if PYTHON.exists() and any(done.read_text(encoding="utf-8") == state for done in stamps):
        return
    if not PYTHON.exists():
        say("正在建立 .venv …")
        if run(sys.executable, "-m", "venv", VENV):
            sys.exit("虚拟环境没有建成，原因见上。Debian、Ubuntu、统信、麒麟要先装 python3-venv。")
    say("正在安装依赖 …")
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    if run(*pip, "pip>=25.1") or run(*pip, "--editable", *what):
        sys.exit("依赖没有装上，原因见上面 pip 的报错；还不行，删掉 .venv 再来一遍。")
    stamp.write_text(state, encoding="utf-8")


def demo() -> int:
    """Check the example branch. Gaps are what it is there to show, so they are no failure here."""
    install(".")
    status = run(BIN / f"dj{EXE}", "check", EXAMPLE)
    if status == GAPS:
        say("\n（dj 的退出码是 1：有缺项。示例本来就有，所以这里按正常结束。）")
        return 0
    return status


def test(arguments: list[str]) -> int:
    """Run pytest on every processor; an ``-n`` among the arguments overrides that."""
    install(".[all]", "--group", "dev")
    return run(PYTHON, "-m", "pytest", "-n", "auto", "--dist", "worksteal", *arguments)


def main() -> int:
    """Read the command line."""
    if sys.version_info < (3, 11):  # noqa: UP036 - people do start it with what they have
        sys.exit("需要 Python 3.11 或更高版本，现在是 " + sys.version.split()[0])
    parser = argparse.ArgumentParser(description="建立 .venv 并运行示例或测试")
    parser.add_argument("command", choices=["demo", "test"], help="demo：核对示例支部；test：跑测试")
    options, rest = parser.parse_known_args()
    if options.command == "test":
        return test(rest)
    if rest:
        parser.error(f"demo 不认识这些参数：{' '.join(rest)}")
    return demo()


if __name__ == "__main__":
    sys.exit(main())
