"""What is checked again at the moment of sending, against what really happened."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import update

from service.actions.reading import routine_of
from service.core.card import Kind
from service.core.nudges import State
from service.core.profile import Pain
from service.core.routines import RoutineItem
from service.store import people, tables
from tests.dispatch.scenes import adds_up, due, ending, one, someone_due, told
from tests.world import World

POST = "chat.postMessage"


def test_a_nudge_thirty_minutes_late_is_still_sent(world: World) -> None:
    alice = someone_due(world)
    world.clock.advance(minutes=30)

    assert world.run("dispatch") == {"sent": 1}
    assert ending(world, alice) == ("sent", None)


def test_a_nudge_a_second_later_than_that_is_dropped(world: World) -> None:
    alice = someone_due(world)
    world.clock.advance(minutes=30, seconds=1)

    assert world.run("dispatch") == {"skipped": 1}
    assert ending(world, alice) == ("skipped", "late")


def test_nothing_is_sent_once_the_working_day_is_over(world: World) -> None:
    alice = world.add("Alice")
    due(world, alice, at=world.clock.at("2026-03-02T15:59:00+00:00"))
    world.clock.at("2026-03-02T16:00:00+00:00")

    assert world.run("dispatch") == {"skipped": 1}
    assert ending(world, alice) == ("skipped", "day_over")


def test_an_outage_overnight_sends_nothing_of_yesterday(world: World) -> None:
    people_of_monday = [world.add("Alice"), world.add("Bob", timezone="Asia/Tokyo")]
    world.run("plan")
    monday = sum(
        row.local_day.isoformat() == "2026-03-02"
        for user_id in people_of_monday
        for row in world.nudges(user_id)
    )
    assert monday > 0
    world.clock.at("2026-03-03T08:00:30+00:00")
    world.run("dispatch")

    for user_id in people_of_monday:
        for row in world.nudges(user_id):
            if row.local_day.isoformat() == "2026-03-02":
                assert row.state is State.SKIPPED
    assert set(world.ledger()["skipped"]) <= {"day_over", "late"}
    adds_up(world)


def test_a_snooze_has_a_due_time_of_its_own(world: World) -> None:
    alice = someone_due(world)
    world.clock.advance(minutes=30)
    world.run("dispatch")
    (message,) = world.sent(alice)
    world.practice.click(alice, message["ts"], "snooze")
    world.clock.advance(minutes=14, seconds=59)
    assert world.run("dispatch") == {}

    world.clock.advance(seconds=1)
    assert world.run("dispatch") == {"sent": 1}
    assert len(world.sent(alice)) == 2


def test_a_deferral_by_lunch_has_a_due_time_of_its_own(world: World) -> None:
    alice = world.add("Alice")
    due(world, alice, at=world.clock.at("2026-03-02T10:59:00+00:00"))
    world.clock.at("2026-03-02T11:00:00+00:00")

    assert world.run("dispatch") == {"deferred": 1}
    world.clock.at("2026-03-02T12:00:00+00:00")
    assert one(world, alice).due_at == world.clock.now
    assert world.run("dispatch") == {"sent": 1}


def test_the_gap_counts_from_what_was_really_sent(world: World) -> None:
    alice = world.add("Alice")
    due(world, alice)
    due(world, alice, at=world.clock.now + timedelta(minutes=60), slot=2)
    sent_at = world.clock.advance(minutes=20)
    world.run("dispatch")
    world.clock.advance(minutes=40)

    assert world.run("dispatch") == {"deferred": 1}
    later = next(row for row in world.nudges(alice) if row.slot == "2")
    assert later.due_at == sent_at + timedelta(minutes=60)
    world.clock.now = later.due_at
    assert world.run("dispatch") == {"sent": 1}


def test_a_nudge_that_may_have_arrived_counts_to_the_gap(world: World) -> None:
    alice = someone_due(world)
    world.practice.add_fault(POST, "drop_before")
    world.run("dispatch")
    world.clock.advance(minutes=59)
    due(world, alice, slot=2)

    assert world.run("dispatch") == {"deferred": 1}


def test_a_nudge_that_may_have_arrived_counts_to_the_daily_cap(world: World) -> None:
    alice = world.add("Alice", nudges_per_day="1")
    due(world, alice)
    world.practice.add_fault(POST, "drop_before")
    world.run("dispatch")
    world.clock.advance(minutes=61)
    due(world, alice, slot=2)

    assert world.run("dispatch") == {"skipped": 1}
    assert world.ledger()["skipped"] == {"daily_cap": 1}


def test_a_nudge_that_failed_counts_to_nothing(world: World) -> None:
    alice = world.add("Alice", nudges_per_day="1")
    due(world, alice)
    world.practice.add_fault(POST, "error", error="invalid_blocks")
    world.run("dispatch")
    due(world, alice, slot=2)

    assert world.run("dispatch") == {"sent": 1}


def test_a_pause_holds_at_the_moment_of_sending(world: World) -> None:
    alice = someone_due(world)
    change(world, alice, paused_until=world.clock.now + timedelta(seconds=1))

    assert world.run("dispatch") == {"skipped": 1}
    assert ending(world, alice) == ("skipped", "paused")


@pytest.mark.parametrize(
    ("standing", "reason"),
    [
        ("stopped", "stopped"),
        ("left", "left"),
        ("declined", "not_agreed"),
        ("unreachable", "unreachable"),
        ("known", "not_agreed"),
    ],
)
def test_who_has_not_agreed_any_more_gets_nothing(
    world: World, standing: str, reason: str
) -> None:
    alice = someone_due(world)
    change(world, alice, standing=standing)

    assert world.run("dispatch") == {"skipped": 1}
    assert ending(world, alice) == ("skipped", reason)
    assert world.sent() == []


def test_a_holiday_holds_at_the_moment_of_sending(world: World) -> None:
    world.clock.at("2026-05-01T09:00:00+00:00")
    alice = world.add("Alice", country="DE")
    due(world, alice)

    assert world.run("dispatch") == {"skipped": 1}
    assert ending(world, alice) == ("skipped", "holiday")


def test_severe_pain_gives_two_days_of_rest_then_one_question_a_day(
    world: World,
) -> None:
    alice = world.add("Alice")
    pain = Pain(at=world.clock.at("2026-03-02T09:30:00+00:00"), score=7)
    told(world, alice, safety_answered=True, pains=(pain,))

    contents = {}
    for hours in (1, 25, 47, 48, 49, 73):
        world.clock.now = pain.at + timedelta(hours=hours)
        due(world, alice, slot=hours)
        world.run("dispatch")
        row = next(row for row in world.nudges(alice) if row.slot == str(hours))
        contents[hours] = row.content if row.state is State.SENT else row.reason

    assert contents == {
        1: "paused",
        25: "paused",
        47: "paused",
        48: "question",
        49: "paused",
        73: "question",
    }


def test_a_question_that_slack_put_off_is_asked_after_the_wait(world: World) -> None:
    alice = someone_due(world)
    pain = Pain(at=world.clock.now - timedelta(hours=49), score=8)
    told(world, alice, safety_answered=True, pains=(pain,))
    world.practice.add_fault(POST, "rate_limited", retry_after=30)
    assert world.run("dispatch") == {"deferred": 1}
    world.clock.advance(seconds=30)

    assert world.run("dispatch") == {"sent": 1}
    assert one(world, alice).content == "question"


@pytest.mark.parametrize(
    "fields",
    [
        {"flags": frozenset({"A3_chest_pain_or_breathless"})},
        {"told_not_to_exercise": True},
    ],
)
def test_a_red_flag_gets_nothing_and_the_reason_does_not_tell(
    world: World, fields: dict[str, object]
) -> None:
    alice = someone_due(world)
    told(world, alice, safety_answered=True, **fields)

    assert world.run("dispatch") == {"skipped": 1}
    assert ending(world, alice) == ("skipped", "paused")
    world.clock.advance(hours=72)
    due(world, alice, slot=2)
    assert world.run("dispatch") == {"skipped": 1}


def test_before_the_safety_questions_only_the_gentlest_items_come(world: World) -> None:
    names = [f"Person{number}" for number in range(8)]
    for name in names:
        someone_due(world, name)
    world.run("dispatch")

    items = [item for name in names for item in items_of(world, f"U0{name.upper()}")]
    assert {item.exercise.level for item in items} == {1}
    assert {item.dose.step for item in items} == {1}
    assert {item.exercise.kind for item in items} <= {Kind.MOBILITY, Kind.BREATH_RESET}


def test_a_profile_that_cannot_be_opened_stops_nobody_else(world: World) -> None:
    alice, bob = someone_due(world, "Alice"), someone_due(world, "Bob")
    told(world, alice, safety_answered=True)
    spoil_answers(world)

    assert world.run("dispatch") == {"error": 1, "sent": 1}
    assert ending(world, bob) == ("sent", None)
    assert ending(world, alice) == ("planned", None)

    world.clock.advance(minutes=31)
    assert world.run("dispatch") == {"skipped": 1}
    assert ending(world, alice) == ("skipped", "late")


def test_a_zone_that_was_abolished_stops_nobody_else(world: World) -> None:
    alice, bob = someone_due(world, "Alice"), someone_due(world, "Bob")
    change(world, alice, own_timezone="Europe/Atlantis")

    assert world.run("dispatch") == {"error": 1, "sent": 1}
    assert len(world.sent(bob)) == 1
    world.clock.advance(minutes=31)
    assert world.run("dispatch") == {"skipped": 1}
    adds_up(world)


def change(world: World, user_id: str, **columns: object) -> None:
    person = world.person(user_id)
    with world.app.engine.begin() as conn:
        people.change(conn, person.workspace_id, person.person_id, **columns)


def items_of(world: World, user_id: str) -> Sequence[RoutineItem]:
    with world.app.engine.begin() as conn:
        nudge = one(world, user_id)
        routine = routine_of(world.app, conn, world.person(user_id), nudge)
    assert routine is not None
    return routine.items


def spoil_answers(world: World) -> None:
    with world.app.engine.begin() as conn:
        conn.execute(update(tables.answers).values(sealed=b"not what was sealed"))
