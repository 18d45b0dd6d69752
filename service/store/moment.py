"""The database's own clock."""

from datetime import datetime

from sqlalchemy import Connection, func, select


def moment(conn: Connection) -> datetime:
    now: datetime = conn.execute(select(func.clock_timestamp())).scalar_one()
    return now
