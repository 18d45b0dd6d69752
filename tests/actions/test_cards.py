"""Cards take the place of exercise: stops, holds, and what ends them."""

from service.core.causes import Status, triage_of
from tests.actions.steps import (
    arrive,
    fill,
    open_set_up,
    profile,
    says,
    set_up,
    title,
)
from tests.world import World

EMERGENCY = "A1_saddle_numb_or_bladder_bowel"
URGENT = "B2_weight_loss"
MIDDLE = {"age": "20_55"}


def status(world: World, user: str) -> Status:
    return triage_of(profile(world, user), world.clock()).status


def nothing_comes(world: World, user: str) -> bool:
    """Let two working days pass."""
    before = len(world.sent(user))
    for _ in range(16):
        world.run("plan")
        world.run("dispatch")
        world.clock.advance(hours=2)
    return len(world.sent(user)) == before


def test_an_emergency_sign_shows_the_card_and_no_nudge_comes(world: World) -> None:
    alice = world.add("Alice")
    set_up(world, alice, {"emergency": [EMERGENCY]})
    assert says(world, alice).startswith("Some things you ticked need medical help now")
    assert status(world, alice) is Status.STOP_EMERGENCY
    assert nothing_comes(world, alice)
    assert set(world.ledger()["skipped"]) <= {"paused", "late", "day_over"}


def test_an_urgent_sign_shows_the_card_and_no_nudge_comes(world: World) -> None:
    alice = world.add("Alice")
    set_up(world, alice, MIDDLE, {"pain": "2", "urgent": [URGENT]})
    assert says(world, alice).startswith("Some things you ticked should be looked at")
    assert nothing_comes(world, alice)


def test_who_was_told_not_to_exercise_gets_none(world: World) -> None:
    alice = world.add("Alice")
    set_up(world, alice, {"told": ["told"]})
    assert says(world, alice).startswith("You were told not to exercise for now")
    assert nothing_comes(world, alice)


def test_a_stop_stays_until_a_clinician_says_that_exercise_is_fine(
    world: World,
) -> None:
    alice = world.add("Alice")
    set_up(world, alice, MIDDLE, {"pain": "2", "urgent": [URGENT]})
    world.practice.close_view(alice)

    # Taking the tick away is not the same as having been checked.
    set_up(world, alice, {})
    assert status(world, alice) is Status.STOP_SEEK_CARE

    card = world.practice.open_view_of(alice)
    assert card is not None
    assert world.practice.click(alice, card.view_id, "cleared").ok
    assert title(world, alice) == "Safety first"
    fill(world, alice, cleared=["cleared"])
    assert title(world, alice) == "How you feel"
    assert status(world, alice) is Status.HOLD_RISE, "the soreness is asked first"
    fill(world, alice, pain="1", regions=["neck"])
    assert status(world, alice) is Status.GO


def test_closing_the_last_screen_does_not_show_the_old_card_again(
    world: World,
) -> None:
    alice = world.add("Alice")
    set_up(world, alice, {"told": ["told"]})
    card = world.practice.open_view_of(alice)
    assert card is not None
    world.practice.click(alice, card.view_id, "cleared")
    fill(world, alice, told=[], cleared=["cleared"])
    world.practice.close_view(alice)
    assert title(world, alice) == ""


def test_a_contradiction_comes_back_beside_the_ticks(world: World) -> None:
    alice = world.add("Alice")
    set_up(world, alice, {"emergency": [EMERGENCY]})
    open_set_up(world, alice)
    refused = fill(world, alice, cleared=["cleared"])
    assert "untick what is over" in refused.errors["emergency"]
    assert status(world, alice) is Status.STOP_EMERGENCY


def test_a_lot_of_pain_holds_for_two_days_until_a_check_in(world: World) -> None:
    alice = world.add("Alice")
    set_up(world, alice, MIDDLE, {"pain": "8", "regions": ["neck"]})
    assert says(world, alice).startswith("That is a lot of pain. No exercises today.")
    assert status(world, alice) is Status.HOLD_SEVERE

    world.clock.at("2026-03-04T08:30:00+00:00")
    ts = arrive(world, alice)
    (question,) = [one for one in world.sent(alice) if one["ts"] == ts]
    assert question["text"] == "How are you today?"
    world.practice.click(alice, ts, "check_in")
    fill(world, alice, pain="3", regions=["neck"])
    assert says(world, alice).startswith("Good. I start again, gently.")
    assert status(world, alice) is Status.GO
    arrive(world, alice)
    assert world.sent(alice)[-1]["text"] != "How are you today?"


def test_a_check_in_with_a_lot_of_pain_holds_again(world: World) -> None:
    alice = world.add("Alice")
    set_up(world, alice, MIDDLE, {"pain": "8", "regions": ["neck"]})
    world.clock.at("2026-03-04T08:30:00+00:00")
    ts = arrive(world, alice)
    world.practice.click(alice, ts, "check_in")
    assert "pain" in fill(world, alice, regions=["neck"]).errors
    fill(world, alice, pain="9")
    assert says(world, alice).startswith("That is a lot of pain.")


def test_a_lower_rating_within_the_two_days_does_not_end_the_hold(
    world: World,
) -> None:
    alice = world.add("Alice")
    set_up(world, alice, MIDDLE, {"pain": "8", "regions": ["neck"]})
    world.clock.advance(hours=24)
    set_up(world, alice, {}, {"pain": "2", "regions": ["neck"]})
    assert says(world, alice).startswith("You had a lot more pain not long ago")
    assert status(world, alice) is Status.HOLD_SEVERE
    world.clock.advance(hours=24)
    assert status(world, alice) is Status.HOLD_RISE, "and then it is asked again"
    set_up(world, alice, {}, {"pain": "2", "regions": ["neck"]})
    assert status(world, alice) is Status.GO


def test_a_hold_keeps_nobody_from_changing_the_hours(world: World) -> None:
    alice = world.add("Alice")
    set_up(world, alice, MIDDLE, {"pain": "8", "regions": ["neck"]})
    open_set_up(world, alice)
    fill(world, alice)
    assert title(world, alice) == "How you feel"


def test_a_clear_rise_holds(world: World) -> None:
    alice = world.add("Alice")
    set_up(world, alice, MIDDLE, {"pain": "1", "regions": ["neck"]})
    world.clock.advance(days=1)
    set_up(world, alice, {}, {"pain": "5", "regions": ["neck"]})
    assert says(world, alice).startswith("That is clearly more than in the last days")
    assert status(world, alice) is Status.HOLD_RISE
    assert world.run("dispatch").get("sent", 0) == 0


def test_a_soft_sign_is_followed_by_advice_and_nudges_go_on(world: World) -> None:
    alice = world.add("Alice")
    soft = {"pain": "2", "regions": ["neck"], "soft": ["C4_keeps_coming_back"]}
    set_up(world, alice, MIDDLE, soft, {}, {})
    assert says(world, alice).startswith("What you ticked is worth showing")
    assert status(world, alice) is Status.GO
    arrive(world, alice)


def test_unchecked_upper_back_pain_stays_gentle_until_somebody_looked(
    world: World,
) -> None:
    alice = world.add("Alice")
    sore = {"pain": "2", "regions": ["upper_back"]}
    set_up(world, alice, MIDDLE, sore, {}, {})
    assert says(world, alice).startswith("Health services suggest having new pain")
    assert status(world, alice) is Status.GO_GENTLE
    set_up(world, alice, {}, sore | {"about": ["seen"]}, {}, {})
    assert status(world, alice) is Status.GO


def test_a_check_in_asks_anew_whether_somebody_looked_at_the_upper_back(
    world: World,
) -> None:
    alice = world.add("Alice")
    set_up(world, alice, MIDDLE, {"pain": "8", "regions": ["upper_back"]})
    world.clock.at("2026-03-04T08:30:00+00:00")
    ts = arrive(world, alice)
    world.practice.click(alice, ts, "check_in")
    fill(world, alice, pain="2", regions=["upper_back"], about=[])
    assert says(world, alice).startswith("Health services suggest")
    world.practice.click(alice, ts, "check_in")
    fill(world, alice, pain="2", regions=["upper_back"], about=["seen"])
    assert status(world, alice) is Status.GO


def test_first_ever_pain_stops_at_an_unknown_age_only(world: World) -> None:
    alice, bob = world.add("Alice"), world.add("Bob")
    first = {"pain": "2", "regions": ["neck"], "about": ["first"]}
    set_up(world, alice, {}, first)
    set_up(world, bob, MIDDLE, first)
    assert status(world, alice) is Status.STOP_SEEK_CARE
    assert status(world, bob) is Status.GO


def test_who_stopped_at_the_first_screen_can_say_it_was_checked(world: World) -> None:
    alice = world.add("Alice")
    set_up(world, alice, {"emergency": [EMERGENCY]})
    world.practice.close_view(alice, whole_stack=True)

    open_set_up(world, alice)
    assert fill(world, alice, emergency=[], cleared=["cleared"], **MIDDLE).ok
    assert fill(world, alice).ok

    assert status(world, alice) is Status.GO
