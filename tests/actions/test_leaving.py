"""Who leaves, comes back, or hands an account on; and what a person has agreed to."""

import pytest

from service.actions import own_pages, standing
from service.core.consent import CURRENT, Said
from service.core.standing import Standing
from service.store import consents, people
from tests.actions.steps import arrive, home, profile, set_up, start_wave
from tests.actions.test_own_data import who
from tests.web.browsing import sign_in
from tests.world import World


def history(world: World, user: str) -> list[tuple[str, str | None]]:
    person = world.person(user)
    with world.app.engine.begin() as conn:
        found = consents.of_person(conn, (person.workspace_id, person.person_id))
    return [(one.said, one.wording) for one in found]


def leave(world: World, user: str) -> None:
    world.practice.event("user_change", user=user, deleted=True)
    assert world.person(user).standing is Standing.LEFT


def test_who_comes_back_within_the_term_finds_the_answers_and_must_agree_anew(
    world: World,
) -> None:
    alice = world.add("Alice")
    set_up(world, alice, {"age": "56_64"}, {}, {}, {})
    leave(world, alice)
    assert world.person(alice).left_at == world.clock()
    world.clock.advance(days=29)
    world.run("purge")
    world.practice.event("user_change", user=alice, deleted=False)
    back = world.person(alice)
    assert (back.standing, back.left_at) == (Standing.KNOWN, None)
    world.run("plan")
    assert [one for one in world.nudges(alice) if one.due_at > world.clock()] == []
    page = sign_in(world, alice).post("/me/answers/safety/save", {"age": "20_55"})
    assert page.status == 400
    assert "Nothing was kept" in page.text
    assert world.practice.click(alice, home(world, alice), "agree").ok
    assert profile(world, alice).age_band == "56_64"


def test_an_account_that_comes_back_under_another_address_is_somebody_else(
    world: World,
) -> None:
    alice = world.add("Alice")
    set_up(world, alice, {"age": "56_64"}, {}, {}, {})
    old = world.person(alice).person_id
    leave(world, alice)
    world.practice.event(
        "user_change", user=alice, deleted=False, email="eve@acme.example"
    )
    eve = world.person(alice)
    assert eve.person_id != old
    assert (eve.standing, eve.email) == (Standing.KNOWN, "eve@acme.example")
    assert profile(world, alice).age_band is None
    assert history(world, alice) == []
    with world.app.engine.begin() as conn:
        assert people.get(conn, eve.workspace_id, old) is None


def test_a_new_address_of_somebody_who_never_left_changes_nothing_else(
    world: World,
) -> None:
    alice = world.add("Alice")
    set_up(world, alice, {"age": "56_64"}, {}, {}, {})
    world.practice.event("user_change", user=alice, email="alice.b@acme.example")
    assert world.person(alice).email == "alice.b@acme.example"
    assert profile(world, alice).age_band == "56_64"


def test_every_word_on_consent_is_kept_with_its_wording_and_date(world: World) -> None:
    alice = world.add("Alice", agreed=False)
    start_wave(world)
    ts = world.sent(alice)[0]["ts"]
    for press in ("decline", "agree"):
        world.practice.click(alice, ts, press)
        world.clock.advance(hours=1)
    for act in (standing.agree, standing.stop, standing.stop):
        own_pages.answer(world.app, who(world, alice), act)
        world.clock.advance(hours=1)
    leave(world, alice)
    assert history(world, alice) == [
        (Said.DECLINED, CURRENT),
        (Said.AGREED, CURRENT),
        (Said.STOPPED, CURRENT),
        (Said.LEFT, CURRENT),
    ]
    assert world.person(alice).agreed_wording == CURRENT


def test_what_was_agreed_to_elsewhere_is_kept_as_that(world: World) -> None:
    alice = world.add("Alice")
    assert history(world, alice) == [(Said.RECORDED, None)]
    world.add("Alice")
    assert len(history(world, alice)) == 1


@pytest.mark.parametrize("way", ["slack", "web"])
def test_stopping_is_one_tap_says_what_it_keeps_and_offers_to_delete_it(
    world: World, way: str
) -> None:
    alice = world.add("Alice")
    if way == "slack":
        ts = arrive(world, alice)
        world.practice.click(alice, ts, "more", "stop")
        message = next(m for m in world.practice.messages_of(alice) if m.ts == ts)
        said = repr(message.blocks)
        assert "My data can delete it" in said
        assert world.practice.click(alice, ts, "my_data").ok
    else:
        browser = sign_in(world, alice)
        assert "My data can delete it" in browser.get("/me/").text
        browser.post("/me/standing/stop")
    assert world.person(alice).standing is Standing.STOPPED
