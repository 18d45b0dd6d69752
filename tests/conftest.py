"""A real PostgreSQL for the session, a fresh database per test, one stand-in."""

import os
from collections.abc import Generator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from service.embedded import start_postgres, stop_postgres
from service.store import schema
from service.store.every_table import metadata
from tests.canaries import in_files, in_text
from tests.world import Addresses, World, addresses, open_world

TEMPLATE = "unhunch_template"
LEAVE = (
    "select pg_terminate_backend(pid) from pg_stat_activity"
    " where datname = current_database() and pid <> pg_backend_pid()"
)
HEAD = "update alembic_version set version_num = '{head}'"


def pytest_xdist_auto_num_workers() -> int:
    """Give three workers to two cores: many tests wait for a process or a tick."""
    return (os.cpu_count() or 1) * 3 // 2


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: "pytest.CallInfo[None]"
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let a test fail whose log lines hold what somebody told."""
    report = yield
    said = "".join(text for name, text in report.sections if "stderr" in name)
    if report.passed and (leaks := in_text(said)):
        report.outcome = "failed"
        report.longrepr = f"log lines hold what people told: {leaks}"
    return report


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("UNHUNCH_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Start one server and migrate a template; gives the server's URL.

    In a folder of its own: run as root, the server belongs to another user, and
    pytest closes its own folders to others whenever a second session starts.
    """
    with TemporaryDirectory(prefix="unhunch-test-", ignore_cleanup_errors=True) as at:
        folder = Path(at) / "data" / "postgres"
        url = start_postgres(folder)
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            # Nothing here must outlive a power cut.
            _on_server(url, f"alter system set {setting} = off")
        _on_server(url, "select pg_reload_conf()")
        _on_server(url, f"create database {TEMPLATE}")
        engine = create_engine(make_url(url).set(database=TEMPLATE))
        schema.upgrade(engine)
        engine.dispose()
        yield url
        _on_server(url, "checkpoint")
        leaks = in_files(folder)
        stop_postgres(folder)
        assert leaks == [], "the database's files hold what people told"


@pytest.fixture
def database_url(postgres: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the URL of a migrated, empty database of this test's own."""
    name = f"t{abs(hash(request.node.nodeid)):x}"
    _on_server(postgres, f"create database {name} template {TEMPLATE}")
    yield make_url(postgres).set(database=name).render_as_string(hide_password=False)
    _on_server(postgres, f"drop database {name} with (force)")


@pytest.fixture(scope="session")
def shared_database(postgres: str) -> str:
    """Give the URL of the one database in which this process's worlds take turns."""
    _on_server(postgres, f"create database worlds template {TEMPLATE}")
    url = make_url(postgres).set(database="worlds")
    return url.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def listening() -> Iterator[Addresses]:
    """Give the two addresses behind which this process's worlds take turns."""
    with addresses() as both:
        yield both


@pytest.fixture
def world(
    shared_database: str, tmp_path: Path, listening: Addresses
) -> Iterator[World]:
    """Give the product on a real, empty database, talking to a practice workspace.

    Emptied rather than made anew: that takes a tenth of the time, a thousand times.
    """
    with open_world(shared_database, tmp_path, listening) as opened:
        yield opened
    _empty(shared_database)


@pytest.fixture(scope="session")
def _second_database(postgres: str) -> str:
    _on_server(postgres, f"create database elsewhere template {TEMPLATE}")
    url = make_url(postgres).set(database="elsewhere")
    return url.render_as_string(hide_password=False)


@pytest.fixture
def other_database(_second_database: str) -> Iterator[str]:
    """Give the URL of an empty database beside that of the world."""
    yield _second_database
    _empty(_second_database)


def _empty(url: str) -> None:
    """Take every row away, and whoever a test has left connected."""
    statements = (
        LEAVE,
        # No trigger fires: the audit log would refuse.
        "set local session_replication_role = replica",
        *(f"delete from {table.fullname}" for table in metadata.sorted_tables),  # noqa: S608 - names of our own tables
        HEAD.format(head=schema.head()),
    )
    engine = create_engine(url)
    with engine.begin() as conn:
        # In one go: this is done thousands of times.
        conn.exec_driver_sql(";".join(statements))
    engine.dispose()


def _on_server(url: str, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as conn:
        conn.execute(text(statement))
    engine.dispose()
