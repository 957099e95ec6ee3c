"""A page on a desk: a branch on disk, served to a test client that has the cookie."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from branches import DAY
from flask.testing import FlaskClient

from dangjian_cli.card import Pack
from dangjian_cli.load.branch import find_branches
from dangjian_cli.load.pack import load_pack, standards_folder
from dangjian_cli.load.shelf import load_shelf
from dangjian_cli.shelf import Shelf
from dangjian_cli.web.app import make_app
from dangjian_cli.web.desk import Desk
from dangjian_cli.web.guard import Keys

PORT = 8765
KEYS = Keys(PORT)
HOST = f"127.0.0.1:{PORT}"


@cache
def standard() -> tuple[Pack, Shelf]:
    """What every desk is judged by."""
    return load_pack(standards_folder()), load_shelf(standards_folder())


def desk_for(root: Path, *, write: bool = False) -> Desk:
    """The folder as it lies on the desk on the sample's day."""

    def refuse(error: Exception) -> None:
        raise error

    return Desk(
        root,
        lambda: list(find_branches(root)),
        *standard(),
        lambda: date.fromisoformat(DAY),
        refuse,
        lambda run: run,
        write=write,
    )


class Browser(FlaskClient):
    """A browser that asks for pages at the page's own address."""

    def open(self, *args: Any, **options: Any) -> Any:
        """Ask for a page."""
        if args and isinstance(args[0], str):
            options.setdefault("base_url", f"http://{HOST}")
        return super().open(*args, **options)


def client_for(desk: Desk, *, known: bool = True) -> FlaskClient:
    """A browser; one that is ``known`` has made its first visit."""
    app = make_app(desk, KEYS)
    app.testing = True
    app.test_client_class = Browser
    client = app.test_client()
    if known:
        client.set_cookie(KEYS.cookie, KEYS.session, domain="127.0.0.1")
    return client
