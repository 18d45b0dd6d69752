"""The weekly look at each family's ladder: regress, hold or progress."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from service.core.ladder import Case, Situation, highest_step
from service.core.profile import Equipment
from service.core.progress import Progress, Rung, linked, lowered, settled
from service.core.reasons import ReasonCode
from service.core.status import Status
from service.core.thresholds import (
    BETWEEN_LEVELS,
    EASY_EFFORT,
    ENOUGH_EXPOSURES,
    EVALUATE_EVERY,
    FAMILIES_A_WEEK,
    FAMILY_GAP,
    FAMILY_LONG_GAP,
    HOLD_EFFORT,
    TIMES_AT_THE_TOP,
    TOO_HARD_EFFORT,
    TOO_LITTLE_DONE,
    WELL_DONE,
)


@dataclass(frozen=True, kw_only=True)
class Change:
    """What became of one family and why; ``family`` None: of all of them."""

    family: str | None
    why: ReasonCode
    before: Rung | None = None
    after: Rung | None = None


def evaluate(
    progress: Progress, situation: Situation
) -> tuple[Progress, tuple[Change, ...]]:
    """Look at every family once; the first rule that matches decides.

    Asked again within the week it changes nothing more. After 28 days without a
    session everything begins anew: then the one change is AFRESH, and the ramp has
    to begin again too.
    """
    if _is_long_gone(situation):
        return {}, (Change(family=None, why=ReasonCode.AFRESH),)
    seen = {one.family for one in situation.exposures}
    cases = [
        Case(
            family=family,
            rung=settled(progress, family, situation.catalogue),
            situation=situation,
        )
        for family in sorted(seen | set(progress))
    ]
    after = _held_to_two(progress, situation.now, cases)
    changes = tuple(_changes(cases, after))
    touched = {change.family for change in changes} | set(progress)
    return {k: v for k, v in after.items() if k in touched}, changes


def due(evaluated_at: datetime | None, now: datetime) -> bool:
    return evaluated_at is None or now - evaluated_at >= EVALUATE_EVERY


# -------------------------------------------------------------------- the rules


def _hurt(case: Case) -> bool:
    return any(one.pain for one in case.window)


def _too_hard(case: Case) -> bool:
    """Effort 8 or more. One tap of "too hard" says that already."""
    return any(
        one.effort is not None and one.effort >= TOO_HARD_EFFORT for one in case.window
    )


def _paused(case: Case) -> bool:
    sessions = [one.at for one in case.mine if one.completed]
    last = max([*sessions, *filter(None, [case.rung.changed_at])], default=None)
    lately = last is not None and case.situation.now - last < FAMILY_GAP
    return case.rung.dose_step > 1 and not lately


def _too_early(case: Case) -> bool:
    return (
        len(case.counted) < ENOUGH_EXPOSURES
        or case.completion < TOO_LITTLE_DONE
        or HOLD_EFFORT in case.efforts
        or case.situation.status is not Status.GO
    )


def _went_well(case: Case) -> bool:
    """Done, and easy by the person's own word. What hurt has left the table above."""
    return (
        case.completion >= WELL_DONE
        and bool(case.efforts)
        and max(case.efforts) <= EASY_EFFORT
        and case.rung.dose_step < case.top
    )


def _mastered(case: Case) -> bool:
    """At the top of the rung, not only of one card whose doses end sooner."""
    at_the_top = case.rung.dose_step >= case.top
    return at_the_top and len(case.easy_at_the_top) >= TIMES_AT_THE_TOP


def _capped_by_care(case: Case) -> bool:
    """Easy at all that a limit leaves, which is less than the card's own top."""
    return (
        case.completion >= WELL_DONE
        and bool(case.efforts)
        and max(case.efforts) <= EASY_EFFORT
        and case.top < max(map(highest_step, case.cards), default=0)
    )


def _lower(why: ReasonCode) -> Callable[[Case], Rung]:
    def lower(case: Case) -> Rung:
        s = case.situation
        return lowered(case.rung, case.family, s.catalogue, s.now, why)

    return lower


def _begin_again(case: Case) -> Rung:
    return replace(
        case.rung,
        dose_step=1,
        changed_at=case.situation.now,
        why=ReasonCode.AFTER_A_GAP,
        held_for=None,
    )


def _stay(case: Case) -> Rung:
    return replace(case.rung, held_for=None)


def _more(case: Case) -> Rung:
    if case.rung.dose_step >= case.situation.stage.max_dose_step:
        return _held(case, ReasonCode.HELD_RAMP)
    return replace(
        case.rung,
        dose_step=case.rung.dose_step + 1,
        changed_at=case.situation.now,
        rose_at=case.situation.now,
        why=ReasonCode.MORE,
        held_for=None,
    )


def _harder(case: Case) -> Rung:
    """Go where the cards' own link leads; say what is in the way where it cannot."""
    s, rung = case.situation, case.rung
    links = linked(s.catalogue, case.family, rung.level, "progression")
    nexts = [one for one in links if one.level > rung.level]
    within = sorted(one.level for one in nexts if one.id in s.reach)
    if not within:
        return _held(case, _no_way_up(case, ends=not nexts))
    if within[0] > s.stage.max_level:
        return _held(case, ReasonCode.HELD_RAMP)
    if rung.level_changed_at and s.now - rung.level_changed_at < BETWEEN_LEVELS:
        return _held(case, ReasonCode.HELD_PATIENCE)
    return Rung(
        level=within[0],
        dose_step=1,
        changed_at=s.now,
        level_changed_at=s.now,
        rose_at=s.now,
        why=ReasonCode.HARDER,
    )


def _no_way_up(case: Case, *, ends: bool) -> ReasonCode:
    """Bands go up a colour from the highest dose, when it was easy twice (design)."""
    if any(Equipment.BAND in one.equipment for one in case.easy_at_the_top):
        return ReasonCode.STRONGER_BAND
    return ReasonCode.HELD_TOP if ends else ReasonCode.HELD_OUT_OF_REACH


def _held(case: Case, why: ReasonCode) -> Rung:
    return replace(case.rung, held_for=why)


# First match wins. Regress and hold stand above progress, so they always win.
RULES: tuple[tuple[Callable[[Case], bool], Callable[[Case], Rung]], ...] = (
    (_hurt, _lower(ReasonCode.LESS_HURT)),
    (_too_hard, _lower(ReasonCode.LESS_HARD)),
    (_paused, _begin_again),
    (_too_early, _stay),
    (_went_well, _more),
    (_mastered, _harder),
    (_capped_by_care, lambda case: _held(case, ReasonCode.HELD_CARE)),
    (lambda _: True, _stay),
)


def _decided(case: Case) -> Rung:
    return next(then(case) for holds, then in RULES if holds(case))


def _held_to_two(
    progress: Progress, now: datetime, cases: Iterable[Case]
) -> dict[str, Rung]:
    """Let at most two families rise in a week; those that waited longest go first."""
    rose = {
        family
        for family, one in progress.items()
        if one.rose_at is not None and now - one.rose_at < EVALUATE_EVERY
    }
    after: dict[str, Rung] = {}
    for case in sorted(cases, key=_waited):
        rung = _decided(case)
        if rung.rose_at != case.rung.rose_at:
            if len(rose | {case.family}) > FAMILIES_A_WEEK:
                rung = _held(case, ReasonCode.HELD_PATIENCE)
            else:
                rose.add(case.family)
        after[case.family] = rung
    return after


def _waited(case: Case) -> tuple[bool, datetime, str]:
    changed = case.rung.changed_at
    return changed is not None, changed or case.situation.now, case.family


def _is_long_gone(situation: Situation) -> bool:
    sessions = [one.at for one in situation.exposures if one.completed]
    last = max([*sessions, situation.began])
    return situation.now - last >= FAMILY_LONG_GAP


def _changes(cases: Iterable[Case], after: Mapping[str, Rung]) -> Iterable[Change]:
    for case in cases:
        before, rung = case.rung, after[case.family]
        moved = rung.changed_at != before.changed_at
        why = rung.why if moved else rung.held_for
        if why is not None:
            yield Change(family=case.family, why=why, before=before, after=rung)
