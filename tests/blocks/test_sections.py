"""Each section, the list of them, and the day are modals that Slack takes."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from unicodedata import normalize
from zoneinfo import ZoneInfo

import pytest

from service.blocks import menu, registration, today
from service.blocks.limits import view_problems
from service.core.causes import triage_of
from service.core.day import Day, Slot
from service.core.nudges import SkipReason, SlotForm, SlotKind, State
from service.core.profile import Profile, Setting
from service.core.scores import Category
from service.core.standing import Standing
from service.forms import day_words, own_view, sections
from service.forms.answers import Registered
from service.forms.fields import Mistakes
from service.forms.sections import FORMS, LINES, Section
from service.gateways.holidays import PublicHolidays
from tests.blocks.screens import inputs_of, submitted

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
KNOWN = PublicHolidays()
FULL = Registered(
    profile=Profile(
        safety_answered=True,
        own_category=Category.MIXED,
        setting_by_day={0: Setting.HOME, 6: Setting.OFFICE},
    ),
    hours_by_day={4: (time(9), time(13))},
    country="US",
    region="CA",
    countries=KNOWN.countries(),
    regions=KNOWN.regions("US"),
    seen=triage_of(Profile(), NOW),
)


@pytest.mark.parametrize("section", Section)
@pytest.mark.parametrize("current", [Registered(), FULL])
def test_slack_takes_every_section(section: Section, current: Registered) -> None:
    view = registration.section_view(section, current)
    assert view_problems(view) == []
    assert view["private_metadata"] == section


@pytest.mark.parametrize("section", Section)
def test_a_section_reads_back_what_it_shows(section: Section) -> None:
    view = registration.section_view(section, FULL)
    read = sections.read(section, submitted(view))
    needs_more = {Section.ONE_DAY}
    assert isinstance(read, Mistakes) is (section in needs_more)


def test_the_list_names_every_section_and_slack_takes_it() -> None:
    view = menu.menu()
    assert view_problems(view) == []
    for section in Section:
        assert FORMS[section].title in json.dumps(view)
        assert LINES[section] in json.dumps(view)


@pytest.mark.parametrize("country", KNOWN.countries())
def test_slack_takes_the_holidays_of_every_country(country: str) -> None:
    current = replace(FULL, country=country, regions=KNOWN.regions(country))
    assert view_problems(registration.section_view(Section.HOLIDAYS, current)) == []


def test_countries_stand_under_their_first_letters() -> None:
    view = registration.section_view(Section.HOLIDAYS, FULL)
    groups = inputs_of(view)["country"]["option_groups"]
    named = [
        normalize("NFKD", option["text"]["text"])[0] == group["label"]["text"]
        for group in groups
        for option in group["options"]
    ]
    assert all(named)
    assert sum(map(len, (group["options"] for group in groups))) == len(named) > 200


@pytest.mark.parametrize("category", [one for one in Category if one != "red_flag"])
@pytest.mark.parametrize("own", [None, Category.UNCLEAR])
def test_every_likely_load_has_its_words(
    category: Category, own: Category | None
) -> None:
    seen = replace(triage_of(Profile(), NOW), category=category)
    words = own_view.in_words(seen, own)
    assert len(words) >= 2
    assert all(one.endswith(".") for one in words)


def test_under_a_red_flag_no_load_is_named() -> None:
    seen = replace(triage_of(Profile(), NOW), category=Category.RED_FLAG)
    assert own_view.in_words(seen, None) == []


def a_day(*slots: Slot, **changes: object) -> Day:
    day = Day(
        day=date(2026, 3, 2),
        zone=BERLIN,
        standing=Standing.AGREED,
        paused_until=None,
        resting=False,
        holiday=False,
        is_workday=True,
        windows=(),
        next_at=None,
        next_id=None,
        slots=slots,
    )
    return replace(day, **changes)  # type: ignore[arg-type] # whatever a test says


def a_slot(state: State = State.PLANNED, **changes: object) -> Slot:
    slot = Slot(
        nudge_id="n1",
        form=SlotForm.PLANNED,
        kind=SlotKind.ANY,
        state=state,
        at=NOW,
        planned_at=NOW,
        reason=None,
        put_off_for=None,
        content=None,
        closed=False,
        answer=None,
        routine=None,
    )
    return replace(slot, **changes)  # type: ignore[arg-type] # as above


@pytest.mark.parametrize("standing", Standing)
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"resting": True},
        {"holiday": True},
        {"is_workday": False},
        {"paused_until": NOW + timedelta(days=1)},
        {"next_at": NOW + timedelta(hours=1)},
    ],
)
def test_slack_takes_every_day(standing: Standing, changes: dict[str, object]) -> None:
    day = a_day(a_slot(), standing=standing, **changes)
    assert view_problems(today.today(today.Shown(day=day), NOW)) == []
    assert day_words.headline(day).endswith(".")


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("reason", [*SkipReason, None])
def test_every_end_of_a_nudge_has_its_words(
    state: State, reason: SkipReason | None
) -> None:
    line = day_words.line(a_slot(state, reason=reason), a_day())
    assert line.at == "09:00"
    assert line.what
    if state is State.SKIPPED:
        assert line.why == day_words.WHY_NOT[reason or SkipReason.LATE]


@pytest.mark.parametrize("reason", SkipReason)
def test_a_nudge_that_was_put_off_says_from_when_and_why(reason: SkipReason) -> None:
    later = a_slot(at=NOW + timedelta(minutes=40), put_off_for=reason)
    assert day_words.line(later, a_day()).why.startswith(
        f"Moved from 09:00. {day_words.WHY_NOT[reason]}"
    )


def test_a_nudge_that_kept_its_time_was_not_moved() -> None:
    kept = a_slot(at=NOW + timedelta(seconds=20), put_off_for=SkipReason.GAP)
    assert "Moved" not in day_words.line(kept, a_day()).why


def test_while_exercise_rests_a_planned_nudge_says_that_it_will_not_come() -> None:
    said = day_words.line(a_slot(), a_day(resting=True))
    assert (said.what, said.why) == (
        "Will not come",
        "Exercise rests for now.",
    )


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"standing": Standing.STOPPED}, "You said stop."),
        ({"paused_until": NOW + timedelta(days=1)}, "It falls into your pause."),
    ],
)
def test_after_a_stop_or_inside_a_pause_a_planned_nudge_says_so(
    changes: dict[str, object], why: str
) -> None:
    said = day_words.line(a_slot(), a_day(**changes))
    assert (said.what, said.why) == ("Will not come", why)
    sent = day_words.line(a_slot(State.SENT), a_day(**changes))
    assert sent.what == "Sent"
