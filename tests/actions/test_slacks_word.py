"""What Slack says of the moment puts a nudge off, and the reason stays with it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from service.actions.events import Told, hear
from tests.dispatch.scenes import adds_up, ending, one, someone_due
from tests.world import World
from web.practice.values import Outcome

HOUR = timedelta(hours=1)
MEETING = ":spiral_calendar_pad:"


def unix(at: datetime) -> int:
    return int(at.timestamp())


def meet(world: World, user: str, until: datetime | None = None) -> Outcome:
    expiration = unix(until) if until else 0
    return world.practice.event(
        "user_change", user=user, status_emoji=MEETING, status_expiration=expiration
    )


def be_quiet(world: World, user: str, start: datetime, end: datetime) -> Outcome:
    return world.practice.event(
        "dnd_updated_user", user=user, start=unix(start), end=unix(end)
    )


def put_off(world: World, user: str, reason: str, until: datetime) -> None:
    """Check that the nudge waits, comes at the end, and still says why it waited."""
    assert world.run("dispatch") == {"deferred": 1}
    waiting = one(world, user)
    assert (waiting.due_at, waiting.put_off_for) == (until, reason)
    assert waiting.planned_at < waiting.due_at
    world.clock.now = until
    assert world.run("dispatch") == {"sent": 1}
    assert ending(world, user) == ("sent", None)
    assert one(world, user).put_off_for == reason
    adds_up(world)


def test_a_meeting_in_the_status_puts_a_nudge_off_to_its_end(world: World) -> None:
    alice = someone_due(world)
    until = world.clock.now + HOUR
    assert meet(world, alice, until).ok
    assert world.person(alice).meeting_until == until
    put_off(world, alice, "meeting", until)


def test_do_not_disturb_puts_a_nudge_off_to_its_end(world: World) -> None:
    alice = someone_due(world)
    now = world.clock.now
    assert be_quiet(world, alice, now - HOUR, now + HOUR).ok
    put_off(world, alice, "do_not_disturb", now + HOUR)


def test_lunch_and_the_gap_are_noted_as_well(world: World) -> None:
    alice = someone_due(world)
    world.clock.at("2026-03-02T11:00:00+00:00")
    with world.app.engine.begin() as conn:
        conn.exec_driver_sql("update nudges set due_at = '2026-03-02T11:00Z'")
    put_off(world, alice, "outside_hours", world.clock.now + HOUR)


def test_do_not_disturb_that_comes_later_holds_nothing_up(world: World) -> None:
    alice = someone_due(world)
    now = world.clock.now
    be_quiet(world, alice, now + HOUR, now + 2 * HOUR)
    assert world.run("dispatch") == {"sent": 1}
    assert one(world, alice).put_off_for is None


def test_a_schedule_of_the_night_holds_nothing_up(world: World) -> None:
    alice = someone_due(world)
    now = world.clock.now
    be_quiet(world, alice, now + 11 * HOUR, now + 22 * HOUR)
    world.person(alice)
    assert world.run("dispatch") == {"sent": 1}


@pytest.mark.parametrize("start", [meet, be_quiet])
def test_what_ended_early_holds_nothing_up(
    world: World, start: Callable[..., Outcome]
) -> None:
    alice = someone_due(world)
    now = world.clock.now
    if start is meet:
        meet(world, alice)
        world.practice.event("user_change", user=alice, status_emoji="")
    else:
        be_quiet(world, alice, now, now + HOUR)
        world.practice.event("dnd_updated_user", user=alice)
    person = world.person(alice)
    assert (person.meeting_until, person.quiet_from, person.quiet_until) == (None,) * 3
    assert world.run("dispatch") == {"sent": 1}


def test_a_meeting_that_outlasts_the_day_drops_the_nudge(world: World) -> None:
    alice = someone_due(world)
    meet(world, alice, world.clock.now + 12 * HOUR)
    assert world.run("dispatch") == {"skipped": 1}
    assert ending(world, alice) == ("skipped", "meeting")


UNENDING = timedelta(minutes=75)


def test_a_meeting_without_an_end_lasts_until_the_next_sync_has_looked(
    world: World,
) -> None:
    alice = someone_due(world)
    world.practice.change_member(alice, status_emoji=MEETING)
    world.run("sync")
    assert world.run("dispatch") == {"deferred": 1}
    world.clock.advance(hours=1)
    assert world.run("dispatch") == {}


def test_a_sync_reads_the_status_of_everybody_and_sets_it_anew(world: World) -> None:
    alice, bob = world.add("Alice"), world.add("Bob")
    world.practice.change_member(alice, status_emoji=MEETING)
    world.practice.change_member(bob, status_emoji=":palm_tree:")
    for _hour in range(2):
        world.run("sync")
        assert world.person(alice).meeting_until == world.clock.now + UNENDING
        assert world.person(bob).meeting_until is None
        world.clock.advance(hours=1)
    world.practice.change_member(alice, status_emoji="")
    world.run("sync")
    assert world.person(alice).meeting_until is None


def test_who_joins_in_a_meeting_is_in_a_meeting(world: World) -> None:
    world.run("sync")
    until = world.clock.now + HOUR
    joined: dict[str, Any] = {
        "status_emoji": MEETING,
        "status_expiration": unix(until),
    }
    world.practice.event("team_join", user="U0NEW", **joined)
    assert world.person("U0NEW").meeting_until == until


def test_the_emoji_of_a_meeting_is_the_one_of_the_settings(world: World) -> None:
    alice = world.add("Alice")
    world.practice.event("user_change", user=alice, status_emoji=":calendar:")
    assert world.person(alice).meeting_until is None


def test_a_snooze_of_notifications_counts_from_now(world: World) -> None:
    alice = someone_due(world)
    until = world.clock.now + HOUR
    status = {"snooze_enabled": True, "snooze_endtime": unix(until)}
    told = Told(
        workspace_id=world.workspace.workspace_id,
        event_id="Ev1",
        event={"type": "dnd_updated_user", "user": alice, "dnd_status": status},
    )
    hear(world.app, told)
    put_off(world, alice, "do_not_disturb", until)


def test_do_not_disturb_of_somebody_unknown_is_nobodys(world: World) -> None:
    world.run("sync")
    world.practice.add_member("U0LATE", "Late")
    now = world.clock.now
    assert be_quiet(world, "U0LATE", now, now + HOUR).ok
