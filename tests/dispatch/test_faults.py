"""Each way in which Slack and networks fail, and what becomes of the nudge."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

import pytest

from service.actions import workspaces
from service.actions.plan import new_row
from service.core.dispatching import WorkspaceState
from service.core.nudges import RETRY_DELAYS, SlotKind, planned_slot
from service.core.standing import Standing
from service.store import nudges, people
from service.store.people import Person
from tests.dispatch.scenes import (
    SOON,
    adds_up,
    due,
    ending,
    nobody_listens,
    one,
    reaching,
    someone_due,
    with_neighbours,
)
from tests.world import World

POST = "chat.postMessage"


def test_a_rate_limit_puts_off_without_counting_an_attempt(world: World) -> None:
    alice, bob = someone_due(world, "Alice"), world.add("Bob")
    world.practice.add_fault(POST, "rate_limited", retry_after=30)

    assert world.run("dispatch") == {"deferred": 1}
    assert one(world, alice).attempts == 0
    assert one(world, alice).due_at == world.clock.now + timedelta(seconds=30)

    due(world, bob)
    world.clock.advance(seconds=29)
    assert world.run("dispatch") == {"waiting": 1}
    assert world.sent() == []

    world.clock.advance(seconds=1)
    assert world.run("dispatch") == {"sent": 2}
    adds_up(world)


def test_a_rate_limit_holds_up_its_own_workspace_only(world: World) -> None:
    alice = someone_due(world)
    with with_neighbours(world) as (both, other):
        neighbour = workspaces.add(both.app, other.bot_token)
        other.add_member("U0ZOE", "Zoe", tz="Europe/Berlin")
        with both.app.engine.begin() as conn:
            people.add(
                conn,
                neighbour.workspace_id,
                both.app.new_id(),
                slack_user_id="U0ZOE",
                standing=Standing.AGREED,
                slack_timezone="Europe/Berlin",
            )
            zoe = people.by_slack_user(conn, neighbour.workspace_id, "U0ZOE")
            assert zoe is not None
            nudges.add(conn, [_first_slot(zoe, world.clock.now)])
        both.practice.add_fault(POST, "rate_limited", retry_after=30)

        assert both.run("dispatch") == {"deferred": 1, "sent": 1}
        assert world.sent(alice) == []
        assert len(other.ledger_json()["messages"]) == 1


def _first_slot(person: Person, now: datetime) -> dict[str, object]:
    row = new_row(person, now.date(), planned_slot(1), now)
    return row | {"kind": SlotKind.ANY}


@pytest.mark.parametrize("header", ["", "soon", "nan", "Wed, 21 Oct 2026 07:28:00 GMT"])
def test_a_rate_limit_without_a_number_waits_half_a_minute(
    world: World, header: str
) -> None:
    alice = someone_due(world)
    world.practice.add_fault(POST, "rate_limited", retry_after=cast("int", header))

    assert world.run("dispatch") == {"deferred": 1}
    assert one(world, alice).due_at == world.clock.now + timedelta(seconds=30)


LOST = {
    "http_500": ("http_500", 0),
    "http_503": ("http_503", 0),
    "html": ("garbled_answer", 0),
    "invalid_json": ("garbled_answer", 0),
    "drop_before": ("connection_lost", 0),
    "drop_after": ("connection_lost", 1),
}


@pytest.mark.parametrize("fault", LOST)
def test_a_lost_answer_ends_as_unknown_and_nothing_is_sent_again(
    world: World, fault: str
) -> None:
    reason, arrived = LOST[fault]
    alice = someone_due(world)
    world.practice.add_fault(POST, fault)

    assert world.run("dispatch") == {"unknown": 1}
    assert ending(world, alice) == ("unknown", reason)

    world.clock.advance(seconds=SOON.total_seconds())
    assert world.run("dispatch") == {}
    assert world.practice.calls[POST] == 1
    assert len(world.sent()) == arrived
    adds_up(world)


def test_an_answer_slower_than_the_timeout_ends_as_unknown(world: World) -> None:
    hasty = reaching(world, timeout_s=0.2)
    alice = someone_due(world)
    world.practice.add_fault(POST, "slow", seconds=0.5)

    assert hasty.run("dispatch") == {"unknown": 1}
    assert ending(world, alice) == ("unknown", "timeout")
    assert hasty.run("dispatch") == {}
    assert len(world.sent(alice)) == 1


@pytest.mark.parametrize(
    "code", ["internal_error", "fatal_error", "request_timeout", "service_unavailable"]
)
def test_an_error_after_which_it_may_have_worked_is_unknown(
    world: World, code: str
) -> None:
    alice = someone_due(world)
    world.practice.add_fault(POST, "error", error=code)

    assert world.run("dispatch") == {"unknown": 1}
    assert ending(world, alice) == ("unknown", code)


def test_a_refused_connection_is_tried_with_growing_delays_until_it_is_late(
    world: World,
) -> None:
    away = reaching(world, nobody_listens())
    alice = someone_due(world)
    delays = []
    for attempt in range(1, len(RETRY_DELAYS) + 1):
        assert away.run("dispatch") == {"deferred": 1}
        nudge = one(world, alice)
        assert nudge.attempts == attempt
        delays.append(nudge.due_at - world.clock.now)
        world.clock.now = nudge.due_at

    assert tuple(delays) == RETRY_DELAYS
    assert away.run("dispatch") == {"skipped": 1}
    assert ending(world, alice) == ("skipped", "late")
    adds_up(world)


def test_a_nudge_is_sent_once_slack_is_back(world: World) -> None:
    away = reaching(world, nobody_listens())
    alice = someone_due(world)
    away.run("dispatch")
    world.clock.advance(seconds=30)

    assert world.run("dispatch") == {"sent": 1}
    assert len(world.sent(alice)) == 1


def test_a_person_whom_slack_does_not_know_gets_no_more_nudges(world: World) -> None:
    alice, bob = someone_due(world, "Alice"), someone_due(world, "Bob")
    world.practice.add_fault(POST, "error", user=alice, error="user_disabled")

    assert world.run("dispatch") == {"failed": 1, "sent": 1}
    assert ending(world, alice) == ("failed", "user_disabled")
    gone = world.person(alice)
    assert gone.standing is Standing.UNREACHABLE
    assert gone.standing_reason == "user_disabled"

    due(world, alice, slot=2)
    assert world.run("dispatch") == {"skipped": 1}
    assert world.ledger()["skipped"] == {"unreachable": 1}
    assert len(world.sent(bob)) == 1
    adds_up(world)


def test_a_closed_account_is_told_from_a_dead_token(world: World) -> None:
    alice, bob = someone_due(world, "Alice"), someone_due(world, "Bob")
    world.practice.add_fault(POST, "error", user=alice, error="account_inactive")

    world.run("dispatch")

    assert ending(world, alice) == ("failed", "account_inactive")
    assert world.person(alice).standing is Standing.UNREACHABLE
    assert ending(world, bob) == ("sent", None)
    assert world.workspace.state == WorkspaceState.ACTIVE


def test_where_that_cannot_be_told_neither_is_stopped(world: World) -> None:
    alice = someone_due(world)
    world.practice.add_fault(POST, "error", error="account_inactive")
    world.practice.add_fault("auth.test", "http_500")

    world.run("dispatch")

    assert ending(world, alice) == ("failed", "account_inactive")
    assert world.person(alice).standing is Standing.AGREED
    assert world.workspace.state == WorkspaceState.ACTIVE


@pytest.mark.parametrize("code", ["token_revoked", "account_inactive"])
def test_a_dead_token_removes_the_workspace_and_skips_the_rest(
    world: World, code: str
) -> None:
    someone_due(world, "Alice")
    bob = world.add("Bob")
    workspace_id = world.workspace.workspace_id
    due(world, bob, at=world.clock.now + timedelta(minutes=1))
    world.practice.token_error = code

    assert world.run("dispatch") == {"failed": 1}
    removed = workspaces.get(world.app, workspace_id)
    assert (removed.state, removed.reason) == (WorkspaceState.REMOVED, code)

    world.practice.token_error = None
    world.clock.advance(minutes=1)
    assert world.run("dispatch") == {"skipped": 1}
    assert world.ledger()["skipped"] == {"workspace_removed": 1}
    assert world.sent() == []


def test_a_message_that_slack_does_not_take_fails_alone(world: World) -> None:
    alice, bob = someone_due(world, "Alice"), someone_due(world, "Bob")
    world.practice.add_fault(POST, "error", user=alice, error="invalid_blocks")

    assert world.run("dispatch") == {"failed": 1, "sent": 1}
    assert ending(world, alice) == ("failed", "invalid_blocks")
    assert world.person(alice).standing is Standing.AGREED
    assert ending(world, bob) == ("sent", None)


def test_a_missing_token_loses_nothing(world: World) -> None:
    alice = someone_due(world)
    settings = world.app.settings.model_copy(update={"slack_bot_token": None})
    mute = replace(world, app=replace(world.app, settings=settings))

    assert mute.run("dispatch") == {"deferred": 1}
    world.clock.advance(seconds=30)
    assert world.run("dispatch") == {"sent": 1}
    assert len(world.sent(alice)) == 1
