"""Every exercise that breaks no rule for a person now, in its doses."""

from collections.abc import Iterator
from dataclasses import dataclass

from service.core.allowed import is_allowed
from service.core.card import DoseStep, Exercise
from service.core.dosing import doses_for
from service.core.occasion import Occasion
from service.core.profile import Limit


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An exercise that is allowed now, with its doses, the largest first.

    ``care`` holds the person's limits that ask for caution with it.
    """

    exercise: Exercise
    doses: tuple[DoseStep, ...]
    care: frozenset[Limit]


def offers(occasion: Occasion) -> Iterator[Offer]:
    """Give every exercise that breaks no rule, in the order of the catalogue."""
    for exercise in occasion.catalogue.movements_at[occasion.profile.setting]:
        if is_allowed(exercise, occasion):
            doses = doses_for(exercise, occasion)
            if doses:
                yield Offer(
                    exercise=exercise,
                    doses=doses,
                    care=exercise.care & occasion.limits,
                )
