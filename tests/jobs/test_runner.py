"""The timetable, and the locks that keep one sender per workspace."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from jobs.runner import Runner
from jobs.timetable import TIMETABLE
from service.actions import sweeps, workspaces
from service.core.dispatching import WorkspaceState
from service.core.errors import Refused
from service.store import locks
from tests.dispatch.scenes import someone_due
from tests.jobs.processes import now_due, until
from tests.world import World

HOUR = timedelta(hours=1)


def runner_of(world: World) -> Runner:
    world.clock.now = datetime.now(UTC)
    return Runner(world.app)


def test_the_timetable_says_how_often_each_sweep_runs() -> None:
    assert {name: entry.every for name, entry in TIMETABLE.items()} == {
        "dispatch": timedelta(seconds=5),
        "plan": timedelta(minutes=15),
        "pictures": timedelta(minutes=1),
        "purge": timedelta(hours=24),
        "sync": timedelta(hours=1),
    }


def test_every_sweep_of_the_timetable_exists() -> None:
    assert set(TIMETABLE) <= set(sweeps.SWEEPS)


def test_the_scheduler_runs_by_the_timetable(world: World) -> None:
    runner = runner_of(world)
    runner.start()
    jobs = runner.scheduler.get_jobs()
    runner.stop()

    intervals = {job.args[0]: job.trigger.interval for job in jobs}
    assert intervals == {name: entry.every for name, entry in TIMETABLE.items()}


def test_a_runner_sends_what_is_due_and_stops_when_idle(world: World) -> None:
    (alice,) = now_due(world, 1)
    runner = runner_of(world)
    runner.start()
    until(lambda: bool(world.sent(alice)))
    runner.stop()

    assert not runner.scheduler.running


def test_a_runner_told_to_stop_begins_nothing(world: World) -> None:
    now_due(world, 1)
    runner = runner_of(world)
    runner.stop_claiming()
    runner.start()
    runner.stop()

    assert world.sent() == []


def test_an_unknown_sweep_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="There is no sweep 'dust'"):
        sweeps.run(world.app, "dust")


def test_a_second_sender_finds_the_workspace_busy(world: World) -> None:
    someone_due(world)
    place = world.workspace.workspace_id
    with locks.held(world.app.engine, f"dispatch:{place}", HOUR) as mine:
        assert mine
        assert world.run("dispatch") == {"busy": 1}
    assert world.run("dispatch") == {"sent": 1}


def test_the_lock_of_one_workspace_is_not_the_lock_of_another(world: World) -> None:
    engine = world.app.engine
    with (
        locks.held(engine, "dispatch:T1", HOUR),
        locks.held(engine, "dispatch:T2", HOUR) as other,
        locks.held(engine, "plan:T1", HOUR) as plan,
    ):
        assert other
        assert plan


def test_a_holder_that_was_stopped_loses_the_lock(world: World) -> None:
    """As a process under SIGSTOP: alive, connected, and doing nothing."""
    engine = world.app.engine
    with locks.held(engine, "dispatch:T1", timedelta(milliseconds=100)) as mine:
        assert mine
        until(lambda: _is_free(world), 5)


def test_the_lock_of_a_killed_process_is_free_within_a_second(world: World) -> None:
    url = world.app.settings.database_url
    assert url is not None
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, url.get_secret_value()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        assert not _is_free(world)
        holder.kill()
        assert until(lambda: _is_free(world), 5) < 1


HOLDER = """
import sys
from datetime import timedelta
from sqlalchemy import create_engine
from service.store import locks
with locks.held(create_engine(sys.argv[1]), "dispatch:T1", timedelta(hours=1)) as mine:
    print(mine, flush=True)
    sys.stdin.read()
"""


def _is_free(world: World) -> bool:
    with locks.held(world.app.engine, "dispatch:T1", HOUR) as mine:
        return mine


def test_a_paused_workspace_drops_what_is_due(world: World) -> None:
    someone_due(world)
    place = world.workspace.workspace_id
    workspaces.change_state(world.app, place, WorkspaceState.PAUSED)

    assert world.run("dispatch") == {"skipped": 1}
    assert world.ledger()["skipped"] == {"workspace_paused": 1}
