from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from service.core.workday import (
    Schedule,
    Window,
    contains,
    end_of_day,
    local_date,
    windows,
)
from tests.properties.wall_clock import (
    ODD_DAYS,
    ZONES,
    days_of_change,
    is_at_work,
    schedules,
    zones_and_days,
)

SECOND = timedelta(seconds=1)
STEP = timedelta(minutes=13)

a_place = zones_and_days()


def instants(window: Window) -> list[datetime]:
    steps = int((window.end - window.start) / STEP)
    inside = [window.start + STEP * n for n in range(steps + 1)]
    return [at for at in (*inside, window.end - SECOND) if at < window.end]


@given(a_place, st.data())
def test_a_window_never_leaves_the_hours_on_the_wall_clock(
    place: tuple[str, date], data: st.DataObject
) -> None:
    name, day = place
    schedule = data.draw(schedules(name))
    for window in windows(schedule, day, holiday=False):
        assert all(is_at_work(schedule, day, at) for at in instants(window))


@pytest.mark.parametrize("name", ZONES)
def test_no_change_of_the_clock_moves_the_office_hours(name: str) -> None:
    office = Schedule(timezone=name, work_days=frozenset(range(7)))
    for day in days_of_change(name):
        for window in windows(office, day, holiday=False):
            assert is_at_work(office, day, window.start)
            assert is_at_work(office, day, window.end - SECOND)


@given(a_place, st.data())
def test_windows_are_in_order_and_apart(
    place: tuple[str, date], data: st.DataObject
) -> None:
    name, day = place
    schedule = data.draw(schedules(name))
    found = windows(schedule, day, holiday=False)
    edges = [edge for window in found for edge in (window.start, window.end)]
    assert edges == sorted(edges)
    assert all(window.start < window.end for window in found)
    assert end_of_day(schedule, day) == (found[-1].end if found else None)


@given(a_place, st.data())
def test_a_holiday_has_no_windows_anywhere(
    place: tuple[str, date], data: st.DataObject
) -> None:
    name, day = place
    assert windows(data.draw(schedules(name)), day, holiday=True) == ()


@given(st.sampled_from(ZONES), st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.data())
def test_away_from_clock_changes_every_minute_at_work_is_in_a_window(
    name: str, day: date, data: st.DataObject
) -> None:
    zone = ZoneInfo(name)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=zone)
    around = {(noon + timedelta(days=n)).utcoffset() for n in (-2, -1, 0, 1, 2)}
    assume(len(around) == 1)
    schedule = data.draw(schedules(name))
    found = windows(schedule, day, holiday=False)
    for minute in range(0, 1440, 17):
        at = noon - timedelta(hours=12) + timedelta(minutes=minute)
        assert contains(found, at) == is_at_work(schedule, day, at)


@given(a_place, st.integers(0, 86_399))
@example(ODD_DAYS[0], 0)
def test_the_local_date_is_the_wall_calendars(
    place: tuple[str, date], second: int
) -> None:
    name, day = place
    at = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("UTC"))
    at += timedelta(seconds=second)
    assert local_date(at, name) == at.astimezone(ZoneInfo(name)).date()
