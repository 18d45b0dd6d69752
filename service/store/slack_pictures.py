"""Which pictures a workspace's Slack already has, by the digest of their content."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from service.store.tables import slack_pictures


def known(conn: Connection, workspace_id: str, refused_before: datetime) -> set[str]:
    """Read the digests that need no upload: Slack has them, or refused them lately."""
    query = select(slack_pictures.c.digest).where(
        slack_pictures.c.workspace_id == workspace_id,
        or_(
            slack_pictures.c.refused_at.is_(None),
            slack_pictures.c.refused_at >= refused_before,
        ),
    )
    return set(conn.execute(query).scalars())


def usable(
    conn: Connection, workspace_id: str, digests: Collection[str], before: datetime
) -> dict[str, str]:
    """Give digest -> file id of those uploaded before an instant and not refused."""
    query = select(slack_pictures.c.digest, slack_pictures.c.file_id).where(
        slack_pictures.c.workspace_id == workspace_id,
        slack_pictures.c.digest.in_(digests),
        slack_pictures.c.uploaded_at <= before,
        slack_pictures.c.refused_at.is_(None),
    )
    return {row.digest: row.file_id for row in conn.execute(query)}


def keep(
    conn: Connection, workspace_id: str, digest: str, file_id: str, now: datetime
) -> None:
    """Remember an upload, in the place of an earlier one of the same picture."""
    row = {"file_id": file_id, "uploaded_at": now, "refused_at": None}
    ref = {"workspace_id": workspace_id, "digest": digest}
    conn.execute(
        insert(slack_pictures)
        .values(**ref, **row)
        .on_conflict_do_update(index_elements=["workspace_id", "digest"], set_=row)
    )


def forget(conn: Connection, workspace_id: str) -> None:
    """Forget every upload, where Slack has none of the files any more."""
    conn.execute(
        delete(slack_pictures).where(slack_pictures.c.workspace_id == workspace_id)
    )


def refuse(
    conn: Connection, workspace_id: str, file_ids: Collection[str], now: datetime
) -> None:
    """Note that Slack refused a message with these files."""
    conn.execute(
        update(slack_pictures)
        .where(
            slack_pictures.c.workspace_id == workspace_id,
            slack_pictures.c.file_id.in_(file_ids),
        )
        .values(refused_at=now)
    )
