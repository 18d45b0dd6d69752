"""Moves the demo's time on, and lets the service work on the way."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

from service.actions import sweeps, workspaces
from service.actions.dispatch import soonest
from service.app import App

STEP = timedelta(minutes=5)
"""Nothing that is due waits longer than this: half an hour late is too late."""

_BUSY_S = 0.02
_TRIES = 250


def leap(app: App, jump: Callable[[timedelta], None], to: datetime) -> None:
    """Put the clock forward to ``to``, with a dispatch wherever something is due.

    Where nothing is due, time is skipped at once.
    """
    _sweep(app, "plan")
    workspace = workspaces.first(app)
    while (now := app.now()) < to:
        due = soonest(app, workspace)
        # Not at the first that is due, but where others just behind it are, too.
        stop = to if due is None else min(to, max(due.due_at, now) + STEP)
        jump(stop - now)
        _sweep(app, "dispatch")
    _sweep(app, "plan")


def _sweep(app: App, name: str) -> None:
    """Run one sweep; the jobs of the demo may be at the same one for a moment."""
    patience = Event()
    for _try in range(_TRIES):
        if not sweeps.run(app, name).get("busy"):
            return
        patience.wait(_BUSY_S)
