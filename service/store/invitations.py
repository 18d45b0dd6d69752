"""Invitations: one per person, ever."""

from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from service.core.nudges import State
from service.store.tables import invitations


def add(conn: Connection, workspace_id: str, person_id: str, now: datetime) -> bool:
    """Queue the person's invitation; False if there ever was one."""
    added = conn.execute(
        insert(invitations)
        .values(
            workspace_id=workspace_id,
            person_id=person_id,
            state=State.PLANNED,
            due_at=now,
        )
        .on_conflict_do_nothing()
        .returning(invitations.c.person_id)
    )
    return added.first() is not None


def invited(conn: Connection, workspace_id: str) -> set[str]:
    """Read the ids of all people who have, or had, an invitation."""
    query = select(invitations.c.person_id).where(
        invitations.c.workspace_id == workspace_id
    )
    return set(conn.execute(query).scalars())
