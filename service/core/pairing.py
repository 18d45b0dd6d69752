"""Finds the open and the build item of a full routine, and what may fill it up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

from service.core.candidates import Candidate
from service.core.coverage import groups_of
from service.core.emphasis import open_share
from service.core.occasion import Occasion
from service.core.thresholds import NARROWED, SAME_PATTERN, STRAYED_SECOND

BEST = 24
"""So many of the best of each kind are paired with each other."""

Pair = tuple[Candidate, Candidate]


@dataclass(frozen=True, kw_only=True)
class Share:
    """How the time of a week is spent: ``opened`` of ``total`` seconds so far."""

    target: float
    opened: int
    total: int

    def strays(self, items: Sequence[Candidate]) -> float:
        """Say by how many seconds the week strays from its share with these."""
        opened, total = self.opened, self.total
        for one in items:
            opened += one.opened
            total += one.opened + one.built
        return abs(opened - self.target * total)


def share_of(occasion: Occasion) -> Share:
    """Count the time of the week so far; breath and eyes are neither of both."""
    opened = built = 0
    for exercise, seconds in occasion.since(occasion.agenda.week_began):
        opened += seconds if exercise.opens else 0
        built += seconds if exercise.builds else 0
    target = open_share(occasion.stage.open_share, occasion.triage.category)
    return Share(target=target, opened=opened, total=opened + built)


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """What a full routine is put together from.

    ``due``: groups of the week, or day, that it must not do without.
    """

    occasion: Occasion
    candidates: Sequence[Candidate]
    due: frozenset[str]

    @cached_property
    def share(self) -> Share:
        return share_of(self.occasion)

    @cached_property
    def opens(self) -> Sequence[Candidate]:
        return [one for one in self.candidates if one.opened]

    @cached_property
    def builds(self) -> Sequence[Candidate]:
        return [one for one in self.candidates if one.built]

    def routine(self) -> tuple[Candidate, ...]:
        """Give an open and a build item, and a third one where it is called for.

        Empty where no such pair is allowed or fits.
        """
        pair = self._pair(self.opens, self.builds, self.occasion.max_seconds)
        if pair is None:
            return ()
        routine = self._filled(pair)
        others = (
            self._filled(other)
            for name in sorted(self._still_due(routine))
            for other in self._serving(frozenset({name}))
        )
        return min((routine, *others), key=self._lacks)

    def _filled(self, pair: Pair) -> tuple[Candidate, ...]:
        more = self._filler(pair)
        return (*pair, more) if more else pair

    def _serving(self, due: frozenset[str]) -> Iterator[Pair]:
        """Find pairs that hold what is due, or leave room for it."""
        serving = [one for one in self.candidates if one.serves(due)]
        most = self.occasion.max_seconds
        room = min((one.seconds for one in serving), default=most)
        found = (
            self._pair([one for one in serving if one.opened], self.builds, most),
            self._pair(self.opens, [one for one in serving if one.built], most),
            self._pair(self.opens, self.builds, most - room),
        )
        return (pair for pair in found if pair)

    def _pair(
        self, opens: Sequence[Candidate], builds: Sequence[Candidate], max_seconds: int
    ) -> Pair | None:
        """Find the best two that fit, with new patterns where there are any."""
        fresh_opens = [one for one in opens if one.is_fresh]
        fresh_builds = [one for one in builds if one.is_fresh]
        for some_opens, some_builds in (
            (fresh_opens[:BEST], fresh_builds[:BEST]),
            (fresh_opens, fresh_builds),
            (opens, fresh_builds),
            (fresh_opens, builds),
            (opens, builds),
        ):
            best = self._best(some_opens, some_builds, max_seconds)
            if best:
                return best
        return None

    def _best(
        self, opens: Sequence[Candidate], builds: Sequence[Candidate], max_seconds: int
    ) -> Pair | None:
        # Plain loops: a choice looks at some hundred pairs within a millisecond.
        best, most = None, -inf
        target, opened, total = self.share.target, self.share.opened, self.share.total
        for one in opens:
            room = max_seconds - one.seconds
            pattern = one.offer.exercise.pattern
            for other in builds:
                if other.seconds > room:
                    continue
                spent = total + one.opened + other.built
                strays = abs(opened + one.opened - target * spent)
                worth = one.weight + other.weight - STRAYED_SECOND * strays
                if pattern is other.offer.exercise.pattern:
                    worth -= SAME_PATTERN
                if worth > most:
                    best, most = (one, other), worth
        return best

    def _filler(self, pair: Pair) -> Candidate | None:
        """Find one more, where time, the week's share or what is due asks for it."""
        used = pair[0].seconds + pair[1].seconds
        room = self.occasion.max_seconds - used
        families = {one.exercise.family for one in pair}
        fitting = [
            one
            for one in self.candidates
            if one.seconds <= room and one.exercise.family not in families
        ]
        serving = [one for one in fitting if one.serves(self._still_due(pair))]
        if not serving and used >= self.occasion.min_seconds:
            fitting = [one for one in fitting if self._narrows(one, pair)]
        fitting = serving or fitting
        least = self.occasion.min_seconds - used
        fitting = [one for one in fitting if one.seconds >= least] or fitting
        patterns = {one.exercise.pattern for one in pair}
        for is_better in (
            lambda one: one.is_fresh,
            lambda one: one.exercise.pattern not in patterns,
        ):
            fitting = [one for one in fitting if is_better(one)] or fitting
        return max(fitting, key=lambda one: self._gain(one, pair), default=None)

    def _narrows(self, one: Candidate, pair: Pair) -> bool:
        return self.share.strays((*pair, one)) + NARROWED < self.share.strays(pair)

    def _still_due(self, items: Sequence[Candidate]) -> frozenset[str]:
        return self.due.difference(*(groups_of(one.exercise) for one in items))

    def _lacks(self, items: Sequence[Candidate]) -> tuple[float, ...]:
        """Order routines: what is due and missing counts first, the share last."""
        return (
            len(self._still_due(items)),
            sum(one.seconds for one in items) < self.occasion.min_seconds,
            sum(not one.is_fresh for one in items),
            self.share.strays(items),
        )

    def _gain(self, one: Candidate, pair: Pair) -> float:
        return one.weight - STRAYED_SECOND * self.share.strays((*pair, one))
