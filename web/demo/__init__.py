"""The demo: a made-up company in a practice workspace, and the visitor's own desk."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Blueprint, Flask, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from service.actions.links import send_link
from service.app import App
from service.bootstrap import MovableClock, prepare, system_clock
from service.embedded import FOLDER, stop_postgres
from service.ports import Clock
from service.settings import Settings
from service.surroundings import forget_surroundings
from web.demo.behind import BehindTheDemo
from web.demo.clock import DemoClock
from web.demo.company import OPERATOR, VISITOR, Colleague, company
from web.demo.opening import Opening, Stage, make_operator
from web.practice import PracticeWorkspace, blueprint
from web.practice.inbox import anchor
from web.practice.openid import Provider
from web.serving import Served, refuse_taken
from web.worker import Jobs, MakeJobs
from web.worker import run as serve

HOST = "127.0.0.1"
BOT_TOKEN = "xoxb-practice"  # noqa: S105 - the made-up workspace's
SIGNING_SECRET = "practice-secret"  # noqa: S105 - the made-up workspace's
CLIENT = Provider()


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
        # The visitor reads what the demo prints; only what goes wrong belongs there.
        "log_level": "WARNING",
        "host": HOST,
        "port": port,
        "public_url": f"http://{HOST}:{port}",
        "slack_api_url": f"http://{HOST}:{port}/practice/api/",
        "slack_bot_token": BOT_TOKEN,
        "slack_signing_secret": SIGNING_SECRET,
        "slack_client_id": CLIENT.client_id,
        "slack_client_secret": CLIENT.client_secret,
    }


def practice_workspace(
    colleagues: list[Colleague], now: Clock, address: str
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


def add_demo_pages(
    flask: Flask, app: App, practice: PracticeWorkspace, behind: BehindTheDemo
) -> None:
    """Put the practice workspace under /practice, and the start page before it."""
    pages = blueprint(practice, behind=behind, start="/")
    flask.register_blueprint(pages, url_prefix="/practice")
    doors = Blueprint("demo", __name__)

    def front() -> str:
        return render_template(
            "demo.html",
            visitor=practice.members[VISITOR],
            operator=practice.members.get(OPERATOR),
            is_written=behind.stage.written.is_set(),
            number=sum(member.is_reachable for member in practice.members.values()),
            inbox=_inbox(practice, VISITOR),
            people=url_for("practice.people"),
            ledger=url_for("practice.ledger"),
        )

    @doors.post("/demo/own-page")
    def own_page() -> ResponseReturnValue:
        send_link(app, practice.team_id, VISITOR)
        return redirect(_inbox(practice, VISITOR), code=303)

    @doors.post("/demo/operator")
    def be_operator() -> ResponseReturnValue:
        make_operator(app, practice.team_id, OPERATOR)
        send_link(app, practice.team_id, OPERATOR)
        return redirect(_inbox(practice, OPERATOR), code=303)

    flask.view_functions["sign_in.front"] = front
    flask.register_blueprint(doors)


def _inbox(practice: PracticeWorkspace, user_id: str) -> str:
    """Lead to the newest message."""
    newest = [anchor(one.ts) for one in practice.messages_of(user_id)[-1:]]
    where = newest[0] if newest else None
    return url_for("practice.inbox_page", user_id=user_id, _anchor=where)


def _run(
    demo: Demo, folder: Path, make_jobs: MakeJobs, say: Callable[[str], None]
) -> None:
    made = prepare(Settings.read(**settings(folder, demo.port)), migrate=True)
    movable = MovableClock(system_clock)
    clock = DemoClock(movable)
    colleagues = company(demo.people, clock())
    practice = practice_workspace(colleagues, clock, demo.address)
    stage = Stage(
        practice=practice, clock=clock, jump=movable.jump, colleagues=colleagues
    )

    def opening(app: App) -> Jobs:
        return Opening(app, stage, make_jobs(app))

    def furnish(app: App, served: Served) -> None:
        behind = BehindTheDemo(app=app, stage=stage)
        add_demo_pages(served.flask, app, practice, behind)

    say(demo.greeting)
    serve(made, opening, furnish, clock)
