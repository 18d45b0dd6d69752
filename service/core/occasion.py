"""The moment a routine is chosen for: the person, the day, and what came before."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from itertools import zip_longest

from service.core.card import Exercise, Kind
from service.core.causes import Triage, effective_limits
from service.core.coverage import Agenda
from service.core.exercises import Catalogue
from service.core.hurts import overloaded
from service.core.nudges import SlotKind
from service.core.pains import MODERATE_PAIN, newest_pain, rested_lately
from service.core.profile import Limit, Pain, Profile, Region
from service.core.progress import Progress, Rung, rung_of
from service.core.questions import UPPER_BACK_UNCHECKED
from service.core.ramp import RampStage, stage
from service.core.status import Status
from service.core.thresholds import (
    GENTLE_MAX_SECONDS,
    GENTLE_MIN_SECONDS,
    HARD_EFFORT,
    REST_HARD,
    STRETCH_SECONDS_A_WEEK,
)

DAY = timedelta(hours=24)
WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class PastRoutine:
    """What went out before, by exercise id.

    ``seconds``: of each, in the same order; ``efforts``: 0-10, where it was told.
    """

    at: datetime
    exercise_ids: tuple[str, ...]
    seconds: tuple[int, ...] = ()
    efforts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """Everything the choice of one routine rests on.

    ``recent`` may come in any order. ``seed`` gives variety: the same seed gives
    the same routine. ``excluded``: what was swapped away. ``progress``: where the
    person stands with each family.
    """

    catalogue: Catalogue
    profile: Profile
    triage: Triage
    week: int
    slot: SlotKind
    recent: Sequence[PastRoutine]
    now: datetime
    seed: str
    agenda: Agenda
    excluded: frozenset[str] = frozenset()
    short: bool = False
    progress: Progress = field(default_factory=dict)

    @cached_property
    def stage(self) -> RampStage:
        return stage(self.week)

    @cached_property
    def limits(self) -> frozenset[Limit]:
        return effective_limits(self.profile)

    @cached_property
    def is_after_rest(self) -> bool:
        """Say whether a hold, or a stop, ended less than a week ago."""
        return rested_lately(self.profile, self.now)

    @cached_property
    def is_gentle(self) -> bool:
        """Small and easy: with moderate pain, and in the week after a rest."""
        return self.triage.status is Status.GO_GENTLE or self.is_after_rest

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
        if not regions and self.pain and self.pain.score >= MODERATE_PAIN:
            return frozenset(Region)
        unchecked = UPPER_BACK_UNCHECKED in self.profile.flags
        return regions | {Region.UPPER_BACK} if unchecked else regions

    def is_put_off(self, exercise_id: str) -> bool:
        """Say whether it stays away for now: it hurt, or the person put it off."""
        until = self.profile.not_now.get(exercise_id)
        return until is not None and self.now < until

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
    def done_today(self) -> Counter[str]:
        """How often each exercise went out in the last 24 hours.

        Stricter than the local day around midnight.
        """
        since = self.now - DAY
        return Counter(
            name
            for one in self.past
            if one.at > since
            for name in frozenset(one.exercise_ids)
        )

    @cached_property
    def rungs(self) -> Mapping[str, Rung]:
        """Family -> where the person stands with it."""
        return {
            family: rung_of(self.progress, family, self.catalogue)
            for family in self.catalogue.first_levels
        }

    @cached_property
    def tired(self) -> frozenset[str]:
        """Families that were hard for the person in the last two days."""
        by_id, since = self.catalogue.by_id, self.now - REST_HARD
        return frozenset(
            by_id[name].family
            for one in self.past
            if one.at > since
            for name, effort in one.efforts.items()
            if effort >= HARD_EFFORT and name in by_id
        )

    def since(self, instant: datetime) -> Iterator[tuple[Exercise, int]]:
        """Give what went out from an instant on, with its seconds."""
        by_id = self.catalogue.by_id
        for one in self.past:
            if one.at >= instant:
                for name, seconds in zip_longest(one.exercise_ids, one.seconds):
                    if name in by_id:
                        yield by_id[name], seconds or 0

    @cached_property
    def stretched(self) -> frozenset[str]:
        """Muscles that had their most of stretching in the last seven days."""
        had: Counter[str] = Counter()
        for exercise, seconds in self.since(self.now - WEEK):
            if exercise.kind is Kind.STRETCH:
                had.update(dict.fromkeys(exercise.targets, seconds))
        return frozenset(
            name for name, seconds in had.items() if seconds >= STRETCH_SECONDS_A_WEEK
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
