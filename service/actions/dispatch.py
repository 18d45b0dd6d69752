"""Sends what is due: decide and claim in one transaction, then send, then settle."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from sqlalchemy import Connection

from service.actions.deliver import Letter, deliver
from service.actions.reading import owner_of, place_of
from service.actions.weighing import Parcel, weigh
from service.app import App
from service.blocks.invitation import invitation
from service.core.dispatching import Defer, Drop, Send, WorkspaceState
from service.core.nudges import CRASHED_AFTER, Event, SkipReason, State, UnknownReason
from service.core.routines import routine_to_json
from service.core.standing import Standing
from service.store import nudges, people, workspaces
from service.store.deliveries import (
    INVITATIONS,
    NUDGES,
    Queue,
    attempts_of,
    claimed_before,
    due,
    move,
)
from service.store.nudges import Nudge
from service.store.people import Person
from service.store.sealing import seal
from service.store.workspaces import Workspace

GoOn = Callable[[], bool]

AT_ONCE = 4
"""Sends that are under way at the same time in one workspace."""

_BATCH = 500


def dispatch(app: App, workspace: Workspace, go_on: GoOn) -> Counter[str]:
    """Send what is due in one workspace, as far as pace and time allow.

    Counts how each row ended: sent, deferred, skipped, failed, unknown; and
    ``waiting`` for what is left to the next turn.
    """
    now = app.now()
    counts = settle_crashed(app, workspace, now)
    with app.engine.begin() as conn:
        refs = [
            (queue, ref)
            for queue in (NUDGES, INVITATIONS)
            for ref in due(conn, queue, workspace.workspace_id, now, _BATCH)
        ]
    if not refs:
        return counts
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="send") as senders:
        counts.update(
            senders.map(lambda one: _one(app, workspace, one[0], one[1], go_on), refs)
        )
    return counts


def settle_crashed(app: App, workspace: Workspace, now: datetime) -> Counter[str]:
    """Settle rows whose process died while sending: nobody can know, so unknown."""
    counts: Counter[str] = Counter()
    with app.engine.begin() as conn:
        for queue in (NUDGES, INVITATIONS):
            stuck = claimed_before(
                conn, queue, workspace.workspace_id, now - CRASHED_AFTER
            )
            for key in stuck:
                ref = (workspace.workspace_id, key)
                step = (State.SENDING, Event.LOSE)
                counts["unknown"] += move(
                    conn, queue, ref, step, reason=UnknownReason.CRASHED
                )
    return counts


def _one(
    app: App, workspace: Workspace, queue: Queue, ref: tuple[str, str], go_on: GoOn
) -> str:
    """Take one due row all the way; says how it ended."""
    if not go_on():
        return "waiting"
    key, person_id = ref
    claim = _claim_nudge if queue is NUDGES else _claim_invitation
    with app.engine.begin() as conn:
        current = workspaces.get(conn, workspace.workspace_id)
        person = people.lock(conn, workspace.workspace_id, person_id)
        if current is None or person is None:
            return "gone"
        claimed = claim(app, conn, current, person, key)
    return claimed if isinstance(claimed, str) else deliver(app, workspace, claimed)


def _claim_nudge(
    app: App, conn: Connection, workspace: Workspace, person: Person, nudge_id: str
) -> Letter | str:
    nudge = nudges.lock(conn, workspace.workspace_id, nudge_id)
    if nudge is None or nudge.state is not State.PLANNED or nudge.due_at > app.now():
        return "settled_elsewhere"
    ref = (workspace.workspace_id, nudge_id)
    match weigh(app, conn, workspace, person, nudge):
        case Drop(reason=reason):
            move(conn, NUDGES, ref, (State.PLANNED, Event.DROP), reason=reason)
            return "skipped"
        case Defer(until=until):
            move(conn, NUDGES, ref, (State.PLANNED, Event.DEFER), due_at=until)
            return "deferred"
        case Parcel() as parcel:
            return _claim(app, conn, person, nudge, parcel)
        case Send():
            raise AssertionError  # weigh turns it into a parcel


def _claim(
    app: App, conn: Connection, person: Person, nudge: Nudge, parcel: Parcel
) -> Letter | str:
    if not _has_pace(app, conn, nudge.workspace_id):
        return "waiting"
    now = app.now()
    owner = owner_of(app, person)
    routine = parcel.routine and routine_to_json(parcel.routine)
    claimed = move(
        conn,
        NUDGES,
        (nudge.workspace_id, nudge.nudge_id),
        (State.PLANNED, Event.CLAIM),
        claimed_at=now,
        content=parcel.content,
        routine=routine and seal(conn, owner, place_of(nudge), routine),
    )
    if not claimed:
        return "settled_elsewhere"
    return Letter(NUDGES, nudge.nudge_id, person, parcel.message, now, nudge.attempts)


def _claim_invitation(
    app: App, conn: Connection, workspace: Workspace, person: Person, person_id: str
) -> Letter | str:
    ref = (workspace.workspace_id, person_id)
    if workspace.state != WorkspaceState.ACTIVE or person.standing != Standing.INVITED:
        reason = SkipReason.SUPERSEDED
        move(conn, INVITATIONS, ref, (State.PLANNED, Event.DROP), reason=reason)
        return "skipped"
    if not _has_pace(app, conn, workspace.workspace_id):
        return "waiting"
    now = app.now()
    step = (State.PLANNED, Event.CLAIM)
    if not move(conn, INVITATIONS, ref, step, claimed_at=now):
        return "settled_elsewhere"
    message = invitation(workspace_name=workspace.name)
    attempts = attempts_of(conn, INVITATIONS, ref)
    return Letter(INVITATIONS, person_id, person, message, now, attempts)


def _has_pace(app: App, conn: Connection, workspace_id: str) -> bool:
    per_minute = app.settings.messages_per_minute
    return workspaces.take_turn(conn, workspace_id, app.now(), per_minute)
