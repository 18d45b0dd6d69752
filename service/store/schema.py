"""Brings the database's tables to the newest form, under a lock."""

import io
from functools import cache
from pathlib import Path

import alembic.command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from service.core.errors import Refused
from service.store.columns import KEYS_SCHEMA

_LOCK = "select pg_advisory_lock(hashtextextended('unhunch:migrate', 0))"
_UNLOCK = "select pg_advisory_unlock(hashtextextended('unhunch:migrate', 0))"
# Stands at the top level, next to service/.
_SCRIPTS = Path(__file__).parents[2] / "migrations"


def config(conn: Connection) -> Config:
    # Its own stdout: Alembic prints, and nobody asked.
    made = Config(stdout=io.StringIO())
    made.set_main_option("script_location", str(_SCRIPTS))
    made.set_main_option("file_template", "%%(rev)s")
    made.attributes["connection"] = conn
    return made


def upgrade(engine: Engine) -> None:
    """Bring the schema to head; several processes may ask at once.

    Raises:
        Refused: the database is newer than this program.
    """
    with engine.connect() as conn:
        conn.execute(text(_LOCK))
        conn.commit()
        try:
            _refuse_newer(conn)
            conn.execute(text(f"create schema if not exists {KEYS_SCHEMA}"))
            conn.commit()
            alembic.command.upgrade(config(conn), "head")
            conn.commit()
        finally:
            conn.rollback()
            conn.execute(text(_UNLOCK))
            conn.commit()


def state(engine: Engine) -> str:
    """Say how the schema stands: "empty", "behind", or "head".

    Raises:
        Refused: the database is newer than this program.
    """
    with engine.connect() as conn:
        _refuse_newer(conn)
        revision = _revision(conn)
    if revision is None:
        return "empty"
    return "head" if revision == head() else "behind"


def head() -> str:
    """Name the newest revision that this program knows."""
    return _revisions(_SCRIPTS)[0]


@cache
def _revisions(scripts: Path) -> tuple[str, frozenset[str]]:
    """Read the newest and all revisions of a folder, once in a process."""
    found = ScriptDirectory(str(scripts))
    newest = found.get_current_head()
    if newest is None:
        raise AssertionError  # the package ships its migrations
    return newest, frozenset(one.revision for one in found.walk_revisions())


def _revision(conn: Connection) -> str | None:
    return MigrationContext.configure(conn).get_current_revision()


def _refuse_newer(conn: Connection) -> None:
    revision = _revision(conn)
    if revision is not None and revision not in _revisions(_SCRIPTS)[1]:
        raise Refused(
            f"The database has schema {revision}, which this version does not know: "
            "it was used by a newer version; install that version again."
        )
