"""What a person's pain ratings of the last weeks say: which hold, until when."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from statistics import median

from service.core.profile import Pain, Profile
from service.core.status import Status

# Design: cautious ends of published cut-points for pain ratings (Fejer 2005,
# Boonstra 2016), because nobody watches the person exercise.
SEVERE_PAIN = 7
MODERATE_PAIN = 4
RISE = 3

# Design: one rating alone is noisy (Kovacs 2008), so it is compared with a median.
WEEK = timedelta(days=7)
LONGER = timedelta(days=28)
ENOUGH_IN_A_WEEK = 3
OLDER_RATINGS = 4

HOLD = timedelta(hours=48)


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


def standing_hold(pains: Sequence[Pain], now: datetime) -> Status | None:
    """Give the graver of the holds that ratings of the last 48 hours caused."""
    holds = {hold_of(pains, i) for i, pain in enumerate(pains) if pain.at + HOLD > now}
    for status in (Status.HOLD_SEVERE, Status.HOLD_RISE):
        if status in holds:
            return status
    return None


def held_lately(pains: Sequence[Pain], now: datetime) -> bool:
    """Say whether a hold stands, or ended less than 7 days ago (design)."""
    return any(
        pain.at + HOLD + WEEK > now and hold_of(pains, i)
        for i, pain in enumerate(pains)
    )


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
    week = tuple(pain.score for pain in before if pain.at >= at - WEEK)
    if len(week) >= ENOUGH_IN_A_WEEK:
        return week
    older = [pain.score for pain in before if pain.at >= at - LONGER]
    return tuple(older[-OLDER_RATINGS:])


def until(pains: Sequence[Pain], now: datetime) -> tuple[Pain, ...]:
    """Give the ratings up to ``now``."""
    return tuple(takewhile(lambda pain: pain.at <= now, pains))
