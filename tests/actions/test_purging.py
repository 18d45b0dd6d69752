"""What is older than its term goes, what is younger stays, and nothing else counts."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, insert, select, update

from service.actions import own_pages, purging, standing
from service.core.audit import Audited
from service.core.errors import Refused
from service.core.nudges import SlotKind, State
from service.core.retention import RETENTION, SWEPT, Kind
from service.core.standing import Standing
from service.store import audit, people, personal
from service.store import purging as store
from service.store.own_data_tables import past_nudges
from service.store.tables import workspaces
from tests.actions.test_own_data import who
from tests.world import World

# What a row needs besides its age.
MORE = {
    "nudges": {
        "local_day": datetime(2026, 1, 1).date(),  # noqa: DTZ001 - a plain day
        "kind": SlotKind.ANY,
        "state": State.SENT,
        "planned_at": datetime.fromisoformat("2026-01-01T09:00Z"),
    },
    "responses": {"nudge_id": "n", "sealed": b""},
    "exercises_done": {"sealed": b""},
    "sessions": {
        "seen_at": datetime.fromisoformat("2026-01-01T09:00Z"),
        "role": "employee",
    },
    "request_counts": {"count": 1},
    "pending_folds": {"channel": "D1", "kind": "nudge"},
}
AGES = st.lists(
    st.integers(min_value=-4000, max_value=4000), min_size=1, max_size=6, unique=True
)


def put(world: World, kind: Kind, at: datetime, name: str) -> None:
    """Add a row of that age."""
    column = store.BY_AGE[kind]
    table = column.table
    values: dict[str, object] = {
        "workspace_id": world.workspace.workspace_id,
        "person_id": world.person("U0ALICE").person_id,
        "slot": name,
        column.name: at,
        **MORE.get(table.name, {}),
    }
    for key in table.primary_key:
        is_bytes = key.type.python_type is bytes
        values.setdefault(key.name, name.encode() if is_bytes else name)
    known = {k: v for k, v in values.items() if k in table.c}
    with world.app.engine.begin() as conn:
        conn.execute(insert(table).values(known))


@pytest.mark.parametrize("kind", store.BY_AGE)
@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(ages=AGES)
def test_nothing_younger_than_its_term_goes_and_nothing_older_stays(
    world: World, kind: Kind, ages: list[int]
) -> None:
    world.add("Alice")
    column, over = store.BY_AGE[kind], RETENTION[kind].over_before(world.clock())
    with world.app.engine.begin() as conn:
        conn.execute(column.table.delete())
    # Seconds before (the older) and after the moment at which the term is over.
    for number, age in enumerate(ages):
        put(world, kind, over + timedelta(seconds=age), f"k{number}")
    gone = sum(age < 0 for age in ages)
    assert world.run("purge")[kind] == gone
    with world.app.engine.begin() as conn:
        left = conn.execute(select(column)).scalars().all()
    assert sorted(left) == [over + timedelta(seconds=a) for a in sorted(ages) if a >= 0]
    assert world.run("purge")[kind] == 0


def test_a_nudge_that_has_not_ended_stays(world: World) -> None:
    alice = world.add("Alice")
    world.run("plan")
    planned = len(world.nudges(alice))
    world.clock.advance(days=200)
    assert world.run("purge")["nudges"] == 0
    assert len(world.nudges(alice)) == planned


def test_the_ledger_counts_what_was_purged(world: World) -> None:
    alice = world.add("Alice")
    world.run("plan")
    world.clock.advance(days=2)
    world.run("dispatch")
    before = world.ledger()
    assert before["planned"] == len(world.nudges(alice)) > 0
    world.clock.advance(days=RETENTION[Kind.NUDGES].days or 0)
    assert world.run("purge")["nudges"] == before["planned"]
    assert world.nudges(alice) == []
    assert world.ledger() == before
    with world.app.engine.begin() as conn:
        assert conn.execute(select(func.sum(past_nudges.c.number))).scalar_one()


def test_it_goes_batch_by_batch_and_stops_between_two(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.add("Alice")
    monkeypatch.setattr(purging, "BATCH", 2)
    old = world.clock() - timedelta(days=30)
    for number in range(5):
        put(world, Kind.EVENTS, old, f"e{number}")
    turns = iter([True, True, False])
    counts = purging.purge(world.app, world.workspace, lambda: next(turns, False))
    # The first kinds used the turns up.
    assert counts["events_seen"] == 0
    assert world.run("purge")["events_seen"] == 5


def test_who_left_is_kept_for_the_term_and_then_gone_wholly(world: World) -> None:
    alice = world.add("Alice")
    old = world.person(alice)
    world.practice.event("user_change", user=alice, deleted=True)
    world.clock.advance(days=RETENTION[Kind.LEFT].days or 0)
    assert world.run("purge")["left"] == 0
    assert world.person(alice).person_id == old.person_id
    world.clock.advance(seconds=1)
    assert world.run("purge")["left"] == 1
    with world.app.engine.begin() as conn:
        assert people.by_slack_user(conn, old.workspace_id, alice) is None
        assert personal.left(conn, (old.workspace_id, old.person_id)) == {}
        (entry,) = audit.about(conn, old.workspace_id, old.person_id)
    assert entry.event.action is Audited.PERSON_ERASED
    assert entry.event.actor == "service"
    world.run("sync")
    with world.app.engine.begin() as conn:
        assert people.by_slack_user(conn, old.workspace_id, alice) is None


def test_who_came_back_meanwhile_is_not_taken(world: World) -> None:
    alice = world.add("Alice")
    world.practice.event("user_change", user=alice, deleted=True)
    world.clock.advance(days=20)
    world.practice.event("user_change", user=alice, deleted=False)
    world.clock.advance(days=20)
    assert world.run("purge")["left"] == 0
    world.practice.event("user_change", user=alice, deleted=True)
    world.clock.advance(days=20)
    assert world.run("purge")["left"] == 0


def test_who_comes_back_between_the_look_and_the_erasure_is_not_taken(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = world.add("Alice")
    me = world.person(alice).person_id
    monkeypatch.setattr(store, "people_over", lambda *_: [me])
    counts = world.run("purge")
    assert (counts["left"], counts["said_no"]) == (0, 0)
    assert world.person(alice).person_id == me


def test_who_stopped_a_year_ago_is_erased_and_nobody_is_told(world: World) -> None:
    alice = world.add("Alice")
    own_pages.answer(world.app, who(world, alice), standing.stop)
    old = world.person(alice)
    world.clock.advance(days=365)
    assert world.run("purge")["said_no"] == 0
    world.clock.advance(seconds=1)
    assert world.run("purge")["said_no"] == 1
    assert world.run("purge")["said_no"] == 0
    with world.app.engine.begin() as conn:
        assert personal.left(conn, (old.workspace_id, old.person_id)) == {}
        assert audit.chains(conn) == []
    assert world.person(alice).standing is Standing.DECLINED


def test_who_goes_on_is_never_erased_by_age(world: World) -> None:
    alice = world.add("Alice")
    old = world.person(alice).person_id
    world.clock.advance(days=4000)
    counts = world.run("purge")
    assert (counts["left"], counts["said_no"]) == (0, 0)
    assert world.person(alice).person_id == old


def test_it_keeps_the_retention_in_a_workspace_that_was_removed_too(
    world: World,
) -> None:
    world.add("Alice")
    put(world, Kind.EVENTS, world.clock() - timedelta(days=8), "e")
    with world.app.engine.begin() as conn:
        conn.execute(update(workspaces).values(state="removed"))
    assert world.run("purge")["events_seen"] == 1


def test_a_future_instant_is_refused_for_real_data(world: World) -> None:
    made_up = world.workspace
    purging.refuse_the_future([made_up], timedelta(days=1))
    real = replace(made_up, workspace_id="T01REAL")
    purging.refuse_the_future([real], timedelta(seconds=30))
    with pytest.raises(Refused, match="only on demo or simulated data: in T01REAL"):
        purging.refuse_the_future([made_up, real], timedelta(days=1))


def test_each_sweep_has_its_count() -> None:
    assert set(SWEPT) == store.BY_AGE.keys() | store.WHOLE.keys()
