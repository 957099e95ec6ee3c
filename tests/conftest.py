"""Lets every test import its neighbours' helpers (``judging``, ``branches``) by name; a browser for all."""

import shutil
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """A browser that runs through the whole session; without one, what needs it is skipped."""
    playwright = pytest.importorskip("playwright.sync_api", reason="没有装 playwright")
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with playwright.sync_playwright() as tools:
        if found is None:
            pytest.skip("这台电脑上没有 Chromium，网页没有在浏览器里看")
        browser = tools.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()
