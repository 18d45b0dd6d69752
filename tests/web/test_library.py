"""The library in the browser: every exercise, one of them, and doing it now."""

import gzip
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from service.actions.learning import progress_of
from service.actions.reading import done_lately, owner_of
from service.core.card import Exercise
from service.core.hurts import overloaded
from service.core.profile import Equipment, Limit, Pain, Profile, Region
from service.core.progress import Learned, Rung
from service.core.reasons import ReasonCode
from service.gateways.library import load_catalogue
from service.store import answers, exercises_done, progress
from service.store.exercises_done import Done
from tests.actions.steps import arrive, profile, routine_ids, rows
from tests.web.browsing import Browsing, sign_in
from tests.world import MONDAY, World

CATALOGUE = load_catalogue()
DO = "Do it now"
READY = Profile(safety_answered=True)
FORMS = {"act": {"wish": "never"}, "done": {"answer": "done"}}
NONSENSE = (("act", {"wish": "burn"}), ("done", {"answer": "no"}))


def ids_on(page: str) -> list[str]:
    """Name the exercises that a page lists."""
    return re.findall(r'<h3><a href="/me/library/(\w+)"', page)


@pytest.fixture
def alice(world: World) -> str:
    return world.add("Alice")


def told(world: World, user: str, new: Profile) -> None:
    """Let the person have told this, and nothing else."""
    owner = owner_of(world.app, world.person(user))
    with world.app.engine.begin() as conn:
        answers.save_profile(conn, owner, Profile(), new)


@pytest.fixture
def browser(world: World, alice: str) -> Browsing:
    told(world, alice, READY)
    return sign_in(world, alice)


def kept(world: World, user: str) -> list[Done]:
    owner = owner_of(world.app, world.person(user))
    with world.app.engine.begin() as conn:
        return exercises_done.of_person(conn, owner, MONDAY - timedelta(days=1))


def finish(browser: Browsing, exercise_id: str, answer: str) -> str:
    """Do an exercise and say how it was; gives what the browser is sent."""
    page = browser.get(f"/me/library/{exercise_id}/do").text
    done_id = page.split('name="done_id" value="')[1].split('"')[0]
    fields = {"answer": answer, "done_id": done_id}
    answered = browser.post(f"/me/library/{exercise_id}/done", fields)
    return answered.to or answered.text


# ------------------------------------------------------------------------ the shelf


def test_every_exercise_is_there_once_and_the_page_weighs_little(
    browser: Browsing,
) -> None:
    page = browser.get("/me/library").text
    assert sorted(ids_on(page)) == sorted(CATALOGUE.by_id)
    assert "143 of 143 exercises." in page
    assert len(gzip.compress(page.encode())) < 40_000
    assert len(browser.get("/static/style.css").text.encode()) < 8_192


def test_what_leads_beyond_the_desk_has_a_part_of_its_own(browser: Browsing) -> None:
    beyond = browser.get("/me/library").text.split(">Beyond the desk</h2>")[1]
    assert {"trainer_consult", "yoga_class", "leg_press"} <= set(ids_on(beyond))


def test_an_exercise_says_neighbours_why_and_source_in_words(
    world: World, alice: str
) -> None:
    low = replace(READY, answers={"D3_screen_height": "below"})
    told(world, alice, low)
    page = sign_in(world, alice).get("/me/library/chin_tuck_wall").text
    assert "Your screen is not at eye level" in page
    assert 'href="/me/library/chin_tuck"' in page
    assert 'href="/me/library/chin_tuck_resisted"' in page
    assert "Strengthens. Trains what holds you upright. For neck and upper back." in (
        page
    )
    assert "Supported: trials or reviews" in page
    assert "Those were whole programmes, not this movement alone." in page


FILTERS: Mapping[str, Callable[[Exercise], bool]] = {
    "region=neck": lambda one: "neck" in one.regions,
    "position=floor": lambda one: one.position == "floor",
    "things=band": lambda one: "band" in one.equipment,
    "things=nothing": lambda one: not one.equipment,
    "region=knees&position=standing": (
        lambda one: "knees" in one.regions and one.position == "standing"
    ),
}


def test_the_library_is_narrowed_down_by_a_plain_form(browser: Browsing) -> None:
    for asked, fits in FILTERS.items():
        found = ids_on(browser.get(f"/me/library?{asked}").text)
        assert sorted(found) == sorted(one.id for one in CATALOGUE if fits(one)), asked
    refused = browser.get("/me/library?region=soul")
    assert refused.status == 400
    assert "This answer is not one of those on the screen." in refused.text


def test_what_i_have_here_is_looked_up_and_never_stands_in_the_address(
    world: World, alice: str
) -> None:
    told(
        world,
        alice,
        Profile(
            safety_answered=True,
            equipment=frozenset({Equipment.BAND}),
            pains=(Pain(at=MONDAY, score=2, regions=frozenset({Region.KNEES})),),
        ),
    )
    browser = sign_in(world, alice)
    found = browser.get("/me/library?things=here").text
    assert "/me/library/band_row_seated" in found
    assert '<h3><a href="/me/library/leg_press"' not in found
    # No part of the body is chosen beforehand, and no link carries one.
    page = browser.get("/me/library").text
    assert " selected" not in page
    assert "?region" not in page


AGAINST: Mapping[str, tuple[Profile, str, str]] = {
    "Ann": (READY, "squat", "Later: this is for week"),
    "Bob": (READY, "band_row_seated", "You would need an elastic band"),
    "Cem": (
        replace(READY, limits=frozenset({Limit.NECK})),
        "chin_tuck_resisted",
        "Not with what you told me to spare: Neck.",
    ),
    "Dee": (Profile(), "squat", "Answer the safety questions first"),
}


def test_what_does_not_suit_says_why_and_is_not_offered_now(world: World) -> None:
    for name, (known, exercise_id, said) in AGAINST.items():
        user = world.add(name)
        told(world, user, known)
        browser = sign_in(world, user)
        page = browser.get(f"/me/library/{exercise_id}").text
        assert said in page
        assert DO not in page
        # Nor by its address.
        sent = browser.get(f"/me/library/{exercise_id}/do")
        assert (sent.status, sent.to) == (303, f"/me/library/{exercise_id}")


def test_under_a_hold_the_card_stands_where_the_buttons_were(
    world: World, alice: str
) -> None:
    told(
        world,
        alice,
        Profile(safety_answered=True, pains=(Pain(at=MONDAY, score=8),)),
    )
    browser = sign_in(world, alice)
    for path in ("/me/library", "/me/library/chin_tuck"):
        page = browser.get(path).text
        assert "That is a lot of pain." in page
        assert DO not in page
    assert browser.get("/me/library/chin_tuck/do").status == 303


def test_a_stranger_gets_the_first_page(world: World, browser: Browsing) -> None:
    stranger = Browsing(url=world.url)
    for path in ("/me/library", "/me/library/chin_tuck", "/me/library/chin_tuck/do"):
        assert stranger.get(path).to == "/"


def test_an_exercise_that_does_not_exist_is_no_page(browser: Browsing) -> None:
    for exercise_id in ("no_such", "..", "%00", "Chin_Tuck"):
        for rest in ("", "/do"):
            page = browser.get(f"/me/library/{exercise_id}{rest}")
            assert page.status == 404
            assert "There is no page at this address." in page.text
        for rest, fields in FORMS.items():
            sent = browser.post(f"/me/library/{exercise_id}/{rest}", fields)
            assert sent.status == 404


def test_a_wish_that_was_never_offered_changes_nothing(
    world: World, browser: Browsing, alice: str
) -> None:
    for rest, fields in (*NONSENSE, ("act", {}), ("done", {})):
        sent = browser.post(f"/me/library/chin_tuck/{rest}", fields)
        assert sent.status == 404
    without_token = browser.send("POST", "/me/library/chin_tuck/act", FORMS["act"])
    assert without_token.status == 400
    assert profile(world, alice) == READY
    assert kept(world, alice) == []


# ---------------------------------------------------------------------------- wishes


def test_what_was_put_off_can_be_brought_back_and_anything_made_easier(
    world: World, browser: Browsing, alice: str
) -> None:
    page = browser.get("/me/library/chin_tuck").text
    assert "Easier next time" in page
    assert "Bring it back" not in page
    browser.post("/me/library/chin_tuck/act", {"wish": "not_now"})
    assert "Bring it back" in browser.get("/me/library/chin_tuck").text
    browser.post("/me/library/chin_tuck/act", {"wish": "bring_back"})
    assert profile(world, alice).not_now == {}
    browser.post("/me/library/chin_tuck/act", {"wish": "easier"})
    with world.app.engine.begin() as conn:
        found = progress_of(world.app, conn, world.person(alice))
    assert found["chin_tuck"].why is ReasonCode.LESS_ASKED


def test_never_this_one_lasts_until_it_is_offered_again(
    world: World, browser: Browsing, alice: str
) -> None:
    browser.post("/me/library/chin_tuck/act", {"wish": "never"})
    assert profile(world, alice).never == {"chin_tuck"}
    page = browser.get("/me/library/chin_tuck").text
    assert "You said never this one." in page
    assert DO not in page
    assert "You said never this one." in browser.get("/me/library").text
    browser.post("/me/library/chin_tuck/act", {"wish": "again"})
    assert profile(world, alice).never == frozenset()
    assert DO in browser.get("/me/library/chin_tuck").text


def test_what_was_refused_stands_in_a_list_of_its_own(browser: Browsing) -> None:
    assert "What you left out" not in browser.get("/me/library").text
    browser.post("/me/library/chin_tuck/act", {"wish": "never"})
    listed = browser.get("/me/library").text.split("What you left out")[1]
    assert "Offer it again" in listed.split("</section>")[0]


def test_not_now_keeps_it_away_for_fourteen_days(
    world: World, browser: Browsing, alice: str
) -> None:
    browser.post("/me/library/chin_tuck/act", {"wish": "not_now"})
    page = browser.get("/me/library/chin_tuck").text
    assert "It stays away until Monday, 16 March." in page
    world.clock.advance(days=14)
    page = sign_in(world, alice).get("/me/library/chin_tuck").text
    assert DO in page


def test_today_offers_never_this_one_for_what_was_sent(
    world: World, browser: Browsing, alice: str
) -> None:
    ts = arrive(world, alice)
    first = routine_ids(world, alice, ts)[0]
    page = browser.get("/me/").text
    assert f'action="/me/library/{first}/act"' in page
    fields = {"wish": "never", "from_today": "yes"}
    assert browser.post(f"/me/library/{first}/act", fields).to == "/me/"
    assert profile(world, alice).never == {first}


# ----------------------------------------------------------------------------- doing


def test_what_was_done_is_kept_once_and_is_no_nudge(
    world: World, browser: Browsing, alice: str
) -> None:
    before = world.ledger()
    page = browser.get("/me/library/chin_tuck/do").text
    done_id = page.split('name="done_id" value="')[1].split('"')[0]
    for _ in range(2):
        fields = {"answer": "too_easy", "done_id": done_id}
        assert browser.post("/me/library/chin_tuck/done", fields).status == 303
    assert [(one.exercise_id, one.answer) for one in kept(world, alice)] == [
        ("chin_tuck", "too_easy")
    ]
    assert world.ledger() == before
    assert world.nudges(alice) == []


def test_a_double_click_on_it_hurts_makes_it_easier_once(
    world: World, browser: Browsing, alice: str
) -> None:
    family = CATALOGUE.by_id["chin_tuck"].family
    with world.app.engine.begin() as conn:
        owner = owner_of(world.app, world.person(alice))
        at = Rung(level=1, dose_step=4)
        progress.save(conn, owner, Learned(progress={family: at}))
    page = browser.get("/me/library/chin_tuck/do").text
    done_id = page.split('name="done_id" value="')[1].split('"')[0]
    for _ in range(3):
        fields = {"answer": "hurts", "done_id": done_id}
        browser.post("/me/library/chin_tuck/done", fields)
    with world.app.engine.begin() as conn:
        found = progress_of(world.app, conn, world.person(alice))
    assert found[family].dose_step == 3
    assert len(profile(world, alice).hurts) == 1


def test_what_was_done_is_sealed_and_no_address_or_cookie_tells_of_it(
    world: World, browser: Browsing, alice: str
) -> None:
    assert finish(browser, "chin_tuck", "too_hard") == "/me/library/chin_tuck"
    raw = rows(world)
    assert "too_hard" not in raw
    assert "chin_tuck" not in raw
    assert "Noted." in browser.get("/me/library/chin_tuck").text


def test_it_hurts_keeps_it_away_at_once_and_asks_for_signs(
    world: World, browser: Browsing, alice: str
) -> None:
    page = finish(browser, "chin_tuck", "hurts")
    assert "Did any of these happen while you moved?" in page
    assert profile(world, alice).not_now.keys() == {"chin_tuck"}
    fields = {"answer": "more", "signs": "new_numbness", "pain": "3"}
    sent = browser.post("/me/library/chin_tuck/done", fields)
    assert sent.to == "/me/answers"
    told_now = profile(world, alice)
    assert told_now.flags == {"B5_arm_or_leg_weak_numb_or_clumsy"}
    assert [one.score for one in told_now.pains] == [3]
    assert "should be looked at by a clinician" in browser.get("/me/answers").text


def test_it_hurts_folds_what_stands_open_in_slack(
    world: World, browser: Browsing, alice: str
) -> None:
    arrive(world, alice)
    finish(sign_in(world, alice), "chin_tuck", "hurts")
    assert all(one.closed_at for one in world.nudges(alice) if one.sent_at)


def test_it_hurts_with_nothing_more_to_say_goes_back(
    world: World, browser: Browsing, alice: str
) -> None:
    finish(browser, "chin_tuck", "hurts")
    sent = browser.post("/me/library/chin_tuck/done", {"answer": "more"})
    assert sent.to == "/me/library/chin_tuck"
    assert profile(world, alice).pains == ()
    assert "It stays away until" in browser.get(sent.to).text


def test_two_that_hurt_in_one_region_spare_it(
    world: World, browser: Browsing, alice: str
) -> None:
    for name in ("neck_rotation", "upper_trap_stretch"):
        finish(browser, name, "hurts")
    sent = browser.post("/me/library/neck_rotation/done", {"answer": "more"})
    assert "Please show it to a professional" in browser.get(sent.to).text
    spared = overloaded(profile(world, alice).hurts, CATALOGUE.by_id, world.clock())
    assert Region.NECK in spared
    with world.app.engine.begin() as conn:
        found = progress_of(world.app, conn, world.person(alice))
    assert {one.why for one in found.values()} == {ReasonCode.LESS_HURT}


def test_what_was_done_here_and_was_easy_leads_to_more(
    world: World, alice: str
) -> None:
    told(world, alice, READY)
    for _ in range(3):
        finish(sign_in(world, alice), "scap_retraction", "too_easy")
        world.clock.advance(days=2)
    world.clock.advance(days=8)
    arrive(world, alice)
    with world.app.engine.begin() as conn:
        found = progress_of(world.app, conn, world.person(alice))
    rung = found[CATALOGUE.by_id["scap_retraction"].family]
    assert (rung.level, rung.dose_step, rung.why) == (1, 2, ReasonCode.MORE)


def test_what_was_hard_here_rests_for_two_days(world: World, alice: str) -> None:
    told(world, alice, READY)
    rests = "It was hard the last time, so it rests for two days."
    for answer, said in (("done", False), ("too_hard", True)):
        finish(sign_in(world, alice), "scap_retraction", answer)
        page = sign_in(world, alice).get("/me/library/scap_retraction").text
        assert (rests in page) is said, answer
    world.clock.advance(hours=49)
    page = sign_in(world, alice).get("/me/library/scap_retraction").text
    assert rests not in page
    assert DO in page


def test_what_was_stretched_here_counts_to_the_week(
    world: World, browser: Browsing, alice: str
) -> None:
    finish(browser, "upper_trap_stretch", "done")
    with world.app.engine.begin() as conn:
        (past,) = done_lately(world.app, conn, world.person(alice))
    (done,) = kept(world, alice)
    dose = CATALOGUE.by_id["upper_trap_stretch"].dose[done.step - 1]
    assert past.seconds == (dose.seconds,)


def test_what_was_done_here_counts_against_repeats(
    world: World, browser: Browsing, alice: str
) -> None:
    for _ in range(2):
        finish(browser, "chin_tuck", "done")
        world.clock.advance(minutes=1)
    assert "Twice in a day is enough" in browser.get("/me/library/chin_tuck").text


def test_a_nonsense_id_of_the_form_counts_as_a_new_one(
    world: World, browser: Browsing, alice: str
) -> None:
    fields = {"answer": "done", "done_id": "'; drop table people"}
    assert browser.post("/me/library/chin_tuck/done", fields).status == 303
    assert len(kept(world, alice)) == 1
