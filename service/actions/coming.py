"""When the next nudge comes, as far as that can be known now."""

from collections.abc import Sequence
from datetime import datetime

from service.actions.plan import windows_of
from service.app import App
from service.core.nudges import MAY_HAVE_ARRIVED, SlotForm, State, form_of
from service.core.planner import MIN_GAP
from service.store.nudges import Nudge
from service.store.people import Person


def next_at(
    app: App, person: Person, rows: Sequence[Nudge], now: datetime
) -> datetime | None:
    """Find the next of a person's nudges; ``rows``: those of today and later.

    What is due this moment is about to go, and what falls into a pause does not
    come. One that is too close to the last one sent comes an hour after that, or
    not at all where the day ends before.
    """
    since = max(now, person.paused_until or now)
    sent = [row.claimed_at for row in rows if row.state in MAY_HAVE_ARRIVED]
    last = max((at for at in sent if at is not None), default=None)
    coming = (row for row in rows if row.state is State.PLANNED and row.due_at > since)
    for row in sorted(coming, key=lambda one: one.due_at):
        at = row.due_at
        if last is not None and form_of(row.slot) is SlotForm.PLANNED:
            at = max(at, last + MIN_GAP)
        reachable = windows_of(app, person, row.local_day)
        if reachable and at < reachable[-1].end:
            return at
    return None
