"""The weekly suggestion in Slack: once in a message, in Home and Today, and a no."""

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import update

from service.actions.clicks import press
from service.actions.scene import Click
from service.core.errors import Refused
from service.forms import beyond
from service.store import tables
from tests.actions.steps import arrive, choose, home, profile, set_up, shown
from tests.world import World

MIDDLE = {"age": "20_55"}
START = date(2026, 2, 16)
"""Two weeks before the Monday on which these tests begin: it is week 3."""


@pytest.fixture
def alice(world: World) -> str:
    user = world.add("Alice")
    set_up(world, user, MIDDLE, {}, {}, {})
    world.practice.close_view(user)
    started(world, START)
    return user


def started(world: World, day: date) -> None:
    with world.app.engine.begin() as conn:
        conn.execute(update(tables.people).values(started_on=day))


def home_blocks(world: World, user: str) -> str:
    home(world, user)
    view = world.practice.home_of(user)
    assert view is not None
    return json.dumps(view.blocks)


def has_one(message: Any) -> bool:
    return beyond.TITLE in json.dumps(message.blocks)


def press_no(world: World, user: str, action: str) -> None:
    view_id = home(world, user)
    view = world.practice.home_of(user)
    assert view is not None
    (row,) = [
        one for one in view.blocks if one.get("block_id", "").startswith("beyond:")
    ]
    assert world.practice.click(user, view_id, action, block_id=row["block_id"]).ok


def test_one_message_of_the_week_carries_it_and_keeps_it_when_shown_anew(
    world: World, alice: str
) -> None:
    first = arrive(world, alice)
    assert has_one(shown(world, alice, first))
    for entry in ("why", "swap", "short"):
        choose(world, alice, first, entry)
        assert has_one(shown(world, alice, first))
    assert not has_one(shown(world, alice, arrive(world, alice)))

    world.clock.at("2026-03-09T08:00:00+00:00")
    world.run("dispatch")
    second = arrive(world, alice)
    assert not has_one(shown(world, alice, second)), "weeks 3-4 share it"
    # Four weeks without any session would begin the ramp anew.
    world.practice.click(alice, second, "done")
    world.clock.at("2026-03-16T08:00:00+00:00")
    world.run("dispatch")
    assert has_one(shown(world, alice, arrive(world, alice)))


def test_it_is_no_nudge_nothing_is_planned_or_counted_for_it(
    world: World, alice: str
) -> None:
    before = world.ledger()
    assert beyond.TITLE in home_blocks(world, alice)
    assert world.ledger() == before


def test_in_week_2_there_is_none_anywhere(world: World, alice: str) -> None:
    started(world, date(2026, 2, 17))
    assert beyond.TITLE not in home_blocks(world, alice)
    assert not has_one(shown(world, alice, arrive(world, alice)))


def test_not_interested_turns_it_off_everywhere_until_it_is_turned_on(
    world: World, alice: str
) -> None:
    press_no(world, alice, "beyond_off")
    assert beyond.TITLE not in home_blocks(world, alice)
    assert not has_one(shown(world, alice, arrive(world, alice)))

    world.practice.click(alice, home(world, alice), "today")
    day = world.practice.open_view_of(alice)
    assert day is not None
    world.practice.click(alice, day.view_id, "beyond_on")
    assert beyond.TITLE in home_blocks(world, alice)


def test_never_this_one_brings_another(world: World, alice: str) -> None:
    assert "Ask a trainer" in home_blocks(world, alice)
    press_no(world, alice, "beyond_never")
    assert profile(world, alice).never == {"trainer_consult"}
    assert "yoga" in home_blocks(world, alice)


def test_today_shows_it_too_and_takes_a_no(world: World, alice: str) -> None:
    world.practice.click(alice, home(world, alice), "today")
    day = world.practice.open_view_of(alice)
    assert day is not None
    assert beyond.TITLE in json.dumps(day.blocks)
    assert world.practice.click(alice, day.view_id, "beyond_off").ok
    assert not profile(world, alice).wants_beyond


def test_what_is_not_in_the_catalogue_cannot_be_left_out(
    world: World, alice: str
) -> None:
    forged = Click(
        workspace_id=world.workspace.workspace_id,
        slack_user_id=alice,
        action="beyond_never",
        block_id="beyond:nonsense",
        trigger_id="1",
        response_url=None,
    )
    with pytest.raises(Refused, match="not one of ours"):
        press(world.app, forged)
    assert profile(world, alice).never == frozenset()


@pytest.mark.parametrize("act", ["pause_today", "stop"])
def test_whoever_paused_or_stopped_sees_none(
    world: World, alice: str, act: str
) -> None:
    world.practice.click(alice, home(world, alice), act)
    assert beyond.TITLE not in home_blocks(world, alice)
