"""Coming back: after a hold, after a stop, after a long time without a nudge."""

from datetime import date

import pytest

from service.core.roster import RosterRefused
from tests.actions.steps import (
    MORNING,
    arrive,
    choose,
    fill,
    home,
    open_set_up,
    profile,
    routine,
    set_up,
    shown,
)
from tests.world import World

MIDDLE = {"age": "20_55"}
EMERGENCY = "A3_chest_pain_or_breathless"


def test_the_week_after_a_hold_is_easy_and_short_in_any_week(world: World) -> None:
    alice = world.add("Alice")
    set_up(world, alice, MIDDLE, {"pain": "9", "regions": ["neck"]})
    world.clock.advance(hours=49)
    with world.app.engine.begin() as conn:
        conn.exec_driver_sql("update people set started_on = '2025-01-01'")
    set_up(world, alice, MIDDLE, {"pain": "1", "regions": ["neck"]})
    world.practice.close_view(alice, whole_stack=True)

    chosen = routine(world, alice, arrive(world, alice))

    assert chosen.seconds <= 90
    assert max(item.exercise.level for item in chosen.items) <= 2


def test_after_four_weeks_without_a_nudge_the_ramp_begins_again(world: World) -> None:
    alice = world.add("Alice")
    arrive(world, alice, MORNING)
    view = home(world, alice)
    world.practice.click(alice, view, "stop")
    world.clock.advance(days=5)
    world.practice.click(alice, home(world, alice), "start_again")
    assert world.person(alice).started_on == date(2026, 3, 2)

    world.practice.click(alice, home(world, alice), "stop")
    world.clock.advance(days=40)
    world.practice.click(alice, home(world, alice), "start_again")
    assert world.person(alice).started_on == world.clock().date()


def test_a_shorter_pause_does_not_end_a_longer_one(world: World) -> None:
    alice = world.add("Alice")
    first = arrive(world, alice, MORNING)
    world.clock.advance(hours=4)
    second = arrive(world, alice)
    choose(world, alice, second, "pause_week")
    week = world.person(alice).paused_until

    choose(world, alice, first, "pause_today")

    assert world.person(alice).paused_until == week


def test_who_has_to_rest_is_promised_no_nudge(world: World) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice, MORNING)
    open_set_up(world, alice)
    fill(world, alice, emergency=[EMERGENCY], **MIDDLE)

    assert EMERGENCY in profile(world, alice).flags
    assert shown(world, alice, ts).text == "That break is over."


def test_consent_of_the_future_is_refused(world: World) -> None:
    with pytest.raises(RosterRefused, match="line 2, consented_at: this lies"):
        world.add("Alice", consented_at="2999-01-01")
