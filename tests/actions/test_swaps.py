"""Why, swap and the short version change the message in place, once per press."""

from service.core.nudges import State
from tests.actions.steps import (
    answers,
    arrive,
    choose,
    make_sending,
    nudge_of,
    profile,
    routine,
    routine_ids,
    says,
    set_up,
    shown,
    title,
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


def test_why_opens_the_reasons_and_leaves_the_message_with_a_new_block_id(
    world: World,
) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice)
    before = shown(world, alice, ts)
    press(world, alice, ts, "why")
    after = shown(world, alice, ts)
    assert title(world, alice) == "Why this?"
    assert "You have not answered the safety questions yet" in says(world, alice)
    changed = [
        (old, new)
        for old, new in zip(before.blocks, after.blocks, strict=True)
        if {**old, "block_id": ""} != {**new, "block_id": ""}
    ]
    assert changed == []
    assert row_id(before.blocks).endswith(":0")
    assert row_id(after.blocks).endswith(":1")
    assert answers(world, alice) == []


def row_id(blocks: object) -> str:
    assert isinstance(blocks, list)
    return next(str(b["block_id"]) for b in blocks if b["type"] == "actions")


def test_swap_shows_other_exercises_in_the_same_message(world: World) -> None:
    alice = world.add("Alice")
    set_up(world, alice, *WELL)
    ts = arrive(world, alice)
    before = routine_ids(world, alice, ts)
    press(world, alice, ts, "swap", repeat=2)
    after = routine_ids(world, alice, ts)
    assert not set(before) & set(after)
    assert answers(world, alice) == ["swap"]
    assert len(world.sent(alice)) == 1
    assert nudge_of(world, alice, ts).closed_at is None
    names = [item.exercise.name for item in routine(world, alice, ts).items]
    assert all(name in repr(shown(world, alice, ts).blocks) for name in names)


def test_the_60_second_version_lasts_60_seconds_at_most(world: World) -> None:
    alice = world.add("Alice")
    set_up(world, alice, *WELL)
    ts = arrive(world, alice)
    whole = routine_ids(world, alice, ts)
    press(world, alice, ts, "short")
    assert set(routine_ids(world, alice, ts)) < set(whole), "a part of what was shown"
    assert shown(world, alice, ts).text.startswith(("One minute:", "Half a minute:"))
    assert routine(world, alice, ts).seconds <= 60
    press(world, alice, ts, "done")
    assert answers(world, alice) == ["done", "short"]


def test_a_swapped_movement_that_hurts_is_the_one_kept_back(world: World) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice)
    press(world, alice, ts, "swap")
    swapped = routine_ids(world, alice, ts)
    press(world, alice, ts, "hurts")
    assert profile(world, alice).not_now.keys() == set(swapped)


def test_a_press_on_a_message_whose_fold_was_lost_shows_it_anew_and_swaps_nothing(
    world: World,
) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice)
    old = shown(world, alice, ts)
    press(world, alice, ts, "swap")
    swapped = routine_ids(world, alice, ts)
    world.practice.keep_message(old)
    press(world, alice, ts, "swap")
    assert routine_ids(world, alice, ts) == swapped
    assert answers(world, alice) == ["swap"]
    assert row_id(shown(world, alice, ts).blocks).endswith(":2")


def test_a_done_on_a_message_whose_fold_was_lost_is_kept(world: World) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice)
    old = shown(world, alice, ts)
    press(world, alice, ts, "why")
    world.practice.keep_message(old)
    press(world, alice, ts, "done")
    assert answers(world, alice) == ["done"]


def test_a_press_on_a_nudge_that_is_over_folds_it_again_and_changes_nothing(
    world: World,
) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice)
    old = shown(world, alice, ts)
    press(world, alice, ts, "done")
    for answer in ("skip", "swap", "hurts", "snooze", "why", "too_hard"):
        world.practice.keep_message(old)
        press(world, alice, ts, answer)
        assert shown(world, alice, ts).text.startswith("That break is over.")
    assert answers(world, alice) == ["done"]
    assert profile(world, alice).not_now == {}
    assert title(world, alice) == ""


def test_a_click_before_the_send_was_settled_is_kept(world: World) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice)
    nudge_id = make_sending(world, alice, ts)
    press(world, alice, ts, "done")
    assert answers(world, alice) == ["done"]
    (after,) = [n for n in world.nudges(alice) if n.nudge_id == nudge_id]
    assert (after.state, after.closed_at) == (State.SENDING, world.clock())
