"""What the modals show to begin with, and what comes back from them, as values."""

from dataclasses import dataclass, field
from datetime import time

from service.core.profile import Equipment, Limit, Profile, Region, Setting
from service.core.questions import FRAGILE_BONES, UPPER_BACK_UNCHECKED

FIRST_EVER = "B9_first_ever_under20_over55"
MIDDLE_AGES = frozenset({"20_55"})


@dataclass(frozen=True, kw_only=True)
class Registered:
    """Everything the set-up screens start from; times are local wall times.

    ``work_days`` counts from Monday as 0. ``nudges_per_day`` None: as the plan
    suggests.
    """

    profile: Profile = field(default_factory=Profile)
    work_days: frozenset[int] = frozenset(range(5))
    work_start: time = time(9)
    work_end: time = time(17)
    lunch_start: time | None = time(12)
    lunch_end: time | None = time(13)
    nudges_per_day: int | None = None


@dataclass(frozen=True, kw_only=True)
class Safety:
    """Screen 1. All blank is an answer: nothing applies.

    ``cleared``: a clinician has said that exercise is fine. It comes back only
    without an emergency sign and without ``told_not_to_exercise``. Without it a
    stop that stood before has to stay, even where its tick is gone.
    """

    emergency: frozenset[str] = frozenset()
    lifelong: frozenset[str] = frozenset()
    told_not_to_exercise: bool = False
    age_band: str | None = None
    cleared: bool = False

    @property
    def flags(self) -> frozenset[str]:
        """The flags to keep: what a clinician has weighed stops nothing."""
        return self.emergency if self.cleared else self.emergency | self.lifelong

    @property
    def limits(self) -> frozenset[Limit]:
        """Limits that stay also where a clinician has cleared the person."""
        fragile = FRAGILE_BONES in self.lifelong
        return frozenset({Limit.OSTEOPOROSIS}) if fragile else frozenset()


@dataclass(frozen=True, kw_only=True)
class Soreness:
    """Screen 2: where and how strong it is now (0-10), and what goes with it."""

    regions: frozenset[Region] = frozenset()
    pain_now: int = 0
    urgent: frozenset[str] = frozenset()
    soft: frozenset[str] = frozenset()
    seen_by_clinician: bool = False
    first_ever: bool = False

    def flags(self, age_band: str | None) -> frozenset[str]:
        """Give all flags of this screen, with those that follow from several ticks."""
        return (
            self.urgent
            | self.soft
            | _first_ever(self, age_band)
            | _upper_back_unchecked(self)
        )


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Screen 3: place, and hours in local wall time; Monday is day 0."""

    setting: Setting
    work_days: frozenset[int]
    work_start: time
    work_end: time
    lunch_start: time | None
    lunch_end: time | None
    nudges_per_day: int | None


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Screen 4. ``equipment`` holds only what was asked: see ASKED_EQUIPMENT."""

    limits: frozenset[Limit] = frozenset()
    equipment: frozenset[Equipment] = frozenset()


@dataclass(frozen=True, kw_only=True)
class CheckIn:
    """A check-in: the soreness now, and the signs of screen 1 asked again."""

    soreness: Soreness
    emergency: frozenset[str] = frozenset()
    lifelong: frozenset[str] = frozenset()

    @property
    def pain_now(self) -> int:
        return self.soreness.pain_now

    @property
    def regions(self) -> frozenset[Region]:
        return self.soreness.regions

    def flags(self, age_band: str | None) -> frozenset[str]:
        """Give every flag of this check-in; soft ones of before are not asked."""
        return self.emergency | self.lifelong | self.soreness.flags(age_band)


def _first_ever(soreness: Soreness, age_band: str | None) -> frozenset[str]:
    """Count first-ever pain as a sign under 20, over 55 and at an unknown age."""
    applies = soreness.first_ever and age_band not in MIDDLE_AGES
    return frozenset({FIRST_EVER}) if applies else frozenset()


def _upper_back_unchecked(soreness: Soreness) -> frozenset[str]:
    """Pain between the shoulder blades that nobody has looked at (design)."""
    applies = (
        Region.UPPER_BACK in soreness.regions
        and soreness.pain_now > 0
        and not soreness.seen_by_clinician
    )
    return frozenset({UPPER_BACK_UNCHECKED}) if applies else frozenset()
