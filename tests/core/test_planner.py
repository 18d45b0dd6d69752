from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

import pytest

from service.core.nudges import SlotKind, State
from service.core.planner import ExistingNudge, PlannedNudge, Replan, plan_day, replan
from service.core.workday import Window
from tests.core.people_builders import MONDAY, OFFICE_DAY, a_window, at, minutes


def planned(
    count: int, windows: Sequence[Window] = OFFICE_DAY, person_id: str = "ada"
) -> tuple[PlannedNudge, ...]:
    return plan_day(person_id=person_id, day=MONDAY, windows=windows, count=count)


def wanted(*clocks: str) -> tuple[PlannedNudge, ...]:
    return tuple(
        PlannedNudge(
            slot=slot,
            kind=SlotKind.BUILD if slot == 1 else SlotKind.ANY,
            at=at(clock),
        )
        for slot, clock in enumerate(clocks, start=1)
    )


def rows(*clocks: str, state: State = State.PLANNED) -> tuple[ExistingNudge, ...]:
    return tuple(
        ExistingNudge(slot=nudge.slot, at=nudge.at, state=state)
        for nudge in wanted(*clocks)
    )


def test_nudges_stand_at_least_an_hour_apart() -> None:
    times = [nudge.at for nudge in planned(4)]
    assert all(b - a >= minutes(60) for a, b in pairwise(times))


def test_nudges_stand_in_whole_seconds_inside_the_windows() -> None:
    for nudge in planned(4):
        assert nudge.at.microsecond == 0
        assert any(w.start <= nudge.at < w.end - minutes(5) for w in OFFICE_DAY)


def test_the_plan_of_a_person_and_day_is_always_the_same() -> None:
    assert planned(3) == planned(3)


def test_people_and_days_differ() -> None:
    assert planned(1, person_id="ada")[0].at != planned(1, person_id="bob")[0].at
    tuesday = plan_day(
        person_id="ada",
        day=MONDAY + timedelta(days=1),
        windows=OFFICE_DAY,
        count=1,
    )
    assert tuesday[0].at != planned(1)[0].at


def test_only_the_first_slot_is_the_build_slot() -> None:
    assert [nudge.kind for nudge in planned(3)] == [
        SlotKind.BUILD,
        SlotKind.ANY,
        SlotKind.ANY,
    ]
    assert [nudge.slot for nudge in planned(3)] == [1, 2, 3]


def test_a_short_day_holds_fewer() -> None:
    assert len(planned(4, windows=[a_window("09:00", "11:10")])) == 3
    assert len(planned(4, windows=[a_window("09:00", "09:10")])) == 1


def test_the_last_one_never_stands_on_the_edge() -> None:
    two_hours = [a_window("09:00", "11:05")]
    assert [nudge.at for nudge in planned(4, windows=two_hours)][-1] < at("11:00")


@pytest.mark.parametrize("windows", [[], [a_window("09:00", "09:05")]])
def test_a_day_without_room_has_no_nudges(windows: Sequence[Window]) -> None:
    assert planned(3, windows=windows) == ()


def test_no_nudges_wanted_are_none() -> None:
    assert planned(0) == ()


def test_two_short_windows_far_apart_are_both_used() -> None:
    pieces = [a_window("09:00", "09:06"), a_window("16:00", "17:05")]
    first, second = planned(2, windows=pieces)
    assert first.at < at("09:06")
    assert second.at >= at("16:00")


def test_a_day_with_nothing_yet_gets_what_is_still_to_come() -> None:
    todays = wanted("09:30", "11:00", "15:00")
    change = replan(existing=(), wanted=todays, now=at("11:00"))
    assert change == Replan(add=todays[2:])


def test_a_day_that_is_planned_already_does_not_change() -> None:
    change = replan(
        existing=rows("09:30", "11:00"),
        wanted=wanted("09:30", "11:00"),
        now=at("08:00"),
    )
    assert change == Replan()


def test_new_hours_move_the_future_only() -> None:
    change = replan(
        existing=rows("09:30", "11:00", "15:00"),
        wanted=wanted("10:15", "13:00", "16:00"),
        now=at("10:00"),
    )
    assert change == Replan(move=wanted("10:15", "13:00", "16:00")[1:])


@pytest.mark.parametrize(
    "state", [State.SENDING, State.SENT, State.SKIPPED, State.FAILED, State.UNKNOWN]
)
def test_what_is_no_longer_planned_is_left_alone(state: State) -> None:
    change = replan(
        existing=rows("15:00", state=state), wanted=wanted("16:30"), now=at("10:00")
    )
    assert change == Replan()


def test_a_slot_no_longer_wanted_is_dropped() -> None:
    change = replan(
        existing=rows("11:00", "15:00"), wanted=wanted("11:00"), now=at("10:00")
    )
    assert change == Replan(drop=(2,))


def test_a_slot_whose_new_time_is_past_is_dropped() -> None:
    change = replan(existing=rows("11:00"), wanted=wanted("09:30"), now=at("10:00"))
    assert change == Replan(drop=(1,))


@pytest.mark.parametrize("state", [State.SENT, State.SENDING, State.UNKNOWN])
def test_nothing_moves_close_to_what_may_have_gone_out(state: State) -> None:
    first = rows("10:00", state=state)
    second = rows("10:00", "15:00")[1:]
    change = replan(
        existing=first + second, wanted=wanted("10:00", "10:59"), now=at("10:30")
    )
    assert change == Replan(drop=(2,))


def test_an_hour_after_what_went_out_is_far_enough() -> None:
    first = rows("10:00", state=State.SENT)
    change = replan(existing=first, wanted=wanted("10:00", "11:00"), now=at("10:30"))
    assert change == Replan(add=wanted("10:00", "11:00")[1:])


def test_nothing_is_added_close_to_what_is_about_to_go_out() -> None:
    change = replan(
        existing=rows("10:00"), wanted=wanted("10:00", "10:40"), now=at("10:00")
    )
    assert change == Replan()


@pytest.mark.parametrize("state", [State.SKIPPED, State.FAILED])
def test_what_never_went_out_needs_no_gap(state: State) -> None:
    first = rows("10:00", state=state)
    change = replan(existing=first, wanted=wanted("10:00", "10:40"), now=at("10:30"))
    assert change == Replan(add=wanted("10:00", "10:40")[1:])


def test_the_day_never_holds_more_than_wanted() -> None:
    sent = tuple(
        ExistingNudge(slot=slot, at=at(clock), state=State.SENT)
        for slot, clock in [(3, "09:00"), (4, "10:00")]
    )
    change = replan(existing=sent, wanted=wanted("14:00", "16:00"), now=at("12:00"))
    assert change == Replan()


def test_a_dropped_slot_makes_room_for_another() -> None:
    existing = (ExistingNudge(slot=4, at=at("15:00"), state=State.PLANNED),)
    change = replan(existing=existing, wanted=wanted("14:00"), now=at("12:00"))
    assert change == Replan(add=wanted("14:00"), drop=(4,))


def test_what_is_due_this_instant_is_left_to_the_dispatcher() -> None:
    change = replan(existing=rows("10:00"), wanted=wanted("11:30"), now=at("10:00"))
    assert change == Replan()
