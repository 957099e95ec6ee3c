"""Tables as clerks have them, made cell by cell; and a branch to import them into."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from dangjian_cli.cli.app import app

Cells = Sequence[Sequence[Any]]

CHECKED = "10X98765432"


def id_number(born: str, serial: int = 11) -> str:
    """A well-formed identity number of a region that does not exist."""
    digits = f"999999{born}{serial:03}"
    return digits + CHECKED[sum(int(d) * (1 << (17 - i)) for i, d in enumerate(digits)) % 11]


def write(path: Path, pages: dict[str, Cells], merged: Iterable[str] = ()) -> Path:
    """A workbook with these cells; ``merged`` are ranges of its first sheet."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in pages.items():
        sheet = book.create_sheet(name)
        for i, row in enumerate(rows, 1):
            for j, value in enumerate(row, 1):
                if value is not None:
                    sheet.cell(i, j, value)
                    if isinstance(value, str):
                        sheet.cell(i, j).data_type = "s"
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    book.save(path)
    return path


@pytest.fixture
def branch(tmp_path: Path) -> Path:
    """A new branch's folder, as ``dj init`` makes it."""
    folder = tmp_path / "石泉村"
    options = ["--no-input", "--founded", "1990-01-01", "--opened", "2026-01-01"]
    done = CliRunner().invoke(app, ["init", str(folder), *options])
    assert done.exit_code == 0, done.output
    return folder
