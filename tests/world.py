"""The product and the outside as a test sees them: one clock, one practice Slack."""

import base64
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from service import logs
from service.actions import roster, sweeps, workspaces
from service.actions.ledger import ledger
from service.app import App
from service.bootstrap import build, prepare
from service.settings import Settings
from service.store import nudges, people
from service.store.nudges import Nudge
from service.store.people import Person
from service.store.workspaces import Workspace
from tests import canaries, forking
from tests.practice_server import serve
from web.app import create_app
from web.practice import PracticeWorkspace, blueprint
from web.slack.bolt import bolt_app

DATA_KEY = base64.b64encode(b"k" * 32).decode()
MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""Nine o'clock in Berlin."""


class LateRule(Rule):
    """A rule that works out how to build addresses at the first one.

    Each of thousands of worlds has apps of its own, and most of their rules build none.
    """

    def _compile_builder(self, *how: bool) -> Any:
        made = cache(partial(super()._compile_builder, *how))

        def late(rule: Rule, **values: Any) -> Any:
            return made()(rule, **values)

        return late


Flask.url_rule_class = LateRule


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now

    def at(self, iso: str) -> datetime:
        self.now = datetime.fromisoformat(iso)
        return self.now


@dataclass(frozen=True, kw_only=True)
class World:
    """``url`` serves the product, ``slack_url`` the practice workspace."""

    app: App
    practice: PracticeWorkspace
    clock: Clock
    url: str
    slack_url: str
    folder: Path

    @property
    def workspace(self) -> Workspace:
        return workspaces.first(self.app)

    def add(self, name: str, *, agreed: bool = True, **columns: str) -> str:
        """Put an employee into Slack and on the roster; gives the Slack id.

        ``columns`` are roster cells, such as ``work_start="10:00"``.
        """
        user_id = f"U0{name.upper()}"
        timezone = columns.get("timezone", "Europe/Berlin")
        email = f"{name.lower()}@acme.example"
        self.practice.add_member(user_id, name, email=email, tz=timezone)
        cells = {
            "slack_user_id": user_id,
            "email": email,
            "timezone": timezone,
            "consented_at": "2026-01-01" if agreed else "",
            **columns,
        }
        text = f"{','.join(cells)}\n{','.join(cells.values())}\n"
        roster.import_people(self.app, self.workspace, text.encode())
        return user_id

    def run(self, sweep: str) -> dict[str, int]:
        return dict(sweeps.run(self.app, sweep))

    def person(self, user_id: str) -> Person:
        with self.app.engine.begin() as conn:
            found = people.by_slack_user(conn, self.workspace.workspace_id, user_id)
        assert found is not None
        return found

    def nudges(self, user_id: str) -> list[Nudge]:
        person = self.person(user_id)
        with self.app.engine.begin() as conn:
            return nudges.of_person(
                conn, person.workspace_id, person.person_id, date.min
            )

    def ledger(self) -> dict[str, Any]:
        return ledger(self.app)

    def sent(self, user_id: str | None = None) -> list[dict[str, Any]]:
        """Give what the practice workspace accepted, for one person or all."""
        messages: list[dict[str, Any]] = self.practice.ledger_json()["messages"]
        return [m for m in messages if user_id in (None, m["user"])]

    def environment(self, **more: str) -> dict[str, str]:
        """Give the variables with which the real command joins this world."""
        url = self.app.settings.database_url
        assert url is not None
        return {
            **{k: v for k, v in os.environ.items() if not k.startswith("UNHUNCH_")},
            "UNHUNCH_DATABASE_URL": url.get_secret_value(),
            "UNHUNCH_SECRET_KEY": "s" * 40,
            "UNHUNCH_DATA_KEY": DATA_KEY,
            "UNHUNCH_SLACK_API_URL": f"{self.slack_url}/practice/api/",
            "UNHUNCH_SLACK_BOT_TOKEN": self.practice.bot_token,
            "UNHUNCH_SLACK_SIGNING_SECRET": self.practice.signing_secret,
            "UNHUNCH_DATA_DIR": str(self.folder),
            **more,
        }

    def command(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run the real command in a process of its own."""
        return forking.command(words, self.environment(**more))

    def command_json(self, *words: str, **more: str) -> Any:
        done = self.command(*words, **more)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


class Later:
    """Stands at an address until the app is made that needs to know it."""

    app: Flask

    def __call__(self, environ: Any, start_response: Any) -> Any:
        return self.app(environ, start_response)


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """Two addresses that listen; one world after the other stands behind them."""

    url: str
    product: Later
    slack_url: str
    outside: Later


@contextmanager
def addresses() -> Iterator[Addresses]:
    product, outside = Later(), Later()
    with serve(product) as url, serve(outside) as slack_url:
        yield Addresses(url=url, product=product, slack_url=slack_url, outside=outside)


_seen: set[str] = set()


def _prepared(settings: Settings) -> Settings:
    """Prepare the database at its first world; the next ones find it so."""
    url = settings.database_url
    assert url is not None
    if url.get_secret_value() not in _seen:
        _seen.add(url.get_secret_value())
        return prepare(settings)
    logs.set_up(settings.log_level)
    return settings


@contextmanager
def open_world(database_url: str, folder: Path, at: Addresses) -> Iterator[World]:
    """Open a world on Monday 2 March 2026, nine o'clock in Berlin."""
    clock = Clock(MONDAY)
    practice = PracticeWorkspace(now=clock, events_url=f"{at.url}/slack/events")
    at.outside.app = Flask("practice-slack")
    at.outside.app.register_blueprint(blueprint(practice), url_prefix="/practice")
    settings = _prepared(
        Settings(
            database_url=database_url,
            data_dir=folder,
            secret_key="s" * 40,
            data_key=DATA_KEY,
            slack_api_url=f"{at.slack_url}/practice/api/",
            slack_bot_token=practice.bot_token,
            slack_signing_secret=practice.signing_secret,
            slack_client_id=practice.openid.client_id,
            slack_client_secret=practice.openid.client_secret,
            messages_per_minute=100_000,
            public_url=at.url,
        )
    )
    # Folds happen at once in tests, so that a test may look right after.
    app = replace(
        build(settings, clock=clock),
        later=lambda work: work(),
        errand=lambda work: work(),
    )
    at.product.app = create_app(app, bolt_app(app))
    leaks = canaries.watch(at.product.app)
    yield World(
        app=app,
        practice=practice,
        clock=clock,
        url=at.url,
        slack_url=at.slack_url,
        folder=folder,
    )
    app.engine.dispose()
    assert leaks == [], "an address or a page of an error holds what people told"
