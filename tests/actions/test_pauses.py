"""Pause, resume, stop and start again: one tap in every message and in the Home."""

import pytest

from service.core.profile import Pain
from service.core.standing import Standing
from tests.actions.steps import (
    MORNING,
    arrive,
    choose,
    home,
    set_up,
    shown,
    title,
)
from tests.dispatch.scenes import told
from tests.world import World


def texts_on(world: World, view_id: str) -> str:
    (found,) = [v for v in world.practice.homes.values() if v.view_id == view_id]
    return repr([b["text"]["text"] for b in found.blocks if b["type"] == "section"])


def nothing_comes_today(world: World, user: str) -> None:
    before = len(world.sent(user))
    for hour in range(11, 17):
        world.clock.at(f"2026-03-02T{hour}:00:00+00:00")
        world.run("dispatch")
    assert len(world.sent(user)) == before


def test_pause_today_is_over_tomorrow(world: World) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice, MORNING)
    assert choose(world, alice, ts, "pause_today", repeat=2).ok
    assert shown(world, alice, ts).text == "Paused until tomorrow. I will be quiet."
    nothing_comes_today(world, alice)
    assert world.ledger()["skipped"] == {"paused": 1}
    ts = arrive(world, alice)
    assert world.clock().day == 3


def test_pause_a_week_is_over_after_seven_days(world: World) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice, MORNING)
    choose(world, alice, ts, "pause_week")
    assert shown(world, alice, ts).text == "Paused until 9 March. I will be quiet."
    until = world.person(alice).paused_until
    assert str(until) == "2026-03-08 23:00:00+00:00", "midnight in Berlin"


def test_resume_ends_the_pause_and_home_says_when_the_next_one_comes(
    world: World,
) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice, MORNING)
    choose(world, alice, ts, "pause_week")
    world.practice.click(alice, ts, "resume")
    assert shown(world, alice, ts).text.startswith("I am back. Home says when")
    assert world.person(alice).paused_until is None


def test_stop_ends_everything_and_start_again_begins_anew(world: World) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice, MORNING)
    choose(world, alice, ts, "stop")
    assert shown(world, alice, ts).text == "Stopped. Nothing more will come."
    assert world.person(alice).standing is Standing.STOPPED
    nothing_comes_today(world, alice)
    world.practice.click(alice, ts, "start_again")
    assert shown(world, alice, ts).text.startswith("I am back. Home says when")
    assert world.person(alice).standing is Standing.AGREED
    arrive(world, alice)


@pytest.mark.parametrize("entry", ["pause_today", "pause_week", "stop"])
def test_pause_and_stop_stand_in_a_folded_message_too(world: World, entry: str) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice)
    world.practice.click(alice, ts, "done")
    assert world.practice.click(alice, ts, "quiet", entry).ok
    assert shown(world, alice, ts).text.startswith(("Paused", "Stopped"))


@pytest.mark.parametrize("entry", ["pause_today", "pause_week"])
def test_a_paused_message_ends_its_nudge(world: World, entry: str) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice)
    choose(world, alice, ts, entry)
    (nudge,) = [one for one in world.nudges(alice) if one.ts == ts]
    assert nudge.closed_at == world.clock()


def test_buttons_of_an_old_message_bring_nothing_back_after_a_stop(
    world: World,
) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice, MORNING)
    choose(world, alice, ts, "pause_today")
    old = shown(world, alice, ts)
    world.practice.click(alice, ts, "stop")
    world.practice.keep_message(old)
    world.practice.click(alice, ts, "resume")
    assert shown(world, alice, ts).text == "Stopped. Nothing more will come."
    assert world.person(alice).standing is Standing.STOPPED


def test_no_fold_names_the_next_time_so_none_tells_who_rests(world: World) -> None:
    alice, bob = world.add("Alice"), world.add("Bob")
    came = {}
    for user in (alice, bob):
        set_up(world, user, {"age": "20_55"}, {}, {}, {})
        came[user] = arrive(world, user)
    told(world, alice, pains=(Pain(at=world.clock(), score=8),))
    for user, ts in came.items():
        world.practice.click(user, ts, "done")
    texts = {shown(world, user, ts).text for user, ts in came.items()}
    assert texts == {"That break is over."}


# ---------------------------------------------------------------------- App Home


def test_the_home_shows_how_things_stand_and_changes_with_each_press(
    world: World,
) -> None:
    alice = world.add("Alice")
    world.run("plan")
    view_id = home(world, alice)
    for button, said in [
        ("pause_today", "Paused until tomorrow."),
        ("resume", "Nudges are on. The next one comes"),
        ("pause_week", "Paused until 9 March."),
        ("stop", "Stopped. Nothing comes."),
        ("start_again", "Nudges are on. The next one comes"),
    ]:
        assert world.practice.click(alice, view_id, button).ok
        assert said in texts_on(world, view_id)


def test_the_home_of_a_person_who_never_agreed_offers_to_agree(world: World) -> None:
    alice = world.add("Alice", agreed=False)
    view_id = home(world, alice)
    assert "Nothing comes unless you agree." in texts_on(world, view_id)
    assert world.practice.click(alice, view_id, "agree").ok
    assert world.person(alice).standing is Standing.AGREED
    assert title(world, alice) == "Safety first"
    assert "Nudges are on." in texts_on(world, view_id)


def test_the_home_of_a_person_on_hold_looks_like_any_other(world: World) -> None:
    alice, bob = world.add("Alice"), world.add("Bob")
    view_id = home(world, alice)
    world.practice.click(alice, view_id, "my_answers")
    world.practice.submit(alice, values={"told": {"told": ["told"]}})
    assert texts_on(world, home(world, alice)) == texts_on(world, home(world, bob))


def test_nobody_has_a_home_before_a_sync_met_them(world: World) -> None:
    assert world.workspace.state == "active"
    world.practice.add_member("U0ZOE", "Zoe")
    assert world.practice.event("app_home_opened", user="U0ZOE").ok
    assert world.practice.home_of("U0ZOE") is None
