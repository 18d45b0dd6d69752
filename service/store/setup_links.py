"""One-time set-up links and their sessions, by the keyed hashes of their secrets.

A blank workspace is the only one there is, or will be.
"""

from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from service.store.setup_tables import setup_links


def replace(
    conn: Connection, workspace_id: str, link_hash: bytes, now: datetime
) -> None:
    """Keep a new link; all others are forgotten, with the sessions that they opened.

    A link may have got into wrong hands, used or not: making another ends it.
    """
    conn.execute(delete(setup_links))
    conn.execute(
        setup_links.insert().values(
            link_hash=link_hash, workspace_id=workspace_id, made_at=now
        )
    )


def works(
    conn: Connection, workspace_id: str, link_hash: bytes, made_after: datetime
) -> bool:
    query = select(setup_links.c.made_at).where(
        setup_links.c.workspace_id == workspace_id,
        setup_links.c.made_at > made_after,
        *_unused(link_hash),
    )
    return conn.execute(query).first() is not None


def use(conn: Connection, link_hash: bytes, session_hash: bytes, now: datetime) -> bool:
    """Use a link up and open its session; True for exactly one caller."""
    used = conn.execute(
        update(setup_links)
        .where(*_unused(link_hash))
        .values(used_at=now, session_hash=session_hash)
    )
    return used.rowcount == 1


def opened_at(
    conn: Connection, workspace_id: str, session_hash: bytes
) -> datetime | None:
    """Say when a session was opened; None where there is none."""
    found: datetime | None = conn.execute(
        select(setup_links.c.used_at).where(
            setup_links.c.workspace_id == workspace_id,
            setup_links.c.session_hash == session_hash,
        )
    ).scalar_one_or_none()
    return found


def close(conn: Connection, session_hash: bytes) -> None:
    conn.execute(delete(setup_links).where(setup_links.c.session_hash == session_hash))


def _unused(link_hash: bytes) -> tuple:  # type: ignore[type-arg] # SQLAlchemy's column expressions
    return setup_links.c.link_hash == link_hash, setup_links.c.used_at.is_(None)
