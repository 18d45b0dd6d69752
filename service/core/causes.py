"""Reads a person's answers into what is safe today and which load is likely."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from service.core.pains import (
    MODERATE_PAIN,
    SEVERE_PAIN,
    hold_ends,
    newest_pain,
    prior,
    rises,
    standing_hold,
    unsettled,
    until,
)
from service.core.profile import Limit, Profile
from service.core.questions import (
    CUTS,
    EMERGENCY,
    FRAGILE_BONES,
    LIFELONG,
    SOFT,
    UPPER_BACK_UNCHECKED,
    URGENT,
)
from service.core.reasons import Reason, ReasonCode
from service.core.scores import (
    Category,
    Confidence,
    Scores,
    category_of,
    confidence_of,
    score,
)
from service.core.settling import in_force
from service.core.status import ADVISES, GOES, STOPS, Status

__all__ = [
    "Category",
    "Confidence",
    "Scores",
    "Status",
    "Triage",
    "effective_limits",
    "hold_ends",
    "newest_pain",
    "triage",
    "triage_of",
]


@dataclass(frozen=True, kw_only=True)
class Triage:
    """What is safe now (status) and which load is likely (category).

    ``confidence`` is None under a stop, where no category is shown either.
    """

    status: Status
    category: Category
    confidence: Confidence | None
    advise_professional: bool
    scores: Scores
    reasons: tuple[Reason, ...] = ()

    @property
    def nudges(self) -> bool:
        return self.status in GOES


@dataclass(frozen=True, kw_only=True)
class _Facts:
    answers: Mapping[str, str]
    patterns: frozenset[str]
    flags: frozenset[str]
    pain_now: int
    prior: tuple[int, ...] = ()
    told_not_to_exercise: bool = False
    standing: Status | None = None
    """The hold of an earlier rating that is not over yet."""
    own_category: Category | None = None
    settled_category: Category | None = None
    unsettled: bool = False
    ask_first: bool = False


_Rule = Callable[[_Facts], tuple[Reason, ...]]


def triage(
    *,
    answers: Mapping[str, str],
    patterns: Sequence[str] | frozenset[str],
    flags: Sequence[str] | frozenset[str],
    pain_now: int = 0,
    prior7: Sequence[int] = (),
) -> Triage:
    """Decide from the bare answers; pains are 0-10, ``prior7`` in any order.

    With no prior rating only the absolute rules apply. Unknown ids count as
    blank: old answers must never stop a sweep.
    """
    return _decide(
        _Facts(
            answers=answers,
            patterns=frozenset(patterns),
            flags=frozenset(flags),
            pain_now=pain_now,
            prior=tuple(prior7),
        )
    )


def triage_of(profile: Profile, now: datetime) -> Triage:
    """Decide for a person as of ``now``.

    The person's own word on the likely load wins over the answers. The newest
    rating stands until a newer one. A hold stands 48 hours from the rating that
    caused it, even where a lower rating follows, and then until the person was
    asked again. Severe pain that came back or stays is a stop.
    """
    pains = until(profile.pains, now)
    pain_now = pains[-1].score if pains else 0
    return _decide(
        _Facts(
            answers=profile.answers,
            patterns=profile.patterns,
            flags=profile.flags if pain_now else profile.flags - LIFELONG,
            pain_now=pain_now,
            prior=prior(pains, len(pains) - 1) if pains else (),
            told_not_to_exercise=profile.told_not_to_exercise,
            standing=standing_hold(pains, now),
            own_category=profile.own_category,
            settled_category=in_force(profile.settled, now),
            unsettled=profile.unsettled or unsettled(pains, profile.cleared_at),
            ask_first=profile.to_ask is not None,
        )
    )


def effective_limits(profile: Profile) -> frozenset[Limit]:
    """Give the person's limits, with those that follow from a lifelong flag."""
    if FRAGILE_BONES in profile.flags:
        return profile.limits | {Limit.OSTEOPOROSIS}
    return profile.limits


def _emergency(facts: _Facts) -> tuple[Reason, ...]:
    return _flagged(ReasonCode.FLAG_EMERGENCY, facts.flags & EMERGENCY)


def _urgent(facts: _Facts) -> tuple[Reason, ...]:
    return _flagged(ReasonCode.FLAG_URGENT, facts.flags & URGENT)


def _severe(facts: _Facts) -> tuple[Reason, ...]:
    pain, standing = facts.pain_now, facts.standing is Status.HOLD_SEVERE
    return _reason(ReasonCode.PAIN_SEVERE, pain, when=pain >= SEVERE_PAIN) or _reason(
        ReasonCode.HOLD_STANDS, when=standing
    )


def _rise(facts: _Facts) -> tuple[Reason, ...]:
    pain, standing = facts.pain_now, facts.standing is Status.HOLD_RISE
    return _reason(
        ReasonCode.PAIN_RISE, pain, when=rises(pain, facts.prior)
    ) or _reason(ReasonCode.HOLD_STANDS, when=standing)


def _moderate(facts: _Facts) -> tuple[Reason, ...]:
    pain = facts.pain_now
    return _reason(ReasonCode.PAIN_MODERATE, pain, when=pain >= MODERATE_PAIN)


def _where(code: ReasonCode, holds: Callable[[_Facts], bool]) -> _Rule:
    return lambda facts: _reason(code, when=holds(facts))


_told_not = _where(
    ReasonCode.TOLD_NOT_TO_EXERCISE, lambda facts: facts.told_not_to_exercise
)
_unsettled = _where(ReasonCode.PAIN_UNSETTLED, lambda facts: facts.unsettled)
_ask_first = _where(ReasonCode.ASK_FIRST, lambda facts: facts.ask_first)
_upper_back = _where(
    ReasonCode.UPPER_BACK_UNCHECKED, lambda facts: UPPER_BACK_UNCHECKED in facts.flags
)

# The first rule that gives a reason decides; none: GO. Design.
RULES: tuple[tuple[_Rule, Status], ...] = (
    (_emergency, Status.STOP_EMERGENCY),
    (_urgent, Status.STOP_SEEK_CARE),
    (_told_not, Status.STOP_SEEK_CARE),
    (_unsettled, Status.STOP_SEEK_CARE),
    (_severe, Status.HOLD_SEVERE),
    (_rise, Status.HOLD_RISE),
    (_ask_first, Status.HOLD_RISE),
    (_moderate, Status.GO_GENTLE),
    (_upper_back, Status.GO_GENTLE),
)


def _decide(facts: _Facts) -> Triage:
    scores = score(facts.answers, facts.patterns)
    status, fired = _status(facts)
    soft = _flagged(ReasonCode.FLAG_SOFT, facts.flags & SOFT)
    stopped = status in STOPS
    likely = facts.own_category or facts.settled_category or category_of(scores)
    category = Category.RED_FLAG if stopped else likely
    return Triage(
        status=status,
        category=category,
        confidence=None if stopped else confidence_of(scores),
        advise_professional=bool(soft) or status in ADVISES,
        scores=scores,
        reasons=(*fired, *soft, *_load_reasons(category, facts, scores)),
    )


def _status(facts: _Facts) -> tuple[Status, tuple[Reason, ...]]:
    for rule, status in RULES:
        reasons = rule(facts)
        if reasons:
            return status, reasons
    return Status.GO, ()


def _load_reasons(
    category: Category, facts: _Facts, scores: Scores
) -> tuple[Reason, ...]:
    if category is Category.RED_FLAG:
        return ()
    if facts.own_category:
        return (Reason(code=ReasonCode.OWN_WORD, detail=category.value),)
    blanks = scores.missing
    return (
        Reason(code=ReasonCode.CATEGORY, detail=category.value),
        *_reason(ReasonCode.MANY_BLANKS, blanks, when=blanks > CUTS.max_missing),
    )


def _flagged(code: ReasonCode, flags: frozenset[str]) -> tuple[Reason, ...]:
    return tuple(Reason(code=code, detail=flag) for flag in sorted(flags))


def _reason(
    code: ReasonCode, detail: int | None = None, *, when: bool
) -> tuple[Reason, ...]:
    return (Reason(code=code, detail=detail),) if when else ()
