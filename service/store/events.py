"""Slack's events: each counts once, however often it is delivered."""

from datetime import datetime

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from service.store.tables import events_seen


def note(conn: Connection, workspace_id: str, event_id: str, now: datetime) -> bool:
    """Note an event; False if it was before.

    While another transaction is at the same event, this waits for its end.
    """
    noted = conn.execute(
        insert(events_seen)
        .values(workspace_id=workspace_id, event_id=event_id, received_at=now)
        .on_conflict_do_nothing()
        .returning(events_seen.c.event_id)
    )
    return noted.first() is not None


def forget(conn: Connection, workspace_id: str, event_id: str) -> None:
    """Forget an event, so that it counts when it comes again."""
    conn.execute(
        delete(events_seen).where(
            events_seen.c.workspace_id == workspace_id,
            events_seen.c.event_id == event_id,
        )
    )


def last_at(conn: Connection, workspace_id: str) -> datetime | None:
    """Say when the last event of a workspace came."""
    query = select(func.max(events_seen.c.received_at)).where(
        events_seen.c.workspace_id == workspace_id
    )
    found: datetime | None = conn.execute(query).scalar_one()
    return found
