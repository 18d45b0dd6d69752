"""Builds what one web process runs: pages, Slack's door, and jobs where asked for."""

from collections.abc import Callable
from typing import Protocol

from service.app import App
from service.bootstrap import build
from service.ports import Clock
from service.settings import Settings
from web.app import create_app
from web.serving import Served, serve
from web.slack.bolt import bolt_app
from web.slack.socket_mode import SocketMode

_THREADS = 16


class Jobs(Protocol):
    """The jobs half, as far as the web half ends it too."""

    def start(self) -> None: ...
    def stop_claiming(self) -> None: ...
    def stop(self) -> None: ...


MakeJobs = Callable[[App], Jobs]
Furnish = Callable[[App, Served], None]


def run(
    settings: Settings,
    make_jobs: MakeJobs | None = None,
    furnish: Furnish = lambda _app, _served: None,
    clock: Clock | None = None,
) -> None:
    """Serve prepared settings until a signal comes.

    With ``make_jobs`` one process does all. ``furnish`` adds to each worker. Only
    the demo has a ``clock`` of its own.
    """

    def make() -> Served:
        # After the fork: connections and threads belong to the worker.
        app = build(settings, clock=clock)
        served = worker(app, make_jobs)
        furnish(app, served)
        return served

    serve(
        make,
        host=settings.host,
        port=settings.port,
        workers=1 if make_jobs else 2,
        threads=_THREADS,
    )


def worker(app: App, make_jobs: MakeJobs | None = None) -> Served:
    """Start the parts of one worker process."""
    bolt = bolt_app(app)
    jobs = make_jobs(app) if make_jobs else None
    socket = SocketMode(bolt, app.settings) if app.settings.slack_app_token else None
    parts = [part for part in (socket, jobs) if part is not None]
    for part in parts:
        part.start()

    def stop() -> None:
        for part in parts:
            part.stop()

    return Served(
        flask=create_app(app, bolt, socket.is_connected if socket else None),
        stopping=jobs.stop_claiming if jobs else lambda: None,
        stop=stop,
    )
