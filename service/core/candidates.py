"""What may be put into a routine now: each allowed exercise, weighed, in its doses."""

from dataclasses import dataclass

from service.core.card import DoseStep, Exercise
from service.core.coverage import groups_of
from service.core.occasion import Occasion
from service.core.offers import Offer, offers
from service.core.thresholds import SET_UP_SECONDS, SMALLER
from service.core.weigher import Weigher


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An allowed exercise in one of its doses.

    ``seconds`` counts the set-up, ``opened`` and ``built`` do not. ``is_fresh``: the
    last routine trained another movement pattern.
    """

    offer: Offer
    dose: DoseStep
    weight: float
    is_fresh: bool
    seconds: int
    opened: int
    built: int

    @property
    def exercise(self) -> Exercise:
        return self.offer.exercise

    def serves(self, groups: frozenset[str]) -> bool:
        """Say whether it counts for one of these groups of the week."""
        return not groups.isdisjoint(groups_of(self.exercise))


def candidates_for(occasion: Occasion, weigher: Weigher) -> list[Candidate]:
    """Give all candidates, those for which most speaks first."""
    by_id = occasion.catalogue.by_id
    last = {by_id[name].pattern for name in occasion.last_ids if name in by_id}
    candidates = [
        Candidate(
            offer=offer,
            dose=dose,
            weight=weight - SMALLER * smaller,
            is_fresh=offer.exercise.pattern not in last,
            seconds=dose.seconds + SET_UP_SECONDS,
            opened=dose.seconds if offer.exercise.opens else 0,
            built=dose.seconds if offer.exercise.builds else 0,
        )
        for offer in offers(occasion)
        for weight in (weigher.weigh(offer.exercise),)
        for smaller, dose in enumerate(offer.doses)
    ]
    return sorted(candidates, key=lambda one: one.weight, reverse=True)
