"""Messages on their way: nudges and invitations share one state machine."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Column, Connection, Table, func, select, union, update

from service.core.dispatching import Content
from service.core.nudges import Event, State, UnknownReason, after
from service.store.own_data_tables import pending_folds
from service.store.tables import invitations, nudges


@dataclass(frozen=True)
class Queue:
    """A table whose rows are messages to send; ``key`` is the row's own id."""

    table: Table
    key: Column[str]


NUDGES = Queue(nudges, nudges.c.nudge_id)
INVITATIONS = Queue(invitations, invitations.c.person_id)


class Due(NamedTuple):
    """A row whose time has come; ``key`` is its own id."""

    key: str
    person_id: str
    due_at: datetime


def due(
    conn: Connection, queue: Queue, workspace_id: str, now: datetime, limit: int
) -> list[Due]:
    """Read what is due, the longest due first."""
    table = queue.table
    rows = conn.execute(
        select(queue.key, table.c.person_id, table.c.due_at)
        .where(
            table.c.workspace_id == workspace_id,
            table.c.state == State.PLANNED,
            table.c.due_at <= now,
        )
        .order_by(table.c.due_at, queue.key)
        .limit(limit)
    )
    return [Due(*row) for row in rows]


def move(
    conn: Connection,
    queue: Queue,
    ref: tuple[str, str],
    step: tuple[State, Event],
    **columns: object,
) -> bool:
    """Move the row ``ref`` (workspace, row id) by one step of the state table.

    True for exactly one caller: the row must still be in the step's old state.
    """
    workspace_id, key = ref
    state, event = step
    table = queue.table
    moved = conn.execute(
        update(table)
        .where(
            table.c.workspace_id == workspace_id,
            queue.key == key,
            table.c.state == state,
        )
        .values(state=after(state, event), **columns)
    )
    return moved.rowcount == 1


def attempts_of(conn: Connection, queue: Queue, ref: tuple[str, str]) -> int:
    """Read how often a row was tried in vain."""
    workspace_id, key = ref
    table = queue.table
    tried: int = conn.execute(
        select(table.c.attempts).where(
            table.c.workspace_id == workspace_id, queue.key == key
        )
    ).scalar_one()
    return tried


def lose_crashed(
    conn: Connection, queue: Queue, workspace_id: str, claimed_before: datetime
) -> int:
    """Settle as unknown what some process began to send too long ago."""
    table = queue.table
    lost = conn.execute(
        update(table)
        .where(
            table.c.workspace_id == workspace_id,
            table.c.state == State.SENDING,
            table.c.claimed_at < claimed_before,
        )
        .values(state=after(State.SENDING, Event.LOSE), reason=UnknownReason.CRASHED)
    )
    return lost.rowcount


def lose_due(conn: Connection, queue: Queue, now: datetime) -> int:
    """Settle as unknown what was due before a restore; in every workspace."""
    table = queue.table
    lost = conn.execute(
        update(table)
        .where(table.c.state == State.PLANNED, table.c.due_at <= now)
        .values(state=after(State.PLANNED, Event.LOSE), reason=UnknownReason.RESTORED)
    )
    return lost.rowcount


def workspaces_with_work(
    conn: Connection, now: datetime, claimed_before: datetime, expired_before: datetime
) -> list[str]:
    """Read where something is due, expired, or to be folded, or its sender died."""
    # One query per state: each has an index that holds its few rows only.
    queries = [
        select(table.c.workspace_id).where(table.c.state == state, since)
        for table in (nudges, invitations)
        for state, since in (
            (State.PLANNED, table.c.due_at <= now),
            (State.SENDING, table.c.claimed_at < claimed_before),
        )
    ]
    queries.append(
        select(nudges.c.workspace_id).where(
            nudges.c.state == State.SENT,
            nudges.c.closed_at.is_(None),
            nudges.c.sent_at < expired_before,
            nudges.c.content == Content.ROUTINE,
        )
    )
    queries.append(select(pending_folds.c.workspace_id))
    return sorted(conn.execute(union(*queries)).scalars())


def longest_due(conn: Connection, workspace_id: str) -> datetime | None:
    """Say since when the message that waits longest is due, nudge or invitation."""
    queries = [
        select(func.min(table.c.due_at).label("due_at")).where(
            table.c.workspace_id == workspace_id, table.c.state == State.PLANNED
        )
        for table in (nudges, invitations)
    ]
    waiting = union(*queries).subquery()
    found: datetime | None = conn.execute(
        select(func.min(waiting.c.due_at))
    ).scalar_one()
    return found
