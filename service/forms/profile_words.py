"""What somebody told about body and desk in words, for nobody but that person."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from service.core.exercises import Catalogue
from service.core.profile import Pain, Profile
from service.forms.own_view import VIEW_TEXT
from service.forms.places import WEEKDAYS
from service.forms.questions import (
    AGE_TEXT,
    EQUIPMENT_TEXT,
    FLAG_TEXT,
    LIMIT_TEXT,
    PATTERN_TEXT,
    QUESTION_TEXT,
    REGION_TEXT,
    SETTING_TEXT,
)
from service.forms.words import clock, day_name
from service.words import _

YES, NO = _("yes"), _("no")
NEVER = _("never")


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What it takes to say a value in words: the exercises' names, and the zone."""

    catalogue: Catalogue
    zone: tzinfo

    def at(self, instant: datetime | str | None) -> str:
        """Say an instant in the person's zone: ``Monday, 2 March 2026, 09:00``.

        It may be written as JSON has it.
        """
        if instant is None:
            return NEVER
        if isinstance(instant, str):
            instant = datetime.fromisoformat(instant)
        local = instant.astimezone(self.zone)
        return f"{day_name(local.date())} {local.year}, {clock(instant, self.zone)}"

    def exercise(self, exercise_id: str) -> str:
        known = self.catalogue.by_id.get(exercise_id)
        return known.name if known else exercise_id


Say = Callable[[Any, Telling], Iterable[str]]


def _named(texts: Mapping[Any, Any]) -> Say:
    return lambda values, _tell: [_text(texts, one) for one in sorted(values)]


def _one(texts: Mapping[Any, Any]) -> Say:
    return lambda value, _tell: [] if value is None else [_text(texts, value)]


def _text(texts: Mapping[Any, Any], value: object) -> str:
    found = texts.get(value, value)
    return str(getattr(found, "text", found))


def _instants(by_name: Mapping[str, datetime], tell: Telling) -> list[str]:
    return [f"{tell.exercise(name)}: {tell.at(at)}" for name, at in by_name.items()]


def _pain(pain: Pain, tell: Telling) -> str:
    where = ", ".join(_text(REGION_TEXT, one) for one in sorted(pain.regions))
    said = _("{when}: {score} of 10").format(when=tell.at(pain.at), score=pain.score)
    return f"{said} ({where})" if where else said


def _answers(codes: Mapping[str, str], _tell: Telling) -> list[str]:
    return [
        f"{QUESTION_TEXT[one].ask} {_text(QUESTION_TEXT[one].answers, code)}"
        if one in QUESTION_TEXT
        else f"{one}: {code}"
        for one, code in codes.items()
    ]


def _said(value: object, _tell: Telling) -> list[str]:
    return [YES if value else NO]


def _at(value: datetime | None, tell: Telling) -> list[str]:
    return [tell.at(value)] if value else []


# Field of the profile -> what it is called, and how its value is said.
PROFILE: Mapping[str, tuple[str, Say]] = {
    "safety_answered": (_("You answered the safety questions"), _said),
    "flags": (_("Signs you ticked"), _named(FLAG_TEXT)),
    "told_not_to_exercise": (_("You were told not to exercise"), _said),
    "age_band": (_("Your age"), _one(AGE_TEXT)),
    "unsettled": (_("Severe pain that waits for a clinician's word"), _said),
    "cleared_at": (_("A clinician's word, as you said"), _at),
    "to_ask": (
        _("What I have to ask before exercise goes on"),
        lambda one, tell: (
            [f"{', '.join(sorted(one.parts))}, {tell.at(one.since)}"] if one else []
        ),
    ),
    "pains": (
        _("How strong it was"),
        lambda pains, tell: [_pain(one, tell) for one in pains],
    ),
    "patterns": (_("How it behaves"), _named(PATTERN_TEXT)),
    "hurts": (
        _("Movements that hurt"),
        lambda hurts, tell: [
            f"{tell.exercise(one.exercise_id)}: {tell.at(one.at)}" for one in hurts
        ],
    ),
    "not_now": (_("Put off until"), _instants),
    "never": (
        _("Never offered again"),
        lambda ids, tell: [tell.exercise(one) for one in sorted(ids)],
    ),
    "answers": (_("Your desk, and what you carry"), _answers),
    "asked": (
        _("Questions that were shown"),
        lambda ids, _tell: [
            QUESTION_TEXT[one].ask if one in QUESTION_TEXT else one
            for one in sorted(ids)
        ],
    ),
    "gone_through": (_("Parts you went through"), _instants),
    "own_category": (_("What loads you, by your own word"), _one(VIEW_TEXT)),
    "settled": (
        _("What your answers point to"),
        lambda one, tell: (
            [f"{_text(VIEW_TEXT, one.category)}, {tell.at(one.at)}"] if one else []
        ),
    ),
    "limits": (_("What to spare"), _named(LIMIT_TEXT)),
    "exercise_approved": (_("A clinician is happy with exercise"), _said),
    "equipment": (_("What you have to exercise with"), _named(EQUIPMENT_TEXT)),
    "setting": (_("Where you are"), _one(SETTING_TEXT)),
    "setting_by_day": (
        _("Where you are on single days"),
        lambda days, _tell: [
            f"{WEEKDAYS[day]}: {_text(SETTING_TEXT, place)}"
            for day, place in sorted(days.items())
        ],
    ),
    "wants_beyond": (_("Suggestions for gym, yoga or a trainer"), _said),
}


def profile_lines(profile: Profile, tell: Telling) -> list[str]:
    """Say everything that the person told, a line for each kind that has something."""
    return [
        f"{label}: {'; '.join(said)}"
        for name, (label, say) in PROFILE.items()
        if (said := list(say(getattr(profile, name), tell)))
    ]
