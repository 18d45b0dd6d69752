"""Slack's events: each counts once, however often it is delivered."""

from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from service.store.tables import events_seen


def noted(conn: Connection, workspace_id: str, event_id: str) -> bool:
    """Say whether the event took effect before."""
    query = select(events_seen.c.event_id).where(
        events_seen.c.workspace_id == workspace_id,
        events_seen.c.event_id == event_id,
    )
    return conn.execute(query).one_or_none() is not None


def note(conn: Connection, workspace_id: str, event_id: str, now: datetime) -> None:
    conn.execute(
        insert(events_seen)
        .values(workspace_id=workspace_id, event_id=event_id, received_at=now)
        .on_conflict_do_nothing()
    )
