"""Nudges that nobody answered fold by themselves, to the line of all others."""

from datetime import datetime

from sqlalchemy import select

from service.core.nudges import State
from service.store.tables import nudges as table
from tests.actions.steps import MORNING, arrive
from tests.world import World


def shown(world: World, user_id: str) -> str:
    return world.practice.messages_of(user_id)[0].text


def test_an_expired_nudge_folds_to_the_same_line_as_a_done_one(world: World) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice, MORNING)
    bob = world.add("Bob")
    arrive(world, bob, MORNING)
    world.practice.click(alice, ts, "done")
    world.clock.advance(hours=13)

    assert world.run("dispatch")["folded"] == 1

    done, expired = shown(world, alice), shown(world, bob)
    assert done.split(".")[0] == expired.split(".")[0] == "That break is over"


def test_a_nudge_of_this_morning_stays_open(world: World) -> None:
    alice = world.add("Alice")
    arrive(world, alice, MORNING)
    world.clock.advance(hours=3)

    world.run("dispatch")

    assert not shown(world, alice).startswith("That break is over")


def test_no_minute_holds_more_than_forty_folds(world: World) -> None:
    names = [f"Person{number}" for number in range(60)]
    for name in names:
        world.add(name)
    world.run("plan")
    last = max(
        one.due_at for name in names for one in world.nudges(f"U0{name.upper()}")
    )
    sent_at = datetime.fromisoformat("2026-03-02T09:00:00+00:00")
    with world.app.engine.begin() as conn:
        conn.execute(
            table.update().values(
                state=State.SENT,
                content="routine",
                sent_at=sent_at,
                claimed_at=sent_at,
                channel="D1",
                ts="1.000001",
            )
        )
    world.clock.at(last.isoformat())
    world.clock.advance(hours=13)
    began = world.practice.calls["chat.update"]

    for _ in range(12):
        world.run("dispatch")
        world.clock.advance(seconds=4.9)

    assert 8 <= world.practice.calls["chat.update"] - began <= 40
    with world.app.engine.begin() as conn:
        closed = select(table).where(table.c.closed_at.is_not(None))
        assert 8 <= len(conn.execute(closed).all()) <= 40
