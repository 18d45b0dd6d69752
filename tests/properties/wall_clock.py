"""All time zones, the days on which their clocks change, and made-up hours."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from service.core.workday import Schedule, known_zones

ZONES = tuple(sorted(known_zones()))

# Days left out or lived twice, changes at midnight, changes of half an hour.
ODD_DAYS = (
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Pacific/Fakaofo", date(2011, 12, 30)),
    ("Pacific/Kwajalein", date(1993, 8, 21)),
    ("Pacific/Kiritimati", date(1994, 12, 31)),
    ("Asia/Manila", date(1844, 12, 31)),
    ("America/Juneau", date(1867, 10, 18)),
    ("America/Sitka", date(1867, 10, 18)),
    ("America/Sao_Paulo", date(2018, 11, 4)),
    ("America/Havana", date(2024, 11, 3)),
    ("America/Asuncion", date(2024, 10, 6)),
    ("America/St_Johns", date(2010, 11, 7)),
    ("America/Nuuk", date(2024, 10, 26)),
    ("America/Scoresbysund", date(2024, 3, 31)),
    ("America/Caracas", date(2007, 12, 9)),
    ("Africa/Cairo", date(2024, 4, 26)),
    ("Africa/Casablanca", date(2024, 3, 10)),
    ("Africa/Monrovia", date(1972, 1, 7)),
    ("Antarctica/Casey", date(2010, 3, 5)),
    ("Antarctica/Troll", date(2024, 3, 31)),
    ("Asia/Beirut", date(2024, 3, 31)),
    ("Asia/Gaza", date(2024, 4, 20)),
    ("Asia/Pyongyang", date(2018, 5, 5)),
    ("Atlantic/Azores", date(2024, 10, 27)),
    ("Australia/Lord_Howe", date(2024, 4, 7)),
    ("Europe/Amsterdam", date(1937, 7, 1)),
)


@cache
def days_of_change(name: str) -> tuple[date, ...]:
    """Give the local dates around each clock change from 2024 to 2030."""
    noons = [
        datetime(2024, 1, 1, 12, tzinfo=UTC) + timedelta(days=n) for n in range(2557)
    ]
    local = [noon.astimezone(ZoneInfo(name)) for noon in noons]
    return tuple(
        today.date() - timedelta(days=back)
        for today, before in zip(local[1:], local, strict=False)
        if today.utcoffset() != before.utcoffset()
        for back in (0, 1)
    )


@st.composite
def zones_and_days(draw: st.DrawFn) -> tuple[str, date]:
    """Any zone: on any day, near a clock change, or one of the odd days."""
    name = draw(st.sampled_from(ZONES))
    any_day = st.dates(date(1900, 1, 1), date(2090, 1, 1)).map(lambda day: (name, day))
    changes = days_of_change(name)
    change = st.sampled_from(changes).map(lambda day: (name, day))
    odd = st.sampled_from(ODD_DAYS)
    return draw(st.one_of(any_day, odd, change, change) if changes else any_day | odd)


def clocks() -> st.SearchStrategy[time]:
    # Most changes of the clock happen in the first hours of a day.
    minutes = st.one_of(st.integers(0, 1439), st.integers(0, 240), st.just(0))
    return minutes.map(lambda m: time(m // 60, m % 60))


@st.composite
def hours(draw: st.DrawFn) -> tuple[time, time]:
    first, last = sorted(draw(st.lists(clocks(), min_size=2, max_size=2, unique=True)))
    return first, last


@st.composite
def schedules(draw: st.DrawFn, timezone: str) -> Schedule:
    start, end = draw(hours())
    lunch = draw(st.none() | hours())
    return Schedule(
        timezone=timezone,
        work_days=draw(st.just(frozenset(range(7))) | st.frozensets(st.integers(0, 6))),
        work_start=start,
        work_end=end,
        lunch_start=lunch[0] if lunch else None,
        lunch_end=lunch[1] if lunch else None,
        hours_by_day=draw(st.dictionaries(st.integers(0, 6), hours(), max_size=2)),
    )


def is_at_work(schedule: Schedule, day: date, instant: datetime) -> bool:
    """Ask a calendar and a clock on the person's wall, and nothing else."""
    wall = instant.astimezone(ZoneInfo(schedule.timezone))
    start, end = schedule.hours_by_day.get(
        wall.weekday(), (schedule.work_start, schedule.work_end)
    )
    clock = wall.time()
    at_lunch = (
        schedule.lunch_start is not None
        and schedule.lunch_end is not None
        and schedule.lunch_start <= clock < schedule.lunch_end
    )
    return (
        wall.date() == day
        and wall.weekday() in schedule.work_days
        and start <= clock < end
        and not at_lunch
    )
