"""The sweeps: for which workspaces each has work, and one turn at one of them."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from service.actions import workspaces as places
from service.actions.dispatch import dispatch
from service.actions.folding import EXPIRED_AFTER
from service.actions.picturing import upload_some, with_missing
from service.actions.plan import plan
from service.actions.purging import purge
from service.actions.sync import sync
from service.app import App
from service.core.dispatching import WorkspaceState
from service.core.errors import Refused
from service.core.nudges import CRASHED_AFTER
from service.store import deliveries, locks
from service.store.workspaces import Workspace

GoOn = Callable[[], bool]

_LAST_SEND = timedelta(seconds=30)
"""What was begun in time is still sent and settled."""


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """``due`` names the workspaces with work; ``work`` does some of it.

    ``at_most``: how long one turn works before it gives the lock back.
    """

    due: Callable[[App], list[str]]
    work: Callable[[App, Workspace, GoOn], Counter[str]]
    at_most: timedelta


def due(app: App, name: str) -> list[str]:
    """Name the workspaces where a sweep has something to do."""
    return SWEEPS[name].due(app)


def turn(
    app: App, name: str, workspace_id: str, *, stopping: Callable[[], bool]
) -> Counter[str]:
    """Work at one workspace for a short while, unless somebody else is at it."""
    sweep = SWEEPS[name]
    at_most = sweep.at_most + _LAST_SEND
    with locks.held(app.engine, f"{name}:{workspace_id}", at_most) as mine:
        if not mine:
            return Counter(busy=1)
        until = app.now() + sweep.at_most
        return sweep.work(
            app,
            places.get(app, workspace_id),
            lambda: not stopping() and app.now() < until,
        )


def run(app: App, name: str) -> Counter[str]:
    """Run one sweep over all workspaces, here and now.

    Raises:
        Refused: there is no sweep of that name.
    """
    if name not in SWEEPS:
        raise Refused(f"There is no sweep {name!r}: {', '.join(SWEEPS)}.")
    counts: Counter[str] = Counter()
    for workspace_id in due(app, name):
        counts.update(turn(app, name, workspace_id, stopping=lambda: False))
    return counts


def _active(app: App) -> list[str]:
    if app.settings.slack_bot_token is not None and not places.all_of(app):
        places.first(app)
    return [
        workspace.workspace_id
        for workspace in places.all_of(app)
        if workspace.state == WorkspaceState.ACTIVE
    ]


def _every(app: App) -> list[str]:
    return [workspace.workspace_id for workspace in places.all_of(app)]


def _with_messages_due(app: App) -> list[str]:
    with app.engine.begin() as conn:
        now = app.now()
        return deliveries.workspaces_with_work(
            conn, now, now - CRASHED_AFTER, now - EXPIRED_AFTER
        )


SWEEPS: Mapping[str, Sweep] = {
    "dispatch": Sweep(
        due=_with_messages_due, work=dispatch, at_most=timedelta(seconds=5)
    ),
    "plan": Sweep(due=_active, work=plan, at_most=timedelta(minutes=10)),
    "pictures": Sweep(
        due=lambda app: with_missing(app, _active(app)),
        work=upload_some,
        at_most=timedelta(minutes=5),
    ),
    # What is over is over, in a workspace that was paused or removed too.
    "purge": Sweep(due=_every, work=purge, at_most=timedelta(minutes=10)),
    "sync": Sweep(due=_active, work=sync, at_most=timedelta(minutes=10)),
}
