"""Messages on their way: nudges and invitations share one state machine."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, Table, select, union, update

from service.core.nudges import Event, State, after
from service.store.tables import invitations, nudges


@dataclass(frozen=True)
class Queue:
    """A table whose rows are messages to send; ``key`` is the row's own id."""

    table: Table
    key: Column[str]


NUDGES = Queue(nudges, nudges.c.nudge_id)
INVITATIONS = Queue(invitations, invitations.c.person_id)


def due(
    conn: Connection, queue: Queue, workspace_id: str, now: datetime, limit: int
) -> list[tuple[str, str]]:
    """Read (row id, person id) of what is due, the longest due first."""
    table = queue.table
    rows = conn.execute(
        select(queue.key, table.c.person_id)
        .where(
            table.c.workspace_id == workspace_id,
            table.c.state == State.PLANNED,
            table.c.due_at <= now,
        )
        .order_by(table.c.due_at, queue.key)
        .limit(limit)
    )
    return [(key, person_id) for key, person_id in rows]


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


def claimed_before(
    conn: Connection, queue: Queue, workspace_id: str, instant: datetime
) -> Sequence[str]:
    """Read the ids of rows that some process began to send before ``instant``."""
    table = queue.table
    return (
        conn.execute(
            select(queue.key).where(
                table.c.workspace_id == workspace_id,
                table.c.state == State.SENDING,
                table.c.claimed_at < instant,
            )
        )
        .scalars()
        .all()
    )


def workspaces_with_work(conn: Connection, now: datetime) -> list[str]:
    """Read the workspaces where something is due or still being sent."""
    queries = [
        select(table.c.workspace_id).where(
            table.c.state.in_([State.PLANNED, State.SENDING]), table.c.due_at <= now
        )
        for table in (nudges, invitations)
    ]
    return sorted(conn.execute(union(*queries)).scalars())
