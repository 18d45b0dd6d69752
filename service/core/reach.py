"""What a person could ever be given: by place, equipment and limits alone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from service.core.causes import triage_of
from service.core.coverage import Agenda
from service.core.exercises import Catalogue
from service.core.nudges import SlotKind
from service.core.occasion import Occasion
from service.core.offers import offers
from service.core.profile import Profile
from service.core.progress import Rung
from service.core.ramp import RAMP, stage

_LAST = RAMP[-1].first_week


def reach(catalogue: Catalogue, profile: Profile, now: datetime) -> Mapping[str, int]:
    """Give exercise id -> the highest dose step that is open to this person.

    As if nothing hurt, nothing were put off, and the ramp and every ladder were
    climbed, in any of the person's places. What is missing is out of reach.
    """
    well = replace(profile, pains=(), hurts=(), not_now={}, cleared_at=None)
    top = stage(_LAST)
    climbed = Rung(level=top.max_level, dose_step=top.max_dose_step)
    found: dict[str, int] = {}
    for place in {profile.setting, *profile.setting_by_day.values()}:
        occasion = Occasion(
            catalogue=catalogue,
            profile=replace(well, setting=place),
            triage=triage_of(well, now),
            week=_LAST,
            slot=SlotKind.ANY,
            recent=(),
            now=now,
            seed="",
            agenda=Agenda(week_began=now, day_began=now),
            progress=dict.fromkeys(catalogue.first_levels, climbed),
        )
        for offer in offers(occasion):
            # The same in every place: only whether it is open depends on that.
            found[offer.exercise.id] = offer.doses[0].step
    return found
