"""Keeps the likely load steady: it changes at most once in 14 days (design)."""

from dataclasses import dataclass
from datetime import datetime

from service.core.scores import Category
from service.core.thresholds import CATEGORY_STANDS, CORRECTED_WITHIN


@dataclass(frozen=True, kw_only=True)
class Settled:
    """The likely load in force since ``at``; ``then`` takes over 14 days later.

    ``then`` is what newer answers point to, where that is something else.
    """

    category: Category
    at: datetime
    then: Category | None = None


def settle(old: Settled | None, category: Category, now: datetime) -> Settled:
    """Take note of what the answers point to now.

    What is corrected within a day counts as the same decision.
    """
    before = _now(old, now) if old else None
    if before is None:
        return Settled(category=category, at=now)
    if category is before.category or now - before.at < CORRECTED_WITHIN:
        return Settled(category=category, at=before.at)
    if now - before.at < CATEGORY_STANDS:
        return Settled(category=before.category, at=before.at, then=category)
    return Settled(category=category, at=now)


def in_force(settled: Settled | None, now: datetime) -> Category | None:
    """Give the likely load that counts now; None where nothing was settled yet."""
    return _now(settled, now).category if settled else None


def _now(settled: Settled, now: datetime) -> Settled:
    """Let what waits take over, once its time has come."""
    due = settled.at + CATEGORY_STANDS
    if settled.then is None or now < due:
        return settled
    return Settled(category=settled.then, at=due)
