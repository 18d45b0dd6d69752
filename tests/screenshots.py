"""Takes the README's screenshots anew: `make screenshots`."""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import FLAGS, chromium_path
from tests.end_to_end.installation import (
    Process,
    clean_environment,
    free_port,
    get,
    soon,
)

IMAGES = Path(__file__).parents[1] / "docs" / "images"
INBOX = "/practice/inbox/U0VISITOR"
SIZE = {"width": 1200, "height": 760}


def take(page: Page, address: str) -> None:
    page.goto(address + INBOX)
    page.wait_for_timeout(300)
    page.screenshot(path=IMAGES / "inbox.png")
    page.goto(address)
    page.get_by_role("button", name="Get the link to your own page").click()
    page.get_by_role("link", name="Open my page").last.click()
    page.get_by_role("button", name="Go in").click()
    page.goto(f"{address}/me/answers/desk")
    page.screenshot(path=IMAGES / "habits.png")


def main() -> None:
    path = chromium_path()
    if path is None:
        raise SystemExit("There is no Chromium: install Debian's package chromium.")
    IMAGES.mkdir(exist_ok=True)
    port = free_port()
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        words = ("demo", "--port", str(port))
        demo = Process(Path(folder), clean_environment(), *words)
        try:
            soon(lambda: 'class="step planned"' in get(port, INBOX)[1])
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            take(browser.new_page(viewport=SIZE), f"http://127.0.0.1:{port}")
            browser.close()
        finally:
            demo.end()


if __name__ == "__main__":
    main()
