"""Whether a routine that was chosen before may still be sent as it is."""

from service.core.occasion import Occasion
from service.core.offers import offers
from service.core.routines import Routine


def still_fits(routine: Routine, occasion: Occasion) -> bool:
    """Say whether every item is still allowed, at its dose, and the length fits.

    ``occasion`` must not count the routine itself as one that went out.
    """
    highest = {offer.exercise.id: offer.doses[0].step for offer in offers(occasion)}
    return (
        bool(routine.items)
        and routine.seconds <= occasion.max_seconds
        and all(
            item.dose.step <= highest.get(item.exercise.id, 0) for item in routine.items
        )
    )
