"""Build ``dj`` as a folder that needs no Python, try it, and pack it: ``python packaging/build.py``.

Takes what it needs into ``build/``, leaves the folder in ``dist/dj`` and an archive of it beside it. Built on
Windows it is for Windows, on Linux for Linux.
"""

import argparse
import http.cookiejar
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
EXAMPLE = ROOT / "examples" / "农村"
DAY = "2026-11-22"

PYINSTALLER = "pyinstaller>=6.11,<7"


def main() -> None:
    """Build, try, pack."""
    parser = argparse.ArgumentParser(description="把 dj 做成不用装 Python 的一个文件夹")
    parser.add_argument("--try-only", action="store_true", help="不做，只试 dist 里已有的")
    if not parser.parse_args().try_only:
        build()
    tried()
    name = f"dj-{version()}-{platform.system().lower()}-{platform.machine().lower()}"
    kind = "zip" if sys.platform == "win32" else "gztar"
    sys.stdout.write(f"做好了：{shutil.make_archive(str(DIST / name), kind, DIST, 'dj')}\n")


def build() -> None:
    """The folder, by the recipe."""
    environment = ROOT / "build" / "venv"
    venv.create(environment, with_pip=True, clear=True)
    python = environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    run(python, "-m", "pip", "install", "--quiet", PYINSTALLER, f"{ROOT}[all]")
    run(
        *(python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
        *("--distpath", DIST, "--workpath", ROOT / "build" / "work", ROOT / "packaging" / "dj.spec"),
    )


def run(*command: str | Path, expected: int = 0) -> str:
    """What a command says; another exit status than expected ends everything."""
    words = [str(word) for word in command]
    done = subprocess.run(
        words,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    if done.returncode != expected:
        sys.exit(f"没有成：{' '.join(words)}（结束状态 {done.returncode}）\n{done.stdout}")
    return done.stdout


def program() -> Path:
    """What was built."""
    return DIST / "dj" / ("dj.exe" if sys.platform == "win32" else "dj")


def version() -> str:
    """What it says of itself."""
    return run(program(), "--version").split()[-1]


def tried() -> None:
    """What rests on files beside the program: checking, printing in every form, mending, the page."""
    dj = program()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        branch = Path(shutil.copytree(EXAMPLE, work / "支部"))
        run(dj, "check", branch, "--as-of", DAY)
        run(dj, "lint")
        run(dj, "print", "三级目录", branch, "-o", work / "打印", "--as-of", DAY)
        for target in ("pdf", "docx", "xlsx"):
            what = "三级目录" if target == "xlsx" else "制度汇编"
            run(dj, "print", what, branch, "-o", work / "打印", "--to", target, "--as-of", DAY)
        slip = branch / "branch.yaml"
        slip.write_text(slip.read_text(encoding="utf-8").replace("领域: ", "领域：", 1), encoding="utf-8")
        run(dj, "check", branch, "--as-of", DAY, expected=2)
        run(dj, "fix", branch, "--write")
        run(dj, "check", branch, "--as-of", DAY)
        with opened(dj, branch) as address:
            page = fetched(address)
        if "支部现在怎么样" not in page:
            sys.exit("没有成：dj open 的页面打不开")
    sys.stdout.write("试过了：check、lint、print（html、pdf、docx、xlsx）、fix、open 都能用\n")


@contextmanager
def opened(dj: Path, branch: Path) -> Iterator[str]:
    """The page's address while it is served."""
    command = [str(dj), "open", str(branch), "--no-browser", "--as-of", DAY]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", errors="replace") as served:
        assert served.stdout is not None  # noqa: S101 - asked for above
        said = "".join(line for _, line in zip(range(5), served.stdout, strict=False))
        found = re.search(r"http://\S+", said)
        try:
            yield found[0] if found else sys.exit(f"没有成：dj open 没有给出地址\n{said}")
        finally:
            served.terminate()


def fetched(address: str) -> str:
    """The page that a browser comes to from the address."""
    jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    with urllib.request.build_opener(jar).open(address, timeout=60) as answer:
        page: str = answer.read().decode("utf-8")
    return page


if __name__ == "__main__":
    main()
