"""Builders for people's hours and nudges: a test names only what it is about."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from service.core.dispatching import Moment, WorkspaceState
from service.core.nudges import SlotForm
from service.core.standing import Standing
from service.core.workday import Schedule, Window

MONDAY = date(2026, 11, 23)


def at(clock: str, day: date = MONDAY) -> datetime:
    """``at("09:30")``: that time in UTC on Monday, 23 November 2026."""
    return datetime.combine(day, time.fromisoformat(clock), UTC)


def a_window(start: str, end: str, day: date = MONDAY) -> Window:
    return Window(start=at(start, day), end=at(end, day))


OFFICE_DAY = (a_window("09:00", "12:00"), a_window("13:00", "17:00"))


def a_schedule(
    timezone: str = "UTC", hours: str = "09:00-17:00", **parts: Any
) -> Schedule:
    """Office hours with lunch at noon; ``hours`` like ``"09:00-17:00"``."""
    start, end = (time.fromisoformat(clock) for clock in hours.split("-"))
    return Schedule(timezone=timezone, work_start=start, work_end=end, **parts)


def a_schedule_without_lunch(timezone: str, hours: str) -> Schedule:
    every_day = frozenset(range(7))
    return a_schedule(
        timezone, hours, lunch_start=None, lunch_end=None, work_days=every_day
    )


def a_moment(now: str = "10:00", **parts: Any) -> Moment:
    """A nudge due this minute, on an ordinary day of a person who agreed."""
    usual = {
        "now": at(now),
        "due_at": at(now),
        "day": MONDAY,
        "today": MONDAY,
        "form": SlotForm.PLANNED,
        "workspace": WorkspaceState.ACTIVE,
        "standing": Standing.AGREED,
        "windows": OFFICE_DAY,
        "cap": 3,
        "sent_today": 0,
        "exercise_allowed": True,
    }
    return Moment(**(usual | parts))


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)
