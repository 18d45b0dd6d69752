"""Trouble while it runs: the database goes away and comes back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from service.actions import workspaces
from service.actions.plan import new_row
from service.actions.roster import import_people
from service.bootstrap import build
from service.core.nudges import SlotKind, planned_slot
from service.core.workday import local_date
from service.settings import Settings
from service.store import nudges, people
from tests.end_to_end.installation import Installation, get, installation, soon
from tests.world import DATA_KEY
from web.demo.company import visitor_zone

BOB = "U0BOB"


@contextmanager
def database_away(postgres: str, database_url: str) -> Iterator[None]:
    """Throw every connection out, and let none in meanwhile."""
    name = make_url(database_url).database
    server = create_engine(postgres, isolation_level="AUTOCOMMIT")
    with server.connect() as conn:
        conn.execute(text(f"alter database {name} allow_connections false"))
        conn.execute(
            text(
                "select pg_terminate_backend(pid) from pg_stat_activity "
                "where datname = :name"
            ),
            {"name": name},
        )
        try:
            yield
        finally:
            conn.execute(text(f"alter database {name} allow_connections true"))
    server.dispose()


def a_nudge_of_bob_is_due(opened: Installation, database_url: str) -> None:
    settings = Settings(
        database_url=database_url,
        secret_key="s" * 40,
        data_key=DATA_KEY,
        slack_api_url=opened.environ["UNHUNCH_SLACK_API_URL"],
        slack_bot_token=opened.practice.bot_token,
    )
    app = build(settings)
    opened.practice.add_member(BOB, "Bob")
    zone = visitor_zone(datetime.now(UTC))
    roster = (
        "slack_user_id,timezone,work_days,consented_at\n"
        f"{BOB},{zone},mon-sun,2026-01-01\n"
    )
    workspace = workspaces.first(app)
    import_people(app, workspace, roster.encode())
    now = app.now()
    with app.engine.begin() as conn:
        bob = people.by_slack_user(conn, workspace.workspace_id, BOB)
        assert bob is not None
        row = new_row(bob, local_date(now, bob.timezone), planned_slot(1), now)
        nudges.add(conn, [row | {"kind": SlotKind.ANY}])
    app.engine.dispose()


def test_a_lost_database_is_waited_for(
    postgres: str, database_url: str, tmp_path: Path
) -> None:
    with installation(database_url, tmp_path) as one:
        serve = one.start("serve")
        assert one.is_ready(), serve.said
        with database_away(postgres, database_url):
            assert get(one.port, "/healthz") == (200, "ok\n")
            status, said = get(one.port, "/readyz")
            assert (status, "The database does not answer" in said) == (503, True)
            assert soon(lambda: "tick_failed" in serve.said)
        assert soon(lambda: get(one.port, "/readyz")[0] == 200)
        a_nudge_of_bob_is_due(one, database_url)
        assert soon(lambda: one.practice.ledger_json()["messages"])
        assert serve.end() == 0
        assert "Traceback" not in serve.said
