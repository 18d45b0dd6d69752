"""The practice pages suit everybody: eyes, hands, keyboards, screen readers, phones."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from slack_sdk import WebClient

from tests.browser.looking import faults
from tests.browser.test_practice_inbox import inbox, nudge
from tests.practice.bolt_app import Seen, a_bolt_app, over_http
from tests.practice.conftest import StandingClock, a_client
from tests.practice.pieces import (
    a_button,
    a_choice,
    a_modal,
    a_nudge,
    a_section,
    an_input,
    option,
    plain,
)
from tests.practice.test_playing import Service
from tests.practice_server import serve
from tests.world import World
from web.practice import PracticeWorkspace, Step, What, blueprint

pytestmark = pytest.mark.browser

LOOKS = (("light", 320), ("light", 768), ("light", 1280), ("dark", 320))
"""In the dark only colours differ, and colours do not depend on the width."""

MORE = {"type": "overflow", "options": [option("pause"), option("stop")]}
PICTURE = {
    "type": "image",
    "image_url": "https://elsewhere.example/row.png",
    "alt_text": "Band row",
}
DAY = {"type": "datepicker", "action_id": "day", "placeholder": plain("Day")}
CONFIRM = {
    "title": plain("Really"),
    "text": plain("Nothing comes."),
    "confirm": plain("Yes"),
    "deny": plain("No"),
}
BLOCKS: list[dict[str, Any]] = [
    {"type": "header", "text": plain("Chest opener")},
    a_section("Open the *arms*.", accessory=MORE),
    a_section("Pull the `band`.", accessory=PICTURE),
    {"type": "section", "fields": [plain("Two minutes"), plain("Step 2")]},
    {**PICTURE, "title": plain("Band row")},
    {"type": "divider"},
    {"type": "actions", "elements": [DAY, a_button("stop", confirm=CONFIRM)]},
    {"type": "context", "elements": [PICTURE, plain("Not medical advice.")]},
]
GROUPS = [{"label": plain(one), "options": [option(one * 2)]} for one in "abc"]
FORM = a_modal(
    an_input("country", {"type": "static_select", "option_groups": GROUPS}),
    an_input("place", a_choice("radio_buttons", "desk", "home"), hint=plain("Mostly.")),
    an_input("spots", a_choice("checkboxes", "neck", "back"), optional=True),
    an_input("start", {"type": "timepicker", "initial_time": "09:00"}),
    an_input("hours", {"type": "number_input", "is_decimal_allowed": False}),
    an_input("note", {"type": "plain_text_input", "multiline": True}, optional=True),
    *BLOCKS,
)


@dataclass(frozen=True, kw_only=True)
class Site:
    """The pages of a workspace with an app at its other end."""

    url: str
    ws: PracticeWorkspace
    slack: WebClient

    def inbox(self, user_id: str, **ask: str) -> str:
        asked = "&".join(f"{name}={what}" for name, what in ask.items())
        return f"{self.url}/practice/inbox/{user_id}?{asked}"

    def opens(self, user_id: str) -> None:
        trigger = self.ws.new_trigger(user_id, pushes=False)
        self.slack.views_open(trigger_id=trigger, view=FORM)


@contextmanager
def open_site() -> Iterator[Site]:
    ws = PracticeWorkspace(now=StandingClock())
    service = Service()
    service.story = [
        Step(at="09:40", what=one, text=f"This is {one}.", day="Today") for one in What
    ]
    app = Flask(__name__)
    app.register_blueprint(blueprint(ws, behind=service), url_prefix="/practice")
    seen = Seen()
    with serve(app) as url:
        slack = a_client(f"{url}/practice", ws.bot_token, timeout=5)
        with serve(over_http(a_bolt_app(slack, ws.signing_secret, seen), seen)) as end:
            ws.events_url = f"{end}/slack/events"
            yield Site(url=url, ws=ws, slack=slack)
            ws.close()


@pytest.fixture(scope="module")
def furnished() -> Iterator[Site]:
    """Give a site to look at, with something on each page."""
    with open_site() as site:
        for number in range(1, 5):
            site.ws.add_member(f"U{number}", f"Person {number}")
        site.slack.chat_postMessage(channel="U1", text="x", blocks=BLOCKS)
        site.slack.chat_postMessage(channel="U1", text="x", blocks=a_nudge())
        site.slack.views_publish(user_id="U1", view={"type": "home", "blocks": BLOCKS})
        site.ws.notices["U1"] = "Something did not work."
        site.ws.event("dnd_updated_user", user="U1", start=1, end=9_999_999_999)
        site.opens("U2")
        site.opens("U3")
        yield site


@pytest.fixture
def site() -> Iterator[Site]:
    """Give a site to change."""
    with open_site() as opened:
        opened.ws.add_member("U1", "Alice Example")
        yield opened


@pytest.fixture
def scripted(chromium: Browser) -> Iterator[Page]:
    """Give a page with JavaScript, which axe-core and live.js need."""
    context = chromium.new_context(reduced_motion="reduce")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def send_empty(page: Page) -> None:
    page.get_by_role("button", name="Save").click()


# Menus of one page close each other; to be looked at, all of them stand open.
UNFOLD = """document.querySelectorAll("details").forEach(fold => {
  fold.removeAttribute("name");
  fold.open = true;
})"""
PAGES = {
    "people": ("", None),
    "a nudge": ("inbox/U1", None),
    "home": ("inbox/U1?tab=home", None),
    "nothing yet": ("inbox/U4", None),
    "a form": ("inbox/U2", None),
    "a form with errors": ("inbox/U3", send_empty),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_barrier_in_either_scheme_at_any_width(
    furnished: Site, scripted: Page, name: str
) -> None:
    path, act = PAGES[name]
    asked: list[str] = []
    scripted.on("request", lambda request: asked.append(request.url))
    scripted.goto(f"{furnished.url}/practice/{path}")
    if act:
        act(scripted)
    scripted.evaluate(UNFOLD)
    for scheme, width in LOOKS:
        scripted.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        scripted.set_viewport_size({"width": width, "height": 900})
        assert faults(scripted) == [], (scheme, width)
    assert {url.startswith(furnished.url) for url in asked} == {True}


def test_a_form_takes_the_keyboard_and_keeps_it(site: Site, page: Page) -> None:
    site.opens("U1")
    page.goto(site.inbox("U1"))
    expect(page.get_by_label("Your country")).to_be_focused()
    stops = []
    for _ in range(30):
        page.keyboard.press("Tab")
        stops.append(page.locator(":focus").evaluate_all("all => all[0]?.className"))
    assert "close" in stops
    assert page.locator(".shell :focus").count() == 0


def test_an_error_is_read_first_and_leads_to_its_field(site: Site, page: Page) -> None:
    site.opens("U1")
    page.goto(site.inbox("U1"))
    page.get_by_label("Your note").fill("Stays here")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".summary")).to_be_focused()
    expect(page.get_by_label("Your note")).to_have_value("Stays here")
    page.get_by_role("link", name="Your place: Please complete").press("Enter")
    expect(page.get_by_label("Desk")).to_be_focused()


def test_enter_in_a_field_sends_the_form(site: Site, page: Page) -> None:
    site.opens("U1")
    page.goto(site.inbox("U1"))
    page.get_by_label("Your hours").press("Enter")
    expect(page.locator(".summary")).to_be_focused()


def test_a_nudge_is_read_and_answered_by_keyboard_alone(
    world: World, page: Page
) -> None:
    page.goto(inbox(world, nudge(world, "Alice")))
    tab_to(page, "More")
    page.keyboard.press("Enter")
    tab_to(page, "Why this?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Why this?")).to_be_visible()
    tab_to(page, "Close")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    tab_to(page, "Done")
    page.keyboard.press("Enter")
    folded = page.locator("article:focus")
    expect(folded).to_contain_text("That break is over.")


def tab_to(page: Page, label: str) -> None:
    """Press Tab until what has the keyboard is named so."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and focused.inner_text().strip() == label:
            return
    raise AssertionError(f"no way to {label} by Tab")


def test_a_new_message_comes_in_by_itself_and_disturbs_nothing(
    site: Site, scripted: Page
) -> None:
    site.slack.chat_postMessage(channel="U1", text="x", blocks=a_nudge())
    scripted.goto(site.inbox("U1"))
    expect(scripted.get_by_role("link", name="Look for new messages")).to_be_hidden()
    scripted.get_by_text("More", exact=True).click()
    scripted.get_by_role("button", name="Pause").focus()
    site.slack.chat_postMessage(channel="U1", text="A second one")
    expect(scripted.get_by_text("A second one")).to_be_in_viewport()
    expect(scripted.get_by_role("button", name="Pause")).to_be_focused()
    expect(scripted.locator("#said")).to_have_text("New message, 11:00")


def test_a_form_opens_by_itself_but_never_over_what_is_typed(
    site: Site, scripted: Page
) -> None:
    scripted.goto(site.inbox("U1"))
    site.opens("U1")
    expect(scripted.get_by_label("Your country")).to_be_focused()
    scripted.get_by_label("Your note").fill("Half a sent")
    top = site.ws.open_view_of("U1")
    assert top
    with scripted.expect_response("**/state"):
        site.slack.views_update(view_id=top.view_id, view={**FORM})
    expect(scripted.get_by_label("Your note")).to_have_value("Half a sent")
    scripted.keyboard.press("Escape")
    expect(scripted.get_by_role("dialog")).to_have_count(0)
