"""What hurt while moving, and which regions rest because of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import combinations

from service.core.card import Exercise
from service.core.profile import Hurt, Profile, Region
from service.core.thresholds import HURT_PAIR, HURTS_KEPT, HURTS_MOST, SPARE_REGION


def hurt(profile: Profile, event: Hurt) -> Profile:
    """Note that a movement hurt (rule P3); what is older than any rule goes."""
    kept = [one for one in profile.hurts if one.at > event.at - HURTS_KEPT]
    return replace(profile, hurts=(*kept, event)[-HURTS_MOST:])


def overloaded(
    hurts: Sequence[Hurt], by_id: Mapping[str, Exercise], now: datetime
) -> frozenset[Region]:
    """Give the regions that get no load now (rule P4).

    Two different exercises of one region hurt within seven days: for seven days
    from the second one nothing builds there. An exercise that left the catalogue
    has no regions any more. Design.
    """
    known = [one for one in hurts if one.at <= now and one.exercise_id in by_id]
    return frozenset(
        region
        for first, second in combinations(known, 2)
        if first.exercise_id != second.exercise_id
        and second.at - first.at <= HURT_PAIR
        and now < second.at + SPARE_REGION
        for region in by_id[first.exercise_id].regions
        & by_id[second.exercise_id].regions
    )
