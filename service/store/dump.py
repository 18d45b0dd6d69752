"""The rows of the tables as COPY text, out and in; the keys' schema stays apart."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from psycopg import Copy, Error, sql
from sqlalchemy import Connection, Engine, Table, exists, inspect, select, text

from service.core.errors import Refused
from service.store.every_table import metadata

_FLEETING = {
    "sessions",
    "sign_in_links",
    "used_attempts",
    "request_counts",
    "setup_links",
}
"""Not in a backup: a restore must sign nobody in again."""

Write = Callable[[bytes], object]


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """Read everything as it is at one moment, for as long as it takes."""
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as conn:
        unhurried(conn)
        yield conn


def unhurried(conn: Connection) -> None:
    """Let this transaction take the time that many rows need."""
    for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
        conn.execute(text(f"set local {name} = 0"))


def kept(conn: Connection) -> dict[str, list[str]]:
    """Name the tables of a backup with their columns, each after those it needs."""
    known = {table.name: table for table in metadata.sorted_tables if not table.schema}
    strange = set(inspect(conn).get_table_names()) - {*known, "alembic_version"}
    if strange:
        raise AssertionError(strange)  # a table that every_table does not name
    return {
        name: [column.name for column in table.columns]
        for name, table in known.items()
        if name not in _FLEETING
    }


def copy_out(conn: Connection, name: str, columns: Sequence[str], write: Write) -> None:
    """Write each row of a table as a line."""
    with _copying(conn, name, columns, "to stdout") as copy:
        for row in copy:
            write(bytes(row))


def copy_in(
    conn: Connection, name: str, columns: Sequence[str], lines: Iterable[bytes]
) -> None:
    with _copying(conn, name, columns, "from stdin") as copy:
        for line in lines:
            copy.write(line)


def first_with_rows(conn: Connection) -> str | None:
    """Name a table that is not empty, if there is one."""
    return next((one.name for one in metadata.sorted_tables if _rows(conn, one)), None)


def _rows(conn: Connection, table: Table) -> bool:
    return bool(conn.execute(select(exists(select(table)))).scalar())


@contextmanager
def _copying(
    conn: Connection, name: str, columns: Sequence[str], way: str
) -> Iterator[Copy]:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("copy {} ({}) {}").format(
        sql.Identifier(name), names, sql.SQL(way)
    )
    cursor: Any = conn.connection.cursor()
    try:
        with cursor.copy(statement) as copy:
            yield copy
    except Error as error:
        # Its text would show the row.
        reason = type(error).__name__
        raise Refused(f"The rows of {name} could not be copied ({reason}).") from None
