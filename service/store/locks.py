"""Advisory locks: one process at a time works on a workspace's sweep."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

_MS = timedelta(milliseconds=1)
_TAKE = text(
    "select pg_try_advisory_lock(hashtextextended(:name, 0)), "
    "set_config('idle_session_timeout', :ms, false)"
)
_GIVE_BACK = text(
    "select case when :got then pg_advisory_unlock(hashtextextended(:name, 0)) end, "
    "set_config('idle_session_timeout', '0', false)"
)


@contextmanager
def held(engine: Engine, name: str, at_most: timedelta) -> Iterator[bool]:
    """Hold the lock ``name``; yields False if another has it.

    The lock lives in the connection: the server frees it when a process dies,
    and after ``at_most`` from one that was stopped and does not come back.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        limit = str(int(at_most / _MS))
        got, _ = conn.execute(_TAKE, {"name": name, "ms": limit}).one()
        try:
            yield bool(got)
        finally:
            _give_back(conn, name, got=got)


def _give_back(conn: Connection, name: str, *, got: bool) -> None:
    try:
        conn.execute(_GIVE_BACK, {"name": name, "got": got})
    except DBAPIError:
        # A closed connection holds no lock.
        conn.invalidate()
