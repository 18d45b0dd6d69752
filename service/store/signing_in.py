"""One-time links and open sessions, by the hashes of their secrets."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from service.core.roles import Role
from service.store.sign_in_tables import sessions, sign_in_links, used_attempts


@dataclass(frozen=True, kw_only=True)
class Session:
    """A signed-in browser."""

    session_hash: bytes
    person_id: str
    role: Role
    opened_at: datetime
    seen_at: datetime


@dataclass(frozen=True, kw_only=True)
class Link:
    """A one-time link; ``asked_hash`` is of the browser in which it works, if of one.

    Where a link is shown, ``asked_hash`` is of the browser that shows it.
    """

    link_hash: bytes
    asked_hash: bytes | None


def add_link(
    conn: Connection, person: tuple[str, str], link: Link, now: datetime
) -> None:
    """Keep a new link of a person (workspace, person id)."""
    workspace_id, person_id = person
    conn.execute(
        sign_in_links.insert().values(
            workspace_id=workspace_id,
            link_hash=link.link_hash,
            asked_hash=link.asked_hash,
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
    conn: Connection, person: tuple[str, str], link: Link, made_after: datetime
) -> bool:
    """Say whether this is a link of the person's (workspace, person id) that works.

    False for one that is unknown, used, too old, or asked for in another browser.
    """
    workspace_id, person_id = person
    asked_hash = sign_in_links.c.asked_hash
    found = conn.execute(
        select(sign_in_links.c.link_hash).where(
            sign_in_links.c.workspace_id == workspace_id,
            sign_in_links.c.person_id == person_id,
            sign_in_links.c.link_hash == link.link_hash,
            sign_in_links.c.used_at.is_(None),
            sign_in_links.c.made_at > made_after,
            or_(asked_hash.is_(None), asked_hash == link.asked_hash),
        )
    )
    return found.first() is not None


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
    conn: Connection,
    person: tuple[str, str],
    session_hash: bytes,
    role: Role,
    now: datetime,
) -> None:
    workspace_id, person_id = person
    conn.execute(
        sessions.insert().values(
            workspace_id=workspace_id,
            session_hash=session_hash,
            person_id=person_id,
            role=role,
            opened_at=now,
            seen_at=now,
        )
    )


def session(
    conn: Connection, person: tuple[str, str], session_hash: bytes
) -> Session | None:
    found = conn.execute(select(sessions).where(*_session(person, session_hash)))
    row = found.mappings().one_or_none()
    return _value(row) if row else None


def sessions_of(conn: Connection, person: tuple[str, str]) -> list[Session]:
    """Give the sessions of a person (workspace, person id), the newest first."""
    workspace_id, person_id = person
    found = conn.execute(
        select(sessions)
        .where(
            sessions.c.workspace_id == workspace_id, sessions.c.person_id == person_id
        )
        .order_by(sessions.c.opened_at.desc(), sessions.c.session_hash)
    )
    return [_value(row) for row in found.mappings()]


def see_session(
    conn: Connection, person: tuple[str, str], session_hash: bytes, now: datetime
) -> None:
    conn.execute(
        update(sessions).where(*_session(person, session_hash)).values(seen_at=now)
    )


def close_session(
    conn: Connection, person: tuple[str, str], session_hash: bytes
) -> None:
    conn.execute(delete(sessions).where(*_session(person, session_hash)))


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


def use_attempt(conn: Connection, state_hash: bytes, now: datetime) -> bool:
    """Use up a way to Slack and back; True for exactly one caller."""
    used = conn.execute(
        insert(used_attempts)
        .values(state_hash=state_hash, used_at=now)
        .on_conflict_do_nothing()
        .returning(used_attempts.c.used_at)
    )
    return used.first() is not None


def _session(person: tuple[str, str], session_hash: bytes) -> tuple:  # type: ignore[type-arg] # SQLAlchemy's column expressions
    workspace_id, person_id = person
    return (
        sessions.c.workspace_id == workspace_id,
        sessions.c.person_id == person_id,
        sessions.c.session_hash == session_hash,
    )


def _value(row: RowMapping) -> Session:
    return Session(
        session_hash=row["session_hash"],
        person_id=row["person_id"],
        role=Role(row["role"]),
        opened_at=row["opened_at"],
        seen_at=row["seen_at"],
    )
