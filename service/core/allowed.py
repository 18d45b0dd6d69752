"""Which exercises a person may be offered now, and in which dose: the hard rules."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from service.core.card import DoseStep, Exercise, Kind, Position
from service.core.causes import Category
from service.core.exercises import PLACE_HAS
from service.core.occasion import Occasion
from service.core.profile import Equipment, Limit, Profile
from service.core.questions import NEW_LOAD

# All design.
ITEM_SECONDS = 75
CARE_DOSE_STEP = 2
TIMES_A_DAY = 2
GENTLE_LEVEL = 2

# Holding the breath and the muscle long raises blood pressure, more so in people
# who have it high; ten seconds keep well below that.
HYPERTENSION_HOLD_S = 10

FIRST_STEPS_KINDS = frozenset({Kind.MOBILITY, Kind.BREATH_RESET})
EASY_KINDS = frozenset({Kind.MOBILITY, Kind.STRETCH, Kind.BREATH_RESET})
LOADED = frozenset({Category.OVERUSE, Category.MIXED})


class Hindrance(StrEnum):
    """Why an exercise may not be offered now; one name per rule."""

    LEVEL = "level"
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


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An exercise that is allowed now, with its dose.

    ``care`` holds the person's limits that ask for caution with it.
    """

    exercise: Exercise
    dose: DoseStep
    care: frozenset[Limit]


def offers(occasion: Occasion) -> Iterator[Offer]:
    """Give every exercise that breaks no rule, in the order of the catalogue."""
    for exercise in occasion.catalogue.movements_at[occasion.profile.setting]:
        if is_allowed(exercise, occasion):
            care = exercise.care & occasion.limits
            dose = dose_for(exercise, occasion)
            if dose:
                yield Offer(exercise=exercise, dose=dose, care=care)


def is_allowed(exercise: Exercise, occasion: Occasion) -> bool:
    # Plain loops here and where exercises are weighed: a choice asks this some
    # thousand times and has about a millisecond.
    for rule in RULES.values():  # noqa: SIM110
        if not rule(exercise, occasion):
            return False
    return True


def dose_for(exercise: Exercise, occasion: Occasion) -> DoseStep | None:
    """Give the highest dose up to the person's own that every cap lets through."""
    cap = min(occasion.dose_step, occasion.stage.max_dose_step)
    if exercise.care & occasion.limits:
        cap = min(cap, CARE_DOSE_STEP)
    if occasion.is_first_steps:
        cap = 1
    fitting = (
        dose
        for dose in reversed(exercise.dose[:cap])
        if dose.seconds <= ITEM_SECONDS and _hold_is_fine(exercise, dose, occasion)
    )
    return next(fitting, None)


def least_dose(exercise: Exercise, occasion: Occasion) -> DoseStep | None:
    """Give the first dose, however long; None where its hold is too long."""
    first = exercise.dose[:1]
    return next((d for d in first if _hold_is_fine(exercise, d, occasion)), None)


def _hold_is_fine(exercise: Exercise, dose: DoseStep, occasion: Occasion) -> bool:
    return (
        Limit.HYPERTENSION not in occasion.limits
        or not exercise.builds
        or dose.hold_s <= HYPERTENSION_HOLD_S
    )


def _level_is_reached(exercise: Exercise, occasion: Occasion) -> bool:
    return exercise.level <= occasion.stage.max_level


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
    until = occasion.profile.not_now.get(exercise.id)
    return until is None or occasion.now >= until


def _is_not_just_done(exercise: Exercise, occasion: Occasion) -> bool:
    return exercise.id not in occasion.last_ids


def _is_not_worn_out_today(exercise: Exercise, occasion: Occasion) -> bool:
    return occasion.done_today.get(exercise.id, 0) < TIMES_A_DAY


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


def must_spare_the_sore(occasion: Occasion) -> bool:
    return (
        occasion.profile.answers.get(NEW_LOAD) == "yes"
        and occasion.triage.category in LOADED
        and bool(occasion.sore)
    )


# An exercise is offered only if every one of these says yes. Design.
RULES: Mapping[Hindrance, Callable[[Exercise, Occasion], bool]] = {
    Hindrance.LEVEL: _level_is_reached,
    Hindrance.EQUIPMENT: _is_equipped,
    Hindrance.LIMIT: _is_not_avoided,
    Hindrance.NOT_SEATED: _suits_a_wheelchair,
    Hindrance.FIRST_STEPS: _is_a_first_step,
    Hindrance.GENTLE: _is_gentle_enough,
    Hindrance.SORE: _spares_the_sore,
    Hindrance.REFUSED: _is_not_refused,
    Hindrance.NOT_NOW: _is_not_put_off,
    Hindrance.JUST_DONE: _is_not_just_done,
    Hindrance.TWICE_TODAY: _is_not_worn_out_today,
}
