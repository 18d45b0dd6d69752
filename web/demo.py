"""The demo: a made-up company in a practice workspace, and the visitor's own desk."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen
from zoneinfo import ZoneInfo

from flask import Flask, render_template, url_for

from service.actions import workspaces
from service.actions.nudge_now import nudge_now
from service.actions.roster import import_people
from service.actions.sweeps import run
from service.app import App
from web.practice import PracticeWorkspace, blueprint

BOT_TOKEN = "xoxb-practice"  # noqa: S105 - the made-up workspace's
SIGNING_SECRET = "practice-secret"  # noqa: S105 - the made-up workspace's

VISITOR = "U0VISITOR"

# City zone, country, site: the made-up company sits in five places.
PLACES = (
    ("Europe/Berlin", "DE", "Berlin"),
    ("Europe/London", "GB", "London"),
    ("America/New_York", "US", "New York"),
    ("Asia/Tokyo", "JP", "Tokyo"),
    ("Australia/Sydney", "AU", "Sydney"),
)
# Somewhere it is working time, and not noon, at every hour: the visitor sits there.
AT_WORK = frozenset({9, 10, 11, 13, 14, 15})
VISITOR_ZONES = (
    "Europe/Berlin",
    "Europe/London",
    "America/Sao_Paulo",
    "America/New_York",
    "America/Los_Angeles",
    "Pacific/Honolulu",
    "Pacific/Auckland",
    "Asia/Tokyo",
    "Asia/Singapore",
    "Asia/Kolkata",
    "Asia/Dubai",
)
GIVEN = ("Ada", "Ben", "Chloe", "Dev", "Elif", "Finn", "Grace", "Hugo", "Ines", "Jonas")
FAMILY = ("Almeida", "Brandt", "Cho", "Dubois", "Eriksen", "Gupta", "Haas", "Ito")
TEAMS = (("Product", "Web"), ("Product", "Mobile"), ("Operations", "Support"))

COLUMNS = (
    "slack_user_id",
    "email",
    "department",
    "team",
    "site",
    "country",
    "timezone",
    "work_days",
    "consented_at",
)

_PATIENCE_S = 20
_LOOK_EVERY_S = 0.1


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """A made-up employee. ``agreed``: consent was recorded before the demo."""

    user_id: str
    name: str
    place: tuple[str, str, str]
    team: tuple[str, str]
    agreed: bool = True
    work_days: str = "mon-fri"

    @property
    def email(self) -> str:
        return f"{self.name.lower().replace(' ', '.')}@acme.example"


def settings(folder: Path, port: int) -> dict[str, Any]:
    """Give the demo's settings: all its own, whatever the environment says."""
    return {
        "database_url": None,
        "data_dir": folder,
        "host": "127.0.0.1",
        "port": port,
        "slack_api_url": f"http://127.0.0.1:{port}/practice/api/",
        "slack_bot_token": BOT_TOKEN,
        "slack_signing_secret": SIGNING_SECRET,
        "slack_app_token": None,
        "https_proxy": None,
        "secret_key": None,
        "data_key": None,
    }


def company(people: int, now: datetime) -> list[Colleague]:
    """Make up ``people`` colleagues, the visitor first; two in three have agreed."""
    visitor = Colleague(
        user_id=VISITOR,
        name="Alex Rivera",
        place=(visitor_zone(now), "", "Home"),
        team=TEAMS[0],
        work_days="mon-sun",
    )
    return [visitor, *(_colleague(number) for number in range(1, people))]


def visitor_zone(now: datetime) -> str:
    """Find a zone where people are at their desks, at any hour of any day."""
    return next(
        name
        for name in VISITOR_ZONES
        if now.astimezone(ZoneInfo(name)).hour in AT_WORK
    )


def practice_workspace(
    colleagues: list[Colleague], now: Callable[[], datetime], address: str
) -> PracticeWorkspace:
    """Make the stand-in for Slack with everybody's account in it."""
    workspace = PracticeWorkspace(
        team_name="Acme",
        bot_token=BOT_TOKEN,
        signing_secret=SIGNING_SECRET,
        events_url=f"{address}/slack/events",
        now=now,
    )
    for one in colleagues:
        workspace.add_member(one.user_id, one.name, email=one.email, tz=one.place[0])
    return workspace


def add_demo_pages(flask: Flask, practice: PracticeWorkspace) -> None:
    """Put the practice workspace under /practice, and a first page before it."""
    flask.register_blueprint(blueprint(practice), url_prefix="/practice")

    def front() -> str:
        return render_template(
            "demo.html",
            visitor=practice.members[VISITOR],
            inbox=f"{url_for('practice.index')}inbox/{VISITOR}",
            people=url_for("practice.index"),
            ledger=url_for("practice.ledger"),
        )

    flask.view_functions["front"] = front


def open_company(app: App, colleagues: list[Colleague], address: str) -> None:
    """Fill the service through the actions that people use, once it answers.

    The visitor asks for a routine at once, so there is something to press.
    """
    if not _answers(f"{address}/healthz"):
        return
    workspace = workspaces.first(app)
    import_people(app, workspace, roster(colleagues, app.now()))
    nudge_now(app, workspace, VISITOR)
    run(app, "dispatch")
    run(app, "sync")
    run(app, "plan")


def roster(colleagues: list[Colleague], now: datetime) -> bytes:
    """Write the company's roster file."""
    file = io.StringIO()
    lines = csv.writer(file)
    lines.writerow(COLUMNS)
    agreed_at = (now - timedelta(days=30)).isoformat()
    for one in colleagues:
        timezone, country, site = one.place
        about = (one.user_id, one.email, *one.team, site, country, timezone)
        lines.writerow([*about, one.work_days, agreed_at if one.agreed else ""])
    return file.getvalue().encode()


def _colleague(number: int) -> Colleague:
    given = GIVEN[number % len(GIVEN)]
    family = FAMILY[number // len(GIVEN) % len(FAMILY)]
    again = number // (len(GIVEN) * len(FAMILY))
    return Colleague(
        user_id=f"U0DEMO{number:04}",
        name=f"{given} {family}" + (f" {again + 1}" if again else ""),
        place=PLACES[number % len(PLACES)],
        team=TEAMS[number % len(TEAMS)],
        agreed=number % 3 != 0,
    )


def _answers(url: str) -> bool:
    """Wait until the server that this process starts answers its own address."""
    patience = Event()
    for _ in range(int(_PATIENCE_S / _LOOK_EVERY_S)):
        try:
            with urlopen(url, timeout=1):  # noqa: S310 - our own loopback address
                return True
        except (URLError, OSError):
            patience.wait(_LOOK_EVERY_S)
    return False
