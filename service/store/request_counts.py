"""How often somebody asked, counted by all processes together."""

from datetime import datetime

from sqlalchemy import Connection, case
from sqlalchemy.dialects.postgresql import insert

from service.core.rate_limits import Counted
from service.store.limit_tables import request_counts


def add(
    conn: Connection, counted: Counted, subject_hash: bytes, since: datetime
) -> int:
    """Count one more since ``since``; gives how many there were."""
    first = insert(request_counts).values(
        counted=counted, subject_hash=subject_hash, since=since, count=1
    )
    goes_on = request_counts.c.since == first.excluded.since
    count: int = conn.execute(
        first.on_conflict_do_update(
            index_elements=["counted", "subject_hash"],
            set_={
                "since": first.excluded.since,
                "count": case((goes_on, request_counts.c.count + 1), else_=1),
            },
        ).returning(request_counts.c.count)
    ).scalar_one()
    return count
