"""The program as people get it: editable, wheel, and wheel out of the source archive.

Each way is installed in a fresh environment and used from another directory, so that nothing can be found
by standing in the checkout. Dependencies are lent by the running environment; what it lends is declared is
checked apart.
"""

import ast
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "dangjian_cli"
PACK = ROOT / "standards"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def run(*command: str | Path, cwd: Path) -> str:
    """What the command prints; the test fails with all it said when it does not end with 0."""
    # Neither may lend the checkout to the program, nor decide how it prints.
    env = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONUTF8"}}
    env["PYTHONIOENCODING"] = "utf-8"
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{command} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def files(folder: Path) -> dict[str, bytes]:
    """Every file below the folder by its path, as bytes; what running Python leaves behind is left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


class Installed:
    """An environment of its own with the program in it."""

    def __init__(self, home: Path, way: str, what: tuple[str | Path, ...]) -> None:
        self.way = way
        self.elsewhere = home / "别处"
        self.elsewhere.mkdir()
        venv.create(home / "venv", symlinks=os.name != "nt")
        programs = home / "venv" / ("Scripts" if os.name == "nt" else "bin")
        exe = ".exe" if os.name == "nt" else ""
        self.python, self.dj = programs / f"python{exe}", programs / f"dj{exe}"
        pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", self.python)
        run(*pip, "install", "--quiet", "--no-deps", *what, cwd=home)
        self.site = Path(self.ask("import sysconfig; print(sysconfig.get_path('purelib'))"))
        lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
        (self.site / "lent.pth").write_text("\n".join(sorted(lent)), encoding="utf-8")

    def ask(self, code: str) -> str:
        """What a line of Python prints there."""
        return run(self.python, "-c", code, cwd=self.elsewhere).strip()

    @property
    def package(self) -> Path:
        """Where the program is imported from."""
        return Path(self.ask("import dangjian_cli; print(dangjian_cli.__path__[0])"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive, each built from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--sdist", "--wheel", "--outdir", folder, ROOT, cwd=folder)
    return folder


@pytest.fixture(scope="module", params=["editable", "wheel", "sdist"])
def installed(
    request: pytest.FixtureRequest, built: Path, tmp_path_factory: pytest.TempPathFactory
) -> Installed:
    way: str = request.param
    what: dict[str, tuple[str | Path, ...]] = {
        "editable": ("--editable", ROOT),
        "wheel": tuple(built.glob("*.whl")),
        "sdist": tuple(built.glob("*.tar.gz")),
    }
    return Installed(tmp_path_factory.mktemp(way), way, what[way])


@pytest.mark.packaging
class TestInstalled:
    def test_the_pack_is_where_the_program_looks(self, installed: Installed) -> None:
        """Package data first, else the checkout: so exactly one of the two may be there."""
        beside = installed.package / "standards"

        if installed.way == "editable":
            assert installed.package.samefile(SOURCE)
            assert not beside.exists()
            assert (installed.package.parents[1] / "standards").samefile(PACK)
        else:
            assert installed.package.samefile(installed.site / "dangjian_cli")
            assert files(beside) == files(PACK)

    def test_editable_leaves_no_copy_behind(self, installed: Installed) -> None:
        """Hatchling's force-include copies data on an editable install too; the copy would grow stale."""
        copies = [path for path in installed.site.rglob("standards") if path.is_dir()]

        assert len(copies) == (0 if installed.way == "editable" else 1), copies

    def test_version(self, installed: Installed) -> None:
        module = run(installed.python, "-m", "dangjian_cli", "--version", cwd=installed.elsewhere)
        command = run(installed.dj, "--version", cwd=installed.elsewhere)

        assert PROJECT["version"] in module
        assert command == module

    def test_cards(self, installed: Installed) -> None:
        printed = run(installed.dj, "cards", cwd=installed.elsewhere)

        cards = list(PACK.glob("cards/*.yaml"))
        assert cards
        assert len(printed.splitlines()) >= len(cards)


@pytest.mark.packaging
def test_wheel_holds_the_program_and_the_pack(built: Path) -> None:
    (wheel,) = built.glob("*.whl")

    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}

    expected = files(SOURCE).keys() | {f"standards/{name}" for name in files(PACK)}
    assert names == {f"dangjian_cli/{name}" for name in expected}


@pytest.mark.packaging
def test_source_archive_can_test_itself(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")

    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    wanted = [
        path.relative_to(ROOT).as_posix()
        for folder in ("src", "tests", "scripts", "standards", "examples")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    assert sorted({*wanted, "README.md", "LICENSE", "pyproject.toml"} - names) == []


def third_party() -> Iterator[str]:
    """The top-level name of every library that the program imports."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            match node:
                case ast.Import(names=names):
                    yield from (alias.name.partition(".")[0] for alias in names)
                case ast.ImportFrom(module=str(module), level=0):
                    yield module.partition(".")[0]


def test_every_import_is_declared() -> None:
    """The development environment holds more than a user's: an import may work here and fail there."""
    extras = PROJECT.get("optional-dependencies", {}).values()
    requirements = [*PROJECT["dependencies"], *(line for extra in extras for line in extra)]
    declared = {normal(re.split(r"[^\w.-]", line)[0]) for line in requirements}
    providers = packages_distributions()

    undeclared = {
        name
        for name in third_party()
        if name not in sys.stdlib_module_names
        and name != "dangjian_cli"
        and declared.isdisjoint(map(normal, providers.get(name, [name])))
    }
    assert undeclared == set()


def normal(name: str) -> str:
    """A distribution's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()
