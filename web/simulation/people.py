"""The made-up people of a simulation: who they are, drawn from a seed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from itertools import pairwise
from random import Random  # noqa: TID251 - a simulation draws; the seed is an argument

from service.blocks.ids import Action
from service.core.exposures import Effort

ZONES = (
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "Asia/Tokyo",
)
JOINTS = ("neck", "shoulder", "elbow", "wrist", "low_back", "hip", "knee", "ankle")
BODY = ("pregnancy", "dizziness", "hypertension", "osteoporosis", "wheelchair")
KIT = ("band", "dumbbell", "towel", "mat")
SORE = ("neck", "shoulders", "upper_back", "low_back", "wrists_hands")
MEETINGS = (time(10, 15), time(14))
EFFORT_WORDS = tuple(Action(word) for word in Effort)
"""From very easy to all out."""
NOISE = 0.7


class Course(StrEnum):
    """How somebody's pain goes over the weeks."""

    NONE = "none"
    STEADY = "steady"
    BETTER = "better"
    FLARE = "flare"
    SEVERE = "severe"


class Cause(StrEnum):
    """What loads somebody most, by the habits."""

    POSTURAL = "postural"
    OVERUSE = "overuse"
    MIXED = "mixed"
    UNCLEAR = "unclear"


# Habits by cause, as answers to the desk and load questions; none: blank.
DESK: Mapping[str, str] = {
    "D1_sit_hours": ">6",
    "D2_unbroken": ">60min",
    "D3_screen_height": "below",
    "D4_screen_dist": "too_near_or_far",
    "D5_laptop_only": "most_days",
    "D6_chair": "one_missing",
    "D7_reach": "reach_or_shrug",
    "D8_phone": "never_or_headset",
    "D9_twist": "no",
    "D10_stand_desk": "no",
    "D11_commute": "<60min_sitting",
}
EASY_DESK: Mapping[str, str] = {
    "D1_sit_hours": "<4",
    "D2_unbroken": "<30min",
    "D3_screen_height": "eye_level",
    "D4_screen_dist": "arm_length",
    "D5_laptop_only": "never",
    "D6_chair": "back_and_feet_ok",
    "D7_reach": "elbows_in",
}
LOAD: Mapping[str, str] = {
    "L1_lift": "heavy_or_daily",
    "L2_repetitive": "<2h_day",
    "L3_new_load_4wk": "no",
    "L4_hard_training": "no",
    "L5_on_feet_manual": "yes",
}
EASY_LOAD: Mapping[str, str] = {
    "L1_lift": "rarely",
    "L2_repetitive": "none",
    "L3_new_load_4wk": "no",
    "L4_hard_training": "no",
    "L5_on_feet_manual": "no",
}
HABITS: Mapping[Cause, tuple[Mapping[str, str], Mapping[str, str]]] = {
    Cause.POSTURAL: (DESK, EASY_LOAD),
    Cause.OVERUSE: (EASY_DESK, LOAD),
    Cause.MIXED: (DESK, LOAD),
    Cause.UNCLEAR: ({}, EASY_LOAD),
}

# Corners of the pain's line: (share of all days that passed, pain); see ``pain_on``.
COURSES: Mapping[Course, tuple[tuple[float, float], ...]] = {
    Course.NONE: ((0, 0), (1, 0)),
    Course.STEADY: ((0, 2.5), (1, 2.5)),
    Course.BETTER: ((0, 4.5), (1, 0.5)),
    Course.FLARE: ((0, 1.5), (0.4, 1.5), (0.43, 5.5), (0.55, 4), (0.7, 1.5), (1, 1)),
    Course.SEVERE: ((0, 2), (0.5, 2), (0.52, 8), (0.6, 7), (0.75, 3), (1, 1)),
}
OFTEN: Mapping[Course, int] = {
    Course.NONE: 30,
    Course.STEADY: 20,
    Course.BETTER: 25,
    Course.FLARE: 15,
    Course.SEVERE: 10,
}


@dataclass(frozen=True, kw_only=True)
class Persona:
    """One made-up employee.

    ``adherence``: the share of nudges that are answered at all; ``strength``: 0-1,
    how easily exercise comes; ``rates``: the chance of a rating on a work day.
    """

    user_id: str
    zone: str
    cause: Cause
    course: Course
    place: str
    limits: frozenset[str]
    kit: frozenset[str]
    sore: str
    starts: int
    per_day: str
    adherence: float
    strength: float
    rates: float

    def pain_on(self, passed: float) -> float:
        """Give the true pain, 0-10, when this share (0-1) of all days has passed."""
        corners = COURSES[self.course]
        for (x, low), (end, high) in pairwise(corners):
            if passed <= end:
                return low + (high - low) * (passed - x) / (end - x)
        return corners[-1][1]

    def answer(self, draw: Random, pain: float) -> str:
        """Choose what is pressed on a routine; blank where nothing is."""
        if draw.random() > self.adherence:
            return draw.choice(["", "", Action.SKIP])
        chances = {
            Action.DONE: 70.0,
            Action.TOO_EASY: 14 * self.strength,
            Action.TOO_HARD: 10 * (1 - self.strength),
            Action.HURTS: 1.5 * pain if pain >= 1 else 0,
            Action.SNOOZE: 5.0,
            Action.ALREADY_MOVED: 3.0,
            Action.SWAP: 4.0,
            Action.SHORT: 3.0,
            Action.WHY: 2.0,
        }
        return draw.choices([*chances], weights=[*chances.values()])[0]

    def effort(self, draw: Random) -> str:
        """Say how hard a routine was: to the strong one it is easy, mostly."""
        felt = draw.gauss(len(EFFORT_WORDS) * (1 - self.strength) / 1.5, NOISE)
        return EFFORT_WORDS[min(max(round(felt), 0), len(EFFORT_WORDS) - 1)]

    def morning(self, draw: Random) -> str:
        """Say how the day after more of a routine feels."""
        chances = {Action.AS_USUAL: 80, Action.A_BIT_SORE: 17, Action.HURTS_MORE: 3}
        return draw.choices([*chances], weights=[*chances.values()])[0]


def people(number: int, seed: int) -> list[Persona]:
    """Make up people; the same for the same seed, whatever their number."""
    return [_persona(one, Random(f"{seed} {one}")) for one in range(number)]  # noqa: S311 - made-up people, no secret


def _persona(number: int, draw: Random) -> Persona:
    course = draw.choices([*OFTEN], weights=[*OFTEN.values()])[0]
    return Persona(
        user_id=f"U0SIM{number:05}",
        zone=draw.choice(ZONES),
        cause=draw.choices([*Cause], weights=[5, 3, 2, 1])[0],
        course=course,
        place=draw.choice(["desk", "office", "office", "home"]),
        limits=_some(draw, (*JOINTS, *BODY), (60, 25, 15)),
        kit=_some(draw, KIT, (50, 30, 20)),
        sore=draw.choice(SORE),
        starts=draw.choice([7, 8, 9, 10]),
        per_day=draw.choice(["as_planned", "as_planned", "2", "3", "4"]),
        adherence=draw.choice([0.4, 0.7, 0.9, 0.95]),
        strength=draw.random(),
        rates=draw.choice([0.1, 0.3, 0.6]),
    )


def _some(
    draw: Random, among: tuple[str, ...], often: tuple[int, ...]
) -> frozenset[str]:
    """Draw none, one, two of them, as often as the weights say."""
    number = draw.choices(range(len(often)), weights=often)[0]
    return frozenset(draw.sample(among, number))
