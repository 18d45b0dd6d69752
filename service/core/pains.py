"""What a person's pain ratings of the last weeks say: which hold, until when."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile
from statistics import median

from service.core.profile import Pain, Profile
from service.core.status import Status
from service.core.thresholds import (
    AFTER_HOLD,
    ENOUGH_IN_A_WEEK,
    HOLD,
    MODERATE_PAIN,
    NO_BETTER,
    OLDER_RATINGS,
    PAIN_LONGER,
    PAIN_WEEK,
    PAINS_KEPT,
    RISE,
    SEVERE_PAIN,
    TWO_HOLDS,
)

__all__ = [
    "HOLD",
    "MODERATE_PAIN",
    "SEVERE_PAIN",
    "ask_from",
    "bounded",
    "held_lately",
    "hold_ends",
    "hold_of",
    "newest_pain",
    "prior",
    "rested_lately",
    "rises",
    "standing_hold",
    "unsettled",
    "until",
]

NEWEST_KEPT = 2
"""The rating that stands and the one before it are kept however old they are."""


def newest_pain(profile: Profile, now: datetime) -> Pain | None:
    """Give the rating that stands at ``now``."""
    pains = until(profile.pains, now)
    return pains[-1] if pains else None


def hold_ends(profile: Profile) -> datetime | None:
    """Give the instant from which a held person is to be asked again.

    None where no hold is in force at the newest rating. The instant may lie in
    the past: a rating that holds goes on deciding until a newer one comes.
    """
    pains = profile.pains
    if not pains:
        return None
    newest = pains[-1].at
    ends = [
        pain.at + HOLD
        for i, pain in enumerate(pains)
        if pain.at + HOLD > newest and hold_of(pains, i)
    ]
    return max(ends, default=None)


def ask_from(profile: Profile) -> datetime | None:
    """Give the instant from which a person at rest is to be asked; None: never."""
    return profile.to_ask.since if profile.to_ask else hold_ends(profile)


def unsettled(pains: Sequence[Pain], cleared_at: datetime | None) -> bool:
    """Say whether the newest rating calls for a clinician (rule P1).

    It does where it is severe, and either the second time within 14 days that
    severe pain came (with a lower rating between, and the first hold over), or
    seven days or more after it came: a lower rating that is still severe is no
    better, since one point or two are noise (Kovacs 2008). Design. What was rated
    before ``cleared_at`` does not count: a clinician has weighed it.
    """
    counted = [one for one in pains if cleared_at is None or one.at > cleared_at]
    if not counted or counted[-1].score < SEVERE_PAIN:
        return False
    came = _severe_came(counted)
    again = len(came) > 1 and came[-1] - came[-2] <= TWO_HOLDS
    return again or counted[-1].at - came[-1] >= NO_BETTER


def _severe_came(pains: Sequence[Pain]) -> list[datetime]:
    """Give when severe pain came; what follows inside a hold only prolongs it."""
    came: list[datetime] = []
    last: Pain | None = None
    was_lower = True
    for pain in pains:
        if pain.score >= SEVERE_PAIN:
            if last is None or (was_lower and pain.at >= last.at + HOLD):
                came.append(pain.at)
            last = pain
        was_lower = pain.score < SEVERE_PAIN
    return came


def bounded(pains: Sequence[Pain], now: datetime) -> tuple[Pain, ...]:
    """Leave out ratings that no rule looks at any more: older than 60 days."""
    old = pains[:-NEWEST_KEPT]
    kept = [one for one in old if one.at > now - PAINS_KEPT]
    return (*kept, *pains[-NEWEST_KEPT:])


def standing_hold(pains: Sequence[Pain], now: datetime) -> Status | None:
    """Give the graver of the holds that ratings of the last 48 hours caused."""
    holds = {hold_of(pains, i) for i, pain in enumerate(pains) if pain.at + HOLD > now}
    for status in (Status.HOLD_SEVERE, Status.HOLD_RISE):
        if status in holds:
            return status
    return None


def held_lately(pains: Sequence[Pain], now: datetime) -> bool:
    """Say whether a hold stands, or ended less than 7 days ago (design).

    A hold ends with the first rating after its 48 hours, however late that comes.
    """
    times = [pain.at for pain in pains]
    return any(
        _end(times, at, now) + AFTER_HOLD > now and hold_of(pains, i)
        for i, at in enumerate(times)
    )


def rested_lately(profile: Profile, now: datetime) -> bool:
    """Say the same of a hold, and of a stop that a clinician's word ended (design).

    After the word the soreness is asked: the stop ends with that rating.
    """
    pains, cleared = until(profile.pains, now), profile.cleared_at
    if cleared is not None and cleared <= now:
        rated = next((one.at for one in pains if one.at >= cleared), now)
        if now < rated + AFTER_HOLD:
            return True
    return held_lately(pains, now)


def _end(times: Sequence[datetime], at: datetime, now: datetime) -> datetime:
    """Say when a hold that began ``at`` ended; it stands while nothing newer came."""
    over = at + HOLD
    answered = bisect_left(times, over)
    if answered < len(times):
        return times[answered]
    return max(over, now) if at == times[-1] else over


def hold_of(pains: Sequence[Pain], index: int) -> Status | None:
    """Say which hold the rating at ``index`` caused when it was given."""
    if pains[index].score >= SEVERE_PAIN:
        return Status.HOLD_SEVERE
    if rises(pains[index].score, prior(pains, index)):
        return Status.HOLD_RISE
    return None


def rises(pain: int, before: Sequence[int]) -> bool:
    """Say whether pain is up by 3 or more on the median; never without ratings."""
    return bool(before) and pain - median(before) >= RISE


def prior(pains: Sequence[Pain], index: int) -> tuple[int, ...]:
    """Give the ratings that the one at ``index`` is compared with.

    Those of the 7 days before it; where they are fewer than three, the last
    four within 28 days.
    """
    at, before = pains[index].at, pains[:index]
    week = tuple(pain.score for pain in before if pain.at >= at - PAIN_WEEK)
    if len(week) >= ENOUGH_IN_A_WEEK:
        return week
    older = [pain.score for pain in before if pain.at >= at - PAIN_LONGER]
    return tuple(older[-OLDER_RATINGS:])


def until(pains: Sequence[Pain], now: datetime) -> tuple[Pain, ...]:
    """Give the ratings up to ``now``."""
    return tuple(takewhile(lambda pain: pain.at <= now, pains))
