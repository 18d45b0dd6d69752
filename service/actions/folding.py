"""Folds nudges that are over unanswered, to the same line as all others."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial

from service.actions.answered import closed
from service.actions.scene import Scene
from service.actions.showing import quietly
from service.app import App
from service.blocks import after_nudge
from service.blocks.invitation import declined_message
from service.ports import Message, Posted, Slack
from service.store import folds, nudges, paces, people
from service.store.nudges import Nudge
from service.store.workspaces import Workspace

GoOn = Callable[[], bool]

EXPIRED_AFTER = timedelta(hours=12)
"""By then every working day is over, so the buttons are of no use any more."""

PER_MINUTE = 40
"""Slack allows about 50 calls of chat.update in a minute."""

TAKEN_BACK: Mapping[folds.Kind, Message] = {
    folds.Kind.NUDGE: after_nudge.closed_message(ask_more=False),
    folds.Kind.INVITATION: declined_message(),
}


def close_open(scene: Scene) -> list[Nudge]:
    """Close a person's open routines: they were chosen before what was just told.

    Whatever was told, so that a fold says nothing about it (docs/decisions/0021).
    """
    person = scene.person
    return nudges.close_open(
        scene.conn, person.workspace_id, person.person_id, scene.now
    )


def fold_closed(app: App, workspace: Workspace, closed_rows: list[Nudge]) -> None:
    """Fold, from the pool, what was closed, as far as the pace allows.

    What is left unfolded folds when it is pressed.
    """
    for nudge in closed_rows:
        app.later(partial(_close_and_fold, app, workspace, nudge))


def fold_expired(app: App, workspace: Workspace, go_on: GoOn) -> int:
    """Fold what expired, as far as the pace allows; returns how many."""
    before = app.now() - EXPIRED_AFTER
    with app.engine.begin() as conn:
        expired = nudges.unanswered(
            conn, workspace.workspace_id, before, limit=PER_MINUTE
        )
    folded = 0
    for nudge in expired:
        if not (go_on() and _close_and_fold(app, workspace, nudge)):
            break
        folded += 1
    return folded


def fold_taken_back(app: App, workspace: Workspace, go_on: GoOn) -> int:
    """Fold messages of people who deleted what we knew, as far as the pace allows.

    Each to the line that others have there too: an export of messages does not tell
    who deleted something. Returns how many.
    """
    folded = 0
    while go_on() and (fold := _take(app, workspace)):
        posted = Posted(channel=fold.channel, ts=fold.ts)
        # Once only: a message that Slack does not give back is harmless.
        quietly(app, workspace, partial(_fold, posted, TAKEN_BACK[fold.kind]))
        folded += 1
    return folded


def _take(app: App, workspace: Workspace) -> folds.Fold | None:
    workspace_id, now = workspace.workspace_id, app.now()
    with app.engine.begin() as conn:
        fold = folds.take(conn, workspace_id)
        if fold is None:
            return None
        if paces.take(conn, workspace_id, paces.Kind.FOLD, now, PER_MINUTE):
            return fold
        conn.rollback()
    return None


def _close_and_fold(app: App, workspace: Workspace, nudge: Nudge) -> bool:
    shown = _close(app, nudge)
    if shown is not None:
        # A lost fold is harmless: a press on the old buttons is still taken.
        quietly(app, workspace, partial(_fold, *shown))
    return shown is not None


def _fold(posted: Posted, message: Message, slack: Slack) -> None:
    slack.update(posted, message)


def _close(app: App, nudge: Nudge) -> tuple[Posted, Message] | None:
    """Close one nudge; gives where it stands and the line, None without pace."""
    workspace_id, now = nudge.workspace_id, app.now()
    with app.engine.begin() as conn:
        person = people.lock(conn, workspace_id, nudge.person_id)
        pace = paces.take(conn, workspace_id, paces.Kind.FOLD, now, PER_MINUTE)
        if person is None or not pace or nudge.channel is None or nudge.ts is None:
            return None
        closed_at = nudge.closed_at or now
        nudges.change(conn, workspace_id, nudge.nudge_id, closed_at=closed_at)
        scene = Scene(app=app, conn=conn, person=person, now=now)
        return Posted(channel=nudge.channel, ts=nudge.ts), closed(scene)
