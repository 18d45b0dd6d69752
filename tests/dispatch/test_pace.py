"""The pace that one workspace's messages keep, over simulated time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from service.store import workspaces
from tests.dispatch.scenes import many_due
from tests.world import MONDAY, World

PER_MINUTE = 300

# How long until the next attempt, and how far the clock of that sender is off.
ticks = st.lists(
    st.tuples(st.floats(0, 20), st.integers(1, 90), st.floats(-0.2, 0.2)),
    min_size=3,
    max_size=15,
)


@given(ticks=ticks, per_minute=st.sampled_from([1, 2, 5, 60, 300]))
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_minute_holds_more_messages_than_the_setting_says(
    world: World, ticks: list[tuple[float, int, float]], per_minute: int
) -> None:
    now, sent = MONDAY, []
    with fresh(world) as (conn, place):
        for wait, wishes, off in ticks:
            now += timedelta(seconds=wait)
            for _ in range(wishes):
                seen = now + timedelta(seconds=off)
                if workspaces.take_turn(conn, place, seen, per_minute):
                    sent.append(now)

    # The clocks differ by two fifths of a second at most.
    minute = timedelta(seconds=59.6)
    most = max(sum(at <= other < at + minute for other in sent) for at in sent)
    assert most <= per_minute


def test_at_most_a_fifth_goes_at_once(world: World) -> None:
    with fresh(world) as (conn, place):
        assert burst(conn, place, MONDAY) == PER_MINUTE / 5


def test_an_hour_of_rest_saves_nothing_up(world: World) -> None:
    with fresh(world) as (conn, place):
        burst(conn, place, MONDAY)
        later = MONDAY + timedelta(hours=1)
        assert burst(conn, place, later) == PER_MINUTE / 5


def test_two_senders_whose_clocks_cross_gain_nothing(world: World) -> None:
    with fresh(world) as (conn, place):
        burst(conn, place, MONDAY)
        gained = sum(
            workspaces.take_turn(conn, place, MONDAY + off, PER_MINUTE)
            for _ in range(200)
            for off in (timedelta(seconds=0.2), timedelta(0))
        )
        assert gained == 0


@pytest.mark.parametrize("away", [timedelta(days=400), timedelta(days=-400)])
def test_a_sweep_as_of_another_instant_does_not_stop_the_clock(
    world: World, away: timedelta
) -> None:
    with fresh(world) as (conn, place):
        burst(conn, place, MONDAY + away)
        workspaces.wait_until(conn, place, MONDAY + away + timedelta(seconds=30))
        assert burst(conn, place, MONDAY) == PER_MINUTE / 5
        assert burst(conn, place, MONDAY + timedelta(seconds=15)) == PER_MINUTE / 5


def test_the_longer_of_two_waits_counts(world: World) -> None:
    with fresh(world) as (conn, place):
        for seconds in (30, 1):
            until = MONDAY + timedelta(seconds=seconds)
            workspaces.wait_until(conn, place, until)
        assert burst(conn, place, MONDAY + timedelta(seconds=29)) == 0
        assert burst(conn, place, MONDAY + timedelta(seconds=30)) > 0


def test_a_sweep_stops_asking_once_the_pace_is_used_up(world: World) -> None:
    slow = slowed(world, 10)
    many_due(world, 20, world.clock.now)

    assert slow.run("dispatch") == {"sent": 2, "waiting": 18}
    assert slow.run("dispatch") == {"waiting": 20 - 2}
    world.clock.advance(seconds=7.5)
    assert slow.run("dispatch") == {"sent": 1, "waiting": 17}


def slowed(world: World, per_minute: int) -> World:
    changed = {"messages_per_minute": per_minute}
    app = replace(world.app, settings=world.app.settings.model_copy(update=changed))
    return replace(world, app=app)


def burst(conn: Connection, place: str, now: datetime) -> int:
    taken = 0
    while workspaces.take_turn(conn, place, now, PER_MINUTE):
        taken += 1
    return taken


@contextmanager
def fresh(world: World) -> Iterator[tuple[Connection, str]]:
    """Give a connection that forgets, and the workspace with an unused pace."""
    place = world.workspace.workspace_id
    with world.app.engine.connect() as conn, conn.begin() as transaction:
        yield conn, place
        transaction.rollback()
