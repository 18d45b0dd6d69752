"""A press is stored before anything is shown, and no press reaches another person."""

from typing import Any

import pytest

from service.core.standing import Standing
from tests.actions.steps import (
    arrive,
    nudge_of,
    profile,
    rows,
    shown,
    title,
)
from tests.world import World
from web.practice.inbound import Delivery, deliver
from web.practice.payloads import message_click
from web.practice.values import Answer, Json


def forge(world: World, user: str, ts: str, **action: Any) -> Answer:
    """Send a signed press that the message does not offer."""
    given: Json = {
        "type": "button",
        "action_id": "done",
        "block_id": "buttons",
        "action_ts": "1",
        **action,
    }
    message = shown(world, user, ts)
    payload = message_click(world.practice, message, given)
    return deliver(world.practice, Delivery(payload=payload))


def last_text(world: World, user: str) -> str:
    return world.practice.messages_of(user)[-1].text


# ------------------------------------------------------------ not there, not ours


def test_a_press_on_another_persons_nudge_changes_nothing(world: World) -> None:
    alice, bob = world.add("Alice"), world.add("Bob")
    ts = arrive(world, alice)
    mine = arrive(world, bob)
    theirs = nudge_of(world, alice, ts)
    before = rows(world)
    for action in ("done", "hurts", "snooze", "swap", "why", "pause_today_not"):
        block_id = f"nudge:{theirs.nudge_id}:0"
        answer = forge(world, bob, mine, action_id=action, block_id=block_id)
        assert answer.status == 200
    assert rows(world) == before
    assert title(world, bob) == ""


@pytest.mark.parametrize(
    "block_id",
    [
        "nudge:ffffffff:0",
        "nudge:",
        "nudge::0",
        "nudge:a:-1",
        "nudge:a:²",
        "buttons",
        "",
    ],
)
def test_a_press_on_a_nudge_that_is_not_there_changes_nothing(
    world: World, block_id: str
) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice)
    before = rows(world)
    assert forge(world, alice, ts, block_id=block_id).status == 200
    assert rows(world) == before


def test_stopping_from_another_persons_nudge_stops_the_presser_only(
    world: World,
) -> None:
    alice, bob = world.add("Alice"), world.add("Bob")
    ts = arrive(world, alice)
    theirs = nudge_of(world, alice, ts)
    mine = arrive(world, bob)
    block_id = f"nudge:{theirs.nudge_id}:0"
    forge(world, bob, mine, action_id="stop", block_id=block_id)
    assert world.person(bob).standing is Standing.STOPPED
    assert world.person(alice).standing is Standing.AGREED
    assert nudge_of(world, alice, ts).closed_at is None


@pytest.mark.parametrize(
    "action",
    [
        {"action_id": "no_such_button"},
        {
            "action_id": "more",
            "type": "static_select",
            "selected_option": {"value": "no_such_entry"},
        },
    ],
)
def test_an_unknown_button_gets_a_clear_sentence(
    world: World, action: dict[str, Any]
) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice)
    before = rows(world)
    assert forge(world, alice, ts, **action).status == 200
    assert last_text(world, alice).startswith("That button is from an older version.")
    assert rows(world) == before


@pytest.mark.parametrize("action", ["more", "quiet"])
def test_a_menu_without_a_choice_is_taken_in_silence(world: World, action: str) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice)
    before = rows(world)
    assert forge(world, alice, ts, action_id=action).status == 200
    assert rows(world) == before


def test_a_press_of_a_person_whom_nobody_knows_is_taken_in_silence(
    world: World,
) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice)
    message = shown(world, alice, ts)
    world.practice.add_member("U0ZOE", "Zoe")
    action = {"type": "button", "action_id": "stop", "block_id": "buttons"}
    payload = message_click(world.practice, message, action)
    payload["user"]["id"] = "U0ZOE"
    before = rows(world)
    assert deliver(world.practice, Delivery(payload=payload)).status == 200
    assert rows(world) == before


def test_a_press_of_a_person_who_left_is_taken_in_silence(world: World) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice)
    world.practice.event("user_change", user=alice, deleted=True)
    before = rows(world)
    for action in ("done", "start_again"):
        block_id = shown(world, alice, ts).blocks[-2]["block_id"]
        answer = forge(world, alice, ts, action_id=action, block_id=block_id)
        assert answer.status == 200
    assert rows(world) == before


def test_a_modal_with_values_that_were_never_offered_is_refused_beside_the_field(
    world: World,
) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice)
    world.practice.click(alice, ts, "hurts")
    before = rows(world)
    view = world.practice.open_view_of(alice)
    assert view is not None
    forged = {"selected_option": {"value": "99"}, "type": "static_select"}
    payload = {
        "type": "view_submission",
        "team": {"id": world.practice.team_id},
        "user": {"id": alice},
        "view": {
            **view.view,
            "id": view.view_id,
            "state": {"values": {"pain": {"pain": forged}}},
        },
    }
    answer = deliver(world.practice, Delivery(payload=payload))
    assert answer.body["response_action"] == "errors"
    assert list(answer.body["errors"].values()) == [
        "This answer is not one of those on the screen."
    ]
    assert rows(world) == before


def test_what_hurts_is_kept_even_where_the_modal_names_another_nudge(
    world: World,
) -> None:
    alice, bob = world.add("Alice"), world.add("Bob")
    theirs = nudge_of(world, alice, arrive(world, alice))
    world.practice.click(bob, arrive(world, bob), "hurts")
    view = world.practice.open_view_of(bob)
    assert view is not None
    chest = [{"value": "chest_pain"}]
    payload = {
        "type": "view_submission",
        "team": {"id": world.practice.team_id},
        "user": {"id": bob},
        "view": {
            **view.view,
            "private_metadata": theirs.nudge_id,
            "state": {"values": {"signs": {"signs": {"selected_options": chest}}}},
        },
    }
    assert deliver(world.practice, Delivery(payload=payload)).status == 200
    assert profile(world, bob).flags == {"A3_chest_pain_or_breathless"}
    assert profile(world, alice).flags == frozenset()
