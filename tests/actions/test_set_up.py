"""The four screens: each is stored before the next one shows, and cards stop nudges."""

from typing import Any

import pytest

from service.core.profile import Equipment, Limit, Region, Setting
from tests.actions.steps import (
    fill,
    open_set_up,
    profile,
    says,
    set_up,
    start_wave,
    title,
)
from tests.world import World

MIDDLE = {"age": "20_55"}


def test_four_screens_in_order_each_stored_before_the_next(world: World) -> None:
    alice = world.add("Alice")
    open_set_up(world, alice)

    assert title(world, alice) == "Safety first"
    fill(world, alice, **MIDDLE)
    assert profile(world, alice).age_band == "20_55"
    # The urgent signs are asked with pain, on the next screen.
    assert not profile(world, alice).safety_answered

    assert title(world, alice) == "How you feel"
    fill(world, alice, pain="3", regions=["neck", "low_back"])
    assert profile(world, alice).safety_answered
    (pain,) = profile(world, alice).pains
    assert pain.score == 3
    assert pain.regions == {Region.NECK, Region.LOW_BACK}


def test_hours_and_limits_are_stored_too_and_the_last_card_says_when(
    world: World,
) -> None:
    alice = world.add("Alice")
    set_up(world, alice, MIDDLE, {})

    assert title(world, alice) == "Place and hours"
    hours: dict[str, Any] = {"start": "10:00", "end": "16:00", "days": ["0", "2"]}
    fill(world, alice, place="office", per_day="3", **hours)
    person = world.person(alice)
    assert (person.work_days, person.work_start.hour) == ((0, 2), 10)
    assert (person.nudges_per_day, person.own_hours) == (3, True)
    assert profile(world, alice).setting is Setting.OFFICE

    assert title(world, alice) == "Limits and equipment"
    fill(world, alice, limits_joints=["knee"], equipment=["band"])
    assert profile(world, alice).limits == {Limit.KNEE}
    assert profile(world, alice).equipment == {Equipment.BAND}

    assert says(world, alice).startswith("Thank you. That is all I need.")
    assert "The next routine comes today at about" in says(world, alice)


@pytest.mark.parametrize(
    ("answers", "field", "sentence"),
    [
        ({"end": "08:00"}, "end", "Work ends before it starts: choose a later time."),
        ({"lunch_end": "11:00"}, "lunch_end", "Lunch ends before it starts"),
        ({"lunch_start": None}, "lunch_start", "Give both times of lunch, or neither."),
    ],
)
def test_wrong_hours_come_back_beside_the_field_and_nothing_is_lost(
    world: World, answers: dict[str, Any], field: str, sentence: str
) -> None:
    alice = world.add("Alice")
    set_up(world, alice, MIDDLE, {"pain": "2", "regions": ["neck"]})
    refused = fill(world, alice, place="home", **answers)
    assert refused.errors[field].startswith(sentence)
    assert refused.problems == ()
    assert title(world, alice) == "Place and hours"
    assert not world.person(alice).own_hours
    assert len(profile(world, alice).pains) == 1
    right = {"start": "09:00", "end": "17:00", "lunch_start": "12:00"}
    assert fill(world, alice, **right, lunch_end="13:00").ok
    assert profile(world, alice).setting is Setting.HOME


def test_a_tick_without_a_rating_asks_for_the_rating(world: World) -> None:
    alice = world.add("Alice")
    set_up(world, alice, MIDDLE)
    refused = fill(world, alice, regions=["neck"])
    assert "choose how strong it is" in refused.errors["pain"]
    assert profile(world, alice).pains == ()


def test_closing_half_way_keeps_what_was_sent_and_opens_filled_in(
    world: World,
) -> None:
    alice = world.add("Alice")
    set_up(world, alice, {"age": "56_64", "lifelong": ["B3_cancer_history"]})
    world.practice.close_view(alice)
    assert profile(world, alice).flags == {"B3_cancer_history"}

    open_set_up(world, alice)
    view = world.practice.open_view_of(alice)
    assert view is not None
    assert view.values["age"]["age"]["selected_option"]["value"] == "56_64"
    ticked = view.values["lifelong"]["lifelong"]["selected_options"]
    assert [one["value"] for one in ticked] == ["B3_cancer_history"]


def test_the_button_in_the_agreed_message_opens_the_screens_again(
    world: World,
) -> None:
    alice = world.add("Alice", agreed=False)
    start_wave(world)
    ts = world.sent(alice)[0]["ts"]
    world.practice.click(alice, ts, "agree")
    world.practice.close_view(alice)
    assert world.practice.click(alice, ts, "set_up").ok
    assert title(world, alice) == "Safety first"


def test_new_hours_move_what_was_planned(world: World) -> None:
    alice = world.add("Alice")
    world.run("plan")
    set_up(world, alice, MIDDLE, {}, {"start": "15:00", "end": "17:00"})
    planned = [one for one in world.nudges(alice) if one.state == "planned"]
    assert planned
    assert all(one.due_at.hour >= 14 for one in planned), "15:00 in Berlin"
