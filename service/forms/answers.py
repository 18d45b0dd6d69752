"""What the forms show to begin with, and what comes back from them, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from service.core.causes import Triage
from service.core.profile import Equipment, Limit, Profile, Region, Setting
from service.core.questions import FRAGILE_BONES, UPPER_BACK_UNCHECKED
from service.core.scores import Category
from service.core.workday import Hours as Times

FIRST_EVER = "B9_first_ever_under20_over55"
MIDDLE_AGES = frozenset({"20_55"})


@dataclass(frozen=True, kw_only=True)
class Registered:
    """Everything the forms start from; times are local wall times in ``timezone``.

    ``work_days`` counts from Monday as 0. ``hours_by_day`` holds the weekdays that
    differ. ``nudges_per_day`` None: as the plan suggests. ``countries`` and
    ``regions`` (of the person's country) are what may be chosen: code -> name.
    ``seen`` is what the answers point to now.
    """

    profile: Profile = field(default_factory=Profile)
    work_days: frozenset[int] = frozenset(range(5))
    work_start: time = time(9)
    work_end: time = time(17)
    lunch_start: time | None = time(12)
    lunch_end: time | None = time(13)
    hours_by_day: Mapping[int, Times] = field(default_factory=dict)
    nudges_per_day: int | None = None
    timezone: str = "UTC"
    country: str | None = None
    region: str | None = None
    countries: Mapping[str, str] = field(default_factory=dict)
    regions: Mapping[str, str] = field(default_factory=dict)
    seen: Triage | None = None


@dataclass(frozen=True, kw_only=True)
class Safety:
    """Signs that stop. All blank is an answer: nothing applies.

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
    """Where it is sore, and how strong it is now (0-10), and what goes with it."""

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
class OneDay:
    """What one weekday has of its own; None: as on the usual day."""

    hours: Times | None = None
    setting: Setting | None = None


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Place, and hours in local wall time; Monday is day 0.

    ``by_day`` None: single days were not asked about, so what is known stays.
    """

    setting: Setting
    work_days: frozenset[int]
    work_start: time
    work_end: time
    lunch_start: time | None
    lunch_end: time | None
    nudges_per_day: int | None
    by_day: Mapping[int, OneDay] | None = None


@dataclass(frozen=True, kw_only=True)
class DayChange:
    """One weekday that gets hours or a place of its own, or loses them."""

    weekday: int
    day: OneDay


@dataclass(frozen=True, kw_only=True)
class HolidayPlace:
    """Where the public holidays come from: ISO 3166 codes, or nowhere."""

    country: str | None = None
    region: str | None = None


@dataclass(frozen=True, kw_only=True)
class Habits:
    """Answer codes of desk or load; None: rather not say, so it stays blank."""

    codes: Mapping[str, str | None]


@dataclass(frozen=True, kw_only=True)
class Patterns:
    """What was ticked about how the pain behaves; empty is an answer too."""

    patterns: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class OwnView:
    """The load that the person finds likely; None: as the answers say."""

    category: Category | None


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What to spare. ``equipment`` holds only what was asked: see asked_equipment.

    ``exercise_approved``: a clinician is happy with the person exercising.
    """

    limits: frozenset[Limit] = frozenset()
    equipment: frozenset[Equipment] = frozenset()
    exercise_approved: bool = False


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
