"""Keeps what a person answered, one section at a time, wherever it was asked."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from service.actions.plan import plan_person
from service.actions.scene import Scene
from service.core.profile import Profile
from service.core.questions import EMERGENCY
from service.core.workday import Hours as Times
from service.forms import merging
from service.forms.answers import (
    CheckIn,
    DayChange,
    Habits,
    HolidayPlace,
    Hours,
    Limits,
    OneDay,
    OwnView,
    Patterns,
    Safety,
    Soreness,
)
from service.forms.body import URGENT as URGENT_FIELD
from service.forms.fields import Mistakes
from service.forms.flags import LIFELONG_TEXT, URGENT_TEXT
from service.forms.holidays import COUNTRY, REGION
from service.forms.hours import LUNCH_COVERS, lunch_mistakes
from service.forms.one_day import START
from service.forms.safety import CLEARED
from service.forms.sections import Answered
from service.store import people
from service.words import _

LIFELONG_SIGNS = frozenset(LIFELONG_TEXT)
TICK_FIRST = _("Tick this day under Place and hours first; it is no work day yet.")
TICK_TOO = _(
    "You took a sign back: tick this too, if a clinician has said that exercise is "
    "fine. Else leave the sign ticked."
)
SAY_IT_THERE = _(
    "You took a sign back. Say under Safety first that a clinician has said exercise "
    "is fine; that clears it."
)


def keep(scene: Scene, read: Answered | CheckIn) -> Mistakes | None:
    """Store one section's answers; gives what has to be put right, if anything."""
    return KEEPERS[type(read)](scene, read)


def learn(scene: Scene, merge: Callable[[Profile], Profile]) -> None:
    """Change the profile by ``merge``."""
    old = scene.profile
    scene.save(old, merge(old))


def kept_safe(scene: Scene, read: Safety) -> Mistakes | None:
    """Store the signs, unless one is taken back without a clinician's word."""
    old = scene.profile
    taken_back = (old.flags & (EMERGENCY | LIFELONG_SIGNS)) - read.flags
    untold = old.told_not_to_exercise and not read.told_not_to_exercise
    if (taken_back or untold) and not read.cleared:
        return Mistakes(by_field={CLEARED.name: TICK_TOO})
    learn(scene, lambda before: merging.safety(before, read, scene.now))
    return None


def kept_sore(scene: Scene, read: Soreness) -> Mistakes | None:
    """Store the soreness, unless an urgent sign is taken back by the way."""
    shown = scene.profile.flags & URGENT_TEXT.keys()
    if shown - read.urgent:
        return Mistakes(by_field={URGENT_FIELD.name: SAY_IT_THERE})
    learn(scene, lambda before: merging.soreness(before, read, scene.now))
    return None


def hours(scene: Scene, read: Hours) -> Mistakes | None:
    """Store the hours: from now on the person's own beat the roster's.

    Where single days were not asked about, those of the work days stay.
    """
    single = read.by_day
    kept = {
        day: own
        for day, own in scene.person.hours_by_day.items()
        if day in read.work_days
    }
    own_hours = kept if single is None else _times(single)
    mistakes = lunch_mistakes(own_hours.values(), (read.lunch_start, read.lunch_end))
    if mistakes:
        return mistakes
    learn(
        scene,
        lambda old: replace(
            old,
            setting=read.setting,
            setting_by_day=old.setting_by_day if single is None else _places(single),
        ),
    )
    _rearrange(
        scene,
        own_hours=True,
        work_days=sorted(read.work_days),
        work_start=read.work_start,
        work_end=read.work_end,
        lunch_start=read.lunch_start,
        lunch_end=read.lunch_end,
        nudges_per_day=read.nudges_per_day,
        **_hours_by_day(own_hours),
    )
    return None


def one_day(scene: Scene, read: DayChange) -> Mistakes | None:
    """Store what one weekday has of its own; only a work day can have hours."""
    day, own, person = read.weekday, read.day, scene.person
    lunch = person.lunch_start, person.lunch_end
    if own.hours and day not in person.work_days:
        return Mistakes(by_field={START.name: TICK_FIRST})
    if own.hours and lunch_mistakes([own.hours], lunch):
        return Mistakes(by_field={START.name: LUNCH_COVERS})
    learn(
        scene,
        lambda old: replace(
            old, setting_by_day=_put(old.setting_by_day, day, own.setting)
        ),
    )
    if own.hours != person.hours_by_day.get(day):
        changed = _hours_by_day(_put(person.hours_by_day, day, own.hours))
        _rearrange(scene, own_hours=True, **changed)
    return None


def holidays(scene: Scene, read: HolidayPlace) -> Mistakes | None:
    """Store whose public holidays count; a new country forgets the old region."""
    known = scene.app.holidays
    problem = known.problem(read.country, None)
    if problem:
        return Mistakes(by_field={COUNTRY.name: problem})
    moved = read.country != scene.person.country
    region = None if moved else read.region
    problem = known.problem(read.country, region)
    if problem:
        return Mistakes(by_field={REGION.name: problem})
    _rearrange(scene, own_holidays=True, country=read.country, region=region)
    return None


def _learning(
    merge: Callable[[Profile, Any, datetime], Profile],
) -> Callable[[Scene, Any], None]:
    return lambda scene, read: learn(scene, lambda old: merge(old, read, scene.now))


KEEPERS: Mapping[type, Callable[[Scene, Any], Mistakes | None]] = {
    Safety: kept_safe,
    Soreness: kept_sore,
    CheckIn: _learning(merging.checked_in),
    Limits: _learning(merging.limits),
    Habits: _learning(merging.habits),
    Patterns: _learning(merging.patterns),
    OwnView: _learning(merging.own_view),
    Hours: hours,
    DayChange: one_day,
    HolidayPlace: holidays,
}


def _rearrange(scene: Scene, **columns: object) -> None:
    """Change the person's days, and fit what is planned to them at once."""
    person = scene.person
    people.change(scene.conn, person.workspace_id, person.person_id, **columns)
    plan_person(scene.app, scene.conn, person)


def _hours_by_day(hours: Mapping[int, Times]) -> dict[str, object]:
    return {"hours_by_day": people.hours_to_json(hours)}


def _times(days: Mapping[int, OneDay]) -> dict[int, Times]:
    return {day: own.hours for day, own in days.items() if own.hours}


def _places(days: Mapping[int, OneDay]) -> dict[int, Any]:
    return {day: own.setting for day, own in days.items() if own.setting}


def _put(before: Mapping[int, Any], day: int, value: Any) -> dict[int, Any]:
    """Put a day's own value in, or take it out where there is none."""
    rest = {k: v for k, v in before.items() if k != day}
    return rest if value is None else rest | {day: value}
