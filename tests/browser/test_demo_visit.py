"""A visitor in a real browser goes through the demo, as its command starts it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Open
from tests.browser.looking import faults
from tests.end_to_end.installation import (
    Process,
    clean_environment,
    free_port,
    get,
    soon,
)

pytestmark = pytest.mark.browser

NEXT = 'class="step planned"'
"""What comes next stands in the panel: by then the first nudge is there, too."""


@contextmanager
def started(folder: Path) -> Iterator[str]:
    """Start the demo with few people; gives its address when its past is written."""
    port = free_port()
    words = ("demo", "--port", str(port), "--people", "4")
    process = Process(folder, clean_environment(), *words)
    inbox = "/practice/inbox/U0VISITOR"
    try:
        assert soon(lambda: NEXT in get(port, inbox)[1]), process.said
        yield f"http://127.0.0.1:{port}"
    finally:
        process.end()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start one demo for all visits of this process: each comes on a later day."""
    with started(tmp_path_factory.mktemp("demo")) as address:
        yield address


@pytest.fixture
def demo(shared: str, chromium: Browser) -> str:
    """Let a new day begin in the demo, with its first nudge; gives the address."""
    page = chromium.new_page()
    open_inbox(page, shared)
    play(page, "Time", "To tomorrow morning")
    play(page, "Time", "To my next nudge")
    # Who asks for one at once must not look like a double click.
    play(page, "Time", "15 minutes on")
    page.close()
    return shared


@pytest.fixture
def own_demo(tmp_path: Path) -> Iterator[str]:
    """Start a demo for one visit alone, which no other can come after."""
    with started(tmp_path) as address:
        yield address


def open_inbox(page: Page, demo: str) -> None:
    page.goto(demo)
    page.get_by_role("link", name="Open your Slack inbox").click()


def choose(page: Page, entry: str) -> None:
    """Choose an entry of the newest nudge's menu."""
    page.get_by_text("More", exact=True).last.click()
    page.get_by_role("button", name=entry, exact=True).last.click()


def play(page: Page, group: str, name: str) -> str:
    """Play with what is behind; gives what the panel says then."""
    button = page.get_by_role("button", name=re.compile(f"^{name}"))
    unfold(page.get_by_text(group, exact=True), button)
    button.click()
    told = page.locator("#told")
    expect(told).to_be_visible()
    return told.inner_text()


def unfold(group: Locator, button: Locator) -> None:
    """Open a group, as somebody does who sees whether it has opened.

    A live page may renew itself between the press of a mouse and its release.
    """
    expect(group).to_be_visible()
    for _try in range(5):
        if button.is_visible():
            return
        group.click()
        with suppress(AssertionError):
            expect(button).to_be_visible(timeout=2_000)


def story(page: Page) -> Locator:
    return page.get_by_role("region", name="What Unhunch did")


def test_the_start_page_says_what_this_is_and_shows_built_doors_only(
    demo: str, open_page: Open
) -> None:
    found = {}
    # In the dark only colours differ, and colours do not depend on the width.
    for scheme, widths in (("light", (320, 768, 1280)), ("dark", (320,))):
        page = open_page(color_scheme=scheme)
        page.goto(demo)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            found[scheme, width] = faults(page)
    assert {name: said for name, said in found.items() if said} == {}
    expect(page.get_by_role("heading", name="Be an employee")).to_be_visible()
    expect(page.get_by_role("heading", name="Be the operator")).to_be_visible()
    expect(page.get_by_text("Be HR")).to_have_count(0)


def test_a_visitor_runs_the_service_and_sees_nobody(demo: str, page: Page) -> None:
    page.goto(demo)
    page.get_by_role("button", name="Get the operator's link").click()
    expect(page.get_by_text("You are an operator of Unhunch now")).to_be_visible()
    page.get_by_role("link", name="Open my page").last.click()
    page.get_by_role("button", name="Go in").click()
    page.get_by_role("link", name="Operator").click()
    expect(page.get_by_role("rowheader", name="Sent", exact=True)).to_be_visible()
    page.get_by_role("link", name="Set-up").click()
    expect(page.get_by_text("Done: The bot token")).to_be_visible()
    page.goto(f"{demo}/hr/")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "This page is not open to you"
    )


def test_a_visitor_signs_in_with_slack_and_out_everywhere(
    demo: str, page: Page
) -> None:
    page.goto(demo)
    page.get_by_role("link", name="Sign in with Slack").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Sign in to Unhunch with Slack"
    )
    assert page.get_by_label("You are").input_value() == "U0VISITOR"
    page.get_by_role("button", name="Allow").click()
    expect(page).to_have_url(f"{demo}/me/")

    page.get_by_role("link", name="Where you are signed in").click()
    expect(page.get_by_text("(this browser)")).to_be_visible()
    page.get_by_role("button", name="Sign out everywhere").click()
    expect(page).to_have_url(f"{demo}/")
    expect(page.get_by_role("status")).to_contain_text("You are signed out everywhere")


def test_a_visitor_asks_why_and_does_the_routine(demo: str, page: Page) -> None:
    open_inbox(page, demo)
    choose(page, "Why this?")
    dialog = page.get_by_role("dialog", name="Why this?")
    expect(dialog).to_contain_text("Only you see this.")
    dialog.get_by_role("button", name="Close").click()

    page.get_by_role("button", name="Done").last.click()

    newest = page.get_by_role("article").last
    expect(newest).to_contain_text("That break is over.")
    expect(newest.get_by_role("button", name="Done")).to_have_count(0)
    expect(page.get_by_role("region", name="What Unhunch did")).to_contain_text(
        "You did it."
    )


def test_a_visitor_says_that_it_hurts_and_exercise_waits(
    own_demo: str, page: Page
) -> None:
    open_inbox(page, own_demo)
    # The wish for another must not look like a double click.
    play(page, "Time", "15 minutes on")
    page.get_by_role("button", name="It hurts").last.click()
    form = page.get_by_role("dialog", name="It hurts")
    form.get_by_label("How strong is it right now?").select_option("8")
    form.get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog")).to_contain_text("That is a lot of pain.")
    page.get_by_role("dialog").get_by_role("button", name="Close").click()

    assert "Exercise rests for now" in play(page, "Ask", "Nudge me now")


def test_a_visitor_skips_pauses_and_resumes_in_slack(demo: str, page: Page) -> None:
    open_inbox(page, demo)
    page.get_by_role("button", name="Skip").last.click()
    expect(page.get_by_text("That break is over.").last).to_be_visible()
    play(page, "Ask", "Nudge me now")
    choose(page, "Pause a week")
    expect(page.get_by_text("I will be quiet.").last).to_be_visible()
    page.get_by_role("button", name="Resume").last.click()
    expect(page.get_by_text("I am back.").last).to_be_visible()


def test_a_visitor_registers_habits_and_mends_a_wrong_value(
    demo: str, page: Page
) -> None:
    page.goto(demo)
    page.get_by_role("button", name="Get the link to your own page").click()
    page.get_by_role("link", name="Open my page").last.click()
    page.get_by_role("button", name="Go in").click()
    page.get_by_role("link", name="My answers").click()
    page.get_by_role("link", name="Place and hours").click()
    page.get_by_label("Work ends", exact=True).fill("05:00")
    page.get_by_role("button", name="Save and see all").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was saved yet.")
    page.get_by_label("Work ends", exact=True).fill("23:30")
    page.get_by_role("button", name="Save and see all").click()

    expect(page.get_by_role("status")).to_have_text("Saved.")
    page.get_by_role("link", name="Your desk").click()
    page.get_by_label("More than an hour").check()
    page.get_by_role("button", name="Save and see all").click()
    expect(
        page.get_by_role("heading", name="What your answers point to")
    ).to_be_visible()

    page.get_by_role("link", name="Today").click()
    page.get_by_role("button", name="Send me one now").click()
    expect(page.get_by_role("status")).to_have_text("It is in your Slack messages now.")


def test_a_lost_answer_is_said_and_never_sent_again(demo: str, open_page: Open) -> None:
    page = open_page()
    open_inbox(page, demo)
    play(page, "Slack in trouble", "Lose Slack")
    assert "got lost" in play(page, "Ask", "Nudge me now")
    expect(story(page)).to_contain_text("Unknown")


def test_a_nudge_waits_for_the_end_of_a_meeting_and_of_do_not_disturb(
    demo: str, open_page: Open
) -> None:
    page = open_page()
    open_inbox(page, demo)
    for busy, why in (
        ("Be in a meeting", "You were in a meeting."),
        ("Be in Do Not Disturb", "You were in Do Not Disturb."),
    ):
        assert play(page, "Your day", busy) == why
        before = page.get_by_role("article").last.get_attribute("id") or ""
        play(page, "Time", "To my next nudge")
        expect(page.get_by_role("article").last).not_to_have_id(before)


def test_a_new_message_appears_by_itself(demo: str, open_page: Open) -> None:
    mine, other = open_page(), open_page()
    open_inbox(mine, demo)
    open_inbox(other, demo)
    before = mine.get_by_role("article").last.get_attribute("id") or ""
    play(other, "Ask", "Nudge me now")
    expect(mine.get_by_role("article").last).not_to_have_id(before)
