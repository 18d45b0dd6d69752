"""Messages whose rows are gone and that are still to be folded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert

from service.store.own_data_tables import pending_folds


class Kind(StrEnum):
    NUDGE = "nudge"
    INVITATION = "invitation"


@dataclass(frozen=True, kw_only=True)
class Fold:
    """Where a message stands, and what it was."""

    channel: str
    ts: str
    kind: Kind


def ask(
    conn: Connection, workspace_id: str, folds: Iterable[Fold], now: datetime
) -> None:
    rows = [
        {"workspace_id": workspace_id, "asked_at": now, **vars(one)} for one in folds
    ]
    if rows:
        conn.execute(insert(pending_folds).values(rows).on_conflict_do_nothing())


def take(conn: Connection, workspace_id: str) -> Fold | None:
    """Take the newest message out of the queue; each is given to one caller."""
    table = pending_folds.c
    newest = (
        select(table.channel, table.ts)
        .where(table.workspace_id == workspace_id)
        .order_by(table.ts.desc())
        .limit(1)
        .with_for_update(skip_locked=True)
        .cte("newest")
    )
    taken = conn.execute(
        delete(pending_folds)
        .where(
            table.workspace_id == workspace_id,
            table.channel == newest.c.channel,
            table.ts == newest.c.ts,
        )
        .returning(table.channel, table.ts, table.kind)
    ).one_or_none()
    if taken is None:
        return None
    return Fold(channel=taken.channel, ts=taken.ts, kind=Kind(taken.kind))
