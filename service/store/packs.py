"""Content packs, their pictures, and the operator's word on unreviewed cards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, delete, func, insert, select, text

from service.core.packs import Pack
from service.store.pack_tables import acknowledgements, pack_pictures, packs


@dataclass(frozen=True, kw_only=True)
class Acknowledgement:
    """The operator ``by`` answers for ``cards`` (digests), unreviewed as they are."""

    by: str
    at: datetime
    content_digest: str
    cards: frozenset[str]


def stamp(conn: Connection) -> str:
    """Give a text that changes whenever a pack or an acknowledgement does."""
    query = select(packs.c.name, packs.c.digest).order_by(packs.c.name)
    installed = [f"{row.name}:{row.digest}" for row in conn.execute(query)]
    number = conn.execute(select(func.count()).select_from(acknowledgements)).scalar()
    return " ".join([*installed, str(number)])


def lock(conn: Connection) -> None:
    """Let one change of packs happen at a time, until the transaction ends."""
    conn.execute(text("lock table packs in exclusive mode"))


def version_of(conn: Connection, name: str) -> tuple[int, str] | None:
    """Give version and digest of an installed pack."""
    query = select(packs.c.version, packs.c.digest).where(packs.c.name == name)
    row = conn.execute(query).one_or_none()
    return (row.version, row.digest) if row else None


def documents(conn: Connection) -> dict[str, Mapping[str, Any]]:
    """Read every pack's document, by its name."""
    query = select(packs.c.name, packs.c.document).order_by(packs.c.name)
    return {row.name: row.document for row in conn.execute(query)}


def put(
    conn: Connection,
    pack: Pack,
    document: Mapping[str, Any],
    pictures: Mapping[str, bytes],
    now: datetime,
) -> None:
    """Install a pack in the place of an earlier version, pictures and all."""
    remove(conn, pack.name)
    conn.execute(
        insert(packs).values(
            name=pack.name,
            version=pack.version,
            digest=pack.digest,
            document=document,
            installed_at=now,
        )
    )
    for digest, content in pictures.items():
        conn.execute(
            insert(pack_pictures).values(name=pack.name, digest=digest, content=content)
        )


def remove(conn: Connection, name: str) -> bool:
    """Remove a pack and its pictures; False where there is none of that name."""
    return conn.execute(delete(packs).where(packs.c.name == name)).rowcount > 0


def picture(conn: Connection, digest: str) -> bytes | None:
    """Give the content of a pack's picture."""
    query = select(pack_pictures.c.content).where(pack_pictures.c.digest == digest)
    return conn.execute(query.limit(1)).scalar_one_or_none()


def acknowledge(conn: Connection, said: Acknowledgement) -> None:
    conn.execute(
        insert(acknowledgements).values(
            acknowledgement_id=uuid4().hex,
            by=said.by,
            at=said.at,
            content_digest=said.content_digest,
            cards=sorted(said.cards),
        )
    )


def acknowledged(conn: Connection) -> list[Acknowledgement]:
    """Read every acknowledgement, the oldest first."""
    query = select(acknowledgements).order_by(acknowledgements.c.at)
    return [
        Acknowledgement(
            by=row.by,
            at=row.at,
            content_digest=row.content_digest,
            cards=frozenset(row.cards),
        )
        for row in conn.execute(query)
    ]
