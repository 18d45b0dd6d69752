"""What the weekly rules look at: one family, its rung, and what was done on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from service.core.card import Exercise
from service.core.exercises import Catalogue
from service.core.exposures import Exposure
from service.core.progress import Rung
from service.core.ramp import RampStage
from service.core.status import Status
from service.core.thresholds import EASY_EFFORT, EXPOSURE_WINDOW, ITEM_SECONDS


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What the rules look at beside the ladder itself.

    ``exposures``: of the last 28 days at least, in any order. ``reach``: exercise
    id -> the highest dose step that place, equipment, limits and the length of an
    item leave this person; what is missing is out of reach. ``began``: when week
    1 of the ramp began.
    """

    catalogue: Catalogue
    exposures: Sequence[Exposure]
    reach: Mapping[str, int]
    status: Status
    stage: RampStage
    began: datetime
    now: datetime


@dataclass(frozen=True, kw_only=True)
class Case:
    """One family at one evaluation."""

    family: str
    rung: Rung
    situation: Situation

    @cached_property
    def mine(self) -> tuple[Exposure, ...]:
        """The family's exposures of the last 28 days."""
        s = self.situation
        return tuple(
            one
            for one in s.exposures
            if one.family == self.family and s.now - EXPOSURE_WINDOW <= one.at <= s.now
        )

    @cached_property
    def window(self) -> tuple[Exposure, ...]:
        """Those since the family's last change. Nothing counts twice."""
        since = self.rung.changed_at
        return tuple(one for one in self.mine if since is None or one.at > since)

    @cached_property
    def counted(self) -> tuple[Exposure, ...]:
        """Those that asked for what the rung stands for: its level and its dose."""
        return tuple(one for one in self.window if self._is_on_the_rung(one))

    @cached_property
    def efforts(self) -> tuple[int, ...]:
        """What is known of how hard it was; "done" alone says nothing."""
        return tuple(one.effort for one in self.counted if one.effort is not None)

    @cached_property
    def completion(self) -> float:
        """The share that was done; asked only once there are enough to say so."""
        return sum(one.completed for one in self.counted) / len(self.counted)

    @cached_property
    def cards(self) -> tuple[Exercise, ...]:
        """The exercises of the rung."""
        return tuple(
            one
            for one in self.situation.catalogue
            if one.family == self.family and one.level == self.rung.level
        )

    @cached_property
    def top(self) -> int:
        """The highest dose step that is open to this person on this rung."""
        reach = self.situation.reach
        return max((reach.get(one.id, 0) for one in self.cards), default=0)

    @cached_property
    def easy_at_the_top(self) -> tuple[Exercise, ...]:
        """What was done at its highest dose and was easy, once for each time."""
        return tuple(
            card
            for one in self.counted
            if one.completed and one.effort is not None and one.effort <= EASY_EFFORT
            for card in (self.situation.catalogue.by_id[one.exercise_id],)
            if one.dose_step >= highest_step(card)
        )

    def _is_on_the_rung(self, one: Exposure) -> bool:
        card = self.situation.catalogue.by_id.get(one.exercise_id)
        if card is None or card.level < self.rung.level:
            return False
        reach = self.situation.reach.get(card.id, highest_step(card))
        return one.dose_step >= min(self.rung.dose_step, reach)


def highest_step(card: Exercise) -> int:
    """Give the highest dose step that fits one item of a routine.

    This is what "dose step 4" of the rules means: nearly every strength card is
    longer than an item may be at step 4, and nobody would ever progress.
    """
    fitting = (dose.step for dose in card.dose if dose.seconds <= ITEM_SECONDS)
    return max(fitting, default=1)


def newly_raised(
    progress: Mapping[str, Rung],
    exposures: Sequence[Exposure],
    catalogue: Catalogue,
    day: tuple[datetime, datetime],
) -> frozenset[str]:
    """Name the families that rose, and were first done so on that day.

    ``day``: its start and its end. The morning after, rule P5 asks about them.
    """
    firsts: dict[str, datetime] = {}
    for one in sorted(exposures, key=lambda one: one.at):
        rung, card = progress.get(one.family), catalogue.by_id.get(one.exercise_id)
        if rung is None or card is None or rung.changed_at is None or not rung.rose:
            continue
        full = one.dose_step >= min(rung.dose_step, highest_step(card))
        since = one.completed and one.at > rung.changed_at
        if since and full and card.level >= rung.level:
            firsts.setdefault(one.family, one.at)
    start, end = day
    return frozenset(family for family, at in firsts.items() if start <= at < end)
