"""Today in the browser: the plan with its reasons, and what can be done about it."""

import base64
import json
import re
from datetime import timedelta

import pytest

from service.core.nudges import SkipReason
from service.forms import day_words
from service.store import people
from tests.actions.steps import arrive, set_up
from tests.web.browsing import Browsing, sign_in
from tests.world import World


@pytest.fixture
def alice(world: World) -> str:
    return world.add("Alice")


@pytest.fixture
def browser(world: World, alice: str) -> Browsing:
    world.run("plan")
    return sign_in(world, alice)


def said(browser: Browsing) -> str:
    """Give what stands in the notice of the next page."""
    return browser.get("/me/").text.split('class="notice')[1].split("</p>")[0]


def test_the_plan_of_the_day_is_there_with_its_hours(browser: Browsing) -> None:
    page = browser.get("/me/").text
    assert "Monday, 2 March" in page
    assert page.count("Planned") == 2
    assert "The one of the day that strengthens." in page
    assert "09:00 to 12:00, 13:00 to 17:00" in page


def test_a_sent_routine_says_why_and_what_became_of_it(
    world: World, browser: Browsing, alice: str
) -> None:
    set_up(world, alice, {"age": "20_55"}, {}, {}, {})
    ts = arrive(world, alice)
    world.practice.click(alice, ts, "done")
    page = browser.get("/me/").text
    assert "Sent" in page
    assert "You did it." in page
    assert "Why this?" in page


def test_now_sends_one_at_once(world: World, browser: Browsing, alice: str) -> None:
    assert browser.post("/me/now").to == "/me/"
    assert "It is in your Slack messages now." in said(browser)
    assert len(world.sent(alice)) == 2  # the link, and the nudge


def test_a_double_click_on_now_is_one_wish(
    world: World, browser: Browsing, alice: str
) -> None:
    for _ in range(2):
        browser.post("/me/now")
        assert "It is in your Slack messages now." in said(browser)
    assert len(world.sent(alice)) == 2  # the link, and one nudge


def test_now_says_why_not(world: World, browser: Browsing, alice: str) -> None:
    for _ in range(3):
        browser.post("/me/now")
        world.clock.advance(seconds=15)
    assert "You have had your number for today." in said(browser)
    world.clock.at("2026-03-02T20:00:00+00:00")
    late = sign_in(world, alice)
    late.post("/me/now")
    assert "Nothing was sent." in said(late)


def test_the_next_one_can_be_skipped(
    world: World, browser: Browsing, alice: str
) -> None:
    browser.post("/me/skip")
    states = [one.state for one in world.nudges(alice) if one.local_day.day == 2]
    assert states == ["skipped", "planned"]
    assert "Did not come" in browser.get("/me/").text
    world.run("plan")
    again = [one.state for one in world.nudges(alice) if one.local_day.day == 2]
    assert again == states


def test_a_double_press_skips_one(world: World, browser: Browsing, alice: str) -> None:
    page = browser.get("/me/").text
    (named,) = re.findall(r'name="nudge" value="(\w+)"', page)
    for _ in range(2):
        browser.post("/me/skip", {"nudge": named})
        assert "Skipped." in said(browser)
    states = [one.state for one in world.nudges(alice) if one.local_day.day == 2]
    assert states == ["skipped", "planned"]


def test_a_press_on_a_page_of_before_skips_nothing_and_says_so(
    world: World, browser: Browsing, alice: str
) -> None:
    (named,) = re.findall(r'name="nudge" value="(\w+)"', browser.get("/me/").text)
    world.clock.now = min(one.due_at for one in world.nudges(alice))
    world.run("dispatch")
    browser.post("/me/skip", {"nudge": named})
    assert "Nothing is planned that could be skipped." in said(browser)


def test_a_pause_shows_until_when_and_ends_by_one_press(
    world: World, browser: Browsing, alice: str
) -> None:
    browser.post("/me/standing/pause_week")
    page = browser.get("/me/").text
    assert "Paused until" in page
    assert "Resume" in page
    browser.post("/me/standing/resume")
    assert world.person(alice).paused_until is None
    assert "The next one comes" in browser.get("/me/").text


def test_a_pause_until_a_day_ends_at_its_midnight(
    world: World, browser: Browsing, alice: str
) -> None:
    browser.post("/me/pause-until", {"day": "2026-03-09"})
    until = world.person(alice).paused_until
    assert until is not None
    assert until.isoformat() == "2026-03-08T23:00:00+00:00"


@pytest.mark.parametrize("day", ["", "soon", "2026-03-02", "2020-01-01", "2036-01-01"])
def test_a_pause_that_makes_no_sense_says_so(
    world: World, browser: Browsing, alice: str, day: str
) -> None:
    browser.post("/me/pause-until", {"day": day})
    assert 'role="alert"' in browser.get("/me/").text
    assert world.person(alice).paused_until is None


def test_stop_and_start_again(world: World, browser: Browsing, alice: str) -> None:
    browser.post("/me/standing/stop")
    page = browser.get("/me/").text
    assert "Nudges are off." in page
    assert "Send me one now" not in page
    browser.post("/me/standing/start_again")
    assert world.person(alice).standing == "agreed"


def test_somebody_who_never_agreed_can_agree_here(world: World) -> None:
    bob = world.add("Bob", agreed=False)
    browser = sign_in(world, bob)
    assert "Agree" in browser.get("/me/").text
    browser.post("/me/standing/agree")
    assert world.person(bob).standing == "agreed"


@pytest.mark.parametrize("act", ["erase", "decline", ""])
def test_what_is_not_offered_cannot_be_asked_for(browser: Browsing, act: str) -> None:
    assert browser.post(f"/me/standing/{act}").status == 404


def test_a_nudge_that_was_put_off_says_why(
    world: World, browser: Browsing, alice: str
) -> None:
    first = min(world.nudges(alice), key=lambda one: one.due_at)
    world.clock.now = first.due_at
    ends = int((first.due_at + timedelta(minutes=20)).timestamp())
    world.practice.event(
        "user_change",
        user=alice,
        status_emoji=":spiral_calendar_pad:",
        status_expiration=ends,
    )
    world.run("dispatch")
    page = browser.get("/me/").text
    assert "Moved from" in page
    assert "You were in a meeting." in page


# ------------------------------------------------- what reviewers found, and is mended


@pytest.mark.parametrize("act", ["resume", "pause_today", "pause_week"])
def test_a_stale_button_after_a_stop_says_how_it_stands(
    world: World, browser: Browsing, alice: str, act: str
) -> None:
    token = {"csrf_token": browser.token()}
    browser.post("/me/standing/stop")
    browser.send("POST", f"/me/standing/{act}", token)
    assert "Stopped. Nothing more will come." in said(browser)
    assert world.person(alice).paused_until is None


def test_after_a_stop_nothing_is_left_to_skip(browser: Browsing) -> None:
    browser.post("/me/standing/stop")
    browser.post("/me/skip")
    assert "Nothing is planned that could be skipped." in said(browser)


def test_a_stop_beats_a_pause_on_the_page(browser: Browsing) -> None:
    browser.post("/me/standing/pause_week")
    browser.post("/me/standing/stop")
    page = browser.get("/me/").text
    assert "Paused until" not in page
    assert "You said stop." in page


@pytest.mark.parametrize("reason", SkipReason)
def test_no_notice_in_the_cookie_tells_of_the_body(reason: SkipReason) -> None:
    told = day_words.not_sent(reason, resting=False)
    about_the_body = r"(?i)\b(pain|hurts?|sore|limits?|rests?|clinician|body)\b"
    assert not re.search(about_the_body, told)


def test_a_wish_while_exercise_rests_is_answered_by_the_card_and_no_cookie(
    world: World, browser: Browsing, alice: str
) -> None:
    browser.post("/me/answers/soreness/save", {"pain": "8"})
    assert browser.post("/me/now").to == "/me/answers"
    assert "That is a lot of pain." in browser.get("/me/answers").text
    assert "That is a lot of pain." in browser.get("/me/").text
    form = browser.cookies["unhunch-form"].split(".")[0]
    kept = base64.urlsafe_b64decode(form + "=" * (-len(form) % 4))
    assert set(json.loads(kept)) == {"csrf_token"}


def test_what_is_due_this_moment_is_not_called_the_next(
    world: World, browser: Browsing, alice: str
) -> None:
    first = min(world.nudges(alice), key=lambda one: one.due_at)
    world.clock.now = first.due_at + timedelta(minutes=1)
    page = browser.get("/me/").text
    assert f"at about {first.due_at:%H}" not in page.split("<h1>")[1].split("</h1>")[0]


def test_a_zone_that_was_abolished_is_said_and_not_an_error_of_ours(
    world: World, browser: Browsing, alice: str
) -> None:
    person = world.person(alice)
    with world.app.engine.begin() as conn:
        people.change(
            conn, person.workspace_id, person.person_id, own_timezone="Mars/Base"
        )
    page = browser.get("/me/")
    assert page.status == 400
    assert "The time zone 'Mars/Base' is not known." in page.text
