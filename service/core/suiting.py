"""How one exercise of the library suits a person now, and what speaks for it."""

from dataclasses import dataclass

from service.core.allowed import RULES, Hindrance
from service.core.card import DoseStep, Exercise
from service.core.dosing import doses_for, least_dose
from service.core.occasion import Occasion
from service.core.profile import Limit
from service.core.reasons import Reason, ReasonCode
from service.core.weigher import Weigher

# It keeps routines varied; whoever picks an exercise may have it twice in a row.
FOR_VARIETY_ONLY = frozenset({Hindrance.JUST_DONE})

OF_THE_PERSON = frozenset(
    {ReasonCode.EMPHASIS, ReasonCode.HABIT, ReasonCode.SORE_REGION}
)
"""Reasons that rest on the person's own answers."""


@dataclass(frozen=True, kw_only=True)
class Suited:
    """One exercise, as it is for the person now.

    ``dose`` is None for a guidance card, and where every dose is too long a hold for
    the person. ``care``: limits that ask for caution. ``reasons``: what of the
    person's answers speaks for it. ``hindrances``: what speaks against doing it now.
    """

    exercise: Exercise
    dose: DoseStep | None
    care: frozenset[Limit]
    reasons: tuple[Reason, ...]
    hindrances: tuple[Hindrance, ...]

    @property
    def can_be_done(self) -> bool:
        """Say whether it may be done now; a hold or a stop is asked apart."""
        return self.dose is not None and not self.hindrances


def suited(exercise: Exercise, occasion: Occasion) -> Suited:
    return Suited(
        exercise=exercise,
        # One too long for a routine may be done by itself.
        dose=next(iter(doses_for(exercise, occasion)), None)
        or least_dose(exercise, occasion),
        care=exercise.care & occasion.limits,
        reasons=_reasons(exercise, occasion),
        hindrances=tuple(
            name
            for name, allows in RULES.items()
            if name not in FOR_VARIETY_ONLY and not allows(exercise, occasion)
        ),
    )


def _reasons(exercise: Exercise, occasion: Occasion) -> tuple[Reason, ...]:
    found = Weigher(occasion=occasion).reasons(exercise)
    return tuple(one for one in found if one.code in OF_THE_PERSON)
