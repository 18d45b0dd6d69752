"""Sends what is due: decide and claim in one transaction, then send, then settle."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event as Flag

import structlog
from sqlalchemy import Connection

from service.actions.claiming import claim
from service.actions.deliver import Letter, deliver
from service.actions.folding import fold_expired, fold_taken_back
from service.actions.weighing import Parcel, weigh
from service.app import App
from service.blocks.invitation import invitation
from service.core.dispatching import GRACE, Defer, Drop, Send, WorkspaceState
from service.core.nudges import CRASHED_AFTER, Event, SkipReason, State
from service.core.standing import Standing
from service.store import nudges, people, workspaces
from service.store.deliveries import (
    INVITATIONS,
    NUDGES,
    Due,
    Queue,
    attempts_of,
    due,
    lose_crashed,
    move,
)
from service.store.nudges import Nudge
from service.store.people import Person
from service.store.workspaces import Workspace

log = structlog.get_logger()

GoOn = Callable[[], bool]

AT_ONCE = 4
"""Sends that are under way at the same time in one workspace."""

_BATCH = 500
_EVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class _Turn:
    """One turn at one workspace, shared by its senders.

    ``no_pace`` is raised when the pace is used up: the rest waits, unweighed.
    """

    app: App
    workspace: Workspace
    go_on: GoOn
    no_pace: Flag = field(default_factory=Flag)

    def may_claim(self, conn: Connection) -> bool:
        """Take one message from the pace; asked at the last moment before a claim."""
        per_minute = self.app.settings.messages_per_minute
        now, workspace_id = self.app.now(), self.workspace.workspace_id
        if not self.go_on():
            return False
        if workspaces.take_turn(conn, workspace_id, now, per_minute):
            return True
        self.no_pace.set()
        return False


def dispatch(app: App, workspace: Workspace, go_on: GoOn) -> Counter[str]:
    """Send what is due in one workspace, as far as pace and time allow.

    Counts how each row ended: sent, deferred, skipped, failed, unknown;
    ``waiting`` for what is left to the next turn; ``error`` for what could not
    be decided, and stays planned until it is late; ``folded`` for nudges that
    nobody answered, or whose person deleted everything.
    """
    turn = _Turn(app=app, workspace=workspace, go_on=go_on)
    counts: Counter[str] = Counter()
    rows: list[tuple[Queue, Due]] = []
    now, workspace_id = app.now(), workspace.workspace_id
    with app.engine.begin() as conn:
        for queue in (NUDGES, INVITATIONS):
            # Their process died while sending: nobody can know, so unknown.
            crashed_before = now - CRASHED_AFTER
            counts["unknown"] += lose_crashed(conn, queue, workspace_id, crashed_before)
            rows += [
                (queue, one) for one in due(conn, queue, workspace_id, now, _BATCH)
            ]
    if rows:
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="send") as senders:
            counts.update(senders.map(lambda row: _one(turn, *row), rows))
    counts["folded"] += fold_expired(app, workspace, go_on)
    counts["folded"] += fold_taken_back(app, workspace, go_on)
    return +counts


def dispatch_one(app: App, workspace: Workspace, one: Due) -> str:
    """Take one due nudge all the way, as a sweep does; says how it ended."""
    return _one(_Turn(app=app, workspace=workspace, go_on=lambda: True), NUDGES, one)


def soonest(app: App, workspace: Workspace) -> Due | None:
    """Look up the nudge that is due next, or was and still waits."""
    with app.engine.begin() as conn:
        rows = due(conn, NUDGES, workspace.workspace_id, _EVER, limit=1)
    return rows[0] if rows else None


def _one(turn: _Turn, queue: Queue, one: Due) -> str:
    """Take one due row all the way; says how it ended."""
    if turn.no_pace.is_set() or not turn.go_on():
        return "waiting"
    try:
        claimed = _claimed(turn, queue, one)
    except Exception as error:  # noqa: BLE001 - one person's data must not stop the others
        log.error(  # noqa: TRY400 - a trace would show statements
            "not_weighed", person_id=one.person_id, error=type(error).__name__
        )
        return _undecided(turn, queue, one)
    if isinstance(claimed, str):
        return claimed
    return deliver(turn.app, turn.workspace, claimed)


def _claimed(turn: _Turn, queue: Queue, one: Due) -> Letter | str:
    take = _claim_nudge if queue is NUDGES else _claim_invitation
    workspace_id = turn.workspace.workspace_id
    with turn.app.engine.begin() as conn:
        current = workspaces.get(conn, workspace_id)
        # Everybody locks the person first, then the person's rows.
        person = people.lock(conn, workspace_id, one.person_id)
        if current is None or person is None:
            return "gone"
        return take(turn, conn, current, person, one.key)


def _undecided(turn: _Turn, queue: Queue, one: Due) -> str:
    """Leave the row to a next turn; one that is late by now has had its chance."""
    if turn.app.now() - one.due_at <= GRACE:
        return "error"
    ref = (turn.workspace.workspace_id, one.key)
    with turn.app.engine.begin() as conn:
        step = (State.PLANNED, Event.DROP)
        return (
            "skipped"
            if move(conn, queue, ref, step, reason=SkipReason.LATE)
            else "error"
        )


def _claim_nudge(
    turn: _Turn, conn: Connection, workspace: Workspace, person: Person, nudge_id: str
) -> Letter | str:
    nudge = nudges.lock(conn, workspace.workspace_id, nudge_id)
    now = turn.app.now()
    if nudge is None or nudge.state is not State.PLANNED or nudge.due_at > now:
        return "settled_elsewhere"
    ref = (workspace.workspace_id, nudge_id)
    match weigh(turn.app, conn, workspace, person, nudge):
        case Drop(reason=reason):
            move(conn, NUDGES, ref, (State.PLANNED, Event.DROP), reason=reason)
            return "skipped"
        case Defer(until=until, reason=reason):
            step = (State.PLANNED, Event.DEFER)
            move(conn, NUDGES, ref, step, due_at=until, put_off_for=reason)
            return "deferred"
        case Parcel() as parcel:
            return _claim(turn, conn, person, nudge, parcel)
        case Send():
            raise AssertionError  # weigh turns it into a parcel


def _claim(
    turn: _Turn, conn: Connection, person: Person, nudge: Nudge, parcel: Parcel
) -> Letter | str:
    if not turn.may_claim(conn):
        return "waiting"
    return claim(turn.app, conn, person, nudge, parcel) or "settled_elsewhere"


def _claim_invitation(
    turn: _Turn, conn: Connection, workspace: Workspace, person: Person, person_id: str
) -> Letter | str:
    ref = (workspace.workspace_id, person_id)
    if (
        workspace.state == WorkspaceState.REMOVED
        or person.standing is not Standing.INVITED
    ):
        reason = SkipReason.SUPERSEDED
        move(conn, INVITATIONS, ref, (State.PLANNED, Event.DROP), reason=reason)
        return "skipped"
    # A person gets only the one, so a pause must not use it up.
    if workspace.state == WorkspaceState.PAUSED or not turn.may_claim(conn):
        return "waiting"
    now = turn.app.now()
    step = (State.PLANNED, Event.CLAIM)
    if not move(conn, INVITATIONS, ref, step, claimed_at=now):
        return "settled_elsewhere"
    message = invitation(workspace_name=workspace.name)
    attempts = attempts_of(conn, INVITATIONS, ref)
    return Letter(INVITATIONS, person_id, person, message, now, attempts)
