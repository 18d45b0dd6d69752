"""The audit log: rows that the database itself refuses to change or delete."""

import hashlib
import hmac
from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy import Connection, RowMapping, func, or_, select

from service.core.audit import START, Audited, Entry, Event, action_of, digest
from service.ports import Keyring
from service.store.audit_tables import audit_log
from service.store.person_keys import installation, made_key_of

_LOCK = "unhunch:audit:"


def chain_key(conn: Connection, keyring: Keyring) -> bytes:
    """Derive the key of all chains from the installation's own.

    So it outlives each data key, and comes back with a backup's keys.
    """
    return hmac.digest(
        made_key_of(conn, installation(keyring)), b"audit log", hashlib.sha256
    )


def append(
    conn: Connection, key: bytes, workspace_id: str, now: datetime, event: Event
) -> tuple[Entry, bytes]:
    """Write an event in the caller's transaction; gives its entry and digest.

    Writers of one chain take turns until they commit, so that no two follow the
    same entry.
    """
    lock = func.hashtextextended(f"{_LOCK}{workspace_id}", 0)
    conn.execute(select(func.pg_advisory_xact_lock(lock)))
    number, before = _last(conn, workspace_id)
    entry = Entry(number=number + 1, at=now, event=event)
    kept = digest(key, workspace_id, before, entry)
    conn.execute(
        audit_log.insert().values(
            workspace_id=workspace_id,
            number=entry.number,
            at=now,
            actor=event.actor,
            action=event.action,
            subject=event.subject,
            details=dict(event.details),
            digest=kept,
        )
    )
    return entry, kept


def chains(conn: Connection) -> list[str]:
    """Name the chains, by workspace; the installation's own is blank."""
    query = select(audit_log.c.workspace_id).distinct().order_by("workspace_id")
    return list(conn.execute(query).scalars())


def entries(
    conn: Connection, workspace_id: str, after: int = 0
) -> Iterator[tuple[Entry, bytes]]:
    """Give the entries of a chain after a number, in order, with their digests."""
    query = (
        select(audit_log)
        .where(audit_log.c.workspace_id == workspace_id, audit_log.c.number > after)
        .order_by(audit_log.c.number)
    )
    for row in conn.execute(query).mappings():
        yield _entry(row), row["digest"]


def newest(
    conn: Connection, workspace_ids: Collection[str], skip: int, most: int
) -> list[tuple[str, Entry]]:
    """Give entries of some chains with their workspace, the newest first."""
    order = (audit_log.c.at.desc(), audit_log.c.workspace_id, audit_log.c.number.desc())
    query = (
        select(audit_log)
        .where(audit_log.c.workspace_id.in_(workspace_ids))
        .order_by(*order)
        .offset(skip)
        .limit(most)
    )
    rows = conn.execute(query).mappings()
    return [(row["workspace_id"], _entry(row)) for row in rows]


def last_of(conn: Connection, workspace_id: str, action: Audited) -> datetime | None:
    """Say when something was last written down."""
    query = select(func.max(audit_log.c.at)).where(
        audit_log.c.workspace_id == workspace_id, audit_log.c.action == action
    )
    found: datetime | None = conn.execute(query).scalar_one()
    return found


def about(conn: Connection, workspace_id: str, person_id: str) -> list[Entry]:
    """Read what was noted about a person, and what the person did, in order."""
    query = (
        select(audit_log)
        .where(
            audit_log.c.workspace_id == workspace_id,
            or_(audit_log.c.subject == person_id, audit_log.c.actor == person_id),
        )
        .order_by(audit_log.c.number)
    )
    return [_entry(row) for row in conn.execute(query).mappings()]


def _entry(row: RowMapping) -> Entry:
    event = Event(
        actor=row["actor"],
        action=action_of(row["action"]),
        subject=row["subject"],
        details=_details(row["details"]),
    )
    return Entry(number=row["number"], at=row["at"], event=event)


def _details(kept: object) -> dict[str, str | int]:
    """Read what we write, and show anything else as it is: the digest does not fit."""
    if not isinstance(kept, dict):
        return {"?": str(kept)}
    return {
        name: one if isinstance(one, str | int) else str(one)
        for name, one in kept.items()
    }


def _last(conn: Connection, workspace_id: str) -> tuple[int, bytes]:
    row = conn.execute(
        select(audit_log.c.number, audit_log.c.digest)
        .where(audit_log.c.workspace_id == workspace_id)
        .order_by(audit_log.c.number.desc())
        .limit(1)
    ).one_or_none()
    return (row.number, row.digest) if row else (0, START)
