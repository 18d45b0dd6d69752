"""Which nudge comes next, and when, as far as that can be known now."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from service.actions.plan import cap, windows_of
from service.app import App
from service.core.nudges import MAY_HAVE_ARRIVED, SkipReason, SlotForm, State, form_of
from service.core.thresholds import MIN_GAP
from service.core.workday import Window
from service.store.nudges import Nudge
from service.store.people import Person


class Coming(NamedTuple):
    """A planned nudge, and when it will come; ``why_not``: it will not."""

    nudge: Nudge
    at: datetime
    why_not: SkipReason | None = None


def next_one(
    app: App, person: Person, rows: Sequence[Nudge], now: datetime
) -> Coming | None:
    """Find the next of a person's nudges; ``rows``: those of today and later."""
    return soonest(planned(app, person, rows, now))


def soonest(found: Iterable[Coming]) -> Coming | None:
    """Give the first that will come."""
    coming = (one for one in found if one.why_not is None)
    return min(coming, key=lambda one: one.at, default=None)


def planned(
    app: App, person: Person, rows: Sequence[Nudge], now: datetime
) -> Iterator[Coming]:
    """Say of all that is planned when it will come, as far as can be known now.

    What is due this moment is about to go, what falls into a pause or is over the
    day's number does not come. One that is too close to the last one sent comes an
    hour after that, or not at all where the day ends before.
    """
    since = max(now, person.paused_until or now)
    arrived = [row for row in rows if row.state in MAY_HAVE_ARRIVED]
    last = max((row.claimed_at for row in arrived if row.claimed_at), default=None)
    had = Counter(
        row.local_day for row in arrived if form_of(row.slot) is not SlotForm.SNOOZE
    )
    waiting = [r for r in rows if r.state is State.PLANNED and r.due_at > since]
    for row in sorted(waiting, key=lambda one: one.due_at):
        counts = form_of(row.slot) is SlotForm.PLANNED
        at = max(row.due_at, last + MIN_GAP) if counts and last else row.due_at
        full = counts and had[row.local_day] >= cap(person, row.local_day)
        why_not = _why_not(windows_of(app, person, row.local_day), at, full=full)
        had[row.local_day] += counts and why_not is None
        yield Coming(row, row.due_at if why_not else at, why_not)


def _why_not(
    reachable: Sequence[Window], at: datetime, *, full: bool
) -> SkipReason | None:
    if full:
        return SkipReason.DAILY_CAP
    if not reachable:
        return SkipReason.OUTSIDE_HOURS
    return SkipReason.GAP if at >= reachable[-1].end else None
