"""Puts a routine together from what is allowed: which items, in which order."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from service.core.allowed import Offer, offers
from service.core.card import Exercise
from service.core.nudges import SlotKind
from service.core.occasion import Occasion
from service.core.weigher import Weigher

# All design: time to get into place, the short version, and how many of the
# best of each kind are paired with each other.
SET_UP_SECONDS = 8
SHORT_SECONDS = 60
BEST = 12
SAME_PATTERN = 3.0


class Role(StrEnum):
    """What an item is there for: to open, to build, or to fill the time well."""

    OPEN = "open"
    BUILD = "build"
    ANY = "any"


@dataclass(frozen=True, kw_only=True)
class Candidate:
    offer: Offer
    weight: float
    is_fresh: bool
    """The last routine trained another movement pattern."""

    @property
    def exercise(self) -> Exercise:
        return self.offer.exercise

    @property
    def seconds(self) -> int:
        return self.offer.dose.seconds + SET_UP_SECONDS


Pick = tuple[Role, Candidate]


def shape(occasion: Occasion, weigher: Weigher) -> tuple[Pick, ...]:
    """Choose the items in order; empty where nothing may be offered."""
    return _shape_for(occasion)(occasion, _candidates(occasion, weigher))


def _candidates(occasion: Occasion, weigher: Weigher) -> list[Candidate]:
    by_id = occasion.catalogue.by_id
    last = {by_id[name].pattern for name in occasion.last_ids if name in by_id}
    candidates = [
        Candidate(
            offer=offer,
            weight=weigher.weigh(offer.exercise),
            is_fresh=offer.exercise.pattern not in last,
        )
        for offer in offers(occasion)
    ]
    return sorted(candidates, key=lambda one: one.weight, reverse=True)


def _shape_for(
    occasion: Occasion,
) -> Callable[[Occasion, list[Candidate]], tuple[Pick, ...]]:
    if occasion.short:
        return _short_shape
    return _first_steps_shape if occasion.is_first_steps else _full_shape


def _short_shape(occasion: Occasion, candidates: list[Candidate]) -> tuple[Pick, ...]:
    fitting = [one for one in candidates if one.seconds <= SHORT_SECONDS]
    return _one_item(occasion, fitting)


def _first_steps_shape(
    occasion: Occasion, candidates: list[Candidate]
) -> tuple[Pick, ...]:
    first = _one_item(occasion, candidates)
    return (*first, *_filler(first, occasion, candidates, Role.OPEN))


def _full_shape(occasion: Occasion, candidates: list[Candidate]) -> tuple[Pick, ...]:
    opens = [one for one in candidates if one.exercise.opens]
    builds = [one for one in candidates if one.exercise.builds]
    pair = _pair(opens, builds, occasion.max_seconds)
    if pair is None:
        return _one_item(occasion, candidates)
    main = ((Role.OPEN, pair[0]), (Role.BUILD, pair[1]))
    return (*main, *_filler(main, occasion, candidates, Role.ANY))


def _one_item(occasion: Occasion, candidates: list[Candidate]) -> tuple[Pick, ...]:
    """Take the best of the kind that the slot protects, else of the other."""
    if occasion.is_first_steps:
        return tuple((Role.OPEN, one) for one in _fresh_first(candidates)[:1])
    opens = [(Role.OPEN, one) for one in _fresh_first(candidates) if one.exercise.opens]
    builds = [
        (Role.BUILD, one) for one in _fresh_first(candidates) if one.exercise.builds
    ]
    by_slot = builds + opens if occasion.slot is SlotKind.BUILD else opens + builds
    return tuple(by_slot[:1])


def _pair(
    opens: list[Candidate], builds: list[Candidate], max_seconds: int
) -> tuple[Candidate, Candidate] | None:
    """Find the best two that fit the time, with new patterns where there are any."""
    fresh_opens = [one for one in opens if one.is_fresh]
    fresh_builds = [one for one in builds if one.is_fresh]
    for some_opens, some_builds in (
        (fresh_opens[:BEST], fresh_builds[:BEST]),
        (fresh_opens, fresh_builds),
        (opens, fresh_builds),
        (fresh_opens, builds),
        (opens, builds),
    ):
        fitting = (
            pair
            for pair in product(some_opens, some_builds)
            if pair[0].seconds + pair[1].seconds <= max_seconds
        )
        best = max(fitting, key=_worth, default=None)
        if best:
            return best
    return None


def _worth(pair: tuple[Candidate, Candidate]) -> float:
    one, other = pair
    same = one.exercise.pattern is other.exercise.pattern
    return one.weight + other.weight - SAME_PATTERN * same


def _filler(
    picks: tuple[Pick, ...],
    occasion: Occasion,
    candidates: list[Candidate],
    role: Role,
) -> tuple[Pick, ...]:
    """Add one more item where the routine is shorter than the week asks for."""
    used = sum(one.seconds for _, one in picks)
    if not picks or used >= occasion.min_seconds:
        return ()
    families = {one.exercise.family for _, one in picks}
    patterns = {one.exercise.pattern for _, one in picks}
    fitting = [
        one
        for one in candidates
        if one.exercise.family not in families
        and used + one.seconds <= occasion.max_seconds
    ]
    for is_better in (
        lambda one: one.is_fresh,
        lambda one: one.exercise.pattern not in patterns,
        lambda one: used + one.seconds >= occasion.min_seconds,
    ):
        fitting = [one for one in fitting if is_better(one)] or fitting
    return tuple((role, one) for one in fitting[:1])


def _fresh_first(candidates: list[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda one: not one.is_fresh)
