from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from service.core.dispatching import Defer, Drop, Moment, Send, WorkspaceState, may_send
from service.core.nudges import (
    FINAL,
    MAY_HAVE_ARRIVED,
    PENDING,
    TRANSITIONS,
    SlotForm,
    SlotKind,
    State,
    after,
)
from service.core.planner import ExistingNudge, PlannedNudge, Replan, plan_day, replan
from service.core.standing import Standing
from service.core.workday import Schedule, Window, windows
from service.gateways.holidays import PublicHolidays
from tests.properties.wall_clock import is_at_work, schedules, zones_and_days

HOUR = timedelta(minutes=60)
MIDNIGHT = datetime(2026, 11, 23, tzinfo=UTC)
MONDAY = MIDNIGHT.date()
HOLIDAYS = PublicHolidays()

a_place = zones_and_days()
a_person = st.text(min_size=1, max_size=12)
a_count = st.integers(0, 4)
an_instant = st.integers(0, 24 * 60).map(lambda m: MIDNIGHT + timedelta(minutes=m))

Rows = tuple[ExistingNudge, ...]


def gaps_hold(times: list[datetime]) -> bool:
    return all(b - a >= HOUR for a, b in pairwise(sorted(times)))


# ---- one day's plan


@given(a_place, a_person, a_count, st.data())
def test_every_nudge_of_a_day_stands_in_the_persons_hours(
    place: tuple[str, date], person: str, count: int, data: st.DataObject
) -> None:
    name, day = place
    schedule = data.draw(schedules(name))
    reachable = windows(schedule, day, holiday=False)
    nudges = plan_day(person_id=person, day=day, windows=reachable, count=count)

    assert all(is_at_work(schedule, day, nudge.at) for nudge in nudges)
    assert all(nudge.at.microsecond == 0 for nudge in nudges)
    assert gaps_hold([nudge.at for nudge in nudges])
    assert [nudge.at for nudge in nudges] == sorted(nudge.at for nudge in nudges)
    assert len(nudges) <= count
    assert [nudge.slot for nudge in nudges] == list(range(1, len(nudges) + 1))
    builds = [nudge.slot for nudge in nudges if nudge.kind is SlotKind.BUILD]
    assert builds == [1][: len(nudges)]
    again = plan_day(person_id=person, day=day, windows=reachable, count=count)
    assert again == nudges


@given(a_place, a_person, a_count, st.data())
def test_a_day_with_room_is_used(
    place: tuple[str, date], person: str, count: int, data: st.DataObject
) -> None:
    name, day = place
    reachable = windows(data.draw(schedules(name)), day, holiday=False)
    room = max((window.end - window.start for window in reachable), default=HOUR * 0)
    nudges = plan_day(person_id=person, day=day, windows=reachable, count=count)
    fitting = int((room - timedelta(minutes=5, seconds=1)) / HOUR) + 1
    if room > timedelta(minutes=5):
        assert len(nudges) >= min(count, fitting)


@given(
    st.sampled_from(["DE", "US", "GB", "JP", "BR", "IN"]),
    st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    a_person,
)
def test_nobody_gets_a_nudge_on_a_holiday(country: str, day: date, person: str) -> None:
    schedule = Schedule(timezone="UTC", work_days=frozenset(range(7)))
    holiday = HOLIDAYS.on(day, country, None)
    reachable = windows(schedule, day, holiday=holiday)
    nudges = plan_day(person_id=person, day=day, windows=reachable, count=2)
    assert len(nudges) == (0 if holiday else 2)


# ---- a day that is planned again and again


@st.composite
def plans(draw: st.DrawFn) -> tuple[PlannedNudge, ...]:
    zones = st.sampled_from(["UTC", "Asia/Tokyo", "America/New_York"])
    schedule = draw(zones.flatmap(schedules))
    return plan_day(
        person_id="ada",
        day=MONDAY,
        windows=windows(schedule, MONDAY, holiday=False),
        count=draw(a_count),
    )


def applied(rows: Rows, change: Replan) -> Rows:
    moved = {nudge.slot: nudge.at for nudge in change.move}
    kept = tuple(
        replace(
            row,
            at=moved.get(row.slot, row.at),
            state=State.SKIPPED if row.slot in change.drop else row.state,
            taken_back=row.taken_back or row.slot in change.drop,
        )
        for row in rows
        if row.slot not in {nudge.slot for nudge in change.add}
    )
    added = (
        ExistingNudge(slot=nudge.slot, at=nudge.at, state=State.PLANNED)
        for nudge in change.add
    )
    return (*kept, *added)


def until(now: datetime, rows: Rows, fate: State) -> Rows:
    """Let what is due by now meet its fate."""
    return tuple(
        replace(row, state=fate) if row.at <= now and row.state in PENDING else row
        for row in rows
    )


steps = st.lists(
    st.tuples(an_instant, plans(), st.sampled_from(sorted(State))),
    min_size=1,
    max_size=5,
).map(lambda found: sorted(found, key=lambda step: step[0]))


@given(steps)
def test_planning_again_touches_the_future_only_and_keeps_gap_and_cap(
    history: list[tuple[datetime, tuple[PlannedNudge, ...], State]],
) -> None:
    rows: Rows = ()
    for now, wanted, fate in history:
        before = until(now, rows, fate)
        change = replan(existing=before, wanted=wanted, now=now)
        rows = applied(before, change)

        slots = {row.slot: row for row in rows}
        assert len(slots) == len(rows)
        kept = [row for row in before if not row.taken_back]
        assert all(slots[row.slot] == row for row in kept if row.at <= now)
        assert all(slots[r.slot] == r for r in kept if r.state is not State.PLANNED)
        assert all(nudge.at > now for nudge in (*change.add, *change.move))
        alive = [r for r in rows if r.state in MAY_HAVE_ARRIVED | {State.PLANNED}]
        assert gaps_hold([row.at for row in alive])
        gone = [row for row in alive if row.at <= now]
        assert len(alive) <= max(len(wanted), len(gone))


@given(plans(), plans(), an_instant)
def test_a_plan_that_was_changed_by_mistake_comes_back_as_it_was(
    meant: tuple[PlannedNudge, ...], slip: tuple[PlannedNudge, ...], now: datetime
) -> None:
    first = applied((), replan(existing=(), wanted=meant, now=now))
    slipped = applied(first, replan(existing=first, wanted=slip, now=now))
    back = applied(slipped, replan(existing=slipped, wanted=meant, now=now))

    def alive(rows: Rows) -> set[tuple[int, datetime]]:
        return {(row.slot, row.at) for row in rows if row.state is State.PLANNED}

    assert alive(back) == alive(first)


@given(steps)
def test_planning_twice_changes_nothing(
    history: list[tuple[datetime, tuple[PlannedNudge, ...], State]],
) -> None:
    rows: Rows = ()
    for now, wanted, fate in history:
        before = until(now, rows, fate)
        rows = applied(before, replan(existing=before, wanted=wanted, now=now))
        assert replan(existing=rows, wanted=wanted, now=now) == Replan()


# Also from rows that no planner made: a repaired or restored database.
any_rows = st.lists(
    st.builds(
        ExistingNudge,
        slot=st.integers(1, 5),
        at=an_instant,
        state=st.sampled_from(sorted(State)),
    ),
    max_size=5,
    unique_by=lambda row: row.slot,
).map(tuple)


@given(any_rows, plans(), an_instant)
def test_planning_twice_changes_nothing_whatever_was_there(
    rows: Rows, wanted: tuple[PlannedNudge, ...], now: datetime
) -> None:
    once = applied(rows, replan(existing=rows, wanted=wanted, now=now))
    assert replan(existing=once, wanted=wanted, now=now) == Replan()


# ---- a whole day of dispatching


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    schedule = draw(schedules("UTC"))
    sent = st.none() | an_instant
    return Moment(
        now=draw(an_instant),
        due_at=draw(an_instant),
        day=MONDAY,
        today=MONDAY,
        form=draw(st.sampled_from(SlotForm)),
        workspace=draw(st.sampled_from(WorkspaceState)),
        standing=draw(st.just(Standing.AGREED) | st.sampled_from(Standing)),
        windows=windows(schedule, MONDAY, holiday=draw(st.booleans())),
        cap=draw(a_count),
        sent_today=draw(st.integers(0, 5)),
        exercise_allowed=draw(st.booleans()),
        ask_again_due=draw(st.booleans()),
        paused_until=draw(st.none() | an_instant),
        last_sent_at=draw(sent),
        do_not_disturb_until=draw(st.none() | an_instant),
        meeting_until=draw(st.none() | an_instant),
    )


def inside(reachable: tuple[Window, ...], instant: datetime) -> bool:
    return any(window.start <= instant < window.end for window in reachable)


@given(moments())
def test_what_is_sent_breaks_no_promise(moment: Moment) -> None:
    if not isinstance(may_send(moment), Send):
        return
    assert moment.workspace is WorkspaceState.ACTIVE
    assert moment.standing is Standing.AGREED
    assert inside(tuple(moment.windows), moment.now)
    assert moment.now - moment.due_at <= timedelta(minutes=30)
    assert moment.exercise_allowed or moment.ask_again_due
    own_place = 1 if moment.form is SlotForm.SNOOZE else 0
    assert moment.sent_today - own_place < moment.cap
    disturbed = (moment.do_not_disturb_until, moment.meeting_until)
    # Who asks for a routine now is there, and wants one.
    asked = moment.form is SlotForm.NOW
    for busy in (moment.paused_until, *(() if asked else disturbed)):
        assert busy is None or busy <= moment.now
    if moment.form is SlotForm.PLANNED and moment.last_sent_at is not None:
        assert moment.now - moment.last_sent_at >= HOUR


@given(moments())
def test_every_deferral_comes_to_an_end_within_the_day(moment: Moment) -> None:
    for _attempt in range(8):
        verdict = may_send(moment)
        if isinstance(verdict, Send | Drop):
            return
        assert isinstance(verdict, Defer)
        assert moment.now < verdict.until < moment.windows[-1].end
        moment = replace(moment, now=verdict.until, due_at=verdict.until)
    raise AssertionError("deferred for ever")


@given(
    st.lists(st.lists(st.sampled_from(sorted({e for _, e in TRANSITIONS})), max_size=8))
)
def test_the_ledger_adds_up_whatever_happens(histories: list[list[str]]) -> None:
    states = []
    for events in histories:
        state = State.PLANNED
        for event in events:
            state = after(state, event) if (state, event) in TRANSITIONS else state
        states.append(state)
    count = Counter(states)
    ended = sum(count[state] for state in FINAL)
    pending = sum(count[state] for state in PENDING)
    assert len(histories) == ended + pending
