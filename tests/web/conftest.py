"""A branch without gaps, and a browser on it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from branches import sample_branch
from desks import client_for, desk_for
from flask.testing import FlaskClient


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A branch without gaps."""
    return sample_branch(tmp_path / "支部")


@pytest.fixture
def browse(folder: Path) -> Callable[..., FlaskClient]:
    """A browser on that branch."""

    def start(*, write: bool = False, known: bool = True) -> FlaskClient:
        return client_for(desk_for(folder, write=write), known=known)

    return start
