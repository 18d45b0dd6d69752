"""The planning sweep on a real database: again, at once, after changes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import time

import pytest

from service.actions.plan import plan
from service.core.nudges import State
from service.store import people
from tests.dispatch.scenes import adds_up
from tests.world import World

NOTHING = {"added": 0, "moved": 0, "dropped": 0}


def test_planning_again_changes_nothing(world: World) -> None:
    alice = world.add("Alice")
    first = world.run("plan")
    rows = world.nudges(alice)
    assert first["added"] == len(rows) > 0

    world.clock.advance(minutes=15)
    assert world.run("plan") == {"people": 1} | NOTHING
    assert world.nudges(alice) == rows


def test_planning_at_once_in_many_threads_gives_each_slot_one_row(world: World) -> None:
    for number in range(12):
        world.add(f"Person{number}")
    workspace = world.workspace
    # Not through the sweep, whose lock would keep all but one away.
    with ThreadPoolExecutor(4) as planners:
        counts = list(
            planners.map(lambda _: plan(world.app, workspace, lambda: True), range(4))
        )

    rows = [row for n in range(12) for row in world.nudges(f"U0PERSON{n}")]
    slots = {(row.person_id, row.local_day, row.slot) for row in rows}
    assert len(slots) == len(rows) == sum(one["added"] for one in counts)
    assert world.run("plan") == {"people": 12} | NOTHING
    adds_up(world)


@pytest.mark.parametrize(
    "change",
    [
        {"work_start": time(11), "lunch_start": None, "lunch_end": None},
        {"own_timezone": "Europe/Lisbon"},
    ],
)
def test_a_change_of_hours_or_zone_replans_the_future_only(
    world: World, change: dict[str, object]
) -> None:
    alice = world.add("Alice")
    world.run("plan")
    first = world.nudges(alice)[0]
    world.clock.now = first.due_at
    world.run("dispatch")
    person = world.person(alice)
    with world.app.engine.begin() as conn:
        people.change(conn, person.workspace_id, person.person_id, **change)

    counts = world.run("plan")

    assert counts["moved"] + counts["dropped"] > 0
    rows = world.nudges(alice)
    (sent,) = (row for row in rows if row.nudge_id == first.nudge_id)
    assert (sent.state, sent.planned_at) == (State.SENT, first.planned_at)
    for row in rows:
        if row.state is State.PLANNED:
            assert row.due_at > world.clock.now
            assert (row.due_at - sent.due_at).total_seconds() >= 3600
    assert world.run("plan") == {"people": 1} | NOTHING
    adds_up(world)


def test_somebody_new_at_noon_gets_what_still_fits_the_day(world: World) -> None:
    world.clock.at("2026-03-02T13:30:00+00:00")
    bob = world.add("Bob")
    world.run("plan")

    days = {row.local_day.isoformat() for row in world.nudges(bob)}
    assert "2026-03-03" in days
    assert all(row.due_at > world.clock.now for row in world.nudges(bob))


def test_a_zone_that_was_abolished_stops_no_other_planning(world: World) -> None:
    alice, bob = world.add("Alice"), world.add("Bob")
    person = world.person(alice)
    with world.app.engine.begin() as conn:
        people.change(
            conn,
            person.workspace_id,
            person.person_id,
            own_timezone="Europe/Atlantis",
        )

    counts = world.run("plan")

    assert counts["people"] == 2
    assert counts["refused"] == 1
    assert world.nudges(alice) == []
    assert world.nudges(bob) != []


def test_a_planner_that_is_interrupted_goes_on_where_it_stopped(world: World) -> None:
    for number in range(6):
        world.add(f"Person{number}")
    turns = iter([True, True, False])

    counts = plan(world.app, world.workspace, lambda: next(turns))
    assert (counts["people"], counts["interrupted"]) == (2, 1)
    again = iter([True, True, True, True, False])
    plan(world.app, world.workspace, lambda: next(again))

    planned = [n for n in range(6) if world.nudges(f"U0PERSON{n}")]
    assert len(planned) == 4
