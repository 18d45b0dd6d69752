"""In which doses a person may be offered an exercise now."""

from dataclasses import replace

from service.core.card import DoseStep, Exercise, Kind
from service.core.occasion import Occasion
from service.core.profile import Limit
from service.core.progress import fell_lately
from service.core.thresholds import (
    CARE_DOSE_STEP,
    GENTLE_DOSE_STEP,
    HYPERTENSION_HOLD_S,
    ITEM_SECONDS,
    LONG_HOLD_S,
    SORE_DOSE_STEP,
)

OLDEST = "65_up"


def doses_for(exercise: Exercise, occasion: Occasion) -> tuple[DoseStep, ...]:
    """Give the doses that every cap lets through, the largest first."""
    steps = (
        _held_long(dose, exercise, occasion)
        for dose in reversed(exercise.dose[: _highest_step(exercise, occasion)])
    )
    return tuple(
        dose
        for dose in steps
        if dose.seconds <= ITEM_SECONDS and _hold_is_fine(exercise, dose, occasion)
    )


def _highest_step(exercise: Exercise, occasion: Occasion) -> int:
    """Give the person's own step of the exercise, held down by ramp and limits."""
    if occasion.is_first_steps:
        return 1
    rung = occasion.rungs[exercise.family]
    # What is easier gets its most, but not while the family has just been eased.
    is_own = exercise.level >= rung.level or fell_lately(rung, occasion.now)
    own = rung.dose_step if is_own else len(exercise.dose)
    if occasion.is_after_rest:
        own = max(own - 1, 1)
    if exercise.builds and occasion.is_gentle:
        is_sore = not exercise.regions.isdisjoint(occasion.sore)
        own = min(own, SORE_DOSE_STEP if is_sore else GENTLE_DOSE_STEP)
    care = CARE_DOSE_STEP if exercise.care & occasion.limits else own
    return min(own, care, occasion.stage.max_dose_step)


def _held_long(dose: DoseStep, exercise: Exercise, occasion: Occasion) -> DoseStep:
    """From 65 on a stretch is held for 30 seconds, once, whatever the step."""
    is_stretch = exercise.kind is Kind.STRETCH
    if (
        occasion.profile.age_band != OLDEST
        or not is_stretch
        or dose.hold_s >= LONG_HOLD_S
    ):
        return dose
    sides = 2 if exercise.per_side else 1
    return replace(
        dose, sets=1, reps=1, hold_s=LONG_HOLD_S, rest_s=0, seconds=sides * LONG_HOLD_S
    )


def least_dose(exercise: Exercise, occasion: Occasion) -> DoseStep | None:
    """Give the first dose, however long; None where its hold is too long."""
    first = exercise.dose[:1]
    return next((d for d in first if _hold_is_fine(exercise, d, occasion)), None)


def _hold_is_fine(exercise: Exercise, dose: DoseStep, occasion: Occasion) -> bool:
    # Holding the breath and the muscle long raises blood pressure. A mild passive
    # stretch does not, unless its card asks for care with it.
    return (
        Limit.HYPERTENSION not in occasion.limits
        or not (exercise.builds or Limit.HYPERTENSION in exercise.care)
        or dose.hold_s <= HYPERTENSION_HOLD_S
    )
