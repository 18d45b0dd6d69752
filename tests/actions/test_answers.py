"""Every button and every menu entry of a nudge does what it says, and counts once."""

from datetime import timedelta

import pytest

from service.core.causes import Status, triage_of
from service.forms.words import short_name
from tests.actions.steps import (
    MORNING,
    answers,
    arrive,
    choose,
    fill,
    nudge_of,
    profile,
    routine_ids,
    says,
    set_up,
    shown,
)
from tests.world import World

BUTTONS = ("done", "skip")
ENTRIES = ("already_moved", "too_easy", "too_hard")
WELL: tuple[dict[str, str], ...] = ({"age": "20_55"}, {}, {}, {})


def press(world: World, user: str, ts: str, answer: str, repeat: int = 1) -> None:
    """Press the button, or choose the menu's entry, of that name."""
    if answer in {*BUTTONS, "snooze", "hurts"}:
        assert world.practice.click(user, ts, answer, repeat=repeat).ok
    else:
        assert choose(world, user, ts, answer, repeat=repeat).ok


@pytest.mark.parametrize("answer", BUTTONS + ENTRIES)
def test_an_answer_is_kept_once_and_closes_the_nudge(world: World, answer: str) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice)
    press(world, alice, ts, answer, repeat=2)
    assert answers(world, alice) == [answer]
    assert nudge_of(world, alice, ts).closed_at == world.clock()


def test_all_answers_fold_to_the_same_message(world: World) -> None:
    folds = set()
    for number, answer in enumerate([*BUTTONS, *ENTRIES, "hurts"]):
        user = world.add(f"P{number}")
        ts = arrive(world, user)
        press(world, user, ts, answer)
        fold = shown(world, user, ts)
        folds.add(repr(fold.blocks))
        assert fold.text == "That break is over."
    assert len(folds) == 1


# ------------------------------------------------------------------------ snooze


def test_in_15_minutes_plans_one_child_of_its_own(world: World) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice, MORNING)
    planned = world.ledger()["planned"]
    pressed_at = world.clock()
    press(world, alice, ts, "snooze", repeat=2)
    children = [one for one in world.nudges(alice) if one.snoozed_from]
    (child,) = children
    parent = nudge_of(world, alice, ts)
    assert child.snoozed_from == parent.nudge_id
    assert child.due_at == pressed_at + timedelta(minutes=15)
    assert world.ledger()["planned"] == planned + 1
    assert answers(world, alice) == ["snooze"]
    assert shown(world, alice, ts).text == "Moved to 10:15."


def test_a_moved_nudge_comes_15_minutes_on_and_can_be_moved_no_more(
    world: World,
) -> None:
    alice = world.add("Alice")
    press(world, alice, arrive(world, alice, MORNING), "snooze")
    world.clock.advance(minutes=14)
    assert world.run("dispatch").get("sent", 0) == 0
    world.clock.advance(minutes=1)
    assert world.run("dispatch") == {"sent": 1}
    ts = world.sent(alice)[-1]["ts"]
    press(world, alice, ts, "snooze")
    assert shown(world, alice, ts).text.startswith("That break is over.")
    assert sum(one.snoozed_from is not None for one in world.nudges(alice)) == 1


def test_at_the_end_of_the_day_there_is_no_room_for_15_more_minutes(
    world: World,
) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice, MORNING)
    world.clock.at("2026-03-02T15:50:00+00:00")
    press(world, alice, ts, "snooze")
    assert shown(world, alice, ts).text.startswith("That break is over.")
    assert not any(one.snoozed_from for one in world.nudges(alice))


def test_a_nudge_moved_into_lunch_says_that_it_comes_after_lunch(
    world: World,
) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice, MORNING)
    world.clock.at("2026-03-02T10:50:00+00:00")
    press(world, alice, ts, "snooze")
    assert shown(world, alice, ts).text == "Moved to 13:00."


# --------------------------------------------------------------------- it hurts


def test_it_hurts_keeps_the_whole_routine_back_for_14_days(world: World) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice)
    routine = routine_ids(world, alice, ts)
    press(world, alice, ts, "hurts", repeat=2)
    until = world.clock() + timedelta(days=14)
    assert profile(world, alice).not_now == dict.fromkeys(routine, until)
    assert answers(world, alice) == ["hurts"]


def test_naming_the_movement_lets_go_of_the_other(world: World) -> None:
    alice = world.add("Alice")
    set_up(world, alice, *WELL)
    ts = arrive(world, alice)
    first, *others = routine_ids(world, alice, ts)
    assert others
    press(world, alice, ts, "hurts")
    fill(world, alice, movement=first)
    assert profile(world, alice).not_now.keys() == {first}
    name = short_name(world.app.catalogue.by_id[first].name)
    assert says(world, alice).startswith(
        f"Noted. This stays away for two weeks: {name}. Want it back"
    )


def test_what_hurt_is_not_offered_again(world: World) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice)
    held = set(routine_ids(world, alice, ts))
    press(world, alice, ts, "hurts")
    for _ in range(6):
        ts = arrive(world, alice)
        assert not held & set(routine_ids(world, alice, ts))


@pytest.mark.parametrize(
    ("sign", "status"),
    [
        ("chest_pain", Status.STOP_EMERGENCY),
        ("breathlessness", Status.STOP_EMERGENCY),
        ("dizziness", Status.STOP_EMERGENCY),
        ("new_numbness", Status.STOP_SEEK_CARE),
    ],
)
def test_a_sign_during_a_movement_shows_the_card_and_stops_nudges(
    world: World, sign: str, status: Status
) -> None:
    alice = world.add("Alice")
    press(world, alice, arrive(world, alice, MORNING), "hurts")
    fill(world, alice, signs=[sign])
    assert triage_of(profile(world, alice), world.clock()).status is status
    assert says(world, alice).startswith("Some things you ticked")
    world.clock.at("2026-03-02T15:30:00+00:00")
    assert world.run("dispatch").get("sent", 0) == 0


def test_a_lot_of_pain_after_a_movement_holds(world: World) -> None:
    alice = world.add("Alice")
    press(world, alice, arrive(world, alice), "hurts")
    fill(world, alice, pain="7")
    assert says(world, alice).startswith("That is a lot of pain.")
    held = triage_of(profile(world, alice), world.clock()).status
    assert held is Status.HOLD_SEVERE


def test_closing_the_question_keeps_what_the_press_said(world: World) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice)
    press(world, alice, ts, "hurts")
    world.practice.close_view(alice)
    assert len(profile(world, alice).not_now) == len(routine_ids(world, alice, ts))
