"""One-time set-up links and their sessions, by the hashes of their secrets."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, or_, select, update

from service.store.setup_tables import setup_links


class Opened(NamedTuple):
    """A session that a link opened; ``workspace_id`` may be blank."""

    workspace_id: str
    opened_at: datetime


def replace(
    conn: Connection,
    link_hash: bytes,
    workspace_id: str,
    now: datetime,
    sessions_since: datetime,
) -> None:
    """Keep a new link; unused ones, and sessions that are over, are forgotten."""
    conn.execute(
        delete(setup_links).where(
            or_(
                setup_links.c.used_at.is_(None),
                setup_links.c.used_at < sessions_since,
            )
        )
    )
    conn.execute(
        setup_links.insert().values(
            link_hash=link_hash, workspace_id=workspace_id, made_at=now
        )
    )


def works(conn: Connection, link_hash: bytes, made_after: datetime) -> bool:
    query = select(setup_links.c.link_hash).where(*_usable(link_hash, made_after))
    return conn.execute(query).first() is not None


def use(
    conn: Connection,
    link_hash: bytes,
    made_after: datetime,
    session_hash: bytes,
    now: datetime,
) -> bool:
    """Use a link up and open its session; True for exactly one caller."""
    used = conn.execute(
        update(setup_links)
        .where(*_usable(link_hash, made_after))
        .values(used_at=now, session_hash=session_hash)
    )
    return used.rowcount == 1


def session(conn: Connection, session_hash: bytes) -> Opened | None:
    row = conn.execute(
        select(setup_links.c.workspace_id, setup_links.c.used_at).where(
            setup_links.c.session_hash == session_hash
        )
    ).one_or_none()
    return Opened(*row) if row else None


def close(conn: Connection, session_hash: bytes) -> None:
    conn.execute(delete(setup_links).where(setup_links.c.session_hash == session_hash))


def _usable(link_hash: bytes, made_after: datetime) -> tuple:  # type: ignore[type-arg] # SQLAlchemy's column expressions
    return (
        setup_links.c.link_hash == link_hash,
        setup_links.c.used_at.is_(None),
        setup_links.c.made_at > made_after,
    )
