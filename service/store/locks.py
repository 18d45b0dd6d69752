"""Advisory locks: one process at a time works on a workspace's sweep."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text


@contextmanager
def held(engine: Engine, sweep: str, workspace_id: str) -> Iterator[bool]:
    """Hold the lock of one sweep and workspace; yields False if another has it.

    The lock lives in the connection: the server frees it when a process dies.
    """
    name = f"{sweep}:{workspace_id}"
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        got = conn.execute(
            text("select pg_try_advisory_lock(hashtextextended(:name, 0))"),
            {"name": name},
        ).scalar_one()
        try:
            yield bool(got)
        finally:
            if got:
                _release(conn, name)


def _release(conn: Connection, name: str) -> None:
    conn.execute(
        text("select pg_advisory_unlock(hashtextextended(:name, 0))"), {"name": name}
    )
