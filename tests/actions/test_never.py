"""Never this one, said in Slack: it stays away until it is offered again."""

from tests.actions.steps import (
    arrive,
    choose,
    fill,
    home,
    profile,
    routine_ids,
    says,
    shown,
)
from tests.dispatch.scenes import told
from tests.world import World


def refuse(world: World, user: str, ts: str, exercise_id: str) -> None:
    assert choose(world, user, ts, "never").ok
    assert fill(world, user, movement=exercise_id).ok


def test_the_movement_that_was_named_does_not_come_again(world: World) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice)
    first = routine_ids(world, alice, ts)[0]
    refuse(world, alice, ts, first)
    assert says(world, alice) == "Noted. It will not come again."
    assert profile(world, alice).never == {first}
    # The message stays as it is, and can still be answered.
    assert any(one["type"] == "actions" for one in shown(world, alice, ts).blocks)
    for _ in range(8):
        choose(world, alice, ts, "swap")
        assert first not in routine_ids(world, alice, ts)


def test_what_is_left_out_is_listed_and_can_be_offered_again(world: World) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice)
    first = routine_ids(world, alice, ts)[0]
    refuse(world, alice, ts, first)
    world.practice.close_view(alice, whole_stack=True)
    _open_list(world, alice)
    view = world.practice.open_view_of(alice)
    assert view is not None
    assert world.practice.click(alice, view.view_id, "offer_again").ok
    assert says(world, alice) == "Noted. It may come again."
    assert profile(world, alice).never == frozenset()


def test_an_empty_list_says_how_it_is_filled(world: World) -> None:
    alice = world.add("Alice")
    _open_list(world, alice)
    assert says(world, alice).startswith("Nothing. Never this one")


def _open_list(world: World, user: str) -> None:
    told(world, user, safety_answered=True)
    assert world.practice.click(user, home(world, user), "my_answers").ok
    view = world.practice.open_view_of(user)
    assert view is not None
    assert world.practice.click(user, view.view_id, "left_out").ok
