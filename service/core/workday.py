"""When a person can be reached: working hours in the own time zone, as instants."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from service.core.errors import Refused

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DEFAULT_WORK_DAYS = frozenset({0, 1, 2, 3, 4})
DEFAULT_WORK_START = time(9)
DEFAULT_WORK_END = time(17)
DEFAULT_LUNCH_START = time(12)
DEFAULT_LUNCH_END = time(13)

Hours = tuple[time, time]

# What the tz folder of a machine may hold beside real zones: links to the
# machine's own setting, and a placeholder.
_NOT_ZONES = frozenset({"localtime", "posixrules", "Factory"})
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_DAY_SEPARATORS = re.compile(r"[,;\s]+")


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """A person's intent, in local wall time. Hours never cross midnight.

    ``work_days`` counts from Monday as 0. ``hours_by_day`` gives other hours for
    single weekdays of ``work_days``. Lunch is two times, or none at all. Raises
    Refused for hours that end before they start.
    """

    timezone: str
    work_days: frozenset[int] = DEFAULT_WORK_DAYS
    work_start: time = DEFAULT_WORK_START
    work_end: time = DEFAULT_WORK_END
    lunch_start: time | None = DEFAULT_LUNCH_START
    lunch_end: time | None = DEFAULT_LUNCH_END
    hours_by_day: Mapping[int, Hours] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for start, end in self._all_hours():
            if start >= end:
                raise Refused(
                    f"These hours end before they start: {start:%H:%M} to {end:%H:%M}."
                )

    @property
    def lunch(self) -> Hours | None:
        if self.lunch_start is None or self.lunch_end is None:
            return None
        return self.lunch_start, self.lunch_end

    def hours(self, weekday: int) -> Hours:
        return self.hours_by_day.get(weekday, (self.work_start, self.work_end))

    def _all_hours(self) -> Iterator[Hours]:
        yield self.work_start, self.work_end
        yield from self.hours_by_day.values()
        if self.lunch is not None:
            yield self.lunch


@dataclass(frozen=True, kw_only=True)
class Window:
    """A stretch of reachable time, in UTC: ``start`` belongs to it, ``end`` not."""

    start: datetime
    end: datetime


def windows(schedule: Schedule, day: date, *, holiday: bool) -> tuple[Window, ...]:
    """Give the reachable stretches of one local day, in order, lunch cut out.

    Clock changes: a window never holds an instant whose wall clock in the
    person's zone lies outside the hours. A start that the clock shows twice
    means the second time, an end means the first. A start or end that the clock
    jumps over is taken on the far side of the jump, so that the window is
    shorter and never longer; a day that does not exist has none. A window across
    a change is one piece of real time, an hour longer or shorter than it looks.
    """
    if holiday or day.weekday() not in schedule.work_days:
        return ()
    tz = zone(schedule.timezone)
    found = (
        _window(_instants(tz, day, start), _instants(tz, day, end))
        for start, end in _pieces(schedule, day.weekday())
    )
    return tuple(window for window in found if window.start < window.end)


def end_of_day(schedule: Schedule, day: date) -> datetime | None:
    """Give the instant at which the working day ends; None on a day off."""
    reachable = windows(schedule, day, holiday=False)
    return reachable[-1].end if reachable else None


def local_date(now: datetime, timezone: str) -> date:
    """Give the date that a calendar in the zone shows."""
    return now.astimezone(zone(timezone)).date()


def contains(reachable: Iterable[Window], instant: datetime) -> bool:
    return any(window.start <= instant < window.end for window in reachable)


def zone(name: str) -> ZoneInfo:
    """Look up an IANA zone by its exact name; raise Refused for any other word."""
    # Only listed names reach ZoneInfo: it would open "posix/..." as well, and
    # raises five kinds of errors for paths and folders.
    if name not in known_zones():
        raise Refused(
            f"The time zone {name!r} is not known."
            f"{did_you_mean(name, _zone_names())}"
            " Write it like Europe/Berlin or America/New_York."
        )
    return ZoneInfo(name)


@cache
def known_zones() -> frozenset[str]:
    """Give every zone name that this machine's tz database holds."""
    return frozenset(available_timezones()) - _NOT_ZONES


# A file often repeats one mistake on every line.
@lru_cache(maxsize=1_024)
def did_you_mean(word: str, known: tuple[str, ...]) -> str:
    """Give `` Did you mean X?`` with a leading space, or nothing."""
    by_folded = {name.casefold(): name for name in known}
    # Long words are never typing mistakes, and comparing them is slow.
    close = get_close_matches(word.casefold()[:64], by_folded, n=1)
    return f" Did you mean {by_folded[close[0]]}?" if close else ""


def read_time(text: str) -> time:
    """Read ``HH:MM`` on the 24-hour clock; raise Refused for anything else."""
    found = _CLOCK.fullmatch(text)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise Refused(f"{text!r} is not a time. Write it like 09:00 or 17:30.")
    return time(int(found[1]), int(found[2]))


@lru_cache(maxsize=1_024)
def read_work_days(text: str) -> frozenset[int]:
    """Read days like ``mon-fri``, ``mon,wed,fri`` or ``sun-thu``: Monday is 0.

    Raises Refused for anything that is not a day.
    """
    parts = [part for part in _DAY_SEPARATORS.split(text.lower()) if part]
    if not parts:
        raise Refused("No work day is named. Write them like mon-fri.")
    return frozenset(day for part in parts for day in _day_range(part))


@cache
def _zone_names() -> tuple[str, ...]:
    return tuple(sorted(known_zones()))


def _day_range(part: str) -> Iterator[int]:
    first, dash, last = part.partition("-")
    start = _weekday(first)
    length = (_weekday(last) - start) % 7 if dash else 0
    return ((start + step) % 7 for step in range(length + 1))


def _weekday(name: str) -> int:
    if name not in DAY_NAMES:
        raise Refused(
            f"{name!r} is not a day.{did_you_mean(name, DAY_NAMES)}"
            " Write work days like mon-fri or mon,wed,fri."
        )
    return DAY_NAMES.index(name)


def _pieces(schedule: Schedule, weekday: int) -> Iterator[Hours]:
    start, end = schedule.hours(weekday)
    if schedule.lunch is None:
        yield start, end
        return
    lunch_start, lunch_end = schedule.lunch
    if start < lunch_start:
        yield start, min(lunch_start, end)
    if lunch_end < end:
        yield max(lunch_end, start), end


def _instants(tz: ZoneInfo, day: date, at: time) -> tuple[datetime, datetime]:
    local = datetime.combine(day, at, tz)
    return (
        local.replace(fold=0).astimezone(UTC),
        local.replace(fold=1).astimezone(UTC),
    )


def _window(
    starts: tuple[datetime, datetime], ends: tuple[datetime, datetime]
) -> Window:
    return Window(start=max(starts), end=min(ends))
