"""The pages: what is asked before anything moves again, and what is suggested."""

from datetime import timedelta

import pytest

from service.core.causes import Status, triage_of
from service.forms import beyond, cards
from tests.actions.steps import profile, set_up
from tests.web.browsing import Browsing, sign_in
from tests.world import World


@pytest.fixture
def alice(world: World) -> str:
    user = world.add("Alice")
    set_up(world, user, {"age": "20_55"}, {}, {}, {})
    world.practice.close_view(user)
    with world.app.engine.begin() as conn:
        conn.exec_driver_sql("update people set started_on = '2026-02-16'")
    return user


@pytest.fixture
def browser(world: World, alice: str) -> Browsing:
    return sign_in(world, alice)


def status(world: World, user: str) -> Status:
    return triage_of(profile(world, user), world.clock()).status


def save(browser: Browsing, section: str, **fields: str) -> str:
    answer = browser.post(f"/me/answers/{section}/save", {"age": "20_55", **fields})
    assert answer.status == 303, answer.text
    return answer.to


def test_a_clinicians_word_on_the_page_leads_to_the_soreness_first(
    world: World, browser: Browsing, alice: str
) -> None:
    save(browser, "safety", told="told")
    assert cards.TOLD.text in browser.get("/me/answers").text
    save(browser, "safety", cleared="cleared")
    page = browser.get("/me/answers").text
    assert cards.ASK_FIRST.text in page
    assert 'href="/me/answers/soreness">Say how you are' in page
    sent = len(world.sent(alice))
    assert browser.post("/me/now").to == "/me/answers"
    assert len(world.sent(alice)) == sent

    save(browser, "soreness", pain="1", regions="neck")
    assert status(world, alice) is Status.GO
    assert browser.post("/me/now").to == "/me/"
    assert len(world.sent(alice)) == sent + 1


def test_after_a_hold_the_page_asks_both_halves_one_after_the_other(
    world: World, browser: Browsing, alice: str
) -> None:
    save(browser, "soreness", pain="8")
    world.clock.advance(hours=48)
    browser = sign_in(world, alice)
    assert 'href="/me/answers/safety">Say how you are' in browser.get("/me/").text
    save(browser, "safety")
    assert 'href="/me/answers/soreness">Say how you are' in browser.get("/me/").text
    assert status(world, alice) is Status.HOLD_SEVERE
    save(browser, "soreness", pain="2")
    assert "Say how you are" not in browser.get("/me/").text
    assert status(world, alice) is Status.GO


def test_the_suggestion_stands_on_today_and_can_be_refused(
    world: World, browser: Browsing, alice: str
) -> None:
    page = browser.get("/me/").text
    assert f"{beyond.TITLE}: Ask a trainer or physiotherapist" in page
    assert beyond.LOAD_RULE in page
    assert (
        browser.post("/me/beyond/never", {"exercise": "trainer_consult"}).to == "/me/"
    )
    assert profile(world, alice).never == {"trainer_consult"}
    assert f"{beyond.TITLE}: Try a beginner yoga class" in browser.get("/me/").text

    assert browser.post("/me/beyond/off").to == "/me/"
    page = browser.get("/me/").text
    assert beyond.TITLE not in page
    assert beyond.AGAIN in page
    browser.post("/me/beyond/on")
    assert beyond.TITLE in browser.get("/me/").text


@pytest.mark.parametrize(
    ("act", "exercise"), [("never", "nonsense"), ("never", ""), ("nonsense", "")]
)
def test_a_made_up_no_is_not_found_and_changes_nothing(
    world: World, browser: Browsing, alice: str, act: str, exercise: str
) -> None:
    before = profile(world, alice)
    assert browser.post(f"/me/beyond/{act}", {"exercise": exercise}).status == 404
    assert profile(world, alice) == before


def test_who_rests_sees_no_suggestion(browser: Browsing) -> None:
    save(browser, "soreness", pain="8")
    assert beyond.TITLE not in browser.get("/me/").text


def test_answers_of_eight_weeks_ago_are_asked_about_until_they_were_gone_through(
    world: World, browser: Browsing, alice: str
) -> None:
    asks = "more than eight weeks old"
    save(browser, "desk", D1_sit_hours=">6")
    assert asks not in browser.get("/me/").text
    world.clock.now += timedelta(weeks=8)
    browser = sign_in(world, alice)
    assert asks in browser.get("/me/").text
    save(browser, "desk", D1_sit_hours=">6")
    assert asks not in browser.get("/me/").text


def test_in_pregnancy_a_clinicians_yes_is_asked_and_kept(
    world: World, browser: Browsing, alice: str
) -> None:
    save(browser, "limits", limits_body="pregnancy")
    assert not profile(world, alice).exercise_approved
    save(browser, "limits", limits_body="pregnancy", approved="approved")
    assert profile(world, alice).exercise_approved
    save(browser, "limits", limits_body="pregnancy")
    assert not profile(world, alice).exercise_approved
