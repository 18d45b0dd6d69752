"""Which exercises a person may be offered now: the hard rules."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from service.core.card import Exercise, Kind, Position
from service.core.causes import Category
from service.core.exercises import PLACE_HAS
from service.core.occasion import Occasion
from service.core.profile import Equipment, Limit, Profile
from service.core.questions import NEW_LOAD
from service.core.thresholds import (
    GENTLE_LEVEL,
    TIMES_A_DAY,
)

FIRST_STEPS_KINDS = frozenset({Kind.MOBILITY, Kind.BREATH_RESET})
EASY_KINDS = frozenset({Kind.MOBILITY, Kind.STRETCH, Kind.BREATH_RESET})
LOADED = frozenset({Category.OVERUSE, Category.MIXED})


class Hindrance(StrEnum):
    """Why an exercise may not be offered now; one name per rule."""

    LEVEL = "level"
    RUNG = "rung"
    EQUIPMENT = "equipment"
    LIMIT = "limit"
    NOT_SEATED = "not_seated"
    FIRST_STEPS = "first_steps"
    GENTLE = "gentle"
    SORE = "sore"
    REFUSED = "refused"
    NOT_NOW = "not_now"
    JUST_DONE = "just_done"
    TWICE_TODAY = "twice_today"
    OVERLOADED = "overloaded"
    PREGNANCY = "pregnancy"
    TIRED = "tired"
    STRETCHED = "stretched"


def is_allowed(exercise: Exercise, occasion: Occasion) -> bool:
    # Plain loops here and where exercises are weighed: a choice asks this some
    # thousand times and has about a millisecond.
    for rule in RULES.values():  # noqa: SIM110
        if not rule(exercise, occasion):
            return False
    return True


def _level_is_reached(exercise: Exercise, occasion: Occasion) -> bool:
    return exercise.level <= occasion.stage.max_level


def _is_on_the_rung(exercise: Exercise, occasion: Occasion) -> bool:
    return exercise.level <= occasion.rungs[exercise.family].level


def missing(exercise: Exercise, profile: Profile) -> frozenset[Equipment]:
    """Give what the exercise needs and neither the place nor the person has."""
    return exercise.equipment - PLACE_HAS[profile.setting] - profile.equipment


def _is_equipped(exercise: Exercise, occasion: Occasion) -> bool:
    return not missing(exercise, occasion.profile)


def _is_not_avoided(exercise: Exercise, occasion: Occasion) -> bool:
    return exercise.avoid.isdisjoint(occasion.limits)


def _suits_a_wheelchair(exercise: Exercise, occasion: Occasion) -> bool:
    return (
        Limit.WHEELCHAIR not in occasion.limits or exercise.position is Position.SEATED
    )


def _is_not_refused(exercise: Exercise, occasion: Occasion) -> bool:
    return exercise.id not in occasion.profile.never


def _is_not_put_off(exercise: Exercise, occasion: Occasion) -> bool:
    return not occasion.is_put_off(exercise.id)


def _is_not_just_done(exercise: Exercise, occasion: Occasion) -> bool:
    return exercise.id not in occasion.last_ids and exercise.id not in occasion.excluded


def _is_not_worn_out_today(exercise: Exercise, occasion: Occasion) -> bool:
    return occasion.done_today[exercise.id] < TIMES_A_DAY


def _has_rested(exercise: Exercise, occasion: Occasion) -> bool:
    return not exercise.builds or exercise.family not in occasion.tired


def _is_not_stretched_enough(exercise: Exercise, occasion: Occasion) -> bool:
    return exercise.kind is not Kind.STRETCH or occasion.stretched.isdisjoint(
        exercise.targets
    )


def _is_a_first_step(exercise: Exercise, occasion: Occasion) -> bool:
    """Before the safety questions: seated, level 1, moving or breathing only."""
    return not occasion.is_first_steps or (
        exercise.kind in FIRST_STEPS_KINDS
        and exercise.position is Position.SEATED
        and exercise.level == 1
    )


def _is_gentle_enough(exercise: Exercise, occasion: Occasion) -> bool:
    """With moderate pain: low levels, and no moving load where it hurts."""
    return not occasion.is_gentle or (
        exercise.level <= GENTLE_LEVEL
        and (
            exercise.regions.isdisjoint(occasion.sore)
            or exercise.kind in EASY_KINDS
            or exercise.is_held
        )
    )


def _spares_the_sore(exercise: Exercise, occasion: Occasion) -> bool:
    """After a sharp rise of load: no building of what hurts."""
    return not (
        exercise.builds
        and must_spare_the_sore(occasion)
        and not exercise.regions.isdisjoint(occasion.sore)
    )


def _spares_the_overloaded(exercise: Exercise, occasion: Occasion) -> bool:
    """No building where two movements hurt within a week (rule P4)."""
    return not exercise.builds or exercise.regions.isdisjoint(occasion.overloaded)


def _is_approved_in_pregnancy(exercise: Exercise, occasion: Occasion) -> bool:
    """In pregnancy a card with care needs a clinician who is happy with exercise.

    What lies flat on the back or prone is out by the avoid tags, approved or not.
    """
    pregnant = Limit.PREGNANCY in exercise.care & occasion.limits
    return not pregnant or occasion.profile.exercise_approved


def must_spare_the_sore(occasion: Occasion) -> bool:
    return (
        occasion.profile.answers.get(NEW_LOAD) == "yes"
        and occasion.triage.category in LOADED
        and bool(occasion.sore)
    )


# An exercise is offered only if every one of these says yes. Design.
RULES: Mapping[Hindrance, Callable[[Exercise, Occasion], bool]] = {
    Hindrance.LEVEL: _level_is_reached,
    Hindrance.RUNG: _is_on_the_rung,
    Hindrance.EQUIPMENT: _is_equipped,
    Hindrance.LIMIT: _is_not_avoided,
    Hindrance.NOT_SEATED: _suits_a_wheelchair,
    Hindrance.FIRST_STEPS: _is_a_first_step,
    Hindrance.GENTLE: _is_gentle_enough,
    Hindrance.SORE: _spares_the_sore,
    Hindrance.OVERLOADED: _spares_the_overloaded,
    Hindrance.PREGNANCY: _is_approved_in_pregnancy,
    Hindrance.REFUSED: _is_not_refused,
    Hindrance.NOT_NOW: _is_not_put_off,
    Hindrance.JUST_DONE: _is_not_just_done,
    Hindrance.TWICE_TODAY: _is_not_worn_out_today,
    Hindrance.TIRED: _has_rested,
    Hindrance.STRETCHED: _is_not_stretched_enough,
}
