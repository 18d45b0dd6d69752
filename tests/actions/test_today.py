"""The person's own day, the next one skipped, and the story of what happened."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import event

from service.actions.looking import look
from service.actions.nudge_now import nudge_now
from service.actions.story import Entry, Happened, story
from service.actions.today import recent_days, skip_next, today
from service.core.day import Day
from service.core.nudges import SlotForm, State
from service.core.profile import Pain
from service.core.standing import Standing
from service.store import nudges, people
from tests.actions.steps import MORNING, arrive, choose, routine
from tests.dispatch.scenes import adds_up, told
from tests.world import MONDAY, World

_Seen = TypeVar("_Seen")


def see(world: World, user: str, at: Callable[[Any], _Seen]) -> _Seen:
    seen = look(world.app, world.workspace, user, at)
    assert seen is not None
    return seen


def my_day(world: World, user: str) -> Day:
    return see(world, user, today)


def change(world: World, user: str, **columns: object) -> None:
    person = world.person(user)
    with world.app.engine.begin() as conn:
        people.change(conn, person.workspace_id, person.person_id, **columns)


def test_a_day_shows_what_comes_and_when(world: World) -> None:
    alice = world.add("Alice")
    world.run("plan")
    day = my_day(world, alice)
    assert (day.day, day.zone.key) == (MONDAY.date(), "Europe/Berlin")
    assert day.standing is Standing.AGREED
    assert (day.is_workday, day.holiday, day.resting) == (True, False, False)
    assert [f"{w.start:%H:%M}-{w.end:%H:%M}" for w in day.windows] == [
        "08:00-11:00",
        "12:00-16:00",
    ]
    assert len(day.slots) == 2
    assert day.next_at == day.slots[0].at == day.slots[0].planned_at
    assert {slot.state for slot in day.slots} == {State.PLANNED}
    assert {slot.form for slot in day.slots} == {SlotForm.PLANNED}


def test_a_day_shows_what_came_and_how_it_was_answered(world: World) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice, MORNING)
    choose(world, alice, ts, "too_easy")
    slot = my_day(world, alice).slots[0]
    assert (slot.state, slot.at, slot.content) == (State.SENT, MORNING, "routine")
    assert (slot.answer, slot.closed) == ("too_easy", True)
    assert slot.routine == routine(world, alice, ts)
    assert slot.routine is not None
    assert slot.routine.reasons


def test_the_last_answer_is_the_one_that_counts(world: World) -> None:
    alice = world.add("Alice")
    ts = arrive(world, alice, MORNING)
    choose(world, alice, ts, "swap")
    world.clock.advance(minutes=1)
    world.practice.click(alice, ts, "done")
    assert my_day(world, alice).slots[0].answer == "done"


def test_nobody_sees_the_day_of_another(world: World) -> None:
    alice, bob = world.add("Alice"), world.add("Bob")
    ts = arrive(world, alice, MORNING)
    world.practice.click(alice, ts, "done")
    assert all(slot.answer is None for slot in my_day(world, bob).slots)
    mine = {slot.nudge_id for slot in my_day(world, alice).slots}
    assert not mine & {slot.nudge_id for slot in my_day(world, bob).slots}


def test_where_nothing_comes_there_is_no_next_time(world: World) -> None:
    names = ("Resting", "Stopped", "Unplanned")
    resting, stopped, unplanned = (world.add(name) for name in names)
    world.run("plan")
    pain = Pain(at=world.clock.now, score=8)
    told(world, resting, safety_answered=True, pains=(pain,))
    change(world, stopped, standing="stopped")
    with world.app.engine.begin() as conn:
        conn.exec_driver_sql("delete from nudges where slot <> '1'")
    world.clock.at("2026-03-05T08:00:00+00:00")
    for user in (resting, stopped, unplanned):
        assert my_day(world, user).next_at is None
    assert my_day(world, resting).resting


def test_inside_a_pause_the_next_one_comes_after_it(world: World) -> None:
    alice = world.add("Alice")
    world.run("plan")
    midnight = datetime.fromisoformat("2026-03-02T23:00:00+00:00")
    change(world, alice, paused_until=midnight)
    day = my_day(world, alice)
    assert day.paused_until == midnight
    assert day.next_at is not None
    assert day.next_at > midnight
    change(world, alice, paused_until=world.clock.now)
    assert my_day(world, alice).paused_until is None


def test_a_holiday_and_a_day_off_have_no_windows(world: World) -> None:
    alice = world.add("Alice", country="DE")
    world.clock.at("2026-05-01T08:00:00+00:00")
    holiday = my_day(world, alice)
    assert (holiday.holiday, holiday.is_workday, holiday.windows) == (True, True, ())
    world.clock.at("2026-05-02T08:00:00+00:00")
    saturday = my_day(world, alice)
    assert (saturday.holiday, saturday.is_workday) == (False, False)
    assert saturday.windows == ()


def test_the_last_days_come_in_order_each_with_its_own(world: World) -> None:
    alice = world.add("Alice")
    arrive(world, alice, MORNING)
    world.clock.advance(days=2)
    nudge_now(world.app, world.workspace, alice)
    days = see(world, alice, lambda scene: recent_days(scene, 3))
    assert [day.day.day for day in days] == [2, 3, 4]
    arrived = [[s for s in day.slots if s.state is State.SENT] for day in days]
    assert [len(slots) for slots in arrived] == [1, 0, 1]
    assert arrived[2][0].form is SlotForm.NOW
    assert days[0].next_at is None


def test_what_a_new_plan_took_back_is_no_part_of_the_day(world: World) -> None:
    alice = world.add("Alice")
    world.run("plan")
    change(world, alice, nudges_per_day=1)
    world.run("plan")
    assert len(my_day(world, alice).slots) == 1


def test_a_full_week_costs_no_more_queries_than_an_empty_day(world: World) -> None:
    alice = world.add("Alice")
    counted = [0]

    def count(*_: object) -> None:
        counted[0] += 1

    def queries(days: int) -> int:
        before = counted[0]
        see(world, alice, lambda scene: recent_days(scene, days))
        return counted[0] - before

    event.listen(world.app.engine, "before_cursor_execute", count)
    queries(1)
    empty = queries(1)
    for _day in range(3):
        ts = arrive(world, alice)
        world.practice.click(alice, ts, "done")
        world.clock.advance(hours=14)
    # The content is looked at anew every half minute, whoever asks.
    queries(7)
    assert queries(7) == empty
    assert empty <= 10


def test_the_next_one_can_be_skipped_and_no_plan_puts_it_back(world: World) -> None:
    alice = world.add("Alice")
    world.run("plan")
    first, second, *_rest = my_day(world, alice).slots
    assert see(world, alice, skip_next)
    assert my_day(world, alice).next_at == second.at
    skipped = my_day(world, alice).slots[0]
    assert (skipped.nudge_id, skipped.state) == (first.nudge_id, State.SKIPPED)
    assert skipped.reason == "paused"
    before = [(n.slot, n.state, n.due_at) for n in world.nudges(alice)]
    world.run("plan")
    assert [(n.slot, n.state, n.due_at) for n in world.nudges(alice)] == before
    world.clock.now = first.at
    assert world.run("dispatch") == {}
    adds_up(world)


def test_the_plan_counts_the_hour_that_lies_between_two(world: World) -> None:
    alice = world.add("Alice")
    world.run("plan")
    first = my_day(world, alice).slots[0]
    world.clock.now = first.at - timedelta(minutes=10)
    nudge_now(world.app, world.workspace, alice)
    day = my_day(world, alice)
    (shown,) = [slot for slot in day.slots if slot.nudge_id == first.nudge_id]
    assert day.next_id == first.nudge_id
    assert shown.at == day.next_at == first.at + timedelta(minutes=50)


def test_after_the_last_of_today_the_first_of_tomorrow_is_skipped(world: World) -> None:
    alice = world.add("Alice")
    world.run("plan")
    assert [see(world, alice, skip_next) for _ in range(3)] == [True] * 3
    states = [(n.local_day.day, n.state.value) for n in world.nudges(alice)]
    assert states == [
        (2, "skipped"),
        (2, "skipped"),
        (3, "skipped"),
        (3, "planned"),
    ]
    assert [see(world, alice, skip_next) for _ in range(2)] == [True, False]


def test_the_next_one_is_skipped_or_sent_but_never_both(world: World) -> None:
    alice = world.add("Alice")
    world.run("plan")
    due = my_day(world, alice).slots[0].at
    world.clock.now = due - timedelta(seconds=1)
    with ThreadPoolExecutor(1) as pool:

        def skip_before_a_sweep(scene: Any) -> Any:
            assert skip_next(scene)
            world.clock.now = due
            return pool.submit(world.run, "dispatch")

        swept = see(world, alice, skip_before_a_sweep)
        assert "sent" not in swept.result()
    assert world.sent(alice) == []
    adds_up(world)


def codes(entries: list[Entry]) -> list[tuple[str, str]]:
    return [(entry.what.value, entry.code) for entry in entries]


def test_the_story_tells_each_thing_in_the_order_of_time(world: World) -> None:
    alice = world.add("Alice")
    change(world, alice, nudges_per_day=1)
    world.run("plan")
    world.clock.now = MORNING
    change(world, alice, meeting_until=MORNING + timedelta(minutes=30))
    with world.app.engine.begin() as conn:
        conn.exec_driver_sql(
            "update nudges set due_at = '2026-03-02T09:00Z',"
            " planned_at = '2026-03-02T09:00Z' where local_day = '2026-03-02'"
        )
    assert codes(see(world, alice, story))[0] == ("waiting", "")
    world.run("dispatch")
    world.clock.advance(minutes=30)
    world.run("dispatch")
    world.clock.advance(minutes=2)
    world.practice.click(alice, world.sent(alice)[0]["ts"], "done")
    entries = see(world, alice, story)
    assert codes(entries) == [
        ("put_off", "meeting"),
        ("sent", "routine"),
        ("answered", "done"),
        ("planned", ""),
    ]
    minutes = [(entry.at - MORNING) // timedelta(minutes=1) for entry in entries]
    assert minutes[:3] == [0, 30, 32]
    assert entries[-1].at.day == 3


def test_the_story_tells_what_was_not_sent_and_why(world: World) -> None:
    alice = world.add("Alice")
    for kind, more in (("error", {"error": "invalid_blocks"}), ("drop_after", {})):
        world.practice.add_fault("chat.postMessage", kind, **more)
        nudge_now(world.app, world.workspace, alice)
        world.clock.advance(minutes=1)
    world.run("plan")
    see(world, alice, skip_next)
    told_now = codes(see(world, alice, story))
    assert told_now[:2] == [
        (Happened.FAILED.value, "invalid_blocks"),
        (Happened.UNKNOWN.value, "connection_lost"),
    ]
    assert ("skipped", "paused") in told_now


def test_the_next_one_is_told_with_the_hour_that_lies_between_two(
    world: World,
) -> None:
    alice = world.add("Alice")
    world.run("plan")
    first, second = [one for one in world.nudges(alice) if one.local_day.day == 2]
    with world.app.engine.begin() as conn:
        key = first.workspace_id
        soon = MORNING + timedelta(minutes=20)
        nudges.change(conn, key, first.nudge_id, due_at=soon)
        late = MORNING + timedelta(hours=5)
        nudges.change(conn, key, second.nudge_id, due_at=late)
    world.clock.now = MORNING
    assert nudge_now(world.app, world.workspace, alice).outcome == "sent"
    promised = my_day(world, alice).next_at
    assert promised == MORNING + timedelta(hours=1)
    world.clock.now = soon
    world.run("dispatch")
    (put_off,) = [one for one in world.nudges(alice) if one.nudge_id == first.nudge_id]
    assert put_off.due_at == promised
