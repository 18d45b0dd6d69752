"""One-time links and open sessions, by the hashes of their secrets."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update

from service.store.sign_in_tables import sessions, sign_in_links


@dataclass(frozen=True, kw_only=True)
class Session:
    """A signed-in browser."""

    person_id: str
    opened_at: datetime
    seen_at: datetime


def add_link(
    conn: Connection, person: tuple[str, str], link_hash: bytes, now: datetime
) -> None:
    """Keep a new link of a person (workspace, person id)."""
    workspace_id, person_id = person
    conn.execute(
        sign_in_links.insert().values(
            workspace_id=workspace_id,
            link_hash=link_hash,
            person_id=person_id,
            made_at=now,
        )
    )


def links_since(conn: Connection, person: tuple[str, str], since: datetime) -> int:
    """Count the links that a person got; forgets the older ones."""
    workspace_id, person_id = person
    of_person = (
        sign_in_links.c.workspace_id == workspace_id,
        sign_in_links.c.person_id == person_id,
    )
    conn.execute(
        delete(sign_in_links).where(*of_person, sign_in_links.c.made_at < since)
    )
    count: int = conn.execute(
        select(func.count()).select_from(sign_in_links).where(*of_person)
    ).scalar_one()
    return count


def unused_link(
    conn: Connection, workspace_id: str, link_hash: bytes, made_after: datetime
) -> str | None:
    """Read whose link this is; None for one that is unknown, used or too old."""
    found: str | None = conn.execute(
        select(sign_in_links.c.person_id).where(
            *_usable(workspace_id, link_hash, made_after)
        )
    ).scalar_one_or_none()
    return found


def use_link(
    conn: Connection,
    workspace_id: str,
    link_hash: bytes,
    made_after: datetime,
    now: datetime,
) -> bool:
    """Use a link up; True for exactly one caller."""
    used = conn.execute(
        update(sign_in_links)
        .where(*_usable(workspace_id, link_hash, made_after))
        .values(used_at=now)
    )
    return used.rowcount == 1


def use_up_links(conn: Connection, person: tuple[str, str], now: datetime) -> None:
    """Let none of a person's links work any more."""
    workspace_id, person_id = person
    conn.execute(
        update(sign_in_links)
        .where(
            sign_in_links.c.workspace_id == workspace_id,
            sign_in_links.c.person_id == person_id,
            sign_in_links.c.used_at.is_(None),
        )
        .values(used_at=now)
    )


def open_session(
    conn: Connection, person: tuple[str, str], session_hash: bytes, now: datetime
) -> None:
    workspace_id, person_id = person
    conn.execute(
        sessions.insert().values(
            workspace_id=workspace_id,
            session_hash=session_hash,
            person_id=person_id,
            opened_at=now,
            seen_at=now,
        )
    )


def session(conn: Connection, workspace_id: str, session_hash: bytes) -> Session | None:
    row = (
        conn.execute(
            select(
                sessions.c.person_id, sessions.c.opened_at, sessions.c.seen_at
            ).where(*_session(workspace_id, session_hash))
        )
        .mappings()
        .one_or_none()
    )
    return Session(**row) if row else None


def see_session(
    conn: Connection, workspace_id: str, session_hash: bytes, now: datetime
) -> None:
    conn.execute(
        update(sessions)
        .where(*_session(workspace_id, session_hash))
        .values(seen_at=now)
    )


def close_session(conn: Connection, workspace_id: str, session_hash: bytes) -> None:
    conn.execute(delete(sessions).where(*_session(workspace_id, session_hash)))


def close_sessions(
    conn: Connection, person: tuple[str, str], opened_before: datetime | None = None
) -> None:
    """End a person's sessions: all of them, or the old ones only."""
    workspace_id, person_id = person
    ended = delete(sessions).where(
        sessions.c.workspace_id == workspace_id, sessions.c.person_id == person_id
    )
    if opened_before is not None:
        ended = ended.where(sessions.c.opened_at < opened_before)
    conn.execute(ended)


def _usable(workspace_id: str, link_hash: bytes, made_after: datetime) -> tuple:  # type: ignore[type-arg] # SQLAlchemy's column expressions
    return (
        sign_in_links.c.workspace_id == workspace_id,
        sign_in_links.c.link_hash == link_hash,
        sign_in_links.c.used_at.is_(None),
        sign_in_links.c.made_at > made_after,
    )


def _session(workspace_id: str, session_hash: bytes) -> tuple:  # type: ignore[type-arg] # as above
    return (
        sessions.c.workspace_id == workspace_id,
        sessions.c.session_hash == session_hash,
    )
