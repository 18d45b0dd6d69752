"""A real Chromium, from the machine; skipped with a clear line where there is none."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

NAMES = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Open = Callable[..., Page]


def chromium_path() -> str | None:
    """Find the machine's browser."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = chromium_path()
    if found is None:
        reason = "no Chromium on this machine: install Debian's package chromium"
        # In CI a missing browser is a fault of the script, not of the machine.
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Open]:
    """Give a way to open pages; each has a browser profile of its own.

    ``options`` are Playwright's: java_script_enabled, color_scheme, viewport.
    """
    opened: list[BrowserContext] = []

    def open_it(**options: Any) -> Page:
        context = chromium.new_context(**options)
        context.set_default_timeout(10_000)
        opened.append(context)
        return context.new_page()

    yield open_it
    for context in opened:
        context.close()


@pytest.fixture
def page(open_page: Open) -> Page:
    """Give a page without JavaScript, as everything must work without it."""
    return open_page(java_script_enabled=False)
