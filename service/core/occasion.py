"""The moment a routine is chosen for: the person, the day, and what came before."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from service.core.causes import Triage, effective_limits
from service.core.exercises import Catalogue
from service.core.hurts import overloaded
from service.core.nudges import SlotKind
from service.core.pains import MODERATE_PAIN, held_lately, newest_pain, until
from service.core.profile import Limit, Pain, Profile, Region
from service.core.questions import UPPER_BACK_UNCHECKED
from service.core.ramp import RampStage, stage
from service.core.status import Status

DAY = timedelta(hours=24)

# Design: what a sore person gets, whatever the week.
GENTLE_MIN_SECONDS = 60
GENTLE_MAX_SECONDS = 90


@dataclass(frozen=True, kw_only=True)
class PastRoutine:
    """What went out before, by exercise id."""

    at: datetime
    exercise_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """Everything the choice of one routine rests on.

    ``recent`` may come in any order. ``seed`` gives variety: the same seed gives
    the same routine. ``dose_step`` is the person's own step.
    """

    catalogue: Catalogue
    profile: Profile
    triage: Triage
    week: int
    slot: SlotKind
    recent: Sequence[PastRoutine]
    now: datetime
    seed: str
    short: bool = False
    dose_step: int = 1

    @cached_property
    def stage(self) -> RampStage:
        return stage(self.week)

    @cached_property
    def limits(self) -> frozenset[Limit]:
        return effective_limits(self.profile)

    @cached_property
    def is_gentle(self) -> bool:
        """Small and easy: with moderate pain, and in the week after a hold."""
        pains = until(self.profile.pains, self.now)
        return self.triage.status is Status.GO_GENTLE or held_lately(pains, self.now)

    @property
    def is_first_steps(self) -> bool:
        """Say whether the safety questions are still open."""
        return not self.profile.safety_answered

    @cached_property
    def pain(self) -> Pain | None:
        """The rating that stands, where it is above 0."""
        newest = newest_pain(self.profile, self.now)
        return newest if newest and newest.score else None

    @cached_property
    def sore(self) -> frozenset[Region]:
        """Where it hurts; everywhere, if it hurts a lot and nobody said where."""
        regions = self.pain.regions if self.pain else frozenset()
        if UPPER_BACK_UNCHECKED in self.profile.flags:
            regions |= {Region.UPPER_BACK}
        if not regions and self.pain and self.pain.score >= MODERATE_PAIN:
            return frozenset(Region)
        return regions

    @cached_property
    def overloaded(self) -> frozenset[Region]:
        """Where nothing builds, because two movements hurt there (rule P4)."""
        return overloaded(self.profile.hurts, self.catalogue.by_id, self.now)

    @cached_property
    def past(self) -> tuple[PastRoutine, ...]:
        """The routines before this one, the newest first."""
        return tuple(sorted(self.recent, key=lambda one: one.at, reverse=True))

    @cached_property
    def last_ids(self) -> frozenset[str]:
        return frozenset(self.past[0].exercise_ids) if self.past else frozenset()

    @cached_property
    def done_today(self) -> Mapping[str, int]:
        """How often each exercise went out in the last 24 hours.

        A stand-in for the local day, which the caller knows and this does not;
        it is the stricter of the two around midnight.
        """
        since = self.now - DAY
        return Counter(
            name
            for one in self.past
            if one.at > since
            for name in frozenset(one.exercise_ids)
        )

    @cached_property
    def min_seconds(self) -> int:
        if self.is_gentle or self.is_first_steps:
            return GENTLE_MIN_SECONDS
        return self.stage.min_seconds

    @cached_property
    def max_seconds(self) -> int:
        if self.is_gentle or self.is_first_steps:
            return min(self.stage.max_seconds, GENTLE_MAX_SECONDS)
        return self.stage.max_seconds
