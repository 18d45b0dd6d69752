"""Brings the database's tables to the newest form, under a lock."""

import io
from pathlib import Path

import alembic.command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from service.core.errors import Refused
from service.store.tables import KEYS_SCHEMA

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
        head = ScriptDirectory(str(_SCRIPTS)).get_current_head()
    if revision is None:
        return "empty"
    return "head" if revision == head else "behind"


def _revision(conn: Connection) -> str | None:
    return MigrationContext.configure(conn).get_current_revision()


def _refuse_newer(conn: Connection) -> None:
    revision = _revision(conn)
    known = {s.revision for s in ScriptDirectory(str(_SCRIPTS)).walk_revisions()}
    if revision is not None and revision not in known:
        raise Refused(
            f"The database has schema {revision}, which this version does not know: "
            "it was used by a newer version; install that version again."
        )
