"""The partition of the reports: one choice for each day from which it holds."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert

from service.core.disclosure.partition import By, Choice
from service.store.partition_tables import partitions


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A choice, and the local day from which it holds."""

    choice: Choice
    from_day: date


def put(conn: Connection, workspace_id: str, kept: Kept, now: datetime) -> None:
    """Keep a choice; a later one for the same day takes its place."""
    values = {
        "follows": kept.choice.by,
        "size": kept.choice.size,
        "chosen_at": now,
    }
    conn.execute(
        insert(partitions)
        .values(workspace_id=workspace_id, from_day=kept.from_day, **values)
        .on_conflict_do_update(index_elements=["workspace_id", "from_day"], set_=values)
    )


def all_of(conn: Connection, workspace_id: str) -> list[Kept]:
    """Read every choice, in the order in which they hold."""
    query = (
        select(partitions)
        .where(partitions.c.workspace_id == workspace_id)
        .order_by(partitions.c.from_day)
    )
    return [
        Kept(
            choice=Choice(by=By(row["follows"]), size=row["size"]),
            from_day=row["from_day"],
        )
        for row in conn.execute(query).mappings()
    ]


def forget(conn: Connection, workspace_id: str) -> None:
    """Forget every choice: nothing was counted by them yet."""
    conn.execute(delete(partitions).where(partitions.c.workspace_id == workspace_id))
