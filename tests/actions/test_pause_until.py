"""A pause until a day that the person names."""

from datetime import date

import pytest

from service.actions.looking import look
from service.actions.scene import Reply
from service.actions.standing import pause_until
from service.core.errors import Refused
from service.store import people
from tests.actions.steps import MORNING, arrive, choose
from tests.world import World


def pause(world: World, user: str, day: str) -> Reply:
    reply = look(
        world.app,
        world.workspace,
        user,
        lambda scene: pause_until(scene, date.fromisoformat(day)),
    )
    assert reply is not None
    return reply


def until(world: World, user: str) -> str:
    return str(world.person(user).paused_until)


def test_it_ends_at_the_local_midnight_before_the_day(world: World) -> None:
    alice = world.add("Alice")
    reply = pause(world, alice, "2026-03-30")
    # The clocks of Berlin went forward the night before.
    assert until(world, alice) == "2026-03-29 22:00:00+00:00"
    assert reply.fold is not None
    assert reply.fold.text == "Paused until 30 March. I will be quiet."


@pytest.mark.parametrize("day", ["2026-03-03", "2027-03-03"])
def test_from_tomorrow_to_a_year_from_now_it_is_taken(world: World, day: str) -> None:
    alice = world.add("Alice")
    pause(world, alice, day)
    assert world.person(alice).paused_until is not None


@pytest.mark.parametrize("day", ["2026-03-01", "2026-03-02", "2027-03-04"])
def test_today_the_past_and_a_far_day_are_refused(world: World, day: str) -> None:
    alice = world.add("Alice")
    with pytest.raises(Refused, match=r"from tomorrow to a year from now\.$"):
        pause(world, alice, day)
    assert world.person(alice).paused_until is None


def test_today_is_the_persons_own(world: World) -> None:
    tokyo = world.add("Kenji", timezone="Asia/Tokyo")
    world.clock.at("2026-03-02T16:00:00+00:00")
    with pytest.raises(Refused):
        pause(world, tokyo, "2026-03-03")
    pause(world, tokyo, "2026-03-04")


def test_a_day_that_is_named_wins_over_a_longer_pause(world: World) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice, MORNING)
    choose(world, alice, ts, "pause_week")
    pause(world, alice, "2026-03-04")
    assert until(world, alice) == "2026-03-03 23:00:00+00:00"


def test_who_stopped_has_nothing_to_pause(world: World) -> None:
    alice = world.add("Alice")
    person = world.person(alice)
    with world.app.engine.begin() as conn:
        people.change(conn, person.workspace_id, person.person_id, standing="stopped")
    reply = pause(world, alice, "2026-03-04")
    assert reply.fold is not None
    assert reply.fold.text.startswith("Stopped.")
    assert world.person(alice).paused_until is None
