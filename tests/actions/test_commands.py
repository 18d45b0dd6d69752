"""``/unhunch``: one routine now, and a few words; one line, seen by the person only."""

import pytest

from service.core.profile import Pain
from tests.actions.steps import arrive, routine, title
from tests.dispatch.scenes import adds_up, told
from tests.world import World
from web.practice.values import Impossible


def type_it(world: World, user: str, typed: str = "/unhunch") -> str:
    """Type a command; gives the line that comes back."""
    assert world.practice.command(user, typed).ok
    shown = [one for one in world.practice.messages_of(user) if one.is_ephemeral]
    return shown[-1].text


def test_it_sends_one_now(world: World) -> None:
    alice = world.add("Alice")
    assert type_it(world, alice) == "It is on its way to your messages."
    assert len(world.sent(alice)) == 1
    adds_up(world)


def test_sixty_sends_the_one_of_a_minute(world: World) -> None:
    alice = world.add("Alice")
    type_it(world, alice, "/unhunch 60")
    sent = routine(world, alice, world.sent(alice)[-1]["ts"])
    assert sent.seconds <= 60
    assert len(sent.items) == 1
    adds_up(world)


def test_the_number_of_the_day_is_kept_and_said(world: World) -> None:
    alice = world.add("Alice", nudges_per_day="1")
    arrive(world, alice)
    for typed in ("/unhunch", "/unhunch 60"):
        line = type_it(world, alice, typed)
        assert line == "Nothing was sent. You have had your number for today."
    assert len(world.sent(alice)) == 1


def test_a_pause_and_a_rest_get_the_same_line_and_only_a_rest_its_card(
    world: World,
) -> None:
    alice, bob = world.add("Alice"), world.add("Bob")
    type_it(world, alice, "/unhunch pause")
    told(world, bob, pains=(Pain(at=world.clock.now, score=8),))
    lines = {type_it(world, one, "/unhunch") for one in (alice, bob)}
    assert len(lines) == 1
    assert "Today under Home says why" in lines.pop()
    assert title(world, alice) == ""
    assert title(world, bob) == "Exercise rests for now"
    assert world.sent() == []


def test_pause_resume_and_stop_do_what_the_buttons_do(world: World) -> None:
    alice = world.add("Alice")
    assert type_it(world, alice, "/unhunch pause").startswith("Paused until tomorrow")
    assert world.person(alice).paused_until is not None
    shown_home = world.practice.home_of(alice)
    assert shown_home is not None
    assert "Paused until tomorrow" in str(shown_home.blocks)
    assert type_it(world, alice, "/unhunch Resume ").startswith("I am back.")
    assert world.person(alice).paused_until is None
    assert type_it(world, alice, "/unhunch stop").startswith("Stopped.")
    assert world.person(alice).standing == "stopped"
    assert type_it(world, alice).startswith("Nothing was sent.")


@pytest.mark.parametrize("typed", ["/unhunch help", "/unhunch fly me to the moon"])
def test_help_and_what_is_not_known_say_what_is(world: World, typed: str) -> None:
    alice = world.add("Alice")
    line = type_it(world, alice, typed)
    assert "`/unhunch pause`" in line
    assert "moon" not in line
    assert line.startswith("I do not know that word.") is ("moon" in typed)
    assert world.sent() == []


def test_somebody_whom_nobody_knows_is_told_where_to_begin(world: World) -> None:
    world.add("Alice")
    world.practice.add_member("U0NEW", "New")
    assert "I do not know your account yet." in type_it(world, "U0NEW")


def test_a_double_press_is_one_wish(world: World) -> None:
    alice = world.add("Alice")
    type_it(world, alice)
    type_it(world, alice)
    assert len(world.sent(alice)) == 1


def test_another_word_is_no_command_of_ours(world: World) -> None:
    alice = world.add("Alice")
    for typed in ("/unhunched", "hello"):
        with pytest.raises(Impossible):
            world.practice.command(alice, typed)
