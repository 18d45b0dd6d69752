"""The real jobs processes: side by side, killed, and told to end."""

import socket
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select

from service.core.nudges import PENDING, State
from service.store import tables
from tests.dispatch.scenes import adds_up, ending
from tests.jobs.processes import POST, now_due, running, until
from tests.world import World

TICK = 5


def due_still(world: World) -> int:
    """Count what should have gone by now; the jobs plan for later as well."""
    table = tables.nudges.c
    query = select(func.count()).where(
        table.state.in_(PENDING), table.due_at <= world.clock.now
    )
    with world.app.engine.begin() as conn:
        return conn.execute(query).scalar_one()


def test_several_jobs_processes_side_by_side_send_each_nudge_once(
    world: World,
) -> None:
    now_due(world, 150)
    with running(world, "jobs", copies=3) as processes:
        until(lambda: due_still(world) == 0)
        for process in processes:
            process.end()

    assert world.ledger()["sent"] == 150
    assert len(world.sent()) == 150
    adds_up(world)


def test_one_killed_while_sending_holds_nobody_up_for_more_than_a_tick(
    world: World,
) -> None:
    slack_port = urlsplit(world.slack_url).port
    assert slack_port is not None
    with running(world, "jobs", copies=2) as processes:
        world.practice.add_fault(POST, "slow", seconds=30)
        (alice,) = now_due(world, 1)
        until(lambda: world.practice.calls[POST] == 1)
        (bob,) = now_due(world, 1)
        (sender,) = [one for one in processes if one.is_talking_to(slack_port)]
        sender.kill()

        assert until(lambda: bool(world.sent(bob))) <= TICK + 2
        for process in processes:
            if process is not sender:
                process.end()

    world.clock.now = datetime.now(UTC)
    assert ending(world, alice) == ("sending", None)
    world.clock.advance(seconds=61)
    assert world.run("dispatch") == {"unknown": 1}
    assert ending(world, alice) == ("unknown", "crashed")
    assert len(world.sent(alice)) == 1
    adds_up(world)


@pytest.mark.parametrize("command", ["jobs", "serve"])
def test_told_to_end_it_claims_nothing_more_and_settles_what_it_sends(
    world: World, command: str
) -> None:
    now_due(world, 300)
    world.practice.add_fault(POST, "slow", seconds=2)
    world.practice.add_fault(POST, "slow", seconds=0.1, times=None)
    port = ["--port", str(free_port())] if command == "serve" else []
    with running(world, command, *port) as (process,):
        until(lambda: len(world.sent()) > 8)
        told = datetime.now(UTC)
        took = process.end()

    assert took < 10
    counts = world.ledger()
    assert counts["unknown"] == {}
    assert 8 < counts["sent"] == len(world.sent()) < 100
    assert sending(world) == 0
    assert last_claim(world) <= told + timedelta(seconds=1)
    adds_up(world)


def test_told_to_end_while_slack_hangs_it_is_gone_in_time(world: World) -> None:
    (alice,) = now_due(world, 1)
    world.practice.add_fault(POST, "slow", seconds=30)
    with running(world, "jobs") as (process,):
        until(lambda: world.practice.calls[POST] == 1)
        took = process.end()

    assert took < 10
    assert ending(world, alice) == ("unknown", "timeout")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
        return found


def sending(world: World) -> int:
    query = select(func.count()).where(tables.nudges.c.state == State.SENDING)
    with world.app.engine.begin() as conn:
        return conn.execute(query).scalar_one()


def last_claim(world: World) -> datetime:
    query = select(func.max(tables.nudges.c.claimed_at))
    with world.app.engine.begin() as conn:
        found: datetime = conn.execute(query).scalar_one()
        return found
