"""Whatever comes back from a form is read as answers, or as mistakes at its fields."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.causes import triage_of
from service.core.profile import Profile, Setting
from service.core.workday import Schedule, local_date, windows, zone
from service.forms import hours as hours_form
from service.forms import sections
from service.forms.answers import Hours, Registered
from service.forms.fields import Ask, Given, Kind, Mistakes
from service.forms.sections import FORMS, Section
from service.gateways.holidays import PublicHolidays

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
KNOWN = PublicHolidays()
CURRENT = Registered(
    profile=Profile(safety_answered=True, setting=Setting.HOME),
    country="US",
    countries=KNOWN.countries(),
    regions=KNOWN.regions("US"),
    seen=triage_of(Profile(), NOW),
)
ZONES = ("Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia")

times = st.times().map(lambda at: f"{at:%H:%M}")
anything = st.one_of(
    st.text(max_size=8), times, st.sampled_from(["", "0", "9:00", "24:00"])
)


def asked(section: Section) -> list[Ask]:
    asks = FORMS[section].asks(CURRENT)
    if section is Section.HOURS:
        asks += [ask for day in range(7) for ask in hours_form.day_asks(day, CURRENT)]
    return asks


def offered(ask: Ask) -> st.SearchStrategy[tuple[str, ...]]:
    """Give what a person can choose."""
    if ask.kind is Kind.TIME:
        return st.one_of(st.just(()), times.map(lambda at: (at,)))
    values = st.sampled_from(list(ask.choices))
    if ask.kind is Kind.TICKS:
        return st.lists(values, unique=True).map(tuple)
    return st.one_of(st.just(()), values.map(lambda value: (value,)))


@st.composite
def filled_in(draw: st.DrawFn, section: Section, *, hostile: bool) -> Given:
    wild = st.lists(anything, max_size=3).map(tuple)
    values: Mapping[str, tuple[str, ...]] = {
        ask.field.name: draw(st.one_of(offered(ask), wild) if hostile else offered(ask))
        for ask in asked(section)
    }
    return {**values, **({"by_day": ("asked",)} if section is Section.HOURS else {})}


@given(st.data(), st.sampled_from(Section))
@settings(max_examples=400)
def test_whatever_comes_back_is_answers_or_mistakes_at_fields_that_were_asked(
    data: st.DataObject, section: Section
) -> None:
    read = sections.read(section, data.draw(filled_in(section, hostile=True)))
    if isinstance(read, Mistakes):
        assert read.by_field.keys() <= {ask.field.name for ask in asked(section)}
        assert all(said.endswith(".") for said in read.by_field.values())


@given(
    st.data(),
    st.sampled_from(
        [
            one
            for one in Section
            if one
            not in {
                Section.SORENESS,
                Section.SAFETY,
                Section.HOURS,
                Section.ONE_DAY,
            }
        ]
    ),
)
def test_what_is_offered_is_taken(data: st.DataObject, section: Section) -> None:
    read = sections.read(section, data.draw(filled_in(section, hostile=False)))
    assert not isinstance(read, Mistakes)


@given(st.data(), st.sampled_from(ZONES), st.dates(date(2026, 1, 1), date(2027, 1, 1)))
@settings(max_examples=300)
def test_hours_that_are_taken_plan_inside_them_on_every_day_and_in_every_zone(
    data: st.DataObject, timezone: str, day: date
) -> None:
    read = sections.read(
        Section.HOURS, data.draw(filled_in(Section.HOURS, hostile=False))
    )
    if not isinstance(read, Hours):
        return
    own = {d: one.hours for d, one in (read.by_day or {}).items() if one.hours}
    schedule = Schedule(
        timezone=timezone,
        work_days=read.work_days,
        work_start=read.work_start,
        work_end=read.work_end,
        lunch_start=read.lunch_start,
        lunch_end=read.lunch_end,
        hours_by_day=own,
    )
    start, end = own.get(day.weekday(), (read.work_start, read.work_end))
    for window in windows(schedule, day, holiday=False):
        assert day.weekday() in read.work_days
        assert local_date(window.start, timezone) == day
        assert _clock(window.start, timezone) >= start
        assert _clock(window.end, timezone) <= end


def _clock(at: datetime, timezone: str) -> time:
    return at.astimezone(zone(timezone)).time()
