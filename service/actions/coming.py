"""Which nudge comes next, and when, as far as that can be known now."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from service.actions.plan import cap, windows_of
from service.app import App
from service.core.nudges import MAY_HAVE_ARRIVED, SlotForm, State, form_of
from service.core.thresholds import MIN_GAP
from service.store.nudges import Nudge
from service.store.people import Person


class Coming(NamedTuple):
    """A planned nudge, and when it will come."""

    nudge: Nudge
    at: datetime


def next_one(
    app: App, person: Person, rows: Sequence[Nudge], now: datetime
) -> Coming | None:
    """Find the next of a person's nudges; ``rows``: those of today and later."""
    found = those_coming(app, person, rows, now)
    return min(found, key=lambda one: one.at, default=None)


def those_coming(
    app: App, person: Person, rows: Sequence[Nudge], now: datetime
) -> Iterator[Coming]:
    """Find all that will come, as far as can be known now.

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
    for row in sorted(rows, key=lambda one: one.due_at):
        if row.state is not State.PLANNED or row.due_at <= since:
            continue
        at, planned = row.due_at, form_of(row.slot) is SlotForm.PLANNED
        if planned and last is not None:
            at = max(at, last + MIN_GAP)
        full = planned and had[row.local_day] >= cap(person, row.local_day)
        reachable = windows_of(app, person, row.local_day)
        if not full and reachable and at < reachable[-1].end:
            had[row.local_day] += planned
            yield Coming(row, at)
