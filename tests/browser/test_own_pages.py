"""The own pages in a real browser: for every eye, by keyboard, without scripts."""

import gzip
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.actions.steps import arrive, profile
from tests.browser.conftest import Open
from tests.browser.looking import faults
from tests.web.browsing import link_in_slack
from tests.world import World
from web.me.answers import PAGES

pytestmark = pytest.mark.browser

LIBRARY = (
    # Few enough for axe; a web test weighs the whole.
    "/me/library?position=wall",
    "/me/library/chin_tuck",
    "/me/library/chin_tuck/do",
)
OWN = (
    "/me/",
    "/me/answers",
    "/me/browsers",
    "/me/data",
    "/privacy",
    *(f"/me/answers/{section}" for section in PAGES),
    *LIBRARY,
)
MOST_BYTES = 60_000


def go_in(world: World, page: Page, user: str) -> None:
    page.goto(world.url + link_in_slack(world, user))
    page.get_by_role("button", name="Go in").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.fixture
def alice(world: World) -> str:
    """Give somebody with a plan, a routine that came, and a few answers."""
    user = world.add("Alice", country="DE")
    arrive(world, user)
    return user


def states(page: Page, url: str) -> Iterator[str]:
    """Walk through every page, and the states that only a mistake or a card shows."""
    for path in OWN:
        page.goto(url + path)
        yield path
    page.get_by_role("button", name="It hurts").click()
    yield "hurts"
    page.goto(f"{url}/me/answers/hours")
    page.get_by_text("Days that differ").click()
    page.get_by_label("Friday, from").fill("09:00")
    page.get_by_label("Work ends", exact=True).fill("08:00")
    page.get_by_role("button", name="Save and see all").click()
    yield "mistakes"
    page.goto(f"{url}/me/answers/soreness")
    page.get_by_label("How strong is it right now?").select_option("8")
    page.get_by_role("button", name="Save and see all").click()
    yield "card"
    page.goto(f"{url}/me/")
    yield "resting"
    page.goto(f"{url}/nowhere")
    yield "error"


# In the dark only colours differ, and colours do not depend on the width.
WIDTHS = {"light": (320, 768, 1280), "dark": (320,)}


@pytest.mark.parametrize("scheme", WIDTHS)
def test_no_page_has_a_fault_in_this_light_at_any_width(
    world: World, alice: str, open_page: Open, scheme: str
) -> None:
    page = open_page(color_scheme=scheme)
    found: dict[str, list[str]] = {}

    def look(name: str) -> None:
        for width in WIDTHS[scheme]:
            page.set_viewport_size({"width": width, "height": 800})
            found[f"{name} at {width}"] = faults(page)

    page.goto(world.url)
    look("front")
    page.goto(world.url + link_in_slack(world, alice))
    look("link")
    page.get_by_role("button", name="Go in").click()
    for name in states(page, world.url):
        look(name)
    page.goto(world.url + "/sign-in/T0PRACTICE.none")
    look("link over")
    assert {name: said for name, said in found.items() if said} == {}


def test_no_page_asks_another_host_or_weighs_much(
    world: World, alice: str, open_page: Open
) -> None:
    page = open_page()
    asked: set[str] = set()
    refused: list[str] = []
    page.on("request", lambda request: asked.add(request.url))
    page.on("console", lambda said: refused.append(said.text))
    go_in(world, page, alice)
    for name in states(page, world.url):
        page.wait_for_load_state()
        weight = weight_of(page)
        assert weight < MOST_BYTES, f"{name}: {weight}"
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(world.url).netloc}
    assert [said for said in refused if "Content Security Policy" in said] == []


def weight_of(page: Page) -> int:
    """Give the bytes of a page with all that it loads, compressed."""
    loaded = page.evaluate(
        "performance.getEntriesByType('resource').map(one => one.name)"
    )
    bodies = [page.request.get(url).body() for url in {*loaded}]
    return sum(len(gzip.compress(body)) for body in [*bodies, page.content().encode()])


def test_a_newcomer_registers_by_keyboard_alone(world: World, open_page: Open) -> None:
    bea = world.add("Bea", country="DE")
    page = open_page(java_script_enabled=False)
    page.goto(world.url + link_in_slack(world, bea))
    keys = Keys(page)
    keys.to("button", "Go in").press("Enter")
    keys.to("link", "Tell me about your desk").press("Enter")
    screens = 0
    while "/me/answers/" in page.url:
        screens += 1
        if page.url.endswith("/desk"):
            keys.to("radio", "More than 6 hours").press(" ")
            keys.to("radio", "Below eye level").press(" ")
        keys.to("button", "Save and").press("Enter")
    expect(page.get_by_role("heading", name="My answers")).to_be_visible()
    kept = profile(world, bea)
    assert kept.safety_answered
    assert kept.answers == {"D1_sit_hours": ">6", "D3_screen_height": "below"}
    assert screens == len(PAGES)
    # The link, the way to the questions, two answers, and one press a section.
    assert keys.acts == 2 + 2 + len(PAGES)


class Keys:
    """Walks through a page by Tab and arrow keys, as the focus goes."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.acts = 0

    def to(self, role: str, name: str) -> "Keys":
        wanted = self._page.get_by_role(role, name=re.compile(f"^{name}")).first  # type: ignore[arg-type] # any role
        for _ in range(200):
            if wanted.evaluate("one => one === document.activeElement"):
                return self
            in_group = self._page.evaluate(
                "document.activeElement.type === 'radio' && document.activeElement.name"
            )
            same = in_group and wanted.get_attribute("name") == in_group
            self._page.keyboard.press("ArrowDown" if same else "Tab")
        raise AssertionError(f"no way by keyboard to {role} {name!r}")

    def press(self, key: str) -> None:
        """Act on what has the focus; Enter leads to another page."""
        self.acts += 1
        if key != "Enter":
            self._page.keyboard.press(key)
            return
        with self._page.expect_navigation():
            self._page.keyboard.press(key)


def test_the_focus_is_always_seen(world: World, alice: str, open_page: Open) -> None:
    page = open_page()
    go_in(world, page, alice)
    page.goto(f"{world.url}/me/answers/hours")
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")


def test_a_wrong_value_stands_beside_its_field_and_the_rest_stays(
    world: World, alice: str, page: Page
) -> None:
    go_in(world, page, alice)
    page.goto(f"{world.url}/me/answers/hours")
    page.get_by_label("Work ends", exact=True).fill("08:00")
    page.get_by_label("In the office").check()
    page.get_by_role("button", name="Save and go on").click()

    expect(page.get_by_role("alert")).to_contain_text("Nothing was saved yet.")
    wrong = page.get_by_label("Work ends", exact=True)
    expect(wrong).to_have_value("08:00")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_accessible_description(
        "Work ends before it starts: choose a later time."
    )
    expect(page.get_by_label("In the office")).to_be_checked()

    wrong.fill("16:00")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", name="Public holidays")).to_be_visible()
    assert world.person(alice).work_end.hour == 16


def test_today_nudges_pauses_resumes_and_skips(
    world: World, alice: str, page: Page
) -> None:
    go_in(world, page, alice)
    page.get_by_role("button", name="Send me one now").click()
    expect(page.get_by_role("status")).to_have_text("It is in your Slack messages now.")
    page.get_by_role("button", name="Pause today").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Paused until tomorrow")
    page.get_by_role("button", name="Resume").click()
    page.get_by_role("button", name="Skip the next").click()
    expect(page.get_by_role("status")).to_have_text("Skipped.")


@pytest.fixture
def timer(world: World, alice: str, open_page: Open) -> Page:
    """Give the page of an exercise to do now, with a clock that a test moves."""
    page = open_page(reduced_motion="reduce")
    go_in(world, page, alice)
    page.clock.install(time="2026-03-02T08:00:00Z")
    page.goto(f"{world.url}/me/library/chin_tuck/do")
    page.clock.pause_at("2026-03-02T09:00:00Z")
    return page


def press(page: Page, name: str) -> None:
    """Press a button of the timer by keyboard."""
    page.get_by_role("button", name=name).press("Enter")


def test_the_timer_waits_for_the_person_counts_and_pauses(timer: Page) -> None:
    phase, count = timer.locator("#phase"), timer.get_by_role("timer")
    timer.clock.run_for(5_000)
    expect(phase).to_have_text("Get into place")
    expect(count).to_have_text("8")
    press(timer, "Start")
    timer.clock.run_for(9_000)
    expect(phase).to_have_text("Move slowly")
    expect(timer.locator("#said")).to_have_text("Move slowly")
    expect(timer.locator("#detail")).to_have_text("1 of 5")
    press(timer, "Pause")
    timer.clock.run_for(60_000)
    expect(count).to_have_text("3")


def test_the_timer_catches_up_goes_back_and_ends_at_the_question(timer: Page) -> None:
    detail = timer.locator("#detail")
    press(timer, "Start")
    # A tab that slept goes by the clock.
    timer.clock.fast_forward(17_000)
    expect(detail).to_have_text("3 of 5")
    press(timer, "Back")
    expect(detail).to_have_text("2 of 5")
    press(timer, "Skip ahead")
    timer.clock.run_for(13_000)
    expect(timer.locator("#phase")).to_have_text("That was it")
    expect(timer.get_by_role("heading", name="How was it?")).to_be_focused()
    assert timer.evaluate("document.getAnimations().length") == 0
    press(timer, "Done")
    expect(timer.get_by_role("status")).to_have_text("Noted.")


def test_without_scripts_the_times_stand_in_a_list(
    world: World, alice: str, page: Page
) -> None:
    go_in(world, page, alice)
    page.goto(f"{world.url}/me/library")
    page.get_by_label("Part of the body").select_option("Neck")
    page.get_by_role("button", name="Show these").click()
    page.get_by_role("link", name="Chin tuck").first.click()
    page.get_by_role("link", name="Do it now").click()
    expect(page.get_by_role("region", name="Timer")).to_be_hidden()
    expect(page.get_by_text("Move slowly: 5 times, 4 seconds each")).to_be_visible()
    page.get_by_role("button", name="Too easy").click()
    expect(page.get_by_role("status")).to_have_text("Noted.")


def test_what_is_chosen_is_marked_by_more_than_colour(
    world: World, alice: str, chromium: Browser
) -> None:
    context = chromium.new_context(forced_colors="active")
    page = context.new_page()
    go_in(world, page, alice)
    page.goto(f"{world.url}/me/answers/hours")
    expect(page.get_by_label("Monday", exact=True)).to_be_checked()
    assert faults(page) == []
    context.close()
