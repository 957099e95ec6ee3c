"""The shape of the program, kept by a test: who may import whom, one door a library, one place for effects.

The rules are those of the design's Layout. Each is first shown failing on a snippet, so that a rule which
has stopped seeing anything cannot pass unnoticed.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

PACKAGE = "dangjian_cli"
ROOT = Path(__file__).parents[1] / "src" / PACKAGE
MODULES = sorted(ROOT.rglob("*.py"))

MAX_LINES = 400

# From top to bottom. A unit (a package or module right below dangjian_cli) imports only from lower rows.
LEVELS = (
    {"__main__"},
    {"cli"},
    {"web", "supervise", "learn"},
    {"documents", "report", "exchange", "edit"},
    {"render", "privacy"},
    {"load"},
    {"check", "diff", "lint", "overlay", "schema"},
    {"settle", "shelf"},
    {"archive", "forms"},
    {"card"},
    {"kinds"},
    {"ledger"},
    {"finding", "pattern", "periods"},
)
LEVEL = {unit: level for level, units in enumerate(LEVELS) for unit in units}
NEIGHBOURS = {("finding", "periods")}

SHELL = ("cli", "__main__")
SPREADSHEETS = ("openpyxl", "python_calamine", "calamine", "xlrd", "xlwt")
NETWORK = (
    *("socket", "socketserver", "ssl", "http", "urllib.request", "ftplib", "smtplib", "xmlrpc"),
    *("requests", "urllib3", "httpx", "aiohttp"),
)

# Library -> the places that may import it; a trailing * stands for any ending.
DOORS: dict[str, tuple[str, ...]] = {
    "yaml": ("load", "edit"),
    "ruamel": ("load", "edit"),
    "rich": ("report/formats/text*", "cli"),
    **dict.fromkeys(("jinja2", "typst", "docx", "docxtpl", "xlsxwriter"), ("render",)),
    **dict.fromkeys(SPREADSHEETS, ("exchange",)),
    "typer": ("cli",),
    "click": (),
    **dict.fromkeys(("flask", "waitress", "werkzeug"), ("web",)),
    "filelock": ("edit",),
    **dict.fromkeys(NETWORK, ("web",)),
}

# Naming one of these is enough: `default_factory=date.today` asks the clock as surely as a call does.
EFFECTS = {
    **dict.fromkeys(
        (
            *("datetime.date.today", "datetime.datetime.now", "datetime.datetime.today"),
            *("datetime.datetime.utcnow", "time.time", "time.time_ns", "time.localtime", "time.strftime"),
        ),
        "asks the date",
    ),
    **dict.fromkeys(("print", "input", "sys.stdout", "sys.stderr", "sys.stdin"), "talks to the terminal"),
    **dict.fromkeys(("exit", "quit", "sys.exit", "os._exit", "SystemExit"), "ends the program"),
    **dict.fromkeys(("os.environ", "os.environb", "os.getenv", "sys.argv"), "reads the surroundings"),
}


def within(module: PurePosixPath, places: tuple[str, ...]) -> bool:
    """Whether the module is one of the places or lies inside one."""
    name = module.with_suffix("").as_posix()
    return any(
        name.startswith(place[:-1]) if place.endswith("*") else f"{name}/".startswith(f"{place}/")
        for place in places
    )


def imports(tree: ast.Module, module: PurePosixPath) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything imported, wherever it stands in the module.

    ``from a import b`` gives ``a.b``, because ``b`` may be a module.
    """
    package = [PACKAGE, *module.parts[:-1]]
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=source, names=names, level=up):
                base = package[: len(package) - up + 1] if up else []
                prefix = ".".join([*base, *([source] if source else [])])
                yield from ((node.lineno, f"{prefix}.{alias.name}") for alias in names)
            case ast.Call(
                func=ast.Name(id="import_module" | "__import__") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield node.lineno, name


def names_used(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and dotted name, as imported, of every name the module mentions; local renaming undone."""
    meaning: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            meaning |= {alias.asname: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.ImportFrom):
            meaning |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)

    def dotted(node: ast.expr) -> str | None:
        match node:
            case ast.Name(id=name):
                return meaning.get(name, name)
            case ast.Attribute(value=value, attr=attr):
                base = dotted(value)
                return base and f"{base}.{attr}"
        return None

    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and (name := dotted(node)):
            yield node.lineno, name


def wrong_directions(tree: ast.Module, module: PurePosixPath) -> Iterator[str]:
    """Imports that point up, or to a neighbour."""
    unit = module.with_suffix("").parts[0]
    if unit == "__init__":
        return
    if unit not in LEVEL:
        yield f"{module}: {unit} has no level; give it one in LEVELS"
        return
    for line, name in imports(tree, module):
        match name.split("."):
            case [first, target, *_] if first == PACKAGE and target in LEVEL:
                allowed = target == unit or LEVEL[unit] < LEVEL[target] or (unit, target) in NEIGHBOURS
                if not allowed:
                    yield f"{module}:{line}: {unit} may not import {target}"


def wrong_doors(tree: ast.Module, module: PurePosixPath) -> Iterator[str]:
    """Libraries imported elsewhere than through their door."""
    for line, name in imports(tree, module):
        for library, places in DOORS.items():
            if f"{name}.".startswith(f"{library}.") and not within(module, places):
                yield f"{module}:{line}: {library} is imported only in {' and '.join(places) or 'no place'}"


def wrong_effects(tree: ast.Module, module: PurePosixPath) -> Iterator[str]:
    """The clock, the terminal, the exit or the environment touched outside the shell."""
    if within(module, SHELL):
        return
    found = {(line, name): EFFECTS[name] for line, name in names_used(tree) if name in EFFECTS}
    for (line, name), what in sorted(found.items()):
        yield f"{module}:{line}: {name} {what}; only cli/ may"


def wrong_form(tree: ast.Module, source: str, module: PurePosixPath) -> Iterator[str]:
    """Modules too long, or that do not say what they are."""
    if (lines := len(source.splitlines())) > MAX_LINES:
        yield f"{module}: {lines} lines, more than {MAX_LINES}"
    if not ast.get_docstring(tree) and (tree.body or module.name != "__init__.py"):
        yield f"{module}: no docstring"


def faults(source: str, module: str) -> list[str]:
    """Everything wrong with a module, given its text and its path below the package."""
    tree, path = ast.parse(source), PurePosixPath(module)
    return [
        *wrong_directions(tree, path),
        *wrong_doors(tree, path),
        *wrong_effects(tree, path),
        *wrong_form(tree, source, path),
    ]


def test_there_is_something_to_look_at() -> None:
    assert {"finding.py", "periods.py"} <= {path.name for path in MODULES}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_module(path: Path) -> None:
    module = path.relative_to(ROOT).as_posix()

    assert faults(path.read_text(encoding="utf-8"), module) == []


REFUSED = [
    # Directions: up, sideways, and every way of writing it.
    ("ledger/a.py", "from dangjian_cli.kinds import base", "ledger may not import kinds"),
    ("kinds/a.py", "import dangjian_cli.card", "kinds may not import card"),
    ("card.py", "from dangjian_cli import check", "card may not import check"),
    ("check.py", "from dangjian_cli.load.yaml import read", "check may not import load"),
    ("check.py", "from dangjian_cli import lint", "check may not import lint"),
    ("load/a.py", "from dangjian_cli.report import text", "load may not import report"),
    ("report/a.py", "from dangjian_cli.documents import view", "report may not import documents"),
    ("render/a.py", "from dangjian_cli.privacy import mask", "render may not import privacy"),
    ("web/a.py", "from dangjian_cli.learn import site", "web may not import learn"),
    ("web/a.py", "from dangjian_cli.cli import main", "web may not import cli"),
    ("cli/a.py", "import dangjian_cli.__main__", "cli may not import __main__"),
    ("periods.py", "from dangjian_cli.finding import Finding", "periods may not import finding"),
    ("ledger/a.py", "from ..kinds import base", "ledger may not import kinds"),
    ("ledger/a/b.py", "from ... import kinds", "ledger may not import kinds"),
    ("finding.py", "from .ledger import Branch", "finding may not import ledger"),
    ("ledger/__init__.py", "from ..kinds import base", "ledger may not import kinds"),
    ("kinds/a.py", "def f():\n    from dangjian_cli import check", "kinds may not import check"),
    ("kinds/a.py", "if TYPE_CHECKING:\n    from dangjian_cli import check", "kinds may not import check"),
    ("kinds/a.py", "importlib.import_module('dangjian_cli.check')", "kinds may not import check"),
    ("loader/a.py", "", "loader has no level"),
    # Doors.
    ("check.py", "import yaml", "yaml is imported only in load and edit"),
    ("report/json.py", "from yaml import safe_load", "yaml is imported only in load and edit"),
    ("cli/a.py", "from ruamel.yaml import YAML", "ruamel is imported only in load and edit"),
    ("loading.py", "import yaml", "yaml is imported only in load and edit"),
    (
        "report/html.py",
        "from rich.table import Table",
        "rich is imported only in report/formats/text* and cli",
    ),
    ("documents/a.py", "import jinja2", "jinja2 is imported only in render"),
    ("documents/a.py", "import typst", "typst is imported only in render"),
    ("documents/a.py", "import docxtpl", "docxtpl is imported only in render"),
    ("load/a.py", "import openpyxl", "openpyxl is imported only in exchange"),
    ("exchange/a.py", "import xlsxwriter", "xlsxwriter is imported only in render"),
    ("load/a.py", "import python_calamine", "python_calamine is imported only in exchange"),
    ("report/a.py", "import typer", "typer is imported only in cli"),
    ("cli/a.py", "import click", "click is imported only in no place"),
    ("cli/a.py", "from click.testing import CliRunner", "click is imported only in no place"),
    ("cli/a.py", "from flask import Flask", "flask is imported only in web"),
    ("cli/a.py", "import waitress", "waitress is imported only in web"),
    ("load/a.py", "import filelock", "filelock is imported only in edit"),
    ("cli/a.py", "import socket", "socket is imported only in web"),
    ("load/a.py", "import urllib.request", "urllib.request is imported only in web"),
    ("load/a.py", "from urllib import request", "urllib.request is imported only in web"),
    ("learn/a.py", "from http.server import HTTPServer", "http is imported only in web"),
    ("cli/a.py", "import requests", "requests is imported only in web"),
    # Effects.
    ("check.py", "from datetime import date\ndate.today()", "datetime.date.today asks the date"),
    ("check.py", "import datetime\ndatetime.date.today()", "datetime.date.today asks the date"),
    ("check.py", "import datetime as d\nd.datetime.now()", "datetime.datetime.now asks the date"),
    ("check.py", "from datetime import datetime as d\nd.now(UTC)", "datetime.datetime.now asks the date"),
    ("card.py", "from datetime import date\nField(default_factory=date.today)", "datetime.date.today"),
    ("check.py", "import time\ntime.time()", "time.time asks the date"),
    ("check.py", "from time import time", "time.time asks the date"),
    ("report/text.py", "print(1)", "print talks to the terminal"),
    ("report/text.py", "import sys\nsys.stdout.write('')", "sys.stdout talks to the terminal"),
    ("load/a.py", "import sys\nsys.exit(2)", "sys.exit ends the program"),
    ("load/a.py", "from sys import exit as leave", "sys.exit ends the program"),
    ("load/a.py", "raise SystemExit(2)", "SystemExit ends the program"),
    ("report/a.py", "import os\nos.environ['CI']", "os.environ reads the surroundings"),
    ("report/a.py", "from os import environ", "os.environ reads the surroundings"),
    ("report/a.py", "import os\nos.getenv('CI')", "os.getenv reads the surroundings"),
    # Form.
    ("check.py", "\n" * MAX_LINES, "401 lines, more than 400"),
]

ALLOWED = [
    ("cli/a.py", "from dangjian_cli import check, finding, load, report, web"),
    ("report/text.py", "from dangjian_cli.privacy import mask"),
    ("report/text.py", "from dangjian_cli.report import tables"),
    ("report/text.py", "from . import tables"),
    ("ledger/a/b.py", "from ...periods import Day"),
    ("finding.py", "from dangjian_cli.periods import Day"),
    ("report/sarif.py", "from dangjian_cli import __version__"),
    ("__main__.py", "from dangjian_cli.cli import main"),
    ("load/a.py", "import yaml"),
    ("edit/a.py", "from ruamel.yaml import YAML"),
    ("report/formats/text.py", "from rich.table import Table"),
    ("report/formats/text_wrap.py", "from rich.table import Table"),
    ("render/a.py", "import jinja2, typst"),
    ("exchange/a.py", "from dangjian_cli import render\nfrom python_calamine import load_workbook"),
    ("cli/a.py", "import typer, rich"),
    ("web/a.py", "from http.server import HTTPServer"),
    ("report/sarif.py", "from urllib.parse import quote"),
    ("kinds/a.py", "import richer, yamlish"),
    ("cli/a.py", "import os, sys\nfrom datetime import date\nprint(date.today(), os.environ)\nsys.exit(0)"),
    ("check.py", "from datetime import date, datetime\ndate(2026, 1, 1)\ndatetime.fromisoformat('')"),
    ("ledger/a.py", "class Notice:\n    today: bool\n\n\nnotice.today, self.print, day.now()"),
]


@pytest.mark.parametrize(("module", "source", "expected"), REFUSED)
def test_refused(module: str, source: str, expected: str) -> None:
    found = faults(f'"""A module."""\n{source}', module)

    assert any(expected in fault for fault in found), found


@pytest.mark.parametrize(("module", "source"), ALLOWED)
def test_allowed(module: str, source: str) -> None:
    assert faults(f'"""A module."""\n{source}', module) == []


@pytest.mark.parametrize(
    ("module", "source", "expected"),
    [
        ("check.py", "", ["check.py: no docstring"]),
        ("check.py", "# A comment.\nX = 1", ["check.py: no docstring"]),
        ("kinds/__init__.py", "X = 1", ["kinds/__init__.py: no docstring"]),
        ("kinds/__init__.py", "", []),
        ("kinds/__init__.py", "# Only a comment.", []),
        ("__init__.py", '"""The program."""\nfrom dangjian_cli import cli', []),
    ],
)
def test_docstrings(module: str, source: str, expected: list[str]) -> None:
    assert faults(source, module) == expected


def test_every_rule_has_been_shown_failing() -> None:
    shown = " ".join(expected for _, _, expected in REFUSED)

    unshown_doors = DOORS.keys() - set(shown.split())
    assert unshown_doors <= {"docx", "calamine", "werkzeug", "xlrd", "xlwt", *NETWORK}
    assert {what for what in EFFECTS.values() if what not in shown} == set()


CONTRIBUTING = (ROOT.parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
UNITS = {path.relative_to(ROOT).with_suffix("").parts[0] for path in MODULES} - {"__init__", "__main__"}


def test_contributing_names_every_unit() -> None:
    layout = CONTRIBUTING.partition("src/dangjian_cli/\n")[2].partition("\ntests/")[0]
    assert set(re.findall(r"\b(\w+)(?:/|\.py)(?=\s)", layout)) >= UNITS


def test_contributing_tells_the_order_of_imports() -> None:
    (told,) = re.findall(r"引用只能朝下：`(.*)`", CONTRIBUTING)
    levels = [set(level.split("、")) for level in told.split(" → ")]
    assert levels == [level & UNITS for level in LEVELS if level & UNITS]
