"""The demo: a made-up company in a practice workspace, and the visitor's own desk."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any

from flask import Flask, render_template, url_for

from service.actions import workspaces
from service.actions.clicks import submit
from service.actions.nudge_now import nudge_now
from service.actions.roster import import_people
from service.actions.sweeps import run as sweep
from service.app import App
from service.bootstrap import prepare, system_clock
from service.embedded import FOLDER, stop_postgres
from service.settings import Settings, forget_surroundings
from web.company import VISITOR, Colleague, company, roster, visitor_forms
from web.practice import PracticeWorkspace, blueprint
from web.serving import Served, refuse_taken
from web.worker import MakeJobs
from web.worker import run as serve

HOST = "127.0.0.1"
BOT_TOKEN = "xoxb-practice"  # noqa: S105 - the made-up workspace's
SIGNING_SECRET = "practice-secret"  # noqa: S105 - the made-up workspace's

_PATIENCE_S = 20
_LOOK_EVERY_S = 0.05


@dataclass(frozen=True, kw_only=True)
class Demo:
    """What is asked for. Without ``data`` the demo leaves nothing behind."""

    port: int
    people: int
    data: Path | None = None

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def greeting(self) -> str:
        return (
            f"Unhunch demo: a made-up company of {self.people} with a practice Slack.\n"
            f"\n"
            f"  Start here     {self.address}/\n"
            f"  Your inbox     {self.address}/practice/inbox/{VISITOR}\n"
            f"  All messages   {self.address}/practice/ledger.json\n"
            f"\n"
            f"Your first nudge arrives within seconds. Nothing leaves this machine.\n"
            f"Ctrl-C ends the demo."
        )


def run(demo: Demo, make_jobs: MakeJobs, say: Callable[[str], None]) -> None:
    """Run the demo until a signal comes.

    Raises:
        Refused: the port is taken, or the folder cannot be used.
    """
    refuse_taken(HOST, demo.port)
    forget_surroundings()
    if demo.data is not None:
        _run(demo, demo.data, make_jobs, say)
        return
    with TemporaryDirectory(prefix="unhunch-demo-") as folder:
        try:
            _run(demo, Path(folder), make_jobs, say)
        finally:
            stop_postgres(Path(folder) / FOLDER)


def settings(folder: Path, port: int) -> dict[str, Any]:
    """Give the demo's settings: all its own, whatever the environment says."""
    return {
        "data_dir": folder,
        "host": HOST,
        "port": port,
        "slack_api_url": f"http://{HOST}:{port}/practice/api/",
        "slack_bot_token": BOT_TOKEN,
        "slack_signing_secret": SIGNING_SECRET,
    }


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
            number=sum(member.is_reachable for member in practice.members.values()),
            inbox=f"{url_for('practice.people')}inbox/{VISITOR}",
            people=url_for("practice.people"),
            ledger=url_for("practice.ledger"),
        )

    flask.view_functions["front"] = front


def open_company(app: App, colleagues: list[Colleague]) -> None:
    """Fill the service through the actions that people use, once it answers.

    The visitor has answered what the bot asks, and wants a routine at once: so
    there is something to press, and a reason for it.
    """
    if not _answers(app.settings.port):
        return
    workspace = workspaces.first(app)
    import_people(app, workspace, roster(colleagues, app.now()))
    for form in visitor_forms(workspace.workspace_id):
        submit(app, form)
    nudge_now(app, workspace, VISITOR)
    for name in ("dispatch", "sync", "plan"):
        sweep(app, name)


def _run(
    demo: Demo, folder: Path, make_jobs: MakeJobs, say: Callable[[str], None]
) -> None:
    made = prepare(Settings.read(**settings(folder, demo.port)), migrate=True)
    colleagues = company(demo.people, system_clock())
    practice = practice_workspace(colleagues, system_clock, demo.address)

    def furnish(app: App, served: Served) -> None:
        add_demo_pages(served.flask, practice)
        Thread(target=open_company, args=(app, colleagues), daemon=True).start()

    say(demo.greeting)
    serve(made, make_jobs, furnish)


def _answers(port: int) -> bool:
    """Wait until the server that this process starts answers its own address."""
    patience = Event()
    for _ in range(int(_PATIENCE_S / _LOOK_EVERY_S)):
        connection = HTTPConnection(HOST, port, timeout=1)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except (OSError, HTTPException):
            patience.wait(_LOOK_EVERY_S)
        else:
            return True
        finally:
            connection.close()
    return False
