"""Merges what came back from a form into what is known of a person."""

from dataclasses import replace
from datetime import datetime

from service.core import asking
from service.core.causes import triage_of
from service.core.profile import Pain, Part, Profile
from service.core.questions import SOFT, UPPER_BACK_UNCHECKED
from service.core.status import STOPS
from service.forms.answers import (
    CheckIn,
    Habits,
    Limits,
    OwnView,
    Patterns,
    Safety,
    Soreness,
)
from service.forms.habits import PATTERNS
from service.forms.limits import asked_equipment
from service.forms.sections import Section


def safety(old: Profile, read: Safety, now: datetime) -> Profile:
    """Merge the signs. Only a clinician's word takes back what stopped before.

    It is no word on how the soreness has been: soft signs stay until that is asked.
    """
    stopped = triage_of(old, now).status in STOPS
    kept = SOFT - {UPPER_BACK_UNCHECKED} if read.cleared else old.flags
    told_before = old.told_not_to_exercise and not read.cleared
    new = replace(
        old,
        flags=old.flags & kept | read.flags,
        limits=old.limits | read.limits,
        told_not_to_exercise=read.told_not_to_exercise or told_before,
        age_band=read.age_band,
    )
    if stopped and read.cleared:
        new = asking.cleared(new, now)
    return _screened(Section.SAFETY, asking.answered(new, {Part.SIGNS}, now))


def soreness(old: Profile, read: Soreness, now: datetime) -> Profile:
    """Merge a new rating; soft flags anew, the others only added."""
    new = replace(old, flags=(old.flags - SOFT) | read.flags(old.age_band))
    new = asking.answered(new, {Part.SORENESS}, now)
    return _screened(Section.SORENESS, asking.rated(new, _pain(read, now)))


def _screened(section: Section, new: Profile) -> Profile:
    """Note one half of the safety questions: only both together are an answer.

    Emergency and lifelong signs stand in the one, urgent ones in the other, and on
    the pages each can be opened first.
    """
    asked = new.asked | {section.value}
    both = {Section.SAFETY.value, Section.SORENESS.value} <= asked
    return replace(new, asked=asked, safety_answered=new.safety_answered or both)


def checked_in(old: Profile, read: CheckIn, now: datetime) -> Profile:
    """Merge a check-in, which asks anew whether somebody has looked at it."""
    flags = (old.flags - {UPPER_BACK_UNCHECKED}) | read.flags(old.age_band)
    new = asking.answered(replace(old, flags=flags), asking.BOTH, now)
    return asking.rated(new, _pain(read.soreness, now))


def limits(old: Profile, read: Limits, _now: datetime) -> Profile:
    asked = frozenset(asked_equipment(old.setting))
    return replace(
        old,
        limits=read.limits,
        exercise_approved=read.exercise_approved,
        equipment=(old.equipment - asked) | read.equipment,
    )


def habits(old: Profile, read: Habits, now: datetime) -> Profile:
    """Merge desk or load. A blank takes an earlier answer back."""
    given = {name: code for name, code in read.codes.items() if code is not None}
    kept = {k: v for k, v in old.answers.items() if k not in read.codes}
    new = replace(old, answers=kept | given, asked=old.asked | read.codes.keys())
    return asking.habits_told(new, read.codes, now)


def patterns(old: Profile, read: Patterns, now: datetime) -> Profile:
    asked = old.asked | {PATTERNS.name}
    return asking.settled(replace(old, patterns=read.patterns, asked=asked), now)


def own_view(old: Profile, read: OwnView, _now: datetime) -> Profile:
    return replace(old, own_category=read.category)


def _pain(read: Soreness, now: datetime) -> Pain:
    return Pain(at=now, score=read.pain_now, regions=read.regions)
