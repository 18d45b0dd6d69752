"""A routine at once, because the person asked: within every limit but the gap."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from service.actions.nudge_now import DOUBLE_CLICK, Asked, nudge_now
from service.actions.workspaces import change_state
from service.core.dispatching import WorkspaceState
from service.core.nudges import SkipReason, State
from service.core.profile import Pain
from service.store import people
from tests.actions.steps import profile
from tests.dispatch.scenes import adds_up, due, one, told
from tests.world import World

POST = "chat.postMessage"
SENT = Asked(outcome="sent")


def ask(world: World, user: str) -> Asked:
    return nudge_now(world.app, world.workspace, user)


def change(world: World, user: str, **columns: object) -> None:
    person = world.person(user)
    with world.app.engine.begin() as conn:
        people.change(conn, person.workspace_id, person.person_id, **columns)


def test_it_stands_in_the_inbox_when_the_call_returns(world: World) -> None:
    alice = world.add("Alice")
    asked = ask(world, alice)
    assert asked == SENT
    assert len(world.sent(alice)) == 1
    assert one(world, alice).slot == "now-1"
    adds_up(world)


def test_it_comes_right_after_another_one(world: World) -> None:
    alice = world.add("Alice", nudges_per_day="2")
    due(world, alice)
    world.run("dispatch")
    assert ask(world, alice) == SENT


def test_it_comes_in_a_meeting_and_in_do_not_disturb(world: World) -> None:
    alice = world.add("Alice")
    now = world.clock.now
    hour = timedelta(hours=1)
    change(
        world, alice, quiet_from=now, quiet_until=now + hour, meeting_until=now + hour
    )
    assert ask(world, alice) == SENT


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"paused_until": "2026-03-02T12:00Z"}, SkipReason.PAUSED),
        ({"standing": "stopped"}, SkipReason.STOPPED),
        ({"standing": "invited"}, SkipReason.NOT_AGREED),
        ({"standing": "left"}, SkipReason.LEFT),
        ({"work_days": [5, 6]}, SkipReason.NOT_A_WORKDAY),
    ],
)
def test_where_it_may_not_go_nothing_of_it_is_left(
    world: World, columns: dict[str, Any], reason: SkipReason
) -> None:
    alice = world.add("Alice")
    change(world, alice, **columns)
    assert ask(world, alice) == Asked(outcome="skipped", why_not=reason)
    assert world.nudges(alice) == []
    assert world.sent() == []


@pytest.mark.parametrize(
    ("clock", "reason"),
    [
        ("07:59", SkipReason.OUTSIDE_HOURS),
        ("11:30", SkipReason.OUTSIDE_HOURS),
        ("16:00", SkipReason.DAY_OVER),
    ],
)
def test_outside_the_hours_it_waits_for_nothing(
    world: World, clock: str, reason: SkipReason
) -> None:
    alice = world.add("Alice")
    world.clock.at(f"2026-03-02T{clock}:00+00:00")
    assert ask(world, alice).why_not is reason
    assert world.nudges(alice) == []


def test_it_counts_to_the_daily_cap(world: World) -> None:
    alice = world.add("Alice", nudges_per_day="2")
    reasons = []
    for _ in range(3):
        reasons.append(ask(world, alice).why_not)
        world.clock.advance(seconds=DOUBLE_CLICK.total_seconds())
    assert reasons == [None, None, SkipReason.DAILY_CAP]
    assert len(world.nudges(alice)) == 2
    due(world, alice, at=world.clock.advance(hours=1))
    assert world.run("dispatch") == {"skipped": 1}
    adds_up(world)


def test_many_presses_at_the_same_time_are_one_wish(world: World) -> None:
    alice = world.add("Alice", nudges_per_day="2")
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda _: ask(world, alice), range(6)))
    assert {asked.outcome for asked in found} == {"sent"}
    assert len(world.sent(alice)) == 1
    assert len(world.nudges(alice)) == 1
    adds_up(world)


def test_presses_of_two_moments_race_a_planned_one_within_the_cap(world: World) -> None:
    alice = world.add("Alice", nudges_per_day="2")
    due(world, alice)
    for _ in range(3):
        with ThreadPoolExecutor(4) as pool:
            pool.map(lambda _: ask(world, alice), range(3))
            pool.submit(world.run, "dispatch")
        world.clock.advance(seconds=DOUBLE_CLICK.total_seconds())
    assert len(world.sent(alice)) == 2
    adds_up(world)


def test_a_rest_is_told_from_a_pause_and_the_ledger_holds_neither(world: World) -> None:
    alice, bob = world.add("Alice"), world.add("Bob")
    pain = Pain(at=world.clock.now, score=8)
    told(world, alice, safety_answered=True, pains=(pain,))
    change(world, bob, paused_until=world.clock.now + timedelta(hours=1))
    resting = Asked(outcome="skipped", why_not=SkipReason.PAUSED, resting=True)
    assert ask(world, alice) == resting
    assert ask(world, bob) == replace(resting, resting=False)
    assert world.ledger()["planned"] == 0


def test_who_asks_for_a_routine_gets_no_question_instead(world: World) -> None:
    alice = world.add("Alice")
    pain = Pain(at=world.clock.now - timedelta(hours=49), score=8)
    told(world, alice, safety_answered=True, pains=(pain,))
    assert ask(world, alice).resting
    assert world.sent() == []
    due(world, alice)
    assert world.run("dispatch") == {"sent": 1}
    assert one(world, alice).content == "question"


def test_somebody_unknown_has_not_agreed(world: World) -> None:
    assert ask(world, "U0NOBODY").why_not is SkipReason.NOT_AGREED


def test_a_paused_workspace_sends_to_nobody(world: World) -> None:
    alice = world.add("Alice")
    workspace = world.workspace
    change_state(world.app, workspace.workspace_id, WorkspaceState.PAUSED)
    asked = nudge_now(world.app, workspace, alice)
    assert asked.why_not is SkipReason.WORKSPACE_PAUSED
    assert world.nudges(alice) == []


def test_without_pace_it_says_so_and_leaves_nothing(world: World) -> None:
    alice, bob = world.add("Alice"), world.add("Bob")
    slow = world.app.settings.model_copy(update={"messages_per_minute": 1})
    app = replace(world.app, settings=slow)
    assert nudge_now(app, world.workspace, alice) == SENT
    assert nudge_now(app, world.workspace, bob) == Asked(outcome="waiting")
    assert world.nudges(bob) == []
    world.clock.advance(minutes=2)
    assert nudge_now(app, world.workspace, bob) == SENT


@pytest.mark.parametrize(
    ("fault", "outcome", "state"),
    [
        ({"kind": "rate_limited"}, "deferred", State.PLANNED),
        ({"kind": "drop_after"}, "unknown", State.UNKNOWN),
        ({"kind": "error", "error": "invalid_blocks"}, "failed", State.FAILED),
    ],
)
def test_what_slack_makes_of_it_is_told(
    world: World, fault: dict[str, str], outcome: str, state: State
) -> None:
    alice = world.add("Alice")
    world.practice.add_fault(POST, **fault)
    asked = ask(world, alice)
    assert asked == Asked(outcome=outcome)
    assert asked != SENT
    assert one(world, alice).state is state
    adds_up(world)


def test_a_wish_that_slack_put_off_comes_by_itself(world: World) -> None:
    alice = world.add("Alice")
    world.practice.add_fault(POST, "rate_limited", retry_after=30)
    ask(world, alice)
    world.clock.advance(seconds=30)
    assert world.run("dispatch") == {"sent": 1}


def test_asking_changes_nothing_in_what_the_person_told(world: World) -> None:
    alice = world.add("Alice")
    before = profile(world, alice)
    ask(world, alice)
    assert profile(world, alice) == before
