"""The schema: one line of migrations, both ways, and plain words when it is off."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import alembic.command
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.engine import make_url

from service import bootstrap
from service.core.errors import Refused
from service.settings import Settings
from service.store import schema
from service.store.every_table import metadata
from tests.world import DATA_KEY

MIGRATIONS = Path(schema.__file__).parents[2] / "migrations"

NEXT = '''"""Add something."""
revision = "0002_more"
down_revision = "{before}"
def upgrade() -> None: ...
def downgrade() -> None: ...
'''


@pytest.fixture
def empty_url(postgres: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the URL of a database without any table."""
    name = f"e{abs(hash(request.node.nodeid)):x}"
    server = create_engine(postgres, isolation_level="AUTOCOMMIT")
    with server.connect() as conn:
        conn.execute(text(f"create database {name}"))
    yield make_url(postgres).set(database=name).render_as_string(hide_password=False)
    with server.connect() as conn:
        conn.execute(text(f"drop database {name} with (force)"))
    server.dispose()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = create_engine(database_url)
    yield made
    made.dispose()


def settings(url: str) -> Settings:
    return Settings(database_url=url, secret_key="s" * 40, data_key=DATA_KEY)


def test_the_migrations_lead_to_the_tables_of_the_code(engine: Engine) -> None:
    with engine.connect() as conn:
        alembic.command.check(schema.config(conn))
    assert schema.state(engine) == "head"


def test_there_is_one_head_and_files_are_named_as_their_revision() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    assert len(scripts.get_heads()) == 1
    for script in scripts.walk_revisions():
        name = Path(script.path).name
        assert re.fullmatch(r"\d{4}_[a-z_]+\.py", name)
        assert name == f"{script.revision}.py"


def test_the_schema_goes_down_to_nothing_and_up_again(engine: Engine) -> None:
    with engine.connect() as conn:
        alembic.command.downgrade(schema.config(conn), "base")
        conn.commit()
        assert inspect(conn).get_table_names() == ["alembic_version"]
        assert inspect(conn).get_table_names(schema="keys") == []
    assert schema.state(engine) == "empty"
    schema.upgrade(engine)
    with engine.connect() as conn:
        found = set(inspect(conn).get_table_names())
    assert {table.name for table in metadata.sorted_tables if not table.schema} < found


def test_a_database_of_a_newer_version_is_refused(
    engine: Engine, database_url: str
) -> None:
    with engine.begin() as conn:
        conn.execute(text("update alembic_version set version_num = '9999_future'"))
    for ask in (schema.state, schema.upgrade):
        with pytest.raises(Refused, match=r"9999_future.*newer version"):
            ask(engine)
    with pytest.raises(Refused, match="newer version"):
        bootstrap.prepare(settings(database_url), migrate=True)


def test_an_older_schema_is_left_alone_until_the_operator_migrates(
    engine: Engine,
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    newer = shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    (newer / "versions" / "0002_more.py").write_text(NEXT.format(before=head))
    monkeypatch.setattr(schema, "_SCRIPTS", newer)

    assert schema.state(engine) == "behind"
    with pytest.raises(Refused, match="run `unhunch migrate`"):
        bootstrap.prepare(settings(database_url))
    bootstrap.prepare(settings(database_url), migrate=True)
    assert schema.state(engine) == "head"


def test_an_empty_database_is_filled_at_the_first_start(empty_url: str) -> None:
    made = bootstrap.prepare(settings(empty_url))
    app = bootstrap.build(made)
    assert schema.state(app.engine) == "head"
    app.engine.dispose()


def test_two_processes_may_migrate_at_once(empty_url: str) -> None:
    environ = {
        "UNHUNCH_DATABASE_URL": empty_url,
        "UNHUNCH_SECRET_KEY": "s" * 40,
        "UNHUNCH_DATA_KEY": DATA_KEY,
    }
    both = [
        subprocess.Popen(
            [sys.executable, "-m", "unhunch", "migrate"],
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [one.communicate(timeout=60) for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    assert said == [("The database's schema is up to date.\n", "")] * 2


def test_nothing_but_the_own_id_leads_to_a_person() -> None:
    for table in metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            if key.referred_table.name == "people":
                # The line of who is erased gets a new id: other rows would forbid it.
                assert key.column_keys == ["workspace_id", "person_id"], table.name
