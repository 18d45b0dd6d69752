"""Invitations: one per person, ever.

Of whoever needs none, having agreed or said no already, it stands here all the same,
as skipped: who still has to be invited, and how many, must not tell who came.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from service.core.nudges import SkipReason, State
from service.store.tables import invitations

NEVER: Mapping[str, str] = {"state": State.SKIPPED, "reason": SkipReason.STOPPED}
"""Columns that keep off the invitation of somebody whom no wave has reached yet."""

_NOT_NEEDED = {"state": State.SKIPPED, "reason": SkipReason.SUPERSEDED}


def add(
    conn: Connection, person: tuple[str, str], now: datetime, *, needed: bool
) -> State | None:
    """Give the person the one invitation, queued where it is ``needed``.

    Gives where it stands: planned or skipped; None if there ever was one.
    """
    workspace_id, person_id = person
    stands = {"state": State.PLANNED} if needed else _NOT_NEEDED
    query = insert(invitations).values(
        workspace_id=workspace_id, person_id=person_id, due_at=now, **stands
    )
    added = conn.execute(
        query.on_conflict_do_update(
            index_elements=[invitations.c.workspace_id, invitations.c.person_id],
            set_=_NOT_NEEDED,
            where=invitations.c.reason == NEVER["reason"],
        ).returning(invitations.c.state)
    )
    state = added.scalar()
    return None if state is None else State(state)


def invited(conn: Connection, workspace_id: str) -> set[str]:
    """Read the ids of all people whom a wave has reached, with or without need."""
    query = select(invitations.c.person_id).where(
        invitations.c.workspace_id == workspace_id,
        invitations.c.reason.is_distinct_from(NEVER["reason"]),
    )
    return set(conn.execute(query).scalars())
