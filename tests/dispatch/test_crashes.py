"""The process dies at every step between claim and settle."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from service.core.nudges import State
from service.store import tables
from service.store.person_keys import installation, made_key_of
from tests.dispatch.scenes import SOON, adds_up, many_due, nudge_ids, someone_due
from tests.end_to_end.installation import soon
from tests.world import World

NEVER = 0


def test_killed_at_every_step_nothing_is_sent_twice_and_all_adds_up(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    start = world.clock.now
    with dying(world, "run", "dispatch", "--at", start.isoformat()) as die_at:
        round_of_work(world, 0)
        steps = int(die_at(NEVER))
        assert world.ledger()["sent"] == 2
        for step in range(1, steps + 1):
            round_of_work(world, step)
            assert die_at(step) == "died"
            adds_up(world)
            world.clock.now = start + SOON
            # The server frees the dead process's lock, in its own time.
            assert soon(lambda: not world.run("dispatch").get("busy"))
            nothing_is_left(world)
            adds_up(world)
            world.clock.now = start

    counts = world.ledger()
    assert counts["planned"] == 2 * (steps + 1)
    assert set(counts["unknown"]) == {"crashed"}
    assert counts["skipped"] == counts["failed"] == {}
    with capsys.disabled():
        sys.stdout.write(f"\n{steps} crash points, {counts}\n")


def round_of_work(world: World, number: int) -> None:
    """Put two nudges and an invitation into the queues, for people of their own."""
    with world.app.engine.begin() as conn:
        # Made once: else the first round would have more steps than the others.
        made_key_of(conn, installation(world.app.keyring))
    someone_due(world, f"Alice{number}")
    someone_due(world, f"Bob{number}")
    carol = world.person(world.add(f"Carol{number}", agreed=False))
    with world.app.engine.begin() as conn:
        conn.execute(
            tables.people.update()
            .where(tables.people.c.person_id == carol.person_id)
            .values(standing="invited")
        )
        conn.execute(
            insert(tables.invitations).values(
                workspace_id=carol.workspace_id,
                person_id=carol.person_id,
                state=State.PLANNED,
                due_at=world.clock.now,
            )
        )


def nothing_is_left(world: World) -> None:
    assert world.ledger()["pending"] == 0
    query = select(tables.invitations.c.state)
    with world.app.engine.begin() as conn:
        assert set(conn.execute(query).scalars()) <= {"sent", "unknown"}
    users = [message["user"] for message in world.sent()]
    assert len(users) == len(set(users))


@contextmanager
def dying(world: World, *words: str) -> Iterator["Asked"]:
    """Start the process whose forks die where they are told."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.dispatch.dying", *words],
        env=world.environment(UNHUNCH_MESSAGES_PER_MINUTE="100000"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield Asked(process)
        assert process.stdin is not None
        process.stdin.close()


class Asked:
    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def __call__(self, step: int) -> str:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(f"{step}\n")
        stdin.flush()
        return stdout.readline().strip()


TWICE = 2
MANY = 1_000


def test_two_dispatchers_at_once_send_each_of_a_thousand_nudges_once(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the workspace's lock: the claims alone must keep it right."""
    many_due(world, MANY, world.clock.now)
    dispatchers = [racing(world) for _ in range(TWICE)]
    for dispatcher in dispatchers:
        assert dispatcher.wait(120) == 0

    arrived = nudge_ids(world.sent())
    assert len(arrived) == len(set(arrived)) == MANY
    counts = world.ledger()
    assert counts["sent"] == MANY
    assert counts["pending"] == 0
    adds_up(world)


def racing(world: World) -> "subprocess.Popen[str]":
    at = world.clock.now + timedelta(seconds=1)
    return subprocess.Popen(
        [sys.executable, "-m", "tests.dispatch.racing", at.isoformat()],
        env=world.environment(UNHUNCH_MESSAGES_PER_MINUTE="100000"),
        text=True,
    )
