"""Every section that a person can fill in, in the order in which we ask."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from service.core.errors import Refused
from service.forms import (
    habits,
    holidays,
    hours,
    limits,
    one_day,
    own_view,
    safety,
    soreness,
)
from service.forms.answers import (
    DayChange,
    Habits,
    HolidayPlace,
    Hours,
    Limits,
    OwnView,
    Patterns,
    Registered,
    Safety,
    Soreness,
)
from service.forms.fields import Ask, Given, Misread, Mistakes
from service.words import _

Answered = (
    Safety
    | Soreness
    | Habits
    | Patterns
    | Limits
    | Hours
    | DayChange
    | HolidayPlace
    | OwnView
)


class Section(StrEnum):
    SAFETY = "safety"
    SORENESS = "soreness"
    PATTERN = "pattern"
    DESK = "desk"
    LOAD = "load"
    LIMITS = "limits"
    HOURS = "hours"
    ONE_DAY = "one_day"
    HOLIDAYS = "holidays"
    OWN_VIEW = "own_view"


BODY = frozenset({Section.SAFETY, Section.SORENESS, Section.LIMITS})
"""What says how the body is: a routine that was chosen before may not fit any more."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """One section: its heading (24 characters), why it is asked, what, how read."""

    title: str
    intro: str
    asks: Callable[[Registered], list[Ask]]
    read: Callable[[Given], Answered | Mistakes]


FORMS: Mapping[Section, Form] = {
    Section.SAFETY: Form(
        title=_("Safety first"),
        intro=safety.INTRO,
        asks=safety.asks,
        read=safety.read_safety,
    ),
    Section.SORENESS: Form(
        title=_("How you feel"),
        intro=soreness.INTRO,
        asks=soreness.asks,
        read=soreness.read_soreness,
    ),
    Section.PATTERN: Form(
        title=_("How it behaves"),
        intro=habits.PATTERN_INTRO,
        asks=habits.pattern_asks,
        read=habits.read_patterns,
    ),
    Section.DESK: Form(
        title=_("Your desk"),
        intro=habits.DESK_INTRO,
        asks=habits.desk_asks,
        read=habits.read_desk,
    ),
    Section.LOAD: Form(
        title=_("What you carry"),
        intro=habits.LOAD_INTRO,
        asks=habits.load_asks,
        read=habits.read_load,
    ),
    Section.LIMITS: Form(
        title=_("Limits and equipment"),
        intro=limits.INTRO,
        asks=limits.asks,
        read=limits.read_limits,
    ),
    Section.HOURS: Form(
        title=_("Place and hours"),
        intro=hours.INTRO,
        asks=hours.asks,
        read=hours.read_hours,
    ),
    Section.ONE_DAY: Form(
        title=_("A day that differs"),
        intro=one_day.INTRO,
        asks=one_day.asks,
        read=one_day.read_one_day,
    ),
    Section.HOLIDAYS: Form(
        title=_("Public holidays"),
        intro=holidays.INTRO,
        asks=holidays.asks,
        read=holidays.read_holidays,
    ),
    Section.OWN_VIEW: Form(
        title=_("What we see"),
        intro=own_view.INTRO,
        asks=own_view.asks,
        read=own_view.read_own_view,
    ),
}


def read(section: Section, given: Given) -> Answered | Mistakes:
    """Read one section, with every mistake at its field."""
    try:
        return FORMS[section].read(given)
    except Misread as misread:
        # Read on without it, so that all mistakes are shown at once.
        rest = {k: v for k, v in given.items() if k != misread.field.name}
        others = read(section, rest)
        found = others.by_field if isinstance(others, Mistakes) else {}
        return Mistakes(by_field={**found, **misread.mistakes.by_field})


LINES: Mapping[Section, str] = {
    Section.SAFETY: _("Signs that need a clinician rather than exercise; age."),
    Section.SORENESS: _("Where it is sore, and how strong, right now."),
    Section.PATTERN: _("What makes it better or worse."),
    Section.DESK: _("Screen, chair, keyboard, phone, and how long you sit."),
    Section.LOAD: _("Lifting, repeated work, sport."),
    Section.LIMITS: _("What to spare, and what there is to exercise with."),
    Section.HOURS: _("Where and when a nudge may come, and how many a day."),
    Section.ONE_DAY: _("Another place or other hours on one weekday."),
    Section.HOLIDAYS: _("Country and region whose holidays are days off."),
    Section.OWN_VIEW: _("What load your answers point to; correct it here."),
}
"""What each section is about, in one line."""


def section_of(name: str) -> Section:
    """Read a section's name back; raises Refused for anything else."""
    try:
        return Section(name)
    except ValueError:
        raise Refused(_("This screen is not one of ours.")) from None
