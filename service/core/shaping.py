"""Puts a routine together from what is allowed: which items, in which order."""

from collections.abc import Sequence
from enum import StrEnum

from service.core.candidates import Candidate, candidates_for
from service.core.nudges import SlotKind
from service.core.occasion import Occasion
from service.core.pairing import Pairing, share_of
from service.core.thresholds import SHORT_SECONDS
from service.core.weigher import Weigher


class Role(StrEnum):
    """What an item is there for: to open, to build, or to fill the time well."""

    OPEN = "open"
    BUILD = "build"
    ANY = "any"


Pick = tuple[Role, Candidate]


def shape(occasion: Occasion, weigher: Weigher) -> tuple[Pick, ...]:
    """Choose the items in order; empty where nothing may be offered."""
    candidates = candidates_for(occasion, weigher)
    if occasion.short:
        fitting = [one for one in candidates if one.seconds <= SHORT_SECONDS]
        return _one_item(occasion, fitting)
    if occasion.is_first_steps:
        return _first_steps(occasion, candidates)
    pairing = Pairing(occasion=occasion, candidates=candidates, due=weigher.due)
    items = tuple(zip(Role, pairing.routine(), strict=False))
    return items or _one_item(occasion, candidates)


def _first_steps(
    occasion: Occasion, candidates: Sequence[Candidate]
) -> tuple[Pick, ...]:
    """Take one, and another of a different family where there is time."""
    fresh_first = _fresh_first(candidates)
    first = fresh_first[:1]
    used = sum(one.seconds for one in first)
    if first and used < occasion.min_seconds:
        fitting = [
            one
            for one in fresh_first
            if one.exercise.family != first[0].exercise.family
            and used + one.seconds <= occasion.max_seconds
        ]
        pattern = first[0].exercise.pattern
        others = [one for one in fitting if one.exercise.pattern != pattern]
        first += (others or fitting)[:1]
    return tuple((Role.OPEN, one) for one in first)


def _one_item(occasion: Occasion, candidates: Sequence[Candidate]) -> tuple[Pick, ...]:
    """Take the best of the kind that the slot protects, or the week's share lacks."""
    fresh_first = _fresh_first(candidates)
    if occasion.is_first_steps:
        return tuple((Role.OPEN, one) for one in fresh_first[:1])
    opens = [(Role.OPEN, one) for one in fresh_first if one.exercise.opens]
    builds = [(Role.BUILD, one) for one in fresh_first if one.exercise.builds]
    if occasion.slot is SlotKind.BUILD or _lacks_building(occasion, opens, builds):
        return tuple((builds + opens)[:1])
    return tuple((opens + builds)[:1])


def _lacks_building(
    occasion: Occasion, opens: Sequence[Pick], builds: Sequence[Pick]
) -> bool:
    share = share_of(occasion)
    strays = [share.strays([one]) for some in (opens, builds) for _, one in some[:1]]
    return len(strays) > 1 and strays[1] < strays[0]


def _fresh_first(candidates: Sequence[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda one: not one.is_fresh)
